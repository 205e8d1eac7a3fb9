"""
Measure what `import flipconv` costs beyond numpy: the median of twenty fresh interpreters.

Run ``python benchmarks/import_time.py``; it exits with 1 when the median reaches the budget.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

RUNS = 20
BUDGET = 25  # milliseconds
STATEMENTS = """
import numpy
from time import perf_counter
start = perf_counter()
import flipconv
print((perf_counter() - start) * 1000)
"""


def main() -> int:
    """Print the median and return the exit status."""
    root = Path(__file__).parent.parent
    command = [sys.executable, "-c", STATEMENTS]
    times = [
        float(subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout) for _ in range(RUNS)
    ]
    median = statistics.median(times)
    print(f"import flipconv, beyond numpy: {median:.1f} ms (median of {RUNS}; {min(times):.1f} to {max(times):.1f})")
    print(f"budget: {BUDGET} ms")
    return int(median >= BUDGET)


if __name__ == "__main__":
    sys.exit(main())
