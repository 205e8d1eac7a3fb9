"""
The page for addresses that lead nowhere.

A host shows it at whatever address somebody asked for, however deep. Its links can therefore not be
relative: they begin with the path of the site's own address. Without that address the site is read
from files or at a desk, and the links stay as they are.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from sphinx.application import Sphinx

PAGE = "404.html"
# an attribute that holds an address, up to one that is not absolute already and no place on this page
RELATIVE = re.compile(r'(?<=\s)((?:href|src|action|data-content_root)=")(?![a-z]+:|[/#])(?:\./)?', re.IGNORECASE)


def rooted(page: str, address: str) -> str:
    """
    Let the links of a page begin at the root of the site.

    Parameters
    ----------
    page : str
        HTML of a page in the site's topmost folder.
    address : str
        The site's own.

    Returns
    -------
    str
        The page, for whatever place a host shows it at.

    Examples
    --------
    >>> rooted('<a href="question.html">', "https://example.org/flipconv/")
    '<a href="/flipconv/question.html">'
    """
    root = urlsplit(address).path.rstrip("/")
    return RELATIVE.sub(rf"\g<1>{root}/", page)


def write(app: Sphinx, exception: Exception | None) -> None:
    """Root the page that was written, if the site's address is known."""
    page = Path(app.outdir) / PAGE
    if exception is None and app.builder.format == "html" and app.config.html_baseurl and page.is_file():
        _ = page.write_text(rooted(page.read_text(encoding="utf-8"), app.config.html_baseurl), encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Write it again when all pages are written."""
    _ = app.connect("build-finished", write, priority=600)
