"""Signals wound around a circle: sums of Python numbers, place by place."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flipconv import spectra
from tests import strategies


@given(y=strategies.shapes(2).flatmap(strategies.signals), data=st.data())
def test_winding_adds_up_what_falls_on_a_place(y, data):
    period = data.draw(st.tuples(st.integers(1, 5), st.integers(1, 5)))
    first = data.draw(st.tuples(st.integers(-9, 9), st.integers(-9, 9)))
    expected = dict.fromkeys(np.ndindex(period), 0)
    for place, entry in np.ndenumerate(y):
        expected[tuple((a + b) % p for a, b, p in zip(place, first, period, strict=True))] += entry.item()
    found = spectra.wrapped(y, period, first=first)
    assert {place: entry.item() for place, entry in np.ndenumerate(found)} == expected
    assert found.dtype == y.dtype


def test_winding_is_exact_or_refuses():
    assert spectra.wrapped(np.array([Fraction(1, 3), 5, Fraction(1, 6)]), 2).tolist() == [Fraction(1, 2), 5]
    assert spectra.wrapped([2**70, 1, 1], 2).tolist() == [2**70 + 1, 1]
    assert spectra.wrapped(np.array([250, 3, 250], np.uint8), 2).tolist() == [500, 3]
    assert spectra.wrapped([True, False, True], 2).tolist() == [2, 0]
    assert spectra.wrapped([2**62, 1, 2**62 - 2], 2).tolist() == [2**63 - 2, 1]
    with pytest.raises(OverflowError, match="pass y with dtype=object"):
        _ = spectra.wrapped([2**62, 1, 2**62], 2)
    assert np.isnan(spectra.wrapped([1.0, np.nan, 2.0], 2)).tolist() == [False, True]


def test_winding_refuses_circles_without_places():
    with pytest.raises(ValueError, match="period is 0"):
        _ = spectra.wrapped([1, 2], 0)
    with pytest.raises(ValueError, match=r"period is \(2, 3\); it must be one integer"):
        _ = spectra.wrapped([1, 2], (2, 3))
    half: Any = 0.5
    with pytest.raises(ValueError, match=r"first is 0\.5"):
        _ = spectra.wrapped([1, 2], 2, first=half)
    assert spectra.wrapped([[1, 2, 4], [8, 16, 32]], 2, 1).tolist() == [[5, 2], [40, 16]]
