"""Arrays from what a caller passes, with nothing rounded and no mask lost on the way."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def entries(name: str, a: ArrayLike) -> np.ndarray:
    """
    Return the entries of an array, a list or a number.

    Parameters
    ----------
    name : str
        What the caller calls it, for the error.
    a : array_like
        What was passed.

    Returns
    -------
    numpy.ndarray
        `a` itself where it is an array already. A list of integers that no integer dtype of NumPy
        holds becomes an object array of Python integers, not an array of rounded floats.

    Raises
    ------
    TypeError
        If `a` is a masked array.
    ValueError
        If `a` is not rectangular.

    Examples
    --------
    >>> entries("h", [2**63, -1]).tolist() == [2**63, -1]
    True
    """
    if isinstance(a, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array, and masks would be lost: pass {name}.filled(value)")
    try:
        array = np.asarray(a)
    except ValueError as error:
        raise ValueError(f"{name} is not a rectangular array of numbers: {error}") from None
    if array.size and array.dtype.kind == "f" and not hasattr(a, "dtype") and np.abs(array).max() >= 2.0**53:
        members = np.asarray(a, dtype=object)
        array = members if all(isinstance(member, int | np.integer) for member in members.flat) else array
    return array
