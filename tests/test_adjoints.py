"""Adjoints against sums over every product of a sample, a tap and an output, and by the dot-product test."""

from __future__ import annotations

import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flipconv import convolve, correlate
from flipconv.adjoints import (
    convolve_kernel_adjoint,
    convolve_signal_adjoint,
    correlate_kernel_adjoint,
    correlate_signal_adjoint,
    dot_product_test,
    inner_product,
)
from tests import reference, strategies

# every mode and border draws for itself
FEW = settings(max_examples=20)

SIGNAL = [
    pytest.param(reference.convolve, convolve_signal_adjoint, id="convolve"),
    pytest.param(reference.correlate, correlate_signal_adjoint, id="correlate"),
]
IN_THE_SIGNAL = pytest.mark.parametrize(("summed", "adjoint"), SIGNAL)
EVERY = [convolve_signal_adjoint, correlate_signal_adjoint, convolve_kernel_adjoint, correlate_kernel_adjoint]


def overlap(a, b):
    """Return the sum of a times conjugate b, in Python numbers."""
    return sum(p * q.conjugate() for p, q in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True))


def impulses(shape):
    """Yield the unit impulses of a shape, with their places."""
    for place in np.ndindex(shape):
        impulse = np.zeros(shape, int)
        impulse[place] = 1
        yield place, impulse


def by_impulses(summed, y, h, shape, **how):
    """Return the adjoint in the signal by its definition: sample k is the inner product of y with column k."""
    back = np.empty(shape, object)
    for place, impulse in impulses(shape):
        back[place] = overlap(y, summed(impulse, h, **how))
    return back.tolist()


@st.composite
def calls(draw, mode, boundary="constant"):
    """Draw a signal, a kernel, outputs that fit, and the settings; one to three dimensions."""
    x, h = draw(strategies.pairs(draw(st.integers(1, 3), label="axes"), fits=mode == "valid"))
    how = {"mode": mode, "boundary": boundary}
    if mode == "same":
        how["anchor"] = draw(strategies.anchors(h.shape) | st.none(), label="anchor")
    outputs = reference.convolve(x, h, **how).shape
    return x, h, draw(strategies.gaussian_integers(outputs), label="y"), how


MODES_AND_BORDERS = pytest.mark.parametrize(
    ("mode", "boundary"),
    [("full", "constant"), ("valid", "constant"), *(("same", boundary) for boundary in reference.BORDERS)],
)


@IN_THE_SIGNAL
@MODES_AND_BORDERS
@FEW
@given(data=st.data())
def test_in_the_signal_each_sample_collects_its_column(summed, adjoint, mode, boundary, data):
    x, h, y, how = data.draw(calls(mode, boundary))
    assert adjoint(y, h, x.shape, **how).tolist() == by_impulses(summed, y, h, x.shape, **how)


@MODES_AND_BORDERS
@FEW
@given(data=st.data())
def test_in_the_kernel_of_a_convolution_each_tap_collects_its_column(mode, boundary, data):
    x, h, y, how = data.draw(calls(mode, boundary))
    expected = np.empty(h.shape, object)
    for place, impulse in impulses(h.shape):
        expected[place] = overlap(y, reference.convolve(x, impulse, **how))
    assert convolve_kernel_adjoint(y, x, h.shape, **how).tolist() == expected.tolist()


@MODES_AND_BORDERS
@FEW
@given(data=st.data())
def test_in_the_kernel_of_a_correlation_the_adjoint_stands_on_the_left(mode, boundary, data):
    x, h, y, how = data.draw(calls(mode, boundary))
    back = correlate_kernel_adjoint(y, x, h.shape, **how)
    assert overlap(reference.correlate(x, h, **how), y) == overlap(back, h)
    for place, impulse in impulses(h.shape):
        assert back[place] == overlap(reference.correlate(x, impulse, **how), y)


@pytest.mark.parametrize(
    ("operation", "in_the_signal"), [(convolve, convolve_signal_adjoint), (correlate, correlate_signal_adjoint)]
)
@MODES_AND_BORDERS
@FEW
@given(data=st.data())
def test_the_dot_product_test_passes(operation, in_the_signal, mode, boundary, data):
    x, h, y, how = data.draw(calls(mode, boundary))
    left, right = dot_product_test(
        lambda x: operation(x, h, **how), lambda y: in_the_signal(y, h, x.shape, **how), x, y
    )
    assert left == right == overlap(operation(x, h, **how), y)


def test_the_dot_product_test_needs_a_kernel_without_symmetry():
    """What it says of itself: with a kernel that is its own flip the missing flip passes."""
    x, y = np.array([3, 1]), np.array([1, 2, 4, 8])
    for taps, passes in (([1, 10, 100], False), ([1, 10, 1], True)):
        left, right = dot_product_test(
            lambda x, taps=taps: convolve(x, taps), lambda y, taps=taps: convolve(y, taps, mode="valid"), x, y
        )
        assert bool(left == right) is passes


def test_the_dot_product_test_refuses_other_shapes():
    with pytest.raises(ValueError, match=re.escape("forward(x) has shape (3,) and y has (2,); they must be equal")):
        _ = dot_product_test(lambda x: convolve(x, [1, 2]), lambda y: y, [1, 2], [1, 2])
    with pytest.raises(ValueError, match=re.escape("adjoint(y) has shape (3,) and x has (2,); they must be equal")):
        _ = dot_product_test(lambda x: convolve(x, [1, 2]), lambda y: y, [1, 2], [1, 2, 3])


def test_by_hand():
    """The reference itself could be wrong: these were summed on paper."""
    assert convolve_signal_adjoint([1, 2, 4, 8], [1, 10], 3).tolist() == [21, 42, 84]
    assert correlate_signal_adjoint([1, 2, 4, 8], [1, 10], 3).tolist() == [12, 24, 48]
    assert convolve_signal_adjoint([1, 2], [1, 10j], 3, mode="valid").tolist() == [-10j, 1 - 20j, 2]
    assert convolve_kernel_adjoint([1, 2, 4, 8], [1, 10, 100j], 2).tolist() == [21 - 400j, 42 - 800j]
    assert correlate_kernel_adjoint([1, 2, 4j], [1, 10], 2).tolist() == [2 - 40j, 21]


@given(data=st.data())
def test_the_inner_product_conjugates_its_second_array(data):
    shape = data.draw(strategies.shapes(data.draw(st.integers(1, 3), label="axes")))
    a, b = data.draw(strategies.gaussian_integers(shape)), data.draw(strategies.gaussian_integers(shape))
    assert inner_product(a, b) == overlap(a, b) == np.vdot(b, a)


def test_the_inner_product_refuses_two_shapes():
    with pytest.raises(ValueError, match=re.escape("a has shape (2,) and b has (1, 2); they must be equal")):
        _ = inner_product([1, 2], [[1, 2]])


@pytest.mark.parametrize("adjoint", EVERY)
@pytest.mark.parametrize("how", [{"mode": "same", "cval": 2}, {"cval": 1j}, {"mode": "same", "cval": np.ones(2)}])
def test_a_constant_beyond_the_ends_makes_no_linear_operator(adjoint, how):
    with pytest.raises(ValueError, match=r"^cval is .*affine, not linear.*pass cval=0"):
        _ = adjoint([1, 2, 4], [1, 2, 5], 3, **how)


@pytest.mark.parametrize("adjoint", EVERY)
def test_outputs_of_another_shape_are_refused(adjoint):
    operation, part, _ = adjoint.__name__.split("_")
    signal, kernel = ("(3,)", "(2,)") if part == "signal" else ("(2,)", "(3,)")
    sentence = (
        f"y has shape (3,); it must have that of {operation}'s outputs, which is (4,) in mode 'full' "
        f"for a signal of shape {signal} and a kernel of shape {kernel}"
    )
    with pytest.raises(ValueError, match="^" + re.escape(sentence) + "$"):
        _ = adjoint([1, 2, 4], [1, 2], 3)


@pytest.mark.parametrize("adjoint", EVERY)
@pytest.mark.parametrize(
    ("shape", "how", "error", "refusal"),
    [
        ((2, 2), {}, ValueError, "shape is (2, 2); it must have 1 length, one per axis of "),
        (0, {}, ValueError, "shape is 0; every length must be at least 1"),
        ("3", {}, TypeError, "shape is '3'; it must be an integer or a sequence of integers"),
        (3, {"mode": "some"}, ValueError, "mode is 'some'; it must be 'full', 'same' or 'valid'"),
        (3, {"boundary": "edge"}, ValueError, "boundary is 'edge' with mode 'full'"),
        (3, {"mode": "same", "boundary": "mirror"}, ValueError, "'mirror' elsewhere is 'reflect' here"),
        (3, {"anchor": 1}, ValueError, "anchor is 1 with mode 'full'; an anchor needs mode 'same'"),
        (3, {"mode": "same", "anchor": 7}, ValueError, "anchor is 7, outside h"),
    ],
)
def test_refusals(adjoint, shape, how, error, refusal):
    with pytest.raises(error, match=re.escape(refusal)):
        _ = adjoint([1, 2, 4, 8], [1, 2], shape, **how)


@pytest.mark.parametrize("adjoint", EVERY)
@pytest.mark.parametrize(
    ("of_y", "of_other", "expected"),
    [
        ("?", "?", "i8"),
        ("i1", "u2", "i8"),
        ("f4", "i1", "f4"),
        ("f4", "f4", "f4"),
        ("c8", "f4", "c8"),
        ("i8", "O", "O"),
    ],
)
@pytest.mark.parametrize("how", [{"mode": "full"}, {"mode": "same", "boundary": "edge"}])
def test_dtypes(adjoint, of_y, of_other, expected, how):
    outputs = 4 if how["mode"] == "full" else 3 if "signal" in adjoint.__name__ else 2
    back = adjoint(np.ones(outputs, of_y), np.array([1, 0], of_other), 3, **how)
    assert back.dtype == np.dtype(expected)


@pytest.mark.parametrize("adjoint", EVERY)
def test_narrow_integers_do_not_wrap(adjoint):
    back = adjoint(np.full(4, 100, np.int8), np.array([100, 27], np.int8), 3)
    assert max(back.tolist()) == 12700


@pytest.mark.parametrize("adjoint", [convolve_signal_adjoint, correlate_signal_adjoint])
def test_integers_of_the_signal_are_exact_or_refused(adjoint):
    """A border folds every output of every tap onto the one sample, and their sum is the one that could wrap."""
    how = {"mode": "same", "boundary": "edge"}
    taps = [1, 1, 1, 2]
    assert adjoint([2**60], taps, 1, **how).tolist() == [5 * 2**60]
    with pytest.raises(OverflowError, match="pass y with dtype=object"):
        _ = adjoint([2**61], taps, 1, **how)
    assert adjoint(np.array([2**61], object), taps, 1, **how).tolist() == [5 * 2**61]
    # two outputs of 2**61 under taps that sum to 2 meet on the first sample; either alone would fit
    with pytest.raises(OverflowError, match="pass y with dtype=object"):
        _ = adjoint([2**61, 2**61], [1, 1], 2, **how)
    with pytest.raises(OverflowError, match=r"^sums of products of y and h .* pass y with dtype=object"):
        _ = adjoint([2**62, 2**62], [1, 1], 1)
    assert adjoint([2**61, 2**61], [1, 1], 3, mode="valid").tolist() == [2**61, 2**62, 2**61]


@pytest.mark.parametrize("adjoint", [convolve_kernel_adjoint, correlate_kernel_adjoint])
def test_integers_of_the_kernel_are_exact_or_refused(adjoint):
    top = 2**63 - 1
    assert adjoint([1], [top], 4, mode="same", boundary="edge").tolist() == [top] * 4
    with pytest.raises(OverflowError, match="pass x with dtype=object"):
        _ = adjoint([2], [top], 4, mode="same", boundary="edge")
    assert adjoint([2], np.array([top], object), 1).tolist() == [2 * top]


@pytest.mark.parametrize(
    ("adjoint", "summed"),
    [
        (convolve_signal_adjoint, reference.convolve),
        (correlate_signal_adjoint, reference.correlate),
        (convolve_kernel_adjoint, lambda tap, x: reference.convolve(x, tap)),
        (correlate_kernel_adjoint, lambda tap, x: reference.correlate(x, tap)),
    ],
)
def test_fractions_stay_exact(adjoint, summed):
    third = Fraction(1, 3)
    y, other = np.array([third, 2 * third, 1, 5], object), np.array([1, third], object)
    back = adjoint(y, other, 3).tolist()
    assert back == by_impulses(summed, y, other, 3)
    assert all(isinstance(entry, Fraction | int) for entry in back)


def test_a_tap_that_meets_no_output_gets_zero():
    """Its sum has no term, in object arrays too."""
    alone = convolve_kernel_adjoint(np.array([2], object), np.array([5], object), 3, mode="same", anchor=1)
    assert alone.tolist() == [0, 10, 0]
    alone = correlate_kernel_adjoint(np.array([2]), np.array([5]), 3, mode="same", anchor=1)
    assert alone.tolist() == [0, 10, 0]
