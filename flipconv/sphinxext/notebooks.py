"""
Executed notebooks to download: with their outputs, also where these come from the cache.

For the role ``nb-download`` myst_nb writes each page that has cells as a notebook, but the one that
it read, not the one that it ran: on a page whose outputs are cached the two differ, and the notebook
would be empty.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import nbformat
from docutils import nodes
from jupyter_cache import get_cache
from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the event, which comes after myst_nb has written its notebook."""
    _ = app.connect("doctree-read", _put_outputs_in)


def _put_outputs_in(app: Sphinx, doctree: nodes.document) -> None:
    """Write the notebook of a page again, with the outputs that the page shows."""
    config = app.env.mystnb_config  # pyright: ignore[reportAttributeAccessIssue]
    written = Path(config.output_folder) / f"{app.env.docname}.ipynb"
    # a page that has lost its cells may have left one behind
    if app.env.docname not in app.env.metadata or "kernelspec" not in app.env.metadata[app.env.docname]:
        return
    notebook = nbformat.read(written, as_version=4)
    with suppress(KeyError):  # not in the cache: nothing was run
        _, executed = get_cache(config.execution_cache_path).merge_match_into_notebook(notebook)
        nbformat.write(executed, written)
