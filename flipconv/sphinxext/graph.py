"""
The dependency graph: what every claim and every theorem rests on, drawn when the site is built.

The outline of a node says what kind of statement it is, its ground how strongly it is established;
both are said in words as well.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from flipconv.claims.register import all_claims
from flipconv.claims.tiers import Tier
from flipconv.sphinxext.boxes import pass_by
from flipconv.sphinxext.claims import proof_of, verdicts
from flipconv.sphinxext.drawing import PACKAGE, drawn
from flipconv.sphinxext.places import Places
from flipconv.sphinxext.proven import proven
from flipconv.sphinxext.typesetter import install

KINDS = {"theorem": "a theorem", "code": "a claim about code", "pitfall": "a pitfall: two things that differ"}
OUTLINES = {"theorem": "shape=box peripheries=2", "code": 'shape=box style="rounded"', "pitfall": "shape=hexagon"}

# the fonts' names are for Graphviz, which reserves the room; the page sets its own
HEAD = """digraph {
  rankdir=LR ranksep=0.4 nodesep=0.12 bgcolor=transparent
  node [fontname="Helvetica" fontsize=11 margin="0.09,0.045" height=0.3]
  edge [arrowsize=0.55]
"""


class dependency_graph(nodes.General, nodes.Element):  # noqa: N801 - docutils names its nodes in lower case
    """The place of the graph on a page; it is drawn when all boxes have their places."""


@dataclass(frozen=True)
class Statement:
    """
    A node of the graph.

    Parameters
    ----------
    key : str
        ``claim:LABEL`` or ``proof:NAME``.
    title : str
        What it says, for whoever points at it.
    kind : str
        One of `KINDS`.
    tier : Tier or None
        What it is worth with all it rests on.
    rests_on : tuple of str
        The keys of what it rests on.
    """

    key: str
    title: str
    kind: str
    tier: Tier | None
    rests_on: tuple[str, ...]


def statements(app: Sphinx) -> dict[str, Statement]:
    """Return every claim and every theorem of this build by key, the claims first."""
    return {entry.key: entry for entry in (*_claims(app), *_theorems(app))}


def _claims(app: Sphinx) -> Iterator[Statement]:
    for label, verdict in verdicts(app).items():
        known = all_claims()[label]
        proof = proof_of(known)
        below = [f"claim:{base}" for base in known.rests_on] + ([f"proof:{proof}"] if proof else [])
        kind = "pitfall" if known.is_pitfall else "code"
        yield Statement(f"claim:{label}", known.title, kind, verdict.effective_tier, tuple(below))


def _theorems(app: Sphinx) -> Iterator[Statement]:
    for name, entry in proven(app).established.items():
        below = tuple(f"proof:{used}" for used in entry.theorem.uses)
        yield Statement(f"proof:{name}", entry.title, "theorem", Tier.PROVED, below)


def connected(found: dict[str, Statement]) -> dict[str, Statement]:
    """Return the statements that rest on others or on which others rest."""
    below = {key for entry in found.values() for key in entry.rests_on}
    return {key: entry for key, entry in found.items() if entry.rests_on or key in below}


def dot_of(found: dict[str, Statement]) -> str:
    """Return the graph for Graphviz; an arrow leads from what rests to what it rests on."""
    lines = [HEAD]
    for entry in found.values():
        tier = entry.tier.name if entry.tier else "OPEN"
        name = entry.key.partition(":")[2].replace("-", " ")
        label = "\n".join([*textwrap.wrap(name, 24), tier])
        marks = f"kind-{entry.kind} worth-{tier.lower()}"
        key, label = json.dumps(entry.key), json.dumps(label)
        place = f'id="node.{entry.key}" class="{marks}" URL={key}'
        lines.append(f"  {key} [{place} label={label} {OUTLINES[entry.kind]}]")
        lines += [f'  {key} -> {json.dumps(base)} [id="edge.{entry.key}.{base}"]' for base in entry.rests_on]
    return "\n".join([*lines, "}\n"])


def dressed(svg: str, found: dict[str, Statement], addresses: dict[str, str]) -> str:
    """
    Return a drawing for the page: with links to the boxes, titles to read, and no colour of its own.

    Parameters
    ----------
    svg : str
        What Graphviz has drawn.
    found : dict
        The statements, by key.
    addresses : dict
        The address of each box, seen from the page.

    Returns
    -------
    str
        An ``svg`` element.
    """
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL).replace("&#45;", "-")
    svg = re.sub(r"<title>[^<]*&gt;[^<]*</title>\s*|<title>%\d+</title>\s*", "", svg)
    svg = re.sub(r"<title>([^<]+)</title>", lambda key: f"<title>{escape(_said(key[1], found))}</title>", svg)
    svg = re.sub(r'<a xlink:href="([^"]+)"[^>]*>', lambda key: _link(addresses.get(key[1])), svg)
    svg = re.sub(r'<g id="a_[^"]*">', "<g>", svg)
    svg = re.sub(r' (?:fill|stroke|font-family|font-size|xmlns:xlink)="[^"]*"', "", svg)
    svg = re.sub(r"(\d\.\d)\d+", r"\1", svg)  # a tenth of a pixel will do
    return re.sub(r"\n+", "\n", svg)


def _said(key: str, found: dict[str, Statement]) -> str:
    entry = found.get(key)
    return f"{entry.title} ({KINDS[entry.kind]}; {entry.tier.name if entry.tier else 'open'})" if entry else ""


def _link(address: str | None) -> str:
    return f'<a href="{escape(address)}">' if address else "<a>"


class GraphDirective(SphinxDirective):
    """Show the dependency graph with its legend."""

    def run(self) -> list[nodes.Node]:
        """Leave room for the drawing; say what is not in it."""
        found = statements(self.env.app)
        alone = len(found) - len(connected(found))
        note = f"{alone} statements that rest on nothing, and on which nothing rests, are left out."
        return [*_legend(found), dependency_graph(), nodes.paragraph("", note, classes=["graph-note"])]


def _legend(found: dict[str, Statement]) -> Iterator[nodes.Node]:
    """Yield what the marks mean."""
    kinds = [nodes.inline("", says, classes=["graph-key", f"kind-{kind}"]) for kind, says in KINDS.items()]
    there = {entry.tier for entry in connected(found).values()}
    tiers = [
        nodes.inline("", tier.name, classes=["graph-key", f"worth-{tier.name.lower()}"], title=tier.value)
        for tier in Tier
        if tier in there
    ]
    for what, marks in (("Outline", kinds), ("Ground", tiers)):
        spaced = [node for mark in marks for node in (nodes.Text(" "), mark)]
        yield nodes.paragraph("", "", nodes.emphasis("", f"{what}:"), *spaced, classes=["graph-legend"])


def draw(translator: Any, node: dependency_graph) -> None:
    """Draw the graph where it stands, with links as they are seen from this page."""
    builder = translator.builder
    app = builder.app
    found = connected(statements(app))
    package = Path(app.confdir) / "node_modules" / PACKAGE
    svg = drawn(dot_of(found), package, Path(app.doctreedir) / ".graphs")
    here = builder.get_target_uri(builder.current_docname)
    addresses = {key: _seen_from(here, place) for key in found if (place := _place(app, key))}
    box = '<div class="graph" role="region" tabindex="0" aria-label="Dependency graph, scrolls">'
    translator.body.append(f"{box}\n{dressed(svg, found, addresses)}</div>\n")


def _seen_from(here: str, place: str) -> str:
    """Return an address relative to a page; Sphinx's own function forgets what stands behind the number sign."""
    page, _, anchor = place.partition("#")
    return f"{relative_uri(here, page)}#{anchor}"


def _place(app: Sphinx, key: str) -> str | None:
    kind, _, label = key.partition(":")
    domain = app.env.get_domain(kind)
    assert isinstance(domain, Places)
    return domain.address(app.builder, label)


def _install(app: Sphinx) -> None:
    # before the writers fork: an installation replaces the folder that they read KaTeX from
    if app.builder.format == "html":
        _ = install(Path(app.confdir), PACKAGE)


def setup(app: Sphinx) -> None:
    """Register the directive and the drawing."""
    _ = app.connect("builder-inited", _install, priority=320)
    plain = (pass_by, pass_by)
    app.add_node(dependency_graph, html=(draw, pass_by), latex=plain, text=plain, man=plain, texinfo=plain)
    app.add_directive("dependencies", GraphDirective)
