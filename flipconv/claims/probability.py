"""Claims: sums and differences of independent random numbers, in fractions."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import numpy as np

from flipconv.claims.evidence import Case, Exhausted
from flipconv.claims.register import claim
from flipconv.operators import convolve, correlate

FELLER = "W. Feller, An Introduction to Probability Theory and Its Applications, vol. 1, 3rd ed., 1968"

WEIGHTS = ((1,), (3, 1), (1, 0, 4), (1, 5, 2, 2))
"""How often each value comes up, from 0 on; no two alike, none symmetric but the first."""


def _distribution(weights: tuple[int, ...]) -> np.ndarray:
    return np.array([Fraction(weight, sum(weights)) for weight in weights], dtype=object)


def _dice() -> Iterator[Case]:
    for first, second in product(WEIGHTS, repeat=2):
        yield Case((_distribution(first), _distribution(second)))


DICE = Exhausted("all pairs of 4 distributions in fractions, on 1 to 4 values from 0 on", _dice)


def _thrown(x: np.ndarray, h: np.ndarray, sign: int) -> list[Fraction]:
    """Return how probable each value of X + H, or of X - H, is: every pair of values by itself."""
    lowest = 0 if sign > 0 else 1 - len(h)
    found = [Fraction(0)] * (len(x) + len(h) - 1)
    for (i, p), (j, q) in product(enumerate(x), enumerate(h)):
        found[i + sign * j - lowest] += p * q
    return found


def sum_by_correlation(x, h):
    """The second distribution not reversed on the first."""
    return _thrown(x, h, 1), correlate(x, h).tolist()


def sum_of_one_with_itself(x, h):
    """The first one thrown twice, as far as the second has values."""
    return _thrown(x, h, 1), convolve(x, np.resize(x, len(h))).tolist()


@claim(
    label="the-distribution-of-a-sum-is-a-convolution",
    title="The distribution of a sum of two independent random numbers is the convolution of their distributions.",
    statement=r"P(X + Y = n) = \sum_j P(Y = j)\, P(X = n - j)",
    given="X and Y independent, each with finitely many values",
    evidence=DICE,
    counterfeits=(sum_by_correlation, sum_of_one_with_itself),
    source=f"{FELLER}, section XI.2",
)
def the_distribution_of_a_sum_is_a_convolution(x, h):
    """If the total is $n$ and the one is $j$, the other is $n - j$; independent chances multiply, and cases add up."""
    return _thrown(x, h, 1), convolve(x, h).tolist()


def difference_by_convolution(x, h):
    """The distribution of the sum."""
    return _thrown(x, h, -1), convolve(x, h).tolist()


def difference_the_other_way(x, h):
    """What was taken away, and from what, exchanged."""
    return _thrown(x, h, -1), correlate(h, x).tolist()


@claim(
    label="the-distribution-of-a-difference-is-a-correlation",
    title="The distribution of a difference of two independent random numbers is the correlation of theirs.",
    statement=r"P(X - Y = k) = \sum_j P(Y = j)\, P(X = k + j)",
    given="X and Y independent, each with finitely many values",
    evidence=DICE,
    counterfeits=(difference_by_convolution, difference_the_other_way),
    source=f"{FELLER}, section XI.2",
)
def the_distribution_of_a_difference_is_a_correlation(x, h):
    """If the difference is $k$ and what is taken away is $j$, the other is $k + j$."""
    return _thrown(x, h, -1), correlate(x, h).tolist()


def _moments(p: np.ndarray, first: int = 0) -> tuple[Fraction, Fraction]:
    """Return mean and variance of a distribution, whose first value is the given one."""
    values = range(first, first + len(p))
    mean = sum((v * chance for v, chance in zip(values, p, strict=True)), Fraction(0))
    return mean, sum(((v - mean) ** 2 * chance for v, chance in zip(values, p, strict=True)), Fraction(0))


def _of_both(x: np.ndarray, h: np.ndarray) -> list[tuple[Fraction, Fraction]]:
    return [_moments(convolve(x, h)), _moments(correlate(x, h), 1 - len(h))]


def variances_that_subtract(x, h):
    """For the difference, the variances subtracted as the means are."""
    (a, v), (b, w) = _moments(x), _moments(h)
    return _of_both(x, h), [(a + b, v + w), (a - b, v - w)]


def means_that_add(x, h):
    """For the difference, the means added as the variances are."""
    (a, v), (b, w) = _moments(x), _moments(h)
    return _of_both(x, h), [(a + b, v + w), (a + b, v + w)]


@claim(
    label="means-and-variances-of-independent-sums-add",
    title="Means add under convolution and subtract under correlation; variances add under both.",
    statement=r"\begin{gathered}\mu_{x * h} = \mu_x + \mu_h,\quad \mu_{h \star x} = \mu_x - \mu_h,\\ "
    r"\sigma^2_{x * h} = \sigma^2_{h \star x} = \sigma^2_x + \sigma^2_h\end{gathered}",
    given="x and h distributions: fractions that add up to 1",
    evidence=DICE,
    counterfeits=(variances_that_subtract, means_that_add),
    rests_on=("the-distribution-of-a-sum-is-a-convolution", "the-distribution-of-a-difference-is-a-correlation"),
    source=f"{FELLER}, sections IX.2 and IX.5",
)
def means_and_variances_of_independent_sums_add(x, h):
    """The deviations of two independent numbers have a product whose mean is 0, so their squares alone remain."""
    (a, v), (b, w) = _moments(x), _moments(h)
    return _of_both(x, h), [(a + b, v + w), (a - b, v + w)]
