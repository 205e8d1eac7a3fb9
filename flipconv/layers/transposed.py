"""The transposed layers: the adjoints of the two layers, as layers of their own."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from flipconv.arguments import as_array
from flipconv.layers import road
from flipconv.layers.forward import with_bias
from flipconv.layers.settings import (
    Padding,
    Reach,
    Steps,
    bias,
    check_groups,
    check_no_overflow,
    check_ranks,
    conjugated,
    convolution_reach,
    correlation_reach,
    dtype_of,
    pads,
    per_axis,
)
from flipconv.wording import counted


def transposed_correlation_layer(
    x: ArrayLike,
    w: ArrayLike,
    b: ArrayLike | None = None,
    *,
    stride: Steps = 1,
    padding: Padding = 0,
    output_padding: Steps = 0,
    dilation: Steps = 1,
    groups: int = 1,
) -> np.ndarray:
    r"""
    Stamp a kernel on every sample: the adjoint of a correlation layer with these weights.

    Parameters
    ----------
    x : array_like, shape (N, C, \*spatial)
        N signals of C channels: what such a correlation layer returns.
    w : array_like, shape (C, O/groups, \*kernel)
        Weights, laid out as in the correlation layer whose adjoint this is: that one has C outputs and O channels.
    b : array_like, shape (O,), optional
        Bias: what is added to each output channel.
    stride : int or sequence of int, optional
        From stamp to stamp so many samples.
    padding : int, "same", "valid", or sequence of int or of pairs of int, optional
        How much is cut off before and after; the layer that is transposed has this padding.
    output_padding : int or sequence of int, optional
        How many samples to add at the end: of several lengths that a strided layer maps to one, which is meant.
        Less than the stride or the dilation.
    dilation : int or sequence of int, optional
        From tap to tap so many samples.
    groups : int, optional
        Into how many blocks the channels are split.

    Returns
    -------
    numpy.ndarray, shape (N, O, \*outputs)
        A new array, with ``(n - 1) * stride + dilation * (m - 1) + 1 - before - after + output_padding`` outputs
        along an axis.

    Raises
    ------
    ValueError
        If shapes do not fit each other, groups do not divide the channels, a number is out of range, or the padding
        cuts everything off.
    TypeError
        If an array does not hold numbers.
    OverflowError
        If integer sums could leave 64 bits.

    See Also
    --------
    correlation_layer : The layer that it is the adjoint of.
    correlation_layer_gradients : Where it is the gradient with respect to the signals.

    Notes
    -----
    With stride :math:`s`, dilation :math:`d` and :math:`p` cut off before,

    .. math:: y[n, o, i] = b[o] + \sum_{c, k, j:\, s k + d j - p = i} w[c, o, j]\, x[n, c, k]

    At stride 1 this is a full convolution, cut: the kernel is stamped upright. To compute it with a correlation
    layer, each kernel must be rotated by 180 degrees and channels exchanged.
    ``torch.nn.functional.conv_transpose2d`` gives the same numbers for real weights. It is no inverse:
    "deconvolution" is another thing.

    References
    ----------
    .. [1] V. Dumoulin and F. Visin, *A guide to convolution arithmetic for deep learning*, arXiv:1603.07285, 2016,
       chapter 4.

    Examples
    --------
    >>> from flipconv.layers import transposed_correlation_layer
    >>> transposed_correlation_layer([[[1, 2, 3]]], [[[1, 10]]]).tolist()
    [[[1, 12, 23, 30]]]
    >>> transposed_correlation_layer([[[1, 2, 3]]], [[[1, 10]]], stride=2, output_padding=1).tolist()
    [[[1, 10, 2, 20, 3, 30, 0]]]
    """
    x, w, b = _arrays(x, w, b, groups)
    return _transposed(x, w, b, correlation_reach, stride, padding, output_padding, dilation, groups)


def transposed_convolution_layer(
    x: ArrayLike,
    w: ArrayLike,
    b: ArrayLike | None = None,
    *,
    stride: Steps = 1,
    padding: Padding = 0,
    output_padding: Steps = 0,
    dilation: Steps = 1,
    groups: int = 1,
) -> np.ndarray:
    r"""
    Stamp the reversed kernel on every sample: the adjoint of a convolution layer with these weights.

    Parameters
    ----------
    x : array_like, shape (N, C, \*spatial)
        N signals of C channels: what such a convolution layer returns.
    w : array_like, shape (C, O/groups, \*kernel)
        Weights, laid out as in the convolution layer whose adjoint this is: that one has C outputs and O channels.
    b : array_like, shape (O,), optional
        Bias: what is added to each output channel.
    stride : int or sequence of int, optional
        From stamp to stamp so many samples.
    padding : int, "same", "valid", or sequence of int or of pairs of int, optional
        How much is cut off before and after; the layer that is transposed has this padding.
    output_padding : int or sequence of int, optional
        How many samples to add at the end; less than the stride or the dilation.
    dilation : int or sequence of int, optional
        From tap to tap so many samples.
    groups : int, optional
        Into how many blocks the channels are split.

    Returns
    -------
    numpy.ndarray, shape (N, O, \*outputs)
        A new array, with ``(n - 1) * stride + dilation * (m - 1) + 1 - before - after + output_padding`` outputs
        along an axis.

    Raises
    ------
    ValueError
        If shapes do not fit each other, groups do not divide the channels, a number is out of range, or the padding
        cuts everything off.
    TypeError
        If an array does not hold numbers.
    OverflowError
        If integer sums could leave 64 bits.

    See Also
    --------
    convolution_layer : The layer that it is the adjoint of.
    transposed_correlation_layer : The same with the kernel upright: what network libraries compute.

    Notes
    -----
    With kernels of :math:`m` taps, stride :math:`s`, dilation :math:`d` and :math:`p` cut off before,

    .. math:: y[n, o, i] = b[o] + \sum_{c, k, j:\, s k + d (m - 1 - j) - p = i} \overline{w[c, o, j]}\, x[n, c, k]

    At stride 1 this is a full correlation, cut.

    References
    ----------
    .. [1] V. Dumoulin and F. Visin, *A guide to convolution arithmetic for deep learning*, arXiv:1603.07285, 2016,
       chapter 4.

    Examples
    --------
    >>> from flipconv.layers import transposed_convolution_layer
    >>> transposed_convolution_layer([[[1, 2, 3]]], [[[1, 10]]]).tolist()
    [[[10, 21, 32, 3]]]
    """
    x, w, b = _arrays(x, w, b, groups)
    return _transposed(x, conjugated(w), b, convolution_reach, stride, padding, output_padding, dilation, groups)


def _arrays(
    x: ArrayLike, w: ArrayLike, b: ArrayLike | None, groups: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
    """Check signals, weights and bias against one another; return them as arrays."""
    x, w = as_array("x", x), as_array("w", w)
    check_ranks(x, w, "(C, O/groups, *kernel)")
    check_groups(groups, x.shape[1], "x has {} channels")
    if w.shape[0] != x.shape[1]:
        hint = "w must be (C, O/groups, *kernel)"
        if w.shape[0] != w.shape[1] and (w.shape[1] * groups == x.shape[1] or w.shape[1] == x.shape[1]):
            hint = "did you mean (C, O/groups, *kernel)? the first two axes of w look exchanged"
        raise ValueError(
            f"x of shape {x.shape} has {x.shape[1]} channels, and w of shape {w.shape} takes {w.shape[0]}; {hint}"
        )
    return x, w, bias(b, w.shape[1] * groups)


def _transposed(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None,
    reach: Reach,
    stride: Steps,
    padding: Padding,
    output_padding: Steps,
    dilation: Steps,
    groups: int,
) -> np.ndarray:
    """Run the adjoint of a layer, along its reach."""
    d = w.ndim - 2
    steps, holes = per_axis("stride", stride, d), per_axis("dilation", dilation, d)
    borders, more = pads(padding, w.shape[2:], steps, holes), per_axis("output_padding", output_padding, d, 0)
    each = zip(range(d), x.shape[2:], w.shape[2:], steps, holes, borders, more, strict=True)
    samples = tuple(_length(*axis) for axis in each)
    shifts = [
        tuple(place - before for place in reach(m, size))
        for m, size, (before, _) in zip(w.shape[2:], holes, borders, strict=True)
    ]
    check_no_overflow(("x", x), ("w", w), kept=1, more=0 if b is None else b)
    meetings = road.Meetings(samples, x.shape[2:], steps, tuple(shifts), groups)
    return with_bias(road.input_gradient(x, w, dtype_of(x, w, b), meetings), b)


def _length(axis: int, n: int, m: int, step: int, hole: int, border: tuple[int, int], more: int) -> int:
    """Return how many outputs an axis has; raise if there is none, or if more is added than a stride leaves open."""
    if more >= max(step, hole):
        raise ValueError(
            f"output_padding is {more} with stride {step} and dilation {hole} along spatial axis {axis}; "
            "it must be less than one of the two"
        )
    stamped = (n - 1) * step + hole * (m - 1) + 1
    length = stamped - sum(border) + more
    if length < 1:
        raise ValueError(
            f"padding cuts off {sum(border)} of the {counted(stamped + more, 'sample', 'samples')} that {n} samples "
            f"of x and {m} taps of w give along spatial axis {axis}; at least one must be left"
        )
    return length
