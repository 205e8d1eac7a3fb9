"""The kinds of evidence: which cases a claim is run on, and what agreement on all of them is worth."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from flipconv.claims.tracing import traced_sides

Sides = Callable[..., tuple[Any, Any]]
Shape = tuple[int, ...]
How = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """
    The arguments of one run of a claim.

    Parameters
    ----------
    args : tuple
        The arguments by position.
    how : dict, optional
        The keywords.
    """

    args: tuple[Any, ...]
    how: How = field(default_factory=dict)

    def told(self, sides: Sides) -> str:
        """Return the case as a reader would type it."""
        names = list(inspect.signature(sides).parameters)
        positional = [f"{name} = {_plain(value)}" for name, value in zip(names, self.args, strict=False)]
        return ", ".join(positional + [f"{name} = {_plain(value)}" for name, value in self.how.items()])


def _plain(value: Any) -> str:
    return repr(value.tolist()) if isinstance(value, np.ndarray) else repr(value)


class Evidence(Protocol):
    """What the checker asks of an evidence."""

    @property
    def needs(self) -> str | None:
        """The package without which it cannot run."""
        ...

    def cases(self, sides: Sides) -> Iterable[Case]:
        """Return the cases to run."""
        ...

    def told(self, count: int) -> str:
        """Return in a sentence what was run."""
        ...


def no_settings(*_: Shape) -> Iterable[How]:
    """Return the one way to call a claim that takes no keywords."""
    return ({},)


def listed(shapes: tuple[tuple[Shape, ...], ...]) -> str:
    """Return the shapes of some runs as a reader would write them."""
    return "; ".join(" with ".join("×".join(map(str, shape)) for shape in together) for together in shapes)


@dataclass(frozen=True)
class Exhausted:
    """
    Every case of a box that is printed.

    Parameters
    ----------
    box : str
        What is printed.
    every : callable
        Returns the cases.
    needs : str, optional
        The package without which it cannot run.
    """

    box: str
    every: Callable[[], Iterable[Case]]
    needs: str | None = None

    def cases(self, sides: Sides) -> Iterable[Case]:
        """Return every case of the box."""
        return self.every()

    def told(self, count: int) -> str:
        """Say which box was run."""
        return f"every case of the box: {self.box} ({count:,} cases)" if count != 1 else f"the one case: {self.box}"


@dataclass(frozen=True)
class Sampled:
    """
    Random cases from a printed seed; integers, so that the comparison stays exact.

    Parameters
    ----------
    count, seed : int
        How many cases are drawn, and from which seed.
    draw : callable
        Takes a generator and returns a case.
    of : str
        What is drawn, for the reader.
    needs : str, optional
        The package without which it cannot run.
    """

    count: int
    seed: int
    draw: Callable[[np.random.Generator], Case]
    of: str
    needs: str | None = None

    def cases(self, sides: Sides) -> Iterator[Case]:
        """Yield the random cases, the same ones each time."""
        rng = np.random.default_rng(self.seed)
        for _ in range(self.count):
            yield self.draw(rng)

    def told(self, count: int) -> str:
        """Say how many random cases were run, and from which seed."""
        return f"{count:,} random cases of {self.of}, seed {self.seed}"


@dataclass(frozen=True)
class Symbolic:
    """
    SymPy symbols in every entry of the stated shapes: they stand for all complex values.

    Parameters
    ----------
    shapes : tuple of tuple of shape
        For each run, the shape of every argument.
    settings : callable, optional
        Takes the shapes and returns the keywords to run them with.
    needs : str, optional
        The package without which it cannot run.
    """

    shapes: tuple[tuple[Shape, ...], ...]
    settings: Callable[..., Iterable[How]] = no_settings
    needs: str | None = "sympy"

    def cases(self, sides: Sides) -> Iterator[Case]:
        """Yield arrays of symbols, named after the parameters of the claim."""
        import sympy

        names = list(inspect.signature(sides).parameters)
        for shapes in self.shapes:
            args = tuple(
                np.array(sympy.symbols(f"{name}:{np.prod(shape)}"), dtype=object).reshape(shape)
                for name, shape in zip(names, shapes, strict=False)
            )
            for how in self.settings(*shapes):
                # SymPy compares how symbols are written and never refuses; traced entries do
                _ = traced_sides(sides, names[: len(shapes)], shapes, how)
                yield Case(args, how)

    def told(self, count: int) -> str:
        """Say on which shapes the symbols ran."""
        return f"SymPy symbols in every entry, {count:,} runs, for the shapes {listed(self.shapes)}"


@dataclass(frozen=True)
class Search:
    """
    Cases in order of size, walked until the two sides of a pitfall differ.

    Parameters
    ----------
    order : str
        What is walked, and in which order.
    every : callable
        Returns the cases, the smallest first.
    needs : str, optional
        The package without which it cannot run.
    """

    order: str
    every: Callable[[], Iterable[Case]]
    needs: str | None = None

    def cases(self, sides: Sides) -> Iterable[Case]:
        """Return the cases, the smallest first."""
        return self.every()

    def told(self, count: int) -> str:
        """Say how far the search went."""
        ran = "the first case" if count == 1 else f"{count:,} cases"
        return f"{ran} of {self.order}, the last of them the witness"
