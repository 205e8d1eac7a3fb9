"""Training, step by step, and the losses that give its slopes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import numpy as np

from flipconv.training.networks import Network
from flipconv.training.optimisers import Adam, Momentum


def squared(targets: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """
    Return the gradient of half the sum of squared differences, as a function of the scores.

    Parameters
    ----------
    targets : numpy.ndarray, shape (N, classes)
        What the scores should be.

    Returns
    -------
    callable
        Takes scores and returns how fast the loss grows with each.

    Examples
    --------
    >>> import numpy as np
    >>> squared(np.array([[1, 5]]))(np.array([[3, 4]])).tolist()
    [[2, -1]]
    """
    return lambda scores: scores - targets


def cross_entropy(labels: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """
    Return the gradient of the mean cross-entropy with some labels, as a function of the scores.

    Parameters
    ----------
    labels : numpy.ndarray of int, shape (N,)
        The class of each signal.

    Returns
    -------
    callable
        Takes scores and returns how fast the loss grows with each.

    Examples
    --------
    >>> import numpy as np
    >>> cross_entropy(np.array([1]))(np.array([[2.0, 2.0]])).tolist()
    [[0.5, -0.5]]
    """

    def slopes(scores: np.ndarray) -> np.ndarray:
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares = powers / powers.sum(axis=1, keepdims=True)
        shares[np.arange(len(labels)), labels] -= 1
        return shares / len(labels)

    return slopes


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
