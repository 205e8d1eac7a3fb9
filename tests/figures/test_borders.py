"""The five borders: the samples that are made up and their colours, the outputs, and the margins of the photograph."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from flipconv import convolve
from flipconv.boundaries import BOUNDARIES
from flipconv.figures import LIGHT, fills, numbers, panels, windows
from flipconv.figures.drawings.borders import SAID, Border, draw_borders
from flipconv.figures.style import WEIGHT_COLOURS
from tests.figures.artists import anchors, marks
from tests.scripts import drawn

# the words of scipy.ndimage, whose "reflect" and "mirror" are not numpy's
NDIMAGE = {"constant": "constant", "edge": "nearest", "reflect": "mirror", "symmetric": "reflect", "wrap": "wrap"}


def test_all_borders_are_there():
    shown = [label.removesuffix(": y") for label in panels(drawn("borders", LIGHT)) if label.endswith(": y")]
    assert tuple(shown) == tuple(SAID) == BOUNDARIES


@pytest.mark.parametrize("name", BOUNDARIES)
def test_outputs_are_those_of_scipy_and_the_library(name):
    figure = drawn("borders", LIGHT)
    x, h, y = (numbers(figure, label)[0] for label in ("x", "h", f"{name}: y"))
    assert y.tolist() == ndimage.convolve1d(x, h, mode=NDIMAGE[name]).tolist()
    assert y.tolist() == convolve(x, h, mode="same", boundary=name).tolist()


@pytest.mark.parametrize(("name", "mode"), NDIMAGE.items())
def test_the_photograph_goes_on_as_numpy_pads_it(name, mode):
    image = numbers(drawn("borders", LIGHT), f"{name}: image")
    ((place, shape),) = windows(drawn("borders", LIGHT), f"{name}: image")
    inner = image[place[0] : place[0] + shape[0], place[1] : place[1] + shape[1]]
    assert len(np.unique(inner)) > 100
    assert np.array_equal(image, np.pad(inner, place[0], mode=name))


def test_colours_name_the_sample_that_is_shown():
    first, second, third, fourth, fifth = WEIGHT_COLOURS[:5]
    own = [first, second, third, fourth, fifth]
    ends = {
        "constant": ([LIGHT.blank] * 2, [LIGHT.blank] * 2),
        "edge": ([first] * 2, [fifth] * 2),
        "reflect": ([third, second], [fourth, third]),
        "symmetric": ([second, first], [fifth, fourth]),
        "wrap": ([fourth, fifth], [first, second]),
    }
    for name, (before, after) in ends.items():
        assert fills(drawn("borders", LIGHT), f"{name}: line")[0].tolist() == [*before, *own, *after], name


def test_the_kernel_bears_its_mark_and_its_anchor():
    figure = drawn("borders", LIGHT)
    assert marks(figure) == {"h": [(-0.5, -0.5)]}
    assert anchors(figure) == {"h": (0, 2)}


def test_the_text_and_the_arithmetic_are_told_from_the_data():
    x, h = np.array([7, 2]), np.array([1, 3, 0])
    wrap = Border("wrap", np.array([2, 7, 2, 7]), np.array([1, 0, 1, 0]), np.array([23, 13]), np.eye(6), 2)
    figure = draw_borders(x, h, [wrap], LIGHT)
    told = str(figure.get_label())
    assert "The signal 7 2 is convolved with 1 3 0 under 1 borders." in told
    assert "wrap makes up 2 before the signal and 7 after it; the output is 23 13." in told
    # the kernel flipped: its last tap meets the sample before the first
    assert "y[0] = 3 × 7 + 1 × 2 = 23" in [text.get_text() for text in figure.texts]
