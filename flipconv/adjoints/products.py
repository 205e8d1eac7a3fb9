"""The inner product of two arrays, and the test of an adjoint by two of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from flipconv.arguments import as_array
from flipconv.overflow import are_whole, check_bound, peak, total


def inner_product(a: ArrayLike, b: ArrayLike) -> Any:
    r"""
    Return the inner product of two arrays, the second one conjugated.

    Parameters
    ----------
    a, b : array_like
        Two arrays of one shape.

    Returns
    -------
    scalar
        A number of NumPy's, or of the objects' own kind.

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
    flipconv.matrices.frobenius : The same without the conjugate.
    numpy.vdot : Conjugates its first argument, so ``inner_product(a, b)`` is ``np.vdot(b, a)``.

    Notes
    -----
    .. math:: \langle a, b \rangle = \sum_i a[i]\, \overline{b[i]}

    It is linear in the first argument, and exchanging the two conjugates it. The proofs of this
    library use the same convention.

    References
    ----------
    .. [1] P. R. Halmos, *Finite-Dimensional Vector Spaces*, 2nd ed., 1958, section 59.

    Examples
    --------
    >>> inner_product([1, 2j], [3, 4 + 1j]).tolist()
    (5+8j)
    >>> inner_product([3, 4 + 1j], [1, 2j]).tolist()
    (5-8j)
    """
    left, right = as_array("a", a), as_array("b", b)
    if left.shape != right.shape:
        raise ValueError(f"a has shape {left.shape} and b has {right.shape}; they must be equal")
    if are_whole(left, right):
        check_bound("sums of products of a and b", peak(left) * total(right), "a")
        left, right = left.astype(np.int64), right.astype(np.int64)
    return (left * np.conj(right)).sum()


def dot_product_test(
    forward: Callable[[Any], ArrayLike], adjoint: Callable[[Any], ArrayLike], x: ArrayLike, y: ArrayLike
) -> tuple[Any, Any]:
    r"""
    Return the two inner products that are equal if one map is the adjoint of the other.

    Parameters
    ----------
    forward, adjoint : callable
        A linear map, and what may be its adjoint.
    x : array_like
        A point of the first map.
    y : array_like
        A point of the second.

    Returns
    -------
    tuple of two scalars
        ``inner_product(forward(x), y)`` and ``inner_product(x, adjoint(y))``. On integers they are
        equal or not; in floats compare them with a tolerance of your own.

    Raises
    ------
    ValueError
        If ``forward(x)`` has not the shape of `y`, or ``adjoint(y)`` not that of `x`.
    TypeError
        If an array does not hold numbers.
    OverflowError
        If integer sums could leave 64 bits; pass arrays with ``dtype=object``.

    See Also
    --------
    convolve_signal_adjoint : An adjoint to test.

    Notes
    -----
    .. math:: \langle A x, y \rangle = \langle x, A^{\mathsf H} y \rangle

    One pair of numbers can agree by chance: draw several, complex ones. **The kernel must have no
    symmetry.** With one that equals its own conjugate flip, convolution and correlation are the same map, so
    a missing flip passes, as does a missing conjugate with a real kernel.

    A map that is antilinear, as `flipconv.correlate` is in its kernel, passes with the second number
    conjugated.

    References
    ----------
    .. [1] J. Claerbout and S. Fomel, *Image Estimation by Example*, 2014, section 1.2, "Dot-product test".

    Examples
    --------
    >>> from flipconv import convolve, correlate
    >>> def forward(x):
    ...     return convolve(x, [1, 10, 100])
    >>> def backward(y):
    ...     return correlate(y, [1, 10, 100], mode="valid")
    >>> def without_the_flip(y):
    ...     return convolve(y, [1, 10, 100], mode="valid")
    >>> [number.tolist() for number in dot_product_test(forward, backward, [3, 1], [1, 2, 4, 8])]
    [2105, 2105]
    >>> [number.tolist() for number in dot_product_test(forward, without_the_flip, [3, 1], [1, 2, 4, 8])]
    [2105, 620]
    """
    over_there, over_here = as_array("forward(x)", forward(x)), as_array("adjoint(y)", adjoint(y))
    for name, result, other, point in (("forward(x)", over_there, "y", y), ("adjoint(y)", over_here, "x", x)):
        if result.shape != np.shape(point):
            raise ValueError(f"{name} has shape {result.shape} and {other} has {np.shape(point)}; they must be equal")
    return inner_product(over_there, y), inner_product(x, over_here)
