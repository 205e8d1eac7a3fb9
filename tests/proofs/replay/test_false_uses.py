"""Using a theorem: each condition that fell away would prove something false."""

import re
from typing import Any

import pytest

from tests.proofs.replay import theorems
from tests.proofs.replay.theorems import (
    GROUP,
    INTEGERS,
    convolution_commutes,
    equation,
    finite,
    of,
    summable,
    support,
    used_under_a_binder,
)
from tests.proofs.replay.writing import (
    assert_established,
    at,
    certificate,
    conj,
    fun,
    index,
    mul,
    over,
    refusal,
    step,
)

LEMMA = convolution_commutes()


def using(theorem, left, right, to_sorts, to_homs=None, *, put, **declared):
    """Return a use of a theorem on a whole line."""
    given = {"theorem": theorem["name"], "sorts": to_sorts, "homs": to_homs or {}, "with": put}
    return certificate(left, right, [step("use", [], right, given)], name="using", uses=[theorem], **declared)


def trivial(left, right=None, name: Any = "lemma", **declared):
    return certificate(left, left if right is None else right, [step("ring", [], left)], name=name, **declared)


def from_equation(left, right, name: Any = "lemma", all_=(), **declared):
    """Return the theorem that what is supposed holds."""
    given = {"hypothesis": 0, "with": {}}
    return certificate(
        left, right, [step("assume", [], right, given)], name=name, hypotheses=[equation(left, right, all_)], **declared
    )


def test_a_theorem_needs_its_hypotheses():
    assert "commutative, does not hold" in refusal(used_under_a_binder(hypotheses=[]), LEMMA)


@pytest.mark.parametrize("kind", ["finite", "support", "equation", "summable"])
def test_a_hypothesis_of_each_kind_must_hold_where_a_theorem_is_used(kind):
    left, right = over("y:S z:S", at("h", "y", "z")), over("z:S y:S", at("h", "y", "z"))
    declared = {"sorts": {"S": "set"}, "symbols": {"h": ["S", "S"]}}
    lemma = {
        "finite": lambda: certificate(left, right, [step("swap", [], right)], hypotheses=[finite("S")], **declared),
        "summable": lambda: certificate(
            left, right, [step("swap", [], right)], hypotheses=[summable("", "y:S z:S", at("h", "y", "z"))], **declared
        ),
        "equation": lambda: from_equation(left, right, **declared),
        "support": theorems.splitting,
    }[kind]()
    if kind == "support":
        left, right = lemma["left"], lemma["right"]
        declared = {"sorts": lemma["sorts"], "symbols": lemma["symbols"]}
    put = {name: {"symbol": name} for name in declared["symbols"]}
    use = using(lemma, left, right, {"S": "S"}, put=put, **declared)
    assert re.search("does not hold here|not summable", refusal(use, lemma))
    assert_established(
        using(lemma, left, right, {"S": "S"}, put=put, hypotheses=lemma["hypotheses"], **declared), lemma
    )


@pytest.mark.parametrize(
    ("function", "holds"),
    [
        (fun("u:S", at("k", "u")), True),
        (fun("u:S", conj(at("k", "u"))), False),
        (fun("u:S", 1), False),
        (fun("u:S", mul(2, at("k", "u"))), False),
        ({"symbol": "k"}, True),
        ({"symbol": "m"}, False),
    ],
    ids=["eta", "conj", "one", "twice", "symbol", "other-symbol"],
)
def test_support_is_that_of_the_symbol_put_in(function, holds):
    lemma = theorems.splitting()
    value = {"k": at("k", "y"), "m": at("m", "y")}[function["symbol"]] if "symbol" in function else function["is"]
    value = _renamed(value)
    left = over("y:S", ["add", value, at("k", "y")])
    right = ["add", over("y:S", value), over("y:S", at("k", "y"))]
    symbols = {"k": ["S"], "m": ["S"]} if "symbol" in function and function["symbol"] == "m" else {"k": ["S"]}
    use = using(
        lemma,
        left,
        right,
        {"S": "S"},
        put={"f": function, "g": {"symbol": "k"}},
        sorts={"S": "set"},
        symbols=symbols,
        hypotheses=[support("k")],
    )
    if holds:
        assert_established(use, lemma)
    else:
        assert "support, does not hold" in refusal(use, lemma)


def _renamed(term):
    if term == "u":
        return "y"
    return [_renamed(part) for part in term] if isinstance(term, list) else term


def test_a_group_theorem_is_not_used_on_a_set():
    lemma = trivial(at("f", "x + y"), variables={"x": "G", "y": "G"}, **GROUP, **of("f"))
    declared = {"sorts": {"S": "set"}, "variables": {"a": "S"}, "symbols": {"f": ["S"]}}
    put = {"f": {"symbol": "f"}, "x": index("a"), "y": index("a")}
    use = using(lemma, at("f", "a"), at("f", "a"), {"G": "S"}, put=put, **declared)
    assert "of kind set, where the kind group" in refusal(use, lemma)


def test_a_theorem_of_the_integers_is_not_used_on_a_group():
    lemma = trivial(at("f", "n*n"), variables={"n": "Z"}, **INTEGERS, **of("f", sort="Z"))
    put = {"f": {"symbol": "f"}, "n": index("x")}
    use = using(lemma, at("f", "x"), at("f", "x"), {"Z": "G"}, put=put, **GROUP, **of("f"), variables={"x": "G"})
    assert "where the kind integers is needed" in refusal(use, lemma)


def test_a_group_theorem_is_used_on_the_integers():
    lemma = trivial(at("f", "x + y"), variables={"x": "G", "y": "G"}, **GROUP, **of("f"))
    put = {"f": {"symbol": "f"}, "x": index("n*n"), "y": index("3")}
    there = at("f", "n*n + 3")
    assert_established(
        using(lemma, there, there, {"G": "Z"}, put=put, **INTEGERS, **of("f", sort="Z"), variables={"n": "Z"}), lemma
    )


def test_a_homomorphism_keeps_its_ends():
    declared = {"sorts": {"A": "group", "B": "group"}, "homs": {"p": ["A", "B"]}, "symbols": {"f": ["B"]}}
    lemma = trivial(at("f", "p(x)"), variables={"x": "A"}, **declared)
    put = {"f": {"symbol": "f"}, "x": index("x")}
    use = using(
        lemma, at("f", "x"), at("f", "x"), {"A": "B", "B": "B"}, {"p": "p"}, put=put, variables={"x": "B"}, **declared
    )
    assert "leads from or to other sorts" in refusal(use, lemma)


def test_an_image_of_an_image_is_not_written_as_one():
    declared = {"sorts": {"G": "group"}, "homs": {"p": ["G", "G"]}, "symbols": {"f": ["G"]}}
    lemma = trivial(at("f", "p(x)"), variables={"x": "G"}, **declared)
    put = {"f": {"symbol": "f"}, "x": index("p(x)")}
    use = using(
        lemma, at("f", "p(x)"), at("f", "p(x)"), {"G": "G"}, {"p": "p"}, put=put, variables={"x": "G"}, **declared
    )
    assert "of an image under a homomorphism cannot be written" in refusal(use, lemma)


@pytest.mark.parametrize(
    ("put", "reason"),
    [
        ({"f": fun("y:S", 1)}, "cannot stand for"),
        ({"f": {"symbol": "g"}}, "another signature"),
        ({}, "must name"),
        ({"f": {"symbol": "f"}, "x": []}, "must name"),
        ({"f": 1}, "must be an object"),
    ],
    ids=["function", "other-signature", "missing", "too-many", "no-function"],
)
def test_a_symbol_with_arguments_that_are_no_indices_takes_a_symbol_of_its_signature(put, reason):
    declared = {"sorts": {"S": "set"}, "symbols": {"f": ["value"], "g": ["S"]}, "variables": {"x": "S"}}
    line = at("f", at("g", "x"))
    lemma = trivial(at("f", 1), symbols={"f": ["value"]})
    assert re.search(reason, refusal(using(lemma, line, line, {}, put=put, **declared), lemma))


def test_what_a_theorem_is_used_with_captures_nothing():
    """The theorem has a sum over y; what is put in for x is the y that is bound outside."""
    lemma = trivial(over("y:S", at("h", "x", "y")), sorts={"S": "set"}, symbols={"h": ["S", "S"]}, variables={"x": "S"})
    given = {"theorem": "lemma", "sorts": {"S": "S"}, "homs": {}, "with": {"h": {"symbol": "h"}, "x": index("y")}}
    declared = {"sorts": {"S": "set"}, "symbols": {"h": ["S", "S"]}, "name": "using", "uses": [lemma]}
    wrong = over("y:S", over("y:S", at("h", "y", "y")))
    assert "not the left side" in refusal(
        certificate(wrong, wrong, [step("use", [0], wrong[3], given)], **declared), lemma
    )
    right = over("y:S", over("z:S", at("h", "y", "z")))
    assert_established(certificate(right, right, [step("use", [0], right[3], given)], **declared), lemma)


def test_a_free_variable_of_a_theorem_is_not_all_values_in_its_hypothesis():
    """From f(x) = g(x) at one x nothing follows for the x that is bound."""
    lemma = from_equation(
        at("f", "x"), at("g", "x"), sorts={"S": "set"}, variables={"x": "S"}, **of("f", "g", sort="S")
    )
    given = {"theorem": "lemma", "sorts": {"S": "S"}, "homs": {}}
    put = {"f": {"symbol": "f"}, "g": {"symbol": "g"}, "x": index("x")}
    false = certificate(
        over("x:S", at("f", "x")),
        over("x:S", at("g", "x")),
        [step("use", [0], at("g", "x"), {**given, "with": put})],
        name="using",
        hypotheses=lemma["hypotheses"],
        uses=[lemma],
        sorts={"S": "set"},
        variables={"x": "S"},
        **of("f", "g", sort="S"),
    )
    assert "equation, does not hold" in refusal(false, lemma)


# induction
