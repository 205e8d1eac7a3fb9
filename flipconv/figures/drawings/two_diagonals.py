"""One table, two diagonals: the same products, summed along two ways, are a convolution and a correlation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from flipconv.figures.grids import Mark, colours_of, corner_mark, diagonal, number_grid, ring, written
from flipconv.figures.style import WIDTH, Ink, panel, sheet, write

CELL, MIDDLE, TOP, GAP = 33, 28, 72, 5
WAYS = {"convolve": "along i + j = n", "correlate": "along i \N{MINUS SIGN} j = k"}


@dataclass(frozen=True, eq=False)
class Table:
    """
    The products of a signal and a kernel, and their sums along two families of diagonals.

    Parameters
    ----------
    x : numpy.ndarray, shape (n,)
        The signal.
    h : numpy.ndarray, shape (m,)
        The kernel; its taps differ.
    products : numpy.ndarray, shape (n, m)
        ``x[i] * h[j]`` in row i and column j.
    convolved, correlated : numpy.ndarray, shape (n + m - 1,)
        The sums where i + j = 0, 1 ... and where i - j = -(m-1), -(m-2) ...
    """

    x: np.ndarray
    h: np.ndarray
    products: np.ndarray
    convolved: np.ndarray
    correlated: np.ndarray

    @property
    def lags(self) -> np.ndarray:
        """What i - j is, sum by sum."""
        return np.arange(1 - len(self.h), len(self.x))

    def sums(self, operation: str) -> np.ndarray:
        """Return the sums of all bands of one operation."""
        return self.convolved if operation == "convolve" else self.correlated

    def band(self, operation: str, number: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return the first and the last cell of the band of a sum, downwards."""
        n, m = self.products.shape
        first, last = max(0, number - m + 1), min(n - 1, number)
        # a falling diagonal is a rising one whose columns are counted from the other side
        columns = [number - i if operation == "convolve" else m - 1 - number + i for i in (first, last)]
        return (first, columns[0]), (last, columns[1])


def draw_two_diagonals(table: Table, ink: Ink) -> Figure:
    """
    Draw the table of products twice, with one family of bands on each, and the sums of all bands.

    Parameters
    ----------
    table : Table
        What is drawn. Labels of the panels are ``"x"``, and ``"<operation>: h"``, ``": products"`` and ``": sums"``
        for the operations ``convolve`` and ``correlate``.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Two tables, the signal between them, and each sum at the lower end of its band.
    """
    return _drawn(table, range(len(table.convolved)), ink)


def frame_two_diagonals(table: Table, ink: Ink, i: int) -> Figure:
    """
    Draw one step: the band of sum number i on both tables, and all sums up to it.

    Parameters
    ----------
    table : Table
        What is drawn.
    ink : Ink
        Light or dark.
    i : int
        The step, from 0; there are as many as sums.

    Returns
    -------
    matplotlib.figure.Figure
        As `draw_two_diagonals` draws it, and as large.
    """
    return _drawn(table, range(i, i + 1), ink)


def cover_two_diagonals(table: Table, ink: Ink) -> Figure:
    """
    Draw a corner of both tables with one band on each, at the size of a thumbnail.

    Parameters
    ----------
    table : Table
        What is drawn.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Two small tables.
    """
    figure = sheet(112, width=160)
    m = len(table.h)
    for left, operation in ((2, "convolve"), (82, "correlate")):
        write(figure, (left + 38, 17), operation, ink.text, 12, fontweight="bold", ha="center")
        axes = panel(figure, (left, 30, 76, 76), operation)
        number_grid(axes, table.products[:m], ink, np.tile(colours_of(table.h, ink), (m, 1)))
        # the longest band of either family
        ends = ((0, m - 1), (m - 1, 0)) if operation == "convolve" else ((0, 0), (m - 1, m - 1))
        diagonal(axes, *ends, ink)
    return figure


def _drawn(table: Table, steps: range, ink: Ink) -> Figure:
    """Draw both tables with the bands of some steps, and the sums up to the last of them."""
    n, m = table.products.shape
    figure = sheet(TOP + GAP + (n + 1) * CELL + 50)
    # one signal for both: the rows of one table go on in the other
    axes = panel(figure, ((WIDTH - MIDDLE) / 2, TOP, MIDDLE, n * CELL), "x")
    number_grid(axes, table.x[:, np.newaxis], ink, np.full((n, 1), ink.blank, dtype=object))
    write(figure, (WIDTH / 2, TOP - 12), "x[i]", ink.muted, 12, ha="center")
    for operation, way in WAYS.items():
        mirrored = operation == "correlate"
        left = (WIDTH + MIDDLE) / 2 + GAP if mirrored else (WIDTH - MIDDLE) / 2 - GAP - m * CELL
        _table(figure, left, operation, table, steps, ink)
        beside = left + CELL + GAP if mirrored else left - CELL - GAP
        _sums(figure, beside, operation, table, steps, ink)
        start = left if mirrored else beside - 16
        write(figure, (start, 15), f"{operation}(x, h)", ink.text, 13, fontweight="bold")
        write(figure, (start, 32), f"sums {way}", ink.muted, 11.5)
        inline = ", ".join(map(written, table.sums(operation)[: steps[-1] + 1].tolist()))
        write(figure, (start, TOP + GAP + (n + 1) * CELL + 42), f"= [{inline}]", ink.text, 12)
    figure.set_label(_told(table, steps))
    return figure


def _table(figure: Figure, left: float, operation: str, table: Table, steps: range, ink: Ink) -> None:
    """Draw the products below the kernel, with the bands of some steps."""
    n, m = table.products.shape
    colours = colours_of(table.h, ink)
    axes = panel(figure, (left, TOP - GAP - 26, m * CELL, 26), f"{operation}: h")
    number_grid(axes, table.h[np.newaxis], ink, colours[np.newaxis])
    corner_mark(axes, Mark(0, 0, rotated=False), ink)
    side, way = (left - 8, "right") if operation == "convolve" else (left + m * CELL + 8, "left")
    write(figure, (side, TOP - 12), "h[j]", ink.muted, 12, ha=way)
    axes = panel(figure, (left, TOP, m * CELL, n * CELL), f"{operation}: products")
    number_grid(axes, table.products, ink, np.tile(colours, (n, 1)))
    for number in steps:
        diagonal(axes, *table.band(operation, number), ink)


def _sums(figure: Figure, left: float, operation: str, table: Table, steps: range, ink: Ink) -> None:
    """Draw the sums up to the last step, each where its band points, with what i + j or i - j is beside it."""
    n, m = table.products.shape
    top, sums = TOP + GAP + CELL, table.sums(operation)
    side, letter, way = (left - 5, "n", "right") if operation == "convolve" else (left + m * CELL + 5, "k", "left")
    write(figure, (side, top - 5), letter, ink.muted, 12, ha=way)
    shown = np.full((n, m), None, dtype=object)
    for number, name in enumerate(table.lags if operation == "correlate" else range(len(sums))):
        # this grid begins one cell further down and aside than the table, as a band goes on
        row, column = table.band(operation, number)[1]
        shown[row, column] = sums[number] if number <= steps[-1] else None
        colour, weight = (ink.text, "bold") if [number] == list(steps) else (ink.muted, "normal")
        if number < n:
            write(figure, (side, top + (row + 0.5) * CELL + 4), written(name), colour, 11, ha=way, weight=weight)
        else:
            place = (left + (column + 0.5) * CELL, top + n * CELL + 14)
            write(figure, place, written(name), colour, 11, ha="center", weight=weight)
    axes = panel(figure, (left, top, m * CELL, n * CELL), f"{operation}: sums")
    number_grid(axes, shown, ink, np.full(shown.shape, ink.blank, dtype=object))
    if len(steps) == 1:
        ring(axes, table.band(operation, steps[0])[1], ink)


def _told(table: Table, steps: range) -> str:
    """Return the picture in words."""
    x, h = (" ".join(map(written, values.tolist())) for values in (table.x, table.h))
    told = [f"A table of the products of the signal x = {x} and the kernel h = {h}, drawn twice."]
    if len(steps) == 1:
        i, lag = steps[0], written(table.lags[steps[0]])
        told.append(f"The band where i + j = {i} adds up to {written(table.convolved[i])},")
        told.append(f"the band where i \N{MINUS SIGN} j = {lag} to {written(table.correlated[i])}.")
    else:
        convolved, correlated = (", ".join(map(written, s.tolist())) for s in (table.convolved, table.correlated))
        told.append(f"Along the rising diagonals, where i + j is constant, the sums are {convolved}: the convolution.")
        told.append(f"Along the falling ones, where i \N{MINUS SIGN} j is, they are {correlated}: the correlation.")
    return " ".join(told)
