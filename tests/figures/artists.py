"""What a figure is made of, for tests that hold for every figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from matplotlib.text import Annotation, Text

from flipconv.figures import Ink, fills
from flipconv.figures.grids import ANCHOR, CELL, CORNER


def texts(figure: Figure) -> Iterator[tuple[Text, Axes | None]]:
    """All words of a figure with the panel they stand in."""
    yield from ((text, None) for text in figure.texts)
    for axes in figure.axes:
        ticks = [*axes.get_xticklabels(), *axes.get_yticklabels()] if axes.axison else []
        yield from ((text, axes) for text in (*axes.texts, *ticks) if text.get_text())


def ground(text: Text, axes: Axes | None, figure: Figure, ink: Ink) -> str:
    """The colour behind a text: that of its cell, the middle of a signed map, or the page."""
    if axes is None:
        return ink.ground
    if text.get_gid() == CELL:
        column, row = text.get_position()
        return fills(figure, str(axes.get_label()))[round(row), round(column)]
    return to_hex(ink.signed(0.5)) if axes.images else ink.ground


def data(figure: Figure) -> list[Any]:
    """All that a figure says: its words and where they are, its arrays and their scales, its shapes and lines."""
    found: list[Any] = [(text.get_position(), text.get_text()) for text in figure.texts]
    for axes in figure.axes:
        found.append((axes.get_label(), axes.get_position().bounds))
        found += [(text.get_position(), text.get_text()) for text in axes.texts]
        found += [text.xy for text in axes.texts if isinstance(text, Annotation)]
        found += [(np.asarray(image.get_array()).tolist(), image.get_clim()) for image in axes.images]
        found += [np.asarray(path.vertices).tolist() for cells in axes.collections for path in cells.get_paths()]
        found += [(type(patch).__name__, np.asarray(patch.get_path().vertices).tolist()) for patch in axes.patches]
        found += [(line.get_label(), np.asarray(line.get_xydata()).tolist()) for line in axes.lines]
    return found


def marks(figure: Figure) -> dict[str, list[tuple[float, float]]]:
    """The corners in which the marks of orientation lie, across and then down, by the panel's label."""
    found: dict[str, list[tuple[float, float]]] = {}
    for axes in figure.axes:
        corners = [
            tuple(p.get_xy()[0].tolist()) for p in axes.patches if isinstance(p, Polygon) and p.get_gid() == CORNER
        ]
        if corners:
            found[str(axes.get_label())] = corners
    return found


def anchors(figure: Figure) -> dict[str, tuple[int, int]]:
    """Row and column to which the ticks around a kernel point, by the panel's label."""
    found = {}
    for axes in figure.axes:
        ticks = [np.asarray(line.get_xydata())[0] for line in axes.lines if line.get_gid() == ANCHOR]
        if ticks:
            above, beside = ticks
            found[str(axes.get_label())] = (round(float(beside[1])), round(float(above[0])))
    return found
