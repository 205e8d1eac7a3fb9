"""Putting something in for every variable of a hypothesis or a theorem, and the hypotheses that must then hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flipconv.proofs.normal import Forms, alike
from flipconv.proofs.sorts import LEVELS, Sorting, bound
from flipconv.proofs.statements import (
    Equation,
    Finite,
    Hypothesis,
    Put,
    Quantified,
    Signature,
    Summable,
    Support,
    Theorem,
)
from flipconv.proofs.substitution import AS_IT_IS, Substitution
from flipconv.proofs.summability import Family
from flipconv.proofs.terms import At, Fun, Index, RefusedError, Term


def instance_of(
    everything: Mapping[str, str | Signature],
    put: Mapping[str, Put],
    sorting: Sorting,
    scope: Mapping[str, str],
    theorem: Theorem | None = None,
    sorts: Mapping[str, str] | None = None,
    homs: Mapping[str, str] | None = None,
) -> Substitution:
    """
    Return the substitution that a step asks for, once everything in it has the right sort.

    Parameters
    ----------
    everything : mapping of str to str or Signature
        The variables with their sorts and the symbols with their signatures.
    put : mapping of str to Put
        What replaces each.
    sorting : Sorting
        The sorts of the theorem that is being proved.
    scope : mapping of str to str
        The variables that what is put in may mention.
    theorem : Theorem, optional
        The theorem that is used; none if a hypothesis is.
    sorts, homs : mapping of str to str, optional
        What its sorts and homomorphisms become.

    Returns
    -------
    Substitution
        It replaces all of them at once.

    Raises
    ------
    RefusedError
        If something is missing, too much, or of the wrong sort.
    """
    sorts, homs = sorts or {}, homs or {}
    if set(put) != set(everything):
        raise RefusedError(f"something is put in for {sorted(put)}, and {sorted(everything)} are to be replaced")
    _check_names(theorem, sorts, homs, sorting)
    indices: dict[str, Index] = {}
    functions: dict[str, Fun | str] = {}
    for name, kind in everything.items():
        value = put[name]
        if isinstance(kind, str):
            if not isinstance(value, Index):
                raise RefusedError(f"{name} is a variable, and no index is put in for it")
            sorting.index(value, sorts.get(kind, kind), scope)
            indices[name] = value
        else:
            functions[name] = _function(name, _signature(kind, sorts), value, sorting, scope)
    return Substitution(indices, functions, sorts, homs)


def _renamed(kind: Any, sorts: Mapping[str, str]) -> Any:
    if isinstance(kind, tuple):
        return tuple(sorts.get(sort, sort) for sort in kind)
    return sorts.get(kind, kind)


def _check_names(theorem: Theorem | None, sorts: Mapping[str, str], homs: Mapping[str, str], sorting: Sorting) -> None:
    own_sorts, own_homs = (theorem.sorts, theorem.homs) if theorem else ({}, {})
    if set(sorts) != set(own_sorts) or set(homs) != set(own_homs):
        raise RefusedError("every sort and homomorphism of the theorem is named, and no others")
    if theorem:
        check_sorts(theorem, sorts, sorting)
    for hom, ends in own_homs.items():
        if sorting.homs.get(homs[hom]) != tuple(sorts[end] for end in ends):
            raise RefusedError(f"{homs[hom]} does not lead from and to where the theorem's {hom} does")
        sorting.used.add(homs[hom])


def check_sorts(theorem: Theorem, sorts: Mapping[str, str], sorting: Sorting) -> None:
    """Raise unless each sort of a theorem becomes one of the same kind here, or of a narrower one."""
    for sort, kind in theorem.sorts.items():
        sorting.need(sorts[sort], LEVELS[kind])
        if sorting.kinds is None:
            continue
        here = sorting.kinds[sorts[sort]]
        if kind in ("integers", "steps") and here != kind:
            raise RefusedError(f"the theorem's {sort} is of the kind {kind}, and {sorts[sort]} is a {here}")
        if here == "steps" and kind == "group":
            raise RefusedError(f"the theorem's {sort} is a group, and steps are none")


def _function(name: str, signature: Signature, value: Put, sorting: Sorting, scope: Mapping[str, str]) -> Fun | str:
    if isinstance(value, str):
        if sorting.symbols.get(value) != signature:
            raise RefusedError(f"{value} is no symbol of the signature of {name}")
        sorting.used.add(value)
        return value
    if not isinstance(value, Fun) or any(not isinstance(kind, str) or kind == "value" for kind in signature):
        raise RefusedError(f"for {name} a symbol is to be put in, or a function if all its arguments are indices")
    if tuple(sort for _, sort in value.variables) != signature:
        raise RefusedError(f"the function put in for {name} is not of {signature}")
    sorting.term(value.body, {**scope, **bound(value.variables)})
    return value


def holds_here(hypothesis: Hypothesis, put: Substitution, hypotheses: tuple[Hypothesis, ...]) -> set[int]:
    """Return the hypothesis by which one of a used theorem's, not a summable one, holds; raise if there is none."""
    for number, here in enumerate(hypotheses):
        if same_hypothesis(hypothesis, put, here):
            return {number}
    raise RefusedError(f"the theorem's hypothesis ({type(hypothesis).__name__}) is not assumed here")


def family_of(hypothesis: Summable, put: Substitution) -> Family:
    """Return the family of a used theorem's hypothesis; names that nothing else bears stand for its variables `all`."""
    pairs, term = put.binding((*hypothesis.every, *hypothesis.over), hypothesis.term)
    every, over = pairs[: len(hypothesis.every)], pairs[len(hypothesis.every) :]
    apart = [Index(((("", (f"$$all{place}",)), 1),)) for place in range(len(every))]
    inner = Substitution(dict(zip((name for name, _ in every), apart, strict=True)), {}, {}, {})
    sorts = [sort for _, sort in every]
    named = zip((name for name, _ in hypothesis.every), zip(sorts, apart, strict=True), strict=True)
    return Family(*inner.binding(over, term), dict(named))


def same_hypothesis(hypothesis: Hypothesis, put: Substitution, here: Hypothesis) -> bool:
    """Return whether a hypothesis, with something put in, says the same as another, in whatever words."""
    if isinstance(hypothesis, Support) and isinstance(here, Support):
        return _is_symbol(put.functions.get(hypothesis.symbol, hypothesis.symbol), here.symbol)
    forms = Forms()
    return type(hypothesis) is type(here) and said(hypothesis, put, forms) == said(here, AS_IT_IS, forms)


def said(hypothesis: Hypothesis, put: Substitution, forms: Forms) -> tuple[Any, ...]:
    """Return what a hypothesis says, with something put in, in a form that can be compared."""
    match hypothesis:
        case Finite(sort):
            return ("finite", put.sorts.get(sort, sort))
        case Support(symbol):
            return ("support", symbol)
        case Summable(every, over, term):
            return ("summable", len(over), *_sides(put, (*every, *over), (term,), forms))
        case Equation(every, left, right):
            return ("equation", *_sides(put, every, (left, right), forms))
    return ("commutative",)


def _is_symbol(value: Fun | str, symbol: str) -> bool:
    """Return whether what is put in is a symbol, by its name or written out as a function."""
    if isinstance(value, str):
        return value == symbol
    names = tuple(Index(((("", (name,)), 1),)) for name, _ in value.variables)
    return alike(At("", (value,)), At("", (Fun(value.variables, At(symbol, names)),)))


def _sides(put: Substitution, every: tuple[Quantified, ...], terms: tuple[Term, ...], forms: Forms) -> list[Any]:
    """Return the kinds of what terms are said of, in order, and the terms' normal forms as functions of it."""
    kinds = [_renamed(kind, put.sorts) if isinstance(kind, str) else _signature(kind, put.sorts) for _, kind in every]
    # quantified symbols get names that no certificate bears
    apart = {name: f"${place}" for place, (name, kind) in enumerate(every) if not isinstance(kind, str)}
    inner = Substitution(put.indices, {**put.functions, **apart}, put.sorts, put.homs)
    functions = [Fun(*inner.binding(_variables(every), term)) for term in terms]
    return [kinds, *(forms.of(At("", (function,))) for function in functions)]


def _variables(every: tuple[Quantified, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, kind) for name, kind in every if isinstance(kind, str))


def _signature(kinds: Signature, sorts: Mapping[str, str]) -> Signature:
    return tuple(_renamed(kind, sorts) for kind in kinds)
