"""Templates: a score for every place where the template lies inside the picture, and the best place."""

from __future__ import annotations

from math import log2, prod

import numpy as np
from numpy.typing import ArrayLike

from flipconv import overflow
from flipconv.arguments import as_array, check_choice
from flipconv.matching.sums import window_sums
from flipconv.operators import correlate
from flipconv.spectra import error_bound, fast_length, spectral_correlate
from flipconv.spectra.transforms import finite_floats
from flipconv.wording import counted

# what one place of a circle and one doubling of its length cost, in multiplications of the direct road
TRANSFORM = 6


def match_template(x: ArrayLike, template: ArrayLike, *, method: str = "auto") -> np.ndarray:
    r"""
    Score every place of a picture by its correlation with a template.

    Parameters
    ----------
    x : array_like, shape (n, ...)
        Picture.
    template : array_like, shape (m, ...)
        Template, as many axes, no longer along any; conjugated and not reversed.
    method : {"auto", "direct", "spectral"}, optional
        The road: sums, or spectra. ``"auto"`` takes the cheaper one that keeps what is promised
        here.

    Returns
    -------
    numpy.ndarray
        Shape ``n - m + 1`` along each axis; element ``k`` is the score of the window that begins
        at ``x[k]``. Integers and booleans give exact 64-bit integers on either road, objects stay
        exact, other dtypes follow `numpy.result_type`.

    Raises
    ------
    ValueError
        If an argument is empty, if the template does not fit, if `method` is unknown; and if it is
        ``"spectral"`` where values are not finite, or integers so large that rounding could reach
        the next one.
    TypeError
        If an argument does not hold numbers, or `method` is ``"spectral"`` with exact objects.
    OverflowError
        If integer sums could leave 64 bits; pass ``x.astype(object)`` for exact integers.

    See Also
    --------
    match_normalised : The score that brightness and contrast do not change.
    flipconv.correlate : The same under ``mode="valid"``.

    Notes
    -----
    .. math:: s[k] = \sum_j \overline{t[j]}\, x[k + j]

    A bright place can outscore the template's own. On the road of spectra, integer scores are
    rounded to the nearest integer where `flipconv.spectra.error_bound` is below 1/2, and floats
    are within that bound. OpenCV calls this score ``TM_CCORR``.

    References
    ----------
    .. [1] J. P. Lewis, "Fast Template Matching", *Vision Interface 95*, 1995, pp. 120-123, section 1.

    Examples
    --------
    >>> match_template([0, 1, 2, 4, 0], [1, 2, 4]).tolist()
    [10, 21, 10]
    """
    check_choice("method", method, ("auto", "direct", "spectral"))
    picture, taps = fitting(x, template)
    if method == "spectral" or (method == "auto" and _pays(picture, taps)):
        return _through_spectra(picture, taps)
    return correlate(picture, taps, mode="valid", method="direct")


def match_squared_differences(x: ArrayLike, template: ArrayLike) -> np.ndarray:
    r"""
    Measure how far every window of a picture is from a template: the smallest fits best.

    Parameters
    ----------
    x : array_like, shape (n, ...)
        Picture.
    template : array_like, shape (m, ...)
        Template, as many axes, no longer along any.

    Returns
    -------
    numpy.ndarray
        Shape ``n - m + 1`` along each axis, real. Integers and booleans give exact 64-bit integers,
        objects stay exact; floats are computed in double precision and are never negative.

    Raises
    ------
    ValueError
        If an argument is empty, or if the template does not fit.
    TypeError
        If an argument does not hold numbers.
    OverflowError
        If integer sums could leave 64 bits; pass ``x.astype(object)`` for exact integers.

    See Also
    --------
    match_normalised : The score that brightness and contrast do not change.
    peak : The best place; here it is ``peak(-differences)``.

    Notes
    -----
    .. math:: \sum_j |x[k + j] - t[j]|^2
        = \sum_j |x[k + j]|^2 - 2 \operatorname{Re} \sum_j \overline{t[j]}\, x[k + j] + \sum_j |t[j]|^2

    The middle term is the correlation. On floats the mean of the template is taken from both
    first, which changes no difference and keeps the three terms small; an error of twice
    `flipconv.spectra.error_bound` remains. OpenCV calls this ``TM_SQDIFF``.

    References
    ----------
    .. [1] J. P. Lewis, "Fast Template Matching", *Vision Interface 95*, 1995, pp. 120-123,
       equations 1 and 2.

    Examples
    --------
    >>> match_squared_differences([0, 1, 2, 4, 0], [1, 2, 4]).tolist()
    [6, 0, 21]
    """
    picture, taps = fitting(x, template)
    dtype, exponent = np.result_type(picture, taps), 0
    exact = overflow.are_whole(picture, taps) or dtype.kind == "O"
    if overflow.are_whole(picture, taps):
        _check_differences(picture, taps)
        picture, taps = picture.astype(np.int64), taps.astype(np.int64)
    elif not exact:
        wide = np.result_type(dtype, np.float64)
        with np.errstate(invalid="ignore"):  # an infinity less an infinity is NaN, as promised
            # divided by a power of 2, no square leaves the range of floats
            exponent = -exponent_of(picture, taps)
            picture, taps = (times_power(array.astype(wide), exponent) for array in (picture, taps))
            level = taps.mean()
            picture, taps = picture - level, taps - level
    with np.errstate(invalid="ignore"):
        crossed = _real(match_template(picture, taps))
        distances = window_sums(_squares(picture), taps.shape) - 2 * crossed + _squares(taps).sum()
    if exact:
        return distances
    with np.errstate(over="ignore", under="ignore"):  # what is out of range is infinity, or 0
        distances = times_power(distances, -2 * exponent)
    return np.maximum(distances, 0).astype(np.real(np.empty(0, dtype)).dtype, copy=False)


def peak(scores: ArrayLike) -> tuple[int, ...]:
    """
    Return the place of the largest score, the first one of several.

    Parameters
    ----------
    scores : array_like
        Scores, real; a NaN is no score.

    Returns
    -------
    tuple of int
        One index per axis.

    Raises
    ------
    ValueError
        If there are no scores, or all of them are NaN.
    TypeError
        If the scores are not real numbers.

    See Also
    --------
    match_template, match_normalised : The scores; with `match_squared_differences`, negate them.

    Examples
    --------
    >>> peak(match_template([0, 1, 2, 4, 0], [1, 2, 4]))
    (1,)
    """
    found = as_array("scores", scores)
    if found.dtype.kind == "c":
        raise TypeError(f"scores has dtype {found.dtype}; only real numbers have a largest: pass abs(scores)")
    if found.dtype.kind == "f":
        if np.isnan(found).all():
            raise ValueError("scores holds nothing but NaN, so there is no best place")
        found = np.where(np.isnan(found), -np.inf, found)
    return tuple(map(int, np.unravel_index(np.argmax(found), found.shape)))


def fitting(x: ArrayLike, template: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return picture and template as arrays; raise unless the one lies inside the other."""
    picture, taps = as_array("x", x), as_array("template", template)
    if picture.ndim != taps.ndim:
        raise ValueError(
            f"x has {counted(picture.ndim, 'axis', 'axes')} and template has {taps.ndim}; they must be equal in number"
        )
    if any(m > n for n, m in zip(picture.shape, taps.shape, strict=True)):
        raise ValueError(
            f"template has shape {taps.shape} and x has shape {picture.shape}; a template lies inside the picture, "
            "so it can be no longer along any axis: crop it, or pad x"
        )
    return picture, taps


def _pays(picture: np.ndarray, taps: np.ndarray) -> bool:
    """Whether spectra cost less than sums, and keep what `match_template` promises."""
    outputs = prod(n - m + 1 for n, m in zip(picture.shape, taps.shape, strict=True))
    places = prod(fast_length(n + m - 1) for n, m in zip(picture.shape, taps.shape, strict=True))
    if outputs * taps.size <= TRANSFORM * places * (log2(places) + 1) or object in (picture.dtype, taps.dtype):
        return False
    if not (np.isfinite(picture).all() and np.isfinite(taps).all()):
        return False
    # spectra of numbers this large would leave the range of floats
    if float(np.abs(picture).max()) * float(np.abs(taps).max()) * places**2 > np.finfo(float).max:
        return False
    return not overflow.are_whole(picture, taps) or error_bound(picture, taps) < 1 / 2


def _through_spectra(picture: np.ndarray, taps: np.ndarray) -> np.ndarray:
    """Return the scores by spectra; those of integers are rounded to the only integers they can be."""
    signal, pattern = finite_floats("x", picture), finite_floats("template", taps)
    scores = spectral_correlate(signal, pattern, "valid")
    if not overflow.are_whole(picture, taps):
        return scores
    bound = error_bound(signal, pattern)
    if bound >= 1 / 2:
        raise ValueError(
            f"method is 'spectral', but x and template hold integers so large that an error of {bound:.1g} is "
            "possible, which could reach the next integer; take method 'direct' or 'auto', or pass floats"
        )
    return np.rint(scores).astype(np.int64)


def exponent_of(*arrays: np.ndarray) -> int:
    """Return the power of 2 just above the largest finite entry."""
    largest = max(float(np.abs(array[np.isfinite(array)]).max(initial=0)) for array in arrays)
    return int(np.frexp(largest)[1])


def times_power(array: np.ndarray, exponent: int) -> np.ndarray:
    """Return an array times a power of 2, without rounding."""
    half = exponent // 2
    # in two parts: the power itself may be out of range
    return array * 2.0**half * 2.0 ** (exponent - half)


def _squares(array: np.ndarray) -> np.ndarray:
    """Return the squared moduli."""
    return _real(array * np.conj(array))


def _real(array: np.ndarray) -> np.ndarray:
    """Return the real parts; NumPy leaves those of objects to the objects."""
    if array.dtype != object:
        return np.real(array)
    return np.asarray(np.frompyfunc(lambda entry: entry.real if isinstance(entry, complex) else entry, 1, 1)(array))


def _check_differences(picture: np.ndarray, taps: np.ndarray) -> None:
    """Raise if a sum of squared differences, or one of its three terms, could leave 64-bit integers."""
    # no partial sum of the three terms is larger
    most = (overflow.peak(picture) + overflow.peak(taps)) ** 2 * taps.size
    overflow.check_bound("the squared differences of x and template", most, "x")
