"""
Numbers that remember how they were made and refuse to be looked at.

A claim is decided on a basis only if its sides add and multiply and never ask what a value is.
Running them on `Trace` members shows it: a comparison or a truth test raises, and what comes out
is the polynomial that the code computes, in the entries of its arguments and their conjugates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from numbers import Number
from typing import Any, NoReturn

import numpy as np

Atom = tuple[str, tuple[int, ...], bool]
"""Argument, place in it, and whether the entry is conjugated."""

Traced = tuple[tuple[int, ...], list[dict[tuple[Atom, ...], Any]]]
"""The shape of a side and the polynomial of each of its entries."""


class BranchOnValueError(BaseException):
    """
    Some code asked for the value of an entry that stands for every value.

    It is no `Exception`, so that the code under test cannot catch it and go on as if nothing were.
    """


class Trace:
    """A polynomial in the entries of some arguments, with exact coefficients."""

    __slots__ = ("terms",)
    __hash__ = None  # pyright: ignore[reportAssignmentType]  # equal entries must not be found by value

    def __init__(self, terms: dict[tuple[Atom, ...], Any]) -> None:
        self.terms = {atoms: factor for atoms, factor in terms.items() if factor != 0}

    def __add__(self, other: object) -> Trace:
        terms = dict(self.terms)
        for atoms, factor in _traced(other).terms.items():
            terms[atoms] = terms.get(atoms, 0) + factor
        return Trace(terms)

    __radd__ = __add__

    def __neg__(self) -> Trace:
        return self * -1

    def __sub__(self, other: object) -> Trace:
        return self + _traced(other) * -1

    def __rsub__(self, other: object) -> Trace:
        return self * -1 + other

    def __mul__(self, other: object) -> Trace:
        terms: dict[tuple[Atom, ...], Any] = {}
        for atoms, factor in self.terms.items():
            for others, another in _traced(other).terms.items():
                key = tuple(sorted(atoms + others))
                terms[key] = terms.get(key, 0) + factor * another
        return Trace(terms)

    __rmul__ = __mul__

    def __truediv__(self, other: int) -> Trace:
        return self * Fraction(1, other)

    def conjugate(self) -> Trace:
        """Conjugate entries and coefficients."""
        return Trace(
            {
                tuple(sorted((name, place, not conjugated) for name, place, conjugated in atoms)): np.conj(factor)
                for atoms, factor in self.terms.items()
            }
        )

    def _refuse(self, *_: object) -> NoReturn:
        raise BranchOnValueError("the code looks at a value, so no finite set of inputs decides it")

    __bool__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse  # pyright: ignore
    __abs__ = __int__ = __float__ = __complex__ = __index__ = __round__ = _refuse  # pyright: ignore


def _traced(value: object) -> Trace:
    if isinstance(value, Trace):
        return value
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return _traced(value.item())
    if isinstance(value, Number):
        return Trace({(): value})
    raise BranchOnValueError(f"a {type(value).__name__} met an entry that stands for every value")


def traced_entries(name: str, shape: tuple[int, ...], *, real: bool = False) -> np.ndarray:
    """
    Return an array of independent entries of one argument.

    A real entry is the sum of an atom and its conjugate, so that conjugating changes nothing.
    """
    entries = np.empty(shape, dtype=object)
    for place in np.ndindex(shape):
        entry = Trace({((name, place, False),): 1})
        entries[place] = entry + entry.conjugate() if real else entry
    return entries


def polynomials(side: Any) -> list[dict[tuple[Atom, ...], Any]]:
    """Return the polynomial of every entry of a side, in order."""
    return [_traced(entry).terms for entry in np.asarray(side, dtype=object).flat]


def traced_sides(
    sides: Callable[..., tuple[Any, Any]],
    names: list[str],
    shapes: tuple[tuple[int, ...], ...],
    how: dict[str, Any],
    *,
    real: bool = False,
) -> tuple[Traced, Traced]:
    """Run the sides on traced entries; code that looks at a value raises `BranchOnValueError`."""
    entries = [traced_entries(name, shape, real=real) for name, shape in zip(names, shapes, strict=True)]
    left, right = sides(*entries, **how)
    return (np.shape(left), polynomials(left)), (np.shape(right), polynomials(right))


def degrees(terms: Iterable[tuple[Atom, ...]], name: str) -> set[int]:
    """Return the degrees in one argument of some monomials."""
    return {Counter(atom[0] for atom in atoms)[name] for atoms in terms}


def evaluated(terms: dict[tuple[Atom, ...], Any], values: Mapping[str, np.ndarray]) -> Any:
    """Return the value of a polynomial where its atoms have the given values."""
    total: Any = 0
    for atoms, factor in terms.items():
        product = factor
        for name, place, conjugated in atoms:
            value = values[name][place].item()
            product = product * (value.conjugate() if conjugated else value)
        total = total + product
    return total
