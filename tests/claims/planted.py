"""Claims that are in no register, for the tests of the checker and of the evidence."""

from flipconv.claims.evidence import Case, Exhausted
from flipconv.claims.register import Claim


def a_claim(sides, evidence, counterfeits=(), rests_on=(), label="planted"):
    """Return a claim that is in no register."""
    return Claim(label, "Planted.", "x", "", sides, evidence, counterfeits, rests_on, "a test")


def box(*cases):
    """Return evidence of the given cases."""
    return Exhausted("planted", lambda: [Case(args) for args in cases])


def double(x):
    """Twice, two ways."""
    return x + x, 2 * x


def squared(x):
    """Twice against the square: equal at 0 and 2."""
    return x + x, x * x
