"""What surrounds the rules: use, induction, declarations, digests; each gap would prove something false."""

import re
from typing import Any

import pytest

from tests.proofs.replay import theorems
from tests.proofs.replay.theorems import (
    COMMUTATIVE,
    COUNTED,
    GROUP,
    INTEGERS,
    START,
    associativity,
    base,
    convolution_commutes,
    equation,
    finite,
    induction,
    inductive_step,
    of,
    recurrence,
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
    judged,
    mul,
    over,
    refusal,
    resealed,
    step,
    window,
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
        ({"hypotheses": [START, START, recurrence("a"), recurrence("b")]}, "not those of the base"),
        ({"left": at("a", "t + 1")}, BY_INDUCTION),
        ({"right": at("a", "t")}, BY_INDUCTION),
        ({"symbols": {**COUNTED["symbols"], "c": ["value"]}}, "do not mean the same|must have"),
        ({"proof": {"induction": {"over": "s", "base": "base", "step": "step"}}}, "not declared"),
        ({"proof": {"induction": {"over": "t", "base": "step", "step": "step"}}}, "other variables"),
        ({"proof": {"induction": {"over": "t", "base": "base", "step": "base"}}}, "not free in the step"),
        ({"proof": {"induction": {"over": "t", "base": "base", "step": ["step"]}}}, "not in uses"),
        ({"proof": {"induction": {"over": "t", "base": "base", "step": "step"}, "steps": []}}, "unknown field"),
    ],
    ids=["order", "missing", "twice", "left", "right", "symbol", "no-variable", "base", "step", "list", "both"],
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

PLAIN = {"left": at("f", "x"), "right": at("f", "x"), "sorts": {"S": "set"}, "variables": {"x": "S"}}
WELL = {**PLAIN, "symbols": {"f": ["S"]}, "steps": [step("ring", [], at("f", "x"))]}


def line(term, **changes):
    return {"left": term, "right": term, "steps": [step("ring", [], term)], **changes}


ZED = {"sorts": {"Z": "integers"}, "variables": {"n": "Z"}, "symbols": {"f": ["Z"]}}
GEE = {"sorts": {"G": "group"}, "variables": {"x": "G"}, "symbols": {"f": ["G"]}}
EN = {"sorts": {"N": "steps"}, "variables": {"x": "N"}, "symbols": {"f": ["N"]}}
DECLARATIONS = {
    "idle-sort": ({"sorts": {"S": "set", "T": "set"}}, "sort T is declared and not used"),
    "idle-hom": (
        {"sorts": {"S": "set", "A": "group"}, "homs": {"p": ["A", "A"]}},
        "homomorphism p is declared and not",
    ),
    "idle-symbol": ({"symbols": {"f": ["S"], "g": ["S"]}}, "symbol g is declared and not used"),
    "idle-variable": ({"variables": {"x": "S", "y": "S"}}, "variable y is declared and not used"),
    "shadowed-variable": (
        line(over("x:S", at("f", "x"))),
        "variable x is declared and not used",
    ),
    "idle-hypothesis": ({"hypotheses": [COMMUTATIVE]}, "hypothesis 0 is not used"),
    "group-too-narrow": ({"sorts": {"S": "group"}}, "a wider kind"),
    "steps-too-narrow": ({"sorts": {"S": "steps"}}, "a wider kind"),
    "integers-too-narrow": (line(at("f", "2n"), **ZED), "a wider kind"),
    "finite-integers": ({**line(at("f", "n*n"), **ZED), "hypotheses": [finite("Z")]}, "never finite"),
    "twice": ({"symbols": {"f": ["S"], "x": ["S"]}}, "declared twice"),
    "definition": ({"symbols": {"f": ["S"], "conv": ["S"]}}, "that of a definition"),
    "sort-value": ({"sorts": {"value": "set"}}, "or 'value'"),
    "kind": ({"sorts": {"S": "ring"}}, "no kind of sort"),
    "kind-list": ({"sorts": {"S": []}}, "no kind of sort"),
    "two-integers": ({"sorts": {"S": "integers", "T": "integers"}}, "two sorts"),
    "hom-to-integers": ({"sorts": {"S": "set", "Z": "integers"}, "homs": {"p": ["Z", "Z"]}}, "must lead to"),
    "hom-of-a-set": ({"homs": {"p": ["S", "S"]}}, "where the kind group is needed"),
    "long-name": ({"variables": {"x" * 25: "S"}}, "24"),
    "newline-name": ({"variables": {"x\n": "S"}}, "24"),
    "unicode-name": ({"variables": {"é": "S"}}, "24"),
    "set-sum": (line(at("f", [[1, ["x"]], [1, ["y"]]])), "not declared|kind set"),
    "set-twice": (line(at("f", "2x")), "kind set"),
    "set-zero": (line(at("f", "")), "kind set"),
    "group-number": (line(at("f", "x + 1"), **GEE), "where the kind integers is needed"),
    "group-product": (line(at("f", "x*x"), **GEE), "where the kind integers is needed"),
    "steps-minus": (line(at("f", [[1, ["x"]], [-1, []]]), **EN), "not negative"),
    "steps-twice": (line(at("f", "2x"), **EN), "not negative"),
    "steps-two": (
        line(at("f", "x + y"), **{**EN, "variables": {"x": "N", "y": "N"}}),
        "one variable and a number",
    ),
    "coefficient-true": (line(at("f", [[True, ["x"]]])), "must be an integer"),
    "coefficient-zero": (line(at("f", [[0, ["x"]]]), **GEE), "times no zero"),
    "monomials-alike": (line(at("f", [[1, ["x"]], [1, ["x"]]]), **GEE), "alike"),
    "out-of-order": (line(at("f", [[1, ["n", "m"]]]), **ZED), "in order"),
    "window-of-a-group": (line(mul(window("x"), at("f", "2x")), **GEE), "kind integers"),
    "delta-of-a-set": (line(mul(["delta", "S", index("x")], at("f", "x"))), "where the kind group"),
    "definition-on-a-set": (
        line(at("conv", fun("y:S", at("f", "y")), fun("y:S", at("f", "y")), "x")),
        "where the kind group",
    ),
    "definition-mixed": (
        line(
            at("conv", fun("y:G", at("f", "2y")), fun("y:H", 1), "x"), **{**GEE, "sorts": {"G": "group", "H": "group"}}
        ),
        "do not fit",
    ),
    "too-few-arguments": (line(at("f")), "parts after"),
    "index-for-a-value": (line(at("f", "x"), symbols={"f": ["value"]}), "no term"),
    "true-is-no-term": (line(mul(True, at("f", "x"))), "no term"),
    "large": (line(mul(1000001, at("f", "x"))), "larger than"),
    "one-operand": (line(["mul", at("f", "x")]), "two operands"),
    "unknown-head": (line(["div", at("f", "x"), 2]), "no term"),
    "undeclared-sort": (line(over("y:T", at("f", "x"))), "sort T is not declared"),
    "undeclared-symbol": (line(at("e", "x")), "symbol e is not declared"),
    "undeclared-hom": (line(at("f", "p(x)"), **GEE), "homomorphism p is not declared"),
    "image-of-another-sort": (
        line(at("f", "x + p(x)"), **{**GEE, "sorts": {"G": "group", "H": "group"}, "homs": {"p": ["G", "H"]}}),
        "leads to H, where the sort G",
    ),
    "function-of-another-sort": (
        line(at("f", fun("y:T", 1)), sorts={"S": "set", "T": "set"}, symbols={"f": [["S"]]}, variables={}),
        "of other sorts",
    ),
    "no-monomial": (line(at("f", [[1]])), "no monomial"),
    "hom-of-three": ({"homs": {"p": ["S", "S", "S"]}}, "must be"),
    "bound-twice": (
        line(at("h", fun("y:S y:S", 1)), symbols={"h": [["S", "S"]]}, variables={}),
        "no name may come twice",
    ),
    "no-pair": (line(at("h", {"vars": ["yS"], "is": 1}), symbols={"h": [["S"]]}, variables={}), "must hold pairs"),
    "21-names": ({"hypotheses": [summable(" ".join(f"y{n}:S" for n in range(21)), "z:S", 1)]}, "more than 20"),
    "a-definition-as-all": ({"hypotheses": [equation(1, 1, [["conv", ["S"]]])]}, "name of a definition"),
    "5001-nodes": (line(mul(*[at("f", "x")] * 2500)), "more than 5000 nodes"),
    "2048-products": (
        line(mul(*[["add", at("f", "x"), at("g", "x")]] * 11), symbols={"f": ["S"], "g": ["S"]}),
        "2000 pr",
    ),
    "huge-number": (line(mul(*[1000000] * 300, at("f", "x"))), "grows too large"),
    "hash-name": (line(over("#0:S", at("f", "x"))), "must be a name"),
    "no-steps": ({"steps": []}, "0 steps"),
    "201-steps": ({"steps": [step("ring", [], at("f", "x"))] * 201}, "201 steps"),
    "last-line": ({"right": 2}, "last line"),
    "gives": ({"steps": [step("ring", [], at("f", "x"), gives=2)], "right": 2}, "not alike to the line before"),
    "rule": ({"steps": [step("magic", [], 2)]}, "no rule"),
    "rule-list": ({"steps": [step([], [], 2)]}, "no rule"),
    "path": ({"steps": [step("ring", [0], 2, gives=2)]}, "no such operand|no term"),
    "path-true": (line(mul(1, at("f", "x"))) | {"steps": [step("ring", [True], at("f", "x"))]}, "must be an integer"),
    "path-negative": (line(mul(1, at("f", "x"))) | {"steps": [step("ring", [-1], 2, gives=2)]}, "no such operand"),
    "with-for-nothing": ({"steps": [step("ring", [], at("f", "x"), {"factor": 0})]}, "unknown field"),
    "backwards-1": ({"steps": [step("ring", [], at("f", "x"), backwards=1)]}, "true or false"),
    "because-1": ({"steps": [step("ring", [], at("f", "x"), because=1)]}, "must be a text"),
    "because-unknown": ({"steps": [step("ring", [], at("f", "x"), why="")]}, "unknown field"),
    "out-of-scope": ({"steps": [step("ring", [], at("f", "y"))]}, "not declared"),
    "hypothesis-kind": ({"hypotheses": [{"kind": "true"}]}, "no kind of hypothesis"),
    "hypothesis-field": ({"hypotheses": [{"kind": "commutative", "not": 1}]}, "unknown field"),
    "hypothesis-says": ({"hypotheses": [{"kind": "commutative", "says": 1}]}, "must be a text"),
    "support-of-two": ({"symbols": {"f": ["S"], "h": ["S", "S"]}, "hypotheses": [support("h")]}, "no function of one"),
    "summable-over-nothing": ({"hypotheses": [summable("", "", 1)]}, "over one variable or more"),
    "summable-one-name": ({"hypotheses": [summable("y:S", "y:S", 1)]}, "named once"),
}


@pytest.mark.parametrize("case", DECLARATIONS)
def test_a_certificate_out_of_order_is_refused(case):
    changes, reason = DECLARATIONS[case]
    assert re.search(reason, refusal(certificate(**{**WELL, **changes})))


def test_the_certificate_from_which_those_are_made_is_in_order():
    assert_established(certificate(**WELL))


@pytest.mark.parametrize("field", list(certificate(**WELL)))
def test_no_field_may_be_missing(field):
    whole = certificate(**WELL)
    report = judged({key: value for key, value in whole.items() if key != field})
    assert not report.established
    assert len(report.refused) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"version": True},
        {"version": 2},
        {"version": "1"},
        {"format": "other"},
        {"extra": 1},
        {"name": "A Theorem"},
        {"name": "a-theorem\n"},
        {"uses": {"a-theorem": "sha256:"}},
        {"uses": {"missing": "sha256:"}},
        {"uses": {"missing": 1}},
        {"uses": []},
        {"hypotheses": {}},
        {"sorts": []},
        {"proof": []},
        {"proof": {}},
        {"proof": {"steps": 1}},
    ],
    ids=str,
)
def test_a_change_of_the_head_is_refused_even_with_its_digest(change):
    report = judged(resealed({**certificate(**WELL), **change}))
    assert not report.established
    assert "this program failed" not in str(report.refused)


def test_a_digest_that_does_not_fit_is_refused():
    assert "digest" in refusal({**certificate(**WELL), "digest": "sha256:" + "0" * 64})


def test_a_theorem_is_used_by_its_digest():
    use = used_under_a_binder()
    assert "digest" in refusal(resealed({**use, "uses": {LEMMA["name"]: "sha256:0"}}), LEMMA)


def test_what_uses_a_missing_a_refused_or_a_twin_theorem_is_refused():
    use = used_under_a_binder()
    assert "missing" in refusal(use)
    report = judged(use, {**LEMMA, "digest": ""})
    assert "refused" in report.refused[use["name"]]
    assert set(judged(use, LEMMA, LEMMA).refused) == {use["name"], LEMMA["name"]}
    assert set(judged(LEMMA, LEMMA, LEMMA).refused) == {LEMMA["name"]}


def test_no_theorem_uses_itself_by_a_detour():
    first = {**certificate(**WELL, name="first"), "uses": {"second": ""}}
    second = {**certificate(**WELL, name="second"), "uses": {"first": ""}}
    third = {**certificate(**WELL, name="third"), "uses": {"first": ""}}
    assert {"it uses itself, or a theorem that does"} == set(judged(first, second, third).refused.values())


def test_a_theorem_that_is_in_uses_is_used():
    lemma = certificate(**WELL, name="lemma")
    assert "not used" in refusal(certificate(**WELL, uses=[lemma]), lemma)
    assert "not in uses" in refusal(resealed({**used_under_a_binder(), "uses": {}}))


def test_associativity_without_its_hypothesis_is_refused():
    assert "step 2 (swap)" in refusal(associativity([]))


def test_a_certificate_has_at_most_50_hypotheses():
    assert "50" in refusal(certificate(**{**WELL, "hypotheses": [COMMUTATIVE] * 51}))
