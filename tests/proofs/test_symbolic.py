"""The lines of the derivations, against sums in Python integers and SymPy's own remainders."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from flipconv.proofs.closed_forms import dft_matrix, fourier, gaussian, modulo
from flipconv.proofs.symbolic import (
    Derivation,
    associativity,
    convolution_theorem,
    integers,
    nested_latex,
    sequence,
    settled,
)

sympy = pytest.importorskip("sympy")

F, G, X = [2, 7, -1, 3], [5, 1, 4, -6], [3, -2, 8, 11]


def valued(polynomial, **values):
    """Return a polynomial at integers for its entries; an entry of a list that is not there is 0."""
    found = {}
    for entry in polynomial.atoms(sympy.Indexed):
        (index,) = entry.indices
        numbers = values[str(entry.base)]
        found[entry] = numbers[index] if 0 <= index < len(numbers) else 0
    return int(polynomial.xreplace(found))


@pytest.mark.parametrize(("a", "b", "c"), [(1, 1, 1), (1, 4, 2), (3, 1, 4), (2, 3, 1), (4, 4, 4)])
def test_every_line_of_associativity_is_the_triple_sum_in_integers(a, b, c):
    f, g, x = F[:a], G[:b], X[:c]
    expected = np.convolve(np.convolve(f, g), x).tolist()
    n = integers("n")
    for line in associativity().lines:
        value = settled(line, a=a, b=b)
        outputs = [valued(value.subs(n, output), f=f, g=g, x=x) for output in range(-1, a + b + c - 1)]
        assert outputs == [0, *expected, 0]


def circular(h, x):
    """Return the circular convolution of two lists, by counting which products go where."""
    y = [0] * len(x)
    for (i, tap), (j, sample) in product(enumerate(h), enumerate(x)):
        y[(i + j) % len(x)] += tap * sample
    return y


# modulo 13 the powers of these come back to 1 after 1, 2, 3 and 4 steps, and not before
@pytest.mark.parametrize(("length", "root"), [(1, 1), (2, 12), (3, 3), (4, 5)])
def test_every_line_of_the_theorem_is_the_transform_modulo_a_prime(length, root):
    h, x = F[:length], X[:length]
    y = circular(h, x)
    for frequency in range(length):
        expected = sum(pow(root, frequency * n, 13) * y[n] for n in range(length)) % 13
        for line in convolution_theorem().lines:
            value = modulo(settled(line, N=length, k=frequency), length)
            assert valued(value.subs(sympy.Symbol("w"), root), h=h, x=x) % 13 == expected


@pytest.mark.parametrize("derivation", [associativity(), convolution_theorem()])
def test_no_two_lines_are_written_alike_and_each_step_has_a_reason(derivation):
    assert len(set(derivation.lines)) == len(derivation.lines)
    assert all(derivation.reasons)


def test_a_step_without_a_reason_is_refused():
    with pytest.raises(ValueError, match="6 lines and 4 reasons"):
        _ = Derivation(associativity().lines, associativity().reasons[:-1])


@pytest.mark.parametrize("number", range(6))
def test_a_line_with_a_term_lost_is_noticed(number):
    lines = list(associativity().lines)
    a, b = integers("a b")
    shorter = lines[number].xreplace({a - 1: a - 2, a + b - 2: a + b - 3})
    assert shorter != lines[number]
    difference = settled(shorter, a=3, b=2) - settled(lines[number], a=3, b=2)
    assert difference.expand() != 0


def test_entries_beyond_the_ends_are_zero_only_where_there_are_ends():
    g, x = sequence("g", 2), sequence("x")
    assert settled(g[-1] + g[0] + g[1] + g[2] + x[-1] + x[7]) == g[0] + g[1] + x[-1] + x[7]


def test_an_index_that_is_still_a_letter_cannot_be_judged():
    n, p, a = integers("n p a")
    line = sympy.Sum(sequence("f", a)[n - p], (p, 0, a - 1))
    with pytest.raises(TypeError, match="truth value"):
        _ = settled(line, a=2)
    assert settled(line, a=2, n=2) == sequence("f", 2)[1]


@pytest.mark.parametrize("length", range(1, 7))
def test_modulo_is_the_remainder_by_sympy(length):
    w = sympy.Symbol("w")
    value = 3 * w**7 - 2 * w**6 + w**5 + 4 * w - 9
    relation = w**length - 1
    assert sympy.expand(modulo(value, length) - sympy.rem(value, relation, w)) == 0
    # a negative power is first raised by a multiple of the length
    raised = sympy.expand(value * w ** (8 * length - 8))
    assert sympy.expand(modulo(value / w**8, length) - sympy.rem(raised, relation, w)) == 0


@pytest.mark.parametrize("length", [1, 2, 3, 5, 8])
def test_the_dft_matrix_at_a_complex_root_is_that_of_numpy(length):
    root = np.exp(-2j * np.pi / length)
    # numpy.fft has the root exp(-2 pi i / N); its entries are on the unit circle, so 1e-12 is thousands of roundings
    matrix = np.array(dft_matrix(length).subs(sympy.Symbol("w"), root).tolist(), dtype=complex)
    assert np.abs(matrix - np.fft.fft(np.eye(length))).max() < 1e-12


def test_a_gaussian_is_the_normal_density():
    # the density of the standard normal distribution at 1, to the digits of Abramowitz and Stegun, table 26.1
    assert abs(sympy.N(gaussian(sympy.Integer(1), 1), 20) - sympy.Float("0.241970724519143", 20)) < 5e-16
    assert gaussian(2, 4) == gaussian(1, 1) / 2


def test_a_transform_at_a_number_is_the_sum_of_thin_slices():
    t, omega = sympy.symbols("t omega", positive=True)
    found = complex(fourier(1 + t, t, omega, 0, 2).subs(omega, 3))
    # the midpoint rule with 2000 slices of width 1/1000; its error is below 2 * (1/1000)**2 / 24 * max|f''| < 4e-6
    middles = np.arange(2000) / 1000 + 1 / 2000
    assert abs(found - np.sum((1 + middles) * np.exp(-3j * middles)) / 1000) < 4e-6


def test_nested_sums_are_printed_outer_sign_first():
    second, third = associativity().lines[1:3]
    outer, inner, tail = r"\sum_{p=0}^{a + b - 2} ", r"\sum_{q=0}^{a - 1} ", "{f}_{q} {g}_{p - q} {x}_{n - p}"
    assert nested_latex(second) == outer + inner + tail
    assert nested_latex(third) == inner + outer + tail
    assert nested_latex(associativity().lines[0]) == sympy.latex(associativity().lines[0])
    p, q, r = integers("p q r")
    assert nested_latex(sympy.Sum(p + q * r, (r, 0, q), (q, 0, p), (p, 0, 3))) == (
        r"\sum_{p=0}^{3} \sum_{q=0}^{p} \sum_{r=0}^{q} \left(p + q r\right)"
    )
