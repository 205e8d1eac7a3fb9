"""Phase correlation: two pictures that overlap, the needle and the hill that tell how, and both as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from flipconv.figures.charts import curve
from flipconv.figures.grids import MINUS, window, written
from flipconv.figures.maps import bar, photograph, signed_map
from flipconv.figures.style import DPI, Ink, panel, sheet, write

LEFTS = (2, 188)
SIDE = 170
# how far the surfaces are drawn, and every how many rows
REACH, STEP = 40, 4
# how many pixels the highest point of a surface stands above its row; squares of the chess board along a side
TALL, SQUARES = 86, 6


@dataclass(frozen=True, eq=False)
class Pair:
    """
    Two pictures, and how they lie on one another.

    Parameters
    ----------
    first, second : numpy.ndarray, shape (n, n)
        Grey levels.
    faded : numpy.ndarray, shape (n, n)
        The first at the contrast of the second.
    shift : tuple of two ints
        Rows down and columns to the right: rolling the first by them gives the second, where both show the same.
    """

    first: np.ndarray
    second: np.ndarray
    faded: np.ndarray
    shift: tuple[int, int]

    @property
    def corners(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Where what both show begins in the first and in the second."""
        down, right = self.shift
        return (max(0, -down), max(0, -right)), (max(0, down), max(0, right))

    @property
    def overlap(self) -> tuple[int, int]:
        """How many rows and columns both show."""
        n = len(self.first)
        return n - abs(self.shift[0]), n - abs(self.shift[1])

    @property
    def difference(self) -> np.ndarray:
        """What is left of the part that both show, when one is taken from the other at equal contrast."""
        return self._shared(self.faded, 0) - self._shared(self.second, 1)

    @property
    def joined(self) -> np.ndarray:
        """Both in one picture; where both show something they take turns, like the squares of a chess board."""
        n, (rows, columns) = len(self.first), self.overlap
        canvas = np.zeros((2 * n - rows, 2 * n - columns), dtype=int)
        # each begins where the other's overlap does
        for picture, (top, left) in zip((self.first, self.second), self.corners[::-1], strict=True):
            canvas[top : top + n, left : left + n] = picture
        turns = np.add.outer(np.arange(rows) * SQUARES // rows, np.arange(columns) * SQUARES // columns) % 2 == 0
        shared = np.where(turns, self._shared(self.first, 0), self._shared(self.second, 1))
        canvas[n - rows : n, n - columns : n] = shared
        return canvas

    def _shared(self, picture: np.ndarray, which: int) -> np.ndarray:
        """Return the part that both show, from one of the two."""
        (top, left), (rows, columns) = self.corners[which], self.overlap
        return picture[top : top + rows, left : left + columns]

    @property
    def moved(self) -> str:
        """The shift in words."""
        down, right = self.shift
        vertical = f"{abs(down)} rows {'down' if down > 0 else 'up'}"
        return f"{vertical}, {abs(right)} columns {'right' if right > 0 else 'left'}"


def draw_phase_correlation(pair: Pair, surfaces: Mapping[str, np.ndarray], ink: Ink) -> Figure:
    """
    Draw two pictures, two surfaces over their shifts, and the pictures laid on one another.

    Parameters
    ----------
    pair : Pair
        The pictures.
    surfaces : mapping of str to numpy.ndarray
        By their titles, phase correlation first; lag 0 stands first along each axis, as on a circle.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Labels of the panels are ``"first"``, ``"second"``, the titles of the surfaces, ``"joined"`` and
        ``"difference"``. The curves of a surface are called by their lag, as in ``"row -4"``.
    """
    figure = sheet(717)
    _draw_pictures(figure, pair, ink)
    for left, colour, (title, surface) in zip(LEFTS, ink.strokes[:2], surfaces.items(), strict=True):
        _draw_surface(figure, left, title, surface, colour, ink)
    words = f"Left to right: columns. Rear to front: rows, {written(-REACH)} to {REACH}."
    write(figure, (2, 486), words, ink.muted, 12)
    write(figure, (2, 513), f"the peak says: {pair.moved}", ink.text, 12.5, fontweight="bold")
    _draw_joined(figure, 522, pair, ink)
    figure.set_label(_told(pair, surfaces))
    return figure


def cover_phase_correlation(surfaces: Mapping[str, np.ndarray], ink: Ink) -> Figure:
    """Draw the needle and the hill, at the size of a thumbnail."""
    figure = sheet(112, width=160)
    titles = ("by phase", "plain")
    for left, word, colour, surface in zip((1, 83), titles, ink.strokes[:2], surfaces.values(), strict=True):
        write(figure, (left + 38, 106), word, ink.text, 12, fontweight="bold", ha="center")
        _draw_ridges(panel(figure, (left, 3, 76, 88), word), surface, colour, ink, tall=52, width=0.8)
    return figure


def _draw_pictures(figure: Figure, pair: Pair, ink: Ink) -> None:
    """Draw both pictures with a frame around what both show."""
    words = {"first": "framed: what both show", "second": "less contrast, moved"}
    both = (pair.first, pair.second)
    for left, (label, told), values, corner in zip(LEFTS, words.items(), both, pair.corners, strict=True):
        write(figure, (left, 14), f"the {label}", ink.text, 12.5, fontweight="bold")
        axes = panel(figure, (left, 22, SIDE, SIDE), label)
        photograph(axes, values, (0, 255))
        window(axes, corner, pair.overlap, ink, ink.strokes[1], width=2)
        write(figure, (left, 209), told, ink.muted, 12)


def _draw_surface(figure: Figure, left: float, title: str, surface: np.ndarray, colour: str, ink: Ink) -> None:
    """Draw a surface with its words above and its lags below."""
    write(figure, (left, 238), title, ink.text, 12.5, fontweight="bold")
    write(figure, (left, 254), _breadth(surface), ink.muted, 12)
    _draw_ridges(panel(figure, (left, 256, SIDE, 198), title), surface, colour, ink)
    for i, side in enumerate(("left", "center", "right")):
        write(figure, (left + SIDE * i / 2, 470), written(REACH * (i - 1)), ink.muted, 11, ha=side)


def _draw_ridges(
    axes: Axes, surface: np.ndarray, colour: str, ink: Ink, *, tall: float = TALL, width: float = 1.1
) -> None:
    """Draw every few rows of a surface, the rear ones first; each hides what lies behind it."""
    rows, lags = np.arange(-REACH, REACH + 1, STEP), np.arange(-REACH, REACH + 1)
    # a surface is a circle along each axis: negative lags lie at its end
    drawn = surface[rows[:, np.newaxis] % len(surface), lags % len(surface)]
    low, height = float(drawn.min()), axes.bbox.height
    _ = axes.set(xlim=(-REACH, REACH), ylim=(low, low + float(np.ptp(drawn)) * height / tall))
    for i, (row, values) in enumerate(zip(rows, drawn, strict=True)):
        up = (height - tall) * (len(rows) - 1 - i) / len(rows)
        curve(axes, lags, values, f"row {row}", colour, width=width)
        ground = axes.fill_between(lags, values, low, color=ink.ground, linewidth=0)
        # the points keep their heights; the whole row is moved up the sheet
        moved = axes.transData + ScaledTranslation(0, up / DPI, axes.figure.dpi_scale_trans)
        _ = axes.lines[-1].set(transform=moved, zorder=3 + i, clip_on=False)
        _ = ground.set(transform=moved, zorder=2.5 + i, clip_on=False)


def _draw_joined(figure: Figure, top: float, pair: Pair, ink: Ink) -> None:
    """Draw both pictures as one, and what is left where they overlap."""
    write(figure, (2, top + 9), "laid on one another, in turns", ink.muted, 12)
    for i, words in enumerate(("their difference,", "at equal contrast")):
        write(figure, (222, top + 9 + 15 * i), words, ink.muted, 12)
    rows, columns = pair.joined.shape
    scale = min(196 / columns, 176 / rows)
    photograph(panel(figure, (2, top + 16, scale * columns, scale * rows), "joined"), pair.joined, (0, 255))
    (rows, columns), limit = pair.overlap, max(1, int(np.abs(pair.difference).max()))
    axes = panel(figure, (222, top + 33, scale * columns, scale * rows), "difference")
    signed_map(axes, pair.difference, limit, ink)
    bar(figure, (222, top + 40 + scale * rows, 136, 8), (f"{MINUS}{limit}", "0", f"+{limit}"), ink)


def _breadth(surface: np.ndarray) -> str:
    """Say how many lags reach more than half of the largest value."""
    many = int(np.count_nonzero(surface > surface.max() / 2))
    return f"{many} lag{'s' if many > 1 else ''} above half"


def _told(pair: Pair, surfaces: Mapping[str, np.ndarray]) -> str:
    """Return the picture in words."""
    n = len(pair.first)
    told = [f"Two photographs of {n} by {n} pixels show parts of one scene, the second with less contrast."]
    for title, surface in surfaces.items():
        row, column = ((int(i) + n // 2) % n - n // 2 for i in np.unravel_index(surface.argmax(), surface.shape))
        place = f"row {written(row)}, column {written(column)}"
        told.append(f"The largest value of the {title} is at {place}; {_breadth(surface)} of that.")
    pixels = f"{np.count_nonzero(pair.difference)} of {pair.difference.size} pixels"
    told.append(f"With the first moved, {pair.moved}, and at equal contrast, the two differ at {pixels}.")
    return " ".join(told)
