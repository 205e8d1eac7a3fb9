"""Claims: the energy of a signal, its autocorrelation, and the kernel that is matched to a template."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import isqrt

import numpy as np

from flipconv.claims.boxes import values
from flipconv.claims.evidence import Case, Exhausted
from flipconv.claims.register import claim
from flipconv.flips import conjugate_flip
from flipconv.operators import convolve, correlate
from flipconv.shapes import lags

TURIN = "G. L. Turin, An introduction to matched filters, IRE Transactions on Information Theory 6, 1960"
HARDY = "Lagrange's identity; G. H. Hardy, J. E. Littlewood, G. Pólya, Inequalities, 2nd ed., 1952, section 2.4"


def _squared(z: np.ndarray) -> np.ndarray:
    """Return squared moduli of Gaussian integers, as integers."""
    return (np.real(z) ** 2 + np.imag(z) ** 2).astype(int)


def _energy(x: np.ndarray) -> int:
    return int(_squared(x).sum())


def _signals() -> Iterator[Case]:
    for entries in product((-2, -1, 0, 1, 3), repeat=3):
        yield Case((np.array(entries),))
    for n in (1, 2, 4, 5):
        yield Case((values((n,), 0),))


def _shortfalls(x: np.ndarray, correlated: np.ndarray) -> np.ndarray:
    """Return by how much the square at each lag falls short of the square of the energy."""
    return _energy(x) ** 2 - _squared(correlated)


def _squared_determinants(x: np.ndarray, sign: int = -1) -> np.ndarray:
    """Return for each lag the squared determinants of the signal and its copy at that lag, each pair once."""
    there = np.pad(x, x.size)
    found: list[int] = []
    for lag in lags(x.size, x.size, "full"):
        products = np.outer(there, np.roll(there, lag))
        found.append(_energy(products + sign * products.T) // 2)
    return np.array(found)


def autocorrelation_by_convolution(x):
    """The signal convolved with itself."""
    return _shortfalls(x, convolve(x, x)), _squared_determinants(x)


def autocorrelation_with_the_sign_changed(x):
    """Sums in the place of determinants."""
    return _shortfalls(x, correlate(x, x)), _squared_determinants(x, +1)


@claim(
    label="an-autocorrelation-is-largest-at-lag-zero",
    title="No lag of an autocorrelation is larger than lag 0, the energy: what it lacks is a sum of squares.",
    statement=r"E^2 - |(x \star x)[k]|^2 = \sum_{i < j} \bigl|x[i]\, x[j - k] - x[j]\, x[i - k]\bigr|^2 \ge 0",
    given="E the energy of x, zeros beyond its ends",
    evidence=Exhausted("all signals of three entries from {-2, -1, 0, 1, 3}; 1, 2, 4, 5 Gaussian integers", _signals),
    counterfeits=(autocorrelation_by_convolution, autocorrelation_with_the_sign_changed),
    rests_on=("lagrange-identity-of-energies",),
    source=HARDY,
)
def an_autocorrelation_is_largest_at_lag_zero(x):
    """Each lag is the inner product of the signal with a copy of its own energy, and all determinants count."""
    return _shortfalls(x, correlate(x, x)), _squared_determinants(x)


def _ball(taps: int, energy: int) -> Iterator[np.ndarray]:
    """Yield all kernels of Gaussian integers with a given energy."""
    reach = range(-isqrt(energy), isqrt(energy) + 1)
    parts = [(a, b) for a, b in product(reach, reach) if a * a + b * b <= energy]
    for chosen in product(parts, repeat=taps):
        if sum(a * a + b * b for a, b in chosen) == energy:
            yield np.array([complex(a, b) for a, b in chosen])


def _templates() -> Iterator[Case]:
    for template in ((1 + 2j, 2), (1, 3j), (2 - 1j, -1), (-1, 2, 1), (1, 1j, -1j)):
        yield Case((np.array(template, complex),))


def _best(template: np.ndarray, operation) -> list[list[complex]]:
    """Return the kernels of the template's energy whose output reaches highest, its real part counted."""
    kernels = list(_ball(template.size, _energy(template)))
    peaks = [float(np.real(operation(template, h)).max()) for h in kernels]
    return [h.tolist() for h, reached in zip(kernels, peaks, strict=True) if reached == max(peaks)]


def matched_by_convolving_with_itself(template):
    """The template convolved, without its conjugate flip."""
    return [_best(template, convolve)] * 2, [[template.tolist()]] * 2


def matched_by_the_conjugate(template):
    """The conjugate of the template correlated."""
    return [_best(template, correlate)] * 2, [[np.conj(template).tolist()]] * 2


@claim(
    label="the-template-is-its-own-best-kernel",
    title="Of all kernels of one energy, the template itself, correlated, gives its own picture the highest peak.",
    statement=r"\operatorname{arg\,max}_{h} \max_k \operatorname{Re}\, (h \star t)[k] = t \quad (E_h = E_t)",
    given="as many taps as the template, whose first and last are not 0; convolved, its conjugate flip is the best",
    evidence=Exhausted("five templates of 2 and 3 taps, each against all kernels of Gaussian integers", _templates),
    counterfeits=(matched_by_convolving_with_itself, matched_by_the_conjugate),
    rests_on=("lagrange-identity-of-energies",),
    source=TURIN,
)
def the_template_is_its_own_best_kernel(template):
    """An inner product of two vectors of given lengths is largest where they are one vector."""
    turned = [conjugate_flip(np.array(h)).tolist() for h in _best(template, convolve)]
    return [_best(template, correlate), turned], [[template.tolist()], [template.tolist()]]


def _kernels() -> Iterator[Case]:
    for taps in ((1,), (1, 2), (1, 2, 3), (4, 0, -1, 2), (1, 2j), (1 + 1j, 0, 3)):
        yield Case((np.array(taps, complex),))


def _mean_energy(h: np.ndarray, noises: list[tuple[int, ...]]) -> float:
    """Return the mean of the squared output, over noises as long as the kernel."""
    outputs = [correlate(np.array(noise), h, mode="valid")[0] for noise in noises]
    return _energy(np.array(outputs)) / len(noises)


def noise_through_the_square_of_the_sum(h):
    """The square of the sum of the taps: samples of one sign."""
    return _mean_energy(h, list(product((-1, 1), repeat=h.size))), float(_squared(h.sum()))


def noise_of_one_sign(h):
    """Samples that all have the same sign."""
    return _mean_energy(h, [(1,) * h.size, (-1,) * h.size]), float(_energy(h))


@claim(
    label="white-noise-comes-out-with-the-energy-of-the-kernel",
    title="Noise of independent signs comes out of a filter with the energy of the kernel, on average.",
    statement=r"\mathbb{E}\, |(h \star \nu)[k]|^2 = \sum_j |h[j]|^2",
    given="samples of the noise are +1 or -1, each with probability one half, independently",
    evidence=Exhausted("six kernels of 1 to 4 taps, real and complex, each with all patterns of signs", _kernels),
    counterfeits=(noise_through_the_square_of_the_sum, noise_of_one_sign),
    source=TURIN,
)
def white_noise_comes_out_with_the_energy_of_the_kernel(h):
    """The product of two different samples is as often +1 as -1, so only the squares of the taps are left."""
    return _mean_energy(h, list(product((-1, 1), repeat=h.size))), float(_energy(h))
