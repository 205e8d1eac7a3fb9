"""Terms that are alike are worth the same, and both programs find the same terms alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flipconv.proofs.normal import Forms, alike
from flipconv.proofs.notation import term_from, term_to
from flipconv.proofs.replay.normal import Env, Normaliser
from flipconv.proofs.replay.polynomials import Budget, variable
from flipconv.proofs.terms import Add, At, Conj, Delta, Index, Mul, Num, RefusedError, Sum, Term, Window
from tests.proofs.terms import NAMES, PLACES, SYMBOLS, TERMS, worth

X = Index(((("", ("x",)), 1),))
Y = Index(((("", ("y",)), 1),))
F, G = At("f", (X,)), At("f", (Y,))


def rewritten(term: Term) -> st.SearchStrategy[Term]:
    """Draw another way to write a term, which may be a false one."""
    ways = [term, Conj(Conj(term)), Add((term, Num(0))), Mul((Num(1), term)), Mul((Num(-1), Num(-1), term))]
    match term:
        case Add(parts):
            ways += [Add(parts[::-1]), Add((*parts[1:], parts[0])), Conj(Add(tuple(map(Conj, parts))))]
        case Mul(parts):
            ways += [
                Mul(parts[::-1]),
                Conj(Mul(tuple(Conj(part) for part in parts[::-1]))),
                Conj(Mul(tuple(map(Conj, parts)))),
            ]
        case Sum(name, sort, body):
            ways += [
                Sum("y2", sort, body),
                Conj(Sum(name, sort, Conj(body))),
                Add((Sum(name, sort, body), term, -1 * term)),
            ]
        case Delta(sort, index):
            ways += [Delta(sort, -index), Conj(term), Delta(sort, 2 * index)]
        case _:
            ways += [Conj(term)]
    return st.sampled_from(ways)


PAIRS = TERMS.flatmap(lambda term: st.tuples(st.just(term), rewritten(term)))


@given(PAIRS, PLACES)
def test_alike_terms_are_worth_the_same(pair, places):
    one, other = pair
    if alike(one, other):
        assert worth(one, places) == worth(other, places)


@given(PAIRS, st.booleans())
def test_both_programs_find_the_same_terms_alike(pair, commuting):
    normaliser = Normaliser(Budget(), commuting=commuting)
    names = {name: variable(name) for name in NAMES}
    env = Env({"G": "group"}, {"G": "G"}, {}, {name: name for name in SYMBOLS}, names)
    one, other = (normaliser.value(term_to(term), env) for term in pair)
    assert alike(*pair, commuting=commuting) == (one == other)


@given(TERMS)
def test_a_term_is_written_and_read_again(term):
    assert alike(term_from(term_to(term)), term)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ((F + G) * F, F * F + G * F),
        (Conj(F * G), Conj(G) * Conj(F)),
        (Conj(Sum("x", "G", F)), Sum("y", "G", Conj(G))),
        (Delta("G", X - Y), Delta("G", Y - X)),
        (Delta("G", X) * F, F * Delta("G", -X)),
        (Delta("Z", Index()), Num(1)),
        (Window(Index(((("", ()), -1),))), Num(0)),
        (Sum("x", "G", F - F), Num(0)),
    ],
    ids=["distributed", "reversed", "inward", "sign", "central", "at-zero", "below-zero", "nothing"],
)
def test_alike(left, right):
    assert alike(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (F * G, G * F),
        (Conj(F), F),
        (Conj(F * G), Conj(F) * Conj(G)),
        (Delta("G", X), Delta("G", 2 * X)),
        (Window(X), Window(-X)),
        (Sum("x", "G", G), Sum("y", "G", G)),
        (Sum("x", "G", F), F),
        (F + F, F),
    ],
    ids=["order", "conjugate", "same-order", "twice", "window", "caught", "sum", "coefficient"],
)
def test_not_alike(left, right):
    assert not alike(left, right)


def test_too_many_products_are_refused():
    with pytest.raises(RefusedError, match="limit of 2000"):
        _ = Forms().of(Mul(tuple([F + G] * 11)))
