"""Equinox: convolution layers on JAX, one signal at a time."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter

X64 = "Measured with jax_enable_x64 on, as float32 is JAX's default."


@adapter(
    "equinox",
    "equinox.nn.Conv2d",
    settings=[
        {"padding": 0},
        {"padding": "SAME"},
        {"padding": "SAME_LOWER"},
        {"padding": "SAME", "stride": 2},
        {"padding": "SAME", "padding_mode": "REFLECT"},
        {"padding": "SAME", "padding_mode": "REPLICATE"},
        {"padding": "SAME", "padding_mode": "CIRCULAR"},
    ],
    probe="layer",
    form="equinox.nn.Conv2d(w.shape[1], w.shape[0], w.shape[2:], use_bias=False, key=key{})(x)",
    note=f"The layer takes one signal; jax.vmap adds the axis N. {X64}",
)
def conv2d(x: Any, w: Any, **settings: Any) -> Any:
    """Call the layer, its random weights replaced."""
    import equinox
    import jax

    jax.config.update("jax_enable_x64", True)
    sizes = w.shape[1], w.shape[0], w.shape[2:]
    empty = equinox.filter_eval_shape(equinox.nn.Conv2d, *sizes, use_bias=False, key=jax.random.key(0), **settings)
    layer = equinox.tree_at(lambda one: one.weight, empty, jax.numpy.asarray(w))
    return jax.vmap(layer)(x)


@adapter(
    "equinox",
    "equinox.nn.ConvTranspose2d",
    settings=[{"stride": 1}, {"stride": 2}, {"stride": 2, "padding": 1}, {"stride": 2, "padding": "SAME"}],
    probe="layer",
    form="equinox.nn.ConvTranspose2d(w.shape[1], w.shape[0], w.shape[2:], use_bias=False, key=key{})(x)",
    note=f"Stamps the kernel in reverse, with the output channels first in the weights. {X64}",
)
def conv_transpose2d(x: Any, w: Any, **settings: Any) -> Any:
    """Call the transposed layer, its random weights replaced."""
    import equinox
    import jax

    jax.config.update("jax_enable_x64", True)
    sizes = w.shape[1], w.shape[0], w.shape[2:]
    empty = equinox.filter_eval_shape(
        equinox.nn.ConvTranspose2d, *sizes, use_bias=False, key=jax.random.key(0), **settings
    )
    layer = equinox.tree_at(lambda one: one.weight, empty, jax.numpy.asarray(w))
    return jax.vmap(layer)(x)
