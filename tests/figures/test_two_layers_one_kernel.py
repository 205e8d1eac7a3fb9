"""Two layers, one kernel: the numbers of the stack and of both merged layers, their colours, arrows and words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Annotation

from flipconv import convolve, correlate
from flipconv.figures import LIGHT, fills, numbers, panels
from flipconv.figures.drawings.two_layers_one_kernel import draw_two_layers_one_kernel
from flipconv.figures.reading import joined
from tests.figures.artists import marks
from tests.scripts import drawn, presented, run

NAME = "two_layers_one_kernel"
X, G, F = [1, 5, 2, 3, 1, 2, 1], [1, 2, 4], [1, 10]
BLUE, ORANGE, GREEN, PURPLE = LIGHT.strokes


@pytest.fixture(scope="module")
def arrays():
    names = run(NAME, "--save", "/dev/null")
    return names["stack"], names["merged"]


def shown(label):
    return numbers(drawn(NAME, LIGHT), label)[0].tolist()


def test_the_layers_are_those_of_plain_numpy():
    """NumPy's correlate conjugates nothing here, and its argument order is ours."""
    middle = np.correlate(X, G, mode="valid")
    assert shown("middle") == middle.tolist()
    assert shown("out") == np.correlate(middle, F, mode="valid").tolist()
    for name, h in (("f * g", [1, 12, 24, 40]), ("f ⋆ g", [10, 21, 42, 4])):
        assert shown(f"{name}: sum") == h
        assert shown(f"{name}: out") == np.correlate(X, h, mode="valid").tolist()
        assert shown(f"{name}: error") == [a - b for a, b in zip(shown(f"{name}: out"), shown("out"), strict=True)]


def test_the_kernels_are_those_of_the_library():
    assert convolve(G, F).tolist() == shown("f * g: sum")
    # f ⋆ g: the signal g first, the kernel f second
    assert correlate(G, F).tolist() == shown("f ⋆ g: sum")
    assert not np.array_equal(correlate(F, G), shown("f ⋆ g: sum"))


@pytest.mark.parametrize("name", ["f * g", "f ⋆ g"])
def test_copies_add_up(name):
    rows = numbers(drawn(NAME, LIGHT), f"{name}: copies").tolist()
    assert [sum(value or 0 for value in column) for column in zip(*rows, strict=True)] == shown(f"{name}: sum")


def test_a_product_has_the_colour_of_the_sample_it_meets():
    picture = drawn(NAME, LIGHT)
    blank, _ = LIGHT.blank, None
    assert fills(picture, "x").tolist() == [[blank, BLUE, ORANGE, GREEN, PURPLE, blank, blank]]
    assert fills(picture, "f * g: copies").tolist() == [[BLUE, ORANGE, GREEN, _], [_, ORANGE, GREEN, PURPLE]]
    assert fills(picture, "f * g: sum").tolist() == [[BLUE, ORANGE, GREEN, PURPLE]]
    # the same six products, but in three columns of two colours
    assert fills(picture, "f ⋆ g: copies").tolist() == [[ORANGE, GREEN, PURPLE, _], [_, BLUE, ORANGE, GREEN]]
    assert fills(picture, "f ⋆ g: sum").tolist() == [[blank] * 4]


def test_arrows_have_the_colour_of_their_sample():
    picture = drawn(NAME, LIGHT)
    (overlay,) = (axes for axes in picture.axes if axes.get_label() == "overlay")
    drawn_ways = [t.arrow_patch for t in overlay.texts if isinstance(t, Annotation) and t.arrow_patch is not None]
    colours = fills(picture, "x")[0]
    for (tail, _), patch in zip(joined(picture)[:6], drawn_ways, strict=False):
        assert to_hex(patch.get_edgecolor()) == colours[tail[1][1]]


def test_an_error_of_zero_is_blank_and_others_are_not():
    assert set(fills(drawn(NAME, LIGHT), "f * g: error").flat) == {LIGHT.blank}
    assert LIGHT.blank not in fills(drawn(NAME, LIGHT), "f ⋆ g: error")


def test_every_kernel_bears_its_mark():
    found = marks(drawn(NAME, LIGHT))
    assert {label for label in found if (-0.5, -0.5) in found[label]} == {"g", "f", "f * g: sum", "f ⋆ g: sum"}


def test_frames_tell_the_tap():
    film = presented(NAME).film
    assert film is not None
    told = [str(film.frame(LIGHT, i).get_label()) for i in range(film.count)]
    for label, sum_, ways in zip(
        told, ("1 × 1 = 1", "1 × 2 + 10 × 1 = 12", "1 × 4 + 10 × 2 = 24", "10 × 4 = 40"), "1221", strict=True
    ):
        assert sum_ in label
        assert label.startswith(f"{ways} path")
    for i in range(film.count):
        # as many arrows to the middle as there are factors to tell
        words = [text.get_text() for text in film.frame(LIGHT, i).texts]
        assert sum(word.startswith("× ") for word in words) == len(joined(film.frame(LIGHT, i)))
        assert "overlay" in panels(film.frame(LIGHT, i))


def test_words_follow_the_data(arrays):
    stack, merged = arrays
    assert "error 0 in all 4 cells" in str(drawn(NAME, LIGHT).get_label())
    wrong = replace(merged[0], rows=(1, 0), error=np.array([0, 0, 3, 0]))
    figure = draw_two_layers_one_kernel(stack, [wrong, merged[1]], LIGHT)
    words = [text.get_text() for text in figure.texts]
    assert "wrong in 1 of 4 cells" in words
    assert "one colour to a column" not in words
    assert "wrong in 1 of 4 cells, namely 0 0 3 0" in str(figure.get_label())
