"""
The shapes and settings on which claims about the operators are decided.

Shapes are chosen so that a wrong index shows: no two axes alike, even and odd kernels, kernels
longer than the signal, one to three dimensions, a single sample.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from flipconv.boundaries import BOUNDARIES
from flipconv.claims.evidence import Case, How, Shape
from flipconv.shapes import mirrored_anchor

SHAPES: tuple[tuple[Shape, Shape], ...] = (
    ((1,), (1,)),
    ((1,), (3,)),
    ((2,), (5,)),
    ((3,), (2,)),
    ((4,), (3,)),
    ((2, 3), (2, 2)),
    ((2, 1), (1, 3)),
    ((1, 2, 1), (2, 1, 2)),
)
"""Signal and kernel."""


def every_mode(n: Shape, m: Shape) -> Iterator[How]:
    """Yield every mode that has an output, every border, a border value, and anchors off the default."""
    direct = {"method": "direct"}
    yield {"mode": "full", **direct}
    if all(samples >= taps for samples, taps in zip(n, m, strict=True)):
        yield {"mode": "valid", **direct}
    for boundary in BOUNDARIES:
        yield {"mode": "same", "boundary": boundary, **direct}
    yield {"mode": "same", "boundary": "constant", "cval": 2 - 3j, **direct}
    for anchor in {(0,) * len(m), tuple(taps - 1 for taps in m)}:
        yield {"mode": "same", "anchor": anchor, **direct}


def full_and_same(n: Shape, m: Shape) -> Iterator[How]:
    """Yield the two modes that every pair of shapes has, for claims that rest on one about every mode."""
    yield {"mode": "full", "method": "direct"}
    yield {"mode": "same", "method": "direct"}


def mirrored(how: How, h: np.ndarray) -> How:
    """Return the settings for the flipped kernel: each anchor moves to its mirror image."""
    if "anchor" not in how:
        return how
    places = zip(how["anchor"], h.shape, strict=True)
    return {**how, "anchor": tuple(mirrored_anchor(anchor, taps) for anchor, taps in places)}


def random_call(rng: np.random.Generator) -> Case:
    """Draw a signal and a kernel of Gaussian integers, with any setting that suits them."""
    d = int(rng.integers(1, 4))
    n, m = (tuple(int(length) for length in rng.integers(1, 5, d)) for _ in range(2))
    ways = list(every_mode(n, m))
    how = {**ways[rng.integers(len(ways))], "method": "auto"}
    if "anchor" in how:
        how["anchor"] = tuple(int(rng.integers(taps)) for taps in m)
    x, h = (rng.integers(-9, 10, shape) + 1j * rng.integers(-9, 10, shape) for shape in (n, m))
    return Case((x, h), how)


def square_kernels() -> Iterator[Case]:
    """Yield square kernels of zeros and ones: the smaller first, then the emptier, then in counting order."""
    for size in (1, 2, 3):
        for bits in sorted(range(1, 2 ** (size * size)), key=lambda bits: (bits.bit_count(), bits)):
            yield Case((np.array([bits >> place & 1 for place in range(size * size)]).reshape(size, size),))
