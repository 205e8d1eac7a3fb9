"""What the exhibits of the site begin with: data made by the library, and strips that say the same without scripts."""

from __future__ import annotations

from flipconv.exhibits.break_and_repair import break_and_repair
from flipconv.exhibits.diagonals import diagonals
from flipconv.exhibits.dot_product import dot_product
from flipconv.exhibits.guess import GUESSES
from flipconv.exhibits.line import line
from flipconv.exhibits.model import Exhibit
from flipconv.exhibits.playground import hero, playground
from flipconv.exhibits.stepper import stepper
from flipconv.exhibits.translator import translator

__all__ = ["EXHIBITS", "Exhibit"]

EXHIBITS = {
    "break-and-repair": break_and_repair,
    "playground": playground,
    "hero": hero,
    "stepper": stepper,
    "diagonals": diagonals,
    "dot-product": dot_product,
    "line": line,
    "translator": translator,
    **GUESSES,
}
