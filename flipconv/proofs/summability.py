"""When a family may be summed in any order: what swaps, splits and re-indexings of many variables need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flipconv.proofs.limits import spend
from flipconv.proofs.normal import Atom, Forms
from flipconv.proofs.statements import Finite, Hypothesis, Summable, Support
from flipconv.proofs.substitution import Substitution
from flipconv.proofs.terms import Index, RefusedError, Sum, Term


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
    parameters : mapping of str to (str, Index)
        Variables besides those in scope for all values of which it is to be summable, by the names they
        bear to the reader: the sort of each, and what stands for it in the term.
    """

    over: tuple[tuple[str, str], ...]
    term: Term
    parameters: Mapping[str, tuple[str, Index]] = field(default_factory=dict)


def summing_hypotheses(
    families: Iterable[Family],
    hypotheses: tuple[Hypothesis, ...],
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
    scope : mapping of str to str, optional
        The variables, with their sorts, that the families may mention.

    Returns
    -------
    set of int
        The numbers of the hypotheses that show it.

    Raises
    ------
    RefusedError
        If none does.
    """
    used = set[int]()
    for family in families:
        used |= _reason(family, hypotheses, scope or {})
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
    places = {name: _variable(f"${place}") for place, (name, _) in enumerate(family.over)}
    used: set[int] = set()
    forms = Forms()
    for factors in map(forms.factors, forms.of(Substitution(places, {}, {}, {}).term(family.term))):
        unsettled = {f"${place}" for place in range(len(family.over))}
        while unsettled:
            # deltas first, for they need no hypothesis
            settling = (_settles(atom, known, unsettled) for atom in factors)
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
    spend(len(monomials))
    holding = [(hom, names, count) for (hom, names), count in monomials if unsettled & set(names)]
    if len(holding) != 1:
        return None
    hom, names, count = holding[0]
    return (names[0], relied) if not hom and len(names) == 1 and abs(count) == 1 else None


def _assumed(family: Family, hypotheses: tuple[Hypothesis, ...], scope: Mapping[str, str]) -> set[int] | None:
    """Return the first hypothesis that says it, each of its variables `all` being the one of that name here."""
    known = {name: (sort, _variable(name)) for name, sort in scope.items()} | dict(family.parameters)
    forms = Forms()
    form = forms.of(_nested(family.over, family.term))
    for number, entry in enumerate(hypotheses):
        if not isinstance(entry, Summable) or [sort for _, sort in entry.over] != [sort for _, sort in family.over]:
            continue
        if all(known.get(name, ("",))[0] == sort for name, sort in entry.every):
            put = Substitution({name: known[name][1] for name, _ in entry.every}, {}, {}, {})
            if forms.of(_nested(*put.binding(entry.over, entry.term))) == form:
                return {number}
    return None


def _variable(name: str) -> Index:
    return Index(((("", (name,)), 1),))


def _nested(over: Iterable[tuple[str, str]], term: Term) -> Term:
    for name, sort in reversed(list(over)):
        term = Sum(name, sort, term)
    return term
