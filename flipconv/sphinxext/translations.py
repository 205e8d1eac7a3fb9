"""How to get one call's result with another: code that this build has run for every pair, beside the translator."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

from flipconv.conventions.atlas.freshness import fingerprint
from flipconv.conventions.atlas.pairs import translations
from flipconv.conventions.atlas.rows import Row
from flipconv.conventions.atlas.trying import WrongTranslation
from flipconv.sphinxext.atlas import PAGE, rows_of

logger = logging.getLogger(__name__)

FILE = "translations.js"


def load(app: Sphinx, pagename: str, *_: Any) -> None:
    """Load the code on the page of the atlas alone, before the exhibit that shows it."""
    if pagename == PAGE:
        app.add_js_file(FILE)


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
    """Write the code, and load it."""
    _ = app.connect("html-page-context", load)
    _ = app.connect("build-finished", publish, priority=610)
