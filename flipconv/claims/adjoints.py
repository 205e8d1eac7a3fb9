"""Claims with a proof: the adjoints of both operations, the trace, and the bound of normalised correlation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from flipconv.claims.boxes import TRIPLES, Box, cyclic, values
from flipconv.claims.evidence import Case
from flipconv.claims.proved import Proved
from flipconv.claims.register import claim
from flipconv.claims.words import Signal, convolved, correlated, inner_product
from flipconv.proofs import language
from flipconv.proofs.models import Group, Model
from flipconv.proofs.statements import Theorem
from flipconv.proofs.terms import Conj
from flipconv.proofs.theorems import adjoints
from flipconv.proofs.theorems.vocabulary import i, i1

CLAERBOUT = "J. Claerbout, S. Fomel, Image Estimation by Example, 2014, chapter 1"


def signal_adjoint_is_convolution(h, f, g):
    """The operation itself in the place of its adjoint."""
    return inner_product(convolved(h, f), g), inner_product(f, convolved(h, g))


@claim(
    label="the-adjoint-of-convolution-is-correlation",
    title="The adjoint of convolving with a kernel is correlating with that kernel.",
    evidence=Proved(adjoints.in_signal, TRIPLES),
    counterfeits=(signal_adjoint_is_convolution,),
    source=CLAERBOUT,
)
def the_adjoint_of_convolution_is_correlation(h, f, g):
    """What the kernel carries from $x$ to $x + y$ the adjoint fetches back from there."""
    return inner_product(convolved(h, f), g), inner_product(f, correlated(h, g))


def kernel_adjoint_with_operands_swapped(h, f, g):
    """The operands of the correlation exchanged."""
    return inner_product(convolved(h, f), g), inner_product(h, correlated(g, f))


@claim(
    label="the-adjoint-in-the-kernel-is-a-correlation-too",
    title="The adjoint in the kernel correlates with the signal: a kernel's gradient is a correlation.",
    evidence=Proved(adjoints.in_kernel, TRIPLES),
    counterfeits=(kernel_adjoint_with_operands_swapped,),
    source=CLAERBOUT,
)
def the_adjoint_in_the_kernel_is_a_correlation_too(h, f, g):
    """Convolution commutes, so kernel and signal may change roles."""
    return inner_product(convolved(h, f), g), inner_product(h, correlated(f, g))


def correlation_adjoint_is_correlation(h, f, g):
    """The operation itself in the place of its adjoint."""
    return inner_product(correlated(h, f), g), inner_product(f, correlated(h, g))


@claim(
    label="the-adjoint-of-correlation-is-convolution",
    title="The adjoint of correlating with a kernel is convolving with that kernel.",
    evidence=Proved(adjoints.of_correlation, TRIPLES),
    counterfeits=(correlation_adjoint_is_correlation,),
    source=CLAERBOUT,
)
def the_adjoint_of_correlation_is_convolution(h, f, g):
    """The backward pass of a layer that correlates is a convolution: the flip enters there."""
    return inner_product(correlated(h, f), g), inner_product(f, convolved(h, g))


def entrywise_product(A: Any, B: Any) -> Any:
    """The sum of all products of entries."""
    return (A.values * B.values).sum().item() if isinstance(A, Signal) else language.frobenius(A, B)()


def trace_of_product(A: Any, B: Any) -> Any:
    """The trace of the transpose of A times B."""
    if isinstance(A, Signal):
        return np.trace(A.values.T @ B.values).item()
    return language.trace(language.product(language.transpose(A), B))()


def _matrices() -> Iterator[Case]:
    for shape in ((1, 1), (1, 3), (3, 1), (2, 3), (3, 2), (3, 3)):
        yield Case(tuple(Signal(values(shape, number), None) for number in range(2)))


def _of_matrices(theorem: Theorem, given: Mapping[str, Any]) -> tuple[Model, dict[str, Any]]:
    rows, columns = given["A"].values.shape
    symbols = {
        name: (theorem.symbols[name], lambda row, column, entries=given[name]: entries.at((*row, *column)))
        for name in theorem.symbols
    }
    return Model({"I": Group((rows,)), "J": Group((columns,))}, {}, symbols), {}


def trace_without_transpose(A: Any, B: Any) -> Any:
    """The transpose left out, or put on the other side where the shapes ask for it."""
    product = A.values @ B.values if A.values.shape[0] == A.values.shape[1] else A.values @ np.conj(B.values).T
    return entrywise_product(A, B), np.trace(product).item()


@claim(
    label="the-sum-of-entrywise-products-is-a-trace",
    title="The sum of all products of entries of two matrices is the trace of the transpose of one times the other.",
    evidence=Proved(
        adjoints.frobenius_is_trace,
        Box("a pair of matrices of each of six shapes up to 3 by 3", _matrices),
        _of_matrices,
    ),
    counterfeits=(trace_without_transpose,),
    source="R. A. Horn, C. R. Johnson, Matrix Analysis, 2nd ed., 2013, section 5.2",
)
def the_sum_of_entrywise_products_is_a_trace(A: Any, B: Any) -> Any:
    """The diagonal of the product pairs each column with itself; two finite sums are exchanged."""
    return entrywise_product(A, B), trace_of_product(A, B)


def conjugate_of(number: Any) -> Any:
    """The conjugate of a number."""
    return number.conjugate() if isinstance(number, complex) else Conj(number)


def crossed_squares(e: Any, d: Any) -> Any:
    """The sum over all pairs of places of the squared modulus of e(i) d(i') - e(i') d(i)."""
    if isinstance(e, Signal):
        table = np.outer(e.values, d.values)
        return np.sum((table - table.T) * np.conj(table - table.T)).item()
    crossed = e(i) * d(i1) - e(i1) * d(i)
    return language.total(i, language.total(i1, crossed * Conj(crossed)))


def without_crossed_squares(e: Any, d: Any) -> Any:
    """The sum of squares left out, as if the bound were always reached."""
    energies, overlap = inner_product(e, e) * inner_product(d, d), inner_product(e, d)
    return energies + energies, overlap * conjugate_of(overlap) + overlap * conjugate_of(overlap)


@claim(
    label="lagrange-identity-of-energies",
    title="Twice the product of two energies is twice the squared overlap plus a sum of squared moduli.",
    evidence=Proved(adjoints.lagrange, cyclic(2, ((1,), (2,), (3,), (4,)))),
    counterfeits=(without_crossed_squares,),
    source="J. M. Steele, The Cauchy-Schwarz Master Class, 2004, chapter 3: Lagrange's identity",
)
def lagrange_identity_of_energies(e: Any, d: Any) -> Any:
    """Multiplied out, the squares give both energies and take off both overlaps. None is negative: hence the bound."""
    energies, overlap = inner_product(e, e) * inner_product(d, d), inner_product(e, d)
    overlaps = overlap * conjugate_of(overlap)
    return energies + energies, crossed_squares(e, d) + overlaps + overlaps
