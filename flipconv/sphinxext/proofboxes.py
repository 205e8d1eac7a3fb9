"""What the box of a proof shows: statement, hypotheses, lines with their reasons, and what it all rests on."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from docutils import nodes

from flipconv.claims.tiers import Tier
from flipconv.proofs.latex import term
from flipconv.proofs.reasons import hypothesis, reason, setting
from flipconv.proofs.statements import Induction
from flipconv.sphinxext.boxes import formula, inline, joined, labelled, permalink
from flipconv.sphinxext.places import citation
from flipconv.sphinxext.proven import Established, Proven

CERTIFICATES = "certificates"
MATRICES = (
    "No step exchanges two factors, so this holds for values that do not commute, too, matrices, for example, "
    "if every group that is summed over is finite."
)
NUMBERS = "Steps exchange factors, so this is for values that commute: real and complex numbers, not matrices."


def proof_id(name: str, part: object = "") -> str:
    """Return the HTML id of a proof, of a line of it, or of a hypothesis (``h2``)."""
    return f"proof-{name}-{part}" if part != "" else f"proof-{name}"


def certificate_address(name: str, docname: str) -> str:
    """Return where a certificate lies, seen from a page."""
    return posixpath.relpath(f"{CERTIFICATES}/{name}.json", posixpath.dirname(docname) or ".")


def line_tex(shown: Established, number: int) -> str:
    """Return a line of a proof as LaTeX; line 0 is the left side."""
    return term(shown.theorem.lines[number])


def statement_tex(shown: Established) -> str:
    """Return a theorem's equation as LaTeX."""
    return f"{term(shown.theorem.left)} = {term(shown.theorem.right)}"


def proof_box(shown: Established, found: Proven, claims: Iterable[str], docname: str) -> nodes.container:
    """
    Build the box of a proof.

    Parameters
    ----------
    shown : Established
        The theorem.
    found : Proven
        All theorems of this build.
    claims : iterable of str
        The claims that it proves.
    docname : str
        The page that the box is for.

    Returns
    -------
    docutils.nodes.container
        The box.
    """
    name = shown.name
    box = nodes.container(ids=[proof_id(name)], names=[proof_id(name)], classes=["proof"])
    title = nodes.paragraph("", "", _badge(), nodes.Text(" "), nodes.strong("", shown.title), classes=["proof-title"])
    title += permalink(to=proof_id(name), of="proof")
    box += title
    box += nodes.paragraph("", "", formula(statement_tex(shown)), classes=["proof-statement"])
    box += nodes.paragraph("", "", *inline(f"Here {'; '.join(setting(shown.theorem))}."), classes=["proof-setting"])
    box += list(_given(shown))
    box += _induction(shown.theorem.proof) if isinstance(shown.theorem.proof, Induction) else _lines(shown)
    foot = nodes.container("", *_foundations(shown, found), classes=["proof-foot"])
    if checked := joined(citation("claim", label) for label in claims):
        foot += labelled("Checked against the code in", *checked)
    foot += list(_elsewhere(shown, docname))
    box += foot
    return box


def _badge() -> nodes.inline:
    tier = Tier.PROVED
    return nodes.inline("", tier.name, classes=["tier", f"tier-{tier.name.lower()}"], title=tier.value)


def _given(shown: Established) -> Iterable[nodes.Node]:
    """Yield the hypotheses as a list whose numbers the reasons cite."""
    entries = [
        nodes.list_item(
            "", nodes.paragraph("", "", *inline(hypothesis(entry))), ids=[proof_id(shown.name, f"h{number}")]
        )
        for number, entry in enumerate(shown.theorem.hypotheses, start=1)
    ]
    if entries:
        yield nodes.paragraph("", "Given", classes=["proof-given"])
        yield nodes.enumerated_list("", *entries, enumtype="arabic", prefix="", suffix=".")


def _induction(proof: Induction) -> nodes.paragraph:
    over = nodes.math("", proof.over)
    base, step = citation("proof", proof.base), citation("proof", proof.step)
    words = [nodes.Text("By induction over "), over, nodes.Text(": it begins with "), base]
    return nodes.paragraph("", "", *words, nodes.Text(", and goes on by "), step, nodes.Text("."))


def _lines(shown: Established) -> nodes.enumerated_list:
    """Return the lines, from the left side to the right."""
    steps = shown.theorem.proof
    assert not isinstance(steps, Induction)
    reasons = [[nodes.Text("the left side")], *(_reason(shown.name, reason(step)) for step in steps)]
    lines = [_line(shown.name, number, line_tex(shown, number), why) for number, why in enumerate(reasons)]
    if line_tex(shown, -1) != (last := term(shown.theorem.right)):
        lines.append(_line(shown.name, "end", last, [nodes.Text("the same, written as the right side")]))
    return nodes.enumerated_list("", *lines, enumtype="arabic", prefix="", suffix="", classes=["proof-lines"])


def _line(name: str, number: int | str, tex: str, why: list[nodes.Node]) -> nodes.list_item:
    anchor = proof_id(name, number)
    # the last form of the right side has no number, and a link without words leads nobody
    numbered = isinstance(number, int)
    mark = [nodes.reference("", str(number), refid=anchor, classes=["proof-number"])] if numbered else []
    sign = "=" if number else ""
    return nodes.list_item(
        "",
        nodes.paragraph("", "", *mark, classes=["proof-mark"]),
        nodes.paragraph("", sign, classes=["proof-sign"]),
        nodes.paragraph("", "", formula(tex), classes=["proof-formula"]),
        nodes.paragraph("", "", *why, classes=["proof-reason"]),
        ids=[anchor],
    )


def _reason(name: str, text: str) -> list[nodes.Node]:
    """Return why a line follows; what it uses is a link."""
    kind, _, rest = text.partition(":")
    if kind == "theorem":
        return [nodes.Text("by "), citation("proof", rest)]
    if kind == "hypothesis":
        place = proof_id(name, f"h{rest}")
        return [nodes.Text("by "), nodes.reference("", f"hypothesis {rest}", refid=place, internal=True)]
    return inline(text)


def _foundations(shown: Established, found: Proven) -> Iterable[nodes.Node]:
    """Yield what the theorem rests on, down to the rules."""
    below = found.below(shown.name)
    if below:
        yield labelled("Resting on", *joined(citation("proof", other) for other in below))
    rules = sorted(shown.rules.union(*(found.established[other].rules for other in below)))
    links = (citation("std", f"rule-{rule}", nodes.inline("", rule)) for rule in rules)
    yield labelled("Rules, all in all", *joined(links, ", "))


def _elsewhere(shown: Established, docname: str) -> Iterable[nodes.Node]:
    """Yield for which values the theorem holds, and where its certificate lies."""
    yield nodes.paragraph("", NUMBERS if shown.commutes else MATRICES)
    address = certificate_address(shown.name, docname)
    yield labelled("Certificate", nodes.reference("", f"{shown.name}.json", refuri=address, internal=True))
