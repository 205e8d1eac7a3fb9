"""Claims: what SymPy's own operations on sums do to a value, and why none of them carries a proof here."""

from __future__ import annotations

from typing import Any

import numpy as np

from flipconv.claims.evidence import Case, Search
from flipconv.claims.register import claim
from flipconv.proofs.symbolic import integers

SYMPY = "run with the SymPy of this build"


def _uppers() -> list[Case]:
    return [Case((upper,)) for upper in range(6)]


def _triangle(upper: int) -> Any:
    """Return the sum of ones over all j up to i and all i up to a number."""
    from sympy import Sum

    i, j = integers("i j")
    return Sum(1, (j, 0, i), (i, 0, upper))


@claim(
    label="change-index-can-change-the-value",
    title="SymPy's Sum.change_index can change the value of a sum.",
    refutes="Sum.change_index renames an index and keeps the value.",
    statement=r"\sum_{i=0}^{M} \sum_{j=0}^{i} 1 \ne \sum_{i=1}^{M+1} \sum_{j=0}^{i} 1",
    evidence=Search("upper limits M, smallest first", _uppers, needs="sympy"),
    source=f"{SYMPY}: concrete/expr_with_intlimits.py appends the other limits unchanged",
)
def change_index_can_change_the_value(M):
    """With $i + 1$ renamed to $i$, the inner limit should become $i - 1$; it is left at $i$."""
    i = integers("i")
    return _triangle(M).doit(), _triangle(M).change_index(i, i + 1).doit()


@claim(
    label="subs-can-capture-an-index",
    title="SymPy's Sum.subs can capture an index of summation.",
    refutes="Putting one symbol for another in a sum, before or after the sum is run, gives the same.",
    statement=r"\sum_{k=0}^{M} f(k + t)\Big|_{t = k} \ne \sum_{k=0}^{M} f(k + k)",
    evidence=Search("upper limits M, smallest first", _uppers, needs="sympy"),
    source=f"{SYMPY}: core/basic.py substitutes below the sum as anywhere else",
)
def subs_can_capture_an_index(M):
    """On the left $k$ is a number from outside; on the right the sum has taken it for its own index."""
    from sympy import Function, Sum

    f = Function("f")
    k, t = integers("k t")
    shifted: Any = Sum(f(k + t), (k, 0, M))
    return np.array([shifted.doit().subs(t, k)]), np.array([shifted.subs(t, k).doit()])


def _value(series: Any) -> Any:
    """Return the value of a double series: its inner sum at the first outer index, and those at all later ones."""
    from sympy import Sum, Symbol, oo

    inner: Any = Sum(series.function, series.limits[0]).doit()
    outer, first, _ = series.limits[1]
    later = Symbol("M", integer=True, nonnegative=True)
    return inner.subs(outer, first) + Sum(inner.subs(outer, first + 1 + later), (later, 0, oo)).doit()


@claim(
    label="reorder-ignores-summability",
    title="SymPy's Sum.reorder swaps two infinite sums although the two orders have different values.",
    refutes="Sum.reorder swaps sums only where that keeps the value.",
    statement=r"\sum_n \sum_m (\delta_{m,n} - \delta_{m,n+1}) \ne \sum_m \sum_n (\delta_{m,n} - \delta_{m,n+1})",
    given="m and n from one first index on",
    evidence=Search("first indices, smallest first", lambda: [Case((first,)) for first in range(2)], needs="sympy"),
    source=f"{SYMPY}; such a series is in W. Rudin, Principles of Mathematical Analysis, 3rd ed., 1976, chapter 8",
)
def reorder_ignores_summability(first):
    """Every column adds up to 0, but the first row to 1; sums may change places if the absolute values converge."""
    from sympy import KroneckerDelta, Sum, oo

    m, n = integers("m n")
    series: Any = Sum(KroneckerDelta(m, n) - KroneckerDelta(m, n + 1), (m, first, oo), (n, first, oo))
    return series.doit(), _value(series.reorder((m, n)))
