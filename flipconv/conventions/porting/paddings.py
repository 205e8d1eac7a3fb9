"""Paddings in the words of each framework, as zeros before and after each axis, and back."""

from __future__ import annotations

from dataclasses import dataclass
from operator import index
from typing import Any

import numpy as np

from flipconv.conventions.porting.frameworks import Framework
from flipconv.conventions.porting.results import CannotPort, Pairs

Ints = tuple[int, ...]


@dataclass(frozen=True)
class Steps:
    """
    What a layer does along its spatial axes, but for padding.

    Parameters
    ----------
    taps, stride, dilation, output_padding : tuple of int
        One for each axis.
    samples : tuple of int, optional
        The lengths of the signals it will be given, where they are known.
    """

    taps: Ints
    stride: Ints
    dilation: Ints
    output_padding: Ints
    samples: Ints | None = None

    @property
    def spans(self) -> Ints:
        """Samples under a window."""
        return tuple(d * (m - 1) + 1 for m, d in zip(self.taps, self.dilation, strict=True))


def edges(padding: Any, one: Framework, steps: Steps) -> Pairs:
    """
    Return what a padding means.

    Parameters
    ----------
    padding : str, int or sequence
        As the framework takes it.
    one : Framework
        The layer.
    steps : Steps
        The rest of what it does.

    Returns
    -------
    tuple of pairs of int
        Zeros before and after each axis. Of transposed layers: how many of the stamped samples are cropped before and
        after; negative where zeros are added.

    Raises
    ------
    CannotPort
        If the framework takes no such padding, or it depends on the length of the signal and that is not known.

    Examples
    --------
    >>> from flipconv.conventions.porting.frameworks import framework
    >>> steps = Steps((3, 2), (2, 2), (1, 1), (0, 0), samples=(6, 7))
    >>> edges("SAME", framework("flax.linen.Conv", "source", 2, None), steps)
    ((0, 1), (0, 1))
    """
    d = len(steps.taps)
    if isinstance(padding, str):
        rule = one.rules.get(padding)
        if rule is None:
            raise CannotPort(f"padding is {padding!r}; {one.name} takes {_accepted(one, d)}")
        return tuple(_ruled(rule, padding, one, steps, axis) for axis in range(d))
    given = _numbers(padding, one, d)
    if one.transposed and one.crops == "jax":
        return tuple((span - 1 - a, span - 1 - b) for span, (a, b) in zip(steps.spans, given, strict=True))
    if one.transposed:
        return tuple((a, b - more) for more, (a, b) in zip(steps.output_padding, given, strict=True))
    return given


def _ruled(rule: str, word: str, one: Framework, steps: Steps, axis: int) -> tuple[int, int]:
    """Return what a word means along one axis."""
    if one.transposed and rule in ("upper", "lower", "whole"):
        return _ruled_crop(rule, one, steps, axis)
    span, stride = steps.spans[axis], steps.stride[axis]
    if rule == "full":
        return span - 1, span - 1
    if rule == "half":
        return span // 2, span // 2
    if rule == "valid":
        return 0, -steps.output_padding[axis] if one.transposed else 0
    if stride == 1:
        right = rule.startswith("right") or rule == "lower"
        m, hole = steps.taps[axis], steps.dilation[axis]
        before = hole * (m // 2) if rule.startswith("right") else (span // 2 if right else (span - 1) // 2)
        return before, span - 1 - before
    if rule.endswith("at stride 1"):
        raise CannotPort(f"padding is {word!r} with stride {stride}, which {one.name} refuses: give the numbers")
    return _strided(rule, word, one, steps, axis)


def _strided(rule: str, word: str, one: Framework, steps: Steps, axis: int) -> tuple[int, int]:
    if steps.samples is None:
        raise CannotPort(
            f"padding is {word!r} with stride {steps.stride[axis]}: what {one.name} pads then depends on the length of "
            "the signal; pass input_shape, the spatial shape of the signals"
        )
    n, stride, span = steps.samples[axis], steps.stride[axis], steps.spans[axis]
    missing = max((-(-n // stride) - 1) * stride + span - n, 0)
    before = missing // 2 if rule == "upper" else missing - missing // 2
    return before, missing - before


def _ruled_crop(rule: str, one: Framework, steps: Steps, axis: int) -> tuple[int, int]:
    """Return what a word means for a transposed layer: so many outputs for each sample as the stride."""
    spare = steps.spans[axis] - steps.stride[axis]
    more = steps.output_padding[axis]
    if one.pads != "ends":
        if more:
            raise CannotPort(f"output_padding is {more}; with a padding in words {one.name} is not known to take it")
        before = 0 if rule == "whole" else max(spare, 0) // 2
        return before, (min(spare, 0) if rule == "whole" else spare - before)
    # onnx: the total is shared out first, output_padding being part of it
    total = spare + more
    if total < 0:
        raise CannotPort(f"padding in words, with a stride above the kernel's span: give {one.name} numbers")
    before = total // 2 if rule == "upper" else total - total // 2
    return before, total - before - more


def _numbers(padding: Any, one: Framework, d: int) -> Pairs:
    """Return numbers as pairs."""
    try:
        if one.pads == "ends":
            flat = [0] * (2 * d) if padding == 0 else list(map(index, padding))
            found = list(zip(flat[:d], flat[d:], strict=True))
        else:
            each = list(padding) if np.ndim(padding) else [padding] * d
            found = [_pair(entry, one) for entry in each]
    except (TypeError, ValueError):
        found = []
    if len(found) != d or (one.pads == "rules" and any(map(any, found))):
        raise CannotPort(f"padding is {padding!r}; {one.name} takes {_accepted(one, d)}")
    return tuple(found)


def _pair(entry: Any, one: Framework) -> tuple[int, int]:
    if np.ndim(entry) == 1 and one.pads.startswith("pairs"):
        before, after = map(index, entry)
        return before, after
    if one.pads == "pairs alone":
        raise TypeError("a single number")
    return index(entry), index(entry)


def _accepted(one: Framework, d: int) -> str:
    words = [repr(word) for word in one.rules]
    forms = {
        "alike": f"an integer, or {d}: one for each axis",
        "pairs": f"an integer, or {d} integers or pairs (before, after): one for each axis",
        "pairs alone": f"{d} pairs (before, after): one for each axis",
        "ends": f"{2 * d} integers: all beginnings, then all ends",
    }
    return ", ".join([*words, *([forms[one.pads]] if one.pads in forms else [])])
