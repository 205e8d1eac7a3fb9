"""Gallery pictures on other pages: the directive that shows one, in both inks, and links to its script."""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

GALLERY = "auto_gallery"

# what flipconv.sphinxext.gallery writes
IMAGE = re.compile(
    r"^\.\. image:: /(?P<uri>\S+)\n   :alt: (?P<alt>.+)\n   :class: (?P<classes>.+)\n"
    r"   :width: (?P<width>\d+)\n   :height: (?P<height>\d+)\n",
    re.MULTILINE,
)


class PictureDirective(SphinxDirective):
    """Show the picture of a gallery script; the argument is the script's name without its suffix."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Read the images, their alternative texts included, from the page that the gallery wrote."""
        docname = f"{GALLERY}/{self.arguments[0]}"
        page = Path(self.env.doc2path(docname)).with_suffix(".rst")
        if not page.exists():
            raise self.error(f"there is no gallery script {self.arguments[0]!r}")
        self.env.note_dependency(page)
        found = list(IMAGE.finditer(page.read_text(encoding="utf-8")))
        if not found:
            raise self.error(f"the gallery script {self.arguments[0]!r} presents no picture")
        link = self.env.app.builder.get_relative_uri(self.env.docname, docname)
        return [_linked(match, link) for match in found]


def _linked(match: re.Match[str], link: str) -> nodes.paragraph:
    """Return one image as a link to its script; furo shows the one that suits the page."""
    classes = [name for name in match["classes"].split() if name.startswith("only-")]
    size = {side: match[side] for side in ("width", "height")}
    image = nodes.image("", uri=f"/{match['uri']}", alt=match["alt"], loading="lazy", **size)
    return nodes.paragraph("", "", nodes.reference("", "", image, refuri=link), classes=["picture", *classes])


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("picture", PictureDirective)
