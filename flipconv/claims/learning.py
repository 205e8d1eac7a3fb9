"""A claim with a proof: the kernels of a layer that flips and of one that does not learn to be mirror images."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from flipconv.claims.boxes import Box
from flipconv.claims.evidence import Case
from flipconv.claims.proved import Proved
from flipconv.claims.register import claim
from flipconv.claims.words import Signal, convolved, correlated, flipped
from flipconv.proofs import language
from flipconv.proofs.models import Group, Model
from flipconv.proofs.statements import Theorem
from flipconv.proofs.theorems import learning
from flipconv.proofs.theorems.vocabulary import x

State = tuple[Any, ...]
"""The parts of a tap's state: its weight, then what the optimiser remembers."""

Optimiser = Callable[[int, State, Any], State]
"""Takes the step, the state of one tap and the gradient there; returns the tap's new state."""


def descent(step: int, state: State, gradient: Any) -> State:
    """Plain gradient descent."""
    return (state[0] - gradient / 8, state[1], state[2])


def momentum(step: int, state: State, gradient: Any) -> State:
    """Gradient descent with momentum."""
    speed = state[1] / 2 + gradient
    return (state[0] - speed / 16, speed, state[2])


def decay(step: int, state: State, gradient: Any) -> State:
    """Gradient descent with weight decay."""
    return (state[0] - state[0] / 10 - gradient / 8, state[1], state[2])


def adam(step: int, state: State, gradient: Any) -> State:
    """Adam, in floating point: D. P. Kingma, J. Ba, 2015, algorithm 1."""
    slope = float(gradient)
    mean = 0.9 * float(state[1]) + 0.1 * slope
    square = 0.999 * float(state[2]) + 0.001 * slope * slope
    corrected = mean / (1 - 0.9 ** (step + 1)), square / (1 - 0.999 ** (step + 1))
    weight = float(state[0]) - 0.01 * corrected[0] / (math.sqrt(corrected[1]) + 1e-8)
    return (Fraction(weight), Fraction(mean), Fraction(square))


OPTIMISERS: tuple[Optimiser, ...] = (descent, momentum, decay, adam)


@dataclass(frozen=True)
class Training:
    """
    What an optimiser made of a kernel, step by step.

    Parameters
    ----------
    name : str
        The layer and the optimiser.
    states : tuple
        For each step the arrays of weights, of first and of second memories.
    """

    name: str
    states: tuple[tuple[np.ndarray, ...], ...]

    def at(self, step: int, part: int) -> Signal:
        """Return one part of the state at one step."""
        return Signal(self.states[step][part], None)

    def __repr__(self) -> str:
        return self.name


def trained(flips: bool, optimiser: Optimiser, start: np.ndarray, steps: int, data: tuple[Signal, Signal]) -> Training:
    """Train a kernel to make a target of a signal, by a layer that convolves or one that correlates."""
    signal, target = data
    parts = (start, np.zeros_like(start), np.zeros_like(start))
    states: list[tuple[np.ndarray, ...]] = [parts]
    for step in range(steps):
        kernel = Signal(parts[0], None)
        output = convolved(kernel, signal) if flips else correlated(kernel, signal)
        error = Signal(output.values - target.values, None)
        # the adjoint in the kernel, for real values: which operand is correlated with which tells the layers apart
        gradient = correlated(signal, error) if flips else correlated(error, signal)
        taps = zip(*(part.ravel() for part in parts), gradient.values.ravel(), strict=True)
        new = [optimiser(step, tuple(tap[:3]), tap[3]) for tap in taps]
        parts = tuple(np.array(part, dtype=object).reshape(start.shape) for part in zip(*new, strict=True))
        states.append(parts)
    return Training(f"{'convolution' if flips else 'correlation'} by {optimiser.__name__}", tuple(states))


def _fractions(shape: tuple[int, ...], number: int) -> np.ndarray:
    rng = np.random.default_rng([number, *shape])
    return np.array([Fraction(int(value), 2) for value in rng.integers(-3, 4, shape).ravel()], dtype=object).reshape(
        shape
    )


def _trainings() -> Iterator[Case]:
    for shape in ((3,), (4,), (2, 3)):
        data = (Signal(_fractions(shape, 1), None), Signal(_fractions(shape, 2), None))
        start = _fractions(shape, 0)
        mirrored = flipped(Signal(start, None)).values
        for optimiser in OPTIMISERS:
            plain = trained(False, optimiser, start, 3, data)
            mirror = trained(True, optimiser, mirrored, 3, data)
            for step in range(4):
                for part in range(3):
                    yield Case(((step,), (part,), mirror, plain))


def _with_trainings(theorem: Theorem, given: Mapping[str, Any]) -> tuple[Model, dict[str, Any]]:
    symbols = {
        name: (theorem.symbols[name], lambda t, b, tap, run=given[name]: run.at(t[0], b[0]).at(tap))
        for name in ("mirror", "plain")
    }
    grid = Group(given["plain"].states[0][0].shape)
    model = Model({"G": grid, "N": Group((0,), 4), "C": Group((3,))}, {}, symbols)
    return model, {"t": given["t"], "b": given["b"]}


def state(training: Any, t: Any, b: Any) -> Any:
    """One part of the state of every tap at one step."""
    return training.at(t[0], b[0]) if isinstance(training, Training) else language.of(x, training(t, b, x))


def kernels_stay_alike(t, b, mirror, plain):
    """The same kernel learned, without a flip."""
    return state(mirror, t, b), state(plain, t, b)


@claim(
    label="mirrored-starts-stay-mirrored",
    title="Two real kernels, one convolved and one correlated, stay mirror images if the optimiser works tap by tap.",
    evidence=Proved(
        learning.stay,
        Box("three steps of descent, momentum, weight decay and Adam, on three groups", _trainings),
        _with_trainings,
    ),
    counterfeits=(kernels_stay_alike,),
    source="this site; the optimisers: D. P. Kingma, J. Ba, Adam, 2015, algorithm 1",
)
def mirrored_starts_stay_mirrored(t, b, mirror, plain):
    """If an optimiser treats each tap by itself, the flip only renames the taps; by induction nothing else changes."""
    return state(mirror, t, b), flipped(state(plain, t, b))
