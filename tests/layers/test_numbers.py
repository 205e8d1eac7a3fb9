"""Digits and memory: the dtypes of results, sums over long batches, and what a layer takes beside its output."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from flipconv.layers import (
    convolution_layer,
    convolution_layer_gradients,
    correlation_layer,
    correlation_layer_gradients,
    transposed_convolution_layer,
    transposed_correlation_layer,
)

GRADIENTS = pytest.mark.parametrize("gradients", [correlation_layer_gradients, convolution_layer_gradients])
DTYPES = ["?", "i1", "u2", "i8", "f2", "f4", ">f4", "f8", "c8"]
ROOM = 64 * 2**20


def expected(*names):
    kinds = [np.dtype(name) for name in names]
    if all(kind.kind in "biu" for kind in kinds):
        return np.dtype(np.int64)
    return np.result_type(*kinds).newbyteorder("=")


@pytest.mark.parametrize("of_x", DTYPES)
@pytest.mark.parametrize("of_w", DTYPES)
def test_results_have_the_dtype_that_numpy_would_take(of_x, of_w):
    x, w = np.ones((1, 2, 4), of_x), np.ones((2, 2, 3), of_w)
    for layer in (correlation_layer, convolution_layer, transposed_correlation_layer, transposed_convolution_layer):
        assert layer(x, w).dtype == expected(of_x, of_w)
    for gradients in (correlation_layer_gradients, convolution_layer_gradients):
        found = gradients(x, np.ones((2, 2, 3), "f4"), np.ones((1, 2, 2), of_w))
        assert [part.dtype for part in found] == [expected(of_w, "f4"), expected(of_x, of_w), expected(of_w)]


@pytest.mark.parametrize("layer", [correlation_layer, transposed_correlation_layer])
def test_a_bias_takes_part_in_the_dtype(layer):
    x, w = np.ones((1, 1, 3), "f4"), np.ones((1, 1, 2), "f4")
    assert layer(x, w, np.ones(1, "i1")).dtype == np.float32
    assert layer(x, w, np.ones(1, "f8")).dtype == np.float64
    assert layer(x.astype("i1"), w.astype("i1"), np.full(1, 0.5)).tolist()[0][0][1] == 2.5


@GRADIENTS
@pytest.mark.parametrize(("dtype", "count"), [("f2", 8192), ("f4", 131072)])
def test_a_sum_over_a_long_batch_keeps_its_digits(gradients, dtype, count):
    dy = np.full((count, 3, 1), 0.1, dtype)
    found = gradients(np.ones((count, 2, 1), dtype), np.ones((3, 2, 1), dtype), dy)
    exact = float(dy[0, 0, 0]) * count
    # rounded once at the end
    assert np.abs(found.bias.astype(float) - exact).max() <= np.finfo(dtype).eps * exact
    # runs of 512 products are added up in single precision, each sum off by no more than so many half units
    assert np.abs(found.weight.astype(float) - exact).max() <= (np.finfo(dtype).eps + 512 * 2.0**-24) * exact


def test_half_precision_adds_up_many_taps():
    x, w = np.ones((1, 1, 100, 100), "f2"), np.ones((1, 1, 70, 80), "f2")
    assert correlation_layer(x, w)[0, 0, 0, 0] == np.float16(5600)


def beside(action):
    """Return how many bytes an action takes at its peak, beside what it returns."""
    tracemalloc.start()
    result = action()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak - sum(array.nbytes for array in (result if isinstance(result, tuple) else (result,)))


SHAPES = {
    "many short signals": ((8192, 64, 1), (64, 64, 1)),
    "many small images": ((1024, 32, 4, 4), (128, 32, 3, 3)),
    "many weights": ((1, 1024, 3, 3), (512, 1024, 3, 3)),
    "many outputs": ((1, 1, 256, 256), (128, 1, 1, 1)),
    "one long signal": ((1, 1, 1_000_000), (1, 1, 17)),
    "many taps": ((1, 1, 60_000), (1, 1, 300)),
    "a volume": ((1, 8, 24, 24, 24), (8, 8, 3, 3, 3)),
}


@pytest.mark.parametrize("case", SHAPES)
@pytest.mark.parametrize("dtype", ["f4", "u1"])
def test_little_memory_beside_the_output(case, dtype):
    of_x, of_w = SHAPES[case]
    x, w = np.ones(of_x, dtype), np.ones(of_w, dtype)
    dy = np.ones_like(correlation_layer(x, w), dtype)
    assert beside(lambda: correlation_layer(x, w)) <= ROOM
    assert beside(lambda: convolution_layer(x, w, np.ones(len(w)))) <= ROOM
    assert beside(lambda: correlation_layer_gradients(x, w, dy)) <= ROOM
    assert beside(lambda: transposed_correlation_layer(dy, w)) <= ROOM


def test_a_kernel_as_large_as_a_picture_is_no_loop_over_it():
    """Taps are taken in parts, blocks of outputs stay large: the number of slices is that of the taps."""
    x, w = np.arange(160.0**2).reshape(1, 1, 160, 160) % 7, np.arange(80.0**2).reshape(1, 1, 80, 80) % 5
    y = correlation_layer(x, w)
    for row, column in ((0, 0), (80, 80), (13, 57)):
        assert y[0, 0, row, column] == (x[0, 0, row : row + 80, column : column + 80] * w[0, 0]).sum()
    found = correlation_layer_gradients(x, w, y)
    assert found.weight[0, 0, 3, 5] == (x[0, 0, 3:84, 5:86] * y[0, 0]).sum()
