"""Where things are shown that every page may cite: each once, over all pages, incremental builds included."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

logger = logging.getLogger(__name__)


class Places(Domain, ABC):
    """The boxes of one kind: which page shows each, which pages cite it, and what was linked when they were written."""

    data_version = 2
    initial_data: ClassVar[dict[str, Any]] = {"shown": {}, "cited": {}, "linked": {}}

    @abstractmethod
    def anchor(self, target: str) -> str:
        """Return the HTML id of what is cited."""

    @abstractmethod
    def title(self, target: str) -> str:
        """Return the words for a citation that brings none."""

    def tooltip(self, target: str) -> str:
        """Return what a citation says to whoever points at it."""
        return self.title(target)

    def box(self, target: str) -> str:
        """Return the label of the box in which something stands that is cited."""
        return target

    def note_shown(self, label: str, docname: str, line: int) -> None:
        """Remember that a page shows a box; each is shown once."""
        there = self.data["shown"].get(label)
        if there is not None and there != (docname, line):
            logger.warning("%s %r is shown already on %s", self.name, label, there[0], location=(docname, line))
        self.data["shown"][label] = (docname, line)

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Remember what a page cites."""
        cited = [node for node in document.findall(pending_xref) if node.get("refdomain") == self.name]
        if cited:
            self.data["cited"][docname] = [(node["reftarget"], node.line) for node in cited]

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is read anew."""
        self.data["shown"] = {label: place for label, place in self.data["shown"].items() if place[0] != docname}
        self.data["cited"].pop(docname, None)

    def merge_domaindata(self, docnames: Any, otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        for label, (docname, line) in otherdata["shown"].items():
            if docname in docnames:
                self.note_shown(label, docname, line)
        self.data["cited"].update({name: places for name, places in otherdata["cited"].items() if name in docnames})

    def resolve_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str, node: Any, contnode: Any
    ) -> nodes.reference | None:
        """Link a citation to its box."""
        there = self.data["shown"].get(self.box(target))
        if there is None:
            return None
        if not node["refexplicit"]:
            contnode = nodes.inline("", self.title(target), classes=["xref", f"{self.name}-ref"])
        return make_refnode(builder, fromdocname, there[0], self.anchor(target), contnode, self.tooltip(target))

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str, node: Any, contnode: Any
    ) -> list[tuple[str, nodes.reference]]:
        """Take no part in the search for a name without a role."""
        return []

    def address(self, builder: Builder, target: str) -> str | None:
        """Return where something is shown, seen from the front page; None if no page shows it."""
        there = self.data["shown"].get(self.box(target))
        return f"{builder.get_target_uri(there[0])}#{self.anchor(target)}" if there else None

    def stale(self) -> set[str]:
        """Return the pages that cite a box which has moved to another page, and remember where all are now."""
        now = {label: docname for label, (docname, _) in self.data["shown"].items()}
        moved = {label for label, docname in self.data["linked"].items() if now.get(label) != docname}
        self.data["linked"] = now
        return {
            docname
            for docname, cited in self.data["cited"].items()
            if moved & {self.box(target) for target, _ in cited}
        }


def citation(domain: str, target: str, *content: nodes.Node) -> pending_xref:
    """Return a reference to the place where something is shown; without content its title stands there."""
    inner = content or (nodes.inline("", target),)
    return pending_xref(
        "", *inner, refdomain=domain, reftype="ref", reftarget=target, refexplicit=bool(content), refwarn=True
    )


def _rewrite_links(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write the pages again whose links have moved, though their own text has not changed."""
    found = [domain.stale() for domain in env.domains.sorted() if isinstance(domain, Places)]
    return sorted(set().union(*found) & env.found_docs)


def setup(app: Sphinx) -> None:
    """Keep links right in incremental builds."""
    _ = app.connect("env-updated", _rewrite_links)
