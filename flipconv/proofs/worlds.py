"""
The small worlds in which each theorem is tried: groups, random tables, and what the hypotheses ask for.

Values are small Gaussian integers (or halves of them), on which complex arithmetic is exact; where
no step assumes that values commute, two by two integer matrices too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from random import Random
from typing import Any

from flipconv.proofs.meanings import LENGTHS, MEANT, gaussian, matrix, table
from flipconv.proofs.models import Group, Model
from flipconv.proofs.statements import Commutative, Equation, Theorem
from flipconv.proofs.terms import Term, free_variables

MODULI: tuple[tuple[int, ...], ...] = ((3,), (2, 3))
"""The groups in which theorems are tried; one is not cyclic in either coordinate's place."""

QUARTERS: tuple[tuple[int, ...], ...] = ((4,), (2, 4))
"""The groups whose characters take the values 1, i, -1, -i and no others, which are exact."""

REACH = 9


@dataclass
class World:
    """
    A model, and the values of free variables that are not walked.

    Parameters
    ----------
    model : Model
        What everything stands for.
    fixed : mapping of str to element
        Free variables with one value.
    name : str
        What to call it.
    """

    model: Model
    fixed: Mapping[str, Any]
    name: str
    lines: int = field(default=0)


class TriedError(ValueError):
    """A line of a proof, or a hypothesis, does not hold in a small world."""


def worlds(theorem: Theorem, seed: int = 2026) -> Iterator[World]:
    """
    Yield the small worlds in which a theorem can be tried.

    Parameters
    ----------
    theorem : Theorem
        The theorem.
    seed : int, optional
        From which the tables are drawn.

    Yields
    ------
    World
        One for each group, and again with matrices where nothing commutes.
    """
    draws: dict[str, Callable[[Random], Any]] = {"complex": gaussian}
    if not any(isinstance(entry, Commutative) for entry in theorem.hypotheses) and _plain(theorem):
        draws["matrices"] = matrix
    choices = QUARTERS if "w" in theorem.symbols else MODULI
    # on the integers the groups play no part
    for moduli in choices[:1] if "Z" in theorem.sorts else choices:
        for kind, draw in draws.items():
            rng = Random(f"{seed}{theorem.name}{moduli}{kind}")
            yield World(_model(theorem, moduli, rng, draw), _fixed(theorem), f"{_told(moduli)}, {kind}")


def _plain(theorem: Theorem) -> bool:
    """Return whether all symbols are functions of indices, whose values may be of any kind."""
    return not {"w", "rule", "response", "u", "size", "beta"} & set(theorem.symbols) and theorem.name not in SYMMETRIC


def _told(moduli: tuple[int, ...]) -> str:
    return " x ".join(f"Z/{order}" for order in moduli)


def _fixed(theorem: Theorem) -> dict[str, Any]:
    return {name: (LENGTHS[name],) for name in theorem.variables if name in LENGTHS}


def _model(theorem: Theorem, moduli: tuple[int, ...], rng: Random, draw: Callable[[Random], Any]) -> Model:
    group = Group(moduli)
    short = Group((LENGTHS["P"],)) if "Z" in theorem.sorts else Group(moduli[-1:])
    known = {
        "G": group,
        "D": group,
        "H": short,
        "I": Group((3,)),
        "J": Group((2,)),
        "Z": Group((0,), REACH),
        "N": Group((0,), 2),
        "C": Group((2,)),
    }
    homs = {"pi": ("G", "H", lambda place: place[-1:]), "rho": ("Z", "H", short.reduced)}
    symbols = {name: (kinds, table(rng, draw)) for name, kinds in theorem.symbols.items()}
    sorts = {name: known[name] for name in theorem.sorts}
    model = Model(sorts, {name: homs[name] for name in theorem.homs}, symbols)
    for name in [*theorem.symbols]:
        if name in MEANT:
            symbols[name] = (theorem.symbols[name], MEANT[name](model, rng))
    if theorem.name in SYMMETRIC:
        symbols["h"] = (theorem.symbols["h"], _symmetrised(symbols["h"][1], group))
    return model


SYMMETRIC = {
    "correlation-by-a-symmetric-kernel-associates",
    "only-a-symmetric-kernel-lets-correlation-associate",
    "the-operations-agree-for-a-symmetric-kernel",
    "the-operations-agree-only-for-a-symmetric-kernel",
}
"""The theorems whose hypothesis holds only of kernels that equal their conjugate flip."""


def _symmetrised(function: Callable[..., Any], group: Group) -> Callable[..., Any]:
    return lambda place: function(place) + function(group.plus(group.zero, place, -1)).conjugate()


def tried(theorem: Theorem, world: World, most: int = 6) -> int:
    """
    Work every line of a proof out in a small world.

    Parameters
    ----------
    theorem : Theorem
        The theorem.
    world : World
        The world.
    most : int, optional
        At how many places of its free variables.

    Returns
    -------
    int
        How many values were compared.

    Raises
    ------
    TriedError
        If two neighbouring lines differ, if nowhere all hypotheses hold, or if the sides are zero everywhere.
    """
    rng = Random(theorem.name)
    readings = [world.model.reading(line) for line in _lines(theorem)]
    compared, alive = 0, False
    equations = [entry for entry in theorem.hypotheses if isinstance(entry, Equation)]
    if not all(_holds(entry, world, world.fixed, rng) for entry in equations if _is_closed(entry)):
        raise TriedError(f"a hypothesis does not hold in {world.name}: the theorem is vacuous there")
    for places in _places(theorem, world, most, rng):
        if not all(_holds(entry, world, places, rng) for entry in equations if not _is_closed(entry)):
            continue
        values = [read(places) for read in readings]
        if any(value != values[0] for value in values):
            number = next(number for number, value in enumerate(values) if value != values[0])
            raise TriedError(f"line {number} is {values[number]} and not {values[0]} at {places}, {world.name}")
        compared += len(values) - 1
        alive = alive or bool(values[0] != 0)
    if not compared:
        raise TriedError(f"nowhere in {world.name} do all hypotheses hold: the theorem is vacuous there")
    if not alive and theorem.name not in VANISHING:
        raise TriedError(f"both sides are zero wherever they were tried, {world.name}")
    return compared


VANISHING = {"a-character-that-is-not-one-adds-up-to-zero"}
"""The theorems that say that something is zero."""


def _lines(theorem: Theorem) -> list[Term]:
    return [*theorem.lines, theorem.right]


def _places(theorem: Theorem, world: World, most: int, rng: Random) -> Iterator[dict[str, Any]]:
    walked = [name for name in theorem.variables if name not in world.fixed]
    everywhere = list(product(*(_members(world, theorem.variables[name]) for name in walked)))
    # hypotheses single out places, so more are looked at where there are some
    count = most * (4 if any(isinstance(entry, Equation) for entry in theorem.hypotheses) else 1)
    # 0 first: what holds nowhere else may hold there, and what fails may fail there alone
    for found in [everywhere[0], *rng.sample(everywhere[1:], min(count, len(everywhere) - 1))]:
        yield {**world.fixed, **dict(zip(walked, found, strict=True))}


def _members(world: World, sort: str) -> list[Any]:
    if sort == "Z":
        return [(place,) for place in range(-2, LENGTHS["P"] + 2)]
    return [(step,) for step in range(2)] if sort == "N" else world.model.sorts[sort].elements


MOST_INSTANCES = 64
"""Up to how many instances of a hypothesis all are tried; of more, as many are drawn, and the one at 0."""


def _holds(entry: Equation, world: World, places: Mapping[str, Any], rng: Random, draws: int = 3) -> bool:
    """Return whether a hypothesis holds at the values of what it quantifies; symbols are drawn at random."""
    model = world.model
    variables = [(name, kind) for name, kind in entry.every if isinstance(kind, str)]
    quantified = [(name, kind) for name, kind in entry.every if not isinstance(kind, str)]
    instances = list(product(*(_members(world, kind) for _, kind in variables)))
    if len(instances) > MOST_INSTANCES:
        instances = [instances[0], *rng.sample(instances[1:], MOST_INSTANCES)]
    for _ in range(draws if quantified else 1):
        symbols = dict(model.symbols) | {name: (kind, table(rng, gaussian)) for name, kind in quantified}
        tried_in = Model(model.sorts, model.homs, symbols)
        left, right = tried_in.reading(entry.left), tried_in.reading(entry.right)
        for found in instances:
            inner = {**places, **dict(zip((name for name, _ in variables), found, strict=True))}
            if left(inner) != right(inner):
                return False
    return True


def _is_closed(entry: Equation) -> bool:
    """Return whether a hypothesis mentions only variables that it quantifies: it holds everywhere or nowhere."""
    own = {name for name, kind in entry.every if isinstance(kind, str)}
    return not (free_variables(entry.left) | free_variables(entry.right)) - own
