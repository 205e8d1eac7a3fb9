"""Two layers, one kernel: a stack of two correlations, the layer that does the same, and one that does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from flipconv.figures.captions import TIMES, spelled
from flipconv.figures.grids import Mark, by_sign, corner_mark, number_grid, ring, written
from flipconv.figures.pointing import arrow, overlay
from flipconv.figures.style import Ink, panel, sheet, write

CELL, HEIGHT = 34, 28
# of each row and kernel of the stack: its left and top edge, the width of a cell, and what it is called
STACKED = {
    "x": (6, 28, CELL, "x"),
    "middle": (6 + CELL, 108, CELL, "g ⋆ x"),
    "out": (6 + 1.5 * CELL, 188, CELL, "f ⋆ (g ⋆ x)"),
    "g": (258, 68, 26, "g"),
    "f": (258, 148, 26, "f"),
}
# where the merged layers begin
LEFTS, BELOW = (40, 222), 242
# the output to which arrows lead
SHOWN = 1

Stack = Mapping[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class Merged:
    """
    A layer that takes the place of two.

    Parameters
    ----------
    name : str
        Its kernel as a formula.
    rows : tuple of int
        Which tap of f stands in each row of `copies`.
    copies : numpy.ndarray of object
        That tap times g, at the places where it is added; None elsewhere.
    h, out, error : numpy.ndarray
        Its kernel, its output, and that less the output of the two layers; one-dimensional.
    """

    name: str
    rows: tuple[int, ...]
    copies: np.ndarray
    h: np.ndarray
    out: np.ndarray
    error: np.ndarray

    @property
    def taps(self) -> np.ndarray:
        """The tap of the one kernel to which each product belongs: the places of its two factors, added; else -1."""
        there = self.copies != np.array(None)
        return np.where(there, there.cumsum(axis=1) - 1 + np.reshape(self.rows, (-1, 1)), -1)

    @property
    def mixed(self) -> bool:
        """Whether some column adds up products that belong to different taps."""
        return any(len(set(column) - {-1}) > 1 for column in self.taps.T.tolist())

    @property
    def verdict(self) -> str:
        """What the error says."""
        wrong = np.count_nonzero(self.error)
        return f"wrong in {wrong} of {self.error.size} cells" if wrong else f"error 0 in all {self.error.size} cells"


def draw_two_layers_one_kernel(stack: Stack, merged: Sequence[Merged], ink: Ink) -> Figure:
    """
    Draw the two layers with all paths to one output, and two ways to merge them.

    Parameters
    ----------
    stack : mapping of str to numpy.ndarray
        One-dimensional, by the labels of their panels: the signal ``"x"``, the kernels ``"g"`` and ``"f"`` of the
        first and of the second layer, and what each makes of its input, ``"middle"`` and ``"out"``. The arrows
        are in the panel ``"overlay"``.
    merged : sequence of two Merged
        The right one and a wrong one. Labels are ``"<name>: copies"``, ``": sum"``, ``": out"`` and ``": error"``.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        The stack above; below it the two merged layers, side by side.
    """
    figure = sheet(BELOW + 252)
    _draw_stack(figure, stack, range(merged[0].h.size), ink)
    limit = max(1, *(int(np.abs(one.error).max()) for one in merged))
    for left, one, head in zip(LEFTS, merged, ("one layer", "tempting"), strict=True):
        write(figure, (left - 34, BELOW + 14), f"{head}: {one.name}", ink.text, 13, fontweight="bold")
        words = "colours mixed in a column" if one.mixed else "one colour to a column"
        write(figure, (left - 34, BELOW + 31), words, ink.muted, 11.5)
        _draw_kernel(figure, (left, BELOW + 42), stack, one, one.h.size, ink)
        _draw_row(figure, (left, BELOW + 150), one.out, f"{one.name}: out", ink, ring_at=SHOWN)
        fill = [by_sign(limit, ink)(error) for error in one.error]
        _draw_row(figure, (left, BELOW + 185), one.error, f"{one.name}: error", ink, fill, ring_at=SHOWN)
        write(figure, (left - 34, BELOW + 238), one.verdict, ink.text, 12.5, fontweight="bold")
    told = [f"Two correlation layers in a row, with the kernels {_list(stack['g'])} and {_list(stack['f'])}."]
    for m in merged:
        told.append(f"One layer with {m.name}, which is {_list(m.h)}: {m.verdict}, namely {_list(m.error)}.")
    figure.set_label(" ".join(told))
    return figure


def frame_two_layers_one_kernel(stack: Stack, merged: Merged, ink: Ink, i: int) -> Figure:
    """
    Draw the paths that one tap of the merged kernel collects.

    Parameters
    ----------
    stack, merged : mapping of str to numpy.ndarray, Merged
        As in the whole picture; the labels of the panels are the same.
    ink : Ink
        Light or dark.
    i : int
        The tap. Those after it are not drawn yet.

    Returns
    -------
    matplotlib.figure.Figure
        The stack, and below it the kernel as far as it has come.
    """
    figure = sheet(BELOW + 130)
    _draw_stack(figure, stack, [i], ink)
    write(figure, (6, BELOW + 14), f"one layer: {merged.name}", ink.text, 13, fontweight="bold")
    _draw_kernel(figure, (LEFTS[0], BELOW + 24), stack, merged, i + 1, ink)
    terms, meets = spelled([(stack["f"][a], stack["g"][b]) for a, b in _paths(stack, i)], merged.h[i]), SHOWN + i
    for down, words, weight in ((44, f"tap {i} meets x[{meets}]:", "normal"), (62, terms, "bold")):
        write(figure, (LEFTS[1] - 34, BELOW + down), words, ink.text, 13, fontweight=weight)
    ways = "2 paths lead" if len(_paths(stack, i)) == 2 else "1 path leads"
    told = f"{ways} from sample {meets} through both layers to output {SHOWN}."
    figure.set_label(f"{told} Tap {i} of the one kernel, {merged.name}, adds up the products on the way: {terms}.")
    return figure


def cover_two_layers_one_kernel(stack: Stack, merged: Merged, ink: Ink) -> Figure:
    """Draw the two kernels and the one, at the size of a thumbnail."""
    figure = sheet(112, width=160)
    for left, h, name in ((2, stack["g"], "g"), (102, stack["f"], "f")):
        _draw_row(figure, (left, 8), h, name, ink, cell=28, marked=True)
    write(figure, (94, 31), "*", ink.text, 16, ha="center")
    arrow(overlay(figure), (80, 42), (80, 72), ink.text)
    _draw_row(figure, (8, 78), merged.h, "kernel", ink, ink.strokes, cell=36, marked=True)
    return figure


def _draw_row(
    figure: Figure, corner: tuple[float, float], values: np.ndarray, label: str, ink: Ink, fill: Sequence[Any] = (),
    *, cell: float = CELL, marked: bool = False, ring_at: int | None = None,
) -> None:  # fmt: skip
    """Draw a row of numbers, blank unless there are colours for its cells; what it is stands left of merged ones."""
    axes = panel(figure, (*corner, cell * values.size, HEIGHT), label)
    number_grid(axes, values[np.newaxis], ink, np.array([fill or [ink.blank] * values.size], dtype=object))
    if ":" in label:
        write(figure, (corner[0] - 5, corner[1] + 19), label.partition(": ")[2], ink.muted, 12, ha="right")
    if marked:
        corner_mark(axes, Mark(0, 0, rotated=False), ink)
    if ring_at is not None:
        ring(axes, (0, ring_at), ink)


def _draw_stack(figure: Figure, stack: Stack, taps: Iterable[int], ink: Ink) -> None:
    """Draw the two layers, and all ways from the samples that some merged taps meet to one output."""
    write(figure, (6, 14), "two layers", ink.text, 13, fontweight="bold")
    met = {SHOWN + tap: ink.strokes[tap] for tap in taps}
    for label, (left, top, cell, name) in STACKED.items():
        values, marked = stack[label], label in "gf"
        fill = [met.get(i, ink.blank) if label == "x" else ink.blank for i in range(values.size)]
        ring_at = SHOWN if label == "out" else None
        _draw_row(figure, (left, top), values, label, ink, fill, cell=cell, marked=marked, ring_at=ring_at)
        place = (left - 18 if marked else left + cell * values.size + 8, top + 19)
        write(figure, place, name, ink.text, 12.5)
    ways = [(tap, i, j) for tap in taps for i, j in _paths(stack, tap)]
    # one sample has room for the factors on its ways
    alone = len(met) == 1
    for tap, i, j in ways:
        words = f"{TIMES} {written(stack['g'][j])}" if alone else ""
        _draw_step(figure, ("x", SHOWN + tap), ("middle", SHOWN + i), ink.strokes[tap], words, i, ink)
    for i in sorted({i for _, i, _ in ways}):
        words, colour = (f"{TIMES} {written(stack['f'][i])}", ink.strokes[ways[0][0]]) if alone else ("", ink.muted)
        _draw_step(figure, ("middle", SHOWN + i), ("out", SHOWN), colour, words, i, ink)


def _draw_step(
    figure: Figure, start: tuple[str, int], end: tuple[str, int], colour: Any, words: str, side: int, ink: Ink
) -> None:
    """Draw an arrow from a cell to one in the row below, with words on its left or on its right."""
    (across, top), (to, below) = ((STACKED[row][0] + (i + 0.5) * CELL, STACKED[row][1]) for row, i in (start, end))
    # the points of several arrows to one cell stand side by side
    tail, head = (across, top + HEIGHT + 1), (to + 0.25 * (across - to), below - 2)
    arrow(overlay(figure), tail, head, colour)
    if words:
        place = ((tail[0] + head[0]) / 2 + (8 if side else -8), (tail[1] + head[1]) / 2 + 3)
        write(figure, place, words, ink.text, 12, ha="left" if side else "right")


def _draw_kernel(figure: Figure, corner: tuple[float, float], stack: Stack, one: Merged, known: int, ink: Ink) -> None:
    """Draw the copies of g that add up to a kernel, each product in the colour of the tap it belongs to."""
    left, top = corner
    for i, row in enumerate(one.rows):
        write(figure, (left - 5, top + 19 + i * HEIGHT), f"{written(stack['f'][row])} g", ink.muted, 12, ha="right")
    axes = panel(figure, (left, top, one.copies.shape[1] * CELL, len(one.rows) * HEIGHT), f"{one.name}: copies")
    colours = np.array([*ink.strokes[:known], *[ink.blank] * (one.h.size - known)], dtype=object)
    number_grid(axes, one.copies, ink, colours[one.taps])
    # a tap has a colour of its own where no others are mixed into it
    h, fill = np.where(np.arange(one.h.size) < known, one.h, np.array(None)), () if one.mixed else list(colours)
    _draw_row(figure, (left, top + len(one.rows) * HEIGHT + 8), h, f"{one.name}: sum", ink, fill, marked=True)


def _paths(stack: Stack, tap: int) -> list[tuple[int, int]]:
    """Return the taps of f and of g on each way to the output from the sample that a merged tap meets."""
    return [(i, tap - i) for i in range(stack["f"].size) if 0 <= tap - i < stack["g"].size]


def _list(values: np.ndarray) -> str:
    return " ".join(map(written, values.tolist()))
