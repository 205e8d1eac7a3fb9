"""
Figures: functions that draw arrays and return a Figure, each with a light and a dark ink.

Here are the pieces of which all are made. The figures themselves are in `flipconv.figures.drawings`,
a module for each.
"""

from flipconv.figures.captions import added, spelled
from flipconv.figures.charts import bars, chart, curve
from flipconv.figures.grids import (
    Mark,
    anchor_ticks,
    by_brightness,
    by_sign,
    by_weight,
    colours_of,
    corner_mark,
    diagonal,
    number_grid,
    ring,
    window,
    written,
)
from flipconv.figures.maps import bar, photograph, signed_map
from flipconv.figures.photographs import grey, portrait, scene, shrunk
from flipconv.figures.pointing import arrow, number_line, overlay
from flipconv.figures.reading import arrows, curves, diagonals, fills, heights, joined, numbers, panels, windows
from flipconv.figures.stage import Film, command_line, present
from flipconv.figures.style import DARK, LIGHT, Ink, panel, sheet, write

__all__ = [
    "DARK",
    "LIGHT",
    "Film",
    "Ink",
    "Mark",
    "added",
    "anchor_ticks",
    "arrow",
    "arrows",
    "bar",
    "bars",
    "by_brightness",
    "by_sign",
    "by_weight",
    "chart",
    "colours_of",
    "command_line",
    "corner_mark",
    "curve",
    "curves",
    "diagonal",
    "diagonals",
    "fills",
    "grey",
    "heights",
    "joined",
    "number_grid",
    "number_line",
    "numbers",
    "overlay",
    "panel",
    "panels",
    "photograph",
    "portrait",
    "present",
    "ring",
    "scene",
    "sheet",
    "shrunk",
    "signed_map",
    "spelled",
    "window",
    "windows",
    "write",
    "written",
]
