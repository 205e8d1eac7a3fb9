"""When a family may be summed in any order: what swaps, splits and re-indexings of many variables need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import permutations

from flipconv.proofs.normal import Atom, alike, normal
from flipconv.proofs.statements import Finite, Hypothesis, Put, Summable, Support
from flipconv.proofs.substitution import Substitution
from flipconv.proofs.terms import Index, RefusedError, Sum, Term

Family = tuple[tuple[tuple[str, str], ...], Term]
"""Variables with their sorts, and the term."""


def summing_hypotheses(
    family: Family, hypotheses: tuple[Hypothesis, ...], offered: Iterable[tuple[int, Mapping[str, Put]]] = ()
) -> set[int]:
    """
    Return the hypotheses by which a family is absolutely summable.

    Parameters
    ----------
    family : Family
        The variables summed over, and the term.
    hypotheses : tuple of Hypothesis
        What is assumed.
    offered : iterable of (int, mapping)
        Summable hypotheses by number, with what to put in for their variables.

    Returns
    -------
    set of int
        The numbers of the hypotheses that show it.

    Raises
    ------
    RefusedError
        If none does.
    """
    over, term = family
    found = _finite(over, hypotheses)
    if found is None:
        found = _supported(over, term, hypotheses)
    if found is None:
        found = _assumed(family, hypotheses, offered)
    if found is None:
        names = ", ".join(name for name, _ in over)
        raise RefusedError(f"nothing says that the family over {names} is summable; it may be worth two different sums")
    return found


def _finite(over: Iterable[tuple[str, str]], hypotheses: tuple[Hypothesis, ...]) -> set[int] | None:
    known = {entry.sort: number for number, entry in enumerate(hypotheses) if isinstance(entry, Finite)}
    sorts = {sort for _, sort in over}
    return {known[sort] for sort in sorts} if sorts <= set(known) else None


def _supported(over: tuple[tuple[str, str], ...], term: Term, hypotheses: tuple[Hypothesis, ...]) -> set[int] | None:
    """Each variable must be settled by a factor that is zero outside a finite set."""
    known = {entry.symbol: number for number, entry in enumerate(hypotheses) if isinstance(entry, Support)}
    # names that no term bears, so that the normal form cannot confuse them with others
    places = {name: Index(((("", (f"${place}",)), 1),)) for place, (name, _) in enumerate(over)}
    used: set[int] = set()
    for central, others in normal(Substitution(places, {}, {}, {}).term(term)):
        unsettled = {f"${place}" for place in range(len(over))}
        progress = True
        while unsettled and progress:
            progress = False
            for atom in central + others:
                if (settled := _settles(atom, known, unsettled)) is not None:
                    name, number = settled
                    unsettled.remove(name)
                    used |= set() if number is None else {number}
                    progress = True
        if unsettled:
            return None
    return used


def _settles(atom: Atom, known: Mapping[str, int], unsettled: set[str]) -> tuple[str, int | None] | None:
    """Return the one variable that a factor pins to finitely many values, given the others."""
    inner = atom[1] if atom[0] == "conj" else atom
    number = None
    if inner[0] == "delta":
        monomials = inner[2]
    elif inner[0] == "at" and inner[1] in known and len(inner[2]) == 1 and inner[2][0][0] == "index":
        number, monomials = known[inner[1]], inner[2][0][1]
    else:
        return None
    holding = [(hom, names, count) for (hom, names), count in monomials if unsettled & set(names)]
    if len(holding) != 1:
        return None
    hom, names, count = holding[0]
    return (names[0], number) if not hom and len(names) == 1 and abs(count) == 1 else None


def _assumed(
    family: Family, hypotheses: tuple[Hypothesis, ...], offered: Iterable[tuple[int, Mapping[str, Put]]]
) -> set[int] | None:
    candidates = [(number, entry) for number, entry in enumerate(hypotheses) if isinstance(entry, Summable)]
    for number, put in offered:
        if not 0 <= number < len(hypotheses) or not isinstance(entry := hypotheses[number], Summable):
            raise RefusedError(f"hypothesis {number} does not say that a family is summable")
        candidates.append((number, _instance(entry, put)))
    for number, entry in candidates:
        if same_family(family, (entry.over, entry.term)):
            return {number}
    return None


def _instance(entry: Summable, put: Mapping[str, Put]) -> Summable:
    if set(put) != {name for name, _ in entry.every}:
        raise RefusedError("a summable hypothesis is used with all its variables replaced, and no others")
    indices = {name: value for name, value in put.items() if isinstance(value, Index)}
    over, term = Substitution(indices, {}, {}, {}).binding(entry.over, entry.term)
    return Summable((), over, term)


def same_family(left: Family, right: Family) -> bool:
    """Return whether two families are alike, with their variables in any order."""
    return any(alike(_nested(*left), _nested(order, right[1])) for order in permutations(right[0]))


def _nested(over: Iterable[tuple[str, str]], term: Term) -> Term:
    for name, sort in reversed(list(over)):
        term = Sum(name, sort, term)
    return term
