"""Finding things: scores against sums of Python numbers and against scikit-image and OpenCV on the portrait."""

from __future__ import annotations

from fractions import Fraction
from math import log2
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import ndimage
from skimage.data import astronaut
from skimage.feature import match_template as their_match
from skimage.registration import phase_cross_correlation

from flipconv import convolve, flip, matching
from flipconv.matching.sums import window_moments, window_sums
from tests import reference, strategies


@pytest.fixture(scope="module")
def portrait() -> np.ndarray:
    """One channel of the portrait that scikit-image's wheel carries, cropped to no square."""
    return astronaut()[:240, :300, 0]


PLACES = pytest.mark.parametrize("window", [np.s_[60:93, 190:214], np.s_[100:116, 7:40], np.s_[3:5, 200:203]])


def windows_of(x: np.ndarray, shape: tuple[int, ...]):
    """Yield the place and the entries of every window, in Python numbers."""
    for place in np.ndindex(*(n - m + 1 for n, m in zip(x.shape, shape, strict=True))):
        yield place, x[tuple(np.s_[k : k + m] for k, m in zip(place, shape, strict=True))].ravel().tolist()


def exact_parts(window: list, taps: list) -> tuple[Fraction, Fraction, Fraction]:
    """Return the product and the two energies of a window and a template, less their means, as fractions."""
    w, t = ([Fraction(entry) - Fraction(sum(map(Fraction, a)), 1) / len(a) for entry in a] for a in (window, taps))
    products = ((w, t), (w, w), (t, t))
    return tuple(sum((a * b for a, b in zip(*pair, strict=True)), Fraction(0)) for pair in products)  # pyright: ignore


def exact_score(window: list, taps: list) -> float:
    product, energy_of_window, energy = exact_parts(window, taps)
    if energy_of_window == 0:
        return 0.0
    square = product**2 / (energy_of_window * energy)
    return float(square) ** 0.5 * (1 if product > 0 else -1)


def rounding(x: np.ndarray, template: np.ndarray, dtype: type = np.float64) -> float:
    """Return the bound of the road through spectra for whichever transforms a library takes (Higham, ch. 24)."""
    places = 4 * x.size  # every library pads to less than twice each side
    weight = float(np.linalg.norm(x.astype(float).ravel())) * float(np.abs(template.astype(float)).sum())
    return 32 * (log2(places) + 1) * float(np.finfo(dtype).eps) / 2 * weight


def varying(x: np.ndarray, template: np.ndarray) -> np.ndarray:
    """Return the product of the sizes of each window and the template, without their means, by whole sums."""
    m = template.size
    ones = np.ones(template.shape, np.int64)
    inside = tuple(np.s_[k // 2 : k // 2 + n - k + 1] for n, k in zip(x.shape, template.shape, strict=True))
    wide = x.astype(np.int64)
    sums, squares = (ndimage.correlate(a, ones, mode="constant")[inside] for a in (wide, wide * wide))
    t = template.astype(np.int64)
    return np.sqrt((m * squares - sums**2).astype(float) / m * float(m * (t * t).sum() - t.sum() ** 2) / m)


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
def test_plain_scores_are_whole_on_every_road(portrait, window):
    template = portrait[window]
    direct, auto, spectral = (
        matching.match_template(portrait, template, method=method) for method in ("direct", "auto", "spectral")
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
    with pytest.raises(OverflowError, match=r"max\|x\| is 2147483648.*x\.astype\(object\)"):
        _ = matching.match_squared_differences([2**31, 0, 1], [2**31, 1])


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
def test_squared_differences_against_opencv(portrait, window):
    template = portrait[window]
    theirs = cv2.matchTemplate(portrait, template, cv2.TM_SQDIFF)
    ours = matching.match_squared_differences(portrait, template)
    # their correlation is in single precision, as is their result
    tolerance = 2 * rounding(portrait, template, np.float32) + np.finfo(np.float32).eps * ours.max()
    assert np.abs(ours - theirs).max() <= tolerance
    assert ours.min() == 0
    assert matching.peak(-ours) == (window[0].start, window[1].start)


@PLACES
def test_plain_scores_against_opencv(portrait, window):
    template = portrait[window]
    theirs = cv2.matchTemplate(portrait, template, cv2.TM_CCORR)
    ours = matching.match_template(portrait, template)
    tolerance = rounding(portrait, template, np.float32) + np.finfo(np.float32).eps * ours.max()
    assert np.abs(ours - theirs).max() <= tolerance


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
def test_normalised_scores_against_scikit_image(portrait, window):
    template = portrait[window]
    ours = matching.match_normalised(portrait, template)
    theirs = their_match(portrait.astype(float), template.astype(float))
    # they take window energies from differences of whole images, an error of u times the image's over the window's
    image, sizes = float((portrait.astype(float) ** 2).sum()), varying(portrait, template)
    seen = sizes > 0
    product_error = (2 * rounding(portrait, template)) / np.where(seen, sizes, 1)
    t = template.astype(float)
    own = (sizes / np.sqrt(((t - t.mean()) ** 2).sum())) ** 2
    energy_error = 2**-52 * 8 * image / np.where(seen, own, 1)
    assert (np.abs(ours - theirs)[seen] <= (product_error + energy_error)[seen]).all()
    assert (ours[~seen] == 0).all()
    assert matching.peak(ours) == matching.peak(theirs) == (window[0].start, window[1].start)
    assert ours.max() == 1


@PLACES
def test_normalised_scores_against_opencv(portrait, window):
    template = portrait[window]
    ours = matching.match_normalised(portrait, template)
    theirs = cv2.matchTemplate(portrait, template, cv2.TM_CCOEFF_NORMED)
    sizes = varying(portrait, template)
    seen = sizes > 0
    tolerance = 2 * rounding(portrait, template, np.float32) / np.where(seen, sizes, 1) + 2**-22
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
    with pytest.raises(OverflowError, match=r"x\.astype\(object\)"):
        _ = matching.match_normalised([2**31, 1, 5], [1, 2])
    exact = matching.match_normalised(np.array([2**31, 1, 5], object), [1, 2])
    assert exact.tolist() == [-1, 1]


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


@given(data=st.data())
def test_whole_shifts(data):
    shape = data.draw(st.sampled_from([(7,), (8,), (4, 5), (3, 2, 4)]))
    x = data.draw(strategies.signals(shape).filter(lambda x: np.abs(np.fft.fftn(x)).min() > 1e-6))
    shift = tuple(data.draw(st.integers(-((n - 1) // 2), n // 2)) for n in shape)
    y = np.roll(x, shift, tuple(range(x.ndim)))
    assert matching.shift_between(x, y).tolist() == list(shift)
    assert matching.shift_between(x, 3 * y, upsampling=10).tolist() == list(shift)


@pytest.mark.parametrize("upsampling", [1, 4, 20, 100])
@pytest.mark.parametrize("shift", [(3, -7), (-2.25, 11.5), (0.35, -0.8)])
def test_shifts_of_the_portrait(portrait, upsampling, shift):
    """Moved by the phases of its frequencies, so the shift is known to a part of a sample."""
    x = portrait.astype(float)
    y = np.real(np.fft.ifftn(ndimage.fourier_shift(np.fft.fftn(x), shift)))
    found = matching.shift_between(x, y, upsampling=upsampling)
    theirs, _, _ = phase_cross_correlation(y, x, upsample_factor=upsampling)
    # half a step, and what rounding a multiple of a step may add
    assert np.abs(found - shift).max() <= 0.5 / upsampling + 1e-12
    if all((step * upsampling) % 1 != 0.5 for step in shift):
        assert found == pytest.approx(theirs, abs=1e-12)


def test_shifts_are_seen_in_noise_and_other_light(portrait):
    rng = np.random.default_rng(1)
    y = 0.5 * np.roll(portrait, (5, -9), (0, 1)) + 40 + rng.normal(0, 2, portrait.shape)
    assert matching.shift_between(portrait, y).tolist() == [5, -9]


def test_half_a_turn_and_bad_shifts():
    assert matching.shift_between([1, 2, 4, 9], [4, 9, 1, 2]).tolist() == [2]
    with pytest.raises(ValueError, match="upsampling is 0"):
        _ = matching.shift_between([1, 2], [2, 1], upsampling=0)
    half: Any = 1.5
    with pytest.raises(TypeError, match=r"upsampling is 1\.5"):
        _ = matching.shift_between([1, 2], [2, 1], upsampling=half)
    with pytest.raises(ValueError, match="no frequency but 0"):
        _ = matching.shift_between([[3, 3]], [[1, 2]])
    with pytest.raises(ValueError, match="they must be equal"):
        _ = matching.shift_between([1, 2], [1, 2, 3])


@PLACES
def test_what_convolution_finds(portrait, window):
    """The template upside down, put into an empty part of the picture, and the upright one nowhere."""
    template = portrait[window].astype(int) - 128
    x = np.zeros((90, 100), int)
    x[31 : 31 + template.shape[0], 22 : 22 + template.shape[1]] = flip(template)
    convolved, correlated = convolve(x, template, mode="valid"), matching.match_template(x, template)
    assert matching.peak(convolved) == (31, 22)
    assert correlated[31, 22] < convolved[31, 22] == (template**2).sum()
    assert np.array_equal(convolved, matching.match_template(x, np.array(template[::-1, ::-1])))
