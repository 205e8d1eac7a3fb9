"""Refusals read well and name the culprit, also where that is a border value nobody could print."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from flipconv.wording import LONGEST, counted, shown
from tests.test_arguments import BOTH, H, X, refused

HUGE = 10**400
UNPRINTABLE = 10**5000
NEEDS = "with mode 'full' and boundary 'constant'; a value other than 0 needs mode 'same' and boundary 'constant'"
BOUND = "whose product exceeds 9223372036854775807; pass x.astype(object) for exact integers of any size, or floats"


def test_one_and_many():
    assert [counted(number, "axis", "axes") for number in (0, 1, 2)] == ["0 axes", "1 axis", "2 axes"]


def test_long_values_lose_their_middle():
    assert shown("a" * (LONGEST - 2)) == repr("a" * (LONGEST - 2))
    assert shown(12 * HUGE) == "120000000000000000000000000000...000000000000000"
    assert len(shown(Fraction(HUGE, 3))) < LONGEST
    # a fraction of such integers has no repr either
    assert shown(UNPRINTABLE) == shown(Fraction(UNPRINTABLE, 3)) == "a number of more than 4300 digits"


@BOTH
@pytest.mark.parametrize("cval", [HUGE, -HUGE, UNPRINTABLE, Fraction(HUGE, 3)], ids=shown)
def test_a_long_border_value_is_shortened(operation, cval):
    refused(operation, ValueError, f"cval is {shown(cval)} {NEEDS}", cval=cval)


@BOTH
def test_a_border_value_beyond_any_float_is_named(operation):
    x, h = np.array(X, float), np.array(H, float)
    sentence = "cval is a number of more than 4300 digits, beyond the range of float64; pass x in a wider dtype"
    refused(operation, ValueError, sentence, x, h, mode="same", cval=UNPRINTABLE)


@BOTH
@pytest.mark.parametrize("cval", [2**70, -(2**70), np.uint64(2**63)])
def test_a_border_value_that_leaves_64_bits_is_named(operation, cval):
    sentence = f"cval and h may leave 64-bit integers: |cval| is {abs(int(cval))} and sum|h| is 11, {BOUND}"
    refused(operation, OverflowError, sentence, mode="same", cval=cval)
    sentence = "cval and h may leave 64-bit integers: |cval| is a number of more than 4300 digits and sum|h| is 11, "
    refused(operation, OverflowError, sentence + BOUND, mode="same", cval=UNPRINTABLE)


@BOTH
def test_the_signal_is_named_where_it_is_the_larger(operation):
    x = np.array([-(2**62), 1])
    for cval in (5, 2**62):
        sentence = f"x and h may leave 64-bit integers: max|x| is {2**62} and sum|h| is 11, {BOUND}"
        refused(operation, OverflowError, sentence, x, H, mode="same", cval=cval)


@BOTH
@pytest.mark.parametrize(("of_x", "of_h"), [("f8", "f8"), ("f8", "i8"), ("i8", "f8"), ("i8", "c16"), ("f4", "i1")])
def test_an_exact_border_value_that_does_not_go_with_the_arrays_is_named(operation, of_x, of_h):
    x, h = np.array(X, of_x), np.array(H, of_h)
    for cval, error in ((Fraction(HUGE, 3), ValueError), (Decimal(3), TypeError), (Decimal("NaN"), TypeError)):
        start = f"cval is {shown(cval)}, which does not go with {x.dtype} and {h.dtype}: "
        with pytest.raises(error) as told:
            _ = operation(x, h, mode="same", cval=cval)
        assert str(told.value).startswith(start)


@BOTH
@pytest.mark.parametrize("mode", ["same", "full"])
def test_a_signaling_nan_is_named(operation, mode):
    sentence = "cval is Decimal('sNaN'); it must be one number that can be compared with 0"
    refused(operation, TypeError, sentence, mode=mode, cval=Decimal("sNaN"))
