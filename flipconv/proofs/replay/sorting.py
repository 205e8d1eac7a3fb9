"""Whether a term is well formed: every name declared, every argument of its kind, every index of its sort."""

from __future__ import annotations

from functools import cache
from typing import Any

from flipconv.proofs.replay.definitions import definitions, parameters, sorts_of
from flipconv.proofs.replay.reading import Refused, fields, named, pairs, show
from flipconv.proofs.replay.scopes import Notes, Scope, check_index, integers_of

NODES, LARGEST = 5000, 1_000_000


def check_term(term: Any, scope: Scope, notes: Notes) -> None:
    """Refuse a term that is not well formed, or too large."""
    notes.nodes = 0
    _check(term, scope, notes)


def _count(notes: Notes, more: int) -> None:
    notes.nodes += more
    if notes.nodes > NODES:
        raise Refused(f"a term has more than {NODES} nodes")


def _check(term: Any, scope: Scope, notes: Notes) -> None:
    _count(notes, 1)
    if type(term) is int:
        if abs(term) > LARGEST:
            raise Refused(f"the integer {term} is larger than {LARGEST}")
        return
    if not isinstance(term, list) or not term or not isinstance(term[0], str) or term[0] not in _FORMS:
        raise Refused(f"{show(term)} is no term")
    _FORMS[term[0]](term, scope, notes)


def _operation(term: list[Any], scope: Scope, notes: Notes) -> None:
    if len(term) < 3:
        raise Refused(f"{show(term)} must have two operands or more")
    for operand in term[1:]:
        _check(operand, scope, notes)


def _conjugate(term: list[Any], scope: Scope, notes: Notes) -> None:
    _exactly(term, 2)
    _check(term[1], scope, notes)


def _sum(term: list[Any], scope: Scope, notes: Notes) -> None:
    _exactly(term, 4)
    bound = named(term[1], "a bound variable"), notes.sort(term[2], scope)
    _check(term[3], scope.bind([bound]), notes)


def _delta(term: list[Any], scope: Scope, notes: Notes) -> None:
    _exactly(term, 3)
    check_index(term[2], notes.sort(term[1], scope, "group"), scope, notes)
    _count(notes, len(term[2]))


def _window(term: list[Any], scope: Scope, notes: Notes) -> None:
    _exactly(term, 2)
    check_index(term[1], integers_of(scope, notes), scope, notes)
    _count(notes, len(term[1]))


def _exactly(term: list[Any], length: int) -> None:
    if len(term) != length:
        raise Refused(f"{show(term)} must have {length - 1} parts after its head")


def _application(term: list[Any], scope: Scope, notes: Notes) -> None:
    head = named(term[1] if len(term) > 1 else None, "what is applied")
    if head not in scope.symbols and head in definitions():
        _ = _definition(term, scope, notes)
        return
    signature = notes.symbol(head, scope)
    _exactly(term, len(signature) + 2)
    for kind, argument in zip(signature, term[2:], strict=True):
        check_argument(kind, argument, scope, notes)


def check_argument(kind: Any, argument: Any, scope: Scope, notes: Notes) -> None:
    """Refuse an argument that is not of the kind: "value", a sort, or a list of sorts."""
    if kind == "value":
        _check(argument, scope, notes)
    elif isinstance(kind, str):
        check_index(argument, kind, scope, notes)
        _count(notes, len(argument))
    elif function_sorts(argument, scope, notes) != kind:
        raise Refused(f"the function {show(argument)} is of other sorts than {show(kind)}")


def function_sorts(function: Any, scope: Scope, notes: Notes) -> list[str]:
    """Check a function; return the sorts of its variables."""
    parts = fields(function, "a function", "vars is")
    bound = [(name, notes.sort(sort, scope)) for name, sort in pairs(parts["vars"], "the variables of a function")]
    _check(parts["is"], scope.bind(bound), notes)
    return [sort for _, sort in bound]


def sorts_of_call(term: list[Any], scope: Scope) -> dict[str, str]:
    """Return what each sort of a definition is in a term that applies it."""
    return _definition(term, scope, Notes())


def _definition(term: list[Any], scope: Scope, notes: Notes) -> dict[str, str]:
    """Check a definition applied; return what each of its sorts is here."""
    head, arguments = term[1], term[2:]
    _exactly(term, len(parameters(head)) + 2)
    sorts: dict[str, str] = {}
    kinds = [kind for _, kind in parameters(head)]
    # a function and a homomorphism say their sorts; an index comes last
    for kind, argument in sorted(zip(kinds, arguments, strict=True), key=lambda pair: isinstance(pair[0], str)):
        if isinstance(kind, str):
            check_index(argument, sorts[kind], scope, notes)
            _count(notes, len(argument))
        elif isinstance(kind, dict):
            leads = notes.hom(fields(argument, "an argument", "hom")["hom"], scope)
            _agree(sorts, kind["hom"], list(leads), head)
        else:
            _agree(sorts, kind, function_sorts(argument, scope, notes), head)
    for sort, kind in needed_kinds(head).items():
        _ = notes.sort(sorts[sort], scope, kind)
    return sorts


def _agree(sorts: dict[str, str], names: list[str], here: list[str], head: str) -> None:
    if len(names) != len(here) or any(sorts.setdefault(n, h) != h for n, h in zip(names, here, strict=True)):
        raise Refused(f"the arguments of {head} are of sorts that do not fit together")


@cache
def needed_kinds(head: str) -> dict[str, str]:
    """Return the widest kind that each sort of a definition may have, as its body demands."""
    of = parameters(head)
    scope = Scope(
        kinds=dict.fromkeys(sorts_of(head), "group"),
        homs={name: (kind["hom"][0], kind["hom"][1]) for name, kind in of if isinstance(kind, dict)},
        symbols={name: kind for name, kind in of if isinstance(kind, list)},
        variables={name: kind for name, kind in of if isinstance(kind, str)},
    )
    notes = Notes()
    for hom in scope.homs.values():
        _ = notes.sort(hom[0], scope, "group"), notes.sort(hom[1], scope, "group")
    check_term(definitions()[head]["is"], scope, notes)
    return {sort: "group" if "group" in notes.needs.get(sort, set()) else "set" for sort in sorts_of(head)}


_FORMS = {
    "add": _operation,
    "mul": _operation,
    "conj": _conjugate,
    "sum": _sum,
    "delta": _delta,
    "window": _window,
    "at": _application,
}
