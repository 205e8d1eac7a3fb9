"""A proof under way, and a place in one of its lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flipconv.proofs.replay.hypotheses import said
from flipconv.proofs.replay.normal import Env, Normaliser, Value
from flipconv.proofs.replay.polynomials import Budget, Polynomial, variable
from flipconv.proofs.replay.reading import Refused, listed, number, show
from flipconv.proofs.replay.scopes import Notes, Scope, check_index
from flipconv.proofs.replay.sorting import check_term


@dataclass(frozen=True)
class Proof:
    """The theorem to be proved, what it may use, and a note of what it has used."""

    scope: Scope
    env: Env
    hypotheses: list[dict[str, Any]]
    theorems: Mapping[str, Any]
    notes: Notes
    normal: Normaliser
    commuting: Normaliser
    relied: set[int] = field(default_factory=set)
    used: set[str] = field(default_factory=set)

    def relies(self, says: tuple[Any, ...]) -> bool:
        """Return whether a simple hypothesis is one here; if so it counts as used."""
        for position, hypothesis in self.of_kind(says[0]):
            if said(hypothesis, self.env, self.normal) == says:
                self.relied.add(position)
                return True
        return False

    def of_kind(self, kind: str) -> list[tuple[int, dict[str, Any]]]:
        """Return the hypotheses of a kind, with their numbers."""
        return [(number, entry) for number, entry in enumerate(self.hypotheses) if entry["kind"] == kind]

    def hypothesis(self, position: Any, kind: str) -> dict[str, Any]:
        """Return the hypothesis of that number, which must be of the kind."""
        if not 0 <= number(position, "the number of a hypothesis") < len(self.hypotheses):
            raise Refused(f"there is no hypothesis {position}; they are numbered from 0")
        if self.hypotheses[position]["kind"] != kind:
            raise Refused(f"hypothesis {position} is no {kind}")
        return self.hypotheses[position]


def begin(scope: Scope, hypotheses: list[Any], theorems: Mapping[str, Any], notes: Notes) -> Proof:
    """Return a proof of which nothing is done yet."""
    budget = Budget()
    env = Env(
        kinds=scope.kinds,
        sorts={name: name for name in scope.kinds},
        homs={name: name for name in scope.homs},
        symbols={name: name for name in scope.symbols},
        variables={name: variable(name) for name in scope.variables},
    )
    return Proof(scope, env, hypotheses, theorems, notes, Normaliser(budget), Normaliser(budget, commuting=True))


@dataclass(frozen=True)
class Place:
    """Where a step happens: the names on the path and what they stand for."""

    proof: Proof
    scope: Scope
    env: Env

    def inside(self, bound: Iterable[tuple[str, str]]) -> Place:
        """Return the place inside a binder."""
        bound = list(bound)
        return replace(self, scope=self.scope.bind(bound), env=self.env.bind([name for name, _ in bound]))

    def value(self, term: Any, env: Env | None = None) -> Value:
        """Return the normal form of a term here, or in another environment."""
        return self.proof.normal.value(term, env or self.env)

    def index(self, index: Any, sort: str) -> Polynomial:
        """Check an index of a sort and return what it stands for."""
        check_index(index, sort, self.scope, self.proof.notes)
        return self.proof.normal.index(index, self.env)

    def free_in(self, term: Any) -> set[str]:
        """Return the variables that are free in a term that stands here."""
        notes = Notes()
        check_term(term, self.scope.as_declared(), notes)
        return {name for what, name in notes.used if what == "variable"}


def descend(place: Place, term: Any, path: Any) -> tuple[Place, Any]:
    """Return the place at the end of a path, and the subterm there."""
    for turn in listed(path, "at"):
        where, bound = _turn(term, turn)
        place = place.inside(bound)
        term = term[where]["is"] if isinstance(term[where], dict) else term[where]
    return place, term


def replaced(term: Any, path: list[int], new: Any) -> Any:
    """Return a term with the subterm at the end of a path replaced, as it is written."""
    if not path:
        return new
    where, _ = _turn(term, path[0])
    inner = term[where]
    if isinstance(inner, dict):
        inner = {**inner, "is": replaced(inner["is"], path[1:], new)}
    else:
        inner = replaced(inner, path[1:], new)
    return [*term[:where], inner, *term[where + 1 :]]


def _turn(term: Any, turn: Any) -> tuple[int, list[tuple[str, str]]]:
    """Return where in the list of a term an operand stands, and what is bound on the way to it."""
    head = term[0] if isinstance(term, list) else None
    first = {"add": 1, "mul": 1, "conj": 1, "sum": 3, "at": 2}.get(str(head))
    if first is None or not 0 <= number(turn, "a turn of the path") < len(term) - first:
        raise Refused(f"the path has the turn {show(turn)} at {show(term)}, which has no such operand")
    inner = term[first + turn]
    if isinstance(inner, dict) and "is" in inner:
        return first + turn, [(name, sort) for name, sort in inner["vars"]]
    if isinstance(inner, dict) or (isinstance(inner, list) and not (inner and isinstance(inner[0], str))):
        raise Refused(f"the path leads into {show(inner)}, which is no term")
    return first + turn, [(term[1], term[2])] if head == "sum" else []
