"""
How terms are printed: LaTeX of our own, since SymPy's would rearrange them.

What cannot be torn stands in braces: KaTeX breaks a line at what is outside of them alone.
"""

from __future__ import annotations

from math import prod

from flipconv.proofs.letters import index, letter, signed, window
from flipconv.proofs.notation import definitions
from flipconv.proofs.terms import Add, Argument, At, Conj, Delta, Fun, Hom, Index, Mul, Num, Sum, Term, Window
from flipconv.proofs.terms import free_variables as free

INFIX = {"conv": "*", "corr": r"\star"}
BREAK = r"\,\allowbreak "

ATOM, PREFIX, LOOSE = 0, 1, 2
"""How tightly a function's name holds together; what is not an atom takes brackets wherever it is not alone."""


def term(value: Term) -> str:
    """Return a term as LaTeX; a long one breaks between factors and between summands."""
    if (number := _number(value)) is not None:
        return str(number)
    match value:
        case Add(parts):
            return signed([(negative, _whole(text)) for negative, text in map(_sign, parts)])
        case Mul(parts):
            return product(parts)
        case Conj(inner):
            return rf"\overline{{{term(inner)}}}"
        case Sum():
            return _sum(value)
        case Delta(_, place):
            return rf"{{\delta({index(place)})}}"
        case Window(place):
            return f"{{{window(place)}}}"
        case At(name, arguments):
            return application(name, arguments)
    raise TypeError(f"{type(value).__name__} is no term")


def _whole(summand: str) -> str:
    """Return a summand that a line does not break in, unless it is long itself."""
    return summand.replace(BREAK, r"\, ") if summand.count(BREAK) < 5 else summand


def _number(value: Term) -> int | None:
    """Return the integer that a term without letters is, None for others."""
    match value:
        case Num(number):
            return number
        case Add(parts) | Mul(parts):
            found = [number for part in parts if (number := _number(part)) is not None]
            combine = sum if isinstance(value, Add) else prod
            return combine(found) if len(found) == len(parts) else None
    return None


def _sum(value: Sum) -> str:
    variables = [value.variable]
    body = value.body
    while isinstance(body, Sum) and body.sort == value.sort:
        variables.append(body.variable)
        body = body.body
    inner = term(body)
    inner = rf"\bigl({inner}\bigr)" if isinstance(body, Add) or _sign(body)[0] else inner
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
    flat = [inner for part in parts for inner in (part.factors if isinstance(part, Mul) else (part,))]
    minus = flat[0] == Num(-1) and len(flat) > 1
    flat = flat[1:] if minus else flat
    texts = [_factor(part, first=not place, last=place == len(flat) - 1) for place, part in enumerate(flat)]
    return ("-" if minus else "") + BREAK.join(texts)


def _factor(part: Term, *, first: bool, last: bool) -> str:
    text = term(part)
    if isinstance(part, Add) or (isinstance(part, Num) and part.value < 0 and not first):
        return rf"\bigl({text}\bigr)"
    return rf"\Bigl({text}\Bigr)" if isinstance(part, Sum) and not last else text


def function(value: Fun) -> str:
    """Return a function as LaTeX: by its name if it has one, pointwise if it is made so, else by its values."""
    return _function(value)[0]


def _function(value: Fun) -> tuple[str, int]:
    own = tuple(name for name, _ in value.variables)
    if found := _pointwise(value.body, own):
        return found
    arguments = letter(own[0]) if len(own) == 1 else f"({', '.join(map(letter, own))})"
    return rf"[{arguments} \mapsto {term(value.body)}]", ATOM


def _pointwise(body: Term, own: tuple[str, ...]) -> tuple[str, int] | None:
    """Return a function, given by its value at its variables, without them; None if that cannot be done."""
    match body:
        case At(name, arguments):
            return _partly_applied(name, arguments, own)
        case Delta(_, place) if (place,) == _indices(own):
            return r"\delta", ATOM
        case Conj(inner):
            found = _pointwise(inner, own)
            return (rf"\overline{{{found[0]}}}", ATOM) if found else None
        case Add(parts):
            found = [_signed_function(part, own) for part in parts]
            texts = [entry for entry in found if entry]
            return (signed(texts), LOOSE) if len(texts) == len(parts) else None
        case Mul((*scalars, last)) if not any(set(own) & free(scalar) for scalar in scalars):
            found = _pointwise(last, own)
            return (rf"{product(tuple(scalars))}\, {_held(found)}", PREFIX) if found else None
        case Sum(variable, _, inner) if variable not in own:
            found = _pointwise(inner, own)
            return (rf"\sum_{{{letter(variable)}}} {_held(found)}", LOOSE) if found else None
    return None


def _signed_function(part: Term, own: tuple[str, ...]) -> tuple[bool, str] | None:
    negative = isinstance(part, Mul) and part.factors[0] == Num(-1)
    rest = part.factors[1:] if isinstance(part, Mul) and negative else (part,)
    found = _pointwise(rest[0] if len(rest) == 1 else Mul(rest), own)
    return (negative, found[0]) if found else None


def _indices(names: tuple[str, ...]) -> tuple[Argument, ...]:
    return tuple(Index(((("", (name,)), 1),)) for name in names)


def _partly_applied(name: str, arguments: tuple[Argument, ...], own: tuple[str, ...]) -> tuple[str, int] | None:
    """Return a symbol or a definition, its arguments in these variables left out or shown as a dot."""
    places = [place for place, value in enumerate(arguments) if set(own) & free(value)]
    if tuple(arguments[place] for place in places) != _indices(own):
        return None
    ahead = len(arguments) - len(own)
    in_front = name in definitions() or not ahead or isinstance(arguments[0], Fun)
    if in_front and places == list(range(ahead, len(arguments))):
        return _named(name, arguments[:ahead])
    if name in definitions():
        return None
    shown = (r"\cdot" if place in places else argument(value) for place, value in enumerate(arguments))
    return f"{letter(name)}({', '.join(shown)})", ATOM


def _held(found: tuple[str, int]) -> str:
    """Return a function so that it holds together beside others."""
    return found[0] if found[1] == ATOM else f"({found[0]})"


def _named(name: str, arguments: tuple[Argument, ...]) -> tuple[str, int]:
    """Return a symbol, or a definition at its first arguments, as LaTeX, and how tightly it holds together."""
    if name not in definitions():
        # an operator: its function stands between square brackets, and a function by its values has its own
        shown = argument(arguments[0]).removeprefix("[").removesuffix("]") if arguments else ""
        return f"{letter(name)}[{shown}]" if arguments else letter(name), ATOM
    plain = [argument(part) for part in arguments]
    match name:
        case "conv" | "corr":
            return f"{_operand(arguments[0])} {INFIX[name]} {_operand(arguments[1])}", LOOSE
        case "flip":
            return rf"\flip {_operand(arguments[0])}", PREFIX
        case "conjflip":
            return rf"\overline{{\flip {_operand(arguments[0])}}}", ATOM
        case "conjugate":
            return rf"\overline{{{plain[0]}}}", ATOM
        case "shift":
            return rf"S_{{{plain[0]}}} {_operand(arguments[1])}", PREFIX
        case "spectrum":
            return rf"\widehat{{{plain[1]}}}", ATOM
        case "push":
            return rf"{plain[0]}_{{*}} {_operand(arguments[1])}", PREFIX
        case "transpose":
            return rf"{_operand(arguments[0])}^{{\mathsf T}}", ATOM
        case "product":
            return " ".join(map(_operand, arguments)), PREFIX
    return rf"\operatorname{{{name}}}({', '.join(plain)})", ATOM


def _operand(value: Argument) -> str:
    return _held(_function(value)) if isinstance(value, Fun) else argument(value)


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
    texts = [argument(part) for part in arguments]
    if name == "inner":
        return rf"{{\langle {texts[0]}, {texts[1]} \rangle}}"
    if name == "frobenius":
        return rf"{{\langle {texts[0]}, {texts[1]} \rangle_F}}"
    if name == "trace":
        return rf"{{\trace({texts[0]})}}"
    ahead = _ahead(name, arguments)
    inside = r",\allowbreak ".join(f"{{{text}}}" for text in texts[ahead:])
    head = _held(_named(name, arguments[:ahead]))
    many = any(isinstance(part, (Fun, Term)) for part in arguments[ahead:])
    # a long list of arguments may break; a short one is one piece
    return f"{head}({inside})" if many else f"{{{head}({', '.join(texts[ahead:])})}}" if inside else f"{{{head}}}"


def _ahead(name: str, arguments: tuple[Argument, ...]) -> int:
    """Return how many arguments belong to the function's name, not to its place."""
    if name not in definitions():
        return int(bool(arguments) and isinstance(arguments[0], Fun))
    last = [place for place, value in enumerate(arguments) if isinstance(value, (Fun, Hom))][-1]
    return last + 1
