"""
Terms: what the proofs are about, as immutable trees that nothing rearranges behind your back.

An index is a combination of variables that range over an abelian group; a term is built from
integers, functions of indices, sums over a whole group, deltas and windows. The certificate format
says what each means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

Monomial = tuple[str, tuple[str, ...]]
"""A homomorphism's name, or "", and the variables whose product it is applied to."""


class RefusedError(ValueError):
    """A rule's side condition does not hold, so the step is not made."""


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


def children(term: Term) -> tuple[Term | None, ...]:
    """Return the subterms that a path can lead to, by number; None where an argument is no term."""
    match term:
        case Add(parts) | Mul(parts):
            return parts
        case Conj(inner):
            return (inner,)
        case Sum(_, _, body):
            return (body,)
        case At(_, arguments):
            return tuple(
                argument.body if isinstance(argument, Fun) else argument if isinstance(argument, Term) else None
                for argument in arguments
            )
    return ()


def with_child(term: Term, place: int, child: Term) -> Term:
    """Return a term with one of its subterms replaced; binders stay as they are."""
    match term:
        case Add(parts):
            return Add((*parts[:place], child, *parts[place + 1 :]))
        case Mul(parts):
            return Mul((*parts[:place], child, *parts[place + 1 :]))
        case Conj():
            return Conj(child)
        case Sum(variable, sort, _):
            return Sum(variable, sort, child)
        case At(name, arguments):
            old = arguments[place]
            new = Fun(old.variables, child) if isinstance(old, Fun) else child
            return At(name, (*arguments[:place], new, *arguments[place + 1 :]))
    raise RefusedError(f"a path leads into {type(term).__name__}, which has no subterm {place}")


def binders(term: Term, place: int) -> tuple[tuple[str, str], ...]:
    """Return the variables, with their sorts, that are bound on the way into a subterm."""
    if isinstance(term, Sum):
        return ((term.variable, term.sort),)
    if isinstance(term, At) and isinstance(argument := term.arguments[place], Fun):
        return argument.variables
    return ()


def subterm(term: Term, path: Iterable[int]) -> tuple[Term, dict[str, str]]:
    """
    Follow a path.

    Parameters
    ----------
    term : Term
        Where it begins.
    path : iterable of int
        At each turn the number of the subterm.

    Returns
    -------
    tuple of Term and dict
        The subterm, and the sorts of the variables bound on the way.

    Raises
    ------
    RefusedError
        If there is no such subterm.
    """
    scope: dict[str, str] = {}
    for place in path:
        inside = children(term)
        if not 0 <= place < len(inside) or (child := inside[place]) is None:
            raise RefusedError(f"a path leads to subterm {place} of {type(term).__name__}, and there is none")
        scope.update(binders(term, place))
        term = child
    return term, scope


def replaced(term: Term, path: tuple[int, ...], new: Term) -> Term:
    """Return a term with the subterm at the end of a path replaced."""
    if not path:
        return new
    child = children(term)[path[0]]
    assert child is not None, "the path was followed before"
    return with_child(term, path[0], replaced(child, path[1:], new))


def walk(term: Term) -> Iterator[tuple[tuple[int, ...], Term]]:
    """Yield every subterm with its path, the outer before the inner and the left before the right."""
    yield (), term
    for place, child in enumerate(children(term)):
        if child is not None:
            for path, inner in walk(child):
                yield (place, *path), inner


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


def fresh(name: str, taken: frozenset[str]) -> str:
    """Return a name that is not taken, the given one if possible."""
    count, candidate = 0, name
    while candidate in taken:
        count += 1
        candidate = f"{name}{count}"
    return candidate


@dataclass(frozen=True)
class Substitution:
    """
    What replaces what; applying it captures nothing.

    Parameters
    ----------
    indices : mapping of str to Index
        What replaces free index variables.
    functions : mapping of str to Fun or str
        What replaces symbols: a function, or another symbol's name.
    sorts, homs : mapping of str to str
        New names of sorts and of homomorphisms.
    """

    indices: Mapping[str, Index]
    functions: Mapping[str, Fun | str]
    sorts: Mapping[str, str]
    homs: Mapping[str, str]

    @property
    def free(self) -> frozenset[str]:
        """The variables that are free in what is put in."""
        parts: list[Argument] = [*self.indices.values()]
        parts += [function for function in self.functions.values() if isinstance(function, Fun)]
        return frozenset[str]().union(*map(free_variables, parts))

    def index(self, index: Index) -> Index:
        """Return an index with its variables replaced."""
        total = Index()
        for (hom, names), coefficient in index.monomials:
            image = as_index(coefficient)
            for name in names:
                image = image * self.indices.get(name, Index(((("", (name,)), 1),)))
            total = total + _under(self.homs.get(hom, hom), image)
        return total

    def binding(self, variables: tuple[tuple[str, str], ...], body: Term) -> tuple[tuple[tuple[str, str], ...], Term]:
        """Return bound variables and their scope; those that would catch something are renamed."""
        outer = {name: put for name, put in self.indices.items() if name not in dict(variables)}
        inner = Substitution(outer, self.functions, self.sorts, self.homs)
        taken = inner.free | free_variables(body)
        renamed: list[tuple[str, str]] = []
        for name, sort in variables:
            new = fresh(name, taken) if name in inner.free else name
            if new != name:
                outer[name] = Index(((("", (new,)), 1),))
            taken |= {new}
            renamed.append((new, self.sorts.get(sort, sort)))
        return tuple(renamed), inner.term(body)

    def argument(self, argument: Argument) -> Argument:
        """Return an argument with everything replaced."""
        match argument:
            case Index():
                return self.index(argument)
            case Fun(variables, body):
                return Fun(*self.binding(variables, body))
            case Hom(name):
                return Hom(self.homs.get(name, name))
        return self.term(argument)

    def term(self, term: Term) -> Term:
        """Return a term with everything replaced."""
        match term:
            case Add(parts):
                return Add(tuple(map(self.term, parts)))
            case Mul(parts):
                return Mul(tuple(map(self.term, parts)))
            case Conj(inner):
                return Conj(self.term(inner))
            case Sum(variable, sort, body):
                ((name, kind),), scope = self.binding(((variable, sort),), body)
                return Sum(name, kind, scope)
            case Delta(sort, index):
                return Delta(self.sorts.get(sort, sort), self.index(index))
            case Window(index):
                return Window(self.index(index))
            case At(name, arguments):
                return self.applied(name, tuple(map(self.argument, arguments)))
        return term

    def applied(self, name: str, arguments: tuple[Argument, ...]) -> Term:
        """Return a symbol, replaced, at arguments that have been replaced already."""
        function = self.functions.get(name, name)
        if isinstance(function, str):
            return At(function, arguments)
        if len(arguments) != len(function.variables):
            raise RefusedError(f"{name} takes {len(arguments)} arguments, what is put in for it {len(function.variables)}")
        places: dict[str, Index] = {}
        for (variable, _), argument in zip(function.variables, arguments, strict=True):
            if not isinstance(argument, Index):
                raise RefusedError(f"{name} has an argument that is no index, so only a symbol can take its place")
            places[variable] = argument
        return substituted(function.body, places)


def _under(hom: str, image: Index) -> Index:
    """Return the image of an index under a homomorphism; "" is none."""
    if hom and any(inner for (inner, _), _ in image.monomials):
        raise RefusedError("a homomorphism after another is not written")
    return combined(((hom or inner, names), count) for (inner, names), count in image.monomials)


def substituted(term: Term, indices: Mapping[str, Index]) -> Term:
    """Return a term with free index variables replaced; nothing is captured."""
    return Substitution(indices, {}, {}, {}).term(term)
