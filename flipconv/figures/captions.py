"""Arithmetic in words: what a caption says of one cell, with the numbers in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flipconv.figures.grids import written

TIMES = "\N{MULTIPLICATION SIGN}"


def spelled(products: Iterable[tuple[Any, Any]], total: Any) -> str:
    """
    Return a sum of products, spelled out, with its value.

    Parameters
    ----------
    products : iterable of pairs
        The factors, in the order in which they are written.
    total : int or Fraction
        The value that a picture shows.

    Returns
    -------
    str
        An equation.

    Raises
    ------
    ValueError
        If the products do not add up to `total`.

    Examples
    --------
    >>> spelled([(1, 4), (2, 5)], 14)
    '1 × 4 + 2 × 5 = 14'
    """
    pairs = list(products)
    if sum(a * b for a, b in pairs) != total:
        raise ValueError(f"{pairs} add up to {sum(a * b for a, b in pairs)}, not to {total}")
    return f"{' + '.join(f'{factor(a)} {TIMES} {factor(b)}' for a, b in pairs)} = {written(total)}"


def added(terms: Iterable[Any], total: Any) -> str:
    """
    Return a sum, spelled out, with its value.

    Parameters
    ----------
    terms : iterable of int or Fraction
        What is added, in the order in which it is written.
    total : int or Fraction
        The value that a picture shows.

    Returns
    -------
    str
        An equation.

    Raises
    ------
    ValueError
        If the terms do not add up to `total`.

    Examples
    --------
    >>> added([3, 0, 4], 7)
    '3 + 0 + 4 = 7'
    """
    values = list(terms)
    if sum(values) != total:
        raise ValueError(f"{values} add up to {sum(values)}, not to {total}")
    words = [written(values[0]), *map(factor, values[1:])]
    return f"{' + '.join(words)} = {written(total)}"


def factor(value: Any) -> str:
    """Return a number as it stands beside a sign."""
    return f"({written(value)})" if value < 0 else written(value)
