"""Claims: which kernels are a column times a row, what that saves, and what the flip does to them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import ClassVar

import numpy as np

from flipconv.claims.bases import Basis
from flipconv.claims.evidence import Case, Exhausted
from flipconv.claims.exact import rank
from flipconv.claims.register import claim
from flipconv.flips import flip
from flipconv.operators import convolve

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


class Tap(int):
    """A tap that notes each multiplication it takes part in."""

    used: ClassVar[list[Tap]] = []

    def __mul__(self, other: int) -> int:
        Tap.used.append(self)
        return int(self) * other


def _taps(values: np.ndarray) -> np.ndarray:
    found = np.empty(values.shape, dtype=object)
    for place, value in np.ndenumerate(values):
        found[place] = Tap(value)
    return found


def _products(x: np.ndarray, *passes: np.ndarray) -> tuple[int, list[list[int]]]:
    """Return how many products it takes to convolve an image with kernels in turn, and what comes out."""
    Tap.used.clear()
    for h in passes:
        x = convolve(x, _taps(h), mode="same", boundary="wrap", anchor=0, method="direct")
    return len(Tap.used), x.tolist()


def _images() -> Iterator[Case]:
    rng = np.random.default_rng(8)
    for shape, m, k in (((4, 5), 3, 2), ((5, 4), 1, 3), ((2, 3), 3, 5), ((6, 5), 5, 5)):
        yield Case((rng.integers(-9, 10, shape), rng.integers(1, 10, (m, 1)), rng.integers(1, 10, (1, k))))


def _counted(x: np.ndarray, c: np.ndarray, r: np.ndarray) -> tuple[list[int], list[list[int]]]:
    """Return what one pass takes, what two take, and what comes out of two."""
    one, _ = _products(x, c * r)
    two, result = _products(x, c, r)
    return [one, two], result


def _expected(x: np.ndarray, counts: list[int], h: np.ndarray) -> tuple[list[int], list[list[int]]]:
    """Return some numbers of products for each pixel, all told, and what comes out of one pass."""
    return [x.size * count for count in counts], _products(x, h)[1]


def with_the_row_as_a_square(x, c, r):
    """The row laid out as a square, as a call does that takes square kernels alone."""
    two, result = _products(x, c, np.pad(r, ((0, r.size - 1), (0, 0))))
    counts = [c.size * r.size, c.size + r.size]
    return ([_products(x, c * r)[0], two], result), _expected(x, counts, c * r)


def two_passes_that_multiply(x, c, r):
    """What one pass takes expected of two."""
    return _counted(x, c, r), _expected(x, [c.size * r.size] * 2, c * r)


@claim(
    label="two-passes-take-a-sum-of-products",
    title="One pass takes as many products as column times row have taps, two passes as many as column plus row.",
    statement=r"N (m + k) \text{ in the place of } N m k \text{ products}",
    given="N pixels that wrap, m taps in the column and k in the row, summed directly",
    evidence=Exhausted(
        "4 images, columns of 1 to 5 taps and rows of 2 to 5, each product counted as it is taken", _images
    ),
    counterfeits=(with_the_row_as_a_square, two_passes_that_multiply),
    rests_on=("a-separable-kernel-works-in-two-passes",),
    source=SZELISKI,
)
def two_passes_take_a_sum_of_products(x, c, r):
    """In each pass every output meets every tap of that pass once, and the outputs are the same."""
    return _counted(x, c, r), _expected(x, [c.size * r.size, c.size + r.size], c * r)
