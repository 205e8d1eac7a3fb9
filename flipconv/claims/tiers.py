"""
How strongly a claim is established.

A tier is computed from what the checker did, never written beside a claim.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from flipconv.claims.bases import Basis
from flipconv.claims.evidence import Exhausted, Sampled, Search, Symbolic
from flipconv.claims.proved import Proved


class Tier(Enum):
    """The tiers, the strongest first; the value says what each means."""

    PROVED = "for all sizes and all functions that satisfy the hypotheses in the box: a certificate was replayed"
    DECIDED = "for all values at the printed shapes: a complete basis or symbols agreed"
    REFUTED = "a belief was refuted, and the sentence denies it: the smallest witness was found and run"
    EXHAUSTED = "every case of the printed box was run"
    SAMPLED = "random cases were run; their number and seed are printed"
    MEASURED = "a figure that was measured on a named machine"
    CITED = "taken from the named source"

    @property
    def rank(self) -> int:
        """Place in the order of strength; 0 is the strongest."""
        return list(Tier).index(self)


def weakest(tiers: Iterable[Tier]) -> Tier:
    """Return the weakest of some tiers."""
    return max(tiers, key=lambda tier: tier.rank)


TIERS: dict[type, Tier] = {
    Proved: Tier.PROVED,
    Basis: Tier.DECIDED,
    Symbolic: Tier.DECIDED,
    Exhausted: Tier.EXHAUSTED,
    Sampled: Tier.SAMPLED,
    Search: Tier.REFUTED,
}
"""What agreement on all cases is worth. It goes by the kind of evidence, so that no claim can declare it."""
