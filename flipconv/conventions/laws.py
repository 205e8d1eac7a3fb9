"""What a call must obey before anything is read off it: the same answer twice, and sums and multiples of signals."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import numpy as np

from flipconv.conventions.calling import Refused, Rejected
from flipconv.conventions.impulses import LENGTHS
from flipconv.conventions.model import NORMALISERS, Convention
from flipconv.conventions.prediction import scaled
from flipconv.conventions.probing import ROUNDINGS, Probe, Shape, apart, marked

SINGLE = float(np.finfo(np.float32).eps)


def check_laws(probe: Probe, x_shape: Shape, h_shape: Shape) -> bool:
    """
    Raise unless a call repeats itself and is linear in its signal; return whether it normalises its kernel.

    Notes
    -----
    Factors are powers of 2, so that no rounding is changed by them. A threshold or a limit that lies
    within 40 doublings of the numbers asked with is noticed.
    """
    _settle_whole(probe, x_shape, h_shape)
    # thirds are no numbers of single precision, so that it shows
    x, other = probe.signal(x_shape), probe.signal(x_shape) / (1 if probe.is_whole else 3)
    h = probe.kernel(h_shape)
    answer = probe(x, h)
    if answer.dtype in (np.float32, np.complex64):
        probe.eps = SINGLE
    if answer.dtype == np.float16:
        raise Rejected(
            "no fit", "it computes in half precision, which is too coarse to tell one convention from another"
        )
    if apart(probe(x, h), answer) > 0:
        raise Rejected("random", f"two calls with the same arrays, of shapes {x_shape} and {h_shape}, differ")
    if not np.isfinite(answer).any():
        raise Rejected("nan", f"a finite signal of shape {x_shape} gives no finite number at all")
    zero = probe(np.zeros(x_shape), h)
    with np.errstate(invalid="ignore"):
        of_x, of_other = answer - zero, probe(other, h) - zero
        size = _largest(of_x) + _largest(of_other) + 4 * _largest(zero)
        sums = apart(probe(x + other, h) - zero, of_x + of_other)
    _settle_precision(probe, sums, size * float(np.sqrt(x.size)))
    limit = ROUNDINGS * probe.eps * size * float(np.sqrt(x.size)) + 4 * probe.rounding
    if sums > limit:
        raise Rejected("nonlinear", f"f(x + y, h) differs from f(x, h) + f(y, h) - f(0, h) by {sums:.3g}", limit=limit)
    for factor in (2,) if probe.is_whole else (-1, 2.0**40, 2.0**-40):
        with np.errstate(invalid="ignore"):
            off = apart(probe(x * factor, h) - zero, of_x * factor)
        if off > limit * max(abs(factor), 1 if factor * factor >= 1 else abs(factor) + float(bool(zero.any()))):
            raise Rejected("nonlinear", f"f({factor:g} x, h) differs from {factor:g} f(x, h) by {off:.3g}", limit=limit)
    return _normalises(probe, x, h, of_x, limit)


def _normalises(probe: Probe, x: np.ndarray, h: np.ndarray, of_x: np.ndarray, limit: float) -> bool:
    """Return whether multiples of the kernel give the same; raise unless they do, or give multiples, all of them."""
    # in the middle: what stands at the border need not depend on the kernel at all
    middle = tuple(slice(n // 3, n - n // 3) for n in of_x.shape)
    wanted = of_x[middle]
    seen: set[bool] = set()
    for factor in (2,) if probe.is_whole else (2, 2.0**30, 2.0**-30):
        try:
            zero = probe(np.zeros(x.shape), factor * h)[middle]
            y = probe(x, factor * h)[middle] - zero
        except Refused:
            if factor == 2:
                raise
            probe.caller.remarks[f"refuses a kernel whose taps are multiplied by {factor:.1g}"] = None
            continue
        slack = 2 * limit
        if apart(y, factor * wanted) <= slack * max(factor, float(bool(zero.any()))):
            seen.add(False)
        elif apart(y, wanted) <= slack:
            seen.add(True)
        else:
            seen |= {False, True}
        if len(seen) > 1:
            raise Rejected(
                "nonlinear",
                f"f(x, {factor:g} h) is neither {factor:g} f(x, h) nor f(x, h), or not as with other factors: it is "
                "not linear in its kernel",
            )
    normalises = seen.pop()
    with contextlib.suppress(Refused):
        y = (probe(x, h / 3) - probe(np.zeros(x.shape), h / 3))[middle]
        # a kernel may be kept in single precision where the signal is not
        _settle_precision(probe, apart(y, wanted / (1 if normalises else 3)), limit / (ROUNDINGS * probe.eps))
    return normalises


def _settle_whole(probe: Probe, x_shape: Shape, h_shape: Shape) -> None:
    """Choose the numbers for an 8-bit call: small ones, or large ones where the kernel is divided by its sum."""
    if not probe.is_whole:
        return
    level = 60
    y = probe(np.full(x_shape, level), probe.kernel(h_shape))
    if abs(complex(y[tuple(n // 2 for n in y.shape)]).real - level) <= 1:
        probe.peak, probe.rounding = 2 * level, 1.0


def _largest(y: np.ndarray) -> float:
    return float(np.abs(y[np.isfinite(y)]).max(initial=0.0))


def _settle_precision(probe: Probe, difference: float, size: float) -> None:
    """Take single precision as the measure of a call that computes in it, whatever dtype it returns."""
    if probe.eps < SINGLE and ROUNDINGS * probe.eps * size < difference <= ROUNDINGS * SINGLE * size:
        probe.eps = SINGLE
        probe.caller.remarks["computes in single precision"] = None


def fitted_scale(probe: Probe, convention: Convention, gains: dict[Shape, float], normalises: bool) -> Convention:
    """
    Return a convention with what its kernels are divided by, and its gain.

    Parameters
    ----------
    probe : Probe
        The call.
    convention : Convention
        All but its scale and borders.
    gains : mapping of tuple of int to float
        What the taps of `marked` were multiplied by, for each kernel shape.
    normalises : bool
        Whether the call divides kernels by a size of theirs.

    Returns
    -------
    Convention
        With normalises and gain.

    Raises
    ------
    Rejected
        If no size of the kernel explains its gains.
    """
    if probe.is_scaled:
        return replace(convention, normalises="sum", rounds=True)
    names = NORMALISERS[1:5] if normalises else ("none", "count")
    fitting: list[tuple[str, float]] = []
    # a large bias hides the last digits of small taps
    large = max(1.0, abs(convention.bias) / min(map(abs, gains.values())))
    slack = max(1e3 * probe.eps * large, 0.3 if probe.rounding else 0)
    for name in names:
        one = Convention(sign=(1,) * convention.ndim, normalises=name)
        ratios = [gain * marked(shape).max() / float(scaled(one, marked(shape)).max()) for shape, gain in gains.items()]
        if max(ratios) - min(ratios) <= slack * max(map(abs, ratios)):
            fitting.append((name, float(np.mean(ratios))))
    if not fitting:
        raise Rejected(
            "no fit", f"the taps are multiplied by {gains}, which no size of the kernel explains", gains=gains
        )
    name, gain = fitting[0]
    near = float(f"{gain:.6g}")
    return replace(convention, normalises=name, gain=near if abs(near - gain) <= 100 * probe.eps * abs(gain) else gain)


def settled_scale(probe: Probe, convention: Convention, shape: Shape) -> Convention:
    """Tell the sum of a kernel from that of its magnitudes, by one with a negative tap; borders are known by now."""
    if convention.normalises != "sum" or probe.is_whole:
        return convention
    x, h = probe.signal(LENGTHS[convention.ndim]), marked(shape)
    h.flat[-1] *= -1
    for name in ("sum", "absolute sum"):
        model = replace(convention, normalises=name)
        if probe.residual(model, x, h) <= 1:
            if name == "sum":
                _remark_on_zero_sums(probe, model, x, shape)
            return model
    raise Rejected("no fit", "a kernel with a negative tap is divided neither by its sum nor by that of its magnitudes")


def _remark_on_zero_sums(probe: Probe, convention: Convention, x: np.ndarray, shape: Shape) -> None:
    """Remark what is made of a kernel that cannot be divided by its sum."""
    h = probe.kernel(shape)
    h.flat[-1] -= h.sum()
    try:
        got = probe(x, h)
    except Refused:
        probe.caller.remarks["refuses kernels whose sum is 0"] = None
        return
    if np.isfinite(got[tuple(n // 2 for n in got.shape)]):
        plain = probe.distance(replace(convention, normalises="none"), x, h, got) <= 1
        words = "are not divided by it" if plain else "are divided by something else"
        probe.caller.remarks[f"kernels whose sum is 0 {words}"] = None


def bias_of(probe: Probe, x_shape: Shape, shapes: list[Shape]) -> float:
    """Return what is added to every output, whatever the kernel; it shows in the middle of a signal of zeros."""
    values: list[complex] = []
    for shape in shapes:
        y = probe(np.zeros(x_shape), probe.kernel(shape))
        values.append(complex(y[tuple(n // 2 for n in y.shape)]))
    flat = np.real(np.array(values))
    if np.ptp(flat) > 1e4 * probe.eps * float(np.abs(flat).max()) + probe.rounding:
        raise Rejected(
            "nonlinear", f"a signal of zeros gives {flat.tolist()} in its middle, for kernels of shapes {shapes}"
        )
    return float(flat.mean())
