"""The number line: where products of impulses lie, as the library finds them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from flipconv.exhibits.model import Exhibit, Grid
from flipconv.figures.grids import written
from flipconv.operators import convolve, correlate
from flipconv.shapes import lags

REACH = 5
START = (2, 3, 4)
# Each row: what is combined, where that lies, where its arrows stop and what they are called, and which two stops
# (of all, zero first) a bracket joins. The stops are names of a state or of an answer.
COLUMNS = [
    {
        "operation": "convolve",
        "title": "A convolution adds places",
        "rows": [
            {"of": "a ∗ b", "place": "a + b", "stops": ["a", "sum"], "steps": ["a", "+b"]},
            {
                "of": "(a ∗ b) ∗ c",
                "place": "(a + b) + c",
                "stops": ["a", "sum", "left"],
                "steps": ["a", "+b", "+c"],
                "pair": [0, 2, "(a + b)"],
            },
            {
                "of": "a ∗ (b ∗ c)",
                "place": "a + (b + c)",
                "stops": ["a", "sum", "right"],
                "steps": ["a", "+b", "+c"],
                "pair": [1, 3, "(b + c)"],
            },
        ],
    },
    {
        "operation": "correlate",
        "title": "A correlation subtracts places",
        "rows": [
            {"of": "a ⋆ b", "place": "b − a", "stops": ["b", "difference"], "steps": ["b", "−a"]},
            {
                "of": "(a ⋆ b) ⋆ c",
                "place": "c − (b − a)",
                "stops": ["c", "before", "corrLeft"],
                "steps": ["c", "−b", "+a"],
                "pair": [1, 3, "−(b − a)"],
            },
            {
                "of": "a ⋆ (b ⋆ c)",
                "place": "(c − b) − a",
                "stops": ["c", "before", "corrRight"],
                "steps": ["c", "−b", "−a"],
                "pair": [0, 2, "(c − b)"],
            },
        ],
    },
]


@dataclass(frozen=True)
class Placed:
    """A finite signal, and the place of its first sample."""

    samples: np.ndarray
    first: int

    def place(self) -> int:
        """Return where the one sample that is not zero lies; it must be 1, and alone."""
        (found,) = np.flatnonzero(self.samples)
        if self.samples[found] != 1:
            raise ValueError(f"the sample is {self.samples[found]}; it must be 1")
        return self.first + int(found)


def impulse(place: int) -> Placed:
    """
    Return the signal that is 1 at a place, on the samples from -5 to 5.

    Examples
    --------
    >>> impulse(-4).samples.tolist()
    [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    """
    return Placed((np.arange(-REACH, REACH + 1) == place).astype(int), -REACH)


def convolved(f: Placed, g: Placed) -> Placed:
    """
    Return the convolution of two signals.

    Examples
    --------
    >>> convolved(impulse(4), impulse(-1)).place()
    3
    """
    return Placed(convolve(g.samples, f.samples), f.first + g.first)


def correlated(f: Placed, g: Placed) -> Placed:
    """
    Return the correlation in which the first signal is the kernel; its first sample has the smallest lag.

    Examples
    --------
    >>> correlated(impulse(4), impulse(-1)).place()
    -5
    """
    smallest = lags(len(g.samples), len(f.samples))[0]
    return Placed(correlate(g.samples, f.samples), g.first - f.first + smallest)


def answered(a: int, b: int, c: int) -> dict[str, Any]:
    """
    Return a state and where the library finds the ones of all its products.

    Examples
    --------
    >>> answer = answered(1, 0, 0)["answer"]
    >>> answer["corrLeft"], answer["corrRight"]
    (1, -1)
    """
    p, q, r = impulse(a), impulse(b), impulse(c)

    def both(product: Callable[[Placed, Placed], Placed]) -> tuple[int, int]:
        return product(product(p, q), r).place(), product(p, product(q, r)).place()

    (left, right), (corr_left, corr_right) = both(convolved), both(correlated)
    pairs = {"sum": convolved(p, q), "difference": correlated(p, q), "before": correlated(q, r)}
    answer = {name: pair.place() for name, pair in pairs.items()} | {"left": left, "right": right}
    answer |= {"corrLeft": corr_left, "corrRight": corr_right, "apart": corr_left - corr_right}
    return {"state": {"a": a, "b": b, "c": c}, "answer": answer}


def cases() -> list[dict[str, Any]]:
    """Return states with places on both sides of zero and at the ends; the exhibit begins with the first."""
    rng = np.random.default_rng(12)
    corners = [START, (1, 0, 0), (0, 3, -4), (REACH, -REACH, REACH), (-REACH, REACH, -REACH), (0, 0, 0)]
    drawn = rng.integers(-REACH, REACH + 1, (18, 3)).tolist()
    return [answered(*places) for places in (*corners, *drawn)]


def _strip() -> list[Grid | str]:
    """Return the three places and where the products lie, in sentences."""
    first = answered(*START)
    of = {name: written(value) for name, value in (first["state"] | first["answer"]).items()}
    added = f"Convolved, a and b have their 1 at {of['sum']}. All three have it at {of['left']}"
    pair = f"Correlated, a and b have their 1 at b − a = {of['difference']}. All three have it at c − (b − a) ="
    return [
        f"Three impulses, at a = {of['a']}, b = {of['b']} and c = {of['c']}.",
        f"{added} if a and b are taken first, and at {of['right']} if b and c are.",
        f"{pair} {of['corrLeft']} if a and b are taken first, and at (c − b) − a = {of['corrRight']} if b and c are.",
        f"The two places are 2a = {of['apart']} apart.",
    ]


def line() -> Exhibit:
    """
    Return the exhibit of three impulses on the number line.

    Examples
    --------
    >>> line().data["cases"][0]["answer"]["apart"]
    4
    """
    return Exhibit("The number line", {"columns": COLUMNS, "cases": cases()}, _strip())
