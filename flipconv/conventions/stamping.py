"""How a kernel lies on a signal, and transposed calls, which stamp it on samples that lie apart."""

from __future__ import annotations

import numpy as np

from flipconv.conventions.model import Convention
from flipconv.flips import flip
from flipconv.operators import correlate

Reach = tuple[int, int]


def laid(convention: Convention, h: np.ndarray) -> np.ndarray:
    """Return the kernel as it lies on the signal: dilated, and reversed along the axes that are convolved."""
    spans = [d * (m - 1) + 1 for m, d in zip(h.shape, convention.dilation, strict=True)]
    laid = np.zeros(spans, h.dtype)
    laid[tuple(slice(None, None, d) for d in convention.dilation)] = h
    return flip(laid, axes=[axis for axis, s in enumerate(convention.sign) if s < 0])


def valid(x: np.ndarray, h: np.ndarray) -> np.ndarray:
    """Correlate where the kernel lies inside the signal; what is to be conjugated has been by now."""
    return correlate(x, np.conj(h) if np.iscomplexobj(h) else h, mode="valid")


def stamped(convention: Convention, x: np.ndarray, h: np.ndarray) -> np.ndarray:
    """Stamp the kernel on samples that lie apart by the stride, and crop."""
    apart = [t * (n - 1) + 1 for n, t in zip(x.shape, convention.stride, strict=True)]
    spread = np.zeros(apart, x.dtype)
    spread[tuple(slice(None, None, t) for t in convention.stride)] = x
    kernel = laid(convention, h)
    y = valid(np.pad(spread, [(span - 1, span - 1) for span in kernel.shape]), kernel)
    crops = [crop(convention, n, m, axis) for axis, (n, m) in enumerate(zip(x.shape, h.shape, strict=True))]
    y = np.pad(y, [(max(-before, 0), max(-after, 0)) for before, after in crops])
    if any("wrap" in edges for edges in convention.boundary):
        y = _wound(convention, y, crops)
        crops = [(0, 0) if "wrap" in edges else pair for edges, pair in zip(convention.boundary, crops, strict=True)]
    kept = tuple(
        slice(max(before, 0), size - max(after, 0)) for size, (before, after) in zip(y.shape, crops, strict=True)
    )
    if not y[kept].size:
        raise ValueError(f"the crop {crops} leaves no output: x has shape {x.shape} and h {h.shape}")
    return y[kept]


def _wound(convention: Convention, y: np.ndarray, crops: list[Reach]) -> np.ndarray:
    """Wind the stamped samples that a crop would drop around the outputs that are kept."""
    for axis, (edges, (before, after)) in enumerate(zip(convention.boundary, crops, strict=True)):
        if "wrap" in edges:
            size = y.shape[axis] - max(before, 0) - max(after, 0)
            wound = np.zeros((size, *np.delete(y.shape, axis)), y.dtype)
            places = (np.arange(y.shape[axis]) - max(before, 0)) % size
            np.add.at(wound, places, np.moveaxis(y, axis, 0))
            y = np.moveaxis(wound, 0, axis)
    return y


def crop(convention: Convention, n: int, m: int, axis: int) -> Reach:
    """
    Return how many of the stamped samples a transposed call drops before and after; negative where it adds zeros.

    Examples
    --------
    >>> crop(Convention(sign=(-1,), transposed=True, stride=2, output="full"), 5, 3, 0)
    (0, 0)
    """
    t, d = convention.stride[axis], convention.dilation[axis]
    span = d * (m - 1) + 1
    if convention.output == "full":
        return 0, 0
    if convention.output == "padded":
        return convention.pads[axis]
    if convention.output == "valid":
        # those that every tap reaches, and pads beyond them
        return span - 1 - convention.pads[axis][0], span - 1 - convention.pads[axis][1]
    # "same": t outputs for each sample
    spare = span - t
    before = max(spare, 0) // 2 if convention.alignment != "lower" else -(-max(spare, 0) // 2)
    return before, spare - before
