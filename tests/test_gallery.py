"""Every script runs alone, shows its picture, and notices when the picture is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import flipconv
from flipconv import convolve, correlate, figures
from flipconv.figures import DARK, LIGHT, grids, numbers, stage
from tests.scripts import ROOT, SCRIPTS, presented, run


@pytest.fixture(autouse=True)
def _no_window(monkeypatch):
    """At a desk with a display, no test may wait for a window to be closed."""
    monkeypatch.setenv("MPLBACKEND", "agg")


def test_there_are_scripts():
    assert {"f_test", "which_kernels_feel_the_flip", "blurred_face"} <= set(SCRIPTS)


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_run_alone(name, tmp_path):
    """In a process and a folder of its own, without a display, and quickly."""
    environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment.update(MPLBACKEND="agg", PYTHONPATH=str(ROOT))
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-W", "error", SCRIPTS[name], "--save", "picture.png"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == str(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
    # a second or two where nothing else runs; the bar is five
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_are_short_and_plain(name):
    source = SCRIPTS[name].read_text(encoding="utf-8")
    assert len(source.splitlines()) < 100
    assert "# >>> " in source, "a text block shows something that runs"
    assert "assert " in source
    assert "present(draw" in source.splitlines()[-1]


@pytest.mark.parametrize("name", SCRIPTS)
def test_both_inks_and_a_cover_are_handed_over(name):
    handed = presented(name)
    light, dark = handed.draw(LIGHT), handed.draw(DARK)
    assert light.get_label() == dark.get_label() != ""
    assert handed.cover is not None
    assert handed.cover(LIGHT).get_size_inches().tolist() == [1.6, 1.12]


def test_without_a_display_the_picture_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    _ = run("f_test")
    assert capsys.readouterr().out.strip() == str(tmp_path / "plot_f_test.png")
    assert (tmp_path / "plot_f_test.png").exists()


def test_with_a_display_a_window_opens(tmp_path, monkeypatch):
    import matplotlib.pyplot as plt

    shown = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(FigureCanvasAgg, "required_interactive_framework", "some toolkit")
    monkeypatch.setattr(plt, "show", lambda: shown.extend(map(plt.figure, plt.get_fignums())))
    try:
        _ = run("f_test")
        (figure,) = shown
        assert numbers(figure, "correlate(x, h)").any()
    finally:
        plt.close("all")
    assert list(tmp_path.iterdir()) == []


def test_in_a_notebook_the_picture_is_an_output(monkeypatch):
    draw, shown = presented("f_test").draw, []
    display = SimpleNamespace(Image=dict, display=shown.append)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: "a shell", display=display))
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    # a notebook has a prompt, and arguments that are not for the script
    monkeypatch.setattr(sys, "ps1", "In : ", raising=False)
    monkeypatch.setattr(sys, "argv", ["ipykernel_launcher.py", "-f", "connection.json"])
    stage.present(draw)
    (output,) = shown
    assert output["data"].startswith(b"\x89PNG")
    assert output["alt"].startswith("One bright pixel")


def test_a_picture_of_your_own(tmp_path):
    from PIL import Image

    levels = np.random.default_rng(5).integers(0, 256, (60, 50), dtype=np.uint8)
    Image.fromarray(levels).save(tmp_path / "mine.png")
    done = run("blurred_face", "--image", tmp_path / "mine.png", "--save", tmp_path / "out.svg")
    assert done["face"].tolist() == levels[5:55].tolist()
    assert "A photograph of 50 by 50 pixels" in (tmp_path / "out.svg").read_text(encoding="utf-8")


def test_unknown_arguments_are_refused(capsys):
    with pytest.raises(SystemExit):
        _ = run("f_test", "--image", "mine.png")
    assert "unrecognized arguments: --image" in capsys.readouterr().err


def swapped(values: np.ndarray) -> np.ndarray:
    """Return an array with its first entry and the first that differs from it in each other's place."""
    wrong = values.copy()
    other = np.argwhere(values != values.flat[0])
    if len(other) == 0:
        # nothing to swap in a matrix of zeros; one wrong cell then
        wrong.flat[0] += 1
        return wrong
    place = tuple(other[0])
    wrong.flat[0], wrong[place] = values[place], values.flat[0]
    return wrong


def notices(name: str) -> str:
    """Run a script that must not believe its picture; return what it says."""
    with pytest.raises(AssertionError) as told:
        _ = run(name, "--save", os.devnull)
    return str(told.value)


TITLES = ["x", "h", "convolve(x, h)", "correlate(x, h)", "correlate(x, flip(h))", "less convolve(x, h)"]


def misdrawn(monkeypatch: pytest.MonkeyPatch, function: str, change: Callable[[Any], Any], argument: int = 0) -> None:
    """Have a figure drawn from arguments of which one was changed on the way."""
    real = getattr(figures, function)

    def wrong(*arguments: Any) -> Figure:
        return real(*(change(each) if i == argument else each for i, each in enumerate(arguments)))

    monkeypatch.setattr(figures, function, wrong)


def with_swapped(rows: list[Any], row: int, field: str) -> list[Any]:
    """Return dataclasses of which one has two entries of one array exchanged."""
    return [replace(r, **{field: swapped(getattr(r, field))}) if i == row else r for i, r in enumerate(rows)]


@pytest.mark.parametrize("title", TITLES)
def test_f_test_notices_a_swapped_cell(title, monkeypatch):
    misdrawn(monkeypatch, "draw_f_test", lambda panels: {**panels, title: swapped(panels[title])})
    assert notices("f_test").startswith(f"{title} shows")


@pytest.mark.parametrize(
    ("row", "field"),
    [(0, "difference"), (1, "h"), (2, "even"), (3, "odd"), (4, "difference"), (5, "odd"), (6, "h"), (6, "even")],
)
def test_parity_notices_a_swapped_cell(row, field, monkeypatch):
    misdrawn(monkeypatch, "draw_parity", lambda splits: with_swapped(splits, row, field))
    assert ": " in notices("which_kernels_feel_the_flip")


@pytest.mark.parametrize("field", ["h", "convolved", "correlated", "difference"])
@pytest.mark.parametrize("side", [0, 1])
def test_blurred_face_notices_a_swapped_cell(side, field, monkeypatch):
    misdrawn(monkeypatch, "draw_blurred_face", lambda columns: with_swapped(columns, side, field), argument=1)
    assert notices("blurred_face").startswith(("Gaussian", "emboss")[side])


def test_blurred_face_notices_another_image(monkeypatch):
    misdrawn(monkeypatch, "draw_blurred_face", swapped)
    assert notices("blurred_face") == "another image was drawn"


def flipping_first(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Return an operation that is handed its kernel the wrong way round."""
    return lambda x, h, **kwargs: operation(x, np.flip(h), **kwargs)


SABOTAGES: dict[str, dict[str, Any]] = {
    "convolve forgets the flip": {"convolve": flipping_first(convolve)},
    "correlate flips": {"correlate": flipping_first(correlate)},
    "the two are exchanged": {"convolve": correlate, "correlate": convolve},
    "convolve is one pixel off": {"convolve": lambda x, h, **kwargs: np.roll(convolve(x, h, **kwargs), 1, axis=1)},
}


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize("how", SABOTAGES)
def test_scripts_notice_a_broken_library(how, name, monkeypatch):
    for attribute, wrong in SABOTAGES[how].items():
        monkeypatch.setattr(flipconv, attribute, wrong)
    assert notices(name)


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_notice_a_misprint(name, monkeypatch):
    """The numbers are right and one of them is written wrongly."""
    real = grids.written
    monkeypatch.setattr(grids, "written", lambda value: real(value + 1 if value == 1 else value))
    assert notices(name)


def test_f_test_notices_an_idle_flip(monkeypatch):
    monkeypatch.setattr(flipconv, "flip", lambda h: h)
    assert notices("f_test").startswith("correlate(x, flip(h)) shows")


def test_scripts_notice_a_wrong_odd_part(monkeypatch):
    monkeypatch.setattr(flipconv, "odd_part", flipconv.even_part)
    assert notices("which_kernels_feel_the_flip") == "box blur: the parts do not add up"
    assert notices("blurred_face") == "the odd part is not the whole difference"
