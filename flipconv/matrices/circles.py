"""Convolving and correlating round a circle as matrices: circulants, in any number of dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np
from numpy.typing import ArrayLike

from flipconv.geometry import Shape, as_shape
from flipconv.matrices.forms import whole_or_as_given


def circulant(h: ArrayLike, n: Shape) -> np.ndarray:
    r"""
    Return the matrix of convolving round a circle, or a torus.

    Parameters
    ----------
    h : array_like, shape (m_1, ..., m_d)
        Kernel; where it is longer than the circle it wraps, and taps that meet add up.
    n : int or sequence of d ints
        Samples round the circle, along each axis.

    Returns
    -------
    numpy.ndarray, shape (prod(n), prod(n))
        Integers and booleans give 64-bit integers, other dtypes stay as they are.

    Raises
    ------
    ValueError
        If `h` is empty, `n` has not one length per axis of `h`, or a length is below 1.
    TypeError
        If `h` does not hold numbers, or a length is not an integer.
    OverflowError
        If an entry could leave 64-bit integers; pass `h` with ``dtype=object``.

    See Also
    --------
    correlation_circulant : The matrix of correlating round a circle.
    toeplitz : With mode ``"same"``, border ``"wrap"`` and anchor 0 it is the same matrix.
    scipy.linalg.circulant : The same for a kernel as long as the circle.

    Notes
    -----
    .. math:: C_{k i} = \sum_{j \,\equiv\, k - i \;(n)} h[j]

    The discrete Fourier transform diagonalises every circulant: :math:`F C = \operatorname{diag}(F c) F`
    with the first column :math:`c`.

    References
    ----------
    .. [1] P. J. Davis, *Circulant Matrices*, Wiley, 1979, chapter 3.

    Examples
    --------
    >>> circulant([1, 10, 100], 3).tolist()
    [[1, 100, 10], [10, 1, 100], [100, 10, 1]]
    >>> circulant([1, 10, 100], 2).tolist()
    [[101, 10], [10, 101]]
    """
    taps = whole_or_as_given(h)
    around = as_shape("n", n, taps.ndim)
    return _round(taps, around)[_differences(around, -1)].reshape(prod(around), -1)


def correlation_circulant(h: ArrayLike, n: Shape) -> np.ndarray:
    r"""
    Return the matrix of correlating round a circle, or a torus.

    Parameters
    ----------
    h : array_like, shape (m_1, ..., m_d)
        Kernel, conjugated and not reversed; where it is longer than the circle it wraps.
    n : int or sequence of d ints
        Samples round the circle, along each axis.

    Returns
    -------
    numpy.ndarray, shape (prod(n), prod(n))
        Integers and booleans give 64-bit integers, other dtypes stay as they are.

    Raises
    ------
    ValueError, TypeError, OverflowError
        As `circulant`.

    See Also
    --------
    circulant : Its conjugate transpose.

    Notes
    -----
    .. math:: C_{k i} = \sum_{j \,\equiv\, i - k \;(n)} \overline{h[j]}

    References
    ----------
    .. [1] P. J. Davis, *Circulant Matrices*, Wiley, 1979, chapter 3.

    Examples
    --------
    >>> correlation_circulant([1, 10, 100], 3).tolist()
    [[1, 10, 100], [100, 1, 10], [10, 100, 1]]
    """
    taps = np.conj(whole_or_as_given(h))
    around = as_shape("n", n, taps.ndim)
    return _round(taps, around)[_differences(around, +1)].reshape(prod(around), -1)


def _round(taps: np.ndarray, around: Sequence[int]) -> np.ndarray:
    """Return a kernel wound round a torus."""
    wound = np.zeros(around, taps.dtype)
    places = np.ix_(*(np.arange(m) % n for m, n in zip(taps.shape, around, strict=True)))
    np.add.at(wound, places, taps)
    return wound


def _differences(around: Sequence[int], sign: int) -> tuple[np.ndarray, ...]:
    """Return, for each axis, ``sign * (column - row)`` on the circle, by row and column of each axis."""
    d = len(around)
    of_axis: list[np.ndarray] = []
    for axis, n in enumerate(around):
        table = sign * (np.arange(n) - np.arange(n)[:, None]) % n
        of_axis.append(np.expand_dims(table, [other for other in range(2 * d) if other not in (axis, d + axis)]))
    return tuple(of_axis)
