"""
Where samples meet taps: output lengths, lags, anchors and padding, as integers only.

Everything here is about one axis. A signal has `n` samples and a kernel `m` taps; both are at
least 1. The rest of the library asks these functions instead of doing index arithmetic of its own.
"""

from __future__ import annotations

from typing import Literal, get_args

Mode = Literal["full", "same", "valid"]

MODES: tuple[str, ...] = get_args(Mode)


def convolution_anchor(m: int) -> int:
    """
    Return the tap of a convolution's kernel that meets ``x[n]`` under ``mode="same"``.

    Parameters
    ----------
    m : int
        Number of taps.

    Returns
    -------
    int
        ``(m - 1) // 2``: the middle tap, or the left one of the two middle taps.

    Examples
    --------
    >>> [convolution_anchor(m) for m in (1, 2, 3, 4)]
    [0, 0, 1, 1]
    """
    return (m - 1) // 2


def correlation_anchor(m: int) -> int:
    """
    Return the tap of a correlation's kernel that meets ``x[n]`` under ``mode="same"``.

    Parameters
    ----------
    m : int
        Number of taps.

    Returns
    -------
    int
        ``m // 2``: the middle tap, or the right one of the two middle taps. It is the mirror of
        `convolution_anchor`, so that the flip theorem holds for even kernels too.

    Examples
    --------
    >>> [correlation_anchor(m) for m in (1, 2, 3, 4)]
    [0, 1, 1, 2]
    """
    return m // 2


def mirrored_anchor(anchor: int, m: int) -> int:
    """
    Return the place of a tap after its kernel is flipped.

    Parameters
    ----------
    anchor : int
        Position of the tap, ``0 <= anchor < m``.
    m : int
        Number of taps.

    Returns
    -------
    int
        ``m - 1 - anchor``.

    Examples
    --------
    >>> mirrored_anchor(0, 4)
    3
    """
    return m - 1 - anchor


def output_length(n: int, m: int, mode: Mode) -> int:
    """
    Return how many outputs a convolution or a correlation has.

    Parameters
    ----------
    n, m : int
        Lengths of signal and kernel, in samples.
    mode : {"full", "same", "valid"}
        Which outputs: all where signal and kernel overlap, one per sample, or only those where
        the kernel lies inside the signal.

    Returns
    -------
    int
        ``n + m - 1``, ``n`` or ``n - m + 1``.

    Examples
    --------
    >>> [output_length(7, 4, mode) for mode in ("full", "same", "valid")]
    [10, 7, 4]
    """
    return len(convolution_outputs(n, m, mode, 0))


def convolution_outputs(n: int, m: int, mode: Mode, anchor: int) -> range:
    """
    Return the indices ``i`` at which ``sum_j h[j] x[i - j]`` is wanted.

    Parameters
    ----------
    n, m : int
        Lengths of signal and kernel, in samples.
    mode : {"full", "same", "valid"}
        Which outputs.
    anchor : int
        The tap that meets ``x[i]`` under ``"same"``; not read otherwise.

    Returns
    -------
    range
        Indices on the axis of the full convolution, whose first output is 0. It is empty when
        `mode` is ``"valid"`` and the kernel is longer than the signal.

    Examples
    --------
    >>> convolution_outputs(5, 2, "full", 0), convolution_outputs(5, 2, "same", 1)
    (range(0, 6), range(1, 6))
    """
    if mode == "full":
        return range(n + m - 1)
    if mode == "same":
        return range(anchor, anchor + n)
    return range(m - 1, n)


def lags(n: int, m: int, mode: Mode = "full", anchor: int | None = None) -> range:
    """
    Return the lags ``k`` at which ``sum_j conj(h[j]) x[k + j]`` is wanted.

    Parameters
    ----------
    n, m : int
        Lengths of signal and kernel, in samples.
    mode : {"full", "same", "valid"}, optional
        Which outputs.
    anchor : int, optional
        The tap that meets ``x[k]`` under ``"same"``, by default `correlation_anchor`; not read
        otherwise.

    Returns
    -------
    range
        Lags in samples, the smallest first: element ``i`` of the correlation has lag
        ``lags(...)[i]``. It is empty when `mode` is ``"valid"`` and the kernel is longer than
        the signal.

    Notes
    -----
    `scipy.signal.correlation_lags` disagrees with the slice `scipy.signal.correlate` returns
    under ``"same"`` when `n` is odd and `m` even (seen in SciPy 1.17).

    Examples
    --------
    >>> list(lags(3, 2)), list(lags(3, 2, "same")), list(lags(3, 2, "valid"))
    ([-1, 0, 1, 2], [-1, 0, 1], [0, 1])
    """
    if mode == "full":
        return range(1 - m, n)
    if mode == "same":
        first = -(correlation_anchor(m) if anchor is None else anchor)
        return range(first, first + n)
    return range(n - m + 1)


def overlap(wanted: range, shift: int, n: int) -> tuple[slice, slice]:
    """
    Return which of the wanted outputs read a sample, and which samples they read.

    Parameters
    ----------
    wanted : range
        Consecutive indices ``i``.
    shift : int
        Output ``i`` reads sample ``i + shift``.
    n : int
        Number of samples; there is nothing to read outside ``0 .. n-1``.

    Returns
    -------
    into : slice
        Positions within `wanted`.
    source : slice
        Samples, as many as `into` has positions; both are empty when nothing is read.

    Examples
    --------
    >>> overlap(range(0, 6), -2, 3)
    (slice(2, 5, None), slice(0, 3, None))
    """
    first = max(wanted.start, -shift)
    stop = max(first, min(wanted.stop, n - shift))
    return slice(first - wanted.start, stop - wanted.start), slice(first + shift, stop + shift)


def folded(index: int, n: int, boundary: str) -> int | None:
    """
    Return the sample that a border shows at an index outside the signal.

    Parameters
    ----------
    index : int
        Any integer.
    n : int
        Number of samples.
    boundary : {"constant", "edge", "reflect", "symmetric", "wrap"}
        The border, by its `numpy.pad` name.

    Returns
    -------
    int or None
        An index in ``0 .. n-1``; None where a ``"constant"`` border shows no sample.

    Raises
    ------
    ValueError
        If the border is unknown.

    Notes
    -----
    With samples ``abc``, ``"reflect"`` continues ``abcbabc...`` (the last sample once) and
    ``"symmetric"`` continues ``abccbaabc...`` (the last sample twice).

    Examples
    --------
    >>> [folded(i, 3, "reflect") for i in range(-2, 6)]
    [2, 1, 0, 1, 2, 1, 0, 1]
    >>> [folded(i, 3, "symmetric") for i in range(-2, 6)]
    [1, 0, 0, 1, 2, 2, 1, 0]
    """
    if boundary == "constant":
        return index if 0 <= index < n else None
    if boundary == "edge":
        return min(max(index, 0), n - 1)
    if boundary == "wrap":
        return index % n
    if boundary == "symmetric":
        there = index % (2 * n)
        return min(there, 2 * n - 1 - there)
    if boundary == "reflect":
        # it repeats after n - 1 steps there and n - 1 back; a single sample has nowhere to go
        there = index % max(2 * n - 2, 1)
        return min(there, 2 * n - 2 - there)
    raise ValueError(f"boundary is {boundary!r}; it must be 'constant', 'edge', 'reflect', 'symmetric' or 'wrap'")
