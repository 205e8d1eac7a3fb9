"""
The two operations as they are called: `convolve` and `correlate`.

Each checks its input, continues the signal at its border, and hands over to a road: the one that
`method` names. Every road gives the numbers of the defining sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from flipconv import definitions
from flipconv.arguments import check_choice, checked
from flipconv.boundaries import extend
from flipconv.shapes import convolution_anchor, convolution_outputs, correlation_anchor, lags

# A road is a module with `convolve(x, h, wanted)` and `correlate(x, h, wanted)`, filtered axes
# last, as in `definitions`. A faster one is entered here and in `_road`, which chooses.
ROADS = {"direct": definitions}


def convolve(
    x: ArrayLike,
    h: ArrayLike,
    *,
    mode: str = "full",
    boundary: str = "constant",
    cval: Any = 0,
    anchor: int | Sequence[int] | None = None,
    axes: int | Sequence[int] | None = None,
    method: str = "auto",
) -> np.ndarray:
    r"""
    Convolve a signal with a kernel: stamp the kernel on every sample and add up.

    Parameters
    ----------
    x : array_like, shape (..., n, ...)
        Signal, in sample order.
    h : array_like, shape (m, ...)
        Kernel: one axis for each filtered axis of `x`, paired in the order of `axes`; or as many
        axes as `x`, aligned with them, where the axes that are not filtered broadcast (one kernel
        per batch member).
    mode : {"full", "same", "valid"}, optional
        Which outputs: all where signal and kernel overlap, one per sample, or only those where
        the kernel lies inside the signal.
    boundary : {"constant", "edge", "reflect", "symmetric", "wrap"}, optional
        What lies beyond the signal under ``"same"``, by its `numpy.pad` name. It folds as often
        as needed.
    cval : scalar, optional
        The value of the ``"constant"`` border.
    anchor : int or sequence of int, optional
        Under ``"same"``, the 0-based tap, in the kernel as passed, that meets ``x[n]``: one for
        all filtered axes or one each. By default ``(m - 1) // 2``.
    axes : int or sequence of int, optional
        The axes of `x` to filter; by default all of them.
    method : {"auto", "direct"}, optional
        The road to the numbers. It changes no integer and no exact result.

    Returns
    -------
    numpy.ndarray
        A new array. Filtered axes have length ``n + m - 1``, ``n`` or ``n - m + 1``. Integers and
        booleans give 64-bit integers, objects stay exact, other dtypes follow
        `numpy.result_type`.

    Raises
    ------
    ValueError
        If an argument is empty or does not fit the others: numbers of axes, unknown names, an
        anchor outside the kernel or outside ``"same"``, a border outside ``"same"``, a kernel
        longer than the signal under ``"valid"``.
    TypeError
        If an array or `cval` does not hold numbers, or an index is not an integer.
    OverflowError
        If integer sums could leave 64 bits; pass ``x.astype(object)`` for exact integers.

    See Also
    --------
    correlate : The same without the flip, and with a conjugate.
    flipconv.conjugate_flip : The reversal that turns one into the other.

    Notes
    -----
    .. math:: (x * h)[n] = \sum_j h[j]\, x[n - j]

    and under ``"same"``, with anchor :math:`a`, :math:`y[n] = \sum_j h[j]\, x[n - (j - a)]`.
    Nothing is conjugated. A NaN reaches only the outputs whose window touches it. The direct road
    takes one multiplication and one addition per tap and sample.

    `numpy.convolve` swaps its operands when the kernel is the longer one, so its ``"same"`` has
    the length of the longer operand; here it always has the length of `x`.
    `scipy.ndimage.convolve` has its anchor at ``m // 2`` plus its origin.

    References
    ----------
    .. [1] A. V. Oppenheim and R. W. Schafer, *Discrete-Time Signal Processing*, 3rd ed.,
       Prentice Hall, 2010, section 2.3.

    Examples
    --------
    >>> from flipconv import convolve
    >>> convolve([1, 2, 3], [1, 10]).tolist()
    [1, 12, 23, 30]
    >>> convolve([1, 2, 3], [1, 10], mode="same").tolist()
    [1, 12, 23]
    >>> convolve([1, 2, 3], [1, 10], mode="same", boundary="wrap").tolist()
    [31, 12, 23]
    >>> convolve([1, 2j], [1, 1j]).tolist()
    [(1+0j), 3j, (-2+0j)]
    """
    call = checked(
        x, h, mode=mode, boundary=boundary, cval=cval, anchor=anchor, axes=axes, default_anchor=convolution_anchor
    )
    road = ROADS[_road(method)]
    signal = call.x
    wanted = [convolution_outputs(n, m, call.mode, a) for n, m, a in call.lengths]
    if call.has_border:
        signal = extend(signal, [(m - 1 - a, a) for _, m, a in call.lengths], call.boundary, call.cval)
        wanted = [convolution_outputs(n + m - 1, m, "valid", a) for n, m, a in call.lengths]
    return call.restored(_taken(road.convolve, signal, call.h, wanted))


def correlate(
    x: ArrayLike,
    h: ArrayLike,
    *,
    mode: str = "full",
    boundary: str = "constant",
    cval: Any = 0,
    anchor: int | Sequence[int] | None = None,
    axes: int | Sequence[int] | None = None,
    method: str = "auto",
) -> np.ndarray:
    r"""
    Correlate a signal with a kernel: slide the kernel along and take inner products.

    Parameters
    ----------
    x : array_like, shape (..., n, ...)
        Signal, in sample order.
    h : array_like, shape (m, ...)
        Kernel, conjugated and not reversed: one axis for each filtered axis of `x`, paired in the
        order of `axes`; or as many axes as `x`, aligned with them, where the axes that are not
        filtered broadcast (one kernel per batch member).
    mode : {"full", "same", "valid"}, optional
        Which lags: all where signal and kernel overlap, one per sample, or only those where the
        kernel lies inside the signal.
    boundary : {"constant", "edge", "reflect", "symmetric", "wrap"}, optional
        What lies beyond the signal under ``"same"``, by its `numpy.pad` name. It folds as often
        as needed.
    cval : scalar, optional
        The value of the ``"constant"`` border.
    anchor : int or sequence of int, optional
        Under ``"same"``, the 0-based tap, in the kernel as passed, that meets ``x[n]``: one for
        all filtered axes or one each. By default ``m // 2``.
    axes : int or sequence of int, optional
        The axes of `x` to filter; by default all of them.
    method : {"auto", "direct"}, optional
        The road to the numbers. It changes no integer and no exact result.

    Returns
    -------
    numpy.ndarray
        A new array. Filtered axes have length ``n + m - 1``, ``n`` or ``n - m + 1``; element
        ``i`` of a full one is lag ``i - (m - 1)``, in samples. Integers and booleans give 64-bit
        integers, objects stay exact, other dtypes follow `numpy.result_type`.

    Raises
    ------
    ValueError
        If an argument is empty or does not fit the others: numbers of axes, unknown names, an
        anchor outside the kernel or outside ``"same"``, a border outside ``"same"``, a kernel
        longer than the signal under ``"valid"``.
    TypeError
        If an array or `cval` does not hold numbers, or an index is not an integer.
    OverflowError
        If integer sums could leave 64 bits; pass ``x.astype(object)`` for exact integers.

    See Also
    --------
    convolve : The same with the flip, and without a conjugate.
    flipconv.shapes.lags : The lag of each output.

    Notes
    -----
    .. math:: (h \star x)[k] = \sum_j \overline{h[j]}\, x[k + j]

    and under ``"same"``, with anchor :math:`a`,
    :math:`y[n] = \sum_j \overline{h[j]}\, x[n + (j - a)]`. A NaN reaches only the outputs whose
    window touches it. The direct road takes one multiplication and one addition per tap and
    sample.

    `numpy.correlate` gives the same numbers with a kernel no longer than the signal, and defaults
    to ``"valid"``.

    References
    ----------
    .. [1] A. V. Oppenheim and R. W. Schafer, *Discrete-Time Signal Processing*, 3rd ed.,
       Prentice Hall, 2010, section 2.3.

    Examples
    --------
    >>> from flipconv import correlate
    >>> correlate([1, 2, 3], [1, 10]).tolist()
    [10, 21, 32, 3]
    >>> correlate([1, 2, 3], [1, 10], mode="same").tolist()
    [10, 21, 32]
    >>> correlate([1, 2, 3], [1, 10], mode="same", anchor=0).tolist()
    [21, 32, 3]
    >>> correlate([1, 2j], [1, 1j]).tolist()
    [-1j, (3+0j), 2j]
    """
    call = checked(
        x, h, mode=mode, boundary=boundary, cval=cval, anchor=anchor, axes=axes, default_anchor=correlation_anchor
    )
    road = ROADS[_road(method)]
    signal = call.x
    wanted = [lags(n, m, call.mode, a) for n, m, a in call.lengths]
    if call.has_border:
        signal = extend(signal, [(a, m - 1 - a) for _, m, a in call.lengths], call.boundary, call.cval)
        wanted = [lags(n + m - 1, m, "valid") for n, m, a in call.lengths]
    return call.restored(_taken(road.correlate, signal, call.h, wanted))


def _road(method: str) -> str:
    """Return the name of the road to take."""
    check_choice("method", method, ("auto", *ROADS))
    return "direct" if method == "auto" else method


def _taken(road: Any, x: np.ndarray, h: np.ndarray, wanted: list[range]) -> np.ndarray:
    """Take a road; what it meets in object arrays is told in the caller's terms."""
    try:
        # infinity times zero is NaN, as promised, and no reason for a warning
        with np.errstate(invalid="ignore"):
            return road(x, h, wanted)
    except TypeError as error:
        raise TypeError(f"x and h hold objects that cannot be multiplied and added: {error}") from error
