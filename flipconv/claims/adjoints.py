"""Claims with a proof: the adjoints of both operations."""

from __future__ import annotations

from flipconv.claims.boxes import cyclic, joined, linear
from flipconv.claims.proved import Proved
from flipconv.claims.register import claim
from flipconv.claims.words import convolved, correlated, inner_product
from flipconv.proofs.theorems import adjoints

CLAERBOUT = "J. Claerbout, S. Fomel, Image Estimation by Example, 2014, chapter 1"

BOX = "full outputs of lengths 1 to 4, and periodic ones on five groups"
TRIPLES = joined(linear((1, 2, 3), (1, 2), (1, 4), planar=False), cyclic(3))


def signal_adjoint_is_convolution(h, f, g):
    """The operation itself in the place of its adjoint."""
    return inner_product(convolved(h, f), g), inner_product(f, convolved(h, g))


@claim(
    label="the-adjoint-of-convolution-is-correlation",
    title="The adjoint of convolving with a kernel is correlating with that kernel.",
    evidence=Proved(adjoints.in_signal, BOX, TRIPLES),
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
    evidence=Proved(adjoints.in_kernel, BOX, TRIPLES),
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
    evidence=Proved(adjoints.of_correlation, BOX, TRIPLES),
    counterfeits=(correlation_adjoint_is_correlation,),
    source=CLAERBOUT,
)
def the_adjoint_of_correlation_is_convolution(h, f, g):
    """The backward pass of a layer that correlates is a convolution: there the flip comes from."""
    return inner_product(correlated(h, f), g), inner_product(f, convolved(h, g))
