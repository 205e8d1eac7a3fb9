"""The F test: the numbers and the colours of the picture, its mark and its words."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.patches import Polygon

from flipconv import convolve, correlate, flip
from flipconv.figures import LIGHT, fills, numbers
from flipconv.figures.drawings.f_test import draw_f_test
from flipconv.figures.style import WEIGHT_COLOURS
from flipconv.kernels import LETTER_F
from tests.scripts import drawn

F = LETTER_F.taps * np.cumsum(LETTER_F.taps).reshape(LETTER_F.taps.shape)
X = np.zeros((5, 5), dtype=int)
X[2, 3] = 1
PANELS = {
    "x": X,
    "h": F,
    "convolve(x, h)": convolve(X, F, mode="same"),
    "correlate(x, h)": correlate(X, F, mode="same"),
    "correlate(x, flip(h))": correlate(X, flip(F), mode="same"),
    "less convolve(x, h)": np.zeros_like(X),
}


@pytest.mark.parametrize("title", PANELS)
def test_the_picture_shows_its_numbers(title):
    assert numbers(drawn("f_test", LIGHT), title).tolist() == PANELS[title].tolist()


def test_a_weight_keeps_its_colour():
    of_weight = {int(weight): WEIGHT_COLOURS[i] for i, weight in enumerate(F[F != 0])}
    for title, values in PANELS.items():
        if title != "x":
            expected = [[of_weight.get(value, LIGHT.blank) for value in row] for row in values.tolist()]
            assert fills(drawn("f_test", LIGHT), title).tolist() == expected


def test_the_mark_travels_with_the_flip():
    marks = {}
    for axes in drawn("f_test", LIGHT).axes:
        corners = [patch.get_xy()[0].tolist() for patch in axes.patches if isinstance(patch, Polygon)]
        marks[axes.get_label()] = corners
    # x (across), then y (down): the top left corner of the F, and the bottom right one once it is turned
    assert marks["h"] == [[-0.5, -0.5]]
    assert marks["convolve(x, h)"] == marks["correlate(x, flip(h))"] == [[1.5, -0.5]]
    assert marks["correlate(x, h)"] == [[4.5, 4.5]]
    assert marks["x"] == marks["less convolve(x, h)"] == []


def test_the_text_is_told_from_the_data():
    told = str(drawn("f_test", LIGHT).get_label())
    assert "0 0 3 2 1" in told
    assert "less convolve(x, h) is zero in every cell" in told


def test_a_wrong_difference_is_told():
    figure = draw_f_test({**PANELS, "less convolve(x, h)": X}, (2, 3), LIGHT)
    assert "1 cells are not zero" in [text.get_text() for text in figure.texts]
    assert "is zero in every cell" not in str(figure.get_label())
