"""Another road to the layers and their gradients: signals padded whole, and one product of slices for each tap."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tests.layers.drawing import Drawn


def _padded(of: Drawn) -> np.ndarray:
    return np.pad(of.x, [(0, 0), (0, 0), *of.how["padding"]])


def _slices(of: Drawn, outputs: tuple[int, ...], sign: int) -> Iterator[tuple[tuple[int, ...], tuple[slice, ...]]]:
    """Yield each tap with the samples that the outputs read under it; from the last sample back where sign is -1."""
    taps = of.w.shape[2:]
    for j in np.ndindex(taps):
        firsts = [
            size * (jj if sign > 0 else m - 1 - jj) for jj, m, size in zip(j, taps, of.how["dilation"], strict=True)
        ]
        ends = [first + step * (k - 1) + 1 for first, step, k in zip(firsts, of.how["stride"], outputs, strict=True)]
        yield j, tuple(map(slice, firsts, ends, of.how["stride"]))


def _blocks(array: np.ndarray, groups: int, axis: int) -> np.ndarray:
    """Split the channels along an axis into groups."""
    shape = array.shape
    return array.reshape(*shape[:axis], groups, shape[axis] // groups, *shape[axis + 1 :])


def forward(of: Drawn, outputs: tuple[int, ...], sign: int) -> np.ndarray:
    """Return what the layer gives, without its bias."""
    groups, wide = of.how["groups"], _padded(of)
    total: np.ndarray = np.zeros((), wide.dtype)
    weights = _blocks(np.conj(of.w) if sign > 0 else of.w, groups, 0)
    for j, place in _slices(of, outputs, sign):
        read = _blocks(wide[(..., *place)], groups, 1)
        total = total + np.einsum("goc,ngc...->ngo...", weights[(..., *j)], read)
    return total.reshape(len(of.x), of.w.shape[0], *outputs)


def gradients(of: Drawn, dy: np.ndarray, sign: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the gradients of the signals and of the weights."""
    groups, wide, outputs = of.how["groups"], _padded(of), dy.shape[2:]
    stamped, dw = np.zeros_like(wide), np.zeros_like(of.w)
    weights, back = _blocks(of.w if sign > 0 else np.conj(of.w), groups, 0), _blocks(dy, groups, 1)
    for j, place in _slices(of, outputs, sign):
        stamp = np.einsum("goc,ngo...->ngc...", weights[(..., *j)], back)
        stamped[(..., *place)] += stamp.reshape(*of.x.shape[:2], *outputs)
        read = _blocks(wide[(..., *place)], groups, 1)
        one, other = (read, np.conj(back)) if sign > 0 else (np.conj(read), back)
        one, other = (part.reshape(*part.shape[:3], -1) for part in (one, other))
        dw[(..., *j)] = np.einsum("ngck,ngok->goc", one, other).reshape(of.w.shape[:2])
    inside = [slice(before, before + n) for n, (before, _) in zip(of.x.shape[2:], of.how["padding"], strict=True)]
    return stamped[(..., *inside)], dw
