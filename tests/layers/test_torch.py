"""Both layers, their gradients and their transposes, beside PyTorch's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from flipconv.layers import (
    compose_kernels,
    convolution_layer,
    convolution_layer_gradients,
    correlation_layer,
    correlation_layer_gradients,
    transposed_correlation_layer,
)
from tests.layers.drawing import Drawn, drawn
from tests.layers.test_stacks import stack

torch = pytest.importorskip("torch", reason="PyTorch is not installed: the layers are held to their formulas alone")

CONV = (torch.nn.functional.conv1d, torch.nn.functional.conv2d, torch.nn.functional.conv3d)
TRANSPOSED = (
    torch.nn.functional.conv_transpose1d,
    torch.nn.functional.conv_transpose2d,
    torch.nn.functional.conv_transpose3d,
)
BATCH, BATCHES = 50, 40
"""2,000 layers; entries are integers in double precision, so that nothing rounds and equality is exact."""


def flipped(w):
    return w[(..., *[slice(None, None, -1)] * (w.ndim - 2))]


def padded(x, padding):
    flat = [number for pair in reversed(padding) for number in pair]
    return torch.nn.functional.pad(x, flat)


def theirs(of: Drawn, w):
    """Return what PyTorch computes, and the leaves of its graph."""
    leaves = [torch.tensor(np.ascontiguousarray(array), requires_grad=True) for array in (of.x, w, of.b)]
    x, weight, bias = leaves
    how = {key: of.how[key] for key in ("stride", "dilation", "groups")}
    return CONV[x.ndim - 3](padded(x, of.how["padding"]), weight, bias, **how), leaves


@pytest.mark.parametrize("batch", range(BATCHES))
def test_layers_and_gradients(batch):
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        of = drawn(seed)
        y, leaves = theirs(of, of.w)
        dy = of.dy(y.detach().numpy(), seed)
        y.backward(torch.tensor(dy))
        assert np.array_equal(correlation_layer(of.x, of.w, of.b, **of.how), y.detach().numpy())
        ours = correlation_layer_gradients(of.x, of.w, dy, **of.how)
        for mine, leaf in zip(ours, leaves, strict=True):
            assert np.array_equal(mine, leaf.grad.numpy())
        # the layer that flips is PyTorch's with every kernel flipped, and so is the gradient of its kernels
        assert np.array_equal(convolution_layer(of.x, flipped(of.w), of.b, **of.how), y.detach().numpy())
        mirrored = convolution_layer_gradients(of.x, flipped(of.w), dy, **of.how)
        assert np.array_equal(mirrored.input, ours.input)
        assert np.array_equal(flipped(mirrored.weight), ours.weight)


@pytest.mark.parametrize("batch", range(10))
def test_transposed_layers(batch):
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        of = drawn(seed)
        rng = np.random.default_rng(seed)
        # as wide a signal as the layer's outputs, with as many channels
        x = rng.integers(-9, 10, (2, of.w.shape[0], *of.x.shape[2:])).astype(float)
        b = rng.integers(-9, 10, of.x.shape[1]).astype(float)
        more = [int(rng.integers(max(pair))) for pair in zip(of.how["stride"], of.how["dilation"], strict=True)]
        # PyTorch cuts off the same on both sides
        even = tuple(
            min(max(pair), (size * (m - 1)) // 2)
            for pair, m, size in zip(of.how["padding"], of.w.shape[2:], of.how["dilation"], strict=True)
        )
        how = {**of.how, "padding": even, "output_padding": more}
        y = TRANSPOSED[x.ndim - 3](torch.tensor(x), torch.tensor(of.w), torch.tensor(b), **how)
        assert np.array_equal(transposed_correlation_layer(x, of.w, b, **how), y.numpy())


@pytest.mark.parametrize("batch", range(4))
def test_merged_stacks(batch):
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        stages, x = stack(seed, kinds=(correlation_layer,))
        # PyTorch does not conjugate
        stages = [replace(stage, weights=np.real(stage.weights)) for stage in stages]
        y = torch.tensor(np.real(x))
        for stage in stages:
            bias = None if stage.bias is None else torch.tensor(stage.bias)
            how = {"stride": stage.strides, "dilation": stage.dilations, "groups": stage.groups}
            y = CONV[x.ndim - 3](padded(y, stage.pads), torch.tensor(stage.weights), bias, **how)
        assert np.array_equal(compose_kernels(stages)(np.real(x)), y.numpy())


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_rounding_stays_within_its_bound(dtype):
    rng = np.random.default_rng(0)
    x, w = (rng.standard_normal(shape).astype(dtype) for shape in ((2, 8, 17, 13), (6, 8, 3, 5)))
    y = torch.nn.functional.conv2d(torch.from_numpy(x), torch.from_numpy(w), padding=(1, 2)).numpy()
    terms = 8 * 3 * 5
    # each side errs by at most gamma_n times the sum of the sizes of its terms (Higham 2002, section 3.1)
    unit = np.finfo(dtype).eps / 2
    gamma = terms * unit / (1 - terms * unit)
    sizes = correlation_layer(np.abs(x).astype(float), np.abs(w).astype(float), padding=(1, 2))
    assert (np.abs(correlation_layer(x, w, padding=(1, 2)) - y) <= 2 * gamma * sizes).all()


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
def test_same_differs_from_ours_for_an_even_kernel_alone():
    x = np.arange(1.0, 6.0)[None, None]
    for m, agree in ((2, False), (3, True), (4, False), (5, True)):
        w = (np.arange(m) + 1.0)[None, None]
        y = torch.nn.functional.conv1d(torch.from_numpy(x), torch.from_numpy(w), padding="same").numpy()
        assert np.array_equal(correlation_layer(x, w, padding="same"), y) == agree
