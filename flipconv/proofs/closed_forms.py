"""Closed forms in SymPy: powers of a symbolic root of unity, and integrals of functions of a real variable."""

from __future__ import annotations

from typing import Any

from flipconv.proofs.symbolic import Expression


def modulo(value: Expression, N: int) -> Expression:
    """
    Return the remainder of a sum of powers of w modulo ``w**N - 1``.

    Parameters
    ----------
    value : sympy.Expr
        A polynomial in the symbol w and its inverse, or in ``w**k`` and its inverse.
    N : int
        The length of the DFT.

    Returns
    -------
    sympy.Expr
        The exponents, or the multiples of k in them, lie between 0 and N - 1.

    Examples
    --------
    >>> from sympy.abc import k, w
    >>> modulo(w**5 + w**-1, 3), modulo(w ** (4 * k), 3)
    (2*w**2, w**k)
    """
    from sympy import Pow, Symbol, expand

    w = Symbol("w")
    expanded = expand(value)
    reduced = {w: w ** (1 % N)}
    for power in (power for power in expanded.atoms(Pow) if power.base == w):
        multiple, rest = power.exp.as_coeff_Mul()
        reduced[power] = w ** (multiple % N * rest)
    return expanded.xreplace(reduced)


def dft_matrix(N: int) -> Any:
    """
    Return the matrix of the discrete Fourier transform, its root of unity a symbol.

    Parameters
    ----------
    N : int
        The length.

    Returns
    -------
    sympy.Matrix
        Shape (N, N). Entry (k, n) is w to the power k n, reduced modulo N.

    Examples
    --------
    >>> dft_matrix(3).tolist()
    [[1, 1, 1], [1, w, w**2], [1, w**2, w]]
    """
    from sympy import Matrix, Symbol

    return Matrix(N, N, lambda k, n: Symbol("w") ** (k * n % N))


def gaussian(t: Expression, variance: Expression) -> Expression:
    """
    Return a Gaussian whose integral is 1.

    Parameters
    ----------
    t : sympy.Expr
        Where.
    variance : sympy.Expr
        Its variance.

    Returns
    -------
    sympy.Expr
        Its value.

    Examples
    --------
    >>> gaussian(0, 1)
    sqrt(2)/(2*sqrt(pi))
    """
    from sympy import exp, pi, sqrt

    return exp(-(t**2) / (2 * variance)) / sqrt(2 * pi * variance)


def fourier(f: Expression, t: Any, omega: Any, first: Expression, last: Expression) -> Expression:
    r"""
    Integrate the continuous Fourier transform of a function that is 0 outside an interval.

    Parameters
    ----------
    f : sympy.Expr
        The function.
    t, omega : sympy.Symbol
        Its variable and the frequency.
    first, last : sympy.Expr
        The ends of the interval, perhaps infinite.

    Returns
    -------
    sympy.Expr
        What ``sympy.integrate`` makes of it.

    Notes
    -----
    .. math:: F(\omega) = \int f(t)\, e^{-i \omega t}\, dt

    Examples
    --------
    >>> from sympy import oo, symbols
    >>> t, omega = symbols("t omega", real=True)
    >>> fourier(gaussian(t, 3), t, omega, -oo, oo).simplify()
    exp(-3*omega**2/2)
    """
    from sympy import I, exp, integrate

    return integrate(f * exp(-I * omega * t), (t, first, last))
