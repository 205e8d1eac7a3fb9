"""dask-image: filters of arrays in chunks."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter

BORDERS = [{"mode": mode} for mode in ("reflect", "constant", "wrap")]


@adapter("dask-image", "dask_image.ndfilters.convolve", settings=BORDERS)
def convolve(x: Any, h: Any, **settings: Any) -> Any:
    """Call `dask_image.ndfilters.convolve`."""
    import dask.array
    import dask_image.ndfilters

    return dask_image.ndfilters.convolve(dask.array.from_array(x), h, **settings).compute(scheduler="synchronous")


@adapter("dask-image", "dask_image.ndfilters.correlate", settings=BORDERS)
def correlate(x: Any, h: Any, **settings: Any) -> Any:
    """Call `dask_image.ndfilters.correlate`."""
    import dask.array
    import dask_image.ndfilters

    return dask_image.ndfilters.correlate(dask.array.from_array(x), h, **settings).compute(scheduler="synchronous")
