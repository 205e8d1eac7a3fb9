"""Weights in ONNX models: those of Conv and ConvTranspose nodes, with what their nodes say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import numpy as np

from flipconv.conventions.porting.certifying import Port, port_layer
from flipconv.conventions.porting.files import ported_arrays, write
from flipconv.conventions.porting.frameworks import Framework, framework
from flipconv.conventions.porting.layers import Settings
from flipconv.conventions.porting.results import CannotPort, Ported

OPERATORS = ("Conv", "ConvTranspose")


def port_model(
    given: Path, wanted: Path, *, source: str, target: str, names: str, settings: Mapping[str, Any]
) -> dict[str, Ported | None]:
    """
    Port the weights of an ONNX model; see `port_file`.

    Parameters
    ----------
    given, wanted : Path
        The model, and the file to write.
    source, target : str
        Layers. To ``.onnx``, the target is ``"onnx.Conv"`` or ``"onnx.ConvTranspose"``.
    names : str
        A pattern for the names of initialisers.
    settings : mapping
        ``input_shape`` and ``embed``; all else is said by the nodes.

    Returns
    -------
    dict of str to Ported or None
        For each initialiser what was done.

    Raises
    ------
    CannotPort
        If weights cannot be ported, or none were to be.
    """
    import onnx

    spare = set(settings) - {"input_shape", "embed", "target_layout", "layout"}
    if spare:
        raise CannotPort(f"{', '.join(sorted(spare))}: the nodes of the model say that themselves")
    model = onnx.load(given)
    stored = {one.name: one for one in model.graph.initializer}
    arrays = {name: onnx.numpy_helper.to_array(one) for name, one in stored.items()}
    done: dict[str, Ported | None] = dict.fromkeys(arrays)
    for node in _nodes(model.graph, arrays, names, target):
        done[node.input[1]] = _moved(node, arrays, source, target, wanted, settings)
    results = ported_arrays(arrays, done, given, names)
    if wanted.suffix != ".onnx":
        write(wanted, results, None)
        return done
    for name, ported in done.items():
        if ported is not None:
            stored[name].CopyFrom(onnx.numpy_helper.from_array(ported.weights, name))
    part = wanted.with_name(f".{wanted.stem}.part.onnx")
    try:
        onnx.save(model, part)
        _ = part.replace(wanted)
    finally:
        part.unlink(missing_ok=True)
    return done


def _nodes(graph: Any, arrays: Mapping[str, np.ndarray], names: str, target: str) -> Iterator[Any]:
    """Yield the nodes whose weights are to be ported, and refuse weights that two nodes share in different ways."""
    operator = "ConvTranspose" if framework_of(target, None).transposed else "Conv"
    seen: dict[str, Any] = {}
    for node in graph.node:
        if node.op_type != operator or not fnmatchcase(node.input[1], names):
            continue
        name = node.input[1]
        if name not in arrays:
            raise CannotPort(f"the weights {name} of node {node.name or node.output[0]} are computed, not stored")
        if name in seen and _attributes(seen[name]) != _attributes(node):
            raise CannotPort(f"the weights {name} are shared by nodes with different attributes")
        if name not in seen:
            seen[name] = node
            yield node


def framework_of(text: str, array: np.ndarray | None) -> Framework:
    """Return a layer by its name, for weights where there are any."""
    if array is None:
        # its name alone decides whether it is transposed
        for d in (2, 1, 3):
            try:
                return framework(text, "target", d, None)
            except CannotPort as refusal:
                last = refusal
        raise last
    return framework(text, "target", array.ndim - 2, None)


def _moved(
    node: Any, arrays: Mapping[str, np.ndarray], source: str, target: str, wanted: Path, settings: Mapping[str, Any]
) -> Ported:
    """Port the weights of one node, with its attributes."""
    array = arrays[node.input[1]]
    bias = arrays.get(node.input[2]) if len(node.input) > 2 else None
    own = framework(f"onnx.{node.op_type}", "source", array.ndim - 2, settings.get("layout"))
    mine = own
    if wanted.suffix == ".onnx":
        if not target.startswith("onnx."):
            raise CannotPort(
                f"target is {target!r}; nodes of a model at {wanted} take onnx.Conv and onnx.ConvTranspose"
            )
        stored = framework(source, "source", array.ndim - 2, None)
        # the node is as it is; the weights alone are stored in another way
        mine = replace(own, name=f"weights as in {source}", layout=stored.layout, flips=stored.flips)
    elif source not in ("onnx.Conv", "onnx.ConvTranspose"):
        raise CannotPort(
            f"source is {source!r}; the weights of an .onnx model are those of onnx.Conv or onnx.ConvTranspose"
        )
    theirs = framework(target, "target", array.ndim - 2, settings.get("target_layout"))
    given = _settings(_attributes(node), settings)
    try:
        return port_layer(array, bias, Port(mine, theirs, given, bool(settings.get("embed"))))
    except CannotPort as refusal:
        raise CannotPort(f"{node.input[1]}: {refusal.reason}") from refusal


def _attributes(node: Any) -> dict[str, Any]:
    import onnx

    found = {one.name: onnx.helper.get_attribute_value(one) for one in node.attribute}
    return {name: value.decode() if isinstance(value, bytes) else value for name, value in found.items()}


def _settings(said: Mapping[str, Any], settings: Mapping[str, Any]) -> Settings:
    """Return what a node says as settings of a layer."""
    if "output_shape" in said:
        raise CannotPort("the node gives output_shape, from which its pads would have to be computed: give pads")
    automatic = said.get("auto_pad", "NOTSET")
    return Settings(
        stride=said.get("strides", 1),
        padding=said.get("pads", None) if automatic == "NOTSET" else automatic,
        dilation=said.get("dilations", 1),
        groups=said.get("group", 1),
        output_padding=said.get("output_padding", 0),
        input_shape=settings.get("input_shape"),
    )
