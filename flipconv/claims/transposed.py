"""Claims: transposed layers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from flipconv.claims.evidence import Case, Exhausted
from flipconv.claims.register import claim
from flipconv.flips import conjugate_flip
from flipconv.layers import (
    convolution_layer,
    correlation_layer,
    transposed_convolution_layer,
    transposed_correlation_layer,
)

GUIDE = "V. Dumoulin, F. Visin, A guide to convolution arithmetic for deep learning, 2016, chapter 4"


def _transposing() -> Iterator[Case]:
    rng = np.random.default_rng(5)
    for step, of_x, of_w in ((1, (1, 2, 3), (2, 1, 2)), (2, (2, 1, 2, 3), (1, 2, 2, 3)), (3, (1, 2, 4), (2, 2, 2))):
        arrays = [rng.integers(-4, 5, shape) + 1j * rng.integers(-4, 5, shape) for shape in (of_x, of_w)]
        yield Case(tuple(arrays), {"stride": step})


TRANSPOSING = Exhausted("three layers of Gaussian integers, with strides 1, 2 and 3", _transposing)


def _by_layer(layer: Callable[..., np.ndarray], x: np.ndarray, w: np.ndarray, step: int) -> np.ndarray:
    """Return what a layer makes of signals with zeros between their samples, with all padding that reaches a sample."""
    lengths = [step * (n - 1) + 1 for n in x.shape[2:]]
    spread = np.zeros((*x.shape[:2], *lengths), x.dtype)
    spread[(..., *(slice(None, None, step),) * len(lengths))] = x
    return layer(spread, w.swapaxes(0, 1), padding=[(m - 1, m - 1) for m in w.shape[2:]])


def transposed_without_rotation(x, w, *, stride):
    """The kernel left as it is."""
    return transposed_correlation_layer(x, w, stride=stride), _by_layer(correlation_layer, x, np.conj(w), stride)


@claim(
    label="a-transposed-layer-has-its-kernel-rotated",
    title="A transposed correlation layer is a correlation layer with rotated kernels and channels exchanged.",
    statement=r"W^{\mathsf H} x = \overline{\flip w} \star \bigl(x \text{ with } s - 1 \text{ zeros between}\bigr)",
    evidence=TRANSPOSING,
    counterfeits=(transposed_without_rotation,),
    rests_on=("the-input-gradient-of-a-correlation-layer-convolves",),
    source=GUIDE + ", which leaves the rotation out",
)
def a_transposed_layer_has_its_kernel_rotated(x, w, *, stride):
    """Stamping the kernel upright is convolving, and a correlation does that with the kernel turned around."""
    rotated = conjugate_flip(w, axes=tuple(range(2, w.ndim)))
    return transposed_correlation_layer(x, w, stride=stride), _by_layer(correlation_layer, x, rotated, stride)


def transposed_convolution_stamped_upright(x, w, *, stride):
    """The kernel stamped upright."""
    return transposed_convolution_layer(x, w, stride=stride), _by_layer(convolution_layer, x, np.conj(w), stride)


@claim(
    label="a-transposed-convolution-layer-correlates",
    title="A transposed convolution layer is a correlation layer with the same kernels and channels exchanged.",
    statement=r"W^{\mathsf H} x = w \star \bigl(x \text{ with } s - 1 \text{ zeros between}\bigr)",
    evidence=TRANSPOSING,
    counterfeits=(transposed_convolution_stamped_upright,),
    rests_on=("the-input-gradient-of-a-convolution-layer-correlates",),
    source=GUIDE,
)
def a_transposed_convolution_layer_correlates(x, w, *, stride):
    """The adjoint of a convolution is a correlation, here of signals with zeros between their samples."""
    return transposed_convolution_layer(x, w, stride=stride), _by_layer(correlation_layer, x, w, stride)
