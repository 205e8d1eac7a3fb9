"""
When two terms are alike: they have one normal form in every ring with an involution.

A normal form is a sum of integer multiples of products of atoms. It uses the axioms of a ring, the
involution, and what a delta and a window are; nothing about sums over a sort but the names of
their variables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from flipconv.proofs.limits import BITS, spend
from flipconv.proofs.terms import (
    Add,
    Argument,
    At,
    Conj,
    Delta,
    Fun,
    Hom,
    Index,
    Mul,
    Num,
    RefusedError,
    Sum,
    Term,
    Window,
    combined,
)

Atom = tuple[Any, ...]
Product = tuple[tuple[int, ...], tuple[int, ...]]
"""The deltas and windows, sorted, and the other atoms in order; atoms by their numbers."""
Normal = dict[Product, int]
"""Each product of atoms with its coefficient."""

LIMIT = 2000
"""How many products a normal form may have."""


def alike(left: Term, right: Term, *, commuting: bool = False) -> bool:
    """
    Return whether two terms have one normal form.

    Parameters
    ----------
    left, right : Term
        The terms.
    commuting : bool, optional
        Whether products may be taken in any order.

    Returns
    -------
    bool
        Whether every ring with an involution gives them one value.

    Raises
    ------
    RefusedError
        If a normal form has more than 2,000 products.

    Examples
    --------
    >>> f = At("f", ())
    >>> g = At("g", ())
    >>> alike((f + g) * (f - g), f * f - g * g)
    False
    >>> alike((f + g) * (f - g), f * f - g * g, commuting=True)
    True
    """
    forms = Forms(commuting=commuting)
    return forms.of(left) == forms.of(right)


class Forms:
    """
    Normal forms that can be compared with one another: equal atoms have equal numbers.

    Parameters
    ----------
    commuting : bool, optional
        Whether products may be taken in any order.
    """

    def __init__(self, *, commuting: bool = False) -> None:
        self.commuting = commuting
        self.numbers: dict[Atom, int] = {}
        self.atoms: list[Atom] = []

    def of(self, term: Term) -> Normal:
        """Return the normal form of a term."""
        return self.term(term, _Scope(0, {}), conjugated=False)

    def atom(self, atom: Atom) -> tuple[int]:
        """Return the number of an atom, alone in a product."""
        if atom not in self.numbers:
            self.numbers[atom] = len(self.atoms)
            self.atoms.append(atom)
        return (self.numbers[atom],)

    def factors(self, product: Product) -> list[Atom]:
        """Return the atoms of a product, deltas and windows first."""
        return [self.atoms[number] for number in product[0] + product[1]]

    def term(self, term: Term, scope: _Scope, *, conjugated: bool) -> Normal:
        """Return the normal form of a term, or of its conjugate."""
        spend(1)
        match term:
            case Num(value):
                return {((), ()): value} if value else {}
            case Add(parts):
                return _added([self.term(part, scope, conjugated=conjugated) for part in parts])
            case Mul(parts):
                return self.product([self.term(part, scope, conjugated=conjugated) for part in parts], conjugated)
            case Conj(inner):
                return self.term(inner, scope, conjugated=not conjugated)
            case Delta(sort, index):
                return self.delta(sort, scope.index(index))
            case Window(index):
                return self.window(scope.index(index))
            case Sum(variable, sort, body):
                content = self.term(body, scope.binding(variable), conjugated=conjugated)
                return {((), self.atom(("sum", sort, frozen(content)))): 1} if content else {}
            case At(name, arguments):
                atom = ("at", name, tuple(self.argument(argument, scope) for argument in arguments))
                return {((), self.atom(("conj", atom) if conjugated else atom)): 1}
        raise RefusedError(f"{type(term).__name__} is no term")

    def product(self, parts: list[Normal], reverse: bool) -> Normal:
        """Multiply normal forms out; the conjugate of a product has its factors in reverse."""
        total: Normal = {((), ()): 1}
        for part in parts:
            _check_count(len(total) * len(part))
            lengths = [sum(len(central) + len(others) for central, others in form) for form in (total, part)]
            spend(2 * len(total) * len(part) + (lengths[0] * len(part) + lengths[1] * len(total)) // 8)
            pairs = product(total.items(), part.items())
            total = _collected((self.joined(*((b, a) if reverse else (a, b))), m * n) for (a, m), (b, n) in pairs)
        return total

    def joined(self, left: Product, right: Product) -> Product:
        """Return the product of two products."""
        central = tuple(sorted(left[0] + right[0]))
        others = left[1] + right[1]
        return central, tuple(sorted(others)) if self.commuting else others

    def delta(self, sort: str, index: Index) -> Normal:
        """Return the normal form of a delta."""
        number = _constant(index)
        if number is not None:
            return {((), ()): 1} if number == 0 else {}
        either = min(index.monomials, (-index).monomials)
        return {(self.atom(("delta", sort, either)), ()): 1}

    def window(self, index: Index) -> Normal:
        """Return the normal form of a window."""
        number = _constant(index)
        if number is not None:
            return {((), ()): 1} if number >= 0 else {}
        return {(self.atom(("window", index.monomials)), ()): 1}

    def argument(self, argument: Argument, scope: _Scope) -> Atom:
        """Return the normal form of an argument."""
        match argument:
            case Index():
                return ("index", scope.index(argument).monomials)
            case Hom(name):
                return ("hom", name)
            case Fun(variables, body):
                for variable, _ in variables:
                    scope = scope.binding(variable)
                content = self.term(body, scope, conjugated=False)
                return ("fun", tuple(sort for _, sort in variables), frozen(content))
        return ("value", frozen(self.term(argument, scope, conjugated=False)))


@dataclass(frozen=True)
class _Scope:
    """The bound variables, renamed to how many binders stand before them: no name of a certificate begins with @."""

    depth: int
    names: Mapping[str, str]

    def binding(self, variable: str) -> _Scope:
        return _Scope(self.depth + 1, {**self.names, variable: f"@{self.depth}"})

    def index(self, index: Index) -> Index:
        spend(len(index.monomials))
        return combined(
            ((hom, tuple(sorted(self.names.get(name, name) for name in variables))), count)
            for (hom, variables), count in index.monomials
        )


def frozen(form: Normal) -> Atom:
    """Return a normal form as a hashable, sorted tuple."""
    return tuple(sorted(form.items()))


def _added(forms: list[Normal]) -> Normal:
    spend(sum(map(len, forms)))
    total = _collected(entry for form in forms for entry in form.items())
    _check_count(len(total))
    return total


def _check_count(products: int) -> None:
    """Raise if a normal form has too many products."""
    if products > LIMIT:
        raise RefusedError(f"a sum of {products} products is past the limit of {LIMIT}")


def _collected(entries: Iterable[tuple[Product, int]]) -> Normal:
    total: Normal = {}
    for entry, count in entries:
        total[entry] = total.get(entry, 0) + count
    if any(count.bit_length() > BITS for count in total.values()):
        raise RefusedError(f"a number in it has more than {BITS} bits")
    return {product: count for product, count in total.items() if count}


def _constant(index: Index) -> int | None:
    """Return the number that an index is, or None."""
    if not index.monomials:
        return 0
    (monomial, count), *others = index.monomials
    return count if monomial == ("", ()) and not others else None
