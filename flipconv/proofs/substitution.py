"""Putting indices, functions, sorts and homomorphisms in for names, so that nothing is captured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import prod

from flipconv.proofs.limits import spend
from flipconv.proofs.terms import (
    Add,
    Argument,
    At,
    Conj,
    Delta,
    Fun,
    Hom,
    Index,
    Monomial,
    Mul,
    RefusedError,
    Sum,
    Term,
    Window,
    as_index,
    combined,
    free_variables,
    fresh,
    size,
)


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
    in_functions : frozenset of str, optional
        The variables that are free in the functions; looked up if not given.
    """

    indices: Mapping[str, Index]
    functions: Mapping[str, Fun | str]
    sorts: Mapping[str, str]
    homs: Mapping[str, str]
    in_functions: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if self.in_functions is None:
            functions = [function for function in self.functions.values() if isinstance(function, Fun)]
            spend(sum(map(size, functions)))
            found = frozenset[str]().union(*map(free_variables, functions))
            object.__setattr__(self, "in_functions", found)

    @property
    def free(self) -> frozenset[str]:
        """The variables that are free in what is put in."""
        spend(len(self.indices))
        return (self.in_functions or frozenset[str]()).union(*(index.variables for index in self.indices.values()))

    def index(self, index: Index) -> Index:
        """Return an index with its variables replaced."""
        total: list[tuple[Monomial, int]] = []
        for (hom, names), coefficient in index.monomials:
            images = [self.indices.get(name, Index(((("", (name,)), 1),))) for name in names]
            # what is put in may be long, and stands at many places
            spend(3 * sum(len(one.monomials) for one in images) + 3)
            image = _under(self.homs.get(hom, hom), prod(images[1:], start=images[0]) if images else as_index(1))
            total += ((monomial, coefficient * count) for monomial, count in image.monomials)
        return combined(total)

    def binding(self, variables: tuple[tuple[str, str], ...], body: Term) -> tuple[tuple[tuple[str, str], ...], Term]:
        """Return bound variables and their scope; those that would catch something are renamed."""
        bound = {name for name, _ in variables}
        outer = {name: put for name, put in self.indices.items() if name not in bound}
        free = replace(self, indices=outer).free
        # the variables of the body matter only where something would be caught
        taken = free | bound | (free_variables(body) if free & bound else free)
        renamed: list[tuple[str, str]] = []
        for name, sort in variables:
            new = fresh(name, taken) if name in free else name
            if new != name:
                outer[name] = Index(((("", (new,)), 1),))
            taken |= {new}
            renamed.append((new, self.sorts.get(sort, sort)))
        return tuple(renamed), replace(self, indices=outer).term(body)

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
        spend(1)
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
            raise RefusedError(
                f"{name} takes {len(arguments)} arguments, what is put in for it {len(function.variables)}"
            )
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


AS_IT_IS = Substitution({}, {}, {}, {})
"""Replaces nothing."""


def substituted(term: Term, indices: Mapping[str, Index]) -> Term:
    """Return a term with free index variables replaced; nothing is captured."""
    return Substitution(indices, {}, {}, {}).term(term)
