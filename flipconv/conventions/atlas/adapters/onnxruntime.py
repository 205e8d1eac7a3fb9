"""ONNX Runtime: the layers of the ONNX standard, as it runs them."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter

CONV = [
    {"auto_pad": "VALID"},
    {"auto_pad": "SAME_UPPER"},
    {"auto_pad": "SAME_LOWER"},
    {"auto_pad": "SAME_UPPER", "strides": [2, 2]},
    {"auto_pad": "SAME_LOWER", "strides": [2, 2]},
    {"dilations": [2, 1]},
    {"pads": [1, 0, 2, 1]},
]
STAMPS = [
    {},
    {"strides": [2, 2]},
    {"strides": [2, 2], "pads": [1, 1, 0, 0], "output_padding": [1, 0]},
]


@adapter(
    "onnxruntime",
    "onnxruntime.InferenceSession",
    settings=CONV,
    form="onnxruntime.InferenceSession(Conv{})",
    probe="layer",
    dtype="float32",
)
def conv(x: Any, w: Any, **settings: Any) -> Any:
    """Call `onnxruntime.InferenceSession`."""
    import onnx
    import onnxruntime

    node = onnx.helper.make_node("Conv", ["x", "w"], ["y"], **settings)
    values = [onnx.helper.make_tensor_value_info(name, 1, [None] * x.ndim) for name in "xwy"]
    graph = onnx.helper.make_graph([node], "layer", values[:2], values[2:])
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 21)], ir_version=10)
    feeds = {"x": x, "w": w}
    return onnxruntime.InferenceSession(model.SerializeToString()).run(None, feeds)[0]


@adapter(
    "onnxruntime",
    "onnxruntime.InferenceSession",
    settings=[{"group": 2}],
    form="onnxruntime.InferenceSession(Conv{})",
    probe="layer",
    dtype="float32",
    groups=2,
)
def conv_groups(x: Any, w: Any, **settings: Any) -> Any:
    """Call `onnxruntime.InferenceSession`."""
    import onnx
    import onnxruntime

    node = onnx.helper.make_node("Conv", ["x", "w"], ["y"], **settings)
    values = [onnx.helper.make_tensor_value_info(name, 1, [None] * x.ndim) for name in "xwy"]
    graph = onnx.helper.make_graph([node], "layer", values[:2], values[2:])
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 21)], ir_version=10)
    feeds = {"x": x, "w": w}
    return onnxruntime.InferenceSession(model.SerializeToString()).run(None, feeds)[0]


@adapter(
    "onnxruntime",
    "onnxruntime.InferenceSession",
    settings=STAMPS,
    form="onnxruntime.InferenceSession(ConvTranspose{})",
    probe="layer",
    dtype="float32",
)
def conv_transpose(x: Any, w: Any, **settings: Any) -> Any:
    """Call `onnxruntime.InferenceSession`."""
    import onnx
    import onnxruntime

    node = onnx.helper.make_node("ConvTranspose", ["x", "w"], ["y"], **settings)
    values = [onnx.helper.make_tensor_value_info(name, 1, [None] * x.ndim) for name in "xwy"]
    graph = onnx.helper.make_graph([node], "layer", values[:2], values[2:])
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 21)], ir_version=10)
    feeds = {"x": x, "w": w}
    return onnxruntime.InferenceSession(model.SerializeToString()).run(None, feeds)[0]
