"""
When two terms are alike: they have one normal form in every ring with an involution.

A normal form is a sum of integer multiples of products of atoms. It uses the axioms of a ring, the
involution, and what a delta and a window are; nothing about sums over a sort but the names of
their variables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
Product = tuple[tuple[Atom, ...], tuple[Atom, ...]]
"""The deltas and windows, sorted, and the other atoms in order."""
Normal = dict[Product, int]

LIMIT = 2000
"""How many products a normal form may have."""


def alike(left: Term, right: Term, *, commuting: bool = False) -> bool:
    """Return whether two terms have one normal form, where values commute if so said."""
    return normal(left, commuting=commuting) == normal(right, commuting=commuting)


def normal(term: Term, *, commuting: bool = False) -> Normal:
    """
    Return the normal form of a term.

    Parameters
    ----------
    term : Term
        Any term.
    commuting : bool, optional
        Whether products may be taken in any order.

    Returns
    -------
    dict
        Each product of atoms with its coefficient.

    Raises
    ------
    RefusedError
        If it has more than 2,000 products.

    Examples
    --------
    >>> f = At("f", ())
    >>> g = At("g", ())
    >>> alike((f + g) * (f - g), f * f - g * g)
    False
    >>> alike((f + g) * (f - g), f * f - g * g, commuting=True)
    True
    """
    return _Normaliser(commuting).term(term, _Scope(0, {}), conjugated=False)


class _Normaliser:
    """Normal forms of one kind: with or without commuting values."""

    def __init__(self, commuting: bool) -> None:
        self.commuting = commuting

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
                return _delta(sort, scope.index(index))
            case Window(index):
                return _window(scope.index(index))
            case Sum(variable, sort, body):
                content = self.term(body, scope.binding(variable), conjugated=conjugated)
                return {((), (("sum", sort, frozen(content)),)): 1} if content else {}
            case At(name, arguments):
                atom = ("at", name, tuple(self.argument(argument, scope) for argument in arguments))
                return {((), (("conj", atom) if conjugated else atom,)): 1}
        raise RefusedError(f"{type(term).__name__} is no term")

    def product(self, parts: list[Normal], reverse: bool) -> Normal:
        """Multiply normal forms out; the conjugate of a product has its factors in reverse."""
        total: Normal = {((), ()): 1}
        for part in reversed(parts) if reverse else parts:
            if len(total) * len(part) > LIMIT:
                raise RefusedError(f"a product of {len(total) * len(part)} products is past the limit of {LIMIT}")
            spend(sum(2 + len(others) // 8 for _, others in total) * len(part))
            total = _added([{self.joined(a, b): m * n} for a, m in total.items() for b, n in part.items()])
        return total

    def joined(self, left: Product, right: Product) -> Product:
        """Return the product of two products."""
        central = tuple(sorted(left[0] + right[0], key=repr))
        others = left[1] + right[1]
        return central, tuple(sorted(others, key=repr)) if self.commuting else others

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
        return combined(
            ((hom, tuple(sorted(self.names.get(name, name) for name in variables))), count)
            for (hom, variables), count in index.monomials
        )


def frozen(form: Normal) -> Atom:
    """Return a normal form as a hashable, sorted tuple."""
    return tuple(sorted(form.items(), key=repr))


def _added(forms: list[Normal]) -> Normal:
    total: Normal = {}
    for form in forms:
        spend(len(form))
        for product, count in form.items():
            total[product] = total.get(product, 0) + count
    if len(total) > LIMIT:
        raise RefusedError(f"a sum of {len(total)} products is past the limit of {LIMIT}")
    if any(count.bit_length() > BITS for count in total.values()):
        raise RefusedError(f"a number in it has more than {BITS} bits")
    return {product: count for product, count in total.items() if count}


def _constant(index: Index) -> int | None:
    """Return the number that an index is, or None."""
    if not index.monomials:
        return 0
    (monomial, count), *others = index.monomials
    return count if monomial == ("", ()) and not others else None


def _delta(sort: str, index: Index) -> Normal:
    number = _constant(index)
    if number is not None:
        return {((), ()): 1} if number == 0 else {}
    either = min(index, -index, key=lambda side: repr(side.monomials))
    return {((("delta", sort, either.monomials),), ()): 1}


def _window(index: Index) -> Normal:
    number = _constant(index)
    if number is not None:
        return {((), ()): 1} if number >= 0 else {}
    return {((("window", index.monomials),), ()): 1}
