"""Claims: which kernels can feel the flip."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from flipconv.claims.bases import Basis, basis
from flipconv.claims.evidence import Case, Exhausted, Search
from flipconv.claims.register import claim
from flipconv.claims.settings import SHAPES, every_mode, full_and_same, mirrored, square_kernels
from flipconv.flips import conjugate_flip, even_part, flip, odd_part
from flipconv.kernels import KERNELS
from flipconv.operators import convolve, correlate

SOURCE = "R. N. Bracewell, The Fourier Transform and Its Applications, 3rd ed., 2000, chapter 2"

SHAPES_OF_H = (((1,),), ((4,),), ((2, 3),), ((3, 3),))


def parts_without_conjugate(h):
    """Parts taken with the plain flip, where a complex kernel needs the conjugate."""
    return even_part(h), conjugate_flip((h + flip(h)) * 0.5)


@claim(
    label="even-part-is-its-own-flip",
    title="The even part of a kernel is its own conjugate flip.",
    statement=r"\overline{\flip h_{\text{even}}} = h_{\text{even}}",
    evidence=Basis(SHAPES_OF_H),
    counterfeits=(parts_without_conjugate,),
    source=SOURCE,
)
def even_part_is_its_own_flip(h):
    """The conjugate flip exchanges the two halves of the sum."""
    return even_part(h), conjugate_flip(even_part(h))


def parts_with_the_odd_part_negated(h):
    """The sign of the odd part lost."""
    return even_part(h) - odd_part(h), h


@claim(
    label="parts-add-up",
    title="A kernel is the sum of its even and its odd part.",
    statement=r"h = h_{\text{even}} + h_{\text{odd}}",
    evidence=Basis(SHAPES_OF_H),
    counterfeits=(parts_with_the_odd_part_negated,),
    source=SOURCE,
)
def parts_add_up(h):
    """Half the conjugate flip is added once and taken away once."""
    return even_part(h) + odd_part(h), h


def _difference(x, h, how):
    return convolve(x, h, **how) - correlate(x, h, **mirrored(how, h))


def difference_with_the_sign_lost(x, h, **how):
    """Plus twice, for minus twice."""
    return _difference(x, h, how), 2 * correlate(x, odd_part(h), **mirrored(how, h))


def difference_with_the_even_part(x, h, **how):
    """The other part."""
    return _difference(x, h, how), -2 * correlate(x, even_part(h), **mirrored(how, h))


def difference_without_conjugate(x, h, **how):
    """The odd part taken with the plain flip."""
    return _difference(x, h, how), -correlate(x, h - flip(h), **mirrored(how, h))


@claim(
    label="difference-is-the-odd-part",
    title="Convolution minus correlation is minus twice the correlation with the odd part of the kernel.",
    statement=r"x * h - h \star x = -2\, h_{\text{odd}} \star x",
    given="real kernels, and complex ones whose odd part is taken up to a conjugate",
    evidence=Basis(SHAPES, every_mode),
    counterfeits=(difference_with_the_sign_lost, difference_with_the_even_part, difference_without_conjugate),
    source=SOURCE,
)
def difference_is_the_odd_part(x, h, **how):
    """Convolving is correlating with the even part less the odd part, so the even parts cancel."""
    return _difference(x, h, how), -2 * correlate(x, odd_part(h), **mirrored(how, h))


def odd_kernels_agree(x, h, **how):
    """The sign lost."""
    return convolve(x, odd_part(h), **how), correlate(x, odd_part(h), **mirrored(how, h))


def every_kernel_changes_sign(x, h, **how):
    """The even part left in."""
    return convolve(x, h, **how), -correlate(x, h, **mirrored(how, h))


@claim(
    label="odd-kernels-change-sign",
    title="With an odd kernel the two operations differ by their sign alone.",
    statement=r"x * h_{\text{odd}} = -\, h_{\text{odd}} \star x",
    evidence=Basis(SHAPES, full_and_same),
    counterfeits=(odd_kernels_agree, every_kernel_changes_sign),
    rests_on=("the-flip-law-holds-backwards-in-every-mode",),
    source=SOURCE,
)
def odd_kernels_change_sign(x, h, **how):
    """The conjugate flip of an odd kernel is its negative."""
    return convolve(x, odd_part(h), **how), -correlate(x, odd_part(h), **mirrored(how, h))


CLASSICS = {
    "Gaussian 5x5": "same",
    "box blur": "same",
    "Laplacian": "same",
    "sharpen": "same",
    "Sobel, along columns": "opposite",
    "Prewitt, along columns": "opposite",
    "emboss": "neither",
    "letter F": "neither",
}


def _felt(h: np.ndarray) -> str:
    """Return how the two operations compare on an impulse, and so on every signal."""
    left, right = convolve([[1]], h), correlate([[1]], h)
    if np.array_equal(left, right):
        return "same"
    return "opposite" if np.array_equal(left, -right) else "neither"


def classics_under_transposition(name):
    """The transpose taken for the flip."""
    h = _taps(name)
    return "same" if np.array_equal(h, h.T) else "opposite" if np.array_equal(h, -h.T) else "neither", CLASSICS[name]


def _taps(name: str) -> np.ndarray:
    return next(kernel.taps for kernel in KERNELS if kernel.name == name)


@claim(
    label="classic-kernels-sorted",
    title="The blurs, Laplacian and sharpen are their own flip, Sobel and Prewitt its negative, emboss and F neither.",
    statement=r"h = \flip h,\qquad h = -\flip h,\qquad\text{neither}",
    evidence=Exhausted("the named kernels of flipconv.kernels", lambda: [Case((kernel.name,)) for kernel in KERNELS]),
    counterfeits=(classics_under_transposition,),
    source="the kernels carry their sources",
)
def classic_kernels_sorted(name):
    """An impulse prints the kernel on one side and its flip on the other; both operations are linear."""
    return _felt(_taps(name)), CLASSICS[name]


def _small_kernels() -> Iterator[Case]:
    """Yield every kernel of the box, in one dimension and in two."""
    entries = (0, 1, -1, 1j)
    for shape in ((1,), (2,), (3,), (1, 2), (2, 2)):
        for taps in product(entries, repeat=int(np.prod(shape))):
            yield Case((np.array(taps, dtype=complex).reshape(shape),))


def _agree_on_every_signal(h: np.ndarray) -> bool:
    # both sides are linear in the signal, so the basis of one length stands for all signals of it
    signals = basis((2,) * h.ndim)
    return all(np.array_equal(convolve(x, h), correlate(x, h)) for x in signals)


def agree_iff_equal_to_plain_flip(h):
    """The conjugate left out of the condition."""
    return _agree_on_every_signal(h), np.array_equal(h, flip(h))


def agree_iff_symmetric_matrix(h):
    """Symmetry of the matrix taken for symmetry under the flip."""
    return _agree_on_every_signal(h), np.array_equal(h, h.T)


@claim(
    label="operations-agree-iff-own-flip",
    title="The two operations agree on every signal if and only if the kernel is its own conjugate flip.",
    statement=r"\bigl(\forall x:\; x * h = h \star x\bigr) \iff h = \overline{\flip h}",
    given="mode full",
    evidence=Exhausted(
        "kernels of 1, 2, 3, 1×2 and 2×2 taps from {0, 1, -1, i}, on a basis of the signals of 2 samples per axis",
        _small_kernels,
    ),
    counterfeits=(agree_iff_equal_to_plain_flip, agree_iff_symmetric_matrix),
    rests_on=("the-flip-law-holds-in-every-mode", "difference-is-the-odd-part"),
    source=SOURCE,
)
def operations_agree_iff_own_flip(h):
    """An impulse shows $h$ on one side and its conjugate flip on the other; so they agree only then."""
    return _agree_on_every_signal(h), np.array_equal(h, conjugate_flip(h))


@claim(
    label="symmetric-matrix-is-not-enough",
    title="A symmetric matrix is not enough for the two operations to agree.",
    refutes="The two operations agree if the kernel is a symmetric matrix.",
    statement=r"h = h^{\mathsf T} \;\not\Rightarrow\; x * h = h \star x",
    evidence=Search(
        "symmetric kernels of zeros and ones, smallest first",
        lambda: (case for case in square_kernels() if np.array_equal(case.args[0], case.args[0].T)),
    ),
    source="the question says: as long as the filter is symmetric",
)
def symmetric_matrix_is_not_enough(h):
    """Transposing is not flipping, so symmetry under the one says nothing about the other."""
    impulse = np.array([[1]])
    return convolve(impulse, h), correlate(impulse, h)


@claim(
    label="symmetric-matrix-is-not-needed",
    title="A symmetric matrix is not needed for the two operations to agree.",
    refutes="The two operations agree only if the kernel is a symmetric matrix.",
    statement=r"x * h = h \star x \;\not\Rightarrow\; h = h^{\mathsf T}",
    evidence=Search(
        "square kernels of zeros and ones on which the operations agree, smallest first",
        lambda: (case for case in square_kernels() if np.array_equal(case.args[0], flip(case.args[0]))),
    ),
    rests_on=("operations-agree-iff-own-flip",),
    source="the question says: as long as the filter is symmetric",
)
def symmetric_matrix_is_not_needed(h):
    """A kernel can survive the half turn and still differ from its transpose."""
    return h, h.T
