"""`identify` on calls of libraries, held against what their documentation says or a sum by hand shows."""

from __future__ import annotations

from functools import partial

import cv2
import numpy as np
import pytest
import scipy.ndimage
import scipy.signal

from flipconv.conventions import Convention, Rejected, identify
from flipconv.conventions.anchors import AnchorRule
from flipconv.layers import correlation_layer, transposed_correlation_layer

NDIMAGE = {"reflect": "symmetric", "nearest": "edge", "mirror": "reflect", "wrap": "wrap", "constant": "constant"}


def by_hand(x, h, s, a, fill):
    """Return y[n] = sum_j h[j] x[n + s(j - a)] for one axis, x continued by a function of the index."""
    return np.array([sum(h[j] * fill(x, n + s * (j - a)) for j in range(len(h))) for n in range(len(x))])


def both(name, edges=2):
    return ((name, name),) * edges


@pytest.mark.parametrize("mode", NDIMAGE)
@pytest.mark.parametrize(("fn", "sign"), [(scipy.ndimage.correlate, 1), (scipy.ndimage.convolve, -1)])
def test_ndimage(fn, sign, mode):
    found = identify(partial(fn, mode=mode))
    assert (found.sign, found.boundary) == ((sign, sign), both(NDIMAGE[mode]))
    assert [str(rule) for rule in found.anchor_rule] == ["m//2", "m//2"]
    assert found.conjugates == ("kernel" if sign > 0 else "none")
    assert found.ambiguous == ()


@pytest.mark.parametrize("origin", [-1, 0, 1])
def test_an_origin_is_an_anchor(origin):
    found = identify(lambda x, h: scipy.ndimage.correlate1d(x, h, origin=origin), ndim=1, sizes=(3, 4, 5))
    x, h = np.arange(1.0, 10), np.array([1.0, 10, 100])
    want = scipy.ndimage.correlate1d(x, h, origin=origin)
    anchors = [a for a in range(3) if np.array_equal(want[3:6], by_hand(x, h, 1, a, lambda x, i: x[i % 9])[3:6])]
    assert anchors == [found.anchor_rule[0](3)]


def test_the_two_dimensional_correlation_of_scipy_has_the_other_anchor():
    (one, other) = (
        identify(lambda x, h, f=f: f(x, h, "same"), ndim=2) for f in (scipy.signal.correlate, scipy.signal.correlate2d)
    )
    assert [str(found.anchor_rule[0]) for found in (one, other)] == ["m//2", "(m-1)//2"]
    assert [found.conjugates for found in (one, other)] == ["kernel", "kernel"]


@pytest.mark.parametrize("mode", ["full", "same", "valid"])
def test_numpy(mode):
    forward, backward = (identify(lambda x, h, f=f: f(x, h, mode)) for f in (np.convolve, np.correlate))
    assert (forward.kind, forward.conjugates, forward.output) == ("convolution", "none", mode)
    assert (backward.kind, backward.conjugates, backward.output) == ("correlation", "kernel", mode)
    swapped = identify(lambda x, h: np.correlate(h, x, mode))
    assert (swapped.kind, swapped.argument_order) == (
        "correlation",
        "h, x" if mode == "full" else swapped.argument_order,
    )


def test_opencv():
    found = identify(lambda x, h: cv2.filter2D(x, -1, h))
    assert (found.kind, found.boundary, found.conjugates) == ("correlation", both("reflect"), "real only")
    assert "8-bit integers saturate" in found.evidence.remarks


def test_a_filter_that_looks_back_alone():
    found = identify(lambda x, h: scipy.signal.lfilter(h, [1.0], x), ndim=1)
    assert (found.kind, str(found.anchor_rule[0]), found.boundary) == ("convolution", "0", (("constant", "none"),))


def test_a_circle():
    found = identify(lambda x, h: np.fft.irfft(np.fft.rfft(x) * np.fft.rfft(h, len(x)), len(x)), ndim=1)
    assert (found.kind, str(found.anchor_rule[0]), found.boundary) == ("convolution", "0", (("wrap", "none"),))


def test_one_axis_flipped_and_the_kernel_transposed():
    found = identify(lambda x, h: scipy.ndimage.correlate(x, h.T[::-1], mode="wrap"))
    assert (found.kind, found.sign, found.kernel_axes) == ("mixed", (-1, 1), (1, 0))
    # flipped, the tap at m//2 is the one at m - 1 - m//2
    assert [str(rule) for rule in found.anchor_rule] == ["(m-1)//2", "m//2"]


def test_every_second_output_with_holes():
    def fn(x, h):
        wide = np.zeros(2 * np.array(h.shape) - 1)
        wide[::2, ::2] = h
        return scipy.signal.correlate(x, wide, "valid")[::2, ::3]

    found = identify(fn)
    assert (found.output, found.stride, found.dilation) == ("valid", (2, 3), (2, 2))
    # an array of zeros takes the real parts of a kernel
    assert found.conjugates == "drops imaginary of h"


def test_odd_sizes_alone_say_nothing_of_even_ones():
    def fn(x, h):
        if any(m % 2 == 0 for m in h.shape):
            raise ValueError("odd sizes, please")
        return scipy.ndimage.correlate(x, h)

    found = identify(fn)
    assert {rule.text for rule in found.anchor_rule} == {"(m-1)/2"}
    assert any("even sizes" in words for words in found.ambiguous)
    with pytest.raises(ValueError, match="no anchor is known for kernels of 4 taps"):
        _ = found.anchor_rule[0](4)


def test_a_reach_of_one_cannot_tell_an_edge_from_a_mirror():
    def fn(x, h):
        return scipy.signal.correlate(np.pad(x, 1, "symmetric"), h, "valid")

    found = identify(fn, ndim=2)
    assert (found.output, found.pads) == ("padded", ((1, 1), (1, 1)))
    assert len(found.ambiguous) == 4
    assert all("edge or symmetric" in words for words in found.ambiguous)


def test_what_else_a_call_does_is_said():
    def rude(x, h):
        print("looking")  # noqa: T201 - that is what it is caught at
        x *= 2
        return scipy.ndimage.correlate(x, h) / 2

    found = identify(rude)
    assert set(found.evidence.remarks) >= {"prints while it runs", "changes its argument 1 in place"}
    assert found.kind == "correlation"


def test_steps_are_told():
    steps: list[tuple[str, float]] = []
    _ = identify(np.convolve, ndim=1, progress=lambda step, part: steps.append((step, part)))
    assert [step for step, _ in steps] == [
        "opening",
        "taps",
        "outputs",
        "scale",
        "borders",
        "numbers",
        "hold-out",
        "done",
    ]
    assert [part for _, part in steps] == sorted(part for _, part in steps)


def test_a_convention_survives_json():
    found = identify(scipy.ndimage.convolve)
    again = Convention.from_dict(found.as_dict())
    assert again == found
    assert again.evidence == found.evidence
    assert isinstance(again.anchor_rule[0], AnchorRule)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"ndim": 4}, "ndim is 4; it must be 1, 2 or 3"),
        ({"sizes": (1, 2)}, r"sizes is \(1, 2\)"),
        ({"dtype": "int8"}, "dtype is 'int8'"),
        ({"timeout": 0}, "timeout is 0"),
    ],
)
def test_arguments_out_of_range(given, message):
    with pytest.raises(ValueError, match=message):
        _ = identify(np.convolve, **given)


def test_what_cannot_be_called():
    with pytest.raises(TypeError, match="fn is 3; it must be callable"):
        _ = identify(3)  # pyright: ignore[reportArgumentType]


def test_cropped_full_outputs_of_every_second_place():
    # what a wavelet transform does: the full convolution from its second place on
    found = identify(lambda x, h: np.convolve(np.pad(x, len(h) - 1, "symmetric"), h, "valid")[1::2], ndim=1)
    assert (found.output, found.pads, found.stride) == ("full", ((1, 0),), (2,))
    assert found.boundary == (("symmetric", "symmetric"),)


def test_stamps_that_are_wound_around():
    def fn(x, h):
        spread = np.zeros(2 * len(x))
        spread[::2] = x
        around = np.fft.ifft(np.fft.fft(spread) * np.fft.fft(h, len(spread))).real
        # cropped as "same" is: half of what a stamp has beyond its stride, before
        return np.roll(around, -((len(h) - 2) // 2))

    found = identify(fn, ndim=1)
    assert (found.kind, found.output, found.boundary) == ("transposed correlation", "same", (("wrap", "wrap"),))


def test_the_real_part_of_a_result():
    found = identify(lambda x, h: np.real(np.convolve(x, h)), ndim=1)
    assert found.conjugates == "drops imaginary of y"


def test_a_shape_that_depends_on_the_numbers():
    with pytest.raises(Rejected, match=r"the output has shape .*, and for other numbers"):
        _ = identify(np.polymul, ndim=1)


def test_even_sizes_without_a_rule_are_told_apart_from_odd_ones():
    found = identify(lambda x, h: scipy.ndimage.correlate(x, h) * (1 if all(m % 2 for m in h.shape) else x), ndim=2)
    assert {rule.text for rule in found.anchor_rule} == {"(m-1)/2"}
    assert any(words.startswith("even sizes: they are taken, and follow no convention") for words in found.ambiguous)


@pytest.mark.parametrize("groups", [1, 2, "channels"])
@pytest.mark.parametrize(("signal", "weights"), [("NCW", "OIW"), ("NWC", "WIO"), ("NWC", "OWI")])
def test_layers(signal, weights, groups):
    def fn(x, w):
        x = x.transpose([signal.index(letter) for letter in "NCW"])
        w = w.transpose([weights.index(letter) for letter in "OIW"])
        many = x.shape[1] if groups == "channels" else groups
        y = correlation_layer(x, w, stride=2, padding=1, groups=many)
        return y.transpose(["NCW".index(letter) for letter in signal])

    found = identify(fn, layer=True, groups=groups)
    name = weights if groups == 1 else weights.replace("I", f"I/{5 if groups == 'channels' else groups}")
    assert (found.layout, found.kind, found.stride) == (f"{signal},{name}", "correlation", (2,))
    assert (found.output, found.pads, found.conjugates) == ("padded", ((1, 1),), "kernel")


def test_a_layer_is_recognised_without_being_announced():
    found = identify(lambda x, w: transposed_correlation_layer(x, w, stride=2), ndim=2)
    assert (found.kind, found.output, found.layout) == ("transposed correlation", "full", "NCHW,IOHW")


def test_channels_that_no_layout_explains():
    with pytest.raises(Rejected, match="no layout of signals and weights"):
        _ = identify(lambda x, w: correlation_layer(x, w)[:, ::-1], layer=True, ndim=1)
