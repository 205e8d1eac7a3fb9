"""A transposed layer: stamps, and the same numbers from a rotated kernel that slides; and without the rotation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from flipconv.figures.grids import MINUS, Mark, by_sign, colours_of, corner_mark, number_grid, window, written
from flipconv.figures.style import Ink, panel, sheet, write

CELL = 21
STAMP, SLIDE, WRONG = 0, 196, 394


@dataclass(frozen=True, eq=False)
class Transposed:
    """
    A transposed convolution by three roads.

    Parameters
    ----------
    x : numpy.ndarray of int
        The signal.
    w : numpy.ndarray of int
        The kernel; no tap is zero.
    stride : int
        From stamp to stamp.
    stamps : numpy.ndarray of int
        The kernel times every sample: shape ``(*x.shape, *w.shape)``.
    stuffed : numpy.ndarray of int
        The signal with zeros between its samples, and around it one less than the kernel is long.
    y : numpy.ndarray of int
        The stamps, added up.
    slid, unrotated : numpy.ndarray of int
        What comes out where the kernel slides over `stuffed`: rotated by 180 degrees, and as it is.
    taps : numpy.ndarray of int
        In the shape of `y`: the place in ``w.flat`` of the tap that alone reaches a cell; -1 where there are several.
    output : tuple of two int
        Which output is followed; the stamps of the first sample and of the one beside it reach it.
    """

    x: np.ndarray
    w: np.ndarray
    stride: int
    stamps: np.ndarray
    stuffed: np.ndarray
    y: np.ndarray
    slid: np.ndarray
    unrotated: np.ndarray
    taps: np.ndarray
    output: tuple[int, int]


def draw_transposed_layer(layer: Transposed, ink: Ink) -> Figure:
    """
    Draw the stamps, the rotated kernel that slides, and what comes without the rotation.

    Parameters
    ----------
    layer : Transposed
        What is drawn. Labels of the panels are ``"stamp: x"``, ``"stamp: w"``, ``"stamp: stamps"``, ``"stamp: y"``,
        ``"slide: x"``, ``"slide: w"``, ``"slide: y"``, ``"wrong: w"``, ``"wrong: y"`` and ``"wrong: difference"``.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Three rows; a dark frame follows the stamp of one sample, a purple one what reaches one output.
    """
    figure = sheet(WRONG + 156)
    _draw_stamps(figure, layer, ink)
    _draw_slide(figure, layer, ink)
    _draw_wrong(figure, layer, ink)
    figure.set_label(_told(layer))
    return figure


def cover_transposed_layer(layer: Transposed, ink: Ink) -> Figure:
    """Draw how one stamp lands with the rotation and without it, at the size of a thumbnail."""
    figure = sheet(112, width=160)
    # the last column of a stamp is left out, since another joins it there
    shown = layer.taps[: layer.w.shape[0], : layer.stride]
    colours = colours_of(layer.w, ink).ravel()
    for left, words, values, taps in (
        (4, "rotated", layer.slid, shown),
        (84, "not", layer.unrotated, layer.w.size - 1 - shown),
    ):
        write(figure, (left + 36, 20), words, ink.text, 13, fontweight="bold", ha="center")
        axes = panel(figure, (left, 32, 72, 72), words)
        number_grid(axes, values[: shown.shape[0], : shown.shape[1]], ink, colours[taps])
    return figure


def _draw_stamps(figure: Figure, layer: Transposed, ink: Ink) -> None:
    """Draw signal, kernel, all stamps and their sum."""
    _title(figure, STAMP, "Stamp", f"each sample adds w, times itself; stamps begin {layer.stride} apart", ink)
    top, (rows, columns) = STAMP + 62, layer.w.shape
    axes = _grid(figure, (5, top), "stamp: x", "x", layer.x, np.full(layer.x.shape, ink.rule, dtype=object), ink)
    window(axes, (0, 0), (1, 1), ink)
    _kernel(figure, (5, top + 63), "stamp: w", layer, ink, turned=False)
    apart = _set_out(layer.stamps)
    fills = _set_out(np.tile(colours_of(layer.w, ink), (*layer.x.shape, 1, 1)))
    axes = _grid(figure, (86, top), "stamp: stamps", "x times w", apart, fills, ink)
    for row, column in np.ndindex(layer.x.shape):
        corner_mark(axes, Mark(row * (rows + 1), column * (columns + 1), rotated=False), ink)
    window(axes, (0, 0), layer.w.shape, ink)
    down, across = layer.output
    for place in ((down, across), (down, columns + 1 + across - layer.stride)):
        window(axes, place, (1, 1), ink, ink.strokes[3])
    _sign(figure, (242, top + 52), "→", ink)
    _outputs(figure, (251, top + 10), "stamp: y", "y, added up", layer, layer.y, ink, turned=False)


def _set_out(stamps: np.ndarray) -> np.ndarray:
    """Return all stamps side by side in one array, with a row and a column of None between them."""
    down, across, rows, columns = stamps.shape
    apart = np.full((down, rows + 1, across, columns + 1), None, dtype=object)
    apart[:, :rows, :, :columns] = stamps.transpose(0, 2, 1, 3)
    return apart.reshape(down * (rows + 1), across * (columns + 1))[:-1, :-1]


def _draw_slide(figure: Figure, layer: Transposed, ink: Ink) -> None:
    """Draw the stuffed signal, the rotated kernel and the outputs."""
    off = np.count_nonzero(layer.slid != layer.y)
    verdict = f"another number in {off} cells" if off else "the same y everywhere"
    _title(figure, SLIDE, "Slide w, rotated by 180 degrees", f"over x, zeros between and around: {verdict}", ink)
    top, (rows, columns) = SLIDE + 62, layer.w.shape
    fills = np.full(layer.stuffed.shape, ink.ground, dtype=object)
    inner = fills[rows - 1 : 1 - rows, columns - 1 : 1 - columns]
    inner[:] = ink.blank
    inner[:: layer.stride, :: layer.stride] = ink.rule
    down, across = layer.output
    fills[down : down + rows, across : across + columns] = colours_of(layer.w, ink)[::-1, ::-1]
    axes = _grid(figure, (5, top), "slide: x", "x, spread out", layer.stuffed, fills, ink)
    window(axes, (rows - 1, columns - 1), inner.shape, ink, ink.muted, width=1)
    window(axes, layer.output, layer.w.shape, ink, ink.strokes[3])
    _sign(figure, (161, top + 52), "⋆", ink)
    _kernel(figure, (170, top + 31), "slide: w", layer, ink, turned=True)
    _sign(figure, (242, top + 52), "=", ink)
    _outputs(figure, (251, top + 10), "slide: y", "y", layer, layer.slid, ink, turned=False)


def _draw_wrong(figure: Figure, layer: Transposed, ink: Ink) -> None:
    """Draw the kernel as it is, what it gives where it slides, and how far that is off."""
    difference = layer.unrotated - layer.y
    off = np.count_nonzero(difference)
    _title(figure, WRONG, "Slide w as it is: wrong", f"over the same x; off in {off} of {difference.size} cells", ink)
    top = WRONG + 62
    _kernel(figure, (5, top + 21), "wrong: w", layer, ink, turned=False)
    _sign(figure, (82, top + 42), "→", ink)
    _outputs(figure, (96, top), "wrong: y", "every stamp turned", layer, layer.unrotated, ink, turned=True)
    _sign(figure, (226, top + 42), f"{MINUS} y =", ink)
    fill = by_sign(max(1, int(np.abs(difference).max())), ink)
    axes = _grid(figure, (251, top), "wrong: difference", "off by", difference, fill, ink)
    window(axes, layer.output, (1, 1), ink, ink.strokes[3])


def _outputs(
    figure: Figure,
    corner: tuple[float, float],
    label: str,
    words: str,
    layer: Transposed,
    values: np.ndarray,
    ink: Ink,
    *,
    turned: bool,
) -> None:
    """Draw outputs in the colours of the taps that alone reach them, with the first stamp and one output framed."""
    colours = np.append(colours_of(layer.w, ink).ravel(), ink.blank)
    # a stamp that is turned holds the taps from the last to the first
    places = np.where(layer.taps < 0, -1, layer.w.size - 1 - layer.taps) if turned else layer.taps
    axes = _grid(figure, corner, label, words, values, colours[places], ink)
    window(axes, (0, 0), layer.w.shape, ink)
    window(axes, layer.output, (1, 1), ink, ink.strokes[3])
    rows, columns = layer.w.shape
    corner_mark(axes, Mark(rows - 1, columns - 1, rotated=True) if turned else Mark(0, 0, rotated=False), ink)


def _kernel(
    figure: Figure, corner: tuple[float, float], label: str, layer: Transposed, ink: Ink, *, turned: bool
) -> None:
    """Draw the kernel as it is, or rotated by 180 degrees with the mark on its first tap."""
    w, colours, (rows, columns) = layer.w, colours_of(layer.w, ink), layer.w.shape
    if turned:
        axes = _grid(figure, corner, label, "w, rotated", w[::-1, ::-1], colours[::-1, ::-1], ink)
    else:
        axes = _grid(figure, corner, label, "w", w, colours, ink)
    corner_mark(axes, Mark(rows - 1, columns - 1, rotated=True) if turned else Mark(0, 0, rotated=False), ink)


def _grid(
    figure: Figure,
    corner: tuple[float, float],
    label: str,
    words: str,
    values: np.ndarray,
    fill: Callable[[Any], Any] | np.ndarray,
    ink: Ink,
) -> Axes:
    """Draw numbers with words above them."""
    (left, top), (rows, columns) = corner, values.shape
    write(figure, (left + CELL * columns / 2, top - 6), words, ink.muted, 11.5, ha="center")
    axes = panel(figure, (left, top, CELL * columns, CELL * rows), label)
    number_grid(axes, values, ink, fill)
    return axes


def _title(figure: Figure, top: float, title: str, told: str, ink: Ink) -> None:
    write(figure, (4, top + 15), title, ink.text, 13, fontweight="bold")
    write(figure, (4, top + 32), told, ink.muted, 11.5)


def _sign(figure: Figure, place: tuple[float, float], sign: str, ink: Ink) -> None:
    write(figure, place, sign, ink.text, 19 if sign == "⋆" else 14, ha="center", va="center")


def _told(layer: Transposed) -> str:
    """Return the picture in words."""
    off = [np.count_nonzero(values != layer.y) for values in (layer.slid, layer.unrotated)]
    return (
        f"The signal {_rows(layer.x)} and the kernel {_rows(layer.w)}, stamped {layer.stride} apart, give "
        f"{_rows(layer.y)}. The kernel rotated by 180 degrees, sliding over the signal with zeros between and around "
        f"its samples, differs from that in {off[0]} cells. Sliding as it is, it gives {_rows(layer.unrotated)} and "
        f"differs in {off[1]} of {layer.y.size} cells."
    )


def _rows(values: np.ndarray) -> str:
    return "; ".join(" ".join(map(written, row)) for row in values.tolist())
