"""Claims with a proof: the convolution theorem and its relatives, on any finite abelian group."""

from __future__ import annotations

from flipconv.claims.boxes import EXACT_GROUPS, cyclic
from flipconv.claims.proved import Proved
from flipconv.claims.register import claim
from flipconv.claims.words import (
    at_negative,
    conjugate_flipped,
    convolved,
    correlated,
    flipped,
    inner_product,
    multiplied,
    pointwise_conjugate,
    spectrum,
    times_size,
)
from flipconv.proofs.theorems import frequency

RUDIN = "W. Rudin, Fourier Analysis on Groups, 1962, section 1.2"
SMITH = "J. Smith III, Mathematics of the DFT, 2nd ed., 2007, sections 7.4 and 8.4"

# numpy.fft takes no rounding there
ONE, TWO = cyclic(1, EXACT_GROUPS), cyclic(2, EXACT_GROUPS)


def one_spectrum_conjugated(f, g):
    """A conjugate too many: the theorem of correlation."""
    return spectrum(convolved(f, g)), multiplied(pointwise_conjugate(spectrum(f)), spectrum(g))


@claim(
    label="convolution-theorem",
    title="The spectrum of a convolution is the product of the spectra.",
    evidence=Proved(frequency.convolution_theorem, TWO),
    counterfeits=(one_spectrum_conjugated,),
    source=RUDIN,
)
def convolution_theorem(f, g):
    """A character turns the sum of two places into a product, and the double sum falls into two."""
    return spectrum(convolved(f, g)), multiplied(spectrum(f), spectrum(g))


def without_conjugate(f, g):
    """The conjugate left out: the theorem of convolution."""
    return spectrum(correlated(f, g)), multiplied(spectrum(f), spectrum(g))


def wrong_one_conjugated(f, g):
    """The second spectrum conjugated instead of the first."""
    return spectrum(correlated(f, g)), multiplied(spectrum(f), pointwise_conjugate(spectrum(g)))


def flipped_spectrum(f, g):
    """The first spectrum flipped instead of conjugated."""
    return spectrum(correlated(f, g)), multiplied(flipped(spectrum(f)), spectrum(g))


@claim(
    label="correlation-theorem",
    title="The spectrum of a correlation is the product of the spectra, the kernel's conjugated.",
    evidence=Proved(frequency.correlation_theorem, TWO),
    counterfeits=(without_conjugate, wrong_one_conjugated, flipped_spectrum),
    source=SMITH,
)
def correlation_theorem(f, g):
    """The minus sign that correlation lacks comes back as a conjugate."""
    return spectrum(correlated(f, g)), multiplied(pointwise_conjugate(spectrum(f)), spectrum(g))


def power_without_conjugate(f):
    """The square instead of the squared modulus."""
    return spectrum(correlated(f, f)), multiplied(spectrum(f), spectrum(f))


@claim(
    label="power-spectrum",
    title="The spectrum of an autocorrelation is the squared modulus of the spectrum.",
    evidence=Proved(frequency.power_spectrum, ONE),
    counterfeits=(power_without_conjugate,),
    source=SMITH,
)
def power_spectrum(f):
    """The correlation theorem with one signal for both: a value times its conjugate."""
    return spectrum(correlated(f, f)), multiplied(pointwise_conjugate(spectrum(f)), spectrum(f))


def flip_conjugates(f):
    """The conjugate in the place of the flip: true of real signals alone."""
    return spectrum(flipped(f)), pointwise_conjugate(spectrum(f))


@claim(
    label="spectrum-of-a-flip",
    title="Flipping a signal flips its spectrum.",
    evidence=Proved(frequency.spectrum_of_flip, ONE),
    counterfeits=(flip_conjugates,),
    source=SMITH,
)
def spectrum_of_a_flip(f):
    """A minus sign in the place is as good as one in the frequency."""
    return spectrum(flipped(f)), at_negative(spectrum(f))


def conjugate_flip_flips(f):
    """The flip in the place of the conjugate."""
    return spectrum(conjugate_flipped(f)), flipped(spectrum(f))


@claim(
    label="spectrum-of-a-conjugate-flip",
    title="Taking the conjugate flip of a signal conjugates its spectrum.",
    evidence=Proved(frequency.spectrum_of_conjflip, ONE),
    counterfeits=(conjugate_flip_flips,),
    source=SMITH,
)
def spectrum_of_a_conjugate_flip(f):
    """Flipping the sum's places conjugates the characters, and the values are conjugated already."""
    return spectrum(conjugate_flipped(f)), pointwise_conjugate(spectrum(f))


def energy_without_the_size(f, g):
    """The number of samples forgotten."""
    return inner_product(spectrum(f), spectrum(g)), inner_product(f, g)


@claim(
    label="parseval-theorem",
    title="The inner product of two spectra is that of the signals times N: for the DFT, the number of samples.",
    evidence=Proved(frequency.parseval, TWO),
    counterfeits=(energy_without_the_size,),
    source=RUDIN,
)
def parseval(f, g):
    """Over all frequencies the tones add up to nothing except at place 0, so each sample meets only itself."""
    return inner_product(spectrum(f), spectrum(g)), times_size(f, inner_product(f, g))
