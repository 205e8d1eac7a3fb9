"""Claims: both operations as matrices, in every mode, border and anchor."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from flipconv.claims.bases import Basis
from flipconv.claims.evidence import How, Shape
from flipconv.claims.register import claim
from flipconv.claims.settings import every_mode, mirrored
from flipconv.matrices import correlation_toeplitz, exchange, toeplitz
from flipconv.operators import convolve, correlate
from flipconv.shapes import convolution_anchor

GOLUB = "G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed., 2013, sections 1.2.11 and 4.7"
HANSEN = "P. C. Hansen, J. G. Nagy, D. P. O'Leary, Deblurring Images, 2006, chapter 4"

SHAPES: tuple[tuple[Shape, Shape], ...] = (((2,), (3,)), ((2, 2), (1, 2)))
"""Signal and kernel: one longer than the signal, and one of even length in the plane."""


def linear_modes(n: Shape, m: Shape) -> Iterator[How]:
    """Yield every mode, border and anchor that makes a linear operator."""
    for how in every_mode(n, m):
        if "cval" not in how:
            yield {name: value for name, value in how.items() if name != "method"}


def _convolved(x, h, how):
    return convolve(x, h, **how, method="direct").ravel()


def _correlated(x, h, how):
    return correlate(x, h, **how, method="direct").ravel()


def matrix_without_the_flip(x, h, **how):
    """The matrix of correlating, with the conjugate undone."""
    return correlation_toeplitz(np.conj(h), x.shape, **how) @ x.ravel(), _convolved(x, h, how)


def matrix_of_zeros_beyond_the_ends(x, h, **how):
    """Every border taken for zeros."""
    return toeplitz(h, x.shape, **{**how, "boundary": "constant"}) @ x.ravel(), _convolved(x, h, how)


def matrix_with_the_anchor_mirrored(x, h, **how):
    """The anchor of the flipped kernel."""
    return toeplitz(h, x.shape, **mirrored(how, h)) @ x.ravel(), _convolved(x, h, how)


def matrix_of_the_conjugate(x, h, **how):
    """A conjugate too many."""
    return toeplitz(np.conj(h), x.shape, **how) @ x.ravel(), _convolved(x, h, how)


@claim(
    label="convolving-is-a-toeplitz-matrix",
    title="The Toeplitz matrix of a kernel times a signal is their convolution, in every mode, border and anchor.",
    statement=r"T_h\, x = x * h",
    evidence=Basis(SHAPES, linear_modes),
    counterfeits=(
        matrix_without_the_flip,
        matrix_of_zeros_beyond_the_ends,
        matrix_with_the_anchor_mirrored,
        matrix_of_the_conjugate,
    ),
    source=f"{GOLUB}; {HANSEN}",
)
def convolving_is_a_toeplitz_matrix(x, h, **how):
    """Row $i$ holds tap $j$ in the column of the sample that shows at $i - j$; taps that meet there add up."""
    return toeplitz(h, x.shape, **how) @ x.ravel(), _convolved(x, h, how)


def correlation_matrix_without_conjugate(x, h, **how):
    """The conjugate left out."""
    return correlation_toeplitz(np.conj(h), x.shape, **how) @ x.ravel(), _correlated(x, h, how)


def correlation_matrix_with_the_flip(x, h, **how):
    """The matrix of convolving."""
    return toeplitz(np.conj(h), x.shape, **how) @ x.ravel(), _correlated(x, h, how)


def correlation_matrix_with_the_other_anchor(x, h, **how):
    """The default anchor of convolution."""
    anchor = {"anchor": tuple(map(convolution_anchor, h.shape))} if how["mode"] == "same" else {}
    return correlation_toeplitz(h, x.shape, **{**anchor, **how}) @ x.ravel(), _correlated(x, h, how)


@claim(
    label="correlating-is-a-toeplitz-matrix",
    title="Correlating has its matrix, too, in every mode, border and anchor.",
    statement=r"\check T_h\, x = h \star x",
    evidence=Basis(SHAPES, linear_modes),
    counterfeits=(
        correlation_matrix_without_conjugate,
        correlation_matrix_with_the_flip,
        correlation_matrix_with_the_other_anchor,
    ),
    source=f"{GOLUB}; {HANSEN}",
)
def correlating_is_a_toeplitz_matrix(x, h, **how):
    """Row $k$ holds the conjugate of tap $j$ in the column of the sample that shows at $k + j$."""
    return correlation_toeplitz(h, x.shape, **how) @ x.ravel(), _correlated(x, h, how)


def _with_one_anchor(m: Shape) -> Iterator[How]:
    """Yield the modes with the shape of the signals, and one anchor for both operations."""
    n = (3,) if len(m) == 1 else (2,) * len(m)
    for how in linear_modes(n, m):
        if how["mode"] == "same":
            yield {"n": n, **how, "anchor": (0,) * len(m)}
        else:
            yield {"n": n, **how}


def one_exchange_forgotten(h, n, **how):
    """The signals not reversed."""
    T = toeplitz(h, n, **how)
    return exchange(len(T)) @ T, correlation_toeplitz(np.conj(h), n, **how)


def exchanged_with_a_conjugate(h, n, **how):
    """The conjugate of the kernel forgotten."""
    T = toeplitz(h, n, **how)
    return exchange(len(T)) @ T @ exchange(n), correlation_toeplitz(h, n, **how)


def exchanged_with_the_anchor_mirrored(h, n, **how):
    """The anchor moved, although the kernel stays as it is."""
    T = toeplitz(h, n, **how)
    return exchange(len(T)) @ T @ exchange(n), correlation_toeplitz(np.conj(h), n, **mirrored(how, h))


@claim(
    label="exchange-turns-one-matrix-into-the-other",
    title="Reversing signals and outputs turns the matrix of convolving into that of correlating with the conjugate.",
    statement=r"J\, T_h\, J = \check T_{\overline h}",
    given="one anchor for both",
    evidence=Basis((((2,),), ((3,),), ((1, 2),)), _with_one_anchor),
    counterfeits=(one_exchange_forgotten, exchanged_with_a_conjugate, exchanged_with_the_anchor_mirrored),
    source=GOLUB,
)
def exchange_turns_one_matrix_into_the_other(h, n, **how):
    """Seen from the other end, what lies behind lies ahead: a minus in the index becomes a plus."""
    T = toeplitz(h, n, **how)
    return exchange(len(T)) @ T @ exchange(n), correlation_toeplitz(np.conj(h), n, **how)
