"""How far a call reads beyond its signal, as text in m, the taps of the kernel: what translations are written with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flipconv.conventions.anchors import MIDDLE
from flipconv.conventions.model import Convention

_RULE = re.compile(r"(m//2|\(m-1\)//2|m-1|0)(?:\s*([+-])\s*(\d+))?")
_MIRRORED = {"m//2": "(m-1)//2", "(m-1)//2": "m//2", "0": "m-1", "m-1": "0"}
CENTRES = ("m//2", "(m-1)//2")


class NoRule(ValueError):
    """An anchor that follows no rule in the size of the kernel."""


@dataclass(frozen=True)
class Extent:
    """
    A number of samples that hangs on m.

    Parameters
    ----------
    base : str
        ``"m//2"``, ``"(m-1)//2"``, ``"0"`` or ``"m-1"``.
    shift : int
        What is added to it.

    Examples
    --------
    >>> Extent("m-1", -1).text("m0"), Extent("0", 2).text("m"), Extent("(m-1)//2").mirrored.text("m")
    ('m0 - 2', '2', 'm // 2')
    """

    base: str
    shift: int = 0

    @property
    def mirrored(self) -> Extent:
        """What is left of m - 1."""
        return Extent(_MIRRORED[self.base], -self.shift)

    @property
    def is_zero(self) -> bool:
        """Whether it is 0 for every m."""
        return self.base == "0" and self.shift == 0

    def text(self, m: str, spread: int = 1) -> str:
        """
        Return it as Python code.

        Parameters
        ----------
        m : str
            The name of the number of taps.
        spread : int, optional
            Samples from tap to tap; m then counts the samples that a spread kernel spans.
        """
        if self.base == "0":
            return str(self.shift * spread)
        if self.base == "m-1" and spread == 1:
            left = 1 - self.shift
            return f"{m} - {left}" if left > 0 else f"{m} + {-left}" if left else m
        taps = m if spread == 1 else f"(({m} - 1) // {spread} + 1)"
        base = {"m//2": f"{taps} // 2", "(m-1)//2": f"({taps} - 1) // 2", "m-1": f"{taps} - 1"}[self.base]
        shifted = f"{base} {'+' if self.shift > 0 else '-'} {abs(self.shift)}" if self.shift else base
        return shifted if spread == 1 else f"{spread} * ({shifted})"


def before_of(convention: Convention, axis: int) -> Extent:
    """
    Return how far an anchored call of output ``"same"`` reads before the signal along an axis.

    Raises
    ------
    NoRule
        If its anchor was a table of sizes.

    Examples
    --------
    >>> before_of(Convention(sign=(-1,), anchor_rule="m//2"), 0)
    Extent(base='(m-1)//2', shift=0)
    """
    rule = convention.anchor_rule[axis].text
    match = _RULE.fullmatch("m//2" if rule == MIDDLE else rule)
    if match is None:
        raise NoRule(f"its anchor along axis {axis} follows no rule in the size of the kernel")
    base, sign, shift = match.groups()
    anchor = Extent(base, int(f"{sign or '+'}{shift or 0}"))
    return anchor if convention.sign[axis] > 0 else anchor.mirrored


def is_odd_only(convention: Convention, axis: int) -> bool:
    """Return whether kernels of odd sizes alone are taken along an axis of the signal."""
    if convention.sizes is None:
        return convention.anchor_rule[axis].text == MIDDLE
    return all(m % 2 for m in convention.sizes[convention.kernel_axes[axis]])


def is_even_only(convention: Convention, axis: int) -> bool:
    """Return whether kernels of even sizes alone are taken along an axis of the signal."""
    return convention.sizes is not None and not any(m % 2 for m in convention.sizes[convention.kernel_axes[axis]])


FULL = Extent("m-1")
NOTHING = Extent("0")
