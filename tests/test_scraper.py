"""What the pages of the gallery get from a script: its picture in both inks, with a text, and a cover."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from flipconv.figures import LIGHT, stage
from tests.scripts import FILMS, SCRIPTS, presented, slow_but


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


def options(shown: str, directive: str) -> list[dict[str, str]]:
    """What every directive of a kind says, its argument as ``"path"``."""
    found = re.findall(rf"^\.\. {directive}:: (\S+)\n((?:   :\w+: .+\n)+)", shown, re.MULTILINE)
    return [{"path": path, **dict(re.findall(r":(\w+): (.+)", lines))} for path, lines in found]


@pytest.mark.parametrize("name", slow_but(SCRIPTS, "f_test", "blurred_face", "two_layers_one_kernel"))
def test_the_page_gets_both_inks(name, scrape):
    shown, paths = scrape(name)
    light, dark = options(shown, "image")
    assert ("only-light" in light["class"], "only-dark" in dark["class"]) == (True, True)
    assert light["alt"] == dark["alt"] == presented(name).draw(LIGHT).get_label()
    # bare numbers, which become attributes, in the proportion of the drawing
    size = presented(name).draw(LIGHT).get_size_inches()
    assert (light["width"], light["height"]) == ("540", f"{540 * size[1] / size[0]:.0f}")
    assert presented(name).caption in shown
    files = sorted(path.name for path in paths.folder.iterdir())
    # the last one is the thumbnail's and no part of the page
    assert len(files) == paths.taken
    assert all(file in shown for file in files[:-1])
    assert files[-1] not in shown
    assert max(path.stat().st_size for path in paths.folder.iterdir()) < 200_000


@pytest.mark.parametrize("name", slow_but(FILMS, "two_layers_one_kernel"))
def test_a_film_is_a_column_of_its_pictures(name, scrape):
    shown, paths = scrape(name)
    film = presented(name).film
    assert film is not None
    light, dark = options(shown, "film")
    assert (light["ink"], dark["ink"]) == ("light", "dark")
    assert light["frames"] == dark["frames"] == str(film.count)
    for column in (light, dark):
        with Image.open(paths.folder.parent / column["path"].lstrip("/")) as pictures:
            width, height = pictures.size
        assert height / film.count / width == pytest.approx(int(column["height"]) / int(column["width"]), abs=0.01)
    (moving,) = re.findall(r":download:`.*<(\S+)>`", shown)
    with Image.open(paths.folder.parent / moving.lstrip("/")) as whole:
        assert getattr(whole, "n_frames", 1) == film.count


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
