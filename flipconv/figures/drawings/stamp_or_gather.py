"""Stamp or gather: the same products, laid out by input and by output."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from flipconv.figures.grids import Mark, colours_of, corner_mark, number_grid, ring, window, written
from flipconv.figures.style import Ink, panel, sheet, write

CELL, ROW, LEFT = 40, 27, 92
STAMPS, GATHERED = 82, 332


@dataclass(frozen=True, eq=False)
class Views:
    """
    One convolution, seen from its inputs and from its outputs.

    Parameters
    ----------
    x : numpy.ndarray, shape (n,)
        The signal.
    h : numpy.ndarray, shape (m,)
        The kernel; its taps differ.
    stamps : numpy.ndarray of object, shape (n, n + m - 1)
        In row i what sample i adds to every output; None where it adds nothing.
    gathered : numpy.ndarray of object, shape (n + m - 1, n)
        In row k what output k takes from every sample; None where it takes nothing.
    y : numpy.ndarray, shape (n + m - 1,)
        The convolution.
    sample, output : int
        Whose stamp, and whose window, is framed in both tables; the window reaches over no edge.
    """

    x: np.ndarray
    h: np.ndarray
    stamps: np.ndarray
    gathered: np.ndarray
    y: np.ndarray
    sample: int
    output: int


def draw_stamp_or_gather(views: Views, ink: Ink) -> Figure:
    """
    Draw the stamps of all samples above what all outputs gather.

    Parameters
    ----------
    views : Views
        What is drawn. Labels of the panels are ``"stamp: x"``, ``": h"``, ``": products"``, ``": sums"``, and the same
        with ``gather``; there ``h`` is shown flipped.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Two tables; in both the stamp of one sample and the window of one output are framed.
    """
    figure = sheet(GATHERED + 59 + ROW * len(views.y) + 6)
    _draw_stamps(figure, views, ink)
    _draw_gathered(figure, views, ink)
    figure.set_label(_told(views))
    return figure


def cover_stamp_or_gather(views: Views, ink: Ink) -> Figure:
    """
    Draw a stamp and a window alone, at the size of a thumbnail.

    Parameters
    ----------
    views : Views
        What is drawn.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        The kernel as it is stamped above the kernel as it gathers.
    """
    figure = sheet(112, width=160)
    h, colours = views.h, colours_of(views.h, ink)
    for top, words, values, fill in ((3, "stamp", h, colours), (60, "gather", h[::-1], colours[::-1])):
        write(figure, (6, top + 31), words, ink.text, 12, fontweight="bold")
        axes = panel(figure, (60, top + 6, 94, 40), words)
        number_grid(axes, values[np.newaxis], ink, fill[np.newaxis])
        rotated = words == "gather"
        corner_mark(axes, Mark(0, (len(h) - 1) * rotated, rotated=rotated), ink)
    return figure


def _draw_stamps(figure: Figure, views: Views, ink: Ink) -> None:
    """Draw the table with a row for each sample, and its column sums."""
    n, wide = views.stamps.shape
    write(figure, (2, 15), "Stamp: stand at a sample", ink.text, 13, fontweight="bold")
    write(figure, (2, 32), "each sample adds the kernel as it is, times itself", ink.muted, 11.5)
    place = (LEFT + views.sample * CELL, STAMPS - 37)
    write(figure, (place[0] - 10, place[1] + 18), "h, as it is", ink.muted, 11.5, ha="right")
    _kernel(figure, place, "stamp: h", views.h, ink, rotated=False)
    write(figure, (34, STAMPS - 9), "x", ink.muted, 12, ha="center")
    axes = _plain(figure, (14, STAMPS, CELL, ROW * n), "stamp: x", views.x[:, np.newaxis], ink)
    ring(axes, (views.sample, 0), ink)
    _table(figure, (LEFT, STAMPS), "stamp", views, ink)
    below = STAMPS + n * ROW + 12
    write(figure, (LEFT - 10, below + ROW / 2 + 4), "sums down", ink.muted, 11.5, ha="right")
    axes = _plain(figure, (LEFT, below, wide * CELL, ROW), "stamp: sums", views.y[np.newaxis], ink)
    window(axes, (0, views.output), (1, 1), ink, ink.strokes[3])
    for k in range(wide):
        _name(figure, (LEFT + (k + 0.5) * CELL, below + ROW + 15), views, k, ink, "center")


def _draw_gathered(figure: Figure, views: Views, ink: Ink) -> None:
    """Draw the table with a row for each output, and its row sums."""
    tall, n = views.gathered.shape
    write(figure, (2, GATHERED - 42), "Gather: stand at an output", ink.text, 13, fontweight="bold")
    write(figure, (2, GATHERED - 25), "each output meets the kernel backwards", ink.muted, 11.5)
    write(figure, (LEFT - 10, GATHERED + 6), "x", ink.muted, 12, ha="right")
    axes = _plain(figure, (LEFT, GATHERED - 12, n * CELL, ROW), "gather: x", views.x[np.newaxis], ink)
    ring(axes, (0, views.sample), ink)
    write(figure, (LEFT - 10, GATHERED + 40), "h, flipped", ink.muted, 11.5, ha="right")
    place = (LEFT + (views.output - len(views.h) + 1) * CELL, GATHERED + 22)
    _kernel(figure, place, "gather: h", views.h[::-1], ink, rotated=True)
    top = GATHERED + 59
    _table(figure, (LEFT, top), "gather", views, ink)
    right = LEFT + n * CELL + 34
    write(figure, (right + CELL / 2, top - 9), "sums across", ink.muted, 11.5, ha="center")
    axes = _plain(figure, (right, top, CELL, tall * ROW), "gather: sums", views.y[:, np.newaxis], ink)
    window(axes, (views.output, 0), (1, 1), ink, ink.strokes[3])
    for k in range(tall):
        _name(figure, (LEFT - 10, top + (k + 0.5) * ROW + 4), views, k, ink, "right")


def _table(figure: Figure, corner: tuple[float, float], view: str, views: Views, ink: Ink) -> None:
    """Draw all products, with a frame around one stamp and another around what one output gathers."""
    m, stamped = len(views.h), view == "stamp"
    products = views.stamps if stamped else views.gathered
    rows, columns = products.shape
    axes = panel(figure, (*corner, columns * CELL, rows * ROW), f"{view}: products")
    number_grid(axes, products, ink, _coloured(products, views.h, ink, along=1 if stamped else 0))
    # in the table of the other view either of them stands upright
    first, last = views.output - m + 1, views.output
    window(axes, (views.sample, views.sample), (1, m) if stamped else (m, 1), ink)
    place, shape = ((first, last), (m, 1)) if stamped else ((last, first), (1, m))
    window(axes, place, shape, ink, ink.strokes[3])


def _kernel(figure: Figure, corner: tuple[float, float], label: str, h: np.ndarray, ink: Ink, *, rotated: bool) -> None:
    """Draw the kernel, as it is or flipped, with the mark on its first tap."""
    axes = panel(figure, (*corner, len(h) * CELL, ROW), label)
    upright = h[::-1] if rotated else h
    colours = colours_of(upright, ink)
    number_grid(axes, h[np.newaxis], ink, (colours[::-1] if rotated else colours)[np.newaxis])
    corner_mark(axes, Mark(0, (len(h) - 1) * rotated, rotated=rotated), ink)


def _plain(figure: Figure, box: tuple[float, float, float, float], label: str, values: np.ndarray, ink: Ink) -> Axes:
    """Draw numbers that come from no single tap."""
    axes = panel(figure, box, label)
    number_grid(axes, values, ink, np.full(values.shape, ink.blank, dtype=object))
    return axes


def _name(figure: Figure, place: tuple[float, float], views: Views, k: int, ink: Ink, way: str) -> None:
    """Write the name of an output; that of the framed one is bold and in the colour of its frame."""
    colour, weight = (ink.strokes[3], "bold") if k == views.output else (ink.muted, "normal")
    write(figure, place, f"y[{k}]", colour, 11, ha=way, weight=weight)


def _coloured(products: np.ndarray, h: np.ndarray, ink: Ink, *, along: int) -> np.ndarray:
    """Return the colours of products by the tap they come from: the output's number less the sample's."""
    colours = colours_of(h, ink)
    places = np.indices(products.shape)
    taps = places[along] - places[1 - along]
    return np.where((taps >= 0) & (taps < len(h)), colours[np.clip(taps, 0, len(h) - 1)], ink.blank)


def _told(views: Views) -> str:
    """Return the picture in words."""
    x, h, y = (" ".join(map(written, values.tolist())) for values in (views.x, views.h, views.y))
    row = [value for value in views.stamps[views.sample] if value is not None]
    taken = [value for value in views.gathered[views.output] if value is not None]
    return (
        f"The signal x = {x}, the kernel h = {h} and their convolution y = {y} in two tables. "
        f"In the first, sample {views.sample} adds {' '.join(map(written, row))}, the taps in their order. "
        f"In the second, output {views.output} is the sum of {' '.join(map(written, taken))}, the taps in reverse."
    )
