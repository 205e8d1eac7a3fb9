"""
Independent roads: both operations as sums of Python numbers, written from their formulas.

Nothing here is taken from flipconv. Outputs are not located by arithmetic but by what their names
mean: "full" are the places where the kernel meets a sample, "valid" those where it meets nothing
else. A border is walked step by step. Everything is slow, and exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np

BORDERS = ("constant", "edge", "reflect", "symmetric", "wrap")


def convolve(x: np.ndarray, h: np.ndarray, mode: str = "full", **border: Any) -> np.ndarray:
    """Return ``sum_j h[j] x[i - j]``."""
    return _filtered(x, h, mode, -1, lambda tap: tap, **border)


def correlate(x: np.ndarray, h: np.ndarray, mode: str = "full", **border: Any) -> np.ndarray:
    """Return ``sum_j conj(h[j]) x[i + j]``."""
    return _filtered(x, h, mode, +1, lambda tap: tap.conjugate(), **border)


def over_batch(
    operation: Callable[..., np.ndarray], x: np.ndarray, h: np.ndarray, axes: Sequence[int], **how: Any
) -> np.ndarray:
    """Return an operation along `axes` of x, done by itself for every member of the batch."""
    d = len(axes)
    x = np.moveaxis(x, axes, range(-d, 0))
    h = np.moveaxis(h, axes, range(-d, 0)) if h.ndim == x.ndim else h
    batch = np.broadcast_shapes(x.shape[:-d], h.shape[:-d])
    x, h = np.broadcast_to(x, batch + x.shape[-d:]), np.broadcast_to(h, batch + h.shape[-d:])
    members = {place: operation(x[place], h[place], **how) for place in np.ndindex(batch)}
    y = np.empty(batch + next(iter(members.values())).shape, object)
    for place, member in members.items():
        y[place] = member
    return np.moveaxis(y, range(-d, 0), axes)


def middle_taps(m: int) -> tuple[int, int]:
    """Return the left and the right one of the taps nearest to the middle; one tap is both."""
    middle = [j for j in range(m) if abs(2 * j - (m - 1)) <= 1]
    return middle[0], middle[-1]


def walked(index: int, n: int, boundary: str) -> int | None:
    """Return the sample that a border shows at an index, by walking there from sample 0."""
    place, heading = 0, 1 if index > 0 else -1
    for _ in range(abs(index)):
        ahead = place + heading
        if 0 <= ahead < n:
            place = ahead
        elif boundary == "constant":
            return None
        elif boundary == "wrap":
            place = 0 if heading > 0 else n - 1
        elif boundary == "symmetric":  # meets the last sample again on the way back
            heading = -heading
        elif boundary == "reflect" and n > 1:  # turns on the last sample
            heading = -heading
            place += heading
        # "edge" stays where it is, and so does a reflection with nowhere to go
    return place


def _filtered(
    x: np.ndarray,
    h: np.ndarray,
    mode: str,
    sign: int,
    weight: Callable[[Any], Any],
    boundary: str = "constant",
    cval: Any = 0,
    anchor: Sequence[int] | None = None,
) -> np.ndarray:
    """Return the sum at every output of a mode, over every tap, as an array of Python numbers."""
    samples: dict[Any, Any] = dict(zip(product(*map(range, x.shape)), x.ravel().tolist(), strict=True))
    taps = dict(zip(product(*map(range, h.shape)), map(weight, h.ravel().tolist()), strict=True))
    default = [middle_taps(m)[0 if sign < 0 else 1] for m in h.shape]
    axes = [
        list(outputs(n, m, mode, sign, a))
        for n, m, a in zip(x.shape, h.shape, default if anchor is None else anchor, strict=True)
    ]
    y = np.empty([len(outputs) for outputs in axes], object)
    for place, i in zip(np.ndindex(y.shape), product(*axes), strict=True):
        y[place] = 0
        for j, tap in taps.items():
            index = [ii + sign * jj for ii, jj in zip(i, j, strict=True)]
            seen = [walked(k, n, boundary) for k, n in zip(index, x.shape, strict=True)]
            if None not in seen:
                y[place] += tap * samples[tuple(seen)]
            elif mode == "same" and cval != 0:
                y[place] += tap * cval
    return y


def outputs(n: int, m: int, mode: str, sign: int, anchor: int) -> Iterator[int]:
    """Yield the indices ``i`` along one axis for which ``sum_j h[j] x[i + sign * j]`` is wanted."""
    for i in range(-n - m, n + m):
        inside = [0 <= i + sign * j < n for j in range(m)]
        if {"full": any(inside), "valid": all(inside), "same": inside[anchor]}[mode]:
            yield i


def correlation_layer(x: np.ndarray, w: np.ndarray, **how: Any) -> np.ndarray:
    """Return ``sum_{c,j} conj(w[o, c, j]) x[n, c, s k + d j - p]``."""
    return _layer(x, w, lambda j, m: j, lambda tap: tap.conjugate(), **how)


def convolution_layer(x: np.ndarray, w: np.ndarray, **how: Any) -> np.ndarray:
    """Return ``sum_{c,j} w[o, c, j] x[n, c, s k + d (m - 1 - j) - p]``."""
    return _layer(x, w, lambda j, m: m - 1 - j, lambda tap: tap, **how)


def _layer(
    x: np.ndarray,
    w: np.ndarray,
    along: Callable[[int, int], int],
    weighed: Callable[[Any], Any],
    stride: Sequence[int],
    padding: Sequence[tuple[int, int]],
    dilation: Sequence[int],
    groups: int = 1,
) -> np.ndarray:
    """Pad with zeros in a larger array, and add up by the formula, number by number."""
    inside = tuple(slice(before, before + n) for n, (before, _) in zip(x.shape[2:], padding, strict=True))
    lengths = [n + before + after for n, (before, after) in zip(x.shape[2:], padding, strict=True)]
    padded = np.zeros((*x.shape[:2], *lengths), object)
    padded[(..., *inside)] = x
    sizes = [
        len(range(0, n - size * (m - 1), step))
        for n, m, size, step in zip(lengths, w.shape[2:], dilation, stride, strict=True)
    ]
    y = np.zeros((x.shape[0], w.shape[0], *sizes), object)
    of_block, to_block = w.shape[1], w.shape[0] // groups
    # Python numbers, whatever the dtype
    taps = w.astype(object)
    for n, o, *k in np.ndindex(y.shape):
        for c, *j in np.ndindex(w.shape[1:]):
            place = tuple(
                step * at + size * along(tap, m)
                for at, tap, m, step, size in zip(k, j, w.shape[2:], stride, dilation, strict=True)
            )
            sample = padded[(n, (o // to_block) * of_block + c, *place)]
            y[(n, o, *k)] += weighed(taps[(o, c, *j)]) * sample
    return y
