"""How to get one call's result with another: code that this build has run for every pair, and a place to ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from flipconv.conventions.atlas.freshness import fingerprint
from flipconv.conventions.atlas.pairs import translations
from flipconv.conventions.atlas.rows import Row
from flipconv.conventions.atlas.trying import WrongTranslation
from flipconv.sphinxext.atlas import PAGE, rows_of

logger = logging.getLogger(__name__)

FILE = "translations.js"
EMPTY = "Choose two calls. Without scripts, `flipconv atlas --from CALL --to CALL` answers the same in a terminal."


class translate(nodes.General, nodes.Element):  # noqa: N801 - docutils names its nodes in lower case
    """The place where two calls are chosen."""


class TranslateDirective(SphinxDirective):
    """Show the place where two calls are chosen, and code that turns one into the other."""

    def run(self) -> list[nodes.Node]:
        """Build a place with a sentence and an empty box of code, which the page's script fills."""
        code = nodes.literal_block("", "# choose two calls", language="python")
        words = EMPTY.split("`")
        sentence = nodes.paragraph("", "", nodes.Text(words[0]), nodes.literal("", words[1]), nodes.Text(words[2]))
        return [translate("", sentence, code)]


def _open(translator: Any, node: nodes.Element) -> None:
    translator.body.append('<div id="translate">\n')


def _close(translator: Any, node: nodes.Element) -> None:
    translator.body.append("</div>\n")


def _pass(translator: Any, node: nodes.Element) -> None:
    """Show what stands in the place where there are no scripts."""


def load(app: Sphinx, pagename: str, *_: Any) -> None:
    """Load the data and the script on the page of the atlas alone."""
    if pagename == PAGE:
        for name in (FILE, "translate.js"):
            app.add_js_file(name)


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Write the code of all pairs beside the pages; run it again when the rows or the sources have changed."""
    rows = [row for row in rows_of(app) if row["tier"] == 1]
    if exception is not None or app.builder.format != "html" or not rows:
        return
    kept, now = Path(app.outdir).parent / ".atlas" / FILE, fingerprint()
    if not kept.exists() or not kept.read_text(encoding="utf-8").startswith(f"// {now}\n"):
        text = _written(rows)
        if text is None:
            return
        _ = kept.write_text(f"// {now}\n{text}", encoding="utf-8")
    target = Path(app.outdir) / "_static" / FILE
    content = kept.read_text(encoding="utf-8").split("\n", 1)[1]
    if not target.exists() or target.read_text(encoding="utf-8") != content:
        _ = target.write_text(content, encoding="utf-8")


def _written(rows: list[Row]) -> str | None:
    try:
        return f"window.flipconvTranslations = {json.dumps(translations(rows), separators=(',', ':'))};\n"
    except WrongTranslation as problem:
        logger.warning("a translation of the atlas is wrong: %s", problem, type="atlas")
        return None


def setup(app: Sphinx) -> None:
    """Register the place, and what fills it."""
    passed = (_pass, _pass)
    app.add_node(translate, html=(_open, _close), latex=passed, text=passed, man=passed, texinfo=passed)
    app.add_directive("translate", TranslateDirective)
    _ = app.connect("html-page-context", load)
    _ = app.connect("build-finished", publish, priority=610)
