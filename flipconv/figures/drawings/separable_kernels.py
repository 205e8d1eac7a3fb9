"""Separable kernels: a column times a row, and a Gaussian that is nearly one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from flipconv.figures.charts import bars, chart
from flipconv.figures.grids import MINUS, Mark, by_sign, colours_of, corner_mark, number_grid, window, written
from flipconv.figures.maps import bar, photograph, signed_map
from flipconv.figures.style import Ink, panel, points, sheet, write

# how far down the second, third and fourth part begin
RANK, NEARLY, FILTERED = 190, 410, 632
LEFTS = (6, 194)
SIDE = 112
HEADS = {"whole": "5 by 5 taps", "two passes": "column, then row", "difference": "difference"}
SIGMA = "\N{GREEK SMALL LETTER SIGMA}"
SUBSCRIPTS = "₁₂₃₄₅"

# a column, a row and the table of their products
Parts = tuple[np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True, eq=False)
class Rank:
    """
    A kernel of integers, and how far it is from being a column times a row.

    Parameters
    ----------
    h : numpy.ndarray, shape (5, 5)
        The kernel.
    minor : tuple of two ints
        The first cell of a block of 2 by 2 whose determinant is not 0.
    echelon : numpy.ndarray, shape (5, 5)
        What elimination leaves of its rows.
    singular : numpy.ndarray, shape (5,)
        Its singular values, the largest first.
    residue : numpy.ndarray, shape (5, 5)
        The kernel less its best approximation of rank one, in hundredths of a tap, rounded.
    """

    h: np.ndarray
    minor: tuple[int, int]
    echelon: np.ndarray
    singular: np.ndarray
    residue: np.ndarray

    @property
    def rank(self) -> int:
        """The rows that elimination leaves."""
        return int(np.count_nonzero(self.echelon.any(axis=1)))


@dataclass(frozen=True, eq=False)
class Blurs:
    """
    One image filtered by a kernel, and by its best column and row.

    Parameters
    ----------
    whole, passes : numpy.ndarray
        With the kernel, and in two passes.
    white : int
        The level drawn white.
    difference : numpy.ndarray
        The first less the second, in thousandths of a grey level, rounded.
    """

    whole: np.ndarray
    passes: np.ndarray
    white: int
    difference: np.ndarray

    @property
    def largest(self) -> float:
        """The largest difference in grey levels, rounded up to tenths."""
        return max(1, -(-int(np.abs(self.difference).max()) // 100)) / 10


def draw_separable_kernels(parts: Parts, apart: np.ndarray, near: Rank, blurs: Blurs, ink: Ink) -> Figure:
    """
    Draw a separable kernel, one that is not, how near it comes, and what that means for a picture.

    Parameters
    ----------
    parts : tuple of three numpy.ndarray, shapes (m, 1), (1, m) and (m, m)
        A column, a row and their product. Labels of the panels are ``"column"``, ``"row"`` and ``"column * row"``.
    apart : numpy.ndarray
        On an image, two passes less one pass with the product.
    near : Rank
        Labels are ``"Gaussian"``, ``"elimination"``, ``"singular values"`` and ``"residue"``.
    blurs : Blurs
        Labels are ``"whole"``, ``"two passes"`` and ``"difference"``.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Four parts, one below the other.
    """
    figure = sheet(FILTERED + 198)
    write(figure, (6, 14), "separable: a column * a row", ink.text, 13, fontweight="bold")
    _draw_table(figure, (6, 26), 34, parts, ink)
    (m, n), differing = parts[2].shape, np.count_nonzero(apart)
    write(figure, (LEFTS[1] - 20, 102), f"two passes: {m} + {n} products", ink.text, 12.5)
    write(figure, (LEFTS[1] - 20, 122), f"one pass: {m} × {n} products", ink.text, 12.5)
    write(figure, (LEFTS[1] - 20, 142), f"{differing} of {apart.size} pixels differ", ink.text, 12.5)
    _draw_rank(figure, near, ink)
    _draw_nearly(figure, near, ink)
    _draw_blurs(figure, blurs, ink)
    told = f"{_told(parts, near)} On an image two passes differ from one with their product at {differing} pixels, "
    figure.set_label(f"{told}and the best two passes from the Gaussian by at most {blurs.largest} grey levels.")
    return figure


def cover_separable_kernels(parts: Parts, ink: Ink) -> Figure:
    """Draw a column, a row and the kernel that they make, at the size of a thumbnail."""
    figure = sheet(112, width=160)
    _draw_table(figure, (24, 1), 26, parts, ink)
    return figure


def _draw_table(figure: Figure, corner: tuple[float, float], cell: float, parts: Parts, ink: Ink) -> None:
    """Draw a kernel as the table of products of a column and a row; each product has the colour of the row's tap."""
    left, top = corner
    column, row, product = parts
    colours, gap = colours_of(row, ink), cell + 5
    for label, values, fill, place in (
        ("column", column, np.full(column.shape, ink.blank, dtype=object), (left, top + gap)),
        ("row", row, colours, (left + gap, top)),
        ("column * row", product, np.repeat(colours, len(column), axis=0), (left + gap, top + gap)),
    ):
        axes = panel(figure, (*place, values.shape[1] * cell, values.shape[0] * cell), label)
        number_grid(axes, values, ink, fill)
        corner_mark(axes, Mark(0, 0, rotated=False), ink)


def _draw_rank(figure: Figure, near: Rank, ink: Ink) -> None:
    """Draw the kernel with a block that shows that its rank is above one, and what elimination leaves of it."""
    words = f"the Gaussian of the question: rank {near.rank}"
    write(figure, (6, RANK + 14), words, ink.text, 13, fontweight="bold")
    i, j = near.minor
    (a, b), (c, d) = near.h[i : i + 2, j : j + 2].tolist()
    framed = f"framed: {a}×{d} {MINUS} {b}×{c} = {written(a * d - b * c)}"
    for left, words, label, values in (
        (LEFTS[0], framed, "Gaussian", near.h),
        (LEFTS[1], f"elimination leaves {near.rank} rows", "elimination", near.echelon),
    ):
        write(figure, (left, RANK + 33), words, ink.text, 12)
        axes = panel(figure, (left, RANK + 42, 160, 150), label)
        number_grid(axes, values, ink, by_sign(int(np.abs(values).max()), ink))
        if label == "Gaussian":
            corner_mark(axes, Mark(0, 0, rotated=False), ink)
            window(axes, near.minor, (2, 2), ink)


def _draw_nearly(figure: Figure, near: Rank, ink: Ink) -> None:
    """Draw the singular values, and what the first of them leaves."""
    names = [f"{SIGMA}{subscript}" for subscript in SUBSCRIPTS]
    share = f"{names[1]} is {100 * near.singular[1] / near.singular[0]:.2f} % of {names[0]}"
    write(figure, (6, NEARLY + 14), f"but nearly rank 1: {share}", ink.text, 13, fontweight="bold")
    write(figure, (LEFTS[0], NEARLY + 33), "singular values", ink.text, 12)
    box, across = (30, NEARLY + 44, 136, 130), {-0.8: "", **dict(enumerate(names)), 4.6: ""}
    axes = chart(figure, box, "singular values", ink, across=across, up={0: "0", 50: "50", 100: "100"})
    bars(axes, near.singular.tolist(), [ink.strokes[0]] * 5, ink)
    for i, value in enumerate(near.singular.tolist()):
        words = f"{value:.2f}" if value >= 0.005 else "0"
        _ = axes.text(i, value + 3, words, color=ink.text, fontsize=points(10.5), ha="center")
    write(figure, (LEFTS[1], NEARLY + 33), "missed, in 1/100 of a tap", ink.text, 12)
    grid = panel(figure, (LEFTS[1], NEARLY + 42, 160, 150), "residue")
    number_grid(grid, near.residue, ink, by_sign(int(np.abs(near.residue).max()), ink))


def _draw_blurs(figure: Figure, blurs: Blurs, ink: Ink) -> None:
    """Draw the image filtered in both ways and, on its own bar, the difference."""
    words = f"filtered: at most {blurs.largest} of 255 grey levels apart"
    write(figure, (6, FILTERED + 14), words, ink.text, 13, fontweight="bold")
    maps = {"whole": blurs.whole, "two passes": blurs.passes, "difference": blurs.difference}
    for i, (label, values) in enumerate(maps.items()):
        left = LEFTS[0] + i * (SIDE + 6)
        write(figure, (left, FILTERED + 33), HEADS[label], ink.text, 12)
        axes = panel(figure, (left, FILTERED + 42, SIDE, SIDE), label)
        if label == "difference":
            signed_map(axes, values, round(1000 * blurs.largest), ink)
        else:
            photograph(axes, values, (0, blurs.white))
    ends = (f"{MINUS}{blurs.largest}", "0 grey levels", f"+{blurs.largest}")
    bar(figure, (6, FILTERED + 166, 348, 9), ends, ink)


def _told(parts: Parts, near: Rank) -> str:
    """Return what is said of the kernels in words."""
    column, row = (" ".join(map(written, values.flat)) for values in parts[:2])
    rows = "; ".join(" ".join(map(written, values)) for values in near.echelon.tolist())
    values = ", ".join(f"{value:.3f}" for value in near.singular.tolist())
    return (
        f"The column {column} times the row {row} is a separable kernel. The Gaussian has rank {near.rank}: "
        f"elimination leaves the rows {rows}. Its singular values are {values}."
    )
