"""Shapes and settings of an operator before there is a signal."""

from __future__ import annotations

import re

import numpy as np
import pytest

from flipconv.geometry import Geometry, as_shape, geometry
from flipconv.shapes import convolution_anchor, correlation_anchor


@pytest.mark.parametrize("shape", [(3, 4), [3, 4], np.array([3, 4]), (np.int8(3), 4), range(3, 5)])
def test_a_shape_in_any_dress(shape):
    assert as_shape("n", shape, 2) == (3, 4)


@pytest.mark.parametrize("length", [3, np.int64(3), np.array(3), (3,), [np.uint8(3)]])
def test_one_length(length):
    assert as_shape("n", length, 1) == (3,)


@pytest.mark.parametrize("shape", [2.0, None, "3", (3, 4.5), (True, 3), [[3, 4]]])
def test_lengths_are_integers(shape):
    with pytest.raises(TypeError, match="^" + re.escape(f"n is {shape!r}; it must be an integer or a sequence")):
        _ = as_shape("n", shape, 2)


@pytest.mark.parametrize(("shape", "d", "told"), [((3, 4), 1, "1 length"), (3, 2, "2 lengths"), ((), 3, "3 lengths")])
def test_one_length_per_axis(shape, d, told):
    sentence = f"n is {shape!r}; it must have {told}, one per axis of x"
    with pytest.raises(ValueError, match="^" + re.escape(sentence) + "$"):
        _ = as_shape("n", shape, d, of="x")


@pytest.mark.parametrize("shape", [(3, 0), (-1, 3)])
def test_every_length_is_at_least_one(shape):
    with pytest.raises(ValueError, match=r"every length must be at least 1$"):
        _ = as_shape("n", shape, 2)


def test_default_anchors_are_those_of_the_operation():
    how = {"mode": "same", "boundary": "edge", "anchor": None}
    convolved = geometry((5, 3), (4, 2), **how, default_anchor=convolution_anchor)
    correlated = geometry((5, 3), (4, 2), **how, default_anchor=correlation_anchor)
    assert convolved == Geometry(((5, 4, 1), (3, 2, 0)), "same", "edge")
    assert correlated == Geometry(((5, 4, 2), (3, 2, 1)), "same", "edge")
    assert convolved.convolved == [range(1, 6), range(3)]
    assert correlated.correlated == [range(-2, 3), range(-1, 2)]


@pytest.mark.parametrize(
    ("mode", "boundary", "expected"),
    [("full", "constant", False), ("same", "constant", False), ("same", "edge", True), ("same", "wrap", True)],
)
def test_zeros_are_no_border(mode, boundary, expected):
    how = geometry((3,), (2,), mode=mode, boundary=boundary, anchor=None, default_anchor=convolution_anchor)
    assert how.has_border is expected


def test_valid_needs_a_kernel_that_fits():
    with pytest.raises(ValueError, match=r"^h has 3 taps along axis 1 of x, which has 2 samples"):
        _ = geometry((5, 2), (4, 3), mode="valid", boundary="constant", anchor=None, default_anchor=convolution_anchor)
