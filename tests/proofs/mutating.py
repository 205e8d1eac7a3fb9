"""Certificates with one thing in them changed, and their digests made right again, so that no checksum helps."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.proofs.replay.writing import resealed

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
RULES = [
    "ring",
    "commute",
    "unfold",
    "reindex",
    "swap",
    "pull",
    "split",
    "sift",
    "replace",
    "window",
    "point",
    "assume",
    "use",
]
KINDS = ["set", "group", "integers", "steps"]
HYPOTHESES = ["commutative", "finite", "support", "summable", "equation"]
HEADS = ["add", "mul", "conj", "sum", "at", "delta", "window"]
DEFINED = ["conv", "corr", "flip", "conjflip", "conjugate", "shift", "inner"]
SEALED = {"digest", "format", "version"}
"""Fields that have tests of their own: whatever is put there is refused."""

Path = tuple[Any, ...]


@dataclass(frozen=True)
class Mutant:
    """
    A changed certificate.

    Parameters
    ----------
    what : str
        How it was changed.
    path : tuple
        Where.
    certificate : dict
        The certificate before.
    new : object
        What stands there now.
    """

    what: str
    path: Path
    certificate: dict[str, Any]
    new: Any

    @property
    def data(self) -> dict[str, Any]:
        """The certificate, with the digest that its contents have now."""
        return resealed(changed(self.certificate, self.path, self.new))

    @property
    def place(self) -> str:
        """Where it was changed, in words that are alike for like places."""
        return ".".join("#" if isinstance(key, int) else key for key in self.path[:4])


def nodes(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every value within a value, with its path."""
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from nodes(inner, (*path, key))


def changed(data: Any, path: Path, new: Any) -> Any:
    """Return data with one value in it replaced, and nothing shared that could be written to."""
    if not path:
        return copy.deepcopy(new)
    if isinstance(data, dict):
        return {key: changed(inner, path[1:], new) if key == path[0] else inner for key, inner in data.items()}
    return [changed(inner, path[1:], new) if place == path[0] else inner for place, inner in enumerate(data)]


def mutants(certificate: dict[str, Any]) -> Iterator[Mutant]:
    """Yield every certificate that differs from this one in one place."""
    words = sorted({text for _, text in nodes(certificate) if isinstance(text, str) and NAME.fullmatch(text)})
    names = [word for word in words if word not in {*HEADS, *RULES, *KINDS, *HYPOTHESES}]
    for path, value in nodes(certificate):
        if not path or path[0] in SEALED or path[-1] in ("because", "says"):
            continue
        for what, new in _changes(path, value, names):
            if new != value or type(new) is not type(value):
                yield Mutant(what, path, certificate, new)


def _changes(path: Path, value: Any, names: list[str]) -> Iterator[tuple[str, Any]]:
    match value:
        case bool():
            yield "turn", not value
        case int():
            yield from (("plus one", value + 1), ("minus one", value - 1), ("sign", -value))
        case str():
            yield from (("name", new) for new in _instead(path, value, names))
        case dict():
            yield from _of_object(path, value, names)
        case list():
            yield from _of_list(value)


def _instead(path: Path, value: str, names: list[str]) -> list[str]:
    """Return what may stand in the place of a word."""
    for family in (RULES, KINDS, HYPOTHESES):
        if value in family:
            return [word for word in family if word != value]
    if value in HEADS:
        return [HEADS[(HEADS.index(value) + 1 + len(path) % 5) % len(HEADS)], "add" if value == "mul" else "mul"]
    if path[0] == "uses" or "-" in value:
        return ["sha256:" + "0" * 64, "no-theorem"]
    # another of the certificate, chosen by place so that all come up, another definition, and a stranger
    start = len(repr(path)) % len(names)
    return [names[start], DEFINED[start % len(DEFINED)] if value in DEFINED else "stranger"]


def _of_object(path: Path, value: dict[str, Any], names: list[str]) -> Iterator[tuple[str, Any]]:
    for key in value:
        yield "drop a field", {other: inner for other, inner in value.items() if other != key}
    keys = list(value)
    if len(keys) > 1 and not {"rule", "kind", "vars"} & set(keys):
        one, other = keys[:2]
        yield "exchange two fields", {**value, one: value[other], other: value[one]}
    yield "add a field", {**value, "stranger": 0}
    if "rule" in value:
        if "backwards" not in value:
            yield "backwards", {**value, "backwards": True}
        yield "with nothing", {**value, "with": {}}
    if path[-1] in ("variables", "symbols", "sorts", "homs"):
        first = next(iter(value.values()), "G")
        yield "declare more", {**value, "stranger": first}


def _of_list(value: list[Any]) -> Iterator[tuple[str, Any]]:
    for place in range(len(value)):
        yield "drop an item", value[:place] + value[place + 1 :]
        yield "double an item", [*value[: place + 1], *value[place:]]
        if place:
            yield "exchange items", [*value[: place - 1], value[place], value[place - 1], *value[place + 1 :]]
    if not value:
        yield "fill", [0]
    if value and value[0] in HEADS:
        yield "conjugate", ["conj", value]
        yield "negate", ["mul", -1, value]
        yield "double", ["add", value, value]
    if value and value[0] == "conj" and len(value) == 2:
        yield "drop the conjugate", value[1]
