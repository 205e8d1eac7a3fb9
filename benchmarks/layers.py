"""
Measure the layers side by side with PyTorch's, and what memory they take.

Run ``python benchmarks/layers.py`` with PyTorch installed (``make torch``); it exits with 1 when one of the three is
more than three times as slow as PyTorch's, or takes more than 64 MiB beside its output.
"""

from __future__ import annotations

import platform
import sys
import tracemalloc
from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np

from flipconv.layers import road
from flipconv.layers.settings import correlation_reach, meetings_of

SIGNALS, WEIGHTS = (8, 64, 56, 56), (64, 64, 3, 3)
ROUNDS, WARM, RUNS = 4, 3, 8
RATIO, MEMORY = 3.0, 64 * 2**20


def best(actions: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """Return the shortest time of each action; they take turns, each warmed up, since the threads of either linger."""
    times: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(ROUNDS):
        for name, action in actions.items():
            for _ in range(WARM):
                _ = action()
            for _ in range(RUNS):
                start = perf_counter()
                _ = action()
                times[name].append(perf_counter() - start)
    return {name: min(each) for name, each in times.items()}


def extra_memory(action: Callable[[], np.ndarray]) -> int:
    """Return how many bytes an action takes at its peak, beside what it returns."""
    tracemalloc.start()
    result = action()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak - result.nbytes


def main() -> int:
    """Measure, print a table, and return 1 if a budget is passed."""
    import torch

    torch.set_num_threads(2)
    rng = np.random.default_rng(0)
    x, w = (rng.standard_normal(shape).astype(np.float32) for shape in (SIGNALS, WEIGHTS))
    meetings = meetings_of(x.shape[2:], w.shape[2:], 1, 1, 1, 1, correlation_reach)
    dy = rng.standard_normal(SIGNALS).astype(np.float32)
    their_x, their_w, their_dy = map(torch.from_numpy, (x, w, dy))
    ours: dict[str, Callable[[], np.ndarray]] = {
        "forward": lambda: road.forward(x, w, x.dtype, meetings),
        "gradient, signals": lambda: road.input_gradient(dy, w, x.dtype, meetings),
        "gradient, weights": lambda: road.weight_gradient(x, dy, x.dtype, meetings),
    }
    theirs: dict[str, Callable[[], Any]] = {
        "forward": lambda: torch.nn.functional.conv2d(their_x, their_w, padding=1),
        "gradient, signals": lambda: torch.nn.grad.conv2d_input(SIGNALS, their_w, their_dy, padding=1),
        "gradient, weights": lambda: torch.nn.grad.conv2d_weight(their_x, WEIGHTS, their_dy, padding=1),
    }
    print(f"{SIGNALS} with {WEIGHTS}, float32, 2 threads; best of {ROUNDS * RUNS}, taking turns")
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, PyTorch {torch.__version__}")
    print("| what | flipconv, ms | PyTorch, ms | ratio | extra memory, MiB |")
    print("| --- | --- | --- | --- | --- |")
    passed = True
    for what, action in ours.items():
        times = best({"ours": action, "theirs": theirs[what]})
        ratio, extra = times["ours"] / times["theirs"], extra_memory(action)
        passed = passed and ratio <= RATIO and extra <= MEMORY
        row = f"{times['ours'] * 1e3:.1f} | {times['theirs'] * 1e3:.1f} | {ratio:.2f} | {extra / 2**20:.1f}"
        print(f"| {what} | {row} |")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
