"""A theorem as a line of text."""

from __future__ import annotations

from typing import Any

from flipconv.proofs.replay.theorems import Replayed


def statement(theorem: Replayed) -> str:
    """Return what a theorem says, with its hypotheses."""
    says = f"{term_text(theorem.left)} = {term_text(theorem.right)}"
    return "; if ".join([says, *map(_hypothesis, theorem.hypotheses)])


def term_text(term: Any) -> str:
    """Return a term as text."""
    if isinstance(term, int):
        return str(term)
    head, *parts = term
    if head in {"add", "mul"}:
        sign = " + " if head == "add" else " "
        return sign.join(f"({term_text(part)})" if _is_loose(part) else term_text(part) for part in parts)
    if head == "conj":
        return f"conj({term_text(parts[0])})"
    if head == "sum":
        return f"sum {parts[0]} in {parts[1]}: {term_text(parts[2])}"
    if head == "delta":
        return f"delta[{_index(parts[1])}]"
    if head == "window":
        return f"[{_index(parts[0])} >= 0]"
    return f"{parts[0]}({', '.join(map(_argument, parts[1:]))})"


def _is_loose(term: Any) -> bool:
    return isinstance(term, list) and term[0] in {"add", "mul", "sum"}


def _argument(argument: Any) -> str:
    if isinstance(argument, dict) and "hom" in argument:
        return argument["hom"]
    if isinstance(argument, dict):
        return f"{' '.join(name for name, _ in argument['vars'])} -> {term_text(argument['is'])}"
    if isinstance(argument, int) or (argument and isinstance(argument[0], str)):
        return term_text(argument)
    return _index(argument)


def _index(index: list[Any]) -> str:
    text = ""
    for coefficient, variables, *hom in index:
        body = " ".join(variables)
        body = f"{hom[0]}({body or 1})" if hom else body
        sign = (" - " if text else "-") if coefficient < 0 else " + " if text else ""
        size = "" if abs(coefficient) == 1 and body else str(abs(coefficient))
        text += f"{sign}{size}{' ' if size and body else ''}{body}"
    return text or "0"


def _hypothesis(hypothesis: dict[str, Any]) -> str:
    kind = hypothesis["kind"]
    if kind == "commutative":
        return "values commute"
    if kind == "finite":
        return f"{hypothesis['sort']} is finite"
    if kind == "support":
        return f"{hypothesis['symbol']} is zero outside a finite set"
    given = " ".join(name for name, _ in hypothesis["all"])
    bound = f" for all {given}" if given else ""
    if kind == "equation":
        return f"{term_text(hypothesis['left'])} = {term_text(hypothesis['right'])}{bound}"
    over = " ".join(name for name, _ in hypothesis["over"])
    return f"{term_text(hypothesis['term'])} is summable over {over}{bound}"
