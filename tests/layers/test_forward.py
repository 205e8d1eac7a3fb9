"""The two layers, forward, against the formula summed number by number."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flipconv import conjugate_flip, convolve, correlate
from flipconv.layers import convolution_layer, correlation_layer, road
from tests import reference
from tests.layers.drawing import drawn

SEEDS = st.integers(0, 2**32 - 1)
BOTH = pytest.mark.parametrize(
    ("layer", "summed"),
    [
        pytest.param(correlation_layer, reference.correlation_layer, id="correlation"),
        pytest.param(convolution_layer, reference.convolution_layer, id="convolution"),
    ],
)


@BOTH
@given(seed=SEEDS, complex_too=st.booleans())
def test_every_setting(layer, summed, seed, complex_too):
    of = drawn(seed, complex_too=complex_too, small=True)
    assert layer(of.x, of.w, **of.how).tolist() == summed(of.x, of.w, **of.how).tolist()


@BOTH
@given(seed=SEEDS)
def test_the_bias_is_added_to_its_channel(layer, summed, seed):
    of = drawn(seed, small=True)
    plain = layer(of.x, of.w, **of.how)
    for channel, value in enumerate(of.b):
        assert (layer(of.x, of.w, of.b, **of.how) - plain)[:, channel].tolist() == np.full_like(
            plain[:, channel], value
        ).tolist()


@BOTH
@pytest.mark.parametrize("bytes_of_tile", [8, 200, 1000, 5000])
@pytest.mark.parametrize("seed", range(12))
def test_tiles_of_any_size_make_no_difference(layer, summed, bytes_of_tile, seed, monkeypatch):
    of = drawn(seed)
    whole = layer(of.x, of.w, **of.how)
    monkeypatch.setattr(road, "TILE", bytes_of_tile)
    assert layer(of.x, of.w, **of.how).tolist() == whole.tolist()


@pytest.mark.parametrize(("layer", "operation"), [(correlation_layer, correlate), (convolution_layer, convolve)])
@pytest.mark.parametrize("taps", [(1, 1), (2, 3), (3, 4), (4, 2), (5, 5)])
def test_same_has_the_windows_of_the_operators(layer, operation, taps):
    rng = np.random.default_rng(taps)
    x, h = rng.integers(-9, 10, (4, 7)), rng.integers(-9, 10, taps)
    assert layer(x[None, None], h[None, None], padding="same")[0, 0].tolist() == operation(x, h, mode="same").tolist()
    assert layer(x[None, None], h[None, None], padding="same").shape == (1, 1, 4, 7)


def test_a_dilated_same_meets_its_sample_with_the_anchor_of_the_kernel_as_passed():
    # two taps three apart: the right one is the anchor, in a correlation; the left one in a convolution
    assert correlation_layer([[[1, 2, 3, 4, 5]]], [[[1, 10]]], padding="same", dilation=3).tolist() == [
        [[10, 20, 30, 41, 52]]
    ]
    assert convolution_layer([[[1, 2, 3, 4, 5]]], [[[1, 10]]], padding="same", dilation=3).tolist() == [
        [[1, 2, 3, 14, 25]]
    ]


@given(seed=SEEDS)
def test_the_flip_law(seed):
    of = drawn(seed, complex_too=True, small=True)
    flipped = conjugate_flip(of.w, axes=tuple(range(2, of.w.ndim)))
    assert convolution_layer(of.x, of.w, **of.how).tolist() == correlation_layer(of.x, flipped, **of.how).tolist()


@BOTH
def test_fractions_stay_exact(layer, summed):
    x = np.array([[[Fraction(1, 3), Fraction(2, 7), Fraction(5)]]], dtype=object)
    w = np.array([[[Fraction(1, 2), Fraction(1, 9)]]], dtype=object)
    how = {"stride": (1,), "padding": ((1, 0),), "dilation": (1,)}
    assert layer(x, w, **how).tolist() == summed(x, w, **how).tolist()


@BOTH
@pytest.mark.parametrize(
    ("of_x", "of_w", "expected"),
    [
        ("bool", "uint8", "int64"),
        ("int8", "int16", "int64"),
        ("float32", "float32", "float32"),
        ("float32", "float64", "float64"),
        ("uint8", "float32", "float32"),
        ("float32", "complex64", "complex64"),
        ("float16", "float16", "float16"),
    ],
)
def test_dtypes(layer, summed, of_x, of_w, expected):
    x = np.array([[[1, 0, 1, 1]]], dtype=of_x)
    w = np.array([[[1, 2]]], dtype=of_w)
    y = layer(x, w)
    assert (y.dtype, np.real(y).tolist()) == (
        np.dtype(expected),
        summed(x.astype(int), np.real(w).astype(int), stride=(1,), padding=((0, 0),), dilation=(1,)).tolist(),
    )


@BOTH
def test_narrow_integers_do_not_wrap(layer, summed):
    x, w = np.full((1, 3, 4), 200, np.uint8), np.full((1, 3, 2), 100, np.uint8)
    assert layer(x, w).tolist() == [[[120000, 120000, 120000]]]


@BOTH
def test_integers_that_could_leave_64_bits_are_refused(layer, summed):
    x, w = np.array([[[2**40, 1]]]), np.array([[[2**23, 1]]])
    with pytest.raises(OverflowError, match="dtype=object"):
        _ = layer(x, w)
    assert layer(x.astype(object), w).tolist() in ([[[2**63 + 1]]], [[[2**40 + 2**23]]])
    with pytest.raises(OverflowError):
        _ = layer([[[1]]], [[[1]]], [2**63 - 1])


@BOTH
def test_a_nan_reaches_only_the_outputs_that_see_it(layer, summed):
    x = np.ones((2, 1, 6))
    x[0, 0, 0] = np.nan
    seen = np.isnan(layer(x, np.ones((2, 1, 3)), padding=1))
    assert np.argwhere(seen).tolist() == [[0, 0, 0], [0, 0, 1], [0, 1, 0], [0, 1, 1]]


@BOTH
def test_what_is_passed_is_left_alone(layer, summed):
    of = drawn(3)
    before = of.x.copy(), of.w.copy(), of.b.copy()
    _ = layer(of.x, of.w, of.b, **of.how)
    assert all(np.array_equal(one, other) for one, other in zip(before, (of.x, of.w, of.b), strict=True))
