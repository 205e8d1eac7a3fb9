"""
Evidence that is a proof: its certificate replayed, its lines worked out, and the code held to its terms.

Four things must hold before a case is run. The claim's sides, run on symbols, spell the theorem's
two sides. The replayer establishes the certificate. Every line, worked out in small worlds, is worth
what the line before is. And on every case the code gives what the theorem's terms are worth.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from random import Random
from typing import Any

import numpy as np

from flipconv.claims.boxes import Box
from flipconv.claims.evidence import Case, Sides
from flipconv.claims.words import Signal, is_spelled
from flipconv.proofs import latex, reasons
from flipconv.proofs.certificates import as_text, digest
from flipconv.proofs.language import SORTS, SYMBOLS, Symbol
from flipconv.proofs.meanings import MEANT
from flipconv.proofs.models import Group, Model
from flipconv.proofs.notation import term_from
from flipconv.proofs.replay import Replayed, replay
from flipconv.proofs.statements import Equation, Hypothesis, Theorem
from flipconv.proofs.terms import Index, Term, free_variables
from flipconv.proofs.theorems import all_theorems
from flipconv.proofs.worlds import tried, worlds

World = Callable[[Theorem, Mapping[str, Any]], tuple[Model, dict[str, Any]]]
"""Makes of a theorem and a case's arguments a model, and the values of its free variables."""


class ProofError(ValueError):
    """A proof does not establish the claim that it is given for."""


@cache
def replayed() -> tuple[dict[str, Replayed], dict[str, str]]:
    """Return what the replayer made of all certificates: those established, and why others are refused."""
    report = replay(as_text(entry) for entry in all_theorems().values())
    return report.established, report.refused


@dataclass(frozen=True)
class Proved:
    """
    A theorem's certificate, and the cases on which the code is held to the theorem's terms.

    Parameters
    ----------
    theorem : Theorem
        The theorem; only its certificate counts.
    box : Box
        The cases.
    world : callable, optional
        Makes the model of a case; by default `model_of`.
    assumes : callable, optional
        Returns the two sides of a hypothesis, in words; its first parameters are those of the claim,
        the others are drawn for each case, which must satisfy it.
    needs : str, optional
        The package without which it cannot run.
    """

    theorem: Theorem
    box: Box
    world: World | None = None
    assumes: Sides | None = None
    needs: str | None = None

    @property
    def statement(self) -> str:
        """The theorem's equation, as LaTeX."""
        return f"{latex.term(self.theorem.left)} = {latex.term(self.theorem.right)}"

    @property
    def given(self) -> str:
        """What the theorem assumes, as text with LaTeX between dollars."""
        return "; ".join(map(reasons.hypothesis, self.theorem.hypotheses))

    def cases(self, sides: Sides) -> Iterator[Case]:
        """Yield the cases, once the theorem is established and each case's code gives what its terms are worth."""
        names = list(inspect.signature(sides).parameters)
        left, right = self.established()
        free = {name: sort for name, sort in self.theorem.variables.items() if name not in names}
        for side, term in zip(sides(*map(_word, names)), (left, right), strict=True):
            if not is_spelled(side, term, free):
                raise ProofError(f"the sides of the claim do not spell those of the theorem {self.theorem.name}")
        if self.assumes is not None:
            self.check_hypothesis(self.assumes, names)
        feels = False
        for case in self.box():
            given = dict(zip(names, case.args, strict=True))
            found = sides(*case.args)
            for side, term in zip(found, (left, right), strict=True):
                self.hold(side, term, given, free, case.told(sides))
            feels = feels or (_is_something(found[0]) and _is_long(case))
            yield case
        if not feels:
            raise ProofError("on no case is a signal longer than one sample and the result other than zero")

    def established(self) -> tuple[Term, Term]:
        """Return the two sides, as the replayer read them; raise if it refused, or if a line does not hold."""
        proved, refused = replayed()
        name = self.theorem.name
        if name in refused:
            raise ProofError(f"the replayer refuses {name}: {refused[name]}")
        if name not in proved or proved[name].digest != digest(self.theorem):
            raise ProofError(f"{name} is not what the replayer established under this name")
        for world in worlds(self.theorem):
            _ = tried(self.theorem, world)
        return term_from(proved[name].left), term_from(proved[name].right)

    def check_hypothesis(self, assumes: Sides, own: list[str]) -> None:
        """Raise unless what the claim assumes is a hypothesis of the theorem, and holds on the cases that are run."""
        names = list(inspect.signature(assumes).parameters)
        if any(mine != theirs for mine, theirs in zip(names, own, strict=False)):
            raise ProofError(f"what the claim assumes is about {names}, and its sides are about {own}")
        spoken = assumes(*map(_word, names))
        if not any(_spells(spoken, entry) for entry in self.theorem.hypotheses):
            raise ProofError(f"what the claim assumes is no hypothesis of the theorem {self.theorem.name}")
        for case in self.box():
            drawn = [_like(case.args[0], number) for number in range(len(names) - len(own))]
            one, other = assumes(*[*case.args, *drawn][: len(names)])
            if one != other:
                raise ProofError(f"{case.args[0]} does not satisfy what the claim assumes")

    def hold(self, side: Any, term: Term, given: Mapping[str, Any], free: Mapping[str, str], told: str) -> None:
        """Raise unless a side of the claim, run on a case, is what a term is worth."""
        model, places = (self.world or model_of)(self.theorem, given)
        _check_world(model, given)
        worth = model.reading(term)
        if not isinstance(side, Signal):
            if worth(places) != side:
                raise ProofError(f"the code gives {side}, the theorem's term {worth(places)}, at {told}")
            return
        # the axes of a signal on a product stand in the order of the sorts' names
        walked = free_variables(term) & set(free) - set(places)
        variables = sorted(walked, key=lambda name: free[name])
        # every place of the model, whatever grid the code chose for its result
        left_over = set() if side.periodic else set(side.table())
        for parts in product(*(_walked(model, free[name], side) for name in variables)):
            place = tuple(step for part in parts for step in part)
            if worth({**places, **dict(zip(variables, parts, strict=True))}) != side.at(place):
                raise ProofError(f"at {place} the code does not give what the theorem's term is worth, at {told}")
            left_over.discard(place)
        if left_over:
            raise ProofError(f"the code gives something at {min(left_over)}, out of the term's reach, at {told}")

    def told(self, count: int) -> str:
        """Say what was replayed and on which cases the code was run."""
        return (
            f"certificate {self.theorem.name} replayed, each of its lines worked out in small groups; "
            f"the code gives what its terms are worth on {count:,} cases: {self.box.told}"
        )


def _word(name: str) -> Any:
    if name in SYMBOLS:
        return Symbol(name)
    if name in SORTS:
        return Index(((("", (name,)), 1),))
    raise ProofError(f"the parameter {name} is no symbol and no variable of the theorems")


def _spells(spoken: tuple[Any, Any], entry: Hypothesis) -> bool:
    if not isinstance(entry, Equation):
        return False
    free = {name: kind for name, kind in entry.every if isinstance(kind, str)}
    return all(is_spelled(side, term, free) for side, term in zip(spoken, (entry.left, entry.right), strict=True))


def _like(signal: Signal, number: int) -> Signal:
    """Return a signal without symmetry on the grid of another."""
    rng = np.random.default_rng([number, *signal.values.shape])
    drawn = rng.integers(-4, 5, signal.values.shape) + 1j * rng.integers(-4, 5, signal.values.shape)
    return Signal(drawn, signal.start)


def _walked(model: Model, sort: str, side: Signal) -> list[tuple[int, ...]]:
    """Return the places to compare at: all of a sort; of the integers, for a result on the circle H, one period."""
    group = model.sorts[sort]
    if not side.periodic or group.moduli != (0,):
        return group.elements
    if side.values.shape != model.sorts["H"].moduli:
        raise ProofError(
            f"the code's result has the period {side.values.shape}, the theorem's {model.sorts['H'].moduli}"
        )
    return model.sorts["H"].elements


def _check_world(model: Model, given: Mapping[str, Any]) -> None:
    """Raise unless a model's symbols are the signals of the case."""
    for name, signal in given.items():
        if isinstance(signal, Signal) and name in model.symbols:
            kinds, function = model.symbols[name]
            for place in signal.table():
                # one index for the whole place, or one for each axis
                parts = [place] if len(kinds) == 1 else [(step,) for step in place]
                if function(*parts) != signal.at(place):
                    raise ProofError(f"the model of the case has another {name} than the case")


def _is_something(side: Any) -> bool:
    return bool(side.table()) if isinstance(side, Signal) else side != 0


def _is_long(case: Case) -> bool:
    sizes = [value.values.size for value in case.args if isinstance(value, Signal)]
    return not sizes or max(sizes) > 1


def model_of(theorem: Theorem, given: Mapping[str, Any]) -> tuple[Model, dict[str, Any]]:
    """
    Return the world of a case.

    Parameters
    ----------
    theorem : Theorem
        The theorem.
    given : mapping of str to object
        The case's arguments by name: signals for functions, places for variables, numbers for constants.

    Returns
    -------
    tuple of Model and dict
        The model, and the values of the variables that are given.
    """
    signals = {name: value for name, value in given.items() if isinstance(value, Signal)}
    group = _group(signals, [given[name] for name in given if theorem.variables.get(name) == "G"])
    sorts = dict.fromkeys(theorem.sorts, group)
    symbols: dict[str, Any] = {}
    for name, kinds in theorem.symbols.items():
        if name in signals:
            symbols[name] = (kinds, signals[name].at)
        elif name in given:
            symbols[name] = (kinds, lambda value=given[name]: value)
    model = Model(sorts, {}, symbols)
    for name in set(theorem.symbols) - set(symbols):
        symbols[name] = (theorem.symbols[name], _meant(name, model))
    return model, {name: given[name] for name in theorem.variables if name in given}


def _meant(name: str, model: Model) -> Callable[..., Any]:
    if name not in ("w", "size"):
        raise ProofError(f"the case gives no {name}")
    return MEANT[name](model, Random(0))


def _group(signals: Mapping[str, Signal], shifts: list[tuple[int, ...]]) -> Group:
    first = next(iter(signals.values()))
    if first.start is None:
        return Group(first.values.shape)
    # nothing that is summed differs from zero beyond the sum of all extents
    edges = [(s, s + n - 1) for f in signals.values() for s, n in zip(f.start or (), f.values.shape, strict=True)]
    extents = [max(abs(first), abs(last)) for first, last in edges]
    moved = [abs(step) for shift in shifts for step in shift]
    return Group((0,) * first.values.ndim, sum(extents) + sum(moved) + 1)
