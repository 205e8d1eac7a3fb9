"""
Claims: each output is an inner product of the kernel with a window of the signal.

These are the window forms of the question: the sum of a Hadamard product, the Frobenius inner
product, the trace of a matrix product.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from flipconv.claims.bases import Basis
from flipconv.claims.register import claim
from flipconv.flips import flip
from flipconv.matrices import frobenius, trace_form
from flipconv.operators import convolve, correlate
from flipconv.windows import windows

HORN = "R. A. Horn, C. R. Johnson, Matrix Analysis, 2nd ed., 2013, section 5.2"

IMAGES = (((3, 4), (2, 2)), ((3, 3), (2, 3)), ((2, 3), (2, 1)))
MATRICES = (((2, 3), (2, 3)), ((3, 2), (3, 2)), ((3, 3), (3, 3)))


def _at_each_window(x: np.ndarray, h: np.ndarray, value: Callable[[np.ndarray], Any]) -> np.ndarray:
    """Return a function of each window of the image that a kernel can lie on."""
    seen = windows(x, h.shape)
    y = np.empty(seen.shape[: x.ndim], dtype=np.result_type(x, h))
    for place in np.ndindex(y.shape):
        y[place] = value(seen[place])
    return y


def hadamard_without_conjugate(x, h):
    """The conjugate left out."""
    return correlate(x, h, mode="valid", method="direct"), _at_each_window(x, h, lambda window: (h * window).sum())


def hadamard_with_the_kernel_flipped(x, h):
    """Convolution's window form."""
    return correlate(x, h, mode="valid", method="direct"), _at_each_window(
        x, h, lambda window: (np.conj(flip(h)) * window).sum()
    )


@claim(
    label="correlation-is-a-hadamard-sum",
    title="Each output of a correlation is the sum of the kernel times the window, cell by cell.",
    statement=r"(h \star x)[k] = \sum_{i,j} \bigl(\overline{h} \circ W_k\bigr)_{ij}",
    evidence=Basis(IMAGES),
    counterfeits=(hadamard_without_conjugate, hadamard_with_the_kernel_flipped),
    source="the question's first matrix; " + HORN,
)
def correlation_is_a_hadamard_sum(x, h):
    """The window $W_k$ holds $x[k + j]$ at place $j$, just where the sum wants it."""
    return correlate(x, h, mode="valid", method="direct"), _at_each_window(
        x, h, lambda window: (np.conj(h) * window).sum()
    )


def convolution_with_the_kernel_upright(x, h):
    """Correlation's window form."""
    return convolve(x, h, mode="valid", method="direct"), _at_each_window(x, h, lambda window: (h * window).sum())


def convolution_with_the_kernel_transposed_in_place(x, h):
    """Only the columns flipped."""
    return convolve(x, h, mode="valid", method="direct"), _at_each_window(
        x, h, lambda window: (flip(h, axes=1) * window).sum()
    )


@claim(
    label="convolution-is-a-hadamard-sum-with-the-flip",
    title="Each output of a convolution is the sum of the flipped kernel times the window, cell by cell.",
    statement=r"(x * h)[n] = \sum_{i,j} \bigl(\flip h \circ W_n\bigr)_{ij}",
    evidence=Basis(IMAGES),
    counterfeits=(convolution_with_the_kernel_upright, convolution_with_the_kernel_transposed_in_place),
    source="the question's second matrix; " + HORN,
)
def convolution_is_a_hadamard_sum_with_the_flip(x, h):
    """The sum wants $x[n - j]$ at tap $j$; the window holds it at place $m - 1 - j$."""
    return convolve(x, h, mode="valid", method="direct"), _at_each_window(x, h, lambda window: (flip(h) * window).sum())


def frobenius_with_the_operands_swapped(x, h):
    """The window conjugated instead of the kernel."""
    return correlate(x, h, mode="valid", method="direct"), _at_each_window(x, h, lambda w: _inner(w, h))


def frobenius_of_the_flipped_kernel(x, h):
    """The kernel flipped."""
    return correlate(x, h, mode="valid", method="direct"), _at_each_window(x, h, lambda w: _inner(flip(h), w))


def _inner(a: np.ndarray, b: np.ndarray) -> Any:
    """Return the Frobenius inner product, conjugate in its first argument."""
    return frobenius(np.conj(a), b)


@claim(
    label="correlation-is-a-frobenius-inner-product",
    title="Each output of a correlation is the Frobenius inner product of kernel and window.",
    statement=r"(h \star x)[k] = \langle h, W_k \rangle_F",
    evidence=Basis(IMAGES),
    counterfeits=(frobenius_with_the_operands_swapped, frobenius_of_the_flipped_kernel),
    source=HORN,
)
def correlation_is_a_frobenius_inner_product(x, h):
    """The Frobenius inner product treats two matrices as two long vectors."""
    return correlate(x, h, mode="valid", method="direct"), _at_each_window(x, h, lambda w: _inner(h, w))


def trace_without_transpose(a, b):
    """The transpose forgotten, where the shapes allow it."""
    return (a * b).sum(), np.trace(a @ b) if a.shape[0] == a.shape[1] else np.trace(a.T @ b)


def sum_of_the_matrix_product(a, b):
    """Every entry of the product summed, not only its diagonal."""
    return (a * b).sum(), (a.T @ b).sum()


@claim(
    label="frobenius-is-a-trace",
    title="The sum of a Hadamard product of real matrices is the trace of one transposed times the other.",
    statement=r"\sum_{i,j} a_{ij} b_{ij} = \operatorname{tr}(A^{\mathsf T} B)",
    given="real matrices",
    evidence=Basis(MATRICES, real=True),
    counterfeits=(trace_without_transpose, sum_of_the_matrix_product),
    source=HORN,
)
def frobenius_is_a_trace(a, b):
    """Diagonal entry $j$ of the product is column $j$ of $A$ times column $j$ of $B$."""
    return frobenius(a, b), trace_form(a, b)


def trace_with_a_plain_transpose(h, w):
    """The real formula applied to complex kernels."""
    return correlate(w, h, mode="valid", method="direct"), np.trace(h.T @ w).reshape(1, 1)


@claim(
    label="correlation-is-a-trace",
    title="Each output of a correlation is the trace of the kernel's conjugate transpose times the window.",
    statement=r"(h \star x)[k] = \operatorname{tr}(h^{\mathsf H} W_k)",
    evidence=Basis(MATRICES),
    counterfeits=(trace_with_a_plain_transpose,),
    rests_on=("correlation-is-a-frobenius-inner-product",),
    source=HORN,
)
def correlation_is_a_trace(h, w):
    """Diagonal entry $j$ is column $j$ of $h$, conjugated, times column $j$ of $W_k$; here the image is one window."""
    return correlate(w, h, mode="valid", method="direct"), np.array([[np.trace(np.conj(h.T) @ w)]])
