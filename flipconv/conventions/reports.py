"""A convention in words, with a picture of its impulse response beside the kernel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from flipconv.conventions.calling import Rejected
from flipconv.conventions.model import Convention
from flipconv.conventions.prediction import predict

AXES = {1: ("along the axis",), 2: ("down the rows", "along the columns"), 3: ("in depth", "in height", "in width")}
WORDS = {-1: "convolution, it flips the kernel", 1: "correlation, it does not flip", 0: "cannot be told"}


def report(convention: Convention, name: str) -> str:
    """
    Return what a call does in words that a reader can check against the picture at the end.

    Parameters
    ----------
    convention : Convention
        What was identified.
    name : str
        The call.

    Returns
    -------
    str
        Several lines.

    Examples
    --------
    >>> from flipconv.conventions import Convention
    >>> print(report(Convention(sign=(-1,), anchor_rule="m//2"), "f(x, h)").splitlines()[0])
    f(x, h): a convolution
    """
    lines = [f"{name}: a {convention.kind}", ""]
    rows = [*_per_axis(convention), *_overall(convention)]
    width = max(len(label) for label, _ in rows)
    lines += [f"  {label:<{width}}  {text}" for label, text in rows]
    lines += ["", *_picture(convention)]
    if convention.ambiguous:
        lines += ["", "What cannot be told:", *(f"  {one}" for one in convention.ambiguous)]
    return "\n".join(lines)


def _per_axis(convention: Convention) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for axis, where in enumerate(AXES[convention.ndim]):
        sign = convention.sign[axis]
        text = f"{WORDS[sign]} (s = {sign:+d})"
        if convention.transposed:
            text = f"stamps the kernel {'as stored' if sign < 0 else 'in reverse'}"
        if convention.output == "same" and convention.anchor_rule[axis].text != "none":
            text += f"; anchor a = {convention.anchor_rule[axis]}"
        rows.append((where, text))
        before, after = convention.boundary[axis]
        if (before, after) != ("none", "none"):
            shown = before if before == after else f"{before} before, {after} after"
            rows.append(("", "border " + shown + (f" {convention.cval:g}" if "constant" in (before, after) else "")))
    return rows


def _overall(convention: Convention) -> list[tuple[str, str]]:
    """Return what holds for all axes, leaving out what is as one would expect."""
    sizes = convention.sizes or ()
    rows = [
        ("outputs", convention.output + (f", pads {convention.pads}" if convention.output == "padded" else "")),
        ("conjugates", convention.conjugates),
        ("layout", convention.layout or ""),
        ("seen at sizes", "; ".join(", ".join(map(str, axis)) for axis in sizes)),
        ("alignment", "" if convention.alignment == "anchor" else f"in the middle, what is odd {convention.alignment}"),
        ("arguments", "" if convention.argument_order == "x, h" else "the kernel comes first"),
        ("kernel axes", "" if _plain(convention.kernel_axes) else f"exchanged: {convention.kernel_axes}"),
        ("output axes", "" if _plain(convention.output_axes) else f"exchanged: {convention.output_axes}"),
        ("divides h by", "" if convention.normalises == "none" else f"its {convention.normalises}"),
        ("gain", "" if convention.gain == 1 else f"{convention.gain:g}"),
        ("bias", "" if convention.bias == 0 else f"{convention.bias:g}"),
        ("stride", "" if max(convention.stride) == 1 else str(convention.stride)),
        ("dilation", "" if max(convention.dilation) == 1 else str(convention.dilation)),
        ("clips to", "" if convention.clips is None else str(convention.clips)),
        ("rounds", "to integers" if convention.rounds else ""),
        ("longer kernel", "" if convention.longer_kernel == "not tried" else convention.longer_kernel),
        ("dtypes", ", ".join(f"{one} -> {other}" for one, other in convention.dtypes.items())),
        ("also seen", "; ".join(convention.evidence.remarks)),
        (
            "calls",
            f"{convention.evidence.calls}, {convention.evidence.held_out} of them predicted from what others told",
        ),
        ("versions", ", ".join(f"{name} {version}" for name, version in convention.evidence.versions.items())),
    ]
    return [(label, text) for label, text in rows if text]


def _plain(axes: Sequence[int]) -> bool:
    return list(axes) == list(range(len(axes)))


def _picture(convention: Convention) -> list[str]:
    """Return a kernel and the response to a single 1 side by side, the kernel in letters of its own."""
    if convention.ndim == 3 or 0 in convention.sign:
        return []
    shape, lengths = _sizes(convention)
    h = np.arange(1, np.prod(shape) + 1).reshape(shape)
    x = np.zeros(lengths, int)
    x[tuple(n // 2 for n in lengths)] = 1
    model = _bare(convention)
    y = predict(model, *((x, h) if convention.argument_order == "x, h" else (h, x)), extrapolate=True)
    left, middle, right = (_grid(np.atleast_2d(array)) for array in (h, x, np.rint(y).astype(int)))
    height = max(len(left), len(middle), len(right))
    columns = [(f"kernel {shape}", left), ("a single 1", middle), ("what it returns", right)]
    blocks = [_block(title, grid, height) for title, grid in columns]
    return ["  " + "    ".join(parts).rstrip() for parts in zip(*blocks, strict=True)]


def _bare(convention: Convention) -> Convention:
    return replace(convention, normalises="none", gain=1.0, bias=0.0, clips=None, rounds=False, cval=0.0)


def _sizes(convention: Convention) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return a small non-square kernel shape at which the convention was seen, and a signal that holds it."""
    sizes = convention.sizes or ((2, 3),) * convention.ndim
    shape = tuple(min(axis, key=lambda m, k=k: abs(m - 2 - k % 2)) for k, axis in enumerate(sizes))
    taps = [shape[k] for k in convention.kernel_axes]
    return shape, tuple(d * (m - 1) + 4 for m, d in zip(taps, convention.dilation, strict=True))


def _grid(array: np.ndarray) -> list[str]:
    width = len(str(int(np.abs(array).max(initial=0))))
    return [
        " ".join(f"{value:>{width}}" if value else "." * 1 + " " * (width - 1) for value in row)
        for row in array.tolist()
    ]


def _block(title: str, grid: list[str], height: int) -> list[str]:
    width = max(len(title), *(len(line) for line in grid))
    lines = [title, *grid, *[""] * (height - len(grid))]
    return [f"{line:<{width}}" for line in lines]


def rejection(problem: Rejected, name: str) -> str:
    """Return what a rejection says, with what had been found until then."""
    lines = [f"{name}: no convention describes it ({problem.kind})", "", f"  {problem.reason}"]
    found = problem.findings.get("convention")
    if isinstance(found, Convention):
        lines += ["", f"  Until then it looked like a {found.kind}, s = {found.sign}, outputs {found.output}."]
    return "\n".join(lines)
