"""
Claims: the operators are their defining sums.

The sums are written here once more, over every index, in plain Python and with a border of their
own, so that nothing is compared with itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import numpy as np

from flipconv import definitions
from flipconv.claims.evidence import Case, Exhausted, How, Sampled, Symbolic
from flipconv.claims.register import claim
from flipconv.claims.settings import random_call
from flipconv.operators import convolve, correlate
from flipconv.overflow import INT64_MAX
from flipconv.shapes import convolution_anchor, convolution_outputs, correlation_anchor, lags, mirrored_anchor

SOURCE = "A. V. Oppenheim, R. W. Schafer, Discrete-Time Signal Processing, 3rd ed., 2010, section 2.3"

REACH = 8  # farther beyond the signal than any kernel below looks


def _surrounded(x: np.ndarray, boundary: str, cval: Any) -> np.ndarray:
    """Return the signal with its border, as `numpy.pad` draws it; its first sample lies at REACH."""
    if boundary == "constant":
        return np.pad(x.astype(complex), REACH, constant_values=cval)
    return np.pad(x, REACH, mode=boundary)  # pyright: ignore[reportArgumentType, reportCallIssue]


def _summed(
    x: np.ndarray, h: np.ndarray, sign: int, starts: Sequence[int], how: How, term: Callable[[Any], Any]
) -> Any:
    """Return ``sum_j term(h[j]) x[i + sign j]`` over the outputs that start at the given indices."""
    around = _surrounded(x, how.get("boundary", "constant"), how.get("cval", 0)).tolist()
    full = [n + m - 1 for n, m in zip(x.shape, h.shape, strict=True)]
    valid = [n - m + 1 for n, m in zip(x.shape, h.shape, strict=True)]
    lengths = {"full": full, "same": list(x.shape), "valid": valid}[how.get("mode", "full")]
    y = np.zeros(lengths, dtype=complex)
    for out in product(*map(range, lengths)):
        for j in np.ndindex(h.shape):
            seen = around
            for o, start, k in zip(out, starts, j, strict=True):
                seen = seen[REACH + o + start + sign * k]
            y[out] += term(h[j]) * seen
    return y


def _convolution(
    x: np.ndarray, h: np.ndarray, how: How, anchor_of: Callable[[int], int] = lambda m: (m - 1) // 2
) -> Any:
    anchors = how.get("anchor", [anchor_of(m) for m in h.shape])
    first = {"full": [0] * h.ndim, "same": list(anchors), "valid": [m - 1 for m in h.shape]}
    return _summed(x, h, -1, first[how.get("mode", "full")], how, lambda tap: tap)


def _correlation(
    x: np.ndarray,
    h: np.ndarray,
    how: How,
    anchor_of: Callable[[int], int] = lambda m: m // 2,
    term: Callable[[Any], Any] = np.conj,
) -> Any:
    anchors = how.get("anchor", [anchor_of(m) for m in h.shape])
    first = {"full": [1 - m for m in h.shape], "same": [-a for a in anchors], "valid": [0] * h.ndim}
    return _summed(x, h, +1, first[how.get("mode", "full")], how, term)


def correlation_for_convolution(x, h, **how):
    """The other operation."""
    return convolve(x, h, **how), _correlation(x, h, how)


def convolution_with_the_right_middle_tap(x, h, **how):
    """The anchor of an even kernel off by one."""
    return convolve(x, h, **how), _convolution(x, h, how, lambda m: m // 2)


def convolution_with_another_border(x, h, **how):
    """The two mirrors confused."""
    swapped = {"reflect": "symmetric", "symmetric": "reflect"}
    boundary = how.get("boundary", "constant")
    return convolve(x, h, **how), _convolution(x, h, {**how, "boundary": swapped.get(boundary, boundary)})


@claim(
    label="convolve-is-its-sum",
    title="The function convolve returns the sum that defines convolution, in every mode and border.",
    statement=r"(x * h)[n] = \sum_j h[j]\, x[n - j]",
    evidence=Sampled(400, 2026, random_call, "Gaussian integers in 1 to 3 dimensions"),
    counterfeits=(
        correlation_for_convolution,
        convolution_with_the_right_middle_tap,
        convolution_with_another_border,
    ),
    source=SOURCE,
)
def convolve_is_its_sum(x, h, **how):
    """The sum is run over every index in plain Python, its border read from `numpy.pad`."""
    return convolve(x, h, **how), _convolution(x, h, how)


def convolution_for_correlation(x, h, **how):
    """The other operation."""
    return correlate(x, h, **how), _convolution(x, h, how)


def correlation_with_the_left_middle_tap(x, h, **how):
    """The anchor of an even kernel off by one."""
    return correlate(x, h, **how), _correlation(x, h, how, lambda m: (m - 1) // 2)


def correlation_without_conjugate(x, h, **how):
    """The conjugate left out."""
    return correlate(x, h, **how), _correlation(x, h, how, term=lambda tap: tap)


@claim(
    label="correlate-is-its-sum",
    title="The function correlate returns the sum that defines correlation, in every mode and border.",
    statement=r"(h \star x)[k] = \sum_j \overline{h[j]}\, x[k + j]",
    evidence=Sampled(400, 2027, random_call, "Gaussian integers in 1 to 3 dimensions"),
    counterfeits=(
        convolution_for_correlation,
        correlation_with_the_left_middle_tap,
        correlation_without_conjugate,
    ),
    source=SOURCE,
)
def correlate_is_its_sum(x, h, **how):
    """The sum is run over every index in plain Python, its border read from `numpy.pad`."""
    return correlate(x, h, **how), _correlation(x, h, how)


def _both_defined(x: np.ndarray, h: np.ndarray) -> np.ndarray:
    """Return the full convolution and, after it, the full correlation, by the code that defines them."""
    convolution = definitions.convolve(x, h, [convolution_outputs(n, m, "full", 0) for n, m in _lengths_of(x, h)])
    correlation = definitions.correlate(x, h, [lags(n, m) for n, m in _lengths_of(x, h)])
    return np.array([convolution, correlation])


def _lengths_of(x: np.ndarray, h: np.ndarray) -> list[tuple[int, int]]:
    return list(zip(x.shape, h.shape, strict=True))


def _both_written_out(x: np.ndarray, h: np.ndarray, sign: int = 1) -> np.ndarray:
    """Return the same sums, term by term over every index."""
    shape = [n + m - 1 for n, m in _lengths_of(x, h)]
    sums = np.zeros((2, *shape), dtype=object)
    for i, j in product(np.ndindex(x.shape), np.ndindex(h.shape)):
        ahead = tuple(a + b for a, b in zip(i, j, strict=True))
        behind = tuple(a - b + m - 1 for a, b, m in zip(i, j, h.shape, strict=True))
        sums[(0, *ahead)] += h[j] * x[i]
        sums[(1, *(behind if sign > 0 else ahead))] += h[j].conjugate() * x[i]
    return sums


def symbols_with_one_sum_for_both(x, h):
    """The indices of convolution used for both."""
    return _both_defined(x, h), _both_written_out(x, h, sign=-1)


@claim(
    label="the-definition-runs-on-symbols",
    title="The code that defines the two operations runs on symbols, so it looks at no value.",
    statement=(
        r"\begin{aligned} (x * h)[n] &= \sum_j h[j]\, x[n - j] \\"
        r" (h \star x)[k] &= \sum_j \overline{h[j]}\, x[k + j] \end{aligned}"
    ),
    evidence=Symbolic((((3,), (2,)), ((2,), (4,)), ((2, 3), (2, 1)))),
    counterfeits=(symbols_with_one_sum_for_both,),
    source=SOURCE,
)
def the_definition_runs_on_symbols(x, h):
    """Traced entries run first, and raise when compared; the sums on SymPy symbols are those written out."""
    return _both_defined(x, h), _both_written_out(x, h)


def _small_lengths() -> list[Case]:
    return [Case((n, m, mode)) for n in range(1, 8) for m in range(1, 8) for mode in ("full", "same", "valid")]


def _counted(n: int, m: int, mode: str) -> list[int]:
    """Return the lags of a mode by counting which lags bring kernel and signal together."""
    overlapping = [k for k in range(-9, 10) if any(0 <= k + j < n for j in range(m))]
    inside = [k for k in overlapping if all(0 <= k + j < n for j in range(m))]
    one_per_sample = [i - m // 2 for i in range(n)]
    return {"full": overlapping, "valid": inside, "same": one_per_sample}[mode]


def lags_one_too_early(n, m, mode):
    """Every lag off by one."""
    return [lag - 1 for lag in lags(n, m, mode)], _counted(n, m, mode)


@claim(
    label="lags-are-counted",
    title="A full correlation has the lags from -(m - 1) to n - 1; a valid one has those that keep the kernel inside.",
    statement=r"k \in \{-(m - 1), \dots, n - 1\}",
    evidence=Exhausted("n and m from 1 to 7, every mode", _small_lengths),
    counterfeits=(lags_one_too_early,),
    source="counted: the lags at which the kernel meets the signal",
)
def lags_are_counted(n, m, mode):
    """A lag belongs to full if some tap meets a sample there, and to valid if every tap does."""
    return list(lags(n, m, mode)), _counted(n, m, mode)


def both_anchors_on_the_left(m):
    """The convolution's rule used for both."""
    return (m - 1) // 2, mirrored_anchor((m - 1) // 2, m)


@claim(
    label="default-anchors-mirror-each-other",
    title="The default anchors of the two operations are each other's mirror image, for 1 to 64 taps.",
    statement=r"\left\lfloor \tfrac{m}{2} \right\rfloor = m - 1 - \left\lfloor \tfrac{m - 1}{2} \right\rfloor",
    evidence=Exhausted("m from 1 to 64", lambda: [Case((m,)) for m in range(1, 65)]),
    counterfeits=(both_anchors_on_the_left,),
    source="the anchors are read from the code",
)
def default_anchors_mirror_each_other(m):
    """The flip takes the left one of two middle taps to the right one."""
    return correlation_anchor(m), mirrored_anchor(convolution_anchor(m), m)


def _near_the_limit() -> list[Case]:
    top = INT64_MAX // 3
    kernels = ([1, 2], [3], [-2, 1], [2, 2], [-4])
    return [Case((operation, [top, -top], h)) for operation in ("convolve", "correlate") for h in kernels]


def _in_64_bits(operation: str, x: list[int], h: list[int]) -> list[int] | None:
    try:
        return {"convolve": convolve, "correlate": correlate}[operation](np.array(x), np.array(h)).tolist()
    except OverflowError:
        return None


def _in_python(operation: str, x: list[int], h: list[int]) -> list[int]:
    """Return the full sums in Python's integers, which have no size limit."""
    n, m = len(x), len(h)
    if operation == "convolve":
        return [sum(h[j] * x[i - j] for j in range(m) if 0 <= i - j < n) for i in range(n + m - 1)]
    return [sum(h[j] * x[k + j] for j in range(m) if 0 <= k + j < n) for k in range(1 - m, n)]


def sums_in_64_bits(operation, x, h):
    """What NumPy's own integers would do: wrap."""
    wrapped = np.convolve(np.array(x), np.array(h if operation == "convolve" else h[::-1]))
    return wrapped.tolist(), _in_python(operation, x, h)


@claim(
    label="integers-never-wrap",
    title="Sums of 64-bit integers are exact, or refused before they could leave 64 bits.",
    statement=r"\max|x| \cdot \sum_j |h[j]| \le 2^{63} - 1",
    evidence=Exhausted("both operations, five kernels, on samples of a third of the largest integer", _near_the_limit),
    counterfeits=(sums_in_64_bits,),
    source="the bound is the triangle inequality",
)
def integers_never_wrap(operation, x, h):
    """The bound is taken in Python's integers, which have no size limit, and so are the sums it is compared with."""
    fits = max(map(abs, x)) * sum(map(abs, h)) <= INT64_MAX
    return _in_64_bits(operation, x, h), _in_python(operation, x, h) if fits else None


def _nan_places() -> list[Case]:
    return [Case((n, m, place)) for n in range(1, 6) for m in range(1, 5) for place in range(n)]


def _touched(n: int, m: int, place: int) -> list[int]:
    x = np.ones(n)
    x[place] = np.nan
    return np.flatnonzero(np.isnan(convolve(x, np.arange(float(m))))).tolist()


def nan_reaches_everything(n, m, place):
    """What a road through the Fourier transform would do if nobody took care."""
    return _touched(n, m, place), list(range(n + m - 1))


@claim(
    label="nan-reaches-only-its-windows",
    title="A NaN reaches the outputs whose window touches it, and no others.",
    statement=r"y[n] = \mathrm{NaN} \iff p \le n \le p + m - 1",
    given="convolve in mode full on one axis, with $x[p]$ the only NaN",
    evidence=Exhausted("n from 1 to 5, m from 1 to 4, every place; a tap of zero included", _nan_places),
    counterfeits=(nan_reaches_everything,),
    source="IEEE 754-2019, section 6.2",
)
def nan_reaches_only_its_windows(n, m, place):
    """A sample enters the outputs that a tap carries it to, with whatever weight."""
    return _touched(n, m, place), list(range(place, place + m))
