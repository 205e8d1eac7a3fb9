"""Claims: the tap that meets the sample at the output's own place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from flipconv.claims.bases import Basis
from flipconv.claims.evidence import Case, Exhausted, How, Shape
from flipconv.claims.register import claim
from flipconv.operators import convolve, correlate

OPERATIONS = {-1: convolve, 1: correlate}


def _anchored() -> Iterator[Case]:
    for shape in ((1,), (2,), (3,), (4,), (2, 3), (4, 2)):
        h = np.arange(1, np.prod(shape) + 1).reshape(shape) ** 2 + 1j
        for sign, anchor in product(OPERATIONS, product(*map(range, shape))):
            yield Case((h,), {"sign": sign, "anchor": anchor})


def _at_its_own_place(h: np.ndarray, sign: int, anchor: Shape) -> Any:
    place = tuple(range(1, h.ndim + 1))
    x = np.zeros([5] * h.ndim, dtype=int)
    x[place] = 1
    return OPERATIONS[sign](x, h, mode="same", anchor=anchor)[place]


def _conjugated(tap: Any, sign: int) -> Any:
    return np.conj(tap) if sign > 0 else tap


def the_mirrored_tap(h, *, sign, anchor):
    """The tap where the anchor lands if the kernel is flipped."""
    other = tuple(m - 1 - a for a, m in zip(anchor, h.shape, strict=True))
    return _at_its_own_place(h, sign, anchor), _conjugated(h[other], sign)


def the_middle_tap(h, *, sign, anchor):
    """The default anchor, whatever was named."""
    middle = tuple((m - 1) // 2 if sign < 0 else m // 2 for m in h.shape)
    return _at_its_own_place(h, sign, anchor), _conjugated(h[middle], sign)


@claim(
    label="an-impulse-shows-the-anchor",
    title="At an impulse's own place stands the tap at the anchor, whichever the operation.",
    statement=r"y_{s,a}(\delta_p, h)[p] = h[a]",
    given="mode same; for a complex kernel a correlation shows the tap's conjugate",
    evidence=Exhausted(
        "one kernel of each of 1 to 4 taps, of 2×3 and of 4×2, every anchor, both operations", _anchored
    ),
    counterfeits=(the_mirrored_tap, the_middle_tap),
    source="this site",
)
def an_impulse_shows_the_anchor(h, *, sign, anchor):
    """The tap at the anchor is, by its definition, the one that meets the sample at the output's own place."""
    return _at_its_own_place(h, sign, anchor), _conjugated(h[anchor], sign)


def _both_operations(*_: Shape) -> Iterator[How]:
    yield {"sign": -1}
    yield {"sign": 1}


def _cut(x: np.ndarray, h: np.ndarray, sign: int, starts: list[int]) -> tuple[np.ndarray, np.ndarray]:
    operate = OPERATIONS[sign]
    kept = tuple(slice(start, start + n) for start, n in zip(starts, x.shape, strict=True))
    padded = np.pad(operate(x, h, method="direct"), [(0, 1)] * x.ndim)  # so that a cut one later is as long
    return operate(x, h, mode="same", method="direct"), padded[kept]


def cut_with_the_halves_exchanged(x, h, sign):
    """The larger half of what is left over dropped at the front."""
    return _cut(x, h, sign, [m // 2 for m in h.shape])


def cut_at_the_anchor(x, h, sign):
    """The cut begun at the default anchor in both operations, which is right of convolution alone."""
    return _cut(x, h, sign, [(m - 1) // 2 if sign < 0 else m // 2 for m in h.shape])


@claim(
    label="same-is-one-cut-of-full",
    title="At the default anchors, same is one cut of full in both operations: the cut begins at (m - 1) // 2.",
    statement=r"y_{\text{same}}[i] = y_{\text{full}}\bigl[i + \lfloor \tfrac{m-1}{2} \rfloor\bigr]",
    given="zeros beyond the ends; outputs counted from 0 as entries of an array",
    evidence=Basis((((1,), (2,)), ((3,), (3,)), ((3,), (4,)), ((2, 3), (2, 1)), ((1, 2), (3, 4))), _both_operations),
    counterfeits=(cut_with_the_halves_exchanged, cut_at_the_anchor),
    rests_on=("default-anchors-mirror-each-other",),
    source="this site",
)
def same_is_one_cut_of_full(x, h, sign):
    """Both drop m - 1 outputs; a convolution a of them in front, a correlation m - 1 - a, and that is one number."""
    return _cut(x, h, sign, [(m - 1) // 2 for m in h.shape])
