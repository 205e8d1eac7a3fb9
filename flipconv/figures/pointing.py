"""Arrows: on a number line, and between the panels of a sheet."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from flipconv.figures.grids import written
from flipconv.figures.style import DPI, Ink, panel, points


def arrow(axes: Axes, tail: tuple[float, float], head: tuple[float, float], colour: Any, *, bend: float = 0) -> None:
    """
    Draw an arrow from one point of a panel to another.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        A panel, a number line or the `overlay` of a sheet.
    tail, head : tuple of two floats
        Where it begins and where its point is, in the panel's own coordinates.
    colour : color
        Of line and point.
    bend : float, optional
        How far it bulges, as a share of its length; 0 is straight.
    """
    style = f"arc3,rad={bend}"
    look: dict[str, Any] = {"arrowstyle": "-|>,head_length=0.5,head_width=0.22", "linewidth": 1.6, "color": colour}
    # without shrinking, so that the point is where the arrow says it is
    look |= {"connectionstyle": style, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 10}
    _ = axes.annotate("", xy=head, xytext=tail, arrowprops=look, annotation_clip=False)


def number_line(axes: Axes, low: int, high: int, ink: Ink, *, above: float = 3, below: float = 1) -> None:
    """
    Draw the integers on a line, at height 0; what lies above or below it is free for arrows.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        An empty panel.
    low, high : int
        The first and the last integer.
    ink : Ink
        Light or dark.
    above, below : float, optional
        How far the panel reaches above and below the line, in any unit; the numbers stand just below it.
    """
    _ = axes.set(xlim=(low - 0.6, high + 0.6), ylim=(-below, above))
    _ = axes.plot([low - 0.5, high + 0.5], [0, 0], color=ink.muted, linewidth=1.2, clip_on=False)
    for place in range(low, high + 1):
        _ = axes.plot([place, place], [-0.08, 0.08], color=ink.muted, linewidth=1.2)
        _ = axes.annotate(
            written(place), (place, 0), (0, -points(6)), textcoords="offset points", color=ink.text,
            fontsize=points(12), ha="center", va="top",
        )  # fmt: skip


def overlay(figure: Figure) -> Axes:
    """Return a panel over the whole sheet, labelled ``"overlay"``, measured in pixels from the top left corner."""
    for axes in figure.axes:
        if axes.get_label() == "overlay":
            return axes
    width, height = figure.get_size_inches() * DPI
    axes = panel(figure, (0, 0, width, height), "overlay")
    _ = axes.set(xlim=(0, width), ylim=(height, 0))
    return axes
