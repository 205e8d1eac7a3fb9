"""Shifts between pictures: known ones, whole and not, and scikit-image on the portrait."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage
from skimage.registration import phase_cross_correlation

from flipconv import matching
from tests import strategies
from tests.scores import PORTRAIT


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
def test_shifts_of_the_portrait(upsampling, shift):
    """Moved by the phases of its frequencies, so the shift is known to a part of a sample."""
    x = PORTRAIT.astype(float)
    y = np.real(np.fft.ifftn(ndimage.fourier_shift(np.fft.fftn(x), shift)))
    found = matching.shift_between(x, y, upsampling=upsampling)
    theirs, _, _ = phase_cross_correlation(y, x, upsample_factor=upsampling)
    # half a step, and what rounding a multiple of a step may add
    assert np.abs(found - shift).max() <= 0.5 / upsampling + 1e-12
    if all((step * upsampling) % 1 != 0.5 for step in shift):
        assert found == pytest.approx(theirs, abs=1e-12)


def test_shifts_are_seen_in_noise_and_other_light():
    rng = np.random.default_rng(1)
    y = 0.5 * np.roll(PORTRAIT, (5, -9), (0, 1)) + 40 + rng.normal(0, 2, PORTRAIT.shape)
    assert matching.shift_between(PORTRAIT, y).tolist() == [5, -9]


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


def test_an_axis_with_nothing_to_see_has_not_moved():
    """Along it the surface is flat, and any place of it would be the largest."""
    stripes = np.tile([1.0, 2, 5, 0, 3, 3], (6, 1))
    assert matching.shift_between(stripes, stripes, upsampling=10).tolist() == [0, 0]
    assert matching.shift_between([[1, 2, 5]], [[5, 1, 2]], upsampling=4).tolist() == [0, 1]


@pytest.mark.parametrize(("n", "shift", "told"), [(8, 4.25, -3.75), (8, 3.75, 3.75), (16, 8.5, -7.5)])
def test_more_than_half_a_turn_is_less_the_other_way(n, shift, told):
    x = np.random.default_rng(n).standard_normal(n)
    # between the samples, the frequency of half a turn has no sign
    spectrum = np.fft.fft(x) * (np.arange(n) != n // 2)
    x, y = (np.fft.ifft(spectrum * np.exp(-2j * np.pi * np.fft.fftfreq(n) * by)).real for by in (0, shift))
    assert matching.shift_between(x, y, upsampling=4).tolist() == [told]
