"""How letters and indices are printed in LaTeX."""

from __future__ import annotations

from flipconv.proofs.terms import Index

LETTERS = {
    "alpha": r"\alpha",
    "beta": r"\beta",
    "size": "N",
    "pi": r"\pi",
    "rho": r"\rho",
    "i1": "i'",
    "b1": "b'",
    "l": r"\ell",
    "grad": r"\nabla E",
    "grad1": r"\nabla E'",
    "rule": r"\Phi",
    "plain": r"\theta",
    "mirror": r"\vartheta",
    "response": "T",
    "weights": "c",
    "signal": "g",
    "kernel": "h",
}
"""Names whose letter is not their own."""

SORTS = {"Z": r"\Z", "N": r"\mathbb{N}"}


def letter(name: str) -> str:
    """Return a name as LaTeX."""
    plain = name.rstrip("_")
    return LETTERS.get(plain, plain if len(plain) == 1 else rf"\mathit{{{plain}}}")


def sort(name: str) -> str:
    """Return the name of a sort as LaTeX."""
    return SORTS.get(name, name)


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
    return signed(parts) or "0"


def signed(parts: list[tuple[bool, str]]) -> str:
    """Return some texts, each negative or not, as a sum."""
    text = ""
    for negative, part in parts:
        text += (" - " if text else "-") + part if negative else (" + " if text else "") + part
    return text


def window(place: Index) -> str:
    """Return the window of an index: an inequality in brackets, what is subtracted standing on the left."""
    left = Index(tuple((name, -count) for name, count in place.monomials if count < 0 and name[1]))
    right = Index(tuple((name, count) for name, count in place.monomials if count > 0 or not name[1]))
    return rf"[{index(left)} \le {index(right)}]"
