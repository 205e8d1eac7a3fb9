"""What the side conditions of a rule may rely on, and the shape of a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flipconv.proofs.sorts import Sorting
from flipconv.proofs.statements import (
    Equation,
    Hypothesis,
    Summable,
    Theorem,
)
from flipconv.proofs.substitution import Substitution
from flipconv.proofs.summability import Family, summing_hypotheses
from flipconv.proofs.terms import Index, Term

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
    places: dict[frozenset[str], tuple[Hypothesis, ...]] = field(default_factory=dict)

    def summable(self, families: Iterable[Family], scope: Mapping[str, str]) -> None:
        """Demand that families be summable."""
        self.used |= summing_hypotheses(families, self.hypotheses, {**self.variables, **scope})

    def under(self, scope: Mapping[str, str]) -> Judge:
        """Return what may be relied on under binders: a hypothesis still means the declared variables it names."""
        names = frozenset(scope)
        # many steps happen in one place
        if names not in self.places:
            apart = {name: Index(((("", (f"${name}",)), 1),)) for name in scope}
            self.places[names] = tuple(_set_apart(entry, apart) for entry in self.hypotheses)
        return replace(self, hypotheses=self.places[names])


def _set_apart(entry: Hypothesis, apart: Mapping[str, Index]) -> Hypothesis:
    """Return a hypothesis with some of its free variables under names that no certificate bears."""
    if not isinstance(entry, (Summable, Equation)):
        return entry
    # of what an equation is about, symbols hide no variable that bears the same name
    bound = (*entry.every, *(entry.over if isinstance(entry, Summable) else ()))
    own = {name for name, kind in bound if isinstance(kind, str)}
    put = Substitution({name: index for name, index in apart.items() if name not in own}, {}, {}, {})
    if isinstance(entry, Summable):
        return replace(entry, term=put.term(entry.term))
    return replace(entry, left=put.term(entry.left), right=put.term(entry.right))


Rule = Callable[[Term, Given, Judge, Mapping[str, str]], Term]
