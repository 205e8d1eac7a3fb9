"""MLX: a convolution of signal processing, and layers with channels last; on the processor."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter


@adapter("mlx", "mlx.core.convolve", settings=[{"mode": mode} for mode in ("full", "same", "valid")], ndim=1)
def convolve(x: Any, h: Any, **settings: Any) -> Any:
    """Call `mlx.core.convolve`."""
    import mlx.core
    import numpy as np

    return np.asarray(mlx.core.convolve(mlx.core.array(x), mlx.core.array(h), **settings))


@adapter("mlx", "mlx.core.conv1d", settings=[{}, {"stride": 2, "padding": 2}], ndim=1, probe="layer", dtype="float32")
def conv1d(x: Any, w: Any, **settings: Any) -> Any:
    """Call `mlx.core.conv1d`."""
    import mlx.core
    import numpy as np

    return np.asarray(mlx.core.conv1d(mlx.core.array(x), mlx.core.array(w), **settings))


@adapter(
    "mlx",
    "mlx.core.conv2d",
    settings=[{}, {"stride": 2, "padding": 1}, {"dilation": 2}],
    probe="layer",
    dtype="float32",
)
def conv2d(x: Any, w: Any, **settings: Any) -> Any:
    """Call `mlx.core.conv2d`."""
    import mlx.core
    import numpy as np

    return np.asarray(mlx.core.conv2d(mlx.core.array(x), mlx.core.array(w), **settings))


@adapter("mlx", "mlx.core.conv2d", settings=[{"groups": 2}], probe="layer", dtype="float32", groups=2)
def conv2d_groups(x: Any, w: Any, **settings: Any) -> Any:
    """Call `mlx.core.conv2d`."""
    import mlx.core
    import numpy as np

    return np.asarray(mlx.core.conv2d(mlx.core.array(x), mlx.core.array(w), **settings))


@adapter("mlx", "mlx.core.conv_general", settings=[{"flip": False}, {"flip": True}], probe="layer", dtype="float32")
def conv_general(x: Any, w: Any, **settings: Any) -> Any:
    """Call `mlx.core.conv_general`."""
    import mlx.core
    import numpy as np

    return np.asarray(mlx.core.conv_general(mlx.core.array(x), mlx.core.array(w), **settings))


@adapter("mlx", "mlx.core.conv_transpose1d", settings=[{"stride": 2}], ndim=1, probe="layer", dtype="float32")
def conv_transpose1d(x: Any, w: Any, **settings: Any) -> Any:
    """Call `mlx.core.conv_transpose1d`."""
    import mlx.core
    import numpy as np

    return np.asarray(mlx.core.conv_transpose1d(mlx.core.array(x), mlx.core.array(w), **settings))


@adapter("mlx", "mlx.core.conv_transpose2d", settings=[{}, {"stride": 2, "padding": 1}], probe="layer", dtype="float32")
def conv_transpose2d(x: Any, w: Any, **settings: Any) -> Any:
    """Call `mlx.core.conv_transpose2d`."""
    import mlx.core
    import numpy as np

    return np.asarray(mlx.core.conv_transpose2d(mlx.core.array(x), mlx.core.array(w), **settings))
