"""Padding, stride and dilation of a layer: where its windows lie, what they read, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from flipconv.figures.captions import TIMES
from flipconv.figures.grids import MINUS, Mark, colours_of, corner_mark, number_grid, window, written
from flipconv.figures.style import Ink, panel, sheet, write

CELL, WORDS, FORMULAS = 21, 58, 58
TOP = 62


@dataclass(frozen=True, eq=False)
class Setting:
    """
    A layer with one setting, and what it gives.

    Parameters
    ----------
    name : str
        What is set, as a title.
    told : str
        What that does, in a line.
    padding, stride, dilation : int
        The same along both axes.
    padded : numpy.ndarray of int
        The signal between its zeros.
    y : numpy.ndarray of int
        The outputs.
    """

    name: str
    told: str
    padding: int
    stride: int
    dilation: int
    padded: np.ndarray
    y: np.ndarray

    def last(self) -> tuple[int, int]:
        """Return where the last window begins."""
        rows, columns = self.y.shape
        return (rows - 1) * self.stride, (columns - 1) * self.stride

    def span(self, w: np.ndarray) -> tuple[int, int]:
        """Return how many samples the kernel reaches over, along each axis."""
        rows, columns = w.shape
        return self.dilation * (rows - 1) + 1, self.dilation * (columns - 1) + 1


def draw_strides_and_dilation(settings: Sequence[Setting], w: np.ndarray, ink: Ink) -> Figure:
    """
    Draw a layer with each setting: the padded signal, the kernel, the outputs, and the count of the outputs.

    Parameters
    ----------
    settings : sequence of Setting
        From the top down. Labels of the panels are ``"<name>: x"``, ``": w"`` and ``": y"``.
    w : numpy.ndarray of int
        The kernel; its taps are not zero. Samples under the first and the last window have the colours of its taps.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        A row for each setting; the first and the last window, and their outputs, are framed.
    """
    heights = [WORDS + FORMULAS + CELL * one.padded.shape[0] for one in settings]
    figure = sheet(TOP + sum(heights) - 16)
    write(figure, (4, 15), "How many outputs along an axis?", ink.text, 13, fontweight="bold")
    rule = f"(n + 2p {MINUS} d {TIMES} (m {MINUS} 1) {MINUS} 1) // s + 1"
    write(figure, (4, 34), rule, ink.text, 12.5)
    write(figure, (356, 34), "n samples, m taps", ink.muted, 11, ha="right")
    top = TOP
    for one, height in zip(settings, heights, strict=True):
        _draw_row(figure, top, one, w, ink)
        top += height
    figure.set_label(_told(settings, w))
    return figure


def cover_strides_and_dilation(setting: Setting, w: np.ndarray, ink: Ink) -> Figure:
    """Draw the signal under the first and the last window of one setting, at the size of a thumbnail."""
    figure = sheet(112, width=160)
    rows, columns = setting.padded.shape
    cell = min(108 // rows, 152 / columns)
    corner = ((160 - cell * columns) / 2, (112 - cell * rows) / 2)
    _draw_signal(figure, corner, cell, setting, w, ink)
    return figure


def _draw_row(figure: Figure, top: float, one: Setting, w: np.ndarray, ink: Ink) -> None:
    """Draw one setting with its words above it and its counts below."""
    write(figure, (4, top + 14), one.name, ink.text, 13, fontweight="bold")
    write(figure, (4, top + 31), one.told, ink.muted, 11.5)
    stretched = _stretched(w, one)
    tall = one.padded.shape[0]
    widths = [CELL * values.shape[1] for values in (one.padded, stretched, one.y)]
    gap = min(34, (350 - sum(widths)) / 2)
    lefts = [5, 5 + widths[0] + gap, 5 + widths[0] + gap + widths[1] + gap]
    # the middles of all three lie in one line
    tops = [top + WORDS + CELL * (tall - values.shape[0]) / 2 for values in (one.padded, stretched, one.y)]
    for name, left, width, start in zip("xwy", lefts, widths, tops, strict=True):
        write(figure, (left + width / 2, start - 6), name, ink.muted, 11.5, ha="center")
    for sign, left, size in (("⋆", lefts[1], 19), ("=", lefts[2], 15)):
        place = (left - gap / 2, top + WORDS + CELL * tall / 2)
        write(figure, place, sign, ink.text, size, ha="center", va="center")
    _draw_signal(figure, (lefts[0], tops[0]), CELL, one, w, ink)
    _draw_kernel(figure, (lefts[1], tops[1]), one, w, ink)
    axes = panel(figure, (lefts[2], tops[2], widths[2], CELL * one.y.shape[0]), f"{one.name}: y")
    number_grid(axes, one.y, ink, np.full(one.y.shape, ink.blank, dtype=object))
    rows, columns = one.y.shape
    for place, colour in (((0, 0), ink.text), ((rows - 1, columns - 1), ink.strokes[3])):
        window(axes, place, (1, 1), ink, colour, width=1.9)
    for i, count in enumerate(_counts(one, w)):
        write(figure, (5, top + WORDS + CELL * tall + 18 + 16 * i), count, ink.muted, 11)


def _draw_signal(
    figure: Figure, corner: tuple[float, float], cell: float, one: Setting, w: np.ndarray, ink: Ink
) -> None:
    """Draw the padded signal; under the first and the last window samples have the colour of the tap they meet."""
    rows, columns = one.padded.shape
    axes = panel(figure, (*corner, cell * columns, cell * rows), f"{one.name}: x")
    p, d = one.padding, one.dilation
    fills = np.full((rows, columns), ink.ground, dtype=object)
    fills[p : rows - p, p : columns - p] = ink.blank
    for row, column in ((0, 0), one.last()):
        down, across = one.span(w)
        fills[row : row + down : d, column : column + across : d] = colours_of(w, ink)
    number_grid(axes, one.padded, ink, fills)
    if p:
        window(axes, (p, p), (rows - 2 * p, columns - 2 * p), ink, ink.muted, width=1)
    for place, colour in (((0, 0), ink.text), (one.last(), ink.strokes[3])):
        window(axes, place, one.span(w), ink, colour)


def _draw_kernel(figure: Figure, corner: tuple[float, float], one: Setting, w: np.ndarray, ink: Ink) -> None:
    """Draw the kernel with its taps as far apart as they read."""
    stretched = _stretched(w, one)
    fills = np.full(stretched.shape, ink.ground, dtype=object)
    fills[:: one.dilation, :: one.dilation] = colours_of(w, ink)
    axes = panel(figure, (*corner, CELL * stretched.shape[1], CELL * stretched.shape[0]), f"{one.name}: w")
    number_grid(axes, stretched, ink, fills)
    corner_mark(axes, Mark(0, 0, rotated=False), ink)


def _stretched(w: np.ndarray, one: Setting) -> np.ndarray:
    """Return the kernel with nothing, not zeros, between its taps."""
    stretched = np.full(one.span(w), None, dtype=object)
    stretched[:: one.dilation, :: one.dilation] = w
    return stretched


def _counts(one: Setting, w: np.ndarray) -> list[str]:
    """Return the rule for both axes with its numbers filled in."""
    told = []
    for axis, name in enumerate(("rows", "columns")):
        n, m = one.padded.shape[axis] - 2 * one.padding, w.shape[axis]
        span = f"{n} + 2 {TIMES} {one.padding} {MINUS} {one.dilation} {TIMES} ({m} {MINUS} 1) {MINUS} 1"
        told.append(f"{name}: ({span}) // {one.stride} + 1 = {one.y.shape[axis]}")
    return told


def _told(settings: Sequence[Setting], w: np.ndarray) -> str:
    """Return the picture in words."""
    n, p = settings[0].padded, settings[0].padding
    rows, columns = (length - 2 * p for length in n.shape)
    told = [f"A layer correlates {rows} by {columns} samples with the kernel {_rows(w)}."]
    for one in settings:
        first, last = one.y[0, 0], one.y[-1, -1]
        told.append(
            f"{one.name}: {one.y.shape[0]} by {one.y.shape[1]} outputs, {_rows(one.y)}; the first window gives "
            f"{written(first)}, the last {written(last)}."
        )
    return " ".join(told)


def _rows(values: np.ndarray) -> str:
    return "; ".join(" ".join(map(written, row)) for row in values.tolist())
