"""The question's own cells, against a transcription of its two sums."""

from itertools import product

import pytest

from flipconv.claims import question


def by_hand(operation, row, column):
    """Return the indices that the sum has where the matrix reads the image at (row - 1, column - 1)."""
    i, j = row - 1, column - 1
    return ((i, j), (i, j)) if operation == "correlation" else ((-i, -j), (i, j))


@pytest.mark.parametrize(
    ("cell", "indices"),
    [
        ("F[-N,0] I[x-N,y]", ((-1, 0), (-1, 0))),
        ("F[N,-N] I[x,y+N]", ((1, -1), (0, 1))),
        ("F[0,0] I[x+N,y-N]", ((0, 0), (1, -1))),
    ],
)
def test_cells_are_read_as_printed(cell, indices):
    assert question._indices(cell) == indices


def test_an_index_that_is_not_of_the_question_is_refused():
    with pytest.raises(ValueError, match="not an index of the question"):
        _ = question._offset("z+N")


def test_the_slips_are_those_whose_indices_differ_from_the_sum():
    wrong = [
        (operation, question.PRINTED[operation][row][column])
        for operation, row, column in product(question.PRINTED, range(3), range(3))
        if question._indices(question.PRINTED[operation][row][column]) != by_hand(operation, row, column)
    ]
    assert wrong == list(question.SLIPS)
    assert len(wrong) == 3


def test_the_mended_cells_are_those_of_the_sums():
    mended = question._corrected()
    for operation, row, column in product(mended, range(3), range(3)):
        assert question._indices(mended[operation][row][column]) == by_hand(operation, row, column)
