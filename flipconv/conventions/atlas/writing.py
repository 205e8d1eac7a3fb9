"""The lines of a translation while they are written, and what they are written with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from flipconv.conventions.atlas.rows import Row
from flipconv.conventions.model import Convention


class Untranslatable(ValueError):
    """There is no such code; the reason is a sentence."""


@dataclass
class Work:
    """What is written so far: lines before and after the call, and what is known of both sides."""

    x: Convention
    y: Convention
    target: Row
    is_complex: bool
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    @property
    def axes(self) -> range:
        """The axes of the signal."""
        return range(self.x.ndim)

    def m(self, axis: int) -> str:
        """Return the name of the number of taps along an axis of the signal."""
        return "m" if self.x.ndim == 1 else f"m{axis}"

    def n(self, axis: int) -> str:
        """Return the name of the number of samples along an axis."""
        return "n" if self.x.ndim == 1 else f"n{axis}"


def lines_before(work: Work) -> list[str]:
    """Return the lines before the call, that of the sizes with what is used of it alone."""
    line = sizes_line(work)
    if line not in work.before:
        return work.before
    at = work.before.index(line)
    later = "\n".join([*work.before[at + 1 :], *work.after])
    uses_m, uses_n = (any(_uses(later, name(axis)) for axis in work.axes) for name in (work.m, work.n))
    one = work.x.ndim == 1
    first, second = ("m", "n") if one else (", ".join(map(work.m, work.axes)), ", ".join(map(work.n, work.axes)))
    taps, samples = ("len(h)", "len(x)") if one else (line.split(" = ", 1)[1].rsplit(", ", 1)[0], "x.shape")
    short = {
        (True, True): [line],
        (True, False): [f"{first} = {taps}"],
        (False, True): [f"{second} = {samples}"],
        (False, False): [],
    }[uses_m, uses_n]
    return [*work.before[:at], *short, *work.before[at + 1 :]]


def sizes_line(work: Work) -> str:
    """Return the line that names the taps of the kernel along the axes of the signal, and the samples."""
    if work.x.ndim == 1:
        return "m, n = len(h), len(x)"
    taps = ", ".join(f"h.shape[{work.y.kernel_axes[axis]}]" for axis in work.axes)
    plain = list(work.y.kernel_axes) == list(work.axes)
    names, lengths = (", ".join(name(axis) for axis in work.axes) for name in (work.m, work.n))
    return f"({names}), ({lengths}) = {'h.shape' if plain else f'({taps})'}, x.shape"


def _uses(code: str, name: str) -> bool:
    return re.search(rf"\b{name}\b", code) is not None


def kernel_size(name: str) -> str:
    """Return what a kernel is divided by, as code."""
    return {
        "sum": "h.sum()",
        "absolute sum": "np.abs(h).sum()",
        "norm": "np.linalg.norm(h)",
        "largest": "np.abs(h).max()",
        "count": "h.size",
    }[name]


def steps_text(steps: tuple[int, ...]) -> str:
    """Return strides in words."""
    return " and ".join(map(str, dict.fromkeys(steps)))


def places_text(letters: str, wanted: str) -> str:
    """
    Return where some letters of a layout stand, as a tuple.

    Examples
    --------
    >>> places_text("NHWC", "NC")
    '(0, 3)'
    """
    return tuple_text([place for place, letter in enumerate(letters) if letter in wanted])


def tuple_text(entries: Sequence[int]) -> str:
    """Return integers as a tuple."""
    texts = list(map(str, entries))
    return f"({texts[0]},)" if len(texts) == 1 else f"({', '.join(texts)})"


def axes_text(entries: list[int]) -> str:
    """Return axes: one alone as a number."""
    return str(entries[0]) if len(entries) == 1 else tuple_text(entries)


def list_text(entries: list[str]) -> str:
    """Return what stands for each axis as a list: for one axis alone as it is."""
    return entries[0] if len(entries) == 1 else f"[{', '.join(entries)}]"
