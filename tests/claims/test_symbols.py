"""The claims about derivations, closed forms and SymPy: what they say by other roads, and that they can fail."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from flipconv.claims import closed_forms, symbols, sympy_sums
from flipconv.claims.checker import agree, check
from flipconv.claims.register import all_claims
from flipconv.proofs.symbolic import Derivation, associativity, convolution_theorem, integers, settled

sympy = pytest.importorskip("sympy")
CLAIMS = all_claims()


@pytest.mark.parametrize("theme", [symbols, closed_forms, sympy_sums])
def test_every_claim_here_says_that_it_needs_sympy(theme):
    ours = [claim for claim in CLAIMS.values() if claim.sides.__module__ == theme.__name__]
    assert len(ours) >= 3
    assert {claim.evidence.needs for claim in ours} == {"sympy"}


def with_line(derivation, number, line):
    """Return a function that gives a derivation with one line replaced."""
    lines = list(derivation.lines)
    lines[number] = line
    return lambda: Derivation(tuple(lines), derivation.reasons)


def test_a_slip_in_any_line_of_associativity_fails_the_claim(monkeypatch):
    n, p, q, r = integers("n p q r")
    slips = {n - p: n + p, n - q - r: n - q + r}
    for number, line in enumerate(associativity().lines):
        monkeypatch.setattr(symbols, "associativity", with_line(associativity(), number, line.xreplace(slips)))
        verdict = check(CLAIMS["associativity-line-by-line"])
        assert verdict.status == "failed"
        assert "the sides differ at a = " in verdict.problem


def test_a_slip_in_any_line_of_the_theorem_fails_the_claim(monkeypatch):
    k, n, q = integers("k n q")
    w = sympy.Symbol("w")
    slips = {w ** (k * n): w ** (2 * k * n), w ** (k * q): w ** (2 * k * q)}
    for number, line in enumerate(convolution_theorem().lines):
        slipped = line.xreplace(slips)
        if slipped == line:
            slipped = line.replace(w, w**2)
        monkeypatch.setattr(symbols, "convolution_theorem", with_line(convolution_theorem(), number, slipped))
        verdict = check(CLAIMS["convolution-theorem-line-by-line"])
        assert verdict.status == "failed"
        assert "the sides differ at N = " in verdict.problem


def test_sound_lines_about_another_sum_fail_the_claim_about_the_library(monkeypatch):
    longer = Derivation(tuple(2 * line for line in associativity().lines), associativity().reasons)
    monkeypatch.setattr(symbols, "associativity", lambda: longer)
    left, right = symbols.associativity_line_by_line(2, 2)
    assert agree(left, right)
    assert not check(CLAIMS["associativity-begins-and-ends-with-convolve"]).passed


def test_the_claims_lines_have_no_slack_in_the_limits():
    # the number of terms of each line, counted with every entry 1
    counts = [
        settled(line, a=3, b=2).replace(lambda part: isinstance(part, sympy.Indexed), lambda _: sympy.Integer(1))
        for line in associativity().lines
    ]
    assert counts == [6] * 6


# modulo the prime the powers of the root come back to 1 after as many steps as the length says, and not before
@pytest.mark.parametrize(
    ("length", "root", "prime"),
    [(1, 1, 2), (2, 2, 3), (3, 2, 7), (4, 2, 5), (5, 3, 11), (6, 3, 7), (7, 7, 29), (8, 2, 17)],
)
def test_orthogonality_holds_modulo_a_prime_with_a_primitive_root(length, root, prime):
    assert [pow(root, exponent, prime) == 1 for exponent in range(1, length + 1)] == [False] * (length - 1) + [True]
    places = range(length)
    matrix = np.array([[pow(root, k * n, prime) for n in places] for k in places])
    inverse = np.array([[pow(root, -k * n, prime) for n in places] for k in places])
    identity = closed_forms.dft_matrix_has_orthogonal_rows(length)[1]
    flip = closed_forms.dft_twice_is_the_circular_flip(length)[1]
    assert np.array_equal(matrix @ inverse % prime, identity % prime)
    assert np.array_equal(matrix @ matrix % prime, flip % prime)


def test_the_smallest_length_at_which_a_root_of_one_is_not_enough_is_two():
    assert agree(*closed_forms.a_root_of_one_is_not_enough(1))
    assert not agree(*closed_forms.a_root_of_one_is_not_enough(2))
    assert check(CLAIMS["a-root-of-one-is-not-enough"]).cases == 2


def test_gaussians_convolve_as_thin_slices_do():
    # sums over a grid of step 1/8 stand for the integrals; by Poisson's formula their error is below exp(-900)
    grid = np.arange(-160, 161) / 8
    density = {v: np.exp(-(grid**2) / (2 * v)) / np.sqrt(2 * np.pi * v) for v in (1, 3, 4)}
    convolved = np.convolve(density[1], density[3], "same") / 8
    middle = slice(120, 201)
    # 321 terms of at most 0.4 with a rounding of 2**-53 each are far below 1e-13
    assert np.abs(convolved - density[4])[middle].max() < 1e-13


@pytest.mark.parametrize("upper", range(5))
def test_change_index_against_counting(upper):
    pairs = sum(1 for i in range(upper + 1) for j in range(i + 1))
    too_many = sum(1 for i in range(1, upper + 2) for j in range(i + 1))
    before, after = sympy_sums.change_index_can_change_the_value(upper)
    assert (before, after) == (pairs, too_many)
    assert before != after


@pytest.mark.parametrize("first", [0, 1])
def test_both_orders_of_the_series_by_their_partial_sums(first):
    def entry(m, n):
        return int(m == n) - int(m == n + 1)

    # the inner sums over enough terms are exact, as each row and column has at most two entries
    columns = [sum(entry(m, n) for m in range(first, n + 3)) for n in range(first, 20)]
    rows = [sum(entry(m, n) for n in range(first, m + 3)) for m in range(first, 20)]
    assert (columns, rows) == ([0] * (20 - first), [1] + [0] * (19 - first))
    assert sympy_sums.reorder_ignores_summability(first) == (sum(columns), sum(rows))


def test_capture_at_numbers():
    f = sympy.Function("f")
    k = integers("k")
    for upper, at in product(range(3), (4, 7)):
        outside, captured = sympy_sums.subs_can_capture_an_index(upper)
        values = [side.item().replace(f, lambda place: place**2).subs(k, at) for side in (outside, captured)]
        assert values == [sum((i + at) ** 2 for i in range(upper + 1)), sum((2 * i) ** 2 for i in range(upper + 1))]


def test_correlation_inverts_the_variable_at_a_number():
    # at z = 3, in fractions
    x, h = [5, 1, 4], [1, 2]
    product_of_values = sum(v * 3**i for i, v in enumerate(x)) * sum(Fraction(v, 3**j) for j, v in enumerate(h))
    correlation = np.correlate(x, h, "full").tolist()
    assert sum(v * Fraction(3) ** (i - 1) for i, v in enumerate(correlation)) == product_of_values
    left, right = closed_forms.correlation_inverts_the_variable(3, 2)
    assert agree(left, right)
    assert len(left) == 4
