"""What has to be trusted, in numbers that cannot drift, and the files for whoever would rather not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

import flipconv
from flipconv.proofs.notation import definitions
from flipconv.proofs.replay.theorems import RULES
from flipconv.proofs.theorems import CHAPTERS
from flipconv.sphinxext.places import citation
from flipconv.sphinxext.proofboxes import certificate_address
from flipconv.sphinxext.proven import proven

REPLAYER = Path(flipconv.__file__).parent / "proofs" / "replay"


def replayer_sizes() -> dict[str, int]:
    """Return how large the trusted base is: in lines of Python, files, rules and definitions."""
    files = sorted(REPLAYER.glob("*.py"))
    return {
        "lines": sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files),
        "files": len(files),
        "rules": len(RULES),  # for lines; induction is not among them
        "definitions": len(definitions()),
    }


class ReplayerRole(SphinxRole):
    """Say how many lines, files, rules or definitions the replayer has."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Count; refuse what is not counted."""
        sizes = replayer_sizes()
        if self.text in sizes:
            return [nodes.inline(self.rawtext, f"{sizes[self.text]:,}", classes=["number"])], []
        message = self.inliner.reporter.error(f"the replayer's size is counted in {', '.join(sizes)}", line=self.lineno)
        return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]


class CertificatesDirective(SphinxDirective):
    """List every certificate, chapter by chapter, each beside its proof."""

    def run(self) -> list[nodes.Node]:
        """Build a definition list of links."""
        lists = {title: nodes.bullet_list("", *self._files(chapter)) for chapter, title in CHAPTERS.items()}
        items = [
            nodes.definition_list_item("", nodes.term("", title), nodes.definition("", files))
            for title, files in lists.items()
        ]
        return [nodes.definition_list("", *items, classes=["certificates"])]

    def _files(self, chapter: str) -> Iterator[nodes.list_item]:
        for name, entry in proven(self.env.app).established.items():
            if entry.chapter == chapter:
                address = certificate_address(name, self.env.docname)
                file = nodes.reference("", "", nodes.literal("", f"{name}.json"), refuri=address, internal=True)
                proof = citation("proof", name, nodes.inline("", "proof"))
                yield nodes.list_item("", nodes.paragraph("", "", file, nodes.Text(", "), proof))


def setup(app: Sphinx) -> None:
    """Register the role and the directive."""
    app.add_role("replayer", ReplayerRole())
    app.add_directive("certificates", CertificatesDirective)
