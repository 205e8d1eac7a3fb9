"""The ledger: what was established about every claim, as text and as JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_start_method
from typing import Any, TextIO

from flipconv.claims.checker import Verdict, check, verify
from flipconv.claims.proved import replayed
from flipconv.claims.register import Claim, all_claims


def verified(progress: TextIO | None = None, *, processes: int = 1) -> dict[str, Verdict]:
    """
    Check every claim of the register.

    Parameters
    ----------
    progress : file, optional
        A terminal to draw a progress bar on.
    processes : int, optional
        How many to share the work among.

    Returns
    -------
    dict of str to Verdict
        By label, in the order of the ledger.
    """
    claims = all_claims()
    draw = _bar(progress, len(claims)) if progress else lambda _: None
    if processes == 1:
        verdicts = verify(claims, draw)
    else:
        # built here, they are there in every process that is forked
        _ = replayed()
        # only labels and verdicts travel; each process enters the claims for itself
        with ProcessPoolExecutor(processes) as pool:
            verdicts = verify(claims, draw, lambda labels: pool.map(_checked, labels))
    if progress:
        _ = progress.write("\r\x1b[2K")
    return verdicts


def _bar(progress: TextIO, total: int) -> Callable[[Verdict], None]:
    """Return what draws a progress bar, one verdict at a time."""
    done: list[Verdict] = []

    def draw(verdict: Verdict) -> None:
        done.append(verdict)
        filled = 30 * len(done) // total
        bar = "█" * filled + "·" * (30 - filled)
        _ = progress.write(f"\r\x1b[2K{bar} {len(done)}/{total} {verdict.label}")
        progress.flush()

    return draw


def worthwhile_processes() -> int:
    """Return among how many processes to share the work: where none can be forked, starting one costs too much."""
    return min(2, os.cpu_count() or 1) if get_start_method() == "fork" else 1


def _checked(label: str) -> Verdict:
    return check(all_claims()[label])


def as_json(claims: Mapping[str, Claim], verdicts: Mapping[str, Verdict]) -> dict[str, Any]:
    """
    Return the ledger as plain data.

    Parameters
    ----------
    claims : mapping of str to Claim
        The claims, by label.
    verdicts : mapping of str to Verdict
        What the checker established about each.

    Returns
    -------
    dict
        ``{"claims": [{"label", "title", "statement", "status", "tier", "effective_tier", "cases",
        "counterfeits_rejected", "rests_on", "seconds", "evidence", "witness", "problem"}, ...]}``.
        A claim that did not pass has null tiers.
    """
    return {
        "claims": [
            {
                "label": label,
                "title": claims[label].title,
                "statement": claims[label].statement,
                "status": verdict.status,
                "tier": verdict.tier.name if verdict.tier else None,
                "effective_tier": verdict.effective_tier.name if verdict.effective_tier else None,
                "cases": verdict.cases,
                "counterfeits_rejected": verdict.counterfeits_rejected,
                "rests_on": list(claims[label].rests_on),
                "seconds": round(verdict.seconds, 4),
                "evidence": verdict.evidence,
                "witness": verdict.witness,
                "problem": verdict.problem,
            }
            for label, verdict in verdicts.items()
        ]
    }


def as_text(claims: Mapping[str, Claim], verdicts: Mapping[str, Verdict]) -> str:
    """Return the ledger as lines for a terminal, with a summary at the end."""
    lines: list[str] = []
    for label, verdict in verdicts.items():
        effective = verdict.effective_tier
        mark = effective.name if effective else verdict.status.split()[0].upper()
        lines.append(f"{mark:<10} {claims[label].title}")
        detail = verdict.evidence if verdict.passed else verdict.problem or verdict.status
        lines.append(f"{'':<10} {label}: {detail}")
        if verdict.witness:
            lines.append(f"{'':<10} witness: {verdict.witness}")
        if verdict.passed and verdict.counterfeits_rejected:
            lines.append(f"{'':<10} counterfeits rejected: {verdict.counterfeits_rejected}")
    counts = {
        "passed": sum(verdict.passed for verdict in verdicts.values()),
        "skipped": sum(verdict.skipped for verdict in verdicts.values()),
    }
    counts["failed"] = len(verdicts) - sum(counts.values())
    seconds = sum(verdict.seconds for verdict in verdicts.values())
    summary = ", ".join(f"{count} {word}" for word, count in counts.items())
    return "\n".join([*lines, "", f"{len(verdicts)} claims: {summary}, {seconds:.1f} s of work"])


def terminal() -> TextIO | None:
    """Return the error stream if a person is watching it."""
    return sys.stderr if sys.stderr.isatty() else None
