"""What a reader of one library's rows is likely to fall over, told from the measured rows alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from flipconv.conventions.model import Convention

Row = Mapping[str, Any]


def traps(rows: Sequence[Row]) -> list[str]:
    """
    Return what is surprising about the calls of a library, a sentence each.

    Parameters
    ----------
    rows : sequence of mapping
        Measured rows of one library, as in the atlas.

    Returns
    -------
    list of str
        The gravest first; calls stand in backquotes.

    Examples
    --------
    >>> found = Convention(sign=(1, 1), anchor_rule="m//2")
    >>> row = {"status": "measured", "call": "lib.convolve(x, h)", "convention": found.as_dict()}
    >>> traps([row])[0]
    '`lib.convolve(x, h)` has convolution in its name and is a correlation: it does not flip.'
    """
    known = [
        (str(row["call"]), Convention.from_dict(row["convention"]))
        for row in rows
        if row["status"] == "measured" and row.get("convention")
    ]
    return [sentence for finder in FINDERS for sentence in _gathered(finder(known))]


def _gathered(sentences: Iterator[str]) -> Iterator[str]:
    """Yield each sentence once, and behind it the other calls of which it holds as well."""
    calls: dict[str, list[str]] = {}
    for sentence in sentences:
        _, call, rest = sentence.split("`", 2)
        calls.setdefault(rest, []).append(_named(call))
    for rest, (first, *others) in calls.items():
        alike = ", ".join(others) if len(others) <= 3 else f"{', '.join(others[:2])} and {len(others) - 2} more"
        yield f"{first}{rest}" + (f" The same holds for {alike}." if others else "")


Known = Sequence[tuple[str, Convention]]


def _named(call: str) -> str:
    return f"`{call}`"


def _misnamed(known: Known) -> Iterator[str]:
    for call, found in known:
        name = call.split("(", maxsplit=1)[0].lower()
        if "conv" in name and found.kind == "correlation" and found.layout is None:
            yield f"{_named(call)} has convolution in its name and is a correlation: it does not flip."
        if "corr" in name and found.kind == "convolution":
            yield f"{_named(call)} has correlation in its name and is a convolution: it flips."


def _mixed(known: Known) -> Iterator[str]:
    for call, found in known:
        if found.kind == "mixed":
            flipped = [str(axis) for axis, s in enumerate(found.sign) if s < 0]
            yield f"{_named(call)} flips along axis {' and '.join(flipped)} alone: it is neither of the two operations."


def _anchors(known: Known) -> Iterator[str]:
    for kind in ("convolution", "correlation"):
        same = [(call, found) for call, found in known if found.kind == kind and found.output == "same"]
        rules: dict[str, str] = {}
        for call, found in same:
            rule = found.anchor_rule[-1].text
            if rule in ("m//2", "(m-1)//2"):
                _ = rules.setdefault(rule, call)
        if len(rules) > 1:
            one, other = (f"{_named(call)} has its anchor at {rule}" for rule, call in rules.items())
            yield f"{one}, and {other}: for even kernels their results lie one sample apart."
        for call, found in same:
            if found.anchor_rule[-1].text not in (*rules, "(m-1)/2", "none"):
                yield f"{_named(call)} has its anchor at {found.anchor_rule[-1]}, away from the middle."


def _conjugates(known: Known) -> Iterator[str]:
    calls: dict[str, list[str]] = {}
    for call, found in known:
        if found.kind == "correlation":
            calls.setdefault(found.conjugates, []).append(call)
    if "kernel" in calls and "none" in calls:
        yield (
            f"{_named(calls['kernel'][0])} conjugates a complex kernel, {_named(calls['none'][0])} does not, "
            "and both are correlations."
        )
    for call, found in known:
        if found.conjugates.startswith("drops"):
            yield f"{_named(call)} takes complex numbers and {found.conjugates} without a word."


def _scales(known: Known) -> Iterator[str]:
    for call, found in known:
        if found.normalises != "none":
            yield f"{_named(call)} divides the kernel by its {found.normalises}: a gain in it has no effect."
        if found.clips:
            yield f"{_named(call)} clips its outputs to {found.clips[0]:g} .. {found.clips[1]:g}."
        elif any("8-bit integers wrap around" in remark for remark in found.evidence.remarks):
            yield f"{_named(call)} keeps the dtype of 8-bit pictures, and sums beyond 255 wrap around."


def _borders(known: Known) -> Iterator[str]:
    for call, found in known:
        odd = {edge for edges in found.boundary for edge in edges} & {"copied", "nan", "zeroed", "renormalised"}
        for edge in sorted(odd):
            words = {
                "copied": "copies the samples at the border, unfiltered",
                "nan": "returns NaN where the kernel leaves the signal",
                "zeroed": "returns 0 where the kernel leaves the signal",
                "renormalised": "divides by the taps that are left where the kernel leaves the signal",
            }
            yield f"{_named(call)} {words[edge]}."
        if any(before != after for before, after in found.boundary if "none" not in (before, after)):
            yield f"{_named(call)} treats the two ends of an axis differently: {found.boundary}."


def _sizes(known: Known) -> Iterator[str]:
    for call, found in known:
        untold = [words for words in found.ambiguous if words.startswith("even sizes")]
        if untold:
            yield f"{_named(call)} has no rule for kernels of even sizes: {untold[0].split(': ', 1)[1]}."
        elif any(rule.text == "(m-1)/2" for rule in found.anchor_rule):
            yield f"{_named(call)} takes kernels of odd sizes alone."
        if found.longer_kernel == "swaps":
            yield f"{_named(call)} exchanges its arguments when the kernel is the longer one."


def _strides(known: Known) -> Iterator[str]:
    for call, found in known:
        if max(found.stride) > 1 and found.output == "same" and not found.transposed and found.alignment != "anchor":
            yield f"{_named(call)} pads by the length of the signal: its windows move when that grows by one."
        if found.transposed:
            stamp = "as stored" if set(found.sign) == {-1} else "in reverse"
            yield f"{_named(call)} stamps its kernel {stamp}."


FINDERS: tuple[Callable[[Known], Iterator[str]], ...] = (
    _misnamed, _mixed, _anchors, _conjugates, _strides, _borders, _scales, _sizes,
)  # fmt: skip
