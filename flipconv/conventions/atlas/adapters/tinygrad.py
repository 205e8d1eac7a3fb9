"""tinygrad: its convolution layers, on the device that is interpreted in Python."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter


@adapter(
    "tinygrad",
    "tinygrad.Tensor.conv2d",
    settings=[{}, {"padding": 1, "stride": 2}],
    probe="layer",
    sizes=(2, 3),
    form="tinygrad.Tensor.conv2d(x, w{})",
    note="Measured on the device PYTHON, which needs no compiler, is interpreted, and takes half a minute.",
)
def conv2d(x: Any, w: Any, **settings: Any) -> Any:
    """Call the layer."""
    import tinygrad

    signal, weights = (tinygrad.Tensor(array, device="PYTHON") for array in (x, w))
    return tinygrad.Tensor.conv2d(signal, weights, **settings).numpy()
