"""Which kernel of a target does what the taps of a source do: borders, sizes, normalising."""

from __future__ import annotations

from math import prod

import numpy as np

from flipconv.conventions.model import INCOMPLETE, Convention
from flipconv.conventions.porting.results import CannotPort, Work, axis_names
from flipconv.conventions.porting.taps import Place, Taps, place
from flipconv.conventions.prediction import scaled

Shape = tuple[int, ...]


def check_same_kind(source: Convention, target: Convention) -> None:
    """Raise unless kernels of the source can be kernels of the target at all."""
    if source.ndim != target.ndim:
        raise CannotPort(f"the source filters {source.ndim} axes, and the target {target.ndim}")
    if source.transposed or target.transposed:
        raise CannotPort("a transposed call is ported as a layer: name the two layers")
    if 0 in target.sign:
        raise CannotPort("the sign of an axis of the target could not be told")
    if not (source.linear and target.linear):
        raise CannotPort("one of the two calls is not linear in the signal")
    for name, mine, others in (
        ("stride", source.stride, target.stride),
        ("bias", source.bias, target.bias),
        ("order of the output's axes", source.output_axes, target.output_axes),
        ("clipping", source.clips, target.clips),
        ("rounding", source.rounds, target.rounds),
    ):
        if mine != others:
            raise CannotPort(f"the {name} of the source is {mine}, and that of the target {others}")


def shapes(seen: Taps, source: Convention, target: Convention, *, is_run: bool) -> list[Shape]:
    """
    Return the shapes, along the axes of the signal, of kernels with which a target may do what a source does.

    Parameters
    ----------
    seen : Taps
        What the source does.
    source, target : Convention
        The two calls.
    is_run : bool
        Whether the target will be run, which shows that its rule holds at a size at which it has not been seen.
        Otherwise sizes at which it has been seen come first.

    Returns
    -------
    list of tuple of int
        The smallest first; then those that calls take which want odd kernels, square ones, or both.

    Raises
    ------
    CannotPort
        If no size puts the taps where they must be, or a border differs.
    """
    each = [_sizes(seen.places[axis], source, target, axis, is_run) for axis in range(target.ndim)]
    smallest = tuple(sizes[0] for sizes in each)
    odd = tuple(next((m for m in sizes if m % 2), 0) for sizes in each)
    shared = sorted(set(each[0]).intersection(*each[1:]))
    squares = [next(iter(shared), 0), next((m for m in shared if m % 2), 0)]
    found = [smallest, odd, *((m,) * target.ndim for m in squares)]
    return sorted({shape for shape in found if 0 not in shape}, key=lambda shape: (prod(shape), shape))


def _sizes(here: Place, source: Convention, target: Convention, axis: int, is_run: bool) -> list[int]:
    """Return the sizes along one axis that serve, the best first."""
    known = None if target.sizes is None else target.sizes[target.kernel_axes[axis]]
    largest = 2 * here.span + 2 * abs(here.before) + 8
    # why sizes do not serve, by how much each reason tells
    refused: dict[int, str] = {}
    found: list[int] = []
    for m in range(1, largest):
        if known is not None and m not in known and (m < min(known) or (m % 2 == 0 and all(k % 2 for k in known))):
            continue
        try:
            there = place(target, axis, m)
        except ValueError as error:
            _ = refused.setdefault(3, str(error))
            continue
        reason = _misplaced(here, there, source, target, axis) or _border(here, there, source, target, axis)
        if reason is None:
            found.append(m)
        else:
            _ = refused.setdefault(*reason)
    if not found:
        name = axis_names(target.ndim)[axis]
        raise CannotPort(
            refused[min(refused)] if refused else f"the target takes no kernel of the size needed along {name}"
        )
    return sorted(found, key=lambda m: (not is_run and known is not None and m not in known, m))


def _misplaced(here: Place, there: Place, source: Convention, target: Convention, axis: int) -> tuple[int, str] | None:
    """Return why the taps do not fit in a kernel of the target, if they do not."""
    name = axis_names(target.ndim)[axis]
    if here.grow != there.grow:
        return 1, (
            f"along {name} the source gives {_more(here)} as there are samples, and the target {_more(there)}: "
            "no kernel changes that"
        )
    if source.dilation[axis] % target.dilation[axis] and here.span > 1:
        mine, others = source.dilation[axis], target.dilation[axis]
        return 2, f"along {name} the dilation of the source is {mine}, and that of the target {others}"
    start = there.before - here.before
    if start < 0 or start + here.span > there.span or start % target.dilation[axis]:
        rule = target.anchor_rule[axis] if target.output == "same" else f"output {target.output!r}"
        return 2, (
            f"along {name} the source reads {here.before} samples before and {here.span - 1 - here.before} after each "
            f"output's own; at no size that the target takes does it do so (sign {target.sign[axis]:+d}, anchor {rule})"
        )
    return None


def _more(one: Place) -> str:
    return "as many outputs" if one.grow == 0 else f"{abs(one.grow)} {'more' if one.grow > 0 else 'fewer'} outputs"


def _border(here: Place, there: Place, source: Convention, target: Convention, axis: int) -> tuple[int, str] | None:
    """Return why the target's border is another than the source's, if it is and some output reads it."""
    name = axis_names(target.ndim)[axis]
    uniform = all(len({edge for edges in one.boundary for edge in edges}) == 1 for one in (source, target))
    for side, (mine, others) in enumerate(((here.before, there.before), (here.after, there.after))):
        edge, other = (one.boundary[axis][side] for one in (source, target))
        if not _same_edge(edge, other, mine, others, source.cval == target.cval):
            more = f", with another extent, {others} samples instead of {mine}" if edge == other else ""
            more = f", with values {source.cval:g} and {target.cval:g}" if edge == other == "constant" else more
            where = "" if uniform and not more else f"{('before', 'after')[side]} {name} "
            return 0, f"{where}the border of the source is {edge!r}, and that of the target {other!r}{more}"
    return None


def _same_edge(edge: str, other: str, reach: int, more: int, same_value: bool) -> bool:
    """Return whether two edges give the same outputs to taps that reach so far, the zero taps of the target further."""
    settles = [name in INCOMPLETE and name != "renormalised" for name in (edge, other)]
    if (settles[0] and reach > 0) or (settles[1] and more > 0):
        # these outputs are no sums: which of them are depends on the extent of the kernel
        return edge == other and max(reach, 0) == max(more, 0)
    if reach <= 0:
        return True
    if {edge, other} == {"edge", "symmetric"}:
        return reach == 1
    return edge == other and (edge != "constant" or same_value)


def rescaled(k: np.ndarray, target: Convention, work: Work) -> tuple[np.ndarray, float]:
    """
    Return the kernel that the target's normalising and gain turn into this one, and what to multiply outputs with.

    Parameters
    ----------
    k : numpy.ndarray
        The weights that must act.
    target : Convention
        The call.
    work : Work
        Where steps are written down.

    Returns
    -------
    kernel : numpy.ndarray
        What to pass.
    scale : float
        1, unless the target normalises and `k` is not normal.

    Raises
    ------
    CannotPort
        If the target divides by a sum that is zero, or clips or rounds what would have to be scaled afterwards.
    """
    if target.normalises == "none" and target.gain == 1:
        return k, 1.0
    if target.normalises in ("none", "count"):
        factor = (k.size if target.normalises == "count" else 1) / target.gain
        work.steps.append(f"multiplied the kernel by {factor:g}, which the target divides by")
        return k * factor, 1.0
    with np.errstate(divide="ignore", invalid="ignore"):
        acting = scaled(target, k)
    place = np.unravel_index(np.abs(k).argmax(), k.shape)
    total = abs(k.sum()) if target.normalises == "sum" else 1.0
    if not np.isfinite(acting).all() or total < 1e-9 * np.abs(k).sum():
        raise CannotPort(
            f"the target divides each kernel by its {target.normalises}, and that of this one is zero: "
            "name settings under which it does not normalise"
        )
    scale = float(np.real(k[place] / acting[place]))
    if abs(scale - 1) <= 8 * k.size * np.finfo(float).eps:
        return k, 1.0
    if target.clips or target.rounds:
        raise CannotPort(f"the target divides the kernel by its {target.normalises} and then clips or rounds")
    work.steps.append(f"the target divides the kernel by its {target.normalises}: multiply its outputs by {scale:.17g}")
    return k, scale
