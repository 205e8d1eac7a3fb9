"""Claims: how many multiplications the roads to a convolution take, counted by numbers that count."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from flipconv.claims.evidence import Case, Exhausted, How
from flipconv.claims.register import claim
from flipconv.operators import convolve, correlate

COOLEY = (
    "J. W. Cooley, J. W. Tukey, An algorithm for the machine calculation of complex Fourier series, "
    "Mathematics of Computation 19, 1965"
)


class Counting:
    """A whole number that counts the multiplications it takes part in, on a tally of one entry."""

    def __init__(self, value: int, tally: list[int]) -> None:
        self.value, self.tally = value, tally

    def __mul__(self, other: Counting) -> Counting:
        self.tally[0] += 1
        return Counting(self.value * other.value, self.tally)

    def __add__(self, other: Counting | int) -> Counting:
        return Counting(self.value + (other.value if isinstance(other, Counting) else other), self.tally)

    __radd__ = __add__

    def conjugate(self) -> Counting:
        """Return the number itself: it is real."""
        return self


def _counted(shape: tuple[int, ...], tally: list[int]) -> np.ndarray:
    """Return an array of numbers, none of them zero, that count on one tally."""
    array = np.empty(shape, object)
    for number, place in enumerate(np.ndindex(shape), start=1):
        array[place] = Counting(number, tally)
    return array


def _plain(array: np.ndarray) -> list[int]:
    """Return what the numbers are; where no tap met a sample stands a plain 0."""
    return [entry.value if isinstance(entry, Counting) else int(entry) for entry in array.ravel()]


def _multiplications(n: tuple[int, ...], m: tuple[int, ...], how: How) -> list[int]:
    """Return how many each of the two operations takes."""
    counts: list[int] = []
    for operation in (convolve, correlate):
        tally = [0]
        _ = operation(_counted(n, tally), _counted(m, tally), **how)
        counts += tally
    return counts


def _product(lengths: tuple[int, ...]) -> int:
    return int(np.prod(lengths))


def _meetings(n: tuple[int, ...], m: tuple[int, ...], how: How) -> int:
    """Return the number of samples each tap meets, times the number of taps."""
    if how.get("mode") == "valid":
        return _product(tuple(a - b + 1 for a, b in zip(n, m, strict=True))) * _product(m)
    return _product(n) * _product(m)


def _sizes() -> Iterator[Case]:
    ways: tuple[How, ...] = ({}, {"mode": "valid"}, {"mode": "same", "boundary": "wrap"})
    for (n, m), how in product((((1,), (1,)), ((5,), (3,)), ((7,), (2,)), ((4, 5), (2, 3))), ways):
        yield Case((n, m, how))


def counted_by_outputs(n, m, how):
    """Every output charged for every tap, in every mode: zeros beyond the ends multiplied, too."""
    outputs = convolve(np.ones(n, int), np.ones(m, int), **how).size
    return _multiplications(n, m, how), [outputs * _product(m)] * 2


def counted_without_the_taps(n, m, how):
    """One for each sample."""
    return _multiplications(n, m, how), [_product(n)] * 2


@claim(
    label="the-sums-multiply-each-tap-by-each-sample",
    title="The sums take one multiplication for each tap and each sample that it meets, for both operations.",
    statement=r"n\, m \;\text{(full, or same with a wrap)}, \qquad (n - m + 1)\, m \;\text{(valid)}",
    given="in the plane the products of the lengths of both axes",
    evidence=Exhausted("four pairs of sizes, one in the plane, in three modes; by numbers that count", _sizes),
    counterfeits=(counted_by_outputs, counted_without_the_taps),
    source="the definitions of the two sums",
)
def the_sums_multiply_each_tap_by_each_sample(n, m, how):
    """One loop over the taps, and each tap is multiplied with all the samples it meets."""
    return _multiplications(n, m, how), [_meetings(n, m, how)] * 2


AROUND: How = {"mode": "same", "boundary": "wrap", "anchor": 0}


def _in_two_passes(n: tuple[int, int], m: tuple[int, int]) -> list[list[int]]:
    """Return the numbers of two passes, and how many multiplications they took."""
    tally = [0]
    column, row = _counted((m[0], 1), tally), _counted((1, m[1]), tally)
    y = convolve(convolve(_counted(n, tally), column, **AROUND), row, **AROUND)
    return [_plain(y), tally]


def _in_one_pass(n: tuple[int, int], m: tuple[int, int], count: int) -> list[list[int]]:
    """Return the numbers of one pass with the outer product, in plain integers, and a count."""
    column, row = np.arange(1, m[0] + 1), np.arange(1, m[1] + 1)
    x = np.arange(1, n[0] * n[1] + 1).reshape(n)
    return [convolve(x, np.outer(column, row), **AROUND).ravel().tolist(), [count]]


def _planes() -> Iterator[Case]:
    for n, m in product(((1, 1), (3, 4), (5, 2)), ((1, 1), (2, 3), (3, 2), (4, 3))):
        yield Case((n, m))


def passes_that_multiply_the_sides(n, m):
    """The count of one pass with the whole kernel."""
    return _in_two_passes(n, m), _in_one_pass(n, m, _product(n) * _product(m))


def passes_of_one_length(n, m):
    """Both passes charged for the taps of the column."""
    return _in_two_passes(n, m), _in_one_pass(n, m, _product(n) * 2 * m[0])


@claim(
    label="two-passes-add-the-sides-of-the-kernel",
    title="In two passes a separable kernel costs the sum of its sides for each sample, not their product.",
    statement=r"n_1 n_2\, (m_1 + m_2) \quad\text{in place of}\quad n_1 n_2\, m_1 m_2",
    given="mode same, a border that wraps; the numbers are the same, too",
    evidence=Exhausted("three sizes of pictures with four of kernels; by numbers that count", _planes),
    counterfeits=(passes_that_multiply_the_sides, passes_of_one_length),
    rests_on=("a-separable-kernel-works-in-two-passes", "the-sums-multiply-each-tap-by-each-sample"),
    source="this site",
)
def two_passes_add_the_sides_of_the_kernel(n, m):
    """Each pass has the taps of one side."""
    return _in_two_passes(n, m), _in_one_pass(n, m, _product(n) * (m[0] + m[1]))


PRIME, ROOT = 17, 3  # the powers of 3 go through all of 1 to 16 modulo 17, so it has order 16


def _halved(x: list[Counting], powers: list[Counting]) -> list[Counting]:
    """Return the transform of a list whose length is a power of two, by splitting it into even and odd places."""
    half = len(x) // 2
    if half == 0:
        return x
    even, odd = _halved(x[::2], powers[::2]), _halved(x[1::2], powers[::2])
    turned = [a * b for a, b in zip(odd, powers, strict=False)]
    minus = [Counting(-b.value, b.tally) for b in turned]
    return [a + b for a, b in zip(even, turned, strict=True)] + [a + b for a, b in zip(even, minus, strict=True)]


def _fast(log: int) -> list[list[int]]:
    """Return a transform of 2 to the given power of places modulo the prime, and its multiplications."""
    places, tally = 1 << log, [0]
    root = pow(ROOT, (PRIME - 1) >> log, PRIME)
    powers = [Counting(pow(root, k, PRIME), tally) for k in range(places)]
    y = _halved(list(_counted((places,), tally)), powers)
    return [[entry.value % PRIME for entry in y], tally]


def _by_the_sum(log: int, count: int) -> list[list[int]]:
    """Return the same transform by its sum, and a count."""
    places = 1 << log
    root = pow(ROOT, (PRIME - 1) >> log, PRIME)
    sums = [sum(pow(root, k * n, PRIME) * (n + 1) for n in range(places)) % PRIME for k in range(places)]
    return [sums, [count]]


def transform_counted_for_every_place(log):
    """One multiplication for each place and each halving."""
    return _fast(log), _by_the_sum(log, log << log)


def transform_split_once(log):
    """One halving, and the sums of the halves."""
    return _fast(log), _by_the_sum(log, ((1 << log) ** 2 + (1 << log)) // 2)


@claim(
    label="a-fast-transform-takes-half-n-log-n",
    title="A transform of N places, N a power of 2, can be had with half of N times log N multiplications.",
    statement=r"\tfrac{N}{2} \log_2 N \quad\text{in place of}\quad N^2",
    given="products with a power of the root, the trivial ones counted; modulo 17, where nothing is rounded",
    evidence=Exhausted("N = 1, 2, 4, 8, 16; by numbers that count", lambda: [Case((log,)) for log in range(5)]),
    counterfeits=(transform_counted_for_every_place, transform_split_once),
    source=COOLEY,
)
def a_fast_transform_takes_half_n_log_n(log):
    """Places are split into even and odd ones; each of the log N levels turns one half of the entries."""
    return _fast(log), _by_the_sum(log, (log << log) // 2)
