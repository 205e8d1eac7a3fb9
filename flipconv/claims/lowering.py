"""Claims: a layer lowered to matrix products, with the signal or the weights laid out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from flipconv.claims.evidence import Case, Exhausted, How
from flipconv.claims.register import claim
from flipconv.layers import correlation_layer
from flipconv.matrices import correlation_toeplitz
from flipconv.operators import correlate
from flipconv.windows import windows

CHELLAPILLA = "K. Chellapilla, S. Puri, P. Simard, High performance convolutional neural networks, 2006"


def _layers() -> Iterator[Case]:
    rng = np.random.default_rng(10)
    layers: list[tuple[tuple[int, ...], tuple[int, ...], How]] = [
        ((2, 1, 5), (3, 1, 2), {}),
        ((1, 3, 4, 5), (2, 3, 2, 3), {"stride": 2}),
        ((2, 2, 3, 4, 3), (1, 2, 2, 1, 3), {"stride": 1}),
    ]
    for of_x, of_w, how in layers:
        yield Case((rng.integers(-9, 10, of_x), rng.integers(-9, 10, of_w)), how)


LAYERS = Exhausted("three layers of integers in one to three dimensions, with channels and a stride", _layers)


def _rows(x: np.ndarray, taps: tuple[int, ...], stride: int = 1) -> np.ndarray:
    """Return the windows laid out: a row for each of them, a column for each channel and tap."""
    d = len(taps)
    cut = windows(x, taps, axes=range(2, 2 + d))[(slice(None), slice(None), *(slice(None, None, stride),) * d)]
    # the channels stand between the batch and the places of the windows; they belong to the columns
    return np.moveaxis(cut, 1, d + 1).reshape(-1, x.shape[1] * int(np.prod(taps)))


def _multiplied(x: np.ndarray, w: np.ndarray, columns: np.ndarray, stride: int) -> tuple[Any, Any]:
    layer = correlation_layer(x, w, stride=stride)
    found = (_rows(x, w.shape[2:], stride) @ columns).reshape(x.shape[0], *layer.shape[2:], w.shape[0])
    return np.moveaxis(found, -1, 1), layer


def weights_flipped_into_columns(x, w, *, stride=1):
    """The kernels flipped before they are laid out."""
    turned = np.flip(w, axis=tuple(range(2, w.ndim)))
    return _multiplied(x, w, turned.reshape(len(w), -1).T, stride)


def taps_before_channels(x, w, *, stride=1):
    """The columns of the weights in another order than those of the windows."""
    return _multiplied(x, w, np.moveaxis(w, 1, -1).reshape(len(w), -1).T[::-1], stride)


@claim(
    label="a-layer-is-one-matrix-product",
    title="Windows laid out as rows, times kernels laid out as columns, are the outputs of a correlation layer.",
    statement=r"y[n, o, k] = \sum_{(c, j)} x[n, c, s k + j]\; w[o, (c, j)]",
    given="no padding; a row for each place $(n, k)$, a column for each output channel $o$",
    evidence=LAYERS,
    counterfeits=(weights_flipped_into_columns, taps_before_channels),
    source=CHELLAPILLA,
)
def a_layer_is_one_matrix_product(x, w, *, stride=1):
    """Both are laid out in one order, channels first, so each tap meets the sample under it; nothing is flipped."""
    return _multiplied(x, w, w.reshape(len(w), -1).T, stride)


def _pairs() -> Iterator[Case]:
    rng = np.random.default_rng(11)
    shapes = ((5, 3), (4, 4), ((3, 4), (2, 3)), ((2, 5), (1, 2)))
    for (n, m), _ in product(shapes, range(2)):
        yield Case((rng.integers(-9, 10, n), rng.integers(-9, 10, m)))


PAIRS = Exhausted("two pairs of integer arrays of each of four shapes, in one and two dimensions", _pairs)


def _unrolled(x: np.ndarray, h: np.ndarray, taps: np.ndarray) -> tuple[Any, Any]:
    found = correlate(x, h, mode="valid").ravel().tolist()
    by_kernel = correlation_toeplitz(h, x.shape, "valid") @ x.ravel()
    by_signal = windows(x, h.shape).reshape(-1, h.size) @ taps
    return [by_kernel.tolist(), by_signal.tolist()], [found, found]


def the_kernel_flipped_for_the_windows(x, h):
    """The kernel flipped before it meets the windows."""
    return _unrolled(x, h, np.flip(h).ravel())


@claim(
    label="either-factor-of-a-correlation-can-be-laid-out",
    title="The banded matrix of the kernel times the signal is the matrix of windows times the kernel.",
    statement=r"T(h)\, \operatorname{vec} x = M(x)\, \operatorname{vec} h = \operatorname{vec}(h \star x)",
    given="real arrays, mode valid",
    evidence=PAIRS,
    counterfeits=(the_kernel_flipped_for_the_windows,),
    rests_on=("correlating-is-a-toeplitz-matrix",),
    source="this site",
)
def either_factor_of_a_correlation_can_be_laid_out(x, h):
    """A correlation is linear in each factor, so either may be the matrix and the other the vector."""
    return _unrolled(x, h, h.ravel())
