"""Claims: what the answer to one impulse does not tell of a filter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from flipconv.boundaries import BOUNDARIES
from flipconv.claims.evidence import Case, Exhausted, Search
from flipconv.claims.register import claim
from flipconv.operators import convolve, correlate

OPERATIONS = {-1: convolve, 1: correlate}


def _bits() -> Iterator[Case]:
    for n in range(1, 6):
        for bits in sorted(product((0, 1), repeat=n), key=sum):
            yield Case((np.array(bits),))


def _median(x: np.ndarray) -> np.ndarray:
    """Return of every sample and its two neighbours the one in the middle; beyond the ends lie zeros."""
    padded = np.pad(x, 1)
    return np.sort([padded[:-2], padded[1:-1], padded[2:]], axis=0)[1]


@claim(
    label="a-median-answers-an-impulse-with-nothing",
    title="A running median answers an impulse with zeros, and is not the filter that returns zeros.",
    refutes="The answer to an impulse tells what any filter does.",
    statement=r"\operatorname{med}(x) \neq x * \operatorname{med}(\delta) \quad\text{for some } x",
    given="the median of three neighbours",
    evidence=Search("signals of 1 to 5 zeros and ones, the shortest first", _bits),
    source="J. W. Tukey, Exploratory Data Analysis, 1977, chapter 7",
)
def a_median_answers_an_impulse_with_nothing(x):
    """A lone 1 is outvoted by its neighbours; two beside each other are not: the median is not linear."""
    answer = _median(np.array([0, 0, 1, 0, 0]))
    return _median(x), convolve(x, answer, mode="same")


def _kernels_and_borders() -> Iterator[Case]:
    for m, border, sign in product(range(1, 6), BOUNDARIES, OPERATIONS):
        yield Case((np.arange(1, m + 1) ** 2,), {"boundary": border, "sign": sign})
    for m, border, sign in product(((2, 3), (4, 1)), BOUNDARIES, OPERATIONS):
        yield Case((np.arange(1, np.prod(m) + 1).reshape(m) ** 2,), {"boundary": border, "sign": sign})


def _answers(h: np.ndarray, boundary: str, sign: int, at_the_end: bool = False) -> tuple[np.ndarray, np.ndarray]:
    x = np.zeros([2 * m + 1 for m in h.shape], dtype=int)
    x[(0,) * h.ndim if at_the_end else h.shape] = 1
    operate = OPERATIONS[sign]
    return operate(x, h, mode="same", boundary=boundary), operate(x, h, mode="same")


def an_impulse_at_the_end(h, *, boundary, sign):
    """The impulse at the first sample, where most borders repeat it."""
    return _answers(h, boundary, sign, at_the_end=True)


@claim(
    label="an-impulse-inside-hides-the-border",
    title="An impulse as far from every end as the kernel is long is answered alike under every border.",
    statement=r"y_{\text{border}}(\delta_p, h) = y_{\text{zeros}}(\delta_p, h) \quad (m \le p < n - m)",
    given="mode same, both operations",
    evidence=Exhausted(
        "one kernel of each of 1 to 5 taps, of 2×3 and of 4×1, in the middle of 2m + 1 samples per axis; every border",
        _kernels_and_borders,
    ),
    counterfeits=(an_impulse_at_the_end,),
    source="this site",
)
def an_impulse_inside_hides_the_border(h, *, boundary, sign):
    """Whatever a border repeats of the samples near the ends is zero."""
    return _answers(h, boundary, sign)
