"""The first opinion on a certificate: every step made again by the rules that build proofs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flipconv.proofs.judging import Judge
from flipconv.proofs.normal import alike
from flipconv.proofs.notation import definitions
from flipconv.proofs.parsing import theorem_from
from flipconv.proofs.paths import replaced, subterm
from flipconv.proofs.rules import follows
from flipconv.proofs.sorts import LEVELS, Sorting
from flipconv.proofs.statements import (
    Equation,
    Finite,
    Hypothesis,
    Induction,
    Step,
    Summable,
    Support,
    Theorem,
)
from flipconv.proofs.substitution import substituted
from flipconv.proofs.terms import Index, RefusedError, Term, free_variables


def recheck(data: Any, library: Mapping[str, Theorem]) -> Theorem:
    """
    Make a proof again by the rules.

    Parameters
    ----------
    data : object
        The certificate, as `json.loads` returns it.
    library : mapping of str to Theorem
        The theorems that it may use, checked before.

    Returns
    -------
    Theorem
        What was proved.

    Raises
    ------
    RefusedError
        If a step does not follow, if something is declared in vain, or if it is no certificate.
    """
    theorem = theorem_from(data)
    sorting = _declared(theorem)
    judge = Judge(sorting, theorem.variables, theorem.hypotheses, library)
    for side in (theorem.left, theorem.right):
        sorting.term(side, theorem.variables)
    for entry in theorem.hypotheses:
        _check_hypothesis(entry, sorting, theorem.variables)
    if isinstance(theorem.proof, Induction):
        _check_induction(theorem, theorem.proof, judge)
    else:
        _check_steps(theorem, theorem.proof, judge)
        if missing := set(range(len(theorem.hypotheses))) - judge.used:
            raise RefusedError(f"hypothesis {min(missing)} is not used")
    if judge.theorems != set(theorem.uses):
        raise RefusedError(f"the theorems used are {sorted(judge.theorems)}, not {sorted(theorem.uses)}")
    _check_nothing_in_vain(theorem, sorting)
    return theorem


def _declared(theorem: Theorem) -> Sorting:
    names = [*theorem.sorts, *theorem.homs, *theorem.symbols, *theorem.variables, *definitions()]
    if len(set(names)) < len(names) or "value" in theorem.sorts:
        raise RefusedError("a name is declared twice, or a definition bears it")
    if not all(isinstance(kind, str) and kind in LEVELS for kind in theorem.sorts.values()):
        raise RefusedError(f"the kinds of sorts are {', '.join(LEVELS)}")
    if list(theorem.sorts.values()).count("integers") > 1:
        raise RefusedError("one sort at most is the integers")
    for source, target in theorem.homs.values():
        if theorem.sorts.get(source) not in ("group", "integers") or theorem.sorts.get(target) != "group":
            raise RefusedError("a homomorphism leads from a group or the integers to a group")
    sorting = Sorting(theorem.sorts, theorem.homs, theorem.symbols)
    for sort in [*theorem.variables.values(), *(sort for kinds in theorem.symbols.values() for sort in _sorts(kinds))]:
        sorting.need(sort, 0)
    return sorting


def _sorts(signature: Any) -> list[str]:
    return [sort for kind in signature if kind != "value" for sort in ((kind,) if isinstance(kind, str) else kind)]


def _check_hypothesis(entry: Hypothesis, sorting: Sorting, variables: Mapping[str, str]) -> None:
    match entry:
        case Finite(sort):
            sorting.need(sort, 0)
            if (sorting.kinds or {})[sort] in ("integers", "steps"):
                raise RefusedError(f"the sort {sort} is infinite by its kind, so nothing would satisfy the hypothesis")
        case Support(symbol):
            signature = sorting.symbols.get(symbol, ())
            if len(signature) != 1 or not isinstance(signature[0], str) or signature[0] == "value":
                raise RefusedError(f"{symbol} is no function of one index, so it has no support")
            sorting.used.add(symbol)
        case Summable(every, over, term):
            if not over or len(dict(every + over)) < len(every + over):
                raise RefusedError("a family is summed over one or more variables, each named once")
            sorting.term(term, {**variables, **dict(every + over)})
        case Equation(every, left, right):
            scope = {name: kind for name, kind in every if isinstance(kind, str)}
            symbols = {name: kind for name, kind in every if not isinstance(kind, str)}
            for sort in [*scope.values(), *(sort for kinds in symbols.values() for sort in _sorts(kinds))]:
                sorting.need(sort, 0)
            inner = Sorting(sorting.kinds, sorting.homs, {**sorting.symbols, **symbols})
            for side in (left, right):
                inner.term(side, {**variables, **scope})
            sorting.used |= inner.used - set(symbols) - set(scope)
            sorting.needs |= {sort: max(level, sorting.needs.get(sort, 0)) for sort, level in inner.needs.items()}
        case _:
            pass


def _check_steps(theorem: Theorem, steps: tuple[Step, ...], judge: Judge) -> None:
    line = theorem.left
    for number, step in enumerate(steps, start=1):
        try:
            line = _next(line, step, judge)
        except RefusedError as refusal:
            raise RefusedError(f"step {number}: {refusal}") from None
    if not alike(line, theorem.right):
        raise RefusedError("the last line is not the right side")


def _next(line: Term, step: Step, judge: Judge) -> Term:
    part, scope = subterm(line, step.at)
    judge.sorting.term(step.into, {**judge.variables, **scope})
    pair = (step.into, part) if step.backwards else (part, step.into)
    follows(step.rule, *pair, step.given, judge, scope)
    judge.sorting.term(step.gives, judge.variables)
    if not alike(replaced(line, step.at, step.into), step.gives):
        raise RefusedError("the new line is not the old one with the subterm replaced")
    return step.gives


def _check_induction(theorem: Theorem, proof: Induction, judge: Judge) -> None:
    if theorem.sorts.get(theorem.variables.get(proof.over, "")) != "steps":
        raise RefusedError(f"an induction is over a variable of steps, and {proof.over} is none")
    for name in (proof.base, proof.step):
        if name not in judge.library:
            raise RefusedError(f"there is no theorem {name} to use")
    base, step = judge.library[proof.base], judge.library[proof.step]
    now = Index(((("", (proof.over,)), 1),))
    for part, place in ((base, Index()), (step, now + 1)):
        sides = [substituted(side, {proof.over: place}) for side in (theorem.left, theorem.right)]
        if not (alike(part.left, sides[0]) and alike(part.right, sides[1])):
            raise RefusedError(f"{part.name} does not say it of {proof.over} = {place}")
        _check_same_names(theorem, part)
    assumed = [entry for entry in step.hypotheses if not _is_fixed(entry, theorem, proof.over)]
    expected = [*base.hypotheses, *(entry for entry in assumed if entry not in base.hypotheses)]
    if len(assumed) == len(step.hypotheses) or list(theorem.hypotheses) != expected:
        raise RefusedError("the hypotheses are not those of base and step without the induction hypothesis")
    # the induction hypothesis is used at other values of what the sides mention, so nothing may be assumed of one
    walked = free_variables(theorem.left) | free_variables(theorem.right)
    for entry in theorem.hypotheses:
        if singled_out := sorted(_free(entry) & walked):
            raise RefusedError(f"a hypothesis singles out {singled_out[0]}, which the induction must leave free")
    judge.theorems |= {proof.base, proof.step}


def _is_fixed(entry: Hypothesis, theorem: Theorem, over: str) -> bool:
    """Return whether a hypothesis is the induction hypothesis: the sides, for all else, at the fixed step."""
    if not isinstance(entry, Equation):
        return False
    free = free_variables(theorem.left) | free_variables(theorem.right)
    others = {name: sort for name, sort in theorem.variables.items() if name != over and name in free}
    return dict(entry.every) == others and alike(entry.left, theorem.left) and alike(entry.right, theorem.right)


def _free(entry: Hypothesis) -> frozenset[str]:
    match entry:
        case Equation(every, left, right):
            return (free_variables(left) | free_variables(right)) - {name for name, _ in every}
        case Summable(every, over, term):
            return free_variables(term) - {name for name, _ in every + over}
    return frozenset()


def _check_same_names(theorem: Theorem, part: Theorem) -> None:
    for own, others in (
        (theorem.sorts, part.sorts),
        (theorem.homs, part.homs),
        (theorem.symbols, part.symbols),
        (theorem.variables, part.variables),
    ):
        if any(own.get(name, meaning) != meaning for name, meaning in others.items()):
            raise RefusedError(f"{part.name} gives a name another meaning")


def _check_nothing_in_vain(theorem: Theorem, sorting: Sorting) -> None:
    for name in [*theorem.homs, *theorem.symbols, *theorem.variables]:
        if name not in sorting.used:
            raise RefusedError(f"{name} is declared and never used")
    for sort, kind in theorem.sorts.items():
        level = sorting.needs.get(sort)
        if level is None or level != LEVELS[kind]:
            raise RefusedError(f"the sort {sort} is declared a {kind}, which is not what is used of it")
