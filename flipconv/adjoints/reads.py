"""Which continued samples the outputs of an operator read, and the outputs that an adjoint is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from flipconv.arguments import as_array
from flipconv.geometry import Geometry


@dataclass(frozen=True)
class Reads:
    """
    An operator as one without a border, on a continued signal.

    Parameters
    ----------
    pads : list of (int, int)
        How far the signal is continued, per axis.
    samples : list of int
        Lengths of the continued signal.
    wanted : list of range
        The outputs, on the axes of the operation on the continued signal.
    """

    pads: list[tuple[int, int]]
    samples: list[int]
    wanted: list[range]


def of_convolution(how: Geometry) -> Reads:
    """
    Return what a convolution reads: the tap at the anchor has ``m - 1 - a`` taps that look back.

    Examples
    --------
    >>> how = Geometry(((4, 3, 0),), "same", "edge")
    >>> of_convolution(how)
    Reads(pads=[(2, 0)], samples=[6], wanted=[range(2, 6)])
    """
    if not how.has_border:
        return Reads([(0, 0) for _ in how.lengths], [n for n, _, _ in how.lengths], how.convolved)
    pads = [(m - 1 - a, a) for _, m, a in how.lengths]
    return Reads(pads, [n + m - 1 for n, m, _ in how.lengths], [range(m - 1, n + m - 1) for n, m, _ in how.lengths])


def of_correlation(how: Geometry) -> Reads:
    """
    Return what a correlation reads: the tap at the anchor has `a` taps that look back.

    Examples
    --------
    >>> how = Geometry(((4, 3, 0),), "same", "edge")
    >>> of_correlation(how)
    Reads(pads=[(0, 2)], samples=[6], wanted=[range(0, 4)])
    """
    if not how.has_border:
        return Reads([(0, 0) for _ in how.lengths], [n for n, _, _ in how.lengths], how.correlated)
    pads = [(a, m - 1 - a) for _, m, a in how.lengths]
    return Reads(pads, [n + m - 1 for n, m, _ in how.lengths], [range(n) for n, _, _ in how.lengths])


def outputs(y: ArrayLike, operation: str, how: Geometry, wanted: Sequence[range]) -> np.ndarray:
    """
    Return an array that has the shape of an operator's outputs.

    Raises
    ------
    ValueError
        If it has another shape.

    Examples
    --------
    >>> outputs([1, 2], "convolve", Geometry(((3, 2, 0),), "valid", "constant"), [range(1, 3)]).tolist()
    [1, 2]
    """
    array = as_array("y", y)
    expected = tuple(map(len, wanted))
    if array.shape != expected:
        samples, taps = (tuple(lengths) for lengths in zip(*((n, m) for n, m, _ in how.lengths), strict=True))
        raise ValueError(
            f"y has shape {array.shape}; it must have that of {operation}'s outputs, which is {expected} in mode "
            f"{how.mode!r} for a signal of shape {samples} and a kernel of shape {taps}"
        )
    return array
