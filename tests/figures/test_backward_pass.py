"""The backward pass: gradients that are the layer's, stamps in their frames, and formulas that are told to be wrong."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from flipconv import convolve, correlate, flip
from flipconv.figures import LIGHT, fills, numbers, windows
from flipconv.figures.drawings.backward_pass import Tempting, cover_backward_pass, draw_backward_pass
from flipconv.figures.grids import WINDOW
from flipconv.figures.style import WEIGHT_COLOURS
from flipconv.layers import correlation_layer_gradients
from tests.figures.artists import marks
from tests.scripts import drawn

X = np.array([[3, 1, 4, 1, 5, 9], [2, 6, 5, 3, 5, 8], [9, 7, 9, 3, 2, 0]])
W = np.array([[1, 0, -2], [3, 4, 0]])
G = np.array([[0, 0, 0, 0], [5, 0, 0, -1]])
TAPS = np.array([[-1] * 6, [0, 1, 2, 0, 1, 2], [3, 4, 5, 3, 4, 5]])
EXACT = {"dW": correlate(X, G, mode="valid"), "dX": convolve(G, W)}
ARRAYS = {"x": X, "w": W, "G": G, "y": correlate(X, W, mode="valid"), **EXACT}
TEMPTING = {
    "dW": Tempting("correlate(flip(x), G)", correlate(flip(X), G, mode="valid")),
    "dX": Tempting("correlate(G, w)", correlate(G, W)),
}
LABELS = ["y: x", "y: w", "y: y", "dW: x", "dW: G", "dW: dW", "dX: G", "dX: w", "dX: dX", "not dW", "not dX"]


@pytest.fixture(scope="module")
def figure():
    return draw_backward_pass(ARRAYS, TAPS, EXACT, TEMPTING, LIGHT)


def of(figure: Figure, label: str) -> Any:
    (axes,) = (axes for axes in figure.axes if axes.get_label() == label)
    return axes


def test_the_picture_shows_its_numbers(figure):
    assert [axes.get_label() for axes in figure.axes] == LABELS
    for label in LABELS[:-2]:
        assert numbers(figure, label).tolist() == ARRAYS[label.partition(": ")[2]].tolist()
    for name, one in TEMPTING.items():
        assert numbers(figure, f"not {name}").tolist() == one.found.tolist()


def test_the_gradients_are_those_of_a_layer():
    shown = drawn("backward_pass", LIGHT)
    x, w, gradient = (numbers(shown, label) for label in ("y: x", "y: w", "dW: G"))
    gradients = correlation_layer_gradients(x[None, None], w[None, None], gradient[None, None])
    assert numbers(shown, "dW: dW").tolist() == gradients.weight[0, 0].tolist() == [[64, 17], [49, 75], [22, 98]]
    assert numbers(shown, "dX: dX").tolist() == gradients.input[0, 0].tolist()
    # by hand: the second stamp, ten times the weights
    assert numbers(shown, "dX: dX")[1:, 3:].tolist() == [[10, 20], [30, 40], [50, 0]]
    assert numbers(shown, "not dX")[1:, 3:].tolist() == [[0, 50], [40, 30], [20, 10]]


def test_a_weight_keeps_its_colour(figure):
    colours = [[WEIGHT_COLOURS[0], LIGHT.blank, WEIGHT_COLOURS[1]], [*WEIGHT_COLOURS[2:4], LIGHT.blank]]
    assert fills(figure, "dX: w").tolist() == fills(figure, "y: w").tolist() == colours
    for columns in (slice(0, 3), slice(3, 6)):
        assert fills(figure, "dX: dX")[1:, columns].tolist() == colours
        assert fills(figure, "not dX")[1:, columns].tolist() == [row[::-1] for row in colours[::-1]]
    # sums of several products have no colour
    assert set(fills(figure, "y: y").flat) | set(fills(figure, "dW: dW").flat) == {LIGHT.blank}


def test_every_frame_keeps_its_place_and_its_colour(figure):
    one, two = LIGHT.text, LIGHT.strokes[3]
    for label in LABELS:
        shape = {"x": (2, 3), "X": (2, 3), "y": (1, 1), "G": (1, 1)}.get(label[-1])
        assert windows(figure, label) == ([((1, 0), shape), ((1, 3), shape)] if shape else [])
        frames = [p for p in of(figure, label).patches if isinstance(p, Rectangle) and p.get_gid() == WINDOW]
        assert [to_hex(p.get_edgecolor()) for p in frames] == ([one, two] if shape else [])


def test_marks_are_on_the_first_tap(figure):
    found = marks(figure)
    # upright in the first corner of a frame, turned in its last
    assert found["y: w"] == found["dX: w"] == [(-0.5, -0.5)]
    assert found["dX: dX"] == [(-0.5, 0.5), (2.5, 0.5)]
    assert found["not dX"] == [(2.5, 2.5), (5.5, 2.5)]
    assert {"dW: dW", "not dW"}.isdisjoint(found)


def test_distances_are_told_from_the_data(figure):
    told, words = str(figure.get_label()), [text.get_text() for text in figure.texts]
    off = {name: int(np.abs(one.found - EXACT[name]).max()) for name, one in TEMPTING.items()}
    assert words.count("off by 0 from finite differences") == 2
    assert f"with a flip, off by {off['dW']}" in words
    assert f"without a flip, off by {off['dX']}" in words
    assert off["dX"] == 25
    assert "dX is 0 0 0 0 0 0; 5 0 −10 −1 0 2; 15 20 0 −3 −4 0: equal to the differences." in told


def test_a_wrong_gradient_is_told():
    figure = draw_backward_pass({**ARRAYS, "dX": correlate(G, W)}, TAPS, EXACT, TEMPTING, LIGHT)
    assert "off by 25 from finite differences" in [text.get_text() for text in figure.texts]
    assert str(figure.get_label()).count("equal to the differences") == 1


def test_the_cover_shows_the_weights_and_where_they_land():
    figure = cover_backward_pass(ARRAYS, TAPS, LIGHT)
    assert numbers(figure, "w").tolist() == W.tolist()
    assert numbers(figure, "dX").tolist() == EXACT["dX"].tolist()
