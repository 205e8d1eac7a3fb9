"""
The rules: each leads from a term to an equal one, if its side condition holds.

This is the whole list. Everything that is proved is a chain of these steps, and the replayer, which
shares no line with this file, accepts the chain or not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flipconv.proofs.instances import holds_here, instance_of
from flipconv.proofs.normal import alike, normal
from flipconv.proofs.notation import definitions
from flipconv.proofs.sorts import Sorting
from flipconv.proofs.statements import Commutative, Equation, Hypothesis, Theorem
from flipconv.proofs.summability import summing_hypotheses
from flipconv.proofs.terms import (
    Add,
    At,
    Delta,
    Fun,
    Hom,
    Index,
    Mul,
    RefusedError,
    Substitution,
    Sum,
    Term,
    Window,
    as_index,
    factors_of,
    free_variables,
    product_of,
    substituted,
)

Given = Mapping[str, Any]


@dataclass
class Judge:
    """
    What the side conditions of one theorem's proof may rely on, and what they did rely on.

    Parameters
    ----------
    sorting : Sorting
        The sorts, homomorphisms and symbols.
    variables : mapping of str to str
        The free variables with their sorts.
    hypotheses : tuple of Hypothesis
        What is assumed.
    library : mapping of str to Theorem
        The theorems that may be used.
    """

    sorting: Sorting
    variables: Mapping[str, str]
    hypotheses: tuple[Hypothesis, ...]
    library: Mapping[str, Theorem]
    used: set[int] = field(default_factory=set)
    theorems: set[str] = field(default_factory=set)

    def summable(self, over: tuple[tuple[str, str], ...], term: Term, given: Given) -> None:
        """Demand that a family be summable."""
        offered = [(entry["hypothesis"], entry["with"]) for entry in given.get("summable", ())]
        self.used |= summing_hypotheses((over, term), self.hypotheses, offered)


Rule = Callable[[Term, Given, Judge, Mapping[str, str]], Term]


def ring(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Write a term differently: what is alike in every ring."""
    return term


def unfold(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Replace a definition by its body."""
    if not isinstance(term, At) or term.name not in definitions():
        raise RefusedError("only a definition can be unfolded")
    definition = definitions()[term.name]
    indices: dict[str, Index] = {}
    functions: dict[str, Fun | str] = {}
    sorts: dict[str, str] = {}
    homs: dict[str, str] = {}
    for (name, kind), argument in zip(definition.parameters, term.arguments, strict=True):
        if isinstance(argument, Index):
            indices[name] = argument
        elif isinstance(argument, Fun) and isinstance(kind, tuple):
            functions[name] = argument
            sorts |= zip(kind, (sort for _, sort in argument.variables), strict=True)
        elif isinstance(argument, Hom) and isinstance(kind, Mapping):
            homs[name] = argument.name
            sorts |= zip(kind["hom"], judge.sorting.homs[argument.name], strict=True)
    return Substitution(indices, functions, sorts, homs).term(definition.body)


def reindex(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Sum over new variables of which the old are integer combinations, with determinant 1 or -1."""
    put, new = list(given["put"]), list(given["new"])
    body, old = term, []
    for name, _ in put:
        if not isinstance(body, Sum) or body.variable != name:
            raise RefusedError(f"the term is no sum over {', '.join(name for name, _ in put)}, in this order")
        old.append((name, body.sort))
        body = body.body
    if len({sort for _, sort in old + new}) != 1 or len(new) != len(old) or not new:
        raise RefusedError("as many new variables as old are needed, all of one sort")
    _check_change([index for _, index in put], [name for name, _ in new], term)
    if (judge.sorting.kinds or {}).get(new[0][1]) == "steps" and any(len(index.monomials) != 1 for _, index in put):
        raise RefusedError("steps begin at 0, so a sum over them cannot be moved")
    for _, index in put:
        judge.sorting.index(index, new[0][1], {**judge.variables, **scope, **dict(new)})
    if len(new) > 1:
        judge.summable(tuple(old), body, given)
    result = substituted(body, dict(put))
    for name, sort in reversed(new):
        result = Sum(name, sort, result)
    return result


def _check_change(images: list[Index], new: list[str], term: Term) -> None:
    """Raise unless the change of variables is a bijection of every abelian group, and captures nothing."""
    rests = [Index(tuple(entry for entry in image.monomials if not set(entry[0][1]) & set(new))) for image in images]
    matrix = [[image.coefficient(name) for name in new] for image in images]
    for image, rest, row in zip(images, rests, matrix, strict=True):
        if len(image.monomials) != len(rest.monomials) + sum(map(bool, row)):
            raise RefusedError("a new variable stands under a homomorphism or in a product")
    if len(set(new)) < len(new) or free_variables(term) & set(new):
        raise RefusedError("a new variable is free in the term already; it would be captured")
    if abs(determinant(matrix)) != 1:
        raise RefusedError(f"the determinant of {matrix} is {determinant(matrix)}; a bijection needs 1 or -1")


def determinant(matrix: list[list[int]]) -> int:
    """
    Return the determinant of an integer matrix, along its first row.

    Parameters
    ----------
    matrix : list of list of int
        Square.

    Returns
    -------
    int
        The determinant.

    Examples
    --------
    >>> determinant([[1, 2], [3, 4]])
    -2
    """
    if not matrix:
        return 1
    first, *rest = matrix
    minors = ([row[:place] + row[place + 1 :] for row in rest] for place in range(len(first)))
    return sum((-1) ** place * entry * determinant(minor) for place, (entry, minor) in enumerate(zip(first, minors)))  # noqa: B905


def swap(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Exchange two sums."""
    if not isinstance(term, Sum) or not isinstance(term.body, Sum):
        raise RefusedError("only a sum of a sum can be swapped")
    outer, inner = term, term.body
    if outer.variable == inner.variable:
        raise RefusedError("the two sums bear one variable; rename one first")
    judge.summable(((outer.variable, outer.sort), (inner.variable, inner.sort)), inner.body, given)
    return Sum(inner.variable, inner.sort, Sum(outer.variable, outer.sort, inner.body))


def pull(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Take the factors that stand beside a sum into it."""
    factors, place = _operand(term, given["factor"])
    total = factors[place]
    if not isinstance(total, Sum):
        raise RefusedError(f"operand {place} of the product is no sum")
    others = factors[:place] + factors[place + 1 :]
    if any(total.variable in free_variables(factor) for factor in others):
        raise RefusedError(f"{total.variable} is free in a factor that would come under the sum over it")
    return Sum(total.variable, total.sort, product_of([*factors[:place], total.body, *factors[place + 1 :]]))


def split(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Sum the terms of a sum apart."""
    if not isinstance(term, Sum) or not isinstance(term.body, Add):
        raise RefusedError("only a sum of a sum of terms can be split")
    for part in term.body.terms:
        judge.summable(((term.variable, term.sort),), part, given)
    return Add(tuple(Sum(term.variable, term.sort, part) for part in term.body.terms))


def sift(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Keep of a sum the one place where its delta is not zero."""
    if not isinstance(term, Sum):
        raise RefusedError("only a sum can be sifted")
    factors, place = _factor(term.body, given["factor"])
    where = _zero_of(factors[place], term.variable, term.sort)
    others = product_of([*factors[:place], *factors[place + 1 :]])
    return substituted(others, {term.variable: where})


def replace(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Put beside a delta, for a variable, the place where the delta is not zero."""
    factors, place = _operand(term, given["factor"])
    name = given["variable"]
    sort = {**judge.variables, **scope}.get(name)
    if sort is None:
        raise RefusedError(f"the variable {name} is not in scope")
    where = _zero_of(factors[place], name, sort)
    moved = [substituted(factor, {name: where}) for factor in (*factors[:place], *factors[place + 1 :])]
    return product_of([factors[place], *moved])


def _operand(term: Term, place: int) -> tuple[tuple[Term, ...], int]:
    if not isinstance(term, Mul):
        raise RefusedError("the term is no product")
    return _factor(term, place)


def _factor(term: Term, place: int) -> tuple[tuple[Term, ...], int]:
    factors = factors_of(term)
    if not 0 <= place < len(factors):
        raise RefusedError(f"the term has no factor {place}")
    return factors, place


def _zero_of(delta: Term, name: str, sort: str) -> Index:
    """Return the one value of a variable at which a delta's index is zero."""
    if not isinstance(delta, Delta) or delta.sort != sort:
        raise RefusedError(f"the factor is no delta of the sort {sort}")
    coefficient = delta.index.coefficient(name)
    rest = delta.index - coefficient * Index(((("", (name,)), 1),))
    if abs(coefficient) != 1 or name in rest.variables:
        raise RefusedError(f"{name} stands in the delta with coefficient {coefficient}, or twice; it must be 1 or -1, once")
    return -coefficient * rest


def window(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Multiply by a window that the windows of a product imply, as a combination of inequalities shows."""
    added = given["adds"]
    factors = factors_of(term)
    total = as_index(0)
    for coefficient, numbers in given["by"]:
        if coefficient < 1:
            raise RefusedError(f"an inequality is taken {coefficient} times; only positive multiples keep its direction")
        product = as_index(coefficient)
        for number in numbers:
            product = product * (-1 - added if number == "not" else _window_index(factors, number))
        total = total + product
    if total != as_index(-1):
        raise RefusedError("the combination of inequalities is not -1, so it shows no contradiction")
    judge.sorting.index(added, judge.sorting.integers(), {**judge.variables, **scope})
    return product_of([*factors, Window(added)])


def _window_index(factors: tuple[Term, ...], number: int) -> Index:
    if not 0 <= number < len(factors) or not isinstance(factor := factors[number], Window):
        raise RefusedError(f"operand {number} is no window")
    return factor.index


def point(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Turn two opposite windows into a delta."""
    factors, _ = _operand(term, 0)
    first, second = given["factors"]
    one, other = _window_index(factors, first), _window_index(factors, second)
    if first == second or one != -other:
        raise RefusedError("the two windows are not of opposite indices")
    others = [factor for place, factor in enumerate(factors) if place not in (first, second)]
    return product_of([Delta(judge.sorting.integers(), one), *others])


def commute(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Write products in another order; the new line is compared where values commute."""
    numbers = [number for number, entry in enumerate(judge.hypotheses) if isinstance(entry, Commutative)]
    if not numbers:
        raise RefusedError("nothing says that values commute")
    judge.used |= {numbers[0]}
    return term


def assume(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Use a hypothesis that is an equation."""
    number = given["hypothesis"]
    if not 0 <= number < len(judge.hypotheses) or not isinstance(entry := judge.hypotheses[number], Equation):
        raise RefusedError(f"hypothesis {number} is no equation")
    put = instance_of(dict(entry.every), given["with"], judge.sorting, {**judge.variables, **scope})
    return _rewritten(term, entry.left, entry.right, put, judge, number)


def _rewritten(term: Term, left: Term, right: Term, put: Substitution, judge: Judge, number: int | None) -> Term:
    if not alike(term, put.term(left)):
        raise RefusedError("the left side, so replaced, is not the term")
    judge.used |= set() if number is None else {number}
    return put.term(right)


def use(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Use a theorem whose hypotheses hold here."""
    name = given["theorem"]
    if name not in judge.library:
        raise RefusedError(f"there is no theorem {name} to use")
    theorem = judge.library[name]
    everything = {**theorem.variables, **theorem.symbols}
    sorts, homs = given.get("sorts", {}), given.get("homs", {})
    in_scope = {**judge.variables, **scope}
    put = instance_of(everything, given["with"], judge.sorting, in_scope, theorem, sorts, homs)
    result = _rewritten(term, theorem.left, theorem.right, put, judge, None)
    for hypothesis in theorem.hypotheses:
        judge.used |= holds_here(hypothesis, put, judge.hypotheses, given.get("summable", ()))
    judge.theorems.add(name)
    return result


RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (ring, commute, unfold, reindex, swap, pull, split, sift, replace, window, point, assume, use)
}
"""By the names they bear in a certificate."""


def follows(rule: str, term: Term, into: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> None:
    """Raise `RefusedError` unless a rule leads from one term to another."""
    if rule not in RULES:
        raise RefusedError(f"there is no rule {rule!r:.40}")
    result = RULES[rule](term, given, judge, scope)
    commuting = rule == "commute"
    if normal(result, commuting=commuting) != normal(into, commuting=commuting):
        raise RefusedError(f"the rule {rule} leads elsewhere")
