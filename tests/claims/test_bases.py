"""A basis decides a shape for all values, or says why it does not."""

import numpy as np
import pytest

from flipconv.claims.bases import Basis, basis
from flipconv.claims.checker import check
from tests.claims.planted import a_claim, double, squared


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
