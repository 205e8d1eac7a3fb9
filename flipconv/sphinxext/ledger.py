"""The ledger on a page: every claim, its tiers, and what the tiers mean."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from flipconv.claims.checker import Verdict
from flipconv.claims.register import Claim, all_claims
from flipconv.claims.tiers import Tier
from flipconv.sphinxext.claims import badge, verdicts
from flipconv.sphinxext.places import citation

HEADINGS = ("Claim", "On its own", "With what it rests on", "Cases", "Counterfeits rejected")


class LedgerDirective(SphinxDirective):
    """Show the table of all claims."""

    def run(self) -> list[nodes.Node]:
        """Build a table with a row for each claim."""
        found = verdicts(self.env.app)
        rows = [_row(_cells(all_claims()[label], verdict)) for label, verdict in found.items()]
        heading = _row([nodes.paragraph("", text) for text in HEADINGS])
        group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in (52, 14, 14, 8, 12)), cols=len(HEADINGS))
        group += [nodes.thead("", heading), nodes.tbody("", *rows)]
        return [nodes.table("", group, classes=["ledger"])]


def _cells(known: Claim, verdict: Verdict) -> list[nodes.Node]:
    own = verdict.tier.name if verdict.tier else verdict.status
    return [
        nodes.paragraph("", "", citation("claim", known.label, nodes.inline("", known.title))),
        nodes.paragraph("", own),
        nodes.paragraph("", "", badge(verdict)),
        nodes.paragraph("", f"{verdict.cases:,}"),
        nodes.paragraph("", str(verdict.counterfeits_rejected) if known.counterfeits else "a witness instead"),
    ]


def _row(cells: Iterable[nodes.Node]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", cell) for cell in cells))


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
    """Register the two directives of the ledger page."""
    app.add_directive("ledger", LedgerDirective)
    app.add_directive("tiers", TiersDirective)
