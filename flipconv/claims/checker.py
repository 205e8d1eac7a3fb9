"""The one checker: it runs both sides of a claim, compares them, and rejects its counterfeits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from time import perf_counter
from typing import Any

import numpy as np

from flipconv.claims.evidence import Case, Sides
from flipconv.claims.register import Claim
from flipconv.claims.tiers import TIERS, Tier, weakest
from flipconv.claims.tracing import BranchOnValueError


@dataclass(frozen=True)
class Verdict:
    """
    What the checker established about one claim.

    Parameters
    ----------
    label : str
        The claim.
    status : str
        "passed", "failed" or "skipped (needs ...)"; only a passed claim has tiers.
    tier, effective_tier : Tier or None
        What its own evidence is worth, and what it is worth with all it rests on.
    cases, counterfeits_rejected : int
        How many were run, and how many near-misses were caught.
    evidence, witness, problem : str
        What was run, the smallest witness of a pitfall, and what went wrong, for the reader.
    seconds : float
        How long it took.
    """

    label: str
    status: str
    tier: Tier | None = None
    effective_tier: Tier | None = None
    cases: int = 0
    counterfeits_rejected: int = 0
    evidence: str = ""
    witness: str = ""
    problem: str = ""
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether the claim was established."""
        return self.status == "passed"

    @property
    def skipped(self) -> bool:
        """Whether the claim could not be run here."""
        return self.status.startswith("skipped")


def agree(left: Any, right: Any) -> bool:
    """Return whether two sides are equal, exactly and in shape; a NaN equals nothing."""
    if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
        left, right = np.asarray(left), np.asarray(right)
        if left.shape != right.shape:
            return False
        if left.dtype == right.dtype != object:
            return bool(np.all(left == right))
        # NumPy would round an integer to compare it with a float; Python does not
        return all(map(_equal, left.ravel().tolist(), right.ravel().tolist()))
    return bool(left == right)


def _equal(left: Any, right: Any) -> bool:
    if hasattr(left, "expand") or hasattr(right, "expand"):
        # two symbolic sums are equal when their difference expands to nothing
        difference = left - right
        return bool((difference.expand() if hasattr(difference, "expand") else difference) == 0)
    return bool(left == right)


def check(claim: Claim) -> Verdict:
    """Run a claim on all its cases, and each counterfeit until it is caught."""
    started = perf_counter()
    if type(claim.evidence) not in TIERS:
        return Verdict(claim.label, "failed", problem=f"{type(claim.evidence).__name__} is no kind of evidence")
    needs = claim.evidence.needs
    if needs is not None and find_spec(needs) is None:
        return Verdict(claim.label, f"skipped (needs {needs})")
    try:
        verdict = _searched(claim) if claim.is_pitfall else _compared(claim)
    except (Exception, BranchOnValueError) as error:  # a claim that cannot be run has failed; the ledger goes on
        verdict = Verdict(claim.label, "failed", problem=f"{type(error).__name__}: {error}")
    return replace(verdict, seconds=perf_counter() - started)


def _compared(claim: Claim) -> Verdict:
    """Both sides must agree on every case, and those of each counterfeit must not."""
    cases: list[Case] = []
    failed = Verdict(claim.label, "failed")
    for case in claim.evidence.cases(claim.sides):
        cases.append(case)
        left, right = claim.sides(*case.args, **case.how)
        if not agree(left, right):
            problem = f"the sides differ at {case.told(claim.sides)}: {_told(left)} and {_told(right)}"
            return replace(failed, cases=len(cases), problem=problem)
    if not cases:
        return replace(failed, problem="there is not one case to run")
    failed = replace(failed, cases=len(cases))
    for number, counterfeit in enumerate(claim.counterfeits):
        case = _first_difference(counterfeit, cases)
        if case is None:
            problem = f"the counterfeit {counterfeit.__name__} passes too, so the check could not fail"
            return replace(failed, counterfeits_rejected=number, problem=problem)
        if claim.proof is not None and _kinds(counterfeit, case) != _kinds(claim.sides, case):
            problem = (
                f"the counterfeit {counterfeit.__name__} returns other things than the claim, so it is no near-miss"
            )
            return replace(failed, counterfeits_rejected=number, problem=problem)
    tier = TIERS[type(claim.evidence)]
    evidence = claim.evidence.told(len(cases))
    return Verdict(claim.label, "passed", tier, tier, len(cases), len(claim.counterfeits), evidence)


def _kinds(sides: Sides, case: Case) -> list[type]:
    return [type(side) for side in sides(*case.args, **case.how)]


def _first_difference(sides: Sides, cases: Iterable[Case]) -> Case | None:
    return next((case for case in cases if not agree(*sides(*case.args, **case.how))), None)


def _searched(claim: Claim) -> Verdict:
    """Walk the cases of a pitfall, smallest first, to one on which its sides differ."""
    failed = Verdict(claim.label, "failed", problem="no case tells the two sides apart: there is no witness")
    for count, case in enumerate(claim.evidence.cases(claim.sides), start=1):
        left, right = claim.sides(*case.args, **case.how)
        if np.shape(left) != np.shape(right) or not (agree(left, left) and agree(right, right)):
            return replace(failed, problem=f"shapes that differ, or a NaN, are no witness: {case.told(claim.sides)}")
        if not agree(left, right):
            tier = TIERS[type(claim.evidence)]
            witness = f"{case.told(claim.sides)}: {_told(left)} against {_told(right)}"
            evidence = claim.evidence.told(count)
            return Verdict(claim.label, "passed", tier, tier, count, evidence=evidence, witness=witness)
    return failed


def _told(side: Any) -> str:
    return str(side.tolist() if isinstance(side, np.ndarray) else side)


def verify(
    claims: Mapping[str, Claim],
    each: Callable[[Verdict], None] = lambda _: None,
    run: Callable[[Iterable[str]], Iterable[Verdict]] | None = None,
) -> dict[str, Verdict]:
    """
    Check some claims and work out what each is worth together with what it rests on.

    Parameters
    ----------
    claims : mapping of str to Claim
        The claims, by label; closed under `rests_on`.
    each : callable, optional
        Called with every verdict as it comes, before its effective tier is known.
    run : callable, optional
        Takes labels and returns the verdicts in their order; by default one after the other, here.

    Returns
    -------
    dict of str to Verdict
        In the order of `claims`.

    Raises
    ------
    ValueError
        If a claim rests on one that is not there, or on itself by a detour.
    """
    order = _foundations_first(claims)
    verdicts: dict[str, Verdict] = {}
    found = run(claims) if run else map(check, claims.values())
    for label, verdict in zip(claims, found, strict=True):
        verdicts[label] = verdict
        each(verdict)
    for label in order:
        verdicts[label] = _resting(verdicts[label], [verdicts[base] for base in claims[label].rests_on])
    return verdicts


def _resting(verdict: Verdict, bases: list[Verdict]) -> Verdict:
    """Return a verdict, brought down to the weakest it rests on."""
    if not verdict.passed:
        return verdict
    for base in bases:
        if not base.passed:
            status = "failed" if not base.skipped else f"skipped (rests on {base.label})"
            return replace(
                verdict,
                status=status,
                tier=None,
                effective_tier=None,
                problem=f"it rests on {base.label}: {base.status}",
            )
    tiers = [tier for tier in (verdict.tier, *(base.effective_tier for base in bases)) if tier is not None]
    return replace(verdict, effective_tier=weakest(tiers))


def _foundations_first(claims: Mapping[str, Claim]) -> list[str]:
    """Return the labels so ordered that each comes after all it rests on."""
    done: list[str] = []
    waiting = dict(claims)
    for label, entered in claims.items():
        if missing := [base for base in entered.rests_on if base not in claims]:
            raise ValueError(f"claim {label!r} rests on {missing[0]!r}, which no theme enters")
    while waiting:
        ready = [label for label, entered in waiting.items() if set(entered.rests_on) <= set(done)]
        if not ready:
            raise ValueError(f"these claims rest on one another in a circle: {', '.join(waiting)}")
        done += ready
        waiting = {label: entered for label, entered in waiting.items() if label not in ready}
    return done
