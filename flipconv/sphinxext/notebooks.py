"""
Executed notebooks to download: with their outputs, also where these come from the cache.

For the role ``nb-download`` myst_nb writes each page that has cells as a notebook, but the one that
it read, not the one that it ran: on a page whose outputs are cached the two differ, and the notebook
would be empty.

Besides, a kernel that does not answer is started once more. Kernels that start side by side now and
then take the same port, and one of them is never heard of; it has run nothing by then.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from jupyter_cache import get_cache
from nbclient import NotebookClient
from nbclient.util import run_sync
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)

SILENT = "Kernel didn't respond"
EXECUTE = NotebookClient.async_execute


def setup(app: Sphinx) -> None:
    """Register the event, which comes after myst_nb has written its notebook; let kernels start a second time."""
    _ = app.connect("doctree-read", _put_outputs_in)
    # nbclient has no setting for it
    NotebookClient.async_execute, NotebookClient.execute = _execute, run_sync(_execute)  # pyright: ignore[reportAttributeAccessIssue]


async def _execute(client: NotebookClient, reset_kc: bool = False, **kwargs: Any) -> nbformat.NotebookNode:
    """Execute a notebook; a kernel that is silent gets a second chance. What a cell raises is another kind of error."""
    try:
        return await EXECUTE(client, reset_kc, **kwargs)
    except RuntimeError as raised:
        if SILENT not in str(raised):
            raise
        logger.info("notebooks: a kernel did not answer and is started again")
        return await EXECUTE(client, reset_kc, **kwargs)


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
