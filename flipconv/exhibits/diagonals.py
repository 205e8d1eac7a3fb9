"""One table, two diagonals: all products of samples and taps, and the outputs that each diagonal adds up to."""

from __future__ import annotations

from typing import Any

import numpy as np

from flipconv.exhibits.model import OPERATIONS, Exhibit, Grid, weight_classes
from flipconv.figures.grids import written
from flipconv.shapes import convolution_outputs, lags

# how the place of a product comes from those of its sample and its tap
PLACES = {"convolve": lambda i, j: i + j, "correlate": lambda i, j: i - j}
X, H = np.array([3, 4, 1, 2]), np.array([1, 2, 3])
START = {"convolve": 3, "correlate": 1}


def first_place(n: int, m: int, operation: str) -> int:
    """
    Return the place of the first of all outputs.

    Examples
    --------
    >>> first_place(4, 3, "convolve"), first_place(4, 3, "correlate")
    (0, -2)
    """
    return convolution_outputs(n, m, "full", 0)[0] if operation == "convolve" else lags(n, m)[0]


def answered(x: np.ndarray, h: np.ndarray, operation: str, place: int) -> dict[str, Any]:
    """
    Return a state and what the library answers: the sum is an output, so it does not come from the cells.

    Examples
    --------
    >>> answered(np.array([3, 4]), np.array([1, 10]), "correlate", -1)["answer"]["cells"]
    [[0, 1]]
    """
    outputs = {name: call(x, h).tolist() for name, call in OPERATIONS.items()}
    cells = [[i, j] for i in range(len(x)) for j in range(len(h)) if PLACES[operation](i, j) == place]
    at = place - first_place(len(x), len(h), operation)
    answer = {"table": np.outer(x, h).tolist(), "outputs": outputs, "cells": cells, "sum": outputs[operation][at]}
    return {"state": {"x": x.tolist(), "h": h.tolist(), "operation": operation, "place": place}, "answer": answer}


def cases() -> list[dict[str, Any]]:
    """Return states of both operations and all sizes; the exhibit begins with the first."""
    rng = np.random.default_rng(11)
    found = [answered(X, H, operation, place) for operation, place in START.items()]
    for n in (3, 4, 5, 6):
        for m in (2, 3, 4):
            x, h = rng.integers(-9, 10, n), rng.integers(-9, 10, m)
            for operation in OPERATIONS:
                place = first_place(n, m, operation) + int(rng.integers(n + m - 1))
                found.append(answered(x, h, operation, place))
    return found


def _lit(cells: list[list[int]]) -> list[list[str]]:
    """Return the colours of the table: the cells of a diagonal wear those of their taps."""
    (weights,) = weight_classes(H[None])
    return [[weights[j] if [i, j] in cells else "blank" for j in range(len(H))] for i in range(len(X))]


def _strip() -> list[Grid | str]:
    """Return the table twice, with a diagonal of each operation, and the outputs."""
    parts: list[Grid | str] = []
    for operation, place in START.items():
        answer = answered(X, H, operation, place)["answer"]
        values, rule = answer["outputs"][operation], "i + j" if operation == "convolve" else "i − j"
        shown = written(place)
        parts.append(Grid(f"x[i]·h[j], and the cells with {rule} = {shown}", answer["table"], _lit(answer["cells"])))
        parts.append(Grid(f"{operation}(x, h)", [values], [["blank"] * len(values)]))
        parts.append(f"The cells with {rule} = {shown} add up to {answer['sum']}, the output at place {shown}.")
    return parts


def diagonals() -> Exhibit:
    """
    Return the exhibit of the table and its diagonals.

    Examples
    --------
    >>> diagonals().data["cases"][0]["answer"]["outputs"]["correlate"]
    [9, 18, 14, 12, 5, 2]
    """
    return Exhibit("One table, two diagonals", {"cases": cases()}, _strip())
