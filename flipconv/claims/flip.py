"""Claims: one flip turns each operation into the other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from flipconv.claims.bases import Basis
from flipconv.claims.evidence import Case, Exhausted, Search, Symbolic
from flipconv.claims.register import claim
from flipconv.claims.settings import SHAPES, every_mode, mirrored, square_kernels
from flipconv.flips import conjugate_flip, flip
from flipconv.matrices import exchange
from flipconv.operators import convolve, correlate

BRACEWELL = "R. N. Bracewell, The Fourier Transform and Its Applications, 3rd ed., 2000, chapter 3"

KERNELS = (((1,),), ((4,),), ((2, 3),), ((3, 2),), ((3, 3),))


def convolve_without_flip(x, h, **how):
    """The flip left out."""
    return convolve(x, h, **how), correlate(x, np.conj(h), **how)


def convolve_without_conjugate(x, h, **how):
    """The conjugate left out."""
    return convolve(x, h, **how), correlate(x, flip(h), **mirrored(how, h))


def convolve_with_the_anchor_unmoved(x, h, **how):
    """The anchor kept where it was while the kernel turned."""
    return convolve(x, h, **how), correlate(x, conjugate_flip(h), **how)


def convolve_with_one_axis_flipped(x, h, **how):
    """Only the last axis flipped."""
    return convolve(x, h, **how), correlate(x, conjugate_flip(h, axes=-1), **mirrored(how, h))


@claim(
    label="the-flip-law-holds-in-every-mode",
    title="The code keeps the flip law in every mode, border and anchor, for even kernels too.",
    statement=r"x * h = \overline{\flip h} \star x",
    evidence=Basis(SHAPES, every_mode),
    counterfeits=(
        convolve_without_flip,
        convolve_without_conjugate,
        convolve_with_the_anchor_unmoved,
        convolve_with_one_axis_flipped,
    ),
    source=BRACEWELL,
)
def convolution_is_flipped_correlation(x, h, **how):
    """Tap $j$ of one sum is tap $m - 1 - j$ of the other, and the two conjugates cancel."""
    return convolve(x, h, **how), correlate(x, conjugate_flip(h), **mirrored(how, h))


def correlate_without_flip(x, h, **how):
    """The flip left out."""
    return correlate(x, h, **how), convolve(x, np.conj(h), **how)


def correlate_without_conjugate(x, h, **how):
    """The conjugate left out."""
    return correlate(x, h, **how), convolve(x, flip(h), **mirrored(how, h))


@claim(
    label="the-flip-law-holds-backwards-in-every-mode",
    title="The code keeps the flip law read backwards, too, in every mode, border and anchor.",
    statement=r"h \star x = x * \overline{\flip h}",
    evidence=Basis(SHAPES, every_mode),
    counterfeits=(correlate_without_flip, correlate_without_conjugate),
    source=BRACEWELL,
)
def correlation_is_flipped_convolution(x, h, **how):
    """The same re-indexing, read from right to left."""
    return correlate(x, h, **how), convolve(x, conjugate_flip(h), **mirrored(how, h))


def flip_law_without_conjugate(x, h):
    """The conjugate left out."""
    return convolve(x, h), correlate(x, flip(h))


@claim(
    label="flip-law-on-symbols",
    title="On SymPy symbols, too, convolution is correlation with the conjugate flip.",
    statement=r"x * h = \overline{\flip h} \star x",
    evidence=Symbolic((((3,), (2,)), ((2,), (3,)), ((2, 2), (1, 2)))),
    counterfeits=(flip_law_without_conjugate,),
    source=BRACEWELL,
)
def flip_law_on_symbols(x, h):
    """Each side is a sum of products of symbols; their difference expands to nothing."""
    return convolve(x, h), correlate(x, conjugate_flip(h))


def flip_once(h):
    """One flip taken for two."""
    return conjugate_flip(h), h


def flip_twice_and_conjugate(h):
    """One conjugate too many."""
    return np.conj(conjugate_flip(conjugate_flip(h))), h


@claim(
    label="flip-is-an-involution",
    title="Taking the conjugate flip twice gives the kernel back.",
    statement=r"\overline{\flip\,\overline{\flip h}} = h",
    evidence=Basis(KERNELS),
    counterfeits=(flip_once, flip_twice_and_conjugate),
    source="m - 1 - (m - 1 - j) = j, and a conjugate is its own inverse",
)
def flip_is_an_involution(h):
    """Each tap goes to its mirror image and back."""
    return conjugate_flip(conjugate_flip(h)), h


def _turned(h: np.ndarray) -> np.ndarray:
    """Return a matrix turned by 90 degrees: its last column becomes the first row."""
    rows, columns = h.shape
    turned = np.empty((columns, rows), h.dtype)
    for i, j in np.ndindex(columns, rows):
        turned[i, j] = h[j, columns - 1 - i]
    return turned


def quarter_turn(h):
    """A turn by 90 degrees."""
    return flip(h), _turned(h)


def transpose(h):
    """Rows and columns exchanged."""
    return flip(h), h.T


def rows_only(h):
    """Only the rows reversed."""
    return flip(h), h[::-1]


@claim(
    label="flip-is-a-half-turn",
    title="In two dimensions the flip is a rotation by 180 degrees.",
    statement=r"\flip h = \operatorname{rot}_{180} h",
    evidence=Basis(KERNELS[2:]),
    counterfeits=(quarter_turn, transpose, rows_only),
    source="a half turn is two quarter turns, which are written out by their indices",
)
def flip_is_a_half_turn(h):
    """Reversing rows and columns of $M$ by $N$ taps sends $(i, j)$ to $(M - 1 - i, N - 1 - j)$: two quarter turns."""
    return flip(h), _turned(_turned(h))


def exchange_on_the_left_only(h):
    """One exchange matrix forgotten."""
    return flip(h), np.eye(len(h), dtype=int)[::-1] @ h


@claim(
    label="flip-is-two-exchanges",
    title="In two dimensions the flip is multiplication by exchange matrices from both sides.",
    statement=r"\flip h = J\, h\, J",
    evidence=Basis(KERNELS[2:]),
    counterfeits=(exchange_on_the_left_only,),
    source="G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed., 2013, section 1.2.11",
)
def flip_is_two_exchanges(h):
    """$J$, the identity with its columns reversed, reverses rows from the left and columns from the right."""
    rows, columns = map(exchange, h.shape)
    return flip(h), rows @ h @ columns


def _linear_part(d: int) -> np.ndarray:
    """Return the matrix of the flip's action on places, read off a kernel whose entries are its places."""
    places = np.moveaxis(np.indices((2,) * d), 0, -1)
    turned = flip(places, axes=range(d))
    origin = turned[(0,) * d]
    steps = [tuple(int(axis == k) for axis in range(d)) for k in range(d)]
    return np.array([turned[step] - origin for step in steps]).T


def always_a_rotation(d):
    """A rotation in every dimension."""
    return round(np.linalg.det(_linear_part(d))), 1


@claim(
    label="flip-is-a-reflection-in-odd-dimensions",
    title="The flip reverses orientation in one and in three dimensions, and is a rotation in two and in four.",
    statement=r"\det(-I_d) = (-1)^d",
    evidence=Exhausted("d from 1 to 4", lambda: [Case((d,)) for d in range(1, 5)]),
    counterfeits=(always_a_rotation,),
    source="an orthogonal matrix is a rotation if and only if its determinant is 1",
)
def flip_is_a_reflection_in_odd_dimensions(d):
    """Each axis that is reversed contributes a factor -1 to the determinant."""
    # LU on a matrix with entries 0 and -1 on the diagonal takes no rounding
    return round(np.linalg.det(_linear_part(d))), (-1) ** d


@claim(
    label="transposing-is-not-flipping",
    title="Transposing a kernel is not, in general, flipping it.",
    refutes="Transposing a kernel flips it.",
    statement=r"h^{\mathsf T} \ne \flip h \quad\text{for some } h",
    evidence=Search("square kernels of zeros and ones, smallest first", square_kernels),
    source="R. Szeliski, Computer Vision, 2nd ed., 2022, section 3.2",
)
def transposing_is_not_flipping(h):
    """Transposing exchanges the axes, flipping reverses them; entries on the main diagonal tell."""
    return h.T, flip(h)


def _short_pairs() -> Iterator[Case]:
    """Yield signals of ones with kernels of zeros and ones, the fewest entries first."""
    for size in range(2, 7):
        for m in range(1, size):
            for bits in range(1, 2**m):
                yield Case((np.ones(size - m, dtype=int), np.array([bits >> place & 1 for place in range(m)])))


@claim(
    label="one-anchor-number-for-both-fails",
    title="Under same, the flip law can fail if both sides use one anchor number.",
    refutes="The flip law holds with one anchor number on both sides.",
    statement=(
        r"\begin{gathered} x * h \ne \overline{\flip h} \star x \\"
        r" \text{for some } x, h \text{, with } a \text{ on both sides} \end{gathered}"
    ),
    evidence=Search("signals of ones with kernels of zeros and ones, the fewest entries first", _short_pairs),
    source="the anchor belongs to a tap, and the flip moves the taps",
)
def one_anchor_number_for_both_fails(x, h):
    """With an even number of taps none is its own mirror image; the anchor must move from $a$ to $m - 1 - a$."""
    anchor = (len(h) - 1) // 2
    return (
        convolve(x, h, mode="same", anchor=anchor),
        correlate(x, conjugate_flip(h), mode="same", anchor=anchor),
    )
