"""The F test: one bright pixel, filtered both ways by a kernel that looks like an F."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from flipconv.figures.grids import (
    anchor_ticks,
    by_brightness,
    by_weight,
    corner_mark,
    number_grid,
    printed_at,
    ring,
    written,
)
from flipconv.figures.style import Ink, panel, sheet, write

CELL = 30
ROW = 204
SUBTITLES = {
    "x": "one bright pixel",
    "convolve(x, h)": "prints the F",
    "correlate(x, h)": "prints it upside down",
    "correlate(x, flip(h))": "prints the F again",
}


def draw_f_test(panels: Mapping[str, np.ndarray], pixel: tuple[int, int], ink: Ink) -> Figure:
    """
    Draw the F test: numbers in cells, and every weight in its own colour wherever it lands.

    Parameters
    ----------
    panels : mapping of str to numpy.ndarray
        The six matrices, by their titles, in reading order; ``"h"`` is the kernel.
    pixel : tuple of two ints
        Row and column of the bright pixel, framed in every panel of its size.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Three rows of two panels.
    """
    figure = sheet(3 * ROW)
    for i, (title, values) in enumerate(panels.items()):
        left, top = 10 + 184 * (i % 2), ROW * (i // 2)
        write(figure, (left, top + 14), title, ink.text, 13, fontweight="bold")
        write(figure, (left, top + 29), _subtitle(title, values), ink.muted, 11.5)
        _draw_matrix(figure, (left, top + 43), title, values, panels["h"], pixel, ink)
    figure.set_label(_told(panels, pixel))
    return figure


def cover_f_test(panels: Mapping[str, np.ndarray], ink: Ink) -> Figure:
    """Draw the two prints alone, at the size of a thumbnail."""
    figure = sheet(112, width=160)
    for left, title in ((3, "convolve(x, h)"), (84, "correlate(x, h)")):
        values = panels[title]
        write(figure, (left + 36, 14), title.partition("(")[0], ink.text, 12, fontweight="bold", ha="center")
        axes = panel(figure, (left, 22, 72, 88), title)
        number_grid(axes, values[:, values.any(axis=0)], ink, by_weight(panels["h"], ink))
    return figure


def _draw_matrix(
    figure: Figure,
    corner: tuple[float, float],
    title: str,
    values: np.ndarray,
    h: np.ndarray,
    pixel: tuple[int, int],
    ink: Ink,
) -> None:
    """Draw one of the six matrices with all that belongs to it."""
    rows, columns = values.shape
    axes = panel(figure, (*corner, columns * CELL, rows * CELL), title)
    # a signal has no weights: it is grey, so that only what comes from the kernel has a colour
    number_grid(axes, values, ink, by_brightness(int(values.max())) if title == "x" else by_weight(h, ink))
    mark = printed_at(values, h)
    if mark is not None:
        corner_mark(axes, mark, ink)
    if title == "h":
        anchor_ticks(axes, _middle(values), ink)
    else:
        ring(axes, pixel, ink)


def _subtitle(title: str, values: np.ndarray) -> str:
    """Say what a panel shows; what depends on the numbers is read from them."""
    if title == "h":
        return f"an F; the {values[_middle(values)]} is its anchor"
    if title in SUBTITLES:
        return SUBTITLES[title]
    return "leaves nothing: all zeros" if not values.any() else f"{np.count_nonzero(values)} cells are not zero"


def _middle(h: np.ndarray) -> tuple[int, int]:
    """Return the tap that meets the pixel; kernels with a middle have no choice."""
    return h.shape[0] // 2, h.shape[1] // 2


def _told(panels: Mapping[str, np.ndarray], pixel: tuple[int, int]) -> str:
    """Return the picture in words, for those who do not see it."""
    told = [f"One bright pixel of value {panels['x'][pixel]} is filtered by a kernel in the shape of the letter F."]
    for title, values in panels.items():
        rows = "; ".join(" ".join(map(written, row)) for row in values.tolist())
        told.append(f"{title} has the rows {rows}." if values.any() else f"{title} is zero in every cell.")
    return " ".join(told)
