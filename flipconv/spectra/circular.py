"""Operations on a circle: the period of the signal is the length of its axis, and what leaves it comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from flipconv.arguments import Call, as_array, checked
from flipconv.overflow import check_bound, total
from flipconv.shapes import convolution_anchor
from flipconv.spectra.transforms import around, finite_floats, places_of
from flipconv.wording import shown


def circular_convolve(x: ArrayLike, h: ArrayLike, axes: int | Sequence[int] | None = None) -> np.ndarray:
    r"""
    Convolve on a circle, by multiplying spectra.

    Parameters
    ----------
    x : array_like, shape (..., n, ...)
        Signal, one period of it.
    h : array_like, shape (m, ...)
        Kernel, its axes as for `flipconv.convolve`. A shorter one is padded with zeros to the
        period of `x`, a longer one is wrapped around it.
    axes : int or sequence of int, optional
        The axes of `x` to filter; by default all of them.

    Returns
    -------
    numpy.ndarray
        Floats of the shape of `x`, real for real input. Integers and booleans count as 64-bit
        floats; other dtypes follow `numpy.result_type`.

    Raises
    ------
    ValueError
        If an argument is empty or holds a NaN or an infinity, or if axes do not fit.
    TypeError
        If an argument does not hold numbers, or holds exact objects.
    OverflowError
        If the product of the spectra leaves the range of its dtype.

    See Also
    --------
    circular_correlate : The same with one spectrum conjugated.
    flipconv.convolve : Exact on integers under ``mode="same", boundary="wrap", anchor=0``.

    Notes
    -----
    .. math:: (x \circledast h)[n] = \sum_j h[j]\, x[(n - j) \bmod N]

    computed as the inverse transform of :math:`\hat x[k]\, \hat h[k]`. The cost grows as
    ``N log N``, whatever the number of taps. The error is that of `error_bound`, if the period has
    no prime factor above 7; other periods cost more rounding.

    References
    ----------
    .. [1] A. V. Oppenheim and R. W. Schafer, *Discrete-Time Signal Processing*, 3rd ed.,
       Prentice Hall, 2010, section 8.6.5.

    Examples
    --------
    >>> circular_convolve([1, 2, 3, 4], [1, 10]).tolist()
    [41.0, 12.0, 23.0, 34.0]
    """
    call, dtype = _on_circle(x, h, axes)
    return call.restored(around([call.x, call.h], call.x.shape[-len(call.axes) :], np.multiply, dtype))


def circular_correlate(x: ArrayLike, h: ArrayLike, axes: int | Sequence[int] | None = None) -> np.ndarray:
    r"""
    Correlate on a circle, by multiplying with a conjugated spectrum.

    Parameters
    ----------
    x : array_like, shape (..., n, ...)
        Signal, one period of it.
    h : array_like, shape (m, ...)
        Kernel, its axes as for `flipconv.correlate`. A shorter one is padded with zeros to the
        period of `x`, a longer one is wrapped around it.
    axes : int or sequence of int, optional
        The axes of `x` to filter; by default all of them.

    Returns
    -------
    numpy.ndarray
        Floats of the shape of `x`, real for real input; element ``k`` is lag ``k``, and the last
        one is lag -1. Integers and booleans count as 64-bit floats; other dtypes follow
        `numpy.result_type`.

    Raises
    ------
    ValueError
        If an argument is empty or holds a NaN or an infinity, or if axes do not fit.
    TypeError
        If an argument does not hold numbers, or holds exact objects.
    OverflowError
        If the product of the spectra leaves the range of its dtype.

    See Also
    --------
    circular_convolve : The same with nothing conjugated.
    flipconv.correlate : Exact on integers under ``mode="same", boundary="wrap", anchor=0``.

    Notes
    -----
    .. math:: (h \star x)[k] = \sum_j \overline{h[j]}\, x[(k + j) \bmod N]

    computed as the inverse transform of :math:`\overline{\hat h[k]}\, \hat x[k]`. The kernel is
    not reversed: the conjugate of its spectrum does that. Cost and error are those of
    `circular_convolve`.

    References
    ----------
    .. [1] J. O. Smith III, *Mathematics of the Discrete Fourier Transform*, 2nd ed., W3K, 2007,
       section 8.4.

    Examples
    --------
    >>> circular_correlate([1, 2, 3, 4], [1, 10]).tolist()
    [21.0, 32.0, 43.0, 14.0]
    """
    call, dtype = _on_circle(x, h, axes)
    periods = call.x.shape[-len(call.axes) :]
    return call.restored(around([call.x, call.h], periods, lambda of_x, of_h: of_x * np.conj(of_h), dtype))


def wrapped(
    y: ArrayLike,
    period: int | Sequence[int],
    axes: int | Sequence[int] | None = None,
    *,
    first: int | Sequence[int] = 0,
) -> np.ndarray:
    r"""
    Wind a signal around a circle: what falls on one place is added up.

    Parameters
    ----------
    y : array_like
        Signal, for instance the full result of a convolution.
    period : int or sequence of int
        How many places the circle has: one for all axes or one each.
    axes : int or sequence of int, optional
        The axes to wind; by default all of them.
    first : int or sequence of int, optional
        The place of the first entry: one for all axes or one each. A full correlation with `m`
        taps begins at lag ``1 - m``.

    Returns
    -------
    numpy.ndarray
        A new array; the wound axes have length `period`. Integers and booleans give 64-bit
        integers, objects stay exact.

    Raises
    ------
    ValueError
        If `y` is empty or a single number, if `period` is below 1, or if numbers of axes differ.
    TypeError
        If `y` does not hold numbers.
    OverflowError
        If integer sums could leave 64 bits; pass ``y.astype(object)`` for exact integers.

    See Also
    --------
    circular_convolve : What winding a linear convolution gives.

    Notes
    -----
    .. math:: w[n] = \sum_j y[n - j P]

    over all integers :math:`j`, where :math:`y` is 0 outside the array. A transform of length
    :math:`P` sees nothing else of a signal, which is why a short one returns a sum of copies.

    References
    ----------
    .. [1] A. V. Oppenheim and R. W. Schafer, *Discrete-Time Signal Processing*, 3rd ed.,
       Prentice Hall, 2010, section 8.4.

    Examples
    --------
    >>> wrapped([1, 12, 23, 34, 40], 4).tolist()
    [41, 12, 23, 34]
    >>> wrapped([10, 21, 32, 43, 4], 4, first=-1).tolist()
    [21, 32, 43, 14]
    """
    array = as_array("y", y)
    places = places_of(axes, array.ndim)
    periods, starts = _one_each("period", period, places), _one_each("first", first, places)
    if min(periods) < 1:
        raise ValueError(f"period is {period!r}; a circle has at least one place")
    if array.dtype.kind in "biu":
        array = _wide_enough(array)
    for axis, around_axis, start in zip(places, periods, starts, strict=True):
        array = _wound(array, axis, around_axis, start % around_axis)
    return array


def _on_circle(x: ArrayLike, h: ArrayLike, axes: int | Sequence[int] | None) -> tuple[Call, np.dtype]:
    """Return a checked call whose kernel has one entry for each place of the signal's circle."""
    signal, kernel = finite_floats("x", x), finite_floats("h", h)
    call = checked(
        signal,
        kernel,
        mode="full",
        boundary="constant",
        cval=0,
        anchor=None,
        axes=axes,
        default_anchor=convolution_anchor,
    )
    d = len(call.axes)
    around_circle = wrapped(call.h, call.x.shape[-d:], range(-d, 0))
    return Call(call.x, around_circle, call.mode, call.boundary, call.cval, call.anchors, call.axes), np.result_type(
        signal, kernel
    )


def _one_each(name: str, given: int | Sequence[int], places: tuple[int, ...]) -> tuple[int, ...]:
    """Return one integer for each axis."""
    numbers: Any = np.asarray(given)
    if numbers.dtype.kind not in "iu" or numbers.ndim > 1 or (numbers.ndim == 1 and numbers.size != len(places)):
        many = f", or {len(places)}: one per axis" if len(places) > 1 else ""
        raise ValueError(f"{name} is {shown(given)}; it must be one integer{many}")
    return tuple(np.broadcast_to(numbers, len(places)).tolist())


def _wide_enough(array: np.ndarray) -> np.ndarray:
    """Return 64-bit integers, all of which together cannot leave 64 bits; raise if they could."""
    # all entries on one place is the worst that can happen
    check_bound("sums of the entries of y", total(array), "y")
    return array.astype(np.int64)


def _wound(array: np.ndarray, axis: int, period: int, start: int) -> np.ndarray:
    """Return an array wound along one axis, its first entry at the place `start`."""
    n = array.shape[axis]
    turns = -(-(start + n) // period)
    along = np.moveaxis(array, axis, -1)
    rows = np.zeros((*along.shape[:-1], turns * period), array.dtype)
    rows[..., start : start + n] = along
    return np.moveaxis(rows.reshape(*along.shape[:-1], turns, period).sum(axis=-2, dtype=array.dtype), -1, axis)
