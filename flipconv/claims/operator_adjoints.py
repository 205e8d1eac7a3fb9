"""Claims: the adjoints of the operators as the library has them, mode by mode and border by border."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from flipconv.adjoints import (
    convolve_kernel_adjoint,
    convolve_signal_adjoint,
    correlate_kernel_adjoint,
    correlate_signal_adjoint,
    inner_product,
)
from flipconv.claims.bases import Basis
from flipconv.claims.evidence import How, Shape
from flipconv.claims.matrices import linear_modes
from flipconv.claims.register import claim
from flipconv.claims.settings import mirrored
from flipconv.flips import flip
from flipconv.matrices import correlation_toeplitz, toeplitz
from flipconv.operators import convolve, correlate
from flipconv.shapes import output_length

CLAERBOUT = "J. Claerbout, S. Fomel, Image Estimation by Example, 2014, chapter 1"


def _with_outputs(n: Shape, m: Shape, outputs: Shape) -> Iterator[How]:
    """Yield the modes and borders that give outputs of a shape."""
    for how in linear_modes(n, m):
        if outputs == tuple(output_length(*axis, how["mode"]) for axis in zip(n, m, strict=True)):
            yield how


PAIRINGS = (((2,), (2,), (3,)), ((2,), (2,), (2,)), ((1,), (2,), (1,)), ((2,), (2,), (1,)), ((2, 1), (1, 2), (2, 2)))
"""Signal, kernel and outputs: each mode has its own."""


def signal_adjoint_without_the_flip(x, h, y, **how):
    """The adjoint of correlating with the conjugate kernel."""
    forward = convolve(x, h, **how, method="direct")
    return inner_product(forward, y), inner_product(x, correlate_signal_adjoint(y, np.conj(h), x.shape, **how))


def signal_adjoint_without_conjugate(x, h, y, **how):
    """The transpose, without the conjugate."""
    forward = convolve(x, h, **how, method="direct")
    return inner_product(forward, y), inner_product(x, convolve_signal_adjoint(y, np.conj(h), x.shape, **how))


def signal_adjoint_with_the_anchor_mirrored(x, h, y, **how):
    """The anchor of the flipped kernel."""
    forward = convolve(x, h, **how, method="direct")
    back = convolve_signal_adjoint(y, h, x.shape, **mirrored(how, h))
    return inner_product(forward, y), inner_product(x, back)


def signal_adjoint_with_the_border_dropped(x, h, y, **how):
    """What lies beyond the ends is not folded back."""
    forward = convolve(x, h, **how, method="direct")
    back = convolve_signal_adjoint(y, h, x.shape, **{**how, "boundary": "constant"})
    return inner_product(forward, y), inner_product(x, back)


@claim(
    label="the-adjoint-in-the-signal-passes-the-dot-product-test",
    title="The adjoint of convolving passes the dot-product test in every mode, border and anchor.",
    statement=r"\langle x * h,\, y \rangle = \langle x,\, A_h^{\mathsf H} y \rangle",
    evidence=Basis(PAIRINGS, _with_outputs),
    counterfeits=(
        signal_adjoint_without_the_flip,
        signal_adjoint_without_conjugate,
        signal_adjoint_with_the_anchor_mirrored,
        signal_adjoint_with_the_border_dropped,
    ),
    source=CLAERBOUT,
)
def the_adjoint_in_the_signal_passes_the_dot_product_test(x, h, y, **how):
    """Each product of a sample, a tap and an output stands once in both sums."""
    forward = convolve(x, h, **how, method="direct")
    return inner_product(forward, y), inner_product(x, convolve_signal_adjoint(y, h, x.shape, **how))


def transpose_without_conjugate(y, h, n, **how):
    """The transpose, without the conjugate."""
    return correlate_signal_adjoint(y, h, n, **how).ravel(), correlation_toeplitz(h, n, **how).T @ y.ravel()


def transpose_of_the_other_operation(y, h, n, **how):
    """The adjoint of convolving."""
    return correlate_signal_adjoint(y, h, n, **how).ravel(), np.conj(toeplitz(h, n, **how)).T @ y.ravel()


def _of_every_signal(y: Shape, m: Shape) -> Iterator[How]:
    """Yield signals' shapes and settings under which outputs have the shape of `y`."""
    for n in product(*(range(max(1, length - taps + 1), length + taps) for length, taps in zip(y, m, strict=True))):
        for how in _with_outputs(n, m, y):
            yield {"n": n, **how}


@claim(
    label="the-adjoint-is-the-conjugate-transpose",
    title="The adjoint of correlating is the conjugate transpose of its matrix, in every mode, border and anchor.",
    statement=r"\check A_h^{\mathsf H}\, y = \check T_h^{\mathsf H}\, y",
    evidence=Basis((((3,), (2,)), ((2,), (3,)), ((2, 1), (1, 2))), _of_every_signal),
    counterfeits=(transpose_without_conjugate, transpose_of_the_other_operation),
    rests_on=("correlating-is-a-toeplitz-matrix",),
    source=CLAERBOUT,
)
def the_adjoint_is_the_conjugate_transpose(y, h, n, **how):
    """Exchanging rows and columns exchanges what is read with what is written."""
    return correlate_signal_adjoint(y, h, n, **how).ravel(), np.conj(correlation_toeplitz(h, n, **how)).T @ y.ravel()


def kernel_adjoint_without_conjugate(h, x, y, **how):
    """The signal not conjugated."""
    forward = convolve(x, h, **how, method="direct")
    return inner_product(forward, y), inner_product(h, convolve_kernel_adjoint(y, np.conj(x), h.shape, **how))


def kernel_adjoint_flipped(h, x, y, **how):
    """A flip put into the gradient of the kernel."""
    forward = convolve(x, h, **how, method="direct")
    return inner_product(forward, y), inner_product(h, flip(convolve_kernel_adjoint(y, x, h.shape, **how)))


def _with_outputs_of_the_kernel(m: Shape, n: Shape, outputs: Shape) -> Iterator[How]:
    return _with_outputs(n, m, outputs)


KERNEL_PAIRINGS = tuple((m, n, outputs) for n, m, outputs in PAIRINGS)


@claim(
    label="the-adjoint-in-the-kernel-passes-the-dot-product-test",
    title="The adjoint in the kernel of convolving passes the dot-product test in every mode, border and anchor.",
    statement=r"\langle x * h,\, y \rangle = \langle h,\, B_x^{\mathsf H} y \rangle",
    evidence=Basis(KERNEL_PAIRINGS, _with_outputs_of_the_kernel),
    counterfeits=(kernel_adjoint_without_conjugate, kernel_adjoint_flipped),
    source=CLAERBOUT,
)
def the_adjoint_in_the_kernel_passes_the_dot_product_test(h, x, y, **how):
    """What a tap collects from the signal, the adjoint collects from signal and output together."""
    forward = convolve(x, h, **how, method="direct")
    return inner_product(forward, y), inner_product(h, convolve_kernel_adjoint(y, x, h.shape, **how))


def antilinear_adjoint_on_the_left(h, x, y, **how):
    """The formula of linear maps, kernel on the left."""
    forward = correlate(x, h, **how, method="direct")
    return inner_product(forward, y), inner_product(h, correlate_kernel_adjoint(y, x, h.shape, **how))


def antilinear_adjoint_flipped(h, x, y, **how):
    """A flip put into the gradient of the kernel."""
    forward = correlate(x, h, **how, method="direct")
    return inner_product(forward, y), inner_product(flip(correlate_kernel_adjoint(y, x, h.shape, **how)), h)


@claim(
    label="correlation-has-an-antilinear-adjoint-in-its-kernel",
    title="The adjoint of correlating in its kernel stands on the left of the inner product, where no conjugate falls.",
    statement=r"\langle h \star x,\, y \rangle = \langle B_x^{*} y,\, h \rangle",
    evidence=Basis(KERNEL_PAIRINGS, _with_outputs_of_the_kernel),
    counterfeits=(antilinear_adjoint_on_the_left, antilinear_adjoint_flipped),
    source=f"{CLAERBOUT}, for real numbers",
)
def correlation_has_an_antilinear_adjoint_in_its_kernel(h, x, y, **how):
    """Correlation conjugates the kernel, and so does the second place of an inner product."""
    forward = correlate(x, h, **how, method="direct")
    return inner_product(forward, y), inner_product(correlate_kernel_adjoint(y, x, h.shape, **how), h)


def full_back_by_convolution(y, h, n):
    """The flip left out: the same operation once more."""
    return convolve_signal_adjoint(y, h, n), convolve(y, np.conj(h), mode="valid", method="direct")


@claim(
    label="the-adjoint-of-full-is-valid",
    title="The adjoint of the full convolution is the valid correlation with the same kernel.",
    statement=r"A_{\text{full}}^{\mathsf H}\, y = (h \star y)_{\text{valid}}",
    evidence=Basis(
        (((4,), (2,)), ((5,), (4,)), ((3, 2), (2, 2))),
        lambda y, m: [{"n": tuple(output_length(*axis, "valid") for axis in zip(y, m, strict=True))}],
    ),
    counterfeits=(full_back_by_convolution,),
    rests_on=("the-adjoint-in-the-signal-passes-the-dot-product-test",),
    source=CLAERBOUT,
)
def the_adjoint_of_full_is_valid(y, h, n):
    """Every tap on a sample reached some output, so every tap reads one on the way back."""
    return convolve_signal_adjoint(y, h, n), correlate(y, h, mode="valid", method="direct")


def valid_back_by_convolution(y, h, n):
    """The flip left out: the same operation once more."""
    return convolve_signal_adjoint(y, h, n, mode="valid"), convolve(y, np.conj(h), method="direct")


@claim(
    label="the-adjoint-of-valid-is-full",
    title="The adjoint of the valid convolution is the full correlation with the same kernel.",
    statement=r"A_{\text{valid}}^{\mathsf H}\, y = (h \star y)_{\text{full}}",
    evidence=Basis(
        (((3,), (2,)), ((1,), (3,)), ((2, 1), (2, 2))),
        lambda y, m: [{"n": tuple(output_length(*axis, "full") for axis in zip(y, m, strict=True))}],
    ),
    counterfeits=(valid_back_by_convolution,),
    rests_on=("the-adjoint-in-the-signal-passes-the-dot-product-test",),
    source=CLAERBOUT,
)
def the_adjoint_of_valid_is_full(y, h, n):
    """A sample at the end had few outputs, but each of them counts."""
    return convolve_signal_adjoint(y, h, n, mode="valid"), correlate(y, h, method="direct")


def _zeros_or_wrap(y: Shape, m: Shape) -> Iterator[How]:
    for boundary in ("constant", "wrap"):
        for anchor in product(*map(range, m)):
            yield {"boundary": boundary, "anchor": anchor}


def same_with_the_anchor_mirrored(y, h, boundary, anchor):
    """The anchor that the flip law would take."""
    other = mirrored({"anchor": anchor}, h)["anchor"]
    how = {"mode": "same", "boundary": boundary}
    return convolve_signal_adjoint(y, h, y.shape, **how, anchor=anchor), correlate(
        y, h, **how, anchor=other, method="direct"
    )


def same_without_conjugate(y, h, boundary, anchor):
    """The conjugate dropped."""
    how = {"mode": "same", "boundary": boundary, "anchor": anchor}
    return convolve_signal_adjoint(y, h, y.shape, **how), correlate(y, np.conj(h), **how, method="direct")


@claim(
    label="the-adjoint-of-same-keeps-its-anchor",
    title="The adjoint of a same-size convolution with zeros or a wrap is the correlation at the same anchor.",
    statement=r"A_{a}^{\mathsf H}\, y = (h \star y)_{a}",
    given="zeros beyond the ends, or a wrap; any anchor",
    evidence=Basis((((3,), (2,)), ((1,), (3,)), ((2, 1), (2, 1))), _zeros_or_wrap),
    counterfeits=(same_with_the_anchor_mirrored, same_without_conjugate),
    rests_on=("the-adjoint-in-the-signal-passes-the-dot-product-test",),
    source=CLAERBOUT,
)
def the_adjoint_of_same_keeps_its_anchor(y, h, boundary, anchor):
    """The anchor is the tap from a sample to the output of its own place, and back it is that tap again."""
    how = {"mode": "same", "boundary": boundary, "anchor": anchor}
    return convolve_signal_adjoint(y, h, y.shape, **how), correlate(y, h, **how, method="direct")
