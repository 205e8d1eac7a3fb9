"""Claims: differences, and the sign that they have on a ramp."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from flipconv.claims.evidence import Case, Exhausted
from flipconv.claims.register import claim
from flipconv.operators import convolve, correlate

RAMP = 3 * np.arange(7) + 2


def _difference_kernels() -> Iterator[Case]:
    for m in (2, 3, 4):
        for taps in product(range(-2, 3), repeat=m):
            if sum(taps) == 0:
                yield Case((RAMP, np.array(taps)))


def _slope(x: np.ndarray, h: np.ndarray) -> np.ndarray:
    """Return what correlating gives at every place: the slope times the moment of the kernel."""
    moment = sum(j * int(tap) for j, tap in enumerate(h))
    return np.full(len(x) - len(h) + 1, 3 * moment)


def convolved_with_the_same_sign(x, h):
    """The minus sign of the convolution forgotten."""
    both, expected = _both(x, h)
    return both, expected[[0, 0]]


def taps_that_do_not_add_up_to_zero(x, h):
    """One more in the first tap, so that a constant shows through."""
    h = h + (np.arange(len(h)) == 0)
    return _both(x, h)


def _both(x: np.ndarray, h: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    both = np.array([correlate(x, h, mode="valid"), convolve(x, h, mode="valid")])
    return both, np.array([_slope(x, h), -_slope(x, h)])


@claim(
    label="a-ramp-tells-the-sign-of-a-difference",
    title="On a ramp, correlating with a kernel of differences gives moment times slope, and convolving the negative.",
    statement=(
        r"\begin{gathered} x[n] = b n + c, \quad \sum_j h[j] = 0 \\"
        r" \Rightarrow\quad (h \star x)[k] = b \sum_j j\, h[j] , \quad (x * h)[n] = -b \sum_j j\, h[j] \end{gathered}"
    ),
    given="real kernels, where the kernel lies inside the signal",
    evidence=Exhausted(
        "the ramp 2, 5, 8 ... of seven samples; every kernel of 2 to 4 taps from -2 to 2 that add up to 0",
        _difference_kernels,
    ),
    counterfeits=(convolved_with_the_same_sign, taps_that_do_not_add_up_to_zero),
    source="this site",
)
def a_ramp_tells_the_sign_of_a_difference(x, h):
    """What all taps have in common adds up to zero; what is left is $j$ steps of the slope, on or back."""
    return _both(x, h)
