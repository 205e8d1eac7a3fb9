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


def positive_eigenvalues(matrix: np.ndarray, shift: Fraction) -> int:
    """
    Return how many eigenvalues of a symmetric integer matrix exceed a number.

    Parameters
    ----------
    matrix : numpy.ndarray, shape (n, n)
        Symmetric, of integers.
    shift : fractions.Fraction
        The number.

    Returns
    -------
    int
        The number of positive pivots of ``matrix - shift * identity``, by Sylvester's law of
        inertia.

    Raises
    ------
    ZeroDivisionError
        If a pivot vanishes, as it does where `shift` is an eigenvalue.

    Examples
    --------
    >>> import numpy as np
    >>> positive_eigenvalues(np.array([[2, 1], [1, 5]]), Fraction(3))
    1
    """
    n = len(matrix)
    rows = [[Fraction(int(matrix[i, j])) - (shift if i == j else 0) for j in range(n)] for i in range(n)]
    for k in range(n):
        for i in range(k + 1, n):
            factor = rows[i][k] / rows[k][k]
            rows[i] = [a - factor * b for a, b in zip(rows[i], rows[k], strict=True)]
    return sum(rows[k][k] > 0 for k in range(n))
