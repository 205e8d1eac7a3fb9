"""A picture that lies: one call of one drawing function gets something else to draw than it was asked for."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from flipconv import figures
from flipconv.figures import charts, drawings, grids, maps
from flipconv.figures.pointing import arrow
from tests.scripts import run


def swapped(values: np.ndarray) -> np.ndarray:
    """Return an array with two different entries in each other's place; if all are one, one of them is wrong."""
    wrong = np.array(values)
    places = [place for place in np.ndindex(wrong.shape) if wrong[place] is not None]
    first = places[0]
    other = next((place for place in places if wrong[place] != wrong[first]), None)
    if other is None:
        wrong[first] = wrong[first] + 1
    else:
        wrong[first], wrong[other] = wrong[other], wrong[first]
    return wrong


def turned(values: np.ndarray) -> np.ndarray:
    """Return a grid flipped; one that is its own flip has two entries exchanged."""
    wrong = np.array(values)[::-1, ::-1]
    return wrong if (wrong != np.asarray(values)).any() else swapped(values)


def _moved(place: tuple[int, int]) -> tuple[int, int]:
    return place[0], place[1] + 1


Change = Callable[..., tuple[Any, ...]]
GRID: dict[str, Change] = {
    "two cells exchanged": lambda axes, values, *rest: (axes, swapped(values), *rest),
    "flipped": lambda axes, values, *rest: (axes, turned(values), *rest),
}
PIXELS: dict[str, Change] = {"two pixels exchanged": lambda axes, image, *rest: (axes, swapped(image), *rest)}

# every function that puts something into a panel which means something
WRONG: dict[Any, dict[str, Change]] = {
    grids.number_grid: GRID,
    maps.photograph: PIXELS,
    maps.signed_map: PIXELS,
    arrow: {"turned round": lambda axes, tail, head, *rest: (axes, head, tail, *rest)},
    grids.diagonal: {"moved": lambda axes, first, last, *rest: (axes, _moved(first), _moved(last), *rest)},
    grids.window: {"moved": lambda axes, place, *rest: (axes, _moved(place), *rest)},
    charts.curve: {"two points exchanged": lambda axes, xs, ys, *rest: (axes, xs, swapped(np.asarray(ys)), *rest)},
    charts.bars: {"two bars exchanged": lambda axes, ys, *rest: (axes, swapped(np.asarray(ys)).tolist(), *rest)},
}


@dataclass
class Calls:
    """What was drawn so far: for every function the panels it drew in, and the one call that is to go wrong."""

    seen: dict[str, list[str]] = field(default_factory=dict)
    function: str = ""
    number: int = -1
    change: Change | None = None

    def pass_on(self, function: Any, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return the arguments, changed if this is the call."""
        name, panels = function.__name__, self.seen.setdefault(function.__name__, [])
        panels.append(str(arguments[0].get_label()))
        if self.change is not None and (name, len(panels) - 1) == (self.function, self.number):
            return self.change(*arguments)
        return arguments


@contextmanager
def watched(calls: Calls):
    """Have every call of a drawing function go through `calls`; nothing is presented."""
    with pytest.MonkeyPatch.context() as patch:
        for drawing in pkgutil.iter_modules(drawings.__path__, f"{drawings.__name__}."):
            _ = importlib.import_module(drawing.name)
        for module in [m for name, m in sys.modules.items() if name.startswith("flipconv.figures")]:
            for name, value in list(vars(module).items()):
                if callable(value) and value in WRONG:
                    patch.setattr(module, name, _through(calls, value))
        patch.setattr(figures, "present", lambda *_, **__: None)
        yield


def _through(calls: Calls, function: Any) -> Any:
    def called(*arguments: Any, **more: Any) -> Any:
        return function(*calls.pass_on(function, arguments), **more)

    return called


def drawn_by(script: str) -> dict[str, list[str]]:
    """Return how often a script calls each drawing function before it presents, by the panels' labels."""
    calls = Calls()
    with watched(calls):
        _ = run(script)
    return calls.seen


def lies(script: str, function: str, number: int, change: Change) -> str:
    """Run a script that gets one call wrong, and must not believe its picture; return what it says."""
    with watched(Calls({}, function, number, change)), pytest.raises(AssertionError) as told:
        _ = run(script)
    return str(told.value)
