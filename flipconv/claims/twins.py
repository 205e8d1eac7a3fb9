"""Claims: two networks, one correlating and one convolving from flipped kernels, learn the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from math import isqrt
from typing import Any

import numpy as np

from flipconv.claims.evidence import Case, Exhausted, Search
from flipconv.claims.register import claim
from flipconv.layers import correlation_layer
from flipconv.training import Adam, Momentum, Network, flipped, mirrored, squared, trained

PLACES = 2**40


def rational_root(values: np.ndarray) -> np.ndarray:
    """Return the square roots of fractions, rounded down to a multiple of 2**-40."""
    return np.asarray(np.frompyfunc(lambda v: Fraction(isqrt(int(v * PLACES * PLACES)), PLACES), 1, 1)(values))


OPTIMISERS: dict[str, Callable[[], Momentum | Adam]] = {
    "descent": lambda: Momentum(Fraction(1, 64)),
    "momentum": lambda: Momentum(Fraction(1, 64), Fraction(1, 2), Fraction(1, 8)),
    "adam": lambda: Adam(
        Fraction(1, 8), (Fraction(1, 2), Fraction(3, 4)), Fraction(1, 100), Fraction(1, 8), rational_root
    ),
}


def _network(padding: Any = "same", taps: tuple[int, int] = (2, 3)) -> Network:
    """Return a small network without symmetry, with weights that are fractions."""
    rng = np.random.default_rng(11)

    def fractions(*shape: int) -> np.ndarray:
        return np.array([Fraction(int(n), 4) for n in rng.integers(-5, 6, shape).flat], dtype=object).reshape(shape)

    return Network(
        correlation_layer, (fractions(2, 1, *taps), fractions(1, 2, 1, 2)), fractions(2, 12), (padding, "same")
    )


def _steps(network: Network, optimiser: str, kept: Callable[..., Any] = lambda kernels: kernels) -> list[Network]:
    """Return the network after each of three steps."""
    rng = np.random.default_rng(12)
    batches = []
    for _ in range(3):
        x = rng.integers(-3, 4, (2, 1, 3, 4)).astype(object)
        batches.append((x, squared(rng.integers(-9, 10, (2, 2)).astype(object))))
    return list(trained(network, OPTIMISERS[optimiser](), batches, kept=kept))


def _learnt(steps: list[Network], turn: Callable[[np.ndarray], np.ndarray] = np.asarray) -> np.ndarray:
    """Return all taps after each step, of kernels as they are or turned."""
    return np.concatenate([turn(kernel).ravel() for step in steps for kernel in step.kernels])


def _first_row(steps: list[Network], turn: Callable[[np.ndarray], np.ndarray] = np.asarray) -> list[str]:
    """Return a few taps after the first step, as a reader would write them."""
    return [str(tap) for tap in turn(steps[0].kernels[0])[0, 0, 0]]


def _optimisers() -> Iterator[Case]:
    for name in OPTIMISERS:
        for padding in ("same", ((0, 1), (2, 0))):
            yield Case((name, padding))


def twins_from_one_start(optimiser, padding):
    """The start not flipped."""
    network = _network(padding)
    unflipped = replace(mirrored(network), kernels=network.kernels)
    return _learnt(_steps(network, optimiser)), _learnt(_steps(unflipped, optimiser), flipped)


def twins_that_stay_equal(optimiser, padding):
    """Equal kernels, for mirrored ones."""
    network = _network(padding)
    return _learnt(_steps(network, optimiser)), _learnt(_steps(mirrored(network), optimiser))


@claim(
    label="twins-learn-mirrored-kernels",
    title="Two networks, one correlating, one convolving from flipped kernels, have flipped kernels after every step.",
    statement=r"\vartheta_0 = \flip \theta_0 \;\Rightarrow\; \vartheta_t = \flip \theta_t",
    given="two layers, an even kernel among them, even and uneven padding, the same in both networks",
    evidence=Exhausted("descent, momentum and Adam, three steps each in fractions, with two paddings", _optimisers),
    counterfeits=(twins_from_one_start, twins_that_stay_equal),
    rests_on=("mirrored-kernels-have-mirrored-gradients",),
    source="this site; for every size: the theorem on this page",
)
def twins_learn_mirrored_kernels(optimiser, padding):
    """Each step does to a tap what the other network's does to the mirrored tap."""
    network = _network(padding)
    return _learnt(_steps(network, optimiser)), _learnt(_steps(mirrored(network), optimiser), flipped)


@claim(
    label="an-unflipped-start-departs-at-once",
    title="A convolving network that starts from the kernels of a correlating one learns something else at once.",
    refutes="It makes no difference to a network which of the two operations it is trained with, from any start.",
    statement=r"\vartheta_0 = \theta_0 \;\not\Rightarrow\; \vartheta_1 = \flip \theta_1",
    evidence=Search("descent, momentum and Adam, from the same start", lambda: map(Case, zip(OPTIMISERS, strict=True))),
    source="this site",
)
def an_unflipped_start_departs_at_once(optimiser):
    """The two networks are two functions from the first image on, so they have two gradients."""
    network = _network()
    unflipped = replace(mirrored(network), kernels=network.kernels)
    return _first_row(_steps(network, optimiser)), _first_row(_steps(unflipped, optimiser), flipped)


MASK = np.array([[1, 0, 1], [0, 1, 1]])


def _masked(kernels: tuple[np.ndarray, ...]) -> tuple[np.ndarray, ...]:
    return (kernels[0] * MASK, *kernels[1:])


@claim(
    label="a-mask-that-is-not-flipped-breaks-twins",
    title="A mask on the kernels that is not flipped with them breaks the mirror.",
    refutes="Whatever is done to both networks alike keeps them alike.",
    statement=r"\vartheta_t \odot M \neq \flip(\theta_t \odot M)",
    evidence=Search(
        "descent, momentum and Adam, with one mask for both", lambda: map(Case, zip(OPTIMISERS, strict=True))
    ),
    source="this site",
)
def a_mask_that_is_not_flipped_breaks_twins(optimiser):
    """The mask speaks of places in the kernel, and the twin's places are mirrored. So do priors and frozen kernels."""
    network = _network()
    one, other = (_steps(each, optimiser, _masked) for each in (network, mirrored(network)))
    return _first_row(one), _first_row(other, flipped)


@claim(
    label="one-anchor-number-in-both-breaks-twins",
    title="An even kernel with one anchor number in both networks breaks the mirror.",
    refutes="The anchor is a setting like any other: give both networks the same.",
    statement=r"a_\vartheta = a_\theta \neq m - 1 - a_\theta",
    evidence=Search(
        "anchors 0 and 1 of a kernel of two rows, given to both networks",
        lambda: (Case((anchor,)) for anchor in (0, 1)),
    ),
    source="this site",
)
def one_anchor_number_in_both_breaks_twins(anchor):
    """A tap keeps its number and not its place when its kernel is flipped, so the twin's window lies elsewhere."""
    # the window of a correlation reaches `anchor` samples back; that of a convolution m - 1 - anchor
    network = _network(((anchor, 1 - anchor), (1, 1)))
    twin = replace(mirrored(network), padding=(((1 - anchor, anchor), (1, 1)), "same"))
    return _first_row(_steps(network, "descent")), _first_row(_steps(twin, "descent"), flipped)
