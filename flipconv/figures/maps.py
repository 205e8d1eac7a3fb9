"""Pictures made of pixels: photographs in grey, and signed maps with their bar."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from flipconv.figures.style import Ink, panel, points, write


def photograph(axes: Axes, image: np.ndarray, limits: tuple[int, int]) -> None:
    """
    Draw an image in grey; nothing is clipped unless it lies outside the limits.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        An empty panel.
    image : numpy.ndarray, shape (rows, columns)
        Grey levels.
    limits : tuple of two ints
        The levels drawn black and white. Pictures to be compared share them.
    """
    _ = axes.imshow(image, cmap="gray", vmin=limits[0], vmax=limits[1], interpolation="antialiased", aspect="equal")


def signed_map(axes: Axes, values: np.ndarray, limit: float, ink: Ink) -> None:
    """
    Draw signed values on the diverging map, zero in its middle.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        An empty panel.
    values : numpy.ndarray, shape (rows, columns)
        Signed numbers.
    limit : float
        The magnitude at both ends of the map; positive.
    ink : Ink
        Light or dark.
    """
    _ = axes.imshow(values, cmap=ink.signed, vmin=-limit, vmax=limit, interpolation="antialiased", aspect="equal")
    if not values.any():
        # an empty map could be a forgotten one
        middle = [(length - 1) / 2 for length in values.shape]
        _ = axes.text(middle[1], middle[0], "0", color=ink.muted, fontsize=points(14), ha="center", va="center")


def bar(figure: Figure, box: tuple[float, float, float, float], words: Sequence[str], ink: Ink) -> None:
    """Draw the bar of a signed map, with words for its lower end, its middle and its upper end."""
    left, top, width, height = box
    axes = panel(figure, box, "bar")
    _ = axes.imshow(np.linspace(-1, 1, 255)[np.newaxis], cmap=ink.signed, vmin=-1, vmax=1, aspect="auto")
    for share, end, side in zip((0, 0.5, 1), words, ("left", "center", "right"), strict=True):
        write(figure, (left + share * width, top + height + 14), end, ink.muted, 11, ha=side)
