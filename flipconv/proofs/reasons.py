"""What a theorem is about, what it assumes and why each line follows, as text with LaTeX between dollars."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from flipconv.proofs.latex import term
from flipconv.proofs.letters import index, letter, sort
from flipconv.proofs.statements import (
    Commutative,
    Equation,
    Finite,
    Hypothesis,
    Kind,
    Signature,
    Step,
    Summable,
    Support,
    Theorem,
)

KINDS = {
    "set": "any set",
    "group": "any abelian group",
    "integers": "the integers",
    "steps": "the numbers 0, 1, 2, ...",
}

RULES = {
    "ring": "Multiply out, collect, reorder summands, take conjugates inward or outward; never reorder factors.",
    "commute": "Reorder factors. Allowed only under the hypothesis that values commute.",
    "unfold": "Put the definition for the name, or the name for the definition.",
    "reindex": "Put other variables under a sum, by an integer substitution that has an integer inverse.",
    "swap": "Exchange two sums. Allowed only for an absolutely summable family.",
    "pull": "Move a factor into a sum or out of it, if it does not depend on the variable of the sum.",
    "split": "Make one sum of several, or several of one. Each part must be absolutely summable.",
    "sift": "A sum with a delta has one term that is not zero: keep that one.",
    "replace": "Beside a delta, write the place where it is not zero for the variable.",
    "window": "Add an inequality that those already there imply; the certificate says how they combine to it.",
    "point": "From $q \\ge 0$ and $-q \\ge 0$, conclude $q = 0$.",
    "assume": "Use an equation that is among the hypotheses.",
    "use": "Use a theorem that was replayed before, if all its hypotheses hold here.",
}
"""Every rule there is, in a sentence."""

REASONS = {
    "ring": "written differently",
    "commute": "values commute",
    "swap": "the sums may be exchanged",
    "pull": "moved into the sum",
    "split": "one sum for each part",
    "sift": "only the place of the delta is left",
    "replace": "the delta is zero elsewhere",
    "window": "implied by the inequalities there",
    "point": "both inequalities at once",
}
BACKWARDS = {"pull": "moved out of the sum", "split": "one sum of both", "sift": "a sum with a delta has one term"}
BACKWARDS |= {"window": "an inequality that the others imply"}

NAMES = {
    "conv": "convolution",
    "corr": "correlation",
    "flip": "the flip",
    "conjflip": "the conjugate flip",
    "conjugate": "the conjugate",
    "shift": "the shift",
    "inner": "the inner product",
    "spectrum": "the spectrum",
    "push": "the push-forward",
    "transpose": "the transpose",
    "product": "the matrix product",
    "trace": "the trace",
    "frobenius": "the Frobenius product",
}

_LETTER = r"(?:(?:rho|pi|beta|w)\([^)]*\)|\b(?:rho|pi|beta)\b|\b[b-zB-HJ-Z]\b|\b\d+\b)"
_FORMULA = re.compile(rf"{_LETTER}(?: [-+] {_LETTER})*")
_WORD = re.compile(r"[A-Za-z]+")


def reason(step: Step) -> str:
    """
    Return why a line follows.

    Parameters
    ----------
    step : Step
        The step that leads to the line.

    Returns
    -------
    str
        Text with LaTeX between dollars. A theorem that is used is named by ``theorem:NAME``, a hypothesis by
        ``hypothesis:NUMBER``, counted from 1.
    """
    match step.rule:
        case "unfold":
            return f"definition of {NAMES[step.because.partition(':')[2]]}"
        case "reindex":
            put = [(letter(name), index(value)) for name, value in step.given["put"]]
            return "put $" + ", ".join(rf"{name} \to {value}" for name, value in put if name != value) + "$"
        case "assume":
            return f"hypothesis:{step.given['hypothesis'] + 1}"
        case "use":
            return f"theorem:{step.given['theorem']}"
    if step.because == "conjugate":
        return "the conjugate taken outward" if step.backwards else "the conjugate taken inward"
    return (BACKWARDS if step.backwards else {}).get(step.rule, REASONS[step.rule])


def hypothesis(entry: Hypothesis) -> str:
    """Return a hypothesis."""
    match entry:
        case Commutative():
            return "Values commute: $ab = ba$"
        case Finite(name):
            return f"${sort(name)}$ is finite"
        case Support(symbol):
            return f"${letter(symbol)}$ is zero outside a finite set"
        case Summable(every, over, family):
            return f"${term(family)}$ is absolutely summable over ${_names(over)}${_always(every)}"
        case Equation(every, left, right, says):
            words = typeset(says)
            reading = f"{words[:1].upper()}{words[1:]}: " if says else ""
            return f"{reading}${term(left)} = {term(right)}${_always(every)}"


def typeset(says: str) -> str:
    """
    Return a hypothesis in words with its letters as mathematics.

    Parameters
    ----------
    says : str
        What the certificate says for the reader.

    Returns
    -------
    str
        The same with LaTeX between dollars.

    Examples
    --------
    >>> typeset("u is zero outside 0 to L - 1")
    '$u$ is zero outside $0$ to $L - 1$'
    """
    return _FORMULA.sub(lambda found: f"${_as_latex(found[0])}$", says)


def _as_latex(formula: str) -> str:
    return re.sub(r"(?<=[( ])\.(?=[,)])", r"\\cdot", _WORD.sub(lambda word: letter(word[0]), formula))


def _names(pairs: Iterable[tuple[str, object]]) -> str:
    return ", ".join(letter(name) for name, _ in pairs)


def _always(every: Iterable[tuple[str, object]]) -> str:
    names = _names(every)
    return f", for all ${names}$" if names else ""


def setting(theorem: Theorem) -> list[str]:
    """
    Return what the letters of a theorem stand for.

    Parameters
    ----------
    theorem : Theorem
        The theorem.

    Returns
    -------
    list of str
        The sorts, the homomorphisms, the symbols and the free variables, each kind together.
    """
    sorts = [f"${sort(name)}$ is {KINDS[kind]}" for name, kind in theorem.sorts.items() if sort(name) == name]
    homs = [
        rf"${letter(name)} : {sort(first)} \to {sort(second)}$ turns sums into sums"
        for name, (first, second) in theorem.homs.items()
    ]
    symbols = [f"{_are(names)} {what}" for what, names in _alike(theorem.symbols).items()]
    places = _grouped((sort(kind), name) for name, kind in theorem.variables.items())
    variables = [rf"${', '.join(names)} \in {kind}$" for kind, names in places.items()]
    return [*sorts, *homs, *symbols, *variables]


def listed(items: list[str]) -> str:
    """Return some things as a list in a sentence."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, name in pairs:
        found.setdefault(key, []).append(letter(name))
    return found


def _are(names: list[str]) -> str:
    """Return some letters with the verb."""
    shown = listed([f"${name}$" for name in names])
    return f"{shown} is any" if len(names) == 1 else f"{shown} are any"


def _alike(symbols: Mapping[str, Signature]) -> dict[str, list[str]]:
    """Return the symbols by what they are, in words."""
    counts = _grouped((repr(signature), name) for name, signature in symbols.items())
    found: dict[str, list[str]] = {}
    for signature in symbols.values():
        names = counts[repr(signature)]
        found[_what(signature, many=len(names) > 1)] = names
    return found


def _what(signature: Signature, *, many: bool) -> str:
    """Return what a symbol is, by the kinds of its arguments."""
    plural = "s" if many else ""
    if not signature:
        return f"value{plural}"
    if all(isinstance(kind, str) and kind != "value" for kind in signature):
        return f"function{plural} on ${_kind(signature)}$"
    if isinstance(signature[0], tuple):
        return f"map{plural} from functions on ${_kind(signature[0])}$ to functions on ${_kind(signature[1])}$"
    return f"function{plural} of {listed([_in_words(kind) for kind in signature])}"


def _kind(kind: Kind | Signature) -> str:
    return sort(kind) if isinstance(kind, str) else r" \times ".join(sort(str(part)) for part in kind)


def _in_words(kind: Kind) -> str:
    if kind == "value":
        return "a value"
    return f"a member of ${_kind(kind)}$" if isinstance(kind, str) else f"a function on ${_kind(kind)}$"
