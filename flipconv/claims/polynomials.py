"""Claims: signals multiply like polynomials, and can be divided; the unit, which correlation has on one side only."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from flipconv.claims.evidence import Case, Exhausted, Search
from flipconv.claims.register import claim
from flipconv.claims.words import Signal, correlated, unit_beside
from flipconv.operators import convolve, correlate

KNUTH = "D. E. Knuth, The Art of Computer Programming, vol. 2, 3rd ed., 1997, section 4.6"


def _single_samples() -> Iterator[Case]:
    """Yield signals of one sample, those nearest to 0 first."""
    return (Case((Signal(np.ones(1, dtype=int), (place,)),)) for place in range(3))


@claim(
    label="correlation-has-its-unit-on-one-side",
    title="As a kernel the single 1 changes nothing, as a signal it turns the kernel about: correlation has no unit.",
    refutes="Correlation has a unit, like convolution.",
    statement=r"\delta \star f = f \quad\text{but}\quad f \star \delta \ne f \quad\text{for some } f",
    evidence=Search("single samples at places 0 to 2, those nearest to 0 first", _single_samples),
    rests_on=("swapping-the-operands-flips-a-correlation",),
    source="this site",
)
def correlation_has_its_unit_on_one_side(f):
    """Places subtract: what stands at $p$ in the kernel meets the 1 at the lag $0 - p$."""
    return correlated(f, unit_beside(f)), f


def _short(entries: tuple[int, ...], longest: int) -> list[tuple[int, ...]]:
    """Return all tuples of some entries that are not zero throughout."""
    return [taps for n in range(1, longest + 1) for taps in product(entries, repeat=n) if any(taps)]


def _pairs() -> Iterator[Case]:
    for x, h in product(_short((-1, 0, 2), 3), _short((-1, 0, 2), 2)):
        yield Case((np.array(x), np.array(h)))


def _ends(values: np.ndarray) -> list[tuple[int, int]]:
    """Return the places and values of the first and the last entry that is not zero."""
    places = np.flatnonzero(values)
    return [(int(p), int(values[p])) for p in places[[0, -1]]] if len(places) else []


def _joined_ends(x: np.ndarray, h: np.ndarray) -> list[tuple[int, int]]:
    return [(p + q, a * b) for (p, a), (q, b) in zip(_ends(x), _ends(h), strict=True)]


def ends_of_a_correlation(x, h):
    """Correlation in the place of convolution."""
    return _ends(correlate(x, h)), _joined_ends(x, h)


def ends_round_a_circle(x, h):
    """Signals on a circle, where the ends meet and can cancel."""
    return _ends(convolve(x, h, mode="same", boundary="wrap", anchor=0)), _joined_ends(x, h)


@claim(
    label="the-ends-of-a-convolution-are-products-of-ends",
    title="The outermost samples of a convolution are products of the outermost samples, so they cannot cancel.",
    statement=r"x, h \ne 0 \;\Longrightarrow\; x * h \ne 0",
    given="finitely many samples, not all of them zero",
    evidence=Exhausted("all pairs of 1 to 3 samples and 1 or 2 taps from -1, 0 and 2, neither all zero", _pairs),
    counterfeits=(ends_of_a_correlation, ends_round_a_circle),
    source=KNUTH,
)
def the_ends_of_a_convolution_are_products_of_ends(x, h):
    """Only the two first samples have places that add up to the first place, and only the two last to the last."""
    return _ends(convolve(x, h)), _joined_ends(x, h)


def _divisions() -> Iterator[Case]:
    """Yield a quotient, a divisor whose first tap is not zero, and a remainder shorter than it."""
    for h in ((2,), (1, 3), (2, -1, 5), (-1, 0, 2), (3, 2, 0, 1)):
        for quotient in product((-1, 0, 2), repeat=3):
            for last in (0, 1) if len(h) > 1 else (0,):
                yield Case((list(quotient), list(h), [last] * (len(h) - 1)))


def _divided(y: list[Any], h: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return quotient and remainder of long division, which begins at the first sample."""
    rest = [Fraction(value) for value in y]
    count = len(y) - len(h) + 1
    for n in range(count):
        factor = rest[n] / h[0]
        rest[n : n + len(h)] = [value - factor * tap for value, tap in zip(rest[n:], h, strict=False)]
        rest[n] = factor
    return rest[:count], rest[count:]


def _built(quotient: list[Any], h: list[Any], remainder: list[Any]) -> list[Any]:
    y = convolve(np.array(quotient), np.array(h))
    y[len(quotient) :] += np.array(remainder, dtype=int)
    return y.tolist()


def divided_by_the_flip(quotient, h, remainder):
    """The divisor flipped."""
    turned = h[::-1] if h[-1] else [1, *h[:-1]]
    return _divided(_built(quotient, h, remainder), turned), (quotient, remainder)


def divided_after_correlating(quotient, h, remainder):
    """Correlation in the place of convolution."""
    y = correlate(np.array(quotient), np.array(h))
    y[len(quotient) :] += np.array(remainder, dtype=int)
    return _divided(y.tolist(), h), (quotient, remainder)


@claim(
    label="long-division-takes-a-kernel-out",
    title="Long division by the kernel takes a convolution apart, and what was added at its end is the remainder.",
    statement=r"y = q * h + r \;\Longrightarrow\; y \div h = q \text{ remainder } r",
    given="the first tap of h is not zero, and r fills the last m - 1 places of y",
    evidence=Exhausted("5 kernels of 1 to 4 taps, all quotients of three entries -1, 0 and 2", _divisions),
    counterfeits=(divided_by_the_flip, divided_after_correlating),
    rests_on=("the-ends-of-a-convolution-are-products-of-ends",),
    source=KNUTH,
)
def long_division_takes_a_kernel_out(quotient, h, remainder):
    """The first sample is the product of the two first ones; that copy of the kernel gone, the next is the first."""
    return _divided(_built(quotient, h, remainder), h), (quotient, remainder)
