"""The two layers, forward."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from flipconv.layers import road
from flipconv.layers.settings import (
    Padding,
    Reach,
    Steps,
    arrays,
    bias,
    check_no_overflow,
    conjugated,
    convolution_reach,
    correlation_reach,
    dtype_of,
    meetings_of,
)


def correlation_layer(
    x: ArrayLike,
    w: ArrayLike,
    b: ArrayLike | None = None,
    *,
    stride: Steps = 1,
    padding: Padding = 0,
    dilation: Steps = 1,
    groups: int = 1,
) -> np.ndarray:
    r"""
    Correlate signals of several channels with weights: what network libraries call a convolution layer.

    Parameters
    ----------
    x : array_like, shape (N, C, \*spatial)
        N signals of C channels, with one spatial axis or more.
    w : array_like, shape (O, C/groups, \*kernel)
        Weights: for each of O output channels a kernel for each channel it sees.
    b : array_like, shape (O,), optional
        Bias: what is added to each output channel.
    stride : int or sequence of int, optional
        From output to output so many samples, for all spatial axes or one each.
    padding : int, "same", "valid", or sequence of int or of pairs of int, optional
        Zeros before and after: a number for all axes, or for each axis a number or a pair ``(before, after)``.
        ``"same"`` gives as many outputs as samples, placed by the anchors of `flipconv.correlate`; it needs stride 1.
    dilation : int or sequence of int, optional
        From tap to tap so many samples.
    groups : int, optional
        Into how many blocks the channels are split; block i of the outputs sees block i of the channels alone.
        With ``groups=C`` the layer is called depthwise.

    Returns
    -------
    numpy.ndarray, shape (N, O, \*outputs)
        A new array, with ``(n + before + after - dilation * (m - 1) - 1) // stride + 1`` outputs along an axis.
        Integers and booleans give 64-bit integers, objects stay exact, other dtypes follow `numpy.result_type`.

    Raises
    ------
    ValueError
        If shapes do not fit each other, groups do not divide the channels, a stride, a dilation or a padding is
        out of range, ``"same"`` meets a stride above 1, or the kernel spans more than the padded signal.
    TypeError
        If an array does not hold numbers.
    OverflowError
        If integer sums could leave 64 bits; pass ``x.astype(object)`` for exact integers.

    See Also
    --------
    convolution_layer : The same with the flip, and without a conjugate.
    correlation_layer_gradients : Its gradients.
    transposed_correlation_layer : Its adjoint.
    flipconv.correlate : One channel, with modes and borders.

    Notes
    -----
    With stride :math:`s`, dilation :math:`d` and :math:`p` zeros before,

    .. math:: y[n, o, k] = b[o] + \sum_{c, j} \overline{w[o, c, j]}\, x[n, c, s k + d j - p]

    for each spatial axis. ``torch.nn.functional.conv2d`` gives the same numbers for real weights; it does not conjugate
    complex ones, and its ``"same"`` has :math:`d (m - 1) // 2` zeros before, and not :math:`d\, (m // 2)`. The work is
    one multiplication and one addition for each output, channel and tap, as products of matrices.

    References
    ----------
    .. [1] V. Dumoulin and F. Visin, *A guide to convolution arithmetic for deep learning*, arXiv:1603.07285, 2016,
       relationships 1 to 6.

    Examples
    --------
    >>> from flipconv.layers import correlation_layer
    >>> correlation_layer([[[1, 2, 3, 4]]], [[[1, 10]]]).tolist()
    [[[21, 32, 43]]]
    >>> correlation_layer([[[1, 2, 3, 4]]], [[[1, 10]]], [100], stride=2, padding=[(1, 0)]).tolist()
    [[[110, 132]]]
    """
    x, w = arrays(x, w, groups)
    return _layer(x, conjugated(w), bias(b, w.shape[0]), correlation_reach, stride, padding, dilation, groups)


def convolution_layer(
    x: ArrayLike,
    w: ArrayLike,
    b: ArrayLike | None = None,
    *,
    stride: Steps = 1,
    padding: Padding = 0,
    dilation: Steps = 1,
    groups: int = 1,
) -> np.ndarray:
    r"""
    Convolve signals of several channels with weights: the layer that flips its kernels.

    Parameters
    ----------
    x : array_like, shape (N, C, \*spatial)
        N signals of C channels, with one spatial axis or more.
    w : array_like, shape (O, C/groups, \*kernel)
        Weights: for each of O output channels a kernel for each channel it sees.
    b : array_like, shape (O,), optional
        Bias: what is added to each output channel.
    stride : int or sequence of int, optional
        From output to output so many samples, for all spatial axes or one each.
    padding : int, "same", "valid", or sequence of int or of pairs of int, optional
        Zeros before and after: a number for all axes, or for each axis a number or a pair ``(before, after)``.
        ``"same"`` gives as many outputs as samples, placed by the anchors of `flipconv.convolve`; it needs stride 1.
    dilation : int or sequence of int, optional
        From tap to tap so many samples.
    groups : int, optional
        Into how many blocks the channels are split; block i of the outputs sees block i of the channels alone.

    Returns
    -------
    numpy.ndarray, shape (N, O, \*outputs)
        A new array, with ``(n + before + after - dilation * (m - 1) - 1) // stride + 1`` outputs along an axis.
        Integers and booleans give 64-bit integers, objects stay exact, other dtypes follow `numpy.result_type`.

    Raises
    ------
    ValueError
        If shapes do not fit each other, groups do not divide the channels, a stride, a dilation or a padding is
        out of range, ``"same"`` meets a stride above 1, or the kernel spans more than the padded signal.
    TypeError
        If an array does not hold numbers.
    OverflowError
        If integer sums could leave 64 bits; pass ``x.astype(object)`` for exact integers.

    See Also
    --------
    correlation_layer : The same without the flip: what network libraries compute.
    convolution_layer_gradients : Its gradients.

    Notes
    -----
    With stride :math:`s`, dilation :math:`d`, :math:`p` zeros before and a kernel of :math:`m` taps,

    .. math:: y[n, o, k] = b[o] + \sum_{c, j} w[o, c, j]\, x[n, c, s k + d (m - 1 - j) - p]

    for each spatial axis. It equals `correlation_layer` with the conjugate flip of every kernel.

    References
    ----------
    .. [1] I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, MIT Press, 2016, section 9.1, equations 9.4
       to 9.6.

    Examples
    --------
    >>> from flipconv.layers import convolution_layer
    >>> convolution_layer([[[1, 2, 3, 4]]], [[[1, 10]]]).tolist()
    [[[12, 23, 34]]]
    >>> convolution_layer([[[1, 2], [3, 4]]], [[[1, 10]], [[2, 20]]], groups=2).tolist()
    [[[12], [68]]]
    """
    x, w = arrays(x, w, groups)
    return _layer(x, w, bias(b, w.shape[0]), convolution_reach, stride, padding, dilation, groups)


def _layer(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None,
    reach: Reach,
    stride: Steps,
    padding: Padding,
    dilation: Steps,
    groups: int,
) -> np.ndarray:
    """Run a layer whose weights enter as they are, along a reach."""
    meetings = meetings_of(x.shape[2:], w.shape[2:], stride, padding, dilation, groups, reach)
    check_no_overflow(("x", x), ("w", w), more=0 if b is None else b)
    return with_bias(road.forward(x, w, dtype_of(x, w, b), meetings), b)


def with_bias(y: np.ndarray, b: np.ndarray | None) -> np.ndarray:
    """Add the bias of each channel to outputs, in place."""
    if b is not None:
        y += b.astype(y.dtype).reshape(-1, *(1 for _ in y.shape[2:]))
    return y
