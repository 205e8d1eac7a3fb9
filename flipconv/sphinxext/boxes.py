"""The parts that boxes on pages are made of: text with formulas, labelled lines, a fold, a link to the box itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


class folded(nodes.General, nodes.Element):  # noqa: N801 - docutils names its nodes in lower case
    """A part of a page behind a summary line; open where there is nothing to click."""


class permalink(nodes.Inline, nodes.Element):  # noqa: N801
    """A link to the box in which it stands; `to` is the box's id and `of` the word for it."""


def inline(text: str) -> list[nodes.Node]:
    """Return plain text with what stands between backticks as code, and between dollars as mathematics."""
    kinds = {"`": nodes.literal, "$": nodes.math}
    pieces = re.findall(r"([`$])(.+?)\1|([^`$]+)", text)
    return [kinds[mark]("", inner) if mark else nodes.Text(plain) for mark, inner, plain in pieces]


def formula(tex: str) -> nodes.math:
    """Return a formula that stands in text, can break, and has the size of one that stands alone."""
    return nodes.math("", rf"\displaystyle {tex}")


def labelled(label: str, *content: nodes.Node) -> nodes.paragraph:
    """Return a line that begins with what it is."""
    return nodes.paragraph("", "", nodes.emphasis("", f"{label}: "), *content)


def joined(items: Iterable[nodes.Node], between: str = "; ") -> list[nodes.Node]:
    """Return some nodes with a separator between them."""
    return [node for item in items for node in (item, nodes.Text(between))][:-1]


def open_fold(translator: Any, node: nodes.Element) -> None:
    """Begin a part behind a summary line."""
    translator.body.append(f'<details class="claim-how"><summary>{node["summary"]}</summary>\n')


def close_fold(translator: Any, node: nodes.Element) -> None:
    """End it."""
    translator.body.append("</details>\n")


def write_permalink(translator: Any, node: nodes.Element) -> None:
    """Write a link that is seen when the box is pointed at, or the link reached by keyboard."""
    link = f'<a class="headerlink" href="#{node["to"]}" aria-label="Link to this {node["of"]}">¶</a>'
    translator.body.append(link)


def pass_by(translator: Any, node: nodes.Element) -> None:
    """Show what stands behind the fold where nothing folds."""


def setup(app: Sphinx) -> None:
    """Register the fold and the link."""
    plain = (pass_by, pass_by)
    app.add_node(folded, html=(open_fold, close_fold), latex=plain, text=plain, man=plain, texinfo=plain)
    app.add_node(permalink, html=(write_permalink, pass_by), latex=plain, text=plain, man=plain, texinfo=plain)
