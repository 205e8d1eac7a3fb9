"""
Claims: the question this project answers, its two matrices run against its two sums, its Gaussian.

The question writes each operation as a sum over i and j and then as a matrix whose cells are to be
added. `PRINTED` holds the cells as printed; running them finds the ones that do not belong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np

from flipconv.claims.bases import Basis
from flipconv.claims.evidence import Case, Exhausted, Search
from flipconv.claims.exact import positive_eigenvalues, rank
from flipconv.claims.register import claim
from flipconv.flips import flip
from flipconv.kernels import EMBOSS, GAUSSIAN
from flipconv.operators import convolve, correlate

SOURCE = (
    "Cross Validated, Are there mathematical reasons for convolution in neural networks beyond expediency?, "
    "as stored with this project"
)

PRINTED: dict[str, list[list[str]]] = {
    "correlation": [
        ["F[-N,-N] I[x-N,y-N]", "F[-N,0] I[x-N,y-N]", "F[-N,N] I[x-N,y+N]"],
        ["F[0,-N] I[x,y-N]", "F[0,0] I[x,y]", "F[0,N] I[x,y+N]"],
        ["F[N,-N] I[x+N,y-N]", "F[N,0] I[x+N,y]", "F[N,N] I[x+N,y+N]"],
    ],
    "convolution": [
        ["F[N,N] I[x-N,y-N]", "F[N,0] I[x-N,y-N]", "F[N,-N] I[x-N,y+N]"],
        ["F[0,N] I[x,y-N]", "F[0,0] I[x,y]", "F[0,-N] I[x,y+N]"],
        ["F[-N,-N] I[x+N,y-N]", "F[-N,0] I[x+N,y]", "F[-N,-N] I[x+N,y+N]"],
    ],
}
"""The cells of the two matrices that the question prints; the dots between them stand for the rest."""

SLIPS: dict[tuple[str, str], str] = {
    ("correlation", "F[-N,0] I[x-N,y-N]"): "F[-N,0] I[x-N,y]",
    ("convolution", "F[N,0] I[x-N,y-N]"): "F[N,0] I[x-N,y]",
    ("convolution", "F[-N,-N] I[x+N,y-N]"): "F[-N,N] I[x+N,y-N]",
}
"""What is printed, and what the sum has there."""

# N = 1: then the nine printed cells are the whole matrix, and nothing hides behind the dots
FILTER = np.array([[2, 3, 5], [7, 11, 13], [17, 19, 23]])
IMAGE = np.array([[29, 31, 37, 41], [43, 47, 53, 59], [61, 67, 71, 73], [79, 83, 89, 97]])


def _offset(text: str) -> int:
    """Return the number that an index such as ``x-N``, ``-N``, ``y`` or ``0`` stands for, with N = 1, x = y = 0."""
    sign = re.fullmatch(r"[xy]?([+-]?)(N?|0)", text)
    if sign is None:
        raise ValueError(f"{text!r} is not an index of the question")
    return {"-": -1, "+": 1, "": 1}[sign[1]] if sign[2] == "N" else 0


def _indices(cell: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the offsets of filter and image in a printed cell."""
    numbers = [_offset(text) for text in re.findall(r"[^\[\],\s]+(?=[,\]])", cell)]
    return (numbers[0], numbers[1]), (numbers[2], numbers[3])


def _value(cell: str, x: int, y: int) -> int:
    (i, j), (dx, dy) = _indices(cell)
    return int(FILTER[i + 1, j + 1] * IMAGE[x + dx, y + dy])


def _term(operation: str, row: int, column: int, x: int, y: int) -> int:
    """Return the term of the sum that reads the image at (x + row - 1, y + column - 1)."""
    i, j = row - 1, column - 1
    taps = FILTER if operation == "correlation" else FILTER[::-1, ::-1]
    return int(taps[row, column] * IMAGE[x + i, y + j])


def _wrong_cells(matrices: dict[str, list[list[str]]]) -> list[tuple[str, str]]:
    """Return the cells whose product is not the term of the sum, at some pixel."""
    return [
        (operation, cell)
        for operation, rows in matrices.items()
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if any(_value(cell, x, y) != _term(operation, row, column, x, y) for x in (1, 2) for y in (1, 2))
    ]


def _corrected(slips: dict[tuple[str, str], str] = SLIPS) -> dict[str, list[list[str]]]:
    """Return the printed matrices with the slips mended."""
    return {
        operation: [[slips.get((operation, cell), cell) for cell in cells] for cells in rows]
        for operation, rows in PRINTED.items()
    }


def only_the_middle_columns_slip():
    """The corner of the second matrix overlooked."""
    return _wrong_cells(PRINTED), [slip for slip in SLIPS if "N,0" in slip[1]]


def nothing_slips():
    """The matrices taken as printed."""
    return _wrong_cells(PRINTED), []


@claim(
    label="question-has-three-slips",
    title="The two matrices of the question contain exactly three wrong index pairs.",
    statement=(r"F[-N,0]\,I[x{-}N,y{-}N],\quad F[N,0]\,I[x{-}N,y{-}N],\quad F[-N,-N]\,I[x{+}N,y{-}N]"),
    evidence=Exhausted("the 18 printed cells with N = 1, on primes, at four pixels", lambda: [Case(())]),
    counterfeits=(only_the_middle_columns_slip, nothing_slips),
    source=SOURCE,
)
def question_has_three_slips():
    """Each cell is run on primes, so that it equals its term of the sum only if its indices are right."""
    return _wrong_cells(PRINTED), list(SLIPS)


def _pixels() -> Iterator[Case]:
    return (Case((operation, x, y)) for operation in PRINTED for x in (1, 2) for y in (1, 2))


def _added(matrices: dict[str, list[list[str]]], operation: str, x: int, y: int) -> int:
    return sum(_value(cell, x, y) for cells in matrices[operation] for cell in cells)


def _operation(name: str) -> Callable[..., np.ndarray]:
    return {"correlation": correlate, "convolution": convolve}[name]


def matrices_as_printed(operation, x, y):
    """The three slips left in."""
    return _added(PRINTED, operation, x, y), _operation(operation)(IMAGE, FILTER, mode="same")[x, y]


def matrices_with_the_corner_left(operation, x, y):
    """Two slips mended of three."""
    two = {slip: mended for slip, mended in SLIPS.items() if "N,0" in slip[1]}
    return _added(_corrected(two), operation, x, y), _operation(operation)(IMAGE, FILTER, mode="same")[x, y]


@claim(
    label="question-corrected-matrices-add-up",
    title="With the three slips mended, the cells of each matrix add up to its operation.",
    statement=r"I[x{-}N,y],\quad I[x{-}N,y],\quad F[-N,N]",
    evidence=Exhausted("both matrices with N = 1, on primes, at four pixels", _pixels),
    counterfeits=(matrices_as_printed, matrices_with_the_corner_left),
    rests_on=("question-has-three-slips", "convolve-is-its-sum", "correlate-is-its-sum"),
    source=SOURCE,
)
def question_corrected_matrices_add_up(operation, x, y):
    """The library computes the right side from its own definition, the left one only from the cells."""
    return _added(_corrected(), operation, x, y), _operation(operation)(IMAGE, FILTER, mode="same")[x, y]


def _law_abiding_filters() -> Iterator[Case]:
    for bits in sorted(range(16), key=lambda bits: (bits.bit_count(), bits)):
        h = np.array([bits >> place & 1 for place in range(4)]).reshape(2, 2)
        if np.array_equal(convolve(IMAGE, h), correlate(IMAGE, flip(h))):
            yield Case((h,))


@claim(
    label="flip-law-needs-no-symmetric-filter",
    title="Convolution is correlation with rows and columns flipped also for filters that are not symmetric.",
    refutes="Convolution is correlation with rows and columns flipped only as long as the filter is symmetric.",
    statement=r"x * h = \flip h \star x \quad\text{though } h \ne h^{\mathsf T}",
    evidence=Search("2×2 filters of zeros and ones for which the law holds, the emptiest first", _law_abiding_filters),
    rests_on=("the-flip-law-holds-in-every-mode",),
    source=SOURCE,
)
def flip_law_needs_no_symmetric_filter(h):
    """The flip law holds for this filter though it is not symmetric."""
    return h, h.T


def emboss_in_its_place(x):
    """A kernel without point symmetry."""
    return convolve(x, EMBOSS.taps, method="direct"), correlate(x, EMBOSS.taps, method="direct")


@claim(
    label="question-gaussian-cannot-feel-the-flip",
    title="With the question's Gaussian, convolution and correlation of any image are the same.",
    statement=r"x * G = G \star x",
    evidence=Basis((((1, 1),), ((2, 3),), ((4, 3),))),
    counterfeits=(emboss_in_its_place,),
    source=SOURCE,
)
def question_gaussian_cannot_feel_the_flip(x):
    """The Gaussian is its own flip: it is symmetric under the half turn."""
    return convolve(x, GAUSSIAN.taps, method="direct"), correlate(x, GAUSSIAN.taps, method="direct")


BINOMIAL = np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1])


def binomial_sum():
    """The binomial kernel taken for it."""
    return int(BINOMIAL.sum()), 273


@claim(
    label="question-gaussian-sums-to-273",
    title="The entries of the question's Gaussian add up to 273.",
    statement=r"\sum_{i,j} G_{ij} = 273",
    evidence=Exhausted("the 25 entries", lambda: [Case(())]),
    counterfeits=(binomial_sum,),
    source=SOURCE,
)
def question_gaussian_sums_to_273():
    """Divided by it, the kernel keeps the mean of an image."""
    return int(GAUSSIAN.taps.sum()), 273


def binomial_rank():
    """The binomial kernel taken for it, which is separable."""
    return rank(BINOMIAL), 3


@claim(
    label="question-gaussian-has-rank-3",
    title="The question's Gaussian has rank 3, so it is not separable.",
    statement=r"\operatorname{rank} G = 3",
    evidence=Exhausted("elimination in fractions", lambda: [Case(())]),
    counterfeits=(binomial_rank,),
    source=SOURCE,
)
def question_gaussian_has_rank_3():
    """A separable kernel, an outer product of two vectors, has rank 1."""
    return rank(GAUSSIAN.taps), 3


# the first singular value lies between the first two numbers, the second between the others
BOUNDS = tuple(Fraction(bound) for bound in ("75.736", "75.737", "0.957", "0.958"))


def _singular_values_above(matrix: np.ndarray) -> list[int]:
    """Return how many singular values exceed each of the bounds; nothing is rounded."""
    gram = matrix @ matrix.T
    return [positive_eigenvalues(gram, bound**2) for bound in BOUNDS]


def binomial_singular_values():
    """The binomial kernel taken for it, whose second singular value vanishes."""
    return _singular_values_above(BINOMIAL), [1, 0, 2, 1]


@claim(
    label="question-gaussian-is-nearly-separable",
    title="The second singular value of the question's Gaussian is 1.26 percent of the first, to two places.",
    statement=r"75.736 < \sigma_1 < 75.737,\quad 0.957 < \sigma_2 < 0.958,\quad \sigma_2 / \sigma_1 \approx 1.26\,\%",
    evidence=Exhausted("signs of pivots in fractions, at the four bounds", lambda: [Case(())]),
    counterfeits=(binomial_singular_values,),
    source="J. J. Sylvester's law of inertia: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed., section 8.1.5",
)
def question_gaussian_is_nearly_separable():
    """From the bounds the ratio lies between 1.263 and 1.265 percent; one outer product comes close to the kernel."""
    low, high = BOUNDS[2] / BOUNDS[1], BOUNDS[3] / BOUNDS[0]
    within = Fraction("0.01255") < low and high < Fraction("0.01265")
    return _singular_values_above(GAUSSIAN.taps), [1, 0, 2, 1] if within else []
