"""Claims: network layers and their gradients."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from flipconv.claims.bases import Basis
from flipconv.claims.evidence import Case, Exhausted, How, Search, Shape
from flipconv.claims.register import claim
from flipconv.flips import conjugate_flip, flip
from flipconv.layers import (
    convolution_layer,
    convolution_layer_gradients,
    correlation_layer,
    correlation_layer_gradients,
)
from flipconv.operators import convolve, correlate

GUIDE = "V. Dumoulin, F. Visin, A guide to convolution arithmetic for deep learning, 2016"
GOODFELLOW = "I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 9.5"

SHAPES: tuple[tuple[Shape, Shape], ...] = (((1, 2, 3), (2, 2, 2)), ((1, 2, 2, 3), (1, 2, 1, 2)))
"""Signals and weights; no two axes alike where it matters."""


def settings(n: Shape, m: Shape) -> Iterator[How]:
    """Yield strides, uneven padding, holes and groups."""
    d = len(n) - 2
    yield {}
    yield {"stride": 2, "padding": ((2, 1), (1, 0))[:d], "dilation": 2}
    if m[0] % 2 == 0:
        yield {"padding": "same"}


def _spatial(w: np.ndarray) -> tuple[int, ...]:
    return tuple(range(2, w.ndim))


def _added_up(operation: Callable[..., np.ndarray], x: np.ndarray, w: np.ndarray, how: How) -> np.ndarray:
    """Return a layer as the sum over channels of an operation on each padded channel, at every stride-th output."""
    d = x.ndim - 2
    hole, step = how.get("dilation", 1), how.get("stride", 1)
    padding: Any = how.get("padding", ((0, 0),) * d)
    if padding == "same":
        # the anchor of a correlation is tap m // 2
        padding = [(m // 2, m - 1 - m // 2) for m in w.shape[2:]]
    lengths = [n + sum(pair) for n, pair in zip(x.shape[2:], padding, strict=True)]
    wide = np.zeros((*x.shape[:2], *lengths), x.dtype)
    wide[(..., *(slice(pair[0], pair[0] + n) for n, pair in zip(x.shape[2:], padding, strict=True)))] = x
    spread = np.zeros((*w.shape[:2], *(hole * (m - 1) + 1 for m in w.shape[2:])), w.dtype)
    spread[(..., *(slice(None, None, hole),) * d)] = w
    each = [
        [sum(operation(wide[n, c], spread[o, c], mode="valid") for c in range(x.shape[1])) for o in range(w.shape[0])]
        for n in range(x.shape[0])
    ]
    return np.array(each)[(..., *(slice(None, None, step),) * d)]


def channels_convolved(x, w, **how):
    """The other operation on each channel."""
    return correlation_layer(x, w, **how), _added_up(convolve, x, w, how)


def channels_in_reverse(x, w, **how):
    """Channels paired the wrong way round."""
    return correlation_layer(x, w, **how), _added_up(correlate, x, w[:, ::-1], how)


@claim(
    label="a-correlation-layer-adds-up-correlations",
    title="Each output of a correlation layer is the sum over channels of their correlations.",
    statement=r"y[n, o] = \sum_c w[o, c] \star x[n, c]",
    evidence=Basis(SHAPES, settings),
    counterfeits=(channels_convolved, channels_in_reverse),
    source=GUIDE + ", chapter 2",
)
def a_correlation_layer_adds_up_correlations(x, w, **how):
    """With padding, dilation and stride: of padded signals, with spread kernels, at every stride-th output."""
    return correlation_layer(x, w, **how), _added_up(correlate, x, w, how)


def channels_correlated(x, w, **how):
    """The other operation on each channel."""
    return convolution_layer(x, w, **how), _added_up(correlate, x, w, how)


@claim(
    label="a-convolution-layer-adds-up-convolutions",
    title="Each output of a convolution layer is the sum over channels of their convolutions.",
    statement=r"y[n, o] = \sum_c x[n, c] * w[o, c]",
    evidence=Basis(SHAPES, settings),
    counterfeits=(channels_correlated,),
    source=GUIDE + ", chapter 2",
)
def a_convolution_layer_adds_up_convolutions(x, w, **how):
    """The same sum with the other operation, and the same windows."""
    return convolution_layer(x, w, **how), _added_up(convolve, x, w, how)


def layers_without_flip(x, w, **how):
    """The flip left out."""
    return convolution_layer(x, w, **how), correlation_layer(x, np.conj(w), **how)


def layers_with_channels_flipped(x, w, **how):
    """Every axis flipped, the channels too."""
    return convolution_layer(x, w, **how), correlation_layer(x, conjugate_flip(w), **how)


def layers_without_conjugate(x, w, **how):
    """The conjugate left out."""
    return convolution_layer(x, w, **how), correlation_layer(x, flip(w, axes=_spatial(w)), **how)


@claim(
    label="the-flip-law-holds-for-layers",
    title="A convolution layer is a correlation layer whose kernels are flipped along their spatial axes.",
    statement=r"\sum_c x_c * w_{oc} = \sum_c \overline{\flip w_{oc}} \star x_c",
    evidence=Basis(SHAPES, settings),
    counterfeits=(layers_without_flip, layers_with_channels_flipped, layers_without_conjugate),
    source=GOODFELLOW.replace("9.5", "9.1"),
)
def the_flip_law_holds_for_layers(x, w, **how):
    """It holds channel by channel; the channels themselves are not flipped."""
    return convolution_layer(x, w, **how), correlation_layer(x, conjugate_flip(w, axes=_spatial(w)), **how)


def _drawn() -> Iterator[Case]:
    """Yield signals, weights and what comes back from above, in one to three dimensions, of Gaussian integers."""
    rng = np.random.default_rng(4)
    layers: list[tuple[Shape, Shape, How]] = [
        ((2, 3, 5), (2, 3, 2), {}),
        ((1, 4, 4, 5), (6, 2, 2, 3), {"groups": 2, "padding": ((1, 0), (0, 2))}),
        ((2, 3, 6, 4), (3, 1, 3, 2), {"groups": 3, "stride": (2, 1), "padding": 1}),
        ((1, 2, 7), (4, 2, 3), {"stride": 2, "dilation": 2, "padding": ((1, 2),)}),
        ((1, 2, 3, 4, 3), (2, 2, 2, 1, 2), {"padding": "same"}),
    ]
    for of_x, of_w, how in layers:
        dy = correlation_layer(np.zeros(of_x), np.zeros(of_w), **how).shape
        arrays = [rng.integers(-4, 5, shape) + 1j * rng.integers(-4, 5, shape) for shape in (of_x, of_w, dy)]
        yield Case(tuple(arrays), how)


DRAWN = Exhausted("five layers of Gaussian integers, in one to three dimensions, strided, dilated, grouped", _drawn)


def _inner(a: np.ndarray, b: np.ndarray) -> Any:
    return np.sum(a * np.conj(b)).item()


def input_gradient_that_correlates(x, w, dy, **how):
    """The flip left out of the input gradient: the other layer's."""
    return _inner(correlation_layer(x, w, **how), dy), _inner(x, convolution_layer_gradients(x, w, dy, **how).input)


def input_gradient_without_conjugate(x, w, dy, **how):
    """The conjugate of the weights in the wrong place."""
    gradient = correlation_layer_gradients(x, np.conj(w), dy, **how).input
    return _inner(correlation_layer(x, w, **how), dy), _inner(x, gradient)


@claim(
    label="the-input-gradient-of-a-correlation-layer-convolves",
    title="The input gradient of a correlation layer is its adjoint: it stamps the kernels, upright, on the outputs.",
    statement=r"\langle w \star x, \partial y\rangle = \langle x, \partial y * w\rangle",
    evidence=DRAWN,
    counterfeits=(input_gradient_that_correlates, input_gradient_without_conjugate),
    rests_on=("the-adjoint-of-correlation-is-convolution",),
    source=GOODFELLOW,
)
def the_input_gradient_of_a_correlation_layer_convolves(x, w, dy, **how):
    """A sample is read by output $k$ under tap $j$ where $s k + d j - p$ is its place; that way it comes back."""
    return _inner(correlation_layer(x, w, **how), dy), _inner(x, correlation_layer_gradients(x, w, dy, **how).input)


def input_gradient_that_convolves(x, w, dy, **how):
    """The other layer's."""
    return _inner(convolution_layer(x, w, **how), dy), _inner(x, correlation_layer_gradients(x, w, dy, **how).input)


@claim(
    label="the-input-gradient-of-a-convolution-layer-correlates",
    title="The input gradient of a convolution layer is its adjoint: it correlates.",
    statement=r"\langle x * w, \partial y\rangle = \langle x, w \star \partial y\rangle",
    evidence=DRAWN,
    counterfeits=(input_gradient_that_convolves,),
    rests_on=("the-adjoint-of-convolution-is-correlation",),
    source=GOODFELLOW,
)
def the_input_gradient_of_a_convolution_layer_correlates(x, w, dy, **how):
    """The adjoint of a convolution is the correlation with the same kernel."""
    return _inner(convolution_layer(x, w, **how), dy), _inner(x, convolution_layer_gradients(x, w, dy, **how).input)


def weight_gradient_with_a_flip(x, w, dy, **how):
    """A flip put into the weight gradient."""
    gradient = correlation_layer_gradients(x, w, dy, **how).weight
    return _inner(correlation_layer(x, w, **how), dy), _inner(flip(gradient, axes=_spatial(w)), w)


def weight_gradient_conjugated(x, w, dy, **how):
    """The conjugate taken of the other operand."""
    gradient = correlation_layer_gradients(x, w, dy, **how).weight
    return _inner(correlation_layer(x, w, **how), dy), _inner(np.conj(gradient), w)


@claim(
    label="the-weight-gradient-of-a-correlation-layer-has-no-flip",
    title="The weight gradient of a correlation layer pairs each output's gradient with its window, unflipped.",
    statement=r"\partial w[o, c, j] = \sum_{n, k} x[n, c, s k + d j - p]\, \overline{\partial y[n, o, k]}",
    evidence=DRAWN,
    counterfeits=(weight_gradient_with_a_flip, weight_gradient_conjugated),
    source=GOODFELLOW,
)
def the_weight_gradient_of_a_correlation_layer_has_no_flip(x, w, dy, **how):
    """Both inner products add up the same products of three numbers, over the same meetings."""
    gradient = correlation_layer_gradients(x, w, dy, **how).weight
    return _inner(correlation_layer(x, w, **how), dy), _inner(gradient, w)


def _flipped(x, w, dy, how):
    """Return the weight gradient that a correlation layer has at the flipped kernels."""
    return correlation_layer_gradients(x, conjugate_flip(w, axes=_spatial(w)), dy, **how).weight


def mirrored_gradient_left_as_it_is(x, w, dy, **how):
    """The flip left out."""
    return convolution_layer_gradients(x, w, dy, **how).weight, np.conj(_flipped(x, w, dy, how))


def mirrored_gradient_without_conjugate(x, w, dy, **how):
    """The conjugate left out."""
    return convolution_layer_gradients(x, w, dy, **how).weight, flip(_flipped(x, w, dy, how), axes=_spatial(w))


@claim(
    label="mirrored-kernels-have-mirrored-gradients",
    title="The weight gradient of a convolution layer is the flipped one of the correlation layer it equals.",
    statement=r"\partial w = \overline{\flip \partial(\overline{\flip w})}",
    evidence=DRAWN,
    counterfeits=(mirrored_gradient_left_as_it_is, mirrored_gradient_without_conjugate),
    rests_on=("the-flip-law-holds-for-layers",),
    source="this site",
)
def mirrored_kernels_have_mirrored_gradients(x, w, dy, **how):
    """The two losses are one function of mirrored weights, so their gradients are mirrored."""
    mirrored = conjugate_flip(_flipped(x, w, dy, how), axes=_spatial(w))
    return convolution_layer_gradients(x, w, dy, **how).weight, mirrored


@claim(
    label="same-padding-has-two-readings",
    title="For an even kernel, half of the padding rounded down, as PyTorch has it, gives other numbers.",
    refutes="Padding that keeps the size is the same everywhere.",
    statement=r"\bigl(\lfloor m/2 \rfloor,\; m - 1 - \lfloor m/2 \rfloor\bigr) \neq"
    r" \bigl(\lfloor (m - 1)/2 \rfloor,\; m - 1 - \lfloor (m - 1)/2 \rfloor\bigr)",
    evidence=Search(
        "kernels 1, 2, ..., m of m taps, the shortest first",
        lambda: (Case((np.array([[[5, 1, 4]]]), np.arange(1, m + 1)[None, None])) for m in (1, 2, 3, 4)),
    ),
    source="PyTorch 2.13, conv1d with padding='same': half of the padding, rounded down, comes first",
)
def same_padding_has_two_readings(x, w):
    """An even kernel has no middle tap; which of the two nearest is the anchor is a choice."""
    m = w.shape[2]
    return correlation_layer(x, w, padding="same"), correlation_layer(x, w, padding=[((m - 1) // 2, m // 2)])
