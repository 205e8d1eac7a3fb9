"""One certificate: what it declares, what it claims, its proof line by line, and what it must have used."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flipconv.proofs.replay import checks, instances
from flipconv.proofs.replay.definitions import definitions
from flipconv.proofs.replay.hypotheses import check_hypothesis, check_signature, said
from flipconv.proofs.replay.induction import check_induction
from flipconv.proofs.replay.places import Place, Proof, begin, descend, replaced
from flipconv.proofs.replay.reading import Refused, fields, listed, mapped, named, show, words
from flipconv.proofs.replay.scopes import SERVES, Notes, Scope
from flipconv.proofs.replay.sorting import check_term

FIELDS = "format version name sorts homs symbols variables hypotheses left right proof uses digest"
TITLE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
STEPS, DECLARED, SUPPOSED = 200, 200, 50

RULES = {
    "ring": checks.ring,
    "commute": checks.commute,
    "unfold": checks.unfold,
    "reindex": checks.reindex,
    "swap": checks.swap,
    "pull": checks.pull,
    "split": checks.split,
    "sift": checks.sift,
    "replace": checks.replace,
    "window": checks.window,
    "point": checks.point,
    "assume": instances.assume,
    "use": instances.use,
}


@dataclass(frozen=True)
class Replayed:
    """
    A theorem whose proof was replayed, as plain JSON data.

    Parameters
    ----------
    name, digest : str
        Those of the certificate.
    sorts, homs, symbols, variables : dict
        What it declares.
    hypotheses : list
        What it supposes.
    left, right : int or list
        The two terms that are equal.
    uses : dict
        The theorems that its proof uses, with their digests.
    """

    name: str
    digest: str
    sorts: dict[str, str]
    homs: dict[str, list[str]]
    symbols: dict[str, list[Any]]
    variables: dict[str, str]
    hypotheses: list[dict[str, Any]]
    left: Any
    right: Any
    uses: dict[str, str]


def title(certificate: Any) -> str:
    """Return the name of the theorem in a certificate, or refuse."""
    name = mapped(certificate, "the certificate").get("name")
    if not isinstance(name, str) or len(name) > 100 or not TITLE.fullmatch(name):
        raise Refused(f"its name is {show(name)}; it must be lower case, words joined by hyphens")
    return name


def uses(certificate: Any) -> dict[str, str]:
    """Return the names and digests of the theorems that a certificate says it uses."""
    declared = fields(certificate, "the certificate", FIELDS)["uses"]
    return {name: words(digest, f"the digest of {show(name)}") for name, digest in mapped(declared, "uses").items()}


def check_certificate(certificate: dict[str, Any], known: Mapping[str, Replayed]) -> Replayed:
    """
    Check one certificate.

    Parameters
    ----------
    certificate : dict
        The certificate, as read.
    known : mapping
        By name, the theorems replayed before, among them all that this one uses.

    Returns
    -------
    Replayed
        The theorem.

    Raises
    ------
    Refused
        If anything is wrong with it.
    """
    _check_head(certificate)
    theorems = {name: known[name] for name, digest in uses(certificate).items() if known[name].digest == digest}
    if stale := sorted(set(certificate["uses"]) - set(theorems)):
        raise Refused(f"the digest of {stale[0]} in uses is not that of the theorem replayed")
    notes = Notes()
    scope = _declared(certificate, notes)
    if len(listed(certificate["hypotheses"], "hypotheses")) > SUPPOSED:
        raise Refused(f"it has more than {SUPPOSED} hypotheses")
    for position, hypothesis in enumerate(certificate["hypotheses"]):
        _saying(f"hypothesis {position}", check_hypothesis, hypothesis, scope, notes)
    for side in ("left", "right"):
        _saying(side, check_term, certificate[side], scope, notes)
    proof = begin(scope, certificate["hypotheses"], theorems, notes)
    sayings = [said(hypothesis, proof.env, proof.normal) for hypothesis in proof.hypotheses]
    if any(one in sayings[:position] for position, one in enumerate(sayings)):
        raise Refused("two hypotheses say the same")
    if isinstance(certificate["proof"], dict) and "induction" in certificate["proof"]:
        check_induction(certificate, proof)
    else:
        _check_steps(certificate, proof)
    _check_all_used(certificate, proof)
    plain = {key: certificate[key] for key in FIELDS.split() if key not in {"format", "version", "proof"}}
    return Replayed(**plain)


def _check_head(certificate: dict[str, Any]) -> None:
    _ = fields(certificate, "the certificate", FIELDS)
    if certificate["format"] != "flipconv certificate" or type(certificate["version"]) is not int:
        raise Refused("it is no flipconv certificate")
    if certificate["version"] != 1:
        raise Refused(f"its version is {certificate['version']}; this program reads version 1")
    rest = {key: value for key, value in certificate.items() if key != "digest"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"))
    if certificate["digest"] != "sha256:" + hashlib.sha256(text.encode("ascii")).hexdigest():
        raise Refused("its digest is not that of its contents")


def _saying(what: str, check: Any, *arguments: Any) -> None:
    """Run a check; let its refusal say what was being checked."""
    try:
        check(*arguments)
    except Refused as refusal:
        raise Refused(f"{what}: {refusal}") from None


def _declared(certificate: dict[str, Any], notes: Notes) -> Scope:
    """Return the scope of what is declared; refuse a declaration out of order."""
    tables = [mapped(certificate[key], key) for key in ("sorts", "homs", "symbols", "variables")]
    names = [named(name, "a declared name") for table in tables for name in table]
    if len(set(names)) != len(names) or set(names) & {*definitions(), "value"} or len(names) > DECLARED:
        raise Refused("a name is declared twice, or that of a definition, or 'value', or there are too many")
    sorts, homs, symbols, variables = tables
    if unknown := [kind for kind in sorts.values() if not isinstance(kind, str) or kind not in SERVES]:
        raise Refused(f"{show(unknown[0])} is no kind of sort")
    if list(sorts.values()).count("integers") > 1:
        raise Refused("two sorts are of kind integers")
    scope = Scope(sorts, {name: _leads(name, leads) for name, leads in homs.items()}, symbols, variables)
    for whence, whither in scope.homs.values():
        _ = notes.sort(whence, scope, "group")
        if scope.kinds[notes.sort(whither, scope, "group")] != "group":
            raise Refused("a homomorphism must lead to a sort of kind group")
    for name, signature in symbols.items():
        check_signature(name, signature, scope, notes)
    for sort in variables.values():
        _ = notes.sort(sort, scope)
    return scope


def _leads(name: str, leads: Any) -> tuple[str, str]:
    if not isinstance(leads, list) or len(leads) != 2:
        raise Refused(f"the homomorphism {name} leads {show(leads)}; it must be [from, to]")
    return named(leads[0], "a sort"), named(leads[1], "a sort")


def _check_steps(certificate: dict[str, Any], proof: Proof) -> None:
    """Check the lines, from `left` to `right`."""
    steps = listed(fields(certificate["proof"], "the proof", "steps")["steps"], "steps")
    if not 1 <= len(steps) <= STEPS:
        raise Refused(f"the proof has {len(steps)} steps; it must have 1 to {STEPS}")
    line = certificate["left"]
    for count, step in enumerate(steps, 1):
        rule = step.get("rule") if isinstance(step, dict) else None
        label = f"step {count} ({rule})" if isinstance(rule, str) and rule in RULES else f"step {count}"
        _saying(label, _check_step, proof, line, step)
        line = step["gives"]
    normal = proof.normal
    if normal.value(line, proof.env) != normal.value(certificate["right"], proof.env):
        raise Refused("the last line is not alike to the right side")


def _check_step(proof: Proof, line: Any, step: Any) -> None:
    """Check that a step leads from a line to the line that it gives."""
    _ = fields(step, "a step", "rule at into gives", "with backwards because")
    if not isinstance(step["rule"], str) or step["rule"] not in RULES:
        raise Refused(f"{show(step['rule'])} is no rule")
    if not isinstance(step.get("backwards", False), bool):
        raise Refused("backwards must be true or false")
    _ = words(step.get("because", ""), "because")
    place, subterm = descend(Place(proof, proof.scope, proof.env), line, step["at"])
    check_term(step["into"], place.scope, proof.notes)
    check_term(step["gives"], proof.scope, proof.notes)
    x, y = (step["into"], subterm) if step.get("backwards", False) else (subterm, step["into"])
    RULES[step["rule"]](place, x, y, mapped(step.get("with", {}), "with"))
    new = replaced(line, step["at"], step["into"])
    if proof.normal.value(new, proof.env) != proof.normal.value(step["gives"], proof.env):
        raise Refused("the line it gives is not alike to the line before with the subterm replaced")


def _check_all_used(certificate: dict[str, Any], proof: Proof) -> None:
    """Refuse a declaration that nothing uses, and a kind that is narrower than is needed."""
    for what in ("sort", "homomorphism", "symbol", "variable"):
        table = certificate["homs" if what == "homomorphism" else f"{what}s"]
        if idle := [name for name in table if (what, name) not in proof.notes.used]:
            raise Refused(f"the {what} {idle[0]} is declared and not used")
    if idle := [position for position in range(len(proof.hypotheses)) if position not in proof.relied]:
        raise Refused(f"hypothesis {idle[0]} is not used by the proof")
    if unused := sorted(set(certificate["uses"]) - proof.used):
        raise Refused(f"the theorem {unused[0]} is in uses and not used")
    for sort, kind in certificate["sorts"].items():
        if kind not in proof.notes.needs[sort]:
            raise Refused(f"the sort {sort} is declared {kind}; a wider kind will do")
