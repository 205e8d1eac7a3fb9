"""Which kernels feel the flip: classic kernels, taken apart into an even and an odd part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from flipconv.figures.grids import MINUS, Mark, anchor_ticks, by_sign, corner_mark, number_grid, written
from flipconv.figures.maps import bar, signed_map
from flipconv.figures.style import Ink, panel, sheet, write

TILE = 72
ROW = 108
LEFTS = (10, 98, 186, 286)
HEADS = ("kernel", "even part", "odd part", "difference")


@dataclass(frozen=True, eq=False)
class Split:
    """
    A kernel of integers, its two parts, and convolution less correlation on an image.

    Parameters
    ----------
    name : str
        What the field calls it.
    h, even, odd : numpy.ndarray
        The kernel and its parts, all of one shape.
    difference : numpy.ndarray
        Convolution less correlation, in the shape of the image.
    """

    name: str
    h: np.ndarray
    even: np.ndarray
    odd: np.ndarray
    difference: np.ndarray

    @property
    def verdict(self) -> str:
        """What the flip does to this kernel."""
        if not self.odd.any():
            return "all even: nothing changes"
        return "both parts: the shape changes" if self.even.any() else "all odd: only the sign changes"


def draw_parity(splits: Sequence[Split], ink: Ink) -> Figure:
    """
    Draw one row per kernel: the kernel, its even and its odd part, and what the flip changes.

    Parameters
    ----------
    splits : sequence of Split
        The kernels. Labels of the panels are ``"<name>: kernel"``, ``": even part"``,
        ``": odd part"`` and ``": difference"``.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        A table of small grids and maps.
    """
    figure = sheet(26 + ROW * len(splits) + 34)
    for left, head in zip(LEFTS, HEADS, strict=True):
        write(figure, (left + TILE / 2, 14), head, ink.muted, 11.5, ha="center")
    for i, split in enumerate(splits):
        _draw_row(figure, 26 + ROW * i, split, _scale(split.difference), ink)
    ends = (f"{MINUS}largest of the row", "0", "+largest of the row")
    bar(figure, (2, 26 + ROW * len(splits) + 4, 356, 9), ends, ink)
    figure.set_label(" ".join(["Kernels taken apart.", *map(_told, splits)]))
    return figure


def cover_parity(splits: Sequence[Split], ink: Ink) -> Figure:
    """Draw three differences alone, at the size of a thumbnail."""
    figure = sheet(112, width=160)
    for i, split in enumerate(splits):
        left = 3 + 53 * i
        write(figure, (left + 24, 14), split.name.split()[0], ink.text, 10.5, fontweight="bold", ha="center")
        axes = panel(figure, (left, 20, 48, 42), f"{split.name}: kernel")
        number_grid(axes, split.h, ink, by_sign(np.abs(split.h).max(), ink))
        axes = panel(figure, (left, 64, 48, 48), f"{split.name}: difference")
        signed_map(axes, split.difference, _scale(split.difference), ink)
    return figure


def _draw_row(figure: Figure, top: float, split: Split, scale: int, ink: Ink) -> None:
    """Draw a kernel, its parts with the signs between them, and the map."""
    write(figure, (2, top + 14), split.name, ink.text, 12.5, fontweight="bold")
    write(figure, (358, top + 14), split.verdict, ink.text, 12, ha="right")
    fill = by_sign(np.abs(split.h).max(), ink)
    rows, columns = split.h.shape
    # a minus sign needs width, so the cells of a tall kernel are wider than they are high
    width = TILE * min(1, 1.35 * columns / rows)
    for left, head, values in zip(LEFTS, HEADS, (split.h, split.even, split.odd), strict=False):
        axes = panel(figure, (left + (TILE - width) / 2, top + 26, width, TILE), f"{split.name}: {head}")
        number_grid(axes, values, ink, fill)
        if head == "kernel":
            corner_mark(axes, Mark(0, 0, rotated=False), ink)
            anchor_ticks(axes, (rows // 2, columns // 2), ink)
    for left, sign in ((90, "="), (178, "+"), (272, "\N{RIGHTWARDS ARROW}")):
        write(figure, (left, top + 26 + TILE / 2 + 5), sign, ink.text, 14, ha="center")
    axes = panel(figure, (LEFTS[3], top + 26, TILE, TILE), f"{split.name}: {HEADS[3]}")
    signed_map(axes, split.difference, scale, ink)


def _scale(difference: np.ndarray) -> int:
    """Return the magnitude at the ends of a row's map."""
    return max(1, int(np.abs(difference).max()))


def _told(split: Split) -> str:
    """Return one row of the picture in words."""
    rows = "; ".join(" ".join(map(written, row)) for row in split.odd.tolist())
    odd = f"its odd part has the rows {rows}" if split.odd.any() else "its odd part is zero"
    largest = f"the largest difference on the image is {np.abs(split.difference).max()}"
    return f"{split.name}, {split.verdict}; {odd}; {largest}."
