"""The definitions, and the kinds that their sorts need: read from the data file, not written twice."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def definitions() -> dict[str, dict[str, Any]]:
    """Return the definitions by name; nobody may change them."""
    return json.loads(files("flipconv.proofs.replay").joinpath("definitions.json").read_text(encoding="utf-8"))


def parameters(name: str) -> list[tuple[str, Any]]:
    """Return the parameters of a definition, each with its kind."""
    return [(parameter, kind) for parameter, kind in definitions()[name]["of"]]


def sorts_of(name: str) -> list[str]:
    """Return the names of the sorts in the kinds of a definition's parameters."""
    found: dict[str, None] = {}
    for _, kind in parameters(name):
        sorts = kind["hom"] if isinstance(kind, dict) else kind if isinstance(kind, list) else [kind]
        found.update(dict.fromkeys(sorts))
    return list(found)
