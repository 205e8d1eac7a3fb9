"""Claims: derivations line by line, at lengths that are numbers, with SymPy symbols for the entries."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from flipconv.claims.evidence import Case, Exhausted, Symbolic
from flipconv.claims.register import claim
from flipconv.operators import convolve, correlate
from flipconv.proofs.closed_forms import modulo
from flipconv.proofs.symbolic import associativity, convolution_theorem, integers, sequence, settled

OPPENHEIM = "A. V. Oppenheim, R. W. Schafer, Discrete-Time Signal Processing, 3rd ed., 2010"


def lengths(longest: int, count: int) -> list[Case]:
    """Return every choice of so many lengths."""
    return [Case(chosen) for chosen in product(range(1, longest + 1), repeat=count)]


def _neighbours(values: list[Any]) -> tuple[np.ndarray, np.ndarray]:
    """Return every value but the last, and every value but the first."""
    return np.array(values[:-1], dtype=object), np.array(values[1:], dtype=object)


def lines_with_a_lag_lost(a, b):
    """The limits of the outer sum one short."""
    size_a, size_b = integers("a b")
    line = associativity().lines[1]
    shorter = line.xreplace({size_a + size_b - 2: size_a + size_b - 3})
    return _neighbours([settled(line, a=a, b=b), settled(shorter, a=a, b=b)])


def lines_with_a_wrong_sign(a, b):
    """One sign in an index of the last line."""
    n, q, r = integers("n q r")
    before, after = associativity().lines[-2:]
    return _neighbours([settled(before, a=a, b=b), settled(after.xreplace({n - q - r: n - q + r}), a=a, b=b)])


def lines_of_correlations(a, b):
    """The same brackets for correlation, which is not associative."""
    from sympy import Sum

    n, p, q, r = integers("n p q r")
    f, g, x = sequence("f", a), sequence("g", b), sequence("x")
    left = Sum(x[n + p] * Sum(f[q] * g[p + q], (q, 0, a - 1)), (p, 1 - a, b - 1))
    right = Sum(f[q] * Sum(g[r] * x[n + q + r], (r, 0, b - 1)), (q, 0, a - 1))
    return _neighbours([settled(left), settled(right)])


@claim(
    label="associativity-line-by-line",
    title="Each line of the derivation of associativity equals the next, for kernels of up to 4 taps.",
    statement=r"\sum_p \Bigl(\sum_q f_q\, g_{p - q}\Bigr) x_{n - p} = \sum_q f_q \sum_r g_r\, x_{n - q - r}",
    given="f and g of 1 to 4 taps, any x and any output n; all entries are symbols",
    evidence=Exhausted("the six lines at lengths of f and g from 1 to 4", lambda: lengths(4, 2), needs="sympy"),
    counterfeits=(lines_with_a_lag_lost, lines_with_a_wrong_sign, lines_of_correlations),
    source=f"{OPPENHEIM}, section 2.4",
)
def associativity_line_by_line(a, b):
    """With integers for the lengths each line is a polynomial; the differences of neighbours expand to nothing."""
    return _neighbours(associativity().at(a=a, b=b))


def entries(name: str, length: int) -> np.ndarray:
    """Return the entries of a sequence as the library takes them."""
    return np.array([sequence(name, length)[i] for i in range(length)], dtype=object)


def _outputs(line: Any, a: int, b: int, c: int) -> list[Any]:
    """Return a line of the derivation at every output, for a signal of c samples."""
    x, n = sequence("x"), integers("n")
    value = settled(line, a=a, b=b)
    samples = {x[i]: sequence("x", c)[i] if 0 <= i < c else 0 for i in range(2 - a - b, a + b + c - 2)}
    return [value.subs(n, output).xreplace(samples) for output in range(a + b + c - 2)]


def _ends(a: int, b: int, c: int) -> np.ndarray:
    first, *_, last = associativity().lines
    return np.array([_outputs(line, a, b, c) for line in (first, last)])


def ends_of_correlations(a, b, c):
    """The other function."""
    f, g, x = entries("f", a), entries("g", b), entries("x", c)
    return _ends(a, b, c), np.array([correlate(x, correlate(g, f)), correlate(correlate(x, g), f)])


def ends_with_the_bare_signal(a, b, c):
    """One kernel forgotten."""
    f, x = entries("f", a), entries("x", c + b - 1)
    return _ends(a, b, c), np.array([convolve(x, f), convolve(x, f)])


def _triples() -> list[Case]:
    return [Case(chosen) for chosen in ((1, 1, 1), (1, 2, 3), (2, 1, 1), (2, 3, 1), (3, 2, 2))]


@claim(
    label="associativity-begins-and-ends-with-convolve",
    title="The first and the last line of that derivation are what the function convolve returns.",
    statement=r"(f * g) * x,\qquad f * (g * x)",
    evidence=Exhausted(
        "f, g, x of lengths 1, 1, 1; 1, 2, 3; 2, 1, 1; 2, 3, 1; 3, 2, 2, at every output", _triples, "sympy"
    ),
    counterfeits=(ends_of_correlations, ends_with_the_bare_signal),
    source="the lines are transcribed from the definition",
)
def associativity_begins_and_ends_with_convolve(a, b, c):
    """A derivation about other sums could be without fault and say nothing about the library."""
    f, g, x = entries("f", a), entries("g", b), entries("x", c)
    return _ends(a, b, c), np.array([convolve(convolve(f, g), x), convolve(f, convolve(g, x))])


def correlations_on_symbols(f, g, x):
    """Correlation in place of convolution."""
    return correlate(correlate(g, f), x), correlate(f, correlate(g, x))


def convolutions_without_a_kernel(f, g, x):
    """One kernel used twice."""
    return convolve(convolve(f, g), x), convolve(f, convolve(f, x))


@claim(
    label="convolve-is-associative-on-symbols",
    title="The function convolve is associative: on symbols both bracketings are the same sums of products.",
    statement="(f * g) * x = f * (g * x)",
    evidence=Symbolic((((2,), (2,), (3,)), ((3,), (3,), (2,)), ((1, 2), (2, 1), (2, 2)))),
    counterfeits=(correlations_on_symbols, convolutions_without_a_kernel),
    source=f"{OPPENHEIM}, section 2.4",
)
def convolve_is_associative_on_symbols(f, g, x):
    """Output $n$ of either side holds each product of a tap, a tap and a sample whose indices add up to $n$."""
    return convolve(convolve(f, g), x), convolve(f, convolve(g, x))


def _transform_by_the_library(N: int) -> Any:
    """Return the DFT, at frequency k, of the circular convolution that the library computes."""
    from sympy import Symbol

    k, w = integers("k"), Symbol("w")
    y = convolve(entries("x", N), entries("h", N), mode="same", boundary="wrap", anchor=0)
    return sum(w ** (k * n) * y[n] for n in range(N))


def theorem_without_the_relation(N):
    """Nothing known about w, not even that its power $N$ is 1."""
    return _neighbours([settled(line, N=N) for line in convolution_theorem().lines[3:5]])


def theorem_with_another_relation(N):
    """A root of another order."""
    return _neighbours([modulo(settled(line, N=N), N + 1) for line in convolution_theorem().lines[3:5]])


def theorem_for_correlation(N):
    """The samples ahead in place of the samples behind."""
    n, p = integers("n p")
    first, *_, last = convolution_theorem().lines
    ahead = first.xreplace({n - p: n + p})
    return _neighbours([modulo(settled(line, N=N), N) for line in (ahead, last)])


@claim(
    label="convolution-theorem-line-by-line",
    title="Each line of the derivation of the convolution theorem equals the next, for lengths up to 4.",
    statement=r"\sum_n w^{k n}\, (h \circledast x)_n = \Bigl(\sum_p w^{k p} h_p\Bigr) \Bigl(\sum_q w^{k q} x_q\Bigr)"
    r" \pmod{w^N - 1}",
    given="lengths N from 1 to 4, at every frequency k; all entries and w are symbols",
    evidence=Exhausted(
        "the six lines, and before them what convolve returns, at N from 1 to 4", lambda: lengths(4, 1), needs="sympy"
    ),
    counterfeits=(theorem_without_the_relation, theorem_with_another_relation, theorem_for_correlation),
    source=f"{OPPENHEIM}, section 8.6.5",
)
def convolution_theorem_line_by_line(N):
    """Powers of $w$ are reduced by $w^N = 1$ and by nothing else; what is left are equal polynomials."""
    lines = [_transform_by_the_library(N), *convolution_theorem().at(N=N)]
    return _neighbours([modulo(line, N) for line in lines])
