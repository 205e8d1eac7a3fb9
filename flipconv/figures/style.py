"""
The house style: two inks, one palette, and a sheet measured in CSS pixels.

No single ink reads on a white and on a black page, so every figure is drawn twice by one function,
once with each `Ink`. The ground stays transparent. Colours that carry meaning are the same hues in
both, and no meaning rests on colour alone: numbers, marks and titles say it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure

# a phone shows a page about this wide; text measured here is text as read there
WIDTH = 360

# 100 dots per inch make a pixel of the sheet one pixel of the page
DPI = 100

# M. Okabe and K. Ito, Color Universal Design, 2008; a grey that shows on both grounds stands in for their black, and
# their vermilion is a little lighter here, so that black reads on it for who sees no red
WEIGHT_COLOURS = ("#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#da6510", "#cc79a7", "#4d5358")


@dataclass(frozen=True, eq=False)
class Ink:
    """
    What a figure is drawn with on one ground.

    Parameters
    ----------
    name : str
        ``"light"`` or ``"dark"``, after the page.
    ground : str
        The colour of the page; figures leave it transparent and only measure contrast against it.
    text, muted : str
        Ink for text, and for text that steps back.
    rule : str
        Lines between cells.
    blank : str
        A cell that holds no weight.
    strokes : tuple of str
        Blue, orange, green and purple for curves, bands and arrows; each stands out from the ground by 3:1 at least.
    signed : matplotlib.colors.Colormap
        Diverging map, blue for negative and orange for positive; its middle is near the ground.
    """

    name: str
    ground: str
    text: str
    muted: str
    rule: str
    blank: str
    strokes: tuple[str, str, str, str]
    signed: Colormap


def _signed(name: str, colours: Sequence[str]) -> Colormap:
    return LinearSegmentedColormap.from_list(f"flipconv-{name}", list(colours), N=511)


LIGHT = Ink(
    name="light",
    ground="#ffffff",
    text="#1b1f24",
    muted="#57606a",
    rule="#b8bfc7",
    blank="#f3f4f6",
    strokes=("#0072b2", "#c25400", "#00795a", "#a34a7f"),
    signed=_signed("light", ["#003a5d", "#0072b2", "#8cc4e4", "#f3f4f6", "#f5b98a", "#d55e00", "#6b2f00"]),
)
DARK = Ink(
    name="dark",
    ground="#131416",
    text="#e8eaed",
    muted="#a3abb4",
    rule="#4a5058",
    blank="#202326",
    strokes=("#56b4e9", "#f08a3c", "#2bbf95", "#e39cc2"),
    signed=_signed("dark", ["#d3ecfb", "#56b4e9", "#1b5a80", "#202326", "#8f4410", "#f08a3c", "#ffe1c7"]),
)
INKS = (LIGHT, DARK)


def luminance(colour: Any) -> float:
    """Return the relative luminance of a colour, as the Web Content Accessibility Guidelines define it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Any, other: Any) -> float:
    """
    Return the contrast ratio of two colours, from 1 to 21.

    Examples
    --------
    >>> contrast("#000000", "#ffffff")
    21.0
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(fill: Any) -> str:
    """Return black or white, whichever reads better on a fill."""
    return max("#000000", "#ffffff", key=lambda ink: contrast(ink, fill))


def points(pixels: float) -> float:
    """Return a length in points, which Matplotlib wants, from one in pixels of the page."""
    return pixels * 72 / DPI


def sheet(height: float, *, width: float = WIDTH) -> Figure:
    """Return an empty transparent figure of so many pixels."""
    return Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor="none", edgecolor="none")


def panel(figure: Figure, box: tuple[float, float, float, float], label: str) -> Axes:
    """
    Return bare axes on a sheet, found again by their label.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        A sheet.
    box : tuple of four floats
        Left, top, width and height in pixels, counted from the top left corner of the sheet.
    label : str
        What the panel shows; `flipconv.figures.numbers` asks for it.

    Returns
    -------
    matplotlib.axes.Axes
        Axes without frame, ticks and ground.
    """
    left, top, width, height = box
    across, down = figure.get_size_inches() * DPI
    axes = figure.add_axes((left / across, 1 - (top + height) / down, width / across, height / down), label=label)
    axes.set_axis_off()
    return axes


def write(figure: Figure, place: tuple[float, float], words: str, colour: str, size: float = 12, **kwargs: Any) -> None:
    """Write words at a place in pixels from the top left corner; by default their left baseline lies there."""
    across, down = figure.get_size_inches() * DPI
    left, top = place
    _ = figure.text(left / across, 1 - top / down, words, color=colour, fontsize=points(size), **kwargs)
