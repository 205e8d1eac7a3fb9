"""Hostile certificates, given to the program that builds proofs: a clear refusal, soon, and no other exception."""

from __future__ import annotations

import contextlib
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flipconv.proofs.limits import check_limits, data_from, limited, spend
from flipconv.proofs.rechecking import recheck
from flipconv.proofs.terms import RefusedError
from tests.proofs.replay import theorems
from tests.proofs.replay.test_hostile import COSTLY, HONEST, JUNK, mutated, nodes
from tests.proofs.replay.theorems import equation
from tests.proofs.replay.writing import add, at, certificate, index, mul, over, resealed, step, window
from tests.proofs.verdicts import builder, replayer

SECONDS = 6
LOOP: list[object] = []
LOOP.append(LOOP)


def deep(depth):
    value = 1
    for _ in range(depth):
        value = ["conj", value]
    return value


TEXTS = {
    "open-brackets": ("[" * 900_000, "nested|JSON|limit"),
    "closed-brackets": ("[" * 400_000 + "]" * 400_000, "nested|JSON"),
    "open-objects": ('{"a":' * 150_000, "nested|JSON"),
    "too-deep": (json.dumps(deep(70)), "nested"),
    "too-long": (json.dumps([0] * 400_000), "bytes"),
    "huge-integer": ("9" * 500_000, "digits"),
    "eight-digits": ("-12345678", "digits"),
    "float": ("1.0", "no integer"),
    "exponent": ("1e9", "no integer"),
    "nan": ("NaN", "no integer"),
    "infinity": ("-Infinity", "no integer"),
    "twice": ('{"a": 1, "a": 1}', "twice"),
    "empty": ("", "JSON"),
    "not-utf-8": (b'"\xff"', "JSON"),
}
DATA = {
    "itself": (LOOP, "nested|bytes"),
    "float": ([1.0], "float"),
    "bytes": ([b""], "bytes"),
    "tuple": ((1,), "tuple"),
    "object": (object(), "object"),
    "huge": (10**5000, "digits"),
    "wide": ([0] * 1_100_000, "bytes"),
    "long-text": (["x" * 1_100_000], "bytes"),
    "deep": (deep(70), "nested"),
    "very-deep": (deep(100_000), "nested"),
    "key": ({1: 2}, "key"),
    "none": (None, "certificate"),
    "empty": ({}, "certificate"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_hostile_text_is_refused_while_it_is_read(case):
    text, reason = TEXTS[case]
    started = time.perf_counter()
    with pytest.raises(RefusedError, match=reason):
        _ = data_from(text)
    assert time.perf_counter() - started < SECONDS


@pytest.mark.parametrize("case", DATA)
def test_hostile_data_is_refused(case):
    value, reason = DATA[case]
    started = time.perf_counter()
    with pytest.raises(RefusedError, match=reason):
        _ = recheck(value, {})
    assert time.perf_counter() - started < SECONDS


@pytest.mark.parametrize("case", COSTLY)
def test_no_certificate_takes_long(case):
    started = time.perf_counter()
    with contextlib.suppress(RefusedError):
        _ = recheck(COSTLY[case], {})
    assert time.perf_counter() - started < SECONDS


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["add", "mul", "at", "sum"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(ANYTHING)
def test_anything_is_refused(value):
    with pytest.raises(RefusedError):
        _ = recheck(value, {})


@given(st.data())
def test_a_certificate_with_anything_in_it_is_judged_and_nothing_else_happens(data):
    whole = data.draw(st.sampled_from(HONEST))()
    path = data.draw(st.sampled_from(list(nodes(whole))[1:]))
    changed = resealed(mutated(whole, path, data.draw(st.sampled_from(JUNK))))
    with contextlib.suppress(RefusedError):
        _ = recheck(changed, {})


def test_what_is_read_from_a_text_is_what_json_reads():
    whole = theorems.associativity()
    assert data_from(json.dumps(whole)) == whole
    assert data_from(json.dumps(whole).encode()) == whole


def test_an_unknown_rule_and_a_theorem_that_uses_itself_are_refused_by_both():
    unknown = certificate(1, 1, [step("believe", [], 1)])
    assert "believe" in builder(unknown)
    assert "believe" in replayer(unknown)
    itself = resealed({**theorems.used_under_a_binder(), "uses": {"used-under-a-binder": "sha256:" + "0" * 64}})
    assert builder(itself)
    assert "uses itself" in replayer(itself)


def one_line(line, **declared):
    return certificate(line, line, [step("ring", [], line)], **declared)


def spread(count, first=1):
    return add(*[at("f", [[factor, ["n"]]]) for factor in range(first, first + count)])


def many(count):
    """Return certificates past one limit each, and just within it."""
    f = {"sorts": {"S": "set"}, "variables": {"x": "S"}, "symbols": {"f": ["S"]}}
    line = at("f", "x")
    yield "steps", certificate(line, line, [step("ring", [], line)] * (200 + count), **f)
    wide = ["add", *[1] * (4999 + count)]
    yield "nodes", certificate(wide, wide, [step("ring", [], wide)])
    names = [f"v{n}" for n in range(20 + count)]
    bound = at("F", {"vars": [[name, "S"] for name in names], "is": 1})
    signature = {"sorts": {"S": "set"}, "symbols": {"F": [["S"] * len(names)]}}
    yield "names", certificate(bound, bound, [step("ring", [], bound)], **signature)
    long = at("f", [[1, ["n"] * (20 + count)]])
    z = {"sorts": {"Z": "integers"}, "variables": {"n": "Z"}, "symbols": {"f": ["Z"]}}
    yield "degree", certificate(long, long, [step("ring", [], long)], **z)
    yield "name", certificate(line, line, [step("ring", [], line)], name="n" * (100 + count), **f)
    large = mul(1_000_000 + count, line)
    yield "integer", certificate(large, large, [step("ring", [], large)], **f)
    g = {"sorts": {"G": "group"}, "variables": {"n": "G"}, "symbols": {"f": ["G"]}}
    wide = mul(spread(3), spread(667)) if count else mul(spread(40), spread(50))
    yield "products", one_line(wide, **g)
    v, w = window("n"), window("n + 1")
    # the last factor makes 2,000 products of 1,000, and 1,000 of those cancel
    yield "products-that-cancel", one_line(mul(spread(500 + count), add(v, mul(-1, w)), add(v, w)), **z)
    yield "terms", one_line(add(spread(1000), spread(1000 + count, first=1001)), **g)
    cancelling = add(spread(1100), spread(1000 + count, first=1101), mul(-1, spread(100)))
    yield "terms-that-cancel", one_line(cancelling, **g)
    power = mul(*[1 << 19] * 215, 1 << (10 + count), line)
    yield "bits", one_line(power, **f)
    yield "bits-that-cancel", one_line(add(*[power] * 3, *[mul(-1, power)] * 2), **f)
    powers = [[1, ["m"] * i + ["n"] * j] for i in range(20) for j in range(20 - i)][1 : 201 + count]
    yield "monomials", one_line(at("f", powers), **{**z, "variables": {"m": "Z", "n": "Z"}})
    deepest = deep(56 + count)
    yield "depth", certificate(deepest, deepest, [step("ring", [], deepest)])


@pytest.mark.parametrize("limit", dict(many(0)))
def test_both_programs_have_the_same_limits(limit):
    within, past = dict(many(0))[limit], dict(many(1))[limit]
    assert builder(within) == replayer(within) == ""
    assert builder(past)
    assert replayer(past)


def test_hypotheses_are_taken_as_they_are_written():
    """A side that multiplies out to too much is refused, even if it comes to little with something put in."""
    letters = [f"v{n}" for n in range(20)]
    pairs = add(*[at("f", name) for name in letters[:10]], *[mul(-1, at("f", name)) for name in letters[10:]])
    much = certificate(
        mul(0, at("f", "y")),
        0,
        [step("assume", [], 0, {"hypothesis": 0, "with": {name: index("y") for name in letters}})],
        hypotheses=[equation(mul(pairs, pairs, pairs), 0, [[name, "S"] for name in letters])],
        sorts={"S": "set"},
        variables={"y": "S"},
        symbols={"f": ["S"]},
    )
    assert "2000" in builder(much)
    assert "2000" in replayer(much)


def test_work_is_counted_only_where_it_is_limited():
    spend(10**9)
    with limited(10):
        spend(10)
        with pytest.raises(RefusedError, match="too long"):
            spend(1)
    spend(10**9)


def test_within_the_limits_nothing_is_refused():
    check_limits(over("y:G", mul(1, 2)))
