"""
The theorems, each derived by the rules when it is first asked for.

What a page shows and what the ledger says does not come from here but from the certificates, as
the replayer reads them.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from flipconv.proofs.statements import Theorem

CHAPTERS: dict[str, str] = {
    "algebra": "Convolution",
    "correlation": "Correlation",
    "adjoints": "Inner products",
    "frequency": "Frequency",
    "wrapping": "Supports and wrapping",
    "equivariance": "Equivariance",
    "learning": "Learning",
}
"""The files of this package that hold theorems, each with its chapter's title."""


@cache
def all_theorems() -> dict[str, Theorem]:
    """
    Return every theorem.

    Returns
    -------
    dict of str to Theorem
        By name, chapter by chapter, each after those it uses.
    """
    return {entry.name: entry for chapter in CHAPTERS for entry in theorems_of(chapter)}


def theorems_of(chapter: str) -> list[Theorem]:
    """Return the theorems of a chapter, in the order of its file."""
    module = import_module(f"flipconv.proofs.theorems.{chapter}")
    return [value for name, value in vars(module).items() if isinstance(value, Theorem) and _is_own(chapter, value)]


def _is_own(chapter: str, entry: Theorem) -> bool:
    """Return whether a theorem was derived in a chapter, not imported into it."""
    for earlier in CHAPTERS:
        if earlier == chapter:
            return True
        if entry in vars(import_module(f"flipconv.proofs.theorems.{earlier}")).values():
            return False
    return False


__all__ = ["CHAPTERS", "all_theorems", "theorems_of"]
