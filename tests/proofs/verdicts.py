"""What the two programs say of certificates, and what the terms of a certificate are worth in a small world."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from random import Random
from typing import Any

from flipconv.proofs.models import Group, Matrix, Model, Reading
from flipconv.proofs.parsing import theorem_from
from flipconv.proofs.rechecking import recheck
from flipconv.proofs.replay import replay
from flipconv.proofs.statements import Equation, Theorem
from flipconv.proofs.terms import RefusedError, Sum, Term
from tests.proofs import javascript


def builder(certificate: Any, *library: Any) -> str:
    """Return why the program that builds proofs refuses a certificate, or "" if it does not."""
    known: dict[str, Theorem] = {}
    for entry in library:
        known[entry["name"]] = recheck(entry, known)
    try:
        _ = recheck(certificate, known)
    except RefusedError as refusal:
        return str(refusal)
    return ""


def replayer(certificate: Any, *library: Any) -> str:
    """
    Return why the replayer refuses a certificate, or "" if it does not; the library must be established.

    The replayer of the pages must say the same.
    """
    texts = [json.dumps(entry) for entry in (certificate, *library)]
    report = replay(texts)
    javascript.assert_agrees(texts, report)
    assert {entry["name"] for entry in library} <= set(report.established), report.refused
    (reason,) = report.refused.values() or [""]
    assert "this program failed" not in reason
    return reason


@dataclass
class Small:
    """
    A small world for the terms of a certificate; what is not given is drawn at random.

    Parameters
    ----------
    sorts : mapping of str to Group
        The sorts; by default those of a group have three members, the integers and steps a few.
    homs : mapping of str to callable
        The homomorphisms; by default twice the place.
    symbols : mapping of str to callable
        What the symbols do; members arrive as tuples.
    matrices : bool
        Whether values are matrices.
    line : bool
        Whether sums over the integers are infinite ones.
    """

    sorts: Mapping[str, Group] = field(default_factory=dict)
    homs: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    symbols: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    matrices: bool = False
    line: bool = False


class Steps(Group):
    """The steps 0 to 5."""

    @property
    def elements(self) -> list[tuple[int, ...]]:
        return [(step,) for step in range(6)]


class Line(Model):
    """
    A model whose sums over the integers are infinite ones, of families that vanish far out in each row.

    An inner sum goes twice as far as the one around it, so that nothing of a row is cut off. A sum whose
    last members are not zero is of a family that is not summable, and so zero by convention.
    """

    def reading(self, term: Term) -> Reading:
        if not isinstance(term, Sum) or self.sorts[term.sort].moduli != (0,):
            return super().reading(term)
        read = self.reading(term.body)

        def summed(places: Mapping[str, Any]) -> Any:
            depth = places.get("depth", 0)
            reach = 4 * 3**depth
            inner = {**places, "depth": depth + 1}
            values = [read({**inner, term.variable: (place,)}) for place in range(-reach, reach + 1)]
            return 0 if values[0] != 0 or values[-1] != 0 else sum(values)

        return summed


def model_of(theorem: Theorem, small: Small, seed: int = 1) -> Model:
    kinds = {"steps": Steps((0,)), "integers": Group((0,), 4)}
    sorts = {name: small.sorts.get(name, kinds.get(kind, Group((3,)))) for name, kind in theorem.sorts.items()}
    homs = {name: (*ends, small.homs.get(name, _double(sorts[ends[1]]))) for name, ends in theorem.homs.items()}
    symbols = {
        name: (kinds, small.symbols.get(name, _table(f"{seed}{name}", kinds, sorts, small.matrices)))
        for name, kinds in theorem.symbols.items()
    }
    return (Line if small.line else Model)(sorts, homs, symbols)


def _double(group: Group) -> Callable[[Any], Any]:
    return lambda place: group.plus(place, place)


def _table(seed: str, kinds: Any, sorts: Mapping[str, Group], matrices: bool) -> Callable[..., Any]:
    def value(*arguments: Any) -> Any:
        known = [
            argument if isinstance(kind, str) else [argument(*m) for m in product(*(sorts[s].elements for s in kind))]
            for kind, argument in zip(kinds, arguments, strict=True)
        ]
        rng = Random(f"{seed}{known}")
        if matrices:
            return Matrix([[rng.randint(-2, 2) for _ in range(2)] for _ in range(2)])
        return complex(rng.randint(-3, 3), rng.randint(-3, 3))

    return value


def places_of(theorem: Theorem, model: Model) -> Iterator[dict[str, Any]]:
    """Yield the values of the free variables at which every equation that is assumed holds."""
    names = list(theorem.variables)
    for found in product(*(model.sorts[theorem.variables[name]].elements for name in names)):
        places = dict(zip(names, found, strict=True))
        if all(_holds(entry, model, places) for entry in theorem.hypotheses if isinstance(entry, Equation)):
            yield places


def _holds(entry: Equation, model: Model, places: Mapping[str, Any]) -> bool:
    variables = [(name, kind) for name, kind in entry.every if isinstance(kind, str)]
    symbols = {name: kind for name, kind in entry.every if not isinstance(kind, str)}
    for seed in range(5 if symbols else 1):
        put = {name: (kind, _table(f"all{seed}", kind, model.sorts, False)) for name, kind in symbols.items()}
        inner = type(model)(model.sorts, model.homs, {**model.symbols, **put})
        for found in product(*(model.sorts[kind].elements for _, kind in variables)):
            here = {**places, **dict(zip((name for name, _ in variables), found, strict=True))}
            if inner.value(entry.left, here) != inner.value(entry.right, here):
                return False
    return True


def is_false(certificate: Any, small: Small) -> bool:
    """Return whether the two sides of a certificate differ somewhere in a small world in which its equations hold."""
    theorem = theorem_from(certificate)
    model = model_of(theorem, small)
    return any(
        model.value(theorem.left, places) != model.value(theorem.right, places) for places in places_of(theorem, model)
    )
