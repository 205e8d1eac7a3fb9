"""
One operator on signals of one shape: what is known of it before there is a signal.

A matrix and an adjoint belong to an operator whose signals have a fixed shape. `geometry` checks
that shape with the kernel's and the settings, by the rules of the operators themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from flipconv.arguments import as_index, check_border, check_choice, check_fits, chosen_anchors
from flipconv.shapes import MODES, convolution_outputs, lags
from flipconv.wording import counted

Shape = int | Sequence[int]


@dataclass(frozen=True)
class Geometry:
    """
    Samples, taps and anchor of each axis, with the mode and the border.

    Parameters
    ----------
    lengths : tuple of (int, int, int)
        Samples, taps and anchor of each axis.
    mode, boundary : str
        As in `flipconv.convolve`.
    """

    lengths: tuple[tuple[int, int, int], ...]
    mode: Any
    boundary: Any

    @property
    def has_border(self) -> bool:
        """Whether outputs read a continuation of the signal; zeros beyond the ends add no terms."""
        return self.mode == "same" and self.boundary != "constant"

    @property
    def convolved(self) -> list[range]:
        """The indices of a convolution's outputs, on the axes of the full one."""
        return [convolution_outputs(n, m, self.mode, a) for n, m, a in self.lengths]

    @property
    def correlated(self) -> list[range]:
        """The lags of a correlation's outputs."""
        return [lags(n, m, self.mode, a) for n, m, a in self.lengths]


def as_shape(name: str, shape: Shape, d: int, of: str = "h") -> tuple[int, ...]:
    """
    Return a shape of d lengths as a tuple.

    Parameters
    ----------
    name : str
        What the caller calls it, for the error.
    shape : int or sequence of int
        One length for each of d axes; an integer stands for one axis.
    d : int
        How many.
    of : str, optional
        What has d axes, for the error.

    Returns
    -------
    tuple of int
        The lengths.

    Raises
    ------
    TypeError
        If a length is not an integer.
    ValueError
        If there are not d lengths, or one is below 1.

    Examples
    --------
    >>> as_shape("n", 3, 1), as_shape("n", [3, 4], 2)
    ((3,), (3, 4))
    """
    is_many = isinstance(shape, Sequence | np.ndarray) and np.ndim(shape) > 0
    try:
        lengths = tuple(map(as_index, shape if is_many else (shape,)))  # pyright: ignore[reportArgumentType]
    except TypeError:
        raise TypeError(f"{name} is {shape!r}; it must be an integer or a sequence of integers") from None
    if len(lengths) != d:
        raise ValueError(f"{name} is {shape!r}; it must have {counted(d, 'length', 'lengths')}, one per axis of {of}")
    if min(lengths) < 1:
        raise ValueError(f"{name} is {shape!r}; every length must be at least 1")
    return lengths


def geometry(
    samples: tuple[int, ...],
    taps: tuple[int, ...],
    *,
    mode: str,
    boundary: str,
    cval: Any = 0,
    anchor: int | Sequence[int] | None,
    default_anchor: Callable[[int], int],
) -> Geometry:
    """
    Check the settings of a linear operator and return what they amount to.

    Parameters
    ----------
    samples, taps : tuple of d ints
        Shapes of signal and kernel.
    mode, boundary : str
        As in `flipconv.convolve`.
    cval : scalar, optional
        Only 0.
    anchor : int, sequence of int or None
        As in `flipconv.convolve`.
    default_anchor : callable
        The operation's own, from `flipconv.shapes`.

    Returns
    -------
    Geometry
        Lengths, mode and border.

    Raises
    ------
    TypeError, ValueError
        As `flipconv.convolve`; and if `cval` is not 0.

    Examples
    --------
    >>> from flipconv.shapes import convolution_anchor as default
    >>> geometry((3,), (2,), mode="full", boundary="constant", anchor=None, default_anchor=default).convolved
    [range(0, 4)]
    """
    check_choice("mode", mode, MODES)
    check_border(boundary, 0, mode)
    if np.ndim(cval) or cval != 0:
        raise ValueError(
            f"cval is {cval!r}; with a constant other than 0 beyond the ends the operator is affine, not linear, and "
            "has no adjoint: pass cval=0, which is its linear part, and subtract the result on zeros from its outputs"
        )
    places = tuple(range(len(taps)))
    if mode == "valid":
        check_fits(samples, taps, places)
    anchors = chosen_anchors(anchor, mode, taps, places, default_anchor)
    return Geometry(tuple(zip(samples, taps, anchors, strict=True)), mode, boundary)
