"""Putting indices, functions, sorts and homomorphisms in for names, so that nothing is captured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    Mul,
    RefusedError,
    Sum,
    Term,
    Window,
    as_index,
    combined,
    free_variables,
    fresh,
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
        spend(len(index.monomials))
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
        taken = inner.free | free_variables(body) | {name for name, _ in variables}
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


def substituted(term: Term, indices: Mapping[str, Index]) -> Term:
    """Return a term with free index variables replaced; nothing is captured."""
    return Substitution(indices, {}, {}, {}).term(term)
