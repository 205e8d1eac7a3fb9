"""
The boxes of cases on which the claims with a proof are run.

Entries are Gaussian integers without symmetry, so that a lost conjugate, a lost flip or a place off
by one shows; they are drawn from a seed that goes with the shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from flipconv.claims.evidence import Case, Shape
from flipconv.claims.words import Signal


@dataclass(frozen=True)
class Box:
    """
    Cases, and what is printed of them.

    Parameters
    ----------
    told : str
        Which cases they are.
    every : callable
        Returns them.
    """

    told: str
    every: Callable[[], Iterable[Case]]

    def __call__(self) -> Iterable[Case]:
        """Return the cases."""
        return self.every()


GROUPS: tuple[Shape, ...] = ((1,), (2,), (3,), (5,), (2, 3))
"""Finite groups: cyclic ones, even and odd, and a product."""

EXACT_GROUPS: tuple[Shape, ...] = ((1,), (2,), (4,), (2, 4))
"""Finite groups on which the Fourier transform of Gaussian integers takes no rounding."""


def values(shape: Shape, number: int) -> np.ndarray:
    """Return an array of Gaussian integers, the same for a shape and a number each time."""
    rng = np.random.default_rng([number, *shape])
    return rng.integers(-4, 5, shape) + 1j * rng.integers(-4, 5, shape)


def linear(*lengths: Iterable[int], planar: bool = True, shifted: bool = False, scaled: bool = False) -> Box:
    """
    Return a box of signals on the integers.

    Parameters
    ----------
    *lengths : iterable of int
        For each signal, the lengths to run it with.
    planar : bool, optional
        Whether a case in two dimensions is added.
    shifted, scaled : bool, optional
        Whether a shift, or a number, comes before the signals.

    Returns
    -------
    Box
        The cases.
    """

    def every() -> Iterator[Case]:
        shapes: list[tuple[Shape, ...]] = [tuple((length,) for length in chosen) for chosen in product(*lengths)]
        if planar:
            shapes.append(tuple([(2, 1), (1, 2), (1, 2)][: len(lengths)]))
        for together in shapes:
            d = len(together[0])
            signals = [Signal(values(shape, number), (0,) * d) for number, shape in enumerate(together)]
            yield Case((*_extras(d, shifted, scaled), *signals))

    flat = "; ".join(f"lengths {', '.join(map(str, each))}" for each in lengths)
    plane = ", and one in two dimensions" if planar else ""
    return Box(f"one case for each combination of {flat}{plane}", every)


def cyclic(count: int, groups: Iterable[Shape] = GROUPS, *, shifted: bool = False, scaled: bool = False) -> Box:
    """
    Return a box of signals on finite groups.

    Parameters
    ----------
    count : int
        How many signals.
    groups : iterable of tuple of int, optional
        The groups, by the orders of their factors.
    shifted, scaled : bool, optional
        Whether a shift, or a number, comes before the signals.

    Returns
    -------
    Box
        The cases.
    """

    def every() -> Iterator[Case]:
        for shape in groups:
            signals = [Signal(values(shape, number), None) for number in range(count)]
            yield Case((*_extras(len(shape), shifted, scaled), *signals))

    return Box(f"one case for each of {listed(groups)}", every)


def listed(groups: Iterable[Shape]) -> str:
    """Return some groups as a reader would write them."""
    return "the groups " + ", ".join(" x ".join(f"Z/{order}" for order in shape) for shape in groups)


def _extras(d: int, shifted: bool, scaled: bool) -> list[object]:
    extras: list[object] = []
    extras += [(2, -1)[:d]] if shifted else []
    return extras + ([3 - 2j] if scaled else [])


def joined(*boxes: Box) -> Box:
    """Return the cases of several boxes as one."""
    return Box("; ".join(box.told for box in boxes), lambda: [case for box in boxes for case in box()])


def symmetric(count: int, groups: Iterable[Shape] = GROUPS) -> Box:
    """Return a box like `cyclic`, whose first signal is a kernel that equals its conjugate flip."""

    def every() -> Iterator[Case]:
        for case in cyclic(count, groups)():
            first, *others = case.args
            yield Case((symmetrised(first), *others))

    return Box(f"a kernel that equals its conjugate flip, in one case for each of {listed(groups)}", every)


def symmetrised(h: Signal) -> Signal:
    """Return the sum of a kernel on a group and its conjugate flip."""
    turned = np.roll(np.flip(np.conj(h.values)), 1, axis=tuple(range(h.values.ndim)))
    return Signal(h.values + turned, None)


PAIRS = joined(linear((1, 2, 3), (1, 2, 4)), cyclic(2))
TRIPLES = joined(linear((1, 2, 3), (1, 2), (1, 3), planar=False), cyclic(3))
SINGLES = joined(linear((1, 2, 3)), cyclic(1))
SCALED = joined(linear((1, 2, 3), (1, 2, 4), scaled=True), cyclic(2, scaled=True))
SHIFTED = joined(linear((1, 2, 3), (1, 2, 4), shifted=True, planar=False), cyclic(2, shifted=True))
