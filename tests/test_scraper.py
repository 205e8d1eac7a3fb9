"""What the pages of the gallery get from a script: its picture in both inks, with a text, and a cover."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from flipconv.figures import LIGHT, stage
from tests.scripts import SCRIPTS, presented


class Paths:
    """What sphinx-gallery hands to a scraper: the next path, and how many were taken."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.taken = folder, 0

    def __next__(self) -> str:
        self.taken += 1
        return str(self.folder / f"sphx_glr_plot_{self.taken:03d}.png")


@pytest.fixture
def scrape(tmp_path) -> Callable[[str], tuple[str, Paths]]:
    gallery = pytest.importorskip("flipconv.sphinxext.gallery")

    def scraped(name: str) -> tuple[str, Paths]:
        names = {stage.HANDED: [presented(name)]}
        (tmp_path / "images").mkdir()
        paths = Paths(tmp_path / "images")
        shown = gallery.scraper(None, {"image_path_iterator": paths, "example_globals": names}, {"src_dir": tmp_path})
        assert stage.HANDED not in names, "a later block would show the picture again"
        return shown, paths

    return scraped


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_page_gets_both_inks(name, scrape):
    shown, paths = scrape(name)
    suffix = ".svg" if name == "f_test" else ".webp"
    assert sorted(path.name for path in paths.folder.iterdir()) == [f"sphx_glr_plot_00{i}{suffix}" for i in (1, 2, 3)]
    light, dark = shown.split(".. image::")[1:]
    assert "only-light" in light
    assert "only-dark" in dark
    assert f"/images/sphx_glr_plot_001{suffix}" in light
    assert f"/images/sphx_glr_plot_002{suffix}" in dark
    alts = {line.strip() for line in shown.splitlines() if ":alt:" in line}
    assert len(alts) == 1
    assert len(alts.pop()) > 100
    # bare numbers, which become attributes, in the proportion of the drawing
    width, height = (int(re.findall(rf":{side}: (\d+)\n", light)[0]) for side in ("width", "height"))
    size = presented(name).draw(LIGHT).get_size_inches()
    assert (width, height) == (540, round(540 * size[1] / size[0]))
    # "_003" is the thumbnail's and no part of the page
    assert "_003" not in shown
    assert max(path.stat().st_size for path in paths.folder.iterdir()) < 200_000


def test_two_builds_give_the_same_picture(scrape, tmp_path):
    _, paths = scrape("f_test")
    first = {path.name: path.read_bytes() for path in paths.folder.iterdir()}
    _ = paths.folder.rename(tmp_path / "first")
    _, paths = scrape("f_test")
    assert {path.name: path.read_bytes() for path in paths.folder.iterdir()} == first


def test_a_block_without_a_picture_shows_nothing(tmp_path):
    gallery = pytest.importorskip("flipconv.sphinxext.gallery")
    variables = {"image_path_iterator": iter(()), "example_globals": {}}
    assert gallery.scraper(None, variables, {"src_dir": tmp_path}) == ""
