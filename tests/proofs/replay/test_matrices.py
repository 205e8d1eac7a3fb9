"""The determinant, against Leibniz' sum over permutations."""

from itertools import permutations
from math import prod

from hypothesis import given
from hypothesis import strategies as st

from flipconv.proofs.replay.matrices import determinant

SQUARE = st.integers(1, 4).flatmap(
    lambda size: st.lists(st.lists(st.integers(-3, 3), min_size=size, max_size=size), min_size=size, max_size=size)
)


def by_permutations(rows):
    places = range(len(rows))
    total = 0
    for order in permutations(places):
        sign = (-1) ** sum(order[i] > order[j] for i in places for j in range(i + 1, len(rows)))
        total += sign * prod(rows[i][order[i]] for i in places)
    return total


@given(SQUARE)
def test_the_determinant_is_that_of_the_definition(rows):
    assert determinant(rows) == by_permutations(rows)
