"""What a caller passes arrives as it is: integers exact, masks refused."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from flipconv import conjugate_flip, convolve, even_part, flip, odd_part
from flipconv.boundaries import extend
from flipconv.entries import entries
from flipconv.windows import windows

# no one integer dtype of NumPy holds both
WIDE = [2**63, 2**53 + 1, -1]


@pytest.mark.parametrize(
    "take", [lambda a: entries("h", a), lambda a: flip(a)[::-1], lambda a: convolve(a, [1])], ids="efc"
)
def test_lists_of_integers_are_not_rounded(take):
    assert take(WIDE).tolist() == WIDE
    assert take([np.uint64(2**53 + 1), np.int64(-1)]).tolist() == [2**53 + 1, -1]


def test_parts_of_wide_integers_are_fractions():
    assert even_part(WIDE).tolist() == [Fraction(2**63 - 1, 2), 2**53 + 1, Fraction(2**63 - 1, 2)]
    assert odd_part(np.array([Decimal(1), Decimal(4)])).tolist() == [Decimal("-1.5"), Decimal("1.5")]


def test_lists_of_floats_stay_floats():
    assert entries("h", [2.0**60, 0.5]).dtype == np.float64


@pytest.mark.parametrize("function", [flip, conjugate_flip, even_part, odd_part, lambda h: windows(h, 1)], ids="fceow")
def test_masks_are_refused(function):
    masked = np.ma.masked_array([1, 2, 3], mask=[False, True, False])
    with pytest.raises(TypeError, match=r"^[hx] is a masked array, and masks would be lost"):
        _ = function(masked)


def test_a_masked_border_is_refused():
    with pytest.raises(TypeError, match=r"^cval is masked; it must be one number"):
        _ = convolve([1, 2], [1, 3], mode="same", cval=np.ma.masked)


def test_a_single_number_flips_to_an_array():
    assert isinstance(flip(3), np.ndarray)


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (([(1, 1)], "mirror"), "^boundary is 'mirror'; it must be"),
        (([(-1, 0)], "wrap"), r"^pads is \[\(-1, 0\)\]; no pad may be negative"),
        (([(1, 0)], "constant", 1.5), "^cval is 1.5, which int64 does not hold"),
        (([(1, 0)], "constant", np.nan), "^cval is nan, which int64 does not hold"),
        (([(1, 0)], "constant", 1j), "^cval is 1j, which int64 does not hold"),
    ],
)
def test_borders_that_would_be_guessed_are_refused(arguments, refusal):
    with pytest.raises(ValueError, match=refusal):
        _ = extend(np.array([1, 2, 3]), *arguments)


def test_an_extension_by_nothing_is_a_copy():
    x = np.array([1, 2, 3])
    assert not np.shares_memory(extend(x, []), x)


@pytest.mark.parametrize(("shape", "axes"), [(0, None), ((1, 0), None), ((1, 1), (0, 0))])
def test_windows_that_make_no_sense_are_refused(shape, axes):
    with pytest.raises(ValueError, match=r"^(shape|axes) is"):
        _ = windows([[1, 2], [3, 4]], shape, axes)
