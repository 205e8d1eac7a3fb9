"""Claims: tones, which shifts and filters only multiply, on circles where their values are Gaussian integers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np

from flipconv.claims.boxes import EXACT_GROUPS, listed, values
from flipconv.claims.evidence import Case, Exhausted, Shape
from flipconv.claims.register import claim
from flipconv.operators import convolve, correlate
from flipconv.spectra import spectrum

SMITH = "J. Smith III, Mathematics of the DFT, 2nd ed., 2007, chapters 6 and 7"

POWERS_OF_I = np.array([1, 1j, -1, -1j])


def _tone(shape: Shape, k: Shape) -> np.ndarray:
    """Return the tone of frequency k on circles of 1, 2 or 4 places, of which 4 is a multiple: powers of i."""
    places = np.indices(shape)
    turns = sum(4 // n * f * place for n, f, place in zip(shape, k, places, strict=True))
    return POWERS_OF_I[np.asarray(turns) % 4]


def _is_a_multiple(x: np.ndarray, y: np.ndarray) -> bool:
    """Return whether one of two signals is a multiple of the other: all their determinants vanish."""
    return all(x[i] * y[j] == x[j] * y[i] for i, j in combinations(range(x.size), 2))


def _signals() -> Iterator[Case]:
    for entries in product((0, *POWERS_OF_I.tolist()), repeat=4):
        if any(entries):
            yield Case((np.array(entries, complex),))


def multiplied_by_real_tones_alone(x):
    """The tones of frequencies 1 and 3, which are not real, left out."""
    return _is_a_multiple(np.roll(x, 1), x), any(_is_a_multiple(x, _tone((4,), (k,))) for k in (0, 2))


def multiplied_by_a_shift_of_two(x):
    """A shift by two places, which multiplies sums of two tones as well."""
    return _is_a_multiple(np.roll(x, 2), x), any(_is_a_multiple(x, _tone((4,), (k,))) for k in range(4))


@claim(
    label="only-tones-are-multiplied-by-a-shift",
    title="On a circle of four places a shift by one only multiplies a signal if, and only if, the signal is a tone.",
    statement=r"x[n - 1] = c\, x[n] \text{ for all } n \iff x[n] = a\, i^{kn} \text{ for all } n, \text{ some } k",
    given="signals that are not 0 everywhere",
    evidence=Exhausted("all signals of four entries from {0, 1, i, -1, -i} but zero", _signals),
    counterfeits=(multiplied_by_real_tones_alone, multiplied_by_a_shift_of_two),
    source=SMITH,
)
def only_tones_are_multiplied_by_a_shift(x):
    """Each entry is the one before it times one number, and after four places the first entry must be back."""
    return _is_a_multiple(np.roll(x, 1), x), any(_is_a_multiple(x, _tone((4,), (k,))) for k in range(4))


def _tones() -> Iterator[Case]:
    for shape in EXACT_GROUPS:
        for k in np.ndindex(shape):
            yield Case((values(shape, 1), k))


def _correlated(h: np.ndarray, k: Shape) -> np.ndarray:
    return correlate(_tone(h.shape, k), h, mode="same", boundary="wrap", anchor=0)


def tone_with_the_factor_of_a_convolution(h, k):
    """The conjugate of the factor left out."""
    return _correlated(h, k), spectrum(h)[k] * _tone(h.shape, k)


def tone_with_the_factor_at_minus_the_frequency(h, k):
    """The factor at the negative frequency: right for real kernels alone."""
    negative = tuple(-f % n for f, n in zip(k, h.shape, strict=True))
    return _correlated(h, k), spectrum(h)[negative] * _tone(h.shape, k)


def tone_turned_round(h, k):
    """The conjugate of the tone as well."""
    return _correlated(h, k), np.conj(spectrum(h)[k] * _tone(h.shape, k))


@claim(
    label="tones-pass-through-a-correlation",
    title="Correlating a pure tone gives the same tone, times the conjugate of the kernel's spectrum at its frequency.",
    statement=r"h \star w_k = \overline{\hat h(k)}\, w_k",
    given="lengths on which a tone takes no rounding",
    evidence=Exhausted(f"a kernel of Gaussian integers and every tone, on {listed(EXACT_GROUPS)}", _tones),
    counterfeits=(
        tone_with_the_factor_of_a_convolution,
        tone_with_the_factor_at_minus_the_frequency,
        tone_turned_round,
    ),
    rests_on=("tones-pass-through-a-convolution",),
    source=SMITH,
)
def tones_pass_through_a_correlation(h, k):
    """Looking ahead by j places multiplies a tone by its value at j, and the sum of tap and value is conjugated."""
    return _correlated(h, k), np.conj(spectrum(h)[k]) * _tone(h.shape, k)


def _pairs() -> Iterator[Case]:
    for shape in EXACT_GROUPS:
        yield Case((values(shape, 0), values(shape, 1)))


def product_without_the_number_of_places(x, y):
    """The number of places forgotten."""
    return spectrum(x * y), convolve(spectrum(x), spectrum(y), mode="same", boundary="wrap", anchor=0)


def product_with_spectra_correlated(x, y):
    """The spectra correlated."""
    return x.size * spectrum(x * y), correlate(spectrum(x), spectrum(y), mode="same", boundary="wrap", anchor=0)


@claim(
    label="the-spectrum-of-a-product-is-a-convolution",
    title="The spectrum of a product, place by place, is the circular convolution of the spectra over N.",
    statement=r"N\, \widehat{x y} = \hat x \circledast \hat y",
    given="lengths on which the transform takes no rounding",
    evidence=Exhausted(f"one pair of signals of Gaussian integers on each of {listed(EXACT_GROUPS)}", _pairs),
    counterfeits=(product_without_the_number_of_places, product_with_spectra_correlated),
    source=SMITH,
)
def the_spectrum_of_a_product_is_a_convolution(x, y):
    """Both signals are sums of tones, and the product of two tones is the tone whose frequency is the sum of theirs."""
    return x.size * spectrum(x * y), convolve(spectrum(x), spectrum(y), mode="same", boundary="wrap", anchor=0)
