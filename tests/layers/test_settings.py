"""What the layers refuse, and what they say about it."""

from __future__ import annotations

import numpy as np
import pytest

from flipconv.layers import (
    convolution_layer,
    convolution_layer_gradients,
    correlation_layer,
    correlation_layer_gradients,
    transposed_convolution_layer,
    transposed_correlation_layer,
)

X, W = np.ones((2, 6, 9, 8)), np.ones((4, 6, 3, 2))
LAYERS = pytest.mark.parametrize("layer", [correlation_layer, convolution_layer])
REFUSED = {
    "channels": ((X, np.ones((4, 5, 3, 2))), {}, r"\(2, 6, 9, 8\) has 6 channels.*\(4, 5, 3, 2\) takes 5"),
    "exchanged": ((X, np.ones((6, 4, 3, 2))), {}, r"did you mean \(O, C/groups, \*kernel\)\?.*exchanged"),
    "exchanged-in-groups": ((X, np.ones((3, 2, 3, 2))), {"groups": 1}, "takes 2"),
    "last": ((X, np.ones((3, 2, 6, 4))), {}, r"looks like \(\*kernel, C/groups, O\)"),
    "channels-last": ((np.ones((2, 9, 8, 6)), W), {}, r"\(N, C, \*spatial\)\?.*channels last"),
    "groups-see-fewer": ((X, W), {"groups": 2}, "each output sees C/groups"),
    "groups-do-not-divide": ((X, np.ones((4, 2, 3, 2))), {"groups": 3}, "groups is 3.*4 output channels"),
    "groups-do-not-divide-the-channels": (
        (np.ones((1, 3, 5)), np.ones((4, 1, 2))),
        {"groups": 2},
        "must divide the channels",
    ),
    "depthwise-with-all-channels": (
        (np.ones((1, 4, 9)), np.ones((4, 4, 3))),
        {"groups": 4},
        "each output sees C/groups",
    ),
    "groups-0": ((X, W), {"groups": 0}, "groups is 0; it must be an integer from 1 up"),
    "groups-true": ((X, W), {"groups": True}, "groups is True"),
    "axes": ((X, W[0]), {}, r"as many axes each"),
    "no-space": ((X[..., 0, 0], W[..., 0, 0]), {}, "three or more"),
    "bias": ((X, W, np.ones(3)), {}, r"b has shape \(3,\); it must be \(4,\)"),
    "bias-number": ((X, W, 1.0), {}, "b is a single float"),
    "stride-0": ((X, W), {"stride": 0}, "stride is 0; it must be an integer from 1 up, or a sequence of 2"),
    "stride-negative": ((X, W), {"stride": (1, -2)}, r"stride is \(1, -2\)"),
    "stride-float": ((X, W), {"stride": 1.5}, "stride is 1.5"),
    "stride-three": ((X, W), {"stride": (1, 1, 1)}, "or a sequence of 2, one for each spatial axis"),
    "stride-word": ((X, W), {"stride": "12"}, "stride is '12'"),
    "dilation-0": ((X, W), {"dilation": 0}, "dilation is 0"),
    "padding-negative": ((X, W), {"padding": -1}, "padding is -1"),
    "padding-word": ((X, W), {"padding": "full"}, "'same', 'valid'"),
    "padding-three": ((X, W), {"padding": (1, 1, 1)}, "or a sequence of 2: "),
    "padding-triple": ((X, W), {"padding": ((1, 1, 1), 0)}, "a pair"),
    "padding-float": ((X, W), {"padding": 0.5}, "padding is 0.5"),
    "pair-on-one-axis": ((X[..., 0], W[..., 0]), {"padding": (1, 2)}, r"write \[\(before, after\)\]"),
    "same-with-stride": ((X, W), {"padding": "same", "stride": (1, 2)}, r"'same' with stride \(1, 2\)"),
    "too-long": ((X, W), {"dilation": 5}, r"\(3, 2\) spans 11 samples along spatial axis 0.*\(9, 8\), has 9 there"),
    "empty": ((np.ones((0, 6, 9, 8)), W), {}, "x is empty"),
}


@LAYERS
@pytest.mark.parametrize("case", REFUSED)
def test_a_call_that_does_not_fit_says_why(layer, case):
    arrays, how, reason = REFUSED[case]
    with pytest.raises(ValueError, match=reason):
        _ = layer(*arrays, **how)


@LAYERS
def test_numpy_integers_are_integers(layer):
    how = {"stride": np.array(2), "padding": np.array(1), "dilation": np.int8(2), "groups": np.int64(2)}
    w = np.ones((4, 3, 3, 2))
    assert np.array_equal(layer(X, w, **how), layer(X, w, stride=2, padding=1, dilation=2, groups=2))
    assert np.array_equal(layer(X, w, padding=np.array([1, 0]), groups=2), layer(X, w, padding=(1, 0), groups=2))


@LAYERS
def test_words_are_no_numbers(layer):
    with pytest.raises(TypeError, match="w has dtype"):
        _ = layer(X, np.full(W.shape, "a"))


@pytest.mark.parametrize("gradients", [correlation_layer_gradients, convolution_layer_gradients])
def test_a_gradient_must_have_the_shape_of_what_the_layer_returns(gradients):
    with pytest.raises(ValueError, match=r"dy has shape \(2, 4, 7, 8\); the layer returns \(2, 4, 7, 7\)"):
        _ = gradients(X, W, np.ones((2, 4, 7, 8)))


TRANSPOSED = pytest.mark.parametrize("layer", [transposed_correlation_layer, transposed_convolution_layer])
TRANSPOSED_REFUSED = {
    "channels": ((X, W), {}, r"has 6 channels.*takes 4; did you mean \(C, O/groups, \*kernel\)\?"),
    "channels-otherwise": ((X, np.ones((5, 4, 3, 2))), {}, r"takes 5; w must be \(C, O/groups"),
    "groups": ((X, np.ones((6, 2, 3, 2))), {"groups": 4}, "groups is 4, and x has 6 channels"),
    "bias": ((X, np.ones((6, 2, 3, 2)), np.ones(2)), {"groups": 3}, r"it must be \(6,\)"),
    "output-padding": ((X, np.ones((6, 2, 3, 2))), {"stride": 2, "output_padding": 2}, "output_padding is 2"),
    "output-padding-negative": ((X, np.ones((6, 2, 3, 2))), {"output_padding": -1}, "output_padding is -1"),
    "padding": (
        (X, np.ones((6, 2, 3, 2))),
        {"padding": 6},
        r"cuts off 12 of the 11 samples that 9 samples",
    ),
    "axes": ((X, np.ones((6, 2, 3))), {}, r"\(C, O/groups, \*kernel\)"),
}


@TRANSPOSED
@pytest.mark.parametrize("case", TRANSPOSED_REFUSED)
def test_a_transposed_call_that_does_not_fit_says_why(layer, case):
    arrays, how, reason = TRANSPOSED_REFUSED[case]
    with pytest.raises(ValueError, match=reason):
        _ = layer(*arrays, **how)
