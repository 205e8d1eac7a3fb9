"""Evidence that is a proof: each of its four demands refuses what does not meet it."""

from dataclasses import replace

import numpy as np
import pytest

from flipconv.claims import proved, symmetry, words
from flipconv.claims.boxes import cyclic, linear, symmetric
from flipconv.claims.checker import check
from flipconv.claims.proved import ProofError, Proved, model_of
from flipconv.claims.register import Claim, all_claims, claim
from flipconv.claims.tiers import Tier
from flipconv.claims.words import Signal, convolved, correlated, flipped
from flipconv.proofs.theorems import algebra, all_theorems

CLAIMS = all_claims()
PROVED = {label: known for label, known in CLAIMS.items() if known.proof is not None}


def evidence_of(label: str) -> Proved:
    evidence = CLAIMS[label].evidence
    assert isinstance(evidence, Proved)
    return evidence


def of(label: str, **changes) -> Claim:
    return replace(CLAIMS[label], **changes)


def test_at_least_as_many_claims_as_promised_are_proved():
    assert len(CLAIMS) >= 60
    assert len(PROVED) >= 25


def test_statement_and_hypotheses_come_from_the_theorem():
    known = CLAIMS["convolution-commutes"]
    assert known.statement.replace("{", "").replace("}", "") == "(f * g)(x) = (g * f)(x)"
    assert "commute" in known.given


@pytest.mark.parametrize("typed", [{"statement": "f * g = g * f"}, {"given": "all is well"}], ids=str)
def test_neither_can_be_typed_beside_a_proof(typed):
    evidence = Proved(algebra.commutes, linear((2,), (3,)))
    with pytest.raises(ValueError, match="cannot be typed beside it"):
        _ = claim(label="planted", title="T.", evidence=evidence, source="here", **typed)(lambda f, g: (f, g))


def without_proof(f, g):
    """True, and another theorem."""
    return correlated(f, g), words.conjugate_flipped(correlated(g, f))


@pytest.mark.parametrize(
    ("sides", "refusal"),
    [
        (lambda f, g: (correlated(f, g), correlated(g, f)), "do not spell"),
        (without_proof, "do not spell"),
        (lambda f, g: (convolved(f, g), convolved(flipped(g), f)), "do not spell"),
        (lambda f, g: (convolved(g, f), convolved(f, g)), "do not spell"),
        (lambda f, g: (convolved(f, g),), "argument 2 is longer"),
        (lambda signal, g: (convolved(signal, g), convolved(g, signal)), "do not spell"),
        (lambda image, g: (convolved(image, g), convolved(g, image)), "no symbol and no variable"),
    ],
    ids=["correlation", "another-truth", "a-flip", "sides-exchanged", "one-side", "another-symbol", "no-symbol"],
)
def test_sides_that_do_not_spell_the_theorem_are_refused(sides, refusal):
    verdict = check(of("convolution-commutes", sides=sides))
    assert not verdict.passed
    assert refusal in verdict.problem


def test_what_the_replayer_refuses_is_refused_here(monkeypatch):
    name = algebra.commutes.name
    monkeypatch.setattr(proved, "replayed", lambda: ({}, {name: "step 2 (reindex): no"}))
    verdict = check(CLAIMS["convolution-commutes"])
    assert verdict.tier is None
    assert "the replayer refuses convolution-commutes: step 2 (reindex): no" in verdict.problem


def test_another_theorem_under_the_same_name_is_refused():
    forged = replace(algebra.commutes, hypotheses=())
    verdict = check(of("convolution-commutes", evidence=replace(evidence_of("convolution-commutes"), theorem=forged)))
    assert "not what the replayer established" in verdict.problem


def test_a_vacuous_theorem_is_refused(monkeypatch):
    monkeypatch.setattr("flipconv.proofs.worlds._holds", lambda *_: False)
    verdict = check(CLAIMS["symmetric-kernels-do-not-feel-the-flip"])
    assert not verdict.passed
    assert "vacuous" in verdict.problem


@pytest.mark.parametrize("mode", ["convolve", "correlate"])
@pytest.mark.parametrize("label", ["convolution-associates", "two-correlations-compose-by-convolving-their-kernels"])
def test_code_that_is_wrong_on_both_sides_alike_is_found_out(monkeypatch, mode, label):
    # twice too large on both sides: the sides agree, and only the theorem's terms tell
    right = getattr(words, mode)
    monkeypatch.setattr(words, mode, lambda x, h, **how: 2 * right(x, h, **how))
    verdict = check(CLAIMS[label])
    uses_it = label == "convolution-associates" and mode == "correlate"
    assert verdict.passed == uses_it
    assert uses_it or "worth" in verdict.problem or "differ" in verdict.problem


def test_a_result_at_the_wrong_place_is_found_out(monkeypatch):
    monkeypatch.setattr(words, "_turned", lambda f, array: Signal(array, f.start))
    assert (
        not check(CLAIMS["two-flips-are-none"]).passed
        or not check(CLAIMS["the-flip-goes-through-a-convolution"]).passed
    )


def test_what_a_claim_assumes_must_be_a_hypothesis_of_its_theorem():
    known = CLAIMS["only-symmetric-kernels-do-not-feel-the-flip"]
    other = replace(evidence_of(known.label), assumes=symmetry.re_associates)
    assert "no hypothesis of the theorem" in check(replace(known, evidence=other)).problem


def test_cases_that_do_not_satisfy_what_is_assumed_are_refused():
    known = CLAIMS["only-symmetric-kernels-do-not-feel-the-flip"]
    lopsided = replace(evidence_of(known.label), box=cyclic(1, ((4,),)))
    assert "does not satisfy" in check(replace(known, evidence=lopsided)).problem


def test_a_case_must_give_every_symbol():
    with pytest.raises(ProofError, match="gives no h"):
        _ = model_of(algebra.associates, {"f": Signal(np.ones(2), None), "g": Signal(np.ones(2), None)})


@pytest.mark.parametrize("label", PROVED)
def test_the_cases_can_feel_a_mistake(label):
    signals = [value for case in evidence_of(label).box() for value in case.args if isinstance(value, Signal)]
    sizes = {signal.values.size for signal in signals}
    assert not signals or max(sizes) > 1
    assert all(signal.values.size < 3 or signal != flipped(signal) for signal in signals) or "symmetric" in label


def test_a_kernel_of_the_symmetric_box_equals_its_conjugate_flip():
    for case in symmetric(1)():
        (h,) = case.args
        assert words.conjugate_flipped(h) == h


def test_every_theorem_that_a_claim_has_is_one_of_the_register():
    assert {known.proof.name for known in PROVED.values() if known.proof} <= set(all_theorems())
    assert len({known.proof.name for known in PROVED.values() if known.proof}) == len(PROVED)


def test_the_tier_goes_by_the_kind_of_evidence():
    assert check(CLAIMS["two-flips-are-none"]).tier is Tier.PROVED


def nothing(f, g):
    return tuple(Signal(np.zeros((1,) * f.values.ndim), f.start) for _ in range(2))


def far_away(f, g):
    return tuple(
        Signal(np.ones((1,) * f.values.ndim), None if f.start is None else (10**6,) * f.values.ndim) for _ in "ab"
    )


def first_sample(f, g):
    return tuple(Signal(convolved(f, g).values[(slice(1),) * f.values.ndim], f.start) for _ in "ab")


@pytest.mark.parametrize("cheat", [nothing, far_away, first_sample], ids=lambda cheat: cheat.__name__)
def test_sides_that_spell_the_theorem_and_compute_something_else_are_found_out(cheat):
    def sides(f, g):
        return cheat(f, g) if isinstance(f, Signal) else (convolved(f, g), convolved(g, f))

    assert not check(of("convolution-commutes", sides=sides)).passed


def test_a_world_that_is_not_that_of_the_case_is_refused():
    def zeros(theorem, given):
        model, places = model_of(theorem, given)
        silent = {name: (kinds, lambda *_: 0) for name, (kinds, _) in model.symbols.items()}
        return replace(model, symbols=silent), places

    changed = replace(evidence_of("convolution-commutes"), world=zeros)
    assert "another f than the case" in check(of("convolution-commutes", evidence=changed)).problem


def test_a_box_that_can_feel_nothing_is_refused():
    changed = replace(evidence_of("convolution-commutes"), box=linear((1,), (1,), planar=False))
    near_miss = CLAIMS["convolution-commutes"].counterfeits
    assert (
        "longer than one sample" in check(of("convolution-commutes", evidence=changed, counterfeits=near_miss)).problem
    )


def test_a_counterfeit_that_is_no_near_miss_is_refused():
    def trivially(f, g):
        return 1, 2

    assert "no near-miss" in check(of("convolution-commutes", counterfeits=(trivially,))).problem


def test_signals_of_two_periods_differ():
    assert Signal(np.array([1, 0]), None) != Signal(np.array([1, 0, 0]), None)
