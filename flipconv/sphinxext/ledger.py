"""The ledger on a page: every claim, its tiers, and what the tiers mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from flipconv.claims.checker import Verdict
from flipconv.claims.register import Claim, all_claims
from flipconv.claims.tiers import Tier
from flipconv.proofs.theorems import CHAPTERS
from flipconv.sphinxext.boxes import joined
from flipconv.sphinxext.claims import badge, proof_of, theme, verdicts
from flipconv.sphinxext.places import citation
from flipconv.sphinxext.proven import Established, proven

HEADINGS = ("Claim", "Chapter", "On its own", "With what it rests on", "Cases", "Counterfeits rejected")


class LedgerDirective(SphinxDirective):
    """Show the table of all claims."""

    def run(self) -> list[nodes.Node]:
        """Build a table with a row for each claim."""
        found = verdicts(self.env.app)
        rows = [_row(_cells(all_claims()[label], verdict)) for label, verdict in found.items()]
        return [_table(HEADINGS, (46, 14, 12, 12, 6, 10), rows, "ledger")]


def _cells(known: Claim, verdict: Verdict) -> list[nodes.Node]:
    own = verdict.tier.name if verdict.tier else verdict.status
    return [
        nodes.paragraph("", "", citation("claim", known.label, nodes.inline("", known.title))),
        nodes.paragraph("", theme(known).replace("_", " ").capitalize()),
        nodes.paragraph("", own),
        nodes.paragraph("", "", badge(verdict)),
        nodes.paragraph("", f"{verdict.cases:,}"),
        nodes.paragraph("", str(verdict.counterfeits_rejected) if known.counterfeits else "a witness instead"),
    ]


def _row(cells: Iterable[nodes.Node]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", cell) for cell in cells))


class TheoremsDirective(SphinxDirective):
    """Show the table of all theorems, with what each uses and what uses it."""

    def run(self) -> list[nodes.Node]:
        """Build a table with a row for each theorem."""
        found = proven(self.env.app).established
        rows = [_row(_theorem_cells(name, found)) for name in found]
        return [_table(("Theorem", "Chapter", "Uses", "Used by"), (30, 16, 27, 27), rows, "theorems")]


def _theorem_cells(name: str, found: dict[str, Established]) -> list[nodes.Node]:
    entry = found[name]
    above: list[nodes.Node] = [citation("proof", user) for user in found if name in found[user].theorem.uses]
    above += [citation("claim", label) for label, known in all_claims().items() if proof_of(known) == name]
    return [
        nodes.paragraph("", "", citation("proof", name)),
        nodes.paragraph("", CHAPTERS[entry.chapter]),
        nodes.paragraph("", "", *joined(citation("proof", used) for used in entry.theorem.uses)),
        nodes.paragraph("", "", *joined(above)),
    ]


def _table(headings: Sequence[str], widths: Sequence[int], rows: list[nodes.row], kind: str) -> nodes.table:
    heading = _row([nodes.paragraph("", text) for text in headings])
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in widths), cols=len(headings))
    group += [nodes.thead("", heading), nodes.tbody("", *rows)]
    return nodes.table("", group, classes=[kind])


class TiersDirective(SphinxDirective):
    """Show what each tier means and how many claims have it in this build."""

    def run(self) -> list[nodes.Node]:
        """Build a definition list of the tiers, the strongest first."""
        effective = [verdict.effective_tier for verdict in verdicts(self.env.app).values()]
        items = (
            nodes.definition_list_item(
                "",
                nodes.term("", "", nodes.inline("", tier.name, classes=["tier", f"tier-{tier.name.lower()}"])),
                nodes.definition("", nodes.paragraph("", f"{tier.value} ({effective.count(tier)} here).")),
            )
            for tier in Tier
        )
        return [nodes.definition_list("", *items, classes=["tiers"])]


def setup(app: Sphinx) -> None:
    """Register the directives of the ledger page."""
    app.add_directive("ledger", LedgerDirective)
    app.add_directive("theorems", TheoremsDirective)
    app.add_directive("tiers", TiersDirective)
