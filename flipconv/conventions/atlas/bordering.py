"""The source's border put around the signal, and what of the target's outputs is kept then."""

from __future__ import annotations

from flipconv.conventions.atlas.reaches import NOTHING, Extent, before_of, is_odd_only
from flipconv.conventions.atlas.writing import Untranslatable, Work, list_text, sizes_line
from flipconv.conventions.model import INCOMPLETE, Convention


def pad(work: Work) -> None:
    """Put the source's border around the signal, and cut off the outputs that read the target's own."""
    x, y = work.x, work.y
    if max(x.dilation) > 1:
        _spread(work)
    work.before.append(sizes_line(work))
    reaches = [_reach(work, axis) for axis in work.axes]
    if is_incomplete(x):
        _assembled(work, reaches)
    else:
        _bordered(work, reaches)
    _made_odd(work)
    cuts: list[tuple[Extent, Extent]] = []
    for axis in work.axes:
        if y.output == "same":
            own = Extent("m//2") if is_odd_only(y, axis) else before_of(y, axis)
            cuts.append((own, own if is_odd_only(y, axis) else own.mirrored))
        else:
            first, last = y.pads[axis]
            cuts.append(
                {
                    "full": (Extent("m-1", -first), Extent("m-1", -last)),
                    "padded": (Extent("0", first), Extent("0", last)),
                    "valid": (NOTHING, NOTHING),
                }[y.output]
            )
    cut(work, cuts)


def is_incomplete(one: Convention) -> bool:
    """Return whether outputs whose windows leave the signal are no sums over a continued one."""
    return any(edge in INCOMPLETE for edges in one.boundary for edge in edges)


def _reach(work: Work, axis: int) -> tuple[str, str]:
    """Return how far the source reads beyond both ends of an axis, as code."""
    x, m, n = work.x, work.m(axis), work.n(axis)
    spread, step = x.dilation[axis], x.stride[axis]
    if x.output == "same" and x.alignment == "anchor":
        before = before_of(x, axis)
        return before.text(m, spread), before.mirrored.text(m, spread)
    if x.output == "same":
        missing = f"max((-(-{n} // {step}) - 1) * {step} + {m} - {n}, 0)"
        less, more = f"{missing} // 2", f"-(-{missing} // 2)"
        return (less, more) if x.alignment == "upper" else (more, less)
    first, last = x.pads[axis]
    if x.output == "full":
        return Extent("m-1", -first).text(m), Extent("m-1", -last).text(m)
    return (str(first), str(last)) if x.output == "padded" else ("0", "0")


def _bordered(work: Work, reaches: list[tuple[str, str]]) -> None:
    """Pad the signal, once for all edges of one border."""
    extra = [f" + 1 - {work.m(axis)} % 2" if needs_tap(work, axis) else "" for axis in work.axes]
    names = dict.fromkeys(edge for edges in work.x.boundary for edge in edges if edge != "none")
    lines: list[str] = []
    for number, name in enumerate(names or ["constant"]):
        pads = [
            tuple(
                text + (extra[axis] if side else "") if edge == name or (edge == "none" and number == 0) else "0"
                for side, (edge, text) in enumerate(zip(work.x.boundary[axis], reaches[axis], strict=True))
            )
            for axis in work.axes
        ]
        if {text for pair in pads for text in pair} != {"0"}:
            lines.append(
                f"x = np.pad(x, {list_text([f'({one}, {two})' for one, two in pads])}{_mode(name, work.x.cval)})"
            )
    work.before += lines


def _mode(name: str, cval: float) -> str:
    if name == "constant":
        return f", constant_values={cval:g}" if cval else ""
    return f', mode="{name}"'


def needs_tap(work: Work, axis: int) -> bool:
    """Return whether kernels of even sizes need one more tap to be taken by the target."""
    return is_odd_only(work.y, axis) and not is_odd_only(work.x, axis)


def _made_odd(work: Work) -> None:
    """Put a zero after the last tap that lies on the signal, for a target that takes odd sizes alone."""
    pads = ["(0, 0)"] * work.x.ndim
    for axis in work.axes:
        if needs_tap(work, axis):
            one = f"1 - {work.m(axis)} % 2"
            pads[work.y.kernel_axes[axis]] = f"(0, {one})" if work.y.sign[axis] > 0 else f"({one}, 0)"
    if set(pads) != {"(0, 0)"}:
        work.before.append(f"h = np.pad(h, {list_text(pads)})")


def _assembled(work: Work, reaches: list[tuple[str, str]]) -> None:
    """Put around the outputs that are complete what the source puts there."""
    x = work.x
    kinds = {edge for edges in x.boundary for edge in edges} - {"none"}
    if len(kinds) > 1 or "renormalised" in kinds or max(x.stride) > 1 or x.output != "same":
        raise Untranslatable("At its borders the source divides by the taps that lie inside, which no padding gives.")
    if any(needs_tap(work, axis) for axis in work.axes):
        work.before.append(f"x0, x = x, np.pad(x, {list_text([f'(0, 1 - {work.m(axis)} % 2)' for axis in work.axes])})")
    elif kinds == {"copied"}:
        work.before.append("x0 = x")
    pads = list_text([f"({one}, {two})" for one, two in reaches])
    if kinds == {"copied"}:
        inside = ", ".join(f"{one}:{work.n(axis)} - ({two})" for axis, (one, two) in enumerate(reaches))
        work.after += ["inside = y", "y = x0.astype(inside.dtype)", f"y[{inside}] = inside"]
    else:
        value = ", constant_values=np.nan" if kinds == {"nan"} else ""
        work.after.append(f"y = np.pad(y, {pads}{value})")


def _spread(work: Work) -> None:
    """Put zeros between the taps."""
    steps = [work.x.dilation[work.y.kernel_axes.index(k)] for k in work.axes]
    spans = ", ".join(f"{d} * ({k} - 1) + 1" for d, k in zip(steps, (f"h.shape[{k}]" for k in work.axes), strict=True))
    every = ", ".join(f"::{d}" for d in steps)
    work.before += [f"taps, h = h, np.zeros([{spans}], h.dtype)", f"h[{every}] = taps"]


def cut(work: Work, cuts: list[tuple[Extent, Extent]]) -> None:
    """Cut outputs off both ends of every axis, and keep every stride-th, if the target returns others too."""
    stride = [t if t != own else 1 for t, own in zip(work.x.stride, work.y.stride, strict=True)]
    slices: list[str] = []
    for axis, (first, last) in enumerate(cuts):
        m, step = work.m(axis), f":{stride[axis]}" if stride[axis] > 1 else ""
        start = "" if first.is_zero else first.text(m)
        size = "len(y)" if work.x.ndim == 1 else f"y.shape[{axis}]"
        stop = "" if last.is_zero else f"{size} - {_term(last.text(m))}"
        slices.append(f"{start}:{stop}{step}")
    if any(one != ":" for one in slices):
        work.after.insert(0, f"y = y[{', '.join(slices)}]")


def _term(text: str) -> str:
    return f"({text})" if " + " in text or (" - " in text and not text.startswith("(")) else text
