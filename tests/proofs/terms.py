"""Terms drawn at random, over an abelian group of three members, and what they are worth there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from flipconv.proofs.models import Group, Matrix, Model
from flipconv.proofs.terms import Add, At, Conj, Delta, Fun, Index, Mul, Num, Sum, Term, combined

# names that fresh ones are made of, so that they get in each other's way
NAMES = ["x", "y", "y1", "y2"]
SYMBOLS = {"f": ("G",), "h": ("G", "G"), "F": (("G", "G"),)}


def table(*members):
    """Return a matrix that depends on every member, and on their order."""
    total = 1
    for (member,) in members:
        total = 5 * total + 2 * member + 1
    return Matrix([[total % 7 - 3, total % 3], [total % 4, total % 5 - 2]])


def functional(function):
    total = Matrix([[0, 0], [0, 0]])
    for a in range(3):
        for b in range(3):
            total = total + function((a,), (b,)) * (a + 3 * b + 1)
    return total


def model(**more: Callable[..., Any]) -> Model:
    """Return the group with what the symbols do, and some functions of two places besides."""
    two = ("G", "G")
    one = Matrix([[1, 0], [0, 1]])
    symbols: dict[str, Any] = {
        "f": (("G",), table),
        "h": (two, table),
        "F": ((two,), functional),
        "one": ((), lambda: one),
    }
    return Model({"G": Group((3,))}, {}, {**symbols, **{name: (two, function) for name, function in more.items()}})


def member(index: Index, places: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the member that an index is."""
    return (sum(count * places[name][0] for (_, (name,)), count in index.monomials) % 3,)


def indices() -> st.SearchStrategy[Index]:
    monomials = st.tuples(st.sampled_from(NAMES), st.integers(-2, 2))
    return st.lists(monomials, max_size=3).map(lambda found: combined((("", (name,)), count) for name, count in found))


def _larger(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    two_names = st.permutations(NAMES).map(lambda names: ((names[0], "G"), (names[1], "G")))
    return (
        several.map(Add)
        | several.map(Mul)
        | inner.map(Conj)
        | st.builds(Sum, st.sampled_from(NAMES), st.just("G"), inner)
        | st.builds(lambda names, body: At("F", (Fun(names, body),)), two_names, inner)
    )


TERMS: st.SearchStrategy[Term] = st.recursive(
    st.integers(-2, 2).map(Num)
    | indices().map(lambda index: At("f", (index,)))
    | st.tuples(indices(), indices()).map(lambda pair: At("h", pair))
    | indices().map(lambda index: Delta("G", index)),
    _larger,
    max_leaves=6,
)
PLACES = st.fixed_dictionaries({name: st.integers(0, 2).map(lambda member: (member,)) for name in NAMES})


def worth(term: Term, places: dict[str, tuple[int, ...]], **more: Callable[..., Any]) -> Matrix:
    """Return what a term is worth, as a matrix even if it is an integer."""
    return model(**more).value(Mul((At("one", ()), term)), places)
