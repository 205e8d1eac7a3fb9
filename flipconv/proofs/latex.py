"""How terms, hypotheses and reasons are printed: LaTeX of our own, since SymPy's would rearrange them."""

from __future__ import annotations

from flipconv.proofs.notation import definitions
from flipconv.proofs.statements import Commutative, Equation, Finite, Hypothesis, Step, Summable, Support
from flipconv.proofs.terms import Add, Argument, At, Conj, Delta, Fun, Hom, Index, Mul, Num, Sum, Term, Window

LETTERS = {
    "alpha": r"\alpha",
    "beta": r"\beta",
    "size": r"\lvert D \rvert",
    "pi": r"\pi",
    "rho": r"\rho",
    "i1": "i'",
    "b1": "b'",
    "c1": "c'",
    "p1": "p'",
    "l": r"\ell",
    "grad": r"\nabla E",
    "grad1": r"\nabla E'",
    "rule": r"\Phi",
    "plain": r"\theta",
    "mirror": r"\vartheta",
    "response": "T",
    "weights": "c",
    "family": r"\psi",
    "signal": "g",
    "kernel": "h",
}
"""Names whose letter is not their own."""

SORTS = {"Z": r"\Z", "N": r"\mathbb{N}"}

INFIX = {"conv": "*", "corr": r"\star"}
PREFIX = {"flip": r"\flip", "trace": r"\trace"}


def letter(name: str) -> str:
    """Return a name as LaTeX."""
    plain = name.rstrip("_")
    return LETTERS.get(plain, plain if len(plain) == 1 else rf"\mathit{{{plain}}}")


def index(value: Index) -> str:
    """
    Return an index as LaTeX.

    Parameters
    ----------
    value : Index
        The index.

    Returns
    -------
    str
        Positive monomials before negative ones.

    Examples
    --------
    >>> index(Index(((("", ("x",)), 1), (("", ("y",)), -2))))
    'x - 2 y'
    """
    parts: list[tuple[bool, str]] = []
    ordered = sorted(value.monomials, key=lambda entry: (entry[1] < 0, not entry[0][1], entry[0]))
    for (hom, names), count in ordered:
        product = r"\,".join(map(letter, names))
        if hom:
            product = rf"{letter(hom)}({product or '1'})"
        factor = "" if abs(count) == 1 and product else str(abs(count))
        parts.append((count < 0, " ".join(filter(None, (factor, product)))))
    return _signed(parts) or "0"


def _signed(parts: list[tuple[bool, str]]) -> str:
    text = ""
    for negative, part in parts:
        text += (" - " if text else "-") + part if negative else (" + " if text else "") + part
    return text


def term(value: Term) -> str:
    """Return a term as LaTeX."""
    match value:
        case Num(number):
            return str(number)
        case Add(parts):
            return _signed([_sign(part) for part in parts])
        case Mul(parts):
            return product(parts)
        case Conj(inner):
            return rf"\overline{{{term(inner)}}}"
        case Sum():
            return _sum(value)
        case Delta(_, place):
            return rf"\delta({index(place)})"
        case Window(place):
            return rf"[{index(place)} \ge 0]"
        case At(name, arguments):
            return application(name, arguments)
    raise TypeError(f"{type(value).__name__} is no term")


def _sum(value: Sum) -> str:
    variables = [value.variable]
    body = value.body
    while isinstance(body, Sum) and body.sort == value.sort:
        variables.append(body.variable)
        body = body.body
    inner = term(body)
    inner = rf"\bigl({inner}\bigr)" if isinstance(body, Add) else inner
    return rf"\sum_{{{', '.join(map(letter, variables))}}} {inner}"


def _sign(part: Term) -> tuple[bool, str]:
    if isinstance(part, Num) and part.value < 0:
        return True, str(-part.value)
    if isinstance(part, Mul) and isinstance(first := part.factors[0], Num) and first.value < 0:
        rest = part.factors[1:] if first.value == -1 else (Num(-first.value), *part.factors[1:])
        return True, product(rest)
    return False, term(part)


def product(parts: tuple[Term, ...]) -> str:
    """Return a product as LaTeX; a sum over a sort swallows what stands behind it, so it is put in brackets."""
    texts: list[str] = []
    flat = [inner for part in parts for inner in (part.factors if isinstance(part, Mul) else (part,))]
    for place, part in enumerate(flat):
        text = term(part)
        if isinstance(part, Add) or (isinstance(part, Num) and part.value < 0 and place):
            text = rf"\bigl({text}\bigr)"
        elif isinstance(part, Sum) and place < len(flat) - 1:
            text = rf"\Bigl({text}\Bigr)"
        texts.append("-" if part == Num(-1) and not place and len(flat) > 1 else text)
    return r"\, ".join(texts).replace(r"-\, ", "-")


def function(value: Fun) -> str:
    """Return a function as LaTeX: by its name if it has one, else by its values."""
    own = tuple(Index(((("", (name,)), 1),)) for name, _ in value.variables)
    body = value.body
    if isinstance(body, At) and body.arguments[len(body.arguments) - len(own) :] == own:
        return named(body.name, body.arguments[: len(body.arguments) - len(own)])
    if isinstance(body, Delta) and (body.index,) == own:
        return r"\delta"
    if isinstance(body, Conj) and isinstance(inner := body.term, At) and inner.arguments == own:
        return rf"\overline{{{named(inner.name, ())}}}"
    shown = [letter(name) for name, _ in value.variables]
    arguments = shown[0] if len(shown) == 1 else f"({', '.join(shown)})"
    return rf"[{arguments} \mapsto {term(body)}]"


def named(name: str, arguments: tuple[Argument, ...]) -> str:
    """Return a symbol, or a definition at its first arguments, as LaTeX; brackets where it is a compound."""
    texts = [argument(part) for part in arguments]
    if name not in definitions() and arguments and isinstance(arguments[0], Fun):
        return rf"{letter(name)}\, {texts[0]}"
    if name not in definitions():
        return rf"{letter(name)}({', '.join(texts)}, \cdot)" if texts else letter(name)
    match name:
        case "conv" | "corr":
            return f"({texts[0]} {INFIX[name]} {texts[1]})"
        case "flip":
            return rf"\flip {texts[0]}"
        case "conjflip":
            return rf"\overline{{\flip {texts[0]}}}"
        case "conjugate":
            return rf"\overline{{{texts[0]}}}"
        case "shift":
            return rf"S_{{{texts[0]}}} {texts[1]}"
        case "spectrum":
            return rf"\widehat{{{texts[1].removeprefix('(').removesuffix(')') if texts[1].startswith('(') else texts[1]}}}"
        case "push":
            return rf"{texts[0]}_{{*}} {texts[1]}"
        case "transpose":
            return rf"{texts[0]}^{{\mathsf T}}"
        case "product":
            return " ".join(texts)
    return rf"\operatorname{{{name}}}({', '.join(texts)})"


def argument(value: Argument) -> str:
    """Return an argument as LaTeX."""
    match value:
        case Index():
            return index(value)
        case Fun():
            return function(value)
        case Hom(name):
            return letter(name)
    return term(value)


def application(name: str, arguments: tuple[Argument, ...]) -> str:
    """Return a symbol or a definition at all its arguments as LaTeX."""
    if name not in definitions():
        if not arguments:
            return letter(name)
        if isinstance(arguments[0], Fun):
            return rf"({letter(name)}\, {function(arguments[0])})({', '.join(map(argument, arguments[1:]))})"
        return f"{letter(name)}({', '.join(map(argument, arguments))})"
    texts = [argument(part) for part in arguments]
    match name:
        case "inner":
            return rf"\langle {texts[0]}, {texts[1]} \rangle"
        case "frobenius":
            return rf"\langle {texts[0]}, {texts[1]} \rangle_F"
        case "trace":
            return rf"\trace({texts[0]})"
    parameters = [kind for _, kind in definitions()[name].parameters]
    own = next(
        place
        for place in range(len(parameters) + 1)
        if all(isinstance(kind, str) for kind in parameters[place:]) and (place or name != "shift")
    )
    head = named(name, arguments[:own])
    head = f"({head})" if name in ("flip", "shift", "product") else head
    return f"{head}({', '.join(map(argument, arguments[own:]))})"


def hypothesis(entry: Hypothesis) -> str:
    """Return a hypothesis as text with LaTeX between dollars."""
    match entry:
        case Commutative():
            return "values commute"
        case Finite(sort):
            return f"${SORTS.get(sort, sort)}$ is finite"
        case Support(symbol):
            return f"${letter(symbol)}$ is zero outside a finite set"
        case Summable(every, over, family):
            names = ", ".join(letter(name) for name, _ in over)
            always = f", for every ${', '.join(letter(name) for name, _ in every)}$" if every else ""
            return f"${term(family)}$ is absolutely summable over ${names}${always}"
        case Equation(every, left, right, says):
            names = ", ".join(letter(name) for name, _ in every)
            always = f" for all ${names}$" if every else ""
            reading = f"{says}: " if says else ""
            return f"{reading}${term(left)} = {term(right)}${always}"


REASONS = {
    "ring": "written differently",
    "commute": "values commute",
    "swap": "the sums may be exchanged",
    "pull": "into the sum",
    "split": "the terms summed apart",
    "sift": "only the place of the delta is left",
    "replace": "the value where the delta is not zero",
    "window": "which the other inequalities imply",
    "point": "both inequalities at once",
}
BACKWARDS = {"pull": "out of the sum", "split": "summed together", "sift": "as what a delta leaves of a sum"}

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


def reason(step: Step) -> str:
    """Return why a line follows, as text with LaTeX between dollars; a theorem that is used is named by `theorem:`."""
    if step.rule == "unfold":
        return f"definition of {NAMES[step.because.partition(':')[2]]}"
    if step.rule == "reindex":
        put = ", ".join(rf"{letter(name)} \to {index(value)}" for name, value in step.given["put"])
        return f"put ${put}$"
    if step.because == "conjugate":
        return "the conjugate taken inward"
    if step.because:
        return step.because
    return (BACKWARDS if step.backwards else {}).get(step.rule, REASONS.get(step.rule, step.rule))
