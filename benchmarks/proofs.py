"""
Measure how long it takes to replay every certificate, to make every proof again, and to verify every claim.

Run ``python benchmarks/proofs.py``; it exits with 1 when replaying them all reaches the budget.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from flipconv.proofs.certificates import as_text
from flipconv.proofs.limits import data_from
from flipconv.proofs.rechecking import recheck
from flipconv.proofs.replay import replay
from flipconv.proofs.statements import Theorem
from flipconv.proofs.theorems import all_theorems
from flipconv.proofs.worlds import tried, worlds

RUNS = 9
BUDGET = 1.0  # seconds, for replaying them all


def timed(action: Callable[[], Any], runs: int = RUNS) -> list[float]:
    """Return how long an action took, each time."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        _ = action()
        times.append(perf_counter() - start)
    return times


def told(what: str, times: list[float]) -> str:
    """Return a line of the table."""
    spread = f"{min(times):.2f} to {max(times):.2f}" if len(times) > 1 else ""
    return f"| {what} | {statistics.median(times):.2f} | {spread} |"


def rechecked(texts: list[str]) -> dict[str, Theorem]:
    """Make every proof again by the rules that build proofs."""
    library: dict[str, Theorem] = {}
    for text in texts:
        theorem = recheck(data_from(text), library)
        library[theorem.name] = theorem
    return library


def work_out() -> None:
    """Work every line of every proof out in small worlds."""
    for theorem in all_theorems().values():
        for world in worlds(theorem):
            _ = tried(theorem, world)


def main() -> int:
    """Print the table and return the exit status."""
    texts = [as_text(theorem) for theorem in all_theorems().values()]
    steps = sum(len(json.loads(text)["proof"].get("steps", ())) for text in texts)
    print(f"{len(texts)} certificates, {steps} steps, {sum(map(len, texts)):,} bytes")
    print("| what | median, seconds | spread |\n| --- | --- | --- |")
    replaying = timed(lambda: replay(texts))
    print(told("replay all certificates", replaying))
    print(told("make all proofs again by the rules", timed(lambda: rechecked(texts))))
    print(told("work all lines out in small worlds", timed(work_out, 1)))
    verify = [sys.executable, "-m", "flipconv", "verify"]
    root = Path(__file__).parent.parent
    print(told("flipconv verify", timed(lambda: subprocess.run(verify, cwd=root, capture_output=True, check=True), 1)))
    return int(statistics.median(replaying) >= BUDGET)


if __name__ == "__main__":
    sys.exit(main())
