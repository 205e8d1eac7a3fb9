"""Padding, stride and dilation: outputs against SciPy's sums, how many there are, and what the windows read."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import signal

from flipconv.figures import LIGHT, fills, numbers, windows
from flipconv.figures.drawings.strides_and_dilation import Setting, draw_strides_and_dilation
from flipconv.figures.style import WEIGHT_COLOURS
from tests.figures.artists import marks
from tests.scripts import drawn

# name: padding, stride, dilation
SETTINGS = {
    "padding 0, stride 1, dilation 1": (0, 1, 1),
    "padding p = 1": (1, 1, 1),
    "stride s = 2": (0, 2, 1),
    "dilation d = 2": (0, 1, 2),
}
W = np.array([[1, 2], [3, -1]])
X = np.array([[4, 7, 1, 8, 2], [9, 5, 3, 6, 1], [2, 8, 6, 4, 7], [1, 3, 5, 2, 9]])


@pytest.mark.parametrize(("name", "how"), SETTINGS.items())
def test_outputs_are_those_of_scipy(name, how):
    p, s, d = how
    figure = drawn("strides_and_dilation", LIGHT)
    assert numbers(figure, f"{name}: x").tolist() == np.pad(X, p).tolist()
    stretched = np.kron(W, np.eye(d, dtype=int)[:1].T @ np.eye(d, dtype=int)[:1])[: d + 1, : d + 1]
    expected = signal.correlate2d(np.pad(X, p), stretched, mode="valid")[::s, ::s]
    assert numbers(figure, f"{name}: y").tolist() == expected.tolist()


def test_the_kernel_is_never_turned():
    figure = drawn("strides_and_dilation", LIGHT)
    assert marks(figure) == {f"{name}: w": [(-0.5, -0.5)] for name in SETTINGS}
    first, second, third, fourth = WEIGHT_COLOURS[:4]
    for name, (_, _, d) in SETTINGS.items():
        assert fills(figure, f"{name}: w")[::d, ::d].tolist() == [[first, second], [third, fourth]]


def test_windows_that_read_every_second_sample():
    """By hand: under dilation 2 the last window begins in row 1, column 2."""
    figure = drawn("strides_and_dilation", LIGHT)
    assert windows(figure, "dilation d = 2: x") == [((0, 0), (3, 3)), ((1, 2), (3, 3))]
    shown = fills(figure, "dilation d = 2: x")
    first, second, third, fourth = WEIGHT_COLOURS[:4]
    assert [shown[place] for place in ((1, 2), (1, 4), (3, 2), (3, 4))] == [first, second, third, fourth]
    # it lies between the taps of both
    assert shown[0, 1] == shown[2, 3] == LIGHT.blank


def test_zeros_around_the_signal_are_told_from_samples():
    shown = fills(drawn("strides_and_dilation", LIGHT), "padding p = 1: x")
    assert shown[0, 3] == shown[3, 0] == LIGHT.ground
    assert shown[1, 3] == LIGHT.blank


def test_counts_and_text_are_told_from_the_data():
    """Padding 1, stride 3 and dilation 2 at once, on one row of taps."""
    x, w = np.arange(1, 22).reshape(3, 7), np.array([[5, -2, 1]])
    padded = np.pad(x, 1)
    y = signal.correlate2d(padded, [[5, 0, -2, 0, 1]], mode="valid")[::3, ::3]
    figure = draw_strides_and_dilation([Setting("all", "at once", 1, 3, 2, padded, y)], w, LIGHT)
    words = [text.get_text() for text in figure.texts]
    assert "rows: (3 + 2 × 1 − 2 × (1 − 1) − 1) // 3 + 1 = 2" in words
    assert "columns: (7 + 2 × 1 − 2 × (3 − 1) − 1) // 3 + 1 = 2" in words
    told = str(figure.get_label())
    assert "A layer correlates 3 by 7 samples with the kernel 5 −2 1." in told
    assert f"the first window gives {y[0, 0]}, the last {y[1, 1]}." in told
    assert windows(figure, "all: x") == [((1, 1), (3, 7)), ((0, 0), (1, 5)), ((3, 3), (1, 5))]
