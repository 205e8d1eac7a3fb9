"""Honest theorems, from which the tests make dishonest ones."""

from __future__ import annotations

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
    sealed,
    step,
    window,
)

COMMUTATIVE = {"kind": "commutative"}
GROUP = {"sorts": {"G": "group"}}
INTEGERS = {"sorts": {"Z": "integers"}}


def finite(sort):
    return {"kind": "finite", "sort": sort}


def support(symbol):
    return {"kind": "support", "symbol": symbol}


def equation(left, right, all_=()):
    return {"kind": "equation", "all": list(all_), "left": left, "right": right}


def summable(all_, over_, term):
    return {"kind": "summable", "all": named(all_), "over": named(over_), "term": term}


def of(*symbols, sort="G"):
    return {"symbols": {symbol: [sort] for symbol in symbols}}


def convolution_commutes(**changes):
    arguments = {
        "left": over("y:G", mul(at("f", "y"), at("g", "x - y"))),
        "right": over("y:G", mul(at("g", "y"), at("f", "x - y"))),
        "steps": [
            step(
                "reindex",
                [],
                over("z:G", mul(at("f", "x - z"), at("g", "z"))),
                {"put": put(y="x - z"), "new": named("z:G")},
            ),
            step("commute", [], over("y:G", mul(at("g", "y"), at("f", "x - y")))),
        ],
        "name": "convolution-commutes",
        "hypotheses": [COMMUTATIVE],
        "variables": {"x": "G"},
        **GROUP,
        **of("f", "g"),
    }
    return certificate(**{**arguments, **changes})


TRIPLE = mul(at("f", "z"), at("g", "y - z"), at("h", "x - y"))


def associativity(hypotheses=None, **changes):
    given = [summable("x:G", "y:G z:G", TRIPLE)] if hypotheses is None else hypotheses
    inner = mul(at("f", "z"), at("g", "w"), at("h", "x - z - w"))
    last = mul(at("f", "z"), over("w:G", mul(at("g", "w"), at("h", "x - z - w"))))
    arguments = {
        "left": over("y:G", mul(over("z:G", mul(at("f", "z"), at("g", "y - z"))), at("h", "x - y"))),
        "right": over("z:G", last),
        "steps": [
            step("pull", [0], over("z:G", TRIPLE), {"factor": 0}),
            step("swap", [], over("z:G y:G", TRIPLE)),
            step("reindex", [0], over("w:G", inner), {"put": put(y="w + z"), "new": named("w:G")}),
            step("pull", [0], last, {"factor": 1}, backwards=True),
        ],
        "name": "associativity",
        "hypotheses": given,
        "variables": {"x": "G"},
        **GROUP,
        **of("f", "g", "h"),
    }
    return certificate(**{**arguments, **changes})


def flip_law():
    flipped = fun("y:G", conj(at("f", "-y")))
    return certificate(
        left=at("corr", fun("y:G", at("f", "y")), fun("y:G", at("g", "y")), "x"),
        right=at("conv", flipped, fun("y:G", at("g", "y")), "x"),
        steps=[
            step("unfold", [], over("y:G", mul(conj(at("f", "y")), at("g", "x + y")))),
            step(
                "reindex",
                [],
                over("z:G", mul(conj(at("f", "-z")), at("g", "x - z"))),
                {"put": put(y="-z"), "new": named("z:G")},
            ),
            step("unfold", [], at("conv", flipped, fun("u:G", at("g", "u")), "x"), backwards=True),
        ],
        name="flip-law",
        variables={"x": "G"},
        **GROUP,
        **of("f", "g"),
    )


def used_under_a_binder(theorem=None, **changes):
    """Return a use of commutativity inside a sum, at the bound variable."""
    theorem = theorem or convolution_commutes()
    given = {
        "theorem": theorem["name"],
        "sorts": {"G": "G"},
        "homs": {},
        "with": {"f": {"symbol": "g"}, "g": fun("s:G", at("k", "s")), "x": index("y")},
    }
    arguments = {
        "left": over("y:G", mul(at("h", "y"), over("x:G", mul(at("g", "x"), at("k", "y - x"))))),
        "right": over("y:G", mul(at("h", "y"), over("x:G", mul(at("k", "x"), at("g", "y - x"))))),
        "steps": [step("use", [0, 1], over("x:G", mul(at("k", "x"), at("g", "y - x"))), given)],
        "name": "used-under-a-binder",
        "hypotheses": [COMMUTATIVE],
        "uses": [theorem],
        **GROUP,
        **of("g", "k", "h"),
    }
    return certificate(**{**arguments, **changes})


def windows():
    """Return that a convolution is zero outside the sum of the supports."""
    inside = mul(window("y"), window("n - 1 - y"), window("k - y"), window("m - 1 - k + y"))
    first = mul(*inside[1:], window("k"))
    return certificate(
        left=inside,
        right=mul(window("k"), window("n + m - 2 - k"), *inside[1:]),
        steps=[
            step("window", [], first, {"adds": index("k"), "by": [[1, [0]], [1, [2]], [1, ["not"]]]}),
            step(
                "window",
                [],
                mul(*first[1:], window("n + m - 2 - k")),
                {"adds": index("n + m - 2 - k"), "by": [[1, [1]], [1, [3]], [1, ["not"]]]},
            ),
        ],
        name="support-of-a-convolution",
        variables=dict.fromkeys("nmky", "Z"),
        **INTEGERS,
    )


def points():
    return certificate(
        left=mul(window("n - k"), at("f", "k"), window("k - n")),
        right=mul(at("f", "k"), delta("Z", "k - n")),
        steps=[step("point", [], mul(delta("Z", "n - k"), at("f", "k")), {"factors": [0, 2]})],
        name="points",
        variables={"n": "Z", "k": "Z"},
        **INTEGERS,
        **of("f", sort="Z"),
    )


def sifted():
    return certificate(
        left=over("y:G", mul(at("f", "y"), delta("G", "x - y"), at("g", "y + y2"))),
        right=mul(at("f", "x"), at("g", "x + y2")),
        steps=[step("sift", [], mul(at("f", "x"), at("g", "x + y2")), {"factor": 1})],
        name="sifted",
        variables={"x": "G", "y2": "G"},
        **GROUP,
        **of("f", "g"),
    )


def replacing():
    return certificate(
        left=mul(delta("G", "x - y"), at("f", "x")),
        right=mul(delta("G", "x - y"), at("f", "y")),
        steps=[step("replace", [], mul(delta("G", "x - y"), at("f", "y")), {"factor": 0, "variable": "x"})],
        name="replacing",
        variables={"x": "G", "y": "G"},
        **GROUP,
        **of("f"),
    )


def splitting(hypotheses=None, **changes):
    arguments = {
        "left": over("y:S", add(at("f", "y"), at("g", "y"))),
        "right": add(over("y:S", at("f", "y")), over("y:S", at("g", "y"))),
        "steps": [step("split", [], add(over("y:S", at("f", "y")), over("y:S", at("g", "y"))))],
        "name": "splitting",
        "hypotheses": [support("f"), support("g")] if hypotheses is None else hypotheses,
        "sorts": {"S": "set"},
        **of("f", "g", sort="S"),
    }
    return certificate(**{**arguments, **changes})


START = equation(at("a", ""), at("b", ""))


def recurrence(symbol):
    return equation(at(symbol, "t + 1"), mul(at("c"), at(symbol, "t")), [["t", "N"]])


COUNTED = {"sorts": {"N": "steps"}, "symbols": {"a": ["N"], "b": ["N"], "c": []}}


def base():
    return certificate(
        left=at("a", ""),
        right=at("b", ""),
        steps=[step("assume", [], at("b", ""), {"hypothesis": 0, "with": {}})],
        name="base",
        hypotheses=[START],
        sorts={"N": "steps"},
        symbols={"a": ["N"], "b": ["N"]},
    )


def inductive_step(**changes):
    put_t = {"with": {"t": index("t")}}
    arguments = {
        "left": at("a", "t + 1"),
        "right": at("b", "t + 1"),
        "steps": [
            step("assume", [], mul(at("c"), at("a", "t")), {"hypothesis": 1, **put_t}),
            step("assume", [1], at("b", "t"), {"hypothesis": 0, "with": {}}),
            step("assume", [], at("b", "t + 1"), {"hypothesis": 2, **put_t}, backwards=True),
        ],
        "name": "step",
        "hypotheses": [equation(at("a", "t"), at("b", "t")), recurrence("a"), recurrence("b")],
        "variables": {"t": "N"},
        **COUNTED,
    }
    return certificate(**{**arguments, **changes})


def induction(first=None, second=None, **changes):
    first, second = first or base(), second or inductive_step()
    arguments = {
        "name": "by-induction",
        "left": at("a", "t"),
        "right": at("b", "t"),
        "proof": {"induction": {"over": "t", "base": first["name"], "step": second["name"]}},
        "hypotheses": [START, recurrence("a"), recurrence("b")],
        "uses": [first, second],
        "variables": {"t": "N"},
        **COUNTED,
    }
    return sealed(**{**arguments, **changes})
