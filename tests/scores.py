"""
Independent roads to the scores of a template: sums of Python numbers, window by window, and what rounding may add.

Nothing here is taken from flipconv. The picture is the portrait that scikit-image's wheel carries.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import log2

import numpy as np
import pytest
from scipy import ndimage
from skimage.data import astronaut

PORTRAIT: np.ndarray = astronaut()[:240, :300, 0]
"""One channel of it, cropped to no square."""
_ = PORTRAIT.setflags(write=False)

PLACES = pytest.mark.parametrize("window", [np.s_[60:93, 190:214], np.s_[100:116, 7:40], np.s_[3:5, 200:203]])


def windows_of(x: np.ndarray, shape: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], list]]:
    """Yield the place and the entries of every window, in Python numbers."""
    for place in np.ndindex(*(n - m + 1 for n, m in zip(x.shape, shape, strict=True))):
        yield place, x[tuple(np.s_[k : k + m] for k, m in zip(place, shape, strict=True))].ravel().tolist()


def exact_parts(window: list, taps: list) -> tuple[Fraction, Fraction, Fraction]:
    """Return the product and the two energies of a window and a template, less their means, as fractions."""
    w, t = ([Fraction(entry) - Fraction(sum(map(Fraction, a)), 1) / len(a) for entry in a] for a in (window, taps))
    products = ((w, t), (w, w), (t, t))
    return tuple(sum((a * b for a, b in zip(*pair, strict=True)), Fraction(0)) for pair in products)  # pyright: ignore


def exact_score(window: list, taps: list) -> float:
    product, energy_of_window, energy = exact_parts(window, taps)
    if energy_of_window == 0:
        return 0.0
    square = product**2 / (energy_of_window * energy)
    return float(square) ** 0.5 * (1 if product > 0 else -1)


def rounding(x: np.ndarray, template: np.ndarray, dtype: type = np.float64) -> float:
    """Return the bound of the road through spectra for whichever transforms a library takes (Higham, ch. 24)."""
    places = 4 * x.size  # every library pads to less than twice each side
    weight = float(np.linalg.norm(x.astype(float).ravel())) * float(np.abs(template.astype(float)).sum())
    return 32 * (log2(places) + 1) * float(np.finfo(dtype).eps) / 2 * weight


def varying(x: np.ndarray, template: np.ndarray) -> np.ndarray:
    """Return the product of the sizes of each window and the template, without their means, by whole sums."""
    m = template.size
    ones = np.ones(template.shape, np.int64)
    inside = tuple(np.s_[k // 2 : k // 2 + n - k + 1] for n, k in zip(x.shape, template.shape, strict=True))
    wide = x.astype(np.int64)
    sums, squares = (ndimage.correlate(a, ones, mode="constant")[inside] for a in (wide, wide * wide))
    t = template.astype(np.int64)
    return np.sqrt((m * squares - sums**2).astype(float) / m * float(m * (t * t).sum() - t.sum() ** 2) / m)
