"""
Mathematics set at build time: HTML for the eye, MathML for the ear, no script for the reader.

Bad TeX is a warning with file and line. Style sheet and fonts come with the site, from the locked
npm package; nothing is fetched from elsewhere when a page is read.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from flipconv.sphinxext.typesetter import BadTeXError, Typesetter, install

log = logging.getLogger(__name__)

SHEET = "katex/katex.min.css"
# woff2 is read by every browser of the last ten years; the sheet also names two older formats
_OLDER_FONTS = re.compile(r',url\([^)]*\.(?:woff|ttf)\) format\("\w+"\)')
# these number their own lines, and so would Sphinx
_NUMBERED = re.compile(r"\\begin\{(?:equation|align|gather|alignat|CD)\}")


def setup(app: Sphinx) -> None:
    """Register the renderer."""
    app.add_config_value("katex_macros", {}, "env", types=frozenset({dict}))
    app.add_html_math_renderer("katex", (_visit_inline, None), (_visit_displayed, None))
    _ = app.connect("builder-inited", _prepare)
    _ = app.connect("html-page-context", _add_sheet)
    _ = app.connect("build-finished", _close)


def _prepare(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    package = install(Path(app.confdir))
    kept = Path(app.doctreedir) / ".katex"
    app.builder.typesetter = Typesetter(package, kept / "formulas", app.config.katex_macros)  # pyright: ignore
    static = kept / "static"
    _copy_sheet(package / "dist", static / "katex")
    app.config.html_static_path.append(str(static))


def _copy_sheet(dist: Path, target: Path) -> None:
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    sheet = _OLDER_FONTS.sub("", (dist / "katex.min.css").read_text(encoding="utf-8"))
    _ = (target / "katex.min.css").write_text(sheet, encoding="utf-8")
    for font in (dist / "fonts").glob("*.woff2"):
        _ = shutil.copy2(font, target / "fonts")


def _add_sheet(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    if context.get("has_maths_elements"):
        app.add_css_file(SHEET)


def _close(app: Sphinx, exception: Exception | None) -> None:
    if (typesetter := getattr(app.builder, "typesetter", None)) is not None:
        typesetter.close()


def _visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    html = _html(self, node, node.astext(), display=False)
    self.body.append(self.starttag(node, "span", "", CLASS="math notranslate nohighlight") + html + "</span>")
    raise nodes.SkipNode


def _visit_displayed(self: HTML5Translator, node: nodes.math_block) -> None:
    tex = node.astext()
    number = get_node_equation_number(self, node) if node["number"] else None
    label = f"Equation {number}" if number else "Formula"
    # wide formulas scroll in their own box, and whoever has only a keyboard must reach it
    box: dict[str, Any] = {
        "CLASS": "math notranslate nohighlight",
        "tabindex": "0",
        "role": "group",
        "aria-label": label,
    }
    self.body.append(self.starttag(_unlabelled(node), "div", "", **box))
    self.body.append(_html(self, node, _rows(tex), display=True) + "</div>\n")
    if number:  # beside the box, so that it does not scroll away
        self.body.append(f'<span class="eqno">({number})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    raise nodes.SkipNode


def _unlabelled(node: nodes.math_block) -> nodes.math_block:
    """Return the block without its ids if a theme's wrapper has taken them: an id may occur once."""
    if not set(node["ids"]) & set(node.parent.get("ids", ())):
        return node
    bare = node.copy()
    bare["ids"] = []
    return bare


def _rows(tex: str) -> str:
    r"""Align paragraphs and rows that no environment aligns, as Sphinx does for `\\` and blank lines."""
    rows = r" \\ ".join(part.strip() for part in re.split(r"\n\s*\n", tex) if part.strip())
    bare = r"\\" in re.sub(r"\\begin\{(\w+\*?)\}.*?\\end\{\1\}", "", rows, flags=re.DOTALL)
    return rf"\begin{{aligned}}{rows}\end{{aligned}}" if bare else rows


def _html(self: HTML5Translator, node: nodes.Element, tex: str, *, display: bool) -> str:
    try:
        if _NUMBERED.search(tex):
            raise BadTeXError(
                "this environment numbers its own lines: take aligned or gathered, and a label for a number"
            )
        return self.builder.typesetter.html(tex, display=display)  # pyright: ignore
    except BadTeXError as error:
        log.warning("bad TeX in %r: %s", tex, error, location=node, type="katex")
        return self.encode(tex)
