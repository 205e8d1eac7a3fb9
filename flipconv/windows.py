"""
The windows of a signal: every block that a kernel of a given shape can lie on.

They are views, the arrangement that network libraries call im2col. A correlation is the inner
product of its kernel with each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from flipconv.entries import entries


def windows(x: ArrayLike, shape: int | Sequence[int], axes: int | Sequence[int] | None = None) -> np.ndarray:
    """
    Return all windows of a signal that lie inside it, without copying.

    Parameters
    ----------
    x : array_like
        Signal.
    shape : int or sequence of int
        Shape of a window, one length per axis in `axes`.
    axes : int or sequence of int, optional
        The axes along which the window slides; by default all of them.

    Returns
    -------
    numpy.ndarray
        A read-only view: first the axes of `x`, the filtered ones shortened to ``n - m + 1``,
        then the axes of the window. Element ``[k..., j...]`` is ``x[k + j, ...]``.

    Raises
    ------
    ValueError
        If a window does not fit, is empty, or `shape` and `axes` differ in number.

    Notes
    -----
    The ``"valid"`` correlation is the sum of the last axes of ``windows(x, h.shape) * conj(h)``.

    Examples
    --------
    >>> windows([1, 2, 3, 4], 3).tolist()
    [[1, 2, 3], [2, 3, 4]]
    """
    if np.size(shape) == 0 or np.min(shape) < 1:
        raise ValueError(f"shape is {shape!r}; a window needs at least one element along each axis")
    if axes is not None and len(set(np.atleast_1d(axes).tolist())) < np.size(axes):
        raise ValueError(f"axes is {axes!r}; it must name no axis twice")
    along: Any = axes  # NumPy takes any sequence, and its stubs name tuples alone
    return np.lib.stride_tricks.sliding_window_view(entries("x", x), shape, along)
