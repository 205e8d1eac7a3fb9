"""Claims: what a border does to the adjoint, and for which borders it is a correlation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from flipconv.adjoints import convolve_signal_adjoint, inner_product
from flipconv.boundaries import BOUNDARIES, extend, fold_back
from flipconv.claims.bases import Basis
from flipconv.claims.evidence import Case, Exhausted, How, Search, Shape
from flipconv.claims.refutations import binary
from flipconv.claims.register import claim
from flipconv.matrices import correlation_toeplitz, toeplitz
from flipconv.operators import correlate

CLAERBOUT = "J. Claerbout, S. Fomel, Image Estimation by Example, 2014, chapter 1"
HANSEN = "P. C. Hansen, J. G. Nagy, D. P. O'Leary, Deblurring Images, 2006, chapter 4"


def _outputs_and_kernels() -> Iterator[Case]:
    """Yield outputs and kernels of zeros and ones, the fewest entries first."""
    for n, m in sorted(product(range(1, 4), repeat=2), key=lambda shape: (sum(shape), shape)):
        yield from map(Case, product(binary(n), binary(m)))


@claim(
    label="default-anchors-are-not-each-others-adjoint",
    title="With the default anchors, same-size correlation is not the adjoint of same-size convolution.",
    refutes="Calling correlate with mode same, where convolve was called with it, gives the gradient.",
    statement=r"A_{\lfloor (m-1)/2 \rfloor}^{\mathsf H}\, y \ne (h \star y)_{\lfloor m/2 \rfloor}",
    evidence=Search("outputs and kernels of zeros and ones, the fewest entries first", _outputs_and_kernels),
    source="the defaults keep the flip law, which moves an anchor; the adjoint does not move it",
)
def default_anchors_are_not_each_others_adjoint(y, h):
    """A kernel with an even number of taps has two middle ones, and the defaults take one each."""
    return convolve_signal_adjoint(y, h, y.shape, mode="same"), correlate(y, h, mode="same", method="direct")


def _pads(n: Shape, y: Shape) -> Iterator[How]:
    """Yield every border with pads that make `y` of `n`."""
    grown = [range(longer - shorter + 1) for shorter, longer in zip(n, y, strict=True)]
    for boundary in BOUNDARIES:
        for before in product(*grown):
            after = (longer - shorter - first for shorter, longer, first in zip(n, y, before, strict=True))
            yield {"pads": tuple(zip(before, after, strict=True)), "boundary": boundary}


def border_cut_off(x, y, pads, boundary):
    """What lies beyond the ends dropped."""
    return inner_product(extend(x, pads, boundary), y), inner_product(x, fold_back(y, pads, "constant"))


def border_folded_the_other_way(x, y, pads, boundary):
    """The pads exchanged."""
    turned = [(after, before) for before, after in pads]
    return inner_product(extend(x, pads, boundary), y), inner_product(x, fold_back(y, turned, boundary))


@claim(
    label="folding-back-is-the-adjoint-of-the-border",
    title="The adjoint of continuing a signal adds what lies beyond the ends to the samples that showed there.",
    statement=r"\langle E x,\, y \rangle = \langle x,\, E^{\mathsf H} y \rangle, \qquad (E^{\mathsf H} y)[k] = "
    r"\sum_{i :\, \phi(i) = k} y[i]",
    evidence=Basis((((1,), (3,)), ((2,), (4,)), ((1, 2), (2, 2))), _pads),
    counterfeits=(border_cut_off, border_folded_the_other_way),
    source=f"{CLAERBOUT}, on zero padding",
)
def folding_back_is_the_adjoint_of_the_border(x, y, pads, boundary):
    """A copied sample meets several entries of the other side, and is paired with their sum."""
    return inner_product(extend(x, pads, boundary), y), inner_product(x, fold_back(y, pads, boundary))


FOLDING = ("edge", "reflect", "symmetric")


def _adjoint_matrix(h: np.ndarray, n: int, boundary: str, anchor: int | None = None) -> np.ndarray:
    return np.conj(toeplitz(h, n, "same", boundary=boundary, anchor=anchor)).T


def _small_kernels() -> Iterator[Case]:
    for n, m in sorted(product(range(2, 5), range(1, 4)), key=lambda shape: (sum(shape), shape)):
        yield from (Case((h, n, boundary)) for h in binary(m) for boundary in FOLDING)


@claim(
    label="the-adjoint-under-a-folding-border-is-not-toeplitz",
    title="Under a border that repeats samples the matrix of the adjoint is not Toeplitz.",
    refutes="Whatever the border, the adjoint of a convolution is a correlation.",
    statement=r"(T^{\mathsf H})_{ki} \ne (T^{\mathsf H})_{k+1,\,i+1} \quad\text{for some } k, i",
    evidence=Search("kernels of zeros and ones under edge, reflect and symmetric, the smallest first", _small_kernels),
    rests_on=("convolving-is-a-toeplitz-matrix",),
    source=HANSEN,
)
def the_adjoint_under_a_folding_border_is_not_toeplitz(h, n, boundary):
    """A sample at the end has been read more often than one in the middle, so more comes back to it."""
    matrix = _adjoint_matrix(h, n, boundary)
    return matrix[:-1, :-1], matrix[1:, 1:]


ANSWERS = {
    "constant": "the correlation at the same anchor",
    "edge": "no correlation",
    "reflect": "no correlation",
    "symmetric": "no correlation",
    "wrap": "the correlation at the same anchor",
}


def _what_the_adjoint_is(boundary: str, *, moved: bool = False) -> str:
    """Return what the adjoint of each small operator is under a border."""
    adjoints: list[np.ndarray] = []
    are_correlations = True
    for n, m in product(range(1, 4), repeat=2):
        for h, anchor in product(binary(m), range(m)):
            adjoints.append(_adjoint_matrix(h, n, boundary, anchor))
            back = m - 1 - anchor if moved else anchor
            there = correlation_toeplitz(h, n, "same", boundary=boundary, anchor=back)
            are_correlations &= np.array_equal(adjoints[-1], there)
    if are_correlations:
        return "the correlation at the same anchor"
    # with zeros beyond the ends a correlation is Toeplitz; under any other border it keeps a constant signal constant
    none = any(not _is_toeplitz(matrix) and len(set(matrix.sum(axis=1).tolist())) > 1 for matrix in adjoints)
    return "no correlation" if none else "undecided"


def _is_toeplitz(matrix: np.ndarray) -> bool:
    return np.array_equal(matrix[:-1, :-1], matrix[1:, 1:])


def answers_with_the_anchor_mirrored(boundary):
    """The anchor moved as the flip law moves it."""
    return _what_the_adjoint_is(boundary, moved=True), ANSWERS[boundary]


def answers_that_take_every_border_for_zeros(boundary):
    """No border makes a difference."""
    return _what_the_adjoint_is(boundary), ANSWERS["constant"]


@claim(
    label="borders-whose-adjoint-is-a-correlation",
    title="The adjoint of a same-size convolution is a correlation with zeros or a wrap, and under no other border.",
    statement=r"A^{\mathsf H} = \text{correlation} \iff \text{boundary} \in \{\text{constant},\, \text{wrap}\}",
    given="correlations with any kernel, under any of the five borders",
    evidence=Exhausted(
        "the five borders, each with all kernels of zeros and ones of up to 3 taps, up to 3 samples and every anchor",
        lambda: map(Case, zip(BOUNDARIES, strict=True)),
    ),
    counterfeits=(answers_with_the_anchor_mirrored, answers_that_take_every_border_for_zeros),
    rests_on=("the-adjoint-of-same-keeps-its-anchor", "convolving-is-a-toeplitz-matrix"),
    source=HANSEN,
)
def borders_whose_adjoint_is_a_correlation(boundary):
    """With zeros a correlation is Toeplitz, otherwise it keeps constants; under the others an adjoint does neither."""
    return _what_the_adjoint_is(boundary), ANSWERS[boundary]
