"""
Derivations as SymPy prints them, line by line, to be checked at sizes that are numbers.

A line holds sums whose lengths are symbols. SymPy does not carry it to the next line: its own
operations on sums are unsound (``docs/derivations/sympy-limits.md`` runs three of them). The lines
are written here, and checked by putting integers for the lengths and running every sum, which
leaves a polynomial in the entries. The entries stay symbols, so each check is for all values.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

Expression = Any
"""A SymPy expression. SymPy is imported by the functions that need it, so it is no name here."""


@dataclass(frozen=True)
class Derivation:
    """
    The lines of a derivation, and why each is equal to the one before it.

    Parameters
    ----------
    lines : tuple of sympy.Expr
        The lines, from the left side of the theorem to its right side.
    reasons : tuple of str
        One for each step, so one fewer than there are lines.

    Raises
    ------
    ValueError
        If some step has no reason, or some reason no step.

    Examples
    --------
    >>> len(associativity().lines), associativity().reasons[1]
    (6, 'two finite sums change places')
    """

    lines: tuple[Expression, ...]
    reasons: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.reasons) != len(self.lines) - 1:
            raise ValueError(f"{len(self.lines)} lines and {len(self.reasons)} reasons: each step has one")

    def at(self, **sizes: int) -> list[Expression]:
        """
        Return every line as a polynomial in the entries.

        Parameters
        ----------
        **sizes : int
            The lengths, by the names they have in the lines.

        Returns
        -------
        list of sympy.Expr
            One for each line.
        """
        return [settled(line, **sizes) for line in self.lines]


@cache
def associativity() -> Derivation:
    r"""
    Derive :math:`(f * g) * x = f * (g * x)` at output n.

    Returns
    -------
    Derivation
        `f` has the length a and `g` the length b; `x` has an entry at every integer, so its
        length, and the output, stay open.

    Notes
    -----
    .. math:: \sum_p \Bigl(\sum_q f_q\, g_{p - q}\Bigr) x_{n - p} = \sum_q f_q \sum_r g_r\, x_{n - q - r}

    Examples
    --------
    >>> associativity().lines[-1]
    Sum(f[q]*Sum(g[r]*x[n - q - r], (r, 0, b - 1)), (q, 0, a - 1))
    """
    from sympy import Sum

    n, p, q, r, a, b = integers("n p q r a b")
    f, g, x = sequence("f", a), sequence("g", b), sequence("x")
    lines = (
        Sum(Sum(f[q] * g[p - q], (q, 0, a - 1)) * x[n - p], (p, 0, a + b - 2)),
        Sum(f[q] * g[p - q] * x[n - p], (q, 0, a - 1), (p, 0, a + b - 2)),
        Sum(f[q] * g[p - q] * x[n - p], (p, 0, a + b - 2), (q, 0, a - 1)),
        Sum(f[q] * g[r] * x[n - q - r], (r, -q, a + b - 2 - q), (q, 0, a - 1)),
        Sum(f[q] * g[r] * x[n - q - r], (r, 0, b - 1), (q, 0, a - 1)),
        Sum(f[q] * Sum(g[r] * x[n - q - r], (r, 0, b - 1)), (q, 0, a - 1)),
    )
    reasons = (
        "a factor goes inside a sum",
        "two finite sums change places",
        "r stands for p - q, and the limits move along",
        "g has no entries but 0 to b - 1",
        "a factor without r comes out of the sum over r",
    )
    return Derivation(lines, reasons)


@cache
def convolution_theorem() -> Derivation:
    r"""
    Derive that the DFT of a circular convolution is the product of the DFTs, at frequency k.

    Returns
    -------
    Derivation
        `h` and `x` have the length N, and w is a symbol of which no more is used than
        :math:`w^N = 1`; see `modulo` in ``closed_forms.py``.

    Notes
    -----
    .. math:: \sum_n w^{k n} \sum_p h_p\, x_{(n - p) \bmod N} = \sum_p w^{k p} h_p\, \sum_q w^{k q} x_q

    Examples
    --------
    >>> convolution_theorem().lines[-1]
    Sum(w**(k*p)*h[p], (p, 0, N - 1))*Sum(w**(k*q)*x[q], (q, 0, N - 1))
    """
    from sympy import Mod, Sum, Symbol

    k, n, p, q, N = integers("k n p q N")  # noqa: N806 - the length of a DFT is N
    h, x, w = sequence("h", N), sequence("x", N), Symbol("w")
    taps, outputs, samples = (p, 0, N - 1), (n, 0, N - 1), (q, 0, N - 1)
    seen: Any = x[Mod(n - p, N)]
    spectrum: Any = Sum(w ** (k * q) * x[q], samples)
    lines = (
        Sum(w ** (k * n) * Sum(h[p] * seen, taps), outputs),
        Sum(w ** (k * n) * h[p] * seen, taps, outputs),
        Sum(w ** (k * n) * h[p] * seen, outputs, taps),
        Sum(w ** (k * p) * h[p] * Sum(w ** (k * (n - p)) * seen, outputs), taps),
        Sum(w ** (k * p) * h[p] * spectrum, taps),
        Sum(w ** (k * p) * h[p], taps) * spectrum,
    )
    reasons = (
        "a factor goes inside a sum",
        "two finite sums change places",
        "kn = kp + k(n - p), and a factor without n comes out of the sum over n",
        "q stands for n - p modulo N; it takes each value once, and w to the N is 1",
        "a factor without p comes out of the sum over p",
    )
    return Derivation(lines, reasons)


def integers(names: str) -> Any:
    """
    Return SymPy symbols for integers.

    Parameters
    ----------
    names : str
        Letters, with spaces between them.

    Returns
    -------
    sympy.Symbol or tuple of sympy.Symbol
        One for each letter.

    Examples
    --------
    >>> integers("n p")
    (n, p)
    """
    from sympy import symbols

    return symbols(names, integer=True)


def sequence(name: str, length: Expression = None) -> Any:
    """
    Return a SymPy sequence that knows its length.

    Parameters
    ----------
    name : str
        A letter.
    length : int or sympy.Expr, optional
        How many entries it has, from 0 on; by default one at every integer.

    Returns
    -------
    sympy.IndexedBase
        Its entries are symbols.

    Examples
    --------
    >>> sequence("f", 3)[2]
    f[2]
    """
    from sympy import IndexedBase

    return IndexedBase(name) if length is None else IndexedBase(name, shape=(length,))


def settled(line: Expression, **sizes: int) -> Expression:
    """
    Put integers for the sizes in a line and run its sums.

    Parameters
    ----------
    line : sympy.Expr
        A line of a derivation.
    **sizes : int
        The lengths, by the names they have in the line.

    Returns
    -------
    sympy.Expr
        A polynomial in the entries; an entry beyond the ends of its sequence is 0.

    Examples
    --------
    >>> settled(associativity().lines[-1], a=2, b=1)
    (f[0]*x[n] + f[1]*x[n - 1])*g[0]
    """
    from sympy import Indexed, Integer, Sum, Symbol

    # `subs` can capture an index, but an integer has no name that an index could have
    named = {symbol for symbol in line.free_symbols if isinstance(symbol, Symbol)}
    value = line.subs({symbol: sizes[symbol.name] for symbol in named if symbol.name in sizes})
    # the inner sums first: `doit` of a sum around them would go over each of their terms again
    value = value.replace(lambda part: isinstance(part, Sum), lambda part: part.doit(deep=False))
    return value.xreplace({entry: Integer(0) for entry in value.atoms(Indexed) if _is_beyond(entry)})


def _is_beyond(entry: Expression) -> bool:
    """Return whether an entry lies outside its sequence."""
    (index,) = entry.indices
    return entry.base.shape is not None and not 0 <= index < entry.base.shape[0]


def nested_latex(line: Expression) -> str:
    r"""
    Return a line in LaTeX with one sign for each sum, the outer ones first.

    Parameters
    ----------
    line : sympy.Expr
        A line of a derivation.

    Returns
    -------
    str
        What SymPy prints, but for sums of several indices, which it gathers under a single sign.

    Examples
    --------
    >>> p, q = integers("p q")
    >>> from sympy import Sum
    >>> print(nested_latex(Sum(sequence("f")[p - q], (q, 0, p), (p, 0, 3))))
    \sum_{p=0}^{3} \sum_{q=0}^{p} {f}_{p - q}
    """
    from sympy import Sum
    from sympy.printing.latex import LatexPrinter

    class OneSignEach(LatexPrinter):
        def _print_Sum(self, expr: Expression) -> str:  # noqa: N802 - SymPy's name for it
            *inner, outer = expr.limits
            if not inner:
                return super()._print_Sum(expr)
            # a sum of one index is SymPy's to print, around a placeholder for what it is taken over
            sign = super()._print_Sum(Sum(outer[0], outer)).removesuffix(self._print(outer[0]))
            return sign + self._print_Sum(Sum(expr.function, *inner))

    return OneSignEach().doprint(line)
