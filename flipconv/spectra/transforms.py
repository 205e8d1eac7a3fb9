"""Spectra, and what every function of this room needs: finite floats, filtered axes, fast lengths."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from flipconv.arguments import as_array
from flipconv.wording import counted


def spectrum(x: ArrayLike, axes: int | Sequence[int] | None = None) -> np.ndarray:
    r"""
    Return the discrete Fourier transform of a signal.

    Parameters
    ----------
    x : array_like
        Signal, one period of it along each transformed axis.
    axes : int or sequence of int, optional
        The axes to transform; by default all of them.

    Returns
    -------
    numpy.ndarray
        Complex, of the shape of `x`. Integers and booleans are transformed as 64-bit floats.

    Raises
    ------
    ValueError
        If `x` is empty or a single number, if it holds a NaN or an infinity, or if `axes` names an
        axis that is not there, or one twice.
    TypeError
        If `x` does not hold numbers, or holds exact objects, which a transform would round.

    See Also
    --------
    circular_convolve : What a product of spectra is.
    circular_correlate : What a product with one spectrum conjugated is.

    Notes
    -----
    .. math:: \hat x[k] = \sum_n x[n]\, e^{-2 \pi i k n / N}

    `numpy.fft.fftn` does the work. Lengths 1, 2 and 4 take no rounding on Gaussian integers.

    References
    ----------
    .. [1] A. V. Oppenheim and R. W. Schafer, *Discrete-Time Signal Processing*, 3rd ed.,
       Prentice Hall, 2010, section 8.5.

    Examples
    --------
    >>> spectrum([1, 2, 4, 8]).tolist()
    [(15+0j), (-3+6j), (-5+0j), (-3-6j)]
    """
    array = finite_floats("x", x)
    places = places_of(axes, array.ndim)
    dtype = np.result_type(array.dtype, np.complex64)
    return np.fft.fftn(widened(array), axes=places).astype(dtype, copy=False)


def fast_length(n: int) -> int:
    """
    Return the shortest period, at least `n`, that a fast Fourier transform takes in small steps.

    Parameters
    ----------
    n : int
        The least number of places wanted, at least 1.

    Returns
    -------
    int
        The least number not below `n` whose prime factors are 2, 3 and 5.

    Raises
    ------
    ValueError
        If `n` is below 1.
    TypeError
        If `n` is no integer.

    See Also
    --------
    spectral_convolve : It pads to such a period.

    Examples
    --------
    >>> [fast_length(n) for n in (1, 7, 11, 17, 1021)]
    [1, 8, 12, 18, 1024]
    """
    try:
        n = operator.index(n)
    except TypeError:
        raise TypeError(f"n is {n!r}; a number of places is an integer") from None
    if n < 1:
        raise ValueError(f"n is {n}; a period has at least one place")
    found = 1 << (n - 1).bit_length()
    five = 1
    while five < found:
        odd = five
        while odd < found:
            # the least power of 2 that lifts this odd number to n
            found = min(found, odd << max(-(-n // odd) - 1, 0).bit_length())
            odd *= 3
        five *= 5
    return found


def finite_floats(name: str, a: ArrayLike) -> np.ndarray:
    """Return `a` as floats or complex numbers, all of them finite; a transform would spread any other."""
    array = as_array(name, a)
    if array.dtype == object:
        raise TypeError(
            f"{name} holds exact objects, which a Fourier transform would round; "
            f"flipconv.convolve and flipconv.correlate keep them exact, or pass {name}.astype(float)"
        )
    array = array if array.dtype.kind in "fc" else array.astype(np.float64)
    if not np.isfinite(array).all():
        raise ValueError(
            f"{name} holds a NaN or an infinity, which a Fourier transform would spread over every output; "
            "flipconv.convolve and flipconv.correlate keep it to the outputs whose window touches it"
        )
    return array


def widened(array: np.ndarray) -> np.ndarray:
    """Return half precision as single precision, which transforms begin with."""
    return array.astype(np.float32) if array.dtype == np.float16 else array


def places_of(axes: int | Sequence[int] | None, ndim: int) -> tuple[int, ...]:
    """Return the named axes, counted from 0."""
    if axes is None:
        return tuple(range(ndim))
    try:
        given = tuple(map(operator.index, axes if isinstance(axes, Sequence | np.ndarray) else (axes,)))
    except TypeError:
        raise TypeError(f"axes is {axes!r}; it must be an integer or a sequence of integers") from None
    if outside := [axis for axis in given if not -ndim <= axis < ndim]:
        has = counted(ndim, "axis", "axes")
        raise ValueError(f"axes names axis {outside[0]}, but the array has {has}: {-ndim} to {ndim - 1}")
    places = tuple(axis % ndim for axis in given)
    if not places or len(set(places)) < len(places):
        raise ValueError(f"axes is {axes!r}; it must name at least one axis, and none twice")
    return places


def around(
    arrays: Sequence[np.ndarray], periods: Sequence[int], combined: Callable[..., np.ndarray], dtype: Any
) -> np.ndarray:
    """Return the signal whose spectrum, over the last axes, is made of those of some signals."""
    axes = tuple(range(-len(periods), 0))
    real = not any(np.iscomplexobj(array) for array in arrays)
    # half of a real signal's spectrum is the conjugate of the other half
    there, back = (np.fft.rfftn, np.fft.irfftn) if real else (np.fft.fftn, np.fft.ifftn)
    with np.errstate(over="ignore", invalid="ignore"):
        spectra = [there(widened(array), periods, axes) for array in arrays]
        y = back(combined(*spectra), periods, axes).astype(dtype, copy=False)
    if not np.isfinite(y).all():
        raise OverflowError(
            f"the products of spectra leave the range of {np.dtype(dtype)}; "
            "pass x in a wider dtype, or take flipconv.convolve or flipconv.correlate"
        )
    return y
