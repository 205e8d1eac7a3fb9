"""What every page owes its readers: pictures that are told in words, and a size that loads."""

from __future__ import annotations

import os
import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from flipconv.sphinxext.doctests import HTML

logger = logging.getLogger(__name__)

LARGEST = 300_000  # bytes
# a capital or a number, words, and a full stop
TOLD = re.compile(r"[A-Z0-9].{20,}[.!?]", re.DOTALL)


def check_images(app: Sphinx, document: nodes.document) -> None:
    """Warn of every picture without a full sentence in the place of it; a thumbnail is told by the title below it."""
    for image in document.findall(nodes.image):
        alt = str(image.get("alt", ""))
        if "/thumb/" not in image["uri"] and not TOLD.fullmatch(alt):
            logger.warning(
                "the picture %s is told in no full sentence (%r)", image["uri"], alt, location=image, type="image"
            )


def check_sizes(app: Sphinx, exception: Exception | None) -> None:
    """Fail a build with a page that is too large."""
    if exception is not None or app.builder.name not in HTML:
        return
    for docname in sorted(app.env.found_docs):
        page = Path(app.builder.get_outfilename(docname))  # pyright: ignore[reportAttributeAccessIssue]
        size = page.stat().st_size if page.exists() else 0
        if size > LARGEST:
            name = os.path.relpath(page, app.outdir)
            logger.error("%s has %d kB, and a page may have %d: split it", name, size // 1000, LARGEST // 1000)
            app.statuscode = 1


def setup(app: Sphinx) -> None:
    """Register both checks."""
    _ = app.connect("doctree-read", check_images)
    # after the doctests: a page that is too large is the least of troubles
    _ = app.connect("build-finished", check_sizes, priority=950)
