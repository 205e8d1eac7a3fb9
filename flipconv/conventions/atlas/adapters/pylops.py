"""PyLops: convolutions as linear operators, with their adjoints."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter


@adapter(
    "pylops",
    "pylops.signalprocessing.Convolve1D",
    settings=[{}, {"offset": 1}],
    form="pylops.signalprocessing.Convolve1D(len(x), h{}) @ x",
    ndim=1,
)
def convolve1d(x: Any, h: Any, **settings: Any) -> Any:
    """Call `pylops.signalprocessing.Convolve1D`."""
    import pylops

    return pylops.signalprocessing.Convolve1D(len(x), h, **settings) @ x


@adapter(
    "pylops",
    "pylops.signalprocessing.Convolve1D",
    settings=[{}, {"offset": 1}],
    form="pylops.signalprocessing.Convolve1D(len(x), h{}).H @ x",
    ndim=1,
)
def convolve1d_adjoint(x: Any, h: Any, **settings: Any) -> Any:
    """Call `pylops.signalprocessing.Convolve1D`."""
    import pylops

    return pylops.signalprocessing.Convolve1D(len(x), h, **settings).H @ x


@adapter(
    "pylops",
    "pylops.signalprocessing.Convolve2D",
    settings=[{"offset": (0, 1)}],
    form="pylops.signalprocessing.Convolve2D(x.shape, h{}) @ x.ravel()",
)
def convolve2d(x: Any, h: Any, **settings: Any) -> Any:
    """Call `pylops.signalprocessing.Convolve2D`."""
    import pylops

    return (pylops.signalprocessing.Convolve2D(x.shape, h, **settings) @ x.ravel()).reshape(x.shape)


@adapter(
    "pylops",
    "pylops.signalprocessing.Convolve2D",
    settings=[{"offset": (0, 1)}],
    form="pylops.signalprocessing.Convolve2D(x.shape, h{}).H @ x.ravel()",
)
def convolve2d_adjoint(x: Any, h: Any, **settings: Any) -> Any:
    """Call `pylops.signalprocessing.Convolve2D`."""
    import pylops

    return (pylops.signalprocessing.Convolve2D(x.shape, h, **settings).H @ x.ravel()).reshape(x.shape)
