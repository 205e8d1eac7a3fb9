"""Putting something in for every variable of a hypothesis or a theorem, and the hypotheses that must then hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flipconv.proofs.normal import alike
from flipconv.proofs.sorts import LEVELS, Sorting
from flipconv.proofs.statements import (
    Commutative,
    Equation,
    Finite,
    Hypothesis,
    Put,
    Signature,
    Summable,
    Support,
    Theorem,
)
from flipconv.proofs.substitution import Substitution
from flipconv.proofs.summability import summing_hypotheses
from flipconv.proofs.terms import At, Fun, Index, RefusedError


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
            functions[name] = _function(name, tuple(_renamed(entry, sorts) for entry in kind), value, sorting, scope)
    return Substitution(indices, functions, sorts, homs)


def _renamed(kind: Any, sorts: Mapping[str, str]) -> Any:
    if isinstance(kind, tuple):
        return tuple(sorts.get(sort, sort) for sort in kind)
    return sorts.get(kind, kind)


def _check_names(theorem: Theorem | None, sorts: Mapping[str, str], homs: Mapping[str, str], sorting: Sorting) -> None:
    own_sorts, own_homs = (theorem.sorts, theorem.homs) if theorem else ({}, {})
    if set(sorts) != set(own_sorts) or set(homs) != set(own_homs):
        raise RefusedError("every sort and homomorphism of the theorem is named, and no others")
    for sort, kind in own_sorts.items():
        sorting.need(sorts[sort], LEVELS[kind])
        if sorting.kinds is None:
            continue
        here = sorting.kinds[sorts[sort]]
        if kind in ("integers", "steps") and here != kind:
            raise RefusedError(f"the theorem's {sort} is of the kind {kind}, and {sorts[sort]} is a {here}")
        if here == "steps" and kind == "group":
            raise RefusedError(f"the theorem's {sort} is a group, and steps are none")
    for hom, ends in own_homs.items():
        if sorting.homs.get(homs[hom]) != tuple(sorts[end] for end in ends):
            raise RefusedError(f"{homs[hom]} does not lead from and to where the theorem's {hom} does")
        sorting.used.add(homs[hom])


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
    sorting.term(value.body, {**scope, **dict(value.variables)})
    return value


def holds_here(
    hypothesis: Hypothesis,
    put: Substitution,
    hypotheses: tuple[Hypothesis, ...],
    offered: Iterable[Mapping[str, Any]] = (),
) -> set[int]:
    """Return the hypotheses by which one of a used theorem's holds; raise if it does not."""
    if isinstance(hypothesis, Summable):
        every, over, term = _family(hypothesis, put)
        hints = [(entry["hypothesis"], entry["with"]) for entry in offered]
        try:
            return summing_hypotheses((over, term), hypotheses, hints)
        except RefusedError:
            # as it stands: one that is assumed here in the same words
            for number, here in enumerate(hypotheses):
                if isinstance(here, Summable) and _same_words((every, over, term), here):
                    return {number}
            raise
    for number, here in enumerate(hypotheses):
        if _same(hypothesis, put, here):
            return {number}
    raise RefusedError(f"the theorem's hypothesis ({type(hypothesis).__name__}) is not assumed here")


def _family(hypothesis: Summable, put: Substitution) -> tuple[Any, Any, Any]:
    pairs, term = put.binding((*hypothesis.every, *hypothesis.over), hypothesis.term)
    return pairs[: len(hypothesis.every)], pairs[len(hypothesis.every) :], term


def _same_words(family: tuple[Any, Any, Any], here: Summable) -> bool:
    every, over, term = family
    return alike(At("", (Fun((*every, *over), term),)), At("", (Fun((*here.every, *here.over), here.term),)))


def _same(hypothesis: Hypothesis, put: Substitution, here: Hypothesis) -> bool:
    match hypothesis, here:
        case Commutative(), Commutative():
            return True
        case Finite(sort), Finite(other):
            return put.sorts.get(sort, sort) == other
        case Support(symbol), Support(other):
            return _plain_symbol(put.functions.get(symbol, symbol)) == other
        case Equation(), Equation():
            return _same_equation(hypothesis, put, here)
    return False


def _plain_symbol(value: Fun | str) -> str | None:
    """Return the symbol that a function is by another name, or None."""
    match value:
        case str():
            return value
        case Fun(((variable, _),), At(name, (Index(((("", (inner,)), 1),)),))) if inner == variable:
            return name
    return None


def _same_equation(hypothesis: Equation, put: Substitution, here: Equation) -> bool:
    variables = [(name, kind) for name, kind in hypothesis.every if isinstance(kind, str)]
    others = [(name, kind) for name, kind in here.every if isinstance(kind, str)]
    symbols = [(name, kind) for name, kind in hypothesis.every if not isinstance(kind, str)]
    symbols_here = [(name, kind) for name, kind in here.every if not isinstance(kind, str)]
    kinds = [tuple(_renamed(entry, put.sorts) for entry in kind) for _, kind in symbols]
    if [kind for _, kind in symbols_here] != kinds:
        return False
    # the quantified symbols of both get one set of names that no certificate bears
    apart = {name: f"${place}" for place, (name, _) in enumerate(symbols)}
    apart_here = {name: f"${place}" for place, (name, _) in enumerate(symbols_here)}
    inner = Substitution(put.indices, {**put.functions, **apart}, put.sorts, put.homs)
    renamed = Substitution({}, apart_here, {}, {})
    return all(
        alike(
            At("", (Fun(*inner.binding(tuple(variables), ours)),)),
            At("", (Fun(*renamed.binding(tuple(others), theirs)),)),
        )
        for ours, theirs in ((hypothesis.left, here.left), (hypothesis.right, here.right))
    )
