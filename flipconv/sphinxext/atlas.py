"""
The atlas on pages: every row in one table, and a page for each library.

An html build measures the calls of tier 1 again when a version or the sources of the conventions have changed, and
fails if a fact differs from the record. Other builders show the record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from flipconv.conventions.atlas.documented import documented_rows
from flipconv.conventions.atlas.drifting import drift, recorded_rows
from flipconv.conventions.atlas.freshness import NotMeasured, all_rows
from flipconv.conventions.atlas.libraries import LIBRARIES
from flipconv.conventions.atlas.rows import Row
from flipconv.conventions.atlas.traps import traps
from flipconv.sphinxext.boxes import folded, inline, labelled

logger = logging.getLogger(__name__)

PAGE = "atlas"
PAGES = "generated/atlas"
HEADINGS = ("Library", "Call", "Kind", "Sign", "Anchor", "Border", "Conjugates", "Status")
WIDTHS = (12, 34, 12, 6, 10, 12, 8, 8)


def rows_of(app: Sphinx) -> list[Row]:
    """Return the rows of this build."""
    return app.flipconv_atlas  # pyright: ignore[reportAttributeAccessIssue]


def measure(app: Sphinx) -> None:
    """Measure what has changed, compare it with the record, and write a page for each library."""
    if not (Path(app.srcdir) / f"{PAGE}.md").exists():
        app.flipconv_atlas = []  # pyright: ignore[reportAttributeAccessIssue]
        return
    rows = [*recorded_rows(), *documented_rows()]
    if app.builder.format == "html":
        try:
            rows = all_rows(Path(app.outdir).parent / ".atlas")
        except NotMeasured as problem:
            logger.warning("%s", problem, type="atlas")
        before, now = ([row for row in some if row["tier"] == 1] for some in (recorded_rows(), rows))
        for sentence in drift(before, now):
            logger.warning("the atlas has changed since its record: %s", sentence, type="atlas")
    app.flipconv_atlas = rows  # pyright: ignore[reportAttributeAccessIssue]
    _write_pages(
        Path(app.srcdir) / PAGES, dict.fromkeys(row["library"] for row in rows if row["status"] != "documented")
    )


def _write_pages(folder: Path, names: dict[str, None]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    files = {folder / f"{page_of(name)}.md": f"# {name}\n\n```{{atlas-library}} {name}\n```\n" for name in names}
    for stale in set(folder.glob("*.md")) - set(files):
        stale.unlink()
    for path, text in files.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            _ = path.write_text(text, encoding="utf-8")


def page_of(library: str) -> str:
    """Return the name of a library's page."""
    return next((one.module for one in LIBRARIES if one.name == library), library.lower())


def outdated(app: Sphinx, env: BuildEnvironment, *_: Any) -> list[str]:
    """Return the pages of the atlas if its rows are not those that they were written from."""
    digest = hashlib.sha256(json.dumps(rows_of(app), sort_keys=True).encode()).hexdigest()
    if getattr(env, "flipconv_atlas_digest", digest) == digest:
        env.flipconv_atlas_digest = digest  # pyright: ignore[reportAttributeAccessIssue]
        return []
    env.flipconv_atlas_digest = digest  # pyright: ignore[reportAttributeAccessIssue]
    return [name for name in env.found_docs if name == PAGE or name.startswith(PAGES)]


class AtlasDirective(SphinxDirective):
    """Show the table of all rows."""

    def run(self) -> list[nodes.Node]:
        """Build the counts and the table."""
        rows = rows_of(self.env.app)
        count = nodes.paragraph("", counted(rows), classes=["facts"])
        return [count, table([_cells(row) for row in rows], HEADINGS, WIDTHS, "atlas")]


def counted(rows: Sequence[Row]) -> str:
    """Return how many rows there are of each kind, and when they were measured."""
    known = [row for row in rows if row["status"] == "measured"]
    libraries = {row["library"] for row in known}
    days = sorted({str(row["measured_on"]) for row in known})
    skipped = sum(row["status"] == "skipped" for row in rows)
    documented = sum(row["status"] == "documented" for row in rows)
    when = days[0] if len(set(days)) == 1 else f"{days[0]} to {days[-1]}" if days else "never"
    text = f"{len(known)} calls of {len(libraries)} libraries, measured {when}; {documented} rows from documents alone"
    return f"{text}; {skipped} skipped." if skipped else f"{text}."


def table(cells: list[list[nodes.Node]], headings: Sequence[str], widths: Sequence[int], kind: str) -> nodes.table:
    """Return a table that the page's script can filter."""
    head = nodes.row("", *(nodes.entry("", nodes.paragraph("", text)) for text in headings))
    body = [nodes.row("", *(nodes.entry("", cell) for cell in row)) for row in cells]
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in widths), cols=len(headings))
    group += [nodes.thead("", head), nodes.tbody("", *body)]
    return nodes.table("", group, classes=["ledger", kind])


def _cells(row: Row) -> list[nodes.Node]:
    library: nodes.Node = nodes.Text(row["library"])
    if row["status"] != "documented":
        library = addnodes.pending_xref(
            "",
            nodes.inline("", row["library"]),
            refdomain="std",
            reftype="doc",
            reftarget=f"/{PAGES}/{page_of(row['library'])}",
            refexplicit=True,
            refwarn=True,
            refdoc=PAGE,
        )
    texts = (
        row["kind"] or "",
        signs(row),
        alike(row["anchor_rule"]),
        borders(row),
        row["conjugates"] or "",
        status(row),
    )
    return [
        nodes.paragraph("", "", library),
        nodes.paragraph("", "", nodes.literal("", row["call"])),
        *(nodes.paragraph("", text) for text in texts),
    ]


def status(row: Row) -> str:
    """Return how a row is known: documented ones say by whom."""
    return row.get("strength") or row["status"]


def signs(row: Row) -> str:
    """Return the signs of a row, one where all axes have the same."""
    return alike([f"{sign:+d}" if sign else "0" for sign in row["sign"]])


def borders(row: Row) -> str:
    """Return the borders of a row, edge by edge where they differ."""
    return alike(["/".join(dict.fromkeys(edges)) for edges in row["boundary"]])


def alike(entries: Sequence[str]) -> str:
    """Return what all entries say, or each of them."""
    return ", ".join(dict.fromkeys(entries) if len(set(entries)) == 1 else entries)


class LibraryDirective(SphinxDirective):
    """Show the rows of one library: its traps first, then each call with the code that was run."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Build the page of a library."""
        rows = [row for row in rows_of(self.env.app) if row["library"] == self.arguments[0]]
        if not rows:
            raise self.error(f"the atlas has no library {self.arguments[0]!r}")
        return [*_head(rows), *_traps(rows), *(part for row in rows for part in _call(row))]


def _head(rows: list[Row]) -> Iterator[nodes.Node]:
    first = rows[0]
    if first["status"] == "skipped":
        yield nodes.paragraph("", f"Skipped in this build: {first['note']}.")
        return
    partners = "".join(f", {name} {version}" for name, version in (first.get("partners") or {}).items())
    days = " and ".join(sorted({str(row["measured_on"]) for row in rows}))
    yield nodes.paragraph("", f"Version {first['version']}{partners}; {len(rows)} calls, measured {days}.")


def _traps(rows: list[Row]) -> Iterator[nodes.Node]:
    if sentences := traps(rows):
        yield nodes.rubric("", "What to look out for")
        yield nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", "", *inline(one))) for one in sentences))


def _call(row: Row) -> Iterator[nodes.Node]:
    yield nodes.rubric("", "", nodes.literal("", row["call"]))
    if row["status"] == "skipped":
        yield nodes.paragraph("", f"Skipped: {row['note']}.")
        return
    facts = {
        "Kind": row["kind"],
        "Sign": signs(row),
        "Anchor": alike(row["anchor_rule"]),
        "Border": borders(row),
        "Conjugates": row["conjugates"],
    }
    lines = [nodes.list_item("", labelled(name, nodes.Text(text))) for name, text in facts.items() if text]
    yield nodes.bullet_list("", *lines, classes=["facts"])
    if row["note"]:
        yield nodes.paragraph("", "", *inline(row["note"]))
    if row["code"]:
        code = nodes.literal_block(row["code"], row["code"], language="python")
        yield folded("", code, summary="The lines that were run")


def setup(app: Sphinx) -> None:
    """Register the directives; the rows are there before any page is read."""
    app.add_directive("atlas", AtlasDirective)
    app.add_directive("atlas-library", LibraryDirective)
    _ = app.connect("builder-inited", measure, priority=450)
    _ = app.connect("env-get-outdated", outdated)
