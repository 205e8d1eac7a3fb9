"""SciPy: `scipy.signal`, `scipy.ndimage` and the matrix of a convolution."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter

MODES = [{"mode": mode} for mode in ("full", "same", "valid")]
PLANES = [*MODES, {"mode": "same", "boundary": "wrap"}, {"mode": "same", "boundary": "symm"}]
BORDERS = [{"mode": mode} for mode in ("reflect", "constant", "nearest", "mirror", "wrap")]


@adapter("scipy", "scipy.signal.convolve", settings=MODES)
def convolve(x: Any, h: Any, **settings: Any) -> Any:
    """Call `scipy.signal.convolve`."""
    import scipy.signal

    return scipy.signal.convolve(x, h, **settings)


@adapter("scipy", "scipy.signal.fftconvolve", settings=MODES)
def fftconvolve(x: Any, h: Any, **settings: Any) -> Any:
    """Call `scipy.signal.fftconvolve`."""
    import scipy.signal

    return scipy.signal.fftconvolve(x, h, **settings)


@adapter("scipy", "scipy.signal.oaconvolve", settings=MODES)
def oaconvolve(x: Any, h: Any, **settings: Any) -> Any:
    """Call `scipy.signal.oaconvolve`."""
    import scipy.signal

    return scipy.signal.oaconvolve(x, h, **settings)


@adapter("scipy", "scipy.signal.correlate", settings=MODES)
def correlate(x: Any, h: Any, **settings: Any) -> Any:
    """Call `scipy.signal.correlate`."""
    import scipy.signal

    return scipy.signal.correlate(x, h, **settings)


@adapter("scipy", "scipy.signal.convolve2d", settings=PLANES)
def convolve2d(x: Any, h: Any, **settings: Any) -> Any:
    """Call `scipy.signal.convolve2d`."""
    import scipy.signal

    return scipy.signal.convolve2d(x, h, **settings)


@adapter("scipy", "scipy.signal.correlate2d", settings=PLANES)
def correlate2d(x: Any, h: Any, **settings: Any) -> Any:
    """Call `scipy.signal.correlate2d`."""
    import scipy.signal

    return scipy.signal.correlate2d(x, h, **settings)


@adapter("scipy", "scipy.signal.lfilter", ndim=1)
def lfilter(x: Any, h: Any) -> Any:
    """Call `scipy.signal.lfilter`."""
    import scipy.signal

    return scipy.signal.lfilter(h, 1.0, x)


@adapter("scipy", "scipy.signal.upfirdn", settings=[{}, {"down": 2}, {"up": 2}], ndim=1)
def upfirdn(x: Any, h: Any, **settings: Any) -> Any:
    """Call `scipy.signal.upfirdn`."""
    import scipy.signal

    return scipy.signal.upfirdn(h, x, **settings)


@adapter("scipy", "scipy.ndimage.convolve", settings=[*BORDERS, {"mode": "constant", "origin": -1}])
def ndimage_convolve(x: Any, h: Any, **settings: Any) -> Any:
    """Call `scipy.ndimage.convolve`."""
    import scipy.ndimage

    return scipy.ndimage.convolve(x, h, **settings)


@adapter("scipy", "scipy.ndimage.correlate", settings=[*BORDERS, {"mode": "constant", "origin": -1}])
def ndimage_correlate(x: Any, h: Any, **settings: Any) -> Any:
    """Call `scipy.ndimage.correlate`."""
    import scipy.ndimage

    return scipy.ndimage.correlate(x, h, **settings)


@adapter("scipy", "scipy.ndimage.convolve1d", settings=[{"mode": "constant"}, {"mode": "mirror"}], ndim=1)
def convolve1d(x: Any, h: Any, **settings: Any) -> Any:
    """Call `scipy.ndimage.convolve1d`."""
    import scipy.ndimage

    return scipy.ndimage.convolve1d(x, h, **settings)


@adapter("scipy", "scipy.ndimage.correlate1d", settings=[{"mode": "constant"}, {"mode": "mirror"}], ndim=1)
def correlate1d(x: Any, h: Any, **settings: Any) -> Any:
    """Call `scipy.ndimage.correlate1d`."""
    import scipy.ndimage

    return scipy.ndimage.correlate1d(x, h, **settings)


@adapter(
    "scipy",
    "scipy.linalg.convolution_matrix",
    settings=MODES,
    form="scipy.linalg.convolution_matrix(h, len(x){}) @ x",
    ndim=1,
)
def convolution_matrix(x: Any, h: Any, **settings: Any) -> Any:
    """Call `scipy.linalg.convolution_matrix`."""
    import scipy.linalg

    return scipy.linalg.convolution_matrix(h, len(x), **settings) @ x


@adapter(
    "scipy", "scipy.signal.correlation_lags", form="scipy.signal.correlate(x, y, mode='full')", ndim=1, probe="lag"
)
def lags(x: Any, y: Any) -> Any:
    """Call `scipy.signal.correlation_lags`."""
    import scipy.signal

    return scipy.signal.correlation_lags(len(x), len(y)), scipy.signal.correlate(x, y, mode="full")


@adapter("scipy", "scipy.ndimage.sobel", settings=[{"axis": 0}, {"axis": 1}], probe="derivative")
def sobel(x: Any, **settings: Any) -> Any:
    """Call `scipy.ndimage.sobel`."""
    import scipy.ndimage

    return scipy.ndimage.sobel(x, **settings)


@adapter("scipy", "scipy.ndimage.prewitt", settings=[{"axis": 0}], probe="derivative")
def prewitt(x: Any, **settings: Any) -> Any:
    """Call `scipy.ndimage.prewitt`."""
    import scipy.ndimage

    return scipy.ndimage.prewitt(x, **settings)


@adapter("scipy", "scipy.ndimage.gaussian_filter", settings=[{"sigma": 1.0, "order": (0, 1)}], probe="derivative")
def gaussian_filter(x: Any, **settings: Any) -> Any:
    """Call `scipy.ndimage.gaussian_filter`."""
    import scipy.ndimage

    return scipy.ndimage.gaussian_filter(x, **settings)


@adapter(
    "scipy",
    "scipy.signal.savgol_filter",
    settings=[{"window_length": 5, "polyorder": 2, "deriv": 1, "axis": 0}],
    probe="derivative",
)
def savgol_filter(x: Any, **settings: Any) -> Any:
    """Call `scipy.signal.savgol_filter`."""
    import scipy.signal

    return scipy.signal.savgol_filter(x, **settings)
