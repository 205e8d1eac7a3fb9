"""The rules on sums over a sort: new variables, another order, factors in and out, and what a delta keeps."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from flipconv.proofs.judging import Given, Judge
from flipconv.proofs.sorts import bound
from flipconv.proofs.substitution import substituted
from flipconv.proofs.summability import Family
from flipconv.proofs.terms import (
    Add,
    Delta,
    Index,
    Mul,
    RefusedError,
    Sum,
    Term,
    factors_of,
    free_variables,
    product_of,
)


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
        judge.sorting.index(index, new[0][1], {**judge.variables, **scope, **bound(new)})
    judge.summable([Family(tuple(old), body)] if len(new) > 1 else [], scope)
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
    Return the determinant of an integer matrix, by eliminating in fractions.

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
    rows, result = [[Fraction(entry) for entry in row] for row in matrix], Fraction(1)
    while rows:
        pivot = next((place for place, row in enumerate(rows) if row[0]), None)
        if pivot is None:
            return 0
        top = rows.pop(pivot)
        result *= top[0] * (-1) ** pivot
        rows = [[b - row[0] / top[0] * a for a, b in zip(top[1:], row[1:], strict=True)] for row in rows]
    return int(result)


def swap(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Exchange two sums."""
    if not isinstance(term, Sum) or not isinstance(term.body, Sum):
        raise RefusedError("only a sum of a sum can be swapped")
    outer, inner = term, term.body
    if outer.variable == inner.variable:
        raise RefusedError("the two sums bear one variable; rename one first")
    over = ((outer.variable, outer.sort), (inner.variable, inner.sort))
    judge.summable([Family(over, inner.body)], scope)
    return Sum(inner.variable, inner.sort, Sum(outer.variable, outer.sort, inner.body))


def pull(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Take the factors that stand beside a sum into it."""
    factors, place = operand(term, given["factor"])
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
    judge.summable([Family(((term.variable, term.sort),), part) for part in term.body.terms], scope)
    return Add(tuple(Sum(term.variable, term.sort, part) for part in term.body.terms))


def sift(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Keep of a sum the one place where its delta is not zero."""
    if not isinstance(term, Sum):
        raise RefusedError("only a sum can be sifted")
    factors, place = factor_at(term.body, given["factor"])
    where = _zero_of(factors[place], term.variable, term.sort)
    others = product_of([*factors[:place], *factors[place + 1 :]])
    return substituted(others, {term.variable: where})


def replace(term: Term, given: Given, judge: Judge, scope: Mapping[str, str]) -> Term:
    """Put beside a delta, for a variable, the place where the delta is not zero."""
    factors, place = operand(term, given["factor"])
    name = given["variable"]
    sort = {**judge.variables, **scope}.get(name)
    if sort is None:
        raise RefusedError(f"the variable {name} is not in scope")
    where = _zero_of(factors[place], name, sort)
    moved = [substituted(factor, {name: where}) for factor in (*factors[:place], *factors[place + 1 :])]
    return product_of([factors[place], *moved])


def operand(term: Term, place: int) -> tuple[tuple[Term, ...], int]:
    """Return the operands of a product and the number of one of them; raise if there is none."""
    if not isinstance(term, Mul):
        raise RefusedError("the term is no product")
    return factor_at(term, place)


def factor_at(term: Term, place: int) -> tuple[tuple[Term, ...], int]:
    """Return the factors of a term, which may be one alone, and the number of one of them; raise if there is none."""
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
        raise RefusedError(
            f"{name} stands in the delta with coefficient {coefficient}, or twice; it must be 1 or -1, once"
        )
    return -coefficient * rest
