"""Graphviz, as WebAssembly, installed from the lock file and run by Node; what has been drawn once is kept."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from sphinx.errors import ExtensionError

from flipconv.sphinxext.typesetter import node_binary, version

PACKAGE = "@viz-js/viz"
DRAWER = Path(__file__).with_name("graph.js")


def drawn(dot: str, package: Path, cache: Path) -> str:
    """
    Draw a graph, from the cache or by Node.

    Parameters
    ----------
    dot : str
        The graph.
    package : pathlib.Path
        Folder of the npm package.
    cache : pathlib.Path
        Folder for what has been drawn.

    Returns
    -------
    str
        An ``svg`` element, without what comes before it in a file.

    Raises
    ------
    sphinx.errors.ExtensionError
        If Graphviz refuses it.
    """
    key = hashlib.sha256(f"{version(package)}\n{dot}".encode()).hexdigest()
    kept = cache / f"{key}.svg"
    if not kept.is_file():
        svg = _run(dot, package)
        cache.mkdir(parents=True, exist_ok=True)
        for stale in cache.glob("*.svg"):
            stale.unlink()
        _ = kept.write_text(svg, encoding="utf-8")
    return kept.read_text(encoding="utf-8")


def _run(dot: str, package: Path) -> str:
    command = [node_binary(), DRAWER, package]
    done = subprocess.run(command, input=dot, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0 or "<svg" not in done.stdout:
        raise ExtensionError(f"the dependency graph cannot be drawn:\n{done.stderr[-2000:]}")
    return done.stdout[done.stdout.index("<svg") :]
