"""What the layers accept, checked once and said in one sentence when it does not fit."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from flipconv.arguments import as_array
from flipconv.layers.road import Meetings
from flipconv.overflow import are_whole, check_bound, peak, total
from flipconv.shapes import correlation_anchor
from flipconv.wording import counted

Pads = tuple[tuple[int, int], ...]
Steps = int | Sequence[int]
Padding = str | int | Sequence[int | Sequence[int]]

Reach = Callable[[int, int], tuple[int, ...]]
"""Takes taps and dilation; returns how far behind the first sample of its window each tap reads."""


def correlation_reach(m: int, dilation: int) -> tuple[int, ...]:
    """Return, for each tap of a correlation, the sample of the window under it: tap j reads sample j."""
    return tuple(dilation * j for j in range(m))


def convolution_reach(m: int, dilation: int) -> tuple[int, ...]:
    """Return, for each tap of a convolution, the sample of the window under it: tap j reads sample -j from the end."""
    return tuple(dilation * (m - 1 - j) for j in range(m))


def arrays(x: ArrayLike, w: ArrayLike, groups: int) -> tuple[np.ndarray, np.ndarray]:
    """Check signals and weights against one another; return them as arrays."""
    x, w = as_array("x", x), as_array("w", w)
    check_ranks(x, w)
    check_groups(groups, w.shape[0], "w has {} output channels")
    if w.shape[1] * groups != x.shape[1]:
        raise ValueError(_channels(x.shape, w.shape, groups))
    return x, w


def check_ranks(x: np.ndarray, w: np.ndarray, layout: str = "(O, C/groups, *kernel)") -> None:
    """Raise unless signals and weights have a batch or output axis, channels, and as many spatial axes, one or more."""
    if x.ndim < 3 or w.ndim != x.ndim:
        raise ValueError(
            f"x has shape {x.shape} and w has shape {w.shape}; they must be (N, C, *spatial) and {layout} "
            "with as many axes each, three or more"
        )


def check_groups(groups: int, channels: int, has: str) -> None:
    """Raise unless channels are split into groups evenly."""
    if not is_count(groups):
        raise ValueError(f"groups is {groups!r}; it must be an integer from 1 up")
    if channels % groups:
        raise ValueError(f"groups is {groups}, and {has.format(channels)}; groups must divide it")


def _channels(x: tuple[int, ...], w: tuple[int, ...], groups: int) -> str:
    """Say that channels do not match, and what may have been meant."""
    needed = f"x of shape {x} has {counted(x[1], 'channel', 'channels')}, and w of shape {w} takes {w[1]}"
    needed += f" in each of {groups} groups: {w[1] * groups}" if groups > 1 else ""
    hint = "w must be (O, C/groups, *kernel)"
    if x[1] % groups:
        hint = f"groups is {groups}, which must divide the channels of x"
    elif w[0] != w[1] and (w[0] * groups == x[1] or w[0] == x[1]):
        hint = "did you mean (O, C/groups, *kernel)? the first two axes of w look exchanged"
    elif w[1] == x[1] and groups > 1:
        hint = f"did you mean (O, C/groups, *kernel)? with groups {groups} each output sees C/groups channels"
    elif w[-2] * groups == x[1]:
        hint = "did you mean (O, C/groups, *kernel)? w looks like (*kernel, C/groups, O)"
        hint += ": pass np.moveaxis(w, (-1, -2), (0, 1))"
    elif x[-1] == w[1] * groups:
        hint = "did you mean (N, C, *spatial)? x looks like channels last: pass np.moveaxis(x, -1, 1)"
    return f"{needed}; {hint}"


def bias(b: ArrayLike | None, outputs: int) -> np.ndarray | None:
    """Return a bias, if there is one, as an array with one number for each output channel."""
    if b is None:
        return None
    array = as_array("b", b)
    if array.shape != (outputs,):
        raise ValueError(f"b has shape {array.shape}; it must be ({outputs},), one number for each output channel")
    return array


def is_count(value: Any, least: int = 1) -> bool:
    """Return whether a value is an integer, no boolean, that is large enough."""
    try:
        return not isinstance(value, bool | np.bool_) and operator.index(value) >= least
    except TypeError:
        return False


def per_axis(name: str, given: Steps, d: int, least: int = 1) -> tuple[int, ...]:
    """Return one integer for each spatial axis."""
    many = isinstance(given, Sequence | np.ndarray) and not isinstance(given, str) and np.ndim(given) > 0  # pyright: ignore
    values = tuple(given) if many else (given,) * d  # pyright: ignore
    if len(values) != d or not all(is_count(value, least) for value in values):
        from_up = f"from {least} up"
        raise ValueError(
            f"{name} is {given!r}; it must be an integer {from_up}, or a sequence of {d}, one for each spatial axis"
        )
    return tuple(map(operator.index, values))  # pyright: ignore


def pads(padding: Padding, taps: Sequence[int], stride: Sequence[int], dilation: Sequence[int]) -> Pads:
    """Return how many zeros stand before and after each axis."""
    d = len(taps)
    if isinstance(padding, str):
        if padding == "valid":
            return ((0, 0),) * d
        if padding != "same":
            raise ValueError(
                f"padding is {padding!r}; it must be 'same', 'valid', an integer, or one or a pair per axis"
            )
        if any(step > 1 for step in stride):
            raise ValueError(
                f"padding is 'same' with stride {tuple(stride)}; it needs stride 1: pass the pairs you mean"
            )
        # the default anchors of the two operations mirror each other, so their windows lie alike
        anchors = [correlation_anchor(m) for m in taps]
        return tuple((size * a, size * (m - 1 - a)) for m, size, a in zip(taps, dilation, anchors, strict=True))
    many = isinstance(padding, Sequence) or (isinstance(padding, np.ndarray) and padding.ndim > 0)
    each = tuple(padding) if many else (padding,) * d  # pyright: ignore
    found = [(one, one) if is_count(one, 0) else one for one in each]
    if len(found) != d or not all(_is_pair(pair) for pair in found):
        pair = " (for one pair on the one axis, write [(before, after)])" if d == 1 else ""
        raise ValueError(
            f"padding is {padding!r}; it must be 'same', 'valid', an integer from 0 up, or a sequence of {d}: "
            f"one or a pair (before, after) for each spatial axis{pair}"
        )
    return tuple((int(before), int(after)) for before, after in found)  # pyright: ignore


def _is_pair(pair: Any) -> bool:
    return isinstance(pair, Sequence | np.ndarray) and len(pair) == 2 and all(is_count(one, 0) for one in pair)


def meetings_of(
    samples: tuple[int, ...],
    taps: tuple[int, ...],
    stride: Steps,
    padding: Padding,
    dilation: Steps,
    groups: int,
    reach: Reach,
) -> Meetings:
    """Return where the outputs of a layer meet its samples."""
    d = len(taps)
    steps, holes = per_axis("stride", stride, d), per_axis("dilation", dilation, d)
    borders = pads(padding, taps, steps, holes)
    outputs: list[int] = []
    for axis, (n, m, step, size, (before, after)) in enumerate(zip(samples, taps, steps, holes, borders, strict=True)):
        span = size * (m - 1) + 1
        if n + before + after < span:
            raise ValueError(
                f"the kernel of shape {tuple(taps)} spans {counted(span, 'sample', 'samples')} along spatial axis "
                f"{axis} (dilation {size}), and x, of spatial shape {tuple(samples)}, has {n} there and "
                f"{before + after} of padding; the kernel must fit"
            )
        outputs.append((n + before + after - span) // step + 1)
    shifts = [
        tuple(place - before for place in reach(m, size))
        for m, size, (before, _) in zip(taps, holes, borders, strict=True)
    ]
    return Meetings(samples, tuple(outputs), steps, tuple(shifts), groups)


def check_no_overflow(one: tuple[str, np.ndarray], other: tuple[str, np.ndarray], kept: int = 0, more: Any = 0) -> None:
    """Raise if sums of products of integers could leave 64 bits: a largest entry against sums beside an axis."""
    (name, x), (summed, w) = one, other
    if are_whole(x, w):
        weight = max(map(total, np.moveaxis(w, kept, 0)))
        extra = max((abs(int(value)) for value in np.asarray(more).flat), default=0)
        # at least 1: sums of w alone must fit too
        check_bound(f"sums of products of {name} and {summed}", max(peak(x), 1) * weight + extra, name)


def dtype_of(*arrays: np.ndarray | None) -> np.dtype:
    """Return the dtype of a result: 64-bit integers where all are integers or booleans, else what NumPy would take."""
    given = [array for array in arrays if array is not None]
    return np.dtype(np.int64) if are_whole(*given) else np.result_type(*given).newbyteorder("=")


def conjugated(array: np.ndarray) -> np.ndarray:
    """Return the conjugate of an array; of real numbers the array itself, which NumPy would copy."""
    return np.conj(array) if array.dtype.kind in "cO" else array
