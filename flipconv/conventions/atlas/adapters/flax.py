"""Flax: the layers of linen and nnx, on JAX."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter

X64 = "Measured with jax_enable_x64 on, as float32 is JAX's default."
STAMPS = (
    "The default stamps the kernel in reverse; transpose_kernel=True stamps it as stored and swaps its channel axes."
)
CONV = "flax.linen.Conv(w.shape[-1], w.shape[:-2], use_bias=False{}).apply({'params': {'kernel': w}}, x)"
TRANSPOSED = "flax.linen.ConvTranspose(w.shape[-1], w.shape[:-2], use_bias=False{}).apply({'params': {'kernel': w}}, x)"


@adapter(
    "flax",
    "flax.linen.Conv",
    settings=[
        {"padding": "SAME"},
        {"padding": "VALID"},
        {"padding": "CIRCULAR"},
        {"padding": "REFLECT"},
        {"padding": "SAME", "strides": 2},
        {"padding": "SAME", "kernel_dilation": 2},
    ],
    probe="layer",
    form=CONV,
    note=X64,
)
def linen_conv(x: Any, w: Any, **settings: Any) -> Any:
    """Call the layer."""
    import flax.linen
    import jax

    jax.config.update("jax_enable_x64", True)
    layer = flax.linen.Conv(w.shape[-1], w.shape[:-2], use_bias=False, **settings)
    return layer.apply({"params": {"kernel": w}}, x)


@adapter(
    "flax",
    "flax.linen.Conv",
    settings=[{"padding": "CAUSAL"}],
    ndim=1,
    probe="layer",
    form=CONV,
    note=f"One dimension alone: the last tap meets the sample. {X64}",
)
def linen_conv_causal(x: Any, w: Any, **settings: Any) -> Any:
    """Call the layer that sees no later sample."""
    import flax.linen
    import jax

    jax.config.update("jax_enable_x64", True)
    layer = flax.linen.Conv(w.shape[-1], w.shape[:-2], use_bias=False, **settings)
    return layer.apply({"params": {"kernel": w}}, x)


@adapter(
    "flax",
    "flax.linen.Conv",
    settings=[{"padding": "SAME", "feature_group_count": 2}],
    probe="layer",
    groups=2,
    form=CONV,
    note=X64,
)
def linen_conv_groups(x: Any, w: Any, **settings: Any) -> Any:
    """Call the layer with its channels in groups."""
    import flax.linen
    import jax

    jax.config.update("jax_enable_x64", True)
    layer = flax.linen.Conv(w.shape[-1], w.shape[:-2], use_bias=False, **settings)
    return layer.apply({"params": {"kernel": w}}, x)


@adapter(
    "flax",
    "flax.linen.ConvTranspose",
    settings=[{"strides": (2, 2), "padding": padding} for padding in ("SAME", "VALID", "CIRCULAR")],
    probe="layer",
    form=TRANSPOSED,
    note=f"{STAMPS} {X64}",
)
def linen_conv_transpose(x: Any, w: Any, **settings: Any) -> Any:
    """Call the transposed layer."""
    import flax.linen
    import jax

    jax.config.update("jax_enable_x64", True)
    layer = flax.linen.ConvTranspose(w.shape[-1], w.shape[:-2], use_bias=False, **settings)
    return layer.apply({"params": {"kernel": w}}, x)


@adapter(
    "flax",
    "flax.linen.ConvTranspose",
    settings=[
        {"strides": (2, 2), "padding": padding, "transpose_kernel": True} for padding in ("SAME", "VALID", "CIRCULAR")
    ],
    probe="layer",
    form=TRANSPOSED.replace("w.shape[-1]", "w.shape[-2]"),
    note=f"{STAMPS} {X64}",
)
def linen_conv_transpose_kernel(x: Any, w: Any, **settings: Any) -> Any:
    """Call the transposed layer whose weights are those of the layer it is the transposed of."""
    import flax.linen
    import jax

    jax.config.update("jax_enable_x64", True)
    layer = flax.linen.ConvTranspose(w.shape[-2], w.shape[:-2], use_bias=False, **settings)
    return layer.apply({"params": {"kernel": w}}, x)


@adapter(
    "flax",
    "flax.nnx.Conv",
    settings=[{"padding": "SAME"}, {"padding": "VALID"}, {"padding": "CIRCULAR"}],
    probe="layer",
    form="flax.nnx.Conv(w.shape[-2], w.shape[-1], w.shape[:-2], use_bias=False, rngs=rngs{})(x)",
    note=X64,
)
def nnx_conv(x: Any, w: Any, **settings: Any) -> Any:
    """Call the layer of nnx, which gets its weights in place of random ones."""
    import flax.nnx
    import jax

    jax.config.update("jax_enable_x64", True)
    given = {"kernel_init": lambda *_: jax.numpy.asarray(w), "rngs": flax.nnx.Rngs(0)}
    layer = flax.nnx.Conv(w.shape[-2], w.shape[-1], w.shape[:-2], use_bias=False, **given, **settings)
    return layer(x)


@adapter(
    "flax",
    "flax.nnx.ConvTranspose",
    settings=[{"strides": (2, 2), "padding": padding} for padding in ("SAME", "VALID")],
    probe="layer",
    form="flax.nnx.ConvTranspose(w.shape[-2], w.shape[-1], w.shape[:-2], use_bias=False, rngs=rngs{})(x)",
    note=f"{STAMPS} {X64}",
)
def nnx_conv_transpose(x: Any, w: Any, **settings: Any) -> Any:
    """Call the transposed layer of nnx."""
    import flax.nnx
    import jax

    jax.config.update("jax_enable_x64", True)
    given = {"kernel_init": lambda *_: jax.numpy.asarray(w), "rngs": flax.nnx.Rngs(0)}
    layer = flax.nnx.ConvTranspose(w.shape[-2], w.shape[-1], w.shape[:-2], use_bias=False, **given, **settings)
    return layer(x)


@adapter(
    "flax",
    "flax.nnx.ConvTranspose",
    settings=[{"strides": (2, 2), "padding": "SAME", "transpose_kernel": True}],
    probe="layer",
    form="flax.nnx.ConvTranspose(w.shape[-1], w.shape[-2], w.shape[:-2], use_bias=False, rngs=rngs{})(x)",
    note=f"{STAMPS} {X64}",
)
def nnx_conv_transpose_kernel(x: Any, w: Any, **settings: Any) -> Any:
    """Call the transposed layer of nnx whose weights are those of the layer it is the transposed of."""
    import flax.nnx
    import jax

    jax.config.update("jax_enable_x64", True)
    given = {"kernel_init": lambda *_: jax.numpy.asarray(w), "rngs": flax.nnx.Rngs(0)}
    layer = flax.nnx.ConvTranspose(w.shape[-1], w.shape[-2], w.shape[:-2], use_bias=False, **given, **settings)
    return layer(x)
