"""Matrices against sums of Python numbers, SciPy's special matrices and NumPy's linear algebra."""

from __future__ import annotations

import re
import subprocess
import sys
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
import scipy.linalg
import scipy.sparse
from hypothesis import given, settings
from hypothesis import strategies as st

from flipconv.matrices import (
    circulant,
    correlation_circulant,
    correlation_toeplitz,
    exchange,
    frobenius,
    toeplitz,
    trace_form,
)
from tests import reference, strategies

# every mode and border draws for itself
FEW = settings(max_examples=20)

BOTH = pytest.mark.parametrize(
    ("matrix", "summed"),
    [
        pytest.param(toeplitz, reference.convolve, id="toeplitz"),
        pytest.param(correlation_toeplitz, reference.correlate, id="correlation_toeplitz"),
    ],
)
ROUND = pytest.mark.parametrize(
    ("matrix", "summed"),
    [
        pytest.param(circulant, reference.convolve, id="circulant"),
        pytest.param(correlation_circulant, reference.correlate, id="correlation_circulant"),
    ],
)


def columns(summed, shape, h, **how):
    """Return the matrix of an operation, column by column: what it makes of each unit impulse."""
    made = []
    for place in np.ndindex(shape):
        impulse = np.zeros(shape, int)
        impulse[place] = 1
        made.append(summed(impulse, h, **how).ravel().tolist())
    return [list(row) for row in zip(*made, strict=True)]


@BOTH
@pytest.mark.parametrize("mode", ["full", "valid"])
@FEW
@given(data=st.data())
def test_every_column_is_what_an_impulse_gives(matrix, summed, mode, data):
    ndim = data.draw(st.integers(1, 3), label="axes")
    x, h = data.draw(strategies.pairs(ndim, fits=mode == "valid"))
    assert matrix(h, x.shape, mode).tolist() == columns(summed, x.shape, h, mode=mode)


@BOTH
@pytest.mark.parametrize("boundary", reference.BORDERS)
@FEW
@given(data=st.data())
def test_every_column_under_every_border_and_anchor(matrix, summed, boundary, data):
    """Kernels longer than the signal fold several taps onto one sample."""
    ndim = data.draw(st.integers(1, 3), label="axes")
    x, h = data.draw(strategies.pairs(ndim))
    anchor = data.draw(strategies.anchors(h.shape) | st.none(), label="anchor")
    how = {"boundary": boundary, "anchor": anchor}
    assert matrix(h, x.shape, "same", **how).tolist() == columns(summed, x.shape, h, mode="same", **how)


@BOTH
@given(arrays=strategies.pairs(ndim=2))
def test_the_product_with_a_signal_is_the_operation(matrix, summed, arrays):
    x, h = arrays
    assert (matrix(h, x.shape) @ x.ravel()).tolist() == summed(x, h).ravel().tolist()


@given(m=st.integers(1, 6), n=st.integers(1, 6), data=st.data())
def test_scipys_toeplitz_and_convolution_matrix(m, n, data):
    h = data.draw(strategies.kernels((m,)))
    column, row = np.concatenate([h, np.zeros(n - 1, int)]), np.concatenate([h[:1], np.zeros(n - 1, int)])
    assert toeplitz(h, n).tolist() == scipy.linalg.toeplitz(column, row).tolist()
    assert toeplitz(h, n).tolist() == scipy.linalg.convolution_matrix(h, n, "full").tolist()
    if n >= m:
        assert toeplitz(h, n, "valid").tolist() == scipy.linalg.convolution_matrix(h, n, "valid").tolist()
        assert toeplitz(h, n, "same").tolist() == scipy.linalg.convolution_matrix(h, n, "same").tolist()


@given(n=st.integers(1, 6), data=st.data())
def test_scipys_circulant(n, data):
    h = data.draw(strategies.kernels((n,)))
    assert circulant(h, n).tolist() == scipy.linalg.circulant(h).tolist()
    # correlation's is the adjoint: rows move to the right
    assert correlation_circulant(h, n).tolist() == scipy.linalg.circulant(h).conj().T.tolist()


@ROUND
@given(arrays=strategies.pairs())
def test_circulants_column_by_column(matrix, summed, arrays):
    """Kernels longer than the circle wrap, more than once."""
    x, h = arrays
    how = {"mode": "same", "boundary": "wrap", "anchor": (0,) * h.ndim}
    assert matrix(h, x.shape).tolist() == columns(summed, x.shape, h, **how)


@given(arrays=strategies.pairs(ndim=2))
def test_numpys_transform_diagonalises_circulants(arrays):
    x, h = arrays
    spectrum = np.fft.fft2(circulant(h, x.shape)[:, 0].reshape(x.shape)).ravel()
    transform = np.kron(*(scipy.linalg.dft(n) for n in x.shape))
    # entries up to 13 times 16 taps, 16 of them to a sum: a few thousand units of rounding at the most
    np.testing.assert_allclose(transform @ circulant(h, x.shape), spectrum[:, None] * transform, atol=1e-10)


@BOTH
@pytest.mark.parametrize("boundary", reference.BORDERS)
@FEW
@given(arrays=strategies.pairs())
def test_sparse_and_dense_are_one_matrix(matrix, summed, boundary, arrays):
    x, h = arrays
    sparse = matrix(h, x.shape, "same", boundary=boundary, sparse=True)
    assert isinstance(sparse, scipy.sparse.csr_array)
    dense = matrix(h, x.shape, "same", boundary=boundary)
    assert sparse.dtype == dense.dtype
    assert sparse.toarray().tolist() == dense.tolist()


@BOTH
def test_sparse_holds_no_zeros_beyond_the_ends(matrix, summed):
    assert matrix(np.array([1, 2, 4]), 1000, sparse=True).nnz == 3000


@BOTH
@pytest.mark.parametrize("h", [np.array([Fraction(1, 2), 3], object), np.array([1, 2], np.float16)])
def test_what_sparse_arrays_do_not_hold(matrix, summed, h):
    sentence = f"h has dtype {h.dtype}, which sparse arrays do not hold; leave sparse out"
    with pytest.raises(TypeError, match="^" + re.escape(sentence) + "$"):
        _ = matrix(h, 3, sparse=True)


def test_without_scipy_sparse_names_the_package():
    program = """
import sys
sys.modules["scipy"] = None
from flipconv.matrices import toeplitz
assert toeplitz([1, 2], 1).tolist() == [[1], [2]]
try:
    toeplitz([1, 2], 3, sparse=True)
except ImportError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == (
        "sparse=True needs the package scipy, which is not installed: pip install 'flipconv[fast]'\n"
    )


@pytest.mark.parametrize("matrix", [toeplitz, correlation_toeplitz, circulant, correlation_circulant])
@pytest.mark.parametrize(
    ("given_dtype", "expected"),
    [("?", "i8"), ("i1", "i8"), ("u8", "i8"), ("f2", "f2"), ("f4", "f4"), ("c8", "c8"), ("O", "O")],
)
def test_dtypes(matrix, given_dtype, expected):
    assert matrix(np.array([1, 0, 1, 1], given_dtype), 3).dtype == np.dtype(expected)


@pytest.mark.parametrize("matrix", [toeplitz, correlation_toeplitz, circulant, correlation_circulant])
def test_entries_that_add_up_are_exact_or_refused(matrix):
    how = {"mode": "same", "boundary": "wrap"} if "toeplitz" in matrix.__name__ else {}
    top = 2**62
    assert matrix([top, top - 1], 1, **how).tolist() == [[2**63 - 1]]
    with pytest.raises(OverflowError, match="pass h with dtype=object"):
        _ = matrix([top, top], 1, **how)
    assert matrix(np.array([top, top], object), 1, **how).tolist() == [[2**63]]


def test_fractions_stay_exact():
    h = np.array([Fraction(1, 3), Fraction(1, 7)], object)
    assert toeplitz(h, 2, "same", boundary="edge").tolist() == [[Fraction(10, 21), 0], [Fraction(1, 7), Fraction(1, 3)]]


@BOTH
@pytest.mark.parametrize(
    ("arguments", "how", "error", "refusal"),
    [
        (([1, 2], (3, 4)), {}, ValueError, "n is (3, 4); it must have 1 length, one per axis of h"),
        (([[1, 2]], 3), {}, ValueError, "n is 3; it must have 2 lengths, one per axis of h"),
        (([1, 2], 0), {}, ValueError, "n is 0; every length must be at least 1"),
        (([1, 2], 2.5), {}, TypeError, "n is 2.5; it must be an integer or a sequence of integers"),
        (([1, 2], True), {}, TypeError, "n is True; it must be an integer or a sequence of integers"),
        (([1, 2], 3, "half"), {}, ValueError, "mode is 'half'; it must be 'full', 'same' or 'valid'"),
        (
            ([1, 2], 3),
            {"boundary": "wrap"},
            ValueError,
            "boundary is 'wrap' with mode 'full'; a border other than zeros needs mode 'same'",
        ),
        (
            ([1, 2], 3, "same"),
            {"boundary": "circular"},
            ValueError,
            (
                "boundary is 'circular'; it must be 'constant', 'edge', 'reflect', 'symmetric' or 'wrap'; "
                "'circular' elsewhere is 'wrap' here"
            ),
        ),
        (([1, 2], 3), {"anchor": 0}, ValueError, "anchor is 0 with mode 'full'; an anchor needs mode 'same'"),
        (
            ([1, 2], 3, "same"),
            {"anchor": 2},
            ValueError,
            "anchor is 2, outside h, which has 2 taps along axis 0 of x; it must be 0 to 1",
        ),
        (
            ([1, 2], 1, "valid"),
            {},
            ValueError,
            "h has 2 taps along axis 0 of x, which has 1 sample; mode 'valid' needs a kernel no longer than the signal",
        ),
        (([], 3), {}, ValueError, "h is empty (shape (0,)); every axis must have at least one element"),
    ],
)
def test_refusals(matrix, summed, arguments, how, error, refusal):
    with pytest.raises(error, match="^" + re.escape(refusal) + "$"):
        _ = matrix(*arguments, **how)


@pytest.mark.parametrize("shape", [1, 4, (3,), (2, 3), (2, 1, 3)])
def test_the_exchange_matrix_reverses_and_is_a_kronecker_product(shape):
    lengths = (shape,) if isinstance(shape, int) else shape
    matrix = exchange(shape)
    h = 2 ** np.arange(len(matrix)).reshape(lengths)
    assert (matrix @ h.ravel()).tolist() == list(reversed(h.ravel().tolist()))
    expected = np.ones((1, 1), int)
    for length in lengths:
        expected = np.kron(expected, [[int(i + k == length - 1) for k in range(length)] for i in range(length)])
    assert matrix.tolist() == expected.tolist()
    assert matrix.dtype == np.int64


@pytest.mark.parametrize("shape", [(), 0, (2, 0)])
def test_shapes_that_nothing_reverses(shape):
    with pytest.raises(ValueError, match="n is"):
        _ = exchange(shape)


@given(data=st.data())
def test_both_forms_are_the_sum_of_the_products(data):
    shape = data.draw(strategies.shapes(2))
    a, b = data.draw(strategies.signals(shape)), data.draw(strategies.kernels(shape))
    expected = sum(a[i, j].item() * b[i, j].item() for i, j in product(*map(range, shape)))
    assert frobenius(a, b) == trace_form(a, b) == expected
    # bilinear, so the order does not matter and nothing is conjugated
    assert frobenius(b, a) == trace_form(b, a) == expected


@pytest.mark.parametrize("form", [frobenius, trace_form])
def test_forms_are_exact_or_refused(form):
    top = 2**31
    assert form(np.array([[top - 1]], np.int32), [[top]]) == (top - 1) * top
    with pytest.raises(OverflowError, match="pass a with dtype=object"):
        _ = form([[2**32]], [[2**31]])
    assert form(np.array([[2**32]], object), [[2**31]]) == 2**63
    assert form([[True, True]], [[True, True]]) == 2


def test_forms_refuse_two_shapes():
    with pytest.raises(ValueError, match=re.escape("a has shape (1, 2) and b has (2, 1); they must be equal")):
        _ = frobenius([[1, 2]], [[1], [2]])
    for a, b in (([[1, 2]], [[1], [2]]), ([1, 2], [1, 2])):
        with pytest.raises(ValueError, match="they must be matrices of one shape"):
            _ = trace_form(a, b)
