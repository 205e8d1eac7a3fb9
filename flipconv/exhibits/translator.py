"""
The translator of conventions: one call's result with another, and what comes of the flip alone.

What calls do is taken from the atlas's record. The code of each pair is not here: the build of the site writes it,
runs it, and puts it beside the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

from flipconv.boundaries import BOUNDARIES
from flipconv.conventions import Convention, predict
from flipconv.conventions.atlas.drifting import recorded_rows
from flipconv.conventions.atlas.pairs import usable
from flipconv.conventions.atlas.rows import Row
from flipconv.exhibits.model import Exhibit, Grid, weight_classes
from flipconv.flips import flip

FIRST = "scipy.ndimage.convolve(x, h, mode='reflect')", "cv2.filter2D(x, -1, h)"
KERNEL = np.array([[1, 2, 3], [4, 5, 6]])
# the sizes that a kernel of the exhibit may have, along each axis
SIZES = (2, 3)
# one bright pixel, far enough from the ends, and a signal that has no two equal samples beside each other
PIXEL = np.zeros((5, 6), dtype=int)
PIXEL[2, 3] = 1
ROWS = ([3, 1, 4, 1, 5, 9], [2, 6, 5, 3, 8, 7], [9, 7, 9, 4, 2, 3], [8, 4, 6, 2, 6, 4], [3, 8, 3, 7, 2, 9])
SIGNALS = (PIXEL, np.array(ROWS))
# what a plain sum has nothing of
PLAIN: dict[str, Any] = {
    "output": "same",
    "alignment": "anchor",
    "cval": 0,
    "stride": (1, 1),
    "dilation": (1, 1),
    "kernel_axes": (0, 1),
    "output_axes": (0, 1),
    "argument_order": "x, h",
    "normalises": "none",
    "gain": 1,
    "bias": 0,
    "transposed": False,
    "clips": None,
    "rounds": False,
}


def is_plain(one: Convention) -> bool:
    """
    Return whether a call gives for each sample of a matrix a sum over its kernel, the signal continued by a border.

    Examples
    --------
    >>> is_plain(Convention(sign=(-1, 1))), is_plain(Convention(sign=(-1, 1), stride=(1, 2)))
    (True, False)
    """
    edges = {edge for edges in one.boundary for edge in edges}
    same = all(getattr(one, name) == value for name, value in PLAIN.items())
    return one.ndim == 2 and same and 0 not in one.sign and edges <= {*BOUNDARIES, "none"}


@cache
def drawn() -> dict[str, tuple[Row, Convention]]:
    """Return the calls that a picture can be drawn of, those of the libraries that the site's build has run."""
    rows = [row for row in usable(recorded_rows()) if row["tier"] == 1 and row["probe"] == "kernel"]
    found = {row["call"]: (row, Convention.from_dict(row["convention"])) for row in rows}
    return {call: pair for call, pair in found.items() if is_plain(pair[1])}


def anchors(one: Convention, axis: int) -> dict[str, int]:
    """
    Return the anchors of the sizes that a kernel may have here; a size that the call does not take has none.

    Examples
    --------
    >>> anchors(Convention(sign=(1, -1), anchor_rule=("(m-1)/2", "m//2")), 0)
    {'3': 1}
    """
    found: dict[str, int] = {}
    for m in SIZES:
        try:
            found[str(m)] = one.anchor_rule[axis](m)
        except ValueError:
            continue
    return found


def _moved(source: Convention, target: Convention, axes: list[int], shape: tuple[int, ...]) -> list[int]:
    """Return how far the target's picture of a bright pixel lies from the source's: where the two fit on each other."""
    x, h = np.zeros((9, 9), dtype=int), np.arange(1, np.prod(shape) + 1).reshape(shape)
    x[4, 4] = 1
    wanted, got = predict(source, x, h), predict(target, x, flip(h, axes=axes))
    apart = [(np.argwhere(got == tap) - np.argwhere(wanted == tap)).tolist() for tap in h.flat]
    assert all(one == apart[0] for one in apart)
    return apart[0][0]


def answered(source: str, target: str, h: np.ndarray) -> dict[str, Any]:
    """
    Return a state and what the library predicts for both calls.

    Parameters
    ----------
    source, target : str
        Calls of the atlas: whose result, and with what.
    h : numpy.ndarray
        The kernel of the source.

    Returns
    -------
    dict
        ``state`` and ``answer``: along which axes the kernel is flipped, how far the flip alone leaves the picture of a
        bright pixel from where it should be, and for each signal what is wanted, what the flip alone gives, what the
        translation gives, and at how many places the two do not give what is wanted.
    """
    (_, one), (_, other) = drawn()[source], drawn()[target]
    axes = [axis for axis in range(2) if one.sign[axis] != other.sign[axis]]
    answer: dict[str, Any] = {"flipped": [axis in axes for axis in range(2)], "moved": None, "pictures": []}
    if all(str(h.shape[axis]) in anchors(call, axis) for axis in range(2) for call in (one, other)):
        answer["moved"] = _moved(one, other, axes, h.shape)
        for x in SIGNALS:
            wanted, naive = predict(one, x, h), predict(other, x, flip(h, axes=axes))
            wrong = int((naive != wanted).sum())
            # what the code of the pair must give, and gives: the build that writes it runs it
            picture = {"wanted": wanted.tolist(), "naive": naive.tolist(), "repaired": wanted.tolist()}
            answer["pictures"].append({**picture, "wrong": wrong, "left": 0})
    return {"state": {"source": source, "target": target, "kernel": h.tolist()}, "answer": answer}


def cases() -> Iterator[dict[str, Any]]:
    """Yield the first state, and pairs of calls drawn so that each kind of call is on both sides once."""
    yield answered(*FIRST, KERNEL)
    rng = np.random.default_rng(12)
    kinds = {(one.sign, str(one.anchor_rule), one.boundary): call for call, (_, one) in drawn().items()}
    calls = list(kinds.values())
    for number, source in enumerate(calls):
        target = calls[(number + 7) % len(calls)]
        yield answered(source, target, rng.integers(-9, 10, rng.integers(min(SIZES), max(SIZES) + 1, 2)))


def _row(row: Row, one: Convention) -> dict[str, Any]:
    """Return what the script needs to know of a call."""
    known = {"call": row["call"], "library": row["library"], "sign": list(one.sign)}
    return {**known, "anchors": [anchors(one, 0), anchors(one, 1)], "border": [list(edges) for edges in one.boundary]}


def _strip(case: dict[str, Any]) -> list[Grid | str]:
    """Return the pictures of the first state."""
    source, target = FIRST
    (pixel, signal), h = case["answer"]["pictures"], np.array(case["state"]["kernel"])
    colours = np.array(["blank", *np.array(weight_classes(h)).flat])
    grids = [Grid("h", h.tolist(), weight_classes(h), None, (0, 0))]
    for name, words in (("wanted", source), ("naive", f"{target}, with the kernel flipped")):
        y = np.array(pixel[name])
        grids.append(Grid(f"one bright pixel: {words}", y.tolist(), colours[y].tolist()))
    return [
        *grids,
        f"Wanted is the result of {source}, with {target}.",
        "The flip alone moves the anchor, and leaves the border as it is.",
        f"It gives other numbers at {pixel['wrong']} places, and at {signal['wrong']} of a signal without zeros.",
        "For the code that gives what is wanted, run: flipconv atlas --from CALL --to CALL",
    ]


def translator() -> Exhibit:
    """Return the calls, the two signals and the cases."""
    known = list(cases())
    rows = [_row(row, one) for row, one in drawn().values()]
    signals, bright = [x.tolist() for x in SIGNALS], np.argwhere(PIXEL)[0].tolist()
    data = {"calls": rows, "signals": signals, "bright": bright, "sizes": SIZES, "cases": known}
    return Exhibit("Convention translator", data, _strip(known[0]))
