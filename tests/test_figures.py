"""What is drawn is what was given; it reads on both grounds, and nothing is clipped."""

from __future__ import annotations

import functools
import itertools
from fractions import Fraction

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from flipconv import convolve, correlate, even_part, flip, odd_part
from flipconv.figures import (
    DARK,
    LIGHT,
    Filtered,
    Split,
    cover_blurred_face,
    cover_f_test,
    cover_parity,
    draw_blurred_face,
    draw_f_test,
    draw_parity,
    grey,
    numbers,
    portrait,
    shrunk,
)
from flipconv.figures.grids import Mark, by_weight, printed_at, read, written
from flipconv.figures.style import DPI, INKS, WEIGHT_COLOURS, Ink, contrast, ink_on
from flipconv.kernels import BOX, EMBOSS, GAUSSIAN, LETTER_F, SOBEL_X

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
FACE = portrait(40)


def split(name: str, h: np.ndarray) -> Split:
    even, odd = even_part(h).astype(int), odd_part(h).astype(int)
    return Split(name, h, even, odd, convolve(FACE, h) - correlate(FACE, h))


def filtered(name: str, h: np.ndarray) -> Filtered:
    convolved, correlated = convolve(FACE, h, mode="same"), correlate(FACE, h, mode="same")
    return Filtered(name, h, convolved, correlated, convolved - correlated)


SPLITS = [split("Gaussian", GAUSSIAN.taps), split("Sobel", SOBEL_X.taps), split("F, doubled", 2 * LETTER_F.taps)]
PAIR = [filtered("Gaussian", GAUSSIAN.taps), filtered("emboss", EMBOSS.taps)]
PAGES = {
    "f_test": lambda ink: draw_f_test(PANELS, (2, 3), ink),
    "parity": lambda ink: draw_parity(SPLITS, ink),
    "blurred_face": lambda ink: draw_blurred_face(FACE, PAIR, ink),
}
COVERS = {
    "f_test cover": lambda ink: cover_f_test(PANELS, ink),
    "parity cover": lambda ink: cover_parity([split("box", BOX.taps), SPLITS[1], split("emboss", EMBOSS.taps)], ink),
    "blurred_face cover": lambda ink: cover_blurred_face(PAIR[1], ink),
}


@functools.cache
def page(name: str) -> Figure:
    """One drawing for all tests that only read it."""
    return PAGES[name](LIGHT)


@pytest.fixture(scope="module", params=[*PAGES, *COVERS])
def both(request) -> tuple[Figure, Figure]:
    draw = {**PAGES, **COVERS}[request.param]
    return draw(LIGHT), draw(DARK)


def data(figure: Figure) -> list:
    """All that a figure says: its words and where they are, its arrays and their scales."""
    found: list = [(text.get_position(), text.get_text()) for text in figure.texts]
    for axes in figure.axes:
        found.append((axes.get_label(), axes.get_position().bounds))
        found += [(text.get_position(), text.get_text()) for text in axes.texts]
        found += [(np.asarray(image.get_array()).tolist(), image.get_clim()) for image in axes.images]
        found += [np.asarray(path.vertices).tolist() for cells in axes.collections for path in cells.get_paths()]
        found += [(type(patch).__name__, np.asarray(patch.get_path().vertices).tolist()) for patch in axes.patches]
        found += [np.asarray(line.get_xydata()).tolist() for line in axes.lines]
    return found


def test_light_and_dark_say_the_same(both):
    light, dark = both
    assert data(light) == data(dark)
    assert light.get_label() == dark.get_label()


def fills(axes) -> dict[tuple[int, int], str]:
    """The colour of every cell of a grid, by row and column."""
    (cells,) = axes.collections
    corners = [path.vertices.min(axis=0) + 0.5 for path in cells.get_paths()]
    return {
        (round(row), round(column)): to_hex(fill)
        for (column, row), fill in zip(corners, cells.get_facecolors(), strict=True)
    }


def ground(axes, text, ink: Ink) -> str:
    """The colour behind a text in a panel: that of its cell, or the middle of the signed map."""
    place = text.get_position()
    if axes.images:
        return to_hex(ink.signed(0.5))
    return fills(axes)[int(place[1]), int(place[0])]


def test_every_text_has_contrast(both):
    for ink, figure in zip(INKS, both, strict=True):
        for text in figure.texts:
            assert contrast(text.get_color(), ink.ground) >= 4.5
        for axes in figure.axes:
            for text in axes.texts:
                assert contrast(text.get_color(), ground(axes, text, ink)) >= 4.5, (axes.get_label(), text.get_text())


def extents(figure: Figure) -> dict[str, tuple[float, float, float, float]]:
    """Where each text stands, in dots."""
    texts = [*figure.texts, *itertools.chain.from_iterable(axes.texts for axes in figure.axes)]
    return {f"{i}: {text.get_text()}": text.get_window_extent().extents for i, text in enumerate(texts)}


def test_no_text_is_small_clipped_or_overprinted(both):
    figure = both[0]
    for text in [*figure.texts, *itertools.chain.from_iterable(axes.texts for axes in figure.axes)]:
        # a phone shows a sheet at its own size or a little smaller
        assert text.get_fontsize() * DPI / 72 >= 9.5, text.get_text()
    width, height = figure.bbox.size
    places = extents(figure)
    for words, (left, bottom, right, top) in places.items():
        assert min(left, bottom, width - right, height - top) >= 0, words
    for (one, a), (other, b) in itertools.combinations(places.items(), 2):
        # boxes include the empty line above low letters, so rows may touch by a dot or two
        apart = a[2] <= b[0] + 0.5 or b[2] <= a[0] + 0.5 or a[3] <= b[1] + 3 or b[3] <= a[1] + 3
        assert apart, (one, other)


@pytest.mark.parametrize("title", PANELS)
def test_f_test_shows_its_numbers(title):
    assert numbers(page("f_test"), title).tolist() == PANELS[title].tolist()


def test_a_weight_keeps_its_colour():
    of_weight = {int(weight): WEIGHT_COLOURS[i] for i, weight in enumerate(F[F != 0])}
    for axes in page("f_test").axes[1:]:
        values = PANELS[str(axes.get_label())]
        cells = fills(axes)
        assert len(cells) == values.size
        for place, value in np.ndenumerate(values):
            assert cells[place] == of_weight.get(int(value), LIGHT.blank)


def test_the_mark_travels_with_the_flip():
    marks = {}
    for axes in page("f_test").axes:
        corners = [patch.get_xy()[0].tolist() for patch in axes.patches if isinstance(patch, Polygon)]
        marks[axes.get_label()] = corners
    # x (across), then y (down): the top left corner of the F, and the bottom right one once it is turned
    assert marks["h"] == [[-0.5, -0.5]]
    assert marks["convolve(x, h)"] == marks["correlate(x, flip(h))"] == [[1.5, -0.5]]
    assert marks["correlate(x, h)"] == [[4.5, 4.5]]
    assert marks["x"] == marks["less convolve(x, h)"] == []


def test_a_print_is_found_only_where_it_is():
    h = np.array([[1, 2], [0, 3]])
    assert printed_at(np.pad(h, ((1, 0), (0, 2))), h) == Mark(1, 0, rotated=False)
    assert printed_at(np.pad(h[::-1, ::-1], ((1, 0), (0, 2))), h) == Mark(2, 1, rotated=True)
    assert printed_at(np.pad(h.T, 1), h) is None
    assert printed_at(np.pad(h, 1, constant_values=1), h) is None


def test_parity_shows_its_numbers():
    figure = page("parity")
    for row in SPLITS:
        drawn = {"kernel": row.h, "even part": row.even, "odd part": row.odd, "difference": row.difference}
        for head, values in drawn.items():
            assert numbers(figure, f"{row.name}: {head}").tolist() == values.tolist()


def test_blurred_face_shows_its_numbers():
    figure = page("blurred_face")
    assert numbers(figure, "image").tolist() == FACE.tolist()
    for column in PAIR:
        drawn = {"kernel": column.h, "convolve": column.convolved, "correlate": column.correlated}
        for title, values in {**drawn, "difference": column.difference}.items():
            assert numbers(figure, f"{column.name}: {title}").tolist() == values.tolist()


def test_signed_maps_are_centred_on_zero_and_clip_nothing():
    for name in ("parity", "blurred_face"):
        for axes in page(name).axes:
            if axes.images and axes.get_label() != "image":
                (low, high), values = axes.images[0].get_clim(), np.asarray(axes.images[0].get_array())
                assert low <= values.min() <= values.max() <= high
                if str(axes.get_label()).endswith(("difference", "bar")):
                    assert low == -high


def test_both_operations_share_one_grey_scale():
    axes = {a.get_label(): a for a in page("blurred_face").axes}
    scales = {axes[f"emboss: {title}"].images[0].get_clim() for title in ("convolve", "correlate")}
    assert len(scales) == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("f_test", ["0 0 3 2 1", "less convolve(x, h) is zero in every cell"]),
        ("parity", ["Gaussian, all even: nothing changes", str(np.abs(SPLITS[1].difference).max()), "−2 0 2"]),
        ("blurred_face", ["0 at all 1600 pixels", f"not 0 at {np.count_nonzero(PAIR[1].difference)} pixels"]),
    ],
)
def test_alternative_text_is_told_from_the_data(name, said):
    told = str(page(name).get_label())
    assert told[0].isupper()
    assert told.endswith(".")
    assert "\n" not in told
    for words in said:
        assert words in told


def test_a_wrong_difference_is_told():
    wrong = {**PANELS, "less convolve(x, h)": X}
    figure = draw_f_test(wrong, (2, 3), LIGHT)
    assert "1 cells are not zero" in [text.get_text() for text in figure.texts]
    assert "is zero in every cell" not in str(figure.get_label())


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


def test_equal_weights_have_no_identity():
    with pytest.raises(ValueError, match="all different"):
        _ = by_weight(LETTER_F.taps, LIGHT)


def test_missing_panels_are_named():
    with pytest.raises(KeyError, match=r"0 panels .*'nowhere'"):
        _ = numbers(page("f_test"), "nowhere")


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
