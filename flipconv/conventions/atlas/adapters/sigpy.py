"""SigPy: convolutions, and their adjoints in the signal and in the filter."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter


@adapter(
    "sigpy", "sigpy.convolve", settings=[{"mode": "full"}, {"mode": "valid"}, {"mode": "valid", "strides": (2, 2)}]
)
def convolve(x: Any, h: Any, **settings: Any) -> Any:
    """Call `sigpy.convolve`."""
    import sigpy

    return sigpy.convolve(x, h, **settings)


@adapter(
    "sigpy",
    "sigpy.convolve_data_adjoint",
    settings=[{"mode": "full"}, {"mode": "valid"}],
    form="sigpy.convolve_data_adjoint(x, h, data_shape{})",
)
def data_adjoint_full(x: Any, h: Any, mode: str) -> Any:
    """Call `sigpy.convolve_data_adjoint`."""
    import sigpy

    grown = 1 if mode == "valid" else -1
    shape = [n + grown * (m - 1) for n, m in zip(x.shape, h.shape, strict=True)]
    return sigpy.convolve_data_adjoint(x, h, shape, mode=mode)
