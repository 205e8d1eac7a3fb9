"""Claims with a proof: convolution commutes, associates, is linear, has a unit and moves with a shift."""

from __future__ import annotations

from flipconv.claims.boxes import PAIRS, SCALED, SHIFTED, SINGLES, TRIPLES
from flipconv.claims.proved import Proved
from flipconv.claims.register import claim
from flipconv.claims.words import (
    added,
    against,
    conjugated,
    convolved,
    correlated,
    flipped,
    scaled,
    scaled_by_conjugate,
    shifted,
    unit_beside,
)
from flipconv.proofs.theorems import algebra

BRACEWELL = "R. N. Bracewell, The Fourier Transform and Its Applications, 3rd ed., 2000, chapter 3"
MATHLIB = "Mathlib, Analysis.Convolution: convolution_assoc', where summability is the hypothesis too"


def correlation_commutes(f, g):
    """Correlation in the place of convolution."""
    return correlated(f, g), correlated(g, f)


@claim(
    label="convolution-commutes",
    title="Convolution commutes: signal and kernel may change places.",
    evidence=Proved(algebra.commutes, PAIRS),
    counterfeits=(correlation_commutes,),
    source=BRACEWELL,
)
def convolution_commutes(f, g):
    """The two places add up to $x$; naming the one by the other exchanges the operands."""
    return convolved(f, g), convolved(g, f)


def correlation_associates(f, g, h):
    """Correlation in the place of convolution."""
    return correlated(correlated(f, g), h), correlated(f, correlated(g, h))


def associates_with_a_flip(f, g, h):
    """One kernel flipped on the way."""
    return convolved(convolved(f, g), h), convolved(f, convolved(flipped(g), h))


@claim(
    label="convolution-associates",
    title="Convolution associates: two filters in a row are one filter, their convolution.",
    evidence=Proved(algebra.associates, TRIPLES),
    counterfeits=(correlation_associates, associates_with_a_flip),
    source=MATHLIB,
)
def convolution_associates(f, g, h):
    """Both are the sum over all three places that add up to $x$."""
    return convolved(convolved(f, g), h), convolved(f, convolved(g, h))


def distributes_once(f, g, h):
    """One of the two terms left as it is."""
    return convolved(f, added(g, h)), added(convolved(f, g), h)


@claim(
    label="convolution-distributes",
    title="Convolving with a sum of two kernels is adding the two results.",
    evidence=Proved(algebra.distributes, TRIPLES),
    counterfeits=(distributes_once,),
    source=BRACEWELL,
)
def convolution_distributes(f, g, h):
    """The product in each term of the sum distributes."""
    return convolved(f, added(g, h)), added(convolved(f, g), convolved(f, h))


def scales_by_the_conjugate(alpha, f, g):
    """The factor conjugated, as a correlation would have it."""
    return convolved(scaled(alpha, f), g), scaled_by_conjugate(alpha, convolved(f, g))


@claim(
    label="convolution-scales-in-its-first-operand",
    title="A factor of the first operand of a convolution is a factor of the result.",
    evidence=Proved(algebra.scales_first, SCALED),
    counterfeits=(scales_by_the_conjugate,),
    source=BRACEWELL,
)
def convolution_scales_in_its_first_operand(alpha, f, g):
    """It stands in front of every term, so it comes out of the sum."""
    return convolved(scaled(alpha, f), g), scaled(alpha, convolved(f, g))


def second_scales_by_the_conjugate(alpha, f, g):
    """The factor conjugated."""
    return convolved(f, scaled(alpha, g)), scaled_by_conjugate(alpha, convolved(f, g))


@claim(
    label="convolution-scales-in-its-second-operand",
    title="A factor of the second operand of a convolution is a factor of the result, if values commute.",
    evidence=Proved(algebra.scales_second, SCALED),
    counterfeits=(second_scales_by_the_conjugate,),
    source=BRACEWELL,
)
def convolution_scales_in_its_second_operand(alpha, f, g):
    """It must pass the first operand's value, which is where values have to commute."""
    return convolved(f, scaled(alpha, g)), scaled(alpha, convolved(f, g))


def unit_moved(f):
    """The unit's one moved by one place."""
    one = unit_beside(f)
    return convolved(shifted((1,) * len(f.values.shape), one), f), f


def correlation_has_a_unit(f):
    """Correlation with the signal first: it flips."""
    return correlated(f, unit_beside(f)), f


@claim(
    label="a-single-one-is-the-unit-of-convolution",
    title="Convolving with a single 1 at place 0 gives the signal back.",
    evidence=Proved(algebra.unit_left, SINGLES),
    counterfeits=(unit_moved, correlation_has_a_unit),
    source=BRACEWELL,
)
def a_single_one_is_the_unit_of_convolution(f):
    """Only the term in which the 1 meets $f(x)$ is left."""
    return convolved(unit_beside(f), f), f


@claim(
    label="the-unit-works-from-both-sides",
    title="The single 1 is the unit from the other side too.",
    evidence=Proved(algebra.unit_right, SINGLES),
    counterfeits=(correlation_has_a_unit,),
    source=BRACEWELL,
)
def the_unit_works_from_both_sides(f):
    """Only the term in which $f(x)$ meets the 1 is left; nothing has to commute."""
    return convolved(f, unit_beside(f)), f


def flip_once_is_nothing(f):
    """One flip taken for two."""
    return flipped(f), f


@claim(
    label="two-flips-are-none",
    title="Flipping twice gives the function back, on the whole grid.",
    evidence=Proved(algebra.flip_twice, SINGLES),
    counterfeits=(flip_once_is_nothing,),
    source="the negative of the negative of a place is the place",
)
def two_flips_are_none(f):
    """Two minus signs cancel, in any abelian group."""
    return flipped(flipped(f)), f


def one_operand_flipped(f, g):
    """Only one of the operands flipped."""
    return flipped(convolved(f, g)), convolved(flipped(f), g)


@claim(
    label="the-flip-goes-through-a-convolution",
    title="The flip of a convolution is the convolution of the flips, in the same order.",
    evidence=Proved(algebra.flip_distributes, PAIRS),
    counterfeits=(one_operand_flipped,),
    source="J. Smith III, Mathematics of the DFT, 2nd ed., 2007, section 7.2.5",
)
def the_flip_goes_through_a_convolution(f, g):
    """Summing over the negative place turns every sign around at once."""
    return flipped(convolved(f, g)), convolved(flipped(f), flipped(g))


def one_operand_conjugated(f, g):
    """Only one of the operands conjugated."""
    return conjugated(convolved(f, g)), convolved(conjugated(f), g)


@claim(
    label="the-conjugate-goes-through-a-convolution",
    title="The conjugate of a convolution is the convolution of the conjugates, if values commute.",
    evidence=Proved(algebra.conjugate_distributes, PAIRS),
    counterfeits=(one_operand_conjugated,),
    source=BRACEWELL,
)
def the_conjugate_goes_through_a_convolution(f, g):
    """A conjugate goes into sums and products; into products it goes from behind, so they must commute."""
    return conjugated(convolved(f, g)), convolved(conjugated(f), conjugated(g))


def shifts_the_other_way(a, f, g):
    """The shift turned around."""
    return convolved(shifted(a, f), g), shifted(against(a), convolved(f, g))


@claim(
    label="convolution-shifts-with-its-first-operand",
    title="Shifting the first operand of a convolution shifts the result.",
    evidence=Proved(algebra.shift_first, SHIFTED),
    counterfeits=(shifts_the_other_way,),
    source=BRACEWELL,
)
def convolution_shifts_with_its_first_operand(a, f, g):
    """Positions add, and so do shifts."""
    return convolved(shifted(a, f), g), shifted(a, convolved(f, g))


def second_shifts_the_other_way(a, f, g):
    """The shift turned around."""
    return convolved(f, shifted(a, g)), shifted(against(a), convolved(f, g))


@claim(
    label="convolution-shifts-with-its-second-operand",
    title="Shifting the second operand of a convolution shifts the result just so.",
    evidence=Proved(algebra.shift_second, SHIFTED),
    counterfeits=(second_shifts_the_other_way,),
    source=BRACEWELL,
)
def convolution_shifts_with_its_second_operand(a, f, g):
    """Positions add, and so do shifts, whichever operand they come from."""
    return convolved(f, shifted(a, g)), shifted(a, convolved(f, g))
