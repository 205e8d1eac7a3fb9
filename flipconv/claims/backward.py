"""Claims: what a layer's gradients are, told by differences of its outputs alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from flipconv.claims.evidence import Case, Exhausted, How, Search
from flipconv.claims.register import claim
from flipconv.flips import flip
from flipconv.layers import convolution_layer_gradients, correlation_layer, correlation_layer_gradients
from flipconv.operators import correlate

GOODFELLOW = "I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 9.5"


def _steps() -> Iterator[Case]:
    rng = np.random.default_rng(8)
    layers: list[tuple[tuple[int, ...], tuple[int, ...], How]] = [
        ((1, 1, 4), (1, 1, 2), {}),
        ((2, 2, 5), (2, 1, 2), {"stride": 2, "padding": ((2, 0),), "groups": 2}),
        ((1, 2, 3, 2), (1, 2, 2, 1), {"dilation": 2}),
    ]
    for (of_x, of_w, how), step in product(layers, (Fraction(1), Fraction(-1000), Fraction(1, 7))):
        of_y = correlation_layer(np.zeros(of_x, int), np.zeros(of_w, int), **how).shape
        arrays = [rng.integers(-4, 5, shape).astype(object) for shape in (of_x, of_w, of_y)]
        yield Case((*arrays, step), how)


STEPS = Exhausted("three layers of integers, strided, padded, dilated and grouped, with steps 1, -1000 and 1/7", _steps)


def _slopes(of: Callable[[np.ndarray], Any], values: np.ndarray, step: Fraction) -> list[Any]:
    """Return by how much a function grows along each entry, per unit of a step of any size."""
    found: list[Any] = []
    for place in np.ndindex(values.shape):
        moved = values.copy()
        moved[place] += step
        found.append((of(moved) - of(values)) / step)
    return found


def _quotients(x: np.ndarray, w: np.ndarray, dy: np.ndarray, step: Fraction, how: How) -> list[list[Any]]:
    def loss(x: np.ndarray, w: np.ndarray) -> Any:
        return (dy * correlation_layer(x, w, **how)).sum()

    return [_slopes(lambda moved: loss(moved, w), x, step), _slopes(lambda moved: loss(x, moved), w, step)]


def slopes_with_the_weights_flipped(x, w, dy, step, **how):
    """A flip put into the weight gradient."""
    found = correlation_layer_gradients(x, w, dy, **how)
    turned = flip(found.weight, axes=tuple(range(2, w.ndim)))
    return _quotients(x, w, dy, step, how), [found.input.ravel().tolist(), turned.ravel().tolist()]


def slopes_without_the_flip(x, w, dy, step, **how):
    """The flip left out of the input gradient: the other layer's."""
    found = convolution_layer_gradients(x, w, dy, **how).input, correlation_layer_gradients(x, w, dy, **how).weight
    return _quotients(x, w, dy, step, how), [gradient.ravel().tolist() for gradient in found]


@claim(
    label="difference-quotients-of-a-layer-are-its-gradients",
    title="Changing one number by a step of any size changes the loss by its gradient times the step.",
    statement=r"\ell(x, w + t e) - \ell(x, w) = t \langle \partial w, e \rangle, \quad"
    r" \ell(x + t e, w) - \ell(x, w) = t \langle \partial x, e \rangle",
    given=r"a correlation layer $y$ of $x$ and $w$, and a loss $\ell = \sum_k \partial y[k]\, y[k]$ of its outputs",
    evidence=STEPS,
    counterfeits=(slopes_with_the_weights_flipped, slopes_without_the_flip),
    source=GOODFELLOW,
)
def difference_quotients_of_a_layer_are_its_gradients(x, w, dy, step, **how):
    """The layer is linear in its signal and linear in its weights, so there is no remainder, however long the step."""
    found = correlation_layer_gradients(x, w, dy, **how)
    return _quotients(x, w, dy, step, how), [found.input.ravel().tolist(), found.weight.ravel().tolist()]


@claim(
    label="rotating-the-input-is-not-the-weight-gradient",
    title="Correlating the flipped signal with what comes back gives something else than the weight gradient.",
    refutes="For the weight gradient, rotate the input by 180 degrees first.",
    statement=r"\partial w \neq \partial y \star \flip x",
    evidence=Search(
        "signals and gradients of zeros and ones, one tap, the shortest first",
        lambda: (
            Case((np.array(x), np.array(dy)))
            for n in (1, 2)
            for x in product((0, 1), repeat=n)
            for dy in product((0, 1), repeat=n)
        ),
    ),
    source="this site",
)
def rotating_the_input_is_not_the_weight_gradient(x, dy):
    """A weight's gradient adds up the samples it met, each times the gradient of the output it met it for."""
    w = np.zeros((1, 1, len(x) - len(dy) + 1), int)

    def loss(w: np.ndarray) -> Any:
        return (dy * correlation_layer(x[None, None], w)).sum()

    found = [loss(w + one) for one in np.eye(w.size, dtype=int).reshape(-1, *w.shape)]
    return np.array(found), correlate(flip(x), dy, mode="valid")
