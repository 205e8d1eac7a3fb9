"""
Terms: what the proofs are about, as immutable trees that nothing rearranges behind your back.

An index is a combination of variables that range over an abelian group; a term is built from
integers, functions of indices, sums over a whole group, deltas and windows. The certificate format
says what each means.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flipconv.proofs.limits import BITS, RefusedError, spend

Monomial = tuple[str, tuple[str, ...]]
"""A homomorphism's name, or "", and the variables whose product it is applied to."""


@dataclass(frozen=True, slots=True)
class Index:
    """
    An integer combination of monomials, sorted, without zeros.

    Parameters
    ----------
    monomials : tuple of (Monomial, int)
        Each monomial with its coefficient.
    """

    monomials: tuple[tuple[Monomial, int], ...] = ()

    def __add__(self, other: Index | int) -> Index:
        return combined([*self.monomials, *as_index(other).monomials])

    __radd__ = __add__

    def __neg__(self) -> Index:
        return -1 * self

    def __sub__(self, other: Index | int) -> Index:
        return self + -1 * as_index(other)

    def __rsub__(self, other: Index | int) -> Index:
        return as_index(other) - self

    def __mul__(self, other: Index | int) -> Index:
        products: list[tuple[Monomial, int]] = []
        both = self.monomials, as_index(other).monomials
        degree = sum(max((len(names) for (_, names), _ in monomials), default=0) for monomials in both)
        spend(3 * len(both[0]) * len(both[1]) * (1 + degree // 4))
        for (left_hom, left), a in self.monomials:
            for (right_hom, right), b in as_index(other).monomials:
                if (left_hom and right) or (right_hom and left):
                    raise RefusedError("the image of a homomorphism cannot be multiplied")
                products.append(((left_hom or right_hom, tuple(sorted(left + right))), a * b))
        return combined(products)

    __rmul__ = __mul__

    @property
    def variables(self) -> frozenset[str]:
        """The variables in it."""
        return frozenset(name for (_, names), _ in self.monomials for name in names)

    def coefficient(self, name: str) -> int:
        """Return the coefficient of a variable by itself, not under a homomorphism."""
        return dict(self.monomials).get(("", (name,)), 0)


def as_index(value: Index | int) -> Index:
    """Return an integer as the index that is this number, an index as it is."""
    return value if isinstance(value, Index) else combined([(("", ()), value)])


def combined(monomials: Iterable[tuple[Monomial, int]]) -> Index:
    """Return the sum of some monomials with their coefficients."""
    total: dict[Monomial, int] = {}
    for monomial, coefficient in monomials:
        total[monomial] = total.get(monomial, 0) + coefficient
    if any(count.bit_length() > BITS for count in total.values()):
        raise RefusedError(f"a number in it has more than {BITS} bits")
    return Index(tuple(sorted((monomial, count) for monomial, count in total.items() if count)))


class Term:
    """A value: an integer, a sum, a product, a conjugate, a sum over a sort, an application, a delta or a window."""

    __slots__ = ()

    def __add__(self, other: Term | int) -> Add:
        return Add((*terms_of(self), *terms_of(as_term(other))))

    def __radd__(self, other: int) -> Add:
        return as_term(other) + self

    def __sub__(self, other: Term | int) -> Add:
        return self + -1 * as_term(other)

    def __rsub__(self, other: int) -> Add:
        return as_term(other) - self

    def __neg__(self) -> Mul:
        return -1 * self

    def __mul__(self, other: Term | int) -> Mul:
        return Mul((*factors_of(self), *factors_of(as_term(other))))

    def __rmul__(self, other: int) -> Mul:
        return as_term(other) * self


@dataclass(frozen=True, slots=True)
class Num(Term):
    """An integer."""

    value: int


@dataclass(frozen=True, slots=True)
class Add(Term):
    """The sum of two or more terms."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Mul(Term):
    """The product of two or more terms, in this order."""

    factors: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Conj(Term):
    """The conjugate."""

    term: Term


@dataclass(frozen=True, slots=True)
class Sum(Term):
    """The sum over all values of a variable of a sort."""

    variable: str
    sort: str
    body: Term


@dataclass(frozen=True, slots=True)
class Delta(Term):
    """1 where an index is zero, 0 elsewhere."""

    sort: str
    index: Index


@dataclass(frozen=True, slots=True)
class Window(Term):
    """1 where an integer is zero or more, 0 elsewhere."""

    index: Index


@dataclass(frozen=True, slots=True)
class Fun:
    """
    A function as an argument.

    Parameters
    ----------
    variables : tuple of (str, str)
        Its variables, each with its sort.
    body : Term
        Its value.
    """

    variables: tuple[tuple[str, str], ...]
    body: Term


@dataclass(frozen=True, slots=True)
class Hom:
    """A homomorphism as an argument."""

    name: str


Argument = Index | Fun | Hom | Term


@dataclass(frozen=True, slots=True)
class At(Term):
    """A symbol or a definition, applied to all its arguments."""

    name: str
    arguments: tuple[Argument, ...]


def as_term(value: Term | int) -> Term:
    """Return an integer as a term, a term as it is."""
    return value if isinstance(value, Term) else Num(value)


def terms_of(term: Term) -> tuple[Term, ...]:
    """Return the operands of a sum; of another term itself."""
    return term.terms if isinstance(term, Add) else (term,)


def factors_of(term: Term) -> tuple[Term, ...]:
    """Return the operands of a product; of another term itself."""
    return term.factors if isinstance(term, Mul) else (term,)


def product_of(factors: Iterable[Term]) -> Term:
    """Return the product of any number of terms, flat."""
    flat = [inner for factor in factors for inner in factors_of(factor)]
    return Mul(tuple(flat)) if len(flat) > 1 else flat[0] if flat else Num(1)


def free_variables(part: Argument) -> frozenset[str]:
    """Return the index variables that are not bound in a term or an argument."""
    match part:
        case Index():
            return part.variables
        case Fun(variables, body):
            return free_variables(body) - {name for name, _ in variables}
        case Sum(variable, _, body):
            return free_variables(body) - {variable}
        case Delta(_, index) | Window(index):
            return index.variables
        case At(_, arguments):
            return frozenset[str]().union(*map(free_variables, arguments))
        case Add(parts) | Mul(parts):
            return frozenset[str]().union(*map(free_variables, parts))
        case Conj(inner):
            return free_variables(inner)
    return frozenset()


def size(part: Argument) -> int:
    """Return how many nodes a term has, the monomials of its indices among them."""
    match part:
        case Index():
            return len(part.monomials)
        case Fun(_, body) | Sum(_, _, body) | Conj(body):
            return size(body) + (not isinstance(part, Fun))
        case Delta(_, index) | Window(index):
            return 1 + len(index.monomials)
        case At(_, parts) | Add(parts) | Mul(parts):
            return 1 + sum(map(size, parts))
    return 0 if isinstance(part, Hom) else 1


def fresh(name: str, taken: frozenset[str]) -> str:
    """Return a name that is not taken, the given one if possible."""
    count, candidate = 0, name
    while candidate in taken:
        count += 1
        candidate = f"{name}{count}"
    return candidate
