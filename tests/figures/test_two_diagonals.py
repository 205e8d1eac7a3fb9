"""One table, two diagonals: the products, the bands, their sums and the words."""

from __future__ import annotations

import numpy as np
import pytest

from flipconv import convolve, correlate
from flipconv.figures import LIGHT, diagonals, fills, numbers, windows
from flipconv.figures.drawings.two_diagonals import Table, draw_two_diagonals, frame_two_diagonals
from flipconv.figures.style import WEIGHT_COLOURS
from tests.figures.artists import marks
from tests.scripts import drawn


def table(x, h) -> Table:
    return Table(np.array(x), np.array(h), np.outer(x, h), convolve(x, h), correlate(x, h))


# more taps than samples, and fewer
TABLES = [table([3, -1], [1, 2, 4]), table([7, 0, 2, 5, 1], [2, -3])]


_ = None


def sums(figure, operation: str) -> list[int]:
    """The sums along the L, from the first to the last: down, and then along the bottom."""
    drawn = numbers(figure, f"{operation}: sums")
    if operation == "correlate":
        # from the right
        drawn = drawn[:, ::-1]
    return [value for value in [*drawn[:-1, 0], *drawn[-1]] if value is not None]


def cells(ends: tuple) -> list[tuple[int, int]]:
    (row, column), (last, end) = ends
    return [(row + i, column + i * int(np.sign(end - column))) for i in range(last - row + 1)]


@pytest.mark.parametrize("shown", TABLES, ids=["n < m", "n > m"])
@pytest.mark.parametrize("operation", ["convolve", "correlate"])
def test_the_bands_cover_the_table_once_and_add_up_to_what_the_library_says(shown, operation):
    figure = draw_two_diagonals(shown, LIGHT)
    products = numbers(figure, f"{operation}: products")
    assert products.tolist() == np.outer(shown.x, shown.h).tolist()
    bands = [cells(ends) for ends in diagonals(figure, f"{operation}: products")]
    assert sorted(cell for band in bands for cell in band) == list(np.ndindex(products.shape))
    library = (convolve if operation == "convolve" else correlate)(shown.x, shown.h).tolist()
    assert sums(figure, operation) == library
    assert [sum(products[cell] for cell in band) for band in bands] == library
    # along a band of one operation the positions have one sum, along one of the other one difference
    ways = [{i + j if operation == "convolve" else i - j for i, j in band} for band in bands]
    first = 0 if operation == "convolve" else 1 - len(shown.h)
    assert ways == [{first + number} for number in range(len(bands))]


def test_numbers_by_hand():
    figure = drawn("two_diagonals", LIGHT)
    assert numbers(figure, "convolve: sums").tolist() == [[3, _, _], [10, _, _], [18, _, _], [16, 7, 6]]
    assert numbers(figure, "correlate: sums").tolist() == [[_, _, 9], [_, _, 18], [_, _, 14], [2, 5, 12]]
    written = [text.get_text() for text in figure.texts]
    # n of every sum, then k
    assert [words for words in written if words[-1].isdigit()] == [*"012345", "−2", "−1", *"0123"]
    assert "= [3, 10, 18, 16, 7, 6]" in written
    assert "= [9, 18, 14, 12, 5, 2]" in written


def test_a_weight_keeps_its_colour():
    figure = drawn("two_diagonals", LIGHT)
    for operation in ("convolve", "correlate"):
        assert fills(figure, f"{operation}: h").tolist() == [list(WEIGHT_COLOURS[:3])]
        assert fills(figure, f"{operation}: products").tolist() == [list(WEIGHT_COLOURS[:3])] * 4


def test_the_film_shows_the_bands_of_the_strip_one_by_one():
    shown = TABLES[1]
    strip = draw_two_diagonals(shown, LIGHT)
    for i in range(6):
        figure = frame_two_diagonals(shown, LIGHT, i)
        for operation in ("convolve", "correlate"):
            label = f"{operation}: products"
            assert diagonals(figure, label) == diagonals(strip, label)[i : i + 1]
            assert sums(figure, operation) == sums(strip, operation)[: i + 1]
            assert windows(figure, f"{operation}: sums") == [(diagonals(figure, label)[0][1], (1, 1))]


@pytest.mark.parametrize("shown", TABLES, ids=["n < m", "n > m"])
@pytest.mark.parametrize(("operation", "way"), [("convolve", -1), ("correlate", 1)])
def test_on_the_sheet_a_band_points_at_its_sum(shown, operation, way):
    figure = draw_two_diagonals(shown, LIGHT)
    table_of, sums_of = (
        next(axes.transData.transform for axes in figure.axes if axes.get_label() == f"{operation}: {part}")
        for part in ("products", "sums")
    )
    for _, (row, column) in diagonals(figure, f"{operation}: products"):
        # a cell and a gap further down and aside
        across, up = sums_of((column, row)) - table_of((column, row))
        assert way * across == pytest.approx(-up)
        assert 1 < -up / (table_of((0, 0)) - table_of((0, 1)))[1] < 1.3


def test_the_kernel_bears_its_mark():
    assert sum(map(len, marks(drawn("two_diagonals", LIGHT)).values())) == 2


def test_a_wrong_sum_is_told():
    right = TABLES[0]
    wrong = Table(right.x, right.h, right.products, right.convolved + 1, right.correlated)
    assert f"the sums are {', '.join(map(str, (right.convolved + 1).tolist()))}: the convolution" in str(
        draw_two_diagonals(wrong, LIGHT).get_label()
    ).replace("−", "-")
