"""What numbers come out of the operators: dtypes, exactness, overflow, NaN; and what becomes of the inputs."""

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
BOUND = 2**63 - 1

Operation = Callable[..., np.ndarray]


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
@given(data=st.data(), boundary=st.sampled_from(reference.BORDERS))
def test_integers_are_exact_or_refused(operation, summed, data, boundary):
    """On either side of the bound, whatever entry holds the peak."""
    large = st.integers(-(2**63), BOUND) | st.integers(-(2**33), 2**33) | st.integers(-9, 9)
    x = np.array(data.draw(st.lists(large, min_size=1, max_size=4), label="x"), np.int64)
    h = np.array(data.draw(st.lists(large, min_size=1, max_size=4), label="h"), np.int64)
    how: dict[str, Any] = {"mode": "same", "boundary": boundary}
    if boundary == "constant":
        how["cval"] = data.draw(large, label="cval")
    peak = max(map(abs, [*x.tolist(), how.get("cval", 0)]))
    if peak * sum(map(abs, h.tolist())) > BOUND:
        with pytest.raises(OverflowError, match=r"^x and h may leave 64-bit integers: "):
            _ = operation(x, h, **how)
    else:
        assert operation(x, h, **how).tolist() == summed(x, h, **how).tolist()
    exact = operation(x.astype(object), h, **how)
    assert exact.tolist() == summed(x, h, **how).tolist()


# 7 times PEAK is 2**63 - 1: nothing fits above it
PEAK = BOUND // 7


@BOTH
@pytest.mark.parametrize("dtype", ["i8", "u8"])
def test_the_bound_itself_fits_and_one_more_does_not(operation, summed, dtype):
    for weights in ([7], [3, 4], [1, 0, 6], [-3, 4], [-7]):
        h = np.array(weights)
        assert 7 * PEAK == BOUND == PEAK * np.abs(h).sum()
        for sign in (1, -1) if dtype == "i8" else (1,):
            x = sign * np.array([5, PEAK, PEAK], dtype)
            assert operation(x, h).tolist() == summed(x, h).tolist()
            with pytest.raises(OverflowError):
                _ = operation(x + sign * np.array([0, 0, 1], dtype), h)
            with pytest.raises(OverflowError):
                _ = operation(x, np.append(h, 1))
    # and the other way round
    h = np.array([PEAK], dtype)
    assert operation([7, 3], h).tolist() == [BOUND, 3 * PEAK]
    with pytest.raises(OverflowError):
        _ = operation([8, 3], h)


@BOTH
def test_the_widest_integers(operation, summed):
    lowest, highest = np.array([1, -(2**63)]), np.array([1, 2**64 - 1], np.uint64)
    for big in (lowest, highest):
        for x, h in ((big, np.array([1])), (np.array([1]), big)):
            with pytest.raises(OverflowError):
                _ = operation(x, h)
        # a product with zeros is zero, and leaves nothing
        assert operation(big, [0, 0]).tolist() == operation([0, 0], big).tolist() == [0, 0, 0]
    edge = np.array([BOUND, -BOUND])
    assert operation(edge, [1]).tolist() == [BOUND, -BOUND]
    assert operation(np.array([BOUND], "u8"), [-1]).tolist() == [-BOUND]


@BOTH
def test_a_border_value_may_be_the_peak(operation, summed):
    for cval in (PEAK, -PEAK, np.int64(PEAK), np.uint64(PEAK)):
        how = {"mode": "same", "cval": cval, "anchor": 1}
        expected = summed(np.array([1, 2]), np.array([2, -1, 4]), "same", cval=int(cval), anchor=(1,))
        assert operation([1, 2], [2, -1, 4], **how).tolist() == expected.tolist()
        how["cval"] = cval + (1 if cval > 0 else -1)
        with pytest.raises(OverflowError):
            _ = operation([1, 2], [2, -1, 4], **how)
    for cval in (2**63, 2**70, -(2**70), np.uint64(2**63)):
        assert operation([1, 2], [0, 0], mode="same", cval=cval).tolist() == [0, 0]
        with pytest.raises(OverflowError):
            _ = operation([1, 2], [0, 1], mode="same", cval=cval)


@BOTH
def test_the_heaviest_kernel_of_a_batch_counts_and_kernels_do_not_add_up(operation, summed):
    x = np.array([[PEAK, 0], [1, -PEAK]])
    fits, heavy = np.array([[3, -4], [0, 7]]), np.array([[1, 0], [4, -4]])
    expected = [summed(x[0], fits[0]).tolist(), summed(x[1], fits[1]).tolist()]
    assert operation(x, fits, axes=1).tolist() == expected
    with pytest.raises(OverflowError, match=r"sum\|h\| is 8,"):
        _ = operation(x, heavy, axes=1)
    # one kernel over two axes is summed over both
    with pytest.raises(OverflowError, match=r"sum\|h\| is 14,"):
        _ = operation(x, fits)


@BOTH
def test_narrow_integers_do_not_wrap(operation, summed):
    for dtype in WHOLE[1:]:
        largest = min(np.iinfo(dtype).max, 2**20)
        x, h = np.array([largest, largest, 1], dtype), np.array([largest, 1], dtype)
        assert operation(x, h).tolist() == summed(x, h).tolist()
    x = np.array([True, True, True])
    assert operation(x, x[:2]).tolist() == [1, 2, 2, 1]


@BOTH
@given(arrays=strategies.pairs(ndim=1, complex_too=False), power=st.integers(60, 90))
def test_objects_are_exact_beyond_any_width(operation, summed, arrays, power):
    x, h = (a.astype(object) * 2**power + 1 for a in arrays)
    y = operation(x, h, mode="same", boundary="reflect")
    assert y.tolist() == summed(x, h, "same", boundary="reflect").tolist()
    assert {type(value) for value in y} == {int}


@BOTH
@given(
    st.lists(st.fractions(max_denominator=99), min_size=1, max_size=5), st.lists(st.fractions(), min_size=1, max_size=4)
)
def test_fractions_are_exact(operation, summed, x, h):
    y = operation(x, h, mode="same", boundary="wrap")
    assert y.tolist() == summed(np.array(x), np.array(h), "same", boundary="wrap").tolist()


@BOTH
def test_symbols(operation, summed):
    x, h = np.array(sympy.symbols("x:3")), np.array(sympy.symbols("h:2"))
    c = sympy.Symbol("c")
    for how in ({"mode": "full"}, {"mode": "same", "boundary": "reflect"}, {"mode": "same", "cval": c, "anchor": (0,)}):
        y = operation(x, h, **how)
        assert [sympy.expand(a - b) for a, b in zip(y, summed(x, h, **how), strict=True)] == [0] * len(y)
    assert operation(x, h).tolist()[-1] == x[2] * (h[1] if operation is convolve else sympy.conjugate(h[0]))


@BOTH
def test_integers_of_numpy_inside_objects_do_not_wrap(operation, summed):
    x = np.array([np.int64(2**62), np.uint8(200), np.True_, Fraction(1, 2)], object)
    y = operation(x, [4, 3])
    assert y.tolist() == summed(np.array([2**62, 200, 1, Fraction(1, 2)], object), np.array([4, 3])).tolist()


@BOTH
@pytest.mark.parametrize("x", [[2**70], [-1, 2**63], [0, -(2**63), 2**64 - 1], [[1], [2**200]]])
def test_lists_of_large_integers_are_exact(operation, summed, x):
    """NumPy would round the second and the third to floats."""
    h = np.ones_like(x, object) * 3
    assert operation(x, h).tolist() == summed(np.array(x, object), h).tolist()
    assert operation(h, x).tolist() == summed(h, np.array(x, object)).tolist()


@BOTH
def test_lists_of_large_floats_stay_floats(operation, summed):
    for x in ([1e300, 2.5], [2**63, 0.5], [np.inf, 1.0], [-1e19, 1.0]):
        assert operation(x, [2.0]).dtype == np.dtype(float)


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
