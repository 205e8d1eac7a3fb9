"""The checker must be able to fail: each test plants what it has to notice."""

from fractions import Fraction

import numpy as np
import pytest

from flipconv.claims.checker import agree, check, verify
from flipconv.claims.evidence import Basis, Case, Exhausted, Sampled, Search, Symbolic, basis
from flipconv.claims.register import Claim
from flipconv.claims.tiers import Tier, weakest


def a_claim(sides, evidence, counterfeits=(), rests_on=(), label="planted"):
    """Return a claim that is in no register."""
    return Claim(label, "Planted.", "x", "", sides, evidence, counterfeits, rests_on, "a test")


def box(*cases):
    """Return evidence of the given cases."""
    return Exhausted("planted", lambda: [Case(args) for args in cases])


def double(x):
    """Twice, two ways."""
    return x + x, 2 * x


def squared(x):
    """Twice against the square: equal at 0 and 2."""
    return x + x, x * x


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


def test_a_basis_does_not_decide_code_that_looks_at_values():
    def clipped(x):
        """Right on every basis vector, wrong at 2."""
        return np.where(np.abs(x) > 1, 0, x), x

    def doubled(x):
        """Wrong everywhere."""
        return 2 * x, x

    verdict = check(a_claim(clipped, Basis((((3,),),)), (doubled,)))
    assert verdict.status == "failed"
    assert "BranchOnValueError" in verdict.problem


def by_imaginary_part(h):
    """NumPy's `.imag` of an object array is 0, and on e and ie the product vanishes."""
    return h + h.real * h.imag, h


def by_dtype(h):
    """Traced entries take the other branch."""
    return (h * np.abs(h) if h.dtype != object else h), h


def by_float(h):
    """Only floats take the other branch."""
    return (h * 2 if h.dtype.kind == "f" else h), h


@pytest.mark.parametrize(
    ("sides", "real"), [(by_imaginary_part, False), (by_dtype, False), (by_dtype, True), (by_float, True)]
)
def test_a_basis_does_not_decide_code_that_sends_numbers_another_way(sides, real):
    verdict = check(a_claim(sides, Basis((((2,),),), real=real), (double,)))
    assert verdict.status == "failed"
    assert "UndecidableError" in verdict.problem or "the sides differ" in verdict.problem


def test_a_refusal_cannot_be_swallowed():
    def careful(h):
        """Catch what comparing raises."""
        try:
            return (h if not (h > 1).any() else h * 0), h
        except Exception:
            return h, h

    assert "BranchOnValueError" in check(a_claim(careful, Basis((((2,),),)), (double,))).problem


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


def test_a_basis_does_not_decide_a_square():
    def squares(x):
        """Equal on zeros and ones only."""
        return x * x, x

    verdict = check(a_claim(squares, Basis((((3,),),), real=True), (double,)))
    assert "not affine in argument 0" in verdict.problem


def test_a_basis_takes_the_zero_vector_where_a_term_lacks_the_argument():
    def one(x):
        """The sum of the entries is 1 on every basis vector, and 0 at 0."""
        return x.sum(), np.array([[1]]).sum() + 0 * x.sum()

    verdict = check(a_claim(one, Basis((((2,),),), real=True), (double,)))
    assert verdict.status == "failed"
    assert "x = [0, 0]" in verdict.problem


def test_a_basis_of_complex_vectors_sees_a_conjugate():
    def conjugated(x):
        """Equal on real vectors."""
        return x, np.conj(x)

    assert check(a_claim(conjugated, Basis((((2,),),)), (double,))).status == "failed"
    assert check(a_claim(conjugated, Basis((((2,),),), real=True), (squared,))).passed, "of real vectors it is true"


def test_a_basis_is_complete():
    vectors = [vector.tolist() for vector in basis((1, 2), zero=True)]
    assert vectors == [[[0, 0]], [[1, 0]], [[1j, 0]], [[0, 1]], [[0, 1j]]]
    assert [vector.tolist() for vector in basis((2,), real=True)] == [[1, 0], [0, 1]]


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
