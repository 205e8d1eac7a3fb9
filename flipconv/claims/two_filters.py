"""Claims: two filters in a row, of one kind or of both."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from flipconv.claims.bases import Basis
from flipconv.claims.evidence import Shape
from flipconv.claims.register import claim
from flipconv.flips import flip
from flipconv.operators import convolve, correlate

ROWS: tuple[tuple[Shape, ...], ...] = (
    ((1,), (2,), (3,)),
    ((4,), (2,), (2,)),
    ((3,), (3,), (2,)),
    ((2, 2), (1, 2), (2, 1)),
)


def _full(operation: Callable[..., np.ndarray], x: np.ndarray, h: np.ndarray) -> np.ndarray:
    return operation(x, h, method="direct")


def mixed_with_the_kernels_convolved(x, g, f):
    """The kernels convolved, as for two filters of one kind."""
    return _full(correlate, _full(convolve, x, g), f), _full(convolve, x, _full(convolve, g, f))


def mixed_with_the_kernels_exchanged(x, g, f):
    """The first kernel laid on the second."""
    return _full(correlate, _full(convolve, x, g), f), _full(convolve, x, _full(correlate, f, g))


def mixed_into_a_correlation(x, g, f):
    """The merged filter of the second one's kind."""
    return _full(correlate, _full(convolve, x, g), f), _full(correlate, x, _full(correlate, g, f))


@claim(
    label="convolving-then-correlating-convolves-once",
    title="Convolving with one kernel and then correlating with another is convolving with their correlation.",
    statement=r"f \star (g * x) = (f \star g) * x",
    given="mode full",
    evidence=Basis(ROWS),
    counterfeits=(mixed_with_the_kernels_convolved, mixed_with_the_kernels_exchanged, mixed_into_a_correlation),
    rests_on=("correlation-is-flipped-convolution", "convolution-associates"),
    source="this site",
)
def convolving_then_correlating_convolves_once(x, g, f):
    """The first filter moves a sample on by $q$ and the second takes it back by $p$: on by $q - p$ in all."""
    return _full(correlate, _full(convolve, x, g), f), _full(convolve, x, _full(correlate, g, f))


def order_exchanged_with_a_flip(x, g, f):
    """One kernel flipped on the way, as if the order had to be paid for."""
    return _full(correlate, _full(correlate, x, g), f), _full(correlate, _full(correlate, x, flip(f)), g)


def order_of_a_mixed_pair_taken_by_kind(x, g, f):
    """The kernels exchanged between a convolution and a correlation."""
    return _full(correlate, _full(convolve, x, g), f), _full(correlate, _full(convolve, x, f), g)


@claim(
    label="the-order-of-two-correlations-is-free",
    title="Two correlations in a row may be run in either order, though correlation does not commute.",
    statement=r"f \star (g \star x) = g \star (f \star x)",
    given="mode full",
    evidence=Basis(ROWS),
    counterfeits=(order_exchanged_with_a_flip, order_of_a_mixed_pair_taken_by_kind),
    rests_on=("two-correlations-compose-by-convolving-their-kernels", "convolution-commutes"),
    source="this site",
)
def the_order_of_two_correlations_is_free(x, g, f):
    """Both are one correlation with the convolution of the two kernels, and that convolution commutes."""
    return _full(correlate, _full(correlate, x, g), f), _full(correlate, _full(correlate, x, f), g)
