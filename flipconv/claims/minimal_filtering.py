"""Claims: short filters with fewer multiplications than taps times outputs, without a Fourier transform."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from flipconv.claims.evidence import Symbolic
from flipconv.claims.register import claim
from flipconv.flips import flip
from flipconv.operators import correlate

WINOGRAD = "A. Lavin, S. Gray, Fast Algorithms for Convolutional Neural Networks, 2016, section 4.1, after S. Winograd"
HALF = Fraction(1, 2)


def _four_products(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Return two outputs of three taps by four products of sums."""
    a, b, c, d = x
    first = (a - c) * w[0]
    second = (b + c) * ((w[0] + w[1] + w[2]) * HALF)
    third = (c - b) * ((w[0] - w[1] + w[2]) * HALF)
    fourth = (b - d) * w[2]
    return np.array([first + second + third, second - third - fourth])


def _inner_products(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    return correlate(x, np.conj(w), mode="valid")


def four_products_with_the_taps_flipped(x, w):
    """The taps reversed: a convolution."""
    return _four_products(x, w), _inner_products(x, flip(w))


def four_products_with_the_halves_forgotten(x, w):
    """The taps doubled, as without the halves."""
    return _four_products(x, w), _inner_products(x, w + w)


@claim(
    label="two-outputs-of-three-taps-take-four-products",
    title="Two outputs of a correlation with three taps take four products of sums, not six.",
    statement=(
        r"\begin{gathered} y_0 = p_1 + p_2 + p_3, \quad y_1 = p_2 - p_3 - p_4 \\"
        r" p_1 = (x_0 - x_2)\, w_0, \quad p_2 = (x_1 + x_2)\, \tfrac{w_0 + w_1 + w_2}{2} \\"
        r" p_3 = (x_2 - x_1)\, \tfrac{w_0 - w_1 + w_2}{2}, \quad p_4 = (x_1 - x_3)\, w_2 \end{gathered}"
    ),
    given="no conjugate, as in layers; sums of taps alone are taken once, for all samples",
    evidence=Symbolic((((4,), (3,)),)),
    counterfeits=(four_products_with_the_taps_flipped, four_products_with_the_halves_forgotten),
    source=WINOGRAD,
)
def two_outputs_of_three_taps_take_four_products(x, w):
    """Multiplied out, what the four products hold too much of cancels."""
    return _four_products(x, w), _inner_products(x, w)
