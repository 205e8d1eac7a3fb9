"""Claims with a proof: for which kernels the flip does not matter, and what it changes for the others."""

from __future__ import annotations

from flipconv.claims.boxes import PAIRS, symmetric
from flipconv.claims.proved import Proved
from flipconv.claims.register import claim
from flipconv.claims.words import conjugate_flipped, convolved, correlated, scaled, shifted, subtracted
from flipconv.proofs.theorems import correlation


def kernel_is_its_conjugate_flip(h):
    """The kernel equals its conjugate flip."""
    return conjugate_flipped(h), h


def re_associates(h, f, g):
    """Correlation by the kernel re-associates."""
    return correlated(h, correlated(f, g)), correlated(correlated(h, f), g)


def does_not_feel_the_flip(h, f):
    """Both operations agree."""
    return convolved(f, h), correlated(h, f)


def any_kernel_will_do(h, f, g):
    """The symmetry spoilt."""
    lopsided = shifted((1,) * h.values.ndim, h)
    return correlated(lopsided, correlated(f, g)), correlated(correlated(lopsided, f), g)


@claim(
    label="correlation-by-a-symmetric-kernel-associates",
    title="On a finite group, correlation by a kernel that equals its conjugate flip re-associates.",
    evidence=Proved(correlation.reassociates_if, symmetric(3), assumes=kernel_is_its_conjugate_flip),
    counterfeits=(any_kernel_will_do,),
    source="this site",
)
def correlation_by_a_symmetric_kernel_associates(h, f, g):
    """With such a kernel correlation is convolution, and convolution associates."""
    return correlated(h, correlated(f, g)), correlated(correlated(h, f), g)


def every_kernel_is_symmetric(h):
    """The hypothesis forgotten: a kernel without symmetry."""
    lopsided = shifted((1,) * h.values.ndim, h)
    return conjugate_flipped(lopsided), lopsided


@claim(
    label="only-symmetric-kernels-let-correlation-associate",
    title="If correlation by a kernel re-associates for all signals, the kernel equals its conjugate flip.",
    evidence=Proved(correlation.reassociates_only_if, symmetric(1), assumes=re_associates),
    counterfeits=(every_kernel_is_symmetric,),
    source="this site",
)
def only_symmetric_kernels_let_correlation_associate(h):
    """Put a single 1 for both signals: one side is the kernel's conjugate flip, the other the kernel."""
    return conjugate_flipped(h), h


def operations_always_agree(h, f):
    """The symmetry spoilt."""
    lopsided = shifted((1,) * h.values.ndim, h)
    return correlated(lopsided, f), convolved(f, lopsided)


@claim(
    label="symmetric-kernels-do-not-feel-the-flip",
    title="For a kernel that equals its conjugate flip, both operations agree on every signal.",
    evidence=Proved(correlation.agree_if, symmetric(2), assumes=kernel_is_its_conjugate_flip),
    counterfeits=(operations_always_agree,),
    source="R. Szeliski, Computer Vision, 2nd ed., 2022, section 3.2",
)
def symmetric_kernels_do_not_feel_the_flip(h, f):
    """The flip turns such a kernel into itself."""
    return correlated(h, f), convolved(f, h)


@claim(
    label="only-symmetric-kernels-do-not-feel-the-flip",
    title="If both operations agree on every signal, the kernel equals its conjugate flip.",
    evidence=Proved(correlation.agree_only_if, symmetric(1), assumes=does_not_feel_the_flip),
    counterfeits=(every_kernel_is_symmetric,),
    source="this site",
)
def only_symmetric_kernels_do_not_feel_the_flip(h):
    """Put a single 1 for the signal: convolution prints the kernel, correlation its conjugate flip."""
    return conjugate_flipped(h), h


def difference_by_the_kernel(f, h):
    """The kernel's double, as if its flip were its negative."""
    return subtracted(convolved(f, h), correlated(h, f)), convolved(f, scaled(2, h))


@claim(
    label="the-operations-differ-by-what-the-flip-changes",
    title="For a signal of finitely many samples, convolution minus correlation is convolution with h minus its flip.",
    evidence=Proved(correlation.difference, PAIRS),
    counterfeits=(difference_by_the_kernel,),
    source="this site",
)
def the_operations_differ_by_what_the_flip_changes(f, h):
    """Both are convolutions of the signal, and convolution is linear in its kernel."""
    return subtracted(convolved(f, h), correlated(h, f)), convolved(f, subtracted(h, conjugate_flipped(h)))
