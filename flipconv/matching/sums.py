"""
Sums over all windows at once, by doubling: a window of 2k samples is two of k.

No sum is the difference of two longer ones, as it is with an integral image; so nothing cancels,
a NaN stays in its windows, and a window of `m` samples costs ``log2(m)`` passes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

Arrays = tuple[np.ndarray, ...]


def window_sums(x: np.ndarray, shape: Sequence[int]) -> np.ndarray:
    """
    Return the sum over every window of a shape that lies inside the array.

    Parameters
    ----------
    x : numpy.ndarray
        Array, of a dtype wide enough for its sums.
    shape : sequence of int
        Shape of the windows.

    Returns
    -------
    numpy.ndarray
        Axes of length ``n - m + 1``.

    See Also
    --------
    flipconv.windows.windows : The windows themselves.

    Examples
    --------
    >>> window_sums(np.array([1, 2, 4, 8, 16]), [3]).tolist()
    [7, 14, 28]
    """
    for axis, m in enumerate(shape):
        (x,) = _along((x,), axis, m, lambda left, right, n, m: (left[0] + right[0],))
    return x


def window_moments(x: np.ndarray, shape: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    r"""
    Return, for every window, its mean and the sum of the squared deviations from it.

    Parameters
    ----------
    x : numpy.ndarray
        Array of floats.
    shape : sequence of int
        Shape of the windows.

    Returns
    -------
    means, energies : numpy.ndarray
        Axes of length ``n - m + 1``. Where a window is constant its energy is 0, exactly.

    Notes
    -----
    Two blocks of :math:`n` and :math:`m` samples are merged as in [1]_:

    .. math:: E = E_1 + E_2 + \frac{n m}{n + m} (\mu_2 - \mu_1)^2

    Every term is positive, so a small variation on a large mean is not lost.

    References
    ----------
    .. [1] T. F. Chan, G. H. Golub and R. J. LeVeque, "Algorithms for computing the sample variance",
       *The American Statistician* 37, 1983, pp. 242-247, equation 2.1.

    Examples
    --------
    >>> means, energies = window_moments(np.array([1.0, 3.0, 3.0, 7.0]), [2])
    >>> means.tolist(), energies.tolist()
    ([2.0, 3.0, 5.0], [2.0, 0.0, 8.0])
    """
    moments: Arrays = (x, np.zeros_like(x))
    lines = 1  # samples behind each entry, from the axes already done
    for axis, size in enumerate(shape):
        moments = _along(moments, axis, size, _merging(lines))
        lines *= size
    means, energies = moments
    return means, energies


def _merging(lines: int) -> Callable[[Arrays, Arrays, int, int], Arrays]:
    def merged(left: Arrays, right: Arrays, n: int, m: int) -> Arrays:
        gap = right[0] - left[0]
        return left[0] + gap * (m / (n + m)), left[1] + right[1] + gap * gap * (lines * n * m / (n + m))

    return merged


def _along(arrays: Arrays, axis: int, m: int, merged: Callable[[Arrays, Arrays, int, int], Arrays]) -> Arrays:
    """Return what is known of every window of m samples along one axis, from what is known of each sample."""
    places = arrays[0].shape[axis] - m + 1
    blocks, size = arrays, 1
    found, done = None, 0
    while True:
        if m & size:
            piece = _part(blocks, axis, done, done + places)
            found = piece if found is None else merged(found, piece, done, size)
            done += size
        if done == m and found is not None:
            return found
        length = blocks[0].shape[axis]
        ahead = _part(blocks, axis, size, length)
        blocks = merged(_part(blocks, axis, 0, length - size), ahead, size, size)
        size *= 2


def _part(arrays: Arrays, axis: int, start: int, stop: int) -> Arrays:
    within = (*(slice(None) for _ in range(axis)), slice(start, stop))
    return tuple(array[within] for array in arrays)
