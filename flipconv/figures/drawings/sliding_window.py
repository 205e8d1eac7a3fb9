"""The sliding window of both operations, step by step: where it lies, what it holds, what it adds up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from flipconv.figures.grids import Mark, colours_of, corner_mark, number_grid, ring, window, written
from flipconv.figures.style import Ink, panel, sheet, write

LEFTS = (2, 190)
CELL, SMALL = 33, 26
HEIGHT = 372
GAP = 26


@dataclass(frozen=True, eq=False)
class Slide:
    """
    One operation on one image, window by window.

    Parameters
    ----------
    name : str
        ``"correlate"`` or ``"convolve"``.
    x : numpy.ndarray, shape (rows, columns)
        The image.
    h : numpy.ndarray, shape (r, c)
        The kernel; its taps differ.
    rotated : bool
        Whether the window holds the kernel rotated by 180 degrees.
    products : numpy.ndarray, shape (R, C, r, c)
        What stands in the window times what lies on it, for every output.
    outputs : numpy.ndarray, shape (R, C)
        The sums.
    """

    name: str
    x: np.ndarray
    h: np.ndarray
    rotated: bool
    products: np.ndarray
    outputs: np.ndarray

    @property
    def laid(self) -> np.ndarray:
        """The kernel as the window holds it."""
        return self.h[::-1, ::-1] if self.rotated else self.h

    def place(self, step: int) -> tuple[int, int]:
        """Return row and column of an output, which are those of the window's first cell."""
        return divmod(step, self.outputs.shape[1])


def draw_sliding_window(slides: Sequence[Slide], steps: Sequence[int], ink: Ink) -> Figure:
    """
    Draw some steps of both operations, one below the other.

    Parameters
    ----------
    slides : sequence of two Slide
        Left and right.
    steps : sequence of int
        Which windows, from 0 in reading order. Labels of the panels are ``"<name> <step>: input"``, ``": taps"``,
        ``": products"`` and ``": outputs"``.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        A strip.
    """
    figure = sheet(HEIGHT * len(steps) + GAP * (len(steps) - 1))
    for i, step in enumerate(steps):
        for left, slide in zip(LEFTS, slides, strict=True):
            _draw_step(figure, (left, i * (HEIGHT + GAP)), slide, step, f"{slide.name} {step}", ink)
    r, c, rows, columns = *slides[0].h.shape, *slides[0].x.shape
    told = [f"A window of {r} by {c} slides over an image of {rows} by {columns}, for both operations."]
    figure.set_label(" ".join([*told, *(_told(slide, step) for step in steps for slide in slides)]))
    return figure


def frame_sliding_window(slides: Sequence[Slide], ink: Ink, i: int) -> Figure:
    """
    Draw one step of both operations.

    Parameters
    ----------
    slides : sequence of two Slide
        Left and right. Labels of the panels are ``"<name>: input"``, ``": taps"``, ``": products"``, ``": outputs"``.
    ink : Ink
        Light or dark.
    i : int
        The step, from 0.

    Returns
    -------
    matplotlib.figure.Figure
        A picture of the film.
    """
    figure = sheet(HEIGHT)
    for left, slide in zip(LEFTS, slides, strict=True):
        _draw_step(figure, (left, 0), slide, i, slide.name, ink)
    figure.set_label(" ".join(_told(slide, i) for slide in slides))
    return figure


def cover_sliding_window(slides: Sequence[Slide], ink: Ink) -> Figure:
    """
    Draw what the first window of each operation holds, at the size of a thumbnail.

    Parameters
    ----------
    slides : sequence of two Slide
        Left and right.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Two small grids.
    """
    figure = sheet(112, width=160)
    for left, slide in zip((3, 83), slides, strict=True):
        write(figure, (left + 37, 18), slide.name, ink.text, 12, fontweight="bold", ha="center")
        axes = panel(figure, (left, 34, 74, 62), slide.name)
        number_grid(axes, slide.laid, ink, _laid_colours(slide, ink))
        corner_mark(axes, _mark(slide), ink)
    return figure


def _draw_step(figure: Figure, corner: tuple[float, float], slide: Slide, step: int, label: str, ink: Ink) -> None:
    """Draw one window of one operation with all that belongs to it."""
    left, top = corner
    rows, columns = slide.x.shape
    r, c = slide.h.shape
    row, column = slide.place(step)
    write(figure, (left, top + 15), f"{slide.name}(x, h)", ink.text, 13, fontweight="bold")
    way = "rotated by 180\N{DEGREE SIGN}" if slide.rotated else "as it is"
    write(figure, (left, top + 32), f"holds h {way}", ink.muted, 11.5)
    right = left + columns * CELL
    write(figure, (right, top + 15), f"{step + 1} of {slide.outputs.size}", ink.muted, 11.5, ha="right")
    axes = panel(figure, (left, top + 42, columns * CELL, rows * CELL), f"{label}: input")
    # the cells of the window take the colours of the taps that lie on them
    fills = np.full(slide.x.shape, ink.blank, dtype=object)
    fills[row : row + r, column : column + c] = _laid_colours(slide, ink)
    number_grid(axes, slide.x, ink, fills)
    window(axes, (row, column), (r, c), ink)
    corner_mark(axes, _mark(slide, row, column), ink)
    below = top + 42 + rows * CELL
    for across, words, values in ((0, "taps", slide.laid), (c * SMALL + 9, "products", slide.products[row, column])):
        write(figure, (left + across, below + 22), words, ink.muted, 11.5)
        axes = panel(figure, (left + across, below + 29, c * SMALL, r * SMALL), f"{label}: {words}")
        number_grid(axes, values, ink, _laid_colours(slide, ink))
        if words == "taps":
            corner_mark(axes, _mark(slide), ink)
    _draw_outputs(figure, (left, below + 29 + r * SMALL), slide, step, label, ink)


def _draw_outputs(figure: Figure, corner: tuple[float, float], slide: Slide, step: int, label: str, ink: Ink) -> None:
    """Draw the sums up to this step, the newest one framed."""
    left, top = corner
    rows, columns = slide.outputs.shape
    write(figure, (left, top + 22), "sums of products so far", ink.muted, 11.5)
    axes = panel(figure, (left, top + 29, columns * CELL, rows * 24), f"{label}: outputs")
    shown = slide.outputs.astype(object)
    shown.flat[step + 1 :] = None
    number_grid(axes, shown, ink, np.full(shown.shape, ink.blank, dtype=object))
    # so that the places still to be visited are seen
    _ = axes.add_patch(Rectangle((-0.5, -0.5), columns, rows, fill=False, edgecolor=ink.muted, linestyle=":", zorder=0))
    ring(axes, slide.place(step), ink)


def _laid_colours(slide: Slide, ink: Ink) -> np.ndarray:
    """Return the colours of the taps as the window holds them."""
    colours = colours_of(slide.h, ink)
    return colours[::-1, ::-1] if slide.rotated else colours


def _mark(slide: Slide, row: int = 0, column: int = 0) -> Mark:
    """Return where the first tap lies in a window that begins at a place."""
    r, c = slide.h.shape if slide.rotated else (1, 1)
    return Mark(row + r - 1, column + c - 1, rotated=slide.rotated)


def _told(slide: Slide, step: int) -> str:
    """Return one window in words."""
    row, column = slide.place(step)
    taps = "; ".join(" ".join(map(written, line)) for line in slide.laid.tolist())
    way = "rotated by 180 degrees" if slide.rotated else "as it is"
    return (
        f"Window {step + 1} of {slide.name} holds the kernel {way}, with the rows {taps}; "
        f"its products add up to {written(int(slide.outputs[row, column]))}."
    )
