"""OpenVINO: the convolution operations of its models, on the CPU."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter

PLAIN: dict[str, Any] = {"strides": [1, 1], "pads_begin": [0, 0], "pads_end": [0, 0], "dilations": [1, 1]}
NOTE = "Compiled with INFERENCE_PRECISION_HINT f32: without it, processors that have bfloat16 round to its 8 bits."


@adapter(
    "openvino",
    "openvino.opset15.convolution",
    settings=[
        PLAIN,
        PLAIN | {"auto_pad": "same_upper"},
        PLAIN | {"auto_pad": "same_lower"},
        PLAIN | {"auto_pad": "same_upper", "strides": [2, 2]},
        PLAIN | {"auto_pad": "same_lower", "strides": [2, 2]},
        PLAIN | {"strides": [2, 2], "pads_begin": [1, 1]},
        PLAIN | {"dilations": [2, 2]},
    ],
    probe="layer",
    form="openvino.opset15.convolution(x, w{})",
    note=NOTE,
)
def convolution(x: Any, w: Any, **settings: Any) -> Any:
    """Build a model of the one operation, and run it."""
    import openvino
    import openvino.opset15

    signal = openvino.opset15.parameter(x.shape, x.dtype)
    node = openvino.opset15.convolution(signal, openvino.opset15.constant(w), **settings)
    model = openvino.Model([node], [signal])
    return openvino.compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})([x])[0]


@adapter(
    "openvino",
    "openvino.opset15.convolution_backprop_data",
    settings=[
        {"strides": [2, 2]},
        {"strides": [2, 2], "pads_begin": [1, 1], "pads_end": [1, 1]},
        {"strides": [2, 2], "pads_begin": [1, 1], "pads_end": [1, 1], "output_padding": [1, 1]},
    ],
    probe="layer",
    form="openvino.opset15.convolution_backprop_data(x, w{})",
    note=NOTE,
)
def convolution_backprop_data(x: Any, w: Any, **settings: Any) -> Any:
    """Build a model of the one transposed operation, and run it."""
    import openvino
    import openvino.opset15

    signal = openvino.opset15.parameter(x.shape, x.dtype)
    node = openvino.opset15.convolution_backprop_data(signal, openvino.opset15.constant(w), **settings)
    model = openvino.Model([node], [signal])
    return openvino.compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})([x])[0]
