"""The register: every claim, by label, as the theme files enter it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from flipconv.claims.evidence import Evidence, Search, Sides
from flipconv.claims.proved import Proved
from flipconv.proofs.statements import Theorem

THEMES: tuple[str, ...] = (
    "sums",
    "composition",
    "symmetry",
    "flip",
    "algebra",
    "adjoints",
    "frequency",
    "wrapping",
    "equivariance",
    "moving",
    "learning",
    "parity",
    "refutations",
    "short_signals",
    "impulses",
    "viewpoints",
    "responses",
    "centres",
    "positions",
    "two_filters",
    "same_twice",
    "inner_products",
    "matrices",
    "circulants",
    "operator_adjoints",
    "border_adjoints",
    "spectra",
    "matching",
    "shifts",
    "layers",
    "transposed",
    "backward",
    "stamps",
    "lowering",
    "stacks",
    "polynomials",
    "probability",
    "twins",
    "conventions",
    "untold",
    "question",
    "tones",
    "minimal_filtering",
    "groups",
    "edges",
    "byte_sums",
    "energies",
    "costs",
    "separability",
    "continuous",
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
    def proof(self) -> Theorem | None:
        """The theorem behind it, if it has a proof."""
        return self.evidence.theorem if isinstance(self.evidence, Proved) else None

    @property
    def reason(self) -> str:
        """Why, from the docstring of the sides."""
        return inspect.cleandoc(self.sides.__doc__ or "")


REGISTER: dict[str, Claim] = {}


def claim(
    *,
    label: str,
    title: str,
    evidence: Evidence,
    source: str,
    statement: str = "",
    counterfeits: tuple[Sides, ...] = (),
    given: str = "",
    rests_on: tuple[str, ...] = (),
    refutes: str = "",
) -> Callable[[Sides], Sides]:
    """
    Enter a claim into the register; it decorates the function that returns the two sides.

    Parameters
    ----------
    label, title : str
        As in `Claim`.
    evidence : Evidence
        As in `Claim`.
    source : str
        As in `Claim`.
    statement : str, optional
        As in `Claim`; a claim with a proof takes it from its theorem.
    counterfeits : tuple of callable, optional
        As in `Claim`; a pitfall takes none.
    given : str, optional
        As in `Claim`; a claim with a proof takes it from its theorem.
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
        If the label is taken, if a statement, a reason, a source or a counterfeit is missing, if a
        claim with a proof types its statement, or if a pitfall (a claim with `Search` evidence, whose
        sides must differ) names counterfeits.
    """
    typed = (statement, given)
    if isinstance(evidence, Proved):
        statement, given = evidence.statement, evidence.given

    def enter(sides: Sides) -> Sides:
        if isinstance(evidence, Proved) and any(typed):
            raise ValueError(f"claim {label!r} has a proof, which says what it states; it cannot be typed beside it")
        entered = Claim(label, title, statement, given, sides, evidence, counterfeits, rests_on, source, refutes)
        if label in REGISTER:
            raise ValueError(f"claim {label!r} is entered twice")
        for what, there in (
            ("docstring with the reason", entered.reason),
            ("source", source),
            ("title", title),
            ("statement", statement),
        ):
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
