"""Claims: what moves with a signal, and what in a network does not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from flipconv.claims.evidence import Case, Exhausted, Search
from flipconv.claims.refutations import binary
from flipconv.claims.register import claim
from flipconv.matrices import circulant
from flipconv.operators import correlate

DAVIS = "P. J. Davis, Circulant Matrices, Wiley, 1979, section 3.1"


def _moving_matrices() -> Iterator[Case]:
    """Yield the matrices, of all small ones, that give the same when the signal is moved first and last."""
    for n, entries in ((2, (-1, 0, 1, 2)), (3, (0, 1, 2)), (4, (0, 1))):
        every = np.array(entries)[np.indices((len(entries),) * n**2).reshape(n, n, -1).T]
        # moving the signal first moves the columns of a matrix, moving the output its rows
        kept = (np.roll(every, -1, axis=2) == np.roll(every, 1, axis=1)).all(axis=(1, 2))
        yield from (Case((matrix,)) for matrix in every[kept])


def _circulant_of(response: np.ndarray) -> np.ndarray:
    return circulant(response, len(response))


def circulant_of_the_first_row(A):
    """The row read for the column: the matrix of the reversed kernel."""
    return A, _circulant_of(A[0])


def circulant_of_the_second_column(A):
    """The answer to an impulse at place 1."""
    return A, _circulant_of(A[:, 1])


@claim(
    label="a-matrix-that-moves-with-one-shift-is-a-circulant",
    title="A matrix that commutes with the shift by one place is the circulant of its first column.",
    statement=r"A S = S A \;\Longrightarrow\; A = \operatorname{circ}(A \delta)",
    given="S moves a circle of n samples by one place",
    evidence=Exhausted(
        "those that commute, of all 2 by 2 matrices of -1, 0, 1, 2, all 3 by 3 of 0, 1, 2 and all 4 by 4 of 0, 1",
        _moving_matrices,
    ),
    counterfeits=(circulant_of_the_first_row, circulant_of_the_second_column),
    rests_on=("a-linear-equivariant-map-is-a-convolution",),
    source=DAVIS,
)
def a_matrix_that_moves_with_one_shift_is_a_circulant(A):
    """The second column is the answer to an impulse that has moved, so it is the first column, moved; and so on."""
    return A, _circulant_of(A[:, 0])


def _signals() -> Iterator[Case]:
    """Yield signals and kernels of zeros and ones, the shortest first."""
    for n, m in sorted(product(range(1, 5), range(1, 4)), key=lambda shape: (sum(shape), shape)):
        for x, h in product(binary(n), binary(m)):
            yield Case((x, h))


@claim(
    label="zeros-beyond-the-ends-do-not-move",
    title="With a border of zeros, filtering in mode same does not move with the picture.",
    refutes="A convolution layer moves with its picture.",
    statement=r"h \star_{\text{same}} (S x) \ne S (h \star_{\text{same}} x) \quad\text{for some } x, h",
    given="S moves by one place, and what leaves at the end comes in at the start",
    evidence=Search("signals of 1 to 4 and kernels of 1 to 3 zeros and ones, the shortest first", _signals),
    source="this site",
)
def zeros_beyond_the_ends_do_not_move(x, h):
    """Of the answer to a sample at the end, a part falls off; moved away from the end, the sample gets all of it."""
    return correlate(np.roll(x, 1), h, mode="same"), np.roll(correlate(x, h, mode="same"), 1)


@claim(
    label="a-stride-does-not-move-with-one-sample",
    title="A layer with stride 2 does not move with its signal: moved by one sample, it can answer with other numbers.",
    refutes="A convolution layer with a stride moves with its picture.",
    statement=r"(h \star S x)[2 k] \ne (h \star x)[2 (k - t)] \quad\text{for some } x, h \text{ and every } t",
    given="a circle of four samples, so of two outputs",
    evidence=Search(
        "circles of four zeros and ones, kernels of 1 to 3",
        lambda: (case for case in _signals() if len(case.args[0]) == 4),
    ),
    source="R. Zhang, Making Convolutional Networks Shift-Invariant Again, ICML 2019",
)
def a_stride_does_not_move_with_one_sample(x, h):
    """Moved by one, the outputs kept are those that were dropped before."""

    def sorted_outputs(signal: np.ndarray) -> list[int]:
        # two outputs on a circle have moved if and only if they are the same ones in some order
        return sorted(correlate(signal, h, mode="same", boundary="wrap")[::2].tolist())

    return sorted_outputs(np.roll(x, 1)), sorted_outputs(x)
