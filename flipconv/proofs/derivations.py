"""
Derivations: chains of steps from the two sides of an equation until they meet.

A chain only records what is to be done. `theorem` does it, by the rules and nothing else, and
returns the statement with every line of its proof. The lines of the right chain are read backwards.
"""

from __future__ import annotations

from collections.abc import Iterable

from flipconv.proofs.chains import Chain, Move
from flipconv.proofs.language import name_of
from flipconv.proofs.makers import Maker, Raw
from flipconv.proofs.normal import alike
from flipconv.proofs.parsing import theorem_name_from
from flipconv.proofs.statements import (
    Commutative,
    Equation,
    Hypothesis,
    Induction,
    Theorem,
)
from flipconv.proofs.terms import (
    Index,
    RefusedError,
    Term,
)


def theorem(
    name: str,
    left: Chain,
    right: Chain,
    *,
    given: Iterable[Hypothesis] = (),
) -> Theorem:
    """
    Derive a theorem by the rules.

    Parameters
    ----------
    name : str
        Its name.
    left, right : Chain
        From either side to where they meet.
    given : iterable of Hypothesis
        What is assumed; that values commute is added where it is used.

    Returns
    -------
    Theorem
        With the lines of its proof; its digests are those of its certificate.

    Raises
    ------
    RefusedError
        If the name is none, if there is no step, if a step is refused, or if the two chains do not meet.
    """
    _ = theorem_name_from(name)
    if not left.moves and not right.moves:
        raise RefusedError(f"{name}: neither chain has a move, so there is no proof")
    hypotheses = tuple(given)
    known = [move.given["theorem"] for move in left.moves + right.moves if move.rule == "use"]
    maker = Maker(left.start, right.start, hypotheses, {entry.name: entry for entry in known})
    forth, end = maker.run(left)
    back, other = maker.run(right)
    if not alike(end, other):
        if not alike(end, other, commuting=True):
            raise RefusedError(f"{name}: the two chains do not meet:\n{end}\n{other}")
        forth.append(Raw(end, (), other, Move("commute", "")))
    # with nothing done from the left, the left side is written as the last step backwards leaves it
    start = left.start if forth or not back else back[-1].raw
    steps = maker.steps(forth, back)
    if any(step.rule == "commute" for step in steps) or maker.inherits_commuting(steps):
        maker.hypotheses = (*hypotheses, Commutative())
    return maker.theorem(name, start, right.start, steps)


def induction(name: str, over: Index, base: Theorem, step: Theorem, left: Term, right: Term) -> Theorem:
    """
    Derive a theorem from its base and its step.

    Parameters
    ----------
    name : str
        Its name.
    over : Index
        The variable, of steps, over which the induction runs.
    base, step : Theorem
        The theorem at 0, and the theorem one step on, which assumes it at the step before.
    left, right : Term
        The two sides.

    Returns
    -------
    Theorem
        Its hypotheses are those of base and step, without the induction hypothesis.
    """
    assumed = [entry for entry in step.hypotheses if not _is_induction_hypothesis(entry, left, right)]
    hypotheses = [*base.hypotheses, *(entry for entry in assumed if entry not in base.hypotheses)]
    maker = Maker(left, right, tuple(hypotheses), {base.name: base, step.name: step})
    return maker.theorem(name, left, right, Induction(name_of(over), base.name, step.name))


def _is_induction_hypothesis(entry: Hypothesis, left: Term, right: Term) -> bool:
    return isinstance(entry, Equation) and alike(entry.left, left) and alike(entry.right, right)


__all__ = ["Chain", "induction", "theorem"]
