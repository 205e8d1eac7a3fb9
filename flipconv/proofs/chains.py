"""Chains: a term and the moves to make from it, recorded and not yet made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flipconv.proofs.language import name_of
from flipconv.proofs.rewriting import conjugated
from flipconv.proofs.statements import (
    Equation,
    Theorem,
)
from flipconv.proofs.terms import (
    At,
    Index,
    Term,
)


@dataclass(frozen=True)
class Move:
    """What to do next: a rule, where if that is not the first place it applies to, and what it needs."""

    rule: str
    because: str
    given: Mapping[str, Any] = field(default_factory=dict)
    at: tuple[int, ...] | None = None
    into: Term | None = None
    backwards: bool = False
    name: str = ""
    binder: str = ""
    write: Callable[[Term], Term] | None = None


@dataclass(frozen=True)
class Chain:
    """
    A term and the moves to make from it.

    Parameters
    ----------
    start : Term
        Where it begins.
    moves : tuple of Move
        What to do, in order.
    """

    start: Term
    moves: tuple[Move, ...] = ()

    def by(self, rule: str, because: str, **how: Any) -> Chain:
        """Add a move."""
        return Chain(self.start, (*self.moves, Move(rule, because, **how)))

    def unfold(self, name: str, binder: Index | None = None, *, at: tuple[int, ...] | None = None) -> Chain:
        """Replace a definition by its body, its sum over a variable of your choice."""
        chosen = name_of(binder) if binder else ""
        return self.by("unfold", f"definition:{name}", name=name, binder=chosen, at=at)

    def fold(self, into: Term, because: str = "") -> Chain:
        """Replace the body of a definition by the definition."""
        name = into.name if isinstance(into, At) else ""
        return self.by("unfold", because or f"definition:{name}", into=into, backwards=True)

    def put(self, old: Index, index: Index, new: Index, because: str = "") -> Chain:
        """Sum over a new variable: put an index for the old one."""
        pairs = [(name_of(old), index)]
        return self.by("reindex", because, given={"put": pairs, "new": [(name_of(new), "")]})

    def put_both(self, *pairs: tuple[Index, Index]) -> Chain:
        """Put an index for each of several old variables at once; the new ones bear the old names."""
        put = [(name_of(old), index) for old, index in pairs]
        return self.by("reindex", "", given={"put": put, "new": [(name, "") for name, _ in put]})

    def swap(self, *, at: tuple[int, ...] | None = None, **given: Any) -> Chain:
        """Exchange two sums."""
        return self.by("swap", "", at=at, given=given)

    def pull(self, *, at: tuple[int, ...] | None = None) -> Chain:
        """Take factors into the sum beside them."""
        return self.by("pull", "", at=at)

    def take_out(self, into: Term) -> Chain:
        """Take factors out of a sum; `into` is the product with the sum."""
        return self.by("pull", "", into=into, backwards=True)

    def split(self) -> Chain:
        """Sum the terms of a sum apart."""
        return self.by("split", "")

    def join(self, into: Term) -> Chain:
        """Sum terms together; `into` is the one sum."""
        return self.by("split", "", into=into, backwards=True)

    def sift(self) -> Chain:
        """Keep of a sum the one place where its delta is not zero."""
        return self.by("sift", "")

    def sift_at(self, variable: Index) -> Chain:
        """Keep of the sum over a variable the one place where its delta is not zero."""
        return self.by("sift", "", binder=name_of(variable))

    def fold_sum(self, into: Term) -> Chain:
        """Write a term as the one place that a delta keeps of a sum."""
        return self.by("sift", "", into=into, backwards=True)

    def replace(self, variable: Index, *, at: tuple[int, ...] | None = None) -> Chain:
        """Beside a delta, put for a variable the place where the delta is not zero."""
        return self.by("replace", "", at=at, given={"variable": name_of(variable)})

    def ring(self, into: Term, because: str = "", *, at: tuple[int, ...] = ()) -> Chain:
        """Write a term differently."""
        return self.by("ring", because, into=into, at=at)

    def conjugate(self) -> Chain:
        """Take every conjugate inward, as far as it goes."""
        return self.by("ring", "conjugate", write=conjugated)

    def commute(self, into: Term, *, at: tuple[int, ...] = ()) -> Chain:
        """Write products in another order."""
        return self.by("commute", "", into=into, at=at)

    def imply(self, adds: Index, *by: tuple[int, list[Any]]) -> Chain:
        """Multiply by a window that others imply."""
        return self.by("window", "", given={"adds": adds, "by": list(by)})

    def point(self) -> Chain:
        """Turn two opposite windows into a delta."""
        return self.by("point", "")

    def assume(
        self, hypothesis: Equation, *, back: bool = False, at: tuple[int, ...] | None = None, **put: Any
    ) -> Chain:
        """Use a hypothesis, with something put in for its variables; those not named are read off the term."""
        given = {"hypothesis": hypothesis, "with": put}
        return self.by("assume", hypothesis.says, given=given, backwards=back, at=at)

    def use(self, known: Theorem, *, back: bool = False, sorts: Any = None, homs: Any = None, **put: Any) -> Chain:
        """Use a theorem, with something put in for its variables and symbols; those not named stay."""
        given = {"theorem": known, "with": put, "sorts": sorts or {}, "homs": homs or {}}
        return self.by("use", f"theorem:{known.name}", given=given, backwards=back)
