"""Charts: curves and bars over labelled axes, for what has no place in a grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import NullLocator

from flipconv.figures.style import Ink, panel, points

BAR = "bar"


def chart(
    figure: Figure,
    box: tuple[float, float, float, float],
    label: str,
    ink: Ink,
    *,
    across: Mapping[float, str],
    up: Mapping[float, str],
    log: str = "",
) -> Axes:
    """
    Return axes for curves or bars.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        A sheet.
    box : tuple of four floats
        Left, top, width and height of the plotted area in pixels; the words at the ticks stand outside it, some
        16 pixels below and up to 40 to the left.
    label : str
        What the panel shows; `curves` and `heights` ask for it.
    ink : Ink
        Light or dark.
    across, up : mapping of float to str
        The ticks and their words. The first and the last tick are the ends of the axis.
    log : {"", "x", "y", "xy"}, optional
        Which axes are logarithmic.

    Returns
    -------
    matplotlib.axes.Axes
        With a line at its left and at its bottom, faint lines at the upper ticks and no more.
    """
    axes = panel(figure, box, label)
    axes.set_axis_on()
    axes.patch.set_visible(False)
    for name, axis, ticks in (("x", axes.xaxis, across), ("y", axes.yaxis, up)):
        if name in log:
            _ = axes.set(**{f"{name}scale": "log"})
        axis.set_minor_locator(NullLocator())
        _ = axis.set_ticks(list(ticks), list(ticks.values()))
        _ = axes.set(**{f"{name}lim": (min(ticks), max(ticks))})
    axes.tick_params(length=0, pad=points(5), labelsize=points(11), labelcolor=ink.muted)
    axes.grid(visible=True, axis="y", color=ink.rule, linewidth=0.5)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        _ = axes.spines[side].set(color=ink.muted, linewidth=1)
    return axes


def curve(
    axes: Axes,
    across: Any,
    up: Any,
    name: str,
    colour: Any,
    *,
    dashed: bool = False,
    dots: bool = False,
    width: float = 1.8,
) -> None:
    """
    Draw a curve through points.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        A chart.
    across, up : array_like
        The points.
    name : str
        What `curves` calls it; written nowhere.
    colour : color
        One of ``ink.strokes``.
    dashed, dots : bool, optional
        Two more ways to tell curves apart, for who sees no colours.
    width : float, optional
        Of the line, in points.
    """
    look: dict[str, Any] = {"linestyle": (0, (4, 2)) if dashed else "-", "marker": "o" if dots else "None"}
    _ = axes.plot(np.asarray(across), np.asarray(up), color=colour, label=name, linewidth=width, markersize=3.5, **look)


def bars(axes: Axes, heights: Sequence[float], colours: Sequence[Any], ink: Ink) -> None:
    """
    Draw upright bars at 0, 1, 2 ...

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        A chart.
    heights : sequence of float
        Signed heights from zero.
    colours : sequence of colors
        One for each.
    ink : Ink
        Light or dark.
    """
    for i, (height, colour) in enumerate(zip(heights, colours, strict=True)):
        _ = axes.add_patch(
            Rectangle((i - 0.38, 0), 0.76, height, facecolor=colour, edgecolor=ink.rule, linewidth=0.6, gid=BAR)
        )
