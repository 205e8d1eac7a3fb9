"""What lies beyond each edge of a signal, told from the outputs whose windows leave it there and nowhere else."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from flipconv.boundaries import BOUNDARIES
from flipconv.conventions.calling import Refused, Rejected
from flipconv.conventions.impulses import LENGTHS
from flipconv.conventions.model import INCOMPLETE, Convention
from flipconv.conventions.prediction import predict, reach
from flipconv.conventions.probing import Probe, Shape, apart, wider

# the simplest first: where several fit, and they cannot be told apart, this is the one that is named
NAMES = (*BOUNDARIES, *INCOMPLETE)
SIDES = ("before", "after")
Edge = tuple[int, int]


def fitted_borders(probe: Probe, convention: Convention, shapes: Sequence[Shape]) -> Convention:
    """
    Return a convention with what lies beyond each edge.

    Parameters
    ----------
    probe : Probe
        The call.
    convention : Convention
        All but its borders.
    shapes : sequence of tuple of int
        Kernel shapes that the call takes.

    Returns
    -------
    Convention
        With boundary and cval, and with what could not be told in `ambiguous`.

    Raises
    ------
    Rejected
        If no border known fits.
    """
    if convention.transposed:
        return _wound(probe, convention, shapes)
    _check_inside(probe, convention, _widest(convention, shapes)[0])
    edges: dict[Edge, list[str]] = {}
    told: dict[Edge, int] = {}
    cvals: dict[Edge, float] = {}
    d = convention.ndim
    # among the few small integers that 8 bits hold the sum of, wrong borders fit by chance, but not again and again
    for shape in _widest(convention, shapes) * (4 if probe.is_whole else 1):
        _narrow(probe, convention, shape, edges, told, cvals)
    # a reach of 1 cannot tell an edge from a mirror; a wider kernel may reach further
    for shape in _wider(probe, convention, shapes):
        if len(edges) < 2 * d or any(len(names) > 1 for names in edges.values()):
            with contextlib.suppress(Refused):
                _narrow(probe, convention, shape, edges, told, cvals)
    cval = max((cvals[edge] for edge, names in edges.items() if names[0] == "constant"), key=abs, default=0.0)
    boundary = tuple(tuple(edges.get((axis, side), ["none"])[0] for side in (0, 1)) for axis in range(d))
    untold = [
        f"the border {SIDES[side]} axis {axis}: {' or '.join(names)} (its windows reach {told[axis, side]} beyond it)"
        for (axis, side), names in edges.items()
        if len(names) > 1
    ]
    return replace(convention, boundary=boundary, cval=cval, ambiguous=(*convention.ambiguous, *untold))


def _wider(probe: Probe, convention: Convention, shapes: Sequence[Shape]) -> list[Shape]:
    """Return wider kernel shapes, unless no anchor is known there, or their sums may leave the range of 8 bits."""
    if any(rule.text == "table" for rule in convention.anchor_rule) or (probe.is_whole and not probe.is_scaled):
        return []
    return wider(shapes, convention.ndim)


def _check_inside(probe: Probe, convention: Convention, shape: Shape) -> None:
    """Raise unless the outputs are as predicted whose windows leave the signal nowhere; no border explains others."""
    lengths = _lengths(convention, shape)
    x, h = probe.signal(lengths), probe.kernel(shape)
    got, want = probe(x, h), _predicted(convention, x, h)
    here = strip(convention, lengths, shape, None)
    if got.shape != want.shape or apart(got[here], want[here]) > probe.tolerance(convention, x, h):
        raise Rejected(
            "no fit",
            f"with a kernel of shape {shape} on a signal of shape {lengths}, outputs whose windows lie inside it "
            "are not the sums that single samples let expect",
            convention=convention,
            got=got,
            predicted=want,
        )


def _wound(probe: Probe, convention: Convention, shapes: Sequence[Shape]) -> Convention:
    """Return a transposed convention: what is stamped beyond the outputs is dropped, or wound around them."""
    shape = max(shapes, key=np.prod)
    x, h = probe.signal(_lengths(convention, shape)), probe.kernel(shape)
    around = replace(convention, boundary="wrap")
    with contextlib.suppress(Rejected, Refused):
        if probe.residual(replace(convention, boundary="none"), x, h) > 1 >= probe.residual(around, x, h):
            return around
    return replace(convention, boundary="none")


def _narrow(
    probe: Probe,
    convention: Convention,
    shape: Shape,
    edges: dict[Edge, list[str]],
    told: dict[Edge, int],
    cvals: dict[Edge, float],
) -> None:
    """Keep, for each edge, the borders that also explain a kernel which reaches further beyond it than those before."""
    # with a stride, whether a window leaves the signal depends on how long it is
    for more in range(max(convention.stride)):
        lengths = tuple(n + more for n in _lengths(convention, shape))
        beyond = _reaches(convention, lengths, shape)
        edge_list = [(axis, side) for axis in range(convention.ndim) for side in (0, 1)]
        # an edge that is not settled is looked at again, with other numbers and another kernel
        wanted = [
            edge
            for edge in edge_list
            if beyond[edge[0]][edge[1]] > (0 if len(edges.get(edge, "")) > 1 else told.get(edge, 0))
        ]
        # along a short axis every window may leave the signal somewhere else too
        wanted = [edge for edge in wanted if all(part.size for part in strip(convention, lengths, shape, edge))]
        if wanted:
            cvals |= _constants(probe, convention, lengths, shape, wanted)
        for edge, names in (_fits(probe, convention, lengths, shape, wanted, cvals) if wanted else {}).items():
            edges[edge] = [name for name in names if name in edges.get(edge, names)]
            told[edge] = max(told.get(edge, 0), beyond[edge[0]][edge[1]])
            if not edges[edge]:
                raise _unfitting(convention, lengths, shape, edge)


def _widest(convention: Convention, shapes: Sequence[Shape]) -> list[Shape]:
    """Return kernel shapes, those that reach furthest beyond the signal first."""
    return sorted(shapes, key=lambda shape: -sum(map(sum, _reaches(convention, _lengths(convention, shape), shape))))


def _lengths(convention: Convention, shape: Shape) -> Shape:
    """Return lengths of a signal so long that windows beyond one edge stay away from the other."""
    return tuple(
        max(LENGTHS[len(shape)][axis], d * shape[k] * 3 + 7 + axis)
        for axis, (k, d) in enumerate(zip(convention.kernel_axes, convention.dilation, strict=True))
    )


def _reaches(convention: Convention, lengths: Shape, shape: Shape) -> list[tuple[int, int]]:
    """Return how far windows reach beyond each edge."""
    sizes = [shape[k] for k in convention.kernel_axes]
    each = [_safe_reach(convention, n, m, axis) for axis, (n, m) in enumerate(zip(lengths, sizes, strict=True))]
    return [(max(before, 0), max(after, 0)) for before, after in each]


def _safe_reach(convention: Convention, n: int, m: int, axis: int) -> tuple[int, int]:
    try:
        return reach(convention, n, m, axis)[0]
    except ValueError:  # an anchor that is not known at this size
        return 0, 0


def _fits(
    probe: Probe,
    convention: Convention,
    lengths: Shape,
    shape: Shape,
    wanted: list[Edge],
    cvals: dict[Edge, float],
) -> dict[Edge, list[str]]:
    """Return the borders that explain the outputs at each edge."""
    x, h = probe.signal(lengths), probe.kernel(shape)
    got = probe(x, h)
    fitting: dict[Edge, list[str]] = {edge: [] for edge in wanted}
    constants = {("constant", cvals[edge]): None for edge in wanted}
    for name, cval in (*constants, *((name, 0.0) for name in NAMES if name != "constant")):
        if name == "copied" and convention.output != "same":
            continue
        model = replace(convention, boundary=name, cval=cval)
        want = _predicted(model, x, h)
        tolerance = probe.tolerance(model, x, h) * (_amplified(h) if name == "renormalised" else 1)
        for edge in (edge for edge in wanted if name != "constant" or cvals[edge] == cval):
            here = strip(convention, lengths, shape, edge)
            if got.shape == want.shape and apart(got[here], want[here]) <= tolerance:
                fitting[edge].append(name)
    return fitting


def _amplified(h: np.ndarray) -> float:
    return float(h.sum() / h.min())


def _predicted(model: Convention, x: np.ndarray, h: np.ndarray) -> np.ndarray:
    first, second = (x, h) if model.argument_order == "x, h" else (h, x)
    return predict(model, first, second, extrapolate=True)


def strip(convention: Convention, lengths: Shape, shape: Shape, edge: Edge | None) -> tuple[Any, ...]:
    """Return the index of the outputs whose windows leave the signal at one edge and at no other, or at none."""
    inside: list[Any] = []
    for axis, n in enumerate(lengths):
        m, t = shape[convention.kernel_axes[axis]], convention.stride[axis]
        (before, _), outputs = reach(convention, n, m, axis)
        span = convention.dilation[axis] * (m - 1) + 1
        first = np.arange(outputs) * t - before
        leaves = (first < 0, first + span > n)
        chosen = ~(leaves[0] | leaves[1])
        if edge is not None and axis == edge[0]:
            chosen = leaves[edge[1]] & ~leaves[1 - edge[1]]
        inside.append(np.flatnonzero(chosen))
    return np.ix_(*(inside[axis] for axis in convention.output_axes))


def _constants(
    probe: Probe, convention: Convention, lengths: Shape, shape: Shape, wanted: list[Edge]
) -> dict[Edge, float]:
    """Return for each edge the value that lies beyond it if it is constant, from what a signal of zeros gives there."""
    x, h = np.zeros(lengths), probe.kernel(shape)
    got = probe(x, h) - convention.bias
    unit = _predicted(replace(convention, boundary="constant", cval=1.0, bias=0.0), x, h)
    values = dict.fromkeys(wanted, 0.0)
    for edge in wanted if got.shape == unit.shape else ():
        here = strip(convention, lengths, shape, edge)
        most = int(np.abs(unit[here]).argmax())
        above, below = complex(got[here].flat[most]), complex(unit[here].flat[most])
        if np.isfinite(above) and below:
            value = (above / below).real
            nearest = float(np.round(value, 0 if probe.rounding else 6))
            # what is added to the outputs hides the last digits
            slack = probe.eps * 1e4 * max(1, abs(value), abs(convention.bias / below)) + probe.rounding
            values[edge] = nearest if abs(value - nearest) <= slack else value
    return values


def _unfitting(convention: Convention, lengths: Shape, shape: Shape, edge: Edge) -> Rejected:
    return Rejected(
        "borders",
        f"the outputs {SIDES[edge[1]]} axis {edge[0]} whose windows leave the signal follow no border known "
        f"({', '.join(NAMES)}), with a kernel of shape {shape} on a signal of shape {lengths}",
        edge=edge,
        convention=convention,
    )
