"""Adding or subtracting: where single pixels go when the brackets or the operands change places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from flipconv.figures.charts import curve
from flipconv.figures.grids import MINUS, written
from flipconv.figures.pointing import arrow, number_line, overlay
from flipconv.figures.style import Ink, panel, points, sheet, write

STAR = "\N{STAR OPERATOR}"
SUBSCRIPTS = str.maketrans("0123456789-ij+", "₀₁₂₃₄₅₆₇₈₉₋ᵢⱼ₊")
LEVEL = 20
HEIGHT = 778
GROUPS = {
    "brackets moved": ("left", "right"),
    "order swapped": ("one way", "other way"),
    "smallest case": ("smallest",),
}
LEFTS = {"*": 6, STAR: 188}
RANGES = {"*": (0, 7), STAR: (-3, 4)}
HEADS = {"*": ("convolution adds", "i+j"), STAR: ("correlation subtracts", "j-i")}


@dataclass(frozen=True)
class Walk:
    """
    Two or three single pixels, what is done to them, and the way to where their product lies.

    Parameters
    ----------
    sign : {"*", "⋆"}
        Convolution or correlation.
    places : tuple of int
        Where the pixels are, in the order in which the product is written.
    left : bool
        Whether the brackets hold the first two of three; else they hold the last two.
    stops : tuple of int
        Where one, two and three of the pixels lead; the last is where the product lies.
    """

    sign: str
    places: tuple[int, ...]
    left: bool
    stops: tuple[int, ...]

    @property
    def order(self) -> tuple[int, ...]:
        """The places in the order of the steps: a correlation begins with its last pixel."""
        return self.places if self.sign == "*" else self.places[::-1]

    @property
    def steps(self) -> list[tuple[int, int, int, int]]:
        """The steps that go anywhere: their number, whose they are, and both ends."""
        ends = zip(self.order, pairwise((0, *self.stops)), strict=True)
        return [(i, place, tail, head) for i, (place, (tail, head)) in enumerate(ends) if tail != head]

    @property
    def inside(self) -> tuple[int, int]:
        """Which two of three steps stand in brackets."""
        return (0, 1) if self.left == (self.sign == "*") else (1, 2)

    @property
    def equation(self) -> str:
        """The product as an equation between pixels."""
        sides = [_pixel(place) for place in self.places]
        return f"{_bracketed(sides, self.sign, left=self.left)} = {_pixel(self.stops[-1])}"

    @property
    def sum(self) -> str:
        """The same as an equation between places."""
        sides = [written(place) for place in self.order]
        sign, left = ("+", self.left) if self.sign == "*" else (MINUS, not self.left)
        return f"{_bracketed(sides, sign, left=left)} = {written(self.stops[-1])}"


def draw_adding_or_subtracting(lines: Mapping[str, Sequence[Walk]], ink: Ink) -> Figure:
    """
    Draw both operations side by side: brackets moved, operands exchanged, and the smallest failure.

    Parameters
    ----------
    lines : mapping of str to sequence of Walk
        What each number line shows, by its label: ``"* left"``, ``"* right"``, ``"* one way"``, ``"* other way"``
        and, with both walks on one line, ``"* smallest"``; the same five with ``"⋆"``.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Two columns of number lines.
    """
    figure = sheet(HEIGHT)
    # a pixel keeps its colour wherever it turns up; one at 0 takes no step, so it comes last
    places = {place for walks in lines.values() for walk in walks for place in walk.places}
    colours = dict(zip(sorted(places, key=lambda place: (place == 0, place)), ink.strokes, strict=True))
    for sign, left in LEFTS.items():
        head, place = HEADS[sign]
        write(figure, (left, 14), head, ink.text, 13, fontweight="bold")
        write(figure, (left, 33), f"{_pixel('i')} {sign} {_pixel('j')} = {_pixel(place)}", ink.text, 13)
        top = 63.0
        for words, names in GROUPS.items():
            rows = [lines[f"{sign} {name}"] for name in names]
            write(figure, (left, top), f"{words}: {_verdict(rows)}", ink.text, 12.5, fontweight="bold")
            _ = overlay(figure).plot([left - 4, left + 170], [top - 18] * 2, color=ink.rule, linewidth=0.8)
            for name, walks in zip(names, rows, strict=True):
                top = _row(figure, (left, top + 4), f"{sign} {name}", walks, colours, ink)
            top += 24
    write(figure, (180, HEIGHT - 7), "A dashed box holds what the brackets hold.", ink.muted, 11.5, ha="center")
    figure.set_label(_told(lines))
    return figure


def cover_adding_or_subtracting(walks: Sequence[Walk], ink: Ink) -> Figure:
    """Draw two walks that differ by their brackets alone, at the size of a thumbnail."""
    figure = sheet(112, width=160)
    for top, walk in zip((0, 56), walks, strict=True):
        write(figure, (80, top + 16), walk.sum, ink.text, 13, fontweight="bold", ha="center")
        axes = panel(figure, (8, top + 20, 144, 34), walk.sum)
        number_line(axes, -2, 2, ink, above=0.85, below=0.85)
        for _, _, tail, head in walk.steps:
            arrow(axes, (tail, 0.5), (head, 0.5), ink.strokes[0])
        curve(axes, [walk.stops[-1]], [0], "result", ink.text, dots=True)
    return figure


def _row(
    figure: Figure, corner: tuple[float, float], label: str, walks: Sequence[Walk], colours: Mapping[int, Any], ink: Ink
) -> float:  # fmt: skip
    """Draw a number line with the equations above it; return where the next may begin."""
    left, top = corner
    for walk in walks:
        write(figure, (left, top + 14), walk.equation, ink.text, 12.5)
        write(figure, (left, top + 30), walk.sum, ink.muted, 12)
        top += 34
    levels = sum(len(walk.steps) for walk in walks)
    axes = panel(figure, (left, top, 168, (levels + 1.8) * LEVEL), label)
    number_line(axes, *RANGES[walks[0].sign], ink, above=levels + 0.8, below=1)
    height = levels - 0.1
    for walk in walks:
        height = _walk(axes, walk, height, colours, ink)
    return top + (levels + 1.8) * LEVEL


def _walk(axes: Axes, walk: Walk, top: float, colours: Mapping[int, Any], ink: Ink) -> float:
    """Draw the steps one below the other and the place where the last ends; return the height for the next walk."""
    if len(walk.steps) == 3:
        first, second = (walk.steps[i] for i in walk.inside)
        _box(axes, sorted([*first[2:], *second[2:]]), (top - second[0], top - first[0]), ink)
    heights = [top - i for i in range(len(walk.steps))]
    for height, below, (_, place, tail, head) in zip(heights, [*heights, 0][1:], walk.steps, strict=True):
        arrow(axes, (tail, height), (head, height), colours[place])
        label, middle = written(head - tail) if head < tail else f"+{head - tail}", (tail + head) / 2
        _ = axes.text(middle, height + 0.12, label, color=ink.text, fontsize=points(11), ha="center", va="bottom")
        _ = axes.plot([head, head], [height, below], color=ink.muted, linewidth=1, linestyle=(0, (1, 1.5)))
    curve(axes, [walk.stops[-1]], [0], f"result {walk.equation}", ink.text, dots=True)
    return top - len(heights)


def _box(axes: Axes, ends: Sequence[int], heights: tuple[float, float], ink: Ink) -> None:
    """Draw a dashed box around two steps."""
    (left, *_, right), (low, high) = ends, heights
    look: dict[str, Any] = {"facecolor": ink.blank, "edgecolor": ink.muted, "linewidth": 0.9, "linestyle": (0, (3, 2))}
    place, width, height = (left - 0.3, low - 0.22), right - left + 0.6, high - low + 1.04
    look |= {"boxstyle": "round,pad=0,rounding_size=0.25", "zorder": 0, "clip_on": False}
    _ = axes.add_patch(FancyBboxPatch(place, width, height, **look))


def _pixel(place: int | str) -> str:
    return f"δ{str(place).translate(SUBSCRIPTS)}"


def _bracketed(sides: Sequence[str], sign: str, *, left: bool) -> str:
    if len(sides) == 2:
        return f" {sign} ".join(sides)
    one, other, last = sides
    return f"({one} {sign} {other}) {sign} {last}" if left else f"{one} {sign} ({other} {sign} {last})"


def _verdict(rows: Sequence[Sequence[Walk]]) -> str:
    """Say where two walks end."""
    one, other = (walk.stops[-1] for walks in rows for walk in walks)
    return f"{written(one)} {'=' if one == other else '≠'} {written(other)}"


def _told(lines: Mapping[str, Sequence[Walk]]) -> str:
    """Return the picture in words."""
    walks = [f"{walk.equation}, since {walk.sum}." for walks in lines.values() for walk in walks]
    return " ".join(["Arrows on number lines show where products of single pixels lie.", *walks])
