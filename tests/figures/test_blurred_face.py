"""The blurred face: every number of the picture, its scales and its words."""

from __future__ import annotations

import numpy as np
import pytest

from flipconv import convolve, correlate
from flipconv.figures import LIGHT, numbers, portrait
from flipconv.figures.drawings.blurred_face import Filtered, draw_blurred_face
from flipconv.kernels import EMBOSS, GAUSSIAN

FACE = portrait(40)


def filtered(name: str, h: np.ndarray) -> Filtered:
    convolved, correlated = convolve(FACE, h, mode="same"), correlate(FACE, h, mode="same")
    return Filtered(name, h, convolved, correlated, convolved - correlated)


PAIR = [filtered("Gaussian", GAUSSIAN.taps), filtered("emboss", EMBOSS.taps)]


@pytest.fixture(scope="module")
def figure():
    return draw_blurred_face(FACE, PAIR, LIGHT)


def test_the_picture_shows_its_numbers(figure):
    assert numbers(figure, "image").tolist() == FACE.tolist()
    for column in PAIR:
        drawn = {"kernel": column.h, "convolve": column.convolved, "correlate": column.correlated}
        for title, values in {**drawn, "difference": column.difference}.items():
            assert numbers(figure, f"{column.name}: {title}").tolist() == values.tolist()


def test_both_operations_share_one_grey_scale(figure):
    axes = {a.get_label(): a for a in figure.axes}
    scales = {axes[f"emboss: {title}"].images[0].get_clim() for title in ("convolve", "correlate")}
    assert len(scales) == 1


def test_the_text_is_told_from_the_data(figure):
    told = str(figure.get_label())
    assert "0 at all 1600 pixels" in told
    assert f"not 0 at {np.count_nonzero(PAIR[1].difference)} pixels" in told
