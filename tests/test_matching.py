"""Templates: scores against sums of Python numbers, and against OpenCV on the portrait."""

from __future__ import annotations

from fractions import Fraction

import cv2
import numpy as np
import pytest
from hypothesis import given

from flipconv import convolve, flip, matching
from flipconv.matching.sums import window_moments, window_sums
from tests import reference, strategies
from tests.scores import PLACES, PORTRAIT, rounding, windows_of


@pytest.mark.parametrize("method", ["auto", "direct", "spectral"])
@given(arrays=strategies.pairs(fits=True))
def test_plain_scores(method, arrays):
    x, template = arrays
    expected = reference.correlate(x, template, mode="valid")
    scores = matching.match_template(x, template, method=method)
    if np.iscomplexobj(scores) and method == "spectral":
        assert np.abs(scores - expected.astype(complex)).max() <= rounding(np.abs(x), np.abs(template))
    else:
        assert scores.tolist() == expected.tolist()


@PLACES
def test_plain_scores_are_whole_on_every_road(window):
    template = PORTRAIT[window]
    direct, auto, spectral = (
        matching.match_template(PORTRAIT, template, method=method) for method in ("direct", "auto", "spectral")
    )
    assert direct.dtype == auto.dtype == spectral.dtype == np.int64
    assert np.array_equal(direct, auto)
    assert np.array_equal(direct, spectral)


def test_auto_keeps_what_is_promised_where_spectra_would_not():
    """Templates long enough that spectra would be the cheaper road."""
    rng = np.random.default_rng(5)
    x, template = rng.integers(-9, 10, 3000), rng.integers(-9, 10, 900)
    expected = np.correlate(x, template, "valid")
    assert np.array_equal(matching.match_template(x, template), expected)
    large = matching.match_template(x * 2**40, template)
    assert np.array_equal(large, expected * 2**40)
    with pytest.raises(ValueError, match="could reach the next integer; take method 'direct' or 'auto'"):
        _ = matching.match_template(x * 2**40, template, method="spectral")
    with pytest.raises(OverflowError, match=r"x\.astype\(object\)"):
        _ = matching.match_template(x * 2**58, template)
    spoilt = x.astype(float)
    spoilt[1000] = np.nan
    touched = np.isnan(matching.match_template(spoilt, template))
    assert np.flatnonzero(touched).tolist() == list(range(101, 1001))
    exact = matching.match_template(x.astype(object), template)
    assert exact.dtype == object
    assert exact.tolist() == expected.tolist()


@given(arrays=strategies.pairs(fits=True))
def test_squared_differences(arrays):
    x, template = arrays
    taps = template.ravel().tolist()
    expected = {
        place: sum(((a - b) * (a - b).conjugate()).real for a, b in zip(entries, taps, strict=True))
        for place, entries in windows_of(x, template.shape)
    }
    found = matching.match_squared_differences(x, template)
    # complex numbers go the way of floats; the mean of the template, at most 13, was taken from both
    of_floats = 2 * rounding(np.abs(x) + 13, np.abs(template) + 13)
    for place, distance in expected.items():
        assert abs(found[place] - distance) <= (of_floats if np.iscomplexobj(x) or np.iscomplexobj(template) else 0)
    assert not np.iscomplexobj(found)


def test_squared_differences_of_exact_numbers():
    x, template = np.array([0, Fraction(1, 2), 2]), np.array([Fraction(1, 3), 1])
    assert matching.match_squared_differences(x, template).tolist() == [
        Fraction(13, 36),
        Fraction(37, 36),
    ]
    assert matching.match_squared_differences([2**70, 0], [1]).tolist() == [(2**70 - 1) ** 2, 1]
    complex_objects = np.array([1 + 2j, 3], object)
    assert matching.match_squared_differences(complex_objects, [2 - 1j]).tolist() == [10, 2]
    assert matching.match_squared_differences(np.array([250, 3], np.uint8), np.array([3, 250], np.uint8)).tolist() == [
        2 * 247**2
    ]
    with pytest.raises(OverflowError, match=r"squared differences.*pass x with dtype=object"):
        _ = matching.match_squared_differences([2**31, 0, 1], [2**31, 1])


def test_squared_differences_from_what_is_not_finite():
    assert np.isnan(matching.match_squared_differences([1.0, 2, 4], [np.inf, 1.0])).all()
    assert np.isnan(matching.match_squared_differences([1.0, 2, np.nan], [3.0, 1.0])).tolist() == [False, True]


def test_squared_differences_of_floats_stay_small_where_they_are_small():
    """Three large terms whose sum is 0: taken without the mean they would leave rounding behind, of either sign."""
    x = np.linspace(1e6, 1e6 + 3, 50) ** 1.0
    found = matching.match_squared_differences(x, x[20:29])
    exact = {
        place: float(sum((Fraction(a) - Fraction(b)) ** 2 for a, b in zip(entries, x[20:29].tolist(), strict=True)))
        for place, entries in windows_of(x, (9,))
    }
    # what is left is at most 3 in size: nine terms, and a dozen roundings each
    assert all(abs(found[place] - distance) <= 9 * 9 * 12 * 2**-52 for place, distance in exact.items())
    assert found.min() >= 0
    assert matching.peak(-found) == (20,)


def test_no_sum_of_squares_is_negative():
    """A template cut from the picture: its own place has the distance 0, and rounding falls on either side of it."""
    rng = np.random.default_rng(8)
    x = rng.normal(size=400)
    for start in range(0, 300, 20):
        distances = matching.match_squared_differences(x, x[start : start + 90])
        assert distances.min() >= 0
        assert matching.peak(-distances) == (start,)


@PLACES
def test_squared_differences_against_opencv(window):
    template = PORTRAIT[window]
    theirs = cv2.matchTemplate(PORTRAIT, template, cv2.TM_SQDIFF)
    ours = matching.match_squared_differences(PORTRAIT, template)
    # their correlation is in single precision, as is their result
    tolerance = 2 * rounding(PORTRAIT, template, np.float32) + np.finfo(np.float32).eps * ours.max()
    assert np.abs(ours - theirs).max() <= tolerance
    assert ours.min() == 0
    assert matching.peak(-ours) == (window[0].start, window[1].start)


@PLACES
def test_plain_scores_against_opencv(window):
    template = PORTRAIT[window]
    theirs = cv2.matchTemplate(PORTRAIT, template, cv2.TM_CCORR)
    ours = matching.match_template(PORTRAIT, template)
    tolerance = rounding(PORTRAIT, template, np.float32) + np.finfo(np.float32).eps * ours.max()
    assert np.abs(ours - theirs).max() <= tolerance


@pytest.mark.parametrize(
    "function", [matching.match_template, matching.match_normalised, matching.match_squared_differences]
)
def test_templates_that_do_not_fit_are_refused(function):
    with pytest.raises(ValueError, match="x has 1 axis and template has 2"):
        _ = function([1, 2], [[1, 2]])
    with pytest.raises(ValueError, match=r"template has shape \(3,\) and x has shape \(2,\).*crop it, or pad x"):
        _ = function([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="template is empty"):
        _ = function([1, 2], [])
    with pytest.raises(TypeError, match="x is a masked array"):
        _ = function(np.ma.masked_equal([1, 2], 2), [1])


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="method is 'fft'; it must be 'auto', 'direct' or 'spectral'"):
        _ = matching.match_template([1, 2], [1], method="fft")
    with pytest.raises(TypeError, match="x holds exact objects"):
        _ = matching.match_template([2**70, 2], [1], method="spectral")
    with pytest.raises(ValueError, match="template holds a NaN"):
        _ = matching.match_template([1.0, 2], [np.nan], method="spectral")


def test_peaks():
    assert matching.peak([[1, 5, 2], [5, 0, 1]]) == (0, 1)
    assert matching.peak([np.nan, -3, -np.inf]) == (1,)
    assert matching.peak(np.array([Fraction(1, 3), Fraction(1, 2)])) == (1,)
    with pytest.raises(ValueError, match="nothing but NaN"):
        _ = matching.peak([np.nan, np.nan])
    with pytest.raises(TypeError, match="only real numbers have a largest"):
        _ = matching.peak([1j, 2])


@given(arrays=strategies.pairs(fits=True, complex_too=False))
def test_window_sums_and_moments(arrays):
    x, template = arrays
    sums = window_sums(x, template.shape)
    means, energies = window_moments(x.astype(float), template.shape)
    for place, entries in windows_of(x, template.shape):
        assert sums[place] == sum(entries)
        mean = Fraction(sum(entries), len(entries))
        spread = sum((entry - mean) ** 2 for entry in entries)
        # at most a dozen merges, with a few roundings each
        assert abs(means[place] - float(mean)) <= 9 * 64 * 2**-53
        assert abs(energies[place] - float(spread)) <= float(spread + 9 * len(entries)) * 64 * 2**-53


@PLACES
def test_what_convolution_finds(window):
    """The template upside down, put into an empty part of the picture, and the upright one nowhere."""
    template = PORTRAIT[window].astype(int) - 128
    x = np.zeros((90, 100), int)
    x[31 : 31 + template.shape[0], 22 : 22 + template.shape[1]] = flip(template)
    convolved, correlated = convolve(x, template, mode="valid"), matching.match_template(x, template)
    assert matching.peak(convolved) == (31, 22)
    assert correlated[31, 22] < convolved[31, 22] == (template**2).sum()
    assert np.array_equal(convolved, matching.match_template(x, np.array(template[::-1, ::-1])))


def test_numbers_near_the_end_of_the_range():
    large = np.array([1e200, 2e200, 5e200, 1e200])
    assert matching.match_squared_differences(large, large[:2]).tolist() == [0, np.inf, np.inf]
    assert matching.match_squared_differences(large / 1e250, large[:2] / 1e250)[0] == 0
    with np.errstate(over="ignore"):
        long = matching.match_template(np.full(5000, 1e200), np.full(500, 1e200))
        assert long.tolist() == [np.inf] * 4501
