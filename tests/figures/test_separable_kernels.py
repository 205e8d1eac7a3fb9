"""Separable kernels: the table of products, the rank of the Gaussian, and what the best column and row miss."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from flipconv import convolve
from flipconv.figures import LIGHT, fills, heights, numbers, portrait, windows
from flipconv.figures.drawings.separable_kernels import draw_separable_kernels
from flipconv.figures.style import WEIGHT_COLOURS
from flipconv.kernels import GAUSSIAN
from tests.figures.artists import marks
from tests.scripts import drawn, run

NAME = "separable_kernels"


@pytest.fixture(scope="module")
def names():
    return run(NAME, "--save", "/dev/null")


def shown(label):
    return numbers(drawn(NAME, LIGHT), label)


def words(figure):
    return [text.get_text() for text in figure.texts]


def test_the_product_is_a_table():
    column, row = [2, -1, 3], [5, 1, -2]
    assert shown("column").T.tolist() == [column]
    assert shown("row").tolist() == [row]
    assert shown("column * row").tolist() == [[a * b for b in row] for a in column]
    assert convolve(shown("column"), shown("row")).tolist() == shown("column * row").tolist()


def test_a_tap_of_the_row_keeps_its_colour():
    colours = list(WEIGHT_COLOURS[:3])
    assert fills(drawn(NAME, LIGHT), "row").tolist() == [colours]
    assert fills(drawn(NAME, LIGHT), "column * row").tolist() == [colours] * 3
    assert set(fills(drawn(NAME, LIGHT), "column").flat) == {LIGHT.blank}


def test_the_framed_block_shows_a_rank_above_one():
    picture = drawn(NAME, LIGHT)
    (((i, j), size),) = windows(picture, "Gaussian")
    assert size == (2, 2)
    (a, b), (c, d) = shown("Gaussian")[i : i + 2, j : j + 2].tolist()
    assert a * d - b * c == -8
    assert "framed: 4×26 − 7×16 = −8" in words(picture)


def test_elimination_keeps_the_rank_and_the_rows():
    """All minors of order 4 vanish, before and after."""
    reduced = shown("elimination")
    assert reduced.any(axis=1).tolist() == [True, True, True, False, False]
    for h in (GAUSSIAN.taps, reduced):
        assert all(
            round(np.linalg.det(h[np.ix_(rows, columns)])) == 0
            for rows, columns in itertools.product(itertools.combinations(range(5), 4), repeat=2)
        )
    # each row of the kernel is a sum of multiples of the three rows that are left
    solved = np.linalg.lstsq(reduced[:3].T.astype(float), GAUSSIAN.taps.T.astype(float), rcond=None)[0]
    assert np.abs(reduced[:3].T @ solved - GAUSSIAN.taps.T).max() < 1e-9


def test_bars_are_the_singular_values():
    bars = heights(drawn(NAME, LIGHT), "singular values")
    # the sum of their squares is that of the taps
    assert sum(bars**2) == pytest.approx(int((GAUSSIAN.taps**2).sum()))
    assert bars[0] == pytest.approx(75.7366, abs=1e-4)
    assert bars[1:3] == pytest.approx([0.9573, 0.2207], abs=1e-4)
    assert np.abs(bars[3:]).max() < 1e-12


def test_the_residue_is_what_the_second_singular_value_says():
    residue, sigma = shown("residue") / 100, heights(drawn(NAME, LIGHT), "singular values")
    # rounding to hundredths moves each of the 25 cells by 0.005 at most, and so the norm by 0.025
    assert np.linalg.norm(residue, 2) == pytest.approx(sigma[1], abs=0.025)
    assert shown("residue")[2].tolist() == [28, 20, -34, 20, 28]


def test_no_other_column_and_row_come_nearer():
    """Not even the column and row that the corners suggest, 1 4 7 4 1."""
    missed = np.linalg.norm(GAUSSIAN.taps - np.outer([1, 4, 7, 4, 1], [1, 4, 7, 4, 1]), 2)
    assert missed > 8 > heights(drawn(NAME, LIGHT), "singular values")[1]


def test_maps_are_of_the_photograph():
    face, flat = portrait(172), GAUSSIAN.taps
    by_loops = sum(
        int(flat[i, j]) * np.pad(face, 2, mode="symmetric")[4 - i : 176 - i, 4 - j : 176 - j]
        for i, j in np.ndindex(5, 5)
    )
    assert (shown("whole") == by_loops).all()
    # in thousandths of a grey level, each rounded once
    assert (
        np.abs(shown("difference") - (shown("whole") - shown("two passes")) * 1000 / 273).max() < 0.5 + 500 / 273 + 1e-6
    )


def test_kernels_bear_their_marks():
    assert set(marks(drawn(NAME, LIGHT))) == {"column", "row", "column * row", "Gaussian"}


def test_words_follow_the_data(names):
    assert {"the Gaussian of the question: rank 3", "0 of 30276 pixels differ"} <= set(words(drawn(NAME, LIGHT)))
    parts = tuple(names[part] for part in ("column", "row", "product"))
    near = replace(names["near"], echelon=np.eye(5, dtype=int))
    blurs = replace(names["blurs"], difference=np.full((4, 4), -2345))
    figure = draw_separable_kernels(parts, np.array([[0, 1]]), near, blurs, LIGHT)
    said = {"the Gaussian of the question: rank 5", "elimination leaves 5 rows", "1 of 2 pixels differ"}
    assert said <= set(words(figure))
    assert "has rank 5" in str(figure.get_label())
    assert "differ from one with their product at 1 pixels" in str(figure.get_label())
    assert "at most 2.4 grey levels" in str(figure.get_label())
