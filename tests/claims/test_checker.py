"""The checker must be able to fail: each test plants what it has to notice."""

from fractions import Fraction

import numpy as np
import pytest

from flipconv.claims.checker import agree, check, verify
from flipconv.claims.evidence import Case, Exhausted, Sampled, Search, Symbolic
from flipconv.claims.tiers import Tier, weakest
from tests.claims.planted import a_claim, box, double, squared


def test_a_true_claim_passes_with_the_tier_of_its_evidence():
    verdict = check(a_claim(double, box((1,), (5,)), (squared,)))
    assert (verdict.status, verdict.tier, verdict.cases, verdict.counterfeits_rejected) == (
        "passed",
        Tier.EXHAUSTED,
        2,
        1,
    )


def test_a_false_claim_fails_and_names_the_first_counterexample():
    verdict = check(a_claim(squared, box((0,), (2,), (3,), (4,)), (double,)))
    assert verdict.status == "failed"
    assert verdict.tier is None
    assert "x = 3: 6 and 9" in verdict.problem


def test_a_counterfeit_that_passes_makes_the_claim_untestable():
    verdict = check(a_claim(double, box((0,), (2,)), (squared,)))
    assert verdict.status == "failed"
    assert "counterfeit squared passes too" in verdict.problem


def test_no_cases_is_no_evidence():
    verdict = check(a_claim(double, box(), (squared,)))
    assert verdict.status == "failed"
    assert "not one case" in verdict.problem


def test_sides_that_raise_fail_the_claim_and_not_the_ledger():
    def broken(x):
        """Divide by zero."""
        return x / 0, x

    verdict = check(a_claim(broken, box((1,)), (squared,)))
    assert verdict.status == "failed"
    assert "ZeroDivisionError" in verdict.problem


def test_symbols_do_not_decide_code_that_compares_them():
    _ = pytest.importorskip("sympy")

    def skipping(h):
        """SymPy answers False and raises nothing."""
        return np.array([0 if tap == 5 else tap for tap in h], dtype=object), h

    assert "BranchOnValueError" in check(a_claim(skipping, Symbolic((((2,),),)), (double,))).problem


def test_a_tier_cannot_be_declared():
    class Stronger(Exhausted):
        """A kind of evidence that calls itself a proof."""

        tier = Tier.PROVED

    verdict = check(a_claim(double, Stronger("planted", lambda: [Case((1,))]), (squared,)))
    assert verdict.problem == "Stronger is no kind of evidence"


@pytest.mark.parametrize("pair", [(np.nan, np.nan), (np.zeros(2), np.zeros(3))], ids=["nan", "shape"])
def test_a_nan_or_another_shape_is_no_witness(pair):
    verdict = check(a_claim(lambda n: pair, Search("integers", lambda: [Case((1,))])))
    assert "no witness" in verdict.problem


def test_a_sample_is_the_same_each_time():
    evidence = Sampled(3, 7, lambda rng: Case((int(rng.integers(100)),)), "integers")
    assert [case.args for case in evidence.cases(double)] == [case.args for case in evidence.cases(double)]
    assert evidence.told(3) == "3 random cases of integers, seed 7"


def test_symbols_tell_what_numbers_could_hide():
    pytest.importorskip("sympy")

    def binomial(x):
        """Equal as polynomials, written differently."""
        return (x + 1) * (x - 1), x * x - 1

    def nearly(x):
        """Equal at 0 and 1."""
        return x * x, x

    verdict = check(a_claim(binomial, Symbolic((((2,),),)), (nearly,)))
    assert (verdict.status, verdict.tier) == ("passed", Tier.DECIDED)
    assert check(a_claim(nearly, Symbolic((((2,),),)), (double,))).status == "failed"


def test_an_absent_extra_is_skipped_and_never_passed():
    verdict = check(a_claim(double, Symbolic((((2,),),), needs="no_such_package"), (squared,)))
    assert verdict.status == "skipped (needs no_such_package)"
    assert verdict.tier is None
    assert not verdict.passed


def test_a_pitfall_finds_the_first_witness_in_the_order_given():
    verdict = check(a_claim(squared, Search("integers", lambda: (Case((n,)) for n in range(100)))))
    assert (verdict.status, verdict.tier, verdict.cases) == ("passed", Tier.REFUTED, 2)
    assert verdict.witness == "x = 1: 2 against 1"


def test_a_pitfall_without_a_witness_fails():
    verdict = check(a_claim(double, Search("integers", lambda: (Case((n,)) for n in range(9)))))
    assert verdict.status == "failed"
    assert "no witness" in verdict.problem


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        (np.array([1, 2]), np.array([1.0, 2.0]), True),
        (np.array([1, 2]), np.array([[1, 2]]), False),
        (np.array([1, 1]), 1, False),
        (np.array([2**53 + 1]), np.array([2.0**53]), False),
        (np.array([2**53 + 1], dtype=object), np.array([2.0**53]), False),
        (np.array([np.nan]), np.array([np.nan]), False),
        (np.array([0.1 + 0.2]), np.array([0.3]), False),
        (np.array([Fraction(1, 2)], dtype=object), np.array([0.5]), True),
        ([1, 2], [1, 2], True),
        (True, False, False),
    ],
)
def test_agreement_is_exact_and_in_shape(left, right, equal):
    assert agree(left, right) is equal


def test_a_claim_is_worth_the_weakest_it_rests_on():
    sampled = Sampled(2, 1, lambda rng: Case((int(rng.integers(3, 9)),)), "integers")
    claims = {
        "top": a_claim(double, box((1,)), (squared,), ("middle",), "top"),
        "middle": a_claim(double, box((1,)), (squared,), ("bottom",), "middle"),
        "bottom": a_claim(double, sampled, (squared,), (), "bottom"),
    }
    verdicts = verify(claims)
    assert list(verdicts) == ["top", "middle", "bottom"]
    assert [verdicts[label].tier for label in claims] == [Tier.EXHAUSTED, Tier.EXHAUSTED, Tier.SAMPLED]
    assert [verdicts[label].effective_tier for label in claims] == [Tier.SAMPLED] * 3


def test_what_rests_on_a_failure_fails_and_what_rests_on_a_skip_is_skipped():
    claims = {
        "on-failure": a_claim(double, box((1,)), (squared,), ("failure",), "on-failure"),
        "failure": a_claim(squared, box((1,)), (double,), (), "failure"),
        "on-skip": a_claim(double, box((1,)), (squared,), ("skip",), "on-skip"),
        "skip": a_claim(double, Symbolic((((1,),),), needs="no_such_package"), (squared,), (), "skip"),
    }
    verdicts = verify(claims)
    assert verdicts["on-failure"].status == "failed"
    assert verdicts["on-failure"].effective_tier is None
    assert verdicts["on-skip"].status == "skipped (rests on skip)"


def test_resting_on_nothing_or_on_oneself_is_refused():
    with pytest.raises(ValueError, match="rests on 'gone', which no theme enters"):
        _ = verify({"planted": a_claim(double, box((1,)), (squared,), ("gone",))})
    circle = {
        "a": a_claim(double, box((1,)), (squared,), ("b",), "a"),
        "b": a_claim(double, box((1,)), (squared,), ("a",), "b"),
    }
    with pytest.raises(ValueError, match="in a circle: a, b"):
        _ = verify(circle)


def test_the_weakest_tier_is_the_last_in_order():
    assert weakest([Tier.DECIDED, Tier.SAMPLED, Tier.EXHAUSTED]) is Tier.SAMPLED
    assert [tier.rank for tier in Tier] == list(range(7))
