"""Claims: circulants, the matrices of both operations round a circle, which the Fourier transform diagonalises."""

from __future__ import annotations

import numpy as np

from flipconv.claims.bases import Basis
from flipconv.claims.evidence import Shape
from flipconv.claims.register import claim
from flipconv.flips import flip
from flipconv.matrices import circulant, correlation_circulant, toeplitz
from flipconv.operators import convolve, correlate

DAVIS = "P. J. Davis, Circulant Matrices, 1979, chapter 3"

ROUND: tuple[tuple[Shape, Shape], ...] = (((3,), (2,)), ((2,), (5,)), ((2, 3), (2, 2)))
"""Signal and kernel: even, longer than twice the circle, and on a torus."""


def circulant_without_the_flip(x, h):
    """The matrix of correlating round a circle, with the conjugate undone."""
    return correlation_circulant(np.conj(h), x.shape) @ x.ravel(), _round(convolve, x, h)


def circulant_of_zeros(x, h):
    """Nothing wraps."""
    return toeplitz(h, x.shape, "same", anchor=0) @ x.ravel(), _round(convolve, x, h)


def _round(operation, x, h):
    return operation(x, h, mode="same", boundary="wrap", anchor=0, method="direct").ravel()


@claim(
    label="convolving-round-a-circle-is-a-circulant",
    title="A circulant times a signal is their convolution round a circle, for kernels longer than the circle too.",
    statement=r"C_h\, x = x \circledast h",
    evidence=Basis(ROUND),
    counterfeits=(circulant_without_the_flip, circulant_of_zeros),
    source=DAVIS,
)
def convolving_round_a_circle_is_a_circulant(x, h):
    """The entry in row $k$ and column $i$ is what the taps congruent to $k - i$ add up to."""
    return circulant(h, x.shape) @ x.ravel(), _round(convolve, x, h)


def correlating_round_a_circle_with_the_flip(x, h):
    """The circulant of convolving."""
    return circulant(np.conj(h), x.shape) @ x.ravel(), _round(correlate, x, h)


def correlating_round_a_circle_without_conjugate(x, h):
    """The conjugate left out."""
    return correlation_circulant(np.conj(h), x.shape) @ x.ravel(), _round(correlate, x, h)


@claim(
    label="correlating-round-a-circle-is-a-circulant",
    title="Correlating round a circle is a circulant as well.",
    statement=r"\check C_h\, x = h \mathbin{\star_n} x",
    evidence=Basis(ROUND),
    counterfeits=(correlating_round_a_circle_with_the_flip, correlating_round_a_circle_without_conjugate),
    source=DAVIS,
)
def correlating_round_a_circle_is_a_circulant(x, h):
    """The entry in row $k$ and column $i$ is what the conjugates of the taps congruent to $i - k$ add up to."""
    return correlation_circulant(h, x.shape) @ x.ravel(), _round(correlate, x, h)


def transposed_circulant_of_the_plain_flip(h):
    """Reversed as a list, which moves the tap at 0 to the other end."""
    return circulant(h, h.shape).T, circulant(flip(h), h.shape)


def circulant_not_transposed(h):
    """No transpose."""
    return circulant(h, h.shape), circulant(_reversed_round(h), h.shape)


def _reversed_round(h):
    """Return the kernel whose tap at j is h's at -j, round the circle."""
    return np.roll(flip(h), 1, axis=tuple(range(h.ndim)))


@claim(
    label="the-transpose-of-a-circulant-is-the-circulant-of-the-reversed-kernel",
    title="The transpose of a circulant is the circulant of the kernel reversed round the circle.",
    statement=r"C_h^{\mathsf T} = C_g, \qquad g[j] = h[-j \bmod n]",
    evidence=Basis((((3,),), ((4,),), ((2, 3),))),
    counterfeits=(transposed_circulant_of_the_plain_flip, circulant_not_transposed),
    source=DAVIS,
)
def transpose_of_a_circulant(h):
    """Exchanging row and column turns $k - i$ into its negative; the tap at 0 stays where it is."""
    return circulant(h, h.shape).T, circulant(_reversed_round(h), h.shape)


def toeplitz_matrices_commute(g, h):
    """Toeplitz matrices with zeros beyond the ends, cut to the size of the signal."""
    left, right = (toeplitz(kernel, g.shape, "same") for kernel in (g, h))
    return left @ right, right @ left


def circulants_with_one_transposed_in_place(g, h):
    """One factor transposed on one side only."""
    return circulant(g, g.shape) @ circulant(h, g.shape), circulant(h, g.shape).T @ circulant(g, g.shape)


@claim(
    label="circulants-commute",
    title="Circulants of one size commute.",
    statement=r"C_g\, C_h = C_h\, C_g",
    evidence=Basis((((3,), (2,)), ((2,), (3,)), ((2, 2), (1, 2)))),
    counterfeits=(toeplitz_matrices_commute, circulants_with_one_transposed_in_place),
    source=DAVIS,
)
def circulants_commute(g, h):
    """Both products convolve round the circle with the same merged kernel."""
    return circulant(g, g.shape) @ circulant(h, g.shape), circulant(h, g.shape) @ circulant(g, g.shape)


def _fourier(n: int) -> np.ndarray:
    """Return the matrix of the discrete Fourier transform of 1, 2 or 4 samples: powers of -i, without rounding."""
    powers = np.array([1, -1j, -1, 1j])
    return powers[4 // n * np.outer(np.arange(n), np.arange(n)) % 4]


def _transform(shape: Shape) -> np.ndarray:
    F = np.ones((1, 1))
    for n in shape:
        F = np.kron(F, _fourier(n))
    return F


def spectrum_of_the_reversed_kernel(h):
    """The conjugate transform on the kernel."""
    F = _transform(h.shape)
    return F @ circulant(h, h.shape), (np.conj(F) @ h.ravel())[:, None] * F


def transform_on_the_wrong_side(h):
    """The inverse transform for the transform."""
    F = np.conj(_transform(h.shape))
    return F @ circulant(h, h.shape), (np.conj(F) @ h.ravel())[:, None] * F


def spectrum_of_the_matrix_of_correlating(h):
    """Correlation's circulant with convolution's spectrum."""
    F = _transform(h.shape)
    return F @ correlation_circulant(h, h.shape), (F @ h.ravel())[:, None] * F


@claim(
    label="the-fourier-transform-diagonalises-circulants",
    title="The discrete Fourier transform diagonalises every circulant, and its spectrum stands on the diagonal.",
    statement=r"F\, C_h = \operatorname{diag}(F h)\, F",
    given="1, 2, 4 and 2×4 samples, where the transform is free of rounding",
    evidence=Basis((((1,),), ((2,),), ((4,),), ((2, 4),))),
    counterfeits=(spectrum_of_the_reversed_kernel, transform_on_the_wrong_side, spectrum_of_the_matrix_of_correlating),
    rests_on=("convolution-theorem",),
    source=DAVIS,
)
def fourier_transform_diagonalises_circulants(h):
    """The columns say the convolution theorem for each signal of a basis at once."""
    F = _transform(h.shape)
    return F @ circulant(h, h.shape), (F @ h.ravel())[:, None] * F


def conjugate_spectrum_forgotten(h):
    """The spectrum itself, as for convolution."""
    F = _transform(h.shape)
    return F @ correlation_circulant(h, h.shape), (F @ h.ravel())[:, None] * F


@claim(
    label="correlation-circulants-have-the-conjugate-spectrum",
    title="The Fourier transform diagonalises the circulant of correlating, with the conjugate spectrum.",
    statement=r"F\, \check C_h = \operatorname{diag}(\overline{F h})\, F",
    given="1, 2, 4 and 2×4 samples, where the transform is free of rounding",
    evidence=Basis((((1,),), ((2,),), ((4,),), ((2, 4),))),
    counterfeits=(conjugate_spectrum_forgotten,),
    source=DAVIS,
)
def correlation_circulants_have_the_conjugate_spectrum(h):
    """Correlating round the circle is the adjoint of convolving there, and the adjoint of a diagonal conjugates it."""
    F = _transform(h.shape)
    return F @ correlation_circulant(h, h.shape), np.conj(F @ h.ravel())[:, None] * F
