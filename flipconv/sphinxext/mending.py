"""
Small faults for who cannot see a page, in what other projects write into it.

Each was found by axe-core; the tests run it on every page, and so notice a new one.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

MENDED = {
    # Sphinx: a heading says of which level it is
    '<p class="caption" role="heading">': '<p class="caption" role="heading" aria-level="2">',
    # docutils: an entry of a list of works; its old role is deprecated, and no entry of a list
    'role="doc-biblioentry"': 'role="listitem"',
    # myst-nb: the words that are seen name the fold of a cell's code
    '<summary aria-label="Toggle hidden content">': "<summary>",
}
# the places in a page that hold it
WRITTEN = ("body", "furo_navigation_tree")
INITIAL = re.compile(r"^(\s*\.\. \[\w+\] )(?=[A-Z]\. )")


def mended(html: str) -> str:
    """
    Return a part of a page without the faults.

    Examples
    --------
    >>> mended('<p class="caption" role="heading">Start</p>')
    '<p class="caption" role="heading" aria-level="2">Start</p>'
    """
    for fault, right in MENDED.items():
        html = html.replace(fault, right)
    return html


def mend(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Mend what will be written."""
    for part in WRITTEN:
        if part in context:
            context[part] = mended(context[part])


def keep_initials(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Keep the initial of an author from being read as the tenth entry of a list, as in "J. Fourier"."""
    lines[:] = [INITIAL.sub(r"\1\\", line) for line in lines]


def setup(app: Sphinx) -> None:
    """Mend pages after the theme has made its parts, and docstrings before numpydoc reads them."""
    _ = app.connect("html-page-context", mend, priority=800)
    _ = app.connect("autodoc-process-docstring", keep_initials, priority=400)
