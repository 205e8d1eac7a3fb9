"""The linear operations through the frequencies: on a circle so long that nothing comes back to where it matters."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2, prod

import numpy as np
from numpy.typing import ArrayLike

from flipconv.arguments import Call, checked
from flipconv.shapes import convolution_anchor, convolution_outputs, correlation_anchor, lags
from flipconv.spectra.transforms import around, fast_length, finite_floats, places_of


def spectral_convolve(
    x: ArrayLike,
    h: ArrayLike,
    mode: str = "full",
    *,
    anchor: int | Sequence[int] | None = None,
    axes: int | Sequence[int] | None = None,
) -> np.ndarray:
    r"""
    Convolve a signal with a kernel, zeros beyond its ends, by multiplying spectra.

    Parameters
    ----------
    x : array_like, shape (..., n, ...)
        Signal.
    h : array_like, shape (m, ...)
        Kernel, its axes as for `flipconv.convolve`.
    mode : {"full", "same", "valid"}, optional
        Which outputs, as for `flipconv.convolve`.
    anchor : int or sequence of int, optional
        Under ``"same"``, the tap that meets ``x[n]``; by default ``(m - 1) // 2``.
    axes : int or sequence of int, optional
        The axes of `x` to filter; by default all of them.

    Returns
    -------
    numpy.ndarray
        Floats, real for real input; the filtered axes have length ``n + m - 1``, ``n`` or
        ``n - m + 1``. Integers and booleans count as 64-bit floats, so the result is not exact;
        other dtypes follow `numpy.result_type`.

    Raises
    ------
    ValueError
        If an argument is empty, holds a NaN or an infinity, or does not fit the others.
    TypeError
        If an argument does not hold numbers, or holds exact objects.
    OverflowError
        If the product of the spectra leaves the range of its dtype.

    See Also
    --------
    flipconv.convolve : Exact on integers and objects; a NaN stays in its windows.
    error_bound : How far the result can be from the sum.

    Notes
    -----
    .. math:: (x * h)[n] = \sum_j h[j]\, x[n - j]

    computed on a circle of `fast_length` of ``n + m - 1`` places or more, on which the linear
    result fits and nothing wraps. The cost grows as ``N log N``, whatever the number of taps.

    References
    ----------
    .. [1] A. V. Oppenheim and R. W. Schafer, *Discrete-Time Signal Processing*, 3rd ed.,
       Prentice Hall, 2010, section 8.7.

    Examples
    --------
    >>> import numpy as np
    >>> np.rint(spectral_convolve([1, 2, 3], [1, 10])).tolist()
    [1.0, 12.0, 23.0, 30.0]
    """
    signal, kernel = finite_floats("x", x), finite_floats("h", h)
    call = checked(
        signal, kernel, mode=mode, boundary="constant", cval=0, anchor=anchor, axes=axes,
        default_anchor=convolution_anchor,
    )  # fmt: skip
    y = around([call.x, call.h], _periods(call), np.multiply, np.result_type(signal, kernel))
    return call.restored(_taken(y, [convolution_outputs(n, m, call.mode, a) for n, m, a in call.lengths]))


def spectral_correlate(
    x: ArrayLike,
    h: ArrayLike,
    mode: str = "full",
    *,
    anchor: int | Sequence[int] | None = None,
    axes: int | Sequence[int] | None = None,
) -> np.ndarray:
    r"""
    Correlate a signal with a kernel, zeros beyond its ends, by multiplying with a conjugated spectrum.

    Parameters
    ----------
    x : array_like, shape (..., n, ...)
        Signal.
    h : array_like, shape (m, ...)
        Kernel, its axes as for `flipconv.correlate`.
    mode : {"full", "same", "valid"}, optional
        Which lags, as for `flipconv.correlate`.
    anchor : int or sequence of int, optional
        Under ``"same"``, the tap that meets ``x[n]``; by default ``m // 2``.
    axes : int or sequence of int, optional
        The axes of `x` to filter; by default all of them.

    Returns
    -------
    numpy.ndarray
        Floats, real for real input; the filtered axes have length ``n + m - 1``, ``n`` or
        ``n - m + 1``. Integers and booleans count as 64-bit floats, so the result is not exact;
        other dtypes follow `numpy.result_type`.

    Raises
    ------
    ValueError
        If an argument is empty, holds a NaN or an infinity, or does not fit the others.
    TypeError
        If an argument does not hold numbers, or holds exact objects.
    OverflowError
        If the product of the spectra leaves the range of its dtype.

    See Also
    --------
    flipconv.correlate : Exact on integers and objects; a NaN stays in its windows.
    error_bound : How far the result can be from the sum.

    Notes
    -----
    .. math:: (h \star x)[k] = \sum_j \overline{h[j]}\, x[k + j]

    computed on a circle of `fast_length` of ``n + m - 1`` places or more. The negative lags lie at
    the end of that circle and are brought to the front. Cost as for `spectral_convolve`.

    References
    ----------
    .. [1] J. O. Smith III, *Mathematics of the Discrete Fourier Transform*, 2nd ed., W3K, 2007,
       section 8.4.

    Examples
    --------
    >>> import numpy as np
    >>> np.rint(spectral_correlate([1, 2, 3], [1, 10])).tolist()
    [10.0, 21.0, 32.0, 3.0]
    """
    signal, kernel = finite_floats("x", x), finite_floats("h", h)
    call = checked(
        signal, kernel, mode=mode, boundary="constant", cval=0, anchor=anchor, axes=axes,
        default_anchor=correlation_anchor,
    )  # fmt: skip
    dtype = np.result_type(signal, kernel)
    y = around([call.x, call.h], _periods(call), lambda of_x, of_h: of_x * np.conj(of_h), dtype)
    return call.restored(_taken(y, [lags(n, m, call.mode, a) for n, m, a in call.lengths]))


def autocorrelation(x: ArrayLike, axes: int | Sequence[int] | None = None) -> np.ndarray:
    r"""
    Correlate a signal with itself, by the squared modulus of its spectrum.

    Parameters
    ----------
    x : array_like, shape (..., n, ...)
        Signal.
    axes : int or sequence of int, optional
        The axes to correlate along; by default all of them.

    Returns
    -------
    numpy.ndarray
        Floats, real for real input, of length ``2 * n - 1`` along the axes: the lags from
        ``-(n - 1)`` to ``n - 1``, so that lag 0, the energy, is in the middle. Integers and
        booleans count as 64-bit floats.

    Raises
    ------
    ValueError
        If `x` is empty or a single number, if it holds a NaN or an infinity, or if `axes` names an
        axis that is not there, or one twice.
    TypeError
        If `x` does not hold numbers, or holds exact objects.
    OverflowError
        If the squared spectrum leaves the range of its dtype.

    See Also
    --------
    spectral_correlate : The same for two signals.

    Notes
    -----
    .. math:: (x \star x)[k] = \sum_j \overline{x[j]}\, x[k + j]

    is the inverse transform of :math:`|\hat x|^2`, on a circle of ``2 * n - 1`` places or more.

    References
    ----------
    .. [1] J. O. Smith III, *Mathematics of the Discrete Fourier Transform*, 2nd ed., W3K, 2007,
       section 8.4.

    Examples
    --------
    >>> import numpy as np
    >>> np.rint(autocorrelation([1, 2, 4])).tolist()
    [4.0, 10.0, 21.0, 10.0, 4.0]
    """
    array = finite_floats("x", x)
    places = places_of(axes, array.ndim)
    last = tuple(range(-len(places), 0))
    along = np.moveaxis(array, places, last)
    lengths = along.shape[-len(places) :]
    power = around([along], [fast_length(2 * n - 1) for n in lengths], lambda of_x: of_x * np.conj(of_x), array.dtype)
    return np.moveaxis(_taken(power, [lags(n, n) for n in lengths]), last, places)


def error_bound(x: ArrayLike, h: ArrayLike) -> float:
    r"""
    Bound the error of each output of the road through the frequencies.

    Parameters
    ----------
    x : array_like
        Signal.
    h : array_like
        Kernel, as many axes as `x`, all of them filtered.

    Returns
    -------
    float
        No output of `spectral_convolve`, `spectral_correlate` or (with ``h = x``)
        `autocorrelation` is farther than this from the exact sum.

    Raises
    ------
    ValueError
        If an argument is empty, holds a NaN or an infinity, or if numbers of axes differ.
    TypeError
        If an argument does not hold numbers, or holds exact objects.

    See Also
    --------
    spectral_convolve : The road.
    flipconv.matching.match_template : It rounds to exact integers where this is below 1/2.

    Notes
    -----
    .. math:: |\hat y - y| \le 32\,(\log_2 N + 1)\, u\, \|x\|_2\, \|h\|_1

    with :math:`N` places on the circle and unit roundoff :math:`u`. A transform has a relative
    error of at most :math:`\varepsilon = \eta \log_2 N` in the 2-norm [1]_; for radices 2, 3 and 5
    and accurate weights :math:`\eta \le 10 u`. The errors of the two spectra reach an output as
    :math:`2 \varepsilon \|x\|_2 \|h\|_2`, since an inverse transform takes the 1-norm, over
    :math:`N`, to the maximum. Products add :math:`3 u \|x\|_2 \|h\|_2`, the way back adds
    :math:`\varepsilon \|y\|_2 \le \varepsilon \|x\|_2 \|h\|_1`. Results in half precision are
    rounded once more.

    References
    ----------
    .. [1] N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed., SIAM, 2002,
       Theorem 24.2.

    Examples
    --------
    >>> error_bound([1, 2, 3], [1, 10]) < 1e-12
    True
    """
    signal, kernel = finite_floats("x", x), finite_floats("h", h)
    if signal.ndim != kernel.ndim:
        raise ValueError(f"x has {signal.ndim} axes and h has {kernel.ndim}; they must be equal in number")
    places = prod(fast_length(n + m - 1) for n, m in zip(signal.shape, kernel.shape, strict=True))
    precision = np.result_type(signal, kernel, np.float32)
    unit = float(np.finfo(precision).eps) / 2
    with np.errstate(over="ignore"):  # where sums leave the range, the bound is infinite
        size = float(np.linalg.norm(signal.ravel())) * float(np.abs(kernel).sum())
    return 32 * (log2(places) + 1) * unit * size


def _periods(call: Call) -> list[int]:
    """Return for each filtered axis a period on which the full result fits."""
    return [fast_length(n + m - 1) for n, m, _ in call.lengths]


def _taken(y: np.ndarray, wanted: Sequence[range]) -> np.ndarray:
    """Return the wanted places of a circle, along the last axes; negative ones are counted from its end."""
    for axis, places in enumerate(wanted, start=-len(wanted)):
        y = y.take(np.asarray(places) % y.shape[axis], axis)
    return y
