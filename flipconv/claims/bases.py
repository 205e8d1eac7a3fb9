"""Bases: evidence that decides a shape for all values, for sides that are affine in each argument."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from flipconv.claims.evidence import Case, How, Shape, Sides, listed, no_settings
from flipconv.claims.tracing import Atom, Traced, degrees, evaluated, traced_sides


class UndecidableError(ValueError):
    """The cases of an evidence would not decide what it is asked to decide."""


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
        return f"{count:,} combinations of {field_name} basis vectors, complete for the shapes {listed(self.shapes)}"


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
