"""
What an exhibit is made of, before a browser sees it.

The data hold cases: states of the exhibit with the answers that the library gives. The script works
each of them out again before a reader may touch anything, and says so if it disagrees. The strip is
what the page shows without scripts; its numbers are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from flipconv.figures.style import WEIGHT_COLOURS
from flipconv.operators import convolve, correlate

# by the names that scripts and states know them by
OPERATIONS = {"convolve": convolve, "correlate": correlate}


@dataclass(frozen=True)
class Grid:
    """
    A matrix of numbers in cells.

    Parameters
    ----------
    caption : str
        What it is.
    numbers : list of list of int
        Row by row.
    classes : list of list of str
        The colour of each cell, by name: ``"weight-0"`` to ``"weight-7"``, or ``"blank"``.
    anchor : tuple of two ints, optional
        Row and column of the anchor, of a kernel.
    corner : tuple of two ints, optional
        Where the first tap lies.
    """

    caption: str
    numbers: list[list[int]]
    classes: list[list[str]]
    anchor: tuple[int, int] | None = None
    corner: tuple[int, int] | None = None


@dataclass(frozen=True)
class Exhibit:
    """
    An exhibit: its data and its strip.

    Parameters
    ----------
    title : str
        What it is called.
    data : dict
        What its script is given; JSON can hold it. Under ``cases``, states with the library's answers.
    strip : sequence of Grid or str
        What the page shows without scripts: grids, and sentences between them.
    """

    title: str
    data: dict[str, Any]
    strip: Sequence[Grid | str]


def weight_classes(h: np.ndarray) -> list[list[str]]:
    """
    Return the names of the colours of a kernel's taps, in the order of the figures' palette.

    Examples
    --------
    >>> weight_classes(np.array([[0, 1], [2, 0]]))
    [['blank', 'weight-0'], ['weight-1', 'blank']]
    """
    found: Iterator[int] = iter(range(len(WEIGHT_COLOURS)))
    number = [next(found, None) if tap else None for tap in h.flat]
    classes = np.array(["blank" if k is None else f"weight-{k}" for k in number]).reshape(h.shape)
    return classes.tolist()
