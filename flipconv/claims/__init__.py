"""
The claims: every statement the site makes, with the code that checks it.

A claim returns two sides and never a verdict. One checker compares them, on all the cases of the
claim's evidence, and must reject near-misses of the claim with the same comparison. What that is
worth, the tier, is computed. ``python -m flipconv verify`` runs them all.
"""

from flipconv.claims.bases import Basis
from flipconv.claims.checker import Verdict, verify
from flipconv.claims.evidence import Case, Exhausted, Sampled, Search, Symbolic
from flipconv.claims.register import Claim, all_claims, claim
from flipconv.claims.tiers import Tier

__all__ = [
    "Basis",
    "Case",
    "Claim",
    "Exhausted",
    "Sampled",
    "Search",
    "Symbolic",
    "Tier",
    "Verdict",
    "all_claims",
    "claim",
    "verify",
]
