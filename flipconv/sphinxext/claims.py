"""
Claims on the page: the directive that shows one, the role that cites one, and the gate.

Every build runs every claim first, whatever is cached, and goes no further if one is not
established. A claim that no page shows, or that a page cites though it is gone, fails the build.
"""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Iterable
from multiprocessing import get_start_method
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

import flipconv
from flipconv.claims.checker import Verdict
from flipconv.claims.ledger import verified
from flipconv.claims.register import Claim, all_claims

logger = logging.getLogger(__name__)

PACKAGE = Path(flipconv.__file__).parent
SOURCE_ADDRESS = "https://github.com/flipconv/flipconv/blob/main"


class folded(nodes.General, nodes.Element):  # noqa: N801 - docutils names its nodes in lower case
    """A part of a page behind a summary line; open where there is nothing to click."""


def verdicts(app: Sphinx) -> dict[str, Verdict]:
    """Return what this build established about every claim; the first call runs them all."""
    if not hasattr(app, "flipconv_verdicts"):
        app.flipconv_verdicts = verified(processes=_processes())  # pyright: ignore[reportAttributeAccessIssue]
    return app.flipconv_verdicts  # pyright: ignore[reportAttributeAccessIssue]


def _processes() -> int:
    # where a process cannot be forked, starting one costs more than it saves
    return min(2, os.cpu_count() or 1) if get_start_method() == "fork" else 1


def claim_id(label: str) -> str:
    """Return the HTML id of a claim where it is shown."""
    return f"claim-{label}"


class ClaimDirective(SphinxDirective):
    """Show a claim: statement, tier, reason, and behind a fold how it was checked."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the claim's box from the register and from this build's verdict."""
        label = self.arguments[0]
        known = all_claims().get(label)
        if known is None:
            raise self.error(f"there is no claim {label!r}; `python -m flipconv verify` lists them")
        domain = self.env.get_domain("claim")
        assert isinstance(domain, ClaimDomain)
        domain.note_shown(label, self.env.docname, self.lineno)
        box = _box(known, verdicts(self.env.app))
        self.set_source_info(box)
        self.state.document.note_explicit_target(box)
        return [box]


def badge(verdict: Verdict) -> nodes.inline:
    """Return the mark of a claim's effective tier, or of its failure."""
    tier = verdict.effective_tier
    word = tier.name if tier else verdict.status.split()[0].upper()
    return nodes.inline("", word, classes=["tier", f"tier-{word.lower()}"], **({"title": tier.value} if tier else {}))


def citation(label: str, text: str) -> nodes.Node:
    """Return a reference to the place where a claim is shown."""
    from sphinx.addnodes import pending_xref

    inner = nodes.inline("", text)
    return pending_xref("", inner, refdomain="claim", reftype="ref", reftarget=label, refexplicit=True, refwarn=True)


def _box(known: Claim, found: dict[str, Verdict]) -> nodes.container:
    verdict = found[known.label]
    box = nodes.container(ids=[claim_id(known.label)], names=[claim_id(known.label)], classes=["claim"])
    title = nodes.paragraph(
        "", "", badge(verdict), nodes.Text(" "), nodes.strong("", known.title), classes=["claim-title"]
    )
    box += [title, nodes.math_block("", known.statement, nowrap=False, number=None, label=None)]
    if known.given:
        box += nodes.paragraph("", "", *_inline(f"This is for {known.given}."))
    box += nodes.paragraph("", "", *_inline(known.reason), classes=["claim-reason"])
    if known.refutes:
        box += _labelled("The belief that this refutes", *_inline(known.refutes))
    if verdict.witness:
        box += _labelled("Smallest witness", nodes.literal("", verdict.witness))
    how = folded("", summary="How it was checked")
    how += list(_evidence(known, verdict))
    box += how
    return box


def _evidence(known: Claim, verdict: Verdict) -> Iterable[nodes.Node]:
    """Yield what stands behind the fold."""
    yield _labelled("Run in this build", nodes.Text(verdict.evidence or verdict.problem))
    if known.counterfeits:
        yield _labelled("Rejected by the same check", nodes.Text(""))
        near_misses = (inspect.cleandoc(sides.__doc__ or sides.__name__) for sides in known.counterfeits)
        yield nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", text)) for text in near_misses))
    if known.rests_on:
        bases = [citation(base, all_claims()[base].title.rstrip(".")) for base in known.rests_on]
        yield _labelled("Rests on", *_joined(bases))
    yield _labelled("Source", nodes.Text(known.source))
    code = inspect.getsource(known.sides)
    yield nodes.literal_block(code, code, language="python", classes=["claim-code"])
    yield _labelled("File", _source_reference(known))


def _inline(text: str) -> list[nodes.Node]:
    """Return plain text with what stands between backticks as code, and between dollars as mathematics."""
    kinds = {"`": nodes.literal, "$": nodes.math}
    pieces = re.findall(r"([`$])(.+?)\1|([^`$]+)", text)
    return [kinds[mark]("", inner) if mark else nodes.Text(plain) for mark, inner, plain in pieces]


def _labelled(label: str, *content: nodes.Node) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.emphasis("", f"{label}: "), *content)


def _joined(items: list[nodes.Node]) -> list[nodes.Node]:
    return [node for item in items for node in (item, nodes.Text("; "))][:-1]


def _source_reference(known: Claim) -> nodes.reference:
    code = inspect.unwrap(known.sides).__code__
    path = Path("flipconv") / Path(code.co_filename).relative_to(PACKAGE)
    place = f"{path.as_posix()}, line {code.co_firstlineno}"
    address = f"{SOURCE_ADDRESS}/{path.as_posix()}#L{code.co_firstlineno}"
    return nodes.reference("", place, refuri=address, internal=False)


class ClaimDomain(Domain):
    """Where each claim is shown and where it is cited, over all pages, incremental builds included."""

    name = "claim"
    label = "Claims"
    data_version = 1
    initial_data: ClassVar[dict[str, Any]] = {"shown": {}, "cited": {}}

    def note_shown(self, label: str, docname: str, line: int) -> None:
        """Remember that a page shows a claim; a claim is shown once."""
        there = self.data["shown"].get(label)
        if there is not None and there != (docname, line):
            logger.warning("claim %r is shown already on %s", label, there[0], location=(docname, line))
        self.data["shown"][label] = (docname, line)

    def note_cited(self, label: str, docname: str, line: int) -> None:
        """Remember that a page cites a claim."""
        self.data["cited"].setdefault(docname, []).append((label, line))

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
        """Link a citation to the box of its claim."""
        there = self.data["shown"].get(target)
        if there is None:
            return None
        if not node["refexplicit"]:
            contnode = nodes.inline("", all_claims()[target].title.rstrip("."), classes=["xref", "claim-ref"])
        return make_refnode(builder, fromdocname, there[0], claim_id(target), contnode, all_claims()[target].title)

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str, node: Any, contnode: Any
    ) -> list[tuple[str, nodes.reference]]:
        """Take no part in the search for a name without a role."""
        return []


class ClaimRole(XRefRole):
    """Cite a claim, by label; the text is its title unless another is given."""

    def process_link(
        self, env: BuildEnvironment, refnode: Any, has_explicit_title: bool, title: str, target: str
    ) -> tuple[str, str]:
        """Turn the role into a reference of the claim domain and remember it."""
        refnode["refdomain"], refnode["reftype"], refnode["refwarn"] = "claim", "ref", True
        domain = env.get_domain("claim")
        assert isinstance(domain, ClaimDomain)
        domain.note_cited(target, env.docname, self.lineno)
        return title, target


def establish_claims(app: Sphinx) -> None:
    """Run every claim before anything else; if one is not established, there is no page."""
    found = verdicts(app)
    unestablished = [verdict for verdict in found.values() if not verdict.passed]
    for verdict in unestablished:
        code = all_claims()[verdict.label].sides.__code__
        where = f"{code.co_filename}:{code.co_firstlineno}"
        logger.error("claim %r %s: %s", verdict.label, verdict.status, verdict.problem, location=where)
    if unestablished:
        raise ExtensionError(f"{len(unestablished)} of {len(found)} claims are not established, so no page is built")
    logger.info("claims: %d run, all established", len(found))


def check_places(app: Sphinx, exception: Exception | None) -> None:
    """Fail the build for each claim that no page shows, and for each that a page cites though it is gone."""
    if exception is not None:
        return
    found, places = verdicts(app), app.env.get_domain("claim").data
    unshown = [label for label in found if label not in places["shown"]] if app.config.flipconv_show_every_claim else []
    for label in unshown:
        logger.error("claim %r is shown on no page; put a {claim} directive where it belongs", label)
    gone = [
        (label, (docname, line))
        for docname, cited in places["cited"].items()
        for label, line in cited
        if label not in found
    ]
    for label, place in gone:
        logger.error("claim %r is cited, but no theme enters it", label, location=place)
    if unshown or gone:
        app.statuscode = 1


def open_fold(translator: Any, node: nodes.Element) -> None:
    """Begin a part behind a summary line."""
    translator.body.append(f'<details class="claim-how"><summary>{node["summary"]}</summary>\n')


def close_fold(translator: Any, node: nodes.Element) -> None:
    """End it."""
    translator.body.append("</details>\n")


def pass_by(translator: Any, node: nodes.Element) -> None:
    """Show what stands behind the fold where nothing folds."""


def setup(app: Sphinx) -> None:
    """Register the directive, the role, the domain and the gate."""
    app.add_config_value("flipconv_show_every_claim", True, "", bool)
    plain = (pass_by, pass_by)
    app.add_node(folded, html=(open_fold, close_fold), latex=plain, text=plain, man=plain, texinfo=plain)
    app.add_domain(ClaimDomain)
    app.add_directive("claim", ClaimDirective)
    app.add_role("claim", ClaimRole())
    # before the gallery's scripts run, at 400, and before reading forks
    _ = app.connect("builder-inited", establish_claims, priority=300)
    # not at the check of consistency, which Sphinx leaves out when no page has changed; and before the caches are
    # judged, at 800
    _ = app.connect("build-finished", check_places, priority=700)
