"""
The road that every layer takes: windows gathered in tiles, and one matrix product for each.

An output `k` reads, under tap `j`, sample `stride * k + reach[j]` of each axis. Both operations, their
gradients and their transposes are sums over these meetings; they differ in `reach` and in what is
summed. The loops run over tiles and taps, never over samples. A tile is small, so that nothing the size of all
windows ever stands in memory, and no signal is padded: where a tap meets nothing there is a zero in the tile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np

TILE = 1 << 23
"""Bytes of a tile of windows: it stays in the cache that the processor's cores share."""
TAPS = 64
"""How many taps are taken at once: with all of a large kernel, a tile would hold few outputs."""
RUN = 512
"""How many products a gradient of weights adds up in the precision of the result before it takes a wider total."""


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


def working(dtype: np.dtype) -> np.dtype:
    """Return the dtype to add up in: sums in half precision would stop growing at 2048."""
    return np.dtype(np.float32) if dtype == np.float16 else dtype


def forward(x: np.ndarray, w: np.ndarray, dtype: np.dtype, meetings: Meetings) -> np.ndarray:
    """Return the sum over channels and taps of ``w[o, c, j] x[n, c, stride * k + reach[j]]``."""
    y = np.empty((x.shape[0], w.shape[0], *meetings.outputs), dtype)
    weights, plan = _by_tap(w, working(dtype), meetings.groups), Plan.of(x.shape, w.shape[0], dtype, meetings)
    buffer = plan.buffer(x.shape[1], dtype)
    for tile in plan.tiles:
        # splitting an axis and joining whole ones makes a view, so the product is written where it belongs
        into = y[_place(tile)].reshape(len(tile[0]), *weights.shape[:2], -1)
        # sums in half precision are taken beside it
        total = into if into.dtype == buffer.dtype else np.empty(into.shape, buffer.dtype)
        for number, taps in enumerate(plan.taps):
            windows = _gathered(x, tile, taps, buffer, meetings)
            windows = windows.reshape(len(tile[0]), meetings.groups, -1, into.shape[-1])
            if number:
                total += np.matmul(_matrix(weights, taps), windows)
            else:
                _ = np.matmul(_matrix(weights, taps), windows, out=total)
        into[...] = total
    return y


def weight_gradient(x: np.ndarray, y: np.ndarray, dtype: np.dtype, meetings: Meetings) -> np.ndarray:
    """Return, for each weight, the sum of ``y[n, o, k] x[n, c, stride * k + reach[j]]``."""
    g, outputs, channels = meetings.groups, y.shape[1] // meetings.groups, x.shape[1] // meetings.groups
    shape = (g, outputs, channels, prod(meetings.taps))
    # a sum over a long batch keeps its digits in a wider total, where that is small
    total = np.zeros(shape, _wide(dtype) if prod(shape) * dtype.itemsize <= TILE else working(dtype))
    plan = Plan.of(x.shape, y.shape[1], dtype, meetings)
    buffer = plan.buffer(x.shape[1], dtype)
    for tile in plan.tiles:
        part = np.moveaxis(y[_place(tile)], 0, 1).astype(working(dtype)).reshape(g, outputs, -1)
        for taps in plan.taps:
            windows = _gathered(x, tile, taps, buffer, meetings, batch=2).reshape(g, -1, part.shape[-1])
            # no more rows at once than fit: the product may be as large as all weights
            rows = max(TILE // (dtype.itemsize * windows.shape[1] * g), 1)
            # a small product is summed up term by term, so its runs are kept short
            run = RUN if outputs * windows.shape[1] <= RUN**2 // 16 else 8 * RUN
            for first, start in product(range(0, outputs, rows), range(0, part.shape[-1], run)):
                along = (..., slice(start, start + run))
                # the longer side first: matrix products are quicker that way round
                found = np.matmul(windows[along], part[:, first : first + rows][along].swapaxes(-1, -2))
                block = (slice(None), slice(first, first + rows), slice(None), slice(taps.start, taps.stop))
                total[block] += found.swapaxes(-1, -2).reshape(total[block].shape)
    return total.astype(dtype, copy=False).reshape(g * outputs, channels, *meetings.taps)


def input_gradient(y: np.ndarray, w: np.ndarray, dtype: np.dtype, meetings: Meetings) -> np.ndarray:
    """Return, for each sample, the sum of ``w[o, c, j] y[n, o, k]`` over all that read it: the adjoint of `forward`."""
    g = meetings.groups
    shape = (y.shape[0], w.shape[1] * g, *meetings.samples)
    x = np.zeros(shape, working(dtype))
    weights, plan = _by_tap(w, working(dtype), g), Plan.of(shape, w.shape[0], dtype, meetings)
    buffer = plan.buffer(shape[1], dtype)
    for tile in plan.tiles:
        batch = slice(tile[0].start, tile[0].stop)
        part = y[_place(tile)].astype(working(dtype), copy=False).reshape(len(tile[0]), g, w.shape[0] // g, -1)
        for taps in plan.taps:
            block = (len(tile[0]), g, w.shape[1] * len(taps), part.shape[-1])
            stamps = np.matmul(_matrix(weights, taps).swapaxes(-1, -2), part, out=_shaped(buffer, block))
            stamps = stamps.reshape(len(tile[0]), shape[1], len(taps), *map(len, tile[1:]))
            for number, (into, source) in enumerate(_pairs(tile, taps, meetings)):
                x[(batch, slice(None), *source)] += stamps[(slice(None), slice(None), number, *into)]
    return x.astype(dtype, copy=False)


Tile = tuple[range, ...]
"""Members of the batch, then outputs along each axis."""


@dataclass(frozen=True)
class Plan:
    """
    How the work is cut: blocks of outputs, and for each the taps in parts.

    Parameters
    ----------
    tiles : tuple of Tile
        The blocks.
    taps : tuple of range
        The parts; one, wherever all windows of a block fit.
    """

    tiles: tuple[Tile, ...]
    taps: tuple[range, ...]

    @classmethod
    def of(cls, shape: tuple[int, ...], outputs: int, dtype: np.dtype, meetings: Meetings) -> Plan:
        """Return a plan in which neither the windows nor the outputs of a block are larger than a tile."""
        count = min(prod(meetings.taps), TAPS)
        room = max(TILE // (working(dtype).itemsize * max(shape[1] * count, outputs)), 1)
        sizes = (shape[0], *meetings.outputs)
        steps: list[int] = []
        # the last axes whole as far as they fit: rows are what is copied in one go
        for length in reversed(sizes):
            step = max(min(length, room), 1)
            steps.insert(0, step)
            room //= step
        axes = [_cut(length, step) for length, step in zip(sizes, steps, strict=True)]
        return cls(tuple(product(*axes)), tuple(_cut(prod(meetings.taps), count)))

    def buffer(self, channels: int, dtype: np.dtype) -> np.ndarray:
        """Return room for the windows of any block: to ask for new memory for each costs as much as to fill it."""
        outputs = prod(len(part) for part in self.tiles[0])
        return np.empty(channels * len(self.taps[0]) * outputs, working(dtype))


def _cut(length: int, step: int) -> list[range]:
    return [range(first, min(first + step, length)) for first in range(0, length, step)]


def _wide(dtype: np.dtype) -> np.dtype:
    """Return a dtype with more digits, of floats."""
    return np.result_type(dtype, np.float64) if dtype.kind in "fc" else dtype


def _place(tile: Tile) -> tuple[slice, ...]:
    batch, *outputs = (slice(part.start, part.stop) for part in tile)
    return (batch, slice(None), *outputs)


def _by_tap(w: np.ndarray, dtype: np.dtype, groups: int) -> np.ndarray:
    """Return the weights by group, output, channel and tap."""
    return w.astype(dtype, copy=False).reshape(groups, w.shape[0] // groups, w.shape[1], -1)


def _matrix(weights: np.ndarray, taps: range) -> np.ndarray:
    """Return some taps of the weights as one matrix for each group: outputs by channels and taps."""
    return weights[..., taps.start : taps.stop].reshape(*weights.shape[:2], -1)


def _gathered(
    x: np.ndarray, tile: Tile, taps: range, buffer: np.ndarray, meetings: Meetings, batch: int = 0
) -> np.ndarray:
    """Return the windows of a tile under some taps: batch, channels, taps, outputs; the batch may stand elsewhere."""
    outputs = tuple(map(len, tile[1:]))
    shape = [x.shape[1], len(taps), *outputs]
    shape.insert(batch, len(tile[0]))
    windows = _shaped(buffer, shape)
    members = (slice(tile[0].start, tile[0].stop), slice(None))
    for number, (into, source) in enumerate(_pairs(tile, taps, meetings)):
        under = np.moveaxis(windows, batch, 0)[:, :, number]
        if any(piece.stop - piece.start < size for piece, size in zip(into, outputs, strict=True)):
            under[...] = 0
        under[(..., *into)] = x[(*members, *source)]
    return windows


def _shaped(buffer: np.ndarray, shape: Sequence[int]) -> np.ndarray:
    return buffer[: prod(shape)].reshape(shape)


def _pairs(tile: Tile, taps: range, meetings: Meetings) -> Iterator[tuple[tuple[slice, ...], tuple[slice, ...]]]:
    """Yield, for each tap, which outputs of a tile it brings together with which samples."""
    along = [
        [_meeting(wanted, stride, first, n) for first in reach]
        for wanted, stride, reach, n in zip(tile[1:], meetings.stride, meetings.reach, meetings.samples, strict=True)
    ]
    for number in taps:
        j = np.unravel_index(number, meetings.taps)
        into, source = zip(*(axis[place] for axis, place in zip(along, j, strict=True)), strict=True)
        yield into, source


def _meeting(wanted: range, stride: int, reach: int, n: int) -> tuple[slice, slice]:
    """Return which of the wanted outputs read a sample under one tap, and which samples; both may be empty."""
    first = max(wanted.start, -(reach // stride))
    stop = max(first, min(wanted.stop, (n - 1 - reach) // stride + 1))
    start = stride * first + reach
    samples = slice(start, start + stride * (stop - first - 1) + 1, stride) if stop > first else slice(0, 0)
    return slice(first - wanted.start, stop - wanted.start), samples
