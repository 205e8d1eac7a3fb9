"""Certificates: theorems with their proofs, written as JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from flipconv.proofs.notation import (
    argument_to,
    index_to,
    pairs_to,
    signature_to,
    term_to,
)
from flipconv.proofs.statements import (
    Commutative,
    Equation,
    Finite,
    Hypothesis,
    Induction,
    Put,
    Step,
    Summable,
    Support,
    Theorem,
)

FORMAT, VERSION = "flipconv certificate", 1


def certificate(theorem: Theorem) -> dict[str, Any]:
    """
    Return a theorem as the JSON data of its certificate.

    Parameters
    ----------
    theorem : Theorem
        The theorem.

    Returns
    -------
    dict
        As the certificate format says, with its digest.
    """
    rest = {
        "format": FORMAT,
        "version": VERSION,
        "name": theorem.name,
        "sorts": dict(theorem.sorts),
        "homs": {name: list(ends) for name, ends in theorem.homs.items()},
        "symbols": {name: signature_to(signature) for name, signature in theorem.symbols.items()},
        "variables": dict(theorem.variables),
        "hypotheses": [hypothesis_to(entry) for entry in theorem.hypotheses],
        "left": term_to(theorem.left),
        "right": term_to(theorem.right),
        "proof": _proof_to(theorem.proof),
        "uses": dict(theorem.uses),
    }
    return {**rest, "digest": digest_of(rest)}


def digest_of(rest: Mapping[str, Any]) -> str:
    """Return the digest of a certificate's data, without its own."""
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode("ascii")).hexdigest()


def digest(theorem: Theorem) -> str:
    """Return the digest of a theorem's certificate."""
    return certificate(theorem)["digest"]


def as_text(theorem: Theorem) -> str:
    """
    Return the certificate of a theorem as text.

    Parameters
    ----------
    theorem : Theorem
        The theorem.

    Returns
    -------
    str
        JSON, with a line for each step.
    """
    data = certificate(theorem)
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in data.items() if key != "proof"]
    if isinstance(theorem.proof, Induction):
        proof = json.dumps(data["proof"])
    else:
        proof = '{"steps": [\n  ' + ",\n  ".join(map(json.dumps, data["proof"]["steps"])) + "\n ]}"
    return "{\n" + ",\n".join([*lines, f' "proof": {proof}']) + "\n}\n"


def hypothesis_to(entry: Hypothesis) -> dict[str, Any]:
    """Return a hypothesis as JSON."""
    data: dict[str, Any]
    match entry:
        case Commutative():
            data = {"kind": "commutative"}
        case Finite(sort):
            data = {"kind": "finite", "sort": sort}
        case Support(symbol):
            data = {"kind": "support", "symbol": symbol}
        case Summable(every, over, term):
            data = {"kind": "summable", "all": pairs_to(every), "over": pairs_to(over), "term": term_to(term)}
        case Equation(every, left, right):
            data = {"kind": "equation", "all": pairs_to(every), "left": term_to(left), "right": term_to(right)}
    return {**data, "says": entry.says} if entry.says else data


def _proof_to(proof: tuple[Step, ...] | Induction) -> dict[str, Any]:
    if isinstance(proof, Induction):
        return {"induction": {"over": proof.over, "base": proof.base, "step": proof.step}}
    return {"steps": [_step_to(step) for step in proof]}


def _step_to(step: Step) -> dict[str, Any]:
    data: dict[str, Any] = {"rule": step.rule, "at": list(step.at)}
    if given := {key: _given_to(key, value) for key, value in step.given.items()}:
        data["with"] = given
    data |= {"backwards": True} if step.backwards else {}
    data |= {"into": term_to(step.into), "gives": term_to(step.gives)}
    return {**data, "because": step.because} if step.because else data


def _given_to(key: str, value: Any) -> Any:
    match key:
        case "put":
            return [[name, index_to(index)] for name, index in value]
        case "new":
            return pairs_to(tuple(value))
        case "adds":
            return index_to(value)
        case "by":
            return [[count, list(numbers)] for count, numbers in value]
        case "with":
            return {name: _put_to(put) for name, put in value.items()}
    return value


def _put_to(put: Put) -> Any:
    return {"symbol": put} if isinstance(put, str) else argument_to(put)
