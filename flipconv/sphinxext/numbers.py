"""
Numbers in prose, worked out while the page is read.

A page writes the role ``number`` around a Python expression in the library's public names, and shows
its value. What cannot be worked out is an error of the page.
"""

from __future__ import annotations

import importlib
import math
import pkgutil
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

import flipconv
from flipconv.figures.grids import MINUS


@cache
def _namespace() -> dict[str, Any]:
    """Return the names that a computed number may use: the library's rooms and its public names."""
    for room in pkgutil.iter_modules(flipconv.__path__):
        if room.name not in {"sphinxext", "__main__"}:
            _ = importlib.import_module(f"flipconv.{room.name}")
    public = {name: getattr(flipconv, name) for name in flipconv.__all__}
    return {"np": np, "math": math, "Fraction": Fraction, "flipconv": flipconv, **public}


def worked_out(expression: str) -> str:
    """
    Return the value of an expression as it stands in prose.

    Parameters
    ----------
    expression : str
        Python, with `np`, `math`, `Fraction`, and the library's names.

    Returns
    -------
    str
        An integer with commas, a fraction, or what the expression made a string of itself.

    Raises
    ------
    TypeError
        For other values: a float says nothing of how many of its digits are meant.

    Examples
    --------
    >>> worked_out("1 - 2000"), worked_out("convolve([1, 2], [3, 4]).sum()")
    ('−1,999', '21')
    """
    value = eval(expression, dict(_namespace()))
    if isinstance(value, str):
        return value
    if isinstance(value, int | np.integer) and not isinstance(value, bool):
        return f"{int(value):,}".replace("-", MINUS)
    if isinstance(value, Fraction):
        return str(value).replace("-", MINUS)
    raise TypeError(f"a number in prose is an integer, a Fraction or a string, not {value!r}")


class NumberRole(SphinxRole):
    """Show the value of a Python expression, worked out while the page is read."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Work it out; what raises is an error of the page."""
        try:
            return [nodes.inline(self.rawtext, worked_out(self.text), classes=["number"])], []
        except Exception as raised:
            text = f"the number {self.text!r} cannot be worked out: {type(raised).__name__}: {raised}"
            message = self.inliner.reporter.error(text, line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]


def setup(app: Sphinx) -> None:
    """Register the role."""
    app.add_role("number", NumberRole())
