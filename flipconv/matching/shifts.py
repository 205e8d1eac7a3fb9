"""How far one picture lies from another, by the phases of their spectra."""

from __future__ import annotations

import operator

import numpy as np
from numpy.typing import ArrayLike

from flipconv.matching.templates import peak
from flipconv.spectra import spectrum
from flipconv.spectra.phases import phases, same_shapes


def shift_between(x: ArrayLike, y: ArrayLike, *, upsampling: int = 1) -> np.ndarray:
    r"""
    Return the shift that moves one picture onto another, around the circle.

    Parameters
    ----------
    x : array_like
        Picture, before.
    y : array_like, shape of `x`
        Picture, after.
    upsampling : int, optional
        Into how many parts a sample is divided: the result is a multiple of ``1 / upsampling``.

    Returns
    -------
    numpy.ndarray
        Floats, one for each axis, in samples: ``numpy.roll(x, s)`` is most like `y`, for whole
        ``s``. Along an axis of length `n` they lie between ``-n / 2`` and ``n / 2``; half a turn,
        which is the same both ways, is given as ``n / 2``.

    Raises
    ------
    ValueError
        If the shapes differ, if `upsampling` is below 1, if an argument is empty or holds a NaN or
        an infinity, or if the two share no frequency but 0, as constant pictures do.
    TypeError
        If an argument does not hold numbers, or holds exact objects, or if `upsampling` is no
        integer.

    See Also
    --------
    flipconv.spectra.phase_correlation : The surface whose peak this is.

    Notes
    -----
    The peak of `flipconv.spectra.phase_correlation` is found among whole samples. Then the same
    trigonometric sum,

    .. math:: r(s) = \frac{1}{N} \sum_k e^{i \phi[k]}\, e^{2 \pi i k s / N},

    is evaluated in steps of ``1 / upsampling`` within three quarters of a sample around it, as a
    product of small matrices [1]_, so memory does not grow with the picture times `upsampling`.
    Neither brightness nor contrast changes the result.

    ``skimage.registration.phase_cross_correlation(y, x)`` has this sign: it names the reference
    first, and the picture that has to move second.

    References
    ----------
    .. [1] M. Guizar-Sicairos, S. T. Thurman and J. R. Fienup, "Efficient subpixel image registration
       algorithms", *Optics Letters* 33, 2008, pp. 156-158.

    Examples
    --------
    >>> shift_between([[1, 2, 4], [0, 3, 9]], [[4, 1, 2], [9, 0, 3]]).tolist()
    [0.0, 1.0]
    >>> shift_between([0, 8, 8, 0, 1, 0], [0, 4, 8, 4, 0.5, 0.5], upsampling=2).tolist()
    [0.5]
    """
    before, after = same_shapes(x, y)
    steps = _parts(upsampling)
    phase = phases(spectrum(before), spectrum(after))
    if not np.any(phase.ravel()[1:]):
        raise ValueError(
            "x and y share no frequency but 0, as constant pictures do, so no shift can be seen; "
            "compare parts that vary along every axis"
        )
    whole = peak(np.abs(np.fft.ifftn(phase)))
    nearest = np.array([p - n if 2 * p > n else p for p, n in zip(whole, before.shape, strict=True)], float)
    return nearest if steps == 1 else _refined(phase, nearest, steps)


def _parts(upsampling: int) -> int:
    try:
        steps = operator.index(upsampling)
    except TypeError:
        raise TypeError(f"upsampling is {upsampling!r}; it must be an integer") from None
    if steps < 1:
        raise ValueError(f"upsampling is {steps}; it must be 1 (whole samples) or more")
    return steps


def _refined(phase: np.ndarray, nearest: np.ndarray, steps: int) -> np.ndarray:
    """Return the best of the shifts around one, in steps of a part of a sample."""
    reach = -(-3 * steps // 4)
    offsets = np.arange(-reach, reach + 1)
    surface = phase
    # each product takes the first axis away and adds its shifts at the end, so the order is kept
    for n, centre in zip(phase.shape, nearest, strict=True):
        frequencies = np.fft.fftfreq(n)
        waves = np.exp(2j * np.pi * np.outer(frequencies, centre + offsets / steps))
        surface = np.tensordot(surface, waves, axes=(0, 0))
    found = nearest + offsets[list(_nearest_peak(np.abs(surface), offsets, phase.size))] / steps
    lengths = np.array(phase.shape)
    # beyond half a turn the other way round is shorter
    return found - lengths * np.ceil(found / lengths - 0.5)


def _nearest_peak(surface: np.ndarray, offsets: np.ndarray, terms: int) -> tuple[int, ...]:
    """Return the place of the largest value; along an axis on which nothing varies, that of the offset nearest to 0."""
    # a sum of so many terms, in another order, differs by no more than this
    slack = 16 * terms * np.finfo(surface.dtype).eps * surface.max()
    far = np.zeros(surface.shape)
    for squares in np.ix_(*(offsets**2.0 for _ in surface.shape)):
        far = far + squares
    best = np.argmin(np.where(surface >= surface.max() - slack, far, np.inf))
    return tuple(map(int, np.unravel_index(best, surface.shape)))
