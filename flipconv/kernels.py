"""
Named kernels, each with its scale and where it comes from.

The taps are integers, so that what is drawn and proved with them is exact; `Kernel.scale` is the
factor that makes them what the literature uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np


@dataclass(frozen=True, eq=False)
class Kernel:
    """
    A kernel of integers with a name, a scale and a source.

    Parameters
    ----------
    name : str
        What the field calls it.
    taps : numpy.ndarray
        Integers, read-only.
    scale : fractions.Fraction
        The factor in front of the taps.
    source : str
        Where the numbers are from.

    Examples
    --------
    >>> EMBOSS.taps.tolist()
    [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]
    """

    name: str
    taps: np.ndarray
    scale: Fraction
    source: str

    @property
    def values(self) -> np.ndarray:
        """Taps times scale, in floats."""
        return self.taps * float(self.scale)


def _kernel(name: str, rows: list[list[int]], source: str, scale: Fraction | int = 1) -> Kernel:
    taps = np.array(rows)
    taps.setflags(write=False)
    return Kernel(name, taps, Fraction(scale), source)


GAUSSIAN = _kernel(
    "Gaussian 5x5",
    [[1, 4, 7, 4, 1], [4, 16, 26, 16, 4], [7, 26, 41, 26, 7], [4, 16, 26, 16, 4], [1, 4, 7, 4, 1]],
    "the question this project answers; R. Fisher et al., Hypermedia Image Processing Reference, Gaussian smoothing",
    Fraction(1, 273),
)
"""The 5x5 Gaussian of the question, in integers."""
BOX = _kernel("box blur", [[1, 1, 1], [1, 1, 1], [1, 1, 1]], "the mean of nine neighbours", Fraction(1, 9))
"""The box blur."""
LAPLACIAN = _kernel("Laplacian", [[0, 1, 0], [1, -4, 1], [0, 1, 0]], "second differences along both axes, added")
"""The Laplacian with four neighbours."""
SHARPEN = _kernel("sharpen", [[0, -1, 0], [-1, 5, -1], [0, -1, 0]], "the identity less the Laplacian")
"""The usual 3x3 sharpening kernel."""
SOBEL_X = _kernel(
    "Sobel, along columns",
    [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
    "I. Sobel, An Isotropic 3x3 Image Gradient Operator, 1968 (published 2014)",
    Fraction(1, 8),
)
"""The Sobel kernel for differences along columns."""
PREWITT_X = _kernel(
    "Prewitt, along columns",
    [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]],
    "J. M. S. Prewitt, Object Enhancement and Extraction, 1970",
    Fraction(1, 6),
)
"""The Prewitt kernel for differences along columns."""
EMBOSS = _kernel("emboss", [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]], "the usual 3x3 relief of image editors")
"""A relief: neither even nor odd."""
LETTER_F = _kernel(
    "letter F",
    [[1, 1, 1], [1, 0, 0], [1, 1, 0], [1, 0, 0], [1, 0, 0]],
    "a glyph with no symmetry: no flip, rotation or transposition leaves it alone",
)
"""A glyph with no symmetry at all."""

KERNELS: tuple[Kernel, ...] = (GAUSSIAN, BOX, LAPLACIAN, SHARPEN, SOBEL_X, PREWITT_X, EMBOSS, LETTER_F)
