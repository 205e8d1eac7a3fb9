"""Claims: roots of unity, polynomials and integrals that SymPy has in closed form."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from flipconv.claims.evidence import Case, Exhausted, Search
from flipconv.claims.register import claim
from flipconv.claims.symbols import OPPENHEIM, entries, lengths
from flipconv.operators import convolve, correlate
from flipconv.proofs.closed_forms import dft_matrix, fourier, gaussian, modulo

BRACEWELL = "R. N. Bracewell, The Fourier Transform and Its Applications, 3rd ed., 2000"


def _gram(N: int, *, conjugate: bool = True) -> Any:
    """Return the DFT matrix times itself, the second one conjugated: w is on the unit circle."""
    from sympy import Symbol

    w = Symbol("w")
    matrix = dft_matrix(N)
    return matrix * (matrix.subs(w, 1 / w) if conjugate else matrix)


def _modulo_cyclotomic(matrix: Any, N: int) -> np.ndarray:
    """Return the remainders modulo the polynomial whose roots are the primitive N-th roots of unity."""
    from sympy import Symbol, cyclotomic_poly, rem

    w = Symbol("w")
    polynomial = cyclotomic_poly(N, w)
    return np.array(matrix.applyfunc(lambda entry: rem(modulo(entry, N), polynomial, w)).tolist(), dtype=object)


def dft_matrix_without_conjugate(N):
    """The conjugate left out."""
    return _modulo_cyclotomic(_gram(N, conjugate=False), N), N * np.eye(N, dtype=int)


def dft_matrix_modulo_one(N):
    """Reduced by $w^N = 1$ alone."""
    return np.array(_gram(N).applyfunc(lambda entry: modulo(entry, N)).tolist()), N * np.eye(N, dtype=int)


@claim(
    label="dft-matrix-has-orthogonal-rows",
    title="The DFT matrix times its conjugate is N times the identity, for a primitive root of unity.",
    statement=r"W\, \overline{W} = N I \pmod{\Phi_N(w)}",
    given="N from 1 to 8",
    evidence=Exhausted("N from 1 to 8", lambda: lengths(8, 1), needs="sympy"),
    counterfeits=(dft_matrix_without_conjugate, dft_matrix_modulo_one),
    source=f"{OPPENHEIM}, section 8.1",
)
def dft_matrix_has_orthogonal_rows(N):
    r"""Off the diagonal stand sums over whole turns of the circle, and $\Phi_N$ divides each of them."""
    return _modulo_cyclotomic(_gram(N), N), N * np.eye(N, dtype=int)


@claim(
    label="a-root-of-one-is-not-enough",
    title="That the N-th power of w is 1 does not make the rows of the DFT matrix orthogonal.",
    refutes="All that the DFT needs of w is that its N-th power is 1.",
    statement=r"W\, \overline{W} \ne N I \pmod{w^N - 1}\quad\text{for some } N",
    evidence=Search("lengths N, smallest first", lambda: lengths(8, 1), needs="sympy"),
    source="w = 1 is such a root",
)
def a_root_of_one_is_not_enough(N):
    """The root $w = 1$ makes every entry 1, and the rows equal; orthogonal rows need a primitive root."""
    return dft_matrix_modulo_one(N)


def flip_of_the_array(N):
    """The array reversed end for end, entry 0 included."""
    return _modulo_cyclotomic(_gram(N, conjugate=False), N), N * np.eye(N, dtype=int)[::-1]


def dft_twice_is_nothing(N):
    """No flip at all."""
    return _modulo_cyclotomic(_gram(N, conjugate=False), N), N * np.eye(N, dtype=int)


@claim(
    label="dft-twice-is-the-circular-flip",
    title="The DFT taken twice is N times the flip about entry 0 on the circle.",
    statement=r"(W^2 x)_n = N\, x_{(-n) \bmod N} \pmod{\Phi_N(w)}",
    given="N from 1 to 8",
    evidence=Exhausted("N from 1 to 8", lambda: lengths(8, 1), needs="sympy"),
    counterfeits=(flip_of_the_array, dft_twice_is_nothing),
    source=f"{BRACEWELL}, chapter 2",
)
def dft_twice_is_the_circular_flip(N):
    """Without the conjugate the exponents add up, and they cancel where the two indices do."""
    return _modulo_cyclotomic(_gram(N, conjugate=False), N), N * np.eye(N, dtype=int)[-np.arange(N) % N]


def _polynomial(coefficients: np.ndarray, power: int = 1) -> Any:
    """Return the polynomial in z, or in its inverse, with the given coefficients, the constant first."""
    from sympy import Symbol

    return sum(entry * Symbol("z") ** (power * i) for i, entry in enumerate(coefficients))


def _coefficients(value: Any, lowest: int, count: int) -> np.ndarray:
    """Return so many coefficients of powers of z, from the given one up."""
    from sympy import Symbol, expand

    z = Symbol("z")
    expanded = expand(value * z**-lowest)
    return np.array([expanded.coeff(z, i) for i in range(count)], dtype=object)


def product_and_correlation(n, m):
    """The other operation."""
    x, h = entries("x", n), entries("h", m)
    return _coefficients(_polynomial(x) * _polynomial(h), 0, n + m - 1), correlate(x, h)


def product_from_the_highest_power(n, m):
    """The coefficients of the kernel read from its highest power down."""
    x, h = entries("x", n), entries("h", m)
    return _coefficients(_polynomial(x) * _polynomial(h), 0, n + m - 1), convolve(x, h[::-1])


@claim(
    label="polynomial-product-is-convolution",
    title="The coefficients of a product of polynomials are the convolution of their coefficients.",
    statement=r"\Bigl(\sum_i x_i z^i\Bigr) \Bigl(\sum_j h_j z^j\Bigr) = \sum_n (x * h)_n\, z^n",
    given="1 to 4 coefficients each, all of them symbols",
    evidence=Exhausted("1 to 4 samples, 1 to 4 taps", lambda: lengths(4, 2), needs="sympy"),
    counterfeits=(product_and_correlation, product_from_the_highest_power),
    source="D. E. Knuth, The Art of Computer Programming, vol. 2, 3rd ed., 1997, section 4.6",
)
def polynomial_product_is_convolution(n, m):
    """The power $z^n$ collects the products of coefficients whose indices add up to $n$."""
    x, h = entries("x", n), entries("h", m)
    return _coefficients(_polynomial(x) * _polynomial(h), 0, n + m - 1), convolve(x, h)


def inverse_in_the_signal(n, m):
    """The variable inverted in the signal, not in the kernel."""
    x, h = entries("x", n), entries("h", m)
    value = _polynomial(x, -1) * _polynomial(np.conj(h))
    return _coefficients(value, 1 - n, n + m - 1), correlate(x, h)


def inverse_without_conjugate(n, m):
    """The coefficients of the kernel not conjugated."""
    x, h = entries("x", n), entries("h", m)
    return _coefficients(_polynomial(x) * _polynomial(h, -1), 1 - m, n + m - 1), correlate(x, h)


@claim(
    label="correlation-inverts-the-variable",
    title="For correlation the polynomial of the kernel is taken at 1/z, with conjugate coefficients.",
    statement=r"\Bigl(\sum_i x_i z^i\Bigr) \Bigl(\sum_j \overline{h_j}\, z^{-j}\Bigr) = \sum_k (h \star x)_k\, z^k",
    given="1 to 4 coefficients each, all of them symbols; k runs from 1 - m to n - 1",
    evidence=Exhausted("1 to 4 samples, 1 to 4 taps", lambda: lengths(4, 2), needs="sympy"),
    counterfeits=(inverse_in_the_signal, inverse_without_conjugate),
    source=f"{OPPENHEIM}, section 3.4.5",
)
def correlation_inverts_the_variable(n, m):
    """The flip of a kernel turns the powers of its polynomial about the constant term."""
    x, h = entries("x", n), entries("h", m)
    return _coefficients(_polynomial(x) * _polynomial(np.conj(h), -1), 1 - m, n + m - 1), correlate(x, h)


def _reals() -> tuple[Any, Any, Any, Any]:
    """Return two real variables and two positive variances."""
    from sympy import symbols

    return (*symbols("t u", real=True), *symbols("p q", positive=True))


def _one_exponent(value: Any) -> Any:
    """Return a product of exponentials as one, its exponent a single fraction."""
    from sympy import cancel, exp, powsimp

    return powsimp(value).replace(exp, lambda exponent: exp(cancel(exponent)))


def _against_gaussian(variance: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return the integrand and 1; beside them a Gaussian in t times one in u, and the integral of one of variance p."""
    from sympy import integrate, oo

    t, u, p, q = _reals()
    rest = gaussian(u - p * t / (p + q), p * q / (p + q))
    apart = gaussian(t, variance) * rest
    integrand = gaussian(u, p) * gaussian(t - u, q)
    # p stands for any variance here, and over the whole line the place of the middle is of no account
    weight = integrate(gaussian(u, p), (u, -oo, oo))
    return np.array([_one_exponent(integrand), 1]), np.array([_one_exponent(apart), weight])


def gaussians_with_added_deviations():
    """The standard deviations added."""
    from sympy import sqrt

    *_, p, q = _reals()
    return _against_gaussian((sqrt(p) + sqrt(q)) ** 2)


def gaussians_with_the_mean_variance():
    """The variances averaged."""
    *_, p, q = _reals()
    return _against_gaussian((p + q) / 2)


@claim(
    label="gaussians-add-their-variances",
    title="A Gaussian convolved with a Gaussian is a Gaussian, and the variances add up.",
    statement=r"\begin{gathered}\int G_p(u)\, G_q(t - u)\, du = G_{p + q}(t),\\ "
    r"G_v(t) = e^{-t^2 / 2 v} / \sqrt{2 \pi v}\end{gathered}",
    given="all real t and all variances p, q above 0",
    evidence=Exhausted(
        "the integrand as a product, and the integral of a Gaussian over the line, with symbols for t, u, p and q",
        lambda: [Case(())],
        "sympy",
    ),
    counterfeits=(gaussians_with_added_deviations, gaussians_with_the_mean_variance),
    source=f"{BRACEWELL}, chapter 3",
)
def gaussians_add_their_variances():
    """The product under the integral is a Gaussian in $u$ times $G_{p + q}(t)$, and every Gaussian integrates to 1."""
    *_, p, q = _reals()
    return _against_gaussian(p + q)


def _omega() -> Any:
    from sympy import Symbol

    return Symbol("omega", positive=True)


@cache
def _transforms(pair: str) -> tuple[Any, Any, Any]:
    """Return the transforms of f * g, of f and of g, at a frequency above 0."""
    from sympy import Rational, exp, integrate, oo

    (t, u, p, q), omega, half = _reals(), _omega(), Rational(1, 2)
    if pair == "two Gaussians":
        transform = fourier(gaussian(t, p), t, omega, -oo, oo).simplify()
        # what was integrated for every p above 0 holds for q and for p + q
        return tuple(transform.subs(p, variance) for variance in (p + q, p, q))  # pyright: ignore
    if pair == "exp(-t) and exp(-4t), for t above 0":
        convolved = integrate(exp(-u) * exp(-4 * (t - u)), (u, 0, t))
        return tuple(fourier(f, t, omega, 0, oo) for f in (convolved, exp(-t), exp(-4 * t)))  # pyright: ignore
    # the box meets the shifted box from t - 1/2 to 1/2, or from -1/2 to t + 1/2
    rising, falling = integrate(1, (u, -half, t + half)), integrate(1, (u, t - half, half))
    box = fourier(1, t, omega, -half, half)
    return fourier(rising, t, omega, -1, 0) + fourier(falling, t, omega, 0, 1), box, box


PAIRS = ("two Gaussians", "exp(-t) and exp(-4t), for t above 0", "a box of width 1 with itself")


def _plain(value: Any) -> np.ndarray:
    from sympy import cancel, expand, powsimp

    return np.array([cancel(powsimp(expand(value)))])


def transforms_added(pair):
    """A sum in place of the product."""
    convolved, f, g = _transforms(pair)
    return _plain(convolved), _plain(f + g)


def transform_at_minus_the_frequency(pair):
    """One transform at minus the frequency, as for correlation."""
    convolved, f, g = _transforms(pair)
    return _plain(convolved), _plain(f * g.xreplace({_omega(): -_omega()}))


@claim(
    label="transforms-multiply-on-closed-forms",
    title="The Fourier transform of a convolution is the product of the transforms, on three pairs in closed form.",
    statement=r"\int (f * g)(t)\, e^{-i \omega t}\, dt = F(\omega)\, G(\omega)",
    given="frequencies above 0; two Gaussians of any variances, exp(-t) with exp(-4t) from 0 on, a box with itself",
    evidence=Exhausted(
        "the three pairs, by sympy.integrate; for the Gaussians one integral, with a symbol for the variance",
        lambda: [Case((pair,)) for pair in PAIRS],
        "sympy",
    ),
    counterfeits=(transforms_added, transform_at_minus_the_frequency),
    rests_on=("gaussians-add-their-variances",),
    source=f"{BRACEWELL}, chapter 6",
)
def transforms_multiply_on_closed_forms(pair):
    """The convolution is integrated for the decays and the box; for the Gaussians it is $G_{p + q}$."""
    convolved, f, g = _transforms(pair)
    return _plain(convolved), _plain(f * g)
