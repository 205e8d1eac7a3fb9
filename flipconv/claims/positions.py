"""Claims: convolution adds positions and correlation subtracts them, and what an exchange of operands does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from flipconv.claims.bases import Basis
from flipconv.claims.evidence import Case, Exhausted, Search, Shape
from flipconv.claims.register import claim
from flipconv.claims.words import Signal, convolved, correlated
from flipconv.operators import convolve, correlate


def _places() -> Iterator[Case]:
    line = [(place,) for place in range(-2, 3)]
    plane = list(product(range(-1, 2), range(2)))
    for places in (line, plane):
        for p, q in product(places, repeat=2):
            yield Case((p, q))


TWO_PLACES = Exhausted("two impulses at places -2 to 2 on a line, and at 6 places in a plane", _places)


def _impulse(place: tuple[int, ...]) -> Signal:
    """Return the impulse at a place, in an array that goes from -2 to 5: a reversal of it would move the 1."""
    values = np.zeros((8,) * len(place), dtype=int)
    values[tuple(i + 2 for i in place)] = 1
    return Signal(values, (-2,) * len(place))


def _sole(p: tuple[int, ...], q: tuple[int, ...], sign: int = 1) -> Signal:
    """Return a single 1 at the sum of two places, or at their difference."""
    return Signal(np.ones((1,) * len(p), dtype=int), tuple(i + sign * j for i, j in zip(p, q, strict=True)))


def impulses_meet_at_the_difference(p, q):
    """The places subtracted."""
    return convolved(_impulse(p), _impulse(q)), _sole(p, q, -1)


def impulses_meet_one_later(p, q):
    """Places counted from 1, as if the first tap were number 1."""
    return convolved(_impulse(p), _impulse(q)), _sole(p, tuple(j + 1 for j in q))


@claim(
    label="convolution-adds-places",
    title="The convolution of two impulses is the impulse at the sum of their places.",
    statement=r"\delta_p * \delta_q = \delta_{p + q}",
    evidence=TWO_PLACES,
    counterfeits=(impulses_meet_at_the_difference, impulses_meet_one_later),
    rests_on=("convolution-shifts-with-its-first-operand",),
    source="this site",
)
def convolution_adds_places(p, q):
    """In the sum of $f[i] g[n - i]$ one term is not 0: that with $i = p$ and $n - i = q$."""
    return convolved(_impulse(p), _impulse(q)), _sole(p, q)


def correlation_adds_them(p, q):
    """The places added."""
    return correlated(_impulse(p), _impulse(q)), _sole(p, q)


def correlation_subtracts_the_signal(p, q):
    """The difference turned around."""
    return correlated(_impulse(p), _impulse(q)), _sole(p, q, -1)


@claim(
    label="correlation-subtracts-places",
    title="The correlation of two impulses is the impulse at the second place minus the first.",
    statement=r"\delta_p \star \delta_q = \delta_{q - p}",
    evidence=TWO_PLACES,
    counterfeits=(correlation_adds_them, correlation_subtracts_the_signal),
    rests_on=("correlation-shifts-against-its-kernel",),
    source="this site",
)
def correlation_subtracts_places(p, q):
    """In the sum of $f[i] g[k + i]$ one term is not 0: that with $i = p$ and $k + i = q$."""
    return correlated(_impulse(p), _impulse(q)), _sole(q, p, -1)


def _diagonals(table: np.ndarray, slope: int) -> np.ndarray:
    """Return the sums along the diagonals on which row + slope * column is constant, the smallest first."""
    n, m = table.shape
    first = 0 if slope == 1 else 1 - m
    sums = np.zeros(n + m - 1, dtype=table.dtype)
    for i, j in np.ndindex(n, m):
        sums[i + slope * j - first] += table[i, j]
    return sums


def _both(x: np.ndarray, h: np.ndarray) -> np.ndarray:
    return np.concatenate([convolve(x, h, method="direct"), correlate(x, h, method="direct")])


def diagonals_exchanged(x, h):
    """Rising taken for falling."""
    return _both(x, h), np.concatenate([_diagonals(np.outer(x, h), -1), _diagonals(np.outer(x, np.conj(h)), 1)])


def diagonals_without_conjugate(x, h):
    """The products of the correlation without the conjugate."""
    return _both(x, h), np.concatenate([_diagonals(np.outer(x, h), 1), _diagonals(np.outer(x, h), -1)])


@claim(
    label="one-table-holds-both-operations",
    title="One table of products holds both: its rising diagonals convolve, its falling ones correlate.",
    statement=r"(x * h)[n] = \sum_{i + j = n} x[i]\, h[j], \qquad "
    r"(h \star x)[k] = \sum_{i - j = k} x[i]\, \overline{h[j]}",
    given="mode full",
    evidence=Basis((((1,), (3,)), ((3,), (2,)), ((2,), (4,)))),
    counterfeits=(diagonals_exchanged, diagonals_without_conjugate),
    source="this site",
)
def one_table_holds_both_operations(x, h):
    """Tap $j$ brings sample $i$ to output $i + j$ of the one and to lag $i - j$ of the other."""
    return _both(x, h), np.concatenate([_diagonals(np.outer(x, h), 1), _diagonals(np.outer(x, np.conj(h)), -1)])


def swapped_and_cut_at_the_other_anchor(x, h):
    """Each result cut where the other one begins."""
    return _swapped(x, h)[0], _cuts(x, h, (len(x) - 1) // 2, (len(h) - 1) // 2)


def swapped_and_cut_at_the_beginning(x, h):
    """Both cut at output 0."""
    return _swapped(x, h)[0], _cuts(x, h, 0, 0)


def _swapped(x: np.ndarray, h: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    same = [convolve(*pair, mode="same", method="direct") for pair in ((x, h), (h, x))]
    return np.concatenate(same), _cuts(x, h, (len(h) - 1) // 2, (len(x) - 1) // 2)


def _cuts(x: np.ndarray, h: np.ndarray, first: int, other: int) -> np.ndarray:
    full = convolve(x, h, method="direct")
    return np.concatenate([full[first : first + len(x)], full[other : other + len(h)]])


@claim(
    label="swapped-operands-cut-another-part",
    title="Under same, between zeros, exchanging signal and kernel cuts another part out of one full result.",
    statement=r"\begin{gathered} (x *_{\text{same}} h)[i] = (x * h)[i + \lfloor \tfrac{m - 1}{2} \rfloor],"
    r"\quad 0 \le i < n \\ (h *_{\text{same}} x)[i] = (x * h)[i + \lfloor \tfrac{n - 1}{2} \rfloor],"
    r"\quad 0 \le i < m \end{gathered}",
    given="the default anchors",
    evidence=Basis((((1,), (4,)), ((3,), (2,)), ((3,), (3,)), ((5,), (2,)))),
    counterfeits=(swapped_and_cut_at_the_other_anchor, swapped_and_cut_at_the_beginning),
    rests_on=("convolution-commutes",),
    source="this site",
)
def swapped_operands_cut_another_part(x, h):
    """The full result commutes; which outputs are kept goes by which operand is called the signal."""
    return _swapped(x, h)


def _pairs_of_one_length() -> Iterator[Case]:
    for length in range(1, 4):
        for x, h in product(product((0, 1), repeat=length), repeat=2):
            yield Case((np.array(x), np.array(h)))


@claim(
    label="a-border-keeps-same-from-commuting",
    title="Under same with a border that repeats samples, exchanging two operands of one length changes the result.",
    refutes="Under same, two operands of one length commute, whatever the border.",
    statement=r"x *_{\text{edge}} h \ne h *_{\text{edge}} x \quad\text{for some } x, h",
    given="mode same, border edge",
    evidence=Search("pairs of zeros and ones of one length, the shortest first", _pairs_of_one_length),
    source="this site",
)
def a_border_keeps_same_from_commuting(x, h):
    """Only the signal goes on beyond its ends; the kernel ends where it ends."""
    return (
        convolve(x, h, mode="same", boundary="edge", method="direct"),
        convolve(h, x, mode="same", boundary="edge", method="direct"),
    )


LAGS: tuple[tuple[Shape, ...], ...] = (((1,), (2,), (3,), (2,)), ((3,), (2,), (2,), (3,)))


def _chained(f: np.ndarray, g: np.ndarray, e: np.ndarray, h: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return two correlations convolved, and the middle's correlation convolved with that of the ends."""
    (near, far), (middle, ends) = (
        (correlate(b, a, method="direct"), correlate(d, c, method="direct"))
        for (a, b), (c, d) in (((f, g), (e, h)), ((e, g), (f, h)))
    )
    return convolve(near, far, method="direct"), convolve(middle, ends, method="direct")


def correlations_correlated(f, g, e, h):
    """The two correlations correlated with each other."""
    near, far = correlate(g, f, method="direct"), correlate(h, e, method="direct")
    return correlate(far, near, method="direct"), _chained(f, g, e, h)[1]


def middle_exchanged(f, g, e, h):
    """The two in the middle correlated the other way."""
    middle, ends = correlate(e, g, method="direct"), correlate(h, f, method="direct")
    return _chained(f, g, e, h)[0], convolve(middle, ends, method="direct")


@claim(
    label="lags-add-when-correlations-are-convolved",
    title="Convolving two correlations adds their lags: what they share is left as a correlation with itself.",
    statement=r"(f \star g) * (g' \star h) = (g' \star g) * (f \star h), \qquad g' = g \text{ for a cascade}",
    given="mode full",
    evidence=Basis(LAGS),
    counterfeits=(correlations_correlated, middle_exchanged),
    rests_on=("correlation-is-flipped-convolution", "convolution-associates", "convolution-commutes"),
    source="this site",
)
def lags_add_when_correlations_are_convolved(f, g, e, h):
    """The lag of $g$ behind $f$ and that of $h$ behind $g$ add up to that of $h$ behind $f$."""
    return _chained(f, g, e, h)
