"""The register: every claim, by label, as the theme files enter it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from flipconv.claims.evidence import Evidence, Search, Sides

THEMES: tuple[str, ...] = (
    "sums",
    "flip",
    "parity",
    "impulses",
    "inner_products",
    "question",
    "symbols",
    "closed_forms",
    "sympy_sums",
)
"""The files of this package that enter claims, in the order of the ledger."""


@dataclass(frozen=True, eq=False)
class Claim:
    """
    A statement with the code of its two sides, its evidence, and near-misses of it.

    Parameters
    ----------
    label : str
        The name by which pages cite it; lower case, words joined by hyphens.
    title : str
        The statement in plain words, a full sentence.
    statement : str
        The statement in LaTeX.
    given : str
        On what it holds, in plain words; empty where it holds of everything its evidence covers.
    sides : callable
        Returns the two sides, never a verdict; its docstring says why they agree (or differ).
    evidence : Evidence
        The cases and what they are worth.
    counterfeits : tuple of callable
        Near-misses with the parameters of `sides`, which the checker must reject.
    rests_on : tuple of str
        Labels of the claims without which this one says less.
    source : str
        Where the statement is from.
    refutes : str
        The belief that a pitfall refutes, as those who hold it would say it; empty for other claims.
    """

    label: str
    title: str
    statement: str
    given: str
    sides: Sides
    evidence: Evidence
    counterfeits: tuple[Sides, ...]
    rests_on: tuple[str, ...]
    source: str
    refutes: str = ""

    @property
    def is_pitfall(self) -> bool:
        """Whether the two sides must differ."""
        return isinstance(self.evidence, Search)

    @property
    def reason(self) -> str:
        """Why, from the docstring of the sides."""
        return inspect.cleandoc(self.sides.__doc__ or "")


REGISTER: dict[str, Claim] = {}


def claim(
    *,
    label: str,
    title: str,
    statement: str,
    evidence: Evidence,
    source: str,
    counterfeits: tuple[Sides, ...] = (),
    given: str = "",
    rests_on: tuple[str, ...] = (),
    refutes: str = "",
) -> Callable[[Sides], Sides]:
    """
    Enter a claim into the register; it decorates the function that returns the two sides.

    Parameters
    ----------
    label, title, statement : str
        As in `Claim`.
    evidence : Evidence
        As in `Claim`.
    source : str
        As in `Claim`.
    counterfeits : tuple of callable, optional
        As in `Claim`; a pitfall takes none.
    given : str, optional
        As in `Claim`.
    rests_on : tuple of str, optional
        As in `Claim`.
    refutes : str, optional
        As in `Claim`; a pitfall has one, other claims none.

    Returns
    -------
    callable
        A decorator that returns its function unchanged.

    Raises
    ------
    ValueError
        If the label is taken, if a reason, a source or a counterfeit is missing, or if a pitfall
        (a claim with `Search` evidence, whose sides must differ) names counterfeits.
    """

    def enter(sides: Sides) -> Sides:
        entered = Claim(label, title, statement, given, sides, evidence, counterfeits, rests_on, source, refutes)
        if label in REGISTER:
            raise ValueError(f"claim {label!r} is entered twice")
        for what, there in (("docstring with the reason", entered.reason), ("source", source), ("title", title)):
            if not there:
                raise ValueError(f"claim {label!r} has no {what}")
        if entered.is_pitfall == bool(counterfeits):
            raise ValueError(
                f"claim {label!r} needs counterfeits that its checker must reject"
                if not entered.is_pitfall
                else f"pitfall {label!r} has a witness; it takes no counterfeits"
            )
        if entered.is_pitfall != bool(refutes):
            raise ValueError(f"claim {label!r}: a pitfall, and only a pitfall, names the belief that it refutes")
        REGISTER[label] = entered
        return sides

    return enter


def all_claims() -> dict[str, Claim]:
    """Return every claim of every theme, in the order of the ledger."""
    for theme in THEMES:
        _ = import_module(f"flipconv.claims.{theme}")
    return REGISTER
