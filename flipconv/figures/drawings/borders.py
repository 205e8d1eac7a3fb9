"""The five borders: what each makes up beyond the ends of a signal and a photograph, and what a filter sees of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from flipconv.figures.captions import spelled
from flipconv.figures.grids import Mark, anchor_ticks, colours_of, corner_mark, number_grid, ring, window, written
from flipconv.figures.maps import photograph
from flipconv.figures.style import Ink, panel, sheet, write

CELL, ROW = 26, 25
SIDE = 112
TOP, STEP = 84, 136

# what a border makes up, in a few words
SAID = {
    "constant": "one value, here 0",
    "edge": "the end sample, again and again",
    "reflect": "a mirror on the end sample",
    "symmetric": "a mirror behind the end sample",
    "wrap": "samples from the other end",
}


@dataclass(frozen=True, eq=False)
class Border:
    """
    A border, on a signal and on a picture.

    Parameters
    ----------
    name : str
        One of the five.
    line : numpy.ndarray, shape (p + n + p,)
        The signal with p samples made up at each end.
    copied : numpy.ndarray of int, shape (p + n + p,)
        Which sample of the signal each one shows; -1 for none.
    y : numpy.ndarray, shape (n,)
        What the filter returns.
    image : numpy.ndarray, shape (q + rows + q, q + columns + q)
        The picture with a margin.
    margin : int
        The width q of that margin.
    """

    name: str
    line: np.ndarray
    copied: np.ndarray
    y: np.ndarray
    image: np.ndarray
    margin: int

    @property
    def pad(self) -> int:
        """How many samples are made up at each end."""
        return (len(self.line) - len(self.y)) // 2


def draw_borders(x: np.ndarray, h: np.ndarray, borders: Sequence[Border], ink: Ink) -> Figure:
    """
    Draw a signal and a photograph beyond their ends, and what a convolution makes of the signal.

    Parameters
    ----------
    x : numpy.ndarray, shape (n,)
        The signal; its samples differ.
    h : numpy.ndarray, shape (m,)
        The kernel, of an odd number of taps.
    borders : sequence of Border
        One below the other. Labels of the panels are ``"x"`` and ``"h"``, and ``"<name>: line"``, ``": y"`` and
        ``": image"``.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Own samples are framed; those made up have the colour of the sample that they show.
    """
    figure = sheet(TOP + STEP * len(borders) - 8)
    _draw_head(figure, x, h, ink)
    for i, border in enumerate(borders):
        _draw_border(figure, TOP + i * STEP, x, h, border, ink)
    figure.set_label(_told(x, h, borders))
    return figure


def cover_borders(pair: Sequence[Border], ink: Ink) -> Figure:
    """
    Draw a photograph with two of its borders, at the size of a thumbnail.

    Parameters
    ----------
    pair : sequence of two Border
        Left and right.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Two pictures, the photograph framed in each.
    """
    figure = sheet(112, width=160)
    for left, border in zip((2, 82), pair, strict=True):
        write(figure, (left + 38, 18), border.name, ink.text, 12, fontweight="bold", ha="center")
        _draw_image(figure, (left, 28, 76, 76), border, ink)
    return figure


def _draw_head(figure: Figure, x: np.ndarray, h: np.ndarray, ink: Ink) -> None:
    """Draw signal and kernel."""
    for left, name, values in ((2, "x", x), (190, "h", h)):
        write(figure, (left, 17), {"x": "the signal x", "h": "the kernel h"}[name], ink.text, 12.5, fontweight="bold")
        axes = panel(figure, (left, 32, len(values) * CELL, ROW), name)
        fill = colours_of(x, ink) if name == "x" else np.full(h.shape, ink.blank, dtype=object)
        number_grid(axes, values[np.newaxis], ink, fill[np.newaxis])
    corner_mark(axes, Mark(0, 0, rotated=False), ink)
    anchor_ticks(axes, (0, len(h) // 2), ink)


def _draw_border(figure: Figure, top: float, x: np.ndarray, h: np.ndarray, border: Border, ink: Ink) -> None:
    """Draw one border: the signal and beyond, the output, the arithmetic of its first sample, and the photograph."""
    n, p = len(x), border.pad
    write(figure, (2, top + 14), border.name, ink.text, 13, fontweight="bold")
    write(figure, (2, top + 31), SAID[border.name], ink.muted, 11.5)
    axes = panel(figure, (2, top + 42, len(border.line) * CELL, ROW), f"{border.name}: line")
    colours = np.append(colours_of(x, ink), ink.blank)[border.copied]
    number_grid(axes, border.line[np.newaxis], ink, colours[np.newaxis])
    window(axes, (0, p), (1, n), ink)
    write(figure, (2 + (p - 0.5) * CELL, top + 88), "y", ink.muted, 12, ha="center")
    axes = panel(figure, (2 + p * CELL, top + 72, n * CELL, ROW), f"{border.name}: y")
    number_grid(axes, border.y[np.newaxis], ink, np.full((1, n), ink.blank, dtype=object))
    ring(axes, (0, 0), ink)
    pairs = [(tap, sample) for tap, sample in zip(h[::-1].tolist(), border.line.tolist(), strict=False) if tap]
    write(figure, (2, top + 116), f"y[0] = {spelled(pairs, border.y[0])}", ink.text, 12)
    _draw_image(figure, (358 - SIDE, top + 4, SIDE, SIDE), border, ink)


def _draw_image(figure: Figure, box: tuple[float, float, float, float], border: Border, ink: Ink) -> None:
    """Draw the photograph and its margin, with a frame between."""
    axes = panel(figure, box, f"{border.name}: image")
    photograph(axes, border.image, (0, 255))
    rows, columns = (length - 2 * border.margin for length in border.image.shape)
    window(axes, (border.margin, border.margin), (rows, columns), ink, width=1.6)


def _told(x: np.ndarray, h: np.ndarray, borders: Sequence[Border]) -> str:
    """Return the picture in words."""

    def listed(values: np.ndarray) -> str:
        return " ".join(map(written, values.tolist()))

    told = [f"The signal {listed(x)} is convolved with {listed(h)} under {len(borders)} borders."]
    for border in borders:
        p = border.pad
        told.append(
            f"{border.name} makes up {listed(border.line[:p])} before the signal and {listed(border.line[-p:])} "
            f"after it; the output is {listed(border.y)}."
        )
    told.append("Beside each a photograph in a frame goes on beyond it in the same way.")
    return " ".join(told)
