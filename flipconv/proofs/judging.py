"""What the side conditions of a rule may rely on, and the shape of a rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flipconv.proofs.sorts import Sorting
from flipconv.proofs.statements import (
    Hypothesis,
    Theorem,
)
from flipconv.proofs.summability import summing_hypotheses
from flipconv.proofs.terms import (
    Term,
)

Given = Mapping[str, Any]


@dataclass
class Judge:
    """
    What the side conditions of one theorem's proof may rely on, and what they did rely on.

    Parameters
    ----------
    sorting : Sorting
        The sorts, homomorphisms and symbols.
    variables : mapping of str to str
        The free variables with their sorts.
    hypotheses : tuple of Hypothesis
        What is assumed.
    library : mapping of str to Theorem
        The theorems that may be used.
    """

    sorting: Sorting
    variables: Mapping[str, str]
    hypotheses: tuple[Hypothesis, ...]
    library: Mapping[str, Theorem]
    used: set[int] = field(default_factory=set)
    theorems: set[str] = field(default_factory=set)

    def summable(self, over: tuple[tuple[str, str], ...], term: Term, given: Given) -> None:
        """Demand that a family be summable."""
        offered = [(entry["hypothesis"], entry["with"]) for entry in given.get("summable", ())]
        self.used |= summing_hypotheses((over, term), self.hypotheses, offered)


Rule = Callable[[Term, Given, Judge, Mapping[str, str]], Term]
