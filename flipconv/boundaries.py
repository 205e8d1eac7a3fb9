"""
The border of a signal, as an extension of the signal.

The names are those of `numpy.pad`. Every border may fold as often as it must, so a kernel may be
longer than the signal and the signal may be a single sample.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal, get_args

import numpy as np

from flipconv.overflow import are_whole, check_bound, peak, total
from flipconv.shapes import folded

Boundary = Literal["constant", "edge", "reflect", "symmetric", "wrap"]

BOUNDARIES: tuple[str, ...] = get_args(Boundary)

# what other libraries call the borders; the same word may mean another border elsewhere
DIALECTS = {
    "nearest": "edge",
    "replicate": "edge",
    "mirror": "reflect",
    "grid-mirror": "symmetric",
    "grid-wrap": "wrap",
    "circular": "wrap",
    "periodic": "wrap",
    "fill": "constant",
    "zero": "constant",
    "zeros": "constant",
}


def extend(
    x: np.ndarray, pads: Sequence[tuple[int, int]], boundary: Boundary = "constant", cval: object = 0
) -> np.ndarray:
    """
    Continue a signal beyond its ends along its last axes.

    Parameters
    ----------
    x : numpy.ndarray, shape (..., n_1, ..., n_d)
        Signal.
    pads : sequence of d pairs of int
        How many samples to add before and after, for each of the last d axes.
    boundary : {"constant", "edge", "reflect", "symmetric", "wrap"}, optional
        What the added samples show.
    cval : scalar, optional
        The added samples of ``"constant"``; it must fit the dtype of `x`.

    Returns
    -------
    numpy.ndarray
        A new array; each of the last d axes has grown by its two pads.

    Raises
    ------
    ValueError
        If the border is unknown, a pad is negative, or `cval` does not fit the dtype of `x`.

    See Also
    --------
    fold_back : Its adjoint.
    flipconv.shapes.folded : The rule for one index.
    numpy.pad : The same borders, and others that are not extensions of the signal.

    Examples
    --------
    >>> import numpy as np
    >>> extend(np.array([1, 2, 3]), [(2, 4)], "reflect").tolist()
    [3, 2, 1, 2, 3, 2, 1, 2, 3]
    >>> extend(np.array([7]), [(1, 2)], "reflect").tolist()
    [7, 7, 7, 7]
    """
    if any(pad < 0 for pair in pads for pad in pair):
        raise ValueError(f"pads is {list(pads)!r}; no pad may be negative")
    if boundary == "constant" and not _fits(cval, x.dtype):
        raise ValueError(f"cval is {cval!r}, which {x.dtype} does not hold; pass x in a wider dtype")
    x = np.array(x) if not pads else x
    for axis, (before, after) in enumerate(pads, start=-len(pads)):
        n = x.shape[axis]
        if boundary == "constant":
            sides = ((*x.shape[:axis], size, *x.shape[axis:][1:]) for size in (before, after))
            left, right = (np.full(shape, cval, x.dtype) for shape in sides)
            x = np.concatenate([left, x, right], axis)
        else:
            seen: list[Any] = [folded(i, n, boundary) for i in range(-before, n + after)]
            x = x.take(seen, axis)
    return x


def fold_back(y: np.ndarray, pads: Sequence[tuple[int, int]], boundary: Boundary = "constant") -> np.ndarray:
    r"""
    Add what lies beyond the ends of a signal to the samples that its border showed there.

    Parameters
    ----------
    y : numpy.ndarray, shape (..., before_1 + n_1 + after_1, ...)
        An array of the shape that `extend` returns.
    pads : sequence of d pairs of int
        How many samples `extend` added before and after, for each of the last d axes.
    boundary : {"constant", "edge", "reflect", "symmetric", "wrap"}, optional
        What the added samples showed. A constant shows no sample, so they are dropped.

    Returns
    -------
    numpy.ndarray
        A new array; each of the last d axes has lost its two pads. Integers and booleans give
        64-bit integers, other dtypes stay.

    Raises
    ------
    ValueError
        If the border is unknown, a pad is negative, or the pads leave no sample.
    OverflowError
        If integer sums could leave 64 bits; pass ``y.astype(object)`` for exact integers.

    See Also
    --------
    extend : The map whose adjoint this is, for a constant of 0.

    Notes
    -----
    With :math:`\phi` the rule `flipconv.shapes.folded` along one axis,

    .. math:: (E^{\mathsf H} y)[k] = \sum_{i : \phi(i) = k} y[i]

    Each sample is added once: the cost is the size of `y` per axis.

    References
    ----------
    .. [1] J. Claerbout and S. Fomel, *Image Estimation by Example*, 2014, chapter 1, on zero
       padding and its adjoint.

    Examples
    --------
    >>> import numpy as np
    >>> fold_back(np.array([1, 10, 100, 1000, 10000]), [(2, 0)], "reflect").tolist()
    [100, 1010, 10001]
    >>> fold_back(np.array([1, 10, 100, 1000, 10000]), [(2, 0)]).tolist()
    [100, 1000, 10000]
    """
    if any(pad < 0 for pair in pads for pad in pair):
        raise ValueError(f"pads is {list(pads)!r}; no pad may be negative")
    y = y.astype(np.int64) if are_whole(y) and peak(y) < 2**63 else np.array(y)
    for axis, (before, after) in enumerate(pads, start=-len(pads)):
        n = y.shape[axis] - before - after
        if n < 1:
            raise ValueError(f"pads is {list(pads)!r}, which leave no sample of y along axis {axis} of {y.shape}")
        seen: list[Any] = [folded(i, n, boundary) for i in range(-before, n + after)]
        if boundary == "constant":
            y = y.take(range(before, before + n), axis)
            continue
        if are_whole(y):
            check_bound("sums of y", min(total(y), peak(y) * max(Counter(seen).values())), "y")
        lines = np.moveaxis(y, axis, 0)
        back = np.zeros((n, *lines.shape[1:]), y.dtype)
        np.add.at(back, seen, lines)
        y = np.moveaxis(back, 0, axis)
    return y


def _fits(cval: Any, dtype: np.dtype) -> bool:
    """Return whether an integer dtype holds a value; other dtypes round or refuse by themselves."""
    if dtype.kind not in "biu":
        return True
    low, high = (0, 1) if dtype.kind == "b" else (np.iinfo(dtype).min, np.iinfo(dtype).max)
    # a NaN is on no side of anything
    return bool(not np.iscomplexobj(cval) and low <= cval <= high and int(cval) == cval)
