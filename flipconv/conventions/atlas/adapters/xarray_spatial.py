"""xarray-spatial: its convolution of rasters, which is a correlation."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter


@adapter(
    "xarray-spatial",
    "xrspatial.convolution.convolve_2d",
    sizes=(3, 5),
    note="Computes in float32, and answers NaN where the window leaves the raster. Kernels of an even size are not "
    "refused, and read beyond their own end: pass odd ones.",
)
def convolve_2d(x: Any, h: Any) -> Any:
    """Filter a raster."""
    import xrspatial.convolution

    return xrspatial.convolution.convolve_2d(x, h)
