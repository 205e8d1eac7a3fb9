"""
Claims on the page: the directive that shows one, the role that cites one, and the gate.

Every build runs every claim first, whatever is cached, and goes no further if one is not
established. A claim that no page shows, or that a page cites though it is gone, fails the build.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

import flipconv
from flipconv.claims.checker import Verdict
from flipconv.claims.ledger import verified, worthwhile_processes
from flipconv.claims.register import Claim, all_claims
from flipconv.sphinxext.boxes import folded, formula, inline, joined, labelled, permalink
from flipconv.sphinxext.places import Places, citation
from flipconv.sphinxext.proven import Proven, proven

logger = logging.getLogger(__name__)

PACKAGE = Path(flipconv.__file__).parent
SOURCE_ADDRESS = "https://github.com/flipconv/flipconv/blob/main"


def verdicts(app: Sphinx) -> dict[str, Verdict]:
    """Return what this build established about every claim; the first call runs them all."""
    if not hasattr(app, "flipconv_verdicts"):
        app.flipconv_verdicts = verified(processes=worthwhile_processes())  # pyright: ignore[reportAttributeAccessIssue]
    return app.flipconv_verdicts  # pyright: ignore[reportAttributeAccessIssue]


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
        box = _box(known, self.env.app)
        self.set_source_info(box)
        self.state.document.note_explicit_target(box)
        return [box]


def badge(verdict: Verdict) -> nodes.inline:
    """Return the mark of a claim's effective tier, or of its failure."""
    tier = verdict.effective_tier
    word = tier.name if tier else verdict.status.split()[0].upper()
    return nodes.inline("", word, classes=["tier", f"tier-{word.lower()}"], **({"title": tier.value} if tier else {}))


def proof_of(known: Claim) -> str | None:
    """Return the name of the theorem that proves a claim, if one does."""
    theorem = getattr(known, "proof", None)
    return theorem.name if theorem is not None else None


def theme(known: Claim) -> str:
    """Return the file that enters a claim."""
    return inspect.unwrap(known.sides).__module__.rpartition(".")[2]


def resting_on(label: str) -> list[str]:
    """Return the claims that rest on one, directly."""
    return [other for other, known in all_claims().items() if label in known.rests_on]


def _box(known: Claim, app: Sphinx) -> nodes.container:
    verdict = verdicts(app)[known.label]
    box = nodes.container(ids=[claim_id(known.label)], names=[claim_id(known.label)], classes=["claim"])
    title = nodes.paragraph(
        "", "", badge(verdict), nodes.Text(" "), nodes.strong("", known.title), classes=["claim-title"]
    )
    title += permalink(to=claim_id(known.label), of="claim")
    box += [title, _statement(known)]
    if known.given and not proof_of(known):
        box += nodes.paragraph("", "", *inline(f"This is for {known.given}."))
    box += nodes.paragraph("", "", *inline(known.reason), classes=["claim-reason"])
    if name := proof_of(known):
        box += _proof(name, proven(app))
    if known.refutes:
        box += labelled("The belief that this refutes", *inline(known.refutes))
    if verdict.witness:
        box += labelled("Smallest witness", nodes.literal("", verdict.witness))
    how = folded("", summary="How it was checked")
    how += list(_evidence(known, verdict))
    box += how
    return box


def _statement(known: Claim) -> nodes.Node:
    """Return the formula; that of a theorem is set as in the box of its proof, where it can break."""
    if proof_of(known):
        return nodes.paragraph("", "", formula(known.statement), classes=["claim-statement"])
    return nodes.math_block("", known.statement, nowrap=False, number=None, label=None)


def _proof(name: str, found: Proven) -> nodes.paragraph:
    """Return the line that says where the proof behind a claim is shown, and with it what it assumes."""
    if name not in found.established:
        raise ExtensionError(f"a claim cannot be shown: {found.why_not(name)}")
    what = "Proof and hypotheses" if found.established[name].theorem.hypotheses else "Proof"
    return labelled(f"{what}, line by line", citation("proof", name))


def _evidence(known: Claim, verdict: Verdict) -> Iterable[nodes.Node]:
    """Yield what stands behind the fold."""
    yield labelled("Run in this build", nodes.Text(verdict.evidence or verdict.problem))
    if known.counterfeits:
        yield labelled("Rejected by the same check", nodes.Text(""))
        near_misses = (inspect.cleandoc(sides.__doc__ or sides.__name__) for sides in known.counterfeits)
        yield nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", text)) for text in near_misses))
    if known.rests_on:
        yield labelled("Rests on", *joined(citation("claim", base) for base in known.rests_on))
    if above := resting_on(known.label):
        yield labelled("On it rest", *joined(citation("claim", label) for label in above))
    yield labelled("Source", nodes.Text(known.source))
    code = inspect.getsource(known.sides)
    yield nodes.literal_block(code, code, language="python", classes=["claim-code"])
    yield labelled("File", _source_reference(known))


def _source_reference(known: Claim) -> nodes.reference:
    code = inspect.unwrap(known.sides).__code__
    path = Path("flipconv") / Path(code.co_filename).relative_to(PACKAGE)
    place = f"{path.as_posix()}, line {code.co_firstlineno}"
    address = f"{SOURCE_ADDRESS}/{path.as_posix()}#L{code.co_firstlineno}"
    return nodes.reference("", place, refuri=address, internal=False)


class ClaimDomain(Places):
    """Where each claim is shown and where it is cited, over all pages, incremental builds included."""

    name = "claim"
    label = "Claims"

    def anchor(self, target: str) -> str:
        """Return the HTML id of the claim's box."""
        return claim_id(target)

    def title(self, target: str) -> str:
        """Return the claim's title."""
        return all_claims()[target].title.rstrip(".")


class ClaimRole(XRefRole):
    """Cite a claim, by label; the text is its title unless another is given."""

    def process_link(
        self, env: BuildEnvironment, refnode: Any, has_explicit_title: bool, title: str, target: str
    ) -> tuple[str, str]:
        """Turn the role into a reference of the claim domain."""
        refnode["refdomain"], refnode["reftype"], refnode["refwarn"] = "claim", "ref", True
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


def setup(app: Sphinx) -> None:
    """Register the directive, the role, the domain and the gate."""
    app.add_config_value("flipconv_show_every_claim", True, "", bool)
    app.add_domain(ClaimDomain)
    app.add_directive("claim", ClaimDirective)
    app.add_role("claim", ClaimRole(innernodeclass=nodes.inline))
    # before the gallery's scripts run, at 400, and before reading forks
    _ = app.connect("builder-inited", establish_claims, priority=300)
    # not at the check of consistency, which Sphinx leaves out when no page has changed; and before the caches are
    # judged, at 800
    _ = app.connect("build-finished", check_places, priority=700)
