"""Optimisers that treat each weight by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np


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
    speeds: dict[int, np.ndarray] = field(default_factory=dict, init=False, repr=False)

    def step(self, number: int, weights: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        """
        Return the weights after one step.

        Parameters
        ----------
        number : int
            Which weights they are: each has a memory of its own.
        weights, gradient : numpy.ndarray
            The weights, and the gradient of the loss with respect to them.

        Returns
        -------
        numpy.ndarray
            A new array.
        """
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
    .. [2] I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2.
    """

    rate: Any
    betas: tuple[Any, Any] = (0.9, 0.999)
    small: Any = 1e-8
    decay: Any = 0
    root: Callable[[np.ndarray], np.ndarray] = np.sqrt
    means: dict[int, tuple[int, np.ndarray, np.ndarray]] = field(default_factory=dict, init=False, repr=False)

    def step(self, number: int, weights: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        """
        Return the weights after one step.

        Parameters
        ----------
        number : int
            Which weights they are: each has a memory of its own.
        weights, gradient : numpy.ndarray
            The weights, and the gradient of the loss with respect to them.

        Returns
        -------
        numpy.ndarray
            A new array.
        """
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
