"""The flip-switch playground: kernels, a picture, what the library makes of them, and how other calls say it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from flipconv.boundaries import BOUNDARIES
from flipconv.exhibits.model import OPERATIONS, Exhibit, Grid, weight_classes
from flipconv.exhibits.spelling import dialects
from flipconv.figures.photographs import portrait
from flipconv.figures.style import DARK, LIGHT
from flipconv.flips import flip
from flipconv.kernels import BOX, EMBOSS, GAUSSIAN, LAPLACIAN, LETTER_F, PREWITT_X, SHARPEN, SOBEL_X

# the F of the gallery: all of its taps differ, so each keeps a colour of its own
F = np.array([[1, 2, 3], [4, 0, 0], [5, 6, 0], [7, 0, 0], [8, 0, 0]])
RAMP = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 0]])
EVEN = np.array([[1, 2], [3, 4]])
PRESETS = (
    ("the letter F", F),
    ("eight taps, all different", RAMP),
    ("two by two", EVEN),
    *((kernel.name, kernel.taps) for kernel in (EMBOSS, SOBEL_X, PREWITT_X, BOX, GAUSSIAN, LAPLACIAN, SHARPEN)),
    ("all ones in an F", LETTER_F.taps),
)
SIDE = 128


def feels(h: np.ndarray) -> str:
    """
    Return what the flip does to a kernel, and so to what it makes: ``"none"``, ``"sign"`` or ``"shape"``.

    Examples
    --------
    >>> feels(np.array([[1, 2, 1]])), feels(np.array([[-1, 0, 1]])), feels(np.array([[1, 2]]))
    ('none', 'sign', 'shape')
    """
    turned = flip(h)
    if (turned == h).all():
        return "none"
    return "sign" if (turned == -h).all() else "shape"


def answered(x: np.ndarray, h: np.ndarray, operation: str, border: str, anchor: tuple[int, int]) -> dict[str, Any]:
    """Return a state and what the library answers."""
    y = OPERATIONS[operation](x, h, mode="same", boundary=border, anchor=anchor)
    state = {"x": x.tolist(), "h": h.tolist(), "operation": operation, "border": border, "anchor": list(anchor)}
    return {"state": state, "answer": {"y": y.tolist(), "feels": feels(h)}}


def cases(side: int) -> Iterator[dict[str, Any]]:
    """Yield states of all borders and both operations: kernels longer and shorter than the signal, any anchor."""
    rng = np.random.default_rng(5)
    shapes = ((3, 2), (2, 2), (5, 3), (1, 4), (7, 7))
    for (border, operation), shape in zip(product(BOUNDARIES, OPERATIONS), shapes * 2, strict=True):
        anchor = (int(rng.integers(shape[0])), int(rng.integers(shape[1])))
        yield answered(rng.integers(-9, 10, (4, 5)), rng.integers(-9, 10, shape), operation, border, anchor)
    for _, h in PRESETS:
        yield answered(impulse(side), h, "convolve", "constant", middle(h))


def impulse(side: int) -> np.ndarray:
    """
    Return the signal that a playground begins with: one bright pixel, in a middle row and left of the middle column.

    Examples
    --------
    >>> np.argwhere(impulse(9)).tolist()
    [[4, 3]]
    """
    x = np.zeros((side, side), dtype=int)
    x[side // 2, side // 2 - 1] = 1
    return x


def middle(h: np.ndarray) -> tuple[int, int]:
    """Return the tap that a kernel is held at to begin with."""
    return h.shape[0] // 2, h.shape[1] // 2


def _picture() -> str:
    return base64.b64encode(portrait(SIDE).astype(np.uint8).tobytes()).decode()


def _stops() -> dict[str, list[str]]:
    """Return the colours that the diverging maps run through, evenly spaced."""
    from matplotlib.colors import to_hex

    return {ink.name: [to_hex(ink.signed(k / 6)) for k in range(7)] for ink in (LIGHT, DARK)}


def _strip(side: int) -> list[Grid | str]:
    """Return the bright pixel, the F, and both outputs; an output keeps the colours of the taps."""
    colours = np.full(F.max() + 1, "blank", dtype=object)
    colours[F[F > 0]] = np.array(weight_classes(F), dtype=object)[F > 0]
    x, anchor = impulse(side), middle(F)
    blank = [["blank"] * side] * side
    made = {name: operation(x, F, mode="same", anchor=anchor) for name, operation in OPERATIONS.items()}
    row, column = (int(i) for i in np.argwhere(x)[0] - np.array(anchor))
    turned = (row + 2 * anchor[0] - F.shape[0] + 1, column + 2 * anchor[1] - F.shape[1] + 1)
    corners = {"convolve": (row, column), "correlate": (turned[0] + F.shape[0] - 1, turned[1] + F.shape[1] - 1)}
    outputs = [Grid(f"{name}(x, h)", y.tolist(), colours[y].tolist(), None, corners[name]) for name, y in made.items()]
    return [
        Grid("x, one bright pixel", x.tolist(), blank),
        Grid("h, the letter F", F.tolist(), weight_classes(F), anchor, (0, 0)),
        *outputs,
        "A convolution prints the kernel upright, a correlation prints it turned by half a turn.",
    ]


def _data(side: int) -> dict[str, Any]:
    told = {"none": " (cannot feel the flip)"}
    presets = [{"name": name + told.get(feels(h), ""), "rows": h.tolist()} for name, h in PRESETS]
    x = impulse(side)
    # the output that is explained first: one row and one column before the bright pixel
    pick = (np.argwhere(x)[0] - 1).tolist()
    return {"presets": presets, "impulse": x.tolist(), "pick": pick, "stops": _stops(), "cases": list(cases(side))}


def playground() -> Exhibit:
    """Return the whole playground, with a portrait to filter and the dialects of other libraries."""
    more = {"size": "full", "portrait": _picture(), "side": SIDE, "dialects": dialects()}
    return Exhibit("Flip-switch playground", {**_data(9), **more}, _strip(9))


def hero() -> Exhibit:
    """Return the playground of the front page: one bright pixel, some kernels, the switch."""
    return Exhibit("One bright pixel, and the switch", {**_data(7), "size": "small"}, _strip(7))
