"""Indices as polynomials, and the budget that keeps every calculation short."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from flipconv.proofs.replay.reading import Refused

# a monomial is a homomorphism, or "", and variables in order; each has a coefficient that is not zero
Monomial = tuple[str, tuple[str, ...]]
Polynomial = dict[Monomial, int]
Frozen = tuple[tuple[Monomial, int], ...]

WORK, BITS = 3_000_000, 4096
Key = TypeVar("Key")


class Budget:
    """What may still be spent on one certificate."""

    def __init__(self) -> None:
        self.left = WORK

    def charge(self, amount: int) -> None:
        """Spend some of it; refuse when it is gone."""
        self.left -= amount
        if self.left < 0:
            raise Refused("it takes too long to check")


def settled(total: dict[Key, int]) -> dict[Key, int]:
    """Return a sum without its zeros, unless a number in it has grown out of bounds."""
    if any(coefficient.bit_length() > BITS for coefficient in total.values()):
        raise Refused("a number in it grows too large")
    return {key: coefficient for key, coefficient in total.items() if coefficient}


def variable(name: str) -> Polynomial:
    """Return the index that is one variable."""
    return {("", (name,)): 1}


def constant(value: int) -> Polynomial:
    """Return the index that is a number."""
    return {("", ()): value} if value else {}


def is_constant(index: Polynomial) -> bool:
    """Return whether an index of the integers is a number."""
    return not set(index) - {("", ())}


def add(terms: Iterable[tuple[int, Polynomial]], budget: Budget) -> Polynomial:
    """Return the sum of integer multiples of indices."""
    total: Polynomial = {}
    for factor, term in terms:
        budget.charge(1 + len(term))
        for monomial, coefficient in term.items():
            total[monomial] = total.get(monomial, 0) + factor * coefficient
    return settled(total)


def multiply(left: Polynomial, right: Polynomial, budget: Budget) -> Polynomial:
    """Return the product of two indices of the integers."""
    total: Polynomial = {}
    for (_, first), a in left.items():
        for (_, second), b in right.items():
            budget.charge(1 + len(first) + len(second))
            monomial = "", tuple(sorted(first + second))
            total[monomial] = total.get(monomial, 0) + a * b
    return settled(total)


def image(hom: str, index: Polynomial) -> Polynomial:
    """Return the image of an index under a homomorphism."""
    if any(inner for inner, _ in index):
        raise Refused(f"the image under {hom} of an image under a homomorphism cannot be written")
    return {(hom, variables): coefficient for (_, variables), coefficient in index.items()}


def freeze(index: Polynomial) -> Frozen:
    """Return an index in a form that can be compared."""
    return tuple(sorted(index.items()))


def holding(index: Polynomial, names: set[str]) -> list[Monomial]:
    """Return the monomials that hold one of the variables."""
    return [monomial for monomial in index if not names.isdisjoint(monomial[1])]


def lone(index: Polynomial, names: set[str]) -> str | None:
    """Return the one of these variables that the index holds alone, once, with 1 or -1 and under no homomorphism."""
    found = holding(index, names)
    if len(found) != 1 or found[0][0] or len(found[0][1]) != 1 or abs(index[found[0]]) != 1:
        return None
    return found[0][1][0]


def place(index: Polynomial, name: str, budget: Budget) -> Polynomial:
    """Return where the index is zero, as a value of the variable that it must hold alone."""
    if lone(index, {name}) is None:
        raise Refused("the variable must occur once in the delta, with coefficient 1 or -1, under no homomorphism")
    sign = index["", (name,)]
    return add([(-sign, index), (1, variable(name))], budget)
