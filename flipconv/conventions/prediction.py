"""What a call of a known convention returns, from the library's own correlation on a signal continued."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from flipconv.arguments import as_array
from flipconv.conventions.model import DROPS, INCOMPLETE, Convention
from flipconv.conventions.stamping import Reach, laid, stamped, valid
from flipconv.shapes import folded


def predict(convention: Convention, x: ArrayLike, h: ArrayLike, *, extrapolate: bool = False) -> np.ndarray:
    """
    Return what a call of a convention returns.

    Parameters
    ----------
    convention : Convention
        What the call does.
    x, h : array_like, shape (n, ...) and (m, ...)
        The two arguments, in the order in which the call takes them: the signal first, unless the convention's
        `argument_order` is ``"h, x"``. Each has one axis for each of the convention.
    extrapolate : bool, optional
        Whether to go by a rule also at sizes at which it was not seen.

    Returns
    -------
    numpy.ndarray
        What the call returns, but for its dtype: integers stay exact in 64 bits.

    Raises
    ------
    ValueError
        If the arrays do not have the convention's number of axes, the kernel has a size at which the convention was
        not seen, complex numbers are refused by the call, or the kernel does not fit.

    See Also
    --------
    flipconv.identify : The convention of a call.

    Notes
    -----
    The signal is continued, the kernel reversed along the axes of sign -1, and the two are correlated; then every
    stride-th output is kept.

    Examples
    --------
    >>> from flipconv.conventions import Convention, predict
    >>> predict(Convention(sign=(-1,), anchor_rule="m//2"), [1, 2, 3, 4], [1, 10]).tolist()
    [12, 23, 34, 40]
    >>> predict(Convention(sign=(1,), anchor_rule="0", boundary="wrap", stride=2), [1, 2, 3, 4], [1, 10]).tolist()
    [21, 43]
    """
    signal, kernel = (x, h) if convention.argument_order == "x, h" else (h, x)
    signal, kernel = _checked(convention, as_array("x", signal), as_array("h", kernel), extrapolate)
    signal, kernel = _conjugated(convention, signal, kernel)
    kernel = scaled(convention, kernel)
    y = (stamped if convention.transposed else _filtered)(convention, signal, kernel)
    y = np.real(y) if convention.conjugates in DROPS[3:] else y
    return _finished(convention, y).transpose(convention.output_axes)


def _checked(convention: Convention, x: np.ndarray, h: np.ndarray, extrapolate: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return signal and kernel, the axes of the kernel in the order of those of the signal."""
    for name, array in (("x", x), ("h", h)):
        if array.ndim != convention.ndim:
            raise ValueError(f"{name} has {array.ndim} axes; the convention filters {convention.ndim}")
    if convention.sizes is not None and not extrapolate:
        for axis, (m, sizes) in enumerate(zip(h.shape, convention.sizes, strict=True)):
            if m not in sizes:
                raise ValueError(
                    f"h has {m} taps along axis {axis}, and the convention was seen at {', '.join(map(str, sizes))} "
                    "there; measure it at this size, or pass extrapolate=True to go by its rule"
                )
    if convention.conjugates == "real only" and (np.iscomplexobj(x) or np.iscomplexobj(h)):
        raise ValueError("x or h is complex, and this call takes real numbers alone")
    if 0 in convention.sign and max(h.shape) > 1:
        raise ValueError("the sign of an axis could not be told, so nothing can be said of kernels of several taps")
    return x, h.transpose(convention.kernel_axes)


def _conjugated(convention: Convention, x: np.ndarray, h: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Conjugate what the call conjugates."""
    if convention.conjugates in DROPS[:3]:
        return (x if convention.conjugates == DROPS[1] else np.real(x)), (
            h if convention.conjugates == DROPS[2] else np.real(h)
        )
    of_x, of_h = (convention.conjugates in names for names in (("signal", "both"), ("kernel", "both", DROPS[4])))
    return (np.conj(x) if of_x and np.iscomplexobj(x) else x), (np.conj(h) if of_h and np.iscomplexobj(h) else h)


def scaled(convention: Convention, h: np.ndarray) -> np.ndarray:
    """
    Divide a kernel by what the call divides it by, and multiply it by its gain.

    Examples
    --------
    >>> scaled(Convention(sign=(1,), normalises="sum", gain=2.0), np.array([1, 3])).tolist()
    [0.5, 1.5]
    """
    size = {
        "none": lambda: 1,
        "sum": h.sum,
        "absolute sum": lambda: np.abs(h).sum(),
        "norm": lambda: np.sqrt((np.abs(h) ** 2).sum()),
        "largest": lambda: np.abs(h).max(),
        "count": lambda: h.size,
    }[convention.normalises]()
    h = h if convention.normalises == "none" else h / size
    return h if convention.gain == 1 else h * convention.gain


def reach(convention: Convention, n: int, m: int, axis: int) -> tuple[Reach, int]:
    """
    Return how far the outputs along one axis read beyond the signal, and how many there are.

    Parameters
    ----------
    convention : Convention
        What the call does; not transposed.
    n, m : int
        Samples and taps along the axis.
    axis : int
        The axis of the signal.

    Returns
    -------
    before, after : tuple of int
        Samples read before the first and after the last; negative where samples are left out.
    outputs : int
        How many outputs there are.

    Examples
    --------
    >>> reach(Convention(sign=(-1,), anchor_rule="0"), 5, 3, 0)
    ((2, 0), 5)
    """
    t, d, s = convention.stride[axis], convention.dilation[axis], convention.sign[axis]
    span = d * (m - 1) + 1
    if convention.output == "same":
        outputs = -(-n // t)
        if convention.alignment == "anchor":
            a = convention.anchor_rule[axis](m)
            before = d * a if s > 0 else d * (m - 1 - a)
        else:
            missing = max((outputs - 1) * t + span - n, 0)
            before = missing // 2 if convention.alignment == "upper" else -(-missing // 2)
    else:
        # full outputs are cropped by their pads, padded ones reach beyond the valid ones by them
        first, last = convention.pads[axis]
        pads = {"full": (span - 1 - first, span - 1 - last), "valid": (0, 0), "padded": (first, last)}[
            convention.output
        ]
        before = pads[0]
        outputs = (n + sum(pads) - span) // t + 1
    if outputs < 1:
        raise ValueError(f"h spans {span} samples along axis {axis} of x, which has {n}: there is no output")
    return (before, (outputs - 1) * t + span - before - n), outputs


def _filtered(convention: Convention, x: np.ndarray, h: np.ndarray) -> np.ndarray:
    """Correlate the continued signal with the kernel, as it lies on it."""
    each = [reach(convention, n, m, axis) for axis, (n, m) in enumerate(zip(x.shape, h.shape, strict=True))]
    pads = [beyond for beyond, _ in each]
    h = laid(convention, h)
    y = _every(convention, valid(continued(convention, x, pads), h))
    edges = {edge for edges in convention.boundary for edge in edges}
    if not edges.isdisjoint(INCOMPLETE):
        weights = valid(_extended_mask(convention, x.shape, pads), h)
        y = _incomplete(convention, x, y, pads, h, _every(convention, weights))
    return y


def _every(convention: Convention, y: np.ndarray) -> np.ndarray:
    return y[tuple(slice(None, None, t) for t in convention.stride)]


def continued(convention: Convention, x: np.ndarray, pads: list[Reach]) -> np.ndarray:
    """Return a signal with its borders, edge by edge; negative pads cut samples off."""
    if convention.cval and x.dtype.kind in "biu":
        x = x.astype(np.result_type(x.dtype, type(convention.cval)))
    for axis, (edges, (before, after)) in enumerate(zip(convention.boundary, pads, strict=True)):
        n = x.shape[axis]
        places = range(-before, n + after)
        seen = [folded(i, n, _index_rule(edges[i >= n])) for i in places]
        taken = np.take(x, [0 if i is None else i for i in seen], axis)
        for side, inside in ((0, lambda i: i < 0), (1, lambda i, n=n: i >= n)):
            outside = [k for k, i in enumerate(places) if inside(i) and seen[k] is None]
            if outside:
                fill: Any = convention.cval if edges[side] == "constant" else 0
                taken[(slice(None),) * axis + (outside,)] = fill
        x = taken
    return x


def _index_rule(edge: str) -> str:
    return "constant" if edge in INCOMPLETE or edge == "none" else edge


def _extended_mask(convention: Convention, shape: tuple[int, ...], pads: list[Reach]) -> np.ndarray:
    """Return 1 where a tap counts, and 0 beyond the edges that renormalise."""
    mask = np.ones(shape)
    for axis, (edges, (before, after)) in enumerate(zip(convention.boundary, pads, strict=True)):
        n = mask.shape[axis]
        ends = [edge not in INCOMPLETE for edge in edges]
        counts = np.concatenate([np.full(max(before, 0), ends[0]), np.ones(n), np.full(max(after, 0), ends[1])])
        counts = counts[max(-before, 0) : len(counts) - max(-after, 0)]
        inside = np.take(mask, np.clip(range(-before, n + after), 0, n - 1), axis)
        mask = inside * np.reshape(counts, [-1 if k == axis else 1 for k in range(mask.ndim)])
    return mask


def _incomplete(
    convention: Convention, x: np.ndarray, y: np.ndarray, pads: list[Reach], h: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    """Replace the outputs whose windows leave the signal at an edge that is not continued."""
    sums = y
    y = y.astype(np.result_type(y, 1.0))
    for axis, (edges, (before, _)) in enumerate(zip(convention.boundary, pads, strict=True)):
        span, n = h.shape[axis], x.shape[axis]
        first = np.arange(y.shape[axis]) * convention.stride[axis] - before
        for edge, leaves in zip(edges, (first < 0, first + span > n), strict=True):
            here = (slice(None),) * axis + (np.flatnonzero(leaves),)
            if edge == "copied":
                y[here] = _every(convention, x)[here]
            elif edge == "renormalised":
                with np.errstate(divide="ignore", invalid="ignore"):
                    y[here] = sums[here] * h.sum() / weights[here]
            elif edge in ("nan", "zeroed"):
                y[here] = np.nan if edge == "nan" else 0
    return y


def _finished(convention: Convention, y: np.ndarray) -> np.ndarray:
    """Add the bias, round and clip."""
    y = y + convention.bias if convention.bias else y
    # halves go away from zero: C's own rounding, which calls on pictures use
    y = np.sign(y) * np.floor(np.abs(y) + 0.5) if convention.rounds else y
    return y if convention.clips is None else np.clip(y, *convention.clips)
