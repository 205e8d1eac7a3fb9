"""How long it takes to identify a call, its import apart, and to measure the first tier of the atlas."""

from __future__ import annotations

import statistics
import time

from flipconv.conventions import Rejected, identify
from flipconv.conventions.atlas.adapting import Adapter
from flipconv.conventions.atlas.libraries import libraries
from flipconv.conventions.atlas.measuring import measure

RUNS = 3


def probe(adapter: Adapter) -> float:
    """Return the seconds that one call takes to be identified, the median of several runs after one that imports."""
    taken: list[float] = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        try:
            _ = identify(
                adapter,
                ndim=adapter.ndim,
                sizes=adapter.sizes,
                dtype=adapter.dtype,
                layer=adapter.probe == "layer",
                groups=adapter.groups,
            )
        except Rejected:
            return 0.0
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[1:])


def main() -> None:
    """Print a line for each library, and the time of tier 1 as it is measured."""
    for library in libraries(1):
        try:
            seconds = [probe(row) for row in library.rows if row.probe in ("kernel", "layer")]
        except ImportError:
            print(f"{library.name:<24} skipped: not installed")
            continue
        if seconds:
            median, most = statistics.median(seconds), max(seconds)
            print(f"{library.name:<24} {len(seconds):3} calls, median {median:.3f} s, most {most:.3f} s")
    start = time.perf_counter()
    rows = measure(libraries(1))
    print(f"tier 1, {len(rows)} rows, two processes: {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
