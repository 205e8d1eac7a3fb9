"""Random layers without symmetry: every length drawn by itself, one to three dimensions, even and odd kernels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Drawn:
    """The arguments of a layer, and what comes back from above."""

    x: np.ndarray
    w: np.ndarray
    b: np.ndarray
    how: dict[str, Any]

    def dy(self, y: np.ndarray, seed: int) -> np.ndarray:
        """Return a gradient of the shape of what the layer returns."""
        return entries(np.random.default_rng(seed), y.shape, complex_too=bool(np.iscomplexobj(self.x)))


def entries(rng: np.random.Generator, shape: tuple[int, ...], *, complex_too: bool = False) -> np.ndarray:
    """Return integers of both signs, as floats: sums of their products take no rounding."""
    real = rng.integers(-9, 10, shape).astype(float)
    return real + 1j * rng.integers(-9, 10, shape) if complex_too else real


def drawn(seed: int, *, complex_too: bool = False, small: bool = False) -> Drawn:
    """Return a layer: groups, depthwise, strides, holes and uneven padding among them."""
    rng = np.random.default_rng(seed)
    d = int(rng.integers(1, 4))
    longest = (7, 5, 3)[d - 1] if small else (12, 7, 5)[d - 1]
    groups = int(rng.choice([1, 1, 1, 2, 3]))
    blocks = int(rng.choice([1, 1, 2, 3]))
    # now and then depthwise: one channel in each group
    of_block = 1 if rng.integers(4) == 0 else blocks
    outputs = groups * int(rng.integers(1, 4))
    taps = tuple(int(m) for m in rng.integers(1, (6, 4, 3)[d - 1], d))
    dilation = tuple(int(size) for size in rng.choice([1, 1, 2, 3], d))
    stride = tuple(int(step) for step in rng.choice([1, 1, 2, 3], d))
    padding = tuple((int(rng.integers(0, 4)), int(rng.integers(0, 4))) for _ in range(d))
    spans = [size * (m - 1) + 1 for m, size in zip(taps, dilation, strict=True)]
    samples = tuple(
        int(rng.integers(max(1, span - before - after), max(2, span - before - after) + longest))
        for span, (before, after) in zip(spans, padding, strict=True)
    )
    x = entries(rng, (int(rng.integers(1, 3)), groups * of_block, *samples), complex_too=complex_too)
    w = entries(rng, (outputs, of_block, *taps), complex_too=complex_too)
    b = entries(rng, (outputs,), complex_too=complex_too)
    return Drawn(x, w, b, {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups})
