"""
The gallery's end of `flipconv.figures.present`: each drawing saved with both inks.

Named by a string in ``sphinx_gallery_conf``, since an instance there cannot be pickled::

    "image_scrapers": ("flipconv.sphinxext.gallery.scraper",),
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from flipconv.figures.stage import HANDED, Presentation
from flipconv.figures.style import DPI, INKS, LIGHT, WIDTH

# a sheet is as wide as a phone; a desk gets it larger, and three dots to a pixel keep it sharp there
SHOWN = 1.5 * WIDTH
DOTS = 3 * DPI

IMAGE = """
.. image:: /{path}
   :alt: {alt}
   :class: sphx-glr-single-img only-{ink}
   :width: {width:.0f}
   :height: {height:.0f}
   :loading: lazy
"""


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
        For every drawing two images in reStructuredText; the theme shows the one for its ground.
    """
    paths, shown = block_vars["image_path_iterator"], ""
    for drawing in block_vars["example_globals"].pop(HANDED, []):
        shown += _page_images(drawing, paths, Path(gallery_conf["src_dir"]))
        if drawing.cover is not None:
            # the last path of all is the thumbnail's, see `sphinx_gallery_thumbnail_number` in the scripts
            _ = _saved(drawing.cover(LIGHT), next(paths), facecolor=LIGHT.ground)
    return shown


def _page_images(drawing: Presentation, paths: Any, sources: Path) -> str:
    """Save a drawing with both inks; return the images in the order light, dark."""
    shown = ""
    for ink in INKS:
        figure = drawing.draw(ink)
        path = _saved(figure, next(paths), facecolor="none")
        uri, alt = path.relative_to(sources).as_posix(), str(figure.get_label())
        # both numbers, bare: they become attributes, and the page keeps the place of a picture that is still to come
        width, height = figure.get_size_inches() * SHOWN / figure.get_figwidth()
        shown += IMAGE.format(path=uri, alt=alt, ink=ink.name, width=width, height=height)
    return shown


def _saved(figure: Figure, template: str, facecolor: str) -> Path:
    """Save a figure under the path sphinx-gallery gave, with the suffix that suits it; return the path."""
    # lines and numbers are small and sharp as vectors; photographs are not
    has_pixels = any(axes.images for axes in figure.axes)
    path = Path(template).with_suffix(".webp" if has_pixels else ".svg")
    # vector graphics bear a date and random ids by default, and then no two builds are the same
    kwargs: dict[str, Any] = {"pil_kwargs": {"quality": 82}} if has_pixels else {"metadata": {"Date": None}}
    with mpl.rc_context({"svg.hashsalt": "flipconv"}):
        figure.savefig(path, dpi=DOTS, facecolor=facecolor, **kwargs)
    return path
