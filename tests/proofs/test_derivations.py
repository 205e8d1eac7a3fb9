"""Deriving theorems: only the rules extend a chain, and what is no proof is refused."""

import pytest

from flipconv.proofs.chains import Chain
from flipconv.proofs.derivations import theorem
from flipconv.proofs.language import conv, corr, flip
from flipconv.proofs.terms import RefusedError
from flipconv.proofs.theorems.vocabulary import f, g, x, y, z

ONE = Chain(f(x))
SWAPPED = Chain(conv(f, conv(g, f))(x)).unfold("conv").unfold("conv", z).pull().swap()

CASES = {
    "Bad Name": (Chain(flip(flip(f))(x)).unfold("flip").unfold("flip"), ONE, "words joined by hyphens"),
    "nothing-done": (ONE, ONE, "neither chain has a move"),
    "they-do-not-meet": (Chain(flip(f)(x)).unfold("flip"), ONE, "do not meet"),
    "correlation-commutes": (Chain(corr(f, g)(x)).unfold("corr"), Chain(corr(g, f)(x)).unfold("corr"), "do not meet"),
    "twice-the-variable": (Chain(conv(f, g)(x)).unfold("conv").put(y, 2 * y, y), ONE, "determinant"),
    "no-such-thing": (Chain(conv(f, g)(x)).unfold("flip"), ONE, "can be applied nowhere"),
    "a-swap-without-a-reason": (SWAPPED, ONE, "nothing says that the family"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_no_proof_is_refused(name):
    left, right, refusal = CASES[name]
    with pytest.raises(RefusedError, match=refusal):
        _ = theorem(name, left, right)
