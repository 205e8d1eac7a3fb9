"""Sums of integers: in 64 bits where they fit, refused before they are taken where they might not."""

from __future__ import annotations

from typing import Any

import numpy as np

INT64_MAX = 2**63 - 1


def peak(a: np.ndarray) -> int:
    """
    Return the largest magnitude in an array of integers, as a Python integer.

    Examples
    --------
    >>> import numpy as np
    >>> peak(np.array([5, -(2**63)])) == 2**63
    True
    """
    return max(abs(int(a.max())), abs(int(a.min())))


def total(a: np.ndarray) -> int:
    """
    Return the sum of the magnitudes in an array of integers, as a Python integer.

    Examples
    --------
    >>> import numpy as np
    >>> total(np.array([1, -2, 4]))
    7
    >>> total(np.array([2**62, -(2**62), 2**62])) == 3 * 2**62
    True
    """
    # the sum of the magnitudes must not wrap itself
    dtype = np.dtype(np.int64) if peak(a) * a.size <= INT64_MAX else np.dtype(object)
    # piece by piece, since an array of wider numbers would be several times as large
    pieces: Any = np.nditer(a, ["external_loop", "buffered"], order="K", buffersize=1 << 16)
    return sum(int(np.abs(piece.astype(dtype)).sum()) for piece in pieces)


def are_whole(*arrays: np.ndarray) -> bool:
    """
    Return whether all arrays hold integers or booleans of bounded size.

    Examples
    --------
    >>> import numpy as np
    >>> are_whole(np.array([True]), np.array([3])), are_whole(np.array([3], object))
    (True, False)
    """
    return all(a.dtype.kind in "biu" for a in arrays)


def check_bound(what: str, bound: int, name: str) -> None:
    """
    Raise if sums of integers could leave 64 bits.

    Parameters
    ----------
    what : str
        What is summed, for the error.
    bound : int
        A magnitude that no sum exceeds.
    name : str
        The argument to pass as objects instead.

    Raises
    ------
    OverflowError
        If the bound is no 64-bit integer.

    Examples
    --------
    >>> check_bound("sums of taps of h", 2**63 - 1, "h")
    """
    if bound > INT64_MAX:
        raise OverflowError(
            f"{what} may reach {bound} and leave 64-bit integers, which end at {INT64_MAX}; "
            f"pass {name} with dtype=object for exact integers of any size, or floats"
        )
