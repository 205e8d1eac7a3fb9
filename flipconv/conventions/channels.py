"""All channels of a layer at once: what was read off the first of them must predict the others, and the whole batch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from flipconv.conventions.calling import Rejected
from flipconv.conventions.layouts import LENGTHS, SPACE, Layout, Plain, channels_of
from flipconv.conventions.model import INCOMPLETE, Convention
from flipconv.conventions.prediction import predict
from flipconv.conventions.probing import ROUNDINGS, Probe, Shape


def check_channels(call: Plain, probe: Probe, convention: Convention, shape: Shape) -> int:
    """
    Raise unless a layer makes of several signals with several channels the sums of what it makes of each.

    Parameters
    ----------
    call : Plain
        The layer.
    probe : Probe
        Its first channel.
    convention : Convention
        What that does.
    shape : tuple of int
        A kernel shape that it takes.

    Returns
    -------
    int
        How many outputs were predicted: one, or none where channels do not add up.

    Raises
    ------
    Rejected
        If a channel differs from what is predicted by more than a number of its own, which is remarked on.
    """
    edges = {edge for pair in convention.boundary for edge in pair}
    if convention.normalises != "none" or not edges.isdisjoint(INCOMPLETE) or probe.is_whole:
        return 0
    layout = call.layout
    x, w = _drawn(probe, layout, shape)
    got = call.caller(*_placed(layout, x, w))
    want = _summed(convention, layout, x, w)
    got = np.moveaxis(got, [layout.signal.index(letter) for letter in "NC"], [0, 1])
    if got.shape != want.shape:
        raise Rejected("shape", f"for signals of shape {x.shape} its output has shape {got.shape}, not {want.shape}")
    off = got - want
    weight = float(np.abs(w).sum(axis=tuple(range(1, w.ndim))).max()) * abs(convention.gain)
    size = max(float(np.abs(x).max()), abs(convention.cval)) * weight + abs(convention.bias)
    tolerance = ROUNDINGS * probe.eps * float(np.sqrt(x.size)) * size
    own = off.mean(axis=(0, *range(2, off.ndim)), keepdims=True)
    spread = np.abs(off - own).max(axis=(0, *range(2, off.ndim)))
    if not (spread <= 2 * tolerance).all():
        raise Rejected(
            "no fit",
            f"what fits its first channels does not predict output channel {int(spread.argmax())} of a signal with "
            f"{x.shape[1]} channels; it is off by up to {spread.max():.3g}",
            convention=convention,
            got=got,
            predicted=want,
        )
    if np.abs(own).max() > tolerance:
        probe.caller.remarks["adds a number of its own to each channel"] = None
    return 1


def _drawn(probe: Probe, layout: Layout, shape: Shape) -> tuple[np.ndarray, np.ndarray]:
    """Return signals N, C, ... and weights O, I, ..., with axis I or O as short as groups make it."""
    channels, outputs = channels_of(layout.groups)
    sizes = {"O": outputs, "I": channels}
    sizes[layout.grouped] //= layout.groups
    x = probe.signal((2, channels, *LENGTHS[len(shape)]))
    return x, probe.kernel((sizes["O"], sizes["I"], *shape), positive=False)


def _placed(layout: Layout, x: np.ndarray, w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return signals and weights in the layout and the order that the layer takes."""
    space = SPACE[x.ndim - 2]
    x = x.transpose([f"NC{space}".index(letter) for letter in layout.signal]).astype(layout.dtype)
    w = w.transpose([f"OI{space}".index(letter) for letter in layout.weights]).astype(layout.dtype)
    return (x, w) if layout.order == "x, h" else (w, x)


def _summed(convention: Convention, layout: Layout, x: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Return for each signal and output channel the sum of what is predicted for each channel of its group."""
    plain = replace(convention, bias=0.0, argument_order="x, h")
    groups = layout.groups
    inputs, outputs = x.shape[1] // groups, len(w) * (groups if layout.grouped == "O" else 1)
    rows: list[list[np.ndarray]] = []
    for one in x:
        rows.append([])
        for o in range(outputs):
            first = o // (outputs // groups) * inputs
            taps = [w[o, i] if layout.grouped == "I" else w[o % len(w), first + i] for i in range(inputs)]
            sums = sum(predict(plain, one[first + i], taps[i], extrapolate=True) for i in range(inputs))
            rows[-1].append(np.asarray(sums) + convention.bias)
    return np.array(rows)
