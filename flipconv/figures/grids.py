"""
Grids of numbers: the value in every cell, and colour by the weight it came from.

A weight keeps its colour from the kernel to the output. A kernel bears a corner mark at its first
tap, which travels with the flip, and ticks that point at its anchor.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.patches import Patch, Polygon, Rectangle
from matplotlib.patheffects import withStroke

from flipconv.figures.style import WEIGHT_COLOURS, Ink, contrast, ink_on, points

# what artists are known by when a figure is read back, see `reading`
CELL, WINDOW, DIAGONAL, CORNER, ANCHOR = "cell", "window", "diagonal", "corner", "anchor"

# points on each round end of a band
HALF = 13

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
    >>> from fractions import Fraction
    >>> [written(value) for value in (3, Fraction(1, 2))]
    ['3', '1/2']
    """
    return str(value).replace("-", MINUS)


def number_grid(axes: Axes, values: np.ndarray, ink: Ink, fill: Callable[[Any], Any] | np.ndarray) -> None:
    """
    Draw a matrix of exact numbers, each in its cell.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        An empty panel.
    values : numpy.ndarray
        Two-dimensional; integers or Fractions. Where it is None there is no cell.
    ink : Ink
        Light or dark.
    fill : callable or numpy.ndarray
        The colour of a cell: from the number in it (`by_weight`, `by_sign`, `by_brightness`), or from its place, as
        an array of colours in the shape of `values`.
    """
    rows, columns = values.shape
    _ = axes.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5))
    size = points(min(15, max(10, 0.47 * min(_cell(axes)))))
    places = [place for place in np.ndindex(rows, columns) if values[place] is not None]
    # one collection for all cells: as patches they would take most of the time a figure takes
    fills = [fill(values[place]) if callable(fill) else fill[place] for place in places]
    corners = [[(column + a, row + b) for a, b in SQUARE] for row, column in places]
    cells = PolyCollection(corners, facecolors=fills, edgecolors=ink.rule, linewidths=0.6, clip_on=False)
    _ = axes.add_collection(cells, autolim=False)
    for (row, column), colour in zip(places, fills, strict=True):
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
            gid=CELL,
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


def colours_of(h: np.ndarray, ink: Ink) -> np.ndarray:
    """
    Return the colour of every tap by its place, for kernels with equal weights and for numbers made from one tap.

    Parameters
    ----------
    h : numpy.ndarray
        A kernel with at most eight taps that are not zero.
    ink : Ink
        Light or dark.

    Returns
    -------
    numpy.ndarray of object
        In the shape of `h`; taps that are zero are blank. Agrees with `by_weight` where that applies.
    """
    if np.count_nonzero(h) > len(WEIGHT_COLOURS):
        raise ValueError(f"h must have at most {len(WEIGHT_COLOURS)} taps that are not 0; it has {np.count_nonzero(h)}")
    colours = np.full(h.shape, ink.blank, dtype=object)
    colours[h != 0] = WEIGHT_COLOURS[: np.count_nonzero(h)]
    return colours


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
        Polygon(np.array(triangle), closed=True, facecolor=ink.text, edgecolor=ink.ground, linewidth=0.5, gid=CORNER)
    )


def anchor_ticks(axes: Axes, anchor: tuple[int, int], ink: Ink) -> None:
    """Draw a tick above and one to the left of a kernel; where they point is its anchor."""
    row, column = anchor
    width, height = _cell(axes)
    # arrow heads, since a bar on the left would read as a minus sign
    for place, head in (((column, -0.5 - 4.5 / height), "v"), ((-0.5 - 4.5 / width, row), ">")):
        _ = axes.plot(
            *place, marker=head, markersize=points(6), color=ink.text, markeredgewidth=0, clip_on=False, gid=ANCHOR
        )


def window(
    axes: Axes,
    place: tuple[int, int],
    shape: tuple[int, int],
    ink: Ink,
    colour: str | None = None,
    *,
    width: float = 2.2,
) -> None:
    """
    Draw a heavy frame around a block of cells.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        A panel with a grid or a map.
    place : tuple of two ints
        Row and column of the first cell inside.
    shape : tuple of two ints
        Rows and columns inside.
    ink : Ink
        Light or dark.
    colour : str, optional
        Of the frame; that of text unless given.
    width : float, optional
        Of the line, in points.
    """
    (row, column), (rows, columns) = place, shape
    frame = Rectangle((column - 0.5, row - 0.5), columns, rows, fill=False, linewidth=width, clip_on=False, gid=WINDOW)
    _ = axes.add_patch(_outlined(frame, ink, colour))


def ring(axes: Axes, place: tuple[int, int], ink: Ink) -> None:
    """Draw a heavy frame around one cell."""
    window(axes, place, (1, 1), ink)


def diagonal(axes: Axes, first: tuple[int, int], last: tuple[int, int], ink: Ink, colour: str | None = None) -> None:
    """
    Draw a band around a run of cells, from the centre of the first to the centre of the last.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        A panel with a grid.
    first, last : tuple of two ints
        Row and column of both ends; they may be one cell.
    ink : Ink
        Light or dark.
    colour : str, optional
        Of the band's edge; that of text unless given. It has no fill, so the numbers inside stay legible.
    """
    ends = np.array([first, last], dtype=float)[:, ::-1]
    across, down = ends[1] - ends[0]
    way, half = np.arctan2(down, across), np.linspace(np.pi / 2, 3 * np.pi / 2, HALF)
    rounds = [
        end + 0.34 * np.stack([np.cos(half + turn), np.sin(half + turn)], axis=1)
        for end, turn in zip(ends, (way, way + np.pi), strict=True)
    ]
    band = Polygon(np.concatenate(rounds), closed=True, fill=False, linewidth=1.8, clip_on=False, gid=DIAGONAL)
    _ = axes.add_patch(_outlined(band, ink, colour))


def _outlined(shape: Patch, ink: Ink, colour: str | None) -> Patch:
    """Give a shape its colour and an edge of the ground's, so that it shows on cells of any colour."""
    shape.set_edgecolor(colour or ink.text)
    shape.set_path_effects([withStroke(linewidth=shape.get_linewidth() + 1.6, foreground=ink.ground)])
    return shape


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
