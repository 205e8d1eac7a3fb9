"""The reversal and the two parts, against reversals done entry by entry in Python."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from flipconv import conjugate_flip, even_part, flip, odd_part
from tests import strategies

ALL = [flip, conjugate_flip, even_part, odd_part]
NEW = ALL[1:]


def reversal(h: np.ndarray, axes: Sequence[int] | None = None) -> np.ndarray:
    """Return ``h[m - 1 - j]`` along the named axes, one Python number at a time."""
    named = range(h.ndim) if axes is None else axes
    numbers = h.astype(object)
    y = np.empty_like(numbers)
    for j in np.ndindex(h.shape):
        along = enumerate(zip(j, h.shape, strict=True))
        y[j] = numbers[tuple(m - 1 - jj if axis in named else jj for axis, (jj, m) in along)]
    return y


def conjugate_reversal(h: np.ndarray, axes: Sequence[int] | None = None) -> np.ndarray:
    """Return the reversal with every Python number conjugated."""
    y = reversal(h, axes)
    for j in np.ndindex(y.shape):
        y[j] = y[j].conjugate()
    return y


def any_kernel() -> st.SearchStrategy[np.ndarray]:
    """Draw a kernel of 1 to 4 axes."""
    return st.integers(1, 4).flatmap(strategies.shapes).flatmap(strategies.kernels)


@given(h=any_kernel())
def test_every_axis_is_reversed(h):
    assert flip(h).tolist() == reversal(h).tolist()
    assert conjugate_flip(h).tolist() == conjugate_reversal(h).tolist()


@given(h=any_kernel(), data=st.data())
def test_named_axes_alone_are_reversed(h, data):
    axes = tuple(data.draw(st.lists(st.integers(0, h.ndim - 1), unique=True), label="axes"))
    spellings: list[Any] = [axes, list(axes), [axis - h.ndim for axis in axes], np.array(axes, int)]
    for named in spellings:
        assert flip(h, named).tolist() == reversal(h, axes).tolist()
        assert conjugate_flip(h, named).tolist() == conjugate_reversal(h, axes).tolist()
        assert (2 * even_part(h, named)).tolist() == (h + conjugate_reversal(h, axes)).tolist()
        assert (2 * odd_part(h, named)).tolist() == (h - conjugate_reversal(h, axes)).tolist()


@pytest.mark.parametrize("axis", [1, -1, np.int64(1), np.int8(-1)])
def test_an_axis_may_be_a_bare_integer(axis):
    h = np.array([[1, 2, 5], [4, 5, 6]])
    assert flip(h, axis).tolist() == conjugate_flip(h, axis).tolist() == [[5, 2, 1], [6, 5, 4]]
    assert odd_part(h, axis).tolist() == [[-2, 0, 2], [-1, 0, 1]]
    assert even_part(h, axis).tolist() == [[3, 2, 3], [5, 5, 5]]


@given(h=any_kernel())
def test_flips_are_involutions(h):
    assert flip(flip(h)).tolist() == h.tolist()
    assert conjugate_flip(conjugate_flip(h)).tolist() == h.tolist()


@given(h=any_kernel())
def test_the_parts_add_up_and_answer_the_flip(h):
    even, odd = even_part(h), odd_part(h)
    assert (even + odd).tolist() == h.tolist()
    assert even.tolist() == conjugate_reversal(even).tolist()
    assert (-odd).tolist() == conjugate_reversal(odd).tolist()


@pytest.mark.parametrize("dtype", [bool, "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"])
def test_the_parts_of_integers_are_fractions(dtype):
    h = np.array([0, 1, 1, 1], dtype)
    assert even_part(h).tolist() == [Fraction(1, 2), 1, 1, Fraction(1, 2)]
    assert odd_part(h).tolist() == [Fraction(-1, 2), 0, 0, Fraction(1, 2)]
    assert {type(tap) for tap in [*even_part(h), *odd_part(h)]} == {Fraction}


def test_halves_of_the_largest_integers_do_not_wrap_or_round():
    h = np.array([2**64 - 1, 2**64 - 2, 0], np.uint64)
    assert even_part(h).tolist() == [Fraction(2**64 - 1, 2), 2**64 - 2, Fraction(2**64 - 1, 2)]
    assert odd_part(h).tolist() == [Fraction(2**64 - 1, 2), 0, Fraction(1 - 2**64, 2)]


def test_exact_objects_stay_exact():
    third, seventh = Fraction(1, 3), Fraction(1, 7)
    assert even_part(np.array([third, seventh])).tolist() == [Fraction(5, 21)] * 2
    assert odd_part(np.array([2**70 + 1, 0], object)).tolist() == [Fraction(2**70 + 1, 2), Fraction(-(2**70) - 1, 2)]
    a, b = sympy.symbols("a b")
    assert conjugate_flip(np.array([a, b])).tolist() == [sympy.conjugate(b), sympy.conjugate(a)]
    assert [sympy.expand(2 * tap) for tap in odd_part(np.array([a, b]))] == [
        a - sympy.conjugate(b),
        b - sympy.conjugate(a),
    ]


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", "g", "c8", "c16"])
@pytest.mark.parametrize("operation", ALL)
def test_inexact_dtypes_stay(operation, dtype):
    assert operation(np.array([1, 2, 4], dtype)).dtype == np.dtype(dtype)


@pytest.mark.parametrize("dtype", [bool, "i1", "u2", "i4", "u8", "f2", "c8", "O"])
@pytest.mark.parametrize("operation", [flip, conjugate_flip])
def test_reversals_keep_every_dtype(operation, dtype):
    h = np.array([0, 1, 1], dtype)
    assert operation(h).dtype == h.dtype
    assert operation(h).tolist() == [1, 1, 0]


def test_the_largest_float_does_not_overflow():
    largest = np.finfo(float).max
    assert even_part([largest, largest / 2]).tolist() == [largest * 0.75] * 2


def test_infinities_of_one_sign_cancel_to_nan_without_a_warning():
    assert np.isnan(odd_part([np.inf, 1.0, np.inf])).tolist() == [True, False, True]
    assert np.isnan(even_part([np.inf, 1.0, -np.inf])).tolist() == [True, False, True]


def test_integers_of_numpy_inside_objects_are_halved_exactly():
    parts = even_part(np.array([np.int64(3), 0, True], object))
    assert parts.tolist() == [2, 0, 2]
    assert {type(tap) for tap in parts} == {Fraction}


def test_lists_are_kernels_and_matrices_become_arrays():
    rows = [[1, 2j], [3, 5]]
    assert flip(rows).tolist() == [[5, 3], [2j, 1]]
    assert conjugate_flip(rows).tolist() == [[5, 3], [-2j, 1]]
    assert (2 * even_part(rows)).tolist() == [[6, 3 + 2j], [3 - 2j, 6]]
    assert (2 * odd_part(rows)).tolist() == [[-4, -3 + 2j], [3 + 2j, 4]]
    for operation in ALL:
        assert type(operation(np.array(rows).view(np.matrix))) is np.ndarray


def test_flip_is_a_view():
    h = np.array([[1, 2], [3, 5]])
    assert np.shares_memory(flip(h), h)


@pytest.mark.parametrize("operation", NEW)
@pytest.mark.parametrize("dtype", [bool, "i8", "f8", "c16", "O"])
def test_the_others_are_new_arrays_and_leave_the_kernel_alone(operation, dtype):
    h = np.array([[0, 1], [1, 1]], dtype)
    before = h.tolist()
    y = operation(h)
    assert not np.shares_memory(y, h)
    y[...] = 0
    assert h.tolist() == before


@pytest.mark.parametrize("operation", ALL)
@pytest.mark.parametrize("axes", [2, -3, (0, 2), [5]])
def test_an_axis_of_some_other_kernel_is_refused(operation, axes):
    with pytest.raises(np.exceptions.AxisError, match="out of bounds for array of dimension 2"):
        _ = operation([[1, 2], [3, 5]], axes)


@pytest.mark.parametrize("operation", ALL)
def test_an_axis_named_twice_is_refused(operation):
    with pytest.raises(ValueError, match="repeated axis"):
        _ = operation([[1, 2], [3, 5]], (0, -2))
