"""
What the operators accept, checked once and said in one sentence when it does not fit.

`checked` turns the arguments of a call into a `Call`: arrays with the filtered axes last, one
anchor per filtered axis, integers wide enough that no sum can wrap.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from numbers import Number
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from flipconv import overflow
from flipconv.boundaries import BOUNDARIES, DIALECTS
from flipconv.entries import entries
from flipconv.overflow import INT64_MAX
from flipconv.shapes import MODES
from flipconv.wording import counted, shown


@dataclass(frozen=True)
class Call:
    """A call of an operator after its arguments were checked; the filtered axes are the last ones."""

    x: np.ndarray
    h: np.ndarray
    mode: Any
    boundary: Any
    cval: Any
    anchors: tuple[int, ...]
    axes: tuple[int, ...]

    @property
    def lengths(self) -> list[tuple[int, int, int]]:
        """Samples, taps and anchor of each filtered axis."""
        d = len(self.axes)
        return list(zip(self.x.shape[-d:], self.h.shape[-d:], self.anchors, strict=True))

    @property
    def has_border(self) -> bool:
        """Whether outputs read anything beyond the signal; a border of zeros adds no terms."""
        return self.mode == "same" and not (self.boundary == "constant" and _is_zero(self.cval))

    def restored(self, y: np.ndarray) -> np.ndarray:
        """Move the filtered axes of a result back to where the caller has them."""
        d = len(self.axes)
        return y if _are_last(self.axes, y.ndim) else np.moveaxis(y, range(-d, 0), self.axes)


def checked(
    x: ArrayLike,
    h: ArrayLike,
    *,
    mode: str,
    boundary: str,
    cval: Any,
    anchor: int | Sequence[int] | None,
    axes: int | Sequence[int] | None,
    default_anchor: Callable[[int], int],
) -> Call:
    """Check the arguments of an operator; every refusal names the argument and what is accepted."""
    check_choice("mode", mode, MODES)
    check_border(boundary, cval, mode)
    x, h = as_array("x", x), as_array("h", h)
    places = _filtered_axes(x, h, axes)
    d = len(places)
    lead = _with_last(x, places)
    # a kernel with the axes of x is aligned with them; a smaller one pairs its axes with `axes`
    taps = _with_last(h, places) if h.ndim == x.ndim else h
    _check_batch(lead.shape[:-d], taps.shape[:-d])
    if mode == "valid":
        check_fits(lead.shape[-d:], taps.shape[-d:], places)
    anchors = chosen_anchors(anchor, mode, taps.shape[-d:], places, default_anchor)
    lead, taps, cval = _common_numbers(lead, taps, cval, d)
    return Call(lead, taps, mode, boundary, cval, anchors, places)


def _are_last(places: tuple[int, ...], ndim: int) -> bool:
    return places == tuple(range(ndim - len(places), ndim))


def _with_last(array: np.ndarray, places: tuple[int, ...]) -> np.ndarray:
    """Move the filtered axes to the end; on small arrays a needless move costs as much as the sum."""
    return array if _are_last(places, array.ndim) else np.moveaxis(array, places, range(-len(places), 0))


def check_choice(name: str, given: Any, accepted: Sequence[str], hint: str = "") -> None:
    """Raise unless `given` is one of the accepted words."""
    if not isinstance(given, str) or given not in accepted:
        words = ", ".join(map(repr, accepted[:-1])) + f" or {accepted[-1]!r}"
        raise ValueError(f"{name} is {given!r}; it must be {words}{hint}")


def as_array(name: str, a: ArrayLike) -> np.ndarray:
    """Return `a` as an array of numbers, or of objects that behave like numbers."""
    array = entries(name, a)
    if array.dtype.kind not in "biufcO":
        raise TypeError(
            f"{name} has dtype {array.dtype}; it must hold booleans, integers, floats, complex numbers or exact objects"
        )
    if array.ndim == 0:
        raise ValueError(f"{name} is a single {type(array.item()).__name__}; it must have at least one axis")
    if array.size == 0:
        raise ValueError(f"{name} is empty (shape {array.shape}); every axis must have at least one element")
    return _exact_members(name, array) if array.dtype == object else array


def _exact_members(name: str, array: np.ndarray) -> np.ndarray:
    for place, member in zip(np.ndindex(array.shape), array.flat, strict=True):
        if not _is_number(member):
            raise TypeError(
                f"{name}{list(place)} is a {type(member).__name__}; members of an object array must be numbers, "
                "or objects with +, * and conjugate()"
            )
    # NumPy's own integers would wrap, object array or not
    unbounded = np.frompyfunc(lambda member: int(member) if isinstance(member, np.integer | np.bool_) else member, 1, 1)
    return np.asarray(unbounded(array))


def _is_number(member: Any) -> bool:
    like_number = all(hasattr(member, method) for method in ("__add__", "__mul__", "conjugate"))
    return not isinstance(member, np.ndarray) and (isinstance(member, Number) or like_number)


def check_border(boundary: str, cval: Any, mode: str) -> None:
    """Raise unless the border is known and belongs to the mode."""
    known = isinstance(boundary, str) and boundary in DIALECTS
    hint = f"; {boundary!r} elsewhere is {DIALECTS[boundary]!r} here" if known else ""
    check_choice("boundary", boundary, BOUNDARIES, hint)
    value = np.asarray(cval)
    if cval is np.ma.masked or value.ndim or value.dtype.kind not in "biufcO" or not _is_number(value.item()):
        raise TypeError(f"cval is {shown(cval)}; it must be one number")
    try:
        is_zero = _is_zero(cval)
    except ArithmeticError:  # a signaling NaN
        raise TypeError(f"cval is {shown(cval)}; it must be one number that can be compared with 0") from None
    if mode != "same" and boundary != "constant":
        raise ValueError(f"boundary is {boundary!r} with mode {mode!r}; a border other than zeros needs mode 'same'")
    if not is_zero and (mode != "same" or boundary != "constant"):
        raise ValueError(
            f"cval is {shown(cval)} with mode {mode!r} and boundary {boundary!r}; "
            "a value other than 0 needs mode 'same' and boundary 'constant'"
        )


def _is_zero(cval: Any) -> bool:
    # `==` on a symbol compares how it is written, so this asks nothing of its value
    return bool(cval == 0)


def _filtered_axes(x: np.ndarray, h: np.ndarray, axes: int | Sequence[int] | None) -> tuple[int, ...]:
    """Return the filtered axes of x, counted from 0, in the order of the caller."""
    if axes is None:
        if x.ndim != h.ndim:
            raise ValueError(
                f"x has {counted(x.ndim, 'axis', 'axes')} and h has {h.ndim}; they must be equal in number, "
                "or axes must name the axes of x to filter"
            )
        return tuple(range(x.ndim))
    try:
        given = tuple(map(as_index, axes if isinstance(axes, Sequence | np.ndarray) else (axes,)))
    except TypeError:
        raise TypeError(f"axes is {axes!r}; it must be an integer or a sequence of integers") from None
    if outside := [axis for axis in given if not -x.ndim <= axis < x.ndim]:
        has = counted(x.ndim, "axis", "axes")
        raise ValueError(f"axes names axis {outside[0]}, but x has {has}: {-x.ndim} to {x.ndim - 1}")
    places = tuple(axis % x.ndim for axis in given)
    if not places or len(set(places)) < len(places):
        raise ValueError(f"axes is {axes!r}; it must name at least one axis, and none twice")
    if h.ndim not in (len(places), x.ndim):
        # where every axis of x is filtered there is no batch, and the two numbers are one
        batch = f" or {x.ndim} (an axis for each of x)" if len(places) < x.ndim else ""
        raise ValueError(
            f"h has {counted(h.ndim, 'axis', 'axes')}; "
            f"it must have {len(places)} (one kernel, an axis for each of axes){batch}"
        )
    if len(places) == x.ndim and places != tuple(sorted(places)):
        raise ValueError(
            f"axes is {axes!r}, every axis of x out of order, which could pair the axes of h in two ways; "
            "leave axes out and transpose h if that is meant"
        )
    return places


def as_index(value: Any) -> int:
    """Return an integer of any kind as Python's; a boolean is none."""
    if isinstance(value, bool | np.bool_):
        raise TypeError("a boolean is not an index")
    return operator.index(value)


def _check_batch(x_batch: tuple[int, ...], h_batch: tuple[int, ...]) -> None:
    try:
        _ = np.broadcast_shapes(x_batch, h_batch)
    except ValueError:
        raise ValueError(
            f"h has batch shape {h_batch} (its axes that are not filtered) and x has {x_batch}; "
            "they must broadcast against each other"
        ) from None


def check_fits(samples: tuple[int, ...], taps: tuple[int, ...], places: tuple[int, ...]) -> None:
    """Raise if a kernel is longer than its signal."""
    for n, m, axis in zip(samples, taps, places, strict=True):
        if m > n:
            raise ValueError(
                f"h has {m} taps along axis {axis} of x, which has {counted(n, 'sample', 'samples')}; "
                "mode 'valid' needs a kernel no longer than the signal"
            )


def chosen_anchors(
    anchor: int | Sequence[int] | None,
    mode: str,
    taps: tuple[int, ...],
    places: tuple[int, ...],
    default: Callable[[int], int],
) -> tuple[int, ...]:
    """Return one anchor per filtered axis."""
    if anchor is None:
        return tuple(default(m) for m in taps)
    if mode != "same":
        raise ValueError(f"anchor is {anchor!r} with mode {mode!r}; an anchor needs mode 'same'")
    try:
        is_many = isinstance(anchor, Sequence | np.ndarray) and np.ndim(anchor) > 0
        anchors = tuple(map(as_index, anchor)) if is_many else (as_index(anchor),) * len(taps)  # pyright: ignore
    except TypeError:
        raise TypeError(f"anchor is {anchor!r}; it must be an integer or a sequence of integers") from None
    if len(anchors) != len(taps):
        many = f", or {len(taps)}: one per filtered axis" if len(taps) > 1 else ""
        raise ValueError(f"anchor is {anchor!r}; it must be one integer{many}")
    for a, m, axis in zip(anchors, taps, places, strict=True):
        if not 0 <= a < m:
            has = counted(m, "tap", "taps")
            within = f"0 to {m - 1}" if m > 1 else "0"
            raise ValueError(
                f"anchor is {anchor!r}, outside h, which has {has} along axis {axis} of x; it must be {within}"
            )
    return anchors


def _common_numbers(x: np.ndarray, h: np.ndarray, cval: Any, d: int) -> tuple[np.ndarray, np.ndarray, Any]:
    """Return x, h and cval as numbers whose sums neither wrap nor lose the border's value."""
    cval = 0 if _is_zero(cval) else cval
    whole = isinstance(cval, int) or np.asarray(cval).dtype.kind in "biu"
    if whole and {x.dtype.kind, h.dtype.kind} <= set("biu"):
        _check_no_overflow(x, h, cval, d)
        # only a kernel of zeros lets a larger value through, and then any value serves
        return x.astype(np.int64), h.astype(np.int64), int(cval) if abs(int(cval)) <= INT64_MAX else 0
    if _is_zero(cval):
        return x, h, cval
    # Python's own numbers leave the precision of an array alone, as everywhere in NumPy
    weak = isinstance(cval, int | float | complex) and not isinstance(cval, np.generic)
    dtype = np.result_type(x.dtype, h.dtype, cval if weak else np.asarray(cval).dtype)
    if dtype.kind in "fc" and not _fits(cval, dtype):
        raise ValueError(f"cval is {shown(cval)}, beyond the range of {dtype}; pass x in a wider dtype")
    if dtype.kind == "O" and "O" not in (x.dtype.kind, h.dtype.kind):
        _check_goes_with(cval, x.dtype, h.dtype)
    return x.astype(dtype), h, cval


def _check_goes_with(cval: Any, of_x: np.dtype, of_h: np.dtype) -> None:
    """Raise unless an exact `cval` can enter a sum of x and h."""
    one_of_x, one_of_h = (np.ones((), dtype).item() for dtype in (of_x, of_h))
    try:
        _ = cval * one_of_h + one_of_x
    except (TypeError, ArithmeticError) as error:
        sentence = f"cval is {shown(cval)}, which does not go with {of_x} and {of_h}: {error}"
        raise (TypeError if isinstance(error, TypeError) else ValueError)(sentence) from None


def _fits(cval: Any, dtype: np.dtype) -> bool:
    """Whether a float dtype holds `cval` without turning it into an infinity."""
    finite = isinstance(cval, int) or np.isfinite(cval)
    try:
        with np.errstate(over="ignore"):
            return bool(np.isfinite(dtype.type(cval)) or not finite)
    except (OverflowError, ValueError):
        return False


def _check_no_overflow(x: np.ndarray, h: np.ndarray, cval: int, d: int) -> None:
    """Raise if some sum of products could leave 64-bit integers, before any is taken."""
    of_x, of_cval = overflow.peak(x), abs(int(cval))
    peak, source, name = (of_x, "x", "max|x|") if of_x >= of_cval else (of_cval, "cval", "|cval|")
    taps = tuple(range(-d, 0))
    # Python integers from here on: the bound itself must not wrap
    weight = max(np.abs(h.astype(object)).sum(axis=taps, keepdims=True).flat)
    if peak * weight > INT64_MAX:
        raise OverflowError(
            f"{source} and h may leave 64-bit integers: {name} is {shown(peak)} and sum|h| is {weight}, "
            f"whose product exceeds {INT64_MAX}; pass x.astype(object) for exact integers of any size, or floats"
        )
