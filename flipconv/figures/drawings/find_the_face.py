"""Find the face, blur the face: what both operations look for, and a blur to which it makes no difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from flipconv.figures.grids import MINUS, window
from flipconv.figures.maps import bar, photograph, signed_map
from flipconv.figures.style import Ink, panel, sheet, write

LEFTS = (2, 188)
WIDTH = 170
TILE = 34
# half the side of the frame around a peak, in pixels of the map
AROUND = 8


@dataclass(frozen=True, eq=False)
class Search:
    """
    One way to look for a template.

    Parameters
    ----------
    operation : str
        ``"correlate"`` or ``"convolve"``.
    scores : numpy.ndarray, shape (rows, columns)
        One for every window of the picture: integers, or floats in [-1, 1] if they are normalised.
    place : tuple of ints
        The first pixel of the window with the largest score.
    """

    operation: str
    scores: np.ndarray
    place: tuple[int, ...]

    @property
    def normalised(self) -> bool:
        """Whether brightness and contrast are taken out."""
        return self.scores.dtype.kind == "f"

    @property
    def label(self) -> str:
        """What its panels are called."""
        return f"{self.operation}, normalised" if self.normalised else self.operation


def draw_find_the_face(
    x: np.ndarray, template: np.ndarray, searches: Sequence[Search], blurs: dict[str, np.ndarray], ink: Ink
) -> Figure:
    """
    Draw a picture, where four searches find a template in it, their maps of scores, and a blur done both ways.

    Parameters
    ----------
    x : numpy.ndarray, shape (rows, columns)
        Grey levels.
    template : numpy.ndarray, shape (r, c)
        A part of the picture.
    searches : sequence of four Search
        Correlation and convolution, plain and then normalised.
    blurs : dict of str to numpy.ndarray
        The image blurred by ``"convolve"`` and by ``"correlate"``, and their ``"difference"``.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Labels of the panels are ``"picture"``, ``"template"``, for each search its label, and that with
        ``": found"``, and for each blur ``"blur: <key>"``.
    """
    figure = sheet(801)
    _draw_picture(figure, x, template, searches, ink)
    rows = {278: "Plain scores, the largest in white:", 446: "The same with brightness and contrast taken out:"}
    for (top, words), pair in zip(rows.items(), (searches[:2], searches[2:]), strict=True):
        write(figure, (LEFTS[0], top), words, ink.muted, 12)
        for left, search in zip(LEFTS, pair, strict=True):
            _draw_search(figure, (left, top), x, template, search, ink)
    bar(figure, (2, 600, 356, 8), (f"{MINUS}1", "0", "1: alike"), ink)
    _draw_blurs(figure, 655, blurs, ink)
    figure.set_label(_told(x, template, searches, blurs))
    return figure


def cover_find_the_face(x: np.ndarray, template: np.ndarray, searches: Sequence[Search], ink: Ink) -> Figure:
    """Draw the picture with what the two normalised searches find, at the size of a thumbnail."""
    figure = sheet(112, width=160)
    axes = panel(figure, (1, 18, 158, 158 * x.shape[0] / x.shape[1]), "picture")
    photograph(axes, x, (0, 255))
    for left, search in zip((1, 81), searches[2:], strict=True):
        row, column = search.place
        window(axes, (row, column), template.shape, ink, _colour(search, ink))
        write(figure, (left + 39, 12), search.operation, ink.text, 12, fontweight="bold", ha="center")
    write(figure, (80, 108), "what does it find?", ink.muted, 11, ha="center")
    return figure


def _draw_picture(figure: Figure, x: np.ndarray, template: np.ndarray, searches: Sequence[Search], ink: Ink) -> None:
    """Draw the picture with four frames, heavy ones for normalised scores, and below it the template."""
    write(figure, (2, 14), "the picture x: upright, and rotated by 180°", ink.text, 12.5, fontweight="bold")
    axes = panel(figure, (2, 24, 356, 356 * x.shape[0] / x.shape[1]), "picture")
    photograph(axes, x, (0, 255))
    for search in searches:
        row, column = search.place
        window(axes, (row, column), template.shape, ink, _colour(search, ink), width=_weight(search))
    write(figure, (50, 228), "the template t, cut out of x", ink.text, 12.5, fontweight="bold")
    write(figure, (50, 245), "Each frame is what one search below finds.", ink.muted, 12)
    _ = _draw_tile(figure, (2, 214), "template", template)


def _draw_tile(figure: Figure, corner: tuple[float, float], label: str, values: np.ndarray) -> Axes:
    """Draw a part of the picture, as high as a line and a half of words beside it."""
    rows, columns = values.shape
    axes = panel(figure, (*corner, TILE * columns / rows, TILE), label)
    photograph(axes, values, (0, 255))
    return axes


def _draw_search(
    figure: Figure, corner: tuple[float, float], x: np.ndarray, template: np.ndarray, search: Search, ink: Ink
) -> None:
    """Draw a map of scores with a frame around its peak, and the window that won."""
    left, top = corner
    (rows, columns), (row, column) = template.shape, search.place
    write(figure, (left, top + 17), f"{search.operation}(x, t)", ink.text, 12.5, fontweight="bold")
    shape = search.scores.shape
    axes = panel(figure, (left, top + 24, WIDTH, WIDTH * shape[0] / shape[1]), search.label)
    if search.normalised:
        signed_map(axes, search.scores, 1, ink)
    else:
        photograph(axes, search.scores, (int(search.scores.min()), int(search.scores.max())))
    side = 2 * AROUND + 1
    window(axes, (row - AROUND, column - AROUND), (side, side), ink, _colour(search, ink), width=1.4)
    found = x[row : row + rows, column : column + columns]
    tile = _draw_tile(figure, (left + 2, top + 110), f"{search.label}: found", found)
    window(tile, (0, 0), template.shape, ink, _colour(search, ink), width=_weight(search))
    write(figure, (left + 50, top + 124), "finds", ink.muted, 12)
    write(figure, (left + 50, top + 139), _verdict(found, template), ink.text, 12.5)


def _draw_blurs(figure: Figure, top: float, blurs: dict[str, np.ndarray], ink: Ink) -> None:
    """Draw both blurred images and their difference."""
    write(figure, (2, top), "A Gaussian blur of the left half, both ways:", ink.muted, 12)
    levels = np.stack([blurs["convolve"], blurs["correlate"]])
    for i, (title, values) in enumerate(blurs.items()):
        left = 2 + 121 * i
        write(figure, (left, top + 18), title, ink.text, 12.5, fontweight="bold")
        axes = panel(figure, (left, top + 25, 114, 114), f"blur: {title}")
        if title == "difference":
            signed_map(axes, values, max(1, int(np.abs(values).max())), ink)
        else:
            photograph(axes, values, (int(levels.min()), int(levels.max())))


def _verdict(found: np.ndarray, template: np.ndarray) -> str:
    """Say what a search has found."""
    if np.array_equal(found, template):
        return "t itself"
    if np.array_equal(found, template[::-1, ::-1]):
        return "t upside down"
    return "something bright" if found.mean() > template.mean() else "something else"


def _weight(search: Search) -> float:
    """Return the width of a frame: heavy if the search was fair."""
    return 2.6 if search.normalised else 1.2


def _colour(search: Search, ink: Ink) -> str:
    return ink.strokes[0 if search.operation == "correlate" else 1]


def _told(x: np.ndarray, template: np.ndarray, searches: Sequence[Search], blurs: dict[str, np.ndarray]) -> str:
    """Return the picture in words."""
    rows, columns = template.shape
    told = [f"A picture of {x.shape[0]} by {x.shape[1]} pixels is searched for a part of it, {rows} by {columns}."]
    for search in searches:
        row, column = search.place
        found = _verdict(x[row : row + rows, column : column + columns], template)
        kind = "Normalised scores" if search.normalised else "Plain scores"
        told.append(f"{kind} of {search.operation}: the largest is at row {row}, column {column}, on {found}.")
    differing = np.count_nonzero(blurs["difference"])
    told.append(f"Blurred by a Gaussian in both ways, the image differs at {differing} pixels.")
    return " ".join(told)
