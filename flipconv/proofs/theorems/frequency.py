"""Theorems on characters: the convolution theorem and its relatives, on any finite abelian group."""

from __future__ import annotations

from flipconv.proofs.derivations import Chain, theorem
from flipconv.proofs.language import (
    conj,
    conjflip,
    conv,
    corr,
    delta,
    equation,
    finite,
    flip,
    inner,
    of,
    spectrum,
    total,
)
from flipconv.proofs.theorems.vocabulary import ONE, beta, f, g, k, l, size, w, x, y

# what a character is; w(x, k) stands for exp(2 pi i x k / N) and its like
multiplies = equation((x, y, k), w(x + y, k), w(x, k) * w(y, k), "each w(., k) turns sums into products")
turns = equation((x, k), conj(w(x, k)), w(-x, k), "its conjugate is its value at the negative")
turns_in_frequency = equation((x, k), conj(w(x, k)), w(x, -k), "and at the negative frequency")
adds = equation((x, k, l), w(x, k + l), w(x, k) * w(x, l), "each w(x, .) turns sums into products")
separates = equation(
    (x,), total(k, w(x, k)), size() * delta(x), "over all frequencies the values add up to nothing but at 0"
)

convolution_theorem = theorem(
    "convolution-theorem",
    Chain(spectrum(w, conv(f, g))(k))
    .unfold("spectrum")
    .unfold("conv", y)
    .pull()
    .swap()
    .put(x, x + y, x)
    .assume(multiplies)
    .conjugate(),
    Chain(spectrum(w, f)(k) * spectrum(w, g)(k)).unfold("spectrum", y).unfold("spectrum", x).pull().pull(),
    given=[multiplies, *finite("G")],
)

correlation_theorem = theorem(
    "correlation-theorem",
    Chain(spectrum(w, corr(f, g))(k))
    .unfold("spectrum")
    .unfold("corr", y)
    .pull()
    .swap()
    .put(x, x - y, x)
    .assume(multiplies, y=-y)
    .assume(turns, x=y, back=True)
    .conjugate(),
    Chain(conj(spectrum(w, f)(k)) * spectrum(w, g)(k))
    .unfold("spectrum", y)
    .unfold("spectrum", x)
    .conjugate()
    .pull()
    .pull(),
    given=[multiplies, turns, *finite("G")],
)

power_spectrum = theorem(
    "spectrum-of-an-autocorrelation",
    Chain(spectrum(w, corr(f, f))(k)).use(correlation_theorem, g=f),
    Chain(conj(spectrum(w, f)(k)) * spectrum(w, f)(k)),
    given=[multiplies, turns, *finite("G")],
)

spectrum_of_flip = theorem(
    "spectrum-of-a-flip",
    Chain(spectrum(w, flip(f))(k)).unfold("spectrum").unfold("flip").put(x, -x, x).assume(turns, back=True),
    Chain(spectrum(w, f)(-k)).unfold("spectrum").assume(turns_in_frequency, back=True),
    given=[turns, turns_in_frequency],
)

spectrum_of_conjflip = theorem(
    "spectrum-of-a-conjugate-flip",
    Chain(spectrum(w, conjflip(f))(k)).unfold("spectrum").unfold("conjflip").put(x, -x, x).assume(turns, back=True),
    Chain(conj(spectrum(w, f)(k))).unfold("spectrum").conjugate(),
    given=[turns],
)

eigenfunction = theorem(
    "characters-are-eigenfunctions",
    Chain(conv(f, of(x, w(x, k)))(x)).unfold("conv").assume(multiplies, y=-y).assume(turns, x=y, back=True),
    Chain(spectrum(w, f)(k) * w(x, k)).unfold("spectrum", y).pull(),
    given=[multiplies, turns],
)

_all = total(k, w(x, k))

is_not_one = equation((), beta() * (w(x, l) - ONE), ONE, "w(x, l) is not 1: beta times the difference from 1 is 1")

vanishing = theorem(
    "a-character-that-is-not-one-adds-up-to-zero",
    Chain(_all)
    .ring(ONE * _all)
    .assume(is_not_one, back=True, at=(0,))
    .ring(beta() * (w(x, l) * _all - _all))
    .pull()
    .assume(adds, k=l, l=k, back=True)
    .put(k, k - l, k),
    Chain(ONE - ONE),
    given=[is_not_one, adds],
)

inversion = theorem(
    "inversion",
    Chain(total(k, spectrum(w, f)(k) * w(x, k)))
    .unfold("spectrum", y)
    .pull()
    .swap()
    .assume(turns, x=y)
    .take_out(f(y) * total(k, w(-y, k) * w(x, k)))
    .assume(multiplies, x=-y, y=x, back=True)
    .assume(separates, x=x - y)
    .sift(),
    Chain(f(x) * size()),
    given=[multiplies, turns, separates, *finite("G", "D")],
)

parseval = theorem(
    "parseval",
    Chain(inner(spectrum(w, f), spectrum(w, g))())
    .unfold("inner", k)
    .unfold("spectrum", y, at=(0, 1, 0))
    .conjugate()
    .pull()
    .swap()
    .take_out(total(k, spectrum(w, f)(k) * w(y, k)) * conj(g(y)))
    .use(inversion, x=y),
    Chain(size() * inner(f, g)()).unfold("inner", y).pull(),
    given=[multiplies, turns, separates, *finite("G", "D")],
)
