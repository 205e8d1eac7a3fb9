"""The names that all theorems share: which letter stands for what, everywhere."""

from __future__ import annotations

from flipconv.proofs.language import equation, homomorphism, symbols, variables, window
from flipconv.proofs.terms import as_term

# an abelian group G, another one H, the characters D of G
x, y, z, a = variables("x y z a", "G")
r, s = variables("r s", "H")
k, l = variables("k l", "D")  # noqa: E741 - the usual letter beside k

# plain index sets: rows and columns
i, i1 = variables("i i1", "I")
(c,) = variables("c", "J")

# the integers: places, lengths, a period
n, q, j, L, M, P = variables("n q j L M P", "Z")

# steps of a training, and the parts of an optimiser's state
(t,) = variables("t", "N")
b, b1 = variables("b b1", "C")

f, g, h = symbols("f g h", "G")
(p,) = symbols("p", "H")
u, v = symbols("u v", "Z")
alpha, beta, size = symbols("alpha beta size")
A, B = symbols("A B", "I", "J")
e, d = symbols("e d", "I")
X = symbols("X", "G", "H")[0]
w = symbols("w", "G", "D")[0]

pi = homomorphism("pi", "G", "H")
rho = homomorphism("rho", "Z", "H")

ONE = as_term(1)


def supported(function, length, says):
    """Return the hypothesis that a function on the integers is zero outside 0 to length - 1."""
    return equation((q,), function(q), function(q) * window(q) * window(length - 1 - q), says)
