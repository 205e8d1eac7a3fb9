"""
What a script does with its figure: a window, a file, a notebook, or the pages of the gallery.

`present` is the last line of every gallery script. Run by hand it opens a window where there is a
display, else it writes the picture and prints its path. While the site is built it leaves its
drawing function among the script's own names, where the scraper finds it and draws it with both
inks. Nothing outside the script remembers anything.
"""

from __future__ import annotations

import io
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from flipconv.figures.style import DPI, LIGHT, WIDTH, Ink

Drawing = Callable[[Ink], Figure]
Frame = Callable[[Ink, int], Figure]

# files that can hold a film; a script that has one writes it into such a file, and its strip into any other
MOVING = (".gif", ".webp")

# the name under which drawings wait for the scraper
HANDED = "__presented__"


@dataclass(frozen=True)
class Film:
    """
    An animation: figures of one size, one after the other, over and over.

    Parameters
    ----------
    frame : callable
        Takes an `Ink` and the number of a frame, from 0, and returns a figure.
    count : int
        How many frames there are.
    seconds : float, optional
        How long each is shown.
    """

    frame: Frame
    count: int
    seconds: float = 1.2


@dataclass(frozen=True)
class Presentation:
    """A drawing for the page, its caption, a smaller one for its thumbnail, and the film of which it is the strip."""

    draw: Drawing
    cover: Drawing | None
    caption: str
    film: Film | None


def command_line(*, image: bool = False) -> Namespace:
    """
    Return the arguments of a gallery script.

    Parameters
    ----------
    image : bool, optional
        Whether the script also takes ``--image PATH``.

    Returns
    -------
    argparse.Namespace
        With ``save`` and, where asked for, ``image``; None where the user says nothing.
    """
    parser = ArgumentParser(prog=Path(sys.argv[0]).name)
    told = "write the picture here and open no window; where there is a film, a .webp or .gif holds it"
    _ = parser.add_argument("--save", metavar="FILE", type=Path, help=told)
    if image:
        _ = parser.add_argument("--image", metavar="PATH", type=Path, help="a picture of your own")
    # a notebook and a gallery build have command lines too, but not for the script
    return parser.parse_args(sys.argv[1:] if _has_file() else [])


def present(
    draw: Drawing,
    *,
    cover: Drawing | None = None,
    caption: str = "",
    film: Film | None = None,
    options: Namespace | None = None,
) -> None:
    """
    Show a figure where it can be seen.

    Parameters
    ----------
    draw : callable
        Takes an `Ink` and returns a figure.
    cover : callable, optional
        The same for the thumbnail in the gallery.
    caption : str, optional
        What stands below the picture on its page: the arithmetic of one of its cells, say, with the numbers in it.
    film : Film, optional
        The picture in motion. It adds nothing that the picture does not show.
    options : argparse.Namespace, optional
        What `command_line` returned, for scripts that have asked it already.
    """
    options = command_line() if options is None else options
    if _has_file():
        _by_hand(draw(LIGHT), options.save, film)
    elif _in_notebook():
        _as_output(draw(LIGHT))
    elif hasattr(sys, "ps1"):
        # typed at Python's own prompt
        _by_hand(draw(LIGHT), None, None)
    else:
        vars(sys.modules["__main__"]).setdefault(HANDED, []).append(Presentation(draw, cover, caption, film))


def _has_file() -> bool:
    """Whether a script runs from its file; cells of notebooks have none, and sphinx-gallery keeps it from scripts."""
    return hasattr(sys.modules["__main__"], "__file__")


def _in_notebook() -> bool:
    """Whether cells are run; where IPython was not even imported, none are."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None


def _by_hand(figure: Figure, path: Path | None, film: Film | None) -> None:
    """Show a figure to who runs the script: in a file if one is named or if there is no display."""
    if path is None and _in_window(figure):
        return
    path = path or Path(f"{Path(sys.argv[0]).stem or 'figure'}.png")
    if film is not None and path.suffix in MOVING:
        save_film(frames(film, LIGHT), film.seconds, path, LIGHT)
    else:
        save(figure, path, LIGHT)
    print(path.resolve())


def _as_output(figure: Figure) -> None:
    """Show a figure below the cell that is run."""
    from IPython import display

    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=2 * DPI, facecolor=LIGHT.ground)
    shown = display.Image(data=buffer.getvalue(), format="png", width=1.5 * WIDTH, alt=str(figure.get_label()))
    _ = display.display(shown)


def save(figure: Figure, path: Path, ink: Ink) -> None:
    """Write a picture on its own opaque ground, two dots to a pixel, with its alternative text inside where it fits."""
    told = {"Description": figure.get_label()} if path.suffix in (".png", ".svg") else None
    figure.savefig(path, dpi=2 * DPI, facecolor=ink.ground, metadata=told)


def frames(film: Film, ink: Ink, dots: int = 2 * DPI) -> list[Image.Image]:
    """Return all pictures of a film, in order, on a transparent ground."""
    shown = []
    for i in range(film.count):
        figure = film.frame(ink, i)
        figure.set_dpi(dots)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        shown.append(Image.fromarray(np.array(canvas.buffer_rgba())))
    return shown


def save_film(pictures: Sequence[Image.Image], seconds: float, path: Path, ink: Ink) -> None:
    """Write pictures on the ink's own opaque ground as one file that moves, over and over."""
    ground = Image.new("RGBA", pictures[0].size, ink.ground)
    first, *others = (Image.alpha_composite(ground, picture).convert("RGB") for picture in pictures)
    # flat colours take less room without loss than with it, if the encoder may think
    shown: dict[str, Any] = {"lossless": True, "method": 6} if path.suffix == ".webp" else {}
    first.save(path, save_all=True, append_images=others, duration=round(1000 * seconds), loop=0, **shown)


def _in_window(figure: Figure) -> bool:
    """Show a figure in a window and wait until it is closed; return False where there is no display."""
    # pyplot is the only public road to a window; it is not loaded where none is wanted
    import matplotlib.pyplot as plt

    figure.set_facecolor(LIGHT.ground)
    try:
        shown = plt.figure(FigureClass=cast(Any, lambda **_: figure))
    except ImportError:
        # a toolkit was asked for by name, and there is no display for it
        return False
    if shown.canvas.required_interactive_framework is None:
        plt.close(shown)
        return False
    plt.show()
    return True
