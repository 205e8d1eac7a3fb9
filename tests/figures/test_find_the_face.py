"""Find the face, blur the face: what the frames and the words say of a picture made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from flipconv import convolve, correlate, flip
from flipconv.figures import LIGHT, numbers, windows
from flipconv.figures.drawings.find_the_face import Search, cover_find_the_face, draw_find_the_face
from flipconv.matching import match_normalised, peak
from tests.figures.artists import texts
from tests.scripts import drawn

# the template lies at (1, 1); at (5, 6) it is rotated; on the right is nothing but brightness
T = np.array([[10, 20, 30], [40, 0, 5]])
X = np.zeros((8, 14), dtype=int)
X[1:3, 1:4] = T
X[5:7, 6:9] = [[5, 0, 40], [30, 20, 10]]
X[:, 11:] = 90
SAME = {"convolve": X, "correlate": X, "difference": 0 * X}


def searches(x: np.ndarray = X) -> list[Search]:
    maps = {
        "correlate": [correlate(x, T, mode="valid"), match_normalised(x, T)],
        "convolve": [convolve(x, T, mode="valid"), match_normalised(x, flip(T))],
    }
    return [Search(name, maps[name][i], peak(maps[name][i])) for i in range(2) for name in maps]


@pytest.fixture(scope="module")
def figure():
    return draw_find_the_face(X, T, searches(), SAME, LIGHT)


def test_frames_lie_where_the_template_was_put(figure):
    assert windows(figure, "picture")[2:] == [((1, 1), (2, 3)), ((5, 6), (2, 3))]


def test_plain_scores_go_for_the_bright_stripe(figure):
    # a window of the stripe scores 90 times the sum of the template, which is 105
    for name, ((_, column), _) in zip(("correlate", "convolve"), windows(figure, "picture")[:2], strict=True):
        assert column == 11
        assert numbers(figure, name).max() == 90 * 105


def test_what_was_found_stands_below_its_map(figure):
    assert numbers(figure, "correlate, normalised: found").tolist() == T.tolist()
    assert numbers(figure, "convolve, normalised: found").tolist() == [[5, 0, 40], [30, 20, 10]]
    assert numbers(figure, "correlate: found").tolist() == [[90] * 3] * 2


def test_a_frame_has_the_colour_of_its_operation(figure):
    colours = {axes.get_label(): {patch.get_edgecolor() for patch in axes.patches} for axes in figure.axes}
    assert colours["correlate"] == colours["correlate, normalised"] == colours["correlate: found"]
    assert colours["convolve"] == colours["convolve, normalised"] == colours["convolve: found"]
    assert colours["picture"] == colours["correlate"] | colours["convolve"]
    assert len(colours["picture"]) == 2


def test_the_words_are_told_from_what_was_found(figure):
    def verdicts(of):
        words = [text.get_text() for text, _ in texts(of)]
        return [words[i + 1] for i, word in enumerate(words) if word == "finds"]

    assert verdicts(figure) == ["something bright", "something bright", "t itself", "t upside down"]
    # a search that points elsewhere is said to
    wrong = [Search(search.operation, search.scores, (3, 1)) for search in searches()]
    assert verdicts(draw_find_the_face(X, T, wrong, SAME, LIGHT)) == ["something else"] * 4


def test_the_text_tells_places_and_differences(figure):
    told = str(figure.get_label())
    assert "Normalised scores of convolve: the largest is at row 5, column 6, on t upside down." in told
    assert "differs at 0 pixels" in told
    other = draw_find_the_face(X, T, searches(), {**SAME, "difference": X}, LIGHT)
    assert f"differs at {np.count_nonzero(X)} pixels" in str(other.get_label())


def test_normalised_maps_have_one_scale_and_plain_ones_their_own(figure):
    scales = {axes.get_label(): axes.images[0].get_clim() for axes in figure.axes if axes.images}
    assert scales["correlate, normalised"] == scales["convolve, normalised"] == (-1, 1)
    assert scales["correlate"] == (correlate(X, T, mode="valid").min(), 90 * 105)


def test_the_cover_frames_what_fair_searches_find():
    assert windows(cover_find_the_face(X, T, searches(), LIGHT), "picture") == [((1, 1), (2, 3)), ((5, 6), (2, 3))]


def test_in_the_portrait_both_places_are_one_turn_apart():
    ((top, left), shape), ((bottom, right), _) = windows(drawn("find_the_face", LIGHT), "picture")[2:]
    assert shape == (34, 38)
    assert (top + bottom, left + right) == (172 - 34, 344 - 38)
