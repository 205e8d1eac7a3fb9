"""The normal form: it keeps the value of a term, and forgets the names of bound variables."""

from hypothesis import given
from hypothesis import strategies as st

from flipconv.proofs.replay.normal import Env, Normaliser
from flipconv.proofs.replay.polynomials import Budget, variable
from tests.proofs.replay.writing import index

# values are 2 by 2 matrices of integers, which do not commute, and the involution is the transpose
ONE, ZERO = (1, 0, 0, 1), (0, 0, 0, 0)
INDICES = ["x", "-x", "x - y", "x + y", "2y", "", "y - x", "z", "x - z"]


def times(a, b):
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
    )


def plus(*values):
    return tuple(map(sum, zip(ZERO, *values, strict=True)))


def transposed(a):
    return a[0], a[2], a[1], a[3]


def product(values):
    result = ONE
    for value in values:
        result = times(result, value)
    return result


def where(monomials, variables):
    """Return what an index comes to in Z/3."""
    total = 0
    for coefficient, names in monomials:
        for name in names:
            coefficient = coefficient * variables[name]  # noqa: PLW2901 - a running product
        total += coefficient
    return total % 3


def evaluated(term, symbols, variables):
    if isinstance(term, int):
        return tuple(term * one for one in ONE)
    if term[0] == "add":
        return plus(*(evaluated(part, symbols, variables) for part in term[1:]))
    if term[0] == "mul":
        return product(evaluated(part, symbols, variables) for part in term[1:])
    if term[0] == "conj":
        return transposed(evaluated(term[1], symbols, variables))
    if term[0] == "sum":
        return plus(*(evaluated(term[3], symbols, {**variables, term[1]: place}) for place in range(3)))
    if term[0] == "delta":
        return ZERO if where(term[2], variables) else ONE
    return symbols[term[1]][where(term[2], variables)]


def atom_value(number, normal, symbols, variables, depth):
    what = normal.atoms[number]
    if what[0] == "conj":
        return transposed(atom_value(what[1], normal, symbols, variables, depth))
    if what[0] == "sum":
        inner = {(central, ordered): coefficient for central, ordered, coefficient in what[2]}
        places = ({**variables, f"#{depth}": place} for place in range(3))
        return plus(*(normal_value(inner, normal, symbols, there, depth + 1) for there in places))
    monomials = [(coefficient, names) for (_, names), coefficient in (what[2] if what[0] == "delta" else what[3][0][1])]
    if what[0] == "delta":
        return ZERO if where(monomials, variables) else ONE
    return symbols[what[2]][where(monomials, variables)]


def normal_value(value, normal, symbols, variables, depth=0):
    total = ZERO
    for (central, ordered), coefficient in value.items():
        factors = [atom_value(atom, normal, symbols, variables, depth) for atom in (*central, *ordered)]
        total = plus(total, times((coefficient, 0, 0, coefficient), product(factors)))
    return total


def extended(inner):
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        several.map(lambda terms: ["add", *terms]),
        several.map(lambda terms: ["mul", *terms]),
        inner.map(lambda term: ["conj", term]),
        st.tuples(st.sampled_from("xyz"), inner).map(lambda pair: ["sum", pair[0], "G", pair[1]]),
    )


SIMPLE = st.one_of(
    st.integers(-3, 3),
    st.tuples(st.sampled_from("fg"), st.sampled_from(INDICES)).map(lambda pair: ["at", pair[0], index(pair[1])]),
    st.sampled_from(INDICES).map(lambda text: ["delta", "G", index(text)]),
)
TERMS = st.recursive(SIMPLE, extended, max_leaves=6)
MATRICES = st.tuples(*[st.integers(-2, 2)] * 4)
TABLES = st.fixed_dictionaries({symbol: st.tuples(MATRICES, MATRICES, MATRICES) for symbol in "fg"})
PLACES = st.fixed_dictionaries({name: st.integers(0, 2) for name in "xyz"})


def environment():
    return Env({"G": "group"}, {"G": "G"}, {}, {"f": "f", "g": "g"}, {name: variable(name) for name in "xyz"})


def renamed(term, names):
    """Return a term in which every bound variable bears a name of its own."""
    if isinstance(term, int):
        return term
    if term[0] == "sum":
        fresh = f"b{len(names)}"
        return ["sum", fresh, "G", renamed(term[3], {**names, term[1]: fresh, fresh: fresh})]
    if term[0] in {"at", "delta"}:
        monomials = [[coefficient, sorted(names[one] for one in each)] for coefficient, each in term[2]]
        return [term[0], term[1], monomials]
    return [term[0], *(renamed(part, names) for part in term[1:])]


@given(TERMS, TABLES, PLACES)
def test_the_normal_form_has_the_value_of_the_term(term, symbols, variables):
    normal = Normaliser(Budget())
    value = normal.value(term, environment())
    assert normal_value(value, normal, symbols, variables) == evaluated(term, symbols, variables)


@given(TERMS, TABLES, PLACES)
def test_the_names_of_bound_variables_do_not_matter(term, symbols, variables):
    normal = Normaliser(Budget())
    other = renamed(term, {name: name for name in "xyz"})
    assert normal.value(other, environment()) == normal.value(term, environment())
    assert evaluated(other, symbols, variables) == evaluated(term, symbols, variables)


@given(TERMS, TERMS, TERMS)
def test_terms_that_are_equal_in_every_ring_are_alike(a, b, c):
    normal = Normaliser(Budget())

    def alike(left, right):
        return normal.value(left, environment()) == normal.value(right, environment())

    assert alike(["add", a, b], ["add", b, a])
    assert alike(["add", a, ["add", b, c]], ["add", a, b, c])
    assert alike(["mul", a, ["mul", b, c]], ["mul", ["mul", a, b], c])
    assert alike(["mul", a, ["add", b, c]], ["add", ["mul", a, b], ["mul", a, c]])
    assert alike(["mul", ["add", a, b], c], ["add", ["mul", a, c], ["mul", b, c]])
    assert alike(["conj", ["mul", a, b]], ["mul", ["conj", b], ["conj", a]])
    assert alike(["conj", ["conj", a]], a)
    assert alike(["mul", 1, a], ["add", a, 0])
    assert alike(["add", a, ["mul", -1, a]], 0)


@given(TERMS, TERMS)
def test_products_in_any_order_are_alike_when_values_commute(a, b):
    normal = Normaliser(Budget(), commuting=True)
    first, second = (normal.value(["sum", "x", "G", ["mul", *pair]], environment()) for pair in ((a, b), (b, a)))
    assert first == second


def test_products_in_another_order_are_not_alike_otherwise():
    normal = Normaliser(Budget())
    f, g = ["at", "f", index("x")], ["at", "g", index("x")]
    assert normal.value(["mul", f, g], environment()) != normal.value(["mul", g, f], environment())
