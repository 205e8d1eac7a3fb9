"""Autograd: SciPy's convolution with derivatives, in its own code."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter


@adapter("autograd", "autograd.scipy.signal.convolve", settings=[{"mode": "full"}, {"mode": "valid"}])
def convolve(x: Any, h: Any, **settings: Any) -> Any:
    """Call `autograd.scipy.signal.convolve`."""
    import autograd.scipy.signal

    return autograd.scipy.signal.convolve(x, h, **settings)
