"""Exact linear algebra on small integer matrices, for claims about ranks."""

from __future__ import annotations

from fractions import Fraction

import numpy as np


def rank(matrix: np.ndarray) -> int:
    """
    Return the rank of an integer matrix, by elimination in fractions.

    Parameters
    ----------
    matrix : numpy.ndarray, shape (rows, columns)
        Integers.

    Returns
    -------
    int
        The number of pivots.

    Examples
    --------
    >>> import numpy as np
    >>> rank(np.array([[1, 2, 3], [2, 4, 6], [0, 0, 5]]))
    2
    """
    rows = [[Fraction(int(entry)) for entry in row] for row in matrix]
    pivots = 0
    for column in range(matrix.shape[1]):
        below = (i for i in range(pivots, len(rows)) if rows[i][column])
        if (found := next(below, None)) is None:
            continue
        rows[pivots], rows[found] = rows[found], rows[pivots]
        for i in range(pivots + 1, len(rows)):
            factor = rows[i][column] / rows[pivots][column]
            rows[i] = [a - factor * b for a, b in zip(rows[i], rows[pivots], strict=True)]
        pivots += 1
    return pivots
