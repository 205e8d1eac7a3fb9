"""
Terms of the glossary: the first use of each on a page links to it.

Nobody links them by hand, and nobody can forget to. A term that is used in a heading, a box or
code only is not linked there.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from flipconv.sphinxext.book import CODE, is_of_the_book, paragraphs

GLOSSARY = "glossary"
# within these nothing is linked: they are links already, or define a term
WITHIN = (addnodes.pending_xref, nodes.reference, nodes.target, nodes.title, nodes.term, *CODE)


@cache
def terms_of(path: Path, _changed: int) -> tuple[str, ...]:
    """Return the terms that a page defines, in its own order."""
    fence = re.search(r"^```\{glossary\}\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return tuple(line for line in fence[1].splitlines() if line and not line.startswith(" ")) if fence else ()


def pattern_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    """
    Return a pattern for any of some terms, in the singular or the plural; of two that begin alike the longer one.

    Examples
    --------
    >>> pattern_of(("impulse", "impulse response")).findall("Impulse responses of two impulses")
    ['Impulse response', 'impulse']
    """
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})(?=(?:e?s)?\b)(?!-)", re.IGNORECASE)


class TermsTransform(SphinxTransform):
    """Links the first use of every term."""

    # when all of the page's own references are there
    default_priority = 880

    def apply(self, **kwargs: Any) -> None:
        """Go through the page in the order of reading."""
        source = Path(self.app.srcdir) / f"{GLOSSARY}.md"
        docname = self.env.docname
        if not source.is_file() or docname == GLOSSARY or not is_of_the_book(docname):
            return
        self.env.note_dependency(source)
        terms = terms_of(source, source.stat().st_mtime_ns)
        if terms:
            self.link(terms)

    def link(self, terms: tuple[str, ...]) -> None:
        """Link each term where it first stands in prose, unless the author has linked it before."""
        pattern, names = pattern_of(terms), {term.lower(): term for term in terms}
        seen: set[str] = set()
        for paragraph in paragraphs(self.document):
            for node in list(paragraph.findall()):
                if isinstance(node, addnodes.pending_xref) and node.get("reftype") == "term":
                    seen.add(str(node["reftarget"]).lower())
                elif isinstance(node, nodes.Text) and not _is_within(node, paragraph):
                    pieces = self.pieces(node.astext(), pattern, names, seen)
                    if len(pieces) > 1:
                        _ = node.parent.replace(node, pieces)

    def pieces(self, text: str, pattern: re.Pattern[str], names: dict[str, str], seen: set[str]) -> list[nodes.Node]:
        """Cut a text where terms are used for the first time; remember which."""
        found, after = [], 0
        for match in pattern.finditer(text):
            if match[1].lower() in seen:
                continue
            seen.add(match[1].lower())
            found += [nodes.Text(text[after : match.start()]), self.reference(match[1], names[match[1].lower()])]
            after = match.end()
        return [piece for piece in [*found, nodes.Text(text[after:])] if piece.astext()]

    def reference(self, shown: str, term: str) -> addnodes.pending_xref:
        """Return a link from the words of a text to a term."""
        inner = nodes.inline("", shown, classes=["xref", "std", "std-term"])
        return addnodes.pending_xref(
            "",
            inner,
            refdomain="std",
            reftype="term",
            reftarget=term,
            refexplicit=True,
            refwarn=True,
            refdoc=self.env.docname,
        )


def _is_within(node: nodes.Node, paragraph: nodes.Node) -> bool:
    parent = node.parent
    while parent is not paragraph:
        if isinstance(parent, WITHIN):
            return True
        parent = parent.parent
    return isinstance(paragraph, nodes.term)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(TermsTransform)
