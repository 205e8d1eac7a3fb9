"""
Models: small worlds in which every line of a proof is worked out in exact numbers.

This is the third opinion. It knows no rule: it sums where a line says to sum. A wrong rule, or a
hypothesis that nothing satisfies, shows here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from math import prod
from operator import add, itemgetter, mul
from typing import Any

from flipconv.proofs.notation import definitions
from flipconv.proofs.statements import Kind, Signature
from flipconv.proofs.terms import Add, Argument, At, Conj, Delta, Fun, Hom, Index, Mul, Num, Sum, Term, Window

Element = Any
Value = Any
Reading = Callable[[Mapping[str, Any]], Value]
"""What works a term out, given the values of its free variables."""


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
        return tuple([value % order if order else value for value, order in zip(place, self.moduli, strict=True)])

    def combined(self, members: Sequence[tuple[Sequence[int], int]]) -> tuple[int, ...]:
        """Return the sum of members, each times an integer."""
        if len(self.moduli) == 1:
            (order,) = self.moduli
            total = sum([count * member[0] for member, count in members])
            return (total % order if order else total,)
        columns = range(len(self.moduli))
        return self.reduced([sum([count * member[axis] for member, count in members]) for axis in columns])

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

    def value(self, term: Term, places: Mapping[str, Any]) -> Value:
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
        return self.reading(term)(places)

    def reading(self, term: Term) -> Reading:
        """Return what works a term out wherever its free variables are; read once, it is quick to ask again."""
        match term:
            case Num(number):
                return lambda _: number
            case Add(parts):
                readings = [self.reading(part) for part in parts]
                return lambda places: reduce(add, [read(places) for read in readings])
            case Mul(parts):
                return self._product(parts)
            case Conj(inner):
                read = self.reading(inner)
                return lambda places: read(places).conjugate()
            case Delta(sort, index):
                where, zero = self._place(index, sort), self.sorts[sort].zero
                return lambda places: int(where(places) == zero)
            case Window(index):
                where = self._place(index, "Z")
                return lambda places: int(where(places)[0] >= 0)
            case Sum():
                return self._sum(term)
            case At(name, arguments) if name in self.symbols:
                kinds, function = self.symbols[name]
                given = [self._argument(part, kind) for kind, part in zip(kinds, arguments, strict=True)]
                return lambda places: function(*[read(places) for read in given])
            case At(name, arguments):
                return self._definition(name, arguments)
        raise TypeError(f"{term!r} has no value")

    def _product(self, parts: Iterable[Term]) -> Reading:
        """Multiply from the left, and not at all where a delta or a window is zero."""
        gates = [self.reading(part) for part in parts if isinstance(part, (Delta, Window))]
        others = [self.reading(part) for part in parts if not isinstance(part, (Delta, Window))]

        def multiplied(places: Mapping[str, Any]) -> Value:
            if not all(gate(places) for gate in gates):
                return 0
            return reduce(mul, [read(places) for read in others], 1)

        return multiplied

    def _sum(self, term: Sum) -> Reading:
        variable, members, body = term.variable, self.sorts[term.sort].elements, self.reading(term.body)

        def summed(places: Mapping[str, Any]) -> Value:
            inner = dict(places)
            total: Value = 0
            for inner[variable] in members:
                total = total + body(inner)
            return total

        return summed

    def _place(self, index: Index, sort: str) -> Callable[[Mapping[str, Any]], Element]:
        """Return what finds the member of a sort that an index is."""
        group = self.sorts[sort]
        parts = [(names, self.homs[hom][2] if hom else None, count) for (hom, names), count in index.monomials]
        if all(len(names) == 1 and not hom for names, hom, _ in parts):
            plain = [(names[0], count) for names, _, count in parts]
            if [count for _, count in plain] == [1]:
                return itemgetter(plain[0][0])
            return lambda places: group.combined([(places[name], count) for name, count in plain])

        def found(places: Mapping[str, Any]) -> Element:
            members = []
            for names, hom, count in parts:
                # of the integers, a product of numbers; the empty one is 1
                member = places[names[0]] if len(names) == 1 else (prod(places[name][0] for name in names),)
                members.append((hom(member) if hom else member, count))
            return group.combined(members)

        return found

    def _argument(self, argument: Argument, kind: Kind) -> Callable[[Mapping[str, Any]], Any]:
        """Return what gives an argument as Python understands it: a member, a callable or a value."""
        match argument:
            case Index():
                assert isinstance(kind, str), "the term is well-sorted"
                return self._place(argument, kind)
            case Fun(variables, body):
                names, read = [name for name, _ in variables], self.reading(body)

                def function(places: Mapping[str, Any]) -> Callable[..., Value]:
                    fixed = dict(places)
                    return lambda *members: read({**fixed, **dict(zip(names, members, strict=True))})

                return function
            case Hom(name):
                return lambda _: self.homs[name]
        return self.reading(argument)

    def _definition(self, name: str, arguments: tuple[Argument, ...]) -> Reading:
        """Work out a definition: its body, in the world in which its parameters are what they are here."""
        parameters = definitions()[name].parameters
        sorts: dict[str, str] = {}
        homs: dict[str, Any] = {}
        for (parameter, kind), argument in zip(parameters, arguments, strict=True):
            if isinstance(argument, Fun) and isinstance(kind, tuple):
                sorts |= zip(kind, (sort for _, sort in argument.variables), strict=True)
            elif isinstance(argument, Hom) and isinstance(kind, Mapping):
                homs[parameter] = (*kind["hom"], self.homs[argument.name][2])
                sorts |= zip(kind["hom"], self.homs[argument.name][:2], strict=True)
        given = [
            (parameter, self._argument(argument, sorts.get(kind, kind) if isinstance(kind, str) else kind))
            for (parameter, kind), argument in zip(parameters, arguments, strict=True)
            if not isinstance(kind, Mapping)
        ]
        # a function given for a parameter depends on where we are, so the body asks for it by name
        asked: dict[str, Any] = {}
        symbols = {
            parameter: (kind, lambda *members, own=parameter: asked[own](*members))
            for parameter, kind in parameters
            if isinstance(kind, tuple)
        }
        inner = Model({own: self.sorts[sort] for own, sort in sorts.items()}, homs, symbols)
        body = inner.reading(definitions()[name].body)

        def defined(places: Mapping[str, Any]) -> Value:
            before = dict(asked)
            here = {parameter: read(places) for parameter, read in given}
            asked.update(here)
            total = body(here)
            asked.update(before)
            return total

        return defined


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
