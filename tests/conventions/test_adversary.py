"""Calls that were once taken for what they are not, or stopped `identify`: each is rejected or remarked on."""

from __future__ import annotations

import os
import warnings
from functools import partial

import numpy as np
import pytest
import scipy.ndimage

from flipconv.conventions import Convention, Rejected, identify, predict
from flipconv.conventions.callforms import call_form
from flipconv.conventions.command import add_arguments, run


def plain(x, h):
    return scipy.ndimage.correlate(x, h, mode="constant")


def turned(x, h):
    return plain(x, h[::-1, ::-1])


def unless(condition, x, h):
    return (turned if condition(x, h) else plain)(x, h)


SWITCHES = {
    "square kernels": (lambda x, h: h.shape[0] == h.shape[1], "no fit"),
    "square signals": (lambda x, h: x.shape[0] == x.shape[1], "no fit"),
    "large taps": (lambda x, h: np.abs(h).max() > 100, "nonlinear"),
    "fractional taps": (lambda x, h: (np.real(h) != np.rint(np.real(h))).any(), "nonlinear"),
    "a tap of 0": (lambda x, h: (h == 0).any(), "no fit"),
}


@pytest.mark.parametrize("name", SWITCHES)
def test_a_call_that_turns_its_kernel_now_and_then_is_rejected(name):
    condition, kind = SWITCHES[name]
    with pytest.raises(Rejected) as caught:
        _ = identify(partial(unless, condition), ndim=2)
    assert caught.value.kind == kind


REMARKS = {
    "does otherwise with arrays of float32": lambda x, h: x.dtype == np.float32,
    "does otherwise with arrays of int64": lambda x, h: x.dtype == np.int64,
    "does otherwise with arrays of uint8": lambda x, h: x.dtype == np.uint8,
    "does otherwise where the signal alone is complex": lambda x, h: np.iscomplexobj(x) and not np.iscomplexobj(h),
    "does otherwise where the kernel alone is complex": lambda x, h: np.iscomplexobj(h) and not np.iscomplexobj(x),
    "does otherwise with a kernel as long as the signal": lambda x, h: x.shape == h.shape,
    "does otherwise with a kernel longer than the signal along one axis alone": lambda x, h: (
        x.shape[0] < h.shape[0] and x.shape[1] > h.shape[1]
    ),
}


@pytest.mark.parametrize("remark", REMARKS)
def test_a_call_that_turns_its_kernel_for_other_arrays_is_remarked_on(remark):
    found = identify(partial(unless, REMARKS[remark]), ndim=2)
    assert remark in found.evidence.remarks
    assert (found.kind, remark in identify(plain, ndim=2).evidence.remarks) == ("correlation", False)


@pytest.mark.parametrize("least", [1e-6, 1.0])
def test_taps_below_a_threshold_are_missed(least):
    def fn(x, h):
        return plain(x, np.where(np.abs(h) < least * (np.abs(h).max() if least < 1 else 1), 0, h))

    with pytest.raises(Rejected):
        _ = identify(fn, ndim=2)


@pytest.mark.parametrize("fraction", [1e-9, 1e-12])
def test_a_gain_that_is_slightly_off_is_seen(fraction):
    found = identify(lambda x, h: plain(x, h) * (1 + fraction), ndim=2)
    assert found.gain == pytest.approx(1 + fraction, rel=1e-15)


def test_results_in_single_precision_are_measured_by_it():
    found = identify(lambda x, h: plain(x, h).astype(np.complex64 if np.iscomplexobj(x) else np.float32), ndim=2)
    assert found.kind == "correlation"
    inside = identify(lambda x, h: plain(x.real.astype("f"), h.real.astype("f")).astype(float), ndim=2)
    assert "computes in single precision" in inside.evidence.remarks


def test_what_is_masked_is_no_number():
    def fn(x, h):
        y = np.ma.array(plain(x, h))
        before = [m // 2 for m in h.shape]
        y[: before[0]] = np.ma.masked
        y[:, : before[1]] = np.ma.masked
        return y

    assert identify(fn, ndim=2).boundary == (("nan", "constant"), ("nan", "constant"))


def test_a_kernel_whose_sum_is_0():
    def fn(x, h):
        return plain(x, h / h.sum() if h.sum() else h)

    found = identify(fn, ndim=2)
    assert found.normalises == "sum"
    assert "kernels whose sum is 0 are not divided by it" in found.evidence.remarks


def test_a_large_signal_that_is_refused_is_remarked_on():
    def fn(x, h):
        if x.size > 10000:
            raise MemoryError("too large")
        return plain(x, h)

    assert any("refuses a kernel" in words and "(131, 258)" in words for words in identify(fn, ndim=2).evidence.remarks)


def test_an_exception_without_words():
    class MuteError(Exception):
        def __str__(self):
            raise RuntimeError("nothing to say")

    def fn(x, h):
        raise MuteError

    with pytest.raises(Rejected, match=r"raises: .* MuteError"):
        _ = identify(fn, ndim=1)


def test_a_border_that_small_kernels_do_not_reach():
    # sign -1 and anchor (m-1)//2 + 2: up to five taps, nothing lies before the signal; six reach it
    truth = Convention(sign=(-1,), anchor_rule="(m-1)//2 + 2", boundary=[("wrap", "symmetric")])
    found = identify(lambda x, h: predict(truth, x, h), ndim=1)
    assert found.boundary == truth.boundary


def test_a_constant_that_one_size_alone_reaches():
    truth = Convention(sign=(1,), anchor_rule={2: -2, 3: -2, 4: -1, 5: 3}, boundary=[("constant", "nan")], cval=0.001)
    assert identify(lambda x, h: predict(truth, x, h), ndim=1).cval == 0.001


def test_eight_bits_that_saturate_under_a_wide_kernel():
    truth = Convention(sign=(1, -1), anchor_rule=("m//2", "0"), boundary=[("symmetric", "edge"), ("edge", "symmetric")])

    def fn(x, h):
        if x.dtype != np.uint8:
            raise TypeError("8 bits, please")
        return np.clip(predict(truth, x.astype(int), h.astype(int)), 0, 255).astype(np.uint8)

    found = identify(fn, ndim=2)
    assert (found.sign, found.clips) == ((1, -1), (0.0, 255.0))
    # with the anchor at 0 a convolution looks back alone
    assert found.boundary == (("symmetric", "edge"), ("edge", "none"))


def test_a_layer_whose_stride_steps_over_the_taps_of_one_sample():
    truth = Convention(sign=(1,), output="valid", boundary="none", anchor_rule="none", stride=2, dilation=2)

    def fn(x, w):
        if x.shape[1] != w.shape[1]:
            raise ValueError("channels")
        rows = [[sum(predict(truth, a, b) for a, b in zip(one, k, strict=True)) for k in w] for one in x]
        return np.array(rows)

    found = identify(fn, layer=True, ndim=1)
    assert (found.layout, found.stride, found.dilation) == ("NCW,OIW", (2,), (2,))


@pytest.mark.parametrize("timeout", [0, -1, np.nan, np.inf])
def test_no_timeout(timeout):
    with pytest.raises(ValueError, match="timeout is"):
        _ = identify(np.convolve, timeout=timeout)


@pytest.mark.parametrize(
    "text",
    [
        "f(x, h)[h]",
        "f(x)[h]",
        "f(x, h, {[1]: 2})",
        "f(x, h, {[]})",
        "f(x, h, " + "-" * 20000 + "1)",
        "f(x, h, " + "[" * 500 + "]" * 500 + ")",
        "f(x, h)[__import__('os').getcwd()]",
        "f(x, h, {**{}})",
    ],
)
def test_forms_that_are_refused(text):
    with pytest.raises(ValueError, match="the call form is"):
        _ = call_form(text)


@pytest.mark.parametrize("words", [["--timeout", "nan"], ["--timeout", "0"], ["--call", "f(x, h)[h]"]])
def test_the_command_refuses_before_it_starts_a_process(words, capsys):
    import argparse

    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert run(parser.parse_args(["numpy:convolve", *words])) == 2
    assert capsys.readouterr().err.startswith("flipconv identify: ")


def test_what_a_call_does_to_its_surroundings_changes_no_answer():
    def fn(x, h):
        _ = np.seterr(all="raise")
        warnings.warn("listen", stacklevel=1)
        _ = os.write(2, b"")
        return np.asfortranarray(plain(x, h))

    state = np.geterr()
    assert identify(fn, ndim=2) == identify(plain, ndim=2)
    assert np.geterr() == state


def channels(x, w, turn=lambda n, o: False, bias=0.0):
    """Correlate as a layer NCW,OIW does, with the kernel turned for some signals and output channels."""
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels")
    return np.array(
        [
            [
                sum(np.correlate(a, b[::-1] if turn(n, o) else b, "valid") for a, b in zip(one, k, strict=True))
                + bias * o
                for o, k in enumerate(w)
            ]
            for n, one in enumerate(x)
        ]
    )


@pytest.mark.parametrize("turn", [lambda n, o: o == 2, lambda n, o: n > 0 and o > 0], ids=["one channel", "one signal"])
def test_a_layer_that_turns_the_kernel_of_one_channel_is_rejected(turn):
    with pytest.raises(Rejected) as caught:
        _ = identify(partial(channels, turn=turn), layer=True, ndim=1)
    assert caught.value.kind == "no fit"
    assert identify(channels, layer=True, ndim=1).kind == "correlation"


def test_a_bias_for_each_channel_is_remarked_on():
    found = identify(partial(channels, bias=0.5), layer=True, ndim=1)
    assert "adds a number of its own to each channel" in found.evidence.remarks


def test_real_parts_of_a_product_of_transforms():
    def fn(x, h):
        return np.fft.ifft(np.fft.fft(x) * np.conj(np.fft.fft(h, len(x)))).real

    found = identify(fn, ndim=1)
    assert (found.kind, found.conjugates) == ("correlation", "kernel, drops imaginary of y")
    x, h = np.array([1 + 2j, 3, 5j, 1]), np.array([2j, 1])
    want = [np.real(np.conj(h) @ np.roll(x, -k)[:2]) for k in range(4)]
    assert predict(found, x, h).tolist() == want


def test_taps_that_are_rounded_to_fewer_digits():
    def single(x, h):
        return plain(x, h.astype("F" if np.iscomplexobj(h) else "f"))

    def brain(x, h):
        kept = np.real(h).astype(np.float32).view(np.int32) & -65536
        return plain(x, kept.view(np.float32).astype(float))

    assert "computes in single precision" in identify(single, ndim=2).evidence.remarks
    with pytest.raises(Rejected, match="no fit"):
        _ = identify(brain, ndim=2)


@pytest.mark.parametrize("seed", range(6))
def test_small_integers_do_not_fit_a_wrong_border_by_chance(seed):
    truth = Convention(sign=(-1,), anchor_rule="(m-1)//2", boundary=[("constant", "symmetric")], clips=(0, 255))

    def fn(x, h):
        if x.dtype != np.uint8:
            raise TypeError("8 bits, please")
        return predict(truth, x.astype(int), h.astype(int)).astype(np.uint8)

    assert identify(fn, ndim=1, seed=seed).boundary == truth.boundary
