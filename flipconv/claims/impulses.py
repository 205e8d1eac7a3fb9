"""Claims: what each operation makes of a single bright sample."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from flipconv.claims.bases import Basis
from flipconv.claims.evidence import How, Shape
from flipconv.claims.register import claim
from flipconv.flips import conjugate_flip, flip
from flipconv.operators import convolve, correlate

SOURCE = "S. W. Smith, The Scientist and Engineer's Guide to Digital Signal Processing, 1997, chapter 6"

KERNELS = (((1,),), ((3,),), ((4,),), ((2, 3),), ((3, 2),), ((2, 1, 2),))


def every_place(m: Shape) -> Iterator[How]:
    """Yield every place of an impulse in a signal of three samples per axis."""
    for place in np.ndindex((3,) * len(m)):
        yield {"place": tuple(map(int, place))}


def _impulse(place: Shape) -> np.ndarray:
    x = np.zeros((3,) * len(place), dtype=int)
    x[place] = 1
    return x


def _printed(h: np.ndarray, place: Shape) -> np.ndarray:
    """Return a full output with the kernel laid down at a place."""
    y = np.zeros([2 + m for m in h.shape], dtype=h.dtype)
    y[tuple(slice(p, p + m) for p, m in zip(place, h.shape, strict=True))] = h
    return y


def convolution_prints_it_flipped(h, place):
    """The flip read off the formula instead of the output."""
    return convolve(_impulse(place), h, method="direct"), _printed(flip(h), place)


def convolution_prints_a_conjugate(h, place):
    """A conjugate that convolution does not take."""
    return convolve(_impulse(place), h, method="direct"), _printed(np.conj(h), place)


@claim(
    label="convolution-prints-the-kernel",
    title="Convolving an impulse prints the kernel as it is.",
    statement=r"\delta_p * h = h[\,\cdot - p\,]",
    evidence=Basis(KERNELS, every_place),
    counterfeits=(convolution_prints_it_flipped, convolution_prints_a_conjugate),
    source=SOURCE,
)
def convolution_prints_the_kernel(h, place):
    """At output $n = p + j$ the impulse meets tap $j$: the later the tap, the later the output."""
    return convolve(_impulse(place), h, method="direct"), _printed(h, place)


def correlation_prints_it_upright(h, place):
    """The kernel as passed."""
    return correlate(_impulse(place), h, method="direct"), _printed(np.conj(h), place)


def correlation_prints_it_flipped_only(h, place):
    """The conjugate left out."""
    return correlate(_impulse(place), h, method="direct"), _printed(flip(h), place)


@claim(
    label="correlation-prints-it-flipped",
    title="Correlating an impulse prints the kernel flipped, and conjugated if it is complex.",
    statement=r"h \star \delta_p = \overline{\flip h}\,[\,\cdot - p\,]",
    evidence=Basis(KERNELS, every_place),
    counterfeits=(correlation_prints_it_upright, correlation_prints_it_flipped_only),
    source=SOURCE,
)
def correlation_prints_it_flipped(h, place):
    """Tap $j$ meets the impulse at lag $k = p - j$: the later the tap, the earlier the output."""
    return correlate(_impulse(place), h, method="direct"), _printed(conjugate_flip(h), place)
