"""How lines are written: flat, with conjugates inward; and what a pattern has where a term has something else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flipconv.proofs.substitution import substituted
from flipconv.proofs.terms import (
    Add,
    Argument,
    At,
    Conj,
    Delta,
    Fun,
    Index,
    Mul,
    Num,
    RefusedError,
    Sum,
    Term,
    Window,
    free_variables,
)


def rebound(term: Term, name: str) -> Term:
    """Return a sum over a variable of another name, if one is given."""
    if not name or not isinstance(term, Sum):
        return term
    if name in free_variables(term):
        raise RefusedError(f"{name} is free in the term; choose another name for the sum's variable")
    return Sum(name, term.sort, substituted(term.body, {term.variable: Index(((("", (name,)), 1),))}))


def guessed(pattern: Argument, found: Argument, everything: Mapping[str, Any]) -> dict[str, Any]:
    """Return the indices that stand in a term where a pattern has a variable of its own by itself."""
    match pattern, found:
        case Index(((("", (name,)), 1),)), Index() if isinstance(everything.get(name), str):
            return {name: found}
        case Fun(own, body), Fun(theirs, other) if len(own) == len(theirs):
            hidden = {name for name, _ in own}
            inner = {name: kind for name, kind in everything.items() if name not in hidden}
            return guessed(body, other, inner)
        case Sum(variable, _, body), Sum(_, _, other):
            return guessed(body, other, {name: kind for name, kind in everything.items() if name != variable})
        case At(name, ours), At(other, theirs) if name == other:
            pairs = zip(ours, theirs, strict=False)
        case (Mul(ours), Mul(theirs)) | (Add(ours), Add(theirs)):
            pairs = zip(ours, theirs, strict=False)
        case Conj(ours), Conj(theirs):
            return guessed(ours, theirs, everything)
        case Delta(_, ours), Delta(_, theirs):
            return guessed(ours, theirs, everything)
        case _:
            return {}
    result: dict[str, Any] = {}
    for ours, theirs in pairs:
        result = guessed(ours, theirs, everything) | result
    return result


def tidy(term: Term) -> Term:
    """Return a term with sums in sums and products in products made flat, ."""
    match term:
        case Add(parts):
            flat = [inner for part in map(tidy, parts) for inner in (part.terms if isinstance(part, Add) else (part,))]
            return Add(tuple(flat))
        case Mul(parts):
            flat = [i for part in map(tidy, parts) for i in (part.factors if isinstance(part, Mul) else (part,))]
            return Mul(tuple(flat))
        case Conj(inner):
            return Conj(tidy(inner))
        case Sum(variable, sort, body):
            return Sum(variable, sort, tidy(body))
        case At(name, arguments):
            return At(name, tuple(map(_tidy_argument, arguments)))
    return term


def conjugated(term: Term) -> Term:
    """Return a term with every conjugate taken inward."""
    match term:
        case Conj(inner):
            return _conjugate_of(conjugated(inner))
        case Add(parts):
            return Add(tuple(map(conjugated, parts)))
        case Mul(parts):
            return Mul(tuple(map(conjugated, parts)))
        case Sum(variable, sort, body):
            return Sum(variable, sort, conjugated(body))
    return term


def _conjugate_of(term: Term) -> Term:
    match term:
        case Num() | Delta() | Window():
            return term
        case Conj(inner):
            return inner
        case Add(parts):
            return Add(tuple(map(_conjugate_of, parts)))
        case Mul(parts):
            return Mul(tuple(map(_conjugate_of, reversed(parts))))
        case Sum(variable, sort, body):
            return Sum(variable, sort, _conjugate_of(body))
    return Conj(term)


def _tidy_argument(argument: Argument) -> Argument:
    if isinstance(argument, Fun):
        return Fun(argument.variables, tidy(argument.body))
    return tidy(argument) if isinstance(argument, Term) else argument
