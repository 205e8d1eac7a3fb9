"""How terms are written in a certificate, and read from one."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from flipconv.proofs.limits import DEGREE, MONOMIALS, NAMES, NODES
from flipconv.proofs.statements import Definition, Kind
from flipconv.proofs.terms import (
    Add,
    Argument,
    At,
    Conj,
    Delta,
    Fun,
    Hom,
    Index,
    Mul,
    Num,
    RefusedError,
    Sum,
    Term,
    Window,
    combined,
    size,
)

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,23}")
LARGEST = 1_000_000
"""The largest integer that is a term."""


def name_from(data: Any) -> str:
    """Return a name; raise if it is none."""
    if not isinstance(data, str) or not NAME.fullmatch(data):
        raise RefusedError(f"a name is a letter and at most 23 letters, digits and underscores, not {data!r:.60}")
    return data


def integer_from(data: Any) -> int:
    """Return an integer; raise if it is none."""
    if type(data) is not int:
        raise RefusedError(f"an integer is expected, not {data!r:.60}")
    return data


def list_from(data: Any, what: str) -> list[Any]:
    """Return a list; raise if it is none."""
    if not isinstance(data, list):
        raise RefusedError(f"{what} is a list, not {data!r:.60}")
    return data


def fields_from(data: Any, what: str, *names: str) -> list[Any]:
    """Return the values of an object that has these fields and no others."""
    if not isinstance(data, dict) or set(data) != set(names):
        raise RefusedError(f"{what} has the fields {', '.join(names)}, and is not {data!r:.60}")
    return [data[name] for name in names]


def index_to(index: Index) -> list[Any]:
    """Return an index as JSON."""
    return [[count, list(names), *([hom] if hom else [])] for (hom, names), count in index.monomials]


def index_from(data: Any) -> Index:
    """Return the index that is written, if it is written in the one way there is."""
    monomials = []
    if len(list_from(data, "an index")) > MONOMIALS:
        raise RefusedError(f"an index has more than {MONOMIALS} monomials")
    for monomial in data:
        if not isinstance(monomial, list) or len(monomial) not in (2, 3):
            raise RefusedError(f"a monomial is [coefficient, [variables]] or with a homomorphism, not {monomial!r:.60}")
        names = tuple(name_from(name) for name in list_from(monomial[1], "the variables of a monomial"))
        hom = name_from(monomial[2]) if len(monomial) == 3 else ""
        if list(names) != sorted(names) or len(names) > DEGREE:
            raise RefusedError(f"at most {DEGREE} variables of a monomial stand in alphabetical order, not {names}")
        monomials.append(((hom, names), integer_from(monomial[0])))
    if len({monomial for monomial, _ in monomials}) < len(monomials) or not all(count for _, count in monomials):
        raise RefusedError("no two monomials of an index are alike, and no coefficient is zero")
    return combined(monomials)


def pairs_to(pairs: tuple[tuple[str, Any], ...]) -> list[Any]:
    """Return bound variables with their sorts, or symbols with their signatures, as JSON."""
    return [[name, kind if isinstance(kind, str) else signature_to(kind)] for name, kind in pairs]


def pairs_from(data: Any) -> tuple[tuple[str, str], ...]:
    """Return the variables that are written, with their sorts."""
    pairs = [list_from(pair, "a variable with its sort") for pair in list_from(data, "a list of variables")]
    if any(len(pair) != 2 for pair in pairs):
        raise RefusedError(f"each variable comes with its sort, unlike {data!r:.60}")
    found = tuple((name_from(name), name_from(sort)) for name, sort in pairs)
    if len({name for name, _ in found}) < len(found) or len(found) > NAMES:
        raise RefusedError(f"a variable is bound twice in {data!r:.60}, or there are more than {NAMES}")
    return found


def signature_to(signature: tuple[Kind, ...]) -> list[Any]:
    """Return a signature as JSON."""
    return [list(kind) if isinstance(kind, tuple) else kind for kind in signature]


def signature_from(data: Any) -> tuple[Kind, ...]:
    """Return the signature that is written."""
    return tuple(
        name_from(kind) if isinstance(kind, str) else tuple(name_from(sort) for sort in list_from(kind, "a kind"))
        for kind in list_from(data, "a signature")
    )


def argument_to(argument: Argument) -> Any:
    """Return an argument as JSON."""
    match argument:
        case Index():
            return index_to(argument)
        case Hom(name):
            return {"hom": name}
        case Fun(variables, body):
            return {"vars": pairs_to(variables), "is": term_to(body)}
    return term_to(argument)


def argument_from(data: Any) -> Argument:
    """Return the argument that is written."""
    if isinstance(data, dict):
        if "hom" in data:
            return Hom(name_from(*fields_from(data, "a homomorphism", "hom")))
        variables, body = fields_from(data, "a function", "vars", "is")
        return Fun(pairs_from(variables), term_from(body))
    if isinstance(data, list) and not (data and isinstance(data[0], str)):
        return index_from(data)
    return term_from(data)


def term_to(term: Term) -> Any:
    """Return a term as JSON."""
    match term:
        case Num(value):
            return value
        case Add(parts):
            return ["add", *map(term_to, parts)]
        case Mul(parts):
            return ["mul", *map(term_to, parts)]
        case Conj(inner):
            return ["conj", term_to(inner)]
        case Sum(variable, sort, body):
            return ["sum", variable, sort, term_to(body)]
        case Delta(sort, index):
            return ["delta", sort, index_to(index)]
        case Window(index):
            return ["window", index_to(index)]
        case At(name, arguments):
            return ["at", name, *map(argument_to, arguments)]
    raise TypeError(f"{type(term).__name__} is no term")


def term_from(data: Any) -> Term:
    """
    Return the term that is written.

    Parameters
    ----------
    data : object
        What `json.loads` returns.

    Returns
    -------
    Term
        The term.

    Raises
    ------
    RefusedError
        If nothing is written that way.
    """
    match data:
        case bool():
            pass
        case int():
            if abs(data) > LARGEST:
                raise RefusedError(f"an integer is at most {LARGEST} in size, not {data}")
            return Num(data)
        case ["add", _, _, *_]:
            return Add(tuple(map(term_from, data[1:])))
        case ["mul", _, _, *_]:
            return Mul(tuple(map(term_from, data[1:])))
        case ["conj", inner]:
            return Conj(term_from(inner))
        case ["sum", variable, sort, body]:
            return Sum(name_from(variable), name_from(sort), term_from(body))
        case ["delta", sort, index]:
            return Delta(name_from(sort), index_from(index))
        case ["window", index]:
            return Window(index_from(index))
        case ["at", name, *arguments]:
            return At(name_from(name), tuple(map(argument_from, arguments)))
    raise RefusedError(f"no term is written {data!r:.60}")


def whole_term_from(data: Any) -> Term:
    """Return a term that is written by itself: a side, a line, a body that is put in; raise if it is too large."""
    term = term_from(data)
    if size(term) > NODES:
        raise RefusedError(f"a term has more than {NODES} nodes")
    return term


@cache
def definitions() -> dict[str, Definition]:
    """Return the definitions, by name, from the file that the replayer reads too."""
    text = files("flipconv.proofs.replay").joinpath("definitions.json").read_text(encoding="utf-8")
    return {name: _definition(name, entry) for name, entry in json.loads(text).items()}


def _definition(name: str, entry: dict[str, Any]) -> Definition:
    parameters = tuple((parameter, _kind(kind)) for parameter, kind in entry["of"])
    return Definition(name, parameters, term_from(entry["is"]))


def _kind(data: Any) -> Kind:
    if isinstance(data, dict):
        source, target = data["hom"]
        return {"hom": (source, target)}
    return data if isinstance(data, str) else tuple(data)
