"""Claims that refute: what correlation, borders and merged kernels do not do, each with its smallest witness."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import numpy as np

from flipconv.claims.bases import Basis
from flipconv.claims.evidence import Case, How, Search, Shape
from flipconv.claims.register import claim
from flipconv.claims.words import Signal, convolved, correlated, multiplied, pointwise_conjugate, spectrum
from flipconv.operators import convolve, correlate
from flipconv.shapes import convolution_anchor

SZELISKI = "R. Szeliski, Computer Vision, 2nd ed., 2022, section 3.2"
MATHLIB = "Mathlib, Analysis.Convolution: convolution_assoc' needs an integrability hypothesis"


def binary(length: int) -> list[np.ndarray]:
    """Return the arrays of zeros and ones of a length, those with fewer ones first; not the one of zeros alone."""
    every = [np.array(bits) for bits in product((0, 1), repeat=length)]
    return sorted(every[1:], key=lambda bits: int(bits.sum()))


def binary_tuples(count: int, lengths: range, *, equal: bool = False) -> Callable[[], Iterator[Case]]:
    """Return a walk through tuples of arrays of zeros and ones, the fewest entries first, then the fewest ones."""

    def walk() -> Iterator[Case]:
        shapes = product(lengths, repeat=count)
        for shape in sorted((s for s in shapes if not equal or len(set(s)) == 1), key=lambda s: (sum(s), s)):
            together = product(*map(binary, shape))
            for arrays in sorted(together, key=lambda arrays: sum(int(a.sum()) for a in arrays)):
                yield Case(arrays)

    return walk


def signals(walk: Callable[[], Iterator[Case]], *, periodic: bool = False) -> Callable[[], Iterator[Case]]:
    """Return the same walk with the arrays as signals that begin at 0, or as one period each."""

    def every() -> Iterator[Case]:
        for case in walk():
            yield Case(tuple(Signal(array, None if periodic else (0,)) for array in case.args))

    return every


def _single_pixels() -> Iterator[Case]:
    """Yield three single pixels, those nearest to 0 first."""
    for places in sorted(product(range(3), repeat=3), key=lambda places: (sum(places), places)):
        yield Case(tuple(Signal(np.ones(1, dtype=int), (place,)) for place in places))


PAIRS_ORDER = "pairs of signals of zeros and ones, the fewest entries first"


@claim(
    label="correlation-does-not-commute",
    title="Exchanging signal and kernel changes a correlation.",
    refutes="Correlation commutes, like convolution.",
    statement=r"f \star g \ne g \star f \quad\text{for some } f, g",
    evidence=Search(PAIRS_ORDER, signals(binary_tuples(2, range(1, 4)))),
    source=SZELISKI,
)
def correlation_does_not_commute(f, g):
    """Exchanged, every lag changes its sign."""
    return correlated(f, g), correlated(g, f)


@claim(
    label="correlation-does-not-associate",
    title="Correlating three single pixels gives different places when the brackets move: positions subtract.",
    refutes="Correlation associates, like convolution.",
    statement=r"(f \star g) \star h \ne f \star (g \star h) \quad\text{for some } f, g, h",
    evidence=Search("three single pixels at places 0 to 2, those nearest to 0 first", _single_pixels),
    source=SZELISKI,
)
def correlation_does_not_associate(f, g, h):
    """Pixels at $p$, $q$ and $r$ meet at $r - (q - p)$ with one bracketing and at $(r - q) - p$ with the other."""
    return correlated(correlated(f, g), h), correlated(f, correlated(g, h))


def _steps() -> Iterator[Case]:
    """Yield short kernels whose taps add up to nothing, so that all sums below are finite ones."""
    for length in (1, 2, 3):
        for taps in product((1, 0, -1), repeat=length):
            if any(taps) and not sum(taps):
                yield Case((list(taps),))


@claim(
    label="convolution-needs-summability-to-associate",
    title="Convolution of infinite signals does not associate: the order of two infinite sums matters.",
    refutes="Convolution associates, whatever the signals.",
    statement=r"(1 * g) * s = 0 \ne 1 = 1 * (g * s), \quad s \text{ the unit step}",
    given="a constant signal 1 and the unit step, each infinitely long, and a kernel g",
    evidence=Search("kernels of taps -1, 0 and 1 that add up to 0, the shortest first", _steps),
    source=MATHLIB,
)
def convolution_needs_summability_to_associate(g):
    """The constant's differences are all 0, the step's are a single 1: one bracket gives 0, the other 1."""
    # (1 * g)[n] is the sum of the taps, at every n: a constant, and here 0, which every signal turns to 0
    constant = sum(g)
    left = constant * 1
    # (g * s)[n] is the sum of the taps up to n: zero before the kernel and, since they add up to 0, after it
    steps = [sum(g[: n + 1]) for n in range(len(g))]
    return left, sum(steps)


@claim(
    label="same-with-zeros-does-not-associate",
    title="Two filters in mode same with zero borders are not one filter: the border forgets what left the picture.",
    refutes="Filtering twice in mode same is filtering once with the convolved kernels.",
    statement=r"(x *_{\text{same}} g) *_{\text{same}} h \ne x *_{\text{same}} (g *_{\text{same}} h)"
    r"\quad\text{for some } x, g, h",
    evidence=Search(
        "triples of zeros and ones of one length, the shortest first", binary_tuples(3, range(1, 4), equal=True)
    ),
    source="this site",
)
def same_with_zeros_does_not_associate(x, g, h):
    """What the first filter moves over the border is cut off before the second could bring it back."""
    return (
        convolve(convolve(x, g, mode="same"), h, mode="same"),
        convolve(x, convolve(g, h, mode="same"), mode="same"),
    )


def wrapped_with_zeros(x, g, h):
    """Zeros beyond the border instead of the other end."""
    return same_with_zeros_does_not_associate(x, g, h)


def wrapped_by_correlation(x, g, h):
    """Correlation in the place of convolution."""
    how: How = {"mode": "same", "boundary": "wrap", "method": "direct"}
    return correlate(correlate(x, g, **how), h, **how), correlate(x, correlate(g, h, **how), **how)


TRIPLES: tuple[tuple[Shape, ...], ...] = tuple((shape,) * 3 for shape in ((1,), (2,), (3,), (4,), (2, 2)))


@claim(
    label="same-with-wrap-associates",
    title="In mode same with a border that wraps, two filters are one, if signal and kernels have one shape.",
    statement=r"(x *_{\text{wrap}} g) *_{\text{wrap}} h = x *_{\text{wrap}} (g *_{\text{wrap}} h)",
    evidence=Basis(TRIPLES, real=True),
    counterfeits=(wrapped_with_zeros, wrapped_by_correlation),
    rests_on=("convolution-associates",),
    source="this site",
)
def same_with_wrap_associates(x, g, h):
    """Nothing leaves a circle; the anchors of the two filters add up to the same shift on both sides."""
    how: How = {"mode": "same", "boundary": "wrap", "method": "direct"}
    return convolve(convolve(x, g, **how), h, **how), convolve(x, convolve(g, h, **how), **how)


def _layers() -> Iterator[Case]:
    """Yield two kernels of two taps and a signal that is long enough for both."""
    for g, h in product(binary(2), repeat=2):
        for x in binary(3):
            yield Case((x, g, h))


@claim(
    label="merging-layers-by-correlating-their-kernels-fails",
    title="Two correlation layers merge by convolving their kernels, not by correlating them.",
    refutes="Two correlation layers merge into one whose kernel is the correlation of the two.",
    statement=r"f \star (g \star x) \ne (f \star g) \star x \quad\text{for some } f, g, x",
    evidence=Search("signals of three and kernels of two zeros and ones", _layers),
    source="this site",
)
def merging_layers_by_correlating_their_kernels_fails(x, g, f):
    """In mode valid nothing but the kernels matters: one of the merged ones is turned around."""
    return correlate(correlate(x, g, mode="valid"), f, mode="valid"), correlate(x, correlate(g, f), mode="valid")


def _even_layers() -> Iterator[Case]:
    for g, h in product(binary(2), repeat=2):
        yield Case((np.array([1, 0, 0, 0, 0]), g, h))


@claim(
    label="merging-two-even-kernels-moves-the-picture",
    title="Two kernels of even size, merged and centred by default, move the picture.",
    refutes="The merged kernel is anchored by default, like any other.",
    statement=r"(x * g) * h \ne x * (g * h) \quad\text{in mode same at the default anchors}",
    evidence=Search("one impulse in five samples that wrap, and kernels of two zeros and ones", _even_layers),
    source="this site",
)
def merging_two_even_kernels_moves_the_picture(x, g, h):
    """Each even kernel sits half a place off its middle; the two halves make a whole that the merged one lacks."""
    how: How = {"mode": "same", "boundary": "wrap"}
    return convolve(convolve(x, g, **how), h, **how), convolve(x, convolve(g, h), **how)


def _merged(x: Any, g: Any, h: Any, anchor: Callable[[int, int], int]) -> tuple[Any, Any]:
    how: How = {"mode": "same", "boundary": "wrap", "method": "direct"}
    once = convolve(convolve(x, g, **how), h, **how)
    return once, convolve(x, convolve(g, h, method="direct"), **how, anchor=anchor(g.size, h.size))


def merged_at_the_default(x, g, h):
    """The default anchor of the merged kernel."""
    return _merged(x, g, h, lambda m, n: convolution_anchor(m + n - 1))


def merged_one_off(x, g, h):
    """The sum of the anchors, one place off."""
    return _merged(x, g, h, lambda m, n: max(convolution_anchor(m) + convolution_anchor(n) - 1, 0))


@claim(
    label="the-anchor-of-a-merged-kernel-is-the-sum",
    title="With a border that wraps, a merged kernel does what the two did if its anchor is the sum of their anchors.",
    statement=r"(x *_{\text{wrap}} g) *_{\text{wrap}} h = x *_{\text{wrap}} (g * h) \text{ at the anchor } a_g + a_h",
    given="the default anchors of $g$ and $h$",
    evidence=Basis((((5,), (2,), (2,)), ((5,), (3,), (2,)), ((6,), (4,), (2,)), ((5,), (3,), (3,))), real=True),
    counterfeits=(merged_at_the_default, merged_one_off),
    rests_on=("convolution-associates",),
    source="this site",
)
def the_anchor_of_a_merged_kernel_is_the_sum(x, g, h):
    """An anchor is a shift, and shifts add up under convolution."""
    return _merged(x, g, h, lambda m, n: convolution_anchor(m) + convolution_anchor(n))


@claim(
    label="flipping-a-spectrum-is-not-conjugating-it",
    title="Reversing the array of a spectrum does not make a convolution theorem into a correlation theorem.",
    refutes="For correlation, multiply by the reversed spectrum, np.flip(fft(h)).",
    statement=r"\widehat{f \star g} \ne \operatorname{np.flip}(\hat f)\, \hat g \quad\text{for some } f, g",
    evidence=Search(
        "pairs of zeros and ones of one length", signals(binary_tuples(2, range(1, 5), equal=True), periodic=True)
    ),
    source="this site",
)
def flipping_a_spectrum_is_not_conjugating_it(f, g):
    """`np.flip` moves frequency 0 to the end, and the conjugate leaves it where it is."""
    reversed_spectrum = Signal(np.flip(spectrum(f).values), None)
    return multiplied(pointwise_conjugate(spectrum(f)), spectrum(g)), multiplied(reversed_spectrum, spectrum(g))


@claim(
    label="a-short-period-wraps",
    title="A transform no longer than the signal convolves in a circle: the end of the result falls on its beginning.",
    refutes="Multiplying two spectra of the signal's length gives the linear convolution.",
    statement=r"(f \circledast g)[n] \ne (f * g)[n] \quad\text{for some } f, g, n",
    evidence=Search("pairs of zeros and ones of one length", binary_tuples(2, range(1, 4), equal=True)),
    rests_on=("convolution-theorem",),
    source="A. V. Oppenheim, R. W. Schafer, Discrete-Time Signal Processing, 3rd ed., 2010, section 8.6",
)
def a_short_period_wraps(f, g):
    """The convolution has one sample less than both together, and a circle of one signal's length is too short."""
    around = convolved(Signal(f, None), Signal(g, None)).values
    return around, convolve(f, g)[: len(f)]


def _matrix_pairs() -> Iterator[Case]:
    every = sorted(product((0, 1), repeat=4), key=sum)
    for entries in sorted(product(every, repeat=2), key=lambda pair: sum(map(sum, pair))):
        yield Case(tuple(np.array(part).reshape(1, 2, 2) for part in entries))


def _channels_convolved(g: np.ndarray, h: np.ndarray) -> np.ndarray:
    """Return the convolution of two kernels whose taps are matrices: it runs over taps, and multiplies matrices."""
    total = np.zeros((len(g) + len(h) - 1, g.shape[1], h.shape[2]), dtype=int)
    for i, j in np.ndindex(len(g), len(h)):
        total[i + j] += g[i] @ h[j]
    return total


@claim(
    label="layers-with-channels-do-not-commute",
    title="Layers with several channels do not commute: their taps are matrices.",
    refutes="Convolution layers commute, since convolution does.",
    statement=r"G * H \ne H * G \quad\text{for some matrix-valued } G, H",
    evidence=Search("kernels of one tap, 2 by 2 matrices of zeros and ones, the emptiest first", _matrix_pairs),
    source="R. A. Horn, C. R. Johnson, Matrix Analysis, 2nd ed., 2013, section 0.2",
)
def layers_with_channels_do_not_commute(G, H):
    """The proof that convolution commutes exchanges two values once; matrices may not be exchanged."""
    return _channels_convolved(G, H), _channels_convolved(H, G)
