"""The two operations as they are called, against sums of Python numbers over every index."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
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
EVERY_BORDER = pytest.mark.parametrize("boundary", reference.BORDERS)


@BOTH
@given(arrays=strategies.pairs())
@example(arrays=(np.array([5]), np.array([1, 2 + 3j, 4, 8])))
def test_full(operation, summed, arrays):
    assert operation(*arrays).tolist() == operation(*arrays, mode="full").tolist() == summed(*arrays).tolist()


@BOTH
@given(arrays=strategies.pairs(fits=True))
def test_valid(operation, summed, arrays):
    assert operation(*arrays, mode="valid").tolist() == summed(*arrays, mode="valid").tolist()


@BOTH
@given(arrays=strategies.pairs())
@example(arrays=(np.array([1, 2, 4]), np.array([1, 10])))
@example(arrays=(np.array([1, 2]), np.array([1, 10, 100, 1000j])))
def test_same_with_the_default_anchor(operation, summed, arrays):
    assert operation(*arrays, mode="same").tolist() == summed(*arrays, mode="same").tolist()


@BOTH
@EVERY_BORDER
@given(arrays=strategies.pairs(), data=st.data())
@example(arrays=(np.array([7]), np.array([1, 2j, 4, 8])), data=None)
def test_same_with_every_border_and_anchor(operation, summed, boundary, arrays, data):
    """Kernels longer than the signal fold its border more than once; a single sample folds onto itself."""
    x, h = arrays
    anchor = data.draw(strategies.anchors(h.shape) | st.none(), label="anchor") if data else None
    how = {"mode": "same", "boundary": boundary, "anchor": anchor}
    assert operation(x, h, **how).tolist() == summed(x, h, **how).tolist()


@BOTH
@given(
    arrays=strategies.pairs(),
    cval=st.integers(-9, 9) | st.builds(complex, st.integers(-9, 9), st.integers(1, 9)),
    data=st.data(),
)
def test_same_with_a_constant_beyond_the_ends(operation, summed, arrays, cval, data):
    x, h = arrays
    how = {"mode": "same", "cval": cval, "anchor": data.draw(strategies.anchors(h.shape) | st.none(), label="anchor")}
    assert operation(x, h, **how).tolist() == summed(x, h, **how).tolist()


@BOTH
@EVERY_BORDER
def test_one_anchor_serves_every_axis(operation, summed, boundary):
    x, h = np.array([[1, 2, 3], [4, 5, 7]]), np.array([[1, 2, 4], [3, 5j, 6]])
    for anchor in (0, 1, np.int8(1), np.array(1)):
        how = {"mode": "same", "boundary": boundary}
        expected = summed(x, h, **how, anchor=(int(anchor),) * 2)
        assert operation(x, h, **how, anchor=anchor).tolist() == expected.tolist()
    for anchors in ([0, 2], np.array([0, 2]), range(0, 3, 2)):
        expected = summed(x, h, mode="same", anchor=(0, 2))
        assert operation(x, h, mode="same", anchor=anchors).tolist() == expected.tolist()


@BOTH
@pytest.mark.parametrize("mode", ["full", "same"])
@given(batch=strategies.batches())
def test_batches(operation, summed, mode, batch):
    """One kernel for the batch or one per member, broadcast both ways; axes in any order, some negative."""
    x, h, axes = batch
    expected = reference.over_batch(summed, x, h, axes, mode=mode)
    assert operation(x, h, axes=axes, mode=mode).tolist() == expected.tolist()


@BOTH
@EVERY_BORDER
@given(batch=strategies.batches(), data=st.data())
def test_batches_with_a_border(operation, summed, boundary, batch, data):
    x, h, axes = batch
    taps = h.shape if h.ndim < x.ndim else tuple(h.shape[axis] for axis in axes)
    how = {"mode": "same", "boundary": boundary, "anchor": data.draw(strategies.anchors(taps), label="anchor")}
    if boundary == "constant":
        how["cval"] = 3 - 2j
    assert operation(x, h, axes=axes, **how).tolist() == reference.over_batch(summed, x, h, axes, **how).tolist()


@BOTH
@given(batch=strategies.batches())
def test_batches_valid(operation, summed, batch):
    x, h, axes = batch
    taps = h.shape if h.ndim < x.ndim else tuple(h.shape[axis] for axis in axes)
    # tiled until the kernel fits
    repeats = [1] * x.ndim
    for axis, m in zip(axes, taps, strict=True):
        repeats[axis] = m
    x = np.tile(x, repeats)
    expected = reference.over_batch(summed, x, h, axes, mode="valid")
    assert operation(x, h, axes=axes, mode="valid").tolist() == expected.tolist()


@BOTH
def test_a_bare_axis_and_all_axes_by_name(operation, summed):
    x, h = np.array([[1, 2, 4], [3, 5, 9]]), np.array([1, 2j])
    for axis in (1, -1, np.int64(1), [1], np.array([-1]), range(1, 2)):
        assert operation(x, h, axes=axis).tolist() == [summed(row, h).tolist() for row in x]
    kernel = np.array([[1, 2, 3], [4, 5, 7j]])
    for axes in ((0, 1), (-2, -1), [0, -1]):
        assert operation(x, kernel, axes=axes).tolist() == summed(x, kernel).tolist()


@BOTH
def test_the_methods_agree(operation, summed):
    x, h = np.array([1, 2, 4]), np.array([1, 3j])
    assert operation(x, h, method="direct").tolist() == operation(x, h, method="auto").tolist() == summed(x, h).tolist()


def test_the_default_call_by_hand():
    """The reference itself could be wrong: these were summed on paper."""
    assert convolve([1, 2, 3], [1, 10]).tolist() == [1, 12, 23, 30]
    assert correlate([1, 2, 3], [1, 10]).tolist() == [10, 21, 32, 3]
    assert correlate([1, 2, 3], [1, 10j], mode="valid").tolist() == [1 - 20j, 2 - 30j]
    assert convolve([1, 2, 3], [1, 10, 100, 1000], mode="same").tolist() == [12, 123, 1230]
    assert correlate([1, 2, 3], [1, 10, 100, 1000], mode="same").tolist() == [2100, 3210, 321]


@pytest.mark.slow
@BOTH
@EVERY_BORDER
def test_every_shape_and_anchor_of_a_box(operation, summed, boundary):
    """All lengths up to 6 by 7 and all their anchors, on entries that no two positions share."""
    for n in range(1, 7):
        for m in range(1, 8):
            x, h = 2 ** np.arange(n), (1 + 2j) * 64 ** np.arange(m)
            for anchor in range(m):
                how = {"mode": "same", "boundary": boundary, "anchor": (anchor,)}
                assert operation(x, h, **how).tolist() == summed(x, h, **how).tolist()
