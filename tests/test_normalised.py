"""Normalised scores: against exact fractions, and against scikit-image and OpenCV on the portrait."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import assume, given
from skimage.feature import match_template as their_match

from flipconv import matching
from tests import strategies
from tests.scores import PLACES, PORTRAIT, exact_parts, exact_score, rounding, varying, windows_of


@given(arrays=strategies.pairs(fits=True, complex_too=False))
def test_normalised_scores(arrays):
    """Integers are exact but for the roots and the quotient, floats but for the sums."""
    x, template = arrays
    taps = template.ravel().tolist()
    _ = assume(len(set(taps)) > 1)
    found = matching.match_normalised(x, template)
    as_floats = matching.match_normalised(x / 8, template * 4.0)
    for place, entries in windows_of(x, template.shape):
        score = exact_score(entries, taps)
        assert abs(found[place] - score) <= 8 * 2**-52
        _, of_window, energy = exact_parts(entries, taps)
        size = float(of_window * energy) ** 0.5
        assert abs(as_floats[place] - score) <= (2 * rounding(x, template) / size if size else 0) + 32 * 2**-52


@PLACES
def test_normalised_scores_against_scikit_image(window):
    template = PORTRAIT[window]
    ours = matching.match_normalised(PORTRAIT, template)
    theirs = their_match(PORTRAIT.astype(float), template.astype(float))
    # they take window energies from differences of whole images, an error of u times the image's over the window's
    image, sizes = float((PORTRAIT.astype(float) ** 2).sum()), varying(PORTRAIT, template)
    seen = sizes > 0
    product_error = (2 * rounding(PORTRAIT, template)) / np.where(seen, sizes, 1)
    t = template.astype(float)
    own = (sizes / np.sqrt(((t - t.mean()) ** 2).sum())) ** 2
    energy_error = 2**-52 * 8 * image / np.where(seen, own, 1)
    assert (np.abs(ours - theirs)[seen] <= (product_error + energy_error)[seen]).all()
    assert (ours[~seen] == 0).all()
    assert matching.peak(ours) == matching.peak(theirs) == (window[0].start, window[1].start)
    assert ours.max() == 1


@PLACES
def test_normalised_scores_against_opencv(window):
    template = PORTRAIT[window]
    ours = matching.match_normalised(PORTRAIT, template)
    theirs = cv2.matchTemplate(PORTRAIT, template, cv2.TM_CCOEFF_NORMED)
    sizes = varying(PORTRAIT, template)
    seen = sizes > 0
    tolerance = 2 * rounding(PORTRAIT, template, np.float32) / np.where(seen, sizes, 1) + 2**-22
    assert (np.abs(ours - theirs)[seen] <= tolerance[seen]).all()
    assert matching.peak(ours) == matching.peak(theirs)


@pytest.mark.parametrize("level", [0, 1e3, 1e6])
@pytest.mark.parametrize("scale", [1e-200, 1, 1e200])
def test_normalised_scores_of_a_faint_picture_beside_a_bright_one(level, scale):
    """The faint half varies by 1 in a mean of `level`, beside samples a thousand times brighter."""
    rng = np.random.default_rng(3)
    x = np.concatenate([rng.integers(0, 2, 40) + level, rng.integers(0, 1000, 40) + level])
    template = x[11:19]
    found = matching.match_normalised(x * scale, template * scale)
    for place, entries in windows_of(x, (8,)):
        score = exact_score(entries, template.tolist())
        _, of_window, energy = exact_parts(entries, template.tolist())
        size = float(of_window * energy) ** 0.5
        # scaling rounds each sample once, at its own level
        scaled = 16 * 2**-53 * max(entries) * float(energy) ** 0.5 * 8**0.5
        allowed = (2 * rounding(x, template - template.mean()) + scaled) / size if size else 0
        assert abs(found[place] - score) <= allowed + 32 * 2**-52
    assert matching.peak(found) == (11,)


@pytest.mark.parametrize("constant", [0.1, 1 / 3, 255, 0.0, 7e300])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_flat_windows_score_nothing(constant, dtype):
    """0.1 has no exact sum, so a variance from sums would be noise, and its score noise over noise."""
    constant = min(constant, 1e37) if dtype == np.float32 else constant
    x = np.full((9, 12), constant, dtype)
    template = np.array([[1, 2, 5], [0, 3, 4]], dtype)
    assert matching.match_normalised(x, template).tolist() == np.zeros((8, 10)).tolist()
    x[4, 6] += dtype(1) if constant < 1e6 else dtype(constant / 2)
    scores = matching.match_normalised(x, template)
    assert (scores != 0).sum() == 6
    assert matching.peak(scores) == (4, 4)  # under the largest tap


def test_variation_below_the_rounding_scores_nothing():
    """Ripples so faint beside the rest of the picture that the rounding of a product is larger than they are."""
    rng = np.random.default_rng(6)
    x = np.concatenate([1e-12 * rng.normal(size=400), 1e6 * rng.normal(size=900)])
    template = rng.normal(size=150)
    scores = matching.match_normalised(x, template)
    assert (scores[: 400 - 150 + 1] == 0).all()
    assert (scores[400:] != 0).all()
    # alone they are as good as any
    alone = matching.match_normalised(x[:400], template)
    assert (alone != 0).all()


def test_flat_integer_windows_score_nothing_and_nothing_else_does():
    scores = matching.match_normalised([7, 7, 7, 1, 2, 4, 4, 4], [1, 2, 4])
    assert np.flatnonzero(scores == 0).tolist() == [0, 5]
    assert scores[3] == 1


def test_templates_that_do_not_vary_are_refused():
    every: list[Any] = [[3, 3], [0.1, 0.1, 0.1], [5], [Fraction(1, 3)] * 2]
    for template in every:
        with pytest.raises(ValueError, match=f"template does not vary: all of its {len(template)} entries"):
            _ = matching.match_normalised([1, 2, 4, 9], template)


def test_a_nan_stays_in_its_windows():
    x = np.array([1.0, 5, 2, np.nan, 8, 3, 1, 9, np.inf, 2, 4])
    template = [1.0, 4, 2]
    touched = [False, True, True, True, False, False, True, True, True]
    assert np.isnan(matching.match_normalised(x, template)).tolist() == touched
    distances = matching.match_squared_differences(x, template)
    assert (~np.isfinite(distances)).tolist() == touched
    assert matching.peak(matching.match_normalised(x, template)) == (0,)


def test_normalised_scores_keep_single_precision_and_take_fractions():
    x, template = np.array([1, 2, 4, 1, 3]), np.array([1, 3])
    assert matching.match_normalised(x.astype(np.float32), template).dtype == np.float64
    assert matching.match_normalised(np.float32(x), np.float32(template)).dtype == np.float32
    thirds = np.array([Fraction(int(entry), 3) for entry in x])
    assert matching.match_normalised(thirds, template).tolist() == [1, 1, -1, 1]
    products, energies, energy = matching.centred_products(thirds, template)
    assert (products.tolist(), energies.tolist(), energy) == (
        [Fraction(2, 3), Fraction(4, 3), -2, Fraction(4, 3)],
        [Fraction(1, 9), Fraction(4, 9), 1, Fraction(4, 9)],
        4,
    )


def test_normalised_refuses_complex_and_large():
    for arrays, name in ((([1, 2j], [1]), "x"), (([1, 2], [1j]), "template"), ((np.array([1j, 2], object), [1]), "x")):
        with pytest.raises(TypeError, match=f"{name} holds complex numbers"):
            _ = matching.match_normalised(*arrays)
    with pytest.raises(OverflowError, match="pass x with dtype=object"):
        _ = matching.match_normalised([2**31, 1, 5], [1, 2])
    exact = matching.match_normalised(np.array([2**31, 1, 5], object), [1, 2])
    assert exact.tolist() == [-1, 1]


@pytest.mark.parametrize("template", [[0, 0, 1], [3, 1, 4, 1, 5], [0, 7, 7]])
def test_copies_among_integers_score_one_to_the_last_digit(template):
    taps = np.array(template)
    picture = np.concatenate([5 * taps + 2, [9, 3], -2 * taps])
    scores = matching.match_normalised(picture, taps)
    assert scores[0] == 1
    assert scores[-1] == -1
    assert (np.abs(scores[1:-1]) < 1).sum() > len(scores) // 2
