"""How theorems are written down here: variables, symbols and definitions that can be applied in Python."""

from __future__ import annotations

from dataclasses import dataclass

from flipconv.proofs.notation import definitions
from flipconv.proofs.statements import Commutative, Equation, Finite, Kind, Quantified, Signature, Summable, Support
from flipconv.proofs.terms import Argument, At, Conj, Delta, Fun, Hom, Index, RefusedError, Sum, Term, Window, as_index

SORTS: dict[str, str] = {}
"""The sort of every variable, by its name: one vocabulary for all theorems."""

SYMBOLS: dict[str, Signature] = {}
"""The signature of every symbol, by its name."""

HOMS: dict[str, tuple[str, str]] = {}
"""The ends of every homomorphism, by its name."""


def variables(names: str, sort: str) -> tuple[Index, ...]:
    """Declare variables of a sort and return each as an index."""
    for name in names.split():
        if SORTS.setdefault(name, sort) != sort:
            raise ValueError(f"the variable {name} is of the sort {SORTS[name]} already")
    return tuple(Index(((("", (name,)), 1),)) for name in names.split())


def name_of(variable: Index) -> str:
    """Return the name of an index that is one variable."""
    match variable.monomials:
        case (((_, (name,)), 1),):
            return name
    raise ValueError(f"{variable} is no variable")


@dataclass(frozen=True)
class Symbol:
    """A function without a meaning of its own; calling it applies it."""

    name: str

    def __call__(self, *arguments: Index | Symbol | Applied | Fun | Term | int) -> At:
        """Apply it to all its arguments."""
        return At(self.name, _arguments(self.name, SYMBOLS[self.name], arguments, {}))


def symbols(names: str, *signature: Kind) -> tuple[Symbol, ...]:
    """Declare symbols of a signature."""
    for name in names.split():
        if SYMBOLS.setdefault(name, signature) != signature:
            raise ValueError(f"the symbol {name} has the signature {SYMBOLS[name]} already")
    return tuple(Symbol(name) for name in names.split())


@dataclass(frozen=True)
class Homomorphism:
    """A homomorphism; calling it takes an index to its image."""

    name: str

    def __call__(self, index: Index) -> Index:
        """Return the image of an index."""
        if any(hom for (hom, _), _ in index.monomials):
            raise RefusedError("a homomorphism after another is not written")
        return sum((Index((((self.name, names), count),)) for (_, names), count in index.monomials), Index())


def homomorphism(name: str, source: str, target: str) -> Homomorphism:
    """Declare a homomorphism."""
    HOMS[name] = (source, target)
    return Homomorphism(name)


@dataclass(frozen=True)
class Applied:
    """A definition at its first arguments; calling it gives it the others."""

    name: str
    arguments: tuple[Argument, ...]

    def __call__(self, *rest: Index | Symbol | Applied | Fun | Term | int) -> At:
        """Apply it to the arguments that are left."""
        kinds = tuple(kind for _, kind in definitions()[self.name].parameters)
        sorts = _bound(kinds, self.arguments)
        later = _arguments(self.name, kinds[len(self.arguments) :], rest, sorts)
        return At(self.name, self.arguments + later)

    def function(self) -> Fun:
        """Return it as a function of the arguments that are left."""
        parameters = definitions()[self.name].parameters
        sorts = _bound(tuple(kind for _, kind in parameters), self.arguments)
        left = [(name, sorts[kind]) for name, kind in parameters[len(self.arguments) :] if isinstance(kind, str)]
        own = tuple((f"{name}_", sort) for name, sort in left)
        return Fun(own, At(self.name, self.arguments + tuple(Index(((("", (name,)), 1),)) for name, _ in own)))


@dataclass(frozen=True)
class Defined:
    """A definition; calling it applies it."""

    name: str

    def __call__(self, *arguments: Index | Symbol | Applied | Fun | Homomorphism) -> Applied:
        """Apply it to its first arguments."""
        kinds = tuple(kind for _, kind in definitions()[self.name].parameters)[: len(arguments)]
        return Applied(self.name, _arguments(self.name, kinds, arguments, {}))


def _bound(kinds: tuple[Kind, ...], arguments: tuple[Argument, ...]) -> dict[str, str]:
    sorts: dict[str, str] = {}
    for kind, argument in zip(kinds, arguments, strict=False):
        if isinstance(kind, tuple) and isinstance(argument, Fun):
            sorts |= zip(kind, (sort for _, sort in argument.variables), strict=True)
        elif not isinstance(kind, (str, tuple)) and isinstance(argument, Hom):
            sorts |= zip(kind["hom"], HOMS[argument.name], strict=True)
    return sorts


def _arguments(
    name: str, kinds: tuple[Kind, ...], values: tuple[object, ...], sorts: dict[str, str]
) -> tuple[Argument, ...]:
    if len(kinds) != len(values):
        raise ValueError(f"{name} takes {len(kinds)} more arguments, not {len(values)}")
    return tuple(_argument(value) for value in values)


def _argument(value: object) -> Argument:
    match value:
        case int():
            return as_index(value)
        case Homomorphism(name):
            return Hom(name)
        case Symbol() | Applied():
            return function(value)
        case Index() | Fun() | Term():
            return value
    raise TypeError(f"{value!r} is no argument")


def function(value: Symbol | Applied | Fun) -> Fun:
    """Return a symbol or a definition at its first arguments as a function of its indices."""
    if isinstance(value, Fun):
        return value
    if isinstance(value, Applied):
        return value.function()
    signature = SYMBOLS[value.name]
    own = tuple((f"x{place}_" if place else "x_", str(sort)) for place, sort in enumerate(signature))
    return Fun(own, At(value.name, tuple(Index(((("", (name,)), 1),)) for name, _ in own)))


def of(variable: Index, *rest: Index | Term) -> Fun:
    """Return a function written out: its variables, then its value."""
    *others, body = rest
    names = [name_of(index) for index in (variable, *others) if isinstance(index, Index)]
    assert isinstance(body, Term), "the last argument is the value"
    return Fun(tuple((name, SORTS[name]) for name in names), body)


def total(variable: Index, body: Term) -> Sum:
    """Return the sum over all values of a variable."""
    return Sum(name_of(variable), SORTS[name_of(variable)], body)


def conj(term: Term) -> Conj:
    """Return the conjugate."""
    return Conj(term)


def delta(index: Index, sort: str = "") -> Delta:
    """Return the delta at an index, of the sort of its first variable if none is given."""
    (hom, names), _ = index.monomials[0]
    return Delta(sort or (HOMS[hom][1] if hom else SORTS[names[0]]), index)


def unit(sort: str) -> Fun:
    """Return the delta as a function."""
    return Fun((("x_", sort),), Delta(sort, Index(((("", ("x_",)), 1),))))


def window(index: Index) -> Window:
    """Return the window: 1 where an integer is zero or more."""
    return Window(index)


def summable(over: tuple[Index, ...], term: Term) -> Summable:
    """Return the hypothesis that a family is absolutely summable."""
    return Summable((), tuple((name_of(index), SORTS[name_of(index)]) for index in over), term)


def equation(every: tuple[Index | Symbol, ...], left: Term, right: Term, says: str = "") -> Equation:
    """Return the hypothesis that two terms are equal for all values of some variables and symbols."""
    quantified: list[Quantified] = []
    for entry in every:
        if isinstance(entry, Symbol):
            quantified.append((entry.name, SYMBOLS[entry.name]))
        else:
            quantified.append((name_of(entry), SORTS[name_of(entry)]))
    return Equation(tuple(quantified), left, right, says)


def finite(*sorts: str) -> tuple[Finite, ...]:
    """Return the hypotheses that some sorts are finite."""
    return tuple(Finite(sort) for sort in sorts)


def finitely_supported(*functions: Symbol) -> tuple[Support, ...]:
    """Return the hypotheses that some functions are zero outside a finite set."""
    return tuple(Support(entry.name) for entry in functions)


COMMUTATIVE = Commutative()

conv = Defined("conv")
corr = Defined("corr")
flip = Defined("flip")
conjflip = Defined("conjflip")
conjugate = Defined("conjugate")
shift = Defined("shift")
inner = Defined("inner")
spectrum = Defined("spectrum")
push = Defined("push")
transpose = Defined("transpose")
product = Defined("product")
trace = Defined("trace")
frobenius = Defined("frobenius")
