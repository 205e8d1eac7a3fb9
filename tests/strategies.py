"""
What the tests draw: signals and kernels on which no bug can hide behind a symmetry.

Every length is drawn by itself, so kernels longer than their signal, single samples and both
parities occur; entries are small integers or Gaussian integers, so equality is exact. A kernel is
never its own reversal, along no set of axes, unless a single tap leaves no choice; a complex
kernel is never real.
"""

from __future__ import annotations

from itertools import chain, combinations

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

# the longest side for each number of axes: a reference sum costs samples times taps
LONGEST = {1: 8, 2: 4, 3: 3, 4: 2}


def shapes(ndim: int, longest: int | None = None) -> st.SearchStrategy[tuple[int, ...]]:
    """Draw every length by itself."""
    return st.tuples(*[st.integers(1, longest or LONGEST[ndim])] * ndim)


def gaussian_integers(shape: tuple[int, ...], largest: int = 9) -> st.SearchStrategy[np.ndarray]:
    """Draw complex numbers with integer parts, at least one imaginary part not 0."""
    parts = integers(shape, largest)
    return st.builds(lambda real, imaginary: real + 1j * imaginary, parts, parts.filter(np.any))


def integers(shape: tuple[int, ...], largest: int = 9) -> st.SearchStrategy[np.ndarray]:
    """Draw 64-bit integers of both signs."""
    return hnp.arrays(np.int64, shape, elements=st.integers(-largest, largest))


def feels_every_flip(h: np.ndarray) -> bool:
    """Whether a kernel changes under reversal along each set of its axes that are longer than 1."""
    long = [axis for axis, m in enumerate(h.shape) if m > 1]
    sets = chain.from_iterable(combinations(long, size) for size in range(1, len(long) + 1))
    return all(
        not np.array_equal(h, h[tuple(np.s_[::-1] if axis in some else np.s_[:] for axis in range(h.ndim))])
        for some in sets
    )


@st.composite
def kernels(draw: st.DrawFn, shape: tuple[int, ...], complex_too: bool = True) -> np.ndarray:
    """Draw a kernel that feels every flip and, if complex, the conjugate."""
    kinds = integers(shape) | gaussian_integers(shape) if complex_too else integers(shape)
    return draw(kinds.filter(feels_every_flip), label="h")


@st.composite
def signals(draw: st.DrawFn, shape: tuple[int, ...], complex_too: bool = True) -> np.ndarray:
    """Draw a signal, of integers or Gaussian integers."""
    return draw(integers(shape) | gaussian_integers(shape) if complex_too else integers(shape), label="x")


@st.composite
def pairs(
    draw: st.DrawFn, ndim: int | None = None, fits: bool = False, complex_too: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """Draw a signal and a kernel of independent shapes; with `fits`, the kernel lies inside the signal."""
    d = draw(st.sampled_from([1, 1, 2, 2, 3, 4]), label="axes") if ndim is None else ndim
    taps = draw(shapes(d), label="taps")
    samples = draw(shapes(d), label="samples")
    if fits:
        samples, taps = tuple(map(max, samples, taps)), tuple(map(min, samples, taps))
    return draw(signals(samples, complex_too)), draw(kernels(taps, complex_too))


def anchors(taps: tuple[int, ...]) -> st.SearchStrategy[tuple[int, ...]]:
    """Draw one anchor per axis, anywhere in the kernel."""
    return st.tuples(*[st.integers(0, m - 1) for m in taps])


@st.composite
def batches(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, tuple[int, ...]]:
    """Draw a signal with batch axes, a kernel for all of it or for each member, and the filtered axes."""
    ndim = draw(st.integers(2, 4), label="axes of x")
    d = draw(st.integers(1, min(ndim - 1, 2)), label="filtered axes")
    order = draw(st.permutations(range(ndim)), label="order")
    places = tuple(order[:d])
    axes = tuple(axis - ndim if draw(st.booleans(), label="negative") else axis for axis in places)
    samples = draw(shapes(ndim, 3), label="samples")
    if draw(st.booleans(), label="one kernel for the batch"):
        taps = draw(shapes(d, 3), label="taps")
    else:
        taps = draw(shapes(ndim, 3), label="taps")
        # along a batch axis lengths agree, or one of the two is 1
        agreed = [draw(st.sampled_from([(n, n), (n, 1), (1, n)]), label="batch") for n in samples]
        samples = tuple(n if axis in places else agreed[axis][0] for axis, n in enumerate(samples))
        taps = tuple(m if axis in places else agreed[axis][1] for axis, m in enumerate(taps))
    x = draw(signals(samples))
    h = draw(
        (integers(taps) | gaussian_integers(taps)).filter(
            lambda h: h.size == 1 or not np.array_equal(h, h.ravel()[::-1].reshape(h.shape))
        ),
        label="h",
    )
    return x, h, axes
