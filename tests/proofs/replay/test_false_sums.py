"""Re-indexing, swapping, pulling and splitting: for every condition a false statement that it alone refuses."""

import re

import pytest

from tests.proofs.replay.theorems import GROUP, INTEGERS, finite, of, summable, support
from tests.proofs.replay.writing import (
    add,
    assert_established,
    at,
    certificate,
    delta,
    mul,
    named,
    one,
    over,
    put,
    refusal,
    step,
)

F = at("f", "y")


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

CASES = {**REINDEX, **SUMS}


@pytest.mark.parametrize("case", CASES)
def test_a_step_that_breaks_its_rule_is_refused(case):
    false, reason = CASES[case]
    assert re.search(reason, refusal(false))


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


def swapped_at(text, every):
    """Swap a family with a place in it, which a hypothesis says to be summable at x, for all of some variables."""
    there = mul(at("f", f"{text} + y"), at("f", "z"))
    return one(
        "swap",
        over("y:G z:G", there),
        over("z:G y:G", there),
        hypotheses=[summable(every, "y:G z:G", mul(at("f", "x + y"), at("f", "z")))],
        **GROUP,
        **of("f"),
        variables={"x": "G"},
    )


def test_summable_at_x_is_not_summable_at_two_x():
    assert "not summable" in refusal(swapped_at("2x", "x:G"))


@pytest.mark.parametrize("every", ["", "x:G"])
def test_summable_at_x_is(every):
    assert_established(swapped_at("x", every))
