"""The anchor trap: the same law in two libraries, for three taps and for two, and where an impulse lands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from flipconv.figures.grids import MINUS, Mark, anchor_ticks, by_weight, corner_mark, number_grid, ring, written
from flipconv.figures.pointing import arrow
from flipconv.figures.style import DPI, Ink, panel, sheet, write

CELL, ROW = 31, 27
LEFTS, TOP = (2, 203), 92
ROAD, PAIR = 108, 252


@dataclass(frozen=True, eq=False)
class Landing:
    """
    One call on an impulse.

    Parameters
    ----------
    x : numpy.ndarray, shape (1, n)
        The impulse.
    h : numpy.ndarray, shape (1, m)
        The kernel as it is written at the top of its column; its taps differ and none is zero.
    anchor : int
        The place, in the kernel as the call is handed it, of the tap that meets the sample at the output's own place.
    y : numpy.ndarray, shape (1, n)
        What the call returns.
    flipped : bool
        Whether the call is handed the kernel flipped.
    """

    x: np.ndarray
    h: np.ndarray
    anchor: int
    y: np.ndarray
    flipped: bool

    @property
    def impulse(self) -> int:
        """Where the impulse is."""
        return int(self.x[0].argmax())

    @property
    def start(self) -> int:
        """Where the output begins to differ from zero."""
        return int((self.y[0] != 0).argmax())


@dataclass(frozen=True, eq=False)
class Road:
    """
    A call, with the rule for its anchor in words and what it makes of an impulse with every kernel.

    Parameters
    ----------
    call, rule : str
        What is written above its rows, such as ``"scipy.ndimage.convolve(x, h)"`` and ``"m//2"``.
    landings : sequence of Landing
        One for each kernel, all kernels of different lengths.
    """

    call: str
    rule: str
    landings: Sequence[Landing]


def draw_anchor_trap(pairs: Sequence[tuple[Road, Road]], ink: Ink) -> Figure:
    """
    Draw pairs of calls that ought to agree, on an impulse.

    Parameters
    ----------
    pairs : sequence of pairs of Road
        In each a convolution, and a correlation that is handed the kernel flipped. Labels of the panels are
        ``"<m> taps: x"``, ``"<call>, <m> taps: h"`` and ``": y"``, and ``": move"`` where an output moves.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        A column for each kernel. Each kernel lies with its anchor below the impulse, its output below it; an arrow
        leads from where the first tap was to where it is.
    """
    figure = sheet(TOP + PAIR * len(pairs) - 20)
    for left, landing in zip(LEFTS, pairs[0][0].landings, strict=True):
        _draw_head(figure, left, landing, ink)
    write(figure, (180, TOP - 31), "x", ink.muted, 12, ha="center")
    for i, pair in enumerate(pairs):
        top = TOP + i * PAIR
        for left, landing in zip(LEFTS, pair[0].landings, strict=True):
            # the first band begins at the impulse itself
            _draw_band(figure, left + landing.impulse * CELL, (top + (22 if i else -21), top + ROAD + 70), ink)
        for j, road in enumerate(pair):
            _draw_road(figure, top + j * ROAD, road, ink)
        for left, first, second in zip(LEFTS, pair[0].landings, pair[1].landings, strict=True):
            _draw_move(figure, (left, top + 2 * ROAD), pair[1].call, first, second, ink)
    figure.set_label(_told(pairs))
    return figure


def cover_anchor_trap(pair: tuple[Road, Road], ink: Ink) -> Figure:
    """
    Draw what two calls make of an impulse with the last of their kernels, at the size of a thumbnail.

    Parameters
    ----------
    pair : tuple of two Road
        A convolution and a correlation.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        The two outputs, one below the other.
    """
    figure = sheet(112, width=160)
    for top, name, road in zip((0, 56), ("convolve", "correlate, flipped"), pair, strict=True):
        landing = road.landings[-1]
        write(figure, (5, top + 17), name, ink.text, 12, fontweight="bold")
        axes = panel(figure, (5, top + 24, 150, 28), name)
        number_grid(axes, landing.y, ink, by_weight(landing.h, ink))
        ring(axes, (0, landing.impulse), ink)
    return figure


def _draw_head(figure: Figure, left: float, landing: Landing, ink: Ink) -> None:
    """Draw the impulse of a column."""
    n, m = landing.x.shape[1], landing.h.shape[1]
    write(figure, (left, 16), f"{m} taps", ink.text, 13, fontweight="bold")
    write(figure, (left, 34), f"{'one' if m % 2 else 'none'} lies in the middle", ink.muted, 11.5)
    axes = panel(figure, (left, TOP - 48, n * CELL, ROW), f"{m} taps: x")
    number_grid(axes, landing.x, ink, np.full(landing.x.shape, ink.blank, dtype=object))
    ring(axes, (0, landing.impulse), ink)


def _draw_band(figure: Figure, left: float, ends: tuple[float, float], ink: Ink) -> None:
    """Draw the place of the impulse through the rows of a pair, over the sheet and under all panels."""
    across, down = figure.get_size_inches() * DPI
    top, bottom = ends
    corner, size = (left / across, 1 - bottom / down), (CELL / across, (bottom - top) / down)
    _ = figure.add_artist(Rectangle(corner, *size, facecolor=ink.blank, linewidth=0, zorder=-1))


def _draw_road(figure: Figure, top: float, road: Road, ink: Ink) -> None:
    """Draw one call: its name, and each kernel above its output."""
    write(figure, (2, top + 14), road.call, ink.text, 12.5, fontweight="bold")
    write(figure, (358, top + 14), f"anchor {road.rule.replace('-', f' {MINUS} ')}", ink.muted, 11.5, ha="right")
    flipped = road.landings[0].flipped
    write(figure, (180, top + 48), "flip h" if flipped else "h", ink.muted, 12, ha="center")
    write(figure, (180, top + 82), "y", ink.muted, 12, ha="center")
    for left, landing in zip(LEFTS, road.landings, strict=True):
        n, m = landing.y.shape[1], landing.h.shape[1]
        fill = by_weight(landing.h, ink)
        # the kernel lies so that its anchor is below the impulse
        place = left + (landing.impulse - landing.anchor) * CELL
        axes = panel(figure, (place, top + 30, m * CELL, ROW), f"{road.call}, {m} taps: h")
        number_grid(axes, landing.h[:, ::-1] if flipped else landing.h, ink, fill)
        corner_mark(axes, Mark(0, (m - 1) * flipped, rotated=flipped), ink)
        anchor_ticks(axes, (0, landing.anchor), ink)
        axes = panel(figure, (left, top + 64, n * CELL, ROW), f"{road.call}, {m} taps: y")
        number_grid(axes, landing.y, ink, fill)
        ring(axes, (0, landing.impulse), ink)


def _draw_move(
    figure: Figure, corner: tuple[float, float], call: str, first: Landing, second: Landing, ink: Ink
) -> None:
    """Draw an arrow below a call, from where the first output begins to where the second does, and say how far."""
    left, top = corner
    steps, wide = second.start - first.start, first.x.shape[1] * CELL
    if steps:
        axes = panel(figure, (left, top - 16, wide, 16), f"{call}, {first.h.shape[1]} taps: move")
        _ = axes.set(xlim=(-0.5, first.x.shape[1] - 0.5), ylim=(1, -1))
        arrow(axes, (first.start, 0), (second.start, 0), ink.strokes[1])
    colour = ink.strokes[1] if steps else ink.strokes[2]
    write(figure, (left + wide / 2, top + 9), _moved(steps), colour, 12, ha="center", fontweight="bold")


def _moved(steps: int) -> str:
    """Return in words how far an output has moved."""
    if not steps:
        return "the same place"
    return f"{abs(steps)} sample{'s' * (abs(steps) > 1)} to the {'right' if steps > 0 else 'left'}"


def _told(pairs: Sequence[tuple[Road, Road]]) -> str:
    """Return the picture in words."""
    told = [f"An impulse in sample {pairs[0][0].landings[0].impulse} goes through pairs of calls."]
    for first, second in pairs:
        for one, other in zip(first.landings, second.landings, strict=True):
            rows = (" ".join(map(written, landing.y[0].tolist())) for landing in (one, other))
            given = " and ".join(f"{road.call} gives {row}" for road, row in zip((first, second), rows, strict=True))
            told.append(f"With {one.h.shape[1]} taps {given}: {_moved(other.start - one.start)}.")
    return " ".join(told)
