"""The exchange matrix, and the two forms of the product that a window and a kernel make."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from flipconv.arguments import as_array
from flipconv.geometry import Shape, as_shape
from flipconv.overflow import are_whole, check_bound, peak, total


def exchange(n: Shape) -> np.ndarray:
    r"""
    Return the matrix that reverses: the identity with its columns in reverse order.

    Parameters
    ----------
    n : int or sequence of int
        Shape of the signals that it reverses, along every axis.

    Returns
    -------
    numpy.ndarray, shape (prod(n), prod(n))
        `J` with ``J @ h.ravel()`` equal to ``flip(h).ravel()``, of 64-bit integers.

    Raises
    ------
    ValueError
        If a length is below 1, or there is none.
    TypeError
        If a length is not an integer.

    See Also
    --------
    flipconv.flip : The same without a matrix.

    Notes
    -----
    .. math:: J_{i k} = 1 \text{ if } i + k = n - 1, \text{ else } 0

    For several axes it is the Kronecker product of the matrices of each. That is again the identity
    with its columns in reverse order, since a C-ordered array reversed along every axis is the array
    read backwards. :math:`J` is its own transpose and its own inverse.

    References
    ----------
    .. [1] G. H. Golub and C. F. Van Loan, *Matrix Computations*, 4th ed., 2013, section 1.2.11.

    Examples
    --------
    >>> exchange(3).tolist()
    [[0, 0, 1], [0, 1, 0], [1, 0, 0]]
    >>> (exchange((2, 3)) @ [1, 2, 3, 4, 5, 6]).tolist()
    [6, 5, 4, 3, 2, 1]
    """
    d = len(n) if isinstance(n, Sequence | np.ndarray) else 1
    size = prod(as_shape("n", n, max(d, 1), of="the signals"))
    return np.eye(size, dtype=np.int64)[:, ::-1].copy()


def frobenius(a: ArrayLike, b: ArrayLike) -> Any:
    r"""
    Return the sum of the products of the entries of two arrays, place by place.

    Parameters
    ----------
    a, b : array_like
        Two arrays of one shape.

    Returns
    -------
    scalar
        A number of NumPy's, or of the objects' own kind. Nothing is conjugated.

    Raises
    ------
    ValueError
        If the shapes differ or an array is empty.
    TypeError
        If an array does not hold numbers.
    OverflowError
        If integer sums could leave 64 bits; pass ``a.astype(object)`` for exact integers.

    See Also
    --------
    trace_form : The same number as the trace of a product of matrices.
    flipconv.adjoints.inner_product : With the second array conjugated.

    Notes
    -----
    .. math:: \langle A, B \rangle = \sum_{i, j} A_{ij} B_{ij}

    For real arrays this is the Frobenius inner product. For complex ones it is bilinear and no inner
    product: put ``np.conj(a)`` for `a`, as one output of a correlation does with its kernel.

    References
    ----------
    .. [1] R. A. Horn and C. R. Johnson, *Matrix Analysis*, 2nd ed., 2013, section 5.2.

    Examples
    --------
    >>> frobenius([[1, 2, 3], [4, 5, 6]], [[1, 10, 100], [2, 20, 200]]).tolist()
    1629
    """
    left, right = _pair(a, b)
    if left.shape != right.shape:
        raise ValueError(f"a has shape {left.shape} and b has {right.shape}; they must be equal")
    return (left * right).sum()


def trace_form(a: ArrayLike, b: ArrayLike) -> Any:
    r"""
    Return the trace of the transpose of one matrix times another.

    Parameters
    ----------
    a, b : array_like, shape (rows, columns)
        Two matrices of one shape.

    Returns
    -------
    scalar
        A number of NumPy's, or of the objects' own kind. Nothing is conjugated.

    Raises
    ------
    ValueError
        If the shapes differ, an array is empty or has not two axes.
    TypeError
        If an array does not hold numbers.
    OverflowError
        If integer sums could leave 64 bits; pass ``a.astype(object)`` for exact integers.

    See Also
    --------
    frobenius : The same number without the products off the diagonal, in any number of dimensions.

    Notes
    -----
    .. math:: \operatorname{tr}(A^{\mathsf T} B) = \sum_j \sum_i A_{ij} B_{ij}

    The whole product of matrices is taken: `columns` times as many products as `frobenius` takes.

    References
    ----------
    .. [1] R. A. Horn and C. R. Johnson, *Matrix Analysis*, 2nd ed., 2013, section 5.2.

    Examples
    --------
    >>> trace_form([[1, 2, 3], [4, 5, 6]], [[1, 10, 100], [2, 20, 200]]).tolist()
    1629
    """
    left, right = _pair(a, b)
    if left.ndim != 2 or left.shape != right.shape:
        raise ValueError(f"a has shape {left.shape} and b has {right.shape}; they must be matrices of one shape")
    return np.trace(left.T @ right)


def _pair(a: ArrayLike, b: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return two arrays in dtypes that hold every sum of their products."""
    left, right = as_array("a", a), as_array("b", b)
    if not are_whole(left, right):
        return left, right
    check_bound("sums of products of a and b", peak(left) * total(right), "a")
    return left.astype(np.int64), right.astype(np.int64)


def whole_or_as_given(h: ArrayLike) -> np.ndarray:
    """
    Return taps in a dtype that holds every sum of them: integers and booleans in 64 bits.

    Raises
    ------
    OverflowError
        If such a sum could leave 64 bits.

    Examples
    --------
    >>> whole_or_as_given([True, False]).tolist()
    [1, 0]
    """
    taps = as_array("h", h)
    if not are_whole(taps):
        return taps
    check_bound("sums of taps of h", total(taps), "h")
    return taps.astype(np.int64)
