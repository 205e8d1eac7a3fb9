"""Every script runs alone, shows its picture legibly in both inks, and says nothing false in its caption."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
import time
from fractions import Fraction
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from flipconv.figures import DARK, LIGHT, numbers, panels, stage
from flipconv.figures.style import DPI, INKS, contrast
from tests.figures.artists import data, ground, texts
from tests.scripts import FILMS, ROOT, SCRIPTS, STILLS, drawn, presented, run, slow_but

pytestmark = pytest.mark.usefixtures("no_window")


def test_there_are_scripts_in_the_order_of_the_book():
    """The index shows each once, and lists each once for the reader's sidebar."""
    index = (ROOT / "gallery" / "index.rst").read_text(encoding="utf-8")
    shown = re.findall(r"\.\./gallery/plot_(\w+)\.py", index)
    listed = re.findall(r"^   plot_(\w+)$", index, re.MULTILINE)
    assert shown == listed
    assert sorted(shown) == sorted(SCRIPTS)
    assert len(shown) >= 16


@pytest.mark.parametrize("name", slow_but(SCRIPTS, "f_test", "borders"))
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
    assert "**" in source.split('"""')[1], "the header says which sentence the picture shows"
    # no other package than those that `flipconv[plot]` brings
    imported = {line.split()[1].split(".")[0] for line in source.splitlines() if re.match(r"(from|import) ", line)}
    assert imported <= {"flipconv", "numpy", "fractions", "itertools", "math"}


@pytest.mark.parametrize("name", SCRIPTS)
def test_light_and_dark_say_the_same(name):
    light, dark = drawn(name, LIGHT), drawn(name, DARK)
    assert data(light) == data(dark)
    assert light.get_label() == dark.get_label()
    cover = presented(name).cover
    assert cover is not None
    assert cover(LIGHT).get_size_inches().tolist() == [1.6, 1.12]
    assert data(cover(LIGHT)) == data(cover(DARK))


@pytest.mark.parametrize("name", SCRIPTS)
def test_alternative_text_is_a_text(name):
    told = str(drawn(name, LIGHT).get_label())
    assert len(told) > 100
    assert told[0].isupper()
    assert told.endswith(".")
    assert "\n" not in told


def pictures(name: str) -> list:
    """All that a script draws: its picture and its cover with both inks, and the films' pictures."""
    handed = presented(name)
    assert handed.cover is not None
    drawings = [(ink, drawn(name, ink)) for ink in INKS] + [(ink, handed.cover(ink)) for ink in INKS]
    if handed.film is not None:
        drawings += [(ink, handed.film.frame(ink, i)) for ink in INKS for i in range(handed.film.count)]
    return drawings


@pytest.mark.parametrize("name", slow_but(SCRIPTS, *STILLS))
def test_every_text_has_contrast(name):
    for ink, figure in pictures(name):
        for text, axes in texts(figure):
            if text.get_text():
                assert contrast(text.get_color(), ground(text, axes, figure, ink)) >= 4.5, text.get_text()


@pytest.mark.parametrize("name", slow_but(SCRIPTS, *STILLS))
def test_no_text_is_small_clipped_or_overprinted(name):
    for _, figure in pictures(name)[::2]:
        written = [text for text, _ in texts(figure)]
        for text in written:
            # a phone shows a sheet at its own size or a little smaller
            assert float(text.get_fontsize()) * DPI / 72 >= 9.5, text.get_text()
        width, height = figure.bbox.size
        places = [(text.get_text(), text.get_window_extent().extents) for text in written]
        for words, (left, bottom, right, top) in places:
            assert min(left, bottom, width - right, height - top) >= 0, words
        for (one, a), (other, b) in itertools.combinations(places, 2):
            # boxes include the empty line above low letters, so rows may touch by a dot or two
            apart = a[2] <= b[0] + 0.5 or b[2] <= a[0] + 0.5 or a[3] <= b[1] + 3 or b[3] <= a[1] + 3
            assert apart, (one, other)


@pytest.mark.parametrize("name", SCRIPTS)
def test_signed_maps_are_centred_on_zero_and_nothing_is_clipped(name):
    for axes in drawn(name, LIGHT).axes:
        for image in axes.images:
            (low, high), values = image.get_clim(), np.asarray(image.get_array())
            assert low <= values.min() <= values.max() <= high, axes.get_label()
            assert low == -high or image.get_cmap().name == "gray", axes.get_label()


def value(side: str) -> Fraction:
    """Work out a sum of products as a caption writes it."""
    total = Fraction(0)
    for term in side.split(" + "):
        product = Fraction(1)
        for factor in term.split(" × "):
            product *= Fraction(factor.strip("()").replace("−", "-"))
        total += product
    return total


NUMBER = r"(?:\(−\d+(?:/\d+)?\)|−?\d+(?:/\d+)?)"
EQUATION = re.compile(rf"(?<![+×] )({NUMBER}(?: [+×] {NUMBER})*) = ({NUMBER})")


def test_equations_are_worked_out():
    assert [(value(a), value(b)) for a, b in EQUATION.findall("it is 2 × (−3) + 1/2 × 4 = −4, then 3 + 4 = 8.")] == [
        (-4, -4),
        (7, 8),
    ]


@pytest.mark.parametrize("name", SCRIPTS)
def test_captions_spell_true_arithmetic(name):
    caption = presented(name).caption
    found = EQUATION.findall(caption)
    assert found, caption
    assert len(found) == len(re.findall(r"[\d)] = ", caption)), "an equation that is not read"
    for left, right in found:
        assert value(left) == value(right), caption


def test_without_a_display_the_picture_is_written(tmp_path, capsys):
    _ = run("f_test")
    assert capsys.readouterr().out.strip() == str(tmp_path / "plot_f_test.png")
    assert (tmp_path / "plot_f_test.png").exists()


def test_with_a_display_a_window_opens(tmp_path, monkeypatch):
    import matplotlib.pyplot as plt

    shown = []
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


OWN = [name for name, path in SCRIPTS.items() if "command_line(image=True)" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", slow_but(OWN, "blurred_face"))
def test_a_picture_of_your_own(name, tmp_path):
    levels = np.random.default_rng(5).integers(0, 256, (190, 230, 3), dtype=np.uint8)
    levels[40:90, 30:120] //= 3
    Image.fromarray(levels).save(tmp_path / "mine.png")
    _ = run(name, "--image", tmp_path / "mine.png", "--save", tmp_path / "out.png")
    _ = run(name, "--save", tmp_path / "ours.png")
    assert (tmp_path / "out.png").read_bytes() != (tmp_path / "ours.png").read_bytes()


def test_scripts_with_photographs_take_yours():
    assert {"blurred_face", "find_the_face", "phase_correlation", "borders"} <= set(OWN)


def test_unknown_arguments_are_refused(capsys):
    with pytest.raises(SystemExit):
        _ = run("f_test", "--image", "mine.png")
    assert "unrecognized arguments: --image" in capsys.readouterr().err


@pytest.mark.parametrize("name", slow_but(FILMS, "two_layers_one_kernel"))
def test_a_film_is_one_file_that_moves(name, tmp_path):
    film = presented(name).film
    assert film is not None
    for suffix in (".webp", ".gif"):
        _ = run(name, "--save", tmp_path / f"film{suffix}")
        with Image.open(tmp_path / f"film{suffix}") as shown:
            assert getattr(shown, "n_frames", 1) == film.count
            assert shown.info["loop"] == 0
    assert (tmp_path / "film.webp").stat().st_size < 200_000
    # any other file holds the strip
    _ = run(name, "--save", tmp_path / "strip.png")
    with Image.open(tmp_path / "strip.png") as still:
        assert getattr(still, "n_frames", 1) == 1


@pytest.mark.parametrize("name", FILMS)
def test_the_pictures_of_a_film_differ_and_have_one_size(name):
    film = presented(name).film
    assert film is not None
    shown = [film.frame(LIGHT, i) for i in range(film.count)]
    assert len({tuple(figure.get_size_inches()) for figure in shown}) == 1
    assert len({repr(data(figure)) for figure in shown}) == film.count
    assert len({tuple(panels(figure)) for figure in shown}) == 1


def test_all_films_are_tested():
    assert {name for name in SCRIPTS if presented(name).film is not None} == set(FILMS)
