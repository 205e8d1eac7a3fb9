"""
The gallery's end of `flipconv.figures.present`: each drawing saved with both inks.

Named by strings in ``sphinx_gallery_conf``, since an instance there cannot be pickled::

    "image_scrapers": ("flipconv.sphinxext.gallery.scraper",),
    "minigallery_sort_order": "flipconv.sphinxext.gallery.reading_order",
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from flipconv.figures.stage import HANDED, Film, Presentation, frames, save_film
from flipconv.figures.style import DPI, INKS, LIGHT, WIDTH, Ink

# a sheet is as wide as a phone; a desk gets it larger, and three dots to a pixel keep it sharp there
SHOWN = 1.5 * WIDTH
DOTS = 3 * DPI
# a film is many pictures, and holds still for none of them
FILM_DOTS = 240

# all that another page needs to show the picture too, see `pictures`
IMAGE = """
.. image:: /{path}
   :alt: {alt}
   :class: sphx-glr-single-img only-{ink}
   :width: {width:.0f}
   :height: {height:.0f}
   :loading: lazy
"""

# pictures of a film below one another in one file; the page moves it behind a window of one picture's size
FILM = """
.. film:: /{path}
   :alt: {alt}
   :ink: {ink}
   :width: {width:.0f}
   :height: {height:.0f}
   :frames: {count}
   :seconds: {seconds}
"""

CAPTION = """
.. rst-class:: picture-caption

   {caption}
"""

AS_FILE = """
.. rst-class:: film-file

:download:`The film as one file </{path}>`
"""

# points of curves beyond which a picture is pixels
MANY = 2000

# WebP has no more rows than this
TALLEST = 16383


def scraper(block: Any, block_vars: dict[str, Any], gallery_conf: dict[str, Any]) -> str:
    """
    Save what a block of a script presented, and return how the page shows it.

    Parameters
    ----------
    block : sphinx_gallery.py_source_parser.Block
        The block; not read.
    block_vars : dict
        With the script's names and the paths for its images.
    gallery_conf : dict
        With the source directory.

    Returns
    -------
    str
        For every drawing two images in reStructuredText, of which the theme shows the one for its ground; then its
        caption, and its film in the same way.
    """
    paths, shown = block_vars["image_path_iterator"], ""
    for drawing in block_vars["example_globals"].pop(HANDED, []):
        sources = Path(gallery_conf["src_dir"])
        shown += "".join(_image(drawing, ink, paths, sources) for ink in INKS)
        if drawing.caption:
            shown += CAPTION.format(caption=drawing.caption)
        if drawing.film is not None:
            shown += _film(drawing.film, paths, sources)
        if drawing.cover is not None:
            # the last path of all is the thumbnail's, see `sphinx_gallery_thumbnail_number` in the scripts
            _ = _saved(drawing.cover(LIGHT), next(paths), facecolor=LIGHT.ground)
    return shown


def _image(drawing: Presentation, ink: Ink, paths: Any, sources: Path) -> str:
    """Save a drawing with one ink; return how the page shows it."""
    figure = drawing.draw(ink)
    uri = _saved(figure, next(paths), facecolor="none").relative_to(sources).as_posix()
    return IMAGE.format(path=uri, alt=figure.get_label(), ink=ink.name, **_shown(figure))


def _film(film: Film, paths: Any, sources: Path) -> str:
    """Save a film with both inks, and as one file that moves; return how the page shows it."""
    shown = ""
    pictures, first = {ink: frames(film, ink, FILM_DOTS) for ink in INKS}, film.frame(LIGHT, 0)
    for ink in INKS:
        path = _column(pictures[ink], next(paths)).relative_to(sources).as_posix()
        told = {"alt": first.get_label(), "count": film.count, "seconds": film.seconds}
        shown += FILM.format(path=path, ink=ink.name, **told, **_shown(first))
    moving = Path(next(paths)).with_suffix(".webp")
    save_film(pictures[LIGHT], film.seconds, moving, LIGHT)
    return shown + AS_FILE.format(path=moving.relative_to(sources).as_posix())


def _column(pictures: Sequence[Image.Image], template: str) -> Path:
    """Save pictures below one another under the path sphinx-gallery gave; return the path."""
    width, height = pictures[0].size
    if height * len(pictures) > TALLEST:
        raise ValueError(f"a film may be {TALLEST} dots tall in all; {len(pictures)} pictures of {height} are more")
    column = Image.new("RGBA", (width, height * len(pictures)))
    for i, picture in enumerate(pictures):
        column.paste(picture, (0, i * height))
    path = Path(template).with_suffix(".webp")
    column.save(path, lossless=True)
    return path


def _shown(figure: Figure) -> dict[str, float]:
    """Return width and height on the page, bare: they become attributes, which keep the place of what is to come."""
    width, height = figure.get_size_inches() * SHOWN / figure.get_figwidth()
    return {"width": width, "height": height}


def _saved(figure: Figure, template: str, facecolor: str) -> Path:
    """Save a figure under the path sphinx-gallery gave, with the suffix that suits it; return the path."""
    # lines and numbers are small and sharp as vectors; photographs and curves of thousands of points are not
    points = sum(np.size(line.get_xdata()) for axes in figure.axes for line in axes.lines)
    has_pixels = points > MANY or any(axes.images for axes in figure.axes)
    path = Path(template).with_suffix(".webp" if has_pixels else ".svg")
    # vector graphics bear a date and random ids by default, and then no two builds are the same
    how: dict[str, Any] = {} if has_pixels else {"metadata": {"Date": None}}
    with mpl.rc_context({"svg.hashsalt": "flipconv"}):
        figure.savefig(path, dpi=DOTS, facecolor=facecolor, **how)
    return path


def reading_order(path: str) -> int:
    """
    Return the place of a script in its gallery's own index, which lists them in the order of the book.

    Parameters
    ----------
    path : str
        The script.

    Returns
    -------
    int
        Larger for scripts that are named later.

    Raises
    ------
    ValueError
        If the index does not name it.
    """
    script = Path(path)
    return (script.parent / "index.rst").read_text(encoding="utf-8").index(script.name)
