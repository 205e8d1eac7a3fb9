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
    bundles,
    cells,
    claims,
    doctests,
    exhibits,
    graph,
    katex,
    ledger,
    mending,
    notebooks,
    notfound,
    numbers,
    pages,
    pictures,
    places,
    policy,
    proofs,
    prose,
    published,
    replaying,
    sharing,
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
    boxed = (boxes, places, claims, proofs, replaying, trusted, ledger, graph)
    shown = (pictures, exhibits, notebooks, atlas, translations)
    read = (terms, numbers, prose, cells, pages)
    whole = (published, mending, sharing, policy, notfound)
    for part in (staleness, bundles, *boxed, *shown, *read, doctests, katex, *whole):
        part.setup(app)
    return {"version": __version__, "env_version": 3, "parallel_read_safe": True, "parallel_write_safe": True}
