"""Other people's libraries on the same integers: NumPy, scipy.signal, scipy.ndimage."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import ndimage, signal

from flipconv import convolve, correlate
from flipconv.shapes import lags
from tests import strategies

# the border names of scipy.ndimage for ours; its 'reflect' is another border than NumPy's
NDIMAGE = {
    "constant": ("constant", "grid-constant"),
    "edge": ("nearest",),
    "reflect": ("mirror",),
    "symmetric": ("reflect", "grid-mirror"),
    "wrap": ("wrap", "grid-wrap"),
}
MODES = pytest.mark.parametrize("mode", ["full", "same", "valid"])


@MODES
@given(arrays=strategies.pairs(ndim=1, fits=True))
def test_numpy_convolve(mode, arrays):
    """It swaps its operands when the kernel is the longer one; a convolution in `full` does not mind."""
    x, h = arrays
    assert convolve(x, h, mode=mode).tolist() == np.convolve(x, h, mode).tolist()
    assert convolve(h, x).tolist() == np.convolve(h, x).tolist()


@MODES
@given(arrays=strategies.pairs(ndim=1, fits=True))
def test_numpy_correlate(mode, arrays):
    x, h = arrays
    assert correlate(x, h, mode=mode).tolist() == np.correlate(x, h, mode).tolist()


@given(arrays=strategies.pairs(ndim=1))
def test_numpy_correlate_full_with_any_lengths(arrays):
    x, h = arrays
    assert correlate(x, h).tolist() == np.correlate(x, h, "full").tolist()


@MODES
@given(arrays=strategies.pairs())
def test_scipy_signal_convolve(mode, arrays):
    """Its `same` is centred in `full`, which is the anchor (m - 1) // 2."""
    x, h = arrays
    if mode == "valid" and any(m > n for n, m in zip(x.shape, h.shape, strict=True)):
        x = np.tile(x, h.shape)
    assert convolve(x, h, mode=mode).tolist() == signal.convolve(x, h, mode, method="direct").tolist()


@MODES
@given(arrays=strategies.pairs())
def test_scipy_signal_correlate(mode, arrays):
    """Its `same` is centred in `full` too: the anchor m - 1 - (m - 1) // 2, which is m // 2."""
    x, h = arrays
    if mode == "valid" and any(m > n for n, m in zip(x.shape, h.shape, strict=True)):
        x = np.tile(x, h.shape)
    assert correlate(x, h, mode=mode).tolist() == signal.correlate(x, h, mode, method="direct").tolist()


@given(n=st.integers(1, 12), m=st.integers(1, 12))
def test_scipy_signal_lags(n, m):
    assert list(lags(n, m)) == signal.correlation_lags(n, m).tolist()
    if m <= n:
        assert list(lags(n, m, "valid")) == signal.correlation_lags(n, m, "valid").tolist()
    # under "same" its labels are off by one for odd n and even m (SciPy 1.17)
    if (n % 2, m % 2) != (1, 0):
        assert list(lags(n, m, "same")) == signal.correlation_lags(n, m, "same").tolist()


@given(n=st.integers(1, 12), m=st.integers(1, 12), at=st.integers(0, 11))
@example(n=3, m=2, at=1)
def test_the_lags_label_the_correlation(n, m, at):
    """A pulse against a pulse answers at one lag: the distance between them."""
    x, h = np.eye(1, n, at % n, dtype=int)[0], np.eye(1, m, m - 1, dtype=int)[0]
    for mode in ("full", "same"):
        answered = [lag for lag, y in zip(lags(n, m, mode), correlate(x, h, mode=mode), strict=True) if y]
        assert answered == [lag for lag in lags(n, m, mode) if lag == at % n - (m - 1)]


@pytest.mark.parametrize("boundary", NDIMAGE)
@given(arrays=strategies.pairs(), data=st.data())
@example(arrays=(np.array([7]), np.array([1, 2, 4, 8])), data=None)
def test_scipy_ndimage_correlate(boundary, arrays, data):
    """Its origin o is the anchor m // 2 + o; it conjugates complex weights as we do."""
    x, h = arrays
    anchor = data.draw(strategies.anchors(h.shape), label="anchor") if data else (2,)
    cval = data.draw(st.integers(-9, 9), label="cval") if data and boundary == "constant" else 0
    ours = correlate(x, h, mode="same", boundary=boundary, cval=cval, anchor=anchor)
    for mode in NDIMAGE[boundary]:
        origin: Any = [a - m // 2 for a, m in zip(anchor, h.shape, strict=True)]
        theirs = ndimage.correlate(wide(x, h), wide(h), mode=mode, cval=cval, origin=origin)
        assert ours.tolist() == theirs.tolist()


@pytest.mark.parametrize("boundary", NDIMAGE)
@given(arrays=strategies.pairs(), data=st.data())
@example(arrays=(np.array([7]), np.array([1, 2, 4, 8])), data=None)
def test_scipy_ndimage_convolve(boundary, arrays, data):
    """Here its origin o is the anchor m // 2 + o as well, counted in the kernel as passed."""
    x, h = arrays
    anchor = data.draw(strategies.anchors(h.shape), label="anchor") if data else (2,)
    cval = data.draw(st.integers(-9, 9), label="cval") if data and boundary == "constant" else 0
    ours = convolve(x, h, mode="same", boundary=boundary, cval=cval, anchor=anchor)
    for mode in NDIMAGE[boundary]:
        origin: Any = [a - m // 2 for a, m in zip(anchor, h.shape, strict=True)]
        theirs = ndimage.convolve(wide(x, h), wide(h), mode=mode, cval=cval, origin=origin)
        assert ours.tolist() == theirs.tolist()


def wide(a: np.ndarray, other: np.ndarray | None = None) -> np.ndarray:
    """Return floats or complex numbers: ndimage computes in the dtype it is given."""
    return a.astype(np.result_type(float, a if other is None else np.result_type(a, other)))
