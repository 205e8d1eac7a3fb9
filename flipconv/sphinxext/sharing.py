"""
What a page says of itself where somebody shares it: its description, its title, a card.

The description is the page's own first words. Open Graph wants the absolute address of the card; a
site that was built without its address gives the relative one, which most readers of such tags pass over.

sphinxext-opengraph does the same job for any site. It cuts in the middle of a word, spells formulas in
TeX, and its cards have another size and four times the bytes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import desc
from sphinx.application import Sphinx

from flipconv.sphinxext.book import BOXES, is_cell, is_of_the_book
from flipconv.sphinxext.cards import HEIGHT, WIDTH, put

LONGEST = 200  # characters; search engines show about 160
SHARED_BY_ALL = "flipconv"
FOLDER, ICON = "_static/cards", "_static/favicon.png"
MADE = {
    "genindex": "The names of the flipconv library and the terms of its glossary, each with the pages that tell of it.",
    "search": "Search in the pages of flipconv. It works without a network.",
}
UNSPELT = "\N{OBJECT REPLACEMENT CHARACTER}"
# formulas that read the same in plain text
SPELT = re.compile(r"[\w\s+\-=<>/|.,:()\[\]*]+")


def told(document: nodes.document) -> Iterator[str]:
    """
    Yield the paragraphs of a page as plain text, as far as they can be read as such.

    Parameters
    ----------
    document : docutils.nodes.document
        The page, its references resolved.

    Yields
    ------
    str
        Whole sentences; a sentence with a formula that plain text cannot hold, and what comes after it, are left out.
    """
    for paragraph in document.findall(nodes.paragraph):
        if not any(_is_apart(part) for part in _around(paragraph)):
            text = " ".join(plain(paragraph).split())
            if sentences := _sentences(text.partition(UNSPELT)[0]):
                yield " ".join(sentences)


def plain(node: nodes.Node) -> str:
    """Return a text without its marks, with `UNSPELT` for each formula that needs more than a line of letters."""
    if isinstance(node, nodes.math):
        text = node.astext().replace(r"\ne", "≠").replace(r"\star", "⋆").replace(r"\,", "")
        return text if SPELT.fullmatch(text) else UNSPELT
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, nodes.footnote_reference | nodes.comment | nodes.raw | nodes.image):
        return ""
    return "".join(plain(child) for child in node.children)


def shortened(text: str, longest: int = LONGEST) -> str:
    """
    Cut a text at the end of a sentence, or else between two words.

    Examples
    --------
    >>> shortened("It flips. It moves as well.", 20)
    'It flips.'
    >>> shortened("It flips and it moves as well.", 20)
    'It flips and it …'
    """
    kept, sentences = "", _sentences(text) or [text]
    while len(sentences) > 1 and sentences[-1].endswith(":"):
        _ = sentences.pop()
    for sentence in sentences:
        if len(kept) + len(sentence) > longest:
            break
        kept = f"{kept} {sentence}".strip()
    if kept or len(text) <= longest:
        return kept or text
    return text[: longest - 1].rpartition(" ")[0].rstrip(",;: ") + " …"


def _sentences(text: str) -> list[str]:
    return re.findall(r"\S.*?[.!?:][”\"')]*(?=\s|$)", text)


def _is_apart(node: nodes.Node) -> bool:
    if isinstance(node, desc):  # which is an admonition too
        return False
    classes = node.get("classes", ()) if isinstance(node, nodes.Element) else ()
    return is_cell(node) or not BOXES.isdisjoint(classes) or isinstance(node, nodes.Admonition | nodes.field_list)


def _around(node: nodes.Node) -> Iterator[nodes.Node]:
    part = node.parent
    while part is not None:
        yield part
        part = part.parent


def description(document: nodes.document) -> str:
    """Return what a page says of itself: in its front matter, or else in its first paragraph."""
    for meta in document.findall(nodes.meta):
        if meta.get("name") == "description":
            return str(meta["content"])
    return shortened(next(told(document), ""))


def has_card(docname: str) -> bool:
    """Tell whether a page has a card of its own; the reference shares one."""
    return is_of_the_book(docname) or docname.startswith("auto_gallery/plot_") or docname == "drawing"


def tags(app: Sphinx, pagename: str, context: dict[str, Any], document: nodes.document) -> Iterator[str]:
    """Yield the tags of a page; its card is drawn if it is not there."""
    title = app.env.titles[pagename].astext()
    said = description(document)
    shown = title if has_card(pagename) else SHARED_BY_ALL
    name = pagename.replace("/", "-") if has_card(pagename) else SHARED_BY_ALL
    put(shown, Path(app.outdir) / FOLDER / f"{name}.png", Path(app.doctreedir) / ".cards")
    base = app.config.html_baseurl
    card = f"{FOLDER}/{name}.png"
    address = f"{base.rstrip('/')}/{card}" if base else context["pathto"](card, resource=True)
    if said and not any(meta.get("name") == "description" for meta in document.findall(nodes.meta)):
        yield _tag("name", "description", said)
    yield _tag("property", "og:title", title)
    yield _tag("property", "og:type", "website" if pagename == app.config.root_doc else "article")
    yield _tag("property", "og:site_name", app.config.project)
    if said:
        yield _tag("property", "og:description", said)
    if context.get("pageurl"):
        yield _tag("property", "og:url", context["pageurl"])
    yield _tag("property", "og:image", address)
    yield _tag("property", "og:image:width", str(WIDTH))
    yield _tag("property", "og:image:height", str(HEIGHT))
    yield _tag("property", "og:image:alt", f"The title, {shown}, beside an F and its half-turn.")
    yield _tag("name", "twitter:card", "summary_large_image")


def _tag(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{html.escape(content)}">'


def add_tags(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add the tags of a page that somebody wrote, or the description of one that the build makes."""
    # for browsers that show no SVG beside a title
    found = [f'<link rel="alternate icon" type="image/png" href="{context["pathto"](ICON, resource=True)}">']
    if doctree is not None and pagename in app.env.titles:
        found += tags(app, pagename, context, doctree)
    elif pagename in MADE:
        found.append(_tag("name", "description", MADE[pagename]))
    context["metatags"] = context.get("metatags", "") + "".join(f"{tag}\n" for tag in found)


def remove_stale(app: Sphinx, exception: Exception | None) -> None:
    """Remove the cards of pages that are gone."""
    folder = Path(app.outdir) / FOLDER
    if exception is not None or not folder.is_dir():
        return
    wanted = {f"{docname.replace('/', '-')}.png" for docname in app.env.found_docs if has_card(docname)}
    for stale in {path.name for path in folder.iterdir()} - wanted - {f"{SHARED_BY_ALL}.png"}:
        (folder / stale).unlink()


def setup(app: Sphinx) -> None:
    """Add tags to pages."""
    _ = app.connect("html-page-context", add_tags)
    _ = app.connect("build-finished", remove_stale, priority=600)
