"""A theorem that nobody proved does not reach the ledger, whatever object pretends to be it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from flipconv.claims import Claim, all_claims
from flipconv.claims import proved as proofs_of_claims
from flipconv.claims.checker import check
from flipconv.claims.proved import Proved, replayed
from flipconv.proofs.statements import Commutative, Theorem
from flipconv.proofs.terms import Num

PROVED = {label: entry for label, entry in all_claims().items() if isinstance(entry.evidence, Proved)}


def with_theorem(claim: Claim, theorem: Theorem) -> Claim:
    assert isinstance(claim.evidence, Proved)
    return replace(claim, evidence=replace(claim.evidence, theorem=theorem))


def other_values(theorem: Theorem) -> dict[str, Any]:
    """Return for each field something else that it could be made to hold."""
    doubled = theorem.left + theorem.left
    return {
        "name": "no-such-theorem",
        "left": theorem.right,
        "right": doubled,
        "hypotheses": theorem.hypotheses[:-1] if theorem.hypotheses else (Commutative(),),
        "proof": theorem.proof[:-1] if isinstance(theorem.proof, tuple) else (),
        "symbols": {},
        "variables": {},
        "sorts": dict.fromkeys(theorem.sorts, "set"),
    }


SOME = list(PROVED)[:: len(PROVED) // 4]
FIELDS = ["name", "left", "right", "hypotheses", "proof", "symbols", "variables", "sorts"]


@pytest.mark.parametrize("label", SOME)
@pytest.mark.parametrize("field", FIELDS)
def test_a_theorem_with_a_forged_field_is_no_evidence(label, field):
    theorem = PROVED[label].proof
    assert theorem is not None
    forged = copy.copy(theorem)
    object.__setattr__(forged, field, other_values(theorem)[field])
    verdict = check(with_theorem(PROVED[label], forged))
    assert not verdict.passed
    assert verdict.tier is None
    assert verdict.problem


def test_a_theorem_made_by_hand_is_no_evidence():
    label, claim = next(iter(PROVED.items()))
    theorem = claim.proof
    assert theorem is not None
    by_hand = Theorem("trust-me", {}, {}, {}, {}, (), Num(1), Num(0), (), {})
    verdict = check(with_theorem(claim, by_hand))
    assert not verdict.passed, label
    assert "trust-me is not what the replayer established" in verdict.problem


@contextmanager
def forged(target: Any, field: str, value: Any) -> Iterator[None]:
    """Write to a field of an object that forbids it, for a while."""
    before = getattr(target, field)
    object.__setattr__(target, field, value)
    try:
        yield
    finally:
        object.__setattr__(target, field, before)


@pytest.mark.parametrize("label", SOME)
@pytest.mark.parametrize("field", ["left", "right", "hypotheses"])
def test_a_theorem_forged_where_it_lies_is_no_evidence(label, field):
    """The object itself is written to, before and after its certificate was replayed."""
    theorem = PROVED[label].proof
    assert theorem is not None
    with forged(theorem, field, other_values(theorem)[field]):
        assert not check(PROVED[label]).passed
        replayed.cache_clear()
        verdict = check(PROVED[label])
        assert not verdict.passed
        assert verdict.problem
    replayed.cache_clear()
    assert check(PROVED[label]).passed


@pytest.mark.parametrize("label", SOME)
@pytest.mark.parametrize("field", ["left", "right", "digest"])
def test_a_forged_answer_of_the_replayer_is_no_evidence(label, field):
    theorem = PROVED[label].proof
    assert theorem is not None
    answer = replayed()[0][theorem.name]
    with forged(answer, field, {"left": 1, "right": 1, "digest": "sha256:" + "0" * 64}[field]):
        verdict = check(PROVED[label])
        assert not verdict.passed
        assert "ProofError" in verdict.problem


def test_no_claim_takes_the_proof_of_another(monkeypatch: pytest.MonkeyPatch):
    """Worked out in small worlds or not: the statements alone tell the theorems apart."""
    monkeypatch.setattr(proofs_of_claims, "worlds", lambda _: ())
    theorems = {entry.proof.name: entry.proof for entry in PROVED.values() if entry.proof}
    taken = [
        (label, other.name)
        for label, claim in PROVED.items()
        for other in theorems.values()
        if claim.proof is not other and check(with_theorem(claim, other)).passed
    ]
    assert taken == []
