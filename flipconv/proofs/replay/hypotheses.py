"""Hypotheses: their shape, what they say in an environment, and when two say the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flipconv.proofs.replay.definitions import definitions
from flipconv.proofs.replay.normal import Env, Normaliser
from flipconv.proofs.replay.reading import Refused, fields, listed, mapped, pairs, show, words
from flipconv.proofs.replay.scopes import Notes, Scope
from flipconv.proofs.replay.sorting import check_term

Entry = tuple[str, Any]


def check_hypothesis(hypothesis: Any, scope: Scope, notes: Notes) -> None:
    """Refuse a hypothesis that is not well formed."""
    kind = mapped(hypothesis, "a hypothesis").get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise Refused(f"{show(kind)} is no kind of hypothesis")
    needed, check = _KINDS[kind]
    _ = words(fields(hypothesis, f"a hypothesis {kind}", needed, "says").get("says", ""), "says")
    check(hypothesis, scope, notes)


def _commutative(_hypothesis: Any, _scope: Scope, _notes: Notes) -> None:
    return


def _finite(hypothesis: Any, scope: Scope, notes: Notes) -> None:
    sort = notes.sort(hypothesis["sort"], scope)
    if scope.kinds[sort] in {"integers", "steps"}:
        raise Refused(f"the sort {sort} is of kind {scope.kinds[sort]}, which is never finite")


def _support(hypothesis: Any, scope: Scope, notes: Notes) -> None:
    signature = notes.symbol(hypothesis["symbol"], scope)
    if len(signature) != 1 or not isinstance(signature[0], str) or signature[0] == "value":
        raise Refused(f"{hypothesis['symbol']} is no function of one index, so it has no support")


def _summable(hypothesis: Any, scope: Scope, notes: Notes) -> None:
    bound = pairs(hypothesis["all"], "all") + pairs(hypothesis["over"], "over")
    if not hypothesis["over"] or len({name for name, _ in bound}) != len(bound):
        raise Refused("a family must be over one variable or more, each named once in all and over")
    for _, sort in bound:
        _ = notes.sort(sort, scope)
    check_term(hypothesis["term"], scope.bind(bound), notes)


def _equation(hypothesis: Any, scope: Scope, notes: Notes) -> None:
    entries = pairs(hypothesis["all"], "all")
    for name, what in entries:
        if isinstance(what, str):
            _ = notes.sort(what, scope)
        else:
            check_signature(name, what, scope, notes)
    inner = scope.bind(entries)
    check_term(hypothesis["left"], inner, notes)
    check_term(hypothesis["right"], inner, notes)


def check_signature(name: str, signature: Any, scope: Scope, notes: Notes) -> None:
    """Refuse a signature that is not well formed, or of a name that means something else."""
    if name in definitions():
        raise Refused(f"{name} is the name of a definition")
    for kind in listed(signature, f"the signature of {name}"):
        for sort in kind if isinstance(kind, list) else [kind] if kind != "value" else []:
            _ = notes.sort(sort, scope)


_KINDS: dict[str, tuple[str, Callable[[Any, Scope, Notes], None]]] = {
    "commutative": ("kind", _commutative),
    "finite": ("kind sort", _finite),
    "support": ("kind symbol", _support),
    "summable": ("kind all over term", _summable),
    "equation": ("kind all left right", _equation),
}


def sorts_here(kind: Any, env: Env) -> Any:
    """Return a sort, or a signature, with the sorts that its names stand for."""
    if isinstance(kind, list):
        return [sorts_here(part, env) for part in kind]
    return kind if kind == "value" else env.sorts[kind]


def open_all(entries: list[Any], env: Env) -> Env:
    """Return the environment in which the variables and symbols of `all` are any: each a name of its level."""
    variables = {name: env.level(number) for number, (name, what) in enumerate(entries) if isinstance(what, str)}
    symbols = {name: f"#{env.depth + n}" for n, (name, what) in enumerate(entries) if not isinstance(what, str)}
    return env.put(variables=variables, symbols=symbols).deeper(len(entries))


def said(hypothesis: dict[str, Any], env: Env, normal: Normaliser) -> tuple[Any, ...]:
    """Return what a hypothesis says, in a form that can be compared with another at the same depth."""
    kind = hypothesis["kind"]
    if kind == "commutative":
        return (kind,)
    if kind == "finite":
        return kind, env.sorts[hypothesis["sort"]]
    if kind == "support":
        return kind, env.symbols[hypothesis["symbol"]]
    inner = open_all(hypothesis["all"], env)
    shapes = [sorts_here(what, env) for _, what in hypothesis["all"]]
    if kind == "equation":
        sides = [normal.freeze(normal.value(hypothesis[side], inner)) for side in ("left", "right")]
        return kind, shapes, *sides
    over = [sorts_here(sort, env) for _, sort in hypothesis["over"]]
    body = normal.value(hypothesis["term"], inner.bind([name for name, _ in hypothesis["over"]]))
    return kind, shapes, over, normal.freeze(body)
