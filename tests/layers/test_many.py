"""Two thousand layers of each kind and their gradients, against a road of slices; nothing rounds, so they are equal."""

from __future__ import annotations

import numpy as np
import pytest

from flipconv.layers import (
    convolution_layer,
    convolution_layer_gradients,
    correlation_layer,
    correlation_layer_gradients,
)
from tests.layers import taps
from tests.layers.drawing import drawn

BATCH = 100


@pytest.mark.parametrize("batch", range(20))
@pytest.mark.parametrize(
    ("layer", "gradients", "sign"),
    [
        pytest.param(correlation_layer, correlation_layer_gradients, +1, id="correlation"),
        pytest.param(convolution_layer, convolution_layer_gradients, -1, id="convolution"),
    ],
)
def test_layers_and_gradients(layer, gradients, sign, batch):
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        of = drawn(seed, complex_too=bool(seed % 2))
        y = layer(of.x, of.w, of.b, **of.how)
        bias = of.b.reshape(-1, *(1 for _ in y.shape[2:]))
        assert np.array_equal(y, taps.forward(of, y.shape[2:], sign) + bias), seed
        dy = of.dy(y, seed)
        found = gradients(of.x, of.w, dy, **of.how)
        dx, dw = taps.gradients(of, dy, sign)
        assert np.array_equal(found.input, dx), seed
        assert np.array_equal(found.weight, dw), seed
        assert np.array_equal(found.bias, dy.sum(axis=(0, *range(2, dy.ndim)))), seed


def test_what_is_drawn_is_of_every_kind():
    several = [drawn(seed) for seed in range(300)]
    shapes = {(of.x.ndim - 2, of.how["groups"], of.w.shape[1] == 1) for of in several}
    assert {d for d, *_ in shapes} == {1, 2, 3}
    assert {(groups, depthwise) for _, groups, depthwise in shapes} >= {(1, False), (2, False), (3, True)}
    assert {m % 2 for of in several for m in of.w.shape[2:]} == {0, 1}
    assert any(before != after for of in several for before, after in of.how["padding"])
    assert any(n < m for of in several for n, m in zip(of.x.shape[2:], of.w.shape[2:], strict=True))
    assert {step for of in several for step in of.how["stride"]} >= {1, 2, 3}
    assert {size for of in several for size in of.how["dilation"]} >= {1, 2, 3}
    assert any(of.w.shape[0] != of.x.shape[1] for of in several)
