"""
The rules: each leads from a term to an equal one, if its side condition holds.

This is the whole list, with those on sums in `sums`. Everything that is proved is a chain of these
steps, and the replayer, which shares no line with these files, accepts the chain or not.
"""

from __future__ import annotations

from collections.abc import Mapping

from flipconv.proofs.instances import family_of, holds_here, instance_of
from flipconv.proofs.judging import Given, Judge, Rule
from flipconv.proofs.normal import alike
from flipconv.proofs.notation import definitions
from flipconv.proofs.statements import (
    Commutative,
    Equation,
    Summable,
)
from flipconv.proofs.substitution import Substitution
from flipconv.proofs.sums import operand, pull, reindex, replace, sift, split, swap
from flipconv.proofs.terms import (
    At,
    Delta,
    Fun,
    Hom,
    Index,
    Monomial,
    Mul,
    RefusedError,
    Term,
    Window,
    as_index,
    combined,
    factors_of,
    product_of,
)


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


def window(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Multiply by a window that the windows of a product imply, as a combination of inequalities shows."""
    if not isinstance(term, (Mul, Window)):
        raise RefusedError("the term is neither a product nor a window")
    added = given["adds"]
    factors = factors_of(term)
    total: list[tuple[Monomial, int]] = []
    for coefficient, numbers in given["by"]:
        if coefficient < 1:
            raise RefusedError(
                f"an inequality is taken {coefficient} times; only positive multiples keep its direction"
            )
        product = as_index(1)
        for number in numbers:
            product = product * (-1 - added if number == "not" else _window_index(factors, number))
        total += ((monomial, coefficient * count) for monomial, count in product.monomials)
    if combined(total) != as_index(-1):
        raise RefusedError("the combination of inequalities is not -1, so it shows no contradiction")
    judge.sorting.index(added, judge.sorting.integers(), {**judge.variables, **scope})
    return product_of([*factors, Window(added)])


def _window_index(factors: tuple[Term, ...], number: int) -> Index:
    if not 0 <= number < len(factors) or not isinstance(factor := factors[number], Window):
        raise RefusedError(f"operand {number} is no window")
    return factor.index


def point(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Turn two opposite windows into a delta."""
    factors, _ = operand(term, 0)
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
    sorts, homs = given["sorts"], given["homs"]
    in_scope = {**judge.variables, **scope}
    put = instance_of(everything, given["with"], judge.sorting, in_scope, theorem, sorts, homs)
    result = _rewritten(term, theorem.left, theorem.right, put, judge, None)
    for hypothesis in theorem.hypotheses:
        if not isinstance(hypothesis, Summable):
            judge.used |= holds_here(hypothesis, put, judge.hypotheses)
    families = [family_of(entry, put) for entry in theorem.hypotheses if isinstance(entry, Summable)]
    judge.summable(families, scope)
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
    result = RULES[rule](term, given, judge.under(scope), scope)
    if not alike(result, into, commuting=rule == "commute"):
        raise RefusedError(f"the rule {rule} leads elsewhere")
