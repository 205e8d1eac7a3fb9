"""The sliding window: places, taps, products and sums of both operations, in the strip and in the film."""

from __future__ import annotations

import numpy as np
import pytest

from flipconv import convolve, correlate
from flipconv.figures import LIGHT, fills, numbers, windows
from flipconv.figures.drawings.sliding_window import Slide, frame_sliding_window
from flipconv.figures.style import WEIGHT_COLOURS
from tests.figures.artists import marks
from tests.scripts import drawn, presented

X = np.array([[2, 0, 1, 3, 1], [1, 4, 0, 2, 0], [0, 1, 5, 1, 2], [3, 0, 2, 0, 4]])
H = np.array([[1, 2, 3], [4, 5, -1]])


@pytest.mark.parametrize(("name", "operation"), [("correlate", correlate), ("convolve", convolve)])
def test_the_last_window_leaves_what_the_library_computes(name, operation):
    expected = operation(X, H, mode="valid").tolist()
    assert numbers(drawn("sliding_window", LIGHT), f"{name} 8: outputs").tolist() == expected
    film = presented("sliding_window").film
    assert film is not None
    assert numbers(film.frame(LIGHT, 8), f"{name}: outputs").tolist() == expected


def test_one_window_by_hand():
    figure = drawn("sliding_window", LIGHT)
    assert numbers(figure, "convolve 4: taps").tolist() == [[-1, 5, 4], [3, 2, 1]]
    assert numbers(figure, "convolve 4: products").tolist() == [[-4, 0, 8], [3, 10, 1]]
    assert windows(figure, "convolve 4: input") == [((1, 1), (2, 3))]
    assert numbers(figure, "correlate 4: products").tolist() == [[4, 0, 6], [4, 25, -1]]


def test_cells_take_the_colour_of_the_tap_on_them():
    figure = drawn("sliding_window", LIGHT)
    rows = [list(WEIGHT_COLOURS[:3]), list(WEIGHT_COLOURS[3:6])]
    for name, laid in (("correlate", rows), ("convolve", [row[::-1] for row in rows[::-1]])):
        colours = fills(figure, f"{name} 4: input")
        assert colours[1:3, 1:4].tolist() == laid == fills(figure, f"{name} 4: products").tolist()
        colours[1:3, 1:4] = LIGHT.blank
        assert set(colours.flat) == {LIGHT.blank}


def test_the_film_and_the_strip_agree():
    film = presented("sliding_window").film
    assert film is not None
    for i in (0, 4, 8):
        for name in ("correlate", "convolve"):
            for part in ("input", "taps", "products", "outputs"):
                still = numbers(drawn("sliding_window", LIGHT), f"{name} {i}: {part}")
                assert still.tolist() == numbers(film.frame(LIGHT, i), f"{name}: {part}").tolist()


def test_the_mark_is_turned_in_the_convolution_alone():
    corners = marks(drawn("sliding_window", LIGHT))
    assert corners["correlate 0: taps"] == [(-0.5, -0.5)]
    assert corners["convolve 0: taps"] == [(2.5, 1.5)]
    # in the image it lies where the window is, here with its first cell in row 1 and column 1
    assert corners["correlate 4: input"] == [(0.5, 0.5)]
    assert corners["convolve 4: input"] == [(3.5, 2.5)]


def test_words_over_the_image_say_what_the_window_holds():
    words = [text.get_text() for text in drawn("sliding_window", LIGHT).texts]
    assert words.count("holds h as it is") == words.count("holds h rotated by 180\N{DEGREE SIGN}") == 3
    assert [w for w in words if w.endswith("of 9")] == ["1 of 9", "1 of 9", "5 of 9", "5 of 9", "9 of 9", "9 of 9"]


def test_a_wrong_sum_is_told():
    blocks = np.lib.stride_tricks.sliding_window_view(X, H.shape) * H
    wrong = Slide("correlate", X, H, False, blocks, np.full((3, 3), 77))
    assert "add up to 77" in str(frame_sliding_window([wrong, wrong], LIGHT, 2).get_label())
