"""The rules that take an equation from elsewhere: a hypothesis here, or a theorem replayed before."""

from __future__ import annotations

from typing import Any

from flipconv.proofs.replay.checks import agree
from flipconv.proofs.replay.hypotheses import open_all, said, sorts_here
from flipconv.proofs.replay.normal import Closure, Env
from flipconv.proofs.replay.places import Place
from flipconv.proofs.replay.polynomials import Polynomial
from flipconv.proofs.replay.reading import Refused, fields, mapped, pairs, same_keys, show
from flipconv.proofs.replay.sorting import check_term
from flipconv.proofs.replay.summable import family, require_summable


def assume(place: Place, x: Any, y: Any, data: dict[str, Any]) -> None:
    """X and Y are the sides of a hypothesis, its `all` replaced."""
    given = fields(data, "with", "hypothesis with")
    hypothesis = place.proof.hypothesis(given["hypothesis"], "equation")
    entries = hypothesis["all"]
    put = same_keys(given["with"], "with", [name for name, _ in entries])
    # the rest of its names mean what is declared, whatever the path binds
    env = place.proof.env.deeper(place.env.depth)
    variables = {name: place.index(put[name], what) for name, what in entries if isinstance(what, str)}
    symbols = {name: _function(place, put[name], what) for name, what in entries if not isinstance(what, str)}
    place.proof.relied.add(given["hypothesis"])
    _sides(place, x, y, hypothesis, env.put(variables=variables, symbols=symbols))


def use(place: Place, x: Any, y: Any, data: dict[str, Any]) -> None:
    """X and Y are the sides of a theorem, all its names replaced, and its hypotheses hold here."""
    given = fields(data, "with", "theorem sorts homs with")
    name = given["theorem"]
    if not isinstance(name, str) or name not in place.proof.theorems:
        raise Refused(f"the theorem {show(name)} is not in uses")
    theorem = place.proof.theorems[name]
    place.proof.used.add(name)
    env = _instance(place, theorem, given)
    _sides(place, x, y, {"left": theorem.left, "right": theorem.right}, env)
    for position, hypothesis in enumerate(theorem.hypotheses):
        if not _holds(place, hypothesis, env):
            raise Refused(f"hypothesis {position} of {name}, {hypothesis['kind']}, does not hold here")


def _sides(place: Place, x: Any, y: Any, equation: dict[str, Any], env: Env) -> None:
    if place.value(x) != place.value(equation["left"], env):
        raise Refused("the subterm is not the left side of the equation")
    agree(place, place.value(equation["right"], env), y)


def _instance(place: Place, theorem: Any, given: dict[str, Any]) -> Env:
    """Return the environment in which the names of a theorem stand for what is put in."""
    scope, notes = place.scope, place.proof.notes
    sorts = same_keys(given["sorts"], "sorts", theorem.sorts)
    for sort, kind in theorem.sorts.items():
        _ = notes.sort(sorts[sort], scope, kind)
    homs = same_keys(given["homs"], "homs", theorem.homs)
    for hom, leads in theorem.homs.items():
        if notes.hom(homs[hom], scope) != tuple(sorts[sort] for sort in leads):
            raise Refused(f"{homs[hom]} leads from or to other sorts than {hom}")
    env = Env(place.env.kinds, sorts, homs, {}, {}, place.env.depth)
    put = same_keys(given["with"], "with", {**theorem.symbols, **theorem.variables})
    variables: dict[str, Polynomial] = {
        name: place.index(put[name], sorts[sort]) for name, sort in theorem.variables.items()
    }
    symbols = {
        name: _function(place, put[name], sorts_here(signature, env)) for name, signature in theorem.symbols.items()
    }
    return env.put(variables=variables, symbols=symbols)


def _function(place: Place, given: Any, signature: list[Any]) -> str | Closure:
    """Return what is put in for a symbol, checked against the signature that it must have."""
    if "symbol" in mapped(given, "what is put in for a symbol"):
        symbol = fields(given, "a symbol", "symbol")["symbol"]
        if place.proof.notes.symbol(symbol, place.scope) != signature:
            raise Refused(f"the symbol {symbol} is of another signature than {show(signature)}")
        return place.env.symbols[symbol]
    parts = fields(given, "a function", "vars is")
    bound = pairs(parts["vars"], "the variables of a function")
    if "value" in signature or [sort for _, sort in bound] != signature:
        raise Refused(f"the function {show(given)} cannot stand for a symbol of signature {show(signature)}")
    for _, sort in bound:
        _ = place.proof.notes.sort(sort, place.scope)
    check_term(parts["is"], place.scope.bind(bound), place.proof.notes)
    return Closure(tuple(name for name, _ in bound), parts["is"], place.env)


def _holds(place: Place, hypothesis: dict[str, Any], env: Env) -> bool:
    """Return whether a hypothesis of a theorem, its names replaced, holds here."""
    kind, proof = hypothesis["kind"], place.proof
    if kind == "support":
        return _supported(place, env.symbols[hypothesis["symbol"]])
    if kind == "equation":
        wanted = said(hypothesis, env, proof.normal)
        for position, here in proof.of_kind("equation"):
            if said(here, proof.env.deeper(env.depth), proof.normal) == wanted:
                proof.relied.add(position)
                return True
        return False
    if kind == "summable":
        inner = open_all(hypothesis["all"], env)
        more = {name: (env.sorts[sort], inner.variables[name]) for name, sort in hypothesis["all"]}
        require_summable(place, family(place, hypothesis["over"], hypothesis["term"], inner, more))
        return True
    return proof.relies(said(hypothesis, env, proof.normal))


def _supported(place: Place, function: str | Closure) -> bool:
    """Return whether a function is a symbol that has finite support by hypothesis."""
    if isinstance(function, Closure):
        env = function.env.put(variables={name: place.env.level() for name in function.names})
        body = place.value(function.body, env.deeper())
        names = [entry["symbol"] for _, entry in place.proof.of_kind("support")]
        inner = place.env.put(variables={"y": place.env.level()}).deeper()
        function = next((name for name in names if place.value(["at", name, [[1, ["y"]]]], inner) == body), "")
    return place.proof.relies(("support", function))
