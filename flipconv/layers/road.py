"""
The road that every layer takes: windows gathered in tiles, and one matrix product for each.

An output `k` reads, under tap `j`, sample `stride * k + reach[j]` of each axis. Both operations, their
gradients and their transposes are sums over these meetings; they differ in `reach` and in what is
summed. The loops run over tiles and taps, never over samples. A tile is small, so that nothing the size of all
windows ever stands in memory, and no signal is padded: where a tap meets nothing there is a zero in the tile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np

TILE = 1 << 22
"""Bytes of a tile of windows: it stays in the cache that the processor's cores share."""


@dataclass(frozen=True)
class Meetings:
    """
    Where outputs meet samples.

    Parameters
    ----------
    samples, outputs, stride : tuple of int
        For each spatial axis.
    reach : tuple of tuple of int
        For each spatial axis and each tap, the sample that output 0 reads; it may lie outside.
    groups : int
        Into how many blocks the channels are split.
    """

    samples: tuple[int, ...]
    outputs: tuple[int, ...]
    stride: tuple[int, ...]
    reach: tuple[tuple[int, ...], ...]
    groups: int

    @property
    def taps(self) -> tuple[int, ...]:
        """The taps of each axis."""
        return tuple(map(len, self.reach))


def forward(x: np.ndarray, w: np.ndarray, meetings: Meetings) -> np.ndarray:
    """Return the sum over channels and taps of ``w[o, c, j] x[n, c, stride * k + reach[j]]``."""
    dtype = np.result_type(x, w)
    y = np.empty((x.shape[0], w.shape[0], *meetings.outputs), dtype)
    weights = _blocks(w, meetings.groups)
    for tile in _tiles(x.shape, dtype, meetings):
        # splitting an axis and joining whole ones makes a view, so the product is written where it belongs
        into = y[_place(tile)].reshape(len(tile[0]), *weights.shape[:2], -1)
        _ = np.matmul(weights, _gathered(x, tile, dtype, meetings), out=into)
    return y


def weight_gradient(x: np.ndarray, y: np.ndarray, meetings: Meetings) -> np.ndarray:
    """Return, for each weight, the sum of ``y[n, o, k] x[n, c, stride * k + reach[j]]``."""
    dtype = np.result_type(x, y)
    g = meetings.groups
    channels, size = x.shape[1] // g, y.shape[1]
    total = np.zeros((g, size // g, channels * prod(meetings.taps)), dtype)
    for tile in _tiles(x.shape, dtype, meetings):
        part = y[_place(tile)].reshape(len(tile[0]), g, size // g, -1)
        total += np.matmul(part, _gathered(x, tile, dtype, meetings).swapaxes(-1, -2)).sum(axis=0)
    return total.reshape(size, channels, *meetings.taps)


def input_gradient(y: np.ndarray, w: np.ndarray, meetings: Meetings) -> np.ndarray:
    """Return, for each sample, the sum of ``w[o, c, j] y[n, o, k]`` over all that read it: the adjoint of `forward`."""
    dtype = np.result_type(y, w)
    g = meetings.groups
    shape = (y.shape[0], w.shape[1] * g, *meetings.samples)
    x = np.zeros(shape, dtype)
    weights = _blocks(w, g).swapaxes(-1, -2)
    for tile in _tiles(shape, dtype, meetings):
        part = y[_place(tile)].reshape(len(tile[0]), g, y.shape[1] // g, -1)
        stamps = np.matmul(weights, part).reshape(len(tile[0]), shape[1], -1, *map(len, tile[1:]))
        for number, (into, source) in enumerate(_pairs(tile, meetings)):
            x[(slice(tile[0].start, tile[0].stop), slice(None), *source)] += stamps[(..., number, *into)]
    return x


Tile = tuple[range, ...]
"""Members of the batch, then outputs along each axis."""


def _tiles(shape: tuple[int, ...], dtype: np.dtype, meetings: Meetings) -> Iterator[Tile]:
    """Yield blocks of outputs whose windows fit into a tile."""
    room = max(TILE // (dtype.itemsize * shape[1] * prod(meetings.taps)), 1)
    steps: list[int] = []
    # the last axes whole as far as they fit: rows are what is copied in one go
    for size in reversed((shape[0], *meetings.outputs)):
        step = max(min(size, room), 1)
        steps.insert(0, step)
        room //= step
    sizes = (shape[0], *meetings.outputs)
    axes = [
        [range(first, min(first + step, size)) for first in range(0, size, step)]
        for size, step in zip(sizes, steps, strict=True)
    ]
    yield from product(*axes)


def _place(tile: Tile) -> tuple[slice, ...]:
    batch, *outputs = (slice(part.start, part.stop) for part in tile)
    return (batch, slice(None), *outputs)


def _blocks(w: np.ndarray, groups: int) -> np.ndarray:
    """Return the weights as one matrix for each group: outputs by channels and taps."""
    return w.reshape(groups, w.shape[0] // groups, -1)


def _gathered(x: np.ndarray, tile: Tile, dtype: np.dtype, meetings: Meetings) -> np.ndarray:
    """Return the windows of a tile: for each member and group, channels and taps by outputs."""
    batch = slice(tile[0].start, tile[0].stop)
    outputs = tuple(map(len, tile[1:]))
    windows = np.empty((len(tile[0]), x.shape[1], prod(meetings.taps), *outputs), dtype)
    for number, (into, source) in enumerate(_pairs(tile, meetings)):
        under = windows[:, :, number]
        if any(piece.stop - piece.start < size for piece, size in zip(into, outputs, strict=True)):
            under[...] = 0
        under[(..., *into)] = x[(batch, slice(None), *source)]
    return windows.reshape(len(tile[0]), meetings.groups, -1, prod(outputs))


def _pairs(tile: Tile, meetings: Meetings) -> Iterator[tuple[tuple[slice, ...], tuple[slice, ...]]]:
    """Yield, for each tap, which outputs of a tile it brings together with which samples."""
    along = [
        [_meeting(wanted, stride, first, n) for first in reach]
        for wanted, stride, reach, n in zip(tile[1:], meetings.stride, meetings.reach, meetings.samples, strict=True)
    ]
    for pairs in product(*along):
        into, source = zip(*pairs, strict=True)
        yield into, source


def _meeting(wanted: range, stride: int, reach: int, n: int) -> tuple[slice, slice]:
    """Return which of the wanted outputs read a sample under one tap, and which samples; both may be empty."""
    first = max(wanted.start, -(reach // stride))
    stop = max(first, min(wanted.stop, (n - 1 - reach) // stride + 1))
    start = stride * first + reach
    samples = slice(start, start + stride * (stop - first - 1) + 1, stride) if stop > first else slice(0, 0)
    return slice(first - wanted.start, stop - wanted.start), samples
