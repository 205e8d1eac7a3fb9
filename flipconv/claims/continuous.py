"""
Claims: integrals in the place of sums.

They are exact in floats: ends and places are quarters, and the coefficients are such that no integral
divides by anything but powers of 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import NamedTuple

import numpy as np

from flipconv.claims.evidence import Case, Exhausted
from flipconv.claims.register import claim
from flipconv.operators import convolve, correlate

BRACEWELL = "R. N. Bracewell, The Fourier Transform and Its Applications, 3rd ed., 2000, chapter 3"


class Piece(NamedTuple):
    """A polynomial on an interval, zero outside; coefficients with the constant first."""

    first: float
    last: float
    coefficients: tuple[complex, ...]


def _composed(p: tuple[complex, ...], t: float, sign: int) -> list[complex]:
    """Return the coefficients of p(t + sign u) in u."""
    found = [p[-1]]
    for coefficient in reversed(p[:-1]):
        found = np.convolve(found, [t, sign]).tolist()
        found[0] += coefficient
    return found


def _integral(p: list[complex], q: list[complex], first: float, last: float) -> complex:
    """Return the integral of a product of polynomials, or 0 if nothing lies between its ends."""
    if first >= last:
        return 0j
    coefficients = np.convolve(p, q).tolist()
    return sum((c / k * (last**k - first**k) for k, c in enumerate(coefficients, start=1)), 0j)


def _convolved(x: Piece, h: Piece, t: float) -> complex:
    """Return the integral of h(u) x(t - u)."""
    ends = max(h.first, t - x.last), min(h.last, t - x.first)
    return _integral(list(h.coefficients), _composed(x.coefficients, t, -1), *ends)


def _correlated(x: Piece, h: Piece, t: float) -> complex:
    """Return the integral of conj(h(u)) x(t + u)."""
    ends = max(h.first, x.first - t), min(h.last, x.last - t)
    return _integral(np.conj(h.coefficients).tolist(), _composed(x.coefficients, t, +1), *ends)


def _flipped(h: Piece) -> Piece:
    return Piece(-h.last, -h.first, tuple((-1) ** k * c for k, c in enumerate(h.coefficients)))


def _conjugate_flipped(h: Piece) -> Piece:
    return _flipped(h)._replace(coefficients=tuple(np.conj(_flipped(h).coefficients).tolist()))


# a product has at most four coefficients, so 3 is the only odd divisor, and what it divides is a multiple of 12
PIECES = (Piece(0, 1, (12,)), Piece(0, 2, (0, 12)), Piece(0.5, 2, (12 - 24j, 1 + 12j)), Piece(-1, 0.25, (3, -12j, 1)))
GRID = [k / 4 for k in range(-16, 17)]


def _pairs() -> Iterator[Case]:
    for x, h in product(PIECES[:2], PIECES[2:]):
        yield Case((x, h))
    yield Case((PIECES[0], PIECES[1]))


def integrals_without_the_conjugate(x, h):
    """The kernel flipped, not conjugated."""
    return [_convolved(x, h, t) for t in GRID], [_correlated(x, _flipped(h), t) for t in GRID]


def integrals_without_the_flip(x, h):
    """The kernel correlated as it is."""
    return [_convolved(x, h, t) for t in GRID], [_correlated(x, h, t) for t in GRID]


def integrals_with_the_sign_of_the_substitution(x, h):
    """The minus of du = -dv kept, and the ends of the integral not exchanged."""
    return [_convolved(x, h, t) for t in GRID], [-_correlated(x, _conjugate_flipped(h), t) for t in GRID]


@claim(
    label="the-flip-law-holds-for-integrals",
    title="In continuous time, too, convolving with a kernel is correlating with its conjugate flip.",
    statement=r"\int h(u)\, x(t - u)\, du = \int \overline{g(u)}\, x(t + u)\, du, \qquad g(u) = \overline{h(-u)}",
    given="polynomials on an interval, zero outside it",
    evidence=Exhausted("five pairs of polynomials, three with complex ones, at 33 places a quarter apart", _pairs),
    counterfeits=(
        integrals_without_the_conjugate,
        integrals_without_the_flip,
        integrals_with_the_sign_of_the_substitution,
    ),
    source=BRACEWELL,
)
def the_flip_law_holds_for_integrals(x, h):
    """The substitution of -u for u keeps lengths, so each piece of the integral weighs as much as before."""
    return [_convolved(x, h, t) for t in GRID], [_correlated(x, _conjugate_flipped(h), t) for t in GRID]


def _staircases() -> Iterator[Case]:
    for step in (Fraction(1), Fraction(1, 3), Fraction(5, 2)):
        for a, b in (([1, 2, 3], [4, -1]), ([2], [1, 0, 5]), ([3, -1, 0, 2], [1, 2, 4, 8])):
            yield Case((a, b, step))


def _stairs_integrated(a: list[int], b: list[int], t: Fraction, step: Fraction) -> Fraction:
    """Return the integral of the product of two staircases, one of them reversed and moved to t."""
    found = Fraction(0)
    for (i, left), (j, right) in product(enumerate(a), enumerate(b)):
        # stair i lies on [i, i + 1] steps, and t - u on stair j where u lies on [t - (j + 1), t - j] steps
        ends = max(i * step, t - (j + 1) * step), min((i + 1) * step, t - j * step)
        found += left * right * max(ends[1] - ends[0], Fraction(0))
    return found


def _on_the_grid(a: list[int], b: list[int], step: Fraction) -> list[Fraction]:
    return [_stairs_integrated(a, b, k * step, step) for k in range(len(a) + len(b) + 1)]


def _summed(array: np.ndarray, step: Fraction) -> list[Fraction]:
    return [Fraction(0), *(step * int(entry) for entry in array), Fraction(0)]


def stairs_without_the_step(a, b, step):
    """The step forgotten."""
    return _on_the_grid(a, b, step), _summed(convolve(a, b), Fraction(1))


def stairs_correlated(a, b, step):
    """The sum of correlation."""
    return _on_the_grid(a, b, step), _summed(correlate(a, b), step)


def stairs_from_the_first_place(a, b, step):
    """The sum read one step too early."""
    return _on_the_grid(a, b, step), [*_summed(convolve(a, b), step)[1:], Fraction(0)]


@claim(
    label="staircases-convolve-as-their-steps",
    title="Two staircases convolve, at every multiple of their step, to the step times the convolution of the stairs.",
    statement=r"(f * g)\bigl((k + 1)\, \Delta\bigr) = \Delta\, (a * b)[k]",
    given=r"f is a[j], and g is b[j], from jΔ to (j + 1)Δ",
    evidence=Exhausted("three pairs of staircases with three steps; integrals in fractions", _staircases),
    counterfeits=(stairs_without_the_step, stairs_correlated, stairs_from_the_first_place),
    source=BRACEWELL,
)
def staircases_convolve_as_their_steps(a, b, step):
    """At such a place each stair of one lies on one stair of the other along its whole width."""
    return _on_the_grid(a, b, step), _summed(convolve(a, b), step)
