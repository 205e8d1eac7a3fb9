"""The kinds of evidence: which cases a claim is run on, and what agreement on all of them is worth."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Protocol

import numpy as np

from flipconv.claims.tiers import Tier
from flipconv.claims.tracing import Atom, degrees, evaluated, polynomials, traced_entries

Sides = Callable[..., tuple[Any, Any]]
Shape = tuple[int, ...]
How = dict[str, Any]


class UndecidableError(ValueError):
    """The cases of an evidence would not decide what it is asked to decide."""


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


Traced = tuple[Shape, list[dict[tuple[Atom, ...], Any]]]
"""The shape of a side and the polynomial of each of its entries."""


def traced_sides(
    sides: Sides, names: list[str], shapes: tuple[Shape, ...], how: How, *, real: bool = False
) -> tuple[Traced, Traced]:
    """Run the sides on traced entries; code that looks at a value raises `BranchOnValueError`."""
    entries = [traced_entries(name, shape, real=real) for name, shape in zip(names, shapes, strict=True)]
    left, right = sides(*entries, **how)
    return (np.shape(left), polynomials(left)), (np.shape(right), polynomials(right))


def _lacking(names: list[str], sums: list[dict[tuple[Atom, ...], Any]]) -> list[bool]:
    """Return, for each argument, whether some term lacks it; raise where one holds it twice."""
    found = [degrees((atoms for terms in sums for atoms in terms), name) for name in names]
    if too_high := [name for name, seen in zip(names, found, strict=True) if seen - {0, 1}]:
        raise UndecidableError(f"a side is not affine in {too_high[0]}, so a basis does not decide it")
    return [0 in seen for seen in found]


@dataclass(frozen=True)
class Basis:
    """
    Every combination of basis vectors of the stated shapes.

    This decides a shape for all values, since the sides are shown, by running them on traced
    entries, to be real-affine in each argument: a sum of products with at most one entry of each,
    conjugated or not. Such a function is known from its values on the vectors e and ie; where a
    term lacks an argument, the zero vector joins them. The traced sums must be equal too, and a
    random array of numbers must give what they say, lest numbers take another road than traces.

    Parameters
    ----------
    shapes : tuple of tuple of shape
        For each run, the shape of every argument.
    settings : callable, optional
        Takes the shapes and returns the keywords to run them with.
    real : bool, optional
        Whether the arguments are real.
    needs : str, optional
        The package without which it cannot run.
    """

    shapes: tuple[tuple[Shape, ...], ...]
    settings: Callable[..., Iterable[How]] = no_settings
    real: bool = False
    needs: str | None = None

    def cases(self, sides: Sides) -> Iterator[Case]:
        """Yield the basis cases of each shape and setting, once the sides are shown to be affine there."""
        for shapes in self.shapes:
            for how in self.settings(*shapes):
                names = [f"argument {i}" for i in range(len(shapes))]
                left, right = traced_sides(sides, names, shapes, how, real=self.real)
                with_zero = _lacking(names, left[1] + right[1])
                self._tie(sides, names, shapes, how, (left, right))
                vectors = [
                    list(basis(shape, real=self.real, zero=zero)) for shape, zero in zip(shapes, with_zero, strict=True)
                ]
                for args in product(*vectors):
                    yield Case(args, how)
                if left != right:
                    raise UndecidableError("the sides agree on the basis, but not as sums of traced entries")

    def _tie(
        self, sides: Sides, names: list[str], shapes: tuple[Shape, ...], how: How, traced: tuple[Traced, Traced]
    ) -> None:
        """Raise unless numbers, in each dtype a caller may use, give what the traced sums say."""
        rng = np.random.default_rng(len(names))
        integers = [rng.integers(1, 9, shape) for shape in shapes]
        probes = [integers, [values.astype(float) for values in integers]]
        if not self.real:
            probes.append([values + 1j * rng.integers(1, 9, values.shape) for values in integers])
        for probe in probes:
            # a real entry was traced as the sum of two atoms
            halves = [values / 2 if self.real else values for values in probe]
            atoms = dict(zip(names, halves, strict=True))
            for (shape, sums), side in zip(traced, sides(*probe, **how), strict=True):
                expected = [evaluated(terms, atoms) for terms in sums]
                if np.shape(side) != shape or np.asarray(side).ravel().tolist() != expected:
                    raise UndecidableError(f"arrays of {probe[0].dtype} take another road than traced entries")

    def told(self, count: int) -> str:
        """Say how many basis vectors were combined, and of which shapes."""
        field_name = "real" if self.real else "complex"
        return f"{count:,} combinations of {field_name} basis vectors, complete for the shapes {_listed(self.shapes)}"


def _listed(shapes: tuple[tuple[Shape, ...], ...]) -> str:
    return "; ".join(" with ".join("×".join(map(str, shape)) for shape in together) for together in shapes)


def basis(shape: Shape, *, real: bool = False, zero: bool = False) -> Iterator[np.ndarray]:
    """Yield the vectors e, and for complex values ie, of a shape; the zero vector first if asked for."""
    dtype = np.int64 if real else np.complex128
    if zero:
        yield np.zeros(shape, dtype)
    for place in np.ndindex(shape):
        for unit in (1,) if real else (1, 1j):
            vector = np.zeros(shape, dtype)
            vector[place] = unit
            yield vector


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
        return f"SymPy symbols in every entry, {count:,} runs, for the shapes {_listed(self.shapes)}"


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


TIERS: dict[type, Tier] = {
    Basis: Tier.DECIDED,
    Symbolic: Tier.DECIDED,
    Exhausted: Tier.EXHAUSTED,
    Sampled: Tier.SAMPLED,
    Search: Tier.REFUTED,
}
"""What agreement on all cases is worth. It goes by the kind of evidence, so that no claim can declare it."""
