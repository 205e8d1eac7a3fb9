"""
The words of the claims that have a proof: each means a term to the proof, and code to the reader.

A claim's sides are written once, in these words. Run on symbols they spell the theorem's two sides,
and the checker demands that they be the same terms; run on signals they call the library. So no
proof can decorate a claim that says something else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from flipconv.flips import conjugate_flip
from flipconv.flips import flip as flip_array
from flipconv.operators import convolve, correlate
from flipconv.proofs import language
from flipconv.proofs.language import Applied, Symbol, function
from flipconv.proofs.normal import alike
from flipconv.proofs.substitution import substituted
from flipconv.proofs.terms import Conj, Fun, Index, Term

Words = Symbol | Applied | Fun
"""A function, as the proofs write it."""


@dataclass(frozen=True, eq=False)
class Signal:
    """
    A function on a grid: on all integers, zero outside an array, or on a finite group.

    Parameters
    ----------
    values : numpy.ndarray
        The array.
    start : tuple of int or None
        The place of its first entry; None if the array is one period of a function on a group.
    """

    values: np.ndarray
    start: tuple[int, ...] | None

    @property
    def periodic(self) -> bool:
        """Whether it lives on a finite group."""
        return self.start is None

    def at(self, place: tuple[int, ...]) -> Any:
        """Return its value at a place."""
        if self.start is None:
            value = self.values[tuple(p % n for p, n in zip(place, self.values.shape, strict=True))]
            return value.item() if isinstance(value, np.generic) else value
        inside = tuple(p - s for p, s in zip(place, self.start, strict=True))
        if all(0 <= p < n for p, n in zip(inside, self.values.shape, strict=True)):
            return self.values[inside].item()
        return 0

    def table(self) -> dict[tuple[int, ...], Any]:
        """Return where it is not zero, and what it is there."""
        start = self.start or (0,) * self.values.ndim
        found = {tuple(a + b for a, b in zip(start, where, strict=True)): v for where, v in np.ndenumerate(self.values)}
        return {place: value for place, value in found.items() if value != 0}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Signal) or self.periodic != other.periodic:
            return False
        if self.periodic and self.values.shape != other.values.shape:
            return False
        return self.table() == other.table()

    __hash__ = None  # pyright: ignore[reportAssignmentType]  # equality goes by values that may change

    def __repr__(self) -> str:
        where = "" if self.start is None else f" from {', '.join(map(str, self.start))}"
        return f"{self.values.tolist()}{where}"


def _moved(left: tuple[int, ...], right: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(left, right, strict=True))


def convolved(f: Any, g: Any) -> Any:
    """F * g."""
    if not isinstance(f, Signal):
        return language.conv(f, g)
    if f.start is None or g.start is None:
        return Signal(convolve(f.values, g.values, mode="same", boundary="wrap", anchor=0), None)
    return Signal(convolve(f.values, g.values), _moved(f.start, g.start))


def correlated(f: Any, g: Any) -> Any:
    """F ⋆ g, its first operand conjugated: `correlate(g, f)` in the order of the library."""
    if not isinstance(f, Signal):
        return language.corr(f, g)
    if f.start is None or g.start is None:
        return Signal(correlate(g.values, f.values, mode="same", boundary="wrap", anchor=0), None)
    last = tuple(s + n - 1 for s, n in zip(f.start, f.values.shape, strict=True))
    return Signal(correlate(g.values, f.values), tuple(a - b for a, b in zip(g.start, last, strict=True)))


def _turned(f: Signal, array: np.ndarray) -> Signal:
    """Return a flipped array at the negatives of its places; on a group, 0 stays where it is."""
    if f.start is None:
        return Signal(np.roll(array, 1, axis=tuple(range(array.ndim))), None)
    return Signal(array, tuple(1 - s - n for s, n in zip(f.start, array.shape, strict=True)))


def flipped(f: Any) -> Any:
    """The function at the negative of its argument."""
    return _turned(f, flip_array(f.values)) if isinstance(f, Signal) else language.flip(f)


def conjugate_flipped(f: Any) -> Any:
    """The conjugate of the flip."""
    return _turned(f, conjugate_flip(f.values)) if isinstance(f, Signal) else language.conjflip(f)


def conjugated(f: Any) -> Any:
    """The conjugate."""
    return Signal(np.conj(f.values), f.start) if isinstance(f, Signal) else language.conjugate(f)


def shifted(a: Any, f: Any) -> Any:
    """The function moved by a."""
    if not isinstance(f, Signal):
        return language.shift(a, f)
    if f.start is None:
        return Signal(np.roll(f.values, a, axis=tuple(range(len(a)))), None)
    return Signal(f.values, _moved(f.start, a))


def against(a: Any) -> Any:
    """The opposite shift."""
    return -a if isinstance(a, Index) else tuple(-step for step in a)


def unit_beside(f: Any) -> Any:
    """1 at 0 and 0 elsewhere, on the grid of f."""
    if not isinstance(f, Signal):
        return language.unit("G")
    ones = np.zeros(f.values.shape if f.start is None else (1,) * f.values.ndim, dtype=int)
    ones[(0,) * ones.ndim] = 1
    return Signal(ones, None if f.start is None else (0,) * ones.ndim)


def _pointwise(parts: tuple[Any, ...], make: Callable[..., Term]) -> Fun:
    """Return the function whose value is made of those of some functions."""
    variables = function(parts[0]).variables
    places = [Index(((("", (name,)), 1),)) for name, _ in variables]
    return Fun(variables, make(*(_value(part, places) for part in parts)))


def _value(part: Words, places: list[Index]) -> Term:

    found = function(part)
    return substituted(found.body, {name: place for (name, _), place in zip(found.variables, places, strict=True)})


def _spread(f: Signal, g: Signal) -> tuple[np.ndarray, np.ndarray, tuple[int, ...] | None]:
    """Return the arrays of two signals on the smallest grid that holds both."""
    if f.start is None or g.start is None:
        return f.values, g.values, None
    first = tuple(map(min, f.start, g.start))
    last = [max(a + n, b + m) for a, n, b, m in zip(f.start, f.values.shape, g.start, g.values.shape, strict=True)]
    places = np.ndindex(*(b - a for a, b in zip(first, last, strict=True)))
    shape = [b - a for a, b in zip(first, last, strict=True)]
    grids = [np.zeros(shape, dtype=complex) for _ in range(2)]
    for place in places:
        for grid, signal in zip(grids, (f, g), strict=True):
            grid[place] = signal.at(_moved(first, place))
    return grids[0], grids[1], first


def added(f: Any, g: Any) -> Any:
    """The sum of two functions."""
    if not isinstance(f, Signal):
        return _pointwise((f, g), lambda a, b: a + b)
    left, right, start = _spread(f, g)
    return Signal(left + right, start)


def subtracted(f: Any, g: Any) -> Any:
    """The difference of two functions."""
    if not isinstance(f, Signal):
        return _pointwise((f, g), lambda a, b: a - b)
    left, right, start = _spread(f, g)
    return Signal(left - right, start)


def multiplied(f: Any, g: Any) -> Any:
    """The product of two functions on a group, place by place."""
    return Signal(f.values * g.values, None) if isinstance(f, Signal) else _pointwise((f, g), lambda a, b: a * b)


def pointwise_conjugate(f: Any) -> Any:
    """The conjugates of a function's values."""
    return Signal(np.conj(f.values), f.start) if isinstance(f, Signal) else _pointwise((f,), Conj)


def scaled(alpha: Any, f: Any) -> Any:
    """A function times a number."""
    if isinstance(f, Signal):
        return Signal(alpha * f.values, f.start)
    return _pointwise((f,), lambda value: alpha() * value)


def scaled_by_conjugate(alpha: Any, f: Any) -> Any:
    """A function times the conjugate of a number."""
    if isinstance(f, Signal):
        return Signal(np.conj(alpha) * f.values, f.start)
    return _pointwise((f,), lambda value: Conj(alpha()) * value)


def inner_product(f: Any, g: Any) -> Any:
    """The sum of f times the conjugate of g."""
    if not isinstance(f, Signal):
        return language.inner(f, g)()
    left, right, _ = _spread(f, g)
    return complex(np.sum(left * np.conj(right)))


def spectrum(f: Any) -> Any:
    """The discrete Fourier transform, `numpy.fft.fftn`: exact on the lengths 1, 2 and 4."""
    if isinstance(f, Signal):
        return Signal(np.fft.fftn(f.values), None)
    return language.spectrum(Symbol("w"), f)


def at_negative(f: Any) -> Any:
    """The function at the negative of its argument, written out."""
    if isinstance(f, Signal):
        return _turned(f, flip_array(f.values))
    found = function(f)
    turned = {name: -Index(((("", (name,)), 1),)) for name, _ in found.variables}
    return Fun(found.variables, substituted(found.body, turned))


def times_size(f: Any, number: Any) -> Any:
    """A number times the number of samples of f."""
    return f.values.size * number if isinstance(f, Signal) else Symbol("size")() * number


def is_spelled(side: Any, term: Term, free: dict[str, str]) -> bool:
    """
    Return whether a side, run on symbols, spells a term.

    Parameters
    ----------
    side : object
        What the claim returned: a function, or a term if it is a number.
    term : Term
        A side of the theorem.
    free : dict
        The theorem's free variables that are no parameters of the claim, with their sorts.

    Returns
    -------
    bool
        Whether the two are alike.
    """
    if isinstance(side, (Symbol, Applied, Fun)):
        found = function(side)
        # the claim's function at the theorem's free variables, each of its own sort
        names = [[name for name, sort in free.items() if sort == own] for _, own in found.variables]
        if any(len(candidates) != 1 for candidates in names):
            return False
        pairs = zip(found.variables, names, strict=True)
        side = substituted(found.body, {own: Index(((("", (name,)), 1),)) for (own, _), (name,) in pairs})
    return isinstance(side, Term) and alike(side, term)
