"""Integers come out exact or are refused, and objects come out exact; nothing wraps."""

from __future__ import annotations

from fractions import Fraction
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
BOUND = 2**63 - 1
# 7 times PEAK is 2**63 - 1: nothing fits above it
PEAK = BOUND // 7


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
        with pytest.raises(OverflowError, match=r"^(x|cval) and h may leave 64-bit integers: "):
            _ = operation(x, h, **how)
    else:
        assert operation(x, h, **how).tolist() == summed(x, h, **how).tolist()
    exact = operation(x.astype(object), h, **how)
    assert exact.tolist() == summed(x, h, **how).tolist()


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
    for dtype in ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]:
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
