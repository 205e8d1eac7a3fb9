"""Runs of layers: each framework's own, where it is installed, else the library's layers as their model."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from flipconv.conventions.porting.frameworks import as_run
from flipconv.conventions.porting.layers import Layer, Settings, Spelled, layer_of
from flipconv.conventions.porting.naming import read, written
from flipconv.layers import correlation_layer, transposed_correlation_layer

# what a framework needs besides its own package
NEEDS = {"onnx": ("onnx", "onnxruntime"), "flax": ("flax", "jax"), "equinox": ("equinox", "jax")}
FLOATS = {"torch": "float64", "flipconv": "float64"}


def installed(library: str) -> bool:
    """Return whether a framework can be run here."""
    return library in RUNS and all(importlib.util.find_spec(name) for name in NEEDS.get(library, (library,)))


def side(one: Spelled) -> str:
    """Return what stands for a layer in a certificate."""
    library = one.one.library
    if not installed(library):
        documented = f"; conventions as documented: {one.one.documented}" if one.one.documented else ""
        return f"model of {one.one.name}: flipconv.layers, the layer itself was not run{documented}"
    versions = [f"{name} {importlib.metadata.version(name)}" for name in NEEDS.get(library, (library,))]
    return f"{one.one.name}, {', '.join(versions)}, run"


def dtype(one: Spelled) -> np.dtype:
    """Return the dtype that a layer computes in here."""
    known = FLOATS.get(one.one.library, "float32") if installed(one.one.library) else "float64"
    return np.dtype(known) if not np.iscomplexobj(one.weights) else np.result_type(known, np.complex64)


def run(one: Spelled, x: np.ndarray) -> np.ndarray:
    """
    Return what a layer makes of a signal, all that is left to do around the call included.

    Parameters
    ----------
    one : Spelled
        The layer.
    x : numpy.ndarray, shape (N, C, *spatial)
        The signal.

    Returns
    -------
    numpy.ndarray, shape (N, O, *outputs)
        What it returns, with channels first.
    """
    transposed = one.one.transposed
    if one.rest and not transposed:
        x = np.pad(x, [(0, 0), (0, 0), *one.rest])
    if installed(one.one.library):
        kind = dtype(one)
        given = np.moveaxis(x, 1, -1) if one.one.channels == "last" else x
        own = as_run(one.one)
        w = one.weights if own.layout == one.one.layout else written(read(one.weights, one.one, one.groups), own)
        y = RUNS[one.one.library](one, given.astype(kind), w.astype(kind), _as(one.bias, kind))
        y = np.moveaxis(y, -1, 1) if one.one.channels == "last" else y
    else:
        y = modelled(reread(one, x.shape[2:]), x)
    if one.rest and transposed:
        kept = [slice(a, n - b) for n, (a, b) in zip(y.shape[2:], one.rest, strict=True)]
        y = y[(slice(None), slice(None), *kept)]
    return y


def reread(one: Spelled, samples: tuple[int, ...]) -> Layer:
    """Return what a layer does, from its own words alone."""
    names = one.one.names
    given = Settings(
        stride=one.arguments.get(names.get("stride", ""), 1),
        padding=one.padding,
        dilation=one.arguments.get(names.get("dilation", ""), 1),
        groups=one.groups,
        output_padding=one.output_padding,
        input_shape=samples,
    )
    return layer_of(one.weights, one.bias, one.one, given)


def modelled(layer: Layer, x: np.ndarray) -> np.ndarray:
    """Return what a layer makes of a signal, by the library's own layers."""
    g, o, i, *taps = layer.weights.shape
    steps = layer.steps
    b = layer.bias
    if not layer.transposed:
        w = layer.weights.reshape(g * o, i, *taps)
        w = np.conj(w) if np.iscomplexobj(w) else w
        return correlation_layer(x, w, b, stride=steps.stride, padding=layer.edges, dilation=steps.dilation, groups=g)
    w = np.swapaxes(layer.weights, 1, 2).reshape(g * i, o, *taps)
    y = transposed_correlation_layer(x, w, stride=steps.stride, dilation=steps.dilation, groups=g)
    y = np.pad(y, [(0, 0), (0, 0), *((max(-a, 0), max(-c, 0)) for a, c in layer.edges)])
    kept = [slice(max(a, 0), n - max(c, 0)) for n, (a, c) in zip(y.shape[2:], layer.edges, strict=True)]
    y = y[(slice(None), slice(None), *kept)]
    return y if b is None else y + b.reshape(-1, *(1 for _ in taps))


def _as(bias: np.ndarray | None, kind: np.dtype) -> np.ndarray | None:
    return None if bias is None else bias.astype(kind)


def _torch(one: Spelled, x: np.ndarray, w: np.ndarray, b: np.ndarray | None) -> np.ndarray:
    import torch

    signal, kernel = torch.from_numpy(np.array(x)), torch.from_numpy(np.array(w))
    shift = None if b is None else torch.from_numpy(b)
    name = one.one.name.rsplit(".", maxsplit=1)[1]
    if ".functional." in one.one.name:
        return getattr(torch.nn.functional, name)(signal, kernel, shift, **one.arguments).numpy()
    layer = getattr(torch.nn, name)(**one.arguments, dtype=kernel.dtype)
    with torch.no_grad():
        _ = layer.weight.copy_(kernel)
        if shift is not None:
            _ = layer.bias.copy_(shift)
        return layer(signal).numpy()


def _jax(one: Spelled, x: np.ndarray, w: np.ndarray, b: np.ndarray | None) -> np.ndarray:
    import jax

    call: Callable[..., Any] = getattr(jax.lax, one.one.name.rsplit(".", maxsplit=1)[1])
    y = np.asarray(call(x, w, **one.arguments, precision="highest"))
    if b is None:
        return y
    return y + (b if one.one.channels == "last" else b.reshape(-1, *(1 for _ in range(x.ndim - 2))))


def _flax(one: Spelled, x: np.ndarray, w: np.ndarray, b: np.ndarray | None) -> np.ndarray:
    import flax.linen

    layer = getattr(flax.linen, one.one.name.rsplit(".", maxsplit=1)[1])(**one.arguments, precision="highest")
    return np.asarray(layer.apply({"params": {"kernel": w} | ({} if b is None else {"bias": b})}, x))


def _equinox(one: Spelled, x: np.ndarray, w: np.ndarray, b: np.ndarray | None) -> np.ndarray:
    import equinox
    import jax

    kind = getattr(equinox.nn, one.one.name.rsplit(".", maxsplit=1)[1])
    layer = kind(**one.arguments, key=jax.random.PRNGKey(0))
    layer = equinox.tree_at(lambda it: it.weight, layer, jax.numpy.asarray(w))
    if b is not None:
        layer = equinox.tree_at(lambda it: it.bias, layer, jax.numpy.asarray(b))
    with jax.default_matmul_precision("highest"):
        return np.asarray(jax.vmap(layer)(x))


def _onnx(one: Spelled, x: np.ndarray, w: np.ndarray, b: np.ndarray | None) -> np.ndarray:
    import onnx
    import onnxruntime

    arrays = {"w": w} if b is None else {"w": w, "b": b}
    node = onnx.helper.make_node(one.one.name.split(".")[1], ["x", *arrays], ["y"], **one.arguments)
    kind = onnx.helper.np_dtype_to_tensor_dtype(x.dtype)
    ends = [onnx.helper.make_tensor_value_info(name, kind, shape) for name, shape in (("x", x.shape), ("y", None))]
    stored = [onnx.numpy_helper.from_array(np.ascontiguousarray(array), name) for name, array in arrays.items()]
    graph = onnx.helper.make_graph([node], "layer", ends[:1], ends[1:], stored)
    # an opset that every runtime of the last years knows
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 13)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, {"x": np.ascontiguousarray(x)})[0])


def _mlx(one: Spelled, x: np.ndarray, w: np.ndarray, b: np.ndarray | None) -> np.ndarray:
    import mlx.core

    # it takes a number for one axis, and refuses a tuple of one
    single = {name: value[0] if value == tuple(value[:1]) else value for name, value in _tuples(one.arguments).items()}
    call = getattr(mlx.core, one.one.name.rsplit(".", maxsplit=1)[1])
    y = call(mlx.core.array(np.ascontiguousarray(x)), mlx.core.array(w), **single)
    return np.array(y) if b is None else np.array(y) + b


def _tuples(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {name: (value,) if isinstance(value, int) else value for name, value in arguments.items()}


def _own(one: Spelled, x: np.ndarray, w: np.ndarray, b: np.ndarray | None) -> np.ndarray:
    import flipconv.layers

    return getattr(flipconv.layers, one.one.name.rsplit(".", maxsplit=1)[1])(x, w, b, **one.arguments)


RUNS: dict[str, Callable[..., np.ndarray]] = {
    "torch": _torch,
    "jax": _jax,
    "flax": _flax,
    "equinox": _equinox,
    "onnx": _onnx,
    "mlx": _mlx,
    "flipconv": _own,
}
