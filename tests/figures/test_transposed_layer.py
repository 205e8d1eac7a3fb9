"""The transposed layer: stamps, their sum, the rotated kernel that slides, and what comes out without the rotation."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from flipconv import convolve, correlate, flip
from flipconv.figures import LIGHT, fills, numbers
from flipconv.figures.drawings.transposed_layer import Transposed, draw_transposed_layer
from flipconv.figures.style import WEIGHT_COLOURS
from tests.figures.artists import marks
from tests.scripts import drawn

X, W = np.array([[2, -3, 1]]), np.array([[5, 1], [-2, 4]])


def layer() -> Transposed:
    """One row of samples, stride 1: stamps overlap in all but the outer columns."""
    stuffed = np.pad(X, 1)
    slid, unrotated = (correlate(stuffed, w, mode="valid") for w in (flip(W), W))
    taps = np.array([[0, -1, -1, 1], [2, -1, -1, 3]])
    return Transposed(X, W, 1, np.multiply.outer(X, W), stuffed, convolve(X, W), slid, unrotated, taps, (0, 1))


@pytest.fixture(scope="module")
def figure():
    return draw_transposed_layer(layer(), LIGHT)


def test_stamps_lie_apart(figure):
    assert numbers(figure, "stamp: stamps").tolist() == [
        [10, 2, None, -15, -3, None, 5, 1],
        [-4, 8, None, 6, -12, None, -2, 4],
    ]
    first, second, third, fourth = WEIGHT_COLOURS[:4]
    shown = fills(figure, "stamp: stamps").tolist()
    assert shown == [[first, second, None] * 2 + [first, second], [third, fourth, None] * 2 + [third, fourth]]
    # with several rows of samples there is a row between, too
    assert numbers(drawn("transposed_layer", LIGHT), "stamp: stamps")[2].tolist() == [None] * 7


def test_outputs_by_hand(figure):
    assert numbers(figure, "stamp: y").tolist() == [[10, -13, 2, 1], [-4, 14, -14, 4]]
    assert numbers(figure, "slide: y").tolist() == numbers(figure, "stamp: y").tolist()
    assert numbers(figure, "wrong: y").tolist() == [[8, -16, 10, -2], [2, 7, -14, 5]]
    assert numbers(figure, "wrong: difference").tolist() == [[-2, -3, 8, -3], [6, -7, 0, 1]]


def test_a_weight_keeps_its_colour(figure):
    first, second, third, fourth, blank = *WEIGHT_COLOURS[:4], LIGHT.blank
    assert fills(figure, "stamp: y").tolist() == [[first, blank, blank, second], [third, blank, blank, fourth]]
    assert fills(figure, "slide: w").tolist() == [[fourth, third], [second, first]]
    assert fills(figure, "wrong: y").tolist() == [[fourth, blank, blank, third], [second, blank, blank, first]]
    # the window on the second output, over samples and zeros
    assert fills(figure, "slide: x")[:2, 1:3].tolist() == [[fourth, third], [second, first]]


def test_marks_are_turned_with_the_kernel(figure):
    upright, turned = [(-0.5, -0.5)], [(1.5, 1.5)]
    found = marks(figure)
    assert found["stamp: w"] == found["wrong: w"] == found["stamp: y"] == found["slide: y"] == upright
    assert found["slide: w"] == found["wrong: y"] == turned
    assert found["stamp: stamps"] == [(-0.5, -0.5), (2.5, -0.5), (5.5, -0.5)]


def test_words_are_told_from_the_data(figure):
    words = [text.get_text() for text in figure.texts]
    assert "over x, zeros between and around: the same y everywhere" in words
    assert "over the same x; off in 7 of 8 cells" in words
    assert str(figure.get_label()).endswith("8 −16 10 −2; 2 7 −14 5 and differs in 7 of 8 cells.")
    assert "differs from that in 0 cells" in str(figure.get_label())


def test_a_road_that_leads_elsewhere_is_told():
    """The kernel is not rotated where it should be."""
    wrong = draw_transposed_layer(replace(layer(), slid=layer().unrotated), LIGHT)
    assert "over x, zeros between and around: another number in 7 cells" in [text.get_text() for text in wrong.texts]
    assert "differs from that in 7 cells" in str(wrong.get_label())
