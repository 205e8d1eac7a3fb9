"""
False statements with derivations that one condition alone stands in the way of.

Each names the line of the building program that refuses it, what the line is without the condition,
and a small world in which the two sides differ.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from flipconv.proofs import instances, judging, normal, rechecking, rules, substitution, summability, sums
from flipconv.proofs.models import Group
from tests.proofs.replay import theorems
from tests.proofs.replay.theorems import (
    GROUP,
    INTEGERS,
    equation,
    finite,
    of,
    support,
)
from tests.proofs.replay.writing import (
    add,
    at,
    certificate,
    conj,
    delta,
    fun,
    index,
    mul,
    named,
    over,
    put,
    step,
    window,
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


def one(rule, left, right, with_=None, **declared):
    """Return the derivation of one step."""
    return certificate(left, right, [step(rule, [], right, with_)], **declared)


def at_x(*symbols, **more):
    return {**GROUP, "variables": {"x": "G"}, **of(*symbols), **more}


def on_set(*symbols, **more):
    return {**SET, "variables": {"x": "S"}, **of(*symbols, sort="S"), **more}


def _ladder(m, n):
    """1 on the diagonal of a quarter of the plane and -1 beside it: rows and columns add up to different totals."""
    return ((m == n) - (m[0] == n[0] + 1)) * (m[0] >= 0) * (n[0] >= 0)


LADDER = Small(line=True, symbols={"h": _ladder})
PAIRS = {**INTEGERS, "symbols": {"h": ["Z", "Z"]}}
ROWS, COLUMNS = over("m:Z n:Z", at("h", "m", "n")), over("n:Z m:Z", at("h", "m", "n"))
# the sort need not be the integers for the derivation, which names only a set
SHEET = {"sorts": {"S": "set"}, "symbols": {"h": ["S", "S"]}}
ON_SHEET = Small(line=True, sorts={"S": Group((0,))}, symbols={"h": _ladder})
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

SUMS = {
    "swapped-and-not-summable": Falsehood(
        one("swap", ROWS_S, COLUMNS_S, **SHEET), sums, "[Family(over, inner.body)]", "[]", small=ON_SHEET
    ),
    "swapped-for-no-reason": Falsehood(
        one("swap", ROWS_S, COLUMNS_S, **SHEET),
        summability,
        'raise RefusedError(f"nothing says that the family over',
        'return set()\n    print(f"nothing says that the family over',
        small=ON_SHEET,
    ),
    "swapped-with-one-sort-finite": Falsehood(
        one(
            "swap",
            over("i:I n:S", at("h", "i", "n")),
            over("n:S i:I", at("h", "i", "n")),
            hypotheses=[finite("I")],
            sorts={"I": "set", "S": "set"},
            symbols={"h": ["I", "S"]},
        ),
        summability,
        "for sort in sorts} if sorts <= set(known) else None",
        "for sort in sorts & set(known)} or None",
        small=Small(
            line=True,
            sorts={"I": Group((2,)), "S": Group((0,))},
            symbols={"h": lambda i, n: 1 if i == (0,) else (n == (0,)) - 1},
        ),
    ),
    "swapped-though-one-factor-holds-both": Falsehood(
        one(
            "swap",
            over("m:G n:G", mul(at("g", "m"), at("g", "n"), at("f", "m - n"))),
            over("n:G m:G", mul(at("g", "m"), at("g", "n"), at("f", "m - n"))),
            hypotheses=[support("f")],
            **GROUP,
            **of("f", "g"),
        ),
        summability,
        "if len(holding) != 1:",
        "if not holding:",
        small=Small(
            line=True,
            sorts={"G": Group((0,))},
            symbols={"f": lambda m: (m == (0,)) - (m == (1,)), "g": lambda m: int(m[0] >= 0)},
        ),
    ),
    "swapped-on-integers-called-finite": Falsehood(
        one(
            "swap",
            over("m:Z n:Z", mul(at("h", "m", "n"), window("m*n + 1"))),
            over("n:Z m:Z", mul(at("h", "m", "n"), window("m*n + 1"))),
            hypotheses=[finite("Z")],
            **PAIRS,
        ),
        rechecking,
        '(sorting.kinds or {})[sort] in ("integers", "steps")',
        small=LADDER,
    ),
    "split-and-not-summable": Falsehood(
        one(
            "split",
            over("y:S", add(at("f", "y"), at("g", "y"))),
            add(over("y:S", at("f", "y")), over("y:S", at("g", "y"))),
            **SET,
            **of("f", "g", sort="S"),
        ),
        sums,
        "[Family(((term.variable, term.sort),), part) for part in term.body.terms]",
        "[]",
        small=Small(
            line=True,
            sorts={"S": Group((0,))},
            symbols={"f": lambda y: 1, "g": lambda y: (y == (0,)) - 1},
        ),
    ),
    "captured-by-a-sum-that-takes-a-factor-in": Falsehood(
        one("pull", mul(F, over("x:S", at("g", "x"))), over("x:S", mul(F, G_)), {"factor": 1}, **on_set("f", "g")),
        sums,
        "any(total.variable in free_variables(factor) for factor in others)",
    ),
    "sifted-with-coefficient-2": Falsehood(
        one(
            "sift",
            over("y:G", mul(delta("G", "2y - x"), at("f", "y"))),
            at("f", "2x"),
            {"factor": 0},
            **at_x("f"),
        ),
        sums,
        "abs(coefficient) != 1",
        small=TWO,
    ),
    "sifted-with-the-variable-under-a-homomorphism": Falsehood(
        one(
            "sift",
            over("y:G", mul(delta("G", "y + p(y) - x"), at("f", "y"))),
            at("f", "x - p(y)"),
            {"factor": 0},
            homs={"p": ["G", "G"]},
            **{**at_x("f"), "variables": {"x": "G", "y": "G"}},
        ),
        sums,
        "name in rest.variables",
    ),
    "sifted-with-the-variable-twice": Falsehood(
        one(
            "sift",
            over("y:Z", mul(delta("Z", "y + n*y"), at("f", "y"))),
            at("f", "-n*y"),
            {"factor": 0},
            **INTEGERS,
            **of("f", sort="Z"),
            variables={"n": "Z", "y": "Z"},
        ),
        sums,
        "name in rest.variables",
        small=Small(symbols={"f": lambda place: place[0] + 7}),
    ),
    "replaced-with-coefficient-2": Falsehood(
        one(
            "replace",
            mul(delta("G", "2x - y"), F),
            mul(delta("G", "2x - y"), at("f", "2y")),
            {"factor": 0, "variable": "x"},
            **{**at_x("f"), "variables": {"x": "G", "y": "G"}},
        ),
        sums,
        "abs(coefficient) != 1",
        small=TWO,
    ),
}

MN = {**INTEGERS, "variables": {"m": "Z", "n": "Z"}}
N = {**INTEGERS, "variables": {"n": "Z"}}
WINDOWS = {
    "a-negative-multiple-of-an-inequality": Falsehood(
        one(
            "window",
            window("n"),
            mul(window("n"), window("-n")),
            {"adds": index("-n"), "by": [[-1, [0]], [1, ["not"]]]},
            **N,
        ),
        rules,
        "coefficient < 1",
    ),
    "a-combination-that-is-not-minus-one": Falsehood(
        one("window", window("n"), mul(window("n"), window("m")), {"adds": index("m"), "by": [[1, [0]]]}, **MN),
        rules,
        "total != as_index(-1)",
    ),
    "two-windows-that-are-not-opposite": Falsehood(
        one("point", mul(window("n"), window("m")), delta("Z", "n"), {"factors": [0, 1]}, **MN),
        rules,
        "one != -other",
    ),
}

ORDER = {
    "values-commute": Falsehood(
        one("commute", mul(F, G_), mul(G_, F), **on_set("f", "g")),
        rules,
        'raise RefusedError("nothing says that values commute")\n    judge.used |= {numbers[0]}',
        "pass",
        small=MATRICES,
    ),
    "the-conjugate-of-a-product-in-the-same-order": Falsehood(
        one("ring", conj(mul(F, G_)), mul(conj(F), conj(G_)), **on_set("f", "g")),
        normal,
        "for part in reversed(parts) if reverse else parts:",
        "for part in parts:",
        small=MATRICES,
    ),
    "the-conjugate-dropped": Falsehood(
        one("ring", conj(F), F, **on_set("f")), normal, "conjugated=not conjugated", "conjugated=conjugated"
    ),
    "a-sign-lost": Falsehood(
        one("ring", mul(-1, F), F, **on_set("f")),
        rules,
        "normal(result, commuting=commuting) != normal(into, commuting=commuting)",
    ),
    "correlation-commutes": Falsehood(
        one(
            "ring",
            at("corr", fun("u:G", at("f", "u")), fun("u:G", at("g", "u")), "x"),
            at("corr", fun("u:G", at("g", "u")), fun("u:G", at("f", "u")), "x"),
            **at_x("f", "g"),
        ),
        rules,
        "normal(result, commuting=commuting) != normal(into, commuting=commuting)",
    ),
    "a-symbol-that-bears-the-name-of-a-definition": Falsehood(
        one(
            "unfold",
            at("flip", fun("u:G", at("f", "u")), "x"),
            at("f", "-x"),
            **{**at_x("f"), "symbols": {"f": ["G"], "flip": [["G"], "G"]}},
        ),
        rechecking,
        'len(set(names)) < len(names) or "value" in names',
    ),
    "the-last-line-is-another": Falsehood(
        certificate(F, G_, [step("ring", [], F)], **on_set("f", "g")), rechecking, "not alike(line, theorem.right)"
    ),
    "a-line-that-does-not-follow": Falsehood(
        certificate(F, G_, [{**step("ring", [], F), "gives": G_}], **on_set("f", "g")),
        rechecking,
        "not alike(replaced(line, step.at, step.into), step.gives)",
    ),
}

FIXED = equation(F, G_)
LEMMA = theorems.convolution_commutes()
CONVOLVED = over("y:G", mul(at("f", "y"), at("g", "x - y"))), over("y:G", mul(at("g", "y"), at("f", "x - y")))
AS_ITSELF = {"f": {"symbol": "f"}, "g": {"symbol": "g"}, "x": index("x")}
SWAPPING = certificate(
    over("y:S z:S", at("h", "x", "y", "z")),
    over("z:S y:S", at("h", "x", "y", "z")),
    [step("swap", [], over("z:S y:S", at("h", "x", "y", "z")))],
    name="swapping",
    hypotheses=[theorems.summable("x:S", "y:S z:S", at("h", "x", "y", "z"))],
    sorts={"S": "set"},
    symbols={"h": ["S", "S", "S"]},
    variables={"x": "S"},
)
TRIPLE = {"sorts": {"S": "set"}, "symbols": {"h": ["S", "S", "S"]}}
ON_LAST_TWO = Small(
    line=True,
    sorts={"S": Group((0,), 1)},
    # only at 0 does the family have two totals; the hypothesis is about another place
    symbols={"h": lambda x, m, n: _ladder(m, n) if x == (0,) else 0},
)
SWAPS = {
    "theorem": "swapping",
    "sorts": {"S": "S"},
    "homs": {},
    "with": {"h": {"symbol": "h"}, "x": index("a")},
}
USES = {
    "an-equation-used-on-another-term": Falsehood(
        one("assume", at("h", "x"), G_, {"hypothesis": 0, "with": {}}, hypotheses=[FIXED], **on_set("f", "g", "h")),
        rules,
        "not alike(term, put.term(left))",
        small=Small(symbols={"f": from_zero, "g": from_zero}),
    ),
    "an-equation-about-one-place-used-at-every": Falsehood(
        certificate(
            over("x:S", F),
            over("x:S", G_),
            [step("assume", [0], G_, {"hypothesis": 0, "with": {}})],
            hypotheses=[FIXED],
            **on_set("f", "g"),
        ),
        rules,
        "judge.under(scope)",
        "judge",
        small=Small(symbols={"f": from_zero, "g": lambda place: place[0] + (place == (0,))}),
    ),
    "a-theorem-whose-hypothesis-does-not-hold": Falsehood(
        one(
            "use",
            *CONVOLVED,
            {"theorem": LEMMA["name"], "sorts": {"G": "G"}, "homs": {}, "with": AS_ITSELF},
            uses=[LEMMA],
            **at_x("f", "g"),
        ),
        rules,
        "judge.used |= holds_here(hypothesis, put, judge.hypotheses)",
        "pass",
        small=MATRICES,
        library=(LEMMA,),
    ),
    "a-theorem-whose-family-is-not-summable": Falsehood(
        one(
            "use",
            over("y:S z:S", at("h", "a", "y", "z")),
            over("z:S y:S", at("h", "a", "y", "z")),
            SWAPS,
            uses=[SWAPPING],
            variables={"a": "S"},
            **TRIPLE,
        ),
        rules,
        "judge.summable(families, given, scope)",
        "judge.summable([], given, scope)",
        small=ON_LAST_TWO,
        library=(SWAPPING,),
    ),
    "a-family-summable-at-one-place-used-at-all": Falsehood(
        one(
            "use",
            over("y:S z:S", at("h", "a", "y", "z")),
            over("z:S y:S", at("h", "a", "y", "z")),
            SWAPS,
            hypotheses=[theorems.summable("", "y:S z:S", at("h", "x", "y", "z"))],
            uses=[SWAPPING],
            variables={"a": "S", "x": "S"},
            **TRIPLE,
        ),
        instances,
        'f"$$all{place}"',
        "name",
        small=ON_LAST_TWO,
        library=(SWAPPING,),
    ),
    "a-family-summable-at-one-place-summed-at-every": Falsehood(
        certificate(
            over("x:S y:S z:S", at("h", "x", "y", "z")),
            over("x:S z:S y:S", at("h", "x", "y", "z")),
            [step("swap", [0], over("z:S y:S", at("h", "x", "y", "z")))],
            hypotheses=[theorems.summable("", "y:S z:S", at("h", "x", "y", "z"))],
            variables={"x": "S"},
            **TRIPLE,
        ),
        judging,
        'f"${name}"',
        "name",
        small=ON_LAST_TWO,
    ),
    "captured-when-put-in": Falsehood(
        one(
            "sift",
            over("y:G", mul(delta("G", "y - x"), over("x:G", at("h", "y", "x")))),
            over("x:G", at("h", "x", "x")),
            {"factor": 0},
            **GROUP,
            symbols={"h": ["G", "G"]},
            variables={"x": "G"},
        ),
        substitution,
        "fresh(name, taken) if name in inner.free else name",
        "name",
    ),
    "the-image-of-an-image-written-as-one": Falsehood(
        one(
            "assume",
            at("f", "p(x)"),
            at("g", "p(x)"),
            {"hypothesis": 0, "with": {"y": index("p(x)")}},
            hypotheses=[equation(at("f", "y"), at("g", "p(y)"), [["y", "G"]])],
            homs={"p": ["G", "G"]},
            **at_x("f", "g"),
        ),
        substitution,
        "hom and any(inner for (inner, _), _ in image.monomials)",
        small=Small(symbols={"f": lambda place: 2 * place[0] % 3, "g": lambda place: place[0]}),
    ),
}

FALSEHOODS: dict[str, Falsehood] = {**REINDEXINGS, **SUMS, **WINDOWS, **ORDER, **USES}
