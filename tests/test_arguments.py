"""Every refusal: which argument, what it was, what is accepted, in one exact sentence."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from flipconv import convolve, correlate
from flipconv.wording import shown

X, H = [1, 2, 3], [1, 10]
BATCH = np.arange(6).reshape(2, 3)
SQUARE = np.array([[1, 2], [3, 5]])
BOTH = pytest.mark.parametrize("operation", [convolve, correlate])


def refused(operation: Any, error: type[Exception], sentence: str, x: Any = X, h: Any = H, **how: Any) -> None:
    """Assert that a call is refused with exactly this sentence."""
    with pytest.raises(error, match="^" + re.escape(sentence) + "$"):
        _ = operation(x, h, **how)


@BOTH
@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"mode": "ful"}, "mode is 'ful'; it must be 'full', 'same' or 'valid'"),
        ({"mode": None}, "mode is None; it must be 'full', 'same' or 'valid'"),
        ({"mode": ["full"]}, "mode is ['full']; it must be 'full', 'same' or 'valid'"),
        ({"method": "fft"}, "method is 'fft'; it must be 'auto' or 'direct'"),
        ({"method": 0}, "method is 0; it must be 'auto' or 'direct'"),
    ],
)
def test_unknown_words(operation, how, sentence):
    refused(operation, ValueError, sentence, **how)


BORDERS = "'constant', 'edge', 'reflect', 'symmetric' or 'wrap'"


@BOTH
@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("nearest", "edge"),
        ("replicate", "edge"),
        ("mirror", "reflect"),
        ("grid-mirror", "symmetric"),
        ("grid-wrap", "wrap"),
        ("circular", "wrap"),
        ("periodic", "wrap"),
        ("fill", "constant"),
        ("zero", "constant"),
        ("zeros", "constant"),
    ],
)
def test_borders_of_other_libraries_are_translated(operation, theirs, ours):
    sentence = f"boundary is {theirs!r}; it must be {BORDERS}; {theirs!r} elsewhere is {ours!r} here"
    refused(operation, ValueError, sentence, mode="same", boundary=theirs)


@BOTH
@pytest.mark.parametrize("boundary", ["torus", None, 0, ("wrap",)])
def test_unknown_borders(operation, boundary):
    refused(operation, ValueError, f"boundary is {boundary!r}; it must be {BORDERS}", mode="same", boundary=boundary)


@BOTH
@pytest.mark.parametrize("mode", ["full", "valid"])
@pytest.mark.parametrize("boundary", ["edge", "reflect", "symmetric", "wrap"])
def test_a_border_needs_mode_same(operation, mode, boundary):
    sentence = f"boundary is {boundary!r} with mode {mode!r}; a border other than zeros needs mode 'same'"
    refused(operation, ValueError, sentence, mode=mode, boundary=boundary)


@BOTH
@pytest.mark.parametrize(("mode", "boundary"), [("full", "constant"), ("valid", "constant"), ("same", "wrap")])
def test_a_border_value_needs_a_constant_border(operation, mode, boundary):
    needs = "a value other than 0 needs mode 'same' and boundary 'constant'"
    for cval in (7, np.nan, 1j):
        sentence = f"cval is {cval!r} with mode {mode!r} and boundary {boundary!r}; {needs}"
        refused(operation, ValueError, sentence, mode=mode, boundary=boundary, cval=cval)


@BOTH
@pytest.mark.parametrize("cval", [None, "one", [1], (1, 2), np.array([1]), b"1", np.datetime64("2020"), {}])
def test_a_border_value_is_one_number(operation, cval):
    refused(operation, TypeError, f"cval is {cval!r}; it must be one number", mode="same", cval=cval)


@BOTH
@pytest.mark.parametrize(
    ("dtype", "cval", "common"),
    [
        ("f2", 1e5, "float16"),
        ("f2", -65520, "float16"),
        ("f4", 1e39, "float32"),
        ("f4", 1e39j, "complex64"),
        ("f4", 10**400, "float32"),
        ("f8", 10**400, "float64"),
        ("c16", -(10**400), "complex128"),
    ],
)
def test_a_border_value_beyond_the_range_becomes_no_infinity(operation, dtype, cval, common):
    sentence = f"cval is {shown(cval)}, beyond the range of {common}; pass x in a wider dtype"
    refused(operation, ValueError, sentence, np.array(X, dtype), np.array(H, dtype), mode="same", cval=cval)


NUMBERS = "it must hold booleans, integers, floats, complex numbers or exact objects"
MEMBERS = "members of an object array must be numbers, or objects with +, * and conjugate()"


class HalfANumber:
    """It adds and has a conjugate, and does not multiply."""

    def __add__(self, other: object) -> HalfANumber:
        return self

    def conjugate(self) -> HalfANumber:
        return self


@BOTH
@pytest.mark.parametrize(
    ("array", "error", "rest"),
    [
        (["a", "b"], TypeError, f"has dtype <U1; {NUMBERS}"),
        ([b"a"], TypeError, f"has dtype |S1; {NUMBERS}"),
        (np.array(["2020"], "M8[Y]"), TypeError, f"has dtype datetime64[Y]; {NUMBERS}"),
        (np.zeros(2, [("a", int)]), TypeError, f"has dtype [('a', '<i8')]; {NUMBERS}"),
        (5, ValueError, "is a single int; it must have at least one axis"),
        (np.float32(5), ValueError, "is a single float; it must have at least one axis"),
        (None, ValueError, "is a single NoneType; it must have at least one axis"),
        ([], ValueError, "is empty (shape (0,)); every axis must have at least one element"),
        (np.ones((2, 0)), ValueError, "is empty (shape (2, 0)); every axis must have at least one element"),
        (np.array(["a", 2], object), TypeError, f"[0] is a str; {MEMBERS}"),
        (np.array([[1, 2], [3, None]], object), TypeError, f"[1, 1] is a NoneType; {MEMBERS}"),
        ([1, HalfANumber()], TypeError, f"[1] is a HalfANumber; {MEMBERS}"),
        (np.ma.array([1, 2]), TypeError, "is a masked array, and masks would be lost: pass {name}.filled(value)"),
    ],
)
def test_what_is_no_array_of_numbers(operation, array, error, rest):
    for name, arrays in (("x", (array, H)), ("h", (X, array))):
        gap = "" if rest.startswith("[") else " "
        refused(operation, error, name + gap + rest.replace("{name}", name), *arrays)


@BOTH
def test_an_array_inside_an_object_array(operation):
    nest = np.empty(2, object)
    nest[:] = [1, np.array([1, 2])]
    refused(operation, TypeError, f"x[1] is a ndarray; {MEMBERS}", nest)


@BOTH
@pytest.mark.parametrize("name", ["x", "h"])
def test_ragged_lists(operation, name):
    ragged = [[1, 2], [3]]
    with pytest.raises(ValueError, match=rf"^{name} is not a rectangular array of numbers: .*inhomogeneous"):
        _ = operation(ragged, H) if name == "x" else operation(X, ragged)


@BOTH
def test_objects_that_do_not_go_together(operation):
    with pytest.raises(
        TypeError, match=r"^x and h hold objects that cannot be multiplied and added: unsupported .*Decimal"
    ):
        _ = operation([Decimal(1), Decimal(2)], [0.5, 1.5])


@BOTH
def test_numbers_of_axes(operation):
    rest = "they must be equal in number, or axes must name the axes of x to filter"
    refused(operation, ValueError, f"x has 2 axes and h has 1; {rest}", BATCH)
    refused(operation, ValueError, f"x has 1 axis and h has 2; {rest}", X, BATCH)
    sentence = "h has 1 axis; it must have 2 (one kernel, an axis for each of axes) or 3 (an axis for each of x)"
    refused(operation, ValueError, sentence, np.ones((2, 3, 4)), axes=(0, 1))
    sentence = "h has 2 axes; it must have 1 (one kernel, an axis for each of axes)"
    refused(operation, ValueError, sentence, X, SQUARE, axes=0)


@BOTH
@pytest.mark.parametrize("axes", [0.0, "0", [0.5], {0}, True, [True], np.True_, object, [[0]], np.array(0.0)])
def test_axes_are_integers(operation, axes):
    refused(
        operation, TypeError, f"axes is {axes!r}; it must be an integer or a sequence of integers", BATCH, axes=axes
    )


@BOTH
def test_axes_lie_within_x(operation):
    for axis in (2, -3, 9):
        refused(operation, ValueError, f"axes names axis {axis}, but x has 2 axes: -2 to 1", BATCH, axes=axis)
        refused(operation, ValueError, f"axes names axis {axis}, but x has 1 axis: -1 to 0", axes=axis)
    refused(operation, ValueError, "axes names axis 5, but x has 2 axes: -2 to 1", BATCH, SQUARE, axes=(0, 5, 7))


@BOTH
@pytest.mark.parametrize("axes", [(), [], (0, 0), (1, -1)])
def test_axes_are_named_once(operation, axes):
    sentence = f"axes is {axes!r}; it must name at least one axis, and none twice"
    refused(operation, ValueError, sentence, BATCH, SQUARE, axes=axes)


@BOTH
@pytest.mark.parametrize("axes", [(1, 0), [-1, -2]])
def test_all_axes_out_of_order_could_mean_two_things(operation, axes):
    sentence = (
        f"axes is {axes!r}, every axis of x out of order, which could pair the axes of h in two ways; "
        "leave axes out and transpose h if that is meant"
    )
    refused(operation, ValueError, sentence, BATCH, SQUARE, axes=axes)


@BOTH
def test_batches_broadcast(operation):
    sentence = (
        "h has batch shape (3,) (its axes that are not filtered) and x has (2,); they must broadcast against each other"
    )
    refused(operation, ValueError, sentence, np.ones((2, 5)), np.ones((3, 2)), axes=1)


@BOTH
def test_valid_needs_a_kernel_that_fits(operation):
    rest = "mode 'valid' needs a kernel no longer than the signal"
    refused(operation, ValueError, f"h has 3 taps along axis 0 of x, which has 2 samples; {rest}", H, X, mode="valid")
    sentence = f"h has 2 taps along axis 0 of x, which has 1 sample; {rest}"
    refused(operation, ValueError, sentence, [5], H, mode="valid")
    sentence = f"h has 4 taps along axis 2 of x, which has 3 samples; {rest}"
    refused(operation, ValueError, sentence, np.ones((2, 5, 3)), np.ones((2, 4)), axes=(1, -1), mode="valid")


@BOTH
@pytest.mark.parametrize("mode", ["full", "valid"])
@pytest.mark.parametrize("anchor", [0, [0], np.int64(1)])
def test_an_anchor_needs_mode_same(operation, mode, anchor):
    refused(
        operation,
        ValueError,
        f"anchor is {anchor!r} with mode {mode!r}; an anchor needs mode 'same'",
        mode=mode,
        anchor=anchor,
    )


@BOTH
@pytest.mark.parametrize("anchor", [0.0, "one", True, np.False_, [True], [0.5], [[0]], {0}, np.array([0.0]), b"1"])
def test_anchors_are_integers(operation, anchor):
    sentence = f"anchor is {anchor!r}; it must be an integer or a sequence of integers"
    refused(operation, TypeError, sentence, mode="same", anchor=anchor)


@BOTH
@pytest.mark.parametrize("anchor", [(), (0, 1), np.array([0, 1, 0])])
def test_as_many_anchors_as_axes(operation, anchor):
    sentence = f"anchor is {anchor!r}; it must be one integer"
    refused(operation, ValueError, sentence, mode="same", anchor=anchor)
    if len(anchor) != 2:
        sentence += ", or 2: one per filtered axis"
        refused(operation, ValueError, sentence, SQUARE, SQUARE, mode="same", anchor=anchor)


@BOTH
def test_anchors_lie_within_the_kernel(operation):
    for anchor in (2, -1):
        sentence = f"anchor is {anchor}, outside h, which has 2 taps along axis 0 of x; it must be 0 to 1"
        refused(operation, ValueError, sentence, mode="same", anchor=anchor)
    sentence = "anchor is (0, 3), outside h, which has 3 taps along axis 1 of x; it must be 0 to 2"
    refused(operation, ValueError, sentence, SQUARE, np.ones((4, 3)), mode="same", anchor=(0, 3))
    sentence = "anchor is 1, outside h, which has 1 tap along axis 2 of x; it must be 0"
    refused(operation, ValueError, sentence, np.ones((2, 2, 2)), np.ones((2, 1)), axes=(1, 2), mode="same", anchor=1)


@BOTH
def test_sums_that_could_leave_64_bits(operation):
    sentence = (
        "x and h may leave 64-bit integers: max|x| is 4611686018427387904 and sum|h| is 3, whose product exceeds "
        "9223372036854775807; pass x.astype(object) for exact integers of any size, or floats"
    )
    refused(operation, OverflowError, sentence, [0, -(2**62)], [1, -2])


@BOTH
def test_options_are_named(operation):
    """No position, so no boolean, can choose anything."""
    with pytest.raises(TypeError, match="positional"):
        _ = operation(X, H, "full")
