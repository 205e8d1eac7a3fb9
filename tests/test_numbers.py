"""What numbers come out of the operators: dtypes, borders, NaN; and what becomes of the inputs."""

from __future__ import annotations

import array
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from flipconv import convolve, correlate
from tests import reference, strategies

BOTH = pytest.mark.parametrize(
    ("operation", "summed"),
    [
        pytest.param(convolve, reference.convolve, id="convolve"),
        pytest.param(correlate, reference.correlate, id="correlate"),
    ],
)
WHOLE = ["?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]
INEXACT = ["f2", "f4", "f8", "g", "c8", "c16"]


def result_dtype(*dtypes: Any) -> np.dtype:
    """Return the dtype that the design promises."""
    kinds = {np.dtype(dtype).kind for dtype in dtypes}
    return np.dtype("i8") if kinds <= set("biu") else np.result_type(*map(np.dtype, dtypes))


@BOTH
@pytest.mark.parametrize("of_x", [*WHOLE, *INEXACT, "O"])
@pytest.mark.parametrize("of_h", [*WHOLE, *INEXACT, "O"])
def test_every_pair_of_dtypes(operation, summed, of_x, of_h):
    """Small integers are exact in all of them, and booleans count as 0 and 1."""
    x, h = np.array([1, 0, 5, 3]).astype(of_x), np.array([2, 0, 7]).astype(of_h)
    for how in ({}, {"mode": "valid"}, {"mode": "same", "boundary": "reflect"}, {"mode": "same", "cval": 2}):
        y = operation(x, h, **how)
        assert y.tolist() == summed(x, h, **how).tolist()
        assert y.dtype == result_dtype(of_x, of_h)


@BOTH
@pytest.mark.parametrize("of_x", ["i8", "f2", "f4", "f8", "c8", "O"])
@pytest.mark.parametrize(
    "cval", [3, -1, True, 0.5, 2 - 1j, np.float64(0.5), np.int8(-3), np.array(4), Fraction(1, 2)], ids=repr
)
def test_the_border_value_joins_the_dtype(operation, summed, of_x, cval):
    """Python's numbers are weak, NumPy's are not, as in `numpy.result_type`; exact ones make objects."""
    x, h = np.array([1, 2, 4]).astype(of_x), np.array([3, 5, 7], "f2" if of_x == "f2" else "i1")
    y = operation(x, h, mode="same", cval=cval)
    weak = isinstance(cval, int | float | complex) and not isinstance(cval, np.generic)
    value = cval if weak else np.asarray(cval).dtype
    exact = np.result_type(x.dtype, h.dtype, value)
    assert y.dtype == (np.dtype("i8") if exact.kind in "biu" else exact)
    assert y.tolist() == summed(x, h, "same", cval=cval if weak else np.asarray(cval).item()).tolist()


@BOTH
@pytest.mark.parametrize(
    ("of_x", "of_h", "cval"),
    [("i1", "f8", 300), ("u1", "f4", -1), ("i8", "f8", 2**70), ("f2", "f8", 1e5), ("i1", "O", 2000), ("f8", "O", 1.5)],
)
def test_the_border_value_need_not_fit_the_signal(operation, summed, of_x, of_h, cval):
    """It must fit the result alone; powers of 2 and few digits keep the floats exact."""
    x, h = np.array([1, 2], of_x), np.array([1, 2, 4], of_h)
    assert operation(x, h, mode="same", cval=cval).tolist() == summed(x, h, "same", cval=cval).tolist()


@BOTH
@pytest.mark.parametrize("zero", [0, 0.0, -0.0, 0j, False, np.float32(0), Fraction(0), sympy.Integer(0)])
def test_a_zero_of_any_type_is_no_border_value(operation, summed, zero):
    x, h = np.array([100, 27], "i1"), np.array([100, 27], "i1")
    y = operation(x, h, mode="same", cval=zero)
    assert y.tolist() == summed(x, h, "same").tolist()
    assert y.dtype == np.dtype("i8")
    assert operation(x, h, cval=zero).dtype == np.dtype("i8")
    assert operation(x.astype("f4"), h, cval=zero).dtype == np.dtype("f4")


@BOTH
def test_infinity_and_nan_as_border_values(operation, summed):
    x, h = np.array([1, 2, 4], "f4"), np.array([3, 5], "f4")
    for cval in (np.inf, -np.inf, np.nan, complex(0, np.inf)):
        y = operation(x, h, mode="same", cval=cval, anchor=0)
        # the tap after the anchor reads beyond the first sample or beyond the last
        assert np.isfinite(y).tolist() == ([False, True, True] if operation is convolve else [True, True, False])
        assert y.dtype == np.result_type(np.float32, cval)


@BOTH
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@given(data=st.data(), arrays=strategies.pairs())
def test_what_is_not_finite_reaches_the_outputs_that_touch_it_and_no_others(operation, summed, bad, data, arrays):
    x, h = (a.astype(complex if np.iscomplexobj(a) else float) for a in arrays)
    boundary = data.draw(st.sampled_from(reference.BORDERS), label="boundary")
    mode = data.draw(st.sampled_from(["same", "full"]), label="mode") if boundary == "constant" else "same"
    how = {"mode": mode, "boundary": boundary}
    marks = [np.zeros(a.shape, int) for a in (x, h)]
    for a, mark in zip((x, h), marks, strict=True):
        for place in data.draw(st.sets(st.sampled_from([*np.ndindex(a.shape)]), max_size=2), label="bad"):
            a[place], mark[place] = bad, 1
    y = operation(x, h, **how)
    ones = [np.ones_like(mark) for mark in marks]
    touched = (summed(marks[0], ones[1], **how) + summed(ones[0], marks[1], **how)).astype(bool)
    assert (~np.isfinite(y)).tolist() == touched.tolist()
    clean = summed(np.where(marks[0], 0, x), np.where(marks[1], 0, h), **how)
    assert y[~touched].tolist() == clean[~touched].tolist()


@BOTH
def test_a_zero_tap_on_an_infinity_is_nan_without_a_warning(operation, summed):
    y = operation([np.inf, 1.0, 2.0], [0.0, 3.0])
    assert np.isnan(y[0 if operation is convolve else 1])


LAYOUTS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "every second": lambda a: np.repeat(a, 2, axis=-1)[..., ::2],
    "backwards": lambda a: np.ascontiguousarray(a[..., ::-1])[..., ::-1],
    "Fortran": np.asfortranarray,
    "transposed": lambda a: np.ascontiguousarray(a.T).T,
    "byte-swapped": lambda a: a.astype(a.dtype.newbyteorder()),
    "unaligned": lambda a: np.frombuffer(b"_" + a.tobytes(), np.uint8)[1:].view(a.dtype).reshape(a.shape),
    "a matrix": lambda a: a.view(np.matrix),
}


@BOTH
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("dtype", ["i2", "i8", "f4", "f8", "c16"])
def test_layouts_in_memory(operation, summed, layout, dtype):
    x, h = np.array([[1, 2, 4], [3, 5, 9]], dtype), np.array([[2, 1], [3, 7], [4, 6]], dtype)
    for how in ({}, {"mode": "same", "boundary": "symmetric"}, {"mode": "same", "cval": 2}):
        expected = summed(x, h, **how).tolist()
        y = operation(LAYOUTS[layout](x), LAYOUTS[layout](h), **how)
        assert y.tolist() == expected
        assert type(y) is np.ndarray


@BOTH
@pytest.mark.parametrize("dtype", ["?", "i1", "i8", "u8", "f4", "f8", "g", "c8", "c16", "O"])
def test_inputs_are_left_alone_and_outputs_are_new(operation, summed, dtype):
    """Also for the kernels that do nothing, where handing x back would be cheap."""
    for taps, how in product(
        ([[1]], [[1, 0], [0, 0]]),
        (
            {"mode": "full"},
            {"mode": "same"},
            {"mode": "valid"},
            {"mode": "same", "boundary": "wrap"},
            {"mode": "same", "cval": 1},
        ),
    ):
        x, h = np.array([[1, 0], [0, 1]], dtype), np.array(taps, dtype)
        for a in (x, h):
            a.setflags(write=False)
        before = x.tolist(), h.tolist()
        y = operation(x, h, **how)
        assert not np.shares_memory(y, x)
        assert not np.shares_memory(y, h)
        y[...] = 0
        assert (x.tolist(), h.tolist()) == before


@BOTH
def test_a_signal_may_be_its_own_kernel(operation, summed):
    x = np.array([1, 2j, 4])
    assert operation(x, x).tolist() == summed(x, x).tolist()
    assert x.tolist() == [1, 2j, 4]


@BOTH
@pytest.mark.parametrize(
    "x",
    [
        [1, 2, 4],
        (1, 2, 4),
        range(1, 5),
        [np.int8(100), np.int8(127)],
        [np.float32(1), np.uint8(255)],
        [True, False, True],
        array.array("h", [1, 2, 4]),
        memoryview(b"abc"),
        [[1, 2], (3, 5j)],
        [np.array([1, 2]), np.array([3, 5])],
    ],
    ids=lambda x: "memoryview" if isinstance(x, memoryview) else repr(x),
)
def test_what_numpy_reads_as_an_array(operation, summed, x):
    ndim = np.ndim(x)
    h = np.array([2, 7j]) if ndim == 1 else np.array([[2, 7], [1, 3j]])
    assert operation(x, h).tolist() == summed(np.array(x), h).tolist()
    assert operation(h, x).tolist() == summed(h, np.array(x)).tolist()
