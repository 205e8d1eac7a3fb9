"""The scripts of the gallery, and ways to run one here."""

from __future__ import annotations

import functools
import runpy
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from matplotlib.figure import Figure

from flipconv.figures import stage
from flipconv.figures.style import Ink

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = {path.stem.removeprefix("plot_"): path for path in sorted((ROOT / "gallery").glob("plot_*.py"))}
FILMS = [name for name, path in SCRIPTS.items() if "film=Film(" in path.read_text(encoding="utf-8")]
STILLS = [name for name in SCRIPTS if name not in FILMS]


def slow_but(names: Iterable[str], *quick: str) -> list[Any]:
    """Return names to parametrise by, with all but some marked as slow."""
    return [name if name in quick else pytest.param(name, marks=pytest.mark.slow) for name in names]


def run(name: str, *words: str | Path) -> dict[str, Any]:
    """Run a script here as ``python plot_name.py words...`` would."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", [str(SCRIPTS[name]), *map(str, words)])
        return runpy.run_path(str(SCRIPTS[name]), run_name="__main__")


@functools.cache
def drawn(name: str, ink: Ink) -> Figure:
    """The picture of a script in one ink, for all tests that only read it."""
    return presented(name).draw(ink)


@functools.cache
def presented(name: str) -> stage.Presentation:
    """Run a script as sphinx-gallery does, from no file, and return what it handed over."""
    main = ModuleType("__main__")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "__main__", main)
        exec(compile(SCRIPTS[name].read_text(encoding="utf-8"), name, "exec"), vars(main))
    (handed,) = vars(main)[stage.HANDED]
    return handed
