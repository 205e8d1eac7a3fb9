"""
Certificates in the pages that show proofs, and the script that replays them in the reader's browser.

The replayer of the site is a third program, in JavaScript; it shares no line with the two that have
passed the proof before. What it checks are the very texts that the build has replayed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from flipconv.sphinxext.exhibits import as_data
from flipconv.sphinxext.proofboxes import proof_id
from flipconv.sphinxext.proven import proven

SCRIPT, STYLE = "replayer.js", "replayer.css"


def as_script(certificates: Iterable[str]) -> str:
    """
    Return certificates as a block that scripts read.

    Examples
    --------
    >>> as_script(["{}"])
    '<script type="application/json" class="certificates">["{}"]</script>'
    """
    return f'<script type="application/json" class="certificates">{as_data(list(certificates))}</script>'


def load(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Put on a page the certificates of its proofs, and of all that these rest on."""
    found = proven(app)
    boxes = {proof_id(name): name for name in found.established}
    names = [boxes[box["ids"][0]] for box in _boxes(doctree) if box["ids"][0] in boxes]
    if not names:
        return
    wanted = set(names).union(*(found.below(name) for name in names))
    context["body"] += as_script(entry.text for name, entry in found.established.items() if name in wanted)
    app.add_js_file(SCRIPT, loading_method="defer")
    app.add_css_file(STYLE)


def _boxes(doctree: nodes.document | None) -> list[nodes.container]:
    """Return the boxes of proofs on a page."""
    found = doctree.findall(nodes.container) if doctree is not None else ()
    return [box for box in found if "proof" in box["classes"]]


def setup(app: Sphinx) -> None:
    """Load the certificates and the script."""
    _ = app.connect("html-page-context", load)
