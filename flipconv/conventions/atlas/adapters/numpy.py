"""NumPy: the two sums of one axis, and products of polynomials."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter

MODES = [{"mode": mode} for mode in ("full", "same", "valid")]
TRIMS = (
    "A full convolution, but for leading or trailing zeros, which it drops: the length of its output hangs on values."
)


@adapter("numpy", "numpy.convolve", settings=MODES, ndim=1)
def convolve(x: Any, h: Any, **settings: Any) -> Any:
    """Call `numpy.convolve`."""
    import numpy as np

    return np.convolve(x, h, **settings)


@adapter("numpy", "numpy.correlate", settings=MODES, ndim=1)
def correlate(x: Any, h: Any, **settings: Any) -> Any:
    """Call `numpy.correlate`."""
    import numpy as np

    return np.correlate(x, h, **settings)


@adapter("numpy", "numpy.polymul", ndim=1, rejected=("shape",), note=TRIMS)
def polymul(x: Any, h: Any) -> Any:
    """Call `numpy.polymul`."""
    import numpy as np

    return np.polymul(x, h)


@adapter("numpy", "numpy.polynomial.polynomial.polymul", ndim=1, rejected=("shape",), note=TRIMS)
def polynomial_polymul(x: Any, h: Any) -> Any:
    """Call `numpy.polynomial.polynomial.polymul`."""
    import numpy.polynomial.polynomial

    return numpy.polynomial.polynomial.polymul(x, h)


@adapter("numpy", "numpy.correlate", form="numpy.correlate(x, y, mode='full')", ndim=1, probe="lag")
def lags(x: Any, y: Any) -> Any:
    """Call `numpy.correlate`."""
    import numpy as np

    return np.arange(1 - len(y), len(x)), np.correlate(x, y, mode="full")


@adapter("numpy", "numpy.gradient", settings=[{"axis": 0}, {"axis": 1}], probe="derivative")
def gradient(x: Any, **settings: Any) -> Any:
    """Call `numpy.gradient`."""
    import numpy as np

    return np.gradient(x, **settings)
