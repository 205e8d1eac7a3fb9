"""What surrounds the rules: declarations, fields, digests, and theorems that use one another."""

import re

import pytest

from tests.proofs.replay.theorems import (
    COMMUTATIVE,
    associativity,
    convolution_commutes,
    equation,
    finite,
    summable,
    support,
    used_under_a_binder,
)
from tests.proofs.replay.writing import (
    assert_established,
    at,
    certificate,
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
    "said-twice": ({"hypotheses": [support("f"), {"kind": "commutative"}, support("f")]}, "say the same"),
    "said-in-other-words": (
        {"hypotheses": [summable("y:S", "z:S", at("f", "z")), summable("z:S", "y:S", mul(1, at("f", "y")))]},
        "say the same",
    ),
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
