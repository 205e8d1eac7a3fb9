"""The blurred face: a kernel that cannot feel the flip, and beside it one that can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from flipconv.figures.grids import MINUS, Mark, anchor_ticks, by_sign, corner_mark, number_grid
from flipconv.figures.maps import bar, photograph, signed_map
from flipconv.figures.style import Ink, panel, sheet, write

SIDE = 172
TILE = 100
TOP = 140
STEP = SIDE + 26


@dataclass(frozen=True, eq=False)
class Filtered:
    """
    A kernel of integers and what both operations make of one image with it.

    Parameters
    ----------
    name : str
        What the field calls it.
    h : numpy.ndarray
        The kernel.
    convolved, correlated, difference : numpy.ndarray
        The two results and the first less the second, in the shape of the image.
    """

    name: str
    h: np.ndarray
    convolved: np.ndarray
    correlated: np.ndarray
    difference: np.ndarray

    @property
    def gain(self) -> int:
        """The sum of the taps: the factor by which a flat image grows."""
        return max(1, abs(int(self.h.sum())))

    @property
    def limits(self) -> tuple[int, int]:
        """The levels drawn black and white, the same for both operations."""
        both = (self.convolved, self.correlated)
        return int(min(map(np.min, both))), int(max(map(np.max, both)))

    @property
    def verdict(self) -> str:
        """What the difference shows."""
        differing = np.count_nonzero(self.difference)
        return f"0 at all {self.difference.size} pixels" if not differing else f"not 0 at {differing} pixels"


def draw_blurred_face(image: np.ndarray, columns: Sequence[Filtered], ink: Ink) -> Figure:
    """
    Draw two kernels on one image: both operations and their difference, one column each.

    Parameters
    ----------
    image : numpy.ndarray, shape (rows, columns)
        Grey levels.
    columns : sequence of two Filtered
        Left and right. Labels of the panels are ``"<name>: kernel"``, ``": convolve"``,
        ``": correlate"`` and ``": difference"``.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Image and kernels on top, then three rows of pictures and the bar of the last.
    """
    figure = sheet(TOP + 3 * STEP + 56)
    write(figure, (184, 14), "the image x", ink.text, 12.5, ha="center")
    photograph(panel(figure, (184 - TILE / 2, 28, TILE, TILE), "image"), image, (0, 255))
    limit = max(_limit(column) for column in columns)
    for left, edge, column in zip((2, 186), (12, 358 - TILE), columns, strict=True):
        _draw_kernel(figure, edge, column, ink)
        _draw_column(figure, left, column, limit, ink)
    bar(figure, (2, TOP + 3 * STEP + 24, 356, 9), (f"{MINUS}{limit}", "0 grey levels", f"+{limit}"), ink)
    figure.set_label(_told(image, columns))
    return figure


def cover_blurred_face(column: Filtered, ink: Ink) -> Figure:
    """Draw the middle of what both operations make of the image, at the size of a thumbnail."""
    figure = sheet(112, width=160)
    edge = column.convolved.shape[0] // 8
    for left, title, values in ((1, "convolve", column.convolved), (81, "correlate", column.correlated)):
        middle = values[edge // 2 : -edge - edge // 2, edge:-edge]
        write(figure, (left + 39, 16), title, ink.text, 12, fontweight="bold", ha="center")
        photograph(panel(figure, (left, 26, 78, 78), title), middle, (int(middle.min()), int(middle.max())))
    return figure


def _draw_kernel(figure: Figure, left: float, column: Filtered, ink: Ink) -> None:
    """Draw a kernel with its corner mark and the ticks at its anchor."""
    write(figure, (left + TILE / 2, 14), f"{column.name} h", ink.text, 12, ha="center", fontweight="bold")
    axes = panel(figure, (left, 28, TILE, TILE), f"{column.name}: kernel")
    number_grid(axes, column.h, ink, by_sign(np.abs(column.h).max(), ink))
    corner_mark(axes, Mark(0, 0, rotated=False), ink)
    rows, columns = column.h.shape
    anchor_ticks(axes, (rows // 2, columns // 2), ink)


def _draw_column(figure: Figure, left: float, column: Filtered, limit: int, ink: Ink) -> None:
    """Draw both results in grey and their difference on the diverging map."""
    for i, (title, values) in enumerate((("convolve", column.convolved), ("correlate", column.correlated))):
        top = TOP + i * STEP
        write(figure, (left, top + 18), f"{title}(x, h)", ink.text, 12.5)
        photograph(panel(figure, (left, top + 25, SIDE, SIDE), f"{column.name}: {title}"), values, column.limits)
    top = TOP + 2 * STEP
    write(figure, (left, top + 18), "their difference:", ink.text, 12.5)
    write(figure, (left, top + 35), column.verdict, ink.text, 12.5, fontweight="bold")
    axes = panel(figure, (left, top + 42, SIDE, SIDE), f"{column.name}: difference")
    signed_map(axes, column.difference, limit * column.gain, ink)


def _limit(column: Filtered) -> int:
    """Return the largest difference in grey levels, rounded up."""
    return max(1, -(-int(np.abs(column.difference).max()) // column.gain))


def _told(image: np.ndarray, columns: Sequence[Filtered]) -> str:
    """Return the picture in words."""
    told = [f"A photograph of {image.shape[0]} by {image.shape[1]} pixels, filtered by two kernels, each in both ways."]
    for column in columns:
        largest = int(np.abs(column.difference).max())
        told.append(f"{column.name}: convolution less correlation is {column.verdict}; the largest is {largest}.")
    return " ".join(told)
