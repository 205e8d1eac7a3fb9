"""For every condition of every rule a false statement that would be proved without it; each is refused."""

import re

import pytest

from tests.proofs.replay.theorems import COMMUTATIVE, GROUP, INTEGERS, equation, finite, of, summable, support
from tests.proofs.replay.writing import (
    add,
    assert_established,
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
    refusal,
    step,
    window,
)

F = at("f", "y")
SET = {"sorts": {"S": "set"}}
TWO = {"sorts": {"G": "group", "H": "group"}, "homs": {"p": ["G", "H"]}}
XY = {"variables": {"x": "G", "y": "G"}}
MN = {"variables": {"m": "Z", "n": "Z"}}


def one(rule, left, right, with_=None, **declared):
    """Return a certificate of one step from left to right."""
    return certificate(left, right, [step(rule, [], right, with_)], **declared)


def reindexed(left, right, new, declared=None, **indices):
    return one("reindex", left, right, {"put": put(**indices), "new": named(new)}, **(declared or {**GROUP, **of("f")}))


TWICE = over("y:G z:G", at("f", "y - z"))
ZF, ZSUM = {**INTEGERS, **of("f", sort="Z")}, over("y:Z", at("f", "y"))
REINDEX = {
    "y-is-2z": (reindexed(over("y:G", F), over("z:G", at("f", "2z")), "z:G", y="2z"), "determinant"),
    "y-is-no-z": (
        reindexed(
            over("y:G", F), over("z:G", at("f", "x")), "z:G", {**GROUP, **of("f"), "variables": {"x": "G"}}, y="x"
        ),
        "determinant",
    ),
    "both-are-one": (
        reindexed(
            TWICE, over("a:G b:G", 1), "a:G b:G", {**GROUP, **of("f"), "hypotheses": [finite("G")]}, y="a", z="a"
        ),
        "determinant",
    ),
    "not-summable": (reindexed(TWICE, over("a:G b:G", at("f", "a")), "a:G b:G", y="a + b", z="b"), "not summable"),
    "captured": (
        reindexed(
            over("y:G", mul(F, at("f", "x"))),
            over("x:G", mul(at("f", "x"), at("f", "x"))),
            "x:G",
            {**GROUP, **of("f"), "variables": {"x": "G"}},
            y="x",
        ),
        "is free in",
    ),
    "the-right-side-captured": (
        reindexed(
            over("y:G", mul(F, at("f", "x"))),
            over("x:G", mul(at("f", "x"), at("f", "x"))),
            "z:G",
            {**GROUP, **of("f"), "variables": {"x": "G"}},
            y="z",
        ),
        "not what the rule makes",
    ),
    "under-a-homomorphism": (
        reindexed(
            over("y:G", F),
            over("z:G", at("f", [[1, ["z"]], [1, ["z"], "p"]])),
            "z:G",
            {"sorts": {"G": "group"}, "homs": {"p": ["G", "G"]}, **of("f")},
            y="z + p(z)",
        ),
        "stand by itself",
    ),
    "not-linear": (
        reindexed(ZSUM, over("z:Z", at("f", "z + z*z")), "z:Z", ZF, y="z + z*z"),
        "stand by itself",
    ),
    "times-a-parameter": (
        reindexed(ZSUM, over("z:Z", at("f", "z + n*z")), "z:Z", {**ZF, "variables": {"n": "Z"}}, y="z + n*z"),
        "stand by itself",
    ),
    "a-shift-of-steps": (
        reindexed(
            over("t:N", at("a", "t")),
            over("s:N", at("a", "s + 1")),
            "s:N",
            {"sorts": {"N": "steps"}, **of("a", sort="N")},
            t="s + 1",
        ),
        "of kind steps",
    ),
    "other-sort": (
        reindexed(over("y:G", F), over("z:H", 1), "z:H", {"sorts": {"G": "set", "H": "set"}, **of("f")}, y="z"),
        "all of one sort",
    ),
    "out-of-order": (reindexed(TWICE, TWICE, "a:G b:G", z="a", y="b"), "in order"),
    "fewer": (reindexed(over("y:G", F), 1, "", y="y"), "in order"),
    "no-sum": (reindexed(at("f", "x"), 1, "z:G", {**GROUP, **of("f")}, y="z"), "not declared|no sum"),
}

H2 = at("h", "y", "z")
H = {"sorts": {"S": "set"}, "symbols": {"h": ["S", "S"]}}
FG = {**GROUP, **of("f", "g")}
XFG = {**FG, "variables": {"x": "G"}}
SUMS = {
    "swap": (one("swap", over("y:S z:S", H2), over("z:S y:S", H2), **H), "not summable"),
    "swap-with-half-a-support": (
        one(
            "swap",
            over("y:G z:G", mul(F, at("g", "2z"))),
            over("z:G y:G", mul(F, at("g", "2z"))),
            **FG,
            hypotheses=[support("f"), support("g")],
        ),
        "not summable",
    ),
    "swap-of-one-name": (
        one(
            "swap",
            over("y:S y:S", at("h", "y", "y")),
            over("y:S y:S", at("h", "y", "y")),
            hypotheses=[finite("S")],
            **H,
        ),
        "both over y",
    ),
    "swap-not-exchanged": (
        one("swap", over("y:S z:S", H2), over("y:S z:S", H2), hypotheses=[finite("S")], **H),
        "not what the rule makes",
    ),
    "pull-captures": (
        one(
            "pull",
            mul(at("f", "x"), over("x:G", at("g", "x"))),
            over("x:G", mul(at("f", "x"), at("g", "x"))),
            {"factor": 1},
            **XFG,
        ),
        "free in another operand",
    ),
    "pull-reorders": (
        one(
            "pull",
            mul(at("f", "x"), over("y:G", at("g", "y"))),
            over("y:G", mul(at("g", "y"), at("f", "x"))),
            {"factor": 1},
            **XFG,
        ),
        "not what the rule makes",
    ),
    "pull-no-sum": (one("pull", mul(at("f", "x"), 2), 1, {"factor": 0}, **XFG), "no sum"),
    "pull-true": (one("pull", mul(2, over("y:G", F)), 1, {"factor": True}, **FG), "must be an integer"),
    "pull-minus-one": (one("pull", mul(2, over("y:G", F)), 1, {"factor": -1}, **FG), "no product with an operand"),
    "split": (
        one("split", over("y:G", add(F, mul(-1, F))), add(over("y:G", F), over("y:G", mul(-1, F))), **FG),
        "not summable",
    ),
    "split-one-summable": (
        one(
            "split",
            over("y:G", add(F, at("g", "y"))),
            add(over("y:G", F), over("y:G", at("g", "y"))),
            hypotheses=[support("f")],
            **FG,
        ),
        "not summable",
    ),
    "split-no-sum-of-terms": (one("split", over("y:G", F), over("y:G", F), **FG), "no sum of terms"),
}

PAIR = {**TWO, "symbols": {"f": ["G"]}, "variables": {"x": "H"}}
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


def adding(left, text, by):
    return one("window", left, mul(left, window(text)), {"adds": index(text), "by": by}, **INTEGERS, **MN)


M, N = window("m"), window("n")
WINDOWS = {
    "nothing": (adding(mul(M, N), "m - n", []), "must be -1"),
    "zero": (adding(mul(M, N), "m - n", [[0, [0]], [1, [1]]]), "positive integer"),
    "negative": (adding(mul(M, N), "m - n", [[-1, [0]], [1, [1]], [1, ["not"]]]), "positive integer"),
    "minus-one": (adding(mul(M, N), "m - n", [[-1, []]]), "positive integer"),
    "true": (adding(mul(M, N), "m - n", [[True, [0]]]), "must be an integer"),
    "operand-true": (adding(mul(M, N), "m - n", [[1, [True]]]), "no window among"),
    "operand-minus-one": (adding(mul(M, N), "m - n", [[1, [-1]]]), "no window among"),
    "no-window": (adding(mul(2, M, N), "m - n", [[1, [0]]]), "no window among"),
    "sum-is-minus-two": (adding(mul(M, N), "m + n + 1", [[1, [0]], [1, [1]], [1, ["not"]]]), "must be -1"),
    "sum-is-zero": (adding(mul(M, N), "m + n - 1", [[1, [0]], [1, [1]], [1, ["not"]]]), "must be -1"),
    "huge": (adding(mul(M, N), "m", [[9999999, ["not"] * 60]]), "must be -1|too long|too large"),
    "one-below": (adding(mul(M, N), "m - 1", [[1, [0]], [1, ["not"]]]), "must be -1"),
    "of-a-sum": (
        one(
            "window",
            add(M, N),
            mul(add(M, N), window("m")),
            {"adds": index("m"), "by": [[1, [0]], [1, ["not"]]]},
            **INTEGERS,
            **MN,
        ),
        "neither a product nor a window",
    ),
    "point-same-sign": (
        one("point", mul(M, M), delta("Z", "m"), {"factors": [0, 1]}, **INTEGERS, variables={"m": "Z"}),
        "of -q",
    ),
    "point-twice-one": (
        one("point", mul(M, 1), delta("Z", "m"), {"factors": [0, 0]}, **INTEGERS, variables={"m": "Z"}),
        "two different",
    ),
    "point-no-windows": (
        one("point", mul(M, 1), delta("Z", "m"), {"factors": [0, 1]}, **INTEGERS, variables={"m": "Z"}),
        "must be windows",
    ),
    "point-one-off": (
        one("point", mul(M, window("1 - m")), delta("Z", "m"), {"factors": [0, 1]}, **INTEGERS, variables={"m": "Z"}),
        "of -q",
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
CASES = {**REINDEX, **SUMS, **DELTAS, **WINDOWS, **RINGS}


@pytest.mark.parametrize("case", CASES)
def test_a_step_that_breaks_its_rule_is_refused(case):
    false, reason = CASES[case]
    assert re.search(reason, refusal(false))


def test_a_hypothesis_about_a_free_variable_says_nothing_of_a_bound_one_of_its_name():
    left, right = over("x:G", at("f", "x")), over("x:G", at("g", "x"))
    steps = [step("assume", [0], at("g", "x"), {"hypothesis": 0, "with": {}})]
    false = certificate(left, right, steps, hypotheses=[equation(*V)], **XFG)
    assert "not the left side" in refusal(false)


def test_a_summable_family_at_one_point_is_not_summable_at_all():
    family = mul(at("f", "x + y"), at("f", "z"))
    false = certificate(
        over("x:G", over("y:G z:G", family)),
        over("x:G", over("z:G y:G", family)),
        [step("swap", [0], over("z:G y:G", family))],
        hypotheses=[summable("", "y:G z:G", family)],
        **GROUP,
        **of("f"),
        variables={"x": "G"},
    )
    assert "not summable" in refusal(false)


def test_a_settled_variable_settles_no_product():
    """On the line n k = 0 there are infinitely many points, though the delta and f bound both."""
    family = mul(at("f", "n"), delta("Z", "n*k"))
    false = one("swap", over("n:Z k:Z", family), over("k:Z n:Z", family), hypotheses=[support("f")], **ZF)
    assert "not summable" in refusal(false)


def test_a_support_of_another_function_does_not_help():
    family = mul(at("g", "y"), at("g", "z"))
    false = one("swap", over("y:G z:G", family), over("z:G y:G", family), hypotheses=[support("f")], **FG)
    assert "not summable" in refusal(false)


def test_summable_is_not_summable_with_another_value_put_in():
    family = mul(at("f", "x + y"), at("f", "z"))
    put_in = {"summable": [{"hypothesis": 0, "with": {"x": index("2x")}}]}
    false = one(
        "swap",
        over("y:G z:G", family),
        over("z:G y:G", family),
        put_in,
        hypotheses=[summable("x:G", "y:G z:G", family)],
        **GROUP,
        **of("f"),
        variables={"x": "G"},
    )
    assert "entry 0" in refusal(false)


def test_summable_with_the_value_that_the_step_needs_is():
    family, there = (mul(at("f", text), at("f", "z")) for text in ("x + y", "2x + y"))
    true = one(
        "swap",
        over("y:G z:G", there),
        over("z:G y:G", there),
        {"summable": [{"hypothesis": 0, "with": {"x": index("2x")}}]},
        hypotheses=[summable("x:G", "y:G z:G", family)],
        **GROUP,
        **of("f"),
        variables={"x": "G"},
    )
    assert_established(true)
