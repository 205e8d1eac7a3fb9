"""Figures: functions that draw arrays and return a Figure, each with a light and a dark ink."""

from flipconv.figures.blurred_face import Filtered, cover_blurred_face, draw_blurred_face
from flipconv.figures.f_test import cover_f_test, draw_f_test
from flipconv.figures.grids import numbers
from flipconv.figures.parity import Split, cover_parity, draw_parity
from flipconv.figures.photographs import grey, portrait, shrunk
from flipconv.figures.stage import command_line, present
from flipconv.figures.style import DARK, LIGHT, Ink

__all__ = [
    "DARK",
    "LIGHT",
    "Filtered",
    "Ink",
    "Split",
    "command_line",
    "cover_blurred_face",
    "cover_f_test",
    "cover_parity",
    "draw_blurred_face",
    "draw_f_test",
    "draw_parity",
    "grey",
    "numbers",
    "portrait",
    "present",
    "shrunk",
]
