"""Induction: what base and step must have in common with the theorem, lest it prove something false."""

import re

import pytest

from tests.proofs.replay.theorems import (
    COUNTED,
    START,
    base,
    equation,
    induction,
    inductive_step,
    recurrence,
)
from tests.proofs.replay.writing import (
    assert_established,
    at,
    certificate,
    index,
    mul,
    refusal,
    step,
)

BY_INDUCTION = "theorem with the variable replaced"


def test_the_induction_hypothesis_is_for_this_t_alone():
    for_all = equation(at("a", "t"), at("b", "t"), [["t", "N"]])
    steps = [step("assume", [], at("b", "t + 1"), {"hypothesis": 0, "with": {"t": index("t + 1")}})]
    second = inductive_step(hypotheses=[for_all], steps=steps, symbols={"a": ["N"], "b": ["N"]})
    false = induction(second=second, hypotheses=[START], symbols={"a": ["N"], "b": ["N"]})
    assert "the induction hypothesis must be" in refusal(false, base(), second)


def test_no_hypothesis_mentions_t():
    """With a(t + 1) = b(t + 1) supposed at t, the step is idle and says nothing of a(2)."""
    there = equation(at("a", "t + 1"), at("b", "t + 1"))
    here = equation(at("a", "t"), at("b", "t"))
    steps = [
        step("assume", [], at("b", "t + 1"), {"hypothesis": 0, "with": {}}),
        step("ring", [], at("b", "t + 1")),
    ]
    declared = {"symbols": {"a": ["N"], "b": ["N"]}}
    second = inductive_step(hypotheses=[there, here], steps=_with_idle(steps), **declared)
    false = induction(second=second, hypotheses=[START, there], **declared)
    assert "mentions the variable t" in refusal(false, base(), second)


def _with_idle(steps):
    """Return steps that also use hypothesis 1, there and back."""
    line = mul(at("b", "t + 1"), 1)
    there = step("ring", [], ["add", line, ["add", at("a", "t"), mul(-1, at("a", "t"))]])
    first = step("assume", [1, 0], at("b", "t"), {"hypothesis": 1, "with": {}})
    back = step("assume", [1, 0], at("a", "t"), {"hypothesis": 1, "with": {}}, backwards=True)
    return [steps[0], there, first, back, steps[1]]


def test_no_hypothesis_singles_out_another_variable():
    """
    The format lets this pass, and it is false: suppose a(0, x) = b(0, x) at one x.

    With a(t + 1, x) = a(t, 2x), and the same for b, the step uses the claim at 2x, where nothing was supposed.
    """
    declared = {"sorts": {"N": "steps", "G": "group"}, "symbols": {"a": ["N", "G"], "b": ["N", "G"]}}
    start = equation(at("a", "", "x"), at("b", "", "x"))
    law = {
        symbol: equation(at(symbol, "t + 1", "x"), at(symbol, "t", "2x"), [["t", "N"], ["x", "G"]]) for symbol in "ab"
    }
    first = certificate(
        start["left"],
        start["right"],
        [step("assume", [], start["right"], {"hypothesis": 0, "with": {}})],
        name="base",
        hypotheses=[start],
        sorts={"N": "steps", "G": "set"},
        symbols=declared["symbols"],
        variables={"x": "G"},
    )
    claim = equation(at("a", "t", "x"), at("b", "t", "x"), [["x", "G"]])
    here = {"with": {"t": index("t"), "x": index("x")}}
    second = inductive_step(
        left=at("a", "t + 1", "x"),
        right=at("b", "t + 1", "x"),
        steps=[
            step("assume", [], at("a", "t", "2x"), {"hypothesis": 1, **here}),
            step("assume", [], at("b", "t", "2x"), {"hypothesis": 0, "with": {"x": index("2x")}}),
            step("assume", [], at("b", "t + 1", "x"), {"hypothesis": 2, **here}, backwards=True),
        ],
        hypotheses=[claim, law["a"], law["b"]],
        variables={"t": "N", "x": "G"},
        **declared,
    )
    false = induction(
        first,
        second,
        left=at("a", "t", "x"),
        right=at("b", "t", "x"),
        hypotheses=[start, law["a"], law["b"]],
        variables={"t": "N", "x": "G"},
        **declared,
    )
    assert "mentions the variable x" in refusal(false, first, second)
    everywhere = {**start, "all": [["x", "G"]]}
    put_x = [step("assume", [], start["right"], {"hypothesis": 0, "with": {"x": index("x")}})]
    first = certificate(
        start["left"],
        start["right"],
        put_x,
        name="base",
        hypotheses=[everywhere],
        sorts={"N": "steps", "G": "set"},
        symbols=declared["symbols"],
        variables={"x": "G"},
    )
    true = induction(
        first,
        second,
        left=at("a", "t", "x"),
        right=at("b", "t", "x"),
        hypotheses=[everywhere, law["a"], law["b"]],
        variables={"t": "N", "x": "G"},
        **declared,
    )
    assert_established(true, first, second)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"hypotheses": [recurrence("a"), recurrence("b"), START]}, "not those of the base"),
        ({"hypotheses": [START, recurrence("a")]}, "not those of the base"),
        ({"hypotheses": [START, recurrence("a"), recurrence("b"), {"kind": "commutative"}]}, "not those of the base"),
        ({"left": at("a", "t + 1")}, BY_INDUCTION),
        ({"right": at("a", "t")}, BY_INDUCTION),
        ({"symbols": {**COUNTED["symbols"], "c": ["value"]}}, "do not mean the same|must have"),
        ({"proof": {"induction": {"over": "s", "base": "base", "step": "step"}}}, "not declared"),
        ({"proof": {"induction": {"over": "t", "base": "step", "step": "step"}}}, "other variables"),
        ({"proof": {"induction": {"over": "t", "base": "base", "step": "base"}}}, "not free in the step"),
        ({"proof": {"induction": {"over": "t", "base": "base", "step": ["step"]}}}, "not in uses"),
        ({"proof": {"induction": {"over": "t", "base": "base", "step": "step"}, "steps": []}}, "unknown field"),
    ],
    ids=["order", "missing", "one-more", "left", "right", "symbol", "no-variable", "base", "step", "list", "both"],
)
def test_an_induction_fits_its_base_and_step(changes, reason):
    assert re.search(reason, refusal(induction(**changes), base(), inductive_step()))


def test_the_names_of_the_base_mean_the_same_as_here():
    """A base about functions of another sort says nothing of these."""
    other = certificate(
        left=at("a", ""),
        right=at("b", ""),
        steps=[step("assume", [], at("b", ""), {"hypothesis": 0, "with": {}})],
        name="base",
        hypotheses=[START],
        sorts={"M": "steps"},
        symbols={"a": ["M"], "b": ["M"]},
    )
    assert "do not mean the same" in refusal(induction(first=other), other, inductive_step())


# what is declared
