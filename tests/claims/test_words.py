"""The words of the claims with a proof: as terms they spell theorems, as code they are what plain sums say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flipconv.claims import words
from flipconv.claims.words import Signal, is_spelled
from flipconv.proofs.language import SORTS, Symbol
from flipconv.proofs.terms import Index
from flipconv.proofs.theorems import algebra, all_theorems, correlation

PARTS = st.lists(st.integers(-4, 4), min_size=1, max_size=4)
STARTS = st.integers(-3, 3)


def variable(name: str) -> Index:
    assert name in SORTS
    return Index(((("", (name,)), 1),))


@st.composite
def on_integers(draw):
    real, imaginary = draw(PARTS), draw(PARTS)
    length = min(len(real), len(imaginary))
    return Signal(np.array(real[:length]) + 1j * np.array(imaginary[:length]), (draw(STARTS),))


@st.composite
def on_circle(draw, count=2):
    length = draw(st.integers(1, 4))
    parts = st.lists(st.integers(-4, 4), min_size=2 * length, max_size=2 * length)
    drawn = [np.array(draw(parts)) for _ in range(count)]
    return tuple(Signal(values[:length] + 1j * values[length:], None) for values in drawn)


def table(signal: Signal, places) -> dict[int, complex]:
    return {place: complex(signal.at((place,))) for place in places if signal.at((place,)) != 0}


FAR = range(-40, 41)


@given(on_integers(), on_integers())
def test_on_the_integers_places_add_in_a_convolution_and_subtract_in_a_correlation(f, g):
    sums: dict[int, complex] = {}
    lags: dict[int, complex] = {}
    for p, a in table(f, FAR).items():
        for q, b in table(g, FAR).items():
            sums[p + q] = sums.get(p + q, 0) + a * b
            lags[q - p] = lags.get(q - p, 0) + a.conjugate() * b
    assert table(words.convolved(f, g), FAR) == {place: value for place, value in sums.items() if value}
    assert table(words.correlated(f, g), FAR) == {place: value for place, value in lags.items() if value}


@given(on_circle())
def test_on_a_circle_places_are_counted_modulo_its_length(pair):
    f, g = pair
    n = f.values.size
    around = [sum(f.at((y,)) * g.at((x - y,)) for y in range(n)) for x in range(n)]
    ahead = [sum(f.at((y,)).conjugate() * g.at((x + y,)) for y in range(n)) for x in range(n)]
    assert words.convolved(f, g).values.tolist() == around
    assert words.correlated(f, g).values.tolist() == ahead


@given(on_integers(), STARTS)
def test_flips_and_shifts_move_places(f, a):
    assert table(words.flipped(f), FAR) == {-place: value for place, value in table(f, FAR).items()}
    assert table(words.conjugate_flipped(f), FAR) == {-p: value.conjugate() for p, value in table(f, FAR).items()}
    assert table(words.shifted((a,), f), FAR) == {place + a: value for place, value in table(f, FAR).items()}
    assert words.against((a, 2)) == (-a, -2)


@given(on_integers(), on_integers())
def test_sums_and_inner_products_go_by_places_not_by_entries(f, g):
    here, there = table(f, FAR), table(g, FAR)
    places = set(here) | set(there)
    both = {place: here.get(place, 0) + there.get(place, 0) for place in places}
    assert table(words.added(f, g), FAR) == {place: value for place, value in both.items() if value}
    assert words.inner_product(f, g) == sum(value * there.get(place, 0).conjugate() for place, value in here.items())
    assert words.subtracted(words.added(f, g), g) == f


def test_signals_are_equal_as_functions_not_as_arrays():
    assert Signal(np.array([0, 1, 2, 0]), (3,)) == Signal(np.array([1, 2]), (4,))
    assert Signal(np.array([1, 2]), (4,)) != Signal(np.array([1, 2]), (5,))
    assert Signal(np.array([1, 2]), None) != Signal(np.array([1, 2]), (0,))


@pytest.mark.parametrize("shape", [(1,), (2,), (4,), (2, 4)], ids=str)
def test_the_transform_is_exact_on_its_groups(shape):
    rng = np.random.default_rng(5)
    f = Signal(rng.integers(-4, 5, shape) + 1j * rng.integers(-4, 5, shape), None)
    roots = {1: [1], 2: [1, -1], 4: [1, -1j, -1, 1j]}
    for k in np.ndindex(shape):
        total = 0
        for x, value in np.ndenumerate(f.values):
            for order, a, b in zip(shape, x, k, strict=True):
                value = value * roots[order][a * b % order]  # noqa: PLW2901 - a running product
            total += value
        assert words.spectrum(f).at(k) == total


def test_a_claim_spells_its_theorem_and_no_other():
    f, g = Symbol("f"), Symbol("g")
    free = {"x": "G"}
    spelled = [
        name
        for name, entry in all_theorems().items()
        if is_spelled(words.convolved(f, g), entry.left, free) and is_spelled(words.convolved(g, f), entry.right, free)
    ]
    assert spelled == [algebra.commutes.name]
    assert not is_spelled(words.correlated(f, g), algebra.commutes.left, free)
    assert not is_spelled(words.convolved(f, g), algebra.commutes.left, {"k": "D"}), "another sort"
    assert not is_spelled(words.convolved(f, g), algebra.commutes.left, {}), "no place to stand at"


def test_near_misses_are_spelled_differently():
    f, h = Symbol("f"), Symbol("h")
    right = correlation.flip_law.right
    free = {"x": "G"}
    assert is_spelled(words.correlated(words.conjugate_flipped(h), f), right, free)
    for miss in (
        words.correlated(words.flipped(h), f),
        words.correlated(h, f),
        words.correlated(f, words.conjugate_flipped(h)),
        words.convolved(words.conjugate_flipped(h), f),
    ):
        assert not is_spelled(miss, right, free)
