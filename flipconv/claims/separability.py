"""Claims: which kernels are a column times a row, and what the flip does to them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from flipconv.claims.bases import Basis
from flipconv.claims.evidence import Case, Exhausted
from flipconv.claims.exact import rank
from flipconv.claims.register import claim
from flipconv.flips import flip

SZELISKI = "R. Szeliski, Computer Vision, 2nd ed., 2022, section 3.2.1"


def _kernels() -> Iterator[Case]:
    """Yield kernels of integers, that of zeros alone left out."""
    for shape, entries in (((2, 3), (-1, 0, 1)), ((3, 3), (0, 1)), ((2, 2), (-2, -1, 0, 1, 3))):
        for taps in product(entries, repeat=shape[0] * shape[1]):
            if any(taps):
                yield Case((np.array(taps).reshape(shape),))


def _split_at(h: np.ndarray, i: int, j: int) -> bool:
    """Return whether a kernel, times one of its taps, is the column through that tap times the row through it."""
    return bool((h[i, j] * h == np.outer(h[:, j], h[i])).all())


def splits_at_the_corner(h):
    """The first tap taken, though it may be zero."""
    return _split_at(h, 0, 0), rank(h) == 1


def splits_if_the_corners_do(h):
    """Only the four corners looked at."""
    return bool(h[0, 0] * h[-1, -1] == h[0, -1] * h[-1, 0]), rank(h) == 1


@claim(
    label="one-column-and-one-row-tell-a-separable-kernel",
    title="A kernel is a column times a row just if its column and row through one tap, not zero, multiply to it.",
    statement=r"\operatorname{rank} h = 1 \iff h[p, q]\, h[i, j] = h[i, q]\, h[p, j] \text{ for all } i, j",
    given="h[p, q] not zero: here the first such tap",
    evidence=Exhausted(
        "all kernels but zero: 2 by 3 of -1, 0, 1; 3 by 3 of 0, 1; 2 by 2 of -2, -1, 0, 1, 3; ranks by elimination",
        _kernels,
    ),
    counterfeits=(splits_at_the_corner, splits_if_the_corners_do),
    source="R. A. Horn, C. R. Johnson, Matrix Analysis, 2nd ed., 2013, section 0.4",
)
def one_column_and_one_row_tell_a_separable_kernel(h):
    """If all rows are multiples of one, the factors can be read off one column; if not, some entry disagrees."""
    i, j = np.argwhere(h)[0]
    return _split_at(h, i, j), rank(h) == 1


def flipped_in_the_column_alone(c, r):
    """The row left as it is."""
    return flip(np.outer(c, r)), np.outer(flip(c), r)


def flipped_and_exchanged(c, r):
    """Column and row exchanged, as a transposition would."""
    return flip(np.outer(c, r)), np.resize(np.outer(flip(r), flip(c)), (len(c), len(r)))


@claim(
    label="the-flip-of-a-separable-kernel-flips-both-factors",
    title="The flip of a column times a row is the flipped column times the flipped row.",
    statement=r"\flip(c\, r^{\mathsf T}) = (\flip c)\, (\flip r)^{\mathsf T}",
    evidence=Basis((((2,), (3,)), ((3,), (2,)), ((3,), (3,)))),
    counterfeits=(flipped_in_the_column_alone, flipped_and_exchanged),
    source=SZELISKI,
)
def the_flip_of_a_separable_kernel_flips_both_factors(c, r):
    """The flip reverses each axis by itself, and each axis belongs to one of the factors."""
    return flip(np.outer(c, r)), np.outer(flip(c), flip(r))
