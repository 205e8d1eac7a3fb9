"""Phase correlation: how two pictures are laid on one another, the rows of a surface, and the words."""

from __future__ import annotations

import numpy as np
import pytest

from flipconv.figures import LIGHT, curves, numbers, windows
from flipconv.figures.drawings.phase_correlation import Pair, cover_phase_correlation, draw_phase_correlation
from tests.scripts import drawn

N = 90
SCENE = np.random.default_rng(11).integers(1, 200, (N + 30, N + 30))


def cut_out(down: int, right: int) -> Pair:
    """Two pictures of one scene, so that the shift from the first to the second is known."""
    first = SCENE[10 : 10 + N, 12 : 12 + N]
    second = SCENE[10 - down : 10 - down + N, 12 - right : 12 - right + N]
    return Pair(first, second, first, (down, right))


def surface(*peaks: tuple[int, int]) -> np.ndarray:
    values = np.zeros((N, N))
    for i, peak in enumerate(peaks):
        values[peak] = 1 - i / 10
    return values


NEEDLE, HILL = surface((-8, 5)), surface((4, 0), (4, 1), (4, 2), (0, 0))
SURFACES = {"phase correlation": NEEDLE, "cross-correlation": HILL}


@pytest.fixture(scope="module")
def figure():
    return draw_phase_correlation(cut_out(-8, 5), SURFACES, LIGHT)


@pytest.mark.parametrize("down", [-8, 0, 7])
@pytest.mark.parametrize("right", [-9, 0, 5])
def test_joined_pictures_are_the_scene(down, right):
    pair = cut_out(down, right)
    assert not pair.difference.any()
    top, left = 10 - max(0, down), 12 - max(0, right)
    scene = SCENE[top : top + N + abs(down), left : left + N + abs(right)]
    # no pixel of the scene is 0: those are in the two corners that neither picture shows
    assert (pair.joined == np.where(pair.joined == 0, 0, scene)).all()
    assert np.count_nonzero(pair.joined == 0) == 2 * abs(down * right)


def test_a_wrong_shift_tears_the_scene_and_is_told():
    pair = cut_out(-8, 5)
    wrong = Pair(pair.first, pair.second, pair.first, (-8, 6))
    assert wrong.difference.any()
    told = str(draw_phase_correlation(wrong, SURFACES, LIGHT).get_label())
    assert f"differ at {np.count_nonzero(wrong.difference)} of {82 * 84} pixels" in told


def test_both_pictures_take_turns():
    first, second = np.full((N, N), 9), np.full((N, N), 5)
    shared = Pair(first, second, first, (3, -2)).joined[3:N, 2:N]
    # squares of a chess board: about as many of one as of the other, and the first one is the first's
    assert shared[0, 0] == 9
    assert abs(np.count_nonzero(shared == 9) - np.count_nonzero(shared == 5)) < 0.05 * shared.size


def test_frames_hold_what_both_show(figure):
    (((top, left), shape),) = windows(figure, "first")
    (((bottom, right), other),) = windows(figure, "second")
    assert shape == other == (N - 8, N - 5)
    one = numbers(figure, "first")[top : top + shape[0], left : left + shape[1]]
    two = numbers(figure, "second")[bottom : bottom + shape[0], right : right + shape[1]]
    assert (one == two).all()


def test_rows_of_a_surface_are_drawn_at_their_signed_lags(figure):
    rows = curves(figure, "phase correlation")
    assert list(rows) == [f"row {lag}" for lag in range(-40, 41, 4)]
    high = [(name, int(across[up.argmax()])) for name, (across, up) in rows.items() if up.any()]
    assert high == [("row -8", 5)]


def test_rows_nearer_the_front_stand_lower_and_hide_the_others(figure):
    (axes,) = (axes for axes in figure.axes if axes.get_label() == "phase correlation")
    feet = [line.get_transform().transform((0, 0))[1] for line in axes.lines]
    assert feet == sorted(feet, reverse=True)
    layers = [artist.get_zorder() for pair in zip(axes.collections, axes.lines, strict=True) for artist in pair]
    assert layers == sorted(layers)
    # all of it within the panel, the highest point too
    box = axes.get_window_extent()
    tops = [line.get_transform().transform((0, line.get_ydata().max()))[1] for line in axes.lines]
    assert box.y0 <= min(feet) <= max(tops) <= box.y1


def test_the_words_are_counted_on_the_surfaces(figure):
    words = [text.get_text() for text in figure.texts]
    assert "1 lag above half" in words
    assert "4 lags above half" in words
    assert "the peak says: 8 rows up, 5 columns right" in words
    other = draw_phase_correlation(cut_out(7, -9), SURFACES, LIGHT)
    assert "the peak says: 7 rows down, 9 columns left" in [text.get_text() for text in other.texts]
    assert "largest value of the cross-correlation is at row 4, column 0; 4 lags" in str(figure.get_label())


def test_the_cover_shows_both_surfaces():
    cover = cover_phase_correlation(SURFACES, LIGHT)
    assert curves(cover, "by phase")["row -8"][1].max() == 1
    assert curves(cover, "plain")["row 4"][1].tolist()[40:43] == [1, 0.9, 0.8]


def test_what_the_site_says_of_the_camera():
    told = str(drawn("phase_correlation", LIGHT).get_label())
    assert "phase correlation is at row −20, column 28; 1 lag above half" in told
