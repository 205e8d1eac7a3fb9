"""The two defining sums, at any wanted indices, against sums of Python numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
import sympy
from hypothesis import example, given
from hypothesis import strategies as st

from flipconv import definitions
from tests import reference, strategies

SUMS = [
    pytest.param(definitions.convolve, -1, id="convolve"),
    pytest.param(definitions.correlate, +1, id="correlate"),
]


def summed(x: np.ndarray, h: np.ndarray, wanted: list[range], sign: int) -> np.ndarray:
    """Return the sum at each wanted index from its formula, with no term outside the signal."""
    samples, taps = x.astype(object), h.astype(object)
    y = np.empty([len(axis) for axis in wanted], object)
    for place, i in zip(np.ndindex(y.shape), product(*wanted), strict=True):
        y[place] = 0
        for j in np.ndindex(taps.shape):
            index = tuple(ii + sign * jj for ii, jj in zip(i, j, strict=True))
            if all(0 <= k < n for k, n in zip(index, x.shape, strict=True)):
                y[place] += (taps[j] if sign < 0 else taps[j].conjugate()) * samples[index]
    return y


@pytest.mark.parametrize(("operation", "sign"), SUMS)
@given(data=st.data(), arrays=strategies.pairs())
def test_any_wanted_indices(operation, sign, data, arrays):
    """Also indices far outside, where there are no terms."""
    x, h = arrays
    starts = data.draw(st.tuples(*[st.integers(-10, 10)] * x.ndim), label="starts")
    lengths = data.draw(st.tuples(*[st.integers(0 if x.ndim == 1 else 1, 5)] * x.ndim), label="lengths")
    wanted = [range(start, start + length) for start, length in zip(starts, lengths, strict=True)]
    assert operation(x, h, wanted).tolist() == summed(x, h, wanted, sign).tolist()


@pytest.mark.parametrize(("operation", "sign"), SUMS)
@given(arrays=strategies.pairs())
@example(arrays=(np.array([[1, 2, 4]]), np.array([[1, 1j], [3, 5]])))
def test_the_full_sum(operation, sign, arrays):
    x, h = arrays
    outputs = [[*reference.outputs(n, m, "full", sign, 0)] for n, m in zip(x.shape, h.shape, strict=True)]
    wanted = [range(axis[0], axis[-1] + 1) for axis in outputs]
    assert operation(x, h, wanted).tolist() == summed(x, h, wanted, sign).tolist()


@pytest.mark.parametrize(("operation", "sign"), SUMS)
@pytest.mark.parametrize("lead", [((2,), ()), ((2,), (2,)), ((1,), (3,)), ((3,), (1,)), ((2, 1), (1, 3)), ((2, 3), ())])
def test_leading_axes_broadcast(operation, sign, lead):
    rng = np.random.default_rng(1)
    x = rng.integers(-9, 10, (*lead[0], 3, 4))
    h = rng.integers(-9, 10, (*lead[1], 2, 3)) + 1j * rng.integers(1, 10, (*lead[1], 2, 3))
    wanted = [range(-1, 3), range(1, 4)]
    expected = reference.over_batch(lambda a, b: summed(a, b, wanted, sign), x, h, (-2, -1))
    assert operation(x, h, wanted).tolist() == expected.tolist()


@pytest.mark.parametrize(("operation", "sign"), SUMS)
def test_fractions_and_symbols_stay_what_they_are(operation, sign):
    x = np.array([Fraction(1, 3), Fraction(2, 5), Fraction(-1, 7)])
    h = np.array([Fraction(1, 2), Fraction(5, 3)])
    y = operation(x, h, [range(-1, 4)]).tolist()
    assert y == summed(x, h, [range(-1, 4)], sign).tolist()
    assert {type(value) for value in y} <= {Fraction, int}
    a, b, p, q = sympy.symbols("a b p q")
    y = operation(np.array([a, b]), np.array([p, q]), [range(-1, 3)]).tolist()
    star = sympy.conjugate
    by_hand = [0, p * a, p * b + q * a, q * b] if sign < 0 else [star(q) * a, star(p) * a + star(q) * b, star(p) * b, 0]
    assert [sympy.expand(left - right) for left, right in zip(y, by_hand, strict=True)] == [0] * 4


class Opaque:
    """A number that can be added, multiplied and conjugated, and tells nothing else."""

    def __add__(self, other: object) -> Opaque:
        return self

    __radd__ = __mul__ = __rmul__ = __add__

    def conjugate(self) -> Opaque:
        return self

    def __bool__(self) -> bool:
        raise AssertionError("somebody asked for the value")

    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __abs__ = __float__ = lambda *_: Opaque.__bool__  # pyright: ignore


@pytest.mark.parametrize(("operation", "sign"), SUMS)
def test_no_line_looks_at_a_value(operation, sign):
    x, h = np.array([Opaque(), Opaque(), Opaque()]), np.array([Opaque(), Opaque()])
    assert operation(x, h, [range(-1, 5)]).shape == (6,)


@pytest.mark.parametrize(
    ("x", "h", "expected"),
    [
        ("i1", "i1", "i1"),
        ("f4", "f4", "f4"),
        ("f4", "c8", "c8"),
        ("i8", "f4", "f8"),
        ("c8", "f8", "c16"),
        ("f8", "O", "O"),
    ],
)
@pytest.mark.parametrize(("operation", "sign"), SUMS)
def test_the_dtype_is_that_of_the_product(operation, sign, x, h, expected):
    assert operation(np.array([1, 2], x), np.array([3, 4, 5], h), [range(2)]).dtype == np.dtype(expected)


def test_neither_sum_calls_the_other(monkeypatch):
    x, h = np.array([1, 2, 3]), np.array([1, 10j])
    monkeypatch.delattr(definitions, "correlate")
    assert definitions.convolve(x, h, [range(4)]).tolist() == [1, 2 + 10j, 3 + 20j, 30j]
    monkeypatch.undo()
    monkeypatch.delattr(definitions, "convolve")
    assert definitions.correlate(x, h, [range(-1, 3)]).tolist() == [-10j, 1 - 20j, 2 - 30j, 3]


@pytest.mark.parametrize(("operation", "sign"), SUMS)
def test_neither_sum_flips(operation, sign, monkeypatch):
    """Every reversal of NumPy's is out of reach, and the numbers are the same."""
    x, h, wanted = np.array([1, 2, 4]), np.array([3, 5j]), [range(-1, 4)]
    expected = summed(x, h, wanted, sign).tolist()
    for name in ("flip", "flipud", "fliplr", "rot90", "convolve", "correlate"):
        monkeypatch.setattr(np, name, None)
    assert operation(x, h, wanted).tolist() == expected


@pytest.mark.parametrize(("operation", "sign"), SUMS)
def test_as_many_ranges_as_axes(operation, sign):
    """A range too many is an error and not a sum over fewer axes."""
    with pytest.raises(ValueError, match=r"argument 2|shorter|longer|unpack|broadcast"):
        _ = operation(np.array([1, 2]), np.array([1, 2]), [range(2), range(2)])
