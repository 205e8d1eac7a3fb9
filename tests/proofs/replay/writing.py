"""Certificates written by hand: indices as text, lines by replacing a subterm, digests as the format says."""

from __future__ import annotations

import copy
import hashlib
import json
import re
from typing import Any

from flipconv.proofs.replay import replay
from tests.proofs import javascript

MONOMIAL = re.compile(r"([+-]?)\s*(\d*)\s*(?:(\w*)\(([\w*]*)\)|([A-Za-z_][\w*]*))?\s*")


def index(text):
    """Return an index from text such as "x - 2y + pi(z) + 3"."""
    found, position = [], 0
    while position < len(text):
        match = MONOMIAL.match(text, position)
        assert match
        assert match.end() > position, text
        position = match.end()
        sign, size, hom, inner, plain = match.groups()
        body = inner if hom else plain
        coefficient = int(size or 1) * (-1 if sign == "-" else 1)
        names = sorted(body.split("*")) if body else []
        if coefficient and (size != "0"):
            found.append([coefficient, names, hom] if hom else [coefficient, names])
    return found


def at(head, *arguments):
    return ["at", head, *(index(one) if isinstance(one, str) else one for one in arguments)]


def fun(names, body):
    """Return a function; "y:G z:G" names its variables."""
    return {"vars": [pair.split(":") for pair in names.split()], "is": body}


def add(*terms):
    return ["add", *terms]


def mul(*terms):
    return ["mul", *terms]


def conj(term):
    return ["conj", term]


def over(names, body):
    """Return sums, the first outermost; "y:G z:G" names their variables."""
    for pair in reversed(names.split()):
        body = ["sum", *pair.split(":"), body]
    return body


def delta(sort, text):
    return ["delta", sort, index(text)]


def window(text):
    return ["window", index(text)]


def put(**indices):
    return [[name, index(text)] for name, text in indices.items()]


def named(text):
    return [pair.split(":") for pair in text.split()]


def step(rule, path, into, with_=None, **more):
    return {"rule": rule, "at": path, "into": into, **({} if with_ is None else {"with": with_}), **more}


def changed(term, path, new):
    """Return a term with a subterm replaced."""
    if not path:
        return new
    term = copy.deepcopy(term)
    where = {"add": 1, "mul": 1, "conj": 1, "sum": 3, "at": 2}[term[0]] + path[0]
    if isinstance(term[where], dict):
        term[where]["is"] = changed(term[where]["is"], path[1:], new)
    else:
        term[where] = changed(term[where], path[1:], new)
    return term


def certificate(left, right, steps, name: Any = "a-theorem", **declared):
    """Return a certificate with its digest; every step gives the line with the subterm replaced, unless it says."""
    line, written = left, []
    for one in steps:
        line = one.get("gives", changed(line, one["at"], one["into"]))
        written.append({**one, "gives": line})
    return sealed(name, left, right, {"steps": written}, **declared)


def sealed(name, left, right, proof, hypotheses=(), uses=(), **declared):
    """Return a certificate with its digest; `uses` holds the certificates used."""
    tables = {table: declared.get(table, {}) for table in ("sorts", "homs", "symbols", "variables")}
    rest = {
        "format": "flipconv certificate",
        "version": 1,
        "name": name,
        **tables,
        "hypotheses": list(hypotheses),
        "left": left,
        "right": right,
        "proof": proof,
        "uses": {one["name"]: one["digest"] for one in uses},
    }
    return resealed(rest)


def resealed(rest):
    """Return a certificate with the digest that its contents have now."""
    rest = {key: value for key, value in rest.items() if key != "digest"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"))
    return {**rest, "digest": "sha256:" + hashlib.sha256(text.encode()).hexdigest()}


def judged(*certificates):
    """Return the replayer's report; the replayer of the pages must say the same."""
    texts = [json.dumps(one) for one in certificates]
    report = replay(texts)
    javascript.assert_agrees(texts, report)
    return report


def assert_established(*certificates):
    report = judged(*certificates)
    assert report.refused == {}
    assert set(report.established) == {one["name"] for one in certificates}


def refusal(*certificates):
    """Return why the first of some certificates is refused; the others must be established."""
    report = judged(*certificates)
    assert set(report.refused) == {certificates[0]["name"]}
    reason = report.refused[certificates[0]["name"]]
    assert "this program failed" not in reason
    return reason


def one(rule, left, right, with_=None, **declared):
    """Return a certificate of one step from left to right."""
    return certificate(left, right, [step(rule, [], right, with_)], **declared)
