"""The pieces of which figures are made: what is put into a panel can be read back out of it."""

from __future__ import annotations

import itertools
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest

from flipconv.figures import (
    LIGHT,
    Ink,
    added,
    anchor_ticks,
    arrow,
    arrows,
    bars,
    by_brightness,
    by_sign,
    by_weight,
    chart,
    colours_of,
    corner_mark,
    curve,
    curves,
    diagonal,
    diagonals,
    fills,
    grey,
    heights,
    number_grid,
    number_line,
    numbers,
    overlay,
    panel,
    panels,
    photograph,
    portrait,
    ring,
    scene,
    sheet,
    shrunk,
    signed_map,
    spelled,
    window,
    windows,
    written,
)
from flipconv.figures.grids import Mark, printed_at
from flipconv.figures.reading import read
from flipconv.figures.style import INKS, WEIGHT_COLOURS, contrast, ink_on
from flipconv.kernels import LETTER_F

H = np.array([[1, 2, 0], [3, -4, 5]])


def grid(values: np.ndarray, fill=None, ink: Ink = LIGHT):
    """A sheet with one panel that shows a matrix."""
    figure = sheet(200)
    axes = panel(figure, (10, 10, 300, 150), "grid")
    number_grid(axes, values, ink, by_sign(9, ink) if fill is None else fill)
    return figure, axes


@pytest.mark.parametrize(
    "values", [H, H.T, np.array([[Fraction(-1, 2), 3]], dtype=object), np.zeros((2, 3), dtype=int)]
)
def test_numbers_are_read_back(values):
    figure, _ = grid(values)
    assert numbers(figure, "grid").tolist() == values.tolist()


def test_numbers_are_read_from_the_words_and_not_from_the_array():
    figure, axes = grid(H)
    axes.texts[4].set_text("7")
    assert numbers(figure, "grid").tolist() == [[1, 2, 0], [3, 7, 5]]
    axes.texts[0].set_position((1, 0))
    axes.texts[1].set_position((0, 0))
    assert numbers(figure, "grid").tolist() == [[2, 1, 0], [3, 7, 5]]


def test_where_there_is_no_number_there_is_no_cell():
    values = np.array([[1, None, 3], [None, 2, 5]], dtype=object)
    figure, _ = grid(values)
    assert numbers(figure, "grid").tolist() == values.tolist()
    assert [[colour is None for colour in row] for row in fills(figure, "grid").tolist()] == [[0, 1, 0], [1, 0, 0]]


@pytest.mark.parametrize("ink", INKS, ids=lambda ink: ink.name)
def test_a_weight_has_one_colour_by_number_and_by_place(ink):
    figure, _ = grid(H, by_weight(H, ink), ink)
    expected = [[*WEIGHT_COLOURS[:2], ink.blank], list(WEIGHT_COLOURS[2:5])]
    assert fills(figure, "grid").tolist() == expected == colours_of(H, ink).tolist()
    figure, _ = grid(H[::-1, ::-1], colours_of(H, ink)[::-1, ::-1], ink)
    assert fills(figure, "grid").tolist() == [row[::-1] for row in expected[::-1]]


def test_signs_lie_on_both_sides_of_the_middle():
    signed, middle = by_sign(9, LIGHT), LIGHT.signed(0.5)
    assert signed(0) == middle
    red, _, blue, _ = signed(5)
    assert red > blue
    red, _, blue, _ = signed(-5)
    assert red < blue
    assert by_brightness(4)(1) == (0.25, 0.25, 0.25)


@pytest.mark.parametrize("h", [LETTER_F.taps, np.arange(1, 10)])
def test_weights_that_cannot_be_told_apart_are_refused(h):
    with pytest.raises(ValueError, match="all different"):
        _ = by_weight(h, LIGHT)


def test_nine_taps_have_no_colours():
    with pytest.raises(ValueError, match="at most 8 taps"):
        _ = colours_of(np.arange(1, 10), LIGHT)


def test_frames_are_read_back():
    figure, axes = grid(np.arange(20).reshape(4, 5))
    window(axes, (1, 2), (2, 3), LIGHT)
    ring(axes, (3, 0), LIGHT)
    assert windows(figure, "grid") == [((1, 2), (2, 3)), ((3, 0), (1, 1))]


@pytest.mark.parametrize("ends", list(itertools.product([(0, 0), (2, 3), (3, 1)], [(0, 0), (3, 4), (0, 2), (3, 1)])))
def test_bands_are_read_back(ends):
    figure, axes = grid(np.arange(20).reshape(4, 5))
    diagonal(axes, ends[0], ends[1], LIGHT)
    assert diagonals(figure, "grid") == [ends]


def test_a_band_holds_its_cells_and_no_others():
    figure, axes = grid(np.arange(12).reshape(3, 4))
    diagonal(axes, (0, 3), (2, 1), LIGHT)
    band = axes.patches[0].get_path()
    inside = [(row, column) for row in range(3) for column in range(4) if band.contains_point((column, row))]
    assert inside == [(0, 3), (1, 2), (2, 1)]
    assert diagonals(figure, "grid") == [((0, 3), (2, 1))]


def test_arrows_are_read_back_and_end_where_they_point():
    figure = sheet(120)
    axes = panel(figure, (10, 10, 300, 80), "line")
    number_line(axes, -2, 5, LIGHT)
    arrow(axes, (1, 0.5), (4, 0.5), LIGHT.text)
    arrow(axes, (4, 1.5), (-1, 1.5), LIGHT.text, bend=0.2)
    assert arrows(figure, "line") == [((1, 0.5), (4, 0.5)), ((4, 1.5), (-1, 1.5))]
    assert [text.get_text() for text in axes.texts if text.get_text()] == ["−2", "−1", "0", "1", "2", "3", "4", "5"]


def test_the_overlay_is_one_and_measured_in_pixels():
    figure = sheet(120)
    axes = overlay(figure)
    assert overlay(figure) is axes
    corner = axes.transData.transform((0, 0)).tolist(), axes.transData.transform((360, 120)).tolist()
    assert np.allclose(corner, [[0, 120], [360, 0]])


def test_curves_and_bars_are_read_back():
    figure = sheet(300)
    axes = chart(figure, (40, 10, 300, 100), "c", LIGHT, across={0: "0", 2: "2"}, up={1e-3: "1e−3", 10: "10"}, log="y")
    curve(axes, [0, 1, 2], [0.1, 5, 2], "one", LIGHT.strokes[0])
    curve(axes, [0, 2], [3, 4], "other", LIGHT.strokes[1], dashed=True)
    assert {name: [list(points) for points in line] for name, line in curves(figure, "c").items()} == {
        "one": [[0, 1, 2], [0.1, 5, 2]],
        "other": [[0, 2], [3, 4]],
    }
    assert (axes.get_ylim(), axes.get_yscale(), axes.get_xscale()) == ((1e-3, 10), "log", "linear")
    axes = chart(figure, (40, 150, 300, 100), "b", LIGHT, across={-0.5: "", 1: "1", 2.5: ""}, up={-2: "−2", 2: "2"})
    bars(axes, [1, -2, 0.5], LIGHT.strokes[:3], LIGHT)
    assert heights(figure, "b").tolist() == [1, -2, 0.5]


def test_pixels_are_read_back():
    figure = sheet(200)
    image = np.arange(12).reshape(3, 4)
    photograph(panel(figure, (0, 0, 100, 100), "grey"), image, (0, 11))
    signed_map(panel(figure, (100, 0, 100, 100), "signed"), image - 5, 9, LIGHT)
    signed_map(panel(figure, (200, 0, 100, 100), "empty"), 0 * image, 9, LIGHT)
    assert panels(figure) == ["grey", "signed", "empty"]
    assert numbers(figure, "grey").tolist() == image.tolist()
    assert numbers(figure, "signed").tolist() == (image - 5).tolist()
    assert figure.axes[1].images[0].get_clim() == (-9, 9)
    # an empty map says that it is empty
    assert [text.get_text() for text in figure.axes[2].texts] == ["0"]


@pytest.mark.parametrize(("rotated", "corner"), [(False, [[0.5, -0.5]]), (True, [[1.5, 0.5]])])
def test_the_mark_sits_on_the_first_tap(rotated, corner):
    _, axes = grid(H)
    corner_mark(axes, Mark(0, 1, rotated=rotated), LIGHT)
    (mark,) = axes.patches
    assert np.asarray(mark.get_path().vertices)[:1].tolist() == corner


def test_ticks_point_at_the_anchor():
    _, axes = grid(H)
    anchor_ticks(axes, (1, 2), LIGHT)
    above, left = (np.asarray(line.get_xydata())[0] for line in axes.lines)
    assert (above[0], left[1]) == (2, 1)
    assert above[1] < -0.5
    assert left[0] < -0.5


def test_arithmetic_is_spelled_out():
    assert spelled([(2, -3), (Fraction(1, 2), 4)], -4) == "2 × (−3) + 1/2 × 4 = −4"
    assert added([-2, 5, -4], -1) == "−2 + 5 + (−4) = −1"


def test_wrong_arithmetic_is_refused():
    with pytest.raises(ValueError, match="add up to 10, not to 11"):
        _ = spelled([(2, 3), (1, 4)], 11)
    with pytest.raises(ValueError, match="add up to 5, not to 6"):
        _ = added([2, 3], 6)


def test_a_print_is_found_only_where_it_is():
    h = np.array([[1, 2], [0, 3]])
    assert printed_at(np.pad(h, ((1, 0), (0, 2))), h) == Mark(1, 0, rotated=False)
    assert printed_at(np.pad(h[::-1, ::-1], ((1, 0), (0, 2))), h) == Mark(2, 1, rotated=True)
    assert printed_at(np.pad(h.T, 1), h) is None
    assert printed_at(np.pad(h, 1, constant_values=1), h) is None


@pytest.mark.parametrize("ink", INKS, ids=lambda ink: ink.name)
def test_inks_have_contrast(ink):
    assert contrast(ink.text, ink.ground) >= 7
    assert contrast(ink.muted, ink.ground) >= 4.5
    assert contrast(ink.muted, ink.blank) >= 4.5


@pytest.mark.parametrize("colour", WEIGHT_COLOURS)
def test_numbers_read_on_every_weight(colour):
    assert contrast(ink_on(colour), colour) >= 4.5


def test_contrast_is_that_of_the_guidelines():
    # the published pair: #767676 is the lightest grey that passes on white
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#ffffff") < 4.5


@pytest.mark.parametrize("value", [0, 7, -12, Fraction(-5, 2)])
def test_cells_can_be_read_back(value):
    assert read(written(value)) == value


def test_missing_panels_are_named():
    with pytest.raises(KeyError, match=r"0 panels .*'nowhere'"):
        _ = numbers(grid(H)[0], "nowhere")


def test_grey_levels_are_exact(tmp_path):
    from PIL import Image

    pixels = np.array([[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [255, 255, 255]], [[10, 20, 30], [0, 0, 0]]], np.uint8)
    expected = [[76, 149], [29, 255], [(10 * 299 + 20 * 587 + 30 * 114) // 1000, 0]]
    for name in ("rgb.png", "rgb.bmp"):
        Image.fromarray(pixels).save(tmp_path / name)
        assert grey(tmp_path / name).tolist() == expected
    Image.fromarray(pixels[..., 0]).save(tmp_path / "grey.png")
    assert grey(tmp_path / "grey.png").tolist() == pixels[..., 0].tolist()


def test_shrinking_keeps_the_middle():
    image = np.arange(5 * 8).reshape(5, 8)
    assert shrunk(image, 2).tolist() == [[(2 + 3 + 10 + 11) // 4, (4 + 5 + 12 + 13) // 4], [22, 24]]
    assert shrunk(image, 99).shape == (5, 5)


def test_the_portrait_is_a_photograph():
    assert portrait().shape == (172, 172)
    assert portrait().dtype == np.int64
    assert 0 <= portrait().min() < 20
    assert 235 < portrait().max() <= 255


@pytest.mark.parametrize("ink", INKS, ids=lambda ink: ink.name)
def test_strokes_stand_out(ink):
    assert min(contrast(stroke, ink.ground) for stroke in ink.strokes) >= 3


def test_scenes_come_from_the_wheel_and_need_not_be_there():
    assert scene("coins", 100).shape == (100, 100)
    assert (scene("coins", 100) != portrait(100)).any()
    code = (
        "import sys, importlib.util as u; found = u.find_spec;"
        "u.find_spec = lambda name, *rest: None if name == 'skimage' else found(name, *rest);"
        "from flipconv.figures import portrait, scene;"
        "sys.exit(not (scene('coins', 100) == portrait(100)).all())"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
