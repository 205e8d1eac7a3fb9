"""The first opinion on a certificate: every step made again by the rules that build proofs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flipconv.proofs.certificates import digest
from flipconv.proofs.instances import check_sorts, said, same_hypothesis
from flipconv.proofs.judging import Judge
from flipconv.proofs.limits import check_limits, limited
from flipconv.proofs.normal import Forms, alike
from flipconv.proofs.notation import definitions
from flipconv.proofs.parsing import theorem_from
from flipconv.proofs.paths import replaced, subterm
from flipconv.proofs.rules import follows
from flipconv.proofs.sorts import LEVELS, Sorting, bound
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
from flipconv.proofs.substitution import AS_IT_IS, substituted
from flipconv.proofs.terms import Index, RefusedError, Term, free_variables


def recheck(data: Any, library: Mapping[str, Theorem]) -> Theorem:
    """
    Make a proof again by the rules.

    Parameters
    ----------
    data : object
        The certificate, as `data_from` reads it from a text; it may be anything, and is bounded first.
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
    check_limits(data)
    try:
        with limited():
            theorem = theorem_from(data)
            _check(theorem, library)
    except RecursionError:
        raise RefusedError("it is nested too deep") from None
    return theorem


def _check(theorem: Theorem, library: Mapping[str, Theorem]) -> None:
    sorting = _declared(theorem)
    judge = Judge(sorting, theorem.variables, theorem.hypotheses, library)
    for side in (theorem.left, theorem.right):
        sorting.term(side, theorem.variables)
    for entry in theorem.hypotheses:
        _check_hypothesis(entry, sorting, theorem.variables)
    forms = Forms()
    sayings = [said(entry, AS_IT_IS, forms) for entry in theorem.hypotheses]
    if any(one in sayings[:place] for place, one in enumerate(sayings)):
        raise RefusedError("two hypotheses say the same")
    if isinstance(theorem.proof, Induction):
        _check_induction(theorem, theorem.proof, judge)
    else:
        _check_steps(theorem, theorem.proof, judge)
        if missing := set(range(len(theorem.hypotheses))) - judge.used:
            raise RefusedError(f"hypothesis {min(missing)} is not used")
    if judge.theorems != set(theorem.uses):
        raise RefusedError(f"the theorems used are {sorted(judge.theorems)}, not {sorted(theorem.uses)}")
    for name, digest_used in theorem.uses.items():
        if (library[name].read_from or digest(library[name])) != digest_used:
            raise RefusedError(f"the digest of {name} in uses is not its digest")
    _check_nothing_in_vain(theorem, sorting)


def _declared(theorem: Theorem) -> Sorting:
    names = [*theorem.sorts, *theorem.homs, *theorem.symbols, *theorem.variables, *definitions()]
    if len(set(names)) < len(names) or "value" in names:
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
            for _, sort in every + over:
                sorting.need(sort, 0)
            sorting.term(term, {**variables, **bound(every + over)})
        case Equation(every, left, right):
            scope = bound((name, kind) for name, kind in every if isinstance(kind, str))
            symbols = {name: kind for name, kind in every if not isinstance(kind, str)}
            if set(symbols) & set(definitions()):
                raise RefusedError("a hypothesis is about a symbol that bears the name of a definition")
            for sort in [*scope.values(), *(sort for kinds in symbols.values() for sort in _sorts(kinds))]:
                sorting.need(sort, 0)
            inner = Sorting(sorting.kinds, sorting.homs, {**sorting.symbols, **symbols}, own=symbols.keys())
            for side in (left, right):
                inner.term(side, {**variables, **scope})
            sorting.used |= inner.used
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
    scope = bound(scope.items())
    judge.sorting.term(step.into, {**judge.variables, **scope})
    pair = (step.into, part) if step.backwards else (part, step.into)
    follows(step.rule, *pair, step.given, judge, scope)
    judge.sorting.term(step.gives, judge.variables)
    if not alike(replaced(line, step.at, step.into), step.gives):
        raise RefusedError("the new line is not the old one with the subterm replaced")
    return step.gives


def _check_induction(theorem: Theorem, proof: Induction, judge: Judge) -> None:
    over, sort = proof.over, theorem.variables.get(proof.over, "")
    if theorem.sorts.get(sort) != "steps":
        raise RefusedError(f"an induction is over a variable of steps, and {over} is none")
    judge.sorting.need(sort, LEVELS["steps"])
    judge.sorting.used.add(over)
    for name in (proof.base, proof.step):
        if name not in judge.library:
            raise RefusedError(f"there is no theorem {name} to use")
    base, step = judge.library[proof.base], judge.library[proof.step]
    _check_same_names(theorem, base, judge.sorting)
    _check_same_names(theorem, step, judge.sorting)
    if over in base.variables or over not in step.variables:
        raise RefusedError(f"{over} is a variable of the step, and the base is without it")
    now = Index(((("", (over,)), 1),))
    for part, place in ((base, Index()), (step, now + 1)):
        sides = [substituted(side, {over: place}) for side in (theorem.left, theorem.right)]
        if not (alike(part.left, sides[0]) and alike(part.right, sides[1])):
            raise RefusedError(f"{part.name} does not say it of {over} = {place}")
    _check_induction_hypotheses(theorem, base, step, over)
    judge.theorems |= {proof.base, proof.step}


def _check_induction_hypotheses(theorem: Theorem, base: Theorem, step: Theorem, over: str) -> None:
    assumed = [entry for entry in step.hypotheses if not _is_fixed(entry, theorem, over)]
    if len(assumed) != len(step.hypotheses) - 1:
        raise RefusedError("the induction hypothesis is to be one hypothesis of the step, and only one")
    expected = list(base.hypotheses)
    for entry in assumed:
        if not any(same_hypothesis(entry, AS_IT_IS, known) for known in expected):
            expected.append(entry)
    if len(expected) != len(theorem.hypotheses) or not all(
        same_hypothesis(one, AS_IT_IS, other) for one, other in zip(expected, theorem.hypotheses, strict=True)
    ):
        raise RefusedError("the hypotheses are not those of base and step without the induction hypothesis")
    # the induction hypothesis is used at other values of what the sides mention, so nothing may be assumed of one
    walked = free_variables(theorem.left) | free_variables(theorem.right)
    for entry in theorem.hypotheses:
        if singled_out := sorted(_free(entry) & walked):
            raise RefusedError(f"a hypothesis singles out {singled_out[0]}, which the induction must leave free")


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
            return (free_variables(left) | free_variables(right)) - {
                name for name, kind in every if isinstance(kind, str)
            }
        case Summable(every, over, term):
            return free_variables(term) - {name for name, _ in every + over}
    return frozenset()


def _check_same_names(theorem: Theorem, part: Theorem, sorting: Sorting) -> None:
    for own, others in (
        (theorem.homs, part.homs),
        (theorem.symbols, part.symbols),
        (theorem.variables, part.variables),
    ):
        if any(own.get(name) != meaning for name, meaning in others.items()):
            raise RefusedError(f"{part.name} has other names, or gives one another meaning")
    check_sorts(part, {sort: sort for sort in part.sorts}, sorting)


def _check_nothing_in_vain(theorem: Theorem, sorting: Sorting) -> None:
    for name in [*theorem.homs, *theorem.symbols, *theorem.variables]:
        if name not in sorting.used:
            raise RefusedError(f"{name} is declared and never used")
    for sort, kind in theorem.sorts.items():
        level = sorting.needs.get(sort)
        if level is None or level != LEVELS[kind]:
            raise RefusedError(f"the sort {sort} is declared a {kind}, which is not what is used of it")
