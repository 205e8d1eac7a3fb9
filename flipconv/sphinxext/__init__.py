"""
The Sphinx extension: nothing false passes the build.

A page's claims, doctests and mathematics are checked when it is built, whichever cache its
numbers come from.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from flipconv import __version__
from flipconv.sphinxext import (
    atlas,
    boxes,
    cells,
    claims,
    doctests,
    graph,
    katex,
    ledger,
    notebooks,
    numbers,
    pages,
    pictures,
    places,
    proofs,
    prose,
    published,
    staleness,
    terms,
    translations,
    trusted,
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """
    Register everything.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application.

    Returns
    -------
    dict
        Version of the extension and of what it keeps in the environment; both phases run in parallel.
    """
    shown = (boxes, places, claims, proofs, trusted, ledger, graph, pictures, notebooks, atlas, translations)
    read = (terms, numbers, prose, cells, pages)
    for part in (staleness, *shown, *read, doctests, katex, published):
        part.setup(app)
    return {"version": __version__, "env_version": 3, "parallel_read_safe": True, "parallel_write_safe": True}
