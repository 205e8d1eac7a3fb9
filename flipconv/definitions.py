"""
The two operations, each by its own defining sum.

This is the keystone: every other road to the same numbers is held against these two functions.
Neither calls the other and neither flips anything, so "convolution is correlation with a flipped
kernel" is a theorem about them and not the way they were written. Both run one loop over the taps
and add whole slices, so the same lines serve images, Python integers, fractions and symbols. No
line looks at a value, only at shapes; that is why finitely many inputs decide an identity.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import EllipsisType

import numpy as np

from flipconv.shapes import overlap


def convolve(x: np.ndarray, h: np.ndarray, wanted: Sequence[range]) -> np.ndarray:
    r"""
    Evaluate ``sum_j h[j] x[n - j]`` at the wanted indices.

    Parameters
    ----------
    x : numpy.ndarray, shape (..., n_1, ..., n_d)
        Signal. There are no terms where the index leaves it.
    h : numpy.ndarray, shape (m_1, ..., m_d) or (..., m_1, ..., m_d)
        Kernel; its leading axes, if any, are as many as those of `x` and broadcast against them.
    wanted : sequence of d ranges
        The indices ``n`` along each of the last d axes.

    Returns
    -------
    numpy.ndarray
        Shape (..., len(wanted[0]), ..., len(wanted[d - 1])), of dtype ``numpy.result_type(x, h)``.

    Notes
    -----
    .. math:: (x * h)[n] = \sum_j h[j]\, x[n - j]

    One multiplication and one addition for each tap and each sample it meets.

    Examples
    --------
    >>> import numpy as np
    >>> convolve(np.array([1, 2, 3]), np.array([1, 10]), [range(4)]).tolist()
    [1, 12, 23, 30]
    """
    y, taps = _zeros_and_taps(x, h, wanted)
    for j in taps:
        into, source = _meeting(wanted, [-jj for jj in j], x.shape)
        y[into] += _tap(h, j) * x[source]
    return y


def correlate(x: np.ndarray, h: np.ndarray, wanted: Sequence[range]) -> np.ndarray:
    r"""
    Evaluate ``sum_j conj(h[j]) x[k + j]`` at the wanted lags.

    Parameters
    ----------
    x : numpy.ndarray, shape (..., n_1, ..., n_d)
        Signal. There are no terms where the index leaves it.
    h : numpy.ndarray, shape (m_1, ..., m_d) or (..., m_1, ..., m_d)
        Kernel; conjugated, not reversed. Its leading axes, if any, are as many as those of `x`
        and broadcast against them.
    wanted : sequence of d ranges
        The lags ``k`` along each of the last d axes.

    Returns
    -------
    numpy.ndarray
        Shape (..., len(wanted[0]), ..., len(wanted[d - 1])), of dtype ``numpy.result_type(x, h)``.

    Notes
    -----
    .. math:: (h \star x)[k] = \sum_j \overline{h[j]}\, x[k + j]

    One multiplication and one addition for each tap and each sample it meets.

    Examples
    --------
    >>> import numpy as np
    >>> correlate(np.array([1, 2, 3]), np.array([1, 10]), [range(-1, 3)]).tolist()
    [10, 21, 32, 3]
    """
    y, taps = _zeros_and_taps(x, h, wanted)
    for j in taps:
        into, source = _meeting(wanted, [+jj for jj in j], x.shape)
        y[into] += np.conj(_tap(h, j)) * x[source]
    return y


def _zeros_and_taps(x: np.ndarray, h: np.ndarray, wanted: Sequence[range]) -> tuple[np.ndarray, np.ndindex]:
    """Return the sum before its first term, and the multi-indices of the taps."""
    d = len(wanted)
    batch = np.broadcast_shapes(x.shape[:-d], h.shape[:-d])
    y = np.zeros((*batch, *map(len, wanted)), np.result_type(x, h))
    return y, np.ndindex(h.shape[-d:])


def _meeting(
    wanted: Sequence[range], shifts: Sequence[int], shape: tuple[int, ...]
) -> tuple[tuple[EllipsisType | slice, ...], tuple[EllipsisType | slice, ...]]:
    """Return, over all axes, which outputs read a sample under one tap, and which sample."""
    d = len(wanted)
    pairs = [overlap(*axis) for axis in zip(wanted, shifts, shape[-d:], strict=True)]
    into, source = zip(*pairs, strict=True)
    return (..., *into), (..., *source)


def _tap(h: np.ndarray, j: tuple[int, ...]) -> np.ndarray:
    """Return one tap as an array that broadcasts over the samples, one weight per batch member."""
    return h[(..., *j, *(np.newaxis for _ in j))]
