"""
Time the site's build: cold, with no change, and after a change to one page's text.

Run from the root of a checkout whose `.venv` was made by `make html`::

    .venv/bin/python benchmarks/site.py

It prints the table of `benchmarks/site.md`. Dependencies are installed already; everything the
build itself makes, KaTeX's npm package excepted, is removed before the cold build.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
BUILD = [sys.executable, "-m", "sphinx", "-M", "html", "docs", "_build", "-c", ".", "-n", "-W", "--keep-going"]
BUILD += ["-j", "auto", "-q"]
PAGE = ROOT / "docs" / "which-kernels.md"


def build() -> float:
    """Build the site and return the seconds it took; a failed build stops the measurement."""
    started = perf_counter()
    _ = subprocess.run(BUILD, cwd=ROOT, check=True, capture_output=True)
    return perf_counter() - started


def cold() -> float:
    """Build from a clean tree."""
    for made in ("_build", "docs/auto_gallery", "docs/sg_execution_times.rst"):
        path = ROOT / made
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
    return build()


def one_page() -> float:
    """Build after a sentence was added to one page, and take it away again."""
    text = PAGE.read_text(encoding="utf-8")
    _ = PAGE.write_text(text + "\nA sentence more.\n", encoding="utf-8")
    try:
        return build()
    finally:
        _ = PAGE.write_text(text, encoding="utf-8")


def main() -> None:
    """Measure and print."""
    rows: list[tuple[str, Callable[[], float], int, int]] = [
        ("cold", cold, 60, 1),
        ("no change", build, 6, 5),
        ("one page's text", one_page, 8, 3),
    ]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}, {platform.system()}\n")
    print("| build | median of | seconds | budget |")
    print("| --- | --- | --- | --- |")
    for name, run, budget, times in rows:
        if run is build:
            _ = build()  # what the row before left behind is built first, uncounted
        seconds = statistics.median(run() for _ in range(times))
        print(f"| {name} | {times} | {seconds:.1f} | {budget} |")


if __name__ == "__main__":
    main()
