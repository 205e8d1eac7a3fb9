"""The frequency side: three products of spectra beneath each other, and what a circle too short does to a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from flipconv.figures.grids import Mark, by_brightness, by_weight, corner_mark, number_grid, window, written
from flipconv.figures.pointing import arrow, overlay
from flipconv.figures.style import WEIGHT_COLOURS, Ink, panel, sheet, write

# rows of cells begin here, and rings there
LEFT, CELL, RING_LEFT, RING_CELL = 114, 30, 12, 26
# where the ring, the cells and the words of each product are; the cells of the last two face each other
RINGS, ROWS, WORDS = (82, 187, 288), (118, 224, 294), (110, 216, 360)
# the places of a ring, clockwise from the middle on top
CLOCKWISE = ((0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0), (0, 0))
# the colour of the samples that have no place on the shorter circle; no weight here has it
SPILT = WEIGHT_COLOURS[6]


@dataclass(frozen=True, eq=False)
class Product:
    """
    A product of two spectra.

    Parameters
    ----------
    title : str
        The product as it is typed.
    told : str
        What it is.
    kernel : numpy.ndarray, shape (8,)
        What the signal is convolved with around the circle.
    result : numpy.ndarray, shape (8,)
        The inverse transform.
    """

    title: str
    told: str
    kernel: np.ndarray
    result: np.ndarray


def draw_frequency_side(
    x: np.ndarray,
    h: np.ndarray,
    products: Sequence[Product],
    signal: np.ndarray,
    rows: Mapping[str, np.ndarray],
    ink: Ink,
) -> Figure:
    """
    Draw three products of spectra, and a linear result beside two circles.

    Parameters
    ----------
    x : numpy.ndarray, shape (8,)
        An impulse.
    h : numpy.ndarray, shape (m,)
        The kernel; its taps differ.
    products : sequence of three Product
        With the spectrum, with its conjugate, and with the spectrum of what `numpy.flip` gives.
    signal : numpy.ndarray, shape (n,)
        A signal for the second part.
    rows : mapping of str to numpy.ndarray
        Its linear convolution with the kernel, that on a circle as long as the signal, and that on a longer one.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Labels of the panels are ``"x"``, the titles of the products and those with ``": kernel"``, ``"signal"``,
        ``"h"``, and the keys of `rows`.
    """
    figure = sheet(628)
    impulse = int(x.argmax())
    write(figure, (LEFT, 14), f"x: an impulse at {impulse}", ink.text, 12.5, fontweight="bold")
    _ = _draw_row(figure, (LEFT, 22), "x", x, by_brightness(1), ink)
    for i in range(len(x)):
        write(figure, (LEFT + CELL * (i + 0.5), 66), str(i), ink.muted, 11, ha="center")
    for top, words in ((32, "what x is"), (47, "convolved with:")):
        write(figure, (2, top), words, ink.muted, 12)
    for i, product in enumerate(products):
        _draw_product(figure, i, product, h, impulse, ink)
    _draw_step(figure, products[1:], ink)
    _draw_wrapping(figure, 404, h, signal, rows, ink)
    figure.set_label(_told(x, h, products, signal, rows))
    return figure


def cover_frequency_side(h: np.ndarray, products: Sequence[Product], ink: Ink) -> Figure:
    """Draw the conjugate's result and that of `numpy.flip`, at the size of a thumbnail."""
    figure = sheet(112, width=160)
    above, below = products[1:]
    for top, line, word, product in ((20, 14, "conj(fft(h))", above), (68, 105, "fft(np.flip(h))", below)):
        write(figure, (4, line), word, ink.text, 12, fontweight="bold")
        axes = panel(figure, (4, top, 152, 19), product.title)
        number_grid(axes, product.result[np.newaxis], ink, by_weight(h, ink))
    for weight in h:
        ends = [4 + 19 * (product.result.tolist().index(weight) + 0.5) for product in (above, below)]
        arrow(overlay(figure), (ends[0], 41), (ends[1], 66), ink.text)
    return figure


def _draw_row(
    figure: Figure, corner: tuple[float, float], label: str, values: np.ndarray, fill: Any, ink: Ink, cell: float = CELL
) -> Axes:
    axes = panel(figure, (*corner, cell * len(values), cell), label)
    number_grid(axes, values[np.newaxis], ink, fill)
    return axes


def _draw_product(figure: Figure, i: int, product: Product, h: np.ndarray, impulse: int, ink: Ink) -> None:
    """Draw a result, and at its left the kernel around its circle."""
    write(figure, (LEFT, WORDS[i] - 16), product.title, ink.text, 12.5, fontweight="bold")
    write(figure, (LEFT, WORDS[i]), product.told, ink.muted, 12)
    axes = _draw_row(figure, (LEFT, ROWS[i]), product.title, product.result, by_weight(h, ink), ink)
    window(axes, (0, impulse), (1, 1), ink)
    ring = np.full((3, 3), None, dtype=object)
    for place, tap in zip(CLOCKWISE, product.kernel.tolist(), strict=True):
        ring[place] = tap
    top, side = RINGS[i], 3 * RING_CELL
    axes = panel(figure, (RING_LEFT, top, side, side), f"{product.title}: kernel")
    number_grid(axes, ring, ink, by_weight(h, ink))
    row, column = CLOCKWISE[product.kernel.tolist().index(h[0])]
    corner_mark(axes, Mark(row, column, rotated=product.kernel[: len(h)].tolist() != h.tolist()), ink)
    for words, below, size in (("0", -5, 11), ("\N{CLOCKWISE OPEN CIRCLE ARROW}", 45, 18)):
        write(figure, (RING_LEFT + side / 2, top + below), words, ink.muted, size, ha="center")


def _draw_step(figure: Figure, pair: Sequence[Product], ink: Ink) -> None:
    """Draw arrows from every weight of one result to where it lies in the next."""
    above, below = (product.result.tolist() for product in pair)
    for place, weight in enumerate(above):
        if weight and weight in below:
            ends = [LEFT + CELL * (column + 0.5) for column in (place, below.index(weight))]
            arrow(overlay(figure), (ends[0], ROWS[1] + CELL + 2), (ends[1], ROWS[2] - 2), ink.text)


def _draw_wrapping(
    figure: Figure, top: float, h: np.ndarray, signal: np.ndarray, rows: Mapping[str, np.ndarray], ink: Ink
) -> None:
    """Draw a signal and its kernel, their linear result, and what two circles make of it."""
    n, m = len(signal), len(h)
    write(figure, (2, top), f"{n} samples, {m} taps: is there room for {n + m - 1}?", ink.text, 12.5, fontweight="bold")
    write(figure, (2, top + 30), "another x, and h", ink.text, 12)
    _ = _draw_row(figure, (LEFT, top + 12), "signal", signal, by_brightness(int(signal.max())), ink, 25)
    axes = _draw_row(figure, (LEFT + 165, top + 12), "h", h, by_weight(h, ink), ink, 25)
    corner_mark(axes, Mark(0, 0, rotated=False), ink)
    linear, short, _ = rows.values()
    for i, (title, values) in enumerate(rows.items()):
        down = top + 56 + 66 * i
        differing = np.flatnonzero(values != linear[: len(values)])
        fill = np.full((1, len(values)), ink.blank, dtype=object)
        fill[0, n:] = fill[0, differing] = SPILT
        axes = _draw_row(figure, (LEFT, down), title, values, fill, ink)
        write(figure, (2, down + 13), title, ink.text, 12, fontweight="bold")
        write(figure, (2, down + 28), _verdict(values, linear), ink.muted, 12)
        for column in differing.tolist():
            window(axes, (0, column), (1, 1), ink)
    for column in range(len(short), len(linear)):
        ends = [LEFT + CELL * (place + 0.5) for place in (column, column % len(short))]
        arrow(overlay(figure), (ends[0], top + 58 + CELL), (ends[1], top + 120), ink.text)


def _verdict(values: np.ndarray, linear: np.ndarray) -> str:
    """Say how many outputs of a circle are wrong."""
    if values is linear:
        return f"{len(linear)} samples"
    wrong = int(np.count_nonzero(values != linear[: len(values)]))
    return f"{wrong} {'is' if wrong == 1 else 'are'} wrong" if wrong else "all are right"


def _told(
    x: np.ndarray, h: np.ndarray, products: Sequence[Product], signal: np.ndarray, rows: Mapping[str, np.ndarray]
) -> str:
    """Return the picture in words."""

    def listed(values: np.ndarray) -> str:
        return " ".join(map(written, values.tolist()))

    told = [f"An impulse, {listed(x)}, and the kernel {listed(h)} on a circle of {len(x)} places."]
    told += [f"The inverse transform of {product.title} is {listed(product.result)}." for product in products]
    told.append(f"The signal {listed(signal)} with the same kernel.")
    linear = next(iter(rows.values()))
    told += [f"On {title}: {listed(values)}; {_verdict(values, linear)}." for title, values in rows.items()]
    return " ".join(told)
