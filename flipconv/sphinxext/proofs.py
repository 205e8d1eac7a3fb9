"""
Proofs on the page: the directive that shows one, the roles that quote and cite, and the gate.

Every build replays every certificate first and goes no further if one is refused. A theorem that no
page shows, and a line that a page quotes though it is gone, fail the build.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from flipconv.claims.register import all_claims
from flipconv.proofs.latex import term
from flipconv.proofs.notation import definitions
from flipconv.proofs.reasons import NAMES, RULES
from flipconv.proofs.replay.theorems import RULES as REPLAYED_RULES
from flipconv.proofs.terms import At, Fun, Hom, Index
from flipconv.sphinxext.boxes import formula, inline
from flipconv.sphinxext.claims import proof_of, verdicts
from flipconv.sphinxext.places import Places, citation
from flipconv.sphinxext.proofboxes import line_tex, proof_box, proof_id
from flipconv.sphinxext.proven import Established, Proven, proven

logger = logging.getLogger(__name__)

QUOTED = re.compile(r"(?P<name>[a-z0-9-]+):(?P<number>\d+)")
INDUCTION = "Conclude it for every number from the number 0 and from the step from each to the next."


class ProofDomain(Places):
    """Where each theorem is shown and where it is cited."""

    name = "proof"
    label = "Proofs"

    def box(self, target: str) -> str:
        """Return the theorem, of which a line may be cited."""
        return target.partition(":")[0]

    def anchor(self, target: str) -> str:
        """Return the HTML id of the proof, or of a line of it."""
        name, _, number = target.partition(":")
        return proof_id(name, number)

    def title(self, target: str) -> str:
        """Return the theorem's name in words."""
        return self._found(target).title

    def tooltip(self, target: str) -> str:
        """Return what the theorem says."""
        return self._found(target).says

    def _found(self, target: str) -> Established:
        return proven(self.env.app).established[self.box(target)]


class ProofDirective(SphinxDirective):
    """Show a theorem with its proof, as the replayer read it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the box from the certificate that this build has replayed."""
        name = self.arguments[0]
        found = proven(self.env.app)
        if name not in found.established:
            raise self.error(found.why_not(name))
        domain = self.env.get_domain("proof")
        assert isinstance(domain, ProofDomain)
        domain.note_shown(name, self.env.docname, self.lineno)
        claims = [label for label in verdicts(self.env.app) if proof_of(all_claims()[label]) == name]
        box = proof_box(found.established[name], found, claims, self.env.docname)
        self.set_source_info(box)
        self.state.document.note_explicit_target(box)
        return [box]


class LineRole(SphinxRole):
    """Quote a line of a proof: its formula, with a link to its place."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Set the line as the certificate has it."""
        quoted = QUOTED.fullmatch(self.text)
        if not quoted:
            return _refused(self, f"a line is quoted as NAME:NUMBER, not {self.text!r}")
        found, number = proven(self.env.app), int(quoted["number"])
        shown = found.established.get(quoted["name"])
        if shown is None:
            return _refused(self, found.why_not(quoted["name"]))
        if number >= len(shown.theorem.lines):
            last = len(shown.theorem.lines) - 1
            return _refused(self, f"the proof of {shown.name!r} has no line {number}; its last is {last}")
        link = citation("proof", self.text, nodes.math("", line_tex(shown, number)))
        self.set_source_info(link)
        return [link], []


class TheoremRole(XRefRole):
    """Cite a theorem, by name; the text is its name in words unless another is given."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Refuse a theorem that this build has not established."""
        found = proven(self.env.app)
        return super().run() if self.target in found.established else _refused(self, found.why_not(self.target))

    def process_link(
        self, env: BuildEnvironment, refnode: Any, has_explicit_title: bool, title: str, target: str
    ) -> tuple[str, str]:
        """Turn the role into a reference of the proof domain."""
        refnode["refdomain"], refnode["reftype"], refnode["refwarn"] = "proof", "ref", True
        return title, target


def _refused(role: SphinxRole, why: str) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    message = role.inliner.reporter.error(why, line=role.lineno)
    return [role.inliner.problematic(role.rawtext, role.rawtext, message)], [message]


class RulesDirective(SphinxDirective):
    """Show every rule that the replayer knows, each with a sentence and an anchor."""

    def run(self) -> list[nodes.Node]:
        """Build a definition list; refuse if a rule has no sentence, or a sentence no rule."""
        if odd := set(RULES) ^ set(REPLAYED_RULES):
            raise self.error(f"these are rules in one place and not in the other: {', '.join(sorted(odd))}")
        items = []
        for rule, says in {**RULES, "induction": INDUCTION}.items():
            word = nodes.term("", "", nodes.literal("", rule), ids=[f"rule-{rule}"])
            items.append(nodes.definition_list_item("", word, nodes.definition("", _paragraph(says))))
            self.env.domains.standard_domain.note_hyperlink_target(f"rule-{rule}", self.env.docname, f"rule-{rule}")
        return [nodes.definition_list("", *items, classes=["rules"])]


class DefinitionsDirective(SphinxDirective):
    """Show every definition of the file that the replayer reads."""

    def run(self) -> list[nodes.Node]:
        """Build a definition list, each name with the equation that it stands for."""
        items = [
            nodes.definition_list_item(
                "",
                nodes.term("", NAMES[name].removeprefix("the ").capitalize()),
                nodes.definition("", nodes.paragraph("", "", formula(f"{term(_applied(name))} = {term(entry.body)}"))),
            )
            for name, entry in definitions().items()
        ]
        return [nodes.definition_list("", *items)]


def _paragraph(text: str) -> nodes.paragraph:
    return nodes.paragraph("", "", *inline(text))


def _applied(name: str) -> At:
    """Return a definition at parameters that bear its own names."""
    arguments: list[Any] = []
    for parameter, kind in definitions()[name].parameters:
        if isinstance(kind, str):
            arguments.append(Index(((("", (parameter,)), 1),)))
        elif isinstance(kind, tuple):
            own = tuple((f"place{number}", sort) for number, sort in enumerate(kind))
            places = tuple(Index(((("", (place,)), 1),)) for place, _ in own)
            arguments.append(Fun(own, At(parameter, places)))
        else:
            arguments.append(Hom(parameter))
    return At(name, tuple(arguments))


def establish_theorems(app: Sphinx) -> None:
    """Replay every certificate before a page is read; if one is refused, there is no page."""
    found: Proven = proven(app)
    for name in found.refused:
        logger.error(found.why_not(name))
    if found.refused:
        total = len(found.refused) + len(found.established)
        raise ExtensionError(f"{len(found.refused)} of {total} certificates are refused, so no page is built")
    logger.info("proofs: %d certificates replayed", len(found.established))


def check_places(app: Sphinx, exception: Exception | None) -> None:
    """Fail the build for each theorem that no page shows."""
    if exception is not None or not app.config.flipconv_show_every_theorem:
        return
    shown = app.env.get_domain("proof").data["shown"]
    unshown = [name for name in proven(app).established if name not in shown]
    for name in unshown:
        logger.error("theorem %r is shown on no page; put a {proof} directive where it belongs", name)
    if unshown:
        app.statuscode = 1


def setup(app: Sphinx) -> None:
    """Register the directives, the roles, the domain and the gate."""
    app.add_config_value("flipconv_show_every_theorem", True, "", bool)
    app.add_domain(ProofDomain)
    app.add_directive("proof", ProofDirective)
    app.add_directive("rules", RulesDirective)
    app.add_directive("definitions", DefinitionsDirective)
    app.add_role("line", LineRole())
    app.add_role("thm", TheoremRole(innernodeclass=nodes.inline))
    # after the claims and before the gallery's scripts run, at 400
    _ = app.connect("builder-inited", establish_theorems, priority=310)
    _ = app.connect("build-finished", check_places, priority=700)
