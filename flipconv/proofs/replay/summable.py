"""Whether a family is summable here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flipconv.proofs.replay.normal import Env, Product, Value
from flipconv.proofs.replay.places import Place
from flipconv.proofs.replay.polynomials import Polynomial, lone
from flipconv.proofs.replay.reading import Refused


@dataclass(frozen=True)
class Family:
    """
    A family over variables of these sorts, each variable the name of its level.

    `more` are its parameters besides those in scope: the sort of each, and the index that it stands for.
    """

    sorts: list[str]
    value: Value
    depth: int
    more: Mapping[str, tuple[str, Polynomial]]


def family(
    place: Place,
    over: Iterable[tuple[str, str]],
    term: Any,
    env: Env,
    more: Mapping[str, tuple[str, Polynomial]] | None = None,
) -> Family:
    """Return the family of a term over variables, the sorts being named as in the environment."""
    over = list(over)
    value = place.value(term, env.bind([name for name, _ in over]))
    return Family([env.sorts[sort] for _, sort in over], value, env.depth, more or {})


def require_summable(place: Place, wanted: Family) -> None:
    """Refuse a family that is not summable for a reason of the format; note the hypotheses relied on."""
    relied = place.proof.relied
    finite = {entry["sort"]: number for number, entry in place.proof.of_kind("finite")}
    if all(sort in finite for sort in wanted.sorts):
        relied.update(finite[sort] for sort in wanted.sorts)
        return
    settled = [_settling(place, wanted, factors) for factors in wanted.value]
    if all(numbers is not None for numbers in settled):
        relied.update(number for numbers in settled for number in numbers or ())
        return
    by_hypothesis = (number for number, entry in place.proof.of_kind("summable") if _is_said(place, wanted, entry))
    if (number := next(by_hypothesis, None)) is None:
        raise Refused("the family is not summable by what is known here")
    relied.add(number)


def _settling(place: Place, wanted: Family, factors: Product) -> set[int] | None:
    """Return the hypotheses by which one product has finite support, or None."""
    unsettled = {f"#{wanted.depth + number}" for number in range(len(wanted.sorts))}
    bounds = list(_bounds(place, factors))
    relied: set[int] = set()
    while unsettled:
        for index, hypothesis in bounds:
            if settled := lone(index, unsettled):
                unsettled.discard(settled)
                relied |= hypothesis
                break
        else:
            return None
    return relied


def _bounds(place: Place, factors: Product) -> Iterator[tuple[Polynomial, set[int]]]:
    """Yield the indices that lie in a finite set wherever a product is not zero; deltas, which need nothing, first."""
    central, ordered = factors
    atoms = place.proof.normal.atoms
    budget = place.proof.normal.budget
    for atom in central:
        if atoms[atom][0] == "delta":
            budget.charge(len(atoms[atom][2]))
            yield dict(atoms[atom][2]), set()
    support = {entry["symbol"]: number for number, entry in place.proof.of_kind("support")}
    for atom in ordered:
        what = atoms[atoms[atom][1]] if atoms[atom][0] == "conj" else atoms[atom]
        if what[:2] == ("at", "symbol") and what[2] in support:
            budget.charge(len(what[3][0][1]))
            yield dict(what[3][0][1]), {support[what[2]]}


def _is_said(place: Place, wanted: Family, hypothesis: dict[str, Any]) -> bool:
    """Return whether a hypothesis says it of the family, each variable of `all` being the one of that name here."""
    if [sort for _, sort in hypothesis["over"]] != wanted.sorts:
        return False
    scope, env = place.scope, place.env
    put: dict[str, Polynomial] = {}
    for name, sort in hypothesis["all"]:
        found = wanted.more.get(name) or (scope.variables.get(name), env.variables.get(name))
        if found[0] != sort or found[1] is None:
            return False
        put[name] = found[1]
    # the rest of its names mean what is declared, whatever the path binds
    inner = place.proof.env.deeper(wanted.depth).put(variables=put).bind([name for name, _ in hypothesis["over"]])
    return place.value(hypothesis["term"], inner) == wanted.value
