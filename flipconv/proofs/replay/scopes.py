"""What a name means where it stands, what is used of it, and which indices a sort allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flipconv.proofs.replay.reading import Refused, listed, named, number, show

# for each kind, the kinds that may stand in for it
SERVES = {
    "set": {"set", "group", "integers", "steps"},
    "group": {"group", "integers"},
    "integers": {"integers"},
    "steps": {"steps"},
}
DEGREE, MONOMIALS = 20, 200


@dataclass(frozen=True)
class Scope:
    """The names that may be used at one place; `local` holds those that do not mean what is declared."""

    kinds: Mapping[str, str]
    homs: Mapping[str, tuple[str, str]]
    symbols: Mapping[str, list[Any]]
    variables: Mapping[str, str]
    local: frozenset[tuple[str, str]] = frozenset()

    def bind(self, bound: Iterable[tuple[str, Any]]) -> Scope:
        """Return the scope inside a binder of variables (with their sorts) and symbols (with their signatures)."""
        bound = list(bound)
        variables = {name: sort for name, sort in bound if isinstance(sort, str)}
        symbols = {name: signature for name, signature in bound if not isinstance(signature, str)}
        local = {("variable", name) for name in variables} | {("symbol", name) for name in symbols}
        return replace(
            self,
            variables={**self.variables, **variables},
            symbols={**self.symbols, **symbols},
            local=self.local | local,
        )

    def as_declared(self) -> Scope:
        """Return this scope with each of its names taken for a declared one, so that a free one is noted as used."""
        return replace(self, local=frozenset())


@dataclass
class Notes:
    """What a certificate uses: its names, and for each sort the kinds that it must serve."""

    used: set[tuple[str, str]] = field(default_factory=set)
    needs: dict[str, set[str]] = field(default_factory=dict)
    nodes: int = 0

    def sort(self, sort: Any, scope: Scope, kind: str = "set") -> str:
        """Note that a sort is used and must serve as the kind; refuse if it cannot."""
        if named(sort, "a sort") not in scope.kinds:
            raise Refused(f"the sort {sort} is not declared")
        if scope.kinds[sort] not in SERVES[kind]:
            raise Refused(f"the sort {sort} is of kind {scope.kinds[sort]}, where the kind {kind} is needed")
        self.used.add(("sort", sort))
        self.needs.setdefault(sort, set()).add(kind)
        return sort

    def hom(self, hom: Any, scope: Scope) -> tuple[str, str]:
        """Note that a homomorphism is used; return whence and whither it leads."""
        if named(hom, "a homomorphism") not in scope.homs:
            raise Refused(f"the homomorphism {hom} is not declared")
        self.used.add(("homomorphism", hom))
        return scope.homs[hom]

    def symbol(self, symbol: Any, scope: Scope) -> list[Any]:
        """Note that a symbol is used; return its signature."""
        if named(symbol, "a symbol") not in scope.symbols:
            raise Refused(f"the symbol {symbol} is not declared")
        if ("symbol", symbol) not in scope.local:
            self.used.add(("symbol", symbol))
        return scope.symbols[symbol]

    def variable(self, variable: Any, scope: Scope) -> str:
        """Note that a variable is used; return its sort."""
        if named(variable, "a variable") not in scope.variables:
            raise Refused(f"the variable {variable} is not declared")
        if ("variable", variable) not in scope.local:
            self.used.add(("variable", variable))
        return scope.variables[variable]


def integers_of(scope: Scope, notes: Notes) -> str:
    """Return the one sort of kind integers."""
    for sort, kind in scope.kinds.items():
        if kind == "integers":
            return notes.sort(sort, scope, "integers")
    raise Refused("a window needs a sort of kind integers, and none is declared")


def check_index(index: Any, sort: str, scope: Scope, notes: Notes) -> None:
    """Refuse an index that the sort does not allow."""
    seen: set[tuple[Any, ...]] = set()
    _ = notes.sort(sort, scope)
    if len(listed(index, "an index")) > MONOMIALS:
        raise Refused(f"an index has more than {MONOMIALS} monomials")
    for monomial in index:
        coefficient, variables, hom = split_monomial(monomial)
        if (hom, *variables) in seen:
            raise Refused(f"the index {show(index)} has two monomials that are alike")
        seen.add((hom, *variables))
        _check_sorts(variables, hom, sort, scope, notes)
        if coefficient != 1 or hom or len(variables) != 1:
            _check_monomial(coefficient, variables, hom, sort, scope, notes)
    # one variable alone is an index of every sort; anything else is a sum
    if scope.kinds[sort] == "steps" and len(seen) != len({len(key) for key in seen}):
        raise Refused(f"the index {show(index)} of the sort {sort} must be one variable and a number")
    if len(seen) != 1:
        _ = notes.sort(sort, scope, "steps" if scope.kinds[sort] == "steps" else "group")


def split_monomial(monomial: Any) -> tuple[int, list[str], str | None]:
    """Return the coefficient, the variables and the homomorphism of a monomial."""
    if not isinstance(monomial, list) or len(monomial) not in {2, 3}:
        raise Refused(f"{show(monomial)} is no monomial; it must be [coefficient, [variables]]")
    coefficient = number(monomial[0], "a coefficient")
    variables = [named(variable, "a variable") for variable in listed(monomial[1], "the variables of a monomial")]
    if not coefficient or variables != sorted(variables) or len(variables) > DEGREE:
        raise Refused(f"the monomial {show(monomial)} must be at most {DEGREE} variables in order, times no zero")
    return coefficient, variables, named(monomial[2], "a homomorphism") if len(monomial) == 3 else None


def _check_sorts(variables: list[str], hom: str | None, sort: str, scope: Scope, notes: Notes) -> None:
    whence, whither = notes.hom(hom, scope) if hom else (sort, sort)
    if whither != sort:
        raise Refused(f"the homomorphism {hom} leads to {whither}, where the sort {sort} is needed")
    for variable in variables:
        if (found := notes.variable(variable, scope)) != whence:
            raise Refused(f"the variable {variable} is of the sort {found}, where the sort {whence} is needed")


def _check_monomial(
    coefficient: int, variables: list[str], hom: str | None, sort: str, scope: Scope, notes: Notes
) -> None:
    """Check a monomial that is more than a variable."""
    if scope.kinds[sort] == "steps":
        if hom or variables or coefficient < 0:
            raise Refused(f"an index of the sort {sort} must be a variable plus a number that is not negative")
        _ = notes.sort(sort, scope, "steps")
        return
    _ = notes.sort(sort, scope, "group")
    if len(variables) != 1:
        # a product or a number is an integer, or the image of one
        _ = notes.sort(scope.homs[hom][0] if hom else sort, scope, "integers")
