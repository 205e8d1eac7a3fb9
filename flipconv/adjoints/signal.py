"""The adjoints in the signal: what an array of outputs means for the samples they were made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from flipconv import definitions
from flipconv.adjoints.reads import Reads, of_convolution, of_correlation, outputs
from flipconv.arguments import as_array
from flipconv.boundaries import fold_back
from flipconv.geometry import Shape, as_shape, geometry
from flipconv.overflow import are_whole, check_bound, peak, total
from flipconv.shapes import convolution_anchor, correlation_anchor


def convolve_signal_adjoint(
    y: ArrayLike,
    h: ArrayLike,
    shape: Shape,
    *,
    mode: str = "full",
    boundary: str = "constant",
    cval: Any = 0,
    anchor: int | Sequence[int] | None = None,
) -> np.ndarray:
    r"""
    Apply the adjoint, in the signal, of convolving with a kernel.

    Parameters
    ----------
    y : array_like
        An array of the shape that `flipconv.convolve` returns.
    h : array_like, shape (m_1, ..., m_d)
        Kernel. It has as many axes as the signal: for a batch, take the members one by one.
    shape : int or sequence of d ints
        Shape of the signals. Outputs do not always tell it.
    mode : {"full", "same", "valid"}, optional
        That of the convolution.
    boundary : {"constant", "edge", "reflect", "symmetric", "wrap"}, optional
        That of the convolution, as in `flipconv.convolve`.
    cval : scalar, optional
        Only 0: with another constant beyond the ends the operator is not linear.
    anchor : int or sequence of int, optional
        That of the convolution; by default ``(m - 1) // 2``.

    Returns
    -------
    numpy.ndarray, shape `shape`
        Integers and booleans give 64-bit integers, objects stay exact, other dtypes follow
        `numpy.result_type`.

    Raises
    ------
    ValueError
        If `y` has not the shape of the outputs, `shape` not one length per axis of `h`, `cval` is not
        0, or a setting is one that `flipconv.convolve` refuses.
    TypeError
        If an array does not hold numbers, or a length or an anchor is not an integer.
    OverflowError
        If integer sums could leave 64 bits; pass ``y.astype(object)`` for exact integers.

    See Also
    --------
    correlate_signal_adjoint : The same of correlating.
    convolve_kernel_adjoint : The adjoint in the kernel.
    flipconv.boundaries.fold_back : What a border adds to it.

    Notes
    -----
    .. math:: (A^{\mathsf H} y)[k] = \sum_i \overline{h[i - k]}\, y[i]

    where `i` runs over the outputs. Of the ``"full"`` convolution it is the ``"valid"`` correlation, of
    ``"valid"`` the ``"full"`` one, and of ``"same"`` with zeros or ``"wrap"`` the correlation at the same
    anchor. Under the other borders it is no correlation: what lies beyond the ends is added to the samples
    that showed there.

    References
    ----------
    .. [1] J. Claerbout and S. Fomel, *Image Estimation by Example*, 2014, chapter 1.

    Examples
    --------
    >>> convolve_signal_adjoint([1, 2, 4, 8], [1, 10], 3).tolist()
    [21, 42, 84]
    >>> convolve_signal_adjoint([1, 2, 4], [1, 10], 3, mode="same", boundary="edge").tolist()
    [31, 42, 4]
    """
    h = as_array("h", h)
    how = geometry(
        as_shape("shape", shape, h.ndim),
        h.shape,
        mode=mode,
        boundary=boundary,
        cval=cval,
        anchor=anchor,
        default_anchor=convolution_anchor,
    )
    reads = of_convolution(how)
    y, h = _wide_enough(outputs(y, "convolve", how, reads.wanted), h)
    with np.errstate(invalid="ignore"):
        return fold_back(definitions.correlate(y, h, _places(reads)), reads.pads, how.boundary)


def correlate_signal_adjoint(
    y: ArrayLike,
    h: ArrayLike,
    shape: Shape,
    *,
    mode: str = "full",
    boundary: str = "constant",
    cval: Any = 0,
    anchor: int | Sequence[int] | None = None,
) -> np.ndarray:
    r"""
    Apply the adjoint, in the signal, of correlating with a kernel.

    Parameters
    ----------
    y : array_like
        An array of the shape that `flipconv.correlate` returns.
    h : array_like, shape (m_1, ..., m_d)
        Kernel. It has as many axes as the signal: for a batch, take the members one by one.
    shape : int or sequence of d ints
        Shape of the signals. Outputs do not always tell it.
    mode : {"full", "same", "valid"}, optional
        That of the correlation.
    boundary : {"constant", "edge", "reflect", "symmetric", "wrap"}, optional
        That of the correlation, as in `flipconv.correlate`.
    cval : scalar, optional
        Only 0: with another constant beyond the ends the operator is not linear.
    anchor : int or sequence of int, optional
        That of the correlation; by default ``m // 2``.

    Returns
    -------
    numpy.ndarray, shape `shape`
        Integers and booleans give 64-bit integers, objects stay exact, other dtypes follow
        `numpy.result_type`.

    Raises
    ------
    ValueError, TypeError, OverflowError
        As `convolve_signal_adjoint`.

    See Also
    --------
    convolve_signal_adjoint : The same of convolving.
    correlate_kernel_adjoint : The adjoint in the kernel.

    Notes
    -----
    .. math:: (A^{\mathsf H} y)[i] = \sum_k h[i - k]\, y[k]

    where `k` runs over the lags of the outputs. Nothing is conjugated: the correlation did that, and the
    adjoint does it again. Of ``"full"`` it is the ``"valid"`` convolution, of ``"valid"`` the ``"full"``
    one, and of ``"same"`` with zeros or ``"wrap"`` the convolution at the same anchor.

    References
    ----------
    .. [1] J. Claerbout and S. Fomel, *Image Estimation by Example*, 2014, chapter 1.

    Examples
    --------
    >>> correlate_signal_adjoint([1, 2, 4, 8], [1, 10], 3).tolist()
    [12, 24, 48]
    >>> correlate_signal_adjoint([1, 2, 4], [1, 10], 3, mode="same", boundary="edge").tolist()
    [13, 24, 40]
    """
    h = as_array("h", h)
    how = geometry(
        as_shape("shape", shape, h.ndim),
        h.shape,
        mode=mode,
        boundary=boundary,
        cval=cval,
        anchor=anchor,
        default_anchor=correlation_anchor,
    )
    reads = of_correlation(how)
    y, h = _wide_enough(outputs(y, "correlate", how, reads.wanted), h)
    with np.errstate(invalid="ignore"):
        return fold_back(definitions.convolve(y, h, _places(reads)), reads.pads, how.boundary)


def _places(reads: Reads) -> list[range]:
    """Return the samples of the continued signal, counted from where the outputs begin."""
    return [range(-seen.start, n - seen.start) for n, seen in zip(reads.samples, reads.wanted, strict=True)]


def _wide_enough(y: np.ndarray, h: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return both arrays in dtypes that hold every sum; what a border adds is watched by `fold_back`."""
    if not are_whole(y, h):
        return y, h
    check_bound("sums of products of y and h", peak(y) * total(h), "y")
    return y.astype(np.int64), h.astype(np.int64)
