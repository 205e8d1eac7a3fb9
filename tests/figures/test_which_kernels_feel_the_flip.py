"""Kernels taken apart: every number of the picture, and what it says of them."""

from __future__ import annotations

import numpy as np
import pytest

from flipconv import convolve, correlate, even_part, odd_part
from flipconv.figures import LIGHT, numbers, portrait
from flipconv.figures.drawings.which_kernels_feel_the_flip import Split, draw_parity
from flipconv.kernels import GAUSSIAN, LETTER_F, SOBEL_X

FACE = portrait(40)


def split(name: str, h: np.ndarray) -> Split:
    even, odd = even_part(h).astype(int), odd_part(h).astype(int)
    return Split(name, h, even, odd, convolve(FACE, h) - correlate(FACE, h))


SPLITS = [split("Gaussian", GAUSSIAN.taps), split("Sobel", SOBEL_X.taps), split("F, doubled", 2 * LETTER_F.taps)]


@pytest.fixture(scope="module")
def figure():
    return draw_parity(SPLITS, LIGHT)


@pytest.mark.parametrize("row", SPLITS, ids=lambda row: row.name)
def test_the_picture_shows_its_numbers(row, figure):
    drawn = {"kernel": row.h, "even part": row.even, "odd part": row.odd, "difference": row.difference}
    for head, values in drawn.items():
        assert numbers(figure, f"{row.name}: {head}").tolist() == values.tolist()


def test_the_parts_are_those_of_the_books():
    assert SPLITS[1].odd.tolist() == SOBEL_X.taps.tolist()
    assert not SPLITS[1].even.any()
    assert SPLITS[2].odd.tolist() == [[1, 1, 0], [1, 0, -1], [1, 0, -1], [1, 0, -1], [0, -1, -1]]


def test_the_text_is_told_from_the_data(figure):
    told = str(figure.get_label())
    assert "Gaussian, all even: nothing changes" in told
    assert str(np.abs(SPLITS[1].difference).max()) in told
    assert "−2 0 2" in told


def test_verdicts_follow_the_parts():
    wrong = Split("box", GAUSSIAN.taps, 0 * GAUSSIAN.taps, GAUSSIAN.taps, FACE)
    assert "all odd: only the sign changes" in str(draw_parity([wrong], LIGHT).get_label())
