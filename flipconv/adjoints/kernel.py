"""The adjoints in the kernel: what an array of outputs means for the taps they were made with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from flipconv.adjoints.reads import Reads, of_convolution, of_correlation, outputs
from flipconv.arguments import as_array
from flipconv.boundaries import extend
from flipconv.geometry import Shape, as_shape, geometry
from flipconv.overflow import are_whole, check_bound, peak, total
from flipconv.shapes import convolution_anchor, correlation_anchor, overlap


def convolve_kernel_adjoint(
    y: ArrayLike,
    x: ArrayLike,
    shape: Shape,
    *,
    mode: str = "full",
    boundary: str = "constant",
    cval: Any = 0,
    anchor: int | Sequence[int] | None = None,
) -> np.ndarray:
    r"""
    Apply the adjoint, in the kernel, of convolving a signal.

    Parameters
    ----------
    y : array_like
        An array of the shape that `flipconv.convolve` returns.
    x : array_like, shape (n_1, ..., n_d)
        Signal. It has as many axes as the kernel: for a batch, add up what its members give.
    shape : int or sequence of d ints
        Shape of the kernels.
    mode : {"full", "same", "valid"}, optional
        That of the convolution.
    boundary : {"constant", "edge", "reflect", "symmetric", "wrap"}, optional
        That of the convolution, as in `flipconv.convolve`.
    cval : scalar, optional
        Only 0: with another constant beyond the ends the signal's continuation is no part of the signal.
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
        If `y` has not the shape of the outputs, `shape` not one length per axis of `x`, `cval` is not
        0, or a setting is one that `flipconv.convolve` refuses.
    TypeError
        If an array does not hold numbers, or a length or an anchor is not an integer.
    OverflowError
        If integer sums could leave 64 bits; pass ``x.astype(object)`` for exact integers.

    See Also
    --------
    convolve_signal_adjoint : The adjoint in the signal.
    correlate_kernel_adjoint : The same of correlating, which is antilinear in its kernel.

    Notes
    -----
    .. math:: (B^{\mathsf H} y)[j] = \sum_i \overline{x[i - j]}\, y[i]

    where `i` runs over the outputs, and `x` goes on beyond its ends as the border says. This is a
    correlation of `y` with the signal, at the lags of the taps: one inner product per tap.

    References
    ----------
    .. [1] J. Claerbout and S. Fomel, *Image Estimation by Example*, 2014, chapter 1.

    Examples
    --------
    >>> convolve_kernel_adjoint([1, 2, 4, 8], [1, 10, 100], 2).tolist()
    [421, 842]
    """
    x = as_array("x", x)
    taps = as_shape("shape", shape, x.ndim, of="x")
    how = geometry(
        x.shape, taps, mode=mode, boundary=boundary, cval=cval, anchor=anchor, default_anchor=convolution_anchor
    )
    reads = of_convolution(how)
    y, seen = _continued(outputs(y, "convolve", how, reads.wanted), x, reads, how.boundary)
    back = np.empty(taps, np.result_type(y, seen))
    for j in np.ndindex(taps):
        into, source = _meeting(reads, [-jj for jj in j])
        with np.errstate(invalid="ignore"):
            back[j] = (np.conj(seen[source]) * y[into]).sum()
    return back


def correlate_kernel_adjoint(
    y: ArrayLike,
    x: ArrayLike,
    shape: Shape,
    *,
    mode: str = "full",
    boundary: str = "constant",
    cval: Any = 0,
    anchor: int | Sequence[int] | None = None,
) -> np.ndarray:
    r"""
    Apply the adjoint, in the kernel, of correlating a signal: for a map that conjugates its kernel.

    Parameters
    ----------
    y : array_like
        An array of the shape that `flipconv.correlate` returns.
    x : array_like, shape (n_1, ..., n_d)
        Signal. It has as many axes as the kernel: for a batch, add up what its members give.
    shape : int or sequence of d ints
        Shape of the kernels.
    mode : {"full", "same", "valid"}, optional
        That of the correlation.
    boundary : {"constant", "edge", "reflect", "symmetric", "wrap"}, optional
        That of the correlation, as in `flipconv.correlate`.
    cval : scalar, optional
        Only 0: with another constant beyond the ends the signal's continuation is no part of the signal.
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
        As `convolve_kernel_adjoint`.

    See Also
    --------
    correlate_signal_adjoint : The adjoint in the signal.
    convolve_kernel_adjoint : The same of convolving.

    Notes
    -----
    Correlation conjugates its kernel, so :math:`B h = h \star x` is antilinear: a kernel times
    :math:`i` gives outputs times :math:`-i`. Its adjoint is antilinear too, and is defined by

    .. math:: \langle B h, y \rangle = \langle B^* y, h \rangle

    with the kernel on the right. Hence

    .. math:: (B^* y)[j] = \sum_k x[k + j]\, \overline{y[k]}

    where `k` runs over the lags of the outputs. On real numbers this is the usual adjoint.

    References
    ----------
    .. [1] J. Claerbout and S. Fomel, *Image Estimation by Example*, 2014, chapter 1.

    Examples
    --------
    >>> correlate_kernel_adjoint([1, 2, 4, 8], [1, 10, 100], 2).tolist()
    [842, 421]
    """
    x = as_array("x", x)
    taps = as_shape("shape", shape, x.ndim, of="x")
    how = geometry(
        x.shape, taps, mode=mode, boundary=boundary, cval=cval, anchor=anchor, default_anchor=correlation_anchor
    )
    reads = of_correlation(how)
    y, seen = _continued(outputs(y, "correlate", how, reads.wanted), x, reads, how.boundary)
    back = np.empty(taps, np.result_type(y, seen))
    for j in np.ndindex(taps):
        into, source = _meeting(reads, j)
        with np.errstate(invalid="ignore"):
            back[j] = (seen[source] * np.conj(y[into])).sum()
    return back


def _continued(y: np.ndarray, x: np.ndarray, reads: Reads, boundary: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return the outputs, and the signal with its border, in dtypes that hold every sum of products."""
    if are_whole(x, y):
        check_bound("sums of products of x and y", peak(x) * total(y), "x")
        x, y = x.astype(np.int64), y.astype(np.int64)
    return y, extend(x, reads.pads, boundary)


def _meeting(reads: Reads, shifts: Sequence[int]) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    """Return which outputs read a sample under one tap, and which sample."""
    pairs = [overlap(*axis) for axis in zip(reads.wanted, shifts, reads.samples, strict=True)]
    into, source = zip(*pairs, strict=True)
    return into, source
