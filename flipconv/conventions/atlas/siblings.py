"""The near relations of convolution: which way a lag, a shift and a derivative are counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Facts = dict[str, Any]


class Unexplained(ValueError):
    """An answer that none of the known ways of counting gives."""


def measured_lag(fn: Callable[..., Any], *, seed: int = 0) -> Facts:
    """
    Return which way a cross-correlation counts its lags, and which operand it conjugates.

    Parameters
    ----------
    fn : callable
        Takes x and y, returns lags and the values at these.

    Returns
    -------
    dict
        The facts of a row: `sign` is +1 if the lag of y, delayed with respect to x, comes out positive.

    Raises
    ------
    Unexplained
        If the values are neither the sums over ``x[n + k] y[n]`` nor over ``x[n] y[n + k]``.

    Examples
    --------
    >>> measured_lag(lambda x, y: (np.arange(1 - len(y), len(x)), np.correlate(x, y, "full")))["sign"]
    [-1]
    """
    rng = np.random.default_rng(seed)
    equal = False
    try:
        _ = fn(rng.normal(size=9), rng.normal(size=7))
        sizes = 9, 7
    except ValueError:
        sizes, equal = (9, 9), True
    x, y = (rng.normal(size=n) for n in sizes)
    sign = next((s for s in (-1, 1) if _explained(fn, x, y, s, "none")), 0)
    if not sign:
        raise Unexplained("the values are neither the sums of x[n + k] y[n] nor those of x[n] y[n + k]")
    z, w = (rng.normal(size=n) + 1j * rng.normal(size=n) for n in sizes)
    conjugates = next((name for name in ("kernel", "signal", "none") if _explained(fn, z, w, sign, name)), "real only")
    summed = {"kernel": "conj(y[{}])", "signal": "y[{}]"}.get(conjugates, "y[{}]")
    first = "conj(x[{}])" if conjugates == "signal" else "x[{}]"
    places = ("n + k", "n") if sign < 0 else ("n", "n + k")
    note = (
        f"The value at lag k is the sum of {first.format(places[0])} {summed.format(places[1])}: "
        f"if y is x delayed by 3, the peak stands at lag {3 * sign:+d}." + " x and y must be equally long." * equal
    )
    return {"kind": "lag", "sign": [sign], "conjugates": conjugates, "note": note}


def _explained(fn: Callable[..., Any], x: np.ndarray, y: np.ndarray, sign: int, conjugates: str) -> bool:
    """Return whether the values at all lags are the sums that a way of counting gives, but for one factor."""
    try:
        lags, values = map(np.asarray, fn(x, y))
    except (TypeError, ValueError):
        return False
    first = np.conj(x) if conjugates == "signal" else x
    second = np.conj(y) if conjugates == "kernel" else y
    # a lag k pairs x[n + k] with y[n] where the sign is -1, and x[n] with y[n + k] where it is +1
    want = np.array([_paired(first, second, -sign * int(k)) for k in lags])
    factor = values[np.abs(want).argmax()] / want[np.abs(want).argmax()]
    return bool(lags.size > 2 and np.allclose(values, factor * want, rtol=0, atol=1e-9 * float(np.abs(values).max())))


def _paired(x: np.ndarray, y: np.ndarray, k: int) -> complex:
    return sum((x[n + k] * y[n] for n in range(len(y)) if 0 <= n + k < len(x)), start=0)


def measured_shift(fn: Callable[..., Any], *, seed: int = 0) -> Facts:
    """
    Return which way a registration counts the displacement between two images.

    Parameters
    ----------
    fn : callable
        Takes two images, returns one number for each axis.

    Returns
    -------
    dict
        The facts of a row: `sign` is +1 if a second image displaced by d gives d, -1 if it gives -d.

    Raises
    ------
    Unexplained
        If three displacements give neither.

    Examples
    --------
    >>> def registered(x, y):
    ...     peaks = np.fft.ifft2(np.fft.fft2(x) * np.conj(np.fft.fft2(y))).real
    ...     return [k - n if k > n // 2 else k for k, n in zip(np.unravel_index(peaks.argmax(), x.shape), x.shape)]
    >>> measured_shift(registered)["sign"]
    [-1, -1]
    """
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(48, 64))
    signs: set[tuple[int, int]] = set()
    for moved in ((3, -5), (-4, 2), (7, 6)):
        got = np.asarray(fn(x, np.roll(x, moved, (0, 1))), float)
        ways = ((sign, order) for sign in (1, -1) for order in (1, -1))
        fits = [way for way in ways if np.allclose(got, np.array(moved[:: way[1]]) * way[0], atol=0.1)]
        if not fits:
            shown = ", ".join(f"{one:g}" for one in got)
            raise Unexplained(f"an image displaced by {moved} gives ({shown}), neither that nor its negative")
        signs = signs & set(fits) if signs else set(fits)
    if len(signs) != 1:
        raise Unexplained("three displacements give no one way of counting")
    sign, order = signs.pop()
    what = "that displacement" if sign > 0 else "its negative, which moves the second image back onto the first"
    axes = "" if order > 0 else " Its numbers are for axis 1 and axis 0 of the array, in this order."
    note = f"For a second image that is displaced it returns {what}.{axes}"
    return {"kind": "shift", "sign": [sign, sign], "note": note}


def measured_derivative(fn: Callable[..., Any]) -> Facts:
    """
    Return the sign of a derivative on a ramp that rises along each axis.

    Parameters
    ----------
    fn : callable
        Takes an image, returns one.

    Returns
    -------
    dict
        The facts of a row: `sign` holds 0 for an axis that it does not differentiate.

    Raises
    ------
    Unexplained
        If neither ramp gives anything, or one twice as steep does not give twice as much.

    Examples
    --------
    >>> measured_derivative(lambda x: -np.gradient(x, axis=1))["sign"]
    [0, -1]
    """
    size = 15, 17
    values: list[float] = []
    for axis in (0, 1):
        ramp = np.indices(size)[axis].astype(float)
        once, twice = (float(np.asarray(fn(steep * ramp))[7, 8]) for steep in (1, 2))
        if abs(twice - 2 * once) > 1e-6 * max(abs(once), 1):
            raise Unexplained(f"a ramp along axis {axis} gives {once:g}, and one twice as steep {twice:g}")
        values.append(once if abs(once) > 1e-6 else 0.0)
    if not any(values):
        raise Unexplained("it gives 0 on a ramp along either axis")
    told = " and ".join(f"{value:+.6g} along axis {axis}" for axis, value in enumerate(values) if value)
    note = f"On a ramp that rises by 1 from sample to sample it gives {told}."
    return {"kind": "derivative", "sign": [int(np.sign(value)) for value in values], "note": note}
