"""
Measure from how many taps on the road through the frequencies is the faster one.

Run ``python benchmarks/crossover.py``; it prints a record as JSON, which stands in ``gallery/plot_direct_or_fft.py``.
For every kernel both roads take turns, so that what else the machine does falls on both.
"""

from __future__ import annotations

import json
import platform
import statistics
import sys
from collections.abc import Callable
from datetime import date
from os import cpu_count
from pathlib import Path
from time import perf_counter

import numpy as np

from flipconv import convolve
from flipconv.spectra import error_bound, spectral_convolve

SAMPLES = 16384
TAPS = [2**i for i in range(11)]
RUNS, WARM = 201, 5


def medians(actions: dict[str, Callable[[], np.ndarray]]) -> dict[str, float]:
    """Return the median time of each action in microseconds; they take turns."""
    times: dict[str, list[float]] = {name: [] for name in actions}
    for i in range(WARM + RUNS):
        for name, action in actions.items():
            start = perf_counter()
            _ = action()
            if i >= WARM:
                times[name].append((perf_counter() - start) * 1e6)
    return {name: statistics.median(each) for name, each in times.items()}


def processor() -> str:
    """Return what the machine calls its processor."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())


def main() -> int:
    """Print the record and return 0."""
    rng = np.random.default_rng(16)
    x = rng.standard_normal(SAMPLES)
    record: dict[str, list[int]] = {"direct": [], "spectral": []}
    for taps in TAPS:
        h = rng.standard_normal(taps)
        # two roads to the same numbers, or the times mean nothing; the sums round within the same bound
        apart = np.abs(convolve(x, h) - spectral_convolve(x, h)).max()
        if apart > 2 * error_bound(x, h):
            raise AssertionError(f"{taps} taps: the roads are {apart:.1g} apart")
        found = medians({"direct": lambda h=h: convolve(x, h), "spectral": lambda h=h: spectral_convolve(x, h)})
        for road, microseconds in found.items():
            record[road].append(round(microseconds))
    machine = {
        "date": str(date.today()),
        "processor": processor(),
        "cores": cpu_count(),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }
    print(json.dumps({"samples": SAMPLES, "taps": TAPS, "microseconds": record, "runs": RUNS, **machine}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
