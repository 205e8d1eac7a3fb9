"""
Cells: what one shows, an assertion on its page has compared with something.

The output of a cell is compared with nothing, so that it could show anything. What it shows, the
last expression or the arguments of ``print``, must therefore occur in an ``assert`` of the same cell
or of one before: as a whole, or every variable of it.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from flipconv.sphinxext.book import is_of_the_book

logger = logging.getLogger(__name__)


def unasserted(sources: list[str]) -> list[tuple[int, str]]:
    r"""
    Find what cells show and nothing asserts.

    Parameters
    ----------
    sources : list of str
        The cells of a page, in order.

    Returns
    -------
    list of tuple of int and str
        Which cell, and the expression that it shows.

    Examples
    --------
    >>> unasserted(["y = 1 + 1\nassert y == 2\ny", "y, y + 1", "z = 3\nz", "print(z)"])
    [(2, 'z'), (3, 'z')]
    """
    whole: set[str] = set()
    names: set[str] = set()
    found = []
    for i, source in enumerate(sources):
        # a session in a cell is compared with its output by the doctests
        if source.lstrip().startswith(">>>"):
            continue
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.Assert):
                whole |= {ast.dump(part) for part in ast.walk(node.test)}
                names |= _variables(node.test)
        for shown in _shown(tree):
            variables = _variables(shown)
            is_words = isinstance(shown, ast.Constant) and isinstance(shown.value, str)
            if not is_words and ast.dump(shown) not in whole and not (variables and variables <= names):
                found.append((i, ast.unparse(shown)))
    return found


def _shown(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield what a cell shows: its last expression, part by part, and what it prints."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    printed = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]
    for call in printed:
        yield from call.args
    if tree.body and isinstance(tree.body[-1], ast.Expr) and tree.body[-1].value not in printed:
        last = tree.body[-1].value
        yield from last.elts if isinstance(last, ast.Tuple) else [last]


def _variables(expression: ast.expr) -> set[str]:
    """Return the names in an expression, but for functions that are called and its own variables."""
    called = {id(node.func) for node in ast.walk(expression) if isinstance(node, ast.Call)}
    names = [node for node in ast.walk(expression) if isinstance(node, ast.Name) and id(node) not in called]
    own = {node.id for node in names if isinstance(node.ctx, ast.Store)} | set(dir(builtins))
    return {node.id for node in names if node.id not in own}


def check(app: Sphinx, document: nodes.document) -> None:
    """Warn of every cell of a page that shows what nothing asserts."""
    if not is_of_the_book(app.env.docname):
        return
    cells = [node for node in document.findall(nodes.container) if "cell" in node.get("classes", ())]
    try:
        found = unasserted([_source(cell) for cell in cells])
    except SyntaxError as raised:
        logger.warning("a cell is no plain Python, so nobody sees what it shows: %s", raised.text, location=document)
        return
    for i, shown in found:
        if any("cell_output" in part.get("classes", ()) for part in cells[i].findall(nodes.container)):
            logger.warning(
                "this cell shows %s, which no assert on the page has compared", shown, location=cells[i], type="cells"
            )


def _source(cell: nodes.container) -> str:
    inputs = [part for part in cell.findall(nodes.container) if "cell_input" in part.get("classes", ())]
    return "\n".join(block.astext() for part in inputs for block in part.findall(nodes.literal_block))


def setup(app: Sphinx) -> None:
    """Register the check."""
    _ = app.connect("doctree-read", check)
