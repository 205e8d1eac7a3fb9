"""Texts that are no certificates: each is refused, soon, and nothing escapes."""

import contextlib
import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flipconv.proofs.replay import Refused, replay
from flipconv.proofs.replay.reading import read_json
from tests.proofs.replay import theorems
from tests.proofs.replay.writing import at, certificate, mul, over, refusal, resealed, step

TEXTS = {
    "empty": ("", "not JSON"),
    "no-utf-8": (b"\xff\xfe{}", "not UTF-8"),
    "surrogate": ("\ud800", "not UTF-8"),
    "bom": ("\ufeff{}", "not JSON"),
    "nul": ("\x00", "not JSON"),
    "deep": ("[" * 61 + "]" * 61, "deeper"),
    "very-deep": ("[" * 999_999, "deeper"),
    "deep-objects": ('{"a":' * 100_000, "deeper"),
    "large": (" " * 1_000_001, "larger"),
    "large-in-bytes": ('"' + "é" * 500_001 + '"', "larger"),
    "large-bytes": (b" " * 1_000_001, "larger"),
    "digits": ("12345678", "digits"),
    "many-digits": ("9" * 999_999, "digits"),
    "float": ("[1.5]", "no integer"),
    "exponent": ("[1e5]", "no integer"),
    "nan": ("[NaN]", "no integer"),
    "infinity": ("[-Infinity]", "no integer"),
    "twins": ('{"a": 1, "\\u0061": 2}', "twice"),
    "open-string": ('"' + "[" * 100, "not JSON"),
    "backslashes": ('"' + "\\" * 99_999, "not JSON"),
    "list": ("[]", "must be an object"),
    "null": ("null", "must be an object"),
    "true": ("true", "must be an object"),
    "object": ("{}", "its name"),
    "name-of-surrogates": ('{"name": "\\ud800"}', "its name"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_text_that_is_no_certificate_is_refused(case):
    text, reason = TEXTS[case]
    assert reason in replay([text]).refused["certificate 1"]


def test_something_that_is_no_text_is_refused():
    assert replay([None, 3]).refused == {"certificate 1": "it is not a text", "certificate 2": "it is not a text"}  # pyright: ignore


@pytest.mark.parametrize("text", ['"[[[[\\"123456789"', "[-1234567, 0]", "[" * 60 + "]" * 60, "-0"])
def test_what_is_within_the_limits_is_read(text):
    assert read_json(text) == json.loads(text)


def test_minus_zero_is_zero():
    text = json.dumps(certificate(mul(0, at("f")), 0, [step("ring", [], 0)], symbols={"f": []}))
    assert '"right": 0' in text
    assert not replay([text.replace('"right": 0', '"right": -0')]).refused


@given(st.text() | st.binary())
def test_any_text_is_refused(text):
    assert not replay([text]).established


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_json_is_refused(value):
    with contextlib.suppress(Refused):
        assert read_json(json.dumps(value)) == value
    assert not replay([json.dumps(value)]).established


HONEST = [
    theorems.convolution_commutes,
    theorems.associativity,
    theorems.flip_law,
    theorems.windows,
    theorems.points,
    theorems.sifted,
    theorems.replacing,
    theorems.splitting,
    theorems.inductive_step,
    theorems.used_under_a_binder,
    theorems.induction,
]
SPARES = [
    theorems.convolution_commutes(),
    theorems.base(),
    theorems.inductive_step(),
]
JUNK = [
    None,
    True,
    False,
    0,
    -1,
    2,
    10**7,
    "",
    "G",
    "y",
    "#0",
    "value",
    "add",
    [],
    [[]],
    {},
    [1],
    {"vars": [], "is": 1},
]


def nodes(value, path=()):
    """Yield the path to every value within a value."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from nodes(inner, (*path, key))


def mutated(value, path, new):
    value = copy.deepcopy(value)
    if not path:
        return new
    inner = value
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = new
    return value


@given(st.data())
def test_a_certificate_with_anything_in_it_is_judged_without_a_failure(data):
    whole = data.draw(st.sampled_from(HONEST))()
    path = data.draw(st.sampled_from(list(nodes(whole))[1:]))
    changed = resealed(mutated(whole, path, data.draw(st.sampled_from(JUNK))))
    spares = [json.dumps(spare) for spare in SPARES if spare["name"] != changed["name"]]
    report = replay([json.dumps(changed), *spares])
    assert not [reason for reason in report.refused.values() if "this program failed" in reason]


def costly():
    """Yield certificates that cost as much as they can."""
    f = [at("f", [[1, ["x"]]]), at("g", [[1, ["x"]]])]
    declared = {"sorts": {"G": "set"}, "variables": {"x": "G"}, "symbols": {"f": ["G"], "g": ["G"]}}
    for powers in (11, 12, 40):
        wide = mul(*[["add", *f]] * powers)
        yield f"power-{powers}", certificate(wide, wide, [step("ring", [], wide)] * 20, **declared)
    long = mul(*[*f] * 2400)
    yield "long", certificate(long, long, [step("ring", [], long)] * 3, **declared)
    nest = f[0]
    for _ in range(25):
        nest = ["sum", "y", "G", ["conj", nest]]
    yield "nest", certificate(mul(nest, f[1]), mul(nest, f[1]), [step("ring", [], mul(nest, f[1]))] * 200, **declared)
    z = {"sorts": {"Z": "integers"}, "variables": {"n": "Z", "m": "Z"}, "symbols": {"f": ["Z"]}}
    window = ["window", [[9999999, ["m"] * 10 + ["n"] * 10], [7, ["n"]], [3, ["m"]], [1, []]]]
    by = {"adds": [[1, ["n"]]], "by": [[9999999, [0] * 50]]}
    yield "degree", certificate(mul(window, 1), window, [step("window", [], window, by)], **z)
    many = {"vars": [[f"v{i}", "G"] for i in range(9)], "is": 1}
    term = mul(*[["at", "h", many]] * 60)
    yield (
        "binders",
        certificate(term, term, [step("ring", [], term)] * 9, sorts={"G": "set"}, symbols={"h": [["G"] * 9]}),
    )
    steep = ["window", [[1, ["m"] * i + ["n"] * j] for i in range(20) for j in range(20 - i)][:200]]
    by = {"adds": [[1, ["n"]]], "by": [[1, [0]]] * 1400}
    yield "many-in-by", certificate(mul(steep, 1), steep, [step("window", [], steep, by)], **z)
    windows = [["window", [[1, ["n"]], [n, []]]] for n in range(1, 700)]
    wide = mul(["add", *[at("f", [[n, ["n"]]]) for n in range(1, 1500)]], *windows)
    yield "windows", certificate(wide, wide, [step("ring", [], wide)], **{**z, "variables": {"n": "Z"}})
    two = over(
        "u:Z v:Z", mul(["delta", "Z", [[1, ["v"]]]], ["delta", "Z", [[1, ["u"]], *steep[1][2:]]], *[["add", *f]] * 10)
    )
    ints = {"sorts": {"Z": "integers"}, "symbols": {"f": ["Z"], "g": ["Z"]}}
    yield (
        "settling",
        certificate(two, two, [step("swap", [], two)] * 50, **ints, variables={"n": "Z", "m": "Z", "x": "Z"}),
    )
    said = [theorems.equation(["add", *[at("f", [[1, ["x"]]])] * 400], n, [["x", "G"]]) for n in range(50)]
    yield "hypotheses", certificate(f[0], f[0], [step("ring", [], f[0])], hypotheses=said, **declared)
    terms = ["mul", *([at("f", [[1, [name]]]) for name in "abcdefgh"])]
    letters = " ".join(f"{name}:G" for name in "abcdefgh")
    yield (
        "orders",
        certificate(
            over(letters, terms),
            over(letters, terms),
            [
                step(
                    "reindex",
                    [],
                    over(letters, terms),
                    {"put": [[n, [[1, [n]]]] for n in "abcdefgh"], "new": [[n, "G"] for n in "abcdefgh"]},
                )
            ],
            hypotheses=[{"kind": "summable", "all": [], "over": [[n, "G"] for n in "hgfedcba"], "term": mul(terms, 2)}],
            sorts={"G": "set"},
            symbols={"f": ["G"]},
        ),
    )


COSTLY = dict(costly())


@pytest.mark.parametrize("case", COSTLY)
def test_a_costly_certificate_comes_to_an_end(case):
    report = replay([json.dumps(COSTLY[case])])
    assert "this program failed" not in str(report.refused)


@pytest.mark.parametrize("case", ["power-12", "power-40", "degree", "orders"])
def test_what_would_take_long_is_refused(case):
    assert refusal(COSTLY[case])


def test_a_long_chain_of_theorems_is_sorted():
    chain = [{**theorems.base(), "name": f"link-{n}", "uses": {f"link-{n + 1}": ""}} for n in range(3000)]
    report = replay([json.dumps(link) for link in chain])
    assert len(report.refused) == 3000
