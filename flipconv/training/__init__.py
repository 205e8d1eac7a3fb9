"""
The smallest trainer that the twins need.

A network is a few layers of one kind, each followed by a rectifier, and a dense layer at the end. It is trained by
plain functions of arrays, so it learns in floats and in exact fractions alike. It is here to be looked into, not to
be fast.
"""

from flipconv.training.networks import Network, accuracy, flipped, mirrored
from flipconv.training.optimisers import Adam, Momentum
from flipconv.training.steps import cross_entropy, squared, trained

__all__ = [
    "Adam",
    "Momentum",
    "Network",
    "accuracy",
    "cross_entropy",
    "flipped",
    "mirrored",
    "squared",
    "trained",
]
