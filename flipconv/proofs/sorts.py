"""Which indices a term may hold: every variable has a sort, and a sort's kind says how it may be combined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cache

from flipconv.proofs.notation import definitions
from flipconv.proofs.statements import Kind, Signature
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
)

LEVELS = {"set": 0, "group": 1, "integers": 2, "steps": 2}
"""How much may be done with a sort of each kind: nothing, combine, count."""


class Bound(str):
    """The sort of a variable that is bound where it stands: naming it uses no declared variable of that name."""

    __slots__ = ()


def bound(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return bound variables with their sorts, marked as bound."""
    return {name: Bound(sort) for name, sort in pairs}


class Sorting:
    """
    Checks that terms are well-sorted and notes what they need.

    Parameters
    ----------
    kinds : mapping of str to str
        The kind of each sort; None takes any sort for one that can do everything, to find out what is needed.
    homs : mapping of str to (str, str)
        The homomorphisms.
    symbols : mapping of str to Signature
        The symbols.
    own : set of str, optional
        Those of the symbols that are not the declared ones of the same name.
    """

    def __init__(
        self,
        kinds: Mapping[str, str] | None,
        homs: Mapping[str, tuple[str, str]],
        symbols: Mapping[str, Signature],
        own: AbstractSet[str] = frozenset(),
    ) -> None:
        self.kinds, self.homs, self.symbols, self.own = kinds, homs, symbols, own
        self.needs: dict[str, int] = {}
        self.used: set[str] = set()
        self.found: dict[str, str] = {}

    def need(self, sort: str, level: int) -> None:
        """Note that something is done with a sort, and refuse it if the sort's kind forbids it."""
        if self.kinds is not None:
            if sort not in self.kinds:
                raise RefusedError(f"there is no sort {sort}")
            if LEVELS[self.kinds[sort]] < level:
                raise RefusedError(f"the sort {sort} is a {self.kinds[sort]}, and cannot be combined like that")
        self.needs[sort] = max(self.needs.get(sort, 0), level)

    def variable(self, name: str, sort: str, scope: Mapping[str, str]) -> None:
        """Check the sort of one variable."""
        if name not in scope:
            if self.kinds is not None:
                raise RefusedError(f"the variable {name} is not declared")
            if self.found.setdefault(name, sort) != sort:
                raise RefusedError(f"the variable {name} is of the sorts {self.found[name]} and {sort} at once")
        elif scope[name] != sort:
            raise RefusedError(f"the variable {name} is of the sort {scope[name]}, and {sort} is needed")
        if not isinstance(scope.get(name), Bound):
            self.used.add(name)

    def index(self, index: Index, sort: str, scope: Mapping[str, str]) -> None:
        """Check that an index is one of a sort."""
        bare = len(index.monomials) == 1
        for (hom, names), count in index.monomials:
            source = sort
            if hom:
                if hom not in self.homs or self.homs[hom][1] != sort:
                    raise RefusedError(f"{hom} is no homomorphism to the sort {sort}")
                source = self.homs[hom][0]
                self.used.add(hom)
                self.need(sort, 1)
            for name in names:
                self.variable(name, source, scope)
            self.need(source, 2 if len(names) != 1 else 0 if bare and count == 1 and not hom else 1)
        if not index.monomials:
            self.need(sort, 1 if self.kinds is None or self.kinds.get(sort) != "steps" else 2)
        if self.kinds is not None and self.kinds[sort] == "steps":
            _as_step(index, sort)

    def term(self, term: Term, scope: Mapping[str, str]) -> None:
        """Check that a term is well-sorted where some variables are in scope."""
        match term:
            case Add(parts) | Mul(parts):
                for part in parts:
                    self.term(part, scope)
            case Conj(inner):
                self.term(inner, scope)
            case Sum(variable, sort, body):
                self.need(sort, 0)
                self.term(body, {**scope, variable: Bound(sort)})
            case Delta(sort, index):
                self.need(sort, 1)
                self.index(index, sort, scope)
                if self.kinds is not None and self.kinds[sort] == "steps":
                    raise RefusedError("a delta is of a group or of the integers, not of steps")
            case Window(index):
                self.index(index, self.integers(), scope)
                self.need(self.integers(), 2)
            case At(name, arguments):
                self.application(name, arguments, scope)
            case _:
                pass

    def integers(self) -> str:
        """Return the one sort that is the integers."""
        if self.kinds is None:
            return "Z"
        found = [sort for sort, kind in self.kinds.items() if kind == "integers"]
        if not found:
            raise RefusedError("a window is of the integers, and no sort is")
        return found[0]

    def application(self, name: str, arguments: tuple[Argument, ...], scope: Mapping[str, str]) -> None:
        """Check the arguments of a symbol or a definition."""
        if name in self.symbols:
            kinds, sorts = self.symbols[name], None
            self.used |= {name} - self.own
        elif name in definitions():
            kinds = tuple(kind for _, kind in definitions()[name].parameters)
            sorts = self.bound(name, kinds, arguments)
            for variable, level in demands(name).items():
                self.need(sorts[variable], level)
                if level == LEVELS["group"] and (self.kinds or {}).get(sorts[variable]) == "steps":
                    raise RefusedError(f"{name} is of a group, and steps are none")
        else:
            raise RefusedError(f"{name} is neither a symbol nor a definition")
        if len(kinds) != len(arguments):
            raise RefusedError(f"{name} takes {len(kinds)} arguments, not {len(arguments)}")
        for kind, argument in zip(kinds, arguments, strict=True):
            self.argument(name, kind, argument, sorts, scope)

    def argument(
        self, name: str, kind: Kind, argument: Argument, sorts: Mapping[str, str] | None, scope: Mapping[str, str]
    ) -> None:
        """Check one argument against its kind; `sorts` are what a definition's sorts are bound to."""
        match kind, argument:
            case "value", Term():
                self.term(argument, scope)
            case str(), Index() if kind != "value":
                self.index(argument, sorts[kind] if sorts is not None else kind, scope)
            case tuple(), Fun(variables, body):
                expected = [sorts[sort] if sorts is not None else sort for sort in kind]
                if expected != [sort for _, sort in variables]:
                    raise RefusedError(f"{name} takes a function of {expected}, not of {variables}")
                for sort in expected:
                    self.need(sort, 0)
                self.term(body, {**scope, **bound(variables)})
            case dict(), Hom(hom) if sorts is not None:
                self.used.add(hom)
            case _:
                raise RefusedError(f"an argument of {name} is not of the kind {kind}")

    def bound(self, name: str, kinds: Signature, arguments: tuple[Argument, ...]) -> dict[str, str]:
        """Return the sorts that a call of a definition binds its sorts to."""
        pairs: list[tuple[str, str]] = []
        for kind, argument in zip(kinds, arguments, strict=False):
            if isinstance(kind, tuple) and isinstance(argument, Fun) and len(kind) == len(argument.variables):
                pairs += zip(kind, (sort for _, sort in argument.variables), strict=True)
            elif isinstance(kind, Mapping) and isinstance(argument, Hom):
                if argument.name not in self.homs:
                    raise RefusedError(f"there is no homomorphism {argument.name}")
                pairs += zip(kind["hom"], self.homs[argument.name], strict=True)
        sorts = dict(pairs)
        if any(sorts[variable] != sort for variable, sort in pairs):
            raise RefusedError(f"the arguments of {name} do not agree in their sorts")
        if left_open := {sort for kind in kinds for sort in _sorts_of(kind)} - set(sorts):
            raise RefusedError(f"the arguments of {name} leave the sorts {sorted(left_open)} open")
        return sorts


def _sorts_of(kind: Kind) -> tuple[str, ...]:
    if isinstance(kind, str):
        return () if kind == "value" else (kind,)
    return kind["hom"] if isinstance(kind, Mapping) else kind


def _as_step(index: Index, sort: str) -> None:
    numbers = [count for (_, names), count in index.monomials if not names]
    variables = [(hom, names, count) for (hom, names), count in index.monomials if names]
    plain = all(not hom and len(names) == 1 and count == 1 for hom, names, count in variables)
    if len(variables) > 1 or not plain or any(number < 0 for number in numbers):
        raise RefusedError(f"an index of the steps {sort} is a variable plus a number that is not negative")


@cache
def demands(name: str) -> dict[str, int]:
    """Return what a definition does with each of its sorts."""
    definition = definitions()[name]
    homs = {parameter: kind["hom"] for parameter, kind in definition.parameters if isinstance(kind, Mapping)}
    symbols = {parameter: kind for parameter, kind in definition.parameters if isinstance(kind, tuple)}
    sorting = Sorting(None, homs, symbols)
    scope = {parameter: kind for parameter, kind in definition.parameters if isinstance(kind, str)}
    for parameter, kind in scope.items():
        sorting.need(kind, 0)
        sorting.variable(parameter, kind, scope)
    for kinds in symbols.values():
        for sort in kinds:
            sorting.need(sort, 0)
    sorting.term(definition.body, scope)
    return sorting.needs
