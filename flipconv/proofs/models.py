"""
Models: small worlds in which every line of a proof is worked out in exact numbers.

This is the third opinion. It knows no rule: it sums where a line says to sum. A wrong rule, or a
hypothesis that nothing satisfies, shows here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import product
from math import prod
from operator import add
from typing import Any

from flipconv.proofs.notation import definitions
from flipconv.proofs.statements import Kind, Signature
from flipconv.proofs.terms import Add, Argument, At, Conj, Delta, Fun, Hom, Index, Mul, Num, Sum, Term, Window

Element = Any
Value = Any


@dataclass(frozen=True)
class Group:
    """
    A finite abelian group, a product of cyclic ones; of the integers, a range that is summed over.

    Parameters
    ----------
    moduli : tuple of int
        The orders of its factors; 0 is the integers.
    reach : int, optional
        How far from 0 the integers are summed: beyond everything that differs from zero.
    """

    moduli: tuple[int, ...]
    reach: int = 0

    @property
    def elements(self) -> list[tuple[int, ...]]:
        """The members, or those of the integers within reach."""
        ranges = (range(order) if order else range(-self.reach, self.reach + 1) for order in self.moduli)
        return list(product(*ranges))

    @property
    def zero(self) -> tuple[int, ...]:
        """The neutral element."""
        return (0,) * len(self.moduli)

    def reduced(self, place: Iterable[int]) -> tuple[int, ...]:
        """Return a member from its coordinates, whatever their size."""
        return tuple(value % order if order else value for value, order in zip(place, self.moduli, strict=True))

    def plus(self, left: Sequence[int], right: Sequence[int], times: int = 1) -> tuple[int, ...]:
        """Return left plus a multiple of right."""
        return self.reduced(a + times * b for a, b in zip(left, right, strict=True))


@dataclass(frozen=True)
class Model:
    """
    What everything in a theorem stands for in one small world.

    Parameters
    ----------
    sorts : mapping of str to Group
        The sorts; a set is given as a group too, whose addition nothing asks for.
    homs : mapping of str to (str, str, callable)
        The homomorphisms: from, to, and what they do.
    symbols : mapping of str to (Signature, callable)
        The symbols; a function as an argument arrives as a callable.
    """

    sorts: Mapping[str, Group]
    homs: Mapping[str, tuple[str, str, Callable[[Element], Element]]]
    symbols: Mapping[str, tuple[Signature, Callable[..., Value]]]

    def value(self, term: Term, places: Mapping[str, Element]) -> Value:
        """
        Work a term out.

        Parameters
        ----------
        term : Term
            The term.
        places : mapping of str to element
            The values of its free variables.

        Returns
        -------
        number
            Its value: exact if the symbols' values are.
        """
        match term:
            case Num(number):
                return number
            case Add(parts):
                return reduce(add, (self.value(part, places) for part in parts))
            case Mul(parts):
                return self.multiplied(parts, places)
            case Conj(inner):
                return self.value(inner, places).conjugate()
            case Delta(sort, index):
                return int(self.place(index, sort, places) == self.sorts[sort].zero)
            case Window(index):
                return int(self.place(index, "Z", places)[0] >= 0)
            case Sum(variable, sort, body):
                members = self.sorts[sort].elements
                return reduce(add, (self.value(body, {**places, variable: member}) for member in members), 0)
            case At(name, arguments) if name in self.symbols:
                kinds, function = self.symbols[name]
                pairs = zip(kinds, arguments, strict=True)
                return function(*(self.argument(part, kind, places) for kind, part in pairs))
            case At(name, arguments):
                return self.defined(name, arguments, places)
        raise TypeError(f"{term!r} has no value")

    def multiplied(self, parts: Iterable[Term], places: Mapping[str, Element]) -> Value:
        """Multiply from the left, and stop at a delta or a window that is zero."""
        factors = sorted(parts, key=lambda part: not isinstance(part, (Delta, Window)))
        total: Value = 1
        for factor in factors:
            found = self.value(factor, places)
            if isinstance(factor, (Delta, Window)) and found == 0:
                return 0
            total = total * found
        return total

    def place(self, index: Index, sort: str, places: Mapping[str, Element]) -> Element:
        """Return the member of a sort that an index is."""
        group = self.sorts[sort]
        total = group.zero
        for (hom, names), count in index.monomials:
            member = places[names[0]] if len(names) == 1 else (prod(places[name][0] for name in names),)
            total = group.plus(total, self.homs[hom][2](member) if hom else member, count)
        return total

    def argument(self, argument: Argument, kind: Kind, places: Mapping[str, Element]) -> Any:
        """Return an argument as Python understands it: a member, a callable or a value."""
        match argument:
            case Index():
                assert isinstance(kind, str), "the term is well-sorted"
                return self.place(argument, kind, places)
            case Fun(variables, body):
                names = [name for name, _ in variables]
                return lambda *members: self.value(body, {**places, **dict(zip(names, members, strict=True))})
            case Hom(name):
                return self.homs[name]
        return self.value(argument, places)

    def defined(self, name: str, arguments: tuple[Argument, ...], places: Mapping[str, Element]) -> Value:
        """Work out a definition: its body, in the world in which its parameters are what they are here."""
        definition = definitions()[name]
        sorts: dict[str, str] = {}
        for (_, kind), argument in zip(definition.parameters, arguments, strict=True):
            if isinstance(argument, Fun) and isinstance(kind, tuple):
                sorts |= zip(kind, (sort for _, sort in argument.variables), strict=True)
            elif isinstance(argument, Hom) and isinstance(kind, Mapping):
                sorts |= zip(kind["hom"], self.homs[argument.name][:2], strict=True)
        inner = Model({own: self.sorts[sort] for own, sort in sorts.items()}, {}, {})
        homs: dict[str, Any] = {}
        symbols: dict[str, Any] = {}
        given: dict[str, Element] = {}
        for (parameter, kind), argument in zip(definition.parameters, arguments, strict=True):
            if isinstance(kind, str):
                assert isinstance(argument, Index), "the term is well-sorted"
                given[parameter] = self.place(argument, sorts[kind], places)
            elif isinstance(kind, tuple):
                symbols[parameter] = (kind, self.argument(argument, kind, places))
            elif isinstance(argument, Hom):
                homs[parameter] = (*kind["hom"], self.homs[argument.name][2])
        return replace(inner, homs=homs, symbols=symbols).value(definition.body, given)


class Matrix:
    """A two by two integer matrix: a value that does not commute; its conjugate is its transpose."""

    __slots__ = ("rows",)
    __hash__ = None  # pyright: ignore[reportAssignmentType]  # equal to an integer at times, so never a key

    def __init__(self, rows: Sequence[Sequence[int]]) -> None:
        self.rows = tuple(tuple(row) for row in rows)

    def __add__(self, other: Matrix | int) -> Matrix:
        pairs = zip(self.rows, _matrix(other).rows, strict=True)
        return Matrix([[a + b for a, b in zip(left, right, strict=True)] for left, right in pairs])

    __radd__ = __add__

    def __mul__(self, other: Matrix | int) -> Matrix:
        columns = list(zip(*_matrix(other).rows, strict=True))
        return Matrix(
            [[sum(a * b for a, b in zip(row, column, strict=True)) for column in columns] for row in self.rows]
        )

    def __rmul__(self, other: int) -> Matrix:
        return _matrix(other) * self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Matrix, int)) and self.rows == _matrix(other).rows

    def conjugate(self) -> Matrix:
        """Return the transpose."""
        return Matrix(list(zip(*self.rows, strict=True)))

    def __repr__(self) -> str:
        return f"Matrix({self.rows})"


def _matrix(value: Matrix | int) -> Matrix:
    return value if isinstance(value, Matrix) else Matrix([[value, 0], [0, value]])
