"""Claims: a convolution and a correlation watched from their samples, and the flip given to the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from flipconv.claims.bases import Basis
from flipconv.claims.register import claim
from flipconv.flips import conjugate_flip, flip
from flipconv.operators import convolve, correlate
from flipconv.windows import windows

SMITH = "S. W. Smith, The Scientist and Engineer's Guide to Digital Signal Processing, 1997, chapter 6"

SHAPES = (((1,), (1,)), ((1,), (3,)), ((2,), (4,)), ((4,), (2,)), ((2, 3), (3, 2)), ((1, 2, 1), (2, 1, 2)))
IMAGES = (((3, 4), (2, 2)), ((3, 3), (2, 3)), ((2, 3), (2, 1)), ((4,), (3,)))


def _stamped(x: np.ndarray, stamp: np.ndarray, one_for_all: bool = False) -> np.ndarray:
    """Return the sum of copies of a stamp, one at every sample, each times its sample."""
    y = np.zeros([n + m - 1 for n, m in zip(x.shape, stamp.shape, strict=True)], dtype=np.result_type(x, stamp))
    for place in np.ndindex(x.shape):
        corner = (0,) * x.ndim if one_for_all else place
        y[tuple(slice(p, p + m) for p, m in zip(corner, stamp.shape, strict=True))] += stamp * x[place]
    return y


def convolution_stamps_it_flipped(x, h):
    """The flip of the other point of view put into the stamp."""
    return convolve(x, h, method="direct"), _stamped(x, flip(h))


def convolution_stamps_a_conjugate(x, h):
    """A conjugate that convolution does not take."""
    return convolve(x, h, method="direct"), _stamped(x, np.conj(h))


def convolution_stamps_in_one_place(x, h):
    """Every stamp set down at the first sample."""
    return convolve(x, h, method="direct"), _stamped(x, h, one_for_all=True)


@claim(
    label="a-convolution-adds-up-stamps",
    title="A convolution sets the kernel down at every sample, as it is, times the sample, and adds up.",
    statement=r"x * h = \sum_i x[i]\, h[\,\cdot - i\,]",
    evidence=Basis(SHAPES),
    counterfeits=(convolution_stamps_it_flipped, convolution_stamps_a_conjugate, convolution_stamps_in_one_place),
    rests_on=("convolution-prints-the-kernel",),
    source=SMITH,
)
def a_convolution_adds_up_stamps(x, h):
    """The product of $x[i]$ and $h[j]$ belongs to output $i + j$: the later the tap, the later the output."""
    return convolve(x, h, method="direct"), _stamped(x, h)


def correlation_stamps_it_upright(x, h):
    """The kernel as passed, conjugated."""
    return correlate(x, h, method="direct"), _stamped(x, np.conj(h))


def correlation_stamps_it_without_conjugate(x, h):
    """The conjugate left out."""
    return correlate(x, h, method="direct"), _stamped(x, flip(h))


@claim(
    label="a-correlation-adds-up-flipped-stamps",
    title="A correlation sets the kernel down at every sample flipped, and conjugated if it is complex.",
    statement=r"h \star x = \sum_i x[i]\, \overline{h[\,i - \cdot\,]}",
    evidence=Basis(SHAPES),
    counterfeits=(correlation_stamps_it_upright, correlation_stamps_it_without_conjugate),
    rests_on=("correlation-prints-it-flipped",),
    source=SMITH,
)
def a_correlation_adds_up_flipped_stamps(x, h):
    """The product of $x[i]$ and $h[j]$ belongs to lag $i - j$: the later the tap, the earlier the output."""
    return correlate(x, h, method="direct"), _stamped(x, conjugate_flip(h))


def _at_each_window(x: np.ndarray, shape: tuple[int, ...], value: Callable[[np.ndarray], Any]) -> np.ndarray:
    seen = windows(x, shape)
    rows = [value(seen[place]) for place in np.ndindex(seen.shape[: x.ndim])]
    return np.array(rows).reshape(seen.shape[: x.ndim])


def window_left_as_it_is(x, h):
    """Neither the kernel nor the window flipped."""
    return convolve(x, h, mode="valid", method="direct"), _at_each_window(x, h.shape, lambda seen: (h * seen).sum())


def window_and_kernel_flipped(x, h):
    """Both of them flipped, which is as good as none."""
    return convolve(x, h, mode="valid", method="direct"), _at_each_window(
        x, h.shape, lambda seen: (flip(h) * flip(seen)).sum()
    )


@claim(
    label="the-flip-may-be-given-to-the-window",
    title="Each output of a convolution is the sum of the kernel, as it is, times the flipped window, cell by cell.",
    statement=r"(x * h)[n] = \sum_{i,j} \bigl(h \circ \flip W_n\bigr)_{ij}",
    evidence=Basis(IMAGES),
    counterfeits=(window_left_as_it_is, window_and_kernel_flipped),
    rests_on=("convolution-is-a-hadamard-sum-with-the-flip",),
    source="this site",
)
def the_flip_may_be_given_to_the_window(x, h):
    """Flipping both factors of every product only changes the order in which the products are added."""
    return convolve(x, h, mode="valid", method="direct"), _at_each_window(
        x, h.shape, lambda seen: (h * flip(seen)).sum()
    )
