"""
The pages of the book, and what their words stand for.

Pages are those that somebody wrote in Markdown. Left out are notes for contributors, the
reference to the library, whose words stand beside the code, and what the build writes itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.addnodes import desc, pending_xref

# of these the first part of the name decides
LEFT_OUT = ("api/", "atlas/", "auto_gallery/", "generated/", "drawing")

# boxes and tables that the build makes from what it has checked; cells with what they print; what is no prose
BOXES = {"claim", "proof", "ledger", "theorems", "tiers", "facts", "picture-caption", "graph-note", "rules"}
CELLS = {"cell", "cell_input", "cell_output"}
CODE = (nodes.literal, nodes.literal_block, nodes.doctest_block, nodes.math, nodes.math_block, nodes.comment, nodes.raw)

# what stands in a sentence for code and formulas, for a citation, and for a number that was worked out
SYMBOL, CITATION, COMPUTED = "\N{OBJECT REPLACEMENT CHARACTER}", "\ue000", "\ue001"

CITED = {"claim", "proof", "cite"}


def is_of_the_book(docname: str) -> bool:
    """Tell whether a page is one of the book."""
    return not docname.startswith(LEFT_OUT)


def paragraphs(document: nodes.document) -> Iterator[nodes.Element]:
    """Yield whatever holds sentences: paragraphs, of lists and tables too, outside of boxes and cells."""
    for node in document.findall(nodes.Element):
        is_text = isinstance(node, nodes.paragraph | nodes.term)
        if is_text and not any(is_box(part) or is_cell(part) for part in _with_parents(node)):
            yield node


def is_box(node: nodes.Node) -> bool:
    """Tell whether a node is the box of a claim or of a proof, a docstring, or else has a check of its own."""
    if isinstance(node, desc):
        return True
    return isinstance(node, nodes.Element) and not BOXES.isdisjoint(node.get("classes", ()))


def is_cell(node: nodes.Node) -> bool:
    """Tell whether a node is a cell, its input or its output."""
    return isinstance(node, nodes.container) and not CELLS.isdisjoint(node.get("classes", ()))


def words(node: nodes.Node) -> str:
    """Return a text in which symbols stand for code and formulas, for citations and for numbers that were computed."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, CODE):
        return SYMBOL
    if isinstance(node, pending_xref) and node.get("refdomain") in CITED:
        return CITATION
    if isinstance(node, nodes.Element) and "number" in node.get("classes", ()):
        return COMPUTED
    return "".join(words(child) for child in node.children)


def _with_parents(node: nodes.Node) -> Iterator[nodes.Node]:
    part = node
    while part is not None:
        yield part
        part = part.parent
