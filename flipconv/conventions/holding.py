"""Hold-out data: fresh signals and kernels, used for nothing else, that a convention must predict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from flipconv.conventions.calling import Refused, Rejected
from flipconv.conventions.model import Convention
from flipconv.conventions.prediction import predict
from flipconv.conventions.probing import Probe, Shape, apart, wider

# long enough to reach into blocks and transforms; and short enough that kernels are wider than half of them
LARGE = {1: (5003,), 2: (131, 258), 3: (23, 34, 41)}
MIDDLING = {1: (211,), 2: (37, 54), 3: (13, 11, 16)}
SQUARE = {1: (50,), 2: (25, 25), 3: (12, 12, 12)}
SMALL = {1: (7,), 2: (7, 6), 3: (6, 7, 5)}
# calls that are so slow on a small signal that a large one would take longer are not asked with it, in seconds
PATIENCE = 2.0


def hold_out(probe: Probe, convention: Convention, shapes: list[Shape]) -> tuple[Convention, int]:
    """
    Raise unless a convention predicts what the call makes of data it was not fitted to.

    Returns
    -------
    convention : Convention
        With the larger kernel sizes that it predicted as well.
    held : int
        How many signals and kernels were predicted.

    Raises
    ------
    Rejected
        If a prediction is off, or the call answers differently at the end than at the beginning.
    """
    held = 0
    for lengths, shape, uneven in _data(probe, shapes):
        if lengths == LARGE[probe.ndim] and probe.caller.last * np.prod(lengths) > PATIENCE * np.prod(
            MIDDLING[probe.ndim]
        ):
            probe.caller.remarks[f"too slow to be asked with a signal of shape {lengths}"] = None
            continue
        x, h = _drawn(probe, convention, lengths, shape, uneven)
        try:
            got = probe(x, h)
        except Refused:
            # what it refuses it does not get wrong; that short signals are refused goes without saying
            if lengths != SMALL[probe.ndim]:
                probe.caller.remarks[f"refuses a kernel of shape {shape} on a signal of shape {lengths}"] = None
            continue
        if not probe.holds("hold-out", probe.distance(convention, x, h, got)):
            raise _wrong(probe, convention, x, h, got)
        held += 1
        if lengths == MIDDLING[probe.ndim]:
            # the second time is the one that counts for a call that compiles itself at the first
            _check_repeats(probe, x, h, got)
    for shape in wider(shapes, probe.ndim):
        convention, more = _extended(probe, convention, shape)
        held += more
    return convention, held


def check_fresh(probe: Probe, convention: Convention, x_shape: Shape, h_shape: Shape) -> None:
    """Raise unless a convention predicts a fresh signal of real numbers, borders included."""
    x, h = probe.signal(x_shape), probe.kernel(h_shape)
    got = probe(x, h)
    if not probe.holds("real", probe.distance(convention, x, h, got)):
        raise _wrong(probe, convention, x, h, got)


def _data(probe: Probe, shapes: list[Shape]) -> Iterator[tuple[Shape, Shape, bool]]:
    """Yield lengths of signals, shapes of kernels, and whether taps are of very different sizes, one of them 0."""
    d = probe.ndim
    for shape in shapes[1:]:
        yield MIDDLING[d], shape, False
    yield MIDDLING[d][::-1], shapes[-1], False
    yield SMALL[d], shapes[0], False
    yield SMALL[d], shapes[-1], False
    yield SQUARE[d], max(shapes, key=np.prod), True
    for square in _squares(shapes):
        yield SQUARE[d], square, False
    # right after a middling one, whose time says how long it will take
    yield MIDDLING[d], shapes[0], False
    yield LARGE[d], shapes[len(shapes) // 2], False


def _squares(shapes: list[Shape]) -> list[Shape]:
    """Return square kernel shapes that were not asked with, an odd and an even one: what parity decides shows there."""
    known = set.intersection(*(set(axis) for axis in zip(*shapes, strict=True)))
    largest = [max((m for m in known if m % 2 == odd), default=None) for odd in (1, 0)]
    squares = [(m,) * len(shapes[0]) for m in largest if m is not None]
    return [square for square in squares if square not in shapes]


def _check_repeats(probe: Probe, x: np.ndarray, h: np.ndarray, got: np.ndarray) -> None:
    """Raise unless the same arrays give the same answer again."""
    if apart(probe(x, h), got) > 0:
        raise Rejected("random", f"two calls with the same arrays, of shapes {x.shape} and {h.shape}, differ")


def _drawn(
    probe: Probe, convention: Convention, lengths: Shape, shape: Shape, uneven: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Return a signal and a kernel, complex where the call takes complex numbers."""
    # a sum near 0 would magnify roundings where it is divided by
    positive = convention.normalises != "none" or any("renormalised" in edges for edges in convention.boundary)
    x, h = probe.signal(lengths), probe.kernel(shape, positive=positive)
    if convention.conjugates != "real only" and not positive:
        x, h = x + 1j * probe.signal(lengths), h + 1j * probe.kernel(shape, positive=False)
    if uneven and not probe.is_whole and not any("renormalised" in edges for edges in convention.boundary):
        h = h * 2.0 ** -probe.rng.uniform(0, 30, shape)
        h.flat[h.size // 2] = 0
    return x, h


def _extended(probe: Probe, convention: Convention, shape: Shape) -> tuple[Convention, int]:
    """Return a convention seen at larger sizes too, if the call takes them; one that then differs is rejected."""
    if convention.sizes is None or any(m <= max(axis) for m, axis in zip(shape, convention.sizes, strict=True)):
        return convention, 0
    if any(rule.text == "table" for rule in convention.anchor_rule):
        return convention, 0
    x, h = _drawn(probe, convention, MIDDLING[probe.ndim], shape)
    try:
        got = probe(x, h)
    except Refused:
        return convention, 0
    distance = probe.distance(convention, x, h, got)
    if not probe.holds(f"kernel of shape {shape}", distance):
        raise _wrong(probe, convention, x, h, got)
    sizes = tuple((*axis, m) for axis, m in zip(convention.sizes, shape, strict=True))
    rules = []
    for rule, k in zip(convention.anchor_rule, convention.kernel_axes, strict=True):
        rules.append(replace(rule, seen=(*rule.seen, (shape[k], rule(shape[k])))) if rule.seen else rule)
    return replace(convention, sizes=sizes, anchor_rule=tuple(rules)), 1


def _wrong(probe: Probe, convention: Convention, x: np.ndarray, h: np.ndarray, got: np.ndarray) -> Rejected:
    first, second = (x, h) if convention.argument_order == "x, h" else (h, x)
    want = predict(convention, first, second, extrapolate=True)
    where = ""
    if want.shape == got.shape:
        off = np.abs(np.nan_to_num(got) - np.nan_to_num(want)) + 1e300 * (np.isfinite(got) != np.isfinite(want))
        place = tuple(map(int, np.unravel_index(int(off.argmax()), off.shape)))
        where = f"; at {place} it returned {got[place]:.10g}, and {want[place]:.10g} was predicted"
    return Rejected(
        "no fit",
        f"the convention that fits small signals does not predict one of shape {x.shape} with a kernel of shape "
        f"{h.shape}{where}",
        convention=convention,
        got=got,
        predicted=want,
    )
