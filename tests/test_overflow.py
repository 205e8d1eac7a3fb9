"""Bounds on sums of integers: Python integers, at the ends of every integer dtype."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flipconv.overflow import INT64_MAX, are_whole, check_bound, peak, total

WIDEST = st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=5)


@given(members=WIDEST)
def test_peak_and_total_are_those_of_python(members):
    assert peak(np.array(members, np.int64)) == max(map(abs, members))
    assert total(np.array(members, np.int64)) == sum(map(abs, members))


@given(members=st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=5))
def test_unsigned_members_beyond_the_signed_ones(members):
    assert peak(np.array(members, np.uint64)) == max(members)
    assert total(np.array(members, np.uint64)) == sum(members)


@pytest.mark.parametrize(("dtype", "whole"), [("?", True), ("u8", True), ("i1", True), ("f4", False), ("O", False)])
def test_what_is_whole(dtype, whole):
    assert are_whole(np.zeros(2, dtype)) is whole
    assert are_whole(np.zeros(2, int), np.zeros(2, dtype)) is whole


def test_the_bound_is_the_largest_64_bit_integer():
    assert np.iinfo(np.int64).max == INT64_MAX
    check_bound("sums of h", INT64_MAX, "h")
    sentence = (
        "sums of h may reach 9223372036854775808 and leave 64-bit integers, which end at 9223372036854775807; "
        "pass h with dtype=object for exact integers of any size, or floats"
    )
    with pytest.raises(OverflowError, match=f"^{sentence}$"):
        check_bound("sums of h", INT64_MAX + 1, "h")
