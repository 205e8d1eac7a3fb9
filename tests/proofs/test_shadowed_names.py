"""A symbol that an equation is about hides no variable of its name: both programs keep the two apart."""

import json

import pytest

from flipconv.proofs.certificates import FORMAT, VERSION, digest_of
from flipconv.proofs.rechecking import recheck
from flipconv.proofs.replay import replay
from flipconv.proofs.terms import RefusedError


def sealed(**fields):
    rest = {"format": FORMAT, "version": VERSION, "homs": {}, "uses": {}, **fields}
    return {**rest, "digest": digest_of(rest)}


def value(step, place):
    return ["at", "f", step, place]


NOW, NEXT, START = [[1, ["t"]]], [[1, []], [1, ["t"]]], []
X = [[1, ["x"]]]
# says f(0, x) = 0 at the one declared x; the symbol x that it quantifies is another thing
AT_ONE_PLACE = {"kind": "equation", "all": [["x", []]], "left": value(START, X), "right": 0}
MOVES = {
    "kind": "equation",
    "all": [["s", "N"], ["y", "G"]],
    "left": value([[1, []], [1, ["s"]]], [[1, ["y"]]]),
    "right": value([[1, ["s"]]], [[-1, ["y"]]]),
}
ALWAYS = {"kind": "equation", "all": [["x", "G"]], "left": value(NOW, X), "right": 0}


def test_a_variable_under_a_binder_is_not_the_declared_one():
    claim = sealed(
        name="a-sum-that-vanishes",
        sorts={"S": "set"},
        symbols={"f": ["S"]},
        variables={"x": "S"},
        hypotheses=[{"kind": "equation", "all": [["x", []]], "left": ["at", "f", X], "right": 0}],
        left=["add", ["sum", "x", "S", ["at", "f", X]], ["at", "f", X]],
        right=["at", "f", X],
        proof={
            "steps": [
                {
                    "rule": "assume",
                    "at": [0, 0],
                    "with": {"hypothesis": 0, "with": {"x": {"vars": [], "is": 1}}},
                    "into": 0,
                    "gives": ["at", "f", X],
                }
            ]
        },
    )
    assert replay([json.dumps(claim)]).established == {}
    with pytest.raises(RefusedError):
        _ = recheck(claim, {})


def test_an_induction_notices_a_variable_that_is_singled_out():
    base = sealed(
        name="at-the-start",
        sorts={"G": "set", "N": "steps"},
        symbols={"f": ["N", "G"]},
        variables={"x": "G"},
        hypotheses=[AT_ONE_PLACE],
        left=value(START, X),
        right=0,
        proof={
            "steps": [
                {
                    "rule": "assume",
                    "at": [],
                    "with": {"hypothesis": 0, "with": {"x": {"vars": [], "is": 1}}},
                    "into": 0,
                    "gives": 0,
                }
            ]
        },
    )
    step = sealed(
        name="one-step-on",
        sorts={"G": "group", "N": "steps"},
        symbols={"f": ["N", "G"]},
        variables={"t": "N", "x": "G"},
        hypotheses=[MOVES, ALWAYS],
        left=value(NEXT, X),
        right=0,
        proof={
            "steps": [
                {
                    "rule": "assume",
                    "at": [],
                    "with": {"hypothesis": 0, "with": {"s": NOW, "y": X}},
                    "into": value(NOW, [[-1, ["x"]]]),
                    "gives": value(NOW, [[-1, ["x"]]]),
                },
                {
                    "rule": "assume",
                    "at": [],
                    "with": {"hypothesis": 1, "with": {"x": [[-1, ["x"]]]}},
                    "into": 0,
                    "gives": 0,
                },
            ]
        },
    )
    claim = sealed(
        name="for-ever",
        sorts={"G": "group", "N": "steps"},
        symbols={"f": ["N", "G"]},
        variables={"t": "N", "x": "G"},
        hypotheses=[AT_ONE_PLACE, MOVES],
        left=value(NOW, X),
        right=0,
        proof={"induction": {"over": "t", "base": "at-the-start", "step": "one-step-on"}},
        uses={"at-the-start": base["digest"], "one-step-on": step["digest"]},
    )
    known = {}
    for entry in (base, step):
        known[entry["name"]] = recheck(entry, known)
    assert set(replay(map(json.dumps, (base, step, claim))).established) == {"at-the-start", "one-step-on"}
    with pytest.raises(RefusedError, match="singles out x"):
        _ = recheck(claim, known)
