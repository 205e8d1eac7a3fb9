"""Zeros before and after each axis in the words of a framework, and what its words leave over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flipconv.conventions.porting.frameworks import Framework
from flipconv.conventions.porting.paddings import Ints, Steps, edges
from flipconv.conventions.porting.results import CannotPort, Pairs, axis_names


@dataclass(frozen=True)
class Said:
    """
    A padding in a framework's words.

    Parameters
    ----------
    padding : object
        What to pass as padding.
    output_padding : tuple of int
        What to pass as output_padding.
    rest : tuple of pairs of int, optional
        What the framework cannot say: zeros to add to the signal before, or outputs to cut off after the call.
    """

    padding: Any
    output_padding: Ints
    rest: Pairs | None = None


def said(wanted: Pairs, one: Framework, steps: Steps) -> Said:
    """
    Return a padding in the words of a framework.

    Parameters
    ----------
    wanted : tuple of pairs of int
        What `edges` returns.
    one : Framework
        The layer.
    steps : Steps
        The rest of what it does; its `output_padding` is not used.

    Returns
    -------
    Said
        The words, and what is left to do.

    Raises
    ------
    CannotPort
        If a transposed layer would have to give more outputs than it can.

    Examples
    --------
    >>> from flipconv.conventions.porting.frameworks import framework
    >>> steps = Steps((3,), (2,), (1,), (0,))
    >>> said(((0, 1),), framework("torch.nn.Conv1d", "target", 1, None), steps)
    Said(padding=(0,), output_padding=(0,), rest=((0, 1),))
    """
    none = (0,) * len(wanted)
    if one.transposed:
        return _cropping(wanted, one, steps)
    if one.pads.startswith("pairs"):
        return Said([tuple(pair) for pair in wanted], none)
    if one.pads == "ends":
        return Said([before for before, _ in wanted] + [after for _, after in wanted], none)
    if one.pads == "rules":
        return _in_words(wanted, one, steps)
    alike = all(before == after for before, after in wanted)
    return Said(tuple(before for before, _ in wanted), none) if alike else Said(none, none, wanted)


def _in_words(wanted: Pairs, one: Framework, steps: Steps) -> Said:
    """Say a padding with a framework's rules alone."""
    none = (0,) * len(wanted)
    for word in one.rules:
        try:
            found = edges(word, one, steps)
        except CannotPort:
            continue
        if found == wanted:
            return Said(word, none)
    least = next(word for word, rule in one.rules.items() if rule in ("valid", "whole"))
    kept = edges(least, one, steps)
    rest = tuple((a - b, c - d) for (a, c), (b, d) in zip(wanted, kept, strict=True))
    if min(map(min, rest)) < 0:
        raise CannotPort(f"{one.name} gives fewer outputs than the source, whose crop is {wanted}")
    return Said(least, none, rest)


def _cropping(wanted: Pairs, one: Framework, steps: Steps) -> Said:
    """Say how much of the stamped samples is cropped."""
    none = (0,) * len(wanted)
    if one.pads == "rules":
        return _in_words(wanted, one, steps)
    if one.crops == "jax":
        return Said([(m - 1 - a, m - 1 - b) for m, (a, b) in zip(steps.spans, wanted, strict=True)], none)
    names = axis_names(len(wanted))
    for name, (before, _) in zip(names, wanted, strict=True):
        if before < 0:
            raise CannotPort(f"along {name} the source adds {-before} outputs in front, which {one.name} cannot")
    alike = one.pads == "alike"
    kept = [before if alike else max(after, 0) for before, after in wanted]
    more = tuple(max(last - after, 0) for last, (_, after) in zip(kept, wanted, strict=True))
    for name, extra, stride, hole in zip(names, more, steps.stride, steps.dilation, strict=True):
        if extra >= max(stride, hole):
            raise CannotPort(
                f"along {name} {one.name} would need output_padding {extra}, which must be less than its stride or "
                "dilation; pass embed=True to put zeros at the end of the kernel instead"
            )
    rest = tuple((0, max(after - last, 0)) for last, (_, after) in zip(kept, wanted, strict=True))
    begin = [before for before, _ in wanted]
    padding: Any = tuple(begin)
    if not alike:
        padding = begin + kept if one.pads == "ends" else list(zip(begin, kept, strict=True))
    return Said(padding, more, rest if any(map(any, rest)) else None)


def embedding(wanted: Pairs, one: Framework, steps: Steps) -> tuple[Pairs, Pairs]:
    """
    Return how many zero taps make a padding one that a framework can say, and the padding that it then is.

    Parameters
    ----------
    wanted : tuple of pairs of int
        What `edges` returns.
    one : Framework
        The layer.
    steps : Steps
        The rest of what it does.

    Returns
    -------
    taps : tuple of pairs of int
        Zeros before and after the taps of each axis.
    padding : tuple of pairs of int
        The new padding, or crop.

    Examples
    --------
    >>> from flipconv.conventions.porting.frameworks import framework
    >>> embedding(((0, 1),), framework("torch.nn.Conv1d", "target", 1, None), Steps((3,), (2,), (1,), (0,)))
    (((1, 0),), ((1, 1),))
    """
    taps: list[tuple[int, int]] = []
    padding: list[tuple[int, int]] = []
    for (before, after), stride, hole in zip(wanted, steps.stride, steps.dilation, strict=True):
        front = back = 0
        if one.pads == "alike" and not one.transposed and (after - before) % hole == 0:
            front, back = max(after - before, 0) // hole, max(before - after, 0) // hole
        elif one.pads == "alike" and one.transposed:
            front = max(-(-(after - before) // hole), -(before // hole), 0)
            back = max(-(-(before - after - max(stride, hole) + 1) // hole), 0)
        taps.append((front, back))
        padding.append((before + hole * front, after + hole * back))
    return tuple(taps), tuple(padding)
