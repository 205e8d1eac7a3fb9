"""
The smallest trainer that the twins need.

A network is a few layers of one kind, each followed by a rectifier, and a dense layer at the end. It is trained by
plain functions of arrays, so it learns in floats and in exact fractions alike. It is here to be looked into, not to
be fast.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from flipconv.layers import (
    convolution_layer,
    convolution_layer_gradients,
    correlation_layer,
    correlation_layer_gradients,
)

GRADIENTS = {
    correlation_layer: correlation_layer_gradients,
    convolution_layer: convolution_layer_gradients,
}


@dataclass(frozen=True)
class Network:
    """
    Layers of one kind, rectified, and a dense layer.

    Parameters
    ----------
    layer : callable
        `flipconv.layers.correlation_layer` or `flipconv.layers.convolution_layer`, for all layers.
    kernels : tuple of numpy.ndarray, shape (O, C, *kernel)
        The weights of each layer.
    dense : numpy.ndarray, shape (classes, features)
        The weights of the dense layer: for each class, what all outputs of the last layer count.
    padding : tuple, optional
        The padding of each layer; by default ``"same"`` for all.

    Examples
    --------
    >>> import numpy as np
    >>> from flipconv.layers import correlation_layer
    >>> from flipconv.training import Network
    >>> network = Network(correlation_layer, (np.array([[[[1, -1]]]]),), np.array([[1, 10, 100]]))
    >>> network.scores(np.array([[[[5, 1, 4]]]])).tolist()
    [[40]]
    """

    layer: Callable[..., np.ndarray]
    kernels: tuple[np.ndarray, ...]
    dense: np.ndarray
    padding: tuple[Any, ...] = ()

    def paddings(self) -> tuple[Any, ...]:
        """Return the padding of each layer."""
        return self.padding or ("same",) * len(self.kernels)

    def signals(self, x: np.ndarray) -> list[np.ndarray]:
        """Return what goes into each layer, and what comes out of the last; rectified."""
        found = [x]
        for kernel, padding in zip(self.kernels, self.paddings(), strict=True):
            y = self.layer(found[-1], kernel, padding=padding)
            found.append(y * (y > 0))
        return found

    def scores(self, x: np.ndarray) -> np.ndarray:
        """Return a number for each signal and class."""
        last = self.signals(x)[-1]
        return last.reshape(len(x), -1) @ self.dense.T

    def gradients(self, x: np.ndarray, slopes: Callable[[np.ndarray], np.ndarray]) -> list[np.ndarray]:
        """Return the gradients of a loss, for each kernel and the dense layer; `slopes` gives that of the scores."""
        signals = self.signals(x)
        flat = signals[-1].reshape(len(x), -1)
        back = slopes(flat @ self.dense.T)
        found = [back.T @ flat]
        dy = (back @ self.dense).reshape(signals[-1].shape)
        for number in reversed(range(len(self.kernels))):
            # the rectifier lets through what it let through before
            dy = dy * (signals[number + 1] > 0)
            kernel, padding = self.kernels[number], self.paddings()[number]
            gradients = GRADIENTS[self.layer](signals[number], kernel, dy, padding=padding)
            found.insert(0, gradients.weight)
            dy = gradients.input
        return found


def squared(targets: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """Return the gradient of half the sum of squared differences from some targets, as a function of the scores."""
    return lambda scores: scores - targets


def cross_entropy(labels: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """Return the gradient of the mean cross-entropy with some labels, as a function of the scores."""

    def slopes(scores: np.ndarray) -> np.ndarray:
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares = powers / powers.sum(axis=1, keepdims=True)
        shares[np.arange(len(labels)), labels] -= 1
        return shares / len(labels)

    return slopes


@dataclass
class Momentum:
    """
    Gradient descent with momentum and weight decay: each weight by itself.

    Parameters
    ----------
    rate : number
        How far a step goes.
    momentum : number, optional
        How much of the last step is taken again.
    decay : number, optional
        How fast weights shrink.
    """

    rate: Any
    momentum: Any = 0
    decay: Any = 0
    speeds: dict[int, np.ndarray] = field(default_factory=dict)

    def step(self, number: int, weights: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        """Return the weights after one step; `number` tells which weights they are."""
        speed = self.momentum * self.speeds.get(number, 0 * gradient) + gradient + self.decay * weights
        self.speeds[number] = speed
        return weights - self.rate * speed


@dataclass
class Adam:
    """
    Adam with decoupled weight decay: each weight by itself, with a memory of its own gradients.

    Parameters
    ----------
    rate : number
        How far a step goes.
    betas : pair of number, optional
        How long the means of gradients and of their squares remember.
    small : number, optional
        What is added to the root.
    decay : number, optional
        How fast weights shrink.
    root : callable, optional
        The square root, of an array. Fractions need one that rounds.

    References
    ----------
    .. [1] D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
    """

    rate: Any
    betas: tuple[Any, Any] = (0.9, 0.999)
    small: Any = 1e-8
    decay: Any = 0
    root: Callable[[np.ndarray], np.ndarray] = np.sqrt
    means: dict[int, tuple[int, np.ndarray, np.ndarray]] = field(default_factory=dict)

    def step(self, number: int, weights: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        """Return the weights after one step; `number` tells which weights they are."""
        count, mean, square = self.means.get(number, (0, 0 * gradient, 0 * gradient))
        first, second = self.betas
        count, mean, square = (
            count + 1,
            first * mean + (1 - first) * gradient,
            second * square + (1 - second) * gradient**2,
        )
        self.means[number] = count, mean, square
        size = self.root(square / (1 - second**count)) + self.small
        return weights - self.rate * (mean / (1 - first**count) / size + self.decay * weights)


def trained(
    network: Network,
    optimiser: Momentum | Adam,
    batches: Iterable[tuple[np.ndarray, Callable[[np.ndarray], np.ndarray]]],
    *,
    kept: Callable[[tuple[np.ndarray, ...]], tuple[np.ndarray, ...]] = lambda kernels: kernels,
) -> Iterator[Network]:
    """
    Train a network, step by step.

    Parameters
    ----------
    network : Network
        Where it starts; it is left as it is.
    optimiser : Momentum or Adam
        It keeps its own memory: take a new one for each network.
    batches : iterable of (numpy.ndarray, callable)
        For each step signals, and the gradient of the loss as a function of the scores.
    kept : callable, optional
        What is done to the kernels after each step: a mask, a kernel that is frozen.

    Yields
    ------
    Network
        The network after each step.

    Examples
    --------
    >>> import numpy as np
    >>> from flipconv.layers import correlation_layer
    >>> from flipconv.training import Momentum, Network, squared, trained
    >>> network = Network(correlation_layer, (np.array([[[[1, 2]]]]),), np.array([[1, 1]]))
    >>> batch = np.array([[[[3, 1]]]]), squared(np.array([[12]]))
    >>> [step.kernels[0].tolist() for step in trained(network, Momentum(1), [batch])]
    [[[[[4, 6]]]]]
    """
    for x, slopes in batches:
        gradients = network.gradients(x, slopes)
        weights = [*network.kernels, network.dense]
        weights = [optimiser.step(*each) for each in zip(range(len(weights)), weights, gradients, strict=True)]
        network = replace(network, kernels=kept(tuple(weights[:-1])), dense=weights[-1])
        yield network


def accuracy(network: Network, x: np.ndarray, labels: np.ndarray) -> float:
    """Return how many of some signals have the largest score at their own label, as a share."""
    return float(np.mean(network.scores(x).argmax(axis=1) == labels))


def mirrored(network: Network) -> Network:
    """Return the twin: the other kind of layer, every kernel flipped along its spatial axes."""
    other = {correlation_layer: convolution_layer, convolution_layer: correlation_layer}[network.layer]
    return replace(network, layer=other, kernels=tuple(map(flipped, network.kernels)))


def flipped(kernel: np.ndarray) -> np.ndarray:
    """Return the weights of a layer with each kernel flipped along its spatial axes, channels left alone."""
    return np.flip(kernel, tuple(range(2, kernel.ndim)))
