"""
Cards: the picture that stands beside a link to a page where somebody shares it.

The page's title, and an F beside its half-turn, the mark of the site. A card that was drawn once is
kept beside the doctrees under what it shows, so that a build draws only new titles.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import textwrap
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from PIL import Image

from flipconv.figures.style import DARK, sheet, write

WIDTH, HEIGHT = 1200, 630  # what the readers of such tags ask for
COLOURS = 64
DESIGN = 1  # a card is drawn again if this changes
# the F of the favicon, on a square of 32
F = [(5, 4), (14, 4), (14, 7), (8, 7), (8, 12), (13, 12), (13, 15), (8, 15), (8, 22), (5, 22)]
BLUE, ORANGE = DARK.strokes[:2]


def lines(title: str) -> tuple[list[str], int]:
    """
    Break a title into lines, and say how large they are.

    Parameters
    ----------
    title : str
        The title of a page.

    Returns
    -------
    lines : list of str
        At most five lines; a longer title ends in an ellipsis.
    size : int
        Pixels.
    """
    for size, wide, most in ((76, 17, 3), (60, 22, 4), (48, 28, 5)):
        broken = textwrap.wrap(title, wide)
        if len(broken) <= most:
            return broken, size
    return textwrap.wrap(title, 28, max_lines=5, placeholder=" …"), 48


def drawn(title: str) -> Figure:
    """
    Draw a card.

    Parameters
    ----------
    title : str
        The title of a page.

    Returns
    -------
    matplotlib.figure.Figure
        A dark sheet with the title on its left and the mark of the site on its right.
    """
    figure = sheet(HEIGHT, width=WIDTH)
    figure.set_facecolor(DARK.ground)
    axes = figure.add_axes((0.68, 0.22, 0.3, 0.3 * WIDTH / HEIGHT), xlim=(3, 29), ylim=(29, 3))
    axes.set_axis_off()
    _ = axes.add_patch(Polygon(F, facecolor=ORANGE))
    _ = axes.add_patch(Polygon([(32 - x, 32 - y) for x, y in F], facecolor=BLUE))
    broken, size = lines(title)
    top = HEIGHT / 2 - 40 - (len(broken) - 1) * size * 0.65 + size * 0.35
    for row, text in enumerate(broken):
        write(figure, (70, top + 1.3 * size * row), text, DARK.text, size, weight="bold", parse_math=False)
    write(figure, (70, HEIGHT - 60), "flipconv", ORANGE, 34, weight="bold")
    write(figure, (255, HEIGHT - 60), "why a convolution flips its kernel", DARK.muted, 30)
    return figure


def as_png(figure: Figure) -> bytes:
    """Return a card as a small file, the same for the same figure."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    file = io.BytesIO()
    picture.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(file, "PNG", optimize=True)
    return file.getvalue()


def put(title: str, target: Path, cache: Path) -> None:
    """
    Bring a card to its place; it is drawn if it was not drawn before.

    Parameters
    ----------
    title : str
        What it says.
    target : pathlib.Path
        Its file.
    cache : pathlib.Path
        Folder for what has been drawn.
    """
    key = hashlib.sha256(f"{DESIGN}\n{mpl.__version__}\n{title}".encode()).hexdigest()
    kept = cache / f"{key}.png"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        # processes share the cache: none may see half a file
        draft = kept.with_suffix(f".{os.getpid()}")
        _ = draft.write_bytes(as_png(drawn(title)))
        _ = draft.replace(kept)
    if not target.is_file() or target.read_bytes() != kept.read_bytes():
        target.parent.mkdir(parents=True, exist_ok=True)
        _ = shutil.copyfile(kept, target)
