"""What a call does with numbers that are not plain floats: complex ones, integers, other precisions, long kernels."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from flipconv.conventions.calling import Refused, Rejected
from flipconv.conventions.model import DROPS, Convention
from flipconv.conventions.prediction import predict
from flipconv.conventions.probing import Probe, Shape, apart

SINGLE = float(np.finfo(np.float32).eps)


def fitted_conjugates(probe: Probe, convention: Convention, x_shape: Shape, h_shape: Shape) -> Convention:
    """
    Return a convention with which operand is conjugated.

    Raises
    ------
    Rejected
        If complex arrays are taken and neither conjugated nor stripped of their imaginary parts.
    """
    if probe.is_whole:
        return replace(convention, conjugates="real only")
    x = probe.signal(x_shape) + 1j * probe.signal(x_shape)
    h = probe.kernel(h_shape) + 1j * probe.kernel(h_shape)
    try:
        got = probe(x, h)
    except Refused:
        return replace(convention, conjugates="real only")
    for name in ("none", "kernel", "signal", "both", *DROPS):
        model = replace(convention, conjugates=name)
        if probe.holds(f"conjugates {name}", probe.distance(model, x, h, got)):
            _remark_on_halves(probe, model, x, h)
            return model
        del probe.residuals[f"conjugates {name}"]
    raise Rejected(
        "complex",
        "complex signals and kernels are taken, and the result is that of no conjugation, nor of real parts alone",
        convention=convention,
    )


def _remark_on_halves(probe: Probe, convention: Convention, x: np.ndarray, h: np.ndarray) -> None:
    """Remark if one complex argument and a real one are taken otherwise than two complex ones."""
    for which, one, other in (("signal", x, np.real(h)), ("kernel", np.real(x), h)):
        with contextlib.suppress(Refused):
            if probe.distance(convention, one, other, probe(one, other)) > 1:
                probe.caller.remarks[f"does otherwise where the {which} alone is complex"] = None


def dtypes_of(probe: Probe, convention: Convention, x_shape: Shape, h_shape: Shape) -> dict[str, str]:
    """
    Return the dtype of the result for signals and kernels of several dtypes, and ``"refused"`` where they are.

    A dtype with which the call does something else than the convention says is remarked on.
    """
    found: dict[str, str] = {}
    for dtype in ("float64", "float32", "int64", "uint8"):
        x, h = probe.rng.integers(0, 4, x_shape).astype(dtype), probe.rng.integers(1, 4, h_shape).astype(dtype)
        try:
            got = probe.caller(*((x, h) if probe.order == "x, h" else (h, x)))
        except Refused:
            found[dtype] = "refused"
            continue
        found[dtype] = str(got.dtype)
        if not _agrees(probe, convention, x, h, got):
            probe.caller.remarks[f"does otherwise with arrays of {dtype}"] = None
    return found


def _agrees(probe: Probe, convention: Convention, x: np.ndarray, h: np.ndarray, got: np.ndarray) -> bool:
    """Whether an answer of another dtype is as predicted, to single precision, or to 1 where it holds integers."""
    first, second = (a.astype(float) for a in ((x, h) if convention.argument_order == "x, h" else (h, x)))
    want = predict(convention, first, second, extrapolate=True)
    if got.shape != want.shape:
        return False
    finest = max([float(np.finfo(a.dtype).eps) for a in (got, x) if a.dtype.kind in "fc"], default=0.0)
    slack = probe.tolerance(convention, x, h) * max(finest, SINGLE) / probe.eps
    if got.dtype.kind not in "biu":
        return apart(got, want) <= slack
    # what the dtype does not hold, it cannot return
    held = np.isfinite(want) & (np.abs(want) <= (1 if got.dtype.kind == "b" else np.iinfo(got.dtype).max))
    held &= want >= (np.iinfo(got.dtype).min if got.dtype.kind == "i" else 0)
    return apart(got[held].astype(float), want[held]) <= slack + 1


def integers_of(probe: Probe, convention: Convention, x_shape: Shape, h_shape: Shape, dtypes: dict[str, str]) -> None:
    """Remark what becomes of sums of small integers that their dtype does not hold."""
    if dtypes.get("uint8", "refused") != "uint8":
        return
    x, h = np.full(x_shape, 200, np.uint8), np.full(h_shape, 3, np.uint8)
    got = probe.caller(*((x, h) if probe.order == "x, h" else (h, x)))
    model = replace(convention, clips=None, rounds=False)
    first, second = (x, h) if model.argument_order == "x, h" else (h, x)
    want = predict(model, first.astype(np.int64), second.astype(np.int64), extrapolate=True)
    if got.shape != want.shape or want.max() <= 255:
        return
    if np.array_equal(got, np.clip(want, 0, 255)):
        probe.caller.remarks["8-bit integers saturate"] = None
    elif np.array_equal(got, np.mod(want, 256)):
        probe.caller.remarks["8-bit integers wrap around"] = None


def fitted_clips(probe: Probe, convention: Convention, x_shape: Shape, h_shape: Shape) -> Convention:
    """Return a convention with the range to which an integer call clips its outputs, and whether it rounds them."""
    if not probe.is_whole:
        return convention
    highest = float(np.iinfo(probe.dtype).max)
    x = probe.rng.integers(0, int(highest) + 1, x_shape)
    # of a divided kernel no output leaves the range
    h = probe.kernel(h_shape) * (1 if probe.is_scaled else 3)
    got = probe(x, h)
    for clips in (None, (0.0, highest)):
        model = replace(convention, clips=clips)
        if probe.holds("clips", probe.distance(model, x, h, got)):
            return model
        del probe.residuals["clips"]
    raise Rejected("no fit", f"outputs beyond {highest:g} are neither kept nor clipped", convention=convention)


def longer_kernel(probe: Probe, convention: Convention, shapes: Sequence[Shape]) -> str:
    """Return what a call does with a kernel longer than its signal along every axis; remark on one axis alone."""
    found = _longer_kernel(probe, convention, max(shapes, key=min))
    sizes = [max(shapes, key=min)[k] for k in convention.kernel_axes]
    lengths = {"as long as the signal": sizes}
    if found != "differs" and convention.ndim > 1:
        lengths["longer than the signal along one axis alone"] = [sizes[0] - 1, *(3 * m for m in sizes[1:])]
    for words, short in lengths.items():
        x, h = probe.signal(tuple(short)), probe.kernel(max(shapes, key=min))
        with contextlib.suppress(Refused):
            if probe.distance(convention, x, h, probe(x, h)) > 10:
                probe.caller.remarks[f"does otherwise with a kernel {words}"] = None
    return found


def _longer_kernel(probe: Probe, convention: Convention, shape: Shape) -> str:
    """Return what a call does with a kernel longer than its signal along every axis."""
    h = probe.kernel(shape, positive=True)
    short = [0] * len(shape)
    for axis, k in enumerate(convention.kernel_axes):
        short[axis] = max(shape[k] - 1 - axis % 2, 1)
    x = probe.signal(tuple(short))
    try:
        got = probe(x, h)
    except Refused:
        return "refused"
    except Rejected:
        return "differs"
    for name, (one, other) in {"as ruled": (x, h), "swaps": (h, x)}.items():
        try:
            first, second = (one, other) if convention.argument_order == "x, h" else (other, one)
            want = predict(convention, first, second, extrapolate=True)
        except ValueError:
            continue
        images = [want] if name == "as ruled" else [want, np.flip(want)]
        tolerance = 10 * probe.tolerance(convention, x, h)
        if any(image.shape == got.shape and apart(got, image) <= tolerance for image in images):
            return name
    return "differs"
