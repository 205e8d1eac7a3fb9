"""Whether a family is summable here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, permutations, product
from typing import Any

from flipconv.proofs.replay.normal import Env, Product, Value
from flipconv.proofs.replay.places import Place
from flipconv.proofs.replay.polynomials import Polynomial, lone, variable
from flipconv.proofs.replay.reading import Refused, fields, listed, same_keys

TRIES, ORDERED = 300, 4


@dataclass(frozen=True)
class Family:
    """A family over variables of these sorts, each variable the name of its level; `more` are its parameters."""

    sorts: list[str]
    value: Value
    depth: int
    more: tuple[tuple[str, Polynomial], ...] = ()


@dataclass
class Named:
    """The hypotheses that the step names in `with.summable`, each of which must serve."""

    entries: list[Any]
    served: set[int] = field(default_factory=set)

    def check_served(self) -> None:
        """Refuse a name that served nothing."""
        for position in range(len(self.entries)):
            if position not in self.served:
                raise Refused(f"entry {position} of with.summable fits no family that must be summable")


def named_in(data: dict[str, Any]) -> Named:
    """Return the hypotheses that a step names."""
    entries = [fields(one, "an entry of with.summable", "hypothesis with") for one in listed(data, "with.summable")]
    return Named(entries)


def family(
    place: Place,
    over: Iterable[tuple[str, str]],
    term: Any,
    env: Env,
    more: tuple[tuple[str, Polynomial], ...] = (),
) -> Family:
    """Return the family of a term over variables, the sorts being named as in the environment."""
    over = list(over)
    value = place.value(term, env.bind([name for name, _ in over]))
    return Family([env.sorts[sort] for _, sort in over], value, env.depth, more)


def require_summable(place: Place, wanted: Family, named: Named) -> None:
    """Refuse a family that is not summable for a reason of the format; note the hypotheses relied on."""
    for position, entry in enumerate(named.entries):
        if _is_named(place, wanted, entry):
            named.served.add(position)
            return
    relied = place.proof.relied
    finite = {entry["sort"]: number for number, entry in place.proof.of_kind("finite")}
    if all(sort in finite for sort in wanted.sorts):
        relied.update(finite[sort] for sort in wanted.sorts)
        return
    settled = [_settling(place, wanted, factors) for factors in wanted.value]
    if all(numbers is not None for numbers in settled):
        relied.update(number for numbers in settled for number in numbers or ())
        return
    if not _as_it_stands(place, wanted):
        raise Refused("the family is not summable by what is known here")


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
    for atom in central:
        if atoms[atom][0] == "delta":
            yield dict(atoms[atom][2]), set()
    support = {entry["symbol"]: number for number, entry in place.proof.of_kind("support")}
    for atom in ordered:
        what = atoms[atoms[atom][1]] if atoms[atom][0] == "conj" else atoms[atom]
        if what[:2] == ("at", "symbol") and what[2] in support:
            yield dict(what[3][0][1]), {support[what[2]]}


def _is_named(place: Place, wanted: Family, entry: dict[str, Any]) -> bool:
    """Return whether a named hypothesis, with its variables replaced as the step says, is the family."""
    hypothesis = place.proof.hypothesis(entry["hypothesis"], "summable")
    given = same_keys(entry["with"], "with.summable", [name for name, _ in hypothesis["all"]])
    put = {name: place.index(given[name], sort) for name, sort in hypothesis["all"]}
    return _is_family(place, wanted, entry["hypothesis"], put)


def _as_it_stands(place: Place, wanted: Family) -> bool:
    """Return whether a hypothesis is the family, its variables `all` being variables that the family may mention."""
    scope, env = place.scope, place.env
    known = [(name, sort, env.variables[name]) for name, sort in scope.variables.items()]
    known += [("", sort, index) for sort, index in wanted.more]
    for number, hypothesis in place.proof.of_kind("summable"):
        names = [name for name, _ in hypothesis["all"]]
        # the variable of the same name comes first: it is the likeliest, and the tries are few
        choices = [
            [index for name, sort, index in sorted(known, key=lambda one: one[0] != meant) if sort == wants]
            for meant, wants in hypothesis["all"]
        ]
        for chosen in islice(product(*choices), TRIES):
            if _is_family(place, wanted, number, dict(zip(names, chosen, strict=True))):
                return True
    return False


def _is_family(place: Place, wanted: Family, number: int, put: dict[str, Polynomial]) -> bool:
    """Return whether a hypothesis, with its variables `all` replaced, is the family with its variables in any order."""
    hypothesis = place.proof.hypotheses[number]
    over = hypothesis["over"]
    if sorted(sort for _, sort in over) != sorted(wanted.sorts):
        return False
    # above this many variables only the order as written is tried: the others would be too many
    orders = permutations(range(len(over))) if len(over) <= ORDERED else [tuple(range(len(over)))]
    env = place.proof.env.deeper(wanted.depth + len(over))
    for order in orders:
        if all(over[old][1] == sort for old, sort in zip(order, wanted.sorts, strict=True)):
            levels = {over[old][0]: variable(f"#{wanted.depth + new}") for new, old in enumerate(order)}
            if place.value(hypothesis["term"], env.put(variables={**put, **levels})) == wanted.value:
                place.proof.relied.add(number)
                return True
    return False
