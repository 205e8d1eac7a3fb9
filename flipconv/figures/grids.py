"""
Grids of numbers: the value in every cell, and colour by the weight it came from.

A weight keeps its colour from the kernel to the output. A kernel bears a corner mark at its first
tap, which travels with the flip, and ticks that point at its anchor.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from flipconv.figures.style import WEIGHT_COLOURS, Ink, contrast, ink_on, points

SQUARE = ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5))
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Mark:
    """Where the first tap of a kernel lies in a grid, and whether the kernel arrived there rotated."""

    row: int
    column: int
    rotated: bool


def written(value: Any) -> str:
    """
    Return an exact number as it stands in a cell.

    Examples
    --------
    >>> [read(written(value)) == value for value in (-3, 0, Fraction(-1, 2))]
    [True, True, True]
    """
    return str(value).replace("-", MINUS)


def read(words: str) -> Fraction:
    """Return the number that a cell says."""
    return Fraction(words.replace(MINUS, "-"))


def number_grid(axes: Axes, values: np.ndarray, ink: Ink, fill: Callable[[Any], Any]) -> None:
    """
    Draw a matrix of exact numbers, each in its cell.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        An empty panel.
    values : numpy.ndarray
        Two-dimensional; integers or Fractions.
    ink : Ink
        Light or dark.
    fill : callable
        The colour of a cell, from the number in it: `by_weight` or `by_sign`.
    """
    rows, columns = values.shape
    _ = axes.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5))
    size = points(min(15, max(10, 0.47 * min(_cell(axes)))))
    # one collection for all cells: as patches they would take most of the time a figure takes
    fills = [fill(value) for value in values.flat]
    corners = [[(c + a, r + b) for a, b in SQUARE] for r, c in np.ndindex(rows, columns)]
    cells = PolyCollection(corners, facecolors=fills, edgecolors=ink.rule, linewidths=0.6, clip_on=False)
    _ = axes.add_collection(cells, autolim=False)
    for (row, column), colour in zip(np.ndindex(rows, columns), fills, strict=True):
        value = values[row, column]
        # zeros step back, so that the others make the shape
        faint = value == 0 and contrast(ink.muted, colour) >= 4.5
        _ = axes.text(
            column,
            row,
            written(value),
            color=ink.muted if faint else ink_on(colour),
            fontsize=size,
            ha="center",
            va="center_baseline",
        )


def _cell(axes: Axes) -> tuple[float, float]:
    """Return width and height of a cell in pixels of the page."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    # a sheet has one dot to a pixel of the page
    return axes.bbox.width / (right - left), axes.bbox.height / (bottom - top)


def by_weight(h: np.ndarray, ink: Ink) -> Callable[[Any], Any]:
    """Return a fill that gives every weight of a kernel its own colour, wherever its number turns up."""
    weights = [int(tap) for tap in h.flat if tap != 0]
    if len(set(weights)) < len(weights) or len(weights) > len(WEIGHT_COLOURS):
        raise ValueError(f"h must have at most {len(WEIGHT_COLOURS)} weights, all different; it has {weights}")
    colours = dict(zip(weights, WEIGHT_COLOURS, strict=False))
    return lambda value: colours.get(value, ink.blank)


def by_sign(limit: int, ink: Ink) -> Callable[[Any], Any]:
    """Return a fill from the diverging map, centred on zero; full blue is -limit, full orange limit."""
    # the map goes on to darker ends, which grids leave out so that their numbers stay the main thing
    return lambda value: ink.signed(0.5 + float(value) / limit / 3)


def by_brightness(white: int) -> Callable[[Any], Any]:
    """Return a fill in greys, from zero as black to `white`, for signals rather than weights."""
    return lambda value: (float(value) / white,) * 3


def corner_mark(axes: Axes, mark: Mark, ink: Ink) -> None:
    """Draw the mark of orientation: a dark corner on the first tap, turned if the kernel is."""
    way = -1 if mark.rotated else 1
    left, top = mark.column - way * 0.5, mark.row - way * 0.5
    width, height = _cell(axes)
    # small cells need most of their corner for it to be seen at all
    size = min(10, max(6, 0.33 * min(width, height)))
    triangle = [(left, top), (left + way * size / width, top), (left, top + way * size / height)]
    _ = axes.add_patch(
        Polygon(np.array(triangle), closed=True, facecolor=ink.text, edgecolor=ink.ground, linewidth=0.5)
    )


def anchor_ticks(axes: Axes, anchor: tuple[int, int], ink: Ink) -> None:
    """Draw a tick above and one to the left of a kernel; where they point is its anchor."""
    row, column = anchor
    width, height = _cell(axes)
    # arrow heads, since a bar on the left would read as a minus sign
    for place, head in (((column, -0.5 - 4.5 / height), "v"), ((-0.5 - 4.5 / width, row), ">")):
        _ = axes.plot(*place, marker=head, markersize=points(6), color=ink.text, markeredgewidth=0, clip_on=False)


def ring(axes: Axes, place: tuple[int, int], ink: Ink) -> None:
    """Draw a heavy frame around one cell."""
    row, column = place
    frame = (column - 0.5, row - 0.5)
    _ = axes.add_patch(Rectangle(frame, 1, 1, fill=False, edgecolor=ink.text, linewidth=2.2, clip_on=False))


def printed_at(values: np.ndarray, h: np.ndarray) -> Mark | None:
    """
    Return where an array shows a kernel, upright or rotated by 180 degrees, surrounded by zeros.

    Examples
    --------
    >>> h = np.array([[1, 2], [3, 0]])
    >>> printed_at(np.array([[0, 0, 3], [0, 2, 1]]), h)
    Mark(row=1, column=2, rotated=True)
    """
    rows, columns = h.shape
    for row, column in np.ndindex(values.shape[0] - rows + 1, values.shape[1] - columns + 1):
        for rotated, shape in ((False, h), (True, h[::-1, ::-1])):
            stamp = np.zeros_like(values)
            stamp[row : row + rows, column : column + columns] = shape
            if (stamp == values).all():
                return Mark(row + rotated * (rows - 1), column + rotated * (columns - 1), rotated)
    return None


def numbers(figure: Figure, label: str) -> np.ndarray:
    """
    Return the numbers that a panel of a figure shows, read back from what is drawn.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        A figure of this house.
    label : str
        The label of one of its panels.

    Returns
    -------
    numpy.ndarray
        The array of the panel's image; or the numbers in its cells, as integers where all are.

    Raises
    ------
    KeyError
        If no panel, or more than one, has the label.
    """
    found = [axes for axes in figure.axes if axes.get_label() == label]
    if len(found) != 1:
        raise KeyError(f"{len(found)} panels are labelled {label!r}; there are {[a.get_label() for a in figure.axes]}")
    (axes,) = found
    if axes.images:
        return np.asarray(axes.images[0].get_array())
    # the place of a cell is where its text was put, not the order in which it was drawn
    cells = {(int(text.get_position()[1]), int(text.get_position()[0])): read(text.get_text()) for text in axes.texts}
    rows, columns = (max(places) + 1 for places in zip(*cells, strict=True))
    whole = all(value.denominator == 1 for value in cells.values())
    return np.array(
        [[int(cells[r, c]) if whole else cells[r, c] for c in range(columns)] for r in range(rows)],
        dtype=np.int64 if whole else object,
    )
