"""The backward pass of a layer that correlates: one gradient has no flip in it, the other has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from flipconv.figures.grids import Mark, by_brightness, colours_of, corner_mark, number_grid, window, written
from flipconv.figures.style import Ink, panel, sheet, write

CELL, ROW, GRIDS = 24, 178, 52
# of each row: its result, the sign between its operands, and what it says
ROWS = {
    ("x", "w", "y"): ("correlate", "⋆", "forward: a frame of x, under w, gives one output"),
    ("x", "G", "dW"): ("correlate", "⋆", "no flip: the frames, times their G, added up"),
    ("G", "w", "dX"): ("convolve", "*", "with the flip: w lands in the frames as it is"),
}

Pass = Mapping[str, np.ndarray]
Place = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Tempting:
    """
    A formula that looks like a gradient.

    Parameters
    ----------
    formula : str
        As it is typed.
    found : numpy.ndarray
        What it gives, in the shape of the gradient.
    """

    formula: str
    found: np.ndarray


def draw_backward_pass(
    arrays: Pass, taps: np.ndarray, exact: Pass, tempting: Mapping[str, Tempting], ink: Ink
) -> Figure:
    """
    Draw the forward pass and both gradients; below them two formulas that are none.

    Parameters
    ----------
    arrays : mapping of str to numpy.ndarray
        Integers, two-dimensional: the signal ``"x"``, which is not negative, the weights ``"w"``, the outputs ``"y"``,
        the gradients ``"G"``, ``"dW"`` and ``"dX"``. Two entries of ``"G"`` are not zero, and their stamps in ``"dX"``
        do not meet.
    taps : numpy.ndarray of int
        In the shape of ``"dX"``: the place in ``w.flat`` of the tap that stands in each cell; -1 where there is none.
    exact : mapping of str to numpy.ndarray
        The finite differences for ``"dW"`` and ``"dX"``.
    tempting : mapping of str to Tempting
        For ``"dW"`` and ``"dX"``; that for ``"dX"`` stamps the weights turned into the same frames.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Four rows. The panels are labelled ``"<row>: <array>"``, where a row bears the name of its result:
        ``"y: x"``, ``"y: w"``, ``"y: y"``, ``"dW: x"``, ``"dW: G"``, ``"dW: dW"``, ``"dX: G"``, ``"dX: w"``
        and ``"dX: dX"``; those of the last row ``"not dW"`` and ``"not dX"``.
    """
    figure = sheet(3 * ROW + 166)
    shown = {**arrays, **{f"not {name}": one.found for name, one in tempting.items()}}
    for i, (names, (operation, sign, told)) in enumerate(ROWS.items()):
        title = f"{names[2]} = {operation}({names[0]}, {names[1]})"
        write(figure, (6, ROW * i + 15), title, ink.text, 13.5, fontweight="bold")
        write(figure, (6, ROW * i + 32), told, ink.muted, 12)
        if names[2] in exact:
            off = written(_off(arrays[names[2]], exact[names[2]]))
            write(figure, (354, ROW * i + 15), f"off by {off} from finite differences", ink.text, 11.5, ha="right")
        _draw_row(figure, ROW * i + GRIDS, names, sign, shown, taps, ink)
    _draw_tempting(figure, 3 * ROW, shown, taps, exact, tempting, ink)
    figure.set_label(_told(arrays, exact, tempting))
    return figure


def cover_backward_pass(arrays: Pass, taps: np.ndarray, ink: Ink) -> Figure:
    """
    Draw the weights, and how they come back to the signal, at the size of a thumbnail.

    Parameters
    ----------
    arrays : mapping of str to numpy.ndarray
        As in the whole picture; ``"w"``, ``"G"`` and ``"dX"`` are shown.
    taps : numpy.ndarray of int
        As in the whole picture.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Two grids.
    """
    figure = sheet(112, width=160)
    for left, top, cell, name in ((4, 35, 21, "w"), (56, 21, 20, "dX")):
        middle = left + cell * arrays[name].shape[1] / 2
        write(figure, (middle, top - 7), name, ink.text, 12.5, fontweight="bold", ha="center")
        _draw_grid(figure, (left, top), cell, name, name, arrays, taps, ink)
    return figure


def _draw_row(
    figure: Figure, top: float, names: tuple[str, str, str], sign: str, arrays: Pass, taps: np.ndarray, ink: Ink
) -> None:
    """Draw two operands and their result, with the signs between them."""
    widths = [CELL * arrays[name].shape[1] for name in names]
    gap, left = (346 - sum(widths)) / 2, 7.0
    for name, width, after in zip(names, widths, (sign, "=", ""), strict=True):
        height = CELL * arrays[name].shape[0]
        # grids of all heights have their middles in one line
        start = top + (4 * CELL - height) / 2 + 6
        write(figure, (left + width / 2, start - 5), name, ink.muted, 11.5, ha="center")
        _draw_grid(figure, (left, start), CELL, f"{names[2]}: {name}", name, arrays, taps, ink)
        if after:
            place = (left + width + gap / 2, top + 2 * CELL + 6)
            write(figure, place, after, ink.text, 20 if after == "⋆" else 16, ha="center", va="center")
        left += width + gap


def _draw_grid(
    figure: Figure, corner: tuple[float, float], cell: float, label: str, name: str, arrays: Pass, taps: np.ndarray,
    ink: Ink,
) -> None:  # fmt: skip
    """Draw one array with its frames; a weight has its colour wherever it stands."""
    values, w, gradient = arrays[name], arrays["w"], arrays["G"]
    axes = panel(figure, (*corner, cell * values.shape[1], cell * values.shape[0]), label)
    number_grid(axes, values, ink, _fill(name, values, w, taps, ink))
    if name in ("x", "y", "G", "dX", "not dX"):
        shape = (1, 1) if name in ("y", "G") else w.shape
        for (row, column), colour in zip(np.argwhere(gradient), (ink.text, ink.strokes[3]), strict=True):
            window(axes, (int(row), int(column)), shape, ink, colour)
    for row, column in [(0, 0)] if name == "w" else np.argwhere(gradient) if "dX" in name else ():
        # where the first tap lands: in the first corner of its frame, or in the last
        turned = name == "not dX"
        down, across = (length - 1 if turned else 0 for length in w.shape)
        corner_mark(axes, Mark(int(row) + down, int(column) + across, turned), ink)


def _fill(name: str, values: np.ndarray, w: np.ndarray, taps: np.ndarray, ink: Ink) -> Any:
    """Return the colours of one array."""
    colours = np.append(colours_of(w, ink).ravel(), ink.blank)
    if name == "x":
        return by_brightness(int(values.max()))
    if name == "w":
        return colours[:-1].reshape(w.shape)
    if "dX" not in name:
        return np.full(values.shape, ink.blank, dtype=object)
    # a stamp that is turned holds the taps from the last to the first
    return colours[np.where(taps < 0, -1, w.size - 1 - taps) if name == "not dX" else taps]


def _draw_tempting(
    figure: Figure, top: float, shown: Pass, taps: np.ndarray, exact: Pass, tempting: Mapping[str, Tempting], ink: Ink
) -> None:
    """Draw what the tempting formulas give, below the gradients that they are taken for."""
    write(figure, (6, top + 15), "Tempting, and wrong", ink.text, 13.5, fontweight="bold")
    for name, one in tempting.items():
        first = name == "dW"
        left = 6.0 if first else 353 - CELL * one.found.shape[1]
        edge, side = (left, "left") if first else (353, "right")
        off, flips = _off(one.found, exact[name]), "with a flip" if "flip" in one.formula else "without a flip"
        write(figure, (edge, top + 36), f"{name} \N{NOT EQUAL TO} {one.formula}", ink.text, 12.5, ha=side)
        write(figure, (edge, top + 53), f"{flips}, off by {written(off)}", ink.muted, 12, ha=side)
        _draw_grid(figure, (left, top + 64), CELL, f"not {name}", f"not {name}", shown, taps, ink)


def _off(found: np.ndarray, exact: np.ndarray) -> int:
    """Return the largest distance in any entry."""
    return int(np.abs(found - exact).max())


def _told(arrays: Pass, exact: Pass, tempting: Mapping[str, Tempting]) -> str:
    """Return the picture in words, for those who do not see it."""
    told = [f"A layer correlates the signal {_rows(arrays['x'])} with the weights {_rows(arrays['w'])}."]
    told.append(f"The gradient of its outputs is {_rows(arrays['G'])}. Formulas are compared with finite differences.")
    for name, one in tempting.items():
        off = _off(arrays[name], exact[name])
        told.append(f"{name} is {_rows(arrays[name])}: {f'off by {off} from' if off else 'equal to'} the differences.")
        told.append(f"{one.formula} gives {_rows(one.found)}: off by {_off(one.found, exact[name])}.")
    return " ".join(told)


def _rows(values: np.ndarray) -> str:
    return "; ".join(" ".join(map(written, row)) for row in values.tolist())
