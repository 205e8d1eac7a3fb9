"""
False statements with derivations that one condition alone stands in the way of.

Each names the line of the building program that refuses it, what the line is without the condition,
and a small world in which the two sides differ.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from flipconv.proofs import sums
from flipconv.proofs.models import Group
from tests.proofs.replay.theorems import (
    GROUP,
    INTEGERS,
    finite,
    of,
)
from tests.proofs.replay.writing import (
    at,
    mul,
    named,
    one,
    over,
    put,
)
from tests.proofs.verdicts import Small


@dataclass(frozen=True)
class Falsehood:
    """
    A false statement with its derivation.

    Parameters
    ----------
    certificate : dict
        The derivation.
    module : module
        Where the condition is that refuses it.
    line, without : str
        Part of the module's source, and what it is without the condition.
    small : Small
        The world in which the sides differ.
    library : tuple
        The certificates that it uses.
    """

    certificate: Any
    module: ModuleType
    line: str
    without: str = "False"
    small: Small = field(default_factory=Small)
    library: tuple[Any, ...] = ()


SET = {"sorts": {"S": "set"}}
TWO = Small(sorts={"G": Group((2,))})
MATRICES = Small(matrices=True)
F, G_ = at("f", "x"), at("g", "x")


def at_x(*symbols, **more):
    return {**GROUP, "variables": {"x": "G"}, **of(*symbols), **more}


def on_set(*symbols, **more):
    return {**SET, "variables": {"x": "S"}, **of(*symbols, sort="S"), **more}


def ladder(m, n):
    """1 on the diagonal of a quarter of the plane and -1 beside it: rows and columns add up to different totals."""
    return ((m == n) - (m[0] == n[0] + 1)) * (m[0] >= 0) * (n[0] >= 0)


LADDER = Small(line=True, symbols={"h": ladder})
PAIRS = {**INTEGERS, "symbols": {"h": ["Z", "Z"]}}
# the sort need not be the integers for the derivation, which names only a set
SHEET = {"sorts": {"S": "set"}, "symbols": {"h": ["S", "S"]}}
ON_SHEET = Small(line=True, sorts={"S": Group((0,))}, symbols={"h": ladder})
ROWS_S, COLUMNS_S = over("m:S n:S", at("h", "m", "n")), over("n:S m:S", at("h", "m", "n"))


def from_zero(place):
    return int(place == (0,))


REINDEXINGS = {
    "k-is-2k": Falsehood(
        one(
            "reindex",
            over("k:G", at("f", "k")),
            over("k:G", at("f", "2k")),
            {"put": put(k="2k"), "new": named("k:G")},
            **GROUP,
            **of("f"),
        ),
        sums,
        "abs(determinant(matrix)) != 1",
        small=TWO,
    ),
    "two-variables-become-one": Falsehood(
        one(
            "reindex",
            over("y:G z:G", at("f", "y - z")),
            over("a:G b:G", at("f", "")),
            {"put": put(y="a", z="a"), "new": named("a:G b:G")},
            hypotheses=[finite("G")],
            **GROUP,
            **of("f"),
        ),
        sums,
        "abs(determinant(matrix)) != 1",
    ),
    "new-variable-under-a-homomorphism": Falsehood(
        one(
            "reindex",
            over("y:G", at("f", "y")),
            over("z:G", at("f", "z + p(z)")),
            {"put": put(y="z + p(z)"), "new": named("z:G")},
            homs={"p": ["G", "G"]},
            **GROUP,
            **of("f"),
        ),
        sums,
        "len(image.monomials) != len(rest.monomials) + sum(map(bool, row))",
    ),
    "captured-by-the-new-variable": Falsehood(
        one(
            "reindex",
            over("y:S", mul(at("f", "y"), F)),
            over("x:S", mul(F, F)),
            {"put": put(y="x"), "new": named("x:S")},
            **on_set("f"),
        ),
        sums,
        "len(set(new)) < len(new) or free_variables(term) & set(new)",
    ),
    "steps-moved": Falsehood(
        one(
            "reindex",
            over("t:N", at("f", "t")),
            over("t:N", at("f", "t + 1")),
            {"put": put(t="t + 1"), "new": named("t:N")},
            sorts={"N": "steps"},
            **of("f", sort="N"),
        ),
        sums,
        'get(new[0][1]) == "steps" and any(len(index.monomials) != 1 for _, index in put)',
        "get(new[0][1]) == 0",
        small=Small(symbols={"f": from_zero}),
    ),
    "reindexed-and-not-summable": Falsehood(
        one(
            "reindex",
            ROWS_S,
            COLUMNS_S,
            {"put": put(m="b", n="a"), "new": named("a:S b:S")},
            **SHEET,
        ),
        sums,
        "[Family(tuple(old), body)] if len(new) > 1 else []",
        "[]",
        small=ON_SHEET,
    ),
}
