"""
Gallery pictures on pages.

``picture`` shows one on another page, in both inks, and links to its script; ``film`` is what the
gallery's own pages hold where something moves. A film is a column of pictures behind a window of
the size of one: style sheets alone move it, so it runs without scripts, a box beside it stops it,
and where the reader wants no motion it is left out, since the picture above it shows the same.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

GALLERY = "auto_gallery"

# what flipconv.sphinxext.gallery writes
IMAGE = re.compile(
    r"^\.\. image:: /(?P<uri>\S+)\n   :alt: (?P<alt>.+)\n   :class: (?P<classes>.+)\n"
    r"   :width: (?P<width>\d+)\n   :height: (?P<height>\d+)\n",
    re.MULTILINE,
)
CAPTION = re.compile(r"^\.\. rst-class:: picture-caption\n\n   (?P<words>.+)\n", re.MULTILINE)


# the classes of what a gallery page presents
SHOWN = {"sphx-glr-single-img", "picture-caption", "film", "film-file"}


class Film(nodes.container):
    """A film with one ink; its only child is the column of pictures."""


class PictureDirective(SphinxDirective):
    """Show the picture of a gallery script and its caption; the argument is the script's name without its suffix."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Read the images, their alternative texts included, from the page that the gallery wrote."""
        docname = f"{GALLERY}/{self.arguments[0]}"
        page = Path(self.env.doc2path(docname)).with_suffix(".rst")
        if not page.exists():
            raise self.error(f"there is no gallery script {self.arguments[0]!r}")
        self.env.note_dependency(page)
        text = page.read_text(encoding="utf-8")
        found = list(IMAGE.finditer(text))
        if not found:
            raise self.error(f"the gallery script {self.arguments[0]!r} presents no picture")
        link = self.env.app.builder.get_relative_uri(self.env.docname, docname)
        captions = [_caption(match["words"]) for match in CAPTION.finditer(text)]
        return [*(_linked(match, link) for match in found), *captions]


def _linked(match: re.Match[str], link: str) -> nodes.paragraph:
    """Return one image as a link to its script; furo shows the one that suits the page."""
    classes = [name for name in match["classes"].split() if name.startswith("only-")]
    size = {side: match[side] for side in ("width", "height")}
    image = nodes.image("", uri=f"/{match['uri']}", alt=match["alt"], loading="lazy", **size)
    return nodes.paragraph("", "", nodes.reference("", "", image, refuri=link), classes=["picture", *classes])


def _caption(words: str) -> nodes.paragraph:
    return nodes.paragraph(words, words, classes=["picture-caption"])


class FilmDirective(SphinxDirective):
    """Show a film with one ink; the argument is the file that holds its pictures in a column."""

    required_arguments = 1
    option_spec: ClassVar[Any] = {
        "alt": directives.unchanged_required,
        "ink": directives.unchanged_required,
        "width": directives.positive_int,
        "height": directives.positive_int,
        "frames": directives.positive_int,
        "seconds": float,
    }

    def run(self) -> list[nodes.Node]:
        """Return the film; its sizes travel as they are."""
        option = self.options
        image = nodes.image("", uri=self.arguments[0], alt=option["alt"], loading="lazy")
        film = Film("", image, classes=["film", f"only-{option['ink']}"])
        film["number"] = self.env.new_serialno("film")
        film.attributes |= {name: option[name] for name in ("width", "height", "frames", "seconds")}
        return [film]


def _open_film(translator: Any, node: Film) -> None:
    """Write the box that stops the film, and the window before it."""
    name = f"film-{node['number']}"
    size = f"--width: {node['width']}; --height: {node['height']}"
    style = f"{size}; --frames: {node['frames']}; --seconds: {node['frames'] * node['seconds']:g}s"
    translator.body.append(translator.starttag(node, "div", style=style))
    translator.body.append(f'<input type="checkbox" class="film-stop" id="{name}"><label for="{name}">Pause</label>\n')
    translator.body.append('<div class="film-window">\n')


def _close_film(translator: Any, node: Film) -> None:
    translator.body.append("</div>\n</div>\n")


def _leave_out(translator: Any, node: Film) -> None:
    raise nodes.SkipNode


def _pictures_first(app: Sphinx, document: nodes.document) -> None:
    """Put what a script presents before its code: readers come for the picture."""
    if not app.env.docname.startswith(f"{GALLERY}/plot_"):
        return
    for section in document.findall(nodes.section):
        shown = [node for node in section.children if SHOWN & set(getattr(node, "attributes", {}).get("classes", ()))]
        code = next((node for node in section.children if isinstance(node, nodes.literal_block)), None)
        if shown and code is not None:
            for node in shown:
                section.remove(node)
            place = section.index(code)
            section[place:place] = shown


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("picture", PictureDirective)
    app.add_directive("film", FilmDirective)
    _ = app.connect("doctree-read", _pictures_first)
    others = dict.fromkeys(("latex", "man", "texinfo", "text"), (_leave_out, None))
    app.add_node(Film, html=(_open_film, _close_film), **others)
