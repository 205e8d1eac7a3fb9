"""Every script notices when the picture is wrong: a call that lies, a library that is broken, a number misprinted."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import flipconv
from flipconv import convolve, correlate
from flipconv.figures import grids
from tests.figures.misdrawing import WRONG, drawn_by, lies
from tests.scripts import SCRIPTS, run, slow_but

pytestmark = pytest.mark.usefixtures("no_window")


@pytest.mark.parametrize("name", slow_but(SCRIPTS, "f_test"))
def test_scripts_notice_every_lie(name):
    """Every call of every drawing function, in the picture and in the film, goes wrong in every way."""
    unnoticed = []
    for function, changes in WRONG.items():
        for i, panel in enumerate(drawn_by(name).get(function.__name__, [])):
            for how, change in changes.items():
                try:
                    told = lies(name, function.__name__, i, change)
                except pytest.fail.Exception:
                    told = ""
                if not told:
                    unnoticed.append((function.__name__, i, panel, how))
    assert unnoticed == []


def flipping_first(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Return an operation that is handed its kernel the wrong way round."""
    return lambda x, h, **kwargs: operation(x, np.flip(h), **kwargs)


SABOTAGES: dict[str, dict[str, Any]] = {
    "convolve forgets the flip": {"convolve": flipping_first(convolve)},
    "correlate flips": {"correlate": flipping_first(correlate)},
    "the two are exchanged": {"convolve": correlate, "correlate": convolve},
    "convolve is one sample off": {"convolve": lambda x, h, **kwargs: np.roll(convolve(x, h, **kwargs), 1, axis=-1)},
}


@pytest.mark.parametrize("name", slow_but(SCRIPTS, "f_test", "matrix_and_transpose"))
@pytest.mark.parametrize("how", SABOTAGES)
def test_scripts_notice_a_broken_library(how, name, monkeypatch):
    imported = re.search(r"^from flipconv import (.+)$", SCRIPTS[name].read_text(encoding="utf-8"), re.MULTILINE)
    concerned = SABOTAGES[how].keys() & set(imported[1].split(", ") if imported else ())
    if not concerned:
        pytest.skip(f"{name} calls neither of {', '.join(SABOTAGES[how])}")
    for attribute, wrong in SABOTAGES[how].items():
        monkeypatch.setattr(flipconv, attribute, wrong)
    with pytest.raises((AssertionError, ValueError)):
        _ = run(name, "--save", os.devnull)


@pytest.mark.parametrize("name", slow_but(SCRIPTS, "f_test"))
def test_scripts_notice_a_misprint(name, monkeypatch):
    """The numbers are right and one of them is written wrongly."""
    if "number_grid" not in drawn_by(name):
        pytest.skip("no numbers in cells")
    real, misprinted = grids.written, 0

    def written(value: Any) -> str:
        nonlocal misprinted
        misprinted += value == 1
        return real(value + 1 if value == 1 else value)

    monkeypatch.setattr(grids, "written", written)
    with pytest.raises((AssertionError, ValueError)):
        _ = run(name, "--save", os.devnull)
    assert misprinted
