"""
The normal form of a term, computed by evaluating it.

An environment says what each name stands for: a variable for an index, a symbol for a function. Substitution is
therefore evaluation in another environment, and captures nothing: a bound variable is never put into a term, but
evaluated to a name that JSON cannot contain, `#` and the number of binders around it. Two terms evaluated at the
same depth are alike exactly if their values are equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flipconv.proofs.replay.polynomials import (
    Budget,
    Frozen,
    Polynomial,
    add,
    constant,
    freeze,
    image,
    is_constant,
    multiply,
    settled,
    variable,
)
from flipconv.proofs.replay.reading import Refused

# atoms are numbers in a table; those of the first list commute with everything, the order of the others counts
Product = tuple[tuple[int, ...], tuple[int, ...]]
Value = dict[Product, int]

PRODUCTS = 2000


@dataclass(frozen=True)
class Env:
    """What names stand for; `kinds` are those of the sorts here, `sorts` leads from names in the text to them."""

    kinds: Mapping[str, str]
    sorts: Mapping[str, str]
    homs: Mapping[str, str]
    symbols: Mapping[str, str | Closure]
    variables: Mapping[str, Polynomial]
    depth: int = 0

    def put(self, **changes: Mapping[str, Any]) -> Env:
        """Return the environment with some variables or symbols standing for something else."""
        return replace(self, **{key: {**getattr(self, key), **new} for key, new in changes.items()})

    def deeper(self, levels: int = 1) -> Env:
        """Return the environment under that many more binders."""
        return replace(self, depth=self.depth + levels)

    def bind(self, names: Iterable[str]) -> Env:
        """Return the environment inside a binder of variables, each standing for itself."""
        bound = {name: self.level(number) for number, name in enumerate(names)}
        return self.put(variables=bound).deeper(len(bound))

    def level(self, number: int = 0) -> Polynomial:
        """Return the variable of the binder to come, or of a later one."""
        return variable(f"#{self.depth + number}")


@dataclass(frozen=True)
class Closure:
    """A function, with the meaning of the names in its body."""

    names: tuple[str, ...]
    body: Any
    env: Env


class Normaliser:
    """Evaluates terms; with `commuting` as if values commuted."""

    def __init__(self, budget: Budget, commuting: bool = False) -> None:
        self.budget = budget
        self.commuting = commuting
        self.atoms: list[tuple[Any, ...]] = []
        self._numbers: dict[tuple[Any, ...], int] = {}

    def value(self, term: Any, env: Env) -> Value:
        """Return the normal form of a well-formed term."""
        self.budget.charge(2 + len(env.variables) // 16)
        if isinstance(term, int):
            return {((), ()): term} if term else {}
        if term[0] == "add":
            return self.total([self.value(operand, env) for operand in term[1:]])
        if term[0] == "mul":
            return self.product([self.value(operand, env) for operand in term[1:]])
        if term[0] == "conj":
            return self.conjugate(self.value(term[1], env))
        if term[0] == "sum":
            return self.sum_over(env.sorts[term[2]], self.value(term[3], env.bind([term[1]])))
        if term[0] == "delta":
            return self.delta(env.sorts[term[1]], self.index(term[2], env), env)
        if term[0] == "window":
            return self.window(self.index(term[1], env))
        return self._application(term[1], term[2:], env)

    def index(self, index: list[Any], env: Env) -> Polynomial:
        """Return what an index stands for."""
        terms: list[tuple[int, Polynomial]] = []
        for coefficient, names, *hom in index:
            monomial = constant(1)
            for name in names:
                monomial = (
                    multiply(monomial, env.variables[name], self.budget) if len(names) > 1 else env.variables[name]
                )
            terms.append((coefficient, image(env.homs[hom[0]], monomial) if hom else monomial))
        return add(terms, self.budget)

    def _application(self, head: str, arguments: list[Any], env: Env) -> Value:
        meaning = env.symbols.get(head)
        if isinstance(meaning, Closure):
            places = [self.index(argument, env) for argument in arguments]
            inner = replace(meaning.env, depth=env.depth)
            return self.value(meaning.body, inner.put(variables=dict(zip(meaning.names, places, strict=True))))
        frozen = tuple(self._argument(argument, env) for argument in arguments)
        return self.single(("at", "symbol", meaning, frozen) if meaning else ("at", "definition", head, frozen))

    def _argument(self, argument: Any, env: Env) -> tuple[Any, ...]:
        if isinstance(argument, dict) and "hom" in argument:
            return "hom", env.homs[argument["hom"]]
        if isinstance(argument, dict):
            names, sorts = [name for name, _ in argument["vars"]], [env.sorts[sort] for _, sort in argument["vars"]]
            return "function", tuple(sorts), self.freeze(self.value(argument["is"], env.bind(names)))
        if is_term(argument):
            return "value", self.freeze(self.value(argument, env))
        return "index", self.frozen(self.index(argument, env))

    def total(self, values: Iterable[Value]) -> Value:
        """Return the sum of values."""
        total: Value = {}
        for value in values:
            self.budget.charge(1 + len(value))
            for product, coefficient in value.items():
                total[product] = total.get(product, 0) + coefficient
        total = settled(total)
        _check_count(len(total))
        return total

    def product(self, values: Iterable[Value]) -> Value:
        """Return the product of values, in order."""
        result: Value = {((), ()): 1}
        for value in values:
            total: Value = {}
            _check_count(len(result) * len(value))
            for (first, left), a in result.items():
                for (second, right), b in value.items():
                    self.budget.charge(2 + (len(first) + len(second) + len(left) + len(right)) // 8)
                    ordered = tuple(sorted(left + right)) if self.commuting else left + right
                    product = tuple(sorted(first + second)), ordered
                    total[product] = total.get(product, 0) + a * b
            result = settled(total)
        return result

    def sum_over(self, sort: str, value: Value) -> Value:
        """Return the sum over a sort of a value in which its variable is the level of this place."""
        return self.single(("sum", sort, self.freeze(value))) if value else {}

    def delta(self, sort: str, index: Polynomial, env: Env) -> Value:
        """Return the delta of an index."""
        if not index:
            return {((), ()): 1}
        if env.kinds[sort] == "integers" and is_constant(index):
            return {}
        frozen = min(self.frozen(index), self.frozen(add([(-1, index)], self.budget)))
        return {((self.atom(("delta", sort, frozen)),), ()): 1}

    def window(self, index: Polynomial) -> Value:
        """Return the window of an integer."""
        if is_constant(index):
            return {((), ()): 1} if index.get(("", ()), 0) >= 0 else {}
        return {((self.atom(("window", self.frozen(index))),), ()): 1}

    def conjugate(self, value: Value) -> Value:
        """Return the conjugate of a value."""
        result: Value = {}
        for (central, ordered), coefficient in value.items():
            self.budget.charge(1 + len(ordered))
            turned = [self._conjugate_atom(atom) for atom in reversed(ordered)]
            result[central, tuple(sorted(turned) if self.commuting else turned)] = coefficient
        return result

    def _conjugate_atom(self, atom: int) -> int:
        what = self.atoms[atom]
        if what[0] == "conj":
            return what[1]
        if what[0] == "sum":
            inner = {(central, ordered): coefficient for central, ordered, coefficient in what[2]}
            return self.atom(("sum", what[1], self.freeze(self.conjugate(inner))))
        return self.atom(("conj", atom))

    def frozen(self, index: Polynomial) -> Frozen:
        """Return an index in a form that can be part of an atom."""
        self.budget.charge(len(index))
        return freeze(index)

    def single(self, what: tuple[Any, ...]) -> Value:
        """Return the value that is one atom."""
        return {((), (self.atom(what),)): 1}

    def atom(self, what: tuple[Any, ...]) -> int:
        """Return the number of an atom; equal atoms have equal numbers."""
        if what not in self._numbers:
            self._numbers[what] = len(self.atoms)
            self.atoms.append(what)
        return self._numbers[what]

    def freeze(self, value: Value) -> tuple[tuple[Any, ...], ...]:
        """Return a value in a form that can be part of an atom."""
        self.budget.charge(1 + len(value))
        return tuple(sorted((central, ordered, coefficient) for (central, ordered), coefficient in value.items()))


def _check_count(products: int) -> None:
    """Refuse a normal form of too many products."""
    if products > PRODUCTS:
        raise Refused(f"a normal form has more than {PRODUCTS} products")


def is_term(argument: Any) -> bool:
    """Return whether an argument is a term; else it is an index or a function."""
    return isinstance(argument, int) or (isinstance(argument, list) and bool(argument) and isinstance(argument[0], str))
