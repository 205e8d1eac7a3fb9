"""The gradients of the two layers: with respect to their signals, their weights and their bias."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from flipconv.arguments import as_array
from flipconv.layers import road
from flipconv.layers.settings import (
    Padding,
    Reach,
    Steps,
    arrays,
    check_no_overflow,
    conjugated,
    convolution_reach,
    correlation_reach,
    dtype_of,
    meetings_of,
)


class Gradients(NamedTuple):
    r"""
    The gradients of a layer.

    Parameters
    ----------
    input : numpy.ndarray, shape (N, C, \*spatial)
        With respect to the signals.
    weight : numpy.ndarray, shape (O, C/groups, \*kernel)
        With respect to the weights.
    bias : numpy.ndarray, shape (O,)
        With respect to the bias.
    """

    input: np.ndarray
    weight: np.ndarray
    bias: np.ndarray


def correlation_layer_gradients(
    x: ArrayLike,
    w: ArrayLike,
    dy: ArrayLike,
    *,
    stride: Steps = 1,
    padding: Padding = 0,
    dilation: Steps = 1,
    groups: int = 1,
) -> Gradients:
    r"""
    Return the gradients of a loss through a correlation layer.

    Parameters
    ----------
    x : array_like, shape (N, C, \*spatial)
        What the layer was given.
    w : array_like, shape (O, C/groups, \*kernel)
        Its weights.
    dy : array_like, shape (N, O, \*outputs)
        The gradient of the loss with respect to what the layer returned.
    stride, padding, dilation, groups : optional
        As the layer was called.

    Returns
    -------
    Gradients
        With respect to the signals, the weights and the bias, with the shapes of these.

    Raises
    ------
    ValueError
        If the layer would refuse its arguments, or `dy` has not the shape of what it returns.
    TypeError
        If an array does not hold numbers.
    OverflowError
        If integer sums could leave 64 bits.

    See Also
    --------
    correlation_layer : The layer.
    transposed_correlation_layer : The gradient with respect to the signals, as a layer of its own.

    Notes
    -----
    .. math::

       \partial x[n, c, i] &= \sum_{o, k, j:\, s k + d j - p = i} w[o, c, j]\, \partial y[n, o, k] \\
       \partial w[o, c, j] &= \sum_{n, k} x[n, c, s k + d j - p]\, \overline{\partial y[n, o, k]} \\
       \partial b[o] &= \sum_{n, k} \partial y[n, o, k]

    The first convolves: it stamps the kernel, upright, on every output's gradient. The second correlates, and the
    flip has no place in it. For complex numbers the gradient is that of a real loss,
    :math:`\mathrm{Re}\langle \delta y, \partial y\rangle`.

    References
    ----------
    .. [1] I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, MIT Press, 2016, section 9.5, equations 9.11
       to 9.13.

    Examples
    --------
    >>> from flipconv.layers import correlation_layer_gradients
    >>> gradients = correlation_layer_gradients([[[1, 2, 3]]], [[[1, 10]]], [[[1, 100]]])
    >>> gradients.input.tolist(), gradients.weight.tolist(), gradients.bias.tolist()
    ([[[1, 110, 1000]]], [[[201, 302]]], [101])
    """
    x, w = arrays(x, w, groups)
    dy, meetings = _checked(x, w, dy, correlation_reach, stride, padding, dilation, groups)
    return Gradients(
        road.input_gradient(dy, w, dtype_of(dy, w), meetings),
        road.weight_gradient(x, conjugated(dy), dtype_of(x, dy), meetings),
        _summed(dy),
    )


def convolution_layer_gradients(
    x: ArrayLike,
    w: ArrayLike,
    dy: ArrayLike,
    *,
    stride: Steps = 1,
    padding: Padding = 0,
    dilation: Steps = 1,
    groups: int = 1,
) -> Gradients:
    r"""
    Return the gradients of a loss through a convolution layer.

    Parameters
    ----------
    x : array_like, shape (N, C, \*spatial)
        What the layer was given.
    w : array_like, shape (O, C/groups, \*kernel)
        Its weights.
    dy : array_like, shape (N, O, \*outputs)
        The gradient of the loss with respect to what the layer returned.
    stride, padding, dilation, groups : optional
        As the layer was called.

    Returns
    -------
    Gradients
        With respect to the signals, the weights and the bias, with the shapes of these.

    Raises
    ------
    ValueError
        If the layer would refuse its arguments, or `dy` has not the shape of what it returns.
    TypeError
        If an array does not hold numbers.
    OverflowError
        If integer sums could leave 64 bits.

    See Also
    --------
    convolution_layer : The layer.
    transposed_convolution_layer : The gradient with respect to the signals, as a layer of its own.

    Notes
    -----
    With kernels of :math:`m` taps,

    .. math::

       \partial x[n, c, i] &= \sum_{o, k, j:\, s k + d (m - 1 - j) - p = i}
       \overline{w[o, c, j]}\, \partial y[n, o, k] \\
       \partial w[o, c, j] &= \sum_{n, k} \overline{x[n, c, s k + d (m - 1 - j) - p]}\, \partial y[n, o, k] \\
       \partial b[o] &= \sum_{n, k} \partial y[n, o, k]

    The first correlates. The gradient of a kernel is the flip of the one that the flipped kernel has in a
    correlation layer, so the two layers learn mirrored kernels from mirrored starts.

    References
    ----------
    .. [1] I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, MIT Press, 2016, section 9.5.

    Examples
    --------
    >>> from flipconv.layers import convolution_layer_gradients
    >>> gradients = convolution_layer_gradients([[[1, 2, 3]]], [[[1, 10]]], [[[1, 100]]])
    >>> gradients.input.tolist(), gradients.weight.tolist(), gradients.bias.tolist()
    ([[[10, 1001, 100]]], [[[302, 201]]], [101])
    """
    x, w = arrays(x, w, groups)
    dy, meetings = _checked(x, w, dy, convolution_reach, stride, padding, dilation, groups)
    return Gradients(
        road.input_gradient(dy, conjugated(w), dtype_of(dy, w), meetings),
        road.weight_gradient(conjugated(x), dy, dtype_of(x, dy), meetings),
        _summed(dy),
    )


def _checked(
    x: np.ndarray,
    w: np.ndarray,
    dy: ArrayLike,
    reach: Reach,
    stride: Steps,
    padding: Padding,
    dilation: Steps,
    groups: int,
) -> tuple[np.ndarray, road.Meetings]:
    """Check what comes back from above against what the layer returns; return it, and where outputs meet samples."""
    meetings = meetings_of(x.shape[2:], w.shape[2:], stride, padding, dilation, groups, reach)
    dy = as_array("dy", dy)
    expected = (x.shape[0], w.shape[0], *meetings.outputs)
    if dy.shape != expected:
        raise ValueError(
            f"dy has shape {dy.shape}; the layer returns {expected} for x of shape {x.shape} and w of shape {w.shape}, "
            "and its gradient has the same shape"
        )
    check_no_overflow(("dy", dy), ("w", w), kept=1)
    check_no_overflow(("x", x), ("dy", dy), kept=1)
    return dy, meetings


def _summed(dy: np.ndarray) -> np.ndarray:
    """Return the sum for each channel; a long sum of floats keeps its digits in a wider one."""
    dtype = dtype_of(dy)
    wide = np.result_type(dtype, np.float64) if dtype.kind in "fc" else dtype
    return np.asarray(dy.sum(axis=(0, *range(2, dy.ndim)), dtype=wide)).astype(dtype)
