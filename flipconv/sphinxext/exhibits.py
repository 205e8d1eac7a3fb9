"""
Exhibits on pages: what the library made for them, as data in the page and as a strip of grids.

Without scripts the strip is what a reader sees. With them, the exhibit takes its place once it has
worked out the library's cases again.
"""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from flipconv.exhibits import EXHIBITS
from flipconv.exhibits.model import Grid
from flipconv.figures.grids import written

SCRIPT, STYLE = "exhibits.js", "exhibits.css"


class exhibit(nodes.General, nodes.Element):  # noqa: N801 - docutils names its nodes in lower case
    """The place of an exhibit."""


class ExhibitDirective(SphinxDirective):
    """Show an exhibit; the argument is its name."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Note which exhibit it is; its data are made when the page is written."""
        (name,) = self.arguments
        if name not in EXHIBITS:
            raise self.error(f"there is no exhibit {name!r}; there are {', '.join(EXHIBITS)}")
        place = exhibit("", name=name, ids=[f"exhibit-{name}"])
        self.set_source_info(place)
        return [place]


def as_data(value: Any) -> str:
    r"""
    Return JSON that can stand in a script's element: nothing in it ends the element.

    Examples
    --------
    >>> as_data({"a": "</script>"})
    '{"a":"<\\/script>"}'
    """
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).replace("</", "<\\/")


def as_script(data: dict[str, Any]) -> str:
    """Return the data of an exhibit as a block that its script reads."""
    return f'<script type="application/json">{as_data(data)}</script>'


def as_table(grid: Grid) -> str:
    """Return a grid as a table with its caption."""
    rows = "".join(
        "<tr>" + "".join(_cell(grid, i, j) for j in range(len(row))) + "</tr>" for i, row in enumerate(grid.numbers)
    )
    return f'<table class="numbers"><caption>{html.escape(grid.caption)}</caption>{rows}</table>'


def _cell(grid: Grid, i: int, j: int) -> str:
    marks = [grid.classes[i][j]]
    marks += [mark for mark in ("anchor", "corner") if getattr(grid, mark) == (i, j)]
    return f'<td class="{" ".join(marks)}">{written(grid.numbers[i][j])}</td>'


def as_strip(parts: Sequence[Grid | str]) -> str:
    """Return grids and sentences as they stand on the page without scripts."""
    pieces = [f"<p>{html.escape(part)}</p>" if isinstance(part, str) else as_table(part) for part in parts]
    return f'<div class="strip">{"".join(pieces)}</div>'


def _open(translator: Any, node: nodes.Element) -> None:
    made = EXHIBITS[node["name"]]()
    label = html.escape(made.title, quote=True)
    start = f'<section class="exhibit" id="{node["ids"][0]}" data-exhibit="{node["name"]}" aria-label="{label}">'
    translator.body.append(f"{start}\n{as_strip(made.strip)}\n{as_script(made.data)}\n</section>\n")


def _leave_out(translator: Any, node: nodes.Element) -> None:
    raise nodes.SkipNode


def _close(translator: Any, node: nodes.Element) -> None:
    """Nothing is left to close."""


def load(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Load script and style sheet where there is an exhibit."""
    if doctree is not None and next(doctree.findall(exhibit), None) is not None:
        app.add_js_file(SCRIPT, loading_method="defer")
        app.add_css_file(STYLE)


def setup(app: Sphinx) -> None:
    """Register the directive."""
    others = dict.fromkeys(("latex", "man", "texinfo", "text"), (_leave_out, None))
    app.add_node(exhibit, html=(_open, _close), **others)
    app.add_directive("exhibit", ExhibitDirective)
    _ = app.connect("html-page-context", load)
