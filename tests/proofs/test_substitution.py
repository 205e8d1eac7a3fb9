"""Putting something in for a name is the same as working the term out with that name worth it."""

from hypothesis import given
from hypothesis import strategies as st

from flipconv.proofs.normal import alike
from flipconv.proofs.substitution import Substitution, substituted
from flipconv.proofs.terms import At, Delta, Fun, Index, Sum, combined, free_variables
from tests.proofs.terms import NAMES, PLACES, TERMS, indices, member, worth

X = Index(((("", ("x",)), 1),))
Y = Index(((("", ("y",)), 1),))


@given(TERMS, st.dictionaries(st.sampled_from(NAMES), indices(), max_size=3), PLACES)
def test_a_term_with_indices_put_in_is_worth_what_it_is_with_their_values(term, put, places):
    inner = {**places, **{name: member(index, places) for name, index in put.items()}}
    assert worth(substituted(term, put), places) == worth(term, inner)


@given(TERMS, TERMS, st.permutations(NAMES), PLACES)
def test_a_term_with_a_function_put_in_is_worth_what_it_is_with_that_function(term, body, names, places):
    one, other = names[:2]
    # within the term the function has the outer values of its free variables, whatever the term binds
    term = Substitution({}, {"h": "k"}, {}, {}).term(term)
    put_in = Substitution({}, {"k": Fun(((one, "G"), (other, "G")), body)}, {}, {}).term(term)
    assert worth(put_in, places) == worth(
        term, places, k=lambda first, second: worth(body, {**places, one: first, other: second})
    )


@given(TERMS, st.dictionaries(st.sampled_from(NAMES), indices(), max_size=3))
def test_the_free_variables_are_those_put_in_and_those_left(term, put):
    before = free_variables(term)
    expected = {name for name in before if name not in put}
    for name in before & set(put):
        expected |= put[name].variables
    assert free_variables(substituted(term, put)) <= expected


@given(TERMS)
def test_renaming_there_and_back_changes_nothing(term):
    apart = {name: Index(((("", (f"{name}0",)), 1),)) for name in NAMES}
    back = {f"{name}0": Index(((("", (name,)), 1),)) for name in NAMES}
    assert alike(substituted(substituted(term, apart), back), term)


def test_two_variables_of_a_function_stay_two():
    """The one that is renamed must not get the name of the other, even if the other is not used."""
    function = Fun((("y", "G"), ("y1", "G")), At("h", (X, Y)))
    put_in = Substitution({"x": Y}, {}, {}, {}).argument(function)
    assert isinstance(put_in, Fun)
    (first, _), (second, _) = put_in.variables
    assert len({first, second, "y"}) == 3
    assert put_in.body == At("h", (Y, Index(((("", (first,)), 1),))))


def test_a_sum_catches_nothing():
    total = Sum("x", "G", At("h", (X, Y)))
    put_in = substituted(total, {"y": X})
    assert isinstance(put_in, Sum)
    assert put_in.variable != "x"
    assert free_variables(put_in) == {"x"}


def test_an_index_is_put_in_with_its_coefficients():
    doubled = combined([(("", ("x",)), 2), (("", ("y",)), -1)])
    assert substituted(Delta("G", X - 3 * Y), {"x": doubled, "y": X}) == Delta(
        "G", combined([(("", ("x",)), -1), (("", ("y",)), -1)])
    )
