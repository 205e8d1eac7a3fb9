"""Roads from one call to another, the shortest first: turn the kernel, put zeros beside it, crop, or pad and crop."""

from __future__ import annotations

from dataclasses import replace

from flipconv.conventions.atlas.bordering import cut, is_incomplete, pad
from flipconv.conventions.atlas.reaches import CENTRES, FULL, NOTHING, Extent, before_of, is_even_only, is_odd_only
from flipconv.conventions.atlas.writing import Untranslatable, Work, axes_text, list_text, sizes_line, steps_text
from flipconv.conventions.model import Convention


def fit(work: Work) -> None:
    """Write what makes the windows of the target those of the source."""
    x, y = work.x, work.y
    flipped = [work.y.kernel_axes[axis] for axis in work.axes if x.sign[axis] != y.sign[axis]]
    if flipped:
        copied = "" if work.target["views"] == "taken" or work.target["dtype"] else ".copy()"
        work.before.append(f"h = np.flip(h{'' if len(flipped) == x.ndim else f', {axes_text(flipped)}'}){copied}")
    if _is_direct(x, y):
        return
    if y.transposed:
        raise Untranslatable(
            f"{work.target['call']} lays its stamps {steps_text(y.stride)} samples apart; nothing done to x or h "
            "undoes that."
        )
    if max(y.stride) > 1 and (x.transposed or y.stride != x.stride or y.output != "valid" or max(x.dilation) > 1):
        raise Untranslatable(
            f"{work.target['call']} returns one output in {steps_text(y.stride)} alone; the others are lost."
        )
    if max(y.dilation) > 1:
        raise Untranslatable(f"{work.target['call']} spreads its taps {steps_text(y.dilation)} samples apart.")
    if any(is_even_only(y, axis) for axis in work.axes):
        raise Untranslatable(f"{work.target['call']} takes kernels of even sizes alone, and is not asked with others.")
    if x.transposed:
        _stuff(work)
        return
    if not _embedded(work) and not _cropped(work):
        pad(work)


def _is_direct(x: Convention, y: Convention) -> bool:
    """Return whether both have the same windows and borders once the kernel has been turned."""
    alike = ("output", "alignment", "stride", "dilation", "transposed")
    if any(getattr(x, name) != getattr(y, name) for name in alike) or (
        (x.output in ("full", "padded") or x.transposed) and (x.pads != y.pads)
    ):
        return False
    # stamps that wind around are told by their border, and others have none
    if x.boundary != y.boundary if x.transposed else not same_edges(x, y):
        return False
    return all(
        takes(x, y, axis) and (x.output != "same" or x.transposed or x.alignment != "anchor" or same_reach(x, y, axis))
        for axis in range(x.ndim)
    )


def takes(x: Convention, y: Convention, axis: int) -> bool:
    """Return whether the target takes the sizes that the source takes."""
    odd = is_odd_only(x, axis) or not is_odd_only(y, axis)
    return odd and (is_even_only(x, axis) or not is_even_only(y, axis))


def same_reach(x: Convention, y: Convention, axis: int) -> bool:
    """Return whether both reach equally far before the signal, at all sizes that the source takes."""
    first, second = before_of(x, axis), before_of(y, axis)
    # for odd sizes both rules for the centre are one
    centred = first.base in CENTRES and second.base in CENTRES and first.shift == second.shift
    return first == second or (is_odd_only(x, axis) and centred)


def same_edges(x: Convention, y: Convention) -> bool:
    """Return whether all that the source reads beyond the signal is what the target reads there."""
    pairs = [pair for edges in zip(x.boundary, y.boundary, strict=True) for pair in zip(*edges, strict=True)]
    constant = any("constant" in pair for pair in pairs)
    return all(one in (other, "none") for one, other in pairs) and (not constant or x.cval == y.cval)


def _embedded(work: Work) -> bool:
    """Put zeros beside kernels of even sizes, whose middle is then the anchor on both sides, if that is enough."""
    x, y = work.x, work.y
    alike = x.output == y.output == "same" and x.alignment == y.alignment == "anchor" and max(x.stride) == 1
    if not alike or x.dilation != y.dilation or not same_edges(x, y) or is_incomplete(x) or is_incomplete(y):
        return False
    pads = ["(0, 0)"] * x.ndim
    for axis in work.axes:
        first, second = before_of(x, axis), before_of(y, axis)
        if takes(x, y, axis) and same_reach(x, y, axis):
            continue
        if first.shift or second.shift or not {first.base, second.base} <= set(CENTRES):
            return False
        # of what lies on the signal the end, if more is read before than after
        at_end = (first.base == "m//2") == (y.sign[axis] > 0)
        one = f"1 - {work.m(axis)} % 2"
        pads[y.kernel_axes[axis]] = f"(0, {one})" if at_end else f"({one}, 0)"
    work.before += [sizes_line(work), f"h = np.pad(h, {list_text(pads)})"]
    return True


def _cropped(work: Work) -> bool:
    """Cut what the source returns out of full outputs, where the border is the same anyway."""
    x, y = work.x, work.y
    zeros = (
        y.output == "full" and not any(map(any, y.pads)) and x.output in ("same", "valid") and x.alignment == "anchor"
    )
    if not zeros or max(x.dilation) > 1 or not all(takes(x, y, axis) for axis in work.axes):
        return False
    if x.output == "same" and not same_edges(x, y):
        return False
    cuts: list[tuple[Extent, Extent]] = []
    for axis in work.axes:
        before = before_of(x, axis) if x.output == "same" else NOTHING
        cuts.append((before.mirrored, before if x.output == "same" else FULL))
    work.before.append(sizes_line(work))
    cut(work, cuts)
    return True


def _stuff(work: Work) -> None:
    """Put zeros between the samples: a transposed call is then a full one, cropped."""
    x = work.x
    if x.output not in ("full", "padded") or max(x.dilation) > 1:
        raise Untranslatable(
            "What the source crops from its stamps hangs on the size of the kernel in a way of its own."
        )
    if any(edges != ("none", "none") for edges in x.boundary):
        raise Untranslatable("The stamps of the source wind around its ends, and no call but its own kind does that.")
    spans = ", ".join(f"{t} * ({f'x.shape[{k}]'} - 1) + 1" for k, t in enumerate(x.stride))
    every = ", ".join(f"::{t}" for t in x.stride)
    work.before += [f"samples, x = x, np.zeros([{spans}], x.dtype)", f"x[{every}] = samples"]
    plain = {"output": "full", "transposed": False, "stride": (1,) * x.ndim, "boundary": ("constant",) * x.ndim}
    added = [(max(-one, 0), max(-two, 0)) for one, two in x.pads]
    kept = [(max(one, 0), max(two, 0)) for one, two in x.pads]
    work.x = replace(x, **plain, pads=tuple(kept) if x.output == "padded" else ((0, 0),) * x.ndim)
    if not _is_direct(work.x, work.y):
        pad(work)
    if x.output == "padded" and any(map(any, added)):
        work.after.append(f"y = np.pad(y, {list_text([f'({one}, {two})' for one, two in added])})")
