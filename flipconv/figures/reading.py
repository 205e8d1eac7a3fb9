"""
What a figure says, read back from what is drawn in it.

Scripts assert their sentences on these, and not on the arrays they passed in, so that a picture
that shows something else is noticed.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Annotation

from flipconv.figures.charts import BAR
from flipconv.figures.grids import CELL, DIAGONAL, HALF, MINUS, WINDOW

Point = tuple[float, float]
Place = tuple[int, int]
Cell = tuple[str, Place]


def read(words: str) -> Fraction:
    """Return the number that a cell says."""
    return Fraction(words.replace(MINUS, "-"))


def panels(figure: Figure) -> list[str]:
    """Return the labels of all panels of a figure, in the order in which they were drawn."""
    return [str(axes.get_label()) for axes in figure.axes]


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
        The array of the panel's image; or the numbers in its cells, as integers where all are. Where there is no
        cell stands None.

    Raises
    ------
    KeyError
        If no panel, or more than one, has the label.
    """
    axes = _panel(figure, label)
    if axes.images:
        return np.asarray(axes.images[0].get_array())
    # the place of a cell is where its text was put, not the order in which it was drawn
    written = [text for text in axes.texts if text.get_gid() == CELL]
    cells = {_place(text.get_position()): read(text.get_text()) for text in written}
    rows, columns = (max(places) + 1 for places in zip(*cells, strict=True))
    whole = all(value.denominator == 1 for value in cells.values())
    values = np.full((rows, columns), None, dtype=object)
    for place, value in cells.items():
        values[place] = int(value) if whole else value
    return values.astype(np.int64) if whole and len(cells) == values.size else values


def fills(figure: Figure, label: str) -> np.ndarray:
    """
    Return the colours of the cells of a grid.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        A figure of this house.
    label : str
        The label of one of its panels, which holds a grid.

    Returns
    -------
    numpy.ndarray of object
        Colours as ``"#rrggbb"``; None where there is no cell.
    """
    (cells,) = _panel(figure, label).collections
    corners = [_place(np.asarray(path.vertices).min(axis=0) + 0.5) for path in cells.get_paths()]
    rows, columns = (max(places) + 1 for places in zip(*corners, strict=True))
    colours = np.full((rows, columns), None, dtype=object)
    for place, colour in zip(corners, np.asarray(cells.get_facecolor()), strict=True):
        colours[place] = to_hex(colour)
    return colours


def windows(figure: Figure, label: str) -> list[tuple[Place, Place]]:
    """Return the first cell and the shape of every frame in a panel, in the order of drawing."""
    frames = [p for p in _panel(figure, label).patches if isinstance(p, Rectangle) and p.get_gid() == WINDOW]
    return [
        (_place((frame.get_x() + 0.5, frame.get_y() + 0.5)), (round(frame.get_height()), round(frame.get_width())))
        for frame in frames
    ]


def diagonals(figure: Figure, label: str) -> list[tuple[Place, Place]]:
    """Return the first and the last cell of every band in a panel, in the order of drawing."""
    bands = [p for p in _panel(figure, label).patches if isinstance(p, Polygon) and p.get_gid() == DIAGONAL]
    # a round end begins and ends on both sides of its cell
    rounds = [(band.get_xy()[:HALF], band.get_xy()[HALF : 2 * HALF]) for band in bands]
    return [(_place((a[0] + a[-1]) / 2), _place((b[0] + b[-1]) / 2)) for a, b in rounds]


def arrows(figure: Figure, label: str) -> list[tuple[Point, Point]]:
    """Return tail and head of every arrow in a panel as pairs (across, down), in the order of drawing."""
    drawn = [t for t in _panel(figure, label).texts if isinstance(t, Annotation) and t.arrow_patch is not None]
    return [(_point(text.get_position()), _point(text.xy)) for text in drawn]


def joined(figure: Figure) -> list[tuple[Cell, Cell]]:
    """
    Return the cells from which and to which the arrows between panels lead, in the order of drawing.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        A figure with an `overlay`.

    Returns
    -------
    list of pairs
        Tail and head, each as the label of a panel and the place in it: the cell whose centre is nearest.
    """
    centres = {
        (str(axes.get_label()), _place(text.get_position())): axes.transData.transform(text.get_position())
        for axes in figure.axes
        for text in axes.texts
        if text.get_gid() == CELL
    }
    on_sheet = _panel(figure, "overlay").transData.transform

    def nearest(point: Point) -> Cell:
        return min(centres, key=lambda cell: float(np.hypot(*(centres[cell] - on_sheet(point)))))

    return [(nearest(tail), nearest(head)) for tail, head in arrows(figure, "overlay")]


def curves(figure: Figure, label: str) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return the points of every named curve of a chart: across and up, by name."""
    lines = [line for line in _panel(figure, label).lines if not str(line.get_label()).startswith("_")]
    return {str(line.get_label()): (np.asarray(line.get_xdata()), np.asarray(line.get_ydata())) for line in lines}


def heights(figure: Figure, label: str) -> np.ndarray:
    """Return the signed heights of the bars of a chart, from left to right."""
    drawn = [p for p in _panel(figure, label).patches if isinstance(p, Rectangle) and p.get_gid() == BAR]
    return np.array([bar.get_height() for bar in sorted(drawn, key=lambda bar: bar.get_x())])


def _panel(figure: Figure, label: str) -> Axes:
    found = [axes for axes in figure.axes if axes.get_label() == label]
    if len(found) != 1:
        raise KeyError(f"{len(found)} panels are labelled {label!r}; there are {panels(figure)}")
    return found[0]


def _place(position: Any) -> Place:
    """Return row and column of what lies at a point."""
    return round(float(position[1])), round(float(position[0]))


def _point(position: Any) -> Point:
    return float(position[0]), float(position[1])
