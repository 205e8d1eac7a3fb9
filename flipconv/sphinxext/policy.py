"""
A Content-Security-Policy in every page: it runs the site's own scripts, and fetches from nowhere else.

It stands in the page, since the site is static and is also read from files. The theme writes one
script into each page, which sets the scheme before anything is painted; its hash is allowed, and
no other script that stands in a page.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    # KaTeX places each piece of a formula by a style attribute, Graphviz does it with its text; and an attribute in a
    # page whose scripts are all known can mislead nobody's browser
    "style-src": "'self' 'unsafe-inline'",
    # furo's icons are data in its style sheet; what a reader downloads from a script is a blob
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    # the search shows lines of the pages that it finds
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
TEMPLATE = "base.html"
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def digest(script: str) -> str:
    """
    Return a script as a policy names it.

    Examples
    --------
    >>> digest("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def policy(scripts: list[str]) -> str:
    """
    Return the policy that allows these scripts in a page.

    Parameters
    ----------
    scripts : list of str
        What stands between the tags, to the letter.

    Returns
    -------
    str
        The policy.
    """
    allowed = DIRECTIVES | {"script-src": " ".join([DIRECTIVES["script-src"], *map(digest, scripts)])}
    return "; ".join(f"{name} {sources}" for name, sources in allowed.items())


def written_by_theme(app: Sphinx) -> list[str]:
    """
    Return the scripts that the theme writes into each page.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application, its builder ready.

    Returns
    -------
    list of str
        Scripts, as they stand in the theme's template.

    Raises
    ------
    sphinx.errors.ExtensionError
        If one differs from page to page, so that no hash can be known beforehand.
    """
    templates: Any = app.builder.templates
    source, _, _ = templates.get_source(templates.environment, TEMPLATE)
    scripts = SCRIPT.findall(source.replace("\r\n", "\n"))
    if any("{{" in script or "{%" in script for script in scripts):
        raise ExtensionError(f"the theme's {TEMPLATE} computes a script that stands in the page: it has no one hash")
    return scripts


def add_policy(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the policy first among the page's own tags, before all that it rules."""
    builder: Any = app.builder
    if not hasattr(builder, "flipconv_policy"):
        builder.flipconv_policy = policy(written_by_theme(app))
    tag = f'<meta http-equiv="Content-Security-Policy" content="{builder.flipconv_policy}">\n'
    context["metatags"] = tag + context.get("metatags", "")


def setup(app: Sphinx) -> None:
    """Add it last of all, so that it comes before what others add."""
    _ = app.connect("html-page-context", add_policy, priority=900)
