"""The matrix and its transpose: the order of the colours in a row reverses, so the other operation goes back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from flipconv.figures.grids import Mark, by_weight, corner_mark, number_grid, window, written
from flipconv.figures.style import WIDTH, Ink, panel, sheet, write

CELL, HEIGHT, TOP = 25, 27, 90
# left edges of the two matrices
LEFTS = (5, 217)


@dataclass(frozen=True, eq=False)
class Side:
    """
    A matrix at work.

    Parameters
    ----------
    name, title, told : str
        What the matrix is called, what it does, and from what shape to what shape.
    matrix : numpy.ndarray, shape (rows, columns)
        Of integers; entries that are not zero are taps of the kernel.
    given : tuple of str and numpy.ndarray, shape (columns,)
        What it is multiplied by, and its name.
    product : numpy.ndarray, shape (rows,)
        The result.
    row, column : int
        Which are framed.
    """

    name: str
    title: str
    told: str
    matrix: np.ndarray
    given: tuple[str, np.ndarray]
    product: np.ndarray
    row: int
    column: int

    @property
    def read(self) -> np.ndarray:
        """The taps in the framed row, from left to right."""
        return self.matrix[self.row][self.matrix[self.row] != 0]


def draw_matrix_and_transpose(h: np.ndarray, sides: tuple[Side, Side], ink: Ink) -> Figure:
    """
    Draw a banded matrix of a kernel beside its transpose, each with what it is given and what it makes.

    Parameters
    ----------
    h : numpy.ndarray, shape (m,)
        The kernel; its taps differ.
    sides : pair of Side
        The matrix and its transpose.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Labels of the panels are the names of the matrices and of what they are given, ``"<name> <given>"`` for their
        products, and ``"<name>: row"`` for the row that is framed.
    """
    below = TOP + HEIGHT * max(side.matrix.shape[0] for side in sides) + 26
    figure = sheet(below + 80)
    # what is a row here is a column there; no colour of a tap is used for a frame
    frames = ink.text, ink.strokes[3]
    for left, side, row, column in zip(LEFTS, sides, frames, frames[::-1], strict=True):
        _draw_side(figure, left, side, h, (row, column), ink)
        _draw_read(figure, (left, below), side, h, row, ink)
    one, other = sides
    tested = [int(one.product @ other.given[1]), int(one.given[1] @ other.product)]
    write(figure, (WIDTH / 2, below + 68), _equation(sides, tested), ink.text, 13, fontweight="bold", ha="center")
    figure.set_label(_told(h, sides, tested))
    return figure


def cover_matrix_and_transpose(h: np.ndarray, sides: tuple[Side, Side], ink: Ink) -> Figure:
    """
    Draw the two matrices alone, at the size of a thumbnail.

    Parameters
    ----------
    h : numpy.ndarray, shape (m,)
        The kernel.
    sides : pair of Side
        The matrix and its transpose.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Two grids.
    """
    figure = sheet(112, width=160)
    for left, side in zip((3, 99), sides, strict=True):
        rows, columns = side.matrix.shape
        write(figure, (left + 7.2 * columns, 12), side.name, ink.text, 12, fontweight="bold", ha="center")
        axes = panel(figure, (left, 18, 14.4 * columns, 15.2 * rows), side.name)
        number_grid(axes, side.matrix, ink, by_weight(h, ink))
    return figure


def _draw_side(figure: Figure, left: float, side: Side, h: np.ndarray, colours: tuple[str, str], ink: Ink) -> None:
    """Draw a matrix, above its columns what they are multiplied by, and beside its rows their sums."""
    rows, columns = side.matrix.shape
    name, given = side.given
    beside = left + CELL * columns + 6
    write(figure, (left, 15), f"{side.name} {side.title}", ink.text, 13.5, fontweight="bold")
    write(figure, (left, 32), side.told, ink.muted, 12)
    write(figure, (left, TOP - HEIGHT - 11), name, ink.text, 12.5)
    write(figure, (beside + 15, TOP - 8), f"{side.name} {name}", ink.text, 12.5, ha="center")
    blank = np.full((rows, columns), ink.blank, dtype=object)
    axes = panel(figure, (left, TOP - HEIGHT - 6, CELL * columns, HEIGHT), name)
    number_grid(axes, given[np.newaxis], ink, blank[:1])
    axes = panel(figure, (beside, TOP, 30, HEIGHT * rows), f"{side.name} {name}")
    number_grid(axes, side.product[:, np.newaxis], ink, blank[:, :1])
    axes = panel(figure, (left, TOP, CELL * columns, HEIGHT * rows), side.name)
    number_grid(axes, side.matrix, ink, by_weight(h, ink))
    down, across = (np.flatnonzero(line) for line in (side.matrix[:, side.column], side.matrix[side.row]))
    window(axes, (int(down[0]), side.column), (len(down), 1), ink, colours[1])
    window(axes, (side.row, int(across[0])), (1, len(across)), ink, colours[0])


def _draw_read(figure: Figure, corner: tuple[float, float], side: Side, h: np.ndarray, colour: str, ink: Ink) -> None:
    """Draw once more what a framed row reads, below its columns; the mark is on the kernel's first tap."""
    left, top = corner
    start = left + CELL * int(np.flatnonzero(side.matrix[side.row])[0])
    write(figure, (start, top), "a row reads", ink.text, 12.5)
    axes = panel(figure, (start, top + 8, CELL * side.read.size, HEIGHT), f"{side.name}: row")
    number_grid(axes, side.read[np.newaxis], ink, by_weight(h, ink))
    window(axes, (0, 0), (1, side.read.size), ink, colour)
    turned = side.read.tolist() == h[::-1].tolist()
    corner_mark(axes, Mark(0, side.read.size - 1 if turned else 0, turned), ink)


def _equation(sides: tuple[Side, Side], tested: list[int]) -> str:
    """Return the dot-product test, with its numbers."""
    one, other = sides
    x, y = one.given[0], other.given[0]
    left, right = f"⟨{one.name} {x}, {y}⟩", f"⟨{x}, {other.name} {y}⟩"
    if tested[0] == tested[1]:
        return f"{left} = {written(tested[0])} = {right}"
    return f"{left} = {written(tested[0])}, {right} = {written(tested[1])}"


def _told(h: np.ndarray, sides: tuple[Side, Side], tested: list[int]) -> str:
    """Return the picture in words, for those who do not see it."""
    told = [f"A kernel with the taps {_list(h)}, as a banded matrix and as its transpose."]
    for side in sides:
        rows, columns = side.matrix.shape
        told.append(f"{side.name} {side.title}: {rows} rows, {columns} columns; a row reads {_list(side.read)}.")
        name, given = side.given
        told.append(f"It takes {name} = {_list(given)} to {_list(side.product)}.")
    told.append(f"The dot-product test: {_equation(sides, tested)}.")
    return " ".join(told)


def _list(values: np.ndarray) -> str:
    return " ".join(map(written, values.tolist()))
