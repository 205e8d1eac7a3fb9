"""Where the two programs once read the format differently: now they say the same."""

from __future__ import annotations

import json

import pytest

from flipconv.proofs.certificates import certificate as certificate_of
from flipconv.proofs.theorems import all_theorems
from tests.proofs.replay import theorems
from tests.proofs.replay.theorems import COMMUTATIVE, GROUP, INTEGERS, equation, finite, of, summable, support
from tests.proofs.replay.writing import add, at, certificate, conj, fun, index, mul, over, resealed, step
from tests.proofs.verdicts import builder, replayer

TRIVIAL = at("f", "x")
ON_SET = {"sorts": {"S": "set"}, "variables": {"x": "S"}, "symbols": {"f": ["S"]}}
PAIR = mul(at("f", "y"), at("g", "z"))
BOTH, TURNED = over("y:S z:S", PAIR), over("z:S y:S", PAIR)
SWAP = {"sorts": {"S": "set"}, "symbols": {"f": ["S"], "g": ["S"]}}


def swapped(hypotheses):
    return certificate(BOTH, TURNED, [step("swap", [], TURNED)], hypotheses=hypotheses, **SWAP)


def family(name):
    """Return what associativity needs to be summable, at a variable of that name."""
    return mul(at("f", "p"), at("g", "q - p"), at("h", f"{name} - q"))


def ring(line, **declared):
    return certificate(line, line, [step("ring", [], line)], **declared)


def splitting_by(function):
    """Return a use of the theorem that splits a sum, with a function put in for its first symbol."""
    lemma = theorems.splitting()
    value = json.loads(json.dumps(function["is"]).replace('"u"', '"y"'))
    left = over("y:S", add(value, at("k", "y")))
    right = add(over("y:S", value), over("y:S", at("k", "y")))
    given = {"theorem": "splitting", "sorts": {"S": "S"}, "homs": {}, "with": {"f": function, "g": {"symbol": "k"}}}
    return (
        certificate(
            left,
            right,
            [step("use", [], right, given)],
            hypotheses=[support("k")],
            uses=[lemma],
            sorts={"S": "set"},
            symbols={"k": ["S"]},
        ),
        lemma,
    )


def by_equation(all_here):
    """Return a use of a theorem about a variable and a symbol, where they are assumed of in some order."""
    said = at("p", "y"), at("q", "y")
    lemma = certificate(
        at("p", "x"),
        at("q", "x"),
        [step("assume", [], at("q", "x"), {"hypothesis": 0, "with": {"y": index("x"), "r": {"symbol": "p"}}})],
        name="lemma",
        hypotheses=[equation(*said, [["y", "S"], ["r", ["S"]]])],
        sorts={"S": "set"},
        variables={"x": "S"},
        symbols={"p": ["S"], "q": ["S"]},
    )
    put_in = {"p": {"symbol": "p"}, "q": {"symbol": "q"}, "x": index("x")}
    given = {"theorem": "lemma", "sorts": {"S": "S"}, "homs": {}, "with": put_in}
    return (
        certificate(
            at("p", "x"),
            at("q", "x"),
            [step("use", [], at("q", "x"), given)],
            hypotheses=[equation(*said, all_here)],
            uses=[lemma],
            sorts={"S": "set"},
            variables={"x": "S"},
            symbols={"p": ["S"], "q": ["S"]},
        ),
        lemma,
    )


STALE = {"lemma": "sha256:" + "0" * 64}
HERE = theorems.used_under_a_binder()
WITHOUT_HOMS = theorems.used_under_a_binder(
    steps=[
        {
            **HERE["proof"]["steps"][0],
            "with": {k: v for k, v in HERE["proof"]["steps"][0]["with"].items() if k != "homs"},
        }
    ]
)
REFUSED = {
    "a-third-factor": (
        certificate(
            mul(["window", index("n")], ["window", index("-n")]),
            ["delta", "Z", index("n")],
            [step("point", [], ["delta", "Z", index("n")], {"factors": [0, 1, 1]})],
            **INTEGERS,
            variables={"n": "Z"},
        ),
    ),
    "a-stale-digest": (
        resealed({**HERE, "uses": dict.fromkeys(HERE["uses"], STALE["lemma"])}),
        theorems.convolution_commutes(),
    ),
    "no-homs-in-use": (WITHOUT_HOMS, theorems.convolution_commutes()),
    "summable-in-another-order": (swapped([summable("", "z:S y:S", PAIR)]),),
    "summable-for-all-of-another-name": (theorems.associativity([summable("s:G", "q:G p:G", family("s"))]),),
    "a-summable-family-beside-a-finite-sort": (swapped([finite("S"), summable("", "y:S z:S", PAIR)]),),
    "two-hypotheses-that-say-the-same": (
        ring(TRIVIAL, hypotheses=[equation(TRIVIAL, 1, []), equation(mul(1, TRIVIAL), 1, [])], **ON_SET),
    ),
    "a-variable-that-is-only-bound": (ring(over("x:S", at("f", "x")), **ON_SET),),
    "put-twice": (
        certificate(
            over("y:S y:S", at("f", "y")),
            over("a:S b:S", at("f", "b")),
            [
                step(
                    "reindex",
                    [],
                    over("a:S b:S", at("f", "b")),
                    {"put": [["y", index("a")], ["y", index("b")]], "new": [["a", "S"], ["b", "S"]]},
                )
            ],
            hypotheses=[finite("S")],
            **{**ON_SET, "variables": {}},
        ),
    ),
    "about-all-in-another-order": by_equation([["r", ["S"]], ["y", "S"]]),
    "a-definition-on-steps": (
        ring(
            at("conv", fun("u:N", at("f", "u")), fun("u:N", at("f", "u")), "t + 1"),
            sorts={"N": "steps"},
            variables={"t": "N"},
            symbols={"f": ["N"]},
        ),
    ),
    "a-window-beside-no-product": (
        certificate(
            at("f", "n"),
            mul(at("f", "n"), ["window", [[1, []]]]),
            [step("window", [], mul(at("f", "n"), ["window", [[1, []]]]), {"adds": [[1, []]], "by": []})],
            **INTEGERS,
            variables={"n": "Z"},
            symbols={"f": ["Z"]},
        ),
    ),
    "a-conjugate-of-what-is-supported": splitting_by(fun("u:S", conj(at("k", "u")))),
    "a-hypothesis-about-a-definition": (ring(TRIVIAL, hypotheses=[equation(1, 1, [["conv", ["S"]]])], **ON_SET),),
}
ACCEPTED = {
    "a-variable-used-where-a-symbol-of-its-name-is-bound": (
        certificate(
            1,
            at("f", "x"),
            [step("assume", [], at("f", "x"), {"hypothesis": 0, "with": {"x": fun("y:S", 1)}})],
            hypotheses=[equation(1, at("f", "x"), [["x", ["S"]]])],
            **ON_SET,
        ),
    ),
    "the-digest": (HERE, theorems.convolution_commutes()),
    "as-it-stands": (swapped([summable("", "y:S z:S", PAIR)]),),
    "over-variables-of-other-names": (theorems.associativity([summable("x:G", "q:G p:G", family("x"))]),),
    "coefficients-of-seven-digits": (ring(at("f", "9999999x"), **GROUP, **of("f"), variables={"x": "G"}),),
    "what-comes-to-the-same-function": splitting_by(fun("u:S", mul(1, conj(conj(at("k", "u")))))),
    "about-all-in-this-order": by_equation([["y", "S"], ["r", ["S"]]]),
    "a-base-of-a-wider-kind": (theorems.induction(), theorems.base(), theorems.inductive_step()),
    "commuting": (theorems.convolution_commutes(hypotheses=[{**COMMUTATIVE, "says": "they do"}]),),
}


@pytest.mark.parametrize("case", REFUSED)
def test_both_refuse(case):
    assert builder(*REFUSED[case])
    assert replayer(*REFUSED[case])


@pytest.mark.parametrize("case", ACCEPTED)
def test_both_accept(case):
    assert builder(*ACCEPTED[case]) == ""
    assert replayer(*ACCEPTED[case]) == ""


@pytest.mark.parametrize("name", [name for name, entry in all_theorems().items() if not isinstance(entry.proof, tuple)])
def test_what_hypotheses_say_to_the_reader_makes_no_difference_to_an_induction(name):
    data = json.loads(json.dumps(certificate_of(all_theorems()[name])))
    library = [json.loads(json.dumps(certificate_of(entry))) for entry in _used(name)]
    silent = resealed(
        {**data, "hypotheses": [{k: v for k, v in entry.items() if k != "says"} for entry in data["hypotheses"]]}
    )
    assert builder(silent, *library) == replayer(silent, *library) == ""


def _used(name):
    for base in all_theorems()[name].uses:
        yield from _used(base)
        yield all_theorems()[base]
