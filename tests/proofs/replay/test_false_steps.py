"""Deltas, rearranging and unfolding: for every condition a false statement that it alone refuses."""

import re

import pytest

from tests.proofs.replay.theorems import COMMUTATIVE, GROUP, INTEGERS, equation, of
from tests.proofs.replay.writing import (
    at,
    certificate,
    conj,
    delta,
    fun,
    index,
    mul,
    one,
    over,
    refusal,
    step,
    window,
)

F = at("f", "y")
TWO = {"sorts": {"G": "group", "H": "group"}, "homs": {"p": ["G", "H"]}}
XY = {"variables": {"x": "G", "y": "G"}}
MN = {"variables": {"m": "Z", "n": "Z"}}

H = {"sorts": {"S": "set"}, "symbols": {"h": ["S", "S"]}}
FG = {**GROUP, **of("f", "g")}
XFG = {**FG, "variables": {"x": "G"}}
PAIR = {**TWO, "symbols": {"f": ["G"]}, "variables": {"x": "H"}}
ZF = {**INTEGERS, **of("f", sort="Z")}
DELTAS = {
    "sift-twice-v": (
        one("sift", over("y:Z", mul(delta("Z", "2y - 1"), F)), at("f", ""), {"factor": 0}, **ZF),
        "occur once",
    ),
    "sift-of-a-product": (
        one("sift", over("y:Z", mul(delta("Z", "y - m*y"), F)), at("f", ""), {"factor": 0}, **ZF, variables={"m": "Z"}),
        "occur once",
    ),
    "sift-image": (
        one("sift", over("y:G", mul(delta("H", "x - p(y)"), F)), 0, {"factor": 0}, **PAIR),
        "no delta of the sort G",
    ),
    "sift-image-in-one-sort": (
        one(
            "sift",
            over("y:G", mul(delta("G", "p(y)"), F)),
            at("f", ""),
            {"factor": 0},
            sorts={"G": "group"},
            homs={"p": ["G", "G"]},
            **of("f"),
        ),
        "occur once",
    ),
    "sift-both": (
        one(
            "sift",
            over("y:G", mul(delta("G", "y + p(y)"), F)),
            at("f", ""),
            {"factor": 0},
            sorts={"G": "group"},
            homs={"p": ["G", "G"]},
            **of("f"),
        ),
        "occur once",
    ),
    "sift-no-delta": (one("sift", over("y:G", mul(F, at("g", "y"))), F, {"factor": 0}, **FG | XY), "no delta"),
    "sift-other-variable": (
        one(
            "sift",
            over("y:G", mul(delta("G", "x"), F)),
            at("f", "x"),
            {"factor": 0},
            **GROUP,
            **of("f"),
            variables={"x": "G"},
        ),
        "occur once",
    ),
    "sift-wrong-sign": (
        one(
            "sift",
            over("y:G", mul(delta("G", "x + y"), F)),
            at("f", "x"),
            {"factor": 0},
            **GROUP,
            **of("f"),
            variables={"x": "G"},
        ),
        "not what the rule makes",
    ),
    "sift-captured-below": (
        one(
            "sift",
            over("y:G", mul(delta("G", "x - y"), over("x:G", at("f", "x + y")))),
            over("x:G", at("f", "2x")),
            {"factor": 0},
            **GROUP,
            **of("f"),
            variables={"x": "G"},
        ),
        "not what the rule makes",
    ),
    "sift-alone-takes-factor-0": (one("sift", over("y:G", delta("G", "y")), 1, {"factor": 1}, **GROUP), "no delta"),
    "replace-twice-v": (
        one(
            "replace",
            mul(delta("G", "2x - y"), at("f", "x")),
            mul(delta("G", "2x - y"), at("f", "y")),
            {"factor": 0, "variable": "x"},
            **GROUP,
            **of("f"),
            **XY,
        ),
        "occur once",
    ),
    "replace-nonlinear": (
        one("replace", mul(delta("Z", "n - n*m"), at("f", "n")), 0, {"factor": 0, "variable": "n"}, **ZF, **MN),
        "occur once",
    ),
    "replace-image": (
        one(
            "replace",
            mul(delta("H", "x - p(y)"), at("f", "y")),
            0,
            {"factor": 0, "variable": "y"},
            **TWO,
            symbols={"f": ["G"]},
            variables={"x": "H", "y": "G"},
        ),
        "of its sort",
    ),
    "replace-captured-below": (
        one(
            "replace",
            mul(delta("G", "x - y"), over("y:G", at("f", "x - y"))),
            mul(delta("G", "x - y"), over("y:G", at("f", ""))),
            {"factor": 0, "variable": "x"},
            **GROUP,
            **of("f"),
            **XY,
        ),
        "not what the rule makes",
    ),
    "replace-drops-the-delta": (
        one(
            "replace",
            mul(delta("G", "x - y"), at("f", "x")),
            at("f", "y"),
            {"factor": 0, "variable": "x"},
            **GROUP,
            **of("f"),
            **XY,
        ),
        "not what the rule makes",
    ),
    "replace-bound-elsewhere": (
        one(
            "replace",
            mul(delta("G", "x - y"), over("x:G", at("f", "x"))),
            mul(delta("G", "x - y"), over("x:G", at("f", "y"))),
            {"factor": 0, "variable": "x"},
            **GROUP,
            **of("f"),
            **XY,
        ),
        "not what the rule makes",
    ),
}


V = at("f", "x"), at("g", "x")
RINGS = {
    "ring": (one("ring", mul(*V), mul(*V[::-1]), **XFG), "not alike"),
    "ring-conjugate": (one("ring", conj(mul(*V)), mul(conj(V[0]), conj(V[1])), **XFG), "not alike"),
    "ring-captures": (
        one(
            "ring",
            over("y:G", at("h", "x", "y")),
            over("x:G", at("h", "x", "x")),
            **GROUP,
            symbols={"h": ["G", "G"]},
            variables={"x": "G"},
        ),
        "not alike",
    ),
    "ring-delta-of-a-group": (
        one("ring", delta("G", "2x"), delta("G", "x"), **GROUP, variables={"x": "G"}),
        "not alike",
    ),
    "ring-window": (one("ring", window("2m"), window("m"), **INTEGERS, variables={"m": "Z"}), "not alike"),
    "commute-without": (one("commute", mul(*V), mul(*V[::-1]), **XFG), "only by hypothesis"),
    "commute-false": (one("commute", mul(*V), mul(V[0], V[0]), hypotheses=[COMMUTATIVE], **XFG), "not alike"),
    "unfold-other-body": (
        one(
            "unfold",
            at("conv", fun("y:G", F), fun("y:G", F), "x"),
            over("y:G", mul(F, at("f", "x + y"))),
            **GROUP,
            **of("f"),
            variables={"x": "G"},
        ),
        "not what the rule makes",
    ),
    "unfold-captures": (
        one(
            "unfold",
            at("conv", fun("u:G", at("f", "y")), fun("u:G", at("f", "u")), "x"),
            over("y:G", mul(at("f", "y"), at("f", "x - y"))),
            **GROUP,
            **of("f"),
            **XY,
        ),
        "not what the rule makes",
    ),
    "unfold-a-symbol": (
        one("unfold", at("f", "x"), 1, **GROUP, **of("f"), variables={"x": "G"}),
        "no definition applied",
    ),
    "assume-other": (
        one("assume", at("f", "x"), at("g", "y"), {"hypothesis": 0, "with": {}}, hypotheses=[equation(*V)], **FG, **XY),
        "not what the rule makes",
    ),
    "assume-number-true": (
        one("assume", V[0], V[1], {"hypothesis": False, "with": {}}, hypotheses=[equation(*V)], **XFG),
        "must be an integer",
    ),
    "assume-minus-one": (
        one("assume", V[0], V[1], {"hypothesis": -1, "with": {}}, hypotheses=[equation(*V)], **XFG),
        "no hypothesis -1",
    ),
    "assume-no-equation": (
        one("assume", V[0], V[1], {"hypothesis": 0, "with": {}}, hypotheses=[COMMUTATIVE], **XFG),
        "is no equation",
    ),
    "assume-left-out": (
        one("assume", V[0], V[1], {"hypothesis": 0, "with": {}}, hypotheses=[equation(*V, [["x", "G"]])], **XFG),
        "must name",
    ),
    "assume-wrong-sort": (
        one(
            "assume",
            V[0],
            V[1],
            {"hypothesis": 0, "with": {"x": index("k")}},
            hypotheses=[equation(*V, [["x", "G"]])],
            **{**XFG, "sorts": {"G": "group", "K": "set"}, "variables": {"x": "G", "k": "K"}},
        ),
        "is of the sort K",
    ),
}
CASES = {**DELTAS, **RINGS}


@pytest.mark.parametrize("case", CASES)
def test_a_step_that_breaks_its_rule_is_refused(case):
    false, reason = CASES[case]
    assert re.search(reason, refusal(false))


def test_a_hypothesis_about_a_free_variable_says_nothing_of_a_bound_one_of_its_name():
    left, right = over("x:G", at("f", "x")), over("x:G", at("g", "x"))
    steps = [step("assume", [0], at("g", "x"), {"hypothesis": 0, "with": {}})]
    false = certificate(left, right, steps, hypotheses=[equation(*V)], **XFG)
    assert "not the left side" in refusal(false)
