"""The frequency side: rings, colours, arrows and words, for kernels and signals that the site does not show."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.patches import Polygon

from flipconv.figures import LIGHT, fills, numbers, windows
from flipconv.figures.drawings.frequency_side import Product, cover_frequency_side, draw_frequency_side
from flipconv.figures.reading import joined
from flipconv.figures.style import WEIGHT_COLOURS
from tests.scripts import drawn

H = np.array([4, 7, 5, 9])
X = np.eye(8, dtype=int)[5]
# indices are 0 to 7: what is printed by the kernel, by its reversal around the circle, and by that of np.flip
PRODUCTS = [
    Product("plain", "one", np.array([4, 7, 5, 9, 0, 0, 0, 0]), np.array([9, 0, 0, 0, 0, 4, 7, 5])),
    Product("conjugate", "two", np.array([4, 0, 0, 0, 0, 9, 5, 7]), np.array([0, 0, 9, 5, 7, 4, 0, 0])),
    Product("flipped", "three", np.array([0, 0, 0, 0, 9, 5, 7, 4]), np.array([0, 9, 5, 7, 4, 0, 0, 0])),
]
SIGNAL = np.array([1, 0, 2, 1, 0])
LINE = np.convolve(SIGNAL, H)
ROWS = {"a line": LINE, "a circle of 5": LINE[:5] + np.append(LINE[5:], [0, 0]), "a circle of 8": np.array(LINE)}


@pytest.fixture(scope="module")
def figure():
    return draw_frequency_side(X, H, PRODUCTS, SIGNAL, ROWS, LIGHT)


def test_rings_are_read_clockwise_from_the_top(figure):
    assert numbers(figure, "plain: kernel").tolist() == [[0, 4, 7], [0, None, 5], [0, 0, 9]]
    assert numbers(figure, "conjugate: kernel").tolist() == [[7, 4, 0], [5, None, 0], [9, 0, 0]]
    assert numbers(figure, "flipped: kernel").tolist() == [[4, 0, 0], [7, None, 0], [5, 9, 0]]


def test_a_weight_keeps_its_colour_from_the_ring_to_the_result(figure):
    colours = dict(zip(H.tolist(), WEIGHT_COLOURS, strict=False)) | {0: LIGHT.blank, None: None}
    for product in PRODUCTS:
        for label in (product.title, f"{product.title}: kernel"):
            expected = [[colours[value] for value in row] for row in numbers(figure, label).tolist()]
            assert fills(figure, label).tolist() == expected


def test_the_mark_lies_on_the_first_tap_and_turns_with_the_kernel(figure):
    marks = {}
    for axes in figure.axes:
        for patch in axes.patches:
            if isinstance(patch, Polygon):
                marks[axes.get_label()] = patch.get_xy()[0].tolist()
    # x (across), then y (down): the top left corner of the tap, or the bottom right one if it is turned
    assert marks == {
        "plain: kernel": [0.5, -0.5],
        "conjugate: kernel": [1.5, 0.5],
        "flipped: kernel": [0.5, 0.5],
        "h": [-0.5, -0.5],
    }


def test_the_impulse_is_framed_in_every_result(figure):
    for product in PRODUCTS:
        assert windows(figure, product.title) == [((0, 5), (1, 1))]


def test_arrows_lead_from_every_weight_to_itself_and_from_every_spilt_sample_to_where_it_falls(figure):
    step = [(("conjugate", (0, i)), ("flipped", (0, i - 1))) for i in (2, 3, 4, 5)]
    fall = [(("a line", (0, i)), ("a circle of 5", (0, i - 5))) for i in (5, 6, 7)]
    assert joined(figure) == step + fall


def test_wrong_outputs_are_framed_and_coloured_and_counted(figure):
    # the last three of the line are 23, 9 and 0, so the third output is right after all
    assert LINE.tolist()[5:] == [23, 9, 0]
    assert windows(figure, "a circle of 5") == [((0, 0), (1, 1)), ((0, 1), (1, 1))]
    pink = WEIGHT_COLOURS[6]
    assert fills(figure, "a circle of 5").tolist() == [[pink, pink, *[LIGHT.blank] * 3]]
    assert fills(figure, "a line").tolist() == [[*[LIGHT.blank] * 5, pink, pink, pink]]
    words = [text.get_text() for text in figure.texts]
    assert "2 are wrong" in words
    assert "all are right" in words


def test_a_longer_circle_that_is_wrong_is_said_to_be():
    wrong = {**ROWS, "a circle of 8": LINE + np.eye(8, dtype=int)[4]}
    figure = draw_frequency_side(X, H, PRODUCTS, SIGNAL, wrong, LIGHT)
    assert "1 is wrong" in [text.get_text() for text in figure.texts]
    assert windows(figure, "a circle of 8") == [((0, 4), (1, 1))]
    assert "all are right" not in str(figure.get_label())


def test_the_text_lists_all_rows(figure):
    told = str(figure.get_label())
    assert "The inverse transform of flipped is 0 9 5 7 4 0 0 0." in told
    assert "On a circle of 5: 27 16 13 27 17; 2 are wrong." in told


def test_the_cover_shows_the_two_that_are_confused():
    cover = cover_frequency_side(H, PRODUCTS, LIGHT)
    assert numbers(cover, "conjugate").tolist() == [PRODUCTS[1].result.tolist()]
    assert joined(cover) == [(("conjugate", (0, i)), ("flipped", (0, i - 1))) for i in (5, 4, 3, 2)]


def test_what_the_site_shows_is_one_sample_apart():
    figure = drawn("frequency_side", LIGHT)
    one, other = (numbers(figure, f"fft(x) * {of}") for of in ("conj(fft(h))", "fft(np.flip(h))"))
    assert (np.roll(one, -1, axis=1) == other).all()
    assert (one != other).any()
