"""Claims: products of spectra are the operations, on a circle and on the line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import numpy as np

from flipconv.claims.bases import Basis
from flipconv.claims.boxes import values
from flipconv.claims.evidence import Case, Exhausted, How, Search, Shape
from flipconv.claims.refutations import binary_tuples
from flipconv.claims.register import claim
from flipconv.operators import convolve, correlate
from flipconv.shapes import MODES
from flipconv.spectra import (
    autocorrelation,
    circular_convolve,
    circular_correlate,
    fast_length,
    spectral_convolve,
    spectral_correlate,
    spectrum,
    wrapped,
)

OPPENHEIM = "A. V. Oppenheim, R. W. Schafer, Discrete-Time Signal Processing, 3rd ed., 2010, sections 8.6 and 8.7"
SMITH = "J. Smith III, Mathematics of the DFT, 2nd ed., 2007, sections 7.4 and 8.4"

# a transform of 1, 2 or 4 places takes no rounding on Gaussian integers
ON_CIRCLES: tuple[tuple[Shape, Shape], ...] = (
    *(((n,), (m,)) for n, m in product((1, 2, 4), (1, 2, 3, 5))),
    ((2, 4), (2, 3)),
    ((4, 2), (1, 3)),
)
UNROUNDED = ((1, 1), (1, 2), (2, 1), (1, 4), (4, 1), (2, 3), (3, 2))


def _pair(n: Shape, m: Shape) -> tuple[np.ndarray, np.ndarray]:
    return values(n, 0), values(m, 1)


def _circles() -> Iterator[Case]:
    for n, m in ON_CIRCLES:
        x, h = _pair(n, m)
        yield from (Case((x, h)), Case((np.real(x), np.real(h))))


def _circular_sum(x: np.ndarray, h: np.ndarray, sign: int, term: Callable[[Any], Any]) -> np.ndarray:
    """Return ``sum_j term(h[j]) x[(i + sign j) mod N]``, entry by entry."""
    y = np.zeros(x.shape, complex)
    for i, j in product(np.ndindex(x.shape), np.ndindex(h.shape)):
        seen = tuple((a + sign * b) % n for a, b, n in zip(i, j, x.shape, strict=True))
        y[i] += term(h[j]) * x[seen]
    return y


def _itself(tap: Any) -> Any:
    return tap


CIRCLES = Exhausted(
    "1, 2 and 4 samples with kernels of 1, 2, 3 and 5 taps, and two cases in the plane; real and complex", _circles
)


def circular_with_a_cropped_kernel(x, h):
    """The taps beyond the period cut off instead of wrapped."""
    return circular_convolve(x, h[tuple(map(slice, x.shape))]), _circular_sum(x, h, -1, _itself)


def circular_by_the_other_sum(x, h):
    """The sum of correlation."""
    return circular_convolve(x, h), _circular_sum(x, h, +1, _itself)


@claim(
    label="circular-convolution-by-spectra",
    title="The function circular_convolve, a product of spectra, returns the sum around the circle.",
    statement=r"(x \circledast h)[n] = \sum_j h[j]\, x[(n - j) \bmod N]",
    given="lengths on which the transform takes no rounding",
    evidence=CIRCLES,
    counterfeits=(circular_with_a_cropped_kernel, circular_by_the_other_sum),
    rests_on=("convolution-theorem",),
    source=OPPENHEIM,
)
def circular_convolution_by_spectra(x, h):
    """A shift multiplies a spectrum by a tone, and the sum of those tones is the spectrum of the kernel."""
    return circular_convolve(x, h), _circular_sum(x, h, -1, _itself)


def circular_without_conjugate(x, h):
    """The conjugate of the taps left out."""
    return circular_correlate(x, h), _circular_sum(x, h, +1, _itself)


def circular_with_the_wrong_conjugate(x, h):
    """The spectrum of the signal conjugated instead of the kernel's."""
    around = wrapped(h, x.shape)
    return np.fft.ifftn(np.conj(spectrum(x)) * spectrum(around)), _circular_sum(x, h, +1, np.conj)


@claim(
    label="circular-correlation-by-a-conjugate",
    title="The function circular_correlate, which conjugates one spectrum, returns the sum around the circle.",
    statement=r"(h \star x)[k] = \sum_j \overline{h[j]}\, x[(k + j) \bmod N]",
    given="lengths on which the transform takes no rounding",
    evidence=CIRCLES,
    counterfeits=(circular_without_conjugate, circular_with_the_wrong_conjugate),
    rests_on=("correlation-theorem",),
    source=SMITH,
)
def circular_correlation_by_a_conjugate(x, h):
    """Conjugating a spectrum conjugates the kernel and turns it around, so nothing is left to flip."""
    return circular_correlate(x, h), _circular_sum(x, h, +1, np.conj)


def _ways(m: Shape, fits: bool) -> Iterator[How]:
    for mode in MODES:
        if mode != "valid" or fits:
            yield {"mode": mode}
    for anchor in {tuple(0 for _ in m), tuple(taps - 1 for taps in m)}:
        yield {"mode": "same", "anchor": anchor}


def _padded() -> Iterator[Case]:
    shapes = [((n,), (m,)) for n, m in UNROUNDED]
    shapes += [((a, c), (b, d)) for (a, b), (c, d) in product(((2, 3), (3, 2)), ((1, 2), (2, 1)))]
    for n, m in shapes:
        x, h = _pair(n, m)
        for how in _ways(m, all(a >= b for a, b in zip(n, m, strict=True))):
            yield from (Case((x, h), how), Case((np.real(x), np.real(h)), how))


def _without_padding(x: np.ndarray, h: np.ndarray) -> np.ndarray:
    """Return the circular results on a circle of the longer one's length, in the length of the full ones."""
    periods = [max(n, m) for n, m in zip(x.shape, h.shape, strict=True)]
    every = range(x.ndim)
    found = np.fft.ifftn(np.fft.fftn(x, periods, every) * np.fft.fftn(h, periods, every))
    full = [n + m - 1 for n, m in zip(x.shape, h.shape, strict=True)]
    return np.pad(found, [(0, length - period) for length, period in zip(full, periods, strict=True)])


def padded_too_little(x, h, **how):
    """A circle as long as the longer of the two."""
    full = {"mode": "full"}
    return np.stack([_without_padding(x, h), spectral_correlate(x, h)]), _by_sums(x, h, full)


def operations_exchanged(x, h, **how):
    """The conjugate on the road of the wrong operation."""
    return np.stack([spectral_correlate(x, h, **how), spectral_convolve(x, h, **how)]), _by_sums(x, h, how)


def one_anchor_for_both(x, h, **how):
    """Both operations at the default anchor of correlation."""
    same = {"mode": "same"}
    one = {"mode": "same", "anchor": tuple(m // 2 for m in h.shape)}
    return np.stack([spectral_convolve(x, h, **one), spectral_correlate(x, h, **one)]), _by_sums(x, h, same)


def _by_sums(x: np.ndarray, h: np.ndarray, how: How) -> np.ndarray:
    """Return the convolution and the correlation, which have one shape in every mode."""
    return np.stack([convolve(x, h, **how, method="direct"), correlate(x, h, **how, method="direct")])


@claim(
    label="the-road-through-frequencies-equals-the-sums",
    title="On a circle of n + m - 1 places or more, products of spectra are the two operations, in every mode.",
    statement=r"x * h = \mathcal{F}^{-1}(\hat x\, \hat h),\; h \star x = \mathcal{F}^{-1}(\hat x\, \overline{\hat h})",
    given="zeros beyond the ends, lengths on which the transform takes no rounding",
    evidence=Exhausted(
        "lengths whose n + m - 1 is 1, 2 or 4, and four cases in the plane; every mode, anchors, real and complex",
        _padded,
    ),
    counterfeits=(padded_too_little, operations_exchanged, one_anchor_for_both),
    rests_on=("circular-equals-linear-in-a-long-period",),
    source=OPPENHEIM,
)
def the_road_through_frequencies_equals_the_sums(x, h, **how):
    """The linear result fits on the circle, so nothing comes back to fall on anything."""
    return np.stack([spectral_convolve(x, h, **how), spectral_correlate(x, h, **how)]), _by_sums(x, h, how)


AROUND: tuple[tuple[Shape, Shape], ...] = (((1,), (3,)), ((3,), (2,)), ((4,), (3,)), ((2,), (5,)), ((2, 3), (2, 2)))


def _around(x: np.ndarray, h: np.ndarray) -> np.ndarray:
    return _by_sums(x, h, {"mode": "same", "boundary": "wrap", "anchor": 0})


def _wound(x: np.ndarray, h: np.ndarray, first: int | list[int]) -> np.ndarray:
    linear = _by_sums(x, h, {"mode": "full"})
    return np.stack([wrapped(linear[0], x.shape), wrapped(linear[1], x.shape, first=first)])


def cut_off_instead_of_wound(x, h):
    """What lies beyond the period thrown away."""
    inside = (slice(None), *map(slice, x.shape))
    return _by_sums(x, h, {"mode": "full"})[inside], _around(x, h)


def wound_from_the_first_lag(x, h):
    """The first lag taken for lag 0."""
    return _wound(x, h, 0), _around(x, h)


@claim(
    label="circular-is-linear-wound-around",
    title="A circular result is the linear one wound around the circle, its lags from 1 - m on.",
    statement=r"(x \circledast h)[n] = \sum_j (x * h)[n + jN]",
    evidence=Basis(AROUND),
    counterfeits=(cut_off_instead_of_wound, wound_from_the_first_lag),
    rests_on=("wrapping-adds-up-the-copies",),
    source=OPPENHEIM,
)
def circular_is_linear_wound_around(x, h):
    """Both add up the same products; the circle puts those whose places differ by N on one place."""
    return _wound(x, h, [1 - m for m in h.shape]), _around(x, h)


@claim(
    label="negative-lags-lie-at-the-end",
    title="The inverse transform of a correlation begins with lag 0: its negative lags lie at the end.",
    refutes="The inverse transform of x̂ times the conjugate of ĥ lists the lags in order.",
    statement=r"\mathcal{F}^{-1}(\hat x\, \overline{\hat h})[0] \ne (h \star x)[1 - m] \quad\text{for some } x, h",
    evidence=Search("pairs of zeros and ones, the fewest entries first", binary_tuples(2, range(1, 4))),
    rests_on=("correlation-theorem",),
    source=SMITH,
)
def negative_lags_lie_at_the_end(x, h):
    """Place -1 of a circle is its last place, so a list that begins at place 0 ends with the negative lags."""
    full = x.size + h.size - 1
    on_circle = np.fft.ifft(np.fft.fft(x, full) * np.conj(np.fft.fft(h, full)))
    return np.rint(on_circle.real).astype(int), correlate(x, h)


def _singles() -> Iterator[Case]:
    for shape in ((1,), (2,), (3,), (5,), (2, 3)):
        yield from (Case((values(shape, 0),)), Case((np.real(values(shape, 0)),)))


def squared_without_modulus(x):
    """The square of the spectrum instead of its squared modulus: a convolution."""
    return np.rint(spectral_convolve(x, x)), correlate(x, x)


def squared_on_a_short_circle(x):
    """A circle of the signal's own length, on which the lags fall on each other."""
    on_circle = np.rint(np.fft.ifftn(np.abs(np.fft.fftn(x)) ** 2))
    return np.pad(on_circle, [(n - 1, 0) for n in x.shape]), correlate(x, x)


@claim(
    label="autocorrelation-by-the-squared-modulus",
    title="The function autocorrelation, a squared modulus, returns the correlation of a signal with itself.",
    statement=r"x \star x = \mathcal{F}^{-1}\, |\hat x|^2",
    given="integers, after rounding to the nearest",
    evidence=Exhausted("1, 2, 3 and 5 samples, and 2×3; real and complex", _singles),
    counterfeits=(squared_without_modulus, squared_on_a_short_circle),
    rests_on=("power-spectrum",),
    source=SMITH,
)
def autocorrelation_by_the_squared_modulus(x):
    """A spectrum times its own conjugate has lost its phases: where the signal lay no longer matters."""
    return np.rint(autocorrelation(x)), correlate(x, x, method="direct")


def fast_by_powers_of_two(n):
    """Powers of 2 alone."""
    return 1 << (n - 1).bit_length(), _next_smooth(n)


def _next_smooth(n: int) -> int:
    found = n
    while True:
        rest = found
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return found
        found += 1


@claim(
    label="a-fast-length-is-the-next-one",
    title="The function fast_length returns the next number whose prime factors are 2, 3 and 5.",
    statement=r"\min\, \{\, 2^a 3^b 5^c \ge n \,\}",
    evidence=Exhausted("n from 1 to 300", lambda: [Case((n,)) for n in range(1, 301)]),
    counterfeits=(fast_by_powers_of_two,),
    source="this site",
)
def a_fast_length_is_the_next_one(n):
    """For each power of 3 times one of 5, one power of 2 is the least that reaches $n$."""
    return fast_length(n), _next_smooth(n)
