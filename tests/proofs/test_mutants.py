"""
Every certificate with one place changed and its digest made right: refused, or a proof of something true.

Both programs must say the same of each. What they accept is sorted by what has become of the statement,
and worked out in small worlds.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pytest

from flipconv.proofs.certificates import as_text
from flipconv.proofs.instances import same_hypothesis
from flipconv.proofs.normal import alike
from flipconv.proofs.parsing import theorem_from
from flipconv.proofs.rechecking import AS_IT_IS, recheck
from flipconv.proofs.replay import Replayed, replay
from flipconv.proofs.replay.report import Report, _judge, _read
from flipconv.proofs.statements import Equation, Hypothesis, Theorem
from flipconv.proofs.terms import RefusedError
from flipconv.proofs.theorems import all_theorems
from flipconv.proofs.worlds import TriedError, tried, worlds
from tests.proofs.mutating import Mutant, mutants
from tests.proofs.replay.writing import resealed

SAMPLE, LARGE_SAMPLE = 36, 400
"""How many mutants of each certificate the quick test and the slow one look at; there are some 3,000 of each."""

ACCEPTED = {
    "the same": "the change is in a proof or in words, and the statement is what it was",
    "another name": "the name of the theorem, which nothing else depends on",
    "another order": "hypotheses, or what they are about, stand in another order",
    "other declarations": "a sort or a signature is another one that will do",
    "other hypotheses": "a hypothesis says something else that will do",
    "another statement": "a side is another term, to which the proof leads as well",
}
"""What may become of the statement of a mutant that is accepted."""

LISTED = {
    ("only-a-symmetric-kernel-lets-correlation-associate", "other hypotheses"): 9,
    ("the-operations-agree-only-for-a-symmetric-kernel", "other hypotheses"): 4,
    ("linear-and-equivariant-is-a-convolution", "other hypotheses"): 4,
    ("mirrored-at-the-start", "other declarations"): 1,
    ("mirrored-one-step-on", "other declarations"): 1,
    ("conjugate-of-a-convolution", "another statement"): 1,
}
"""
All mutants whose statement is another one, which their proof proves just as well.

What is assumed of all functions is used at impulses, which neither the conjugate nor the flip changes. Steps
are used as integers, or a number that may be any is. Two terms are one as soon as a definition is unfolded.
"""


@cache
def texts() -> dict[str, str]:
    return {name: as_text(entry) for name, entry in all_theorems().items()}


@cache
def honest() -> dict[str, Replayed]:
    return replay(texts().values()).established


def builder(data: Any, library: dict[str, Theorem]) -> str:
    try:
        _ = recheck(data, library)
    except RefusedError as refusal:
        return str(refusal) or "refused"
    return ""


def replayer(data: Any, library: dict[str, Replayed]) -> str:
    report = Report(dict(library))
    waiting, needs = _read([json.dumps(data)], report)
    for name, text in waiting.items():
        _ = report.established.pop(name, None)
        _judge(name, text, needs[name], report)
    (reason,) = report.refused.values() or [""]
    assert "this program failed" not in reason
    return reason


def what_became(before: Theorem, after: Theorem) -> str:
    """Return which of the accepted kinds a mutant is."""
    if not (alike(before.left, after.left) and alike(before.right, after.right)):
        return "another statement"
    if not same_in_order(before.hypotheses, after.hypotheses):
        ordered, anew = (sorted(map(in_order, entries), key=repr) for entries in (before.hypotheses, after.hypotheses))
        return "another order" if same_in_order(ordered, anew) else "other hypotheses"
    if (before.sorts, before.homs, before.symbols, before.variables) != (
        after.sorts,
        after.homs,
        after.symbols,
        after.variables,
    ):
        return "other declarations"
    return "the same" if before.name == after.name else "another name"


def same_in_order(before: Sequence[Hypothesis], after: Sequence[Hypothesis]) -> bool:
    """Return whether hypotheses say the same one by one."""
    pairs = zip(before, after, strict=False)
    return len(before) == len(after) and all(same_hypothesis(one, AS_IT_IS, other) for one, other in pairs)


def in_order(entry: Hypothesis) -> Hypothesis:
    """Return a hypothesis with what it is about in alphabetical order."""
    return replace(entry, every=tuple(sorted(entry.every))) if isinstance(entry, Equation) else entry


def assert_true(theorem: Theorem, became: str) -> None:
    """Work a statement that was accepted out in small worlds."""
    for world in worlds(theorem):
        try:
            _ = tried(theorem, world)
        except TriedError as error:
            # hypotheses that were changed may hold nowhere; then nothing is said
            if became != "other hypotheses" or "vacuous" not in str(error):
                raise


def judged(name: str, chosen: Iterable[Mutant]) -> Counter[str]:
    """Have both programs judge mutants of one certificate; return how many are what."""
    counts: Counter[str] = Counter()
    for mutant in chosen:
        data = mutant.data
        ours, theirs = builder(data, all_theorems()), replayer(data, honest())
        assert bool(ours) == bool(theirs), (name, mutant.what, mutant.path, ours, theirs)
        if ours:
            counts["refused"] += 1
            continue
        theorem = theorem_from(data)
        became = what_became(all_theorems()[name], theorem)
        counts[became] += 1
        # the small worlds know some theorems by their names
        assert_true(replace(theorem, name=name), became)
        if became != "another name":
            counts["users judged again"] += users_agree(theorem, data)
    return counts


def users_agree(theorem: Theorem, data: Any) -> int:
    """Let the theorems that use a changed one use it as it is now; both programs must say the same of each."""
    count = 0
    library = {**all_theorems(), theorem.name: theorem}
    known = dict(honest())
    known[theorem.name] = replay([*texts_used(theorem), json.dumps(data)]).established[theorem.name]
    for name, user in all_theorems().items():
        if theorem.name in user.uses:
            changed = json.loads(texts()[name])
            changed["uses"][theorem.name] = data["digest"]
            changed = resealed(changed)
            ours, theirs = builder(changed, library), replayer(changed, known)
            assert bool(ours) == bool(theirs), (theorem.name, name, ours, theirs)
            count += 1
    return count


def texts_used(theorem: Theorem) -> list[str]:
    """Return the certificates that a theorem uses, and those that they use."""
    found: dict[str, None] = {}
    waiting = list(theorem.uses)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += all_theorems()[name].uses
    return [texts()[name] for name in found]


def sample(name: str, count: int) -> list[Mutant]:
    every = list(mutants(json.loads(texts()[name])))
    return Random(f"{count} {name}").sample(every, min(count, len(every)))


def assert_listed(name: str, counts: Counter[str]) -> None:
    """A statement may be another one only where that is known."""
    assert set(counts) <= {"refused", "users judged again", *ACCEPTED}
    for kind in ("other hypotheses", "other declarations", "another statement"):
        assert counts[kind] <= LISTED.get((name, kind), 0), (name, kind)


@pytest.mark.parametrize("name", all_theorems())
def test_some_mutants_are_refused_or_prove_something_true(name):
    counts = judged(name, sample(name, SAMPLE))
    assert_listed(name, counts)
    assert counts["refused"] > SAMPLE // 2


@pytest.mark.slow
@pytest.mark.parametrize("name", all_theorems())
def test_many_mutants_are_refused_or_prove_something_true(name):
    counts = judged(name, sample(name, LARGE_SAMPLE))
    assert_listed(name, counts)


if __name__ == "__main__":
    # every mutant there is: 20 minutes or so
    total: Counter[str] = Counter()
    for every in all_theorems():
        total += judged(every, mutants(json.loads(texts()[every])))
    for kind, number in total.most_common():
        print(f"{number:6}  {kind}")  # noqa: T201 - run by hand, to list them
