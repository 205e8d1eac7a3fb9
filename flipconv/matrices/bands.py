"""Convolving and correlating as matrices: Toeplitz, with any border, in any number of dimensions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from flipconv.geometry import Geometry, Shape, as_shape, geometry
from flipconv.matrices.forms import whole_or_as_given
from flipconv.shapes import convolution_anchor, correlation_anchor, folded


def toeplitz(
    h: ArrayLike,
    n: Shape,
    mode: str = "full",
    *,
    boundary: str = "constant",
    anchor: int | Sequence[int] | None = None,
    sparse: bool = False,
) -> Any:
    r"""
    Return the matrix of convolving signals of one shape with a kernel.

    Parameters
    ----------
    h : array_like, shape (m_1, ..., m_d)
        Kernel.
    n : int or sequence of d ints
        Shape of the signals.
    mode : {"full", "same", "valid"}, optional
        Which outputs, as in `flipconv.convolve`.
    boundary : {"constant", "edge", "reflect", "symmetric", "wrap"}, optional
        What lies beyond the signal under ``"same"``; zeros for ``"constant"``.
    anchor : int or sequence of int, optional
        Under ``"same"``, the tap that meets ``x[n]``; by default ``(m - 1) // 2``.
    sparse : bool, optional
        Whether to return a sparse array of SciPy's with the same entries.

    Returns
    -------
    numpy.ndarray or scipy.sparse.csr_array, shape (prod(outputs), prod(n))
        `T` with ``T @ x.ravel()`` equal to ``convolve(x, h, ...).ravel()``. Integers and booleans
        give 64-bit integers, other dtypes stay as they are.

    Raises
    ------
    ValueError
        If an argument is empty or does not fit the others: the number of axes, unknown names, an
        anchor outside the kernel or outside ``"same"``, a border outside ``"same"``, a kernel
        longer than the signal under ``"valid"``.
    TypeError
        If `h` does not hold numbers, a length or an anchor is not an integer, or SciPy's sparse
        arrays do not hold the dtype of `h`.
    OverflowError
        If an entry could leave 64-bit integers; pass `h` with ``dtype=object``.
    ImportError
        If `sparse` is asked for and SciPy is absent.

    See Also
    --------
    correlation_toeplitz : The matrix of correlating.
    circulant : The matrix of convolving round a circle.
    scipy.linalg.convolution_matrix : The same in one dimension with zeros beyond the ends; its
        ``"same"`` has the length of the longer operand.

    Notes
    -----
    .. math:: T_{i k} = \sum_{j \,:\, \phi(i - j) = k} h[j]

    where :math:`\phi` is the border: the sample that shows at an index. With zeros beyond the ends
    it is :math:`T_{i k} = h[i - k]`, one value per diagonal. In `d` dimensions rows and columns count
    outputs and samples in C order, and the matrix has Toeplitz blocks in a Toeplitz pattern.

    A product of 64-bit integer matrices wraps in NumPy without a word; pass `h` with
    ``dtype=object`` where it could. Memory: one entry per output and sample, and while it is built
    three numbers per output and tap; with `sparse`, those three alone.

    References
    ----------
    .. [1] G. H. Golub and C. F. Van Loan, *Matrix Computations*, 4th ed., 2013, section 4.7.
    .. [2] P. C. Hansen, J. G. Nagy, D. P. O'Leary, *Deblurring Images*, SIAM, 2006, chapter 4, for
       the borders.

    Examples
    --------
    >>> toeplitz([1, 10], 3).tolist()
    [[1, 0, 0], [10, 1, 0], [0, 10, 1], [0, 0, 10]]
    >>> toeplitz([1, 10, 100], 3, "same", boundary="edge").tolist()
    [[110, 1, 0], [100, 10, 1], [0, 100, 11]]
    """
    return _written(whole_or_as_given(h), -1, n, mode, boundary, anchor, convolution_anchor, sparse)


def correlation_toeplitz(
    h: ArrayLike,
    n: Shape,
    mode: str = "full",
    *,
    boundary: str = "constant",
    anchor: int | Sequence[int] | None = None,
    sparse: bool = False,
) -> Any:
    r"""
    Return the matrix of correlating signals of one shape with a kernel.

    Parameters
    ----------
    h : array_like, shape (m_1, ..., m_d)
        Kernel, conjugated and not reversed.
    n : int or sequence of d ints
        Shape of the signals.
    mode : {"full", "same", "valid"}, optional
        Which lags, as in `flipconv.correlate`.
    boundary : {"constant", "edge", "reflect", "symmetric", "wrap"}, optional
        What lies beyond the signal under ``"same"``; zeros for ``"constant"``.
    anchor : int or sequence of int, optional
        Under ``"same"``, the tap that meets ``x[n]``; by default ``m // 2``.
    sparse : bool, optional
        Whether to return a sparse array of SciPy's with the same entries.

    Returns
    -------
    numpy.ndarray or scipy.sparse.csr_array, shape (prod(outputs), prod(n))
        `T` with ``T @ x.ravel()`` equal to ``correlate(x, h, ...).ravel()``. Integers and booleans
        give 64-bit integers, other dtypes stay as they are.

    Raises
    ------
    ValueError, TypeError, OverflowError, ImportError
        As `toeplitz`.

    See Also
    --------
    toeplitz : The matrix of convolving.

    Notes
    -----
    .. math:: T_{i k} = \sum_{j \,:\, \phi(\ell_i + j) = k} \overline{h[j]}

    where :math:`\ell_i` is the lag of output :math:`i` and :math:`\phi` the border. The conjugate
    transpose of the ``"full"`` matrix of `toeplitz` is the ``"valid"`` one of this function.

    References
    ----------
    .. [1] G. H. Golub and C. F. Van Loan, *Matrix Computations*, 4th ed., 2013, section 4.7.

    Examples
    --------
    >>> correlation_toeplitz([1, 10], 3).tolist()
    [[10, 0, 0], [1, 10, 0], [0, 1, 10], [0, 0, 1]]
    >>> correlation_toeplitz([1, 10j], 3, "valid").tolist()
    [[(1+0j), -10j, 0j], [0j, (1+0j), -10j]]
    """
    return _written(np.conj(whole_or_as_given(h)), +1, n, mode, boundary, anchor, correlation_anchor, sparse)


def _written(
    taps: np.ndarray,
    sign: int,
    n: Shape,
    mode: str,
    boundary: str,
    anchor: int | Sequence[int] | None,
    default_anchor: Callable[[int], int],
    sparse: bool,
) -> Any:
    """Return the matrix whose output ``i`` reads sample ``i + sign * j`` under tap ``j``."""
    samples = as_shape("n", n, taps.ndim)
    how = geometry(samples, taps.shape, mode=mode, boundary=boundary, anchor=anchor, default_anchor=default_anchor)
    tables = _tables(how, how.convolved if sign < 0 else how.correlated, sign)
    rows, columns, entries = _entries(tables, samples, taps)
    shape = (prod(len(table) for table in tables), prod(samples))
    if sparse:
        return _csr(rows, columns, entries, shape)
    matrix = np.zeros(shape, taps.dtype)
    # where a border folds, several taps of one output read the same sample
    np.add.at(matrix, (rows, columns), entries)
    return matrix


def _tables(how: Geometry, wanted: Sequence[range], sign: int) -> list[np.ndarray]:
    """Return, for each axis, the sample that each output reads under each tap; -1 where there is none."""
    tables: list[np.ndarray] = []
    for (n, m, _), outputs in zip(how.lengths, wanted, strict=True):
        index = np.array(outputs)[:, None] + sign * np.arange(m)
        first = index.min()
        seen = [folded(int(i), n, how.boundary) for i in range(first, index.max() + 1)]
        tables.append(np.array([-1 if k is None else k for k in seen])[index - first])
    return tables


def _entries(
    tables: Sequence[np.ndarray], samples: Sequence[int], taps: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return row, column and value of every term of every output."""
    d = len(tables)
    shape = (*(len(table) for table in tables), *taps.shape)
    columns, inside = np.zeros(shape, np.intp), np.ones(shape, bool)
    for axis, (table, n) in enumerate(zip(tables, samples, strict=True)):
        place = np.expand_dims(table, [other for other in range(2 * d) if other not in (axis, d + axis)])
        columns = columns * n + place
        inside &= place >= 0
    rows = np.arange(prod(shape[:d])).reshape(shape[:d] + (1,) * d)
    return (*(np.broadcast_to(part, shape)[inside] for part in (rows, columns, taps)),)  # pyright: ignore


def _csr(rows: np.ndarray, columns: np.ndarray, entries: np.ndarray, shape: tuple[int, int]) -> Any:
    """Return the matrix as a sparse array, in which terms of the same place add up."""
    try:
        from scipy import sparse
    except ImportError:
        raise ImportError(
            "sparse=True needs the package scipy, which is not installed: pip install 'flipconv[fast]'"
        ) from None
    if entries.dtype.char in "Oe":
        raise TypeError(f"h has dtype {entries.dtype}, which sparse arrays do not hold; leave sparse out")
    return sparse.coo_array((entries, (rows, columns)), shape=shape).tocsr()
