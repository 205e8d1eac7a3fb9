"""The rules that need no hypothesis by number and no theorem: each leads from X to Y, or refuses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flipconv.proofs.replay.definitions import definitions, parameters
from flipconv.proofs.replay.matrices import determinant
from flipconv.proofs.replay.normal import Closure, Env, Value
from flipconv.proofs.replay.places import Place
from flipconv.proofs.replay.polynomials import Polynomial, add, constant, holding, multiply
from flipconv.proofs.replay.polynomials import place as place_of
from flipconv.proofs.replay.reading import Refused, fields, listed, number, pairs, show
from flipconv.proofs.replay.scopes import integers_of
from flipconv.proofs.replay.sorting import sorts_of_call
from flipconv.proofs.replay.summable import family, require_summable


def agree(place: Place, expected: Value, y: Any) -> None:
    """Refuse a Y that is not alike to what the rule makes of X."""
    if place.value(y) != expected:
        raise Refused("what it becomes is not what the rule makes of it")


def ring(place: Place, x: Any, y: Any, data: dict[str, Any]) -> None:
    """X and Y are alike."""
    _ = fields(data, "with", "")
    if place.value(x) != place.value(y):
        raise Refused("the two are not alike")


def commute(place: Place, x: Any, y: Any, data: dict[str, Any]) -> None:
    """X and Y are alike when values commute, and they do."""
    _ = fields(data, "with", "")
    if not place.proof.relies(("commutative",)):
        raise Refused("values commute only by hypothesis, and there is none")
    if place.proof.commuting.value(x, place.env) != place.proof.commuting.value(y, place.env):
        raise Refused("the two are not alike, even when values commute")


def unfold(place: Place, x: Any, y: Any, data: dict[str, Any]) -> None:
    """X is a definition applied, Y its body."""
    _ = fields(data, "with", "")
    if _head(x) != "at" or x[1] in place.scope.symbols:
        raise Refused(f"{show(x)} is no definition applied")
    sorts = sorts_of_call(x, place.scope)
    env = place.env
    homs: dict[str, str] = {}
    symbols: dict[str, str | Closure] = {}
    variables: dict[str, Polynomial] = {}
    for (name, kind), argument in zip(parameters(x[1]), x[2:], strict=True):
        if isinstance(kind, dict):
            homs[name] = env.homs[argument["hom"]]
        elif isinstance(kind, list):
            symbols[name] = Closure(tuple(bound for bound, _ in argument["vars"]), argument["is"], env)
        else:
            variables[name] = place.proof.normal.index(argument, env)
    here = {name: env.sorts[sort] for name, sort in sorts.items()}
    inner = Env(env.kinds, here, homs, symbols, variables, env.depth)
    agree(place, place.value(definitions()[x[1]]["is"], inner), y)


def reindex(place: Place, x: Any, y: Any, data: dict[str, Any]) -> None:
    """X is sums over variables, Y sums over others on which they depend one to one."""
    given = fields(data, "with", "put new")
    put, new = pairs(given["put"], "put"), pairs(given["new"], "new")
    bound, body = _sums(x, len(put))
    sorts = {sort for _, sort in bound} | {show(sort) if not isinstance(sort, str) else sort for _, sort in new}
    if not put or len(new) != len(put) or len(sorts) != 1 or [name for name, _ in put] != [name for name, _ in bound]:
        raise Refused("put must name the variables of the sums in order, and new as many, all of one sort")
    free = place.free_in(x)
    if captured := [name for name, _ in new if name in free]:
        raise Refused(f"the new variable {captured[0]} is free in the sums")
    sort, inner = bound[0][1], place.inside(new)
    indices = {name: inner.index(index, sort) for name, index in put}
    _check_one_to_one(place, list(indices.values()), sort)
    if len(put) > 1:
        require_summable(place, family(place, bound, body, place.env))
    value = place.value(body, place.env.put(variables=indices).deeper(len(put)))
    for _ in put:
        value = place.proof.normal.sum_over(place.env.sorts[sort], value)
    agree(place, value, y)


def _check_one_to_one(place: Place, indices: list[Polynomial], sort: str) -> None:
    """Refuse a change of variables that is not one to one and onto, whatever the sort."""
    names = [f"#{place.env.depth + number}" for number in range(len(indices))]
    for index in indices:
        if any(monomial not in {("", (name,)) for name in names} for monomial in holding(index, set(names))):
            raise Refused("a new variable must stand by itself, times an integer, under no homomorphism")
        # t + 1 misses 0: of the kind steps, only names may change
        if place.scope.kinds[sort] == "steps" and len(index) != 1:
            raise Refused(f"the sort {sort} is of kind steps, and no shift leads onto all of it")
    if determinant([[index.get(("", (name,)), 0) for name in names] for index in indices]) not in {1, -1}:
        raise Refused("the matrix of the change of variables must have determinant 1 or -1")


def swap(place: Place, x: Any, y: Any, data: dict[str, Any]) -> None:
    """X is a sum of a sum, Y the two exchanged."""
    _ = fields(data, "with", "")
    ((u, u_sort), (v, v_sort)), body = _sums(x, 2)
    if u == v:
        raise Refused(f"the two sums are both over {u}, so no family over the two can be read")
    env = place.env
    require_summable(place, family(place, [(u, u_sort), (v, v_sort)], body, env))
    value = place.value(body, env.put(variables={u: env.level(1), v: env.level(0)}).deeper(2))
    value = place.proof.normal.sum_over(env.sorts[u_sort], value)
    agree(place, place.proof.normal.sum_over(env.sorts[v_sort], value), y)


def pull(place: Place, x: Any, y: Any, data: dict[str, Any]) -> None:
    """X is a product with a sum among its operands, Y the sum of the products."""
    k, others = _factor(x, fields(data, "with", "factor")["factor"])
    ((v, sort),), body = _sums(x[k + 1], 1)
    if any(v in place.free_in(other) for other in others):
        raise Refused(f"the variable {v} of the sum is free in another operand")
    inside, normal = place.env.bind([v]), place.proof.normal
    before, after = _flat(x[1 : k + 1]), _flat(x[k + 2 :])
    values = [place.value(operand, place.env.deeper()) for operand in before]
    values += [place.value(operand, inside) for operand in _flat([body])]
    values += [place.value(operand, place.env.deeper()) for operand in after]
    agree(place, normal.sum_over(place.env.sorts[sort], normal.product(values)), y)


def split(place: Place, x: Any, y: Any, data: dict[str, Any]) -> None:
    """X is a sum over a sort of a sum of terms, Y the sum of the sums."""
    _ = fields(data, "with", "")
    bound, body = _sums(x, 1)
    if _head(body) != "add":
        raise Refused(f"{show(body)} is no sum of terms")
    normal, sort = place.proof.normal, place.env.sorts[bound[0][1]]
    families = [family(place, bound, term, place.env) for term in body[1:]]
    for each in families:
        require_summable(place, each)
    agree(place, normal.total(normal.sum_over(sort, each.value) for each in families), y)


def sift(place: Place, x: Any, y: Any, data: dict[str, Any]) -> None:
    """X is a sum of products with a delta, Y what is left where the delta is not zero."""
    ((v, sort),), body = _sums(x, 1)
    # a delta alone is a product whose other operands come to 1
    body = ["mul", body, 1] if _head(body) == "delta" else body
    k, others = _factor(body, fields(data, "with", "factor")["factor"])
    delta = body[k + 1]
    if _head(delta) != "delta" or delta[1] != sort:
        raise Refused(f"operand {k} is no delta of the sort {sort}")
    env = place.env
    index = place.proof.normal.index(delta[2], env.bind([v]))
    where = place_of(index, f"#{env.depth}", place.proof.normal.budget)
    inner = env.put(variables={v: where})
    agree(place, place.proof.normal.product(place.value(other, inner) for other in _flat(others)), y)


def replace(place: Place, x: Any, y: Any, data: dict[str, Any]) -> None:
    """X is a product with a delta, Y has a variable replaced by the place where the delta is not zero."""
    given = fields(data, "with", "factor variable")
    k, others = _factor(x, given["factor"])
    delta, v = x[k + 1], given["variable"]
    if _head(delta) != "delta" or not isinstance(v, str) or place.scope.variables.get(v) != delta[1]:
        raise Refused(f"operand {k} must be a delta, and {show(v)} a variable of its sort")
    ((_, (name,)),) = place.env.variables[v]
    index = place.proof.normal.index(delta[2], place.env)
    inner = place.env.put(variables={v: place_of(index, name, place.proof.normal.budget)})
    normal = place.proof.normal
    agree(place, normal.product([place.value(delta), *(place.value(other, inner) for other in _flat(others))]), y)


def window(place: Place, x: Any, y: Any, data: dict[str, Any]) -> None:
    """X is a product with windows, Y the same with a window that they imply."""
    given = fields(data, "with", "adds by")
    adds = place.index(given["adds"], integers_of(place.scope, place.proof.notes))
    if _head(x) not in {"mul", "window"}:
        raise Refused(f"{show(x)} is neither a product nor a window")
    operands = x[1:] if x[0] == "mul" else [x]
    budget = place.proof.normal.budget
    # if the window to add were 0, all of these would be 0 or more, and their sum could not be -1
    known = {k: place.proof.normal.index(one[1], place.env) for k, one in enumerate(operands) if _head(one) == "window"}
    negated = add([(-1, adds), (-1, constant(1))], budget)
    terms: list[tuple[int, Polynomial]] = []
    for entry in listed(given["by"], "by"):
        if not isinstance(entry, list) or len(entry) != 2 or number(entry[0], "a coefficient of by") <= 0:
            raise Refused(f"by holds {show(entry)}; it must hold pairs of a positive integer and a list")
        result = constant(1)
        for factor in listed(entry[1], "a list of by"):
            if factor != "not" and (type(factor) is not int or factor not in known):
                raise Refused(f"by names {show(factor)}, which is no window among the operands")
            result = multiply(result, negated if factor == "not" else known[factor], budget)
        terms.append((entry[0], result))
    if add(terms, budget) != constant(-1):
        raise Refused("the sum of the products must be -1")
    values = [place.value(operand) for operand in _flat(operands)]
    agree(place, place.proof.normal.product([*values, place.proof.normal.window(adds)]), y)


def point(place: Place, x: Any, y: Any, data: dict[str, Any]) -> None:
    """X is a product with the windows of q and of -q, Y has the delta of q in their place."""
    chosen = listed(fields(data, "with", "factors")["factors"], "factors")
    if len(chosen) != 2 or chosen[0] == chosen[1]:
        raise Refused("factors must be two different numbers")
    windows = [x[_factor(x, k)[0] + 1] for k in chosen]
    if any(_head(one) != "window" for one in windows):
        raise Refused("both operands must be windows")
    normal = place.proof.normal
    q, minus_q = (normal.index(one[1], place.env) for one in windows)
    if add([(1, q), (1, minus_q)], normal.budget):
        raise Refused("one window must be of q and the other of -q")
    delta = normal.delta(integers_of(place.scope, place.proof.notes), q, place.env)
    others = [place.value(one) for one in _flat(operand for k, operand in enumerate(x[1:]) if k not in chosen)]
    agree(place, normal.product([delta, *others]), y)


def _head(term: Any) -> Any:
    return term[0] if isinstance(term, list) else None


def _sums(x: Any, count: int) -> tuple[list[tuple[str, str]], Any]:
    """Return the variables of that many sums, one in the other, and the body."""
    bound: list[tuple[str, str]] = []
    body = x
    for _ in range(count):
        if _head(body) != "sum":
            raise Refused(f"{show(body)} is no sum over a sort")
        bound.append((body[1], body[2]))
        body = body[3]
    return bound, body


def _factor(x: Any, k: Any) -> tuple[int, list[Any]]:
    """Return the number of an operand of a product, checked, and the other operands."""
    if _head(x) != "mul" or not 0 <= number(k, "the number of an operand") < len(x) - 1:
        raise Refused(f"{show(x)} is no product with an operand {show(k)}")
    return k, [*x[1 : k + 1], *x[k + 2 :]]


def _flat(operands: Iterable[Any]) -> list[Any]:
    """Return the operands of a product, of one that is itself a product its operands."""
    return [inner for one in operands for inner in (one[1:] if _head(one) == "mul" else [one])]
