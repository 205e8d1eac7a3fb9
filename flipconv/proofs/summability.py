"""When a family may be summed in any order: what swaps, splits and re-indexings of many variables need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, permutations, product

from flipconv.proofs.normal import Atom, Normal, normal
from flipconv.proofs.statements import Finite, Hypothesis, Summable, Support
from flipconv.proofs.substitution import Substitution
from flipconv.proofs.terms import Index, RefusedError, Sum, Term

TRIES, ORDERED = 300, 4
"""How many replacements are tried, and of how many variables every order is."""

Offer = tuple[int, Mapping[str, Index]]
"""A summable hypothesis by number, and what to put in for its variables `all`."""


@dataclass(frozen=True)
class Family:
    """
    What is to be summed.

    Parameters
    ----------
    over : tuple of (str, str)
        The variables summed over, with their sorts.
    term : Term
        Each member.
    parameters : tuple of (str, str)
        Variables besides those in scope for all values of which it is to be summable.
    """

    over: tuple[tuple[str, str], ...]
    term: Term
    parameters: tuple[tuple[str, str], ...] = ()


def summing_hypotheses(
    families: Iterable[Family],
    hypotheses: tuple[Hypothesis, ...],
    offers: Iterable[Offer] = (),
    scope: Mapping[str, str] | None = None,
) -> set[int]:
    """
    Return the hypotheses by which families are absolutely summable.

    Parameters
    ----------
    families : iterable of Family
        The families.
    hypotheses : tuple of Hypothesis
        What is assumed.
    offers : iterable of Offer
        Each must serve one of the families.
    scope : mapping of str to str, optional
        The variables, with their sorts, that the families may mention.

    Returns
    -------
    set of int
        The numbers of the hypotheses that show it.

    Raises
    ------
    RefusedError
        If none does, or an offer serves no family.
    """
    offers, served, used = list(offers), set[int](), set[int]()
    for family in families:
        place = next((place for place, offer in enumerate(offers) if _fits(family, hypotheses, offer)), None)
        if place is not None:
            served.add(place)
            used.add(offers[place][0])
        else:
            used |= _reason(family, hypotheses, scope or {})
    if len(served) < len(offers):
        raise RefusedError("a summable hypothesis that is offered serves no family")
    return used


def _reason(family: Family, hypotheses: tuple[Hypothesis, ...], scope: Mapping[str, str]) -> set[int]:
    for found in (_finite(family, hypotheses), _supported(family, hypotheses), _assumed(family, hypotheses, scope)):
        if found is not None:
            return found
    names = ", ".join(name for name, _ in family.over)
    raise RefusedError(f"nothing says that the family over {names} is summable; it may be worth two different sums")


def _finite(family: Family, hypotheses: tuple[Hypothesis, ...]) -> set[int] | None:
    known = {entry.sort: number for number, entry in enumerate(hypotheses) if isinstance(entry, Finite)}
    sorts = {sort for _, sort in family.over}
    return {known[sort] for sort in sorts} if sorts <= set(known) else None


def _supported(family: Family, hypotheses: tuple[Hypothesis, ...]) -> set[int] | None:
    """Each variable must be settled by a factor that is zero outside a finite set."""
    known = {entry.symbol: number for number, entry in enumerate(hypotheses) if isinstance(entry, Support)}
    # names that no term bears, so that the normal form cannot confuse them with others
    places = {name: Index(((("", (f"${place}",)), 1),)) for place, (name, _) in enumerate(family.over)}
    used: set[int] = set()
    for central, others in normal(Substitution(places, {}, {}, {}).term(family.term)):
        unsettled = {f"${place}" for place in range(len(family.over))}
        while unsettled:
            # deltas first, for they need no hypothesis
            settling = (_settles(atom, known, unsettled) for atom in central + others)
            found = next((settled for settled in settling if settled is not None), None)
            if found is None:
                return None
            unsettled.remove(found[0])
            used |= found[1]
    return used


def _settles(atom: Atom, known: Mapping[str, int], unsettled: set[str]) -> tuple[str, set[int]] | None:
    """Return the one variable that a factor pins to finitely many values, given the others, and by what hypothesis."""
    inner = atom[1] if atom[0] == "conj" else atom
    relied = set[int]()
    if inner[0] == "delta":
        monomials = inner[2]
    elif inner[0] == "at" and inner[1] in known and len(inner[2]) == 1 and inner[2][0][0] == "index":
        relied, monomials = {known[inner[1]]}, inner[2][0][1]
    else:
        return None
    holding = [(hom, names, count) for (hom, names), count in monomials if unsettled & set(names)]
    if len(holding) != 1:
        return None
    hom, names, count = holding[0]
    return (names[0], relied) if not hom and len(names) == 1 and abs(count) == 1 else None


def _fits(family: Family, hypotheses: tuple[Hypothesis, ...], offer: Offer) -> bool:
    number, put = offer
    if not 0 <= number < len(hypotheses) or not isinstance(entry := hypotheses[number], Summable):
        raise RefusedError(f"hypothesis {number} does not say that a family is summable")
    if set(put) != {name for name, _ in entry.every}:
        raise RefusedError("a summable hypothesis is used with all its variables replaced, and no others")
    return _is_instance(family, _form(family), entry, put)


def _assumed(family: Family, hypotheses: tuple[Hypothesis, ...], scope: Mapping[str, str]) -> set[int] | None:
    """Return the first hypothesis that says it of any variables that the family may mention."""
    form = _form(family)
    for number, entry in enumerate(hypotheses):
        if isinstance(entry, Summable):
            for put in islice(_choices(entry, [*scope.items(), *family.parameters]), TRIES):
                if _is_instance(family, form, entry, put):
                    return {number}
    return None


def _choices(entry: Summable, known: list[tuple[str, str]]) -> Iterator[dict[str, Index]]:
    """Yield what the variables `all` of a hypothesis may stand for, those of the same name first."""
    options = [
        sorted((name for name, of in known if of == sort), key=lambda name, own=own: name != own)
        for own, sort in entry.every
    ]
    for names in product(*options):
        yield {own: Index(((("", (name,)), 1),)) for (own, _), name in zip(entry.every, names, strict=True)}


def _is_instance(family: Family, form: Normal, entry: Summable, put: Mapping[str, Index]) -> bool:
    """Return whether a hypothesis, its variables replaced, is a family with its variables in any order."""
    sorts = [sort for _, sort in family.over]
    if sorted(sort for _, sort in entry.over) != sorted(sorts):
        return False
    over, term = Substitution(put, {}, {}, {}).binding(entry.over, entry.term)
    # the orders of many variables are too many to try
    orders = permutations(over) if len(over) <= ORDERED else [over]
    return any(normal(_nested(order, term)) == form for order in orders if [sort for _, sort in order] == sorts)


def _form(family: Family) -> Normal:
    return normal(_nested(family.over, family.term))


def _nested(over: Iterable[tuple[str, str]], term: Term) -> Term:
    for name, sort in reversed(list(over)):
        term = Sum(name, sort, term)
    return term
