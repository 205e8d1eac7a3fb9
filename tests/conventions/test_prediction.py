"""`predict` against SciPy, NumPy and sums written out."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
import scipy.ndimage
import scipy.signal
from hypothesis import given
from hypothesis import strategies as st

from flipconv.conventions import Convention, predict

MODES = {"reflect": "symmetric", "nearest": "edge", "mirror": "reflect", "wrap": "wrap", "constant": "constant"}


def written_out(x, h, signs, anchors, strides, dilations, read):
    """Return y[n] = sum_j h[j] x(t n + s d (j - a)) in two dimensions, as plain sums."""
    counts = [-(-n // t) for n, t in zip(x.shape, strides, strict=True)]
    y = np.zeros(counts, np.result_type(x, h))
    for n in np.ndindex(*counts):
        for j in np.ndindex(h.shape):
            at = [
                t * k + s * d * (i - a)
                for k, i, s, a, t, d in zip(n, j, signs, anchors, strides, dilations, strict=True)
            ]
            y[n] += h[j] * read(x, at)
    return y


def wrapped(x, at):
    return x[tuple(i % n for i, n in zip(at, x.shape, strict=True))]


@given(
    seed=st.integers(0, 10**6),
    shapes=st.tuples(*[st.integers(1, 7)] * 2, *[st.integers(1, 5)] * 2),
    signs=st.tuples(*[st.sampled_from([-1, 1])] * 2),
    steps=st.tuples(*[st.integers(1, 3)] * 4),
)
def test_signs_anchors_strides_and_holes(seed, shapes, signs, steps):
    rng = np.random.default_rng(seed)
    x, h = rng.integers(-9, 10, shapes[:2]), rng.integers(-9, 10, shapes[2:])
    anchors = [int(rng.integers(0, m)) for m in h.shape]
    rules = [{m: a} for m, a in zip(h.shape, anchors, strict=True)]
    model = Convention(sign=signs, anchor_rule=rules, boundary="wrap", stride=steps[:2], dilation=steps[2:])
    want = written_out(x, h, signs, anchors, steps[:2], steps[2:], wrapped)
    assert predict(model, x, h).tolist() == want.tolist()


@pytest.mark.parametrize(("mode", "shape"), list(product(MODES, [(3, 4), (2, 5), (5, 2)])))
def test_ndimage(mode, shape):
    rng = np.random.default_rng(3)
    x, h = rng.integers(-9, 10, (7, 8)), rng.integers(-9, 10, shape)
    for sign, fn in ((1, scipy.ndimage.correlate), (-1, scipy.ndimage.convolve)):
        model = Convention(
            sign=(sign, sign), anchor_rule="m//2", boundary=MODES[mode], cval=7.0 if mode == "constant" else 0
        )
        assert predict(model, x, h).tolist() == fn(x, h, mode=mode, cval=7).tolist()


def test_edges_one_by_one():
    # 3 before, the last sample after; and a wrap before, a mirror after
    x, h = np.array([1, 2, 4, 8]), np.array([1, 10, 100])
    one = Convention(sign=(1,), anchor_rule="m//2", boundary=[("constant", "edge")], cval=3.0)
    assert predict(one, x, h).tolist() == [213, 421, 842, 884]
    other = Convention(sign=(1,), anchor_rule="m//2", boundary=[("wrap", "reflect")])
    assert predict(other, x, h).tolist() == [218, 421, 842, 484]


def test_outputs_whose_windows_leave_the_signal():
    x, h = np.array([1.0, 2, 4, 8]), np.array([1.0, 10, 100])
    answers = {
        "copied": [1, 421, 842, 8],
        "zeroed": [0, 421, 842, 0],
        "renormalised": [210 * 111 / 110, 421, 842, 84 * 111 / 11],
    }
    for name, want in answers.items():
        assert predict(Convention(sign=(1,), boundary=name), x, h) == pytest.approx(want, rel=1e-14)
    y = predict(Convention(sign=(1,), boundary="nan"), x, h)
    assert np.isnan(y).tolist() == [True, False, False, True]


@pytest.mark.parametrize(("n", "m", "t"), [(6, 3, 2), (7, 3, 2), (6, 5, 3), (8, 4, 2), (9, 2, 4)])
def test_windows_in_the_middle_of_the_signal(n, m, t):
    # what TensorFlow calls SAME: outputs for every t-th sample, what is odd of the padding after (upper)
    x, h = np.arange(1, n + 1) ** 2, np.arange(1, m + 1) ** 3
    outputs = -(-n // t)
    missing = max((outputs - 1) * t + m - n, 0)
    for alignment, before in (("upper", missing // 2), ("lower", missing - missing // 2)):
        padded = np.pad(x, (before, missing - before))
        want = [int(padded[k * t : k * t + m] @ h) for k in range(outputs)]
        model = Convention(sign=(1,), anchor_rule="none", stride=t, alignment=alignment)
        assert predict(model, x, h).tolist() == want


def test_stamps_as_stored_and_in_reverse():
    x, h = np.array([1, 0, 2]), np.array([1, 10, 100])
    stored = Convention(sign=(-1,), transposed=True, stride=2, output="full")
    assert predict(stored, x, h).tolist() == [1, 10, 100, 0, 2, 20, 200]
    reverse = Convention(sign=(1,), transposed=True, stride=2, output="padded", pads=[(1, -1)])
    assert predict(reverse, x, h).tolist() == [10, 1, 0, 200, 20, 2, 0]


def test_conjugates_scales_and_orders():
    x, h = np.array([1 + 2j, 3j]), np.array([3 + 5j])
    for name, want in {
        "none": [-7 + 11j, -15 + 9j],
        "kernel": [13 + 1j, 15 + 9j],
        "signal": [13 - 1j, 15 - 9j],
        "both": [-7 - 11j, -15 - 9j],
        "drops imaginary": [3, 0],
    }.items():
        assert predict(Convention(sign=(1,), conjugates=name), x, h).tolist() == want
    with pytest.raises(ValueError, match="takes real numbers alone"):
        _ = predict(Convention(sign=(1,), conjugates="real only"), x, h)
    scaled = Convention(sign=(-1,), anchor_rule="0", normalises="absolute sum", gain=8.0, bias=1.0)
    assert predict(scaled, [1, 2], [1, -3]).tolist() == [3, -1]
    swapped = Convention(sign=(-1,), anchor_rule="0", argument_order="h, x")
    assert predict(swapped, [1, 10], [1, 2, 3]).tolist() == [1, 12, 23]


def test_axes_in_another_order():
    x, h = np.arange(12).reshape(3, 4), np.array([[1, 10, 100]])
    turned = Convention(sign=(1, 1), kernel_axes=(1, 0), output_axes=(1, 0))
    assert predict(turned, x, h).tolist() == scipy.ndimage.correlate(x, h.T, mode="constant").T.tolist()


def test_a_rule_is_not_carried_beyond_what_was_seen():
    model = Convention(sign=(1,), anchor_rule={2: 0, 3: 1}, sizes=[(2, 3)])
    with pytest.raises(ValueError, match=r"h has 4 taps along axis 0, and the convention was seen at 2, 3"):
        _ = predict(model, [1, 2, 3], [1, 2, 3, 4])
    with pytest.raises(ValueError, match="no anchor is known for kernels of 4 taps"):
        _ = predict(model, [1, 2, 3], [1, 2, 3, 4], extrapolate=True)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"sign": ()}, "sign is"),
        ({"sign": (2,)}, "sign is"),
        ({"sign": (1,), "boundary": "mirror"}, "boundary holds 'mirror'"),
        ({"sign": (1,), "output": "half"}, "output is 'half'"),
        ({"sign": (1,), "anchor_rule": "m"}, "anchor rule is 'm'"),
        ({"sign": (1, 1), "stride": (1, 2, 3)}, "stride has 3 entries"),
        ({"sign": (1, 1), "kernel_axes": (0, 0)}, "kernel_axes is"),
        ({"sign": (1,), "stride": 0}, "stride is"),
        ({"sign": (1,), "output": "full", "boundary": "copied"}, "'copied' with output 'full'"),
    ],
)
def test_what_is_no_convention(given, message):
    with pytest.raises(ValueError, match=message):
        _ = Convention(**given)


def test_arrays_of_other_axes():
    with pytest.raises(ValueError, match="h has 1 axes; the convention filters 2"):
        _ = predict(Convention(sign=(1, 1)), [[1, 2]], [1, 2])


def test_a_full_convolution_is_that_of_scipy():
    rng = np.random.default_rng(5)
    x, h = rng.integers(-9, 10, (4, 6)), rng.integers(-9, 10, (3, 2))
    assert predict(Convention(sign=(-1, -1), output="full"), x, h).tolist() == scipy.signal.convolve2d(x, h).tolist()
