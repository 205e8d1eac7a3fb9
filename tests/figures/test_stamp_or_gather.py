"""Stamp or gather: two tables of the same products, their sums, colours and marks."""

from __future__ import annotations

import numpy as np
import pytest

from flipconv import convolve
from flipconv.figures import LIGHT, fills, numbers, windows
from flipconv.figures.drawings.stamp_or_gather import Views, draw_stamp_or_gather
from flipconv.figures.style import WEIGHT_COLOURS
from tests.figures.artists import marks
from tests.scripts import drawn

X, H = np.array([5, -2, 3]), np.array([4, 0, -1, 7])


def views(y=None) -> Views:
    stamps = np.full((3, 6), None, dtype=object)
    for i, j in np.ndindex(3, 4):
        stamps[i, i + j] = int(X[i] * H[j])
    return Views(X, H, stamps, stamps.T, convolve(X, H) if y is None else y, sample=0, output=3)


@pytest.fixture(scope="module")
def figure():
    return draw_stamp_or_gather(views(), LIGHT)


def test_sums_are_those_of_the_library(figure):
    products = numbers(figure, "stamp: products")
    down = np.where(products == None, 0, products)  # noqa: E711 - cell by cell
    assert down.sum(axis=0).tolist() == convolve(X, H).tolist() == numbers(figure, "stamp: sums").ravel().tolist()
    assert numbers(figure, "gather: products").T.tolist() == numbers(figure, "stamp: products").tolist()
    assert numbers(figure, "gather: sums").ravel().tolist() == [20, -8, 7, 37, -17, 21]


def test_a_product_has_the_colour_of_its_tap(figure):
    # the tap that is zero has none
    first, blank, third, fourth = WEIGHT_COLOURS[0], LIGHT.blank, *WEIGHT_COLOURS[1:3]
    assert fills(figure, "stamp: products")[1].tolist() == [None, first, blank, third, fourth, None]
    assert fills(figure, "gather: products")[3].tolist() == [fourth, third, blank]
    assert fills(figure, "gather: h").ravel().tolist() == [fourth, third, blank, first]
    assert fills(figure, "stamp: h").ravel().tolist() == [first, blank, third, fourth]


def test_the_mark_is_turned_with_the_kernel(figure):
    assert marks(figure) == {"stamp: h": [(-0.5, -0.5)], "gather: h": [(3.5, 0.5)]}


def test_frames_hold_one_stamp_and_one_window():
    shown = drawn("stamp_or_gather", LIGHT)
    held = {"stamp": [[4, 8, 12], [12, -2, 2]], "gather": [[4, 8, 12], [12, -2, 2]]}
    for view, expected in held.items():
        products = numbers(shown, f"{view}: products")
        frames = windows(shown, f"{view}: products")
        # one lies and one stands, the other way round in the other table
        assert [shape for _, shape in frames] == ([(1, 3), (3, 1)] if view == "stamp" else [(3, 1), (1, 3)])
        inside = [products[r : r + tall, c : c + wide].ravel().tolist() for (r, c), (tall, wide) in frames]
        assert inside == expected


def test_the_name_of_the_framed_output_is_bold(figure):
    bold = [text.get_text() for text in figure.texts if text.get_weight() == "bold" and "[" in text.get_text()]
    assert bold == ["y[3]", "y[3]"]


def test_the_text_is_told_from_the_data(figure):
    assert "their convolution y = 20 −8 7 37 −17 21" in str(figure.get_label())
    assert "y = 0 0 0 0 0 0" in str(draw_stamp_or_gather(views(0 * convolve(X, H)), LIGHT).get_label())
