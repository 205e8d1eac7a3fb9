"""Honest certificates are replayed."""

import json

import pytest

from flipconv.proofs.replay import replay
from tests.proofs.replay import theorems
from tests.proofs.replay.theorems import finite, summable, support
from tests.proofs.replay.writing import assert_established, at, judged

HONEST = [
    theorems.convolution_commutes,
    theorems.associativity,
    theorems.flip_law,
    theorems.windows,
    theorems.points,
    theorems.sifted,
    theorems.replacing,
    theorems.splitting,
]


@pytest.mark.parametrize("theorem", HONEST, ids=lambda theorem: theorem.__name__)
def test_a_theorem_with_its_proof_is_established(theorem):
    assert_established(theorem())


def test_a_theorem_may_be_used_under_a_binder():
    assert_established(theorems.used_under_a_binder(), theorems.convolution_commutes())


def test_a_recurrence_is_solved_by_induction():
    assert_established(theorems.induction(), theorems.inductive_step(), theorems.base())


@pytest.mark.parametrize(
    "hypotheses",
    [
        [finite("G")],
        [support("f"), support("g")],
        [support("g"), support("h")],
        [summable("x:G", "q:G p:G", ["mul", at("f", "p"), at("g", "q - p"), at("h", "x - q")])],
    ],
    ids=["finite", "support-f-g", "support-g-h", "summable-renamed"],
)
def test_a_family_is_summable_for_any_of_the_reasons(hypotheses):
    assert_established(theorems.associativity(hypotheses))


@pytest.mark.parametrize(
    "hypotheses",
    [
        [finite("S")],
        [summable("", "u:S", at("f", "u")), support("g")],
    ],
    ids=["finite", "mixed"],
)
def test_a_sum_is_split_for_any_of_the_reasons(hypotheses):
    assert_established(theorems.splitting(hypotheses))


def test_a_theorem_is_plain_data():
    certificate = theorems.convolution_commutes()
    theorem = judged(certificate).established["convolution-commutes"]
    for field in ("name", "digest", "sorts", "homs", "symbols", "variables", "hypotheses", "left", "right", "uses"):
        assert getattr(theorem, field) == certificate[field]


def test_theorems_come_after_those_they_use_and_bytes_are_read_too():
    wanted = [theorems.used_under_a_binder(), theorems.convolution_commutes()]
    report = replay(json.dumps(one).encode() for one in wanted)
    assert list(report.established) == ["convolution-commutes", "used-under-a-binder"]
