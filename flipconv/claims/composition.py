"""Claims with a proof: the flip law, and how correlations shift, scale and compose."""

from __future__ import annotations

from flipconv.claims.boxes import PAIRS, SCALED, SHIFTED, SINGLES, TRIPLES
from flipconv.claims.proved import Proved
from flipconv.claims.register import claim
from flipconv.claims.words import (
    against,
    conjugate_flipped,
    conjugated,
    convolved,
    correlated,
    flipped,
    scaled,
    scaled_by_conjugate,
    shifted,
)
from flipconv.proofs.theorems import correlation

BRACEWELL = "R. N. Bracewell, The Fourier Transform and Its Applications, 3rd ed., 2000, chapter 3"
ADDCOMBI = "LeanAPAP and AddCombi: conv_conjneg, for finite abelian groups"
SMITH = "J. Smith III, Mathematics of the DFT, 2nd ed., 2007, section 8.4"


def law_without_flip(f, h):
    """The flip left out."""
    return convolved(f, h), correlated(conjugated(h), f)


def law_without_conjugate(f, h):
    """The conjugate left out."""
    return convolved(f, h), correlated(flipped(h), f)


def law_with_operands_swapped(f, h):
    """Signal and kernel exchanged on the right."""
    return convolved(f, h), correlated(f, conjugate_flipped(h))


@claim(
    label="convolution-is-flipped-correlation",
    title="Convolving with a kernel is correlating with its conjugate flip.",
    evidence=Proved(correlation.flip_law, PAIRS),
    counterfeits=(law_without_flip, law_without_conjugate, law_with_operands_swapped),
    source=ADDCOMBI,
)
def convolution_is_flipped_correlation(f, h):
    """Naming each place of the kernel by its negative turns the minus sign around; the two conjugates cancel."""
    return convolved(f, h), correlated(conjugate_flipped(h), f)


def back_without_flip(f, h):
    """The flip left out."""
    return correlated(h, f), convolved(f, conjugated(h))


def back_without_conjugate(f, h):
    """The conjugate left out."""
    return correlated(h, f), convolved(f, flipped(h))


@claim(
    label="correlation-is-flipped-convolution",
    title="Correlating with a kernel is convolving with its conjugate flip.",
    evidence=Proved(correlation.flip_law_back, PAIRS),
    counterfeits=(back_without_flip, back_without_conjugate),
    source=ADDCOMBI,
)
def correlation_is_flipped_convolution(f, h):
    """The same re-indexing, read from right to left."""
    return correlated(h, f), convolved(f, conjugate_flipped(h))


def flip_twice_and_conjugate(h):
    """One conjugate too many."""
    return conjugated(conjugate_flipped(conjugate_flipped(h))), h


@claim(
    label="two-conjugate-flips-are-none",
    title="Taking the conjugate flip twice gives the function back, on the whole grid.",
    evidence=Proved(correlation.conjflip_twice, SINGLES),
    counterfeits=(flip_twice_and_conjugate,),
    source="both the negative and the conjugate undo themselves",
)
def two_conjugate_flips_are_none(h):
    """Two minus signs cancel, and so do two conjugates."""
    return conjugate_flipped(conjugate_flipped(h)), h


def swapped_without_flip(f, g):
    """Only the conjugate taken."""
    return correlated(f, g), conjugated(correlated(g, f))


def swapped_without_conjugate(f, g):
    """Only the flip taken."""
    return correlated(f, g), flipped(correlated(g, f))


@claim(
    label="swapping-the-operands-flips-a-correlation",
    title="Exchanging the operands of a correlation takes the conjugate flip of the result.",
    evidence=Proved(correlation.swapped, PAIRS),
    counterfeits=(swapped_without_flip, swapped_without_conjugate),
    source=SMITH,
)
def swapping_the_operands_flips_a_correlation(f, g):
    """A correlation counts how far the second operand is ahead of the first; exchanged, how far it is behind."""
    return correlated(f, g), conjugate_flipped(correlated(g, f))


def autocorrelation_is_even(f):
    """The conjugate forgotten."""
    return correlated(f, f), flipped(correlated(f, f))


@claim(
    label="an-autocorrelation-is-its-own-conjugate-flip",
    title="The correlation of a signal with itself equals its own conjugate flip.",
    evidence=Proved(correlation.autocorrelation, SINGLES),
    counterfeits=(autocorrelation_is_even,),
    source=SMITH,
)
def an_autocorrelation_is_its_own_conjugate_flip(f):
    """Exchanging two equal operands changes nothing, and takes the conjugate flip."""
    return correlated(f, f), conjugate_flipped(correlated(f, f))


def signal_shifts_the_other_way(a, h, f):
    """The shift turned around."""
    return correlated(h, shifted(a, f)), shifted(against(a), correlated(h, f))


@claim(
    label="correlation-shifts-with-its-signal",
    title="Shifting the signal shifts a correlation just so: both operations are shift-equivariant.",
    evidence=Proved(correlation.shift_signal, SHIFTED),
    counterfeits=(signal_shifts_the_other_way,),
    source=BRACEWELL,
)
def correlation_shifts_with_its_signal(a, h, f):
    """The window meets the same samples, only later."""
    return correlated(h, shifted(a, f)), shifted(a, correlated(h, f))


def kernel_shifts_along(a, h, f):
    """The shift of a convolution."""
    return correlated(shifted(a, h), f), shifted(a, correlated(h, f))


@claim(
    label="correlation-shifts-against-its-kernel",
    title="Shifting the kernel shifts a correlation the other way.",
    evidence=Proved(correlation.shift_kernel, SHIFTED),
    counterfeits=(kernel_shifts_along,),
    source=BRACEWELL,
)
def correlation_shifts_against_its_kernel(a, h, f):
    """A kernel that looks further ahead finds the signal earlier: positions subtract."""
    return correlated(shifted(a, h), f), shifted(against(a), correlated(h, f))


def factor_kept_as_it_is(alpha, h, f):
    """The factor not conjugated."""
    return correlated(scaled(alpha, h), f), scaled(alpha, correlated(h, f))


@claim(
    label="correlation-conjugates-a-factor-of-its-kernel",
    title="A factor of the kernel leaves a correlation as its conjugate.",
    evidence=Proved(correlation.scales_kernel, SCALED),
    counterfeits=(factor_kept_as_it_is,),
    source=SMITH,
)
def correlation_conjugates_a_factor_of_its_kernel(alpha, h, f):
    """The kernel is conjugated, and every factor with it."""
    return correlated(scaled(alpha, h), f), scaled_by_conjugate(alpha, correlated(h, f))


def kernels_correlated(f, g, h):
    """The kernels correlated with each other, as if correlation associated."""
    return correlated(f, correlated(g, h)), correlated(correlated(f, g), h)


def one_kernel_flipped(f, g, h):
    """One of the kernels flipped before they are convolved."""
    return correlated(f, correlated(g, h)), correlated(convolved(flipped(f), g), h)


@claim(
    label="two-correlations-compose-by-convolving-their-kernels",
    title="Two correlation layers in a row are one, whose kernel is the convolution of the two kernels.",
    evidence=Proved(correlation.composition, TRIPLES),
    counterfeits=(kernels_correlated, one_kernel_flipped),
    source="this site; that correlation does not associate: R. Szeliski, Computer Vision, 2nd ed., 2022, section 3.2",
)
def two_correlations_compose_by_convolving_their_kernels(f, g, h):
    """The first layer looks ahead by one place and the second by another: what is looked up is the sum of the two."""
    return correlated(f, correlated(g, h)), correlated(convolved(f, g), h)


def twin_with_a_correlation(f, g, h):
    """A correlation in the place of the convolution."""
    return correlated(correlated(f, g), h), correlated(f, correlated(g, h))


@claim(
    label="correlating-with-a-correlation-undoes-one-flip",
    title="Correlating with a correlation of kernels is convolving with the first and correlating with the second.",
    evidence=Proved(correlation.composition_twin, TRIPLES),
    counterfeits=(twin_with_a_correlation,),
    source="this site",
)
def correlating_with_a_correlation_undoes_one_flip(f, g, h):
    """The first kernel is conjugated and reversed twice, so it comes out as it went in."""
    return correlated(correlated(f, g), h), convolved(f, correlated(g, h))
