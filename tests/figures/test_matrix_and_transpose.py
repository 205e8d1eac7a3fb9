"""The matrix and its transpose: their numbers, colours, frames and marks, and the dot-product test in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from flipconv import convolve, correlate
from flipconv.figures import LIGHT, fills, numbers, windows
from flipconv.figures.drawings.matrix_and_transpose import Side, draw_matrix_and_transpose
from flipconv.figures.grids import WINDOW
from flipconv.figures.style import WEIGHT_COLOURS
from flipconv.matrices import correlation_toeplitz, toeplitz
from tests.figures.artists import marks
from tests.scripts import drawn

H, X, Y = np.array([2, -1]), np.array([5, 0, 3, 1]), np.array([1, -4, 2])
A = correlation_toeplitz(H, 4, "valid")
SIDES = (
    Side("A", "correlates", "valid", A, ("x", X), correlate(X, H, mode="valid"), 0, 1),
    Side("Aᵀ", "convolves", "full", toeplitz(H, 3), ("y", Y), convolve(Y, H), 1, 0),
)


@pytest.fixture(scope="module")
def figure():
    return draw_matrix_and_transpose(H, SIDES, LIGHT)


def test_both_matrices_and_their_products_by_hand(figure):
    by_hand = [[2, -1, 0, 0], [0, 2, -1, 0], [0, 0, 2, -1]]
    assert numbers(figure, "A").tolist() == by_hand
    assert numbers(figure, "Aᵀ").tolist() == [list(column) for column in zip(*by_hand, strict=True)]
    assert numbers(figure, "A x").ravel().tolist() == [10, -3, 5]
    assert numbers(figure, "Aᵀ y").ravel().tolist() == [2, -9, 8, -2]
    assert numbers(figure, "x").tolist() == [[5, 0, 3, 1]]
    assert numbers(figure, "y").tolist() == [[1, -4, 2]]
    assert "⟨A x, y⟩ = 32 = ⟨x, Aᵀ y⟩" in [text.get_text() for text in figure.texts]


def test_a_weight_keeps_its_colour():
    of_tap = {0: LIGHT.blank, **dict(zip((1, 2, 3), WEIGHT_COLOURS, strict=False))}
    for label in ("A", "Aᵀ", "A: row", "Aᵀ: row"):
        figure = drawn("matrix_and_transpose", LIGHT)
        expected = [[of_tap[tap] for tap in row] for row in numbers(figure, label).tolist()]
        assert fills(figure, label).tolist() == expected


def test_frames_of_one_colour_hold_the_same_taps():
    framed: dict[str, list] = {}
    figure = drawn("matrix_and_transpose", LIGHT)
    for label in ("A", "Aᵀ"):
        (axes,) = (axes for axes in figure.axes if axes.get_label() == label)
        colours = [
            to_hex(p.get_edgecolor()) for p in axes.patches if isinstance(p, Rectangle) and p.get_gid() == WINDOW
        ]
        for colour, ((row, column), (rows, columns)) in zip(colours, windows(figure, label), strict=True):
            taps = numbers(figure, label)[row : row + rows, column : column + columns]
            framed.setdefault(colour, []).append(((rows, columns), taps.ravel().tolist()))
    assert sorted(framed.values()) == [
        [((1, 3), [1, 2, 3]), ((3, 1), [1, 2, 3])],
        [((3, 1), [3, 2, 1]), ((1, 3), [3, 2, 1])],
    ]


def test_the_mark_is_on_the_first_tap(figure):
    # upright in the top left corner of the first cell, turned in the bottom right one of the last
    assert marks(figure) == {"A: row": [(-0.5, -0.5)], "Aᵀ: row": [(1.5, 0.5)]}


def test_the_text_is_told_from_the_data(figure):
    told = str(figure.get_label())
    assert "A correlates: 3 rows, 4 columns; a row reads 2 −1." in told
    assert "Aᵀ convolves: 4 rows, 3 columns; a row reads −1 2." in told
    assert "It takes y = 1 −4 2 to 2 −9 8 −2." in told
    assert told.endswith("The dot-product test: ⟨A x, y⟩ = 32 = ⟨x, Aᵀ y⟩.")


def test_a_matrix_that_is_no_transpose_is_told():
    """The full matrix of correlating, and its product, in the place of the transpose."""
    wrong = replace(SIDES[1], matrix=correlation_toeplitz(H, 3), product=correlate(Y, H))
    figure = draw_matrix_and_transpose(H, (SIDES[0], wrong), LIGHT)
    told = str(figure.get_label())
    assert "Aᵀ convolves: 4 rows, 3 columns; a row reads 2 −1." in told
    assert "⟨A x, y⟩ = 32, ⟨x, Aᵀ y⟩ = −31" in told
    assert marks(figure)["Aᵀ: row"] == [(-0.5, -0.5)]
