"""The gradients and the transposed layers, against exact differences: a layer is linear in each array."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flipconv.layers import (
    convolution_layer,
    convolution_layer_gradients,
    correlation_layer,
    correlation_layer_gradients,
    road,
    transposed_convolution_layer,
    transposed_correlation_layer,
)
from tests.layers.drawing import Drawn, drawn, entries

SEEDS = st.integers(0, 2**32 - 1)
BOTH = pytest.mark.parametrize(
    ("layer", "gradients", "transposed"),
    [
        pytest.param(correlation_layer, correlation_layer_gradients, transposed_correlation_layer, id="correlation"),
        pytest.param(convolution_layer, convolution_layer_gradients, transposed_convolution_layer, id="convolution"),
    ],
)


def inner(a, b):
    return np.sum(a * np.conj(b))


def slopes(layer, of: Drawn, dy, which):
    """Return how fast the loss Re <y, dy> changes with each entry: one difference for each, without rounding."""
    array = getattr(of, which)
    base = layer(of.x, of.w, of.b, **of.how)
    found = np.zeros(array.shape, complex)
    for place in np.ndindex(array.shape):
        for unit in (1, 1j):
            moved = array.astype(complex)
            moved[place] += unit
            arguments = {"x": of.x, "w": of.w, "b": of.b, which: moved}
            y = layer(arguments["x"], arguments["w"], arguments["b"], **of.how)
            found[place] += unit * inner(y - base, dy).real
    return found


@BOTH
@given(seed=SEEDS)
def test_gradients_are_the_differences(layer, gradients, transposed, seed):
    of = drawn(seed, complex_too=True, small=True)
    dy = of.dy(layer(of.x, of.w, **of.how), seed)
    found = gradients(of.x, of.w, dy, **of.how)
    for which, gradient in zip(("x", "w", "b"), found, strict=True):
        array = getattr(of, which)
        assert gradient.shape == array.shape
        if array.size <= 60:
            assert gradient.tolist() == slopes(layer, of, dy, which).tolist()


@BOTH
@given(seed=SEEDS)
def test_the_gradient_of_the_signals_is_the_adjoint(layer, gradients, transposed, seed):
    of = drawn(seed, complex_too=True)
    y = layer(of.x, of.w, **of.how)
    dy = of.dy(y, seed)
    assert inner(y, dy) == inner(of.x, gradients(of.x, of.w, dy, **of.how).input)


@BOTH
@given(seed=SEEDS)
def test_the_transposed_layer_is_that_adjoint(layer, gradients, transposed, seed):
    of = drawn(seed, complex_too=True)
    y = layer(of.x, of.w, **of.how)
    dy = of.dy(y, seed)
    # of several lengths that a stride maps to one, the signal's
    spans = [size * (m - 1) + 1 for m, size in zip(of.w.shape[2:], of.how["dilation"], strict=True)]
    left = [
        (n + sum(pads) - span) % step
        for n, pads, span, step in zip(of.x.shape[2:], of.how["padding"], spans, of.how["stride"], strict=True)
    ]
    assert (
        transposed(dy, of.w, **of.how, output_padding=left).tolist()
        == gradients(of.x, of.w, dy, **of.how).input.tolist()
    )


@BOTH
@pytest.mark.parametrize("bytes_of_tile", [8, 300, 4000])
@pytest.mark.parametrize("seed", range(8))
def test_tiles_of_any_size_make_no_difference(layer, gradients, transposed, bytes_of_tile, seed, monkeypatch):
    of = drawn(seed)
    dy = of.dy(layer(of.x, of.w, **of.how), seed)
    whole = gradients(of.x, of.w, dy, **of.how)
    monkeypatch.setattr(road, "TILE", bytes_of_tile)
    for one, other in zip(whole, gradients(of.x, of.w, dy, **of.how), strict=True):
        assert one.tolist() == other.tolist()


@given(seed=SEEDS)
def test_the_kernel_of_a_transposed_layer_is_rotated(seed):
    """As a correlation, a transposed correlation layer has the rotated kernel, exchanged channels and zeros between."""
    rng = np.random.default_rng(seed)
    x, w = entries(rng, (2, 3, 4, 5)), entries(rng, (3, 2, 2, 3))
    step = int(rng.integers(1, 4))
    spread = np.zeros((2, 3, 3 * step + 1, 4 * step + 1))
    spread[..., ::step, ::step] = x
    rotated = w[:, :, ::-1, ::-1].swapaxes(0, 1)
    assert (
        transposed_correlation_layer(x, w, stride=step).tolist()
        == correlation_layer(spread, rotated, padding=(1, 2)).tolist()
    )


@BOTH
def test_integers_stay_integers_and_are_refused_before_they_wrap(layer, gradients, transposed):
    found = gradients([[[1, 2, 3]]], [[[1, 2]]], [[[1, 10]]])
    assert [part.dtype for part in found] == [np.int64] * 3
    with pytest.raises(OverflowError):
        _ = gradients([[[1, 2, 3]]], [[[1, 2]]], [[[2**62, 1]]])
    with pytest.raises(OverflowError):
        _ = gradients([[[0, 0, 0]]], [[[0, 0]]], [[[2**62, 2**62]]])
    with pytest.raises(OverflowError):
        _ = transposed([[[2**62]]], [[[2]]])
