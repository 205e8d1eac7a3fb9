"""Weights of layers between frameworks: checked recipes, there and back, and layers known by their convention alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from flipconv import layers
from flipconv.conventions import Convention
from flipconv.conventions.porting import CannotPort, port, port_dense
from flipconv.conventions.porting.executing import installed
from flipconv.conventions.porting.frameworks import FRAMEWORKS
from flipconv.conventions.porting.naming import written
from tests.conventions.needing import needs

RNG = np.random.default_rng(7)
TRANSPOSED = RNG.normal(size=(3, 5, 4, 2))  # torch: 3 inputs, 5 outputs, 4 x 2 taps


# what is said of each target was measured by others, and is written here without the library


@pytest.mark.slow
@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("keras.layers.Conv2DTranspose", TRANSPOSED.transpose(2, 3, 1, 0)),
        ("flax.linen.ConvTranspose", TRANSPOSED.transpose(2, 3, 0, 1)[::-1, ::-1]),
        ("flax.linen.ConvTranspose(transpose_kernel=True)", TRANSPOSED.transpose(2, 3, 1, 0)),
        ("equinox.nn.ConvTranspose2d", TRANSPOSED.swapaxes(0, 1)[:, :, ::-1, ::-1]),
        ("onnx.ConvTranspose", TRANSPOSED),
        ("flipconv.layers.transposed_convolution_layer", TRANSPOSED[:, :, ::-1, ::-1]),
    ],
)
def test_transposed_weights_go_where_the_checked_recipes_put_them(target, expected):
    ported = port(TRANSPOSED, source="torch.nn.ConvTranspose2d", target=target, stride=2)
    assert np.array_equal(ported.weights, expected)


def test_depthwise_weights_of_torch_and_of_keras_are_each_others_reshape():
    c, m = 5, 2
    w = RNG.normal(size=(c * m, 1, 2, 3))
    there = port(w, source="torch.nn.Conv2d", target="keras.layers.DepthwiseConv2D", groups=c)
    assert np.array_equal(there.weights, w.reshape(c, m, 2, 3).transpose(2, 3, 0, 1))
    assert there.arguments["depth_multiplier"] == m
    back = port(there.weights, source="keras.layers.DepthwiseConv2D", target="torch.nn.Conv2d")
    assert np.array_equal(back.weights, w)
    assert (back.arguments["groups"], back.arguments["in_channels"], back.arguments["out_channels"]) == (c, c, c * m)


@pytest.mark.slow
def test_grouped_transposed_weights_carry_their_groups_to_the_other_axis():
    g, i, o = 2, 3, 4
    w = RNG.normal(size=(g * i, o, 2, 3))
    ported = port(w, source="torch.nn.ConvTranspose2d", target="equinox.nn.ConvTranspose2d", groups=g, stride=2)
    expected = np.concatenate([block.swapaxes(0, 1) for block in np.split(w, g)])[:, :, ::-1, ::-1]
    assert ported.weights.shape == (g * o, i, 2, 3)
    assert np.array_equal(ported.weights, expected)


@needs("flax", "torch")
@pytest.mark.parametrize(("n", "rest"), [(6, ((0, 1), (0, 1))), (7, None)])
def test_same_with_a_stride_pads_by_the_length_of_the_signal(n, rest):
    w = RNG.normal(size=(3, 3, 2, 5))
    given: dict[str, Any] = {"source": "flax.linen.Conv", "target": "torch.nn.Conv2d", "stride": 2, "padding": "SAME"}
    ported = port(w, **given, input_shape=(n, n))
    assert ported.pads == rest
    assert ported.arguments["padding"] == ((0, 0) if rest else (1, 1))
    with pytest.raises(CannotPort, match="input_shape"):
        _ = port(w, **given)


@needs("torch")
def test_zeros_in_the_kernel_stand_for_a_padding_that_the_target_cannot_say():
    w, x = RNG.normal(size=(5, 3, 2, 3)), RNG.normal(size=(2, 3, 8, 9))
    given: dict[str, Any] = {"source": "flipconv.layers.correlation_layer", "stride": 2, "padding": [(0, 1), (3, 1)]}
    ported = port(w, target="torch.nn.functional.conv2d", embed=True, **given)
    assert ported.weights.shape == (5, 3, 3, 5)
    assert ported.pads is None
    expected = layers.correlation_layer(x, w, stride=2, padding=[(0, 1), (3, 1)])
    import torch

    got = torch.nn.functional.conv2d(torch.from_numpy(x), torch.from_numpy(ported.weights), **ported.arguments).numpy()
    # 18 products each of numbers near 1, in doubles
    assert np.abs(got - expected).max() < 1e-13


@needs("jax")
def test_a_declared_layout_is_read_and_passed_on():
    w = RNG.normal(size=(2, 3, 4, 6))
    given: dict[str, Any] = {"source": "jax.lax.conv_general_dilated", "target": "jax.lax.conv_general_dilated"}
    ported = port(w, **given, layout="HWIO", target_layout="IHWO", padding="VALID")
    assert np.array_equal(ported.weights, w.transpose(2, 0, 1, 3))
    assert ported.arguments["dimension_numbers"] == ("NCHW", "IHWO", "NCHW")


def test_complex_weights_are_conjugated_between_layers_of_which_one_conjugates():
    w = RNG.normal(size=(2, 3, 2, 4)) + 1j * RNG.normal(size=(2, 3, 2, 4))
    ported = port(w, source="flipconv.layers.correlation_layer", target="flipconv.layers.convolution_layer")
    assert np.array_equal(ported.weights, np.conj(w)[:, :, ::-1, ::-1])
    assert any("conjugated" in step for step in ported.steps)


def _names(transposed):
    for name, found in FRAMEWORKS.items():
        for one in found:
            if one.transposed == transposed and one.ndim in (None, 2) and not one.depthwise:
                yield (f"{name}(transpose_kernel=True)" if one.more else name), one


@pytest.mark.slow
@pytest.mark.parametrize("transposed", [False, True])
def test_every_layer_goes_to_every_other_and_back(transposed):
    """The certificate runs both; the round trip must give the very weights back."""
    table = dict(_names(transposed))
    run = 0
    for source, one in table.items():
        w = written(RNG.normal(size=(1, 4, 3, 2, 3)), one)
        for target, other in table.items():
            # pads of zero, which all can say
            ported = port(w, source=source, target=target, stride=2, padding=_nothing(one))
            back = port(ported.weights, source=target, target=source, stride=2, padding=_nothing(other))
            assert np.array_equal(back.weights, w), (source, target)
            run += ported.certificate.is_run
    assert run >= sum(installed(one.library) for one in table.values())


def _nothing(one):
    zero = [(0, 0), (0, 0)] if one.pads == "pairs alone" else 0
    if one.transposed and one.crops == "jax":
        # its numbers pad the spread signal: all of span - 1 is what crops nothing
        return [(1, 1), (2, 2)]
    return next((word for word, rule in one.rules.items() if rule in ("valid", "whole")), zero)


# layers that are known by their convention alone


def _said_layer(**given: Any) -> Convention:
    return Convention(**given)


def test_a_layer_by_its_convention_is_read_by_its_layout_and_flipped_per_axis():
    source = _said_layer(sign=(-1, 1), output="padded", pads=((1, 0), (2, 2)), stride=2, layout="NHWC,HWIO")
    w = RNG.normal(size=(2, 3, 4, 5))
    ported = port(w, source=source, target="onnx.Conv")
    assert np.array_equal(ported.weights, w[::-1].transpose(3, 2, 0, 1))
    assert ported.arguments["pads"] == [1, 2, 0, 2]
    assert ported.arguments["strides"] == (2, 2)
    assert ported.steps[0] == "flipped axis h"
    back = port(ported.weights, source="onnx.Conv", target=source, padding=[1, 2, 0, 2], stride=2)
    assert np.array_equal(back.weights, w)
    with pytest.raises(CannotPort, match=r"the padding of the source is .*, and that of the target"):
        _ = port(ported.weights, source="onnx.Conv", target=source, stride=2)
    with pytest.raises(CannotPort, match="said by the convention"):
        _ = port(w, source=source, target="onnx.Conv", stride=3)
    with pytest.raises(CannotPort, match="without a layout"):
        _ = port(w, source=_said_layer(sign=(1, 1)), target="onnx.Conv")


@pytest.mark.parametrize("groups", [1, 2])
def test_a_layer_that_is_a_function_is_identified(groups):
    """A transposed layer, stamped in reverse, whose groups stand in the axis of its outputs."""

    def theirs(x, w):
        w = np.flip(w, axis=(2, 3))
        return layers.transposed_correlation_layer(x, w, stride=2, padding=1, output_padding=1, groups=groups)

    w = RNG.normal(size=(6, 5, 4, 3))
    ported = port(w, source=theirs, target="onnx.ConvTranspose", layer=True, groups=groups)
    assert np.array_equal(ported.weights, w[:, :, ::-1, ::-1])
    assert ported.arguments["strides"] == (2, 2)
    assert ported.arguments["group"] == groups
    assert ported.arguments["pads"][:2] == [1, 1]
    assert "layer itself was not run" in ported.certificate.source


def test_a_transposed_layer_with_fewer_taps_than_its_stride_keeps_its_length():
    w = RNG.normal(size=(2, 2, 5, 3))
    ported = port(w, source="keras.layers.Conv2DTranspose", target="torch.nn.ConvTranspose2d", stride=3)
    assert ported.arguments["output_padding"] == (1, 1)
    same: dict[str, Any] = {"source": "keras.layers.Conv2DTranspose", "padding": "same", "stride": 2}
    kept = port(RNG.normal(size=(3, 4, 5, 3)), target="torch.nn.ConvTranspose2d", **same)
    # 3 and 4 taps on a stride of 2: one sample too many along the one axis, at its end, and two along the other
    assert kept.arguments["padding"] == (0, 1)
    assert kept.crops == ((0, 1), (0, 0))


# the dense layer


@pytest.mark.parametrize(
    ("source", "target"), [("torch.nn.Linear", "keras.layers.Dense"), ("flax.linen.Dense", "onnx.Gemm")]
)
def test_a_dense_layer_sees_each_entry_where_it_now_stands(source, target):
    shape = (2, 3, 4)
    w = RNG.normal(size=(5, 24) if source == "torch.nn.Linear" else (24, 5))
    ported = port_dense(w, shape=shape, source=source, target=target)
    x = RNG.normal(size=shape)
    first, last = x.ravel(), x.transpose(1, 2, 0).ravel()
    expected = w @ first if source == "torch.nn.Linear" else last @ w
    got = (last if target == "keras.layers.Dense" else first) @ ported.weights
    # 24 products of numbers near 1
    assert np.abs(got - expected).max() < 1e-13
