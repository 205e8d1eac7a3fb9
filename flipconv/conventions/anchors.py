"""Where a same-size call lays its kernel: the rule that gives the anchor of each size, and the sizes it was seen at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_BASES = {
    "m//2": lambda m: m // 2,
    "(m-1)//2": lambda m: (m - 1) // 2,
    "0": lambda m: 0,
    "m-1": lambda m: m - 1,
}
_RULE = re.compile(r"(m//2|\(m-1\)//2|m-1|0)(?:\s*([+-])\s*(\d+))?")
# simplest first: the first that fits is the one that is named
RULES = (*_BASES, *(f"{base} {sign} {shift}" for shift in (1, 2, 3) for base in _BASES for sign in "+-"))
MIDDLE = "(m-1)/2"


@dataclass(frozen=True)
class AnchorRule:
    """
    The anchor of a kernel of m taps: the index, in the kernel as passed, of the tap that meets ``x[n]``.

    Parameters
    ----------
    text : str
        ``"m//2"``, ``"(m-1)//2"``, ``"0"`` or ``"m-1"``, each also with ``" + c"`` or ``" - c"``; ``"(m-1)/2"``, which
        is for odd sizes alone; ``"table"``, which is for the sizes in `seen` alone; or ``"none"``, for calls whose
        outputs have no anchor.
    seen : tuple of pairs of int, optional
        Sizes and their anchors as measured. A rule without any was declared, not measured.

    Raises
    ------
    ValueError
        If the text is none of these.

    Examples
    --------
    >>> AnchorRule("m//2")(4), AnchorRule("0 + 1")(4), AnchorRule("table", ((2, 1), (3, 0)))(3)
    (2, 1, 0)
    """

    text: str
    seen: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a rule that is none."""
        if self.text not in (MIDDLE, "table", "none") and not _RULE.fullmatch(self.text):
            raise ValueError(
                f"anchor rule is {self.text!r}; it must be 'm//2', '(m-1)//2', '0' or 'm-1', each also with ' + c' "
                "or ' - c', or '(m-1)/2' for odd sizes alone, or a mapping from sizes to anchors"
            )

    def __str__(self) -> str:
        """Return the rule in words that fit a table."""
        if self.text == MIDDLE:
            return "(m-1)/2, odd sizes alone"
        if self.text != "table":
            return self.text
        return "table " + ", ".join(f"{m}: {anchor}" for m, anchor in self.seen)

    def __call__(self, m: int) -> int:
        """Return the anchor of a kernel of m taps."""
        known = dict(self.seen)
        if m in known:
            return known[m]
        if self.text == MIDDLE and m % 2:
            return m // 2
        match = _RULE.fullmatch(self.text)
        if match is None:
            sizes = ", ".join(map(str, known)) or "odd sizes"
            raise ValueError(f"no anchor is known for kernels of {m} taps: the rule is {self}, known for {sizes}")
        base, sign, shift = match.groups()
        return _BASES[base](m) + int(f"{sign or '+'}{shift or 0}")


def anchor_rule(given: str | Mapping[int, int] | AnchorRule) -> AnchorRule:
    """
    Return what a caller means by an anchor rule.

    Examples
    --------
    >>> str(anchor_rule({2: 1, 3: 0}))
    'table 2: 1, 3: 0'
    """
    if isinstance(given, AnchorRule):
        return given
    if isinstance(given, Mapping):
        return AnchorRule("table", tuple(sorted((int(m), int(anchor)) for m, anchor in given.items())))
    return AnchorRule(given)


def fitted_rule(seen: Iterable[tuple[int, int]]) -> AnchorRule:
    """
    Return the simplest rule that gives all anchors seen.

    Parameters
    ----------
    seen : iterable of pairs of int
        Sizes and their anchors.

    Returns
    -------
    AnchorRule
        A rule that knows the sizes it was seen at. Odd sizes with the anchor in their middle say nothing of even ones.

    Examples
    --------
    >>> fitted_rule([(2, 0), (3, 1), (4, 1)]).text, fitted_rule([(3, 1), (5, 2)]).text
    ('(m-1)//2', '(m-1)/2')
    >>> fitted_rule([(2, 1), (4, 0)]).text
    'table'
    """
    pairs = tuple(sorted(set(seen)))
    if all(m % 2 and anchor == m // 2 for m, anchor in pairs):
        return AnchorRule(MIDDLE, pairs)
    for text in RULES:
        if all(AnchorRule(text)(m) == anchor for m, anchor in pairs):
            return AnchorRule(text, pairs)
    return AnchorRule("table", pairs)
