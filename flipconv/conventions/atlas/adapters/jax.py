"""JAX: NumPy's and SciPy's calls once more, and the layers of jax.lax, in float64, which is off by default."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter

MODES = ({"mode": "full"}, {"mode": "same"}, {"mode": "valid"})
X64 = "Measured with jax_enable_x64 on, as float32 is JAX's default."


@adapter("jax", "jax.numpy.convolve", settings=MODES, ndim=1, note=X64)
def convolve(x: Any, h: Any, **settings: Any) -> Any:
    """Call NumPy's convolution as JAX has it."""
    import jax

    jax.config.update("jax_enable_x64", True)
    return jax.numpy.convolve(x, h, **settings)


@adapter("jax", "jax.numpy.correlate", settings=MODES, ndim=1, note=X64)
def correlate(x: Any, h: Any, **settings: Any) -> Any:
    """Call NumPy's correlation as JAX has it."""
    import jax

    jax.config.update("jax_enable_x64", True)
    return jax.numpy.correlate(x, h, **settings)


@adapter("jax", "jax.scipy.signal.convolve", settings=MODES, note=X64)
def scipy_convolve(x: Any, h: Any, **settings: Any) -> Any:
    """Call SciPy's convolution as JAX has it."""
    import jax
    import jax.scipy.signal

    jax.config.update("jax_enable_x64", True)
    return jax.scipy.signal.convolve(x, h, **settings)


@adapter("jax", "jax.scipy.signal.convolve2d", settings=MODES, note=X64)
def scipy_convolve2d(x: Any, h: Any, **settings: Any) -> Any:
    """Call SciPy's convolution of images as JAX has it."""
    import jax
    import jax.scipy.signal

    jax.config.update("jax_enable_x64", True)
    return jax.scipy.signal.convolve2d(x, h, **settings)


@adapter("jax", "jax.scipy.signal.fftconvolve", settings=MODES, note=X64)
def scipy_fftconvolve(x: Any, h: Any, **settings: Any) -> Any:
    """Call SciPy's convolution by Fourier transforms as JAX has it."""
    import jax
    import jax.scipy.signal

    jax.config.update("jax_enable_x64", True)
    return jax.scipy.signal.fftconvolve(x, h, **settings)


@adapter("jax", "jax.scipy.signal.correlate", settings=MODES, note=X64)
def scipy_correlate(x: Any, h: Any, **settings: Any) -> Any:
    """Call SciPy's correlation as JAX has it."""
    import jax
    import jax.scipy.signal

    jax.config.update("jax_enable_x64", True)
    return jax.scipy.signal.correlate(x, h, **settings)


@adapter(
    "jax",
    "jax.scipy.signal.correlate2d",
    settings=MODES,
    note=f"Mode 'same' has another anchor for even kernels than jax.scipy.signal.correlate, as in SciPy. {X64}",
)
def scipy_correlate2d(x: Any, h: Any, **settings: Any) -> Any:
    """Call SciPy's correlation of images as JAX has it."""
    import jax
    import jax.scipy.signal

    jax.config.update("jax_enable_x64", True)
    return jax.scipy.signal.correlate2d(x, h, **settings)


@adapter(
    "jax",
    "jax.lax.conv",
    settings=[
        {"window_strides": (1, 1), "padding": "SAME"},
        {"window_strides": (1, 1), "padding": "VALID"},
        {"window_strides": (2, 2), "padding": "SAME"},
        {"window_strides": (2, 2), "padding": "SAME_LOWER"},
    ],
    probe="layer",
    note=X64,
)
def lax_conv(x: Any, w: Any, **settings: Any) -> Any:
    """Call the layer."""
    import jax

    jax.config.update("jax_enable_x64", True)
    return jax.lax.conv(x, w, **settings)


@adapter(
    "jax",
    "jax.lax.conv_general_dilated",
    settings=[
        {"window_strides": (1, 1), "padding": "SAME", "rhs_dilation": (2, 2)},
        {"window_strides": (1, 1), "padding": "VALID", "rhs_dilation": (2, 2)},
        {"window_strides": (2, 2), "padding": ((1, 1), (1, 1))},
        {"window_strides": (1, 1), "padding": "SAME", "dimension_numbers": ("NHWC", "HWIO", "NHWC")},
    ],
    probe="layer",
    note=X64,
)
def lax_conv_general_dilated(x: Any, w: Any, **settings: Any) -> Any:
    """Call the layer with all that it can be asked for."""
    import jax

    jax.config.update("jax_enable_x64", True)
    return jax.lax.conv_general_dilated(x, w, **settings)


@adapter(
    "jax",
    "jax.lax.conv_general_dilated",
    settings=[{"window_strides": (1, 1), "padding": "VALID", "feature_group_count": 2}],
    probe="layer",
    groups=2,
    note=X64,
)
def lax_conv_groups(x: Any, w: Any, **settings: Any) -> Any:
    """Call the layer with its channels in groups."""
    import jax

    jax.config.update("jax_enable_x64", True)
    return jax.lax.conv_general_dilated(x, w, **settings)


@adapter(
    "jax",
    "jax.lax.conv_general_dilated",
    probe="layer",
    groups="channels",
    form="jax.lax.conv_general_dilated(x, w, (1, 1), 'VALID', feature_group_count=x.shape[1])",
    note=f"Depthwise: the outputs of one input channel stand together. {X64}",
)
def lax_conv_depthwise(x: Any, w: Any) -> Any:
    """Call the layer with each channel a group of its own."""
    import jax

    jax.config.update("jax_enable_x64", True)
    return jax.lax.conv_general_dilated(x, w, (1, 1), "VALID", feature_group_count=x.shape[1])


@adapter(
    "jax",
    "jax.lax.conv_transpose",
    settings=[
        {"strides": strides, "padding": padding, "transpose_kernel": transposed}
        for transposed in (False, True)
        for padding in ("SAME", "VALID")
        for strides in ((1, 1), (2, 2))
    ],
    probe="layer",
    note="transpose_kernel=True swaps the channel axes of the weights and stamps them as stored, as Keras does; the "
    f"default stamps them in reverse. {X64}",
)
def lax_conv_transpose(x: Any, w: Any, **settings: Any) -> Any:
    """Call the transposed layer."""
    import jax

    jax.config.update("jax_enable_x64", True)
    return jax.lax.conv_transpose(x, w, **settings)


@adapter("jax", "jax.numpy.correlate", form="jax.numpy.correlate(x, y, mode='full')", ndim=1, probe="lag", note=X64)
def lags(x: Any, y: Any) -> Any:
    """Correlate two signals; the lags are those of NumPy, from one minus the length of the second."""
    import jax

    jax.config.update("jax_enable_x64", True)
    return jax.numpy.arange(1 - len(y), len(x)), jax.numpy.correlate(x, y, mode="full")


@adapter("jax", "jax.numpy.gradient", settings=[{"axis": 0}, {"axis": 1}], probe="derivative", note=X64)
def gradient(x: Any, **settings: Any) -> Any:
    """Take differences along one axis."""
    import jax

    jax.config.update("jax_enable_x64", True)
    return jax.numpy.gradient(x, **settings)
