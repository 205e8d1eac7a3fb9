"""The network that the twins are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from flipconv.flips import flip
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
    r"""
    Layers of one kind, rectified, and a dense layer.

    Parameters
    ----------
    layer : callable
        `flipconv.layers.correlation_layer` or `flipconv.layers.convolution_layer`, for all layers.
    kernels : tuple of numpy.ndarray, shape (O, C, \*kernel)
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
            found.append(np.where(y > 0, y, 0))
        return found

    def scores(self, x: np.ndarray) -> np.ndarray:
        r"""
        Return a number for each signal and class.

        Parameters
        ----------
        x : numpy.ndarray, shape (N, C, \*spatial)
            Signals.

        Returns
        -------
        numpy.ndarray, shape (N, classes)
            The larger, the more a signal looks like one of the class.
        """
        last = self.signals(x)[-1]
        return last.reshape(len(x), -1) @ self.dense.T

    def gradients(self, x: np.ndarray, slopes: Callable[[np.ndarray], np.ndarray]) -> list[np.ndarray]:
        r"""
        Return the gradients of a loss, for each kernel and the dense layer.

        Parameters
        ----------
        x : numpy.ndarray, shape (N, C, \*spatial)
            Signals.
        slopes : callable
            Returns the gradient of the loss with respect to the scores, of these.

        Returns
        -------
        list of numpy.ndarray
            With the shapes of the kernels and of the dense layer's weights.
        """
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


def accuracy(network: Network, x: np.ndarray, labels: np.ndarray) -> float:
    r"""
    Return how many of some signals have the largest score at their own label.

    Parameters
    ----------
    network : Network
        The network.
    x : numpy.ndarray, shape (N, C, \*spatial)
        Signals.
    labels : numpy.ndarray of int, shape (N,)
        The class of each.

    Returns
    -------
    float
        A share, from 0 to 1.
    """
    return float(np.mean(network.scores(x).argmax(axis=1) == labels))


def mirrored(network: Network) -> Network:
    """
    Return the twin of a network: the other kind of layer, every kernel flipped along its spatial axes.

    Parameters
    ----------
    network : Network
        The network.

    Returns
    -------
    Network
        It has the same scores.
    """
    other = {correlation_layer: convolution_layer, convolution_layer: correlation_layer}[network.layer]
    return replace(network, layer=other, kernels=tuple(map(flipped, network.kernels)))


def flipped(kernel: np.ndarray) -> np.ndarray:
    r"""
    Return the weights of a layer with each kernel flipped along its spatial axes, channels left alone.

    Parameters
    ----------
    kernel : numpy.ndarray, shape (O, C, \*kernel)
        The weights.

    Returns
    -------
    numpy.ndarray
        A view.

    Examples
    --------
    >>> import numpy as np
    >>> flipped(np.array([[[1, 2], [3, 4]]])).tolist()
    [[[2, 1], [4, 3]]]
    """
    return flip(kernel, axes=range(2, kernel.ndim))
