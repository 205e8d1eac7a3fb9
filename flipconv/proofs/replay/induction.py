"""Proof by induction: a base, a step, and what they must have in common with the theorem."""

from __future__ import annotations

from typing import Any

from flipconv.proofs.replay.hypotheses import check_hypothesis, said
from flipconv.proofs.replay.places import Proof
from flipconv.proofs.replay.polynomials import constant, variable
from flipconv.proofs.replay.reading import Refused, fields, show
from flipconv.proofs.replay.scopes import Notes
from flipconv.proofs.replay.sorting import check_term


def check_induction(certificate: dict[str, Any], proof: Proof) -> None:
    """Refuse a proof by induction that does not fit its theorem."""
    parts = fields(fields(certificate["proof"], "the proof", "induction")["induction"], "induction", "over base step")
    t = parts["over"]
    sort = proof.notes.sort(proof.notes.variable(t, proof.scope), proof.scope, "steps")
    base, step = (_theorem(proof, parts[part]) for part in ("base", "step"))
    _check_names(base, proof, set(proof.scope.variables) - {t})
    _check_names(step, proof, set(proof.scope.variables))
    if step.variables.get(t) != sort:
        raise Refused(f"the variable {t} of the sort {sort} is not free in the step {step.name}")
    _check_sides(certificate, proof, base, {t: constant(0)})
    _check_sides(certificate, proof, step, {t: {**variable(t), **constant(1)}})
    walked = _free_in_sides(certificate, proof)
    others = [entry for entry in step.hypotheses if not _is_claim(entry, certificate, proof, walked - {t})]
    if len(others) != len(step.hypotheses) - 1:
        raise Refused(f"the induction hypothesis must be one hypothesis of {step.name}, and only one")
    _check_hypotheses(proof, base.hypotheses, others, walked)


def _free_in_sides(certificate: dict[str, Any], proof: Proof) -> set[str]:
    """Return the variables that the two sides mention freely; others are parameters, the same at every step."""
    notes = Notes()
    for side in ("left", "right"):
        check_term(certificate[side], proof.scope, notes)
    return {name for what, name in notes.used if what == "variable"}


def _theorem(proof: Proof, name: Any) -> Any:
    if not isinstance(name, str) or name not in proof.theorems:
        raise Refused(f"the theorem {show(name)} is not in uses")
    proof.used.add(name)
    return proof.theorems[name]


def _check_names(theorem: Any, proof: Proof, variables: set[str]) -> None:
    """Refuse a theorem whose names do not mean the same as here."""
    scope = proof.scope
    if not set(theorem.variables) <= variables:
        raise Refused(f"{theorem.name} has other variables than this theorem")
    alike = [
        set(theorem.sorts) <= set(scope.kinds),
        all(scope.homs.get(name) == tuple(leads) for name, leads in theorem.homs.items()),
        all(scope.symbols.get(name) == signature for name, signature in theorem.symbols.items()),
        all(scope.variables[name] == sort for name, sort in theorem.variables.items()),
    ]
    if not all(alike):
        raise Refused(f"the names of {theorem.name} do not mean the same as here")
    for sort, kind in theorem.sorts.items():
        _ = proof.notes.sort(sort, scope, kind)


def _check_sides(certificate: dict[str, Any], proof: Proof, theorem: Any, put: dict[str, Any]) -> None:
    for side in ("left", "right"):
        here = proof.normal.value(certificate[side], proof.env.put(variables=put))
        if proof.normal.value(getattr(theorem, side), proof.env) != here:
            raise Refused(f"the {side} side of {theorem.name} is not that of this theorem with the variable replaced")


def _is_claim(hypothesis: dict[str, Any], certificate: dict[str, Any], proof: Proof, walked: set[str]) -> bool:
    """Return whether a hypothesis is this theorem itself, for this t and all values of the variables walked."""
    if hypothesis["kind"] != "equation":
        return False
    others = {name: sort for name, sort in proof.scope.variables.items() if name in walked}
    if len(hypothesis["all"]) != len(others) or {name: show(what) for name, what in hypothesis["all"]} != {
        name: show(sort) for name, sort in others.items()
    }:
        return False
    return all(
        proof.normal.value(hypothesis[side], proof.env) == proof.normal.value(certificate[side], proof.env)
        for side in ("left", "right")
    )


def _check_hypotheses(proof: Proof, base: list[dict[str, Any]], step: list[dict[str, Any]], walked: set[str]) -> None:
    """Refuse hypotheses other than those of the base and the step, or one that singles out a variable of the sides."""
    expected: list[tuple[Any, ...]] = []
    for position, hypothesis in enumerate([*base, *step]):
        says = said(hypothesis, proof.env, proof.normal)
        if position < len(base) or says not in expected:
            expected.append(says)
    if [said(hypothesis, proof.env, proof.normal) for hypothesis in proof.hypotheses] != expected:
        raise Refused("its hypotheses are not those of the base, then those of the step")
    notes = Notes()
    for hypothesis in proof.hypotheses:
        check_hypothesis(hypothesis, proof.scope, notes)
    # the induction hypothesis holds for all values of the other variables, so no hypothesis may single out some
    if free := sorted(name for what, name in notes.used if what == "variable" and name in walked):
        raise Refused(f"a hypothesis mentions the variable {free[0]}, which the induction must leave free")
    proof.relied.update(range(len(proof.hypotheses)))
