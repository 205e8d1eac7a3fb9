"""The normalised score: the cosine between the template and each window, both without their means."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from flipconv.matching.sums import window_moments, window_sums
from flipconv.matching.templates import exponent_of, fitting, match_template, times_power
from flipconv.overflow import are_whole, check_bound, peak
from flipconv.spectra import error_bound
from flipconv.wording import shown


def match_normalised(x: ArrayLike, template: ArrayLike) -> np.ndarray:
    r"""
    Score every place of a picture by a number in [-1, 1] that brightness and contrast do not change.

    Parameters
    ----------
    x : array_like, shape (n, ...)
        Picture, real.
    template : array_like, shape (m, ...)
        Template, real, as many axes, no longer along any. It must vary.

    Returns
    -------
    numpy.ndarray
        Floats, of shape ``n - m + 1`` along each axis; of the dtype of the arguments if that is a
        float, else 64-bit. A window that does not vary scores 0; one that holds a NaN or an
        infinity scores NaN.

    Raises
    ------
    ValueError
        If an argument is empty, if the template does not fit, or if it does not vary, as then it
        can be found everywhere or nowhere.
    TypeError
        If an argument does not hold real numbers.
    OverflowError
        If the products of integers could leave 64 bits; pass ``x.astype(object)``, or floats.

    See Also
    --------
    match_template : The score without means and sizes taken out.
    centred_products : The three numbers of which a score is made, exact on integers.

    Notes
    -----
    .. math:: \rho[k] = \frac{\sum_j (t[j] - \bar t)(x[k + j] - \bar x_k)}
        {\sqrt{\sum_j (t[j] - \bar t)^2 \, \sum_j (x[k + j] - \bar x_k)^2}}

    It is 1 exactly where the window is a positive multiple of the template plus a constant; on floats,
    up to rounding. For a
    flat window this is 0/0: nothing in it speaks for or against the template, so it scores 0, as in
    scikit-image and OpenCV (``TM_CCOEFF_NORMED``). On floats a window counts as flat if it varies
    by no more than the rounding of the sums could pretend, and that goes by the largest entry of the
    whole picture: replace fill values and burnt-out pixels by NaN first. The products go the way of
    `match_template`; the means and energies of the windows are merged from halves, so that a large
    mean does not swallow a small variation.

    References
    ----------
    .. [1] J. P. Lewis, "Fast Template Matching", *Vision Interface 95*, 1995, pp. 120-123, equation 4.

    Examples
    --------
    >>> match_normalised([7, 7, 7, 1, 2, 4, 20, 10, 0], [10, 20, 40]).round(3).tolist()
    [0.0, -0.945, -0.645, 1.0, 0.973, 0.189, -0.982]
    """
    picture, taps = fitting(x, template)
    _check_real(picture, taps)
    products, energies, energy, noise = _products(_scaled(picture), _scaled(taps))
    if energy == 0:
        raise ValueError(
            f"template does not vary: all of its {taps.size} entries are {shown(taps.flat[0])}, so no window is more "
            "like it than another; crop a part with some structure, or take match_squared_differences"
        )
    dtype = np.result_type(picture, taps)
    dtype = dtype if dtype.kind == "f" else np.dtype(np.float64)
    wide = np.result_type(dtype, np.float64)
    sizes = np.sqrt(energies.astype(wide)) * np.sqrt(wide.type(energy))
    flat = sizes <= noise
    with np.errstate(invalid="ignore"):
        scores = np.clip(products.astype(wide) / np.where(flat, 1, sizes), -1, 1)
    if are_whole(picture, taps):
        _make_whole(scores, products, energies, energy)
    return np.where(flat, 0, scores).astype(dtype)


def _make_whole(scores: np.ndarray, products: np.ndarray, energies: np.ndarray, energy: Any) -> None:
    """Let the scores of integers be 1 and -1 where they are, which a rounded root may miss."""
    near = np.abs(scores) > 1 - 1e-9
    whole = products[near].astype(object) ** 2 == energies[near].astype(object) * int(energy)
    scores[near] = np.where(whole, np.sign(scores[near]), scores[near])


def centred_products(x: ArrayLike, template: ArrayLike) -> tuple[np.ndarray, np.ndarray, object]:
    r"""
    Return the inner products and energies of which the normalised score is made.

    Parameters
    ----------
    x : array_like, shape (n, ...)
        Picture, real.
    template : array_like, shape (m, ...)
        Template, real, as many axes, no longer along any.

    Returns
    -------
    products : numpy.ndarray
        For each window its inner product with the template, both without their means.
    energies : numpy.ndarray
        For each window its inner product with itself, without its mean.
    energy : scalar
        The same for the template. All three are multiplied by the number of taps, so that integers
        stay integers.

    Raises
    ------
    ValueError
        If an argument is empty, or if the template does not fit.
    TypeError
        If an argument does not hold real numbers.
    OverflowError
        If the products of integers could leave 64 bits; pass ``x.astype(object)``, or floats.

    See Also
    --------
    match_normalised : The product over the root of both energies.

    Notes
    -----
    .. math:: m \sum_j (t[j] - \bar t)(x[k + j] - \bar x_k)
        = m \sum_j t[j]\, x[k + j] - \sum_j t[j] \sum_j x[k + j]

    Integers, and objects such as fractions, take the right side, on which nothing is rounded;
    floats take the left side, on which nothing cancels.

    References
    ----------
    .. [1] J. P. Lewis, "Fast Template Matching", *Vision Interface 95*, 1995, pp. 120-123, section 2.

    Examples
    --------
    >>> products, energies, energy = centred_products([0, 1, 2, 4, 0], [1, 2, 4])
    >>> products.tolist(), energies.tolist(), energy
    ([9, 14, -12], [6, 14, 24], 14)
    """
    picture, taps = fitting(x, template)
    _check_real(picture, taps)
    return _products(picture, taps)[:3]


def _products(picture: np.ndarray, taps: np.ndarray) -> tuple[np.ndarray, np.ndarray, object, float]:
    """Return the centred products, and how much of their size rounding could have made."""
    if are_whole(picture, taps):
        _check_products(picture, taps)
        return (*_exact(picture.astype(np.int64), taps.astype(np.int64)), 0.0)
    if object in (picture.dtype, taps.dtype):
        return (*_exact(picture, taps), 0.0)
    wide = np.result_type(picture, taps, np.float64)
    return _rounded(picture.astype(wide), taps.astype(wide))


def _exact(picture: np.ndarray, taps: np.ndarray) -> tuple[np.ndarray, np.ndarray, object]:
    m, total = taps.size, taps.sum()
    sums = window_sums(picture, taps.shape)
    products = m * match_template(picture, taps) - total * sums
    energies = m * window_sums(picture * picture, taps.shape) - sums * sums
    energy = m * (taps * taps).sum() - total * total
    return products, energies, energy.item() if isinstance(energy, np.generic) else energy


def _rounded(picture: np.ndarray, taps: np.ndarray) -> tuple[np.ndarray, np.ndarray, object, float]:
    finite = np.isfinite(picture)
    level = picture[finite].mean() if finite.any() else 0.0
    with np.errstate(invalid="ignore"):
        _, energies = window_moments(picture, taps.shape)
        means, energy = window_moments(taps, taps.shape)
        # the products are those of the windows, less any constant: one near them all keeps the sums small
        pattern, around_level = taps - means.item(), picture - level
        products = match_template(around_level, pattern)
    m, seen = taps.size, np.where(finite, around_level, 0)
    noise = 0.0
    if np.isfinite(pattern).all():
        # spectra and sums err differently; this covers both, and the mean that rounding leaves in the pattern
        unit = float(np.finfo(pattern.dtype).eps)
        noise = error_bound(seen, pattern) + m * unit * float(np.abs(seen).max()) * float(np.abs(taps).sum())
    return m * products, m * energies, m * energy.item(), m * noise


def _scaled(array: np.ndarray) -> np.ndarray:
    """Return floats divided by a power of 2, which changes no score, so that no square leaves their range."""
    if array.dtype.kind != "f":
        return array
    array = array.astype(np.result_type(array, np.float64))
    return times_power(array, -exponent_of(array))


def _check_real(picture: np.ndarray, taps: np.ndarray) -> None:
    for name, array in (("x", picture), ("template", taps)):
        exact = array.dtype == object
        if array.dtype.kind == "c" or (exact and any(isinstance(entry, complex) for entry in array.flat)):
            raise TypeError(
                f"{name} holds complex numbers, whose scores would have no order; "
                f"pass abs({name}), or real and imaginary parts as two pictures"
            )


def _check_products(picture: np.ndarray, taps: np.ndarray) -> None:
    """Raise if some product of sums could leave 64-bit integers."""
    most = (max(peak(picture), peak(taps)) * taps.size) ** 2
    check_bound("products of sums over x and template", most, "x")
