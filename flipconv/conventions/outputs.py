"""Which rule gives the outputs that were seen: their number, and where the first one's window lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from flipconv.conventions.anchors import MIDDLE, AnchorRule, fitted_rule
from flipconv.conventions.calling import Rejected
from flipconv.conventions.model import Convention
from flipconv.conventions.prediction import reach
from flipconv.conventions.stamping import crop


@dataclass(frozen=True)
class Seen:
    """What was seen along one axis: samples, taps, how far the first window lies before the signal, and outputs."""

    n: int
    m: int
    lead: int
    outputs: int


def fitted_outputs(convention: Convention, seen: list[list[Seen]]) -> Convention:
    """
    Return a convention with the rule for its outputs.

    Parameters
    ----------
    convention : Convention
        With signs, strides and dilation.
    seen : list of lists of Seen
        For each axis what was seen there.

    Returns
    -------
    Convention
        With output, anchor rule, pads and alignment; the simplest that gives all that was seen.

    Raises
    ------
    Rejected
        If none does.
    """
    for tried in _candidates(convention, seen):
        if all(_gives(tried, axis, one) for axis, along in enumerate(seen) for one in along):
            return tried
    table = [[(one.n, one.m, one.lead, one.outputs) for one in along] for along in seen]
    raise Rejected(
        "outputs",
        "no rule gives the outputs seen; along axis 0, (samples, taps, samples before the first, outputs): "
        f"{table[0][:6]}",
        seen=table,
    )


def _candidates(convention: Convention, seen: list[list[Seen]]) -> Iterator[Convention]:
    none = (AnchorRule("none"),) * convention.ndim
    # with a single size, an odd one, padding and anchor say the same; the anchor is the simpler word
    for output in ("valid", "full"):
        yield replace(convention, output=output, anchor_rule=none)
    rules = None if convention.transposed else _anchors(convention, seen)
    if rules and "table" not in {rule.text for rule in rules}:
        yield replace(convention, output="same", anchor_rule=rules)
    for alignment in ("upper", "lower"):
        yield replace(convention, output="same", alignment=alignment, anchor_rule=none)
    if rules:
        yield replace(convention, output="same", anchor_rule=rules)
    if convention.transposed:
        yield replace(convention, output="valid", pads=_beyond(convention, seen), anchor_rule=none)
    else:
        yield replace(convention, output="full", pads=_cropped(convention, seen), anchor_rule=none)
    for pads in _pads(convention, seen):
        yield replace(convention, output="padded", pads=pads, anchor_rule=none)


def _anchors(convention: Convention, seen: list[list[Seen]]) -> tuple[AnchorRule, ...] | None:
    """Return the rules that give the anchors seen, if each size has one."""
    rules: list[AnchorRule] = []
    for s, d, along in zip(convention.sign, convention.dilation, seen, strict=True):
        if any(one.lead % d for one in along):
            return None
        pairs = {(one.m, one.lead // d if s > 0 else one.m - 1 - one.lead // d) for one in along}
        if len(dict(pairs)) < len(pairs):
            return None
        rules.append(fitted_rule(pairs))
    return tuple(rules)


def _pads(convention: Convention, seen: list[list[Seen]]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield the pads that do not depend on the sizes; what lies after the last window is told by no output."""
    each: list[list[tuple[int, int]]] = []
    for t, d, along in zip(convention.stride, convention.dilation, seen, strict=True):
        before = along[0].lead
        if convention.transposed:
            after = {(one.n - 1) * t + d * (one.m - 1) + 1 - before - one.outputs for one in along}
            each.append([(before, rest) for rest in after])
            continue
        spans = [(one.outputs - 1) * t + d * (one.m - 1) + 1 - one.n - before for one in along]
        each.append([(before, max(spans))])
    yield tuple(choices[0] for choices in each)


def _cropped(convention: Convention, seen: list[list[Seen]]) -> tuple[tuple[int, int], ...]:
    """Return by how much full outputs are cropped; what would lie after the last window is told by no output."""
    each: list[tuple[int, int]] = []
    for t, d, along in zip(convention.stride, convention.dilation, seen, strict=True):
        spans = [d * (one.m - 1) + 1 for one in along]
        after = [
            one.n + one.lead + span - 1 - ((one.outputs - 1) * t + span) for one, span in zip(along, spans, strict=True)
        ]
        each.append((spans[0] - 1 - along[0].lead, min(after)))
    return tuple(each)


def _beyond(convention: Convention, seen: list[list[Seen]]) -> tuple[tuple[int, int], ...]:
    """Return how far the outputs of a transposed call reach beyond those that every tap reaches."""
    each: list[tuple[int, int]] = []
    for t, d, along in zip(convention.stride, convention.dilation, seen, strict=True):
        one = along[0]
        span = d * (one.m - 1) + 1
        valid = (one.n - 1) * t + 1 - (span - 1)
        before = span - 1 - one.lead
        each.append((before, one.outputs - valid - before))
    return tuple(each)


def _gives(tried: Convention, axis: int, one: Seen) -> bool:
    """Whether a convention gives what was seen along an axis."""
    try:
        if tried.transposed:
            before, after = crop(tried, one.n, one.m, axis)
            length = (one.n - 1) * tried.stride[axis] + tried.dilation[axis] * (one.m - 1) + 1 - before - after
            return (before, length) == (one.lead, one.outputs)
        (before, _), outputs = reach(tried, one.n, one.m, axis)
        return (before, outputs) == (one.lead, one.outputs)
    except ValueError:  # no output at all
        return False


def untold(convention: Convention) -> list[str]:
    """Return what the rule for the outputs leaves open."""
    rules: list[Any] = [rule for rule in convention.anchor_rule if rule.text == MIDDLE]
    return ["the anchor of even sizes: none of them was seen"] if rules and convention.output == "same" else []


def order_untold(convention: Convention) -> list[str]:
    """Return what is said of the order of the arguments where no output tells it: where the call commutes."""
    zeros = all(edge in ("constant", "none") for edges in convention.boundary for edge in edges) and not convention.cval
    symmetric = convention.output == "full" or (convention.transposed and convention.output == "padded")
    if symmetric and zeros and set(convention.sign) == {-1} and convention.normalises == "none":
        return ["the order of the arguments: a full convolution is the same with signal and kernel exchanged"]
    return []
