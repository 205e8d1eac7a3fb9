"""Phase correlation: what of two spectra tells how far one signal lies from the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from flipconv.spectra.transforms import around, finite_floats


def phase_correlation(x: ArrayLike, y: ArrayLike) -> np.ndarray:
    r"""
    Return the surface whose peak lies at the shift that takes one signal to the other.

    Parameters
    ----------
    x : array_like
        Signal, one period of it along each axis.
    y : array_like, shape of `x`
        The signal after it has moved.

    Returns
    -------
    numpy.ndarray
        Floats of the shape of `x`, real for real input. If ``y`` is ``numpy.roll(x, s)``, it is 1
        at the place ``s``, counted around the circle, and nearly 0 elsewhere, as far as no
        frequency of `x` is missing.

    Raises
    ------
    ValueError
        If the shapes differ, or an argument is empty or holds a NaN or an infinity.
    TypeError
        If an argument does not hold numbers, or holds exact objects.
    OverflowError
        If a spectrum leaves the range of its dtype.

    See Also
    --------
    flipconv.matching.shift_between : The place of the peak, as a signed shift.
    circular_correlate : The same without the division: there, bright places outweigh the shift.

    Notes
    -----
    The inverse transform of

    .. math:: \frac{\hat y[k]\, \overline{\hat x[k]}}{|\hat y[k]|\, |\hat x[k]|}

    Frequencies at which either spectrum is no larger than its own rounding have no phase, and are
    left out. As with correlation, the conjugate falls on the signal that is the pattern, `x`.

    References
    ----------
    .. [1] C. D. Kuglin and D. C. Hines, "The phase correlation image alignment method", *Proc.
       IEEE Int. Conf. Cybernetics and Society*, 1975, pp. 163-165.

    Examples
    --------
    >>> import numpy as np
    >>> np.abs(phase_correlation([1, 2, 4, 9], [9, 1, 2, 4])).round(12).tolist()
    [0.0, 1.0, 0.0, 0.0]
    """
    before, after = same_shapes(x, y)
    return around([before, after], before.shape, phases, np.result_type(before, after))


def same_shapes(x: ArrayLike, y: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return two signals of one shape as finite floats."""
    before, after = finite_floats("x", x), finite_floats("y", y)
    if before.shape != after.shape:
        raise ValueError(f"x has shape {before.shape} and y has shape {after.shape}; they must be equal")
    return before, after


def phases(of_x: np.ndarray, of_y: np.ndarray) -> np.ndarray:
    """Return the phase by which each frequency has moved; 0 where there is none to be seen."""
    seen = _above_rounding(of_x) & _above_rounding(of_y)
    # each is divided by itself first: a product of small numbers could vanish
    return np.where(seen, _unit(of_y, seen) * np.conj(_unit(of_x, seen)), 0)


def _unit(values: np.ndarray, seen: np.ndarray) -> np.ndarray:
    return values / np.where(seen, np.abs(values), 1)


def _above_rounding(values: np.ndarray) -> np.ndarray:
    """Return which entries of a spectrum exceed the error that its transform spreads over all of them."""
    sizes = np.abs(values)
    largest = sizes.max()
    if largest == 0:
        return np.zeros(values.shape, bool)
    # the 2-norm of the error is within 10 u log2(N) of the spectrum's (see `error_bound`)
    typical = largest * np.sqrt(np.mean((sizes / largest) ** 2))
    return sizes > 5 * np.finfo(values.dtype).eps * (np.log2(values.size) + 1) * typical
