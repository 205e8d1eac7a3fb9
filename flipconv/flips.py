"""
Reversing a kernel, and the two parts into which the reversal splits it.

Every kernel is the sum of an even part, which the conjugate flip leaves alone, and an odd part,
whose sign it turns. Only the odd part can tell a convolution from a correlation.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from flipconv.entries import entries


def flip(h: ArrayLike, axes: int | Sequence[int] | None = None) -> np.ndarray:
    r"""
    Reverse every axis of a kernel, or only the named ones.

    Parameters
    ----------
    h : array_like
        Kernel, of any shape and dtype.
    axes : int or sequence of int, optional
        The axes to reverse; by default all of them.

    Returns
    -------
    numpy.ndarray
        A view with the shape of `h`: nothing is copied.

    Raises
    ------
    numpy.exceptions.AxisError
        If an axis is not one of `h`.
    TypeError
        If `h` is a masked array.

    See Also
    --------
    conjugate_flip : The reversal that turns a correlation into a convolution.

    Notes
    -----
    .. math:: (F h)[j] = h[m - 1 - j]

    In two dimensions this is a rotation by 180 degrees. In one and in three it is no rotation at
    all: it reverses orientation, as a reflection does, since the determinant of :math:`-1` in :math:`d` dimensions is
    :math:`(-1)^d`. It is never a transposition.

    Examples
    --------
    >>> flip([[1, 2, 3], [4, 5, 6]]).tolist()
    [[6, 5, 4], [3, 2, 1]]
    >>> flip([[1, 2, 3], [4, 5, 6]], axes=0).tolist()
    [[4, 5, 6], [1, 2, 3]]
    """
    along: Any = axes  # NumPy takes any sequence, and its stubs name tuples alone
    return np.asarray(np.flip(entries("h", h), along))


def conjugate_flip(h: ArrayLike, axes: int | Sequence[int] | None = None) -> np.ndarray:
    r"""
    Reverse a kernel and conjugate its entries.

    Parameters
    ----------
    h : array_like
        Kernel, of any shape; numbers, or objects that know ``conjugate``.
    axes : int or sequence of int, optional
        The axes to reverse; by default all of them.

    Returns
    -------
    numpy.ndarray
        A new array with the shape and dtype of `h`.

    Raises
    ------
    numpy.exceptions.AxisError
        If an axis is not one of `h`.
    TypeError
        If `h` is a masked array.

    See Also
    --------
    flip : The same without the conjugate.

    Notes
    -----
    .. math:: h^{\sharp}[j] = \overline{h[m - 1 - j]}

    For complex kernels this, and not `flip`, is the reversal that exchanges the two operations.
    Signal processing calls filtering with it the matched filter.

    Examples
    --------
    >>> conjugate_flip([1, 2 + 3j]).tolist()
    [(2-3j), (1-0j)]
    """
    # `numpy.conj` may hand a view back, and turns booleans into int8: neither must leave here
    reversed_h = flip(h, axes)
    return np.array(np.conj(reversed_h), dtype=reversed_h.dtype)


def even_part(h: ArrayLike, axes: int | Sequence[int] | None = None) -> np.ndarray:
    r"""
    Return the part of a kernel that equals its own conjugate flip.

    Parameters
    ----------
    h : array_like
        Kernel, of any shape.
    axes : int or sequence of int, optional
        The axes to reverse; by default all of them.

    Returns
    -------
    numpy.ndarray
        Same shape as `h`. Integers and booleans give an object array of `fractions.Fraction`,
        since halves are not integers; other dtypes stay as they are.

    Raises
    ------
    numpy.exceptions.AxisError
        If an axis is not one of `h`.
    TypeError
        If `h` is a masked array.

    See Also
    --------
    odd_part : The rest.

    Notes
    -----
    .. math:: h_{\text{even}} = \tfrac12 \bigl(h + h^{\sharp}\bigr)

    Convolution and correlation agree on it.

    Examples
    --------
    >>> [str(tap) for tap in even_part([1, 2, 4])]
    ['5/2', '2', '5/2']
    >>> even_part([1, 2.5, 4j]).tolist()
    [(0.5-2j), (2.5+0j), (0.5+2j)]
    """
    half, reversed_half = _halves(h, axes)
    with np.errstate(invalid="ignore"):
        return half + reversed_half


def odd_part(h: ArrayLike, axes: int | Sequence[int] | None = None) -> np.ndarray:
    r"""
    Return the part of a kernel whose sign the conjugate flip turns.

    Parameters
    ----------
    h : array_like
        Kernel, of any shape.
    axes : int or sequence of int, optional
        The axes to reverse; by default all of them.

    Returns
    -------
    numpy.ndarray
        Same shape as `h`. Integers and booleans give an object array of `fractions.Fraction`,
        since halves are not integers; other dtypes stay as they are.

    Raises
    ------
    numpy.exceptions.AxisError
        If an axis is not one of `h`.
    TypeError
        If `h` is a masked array.

    See Also
    --------
    even_part : The rest.

    Notes
    -----
    .. math:: h_{\text{odd}} = \tfrac12 \bigl(h - h^{\sharp}\bigr)

    For complex kernels it is odd up to a conjugate. It carries the whole difference between the
    two operations: for real kernels, ``convolve - correlate`` is minus twice the correlation with
    the odd part.

    Examples
    --------
    >>> [str(tap) for tap in odd_part([1, 2, 4])]
    ['-3/2', '0', '3/2']
    >>> odd_part([1, 2.5, 4j]).tolist()
    [(0.5+2j), 0j, (-0.5+2j)]
    """
    half, reversed_half = _halves(h, axes)
    # infinity less infinity is NaN, as it should be, and no reason for a warning
    with np.errstate(invalid="ignore"):
        return half - reversed_half


def _halves(h: ArrayLike, axes: int | Sequence[int] | None) -> tuple[np.ndarray, np.ndarray]:
    """Return half the kernel and half its conjugate flip: exact but for the smallest of floats."""
    h = entries("h", h)
    if h.dtype.kind in "biu":
        h = h.astype(object)
    return _halved(h), _halved(conjugate_flip(h, axes))


def _halved(h: np.ndarray) -> np.ndarray:
    if h.dtype != object:
        return h * h.dtype.type(0.5)
    # dividing Python integers would leave exact arithmetic
    half = np.frompyfunc(lambda tap: Fraction(int(tap), 2) if isinstance(tap, int | np.integer) else tap / 2, 1, 1)
    return np.asarray(half(h))
