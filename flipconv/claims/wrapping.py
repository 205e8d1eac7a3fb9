"""Claims with a proof: where a convolution can differ from zero, and when a circular one is a linear one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from flipconv.claims.boxes import Box, cyclic, values
from flipconv.claims.evidence import Case
from flipconv.claims.proved import Proved, model_of
from flipconv.claims.register import claim
from flipconv.claims.words import Signal, convolved
from flipconv.operators import convolve
from flipconv.proofs import language
from flipconv.proofs.language import function
from flipconv.proofs.models import Group, Model
from flipconv.proofs.statements import Theorem
from flipconv.proofs.substitution import substituted
from flipconv.proofs.terms import Fun, Index, Term
from flipconv.proofs.theorems import wrapping
from flipconv.proofs.theorems.vocabulary import P as PERIOD
from flipconv.proofs.theorems.vocabulary import j, n, pi, rho

OPPENHEIM = "A. V. Oppenheim, R. W. Schafer, Discrete-Time Signal Processing, 3rd ed., 2010, sections 8.6 and 8.7"


def _at(f: Any, place: Index) -> Term:
    found = function(f)
    return substituted(found.body, {found.variables[0][0]: place})


def _over_integers(make: Callable[[Index], Term]) -> Fun:
    return Fun((("n", "Z"),), make(n))


def cut(f: Any, last: Any) -> Any:
    """The function where its place is between 0 and `last`, and 0 elsewhere."""
    if not isinstance(f, Signal):
        return _over_integers(lambda place: _at(f, place) * language.window(place) * language.window(last - place))
    kept = [f.at((place,)) for place in range(last[0] + 1)]
    return Signal(np.array(kept), (0,))


def last_place(*lengths: Any) -> Any:
    """The last place of a convolution of signals of these lengths: their sum less their number."""
    if isinstance(lengths[0], Index):
        return sum(lengths, Index()) - len(lengths)
    return (sum(length for (length,) in lengths) - len(lengths),)


def _lengths() -> Iterator[Case]:
    for first in (1, 2, 3):
        for second in (1, 2, 4):
            signals = (Signal(values((first,), 0), (0,)), Signal(values((second,), 1), (0,)))
            yield Case(((first,), (second,), *signals))


PAIRS_WITH_LENGTHS = Box("one pair of signals for each of the lengths 1, 2, 3 by 1, 2, 4", _lengths)


def one_place_short(L, M, u, v):
    """One place too few."""
    return convolved(u, v), cut(convolved(u, v), (last_place(L, M)[0] - 1,))


@claim(
    label="a-full-convolution-has-the-length-n-plus-m-less-one",
    title="Signals of L and M samples have a convolution that is zero outside 0 to L + M - 2: L + M - 1 samples.",
    evidence=Proved(wrapping.support, PAIRS_WITH_LENGTHS),
    counterfeits=(one_place_short,),
    source=OPPENHEIM,
)
def a_full_convolution_has_the_length_n_plus_m_less_one(L, M, u, v):
    """Places add up: from 0 on, and at most $L - 1$ and $M - 1$, they reach from 0 to $L + M - 2$."""
    return convolved(u, v), cut(convolved(u, v), last_place(L, M))


def projected(f: Any) -> Any:
    """The sums along all axes but the last: the push-forward along the map that forgets the others."""
    if not isinstance(f, Signal):
        return language.push(pi, f)
    return Signal(f.values.sum(axis=tuple(range(f.values.ndim - 1))), None)


def _with_projection(theorem: Theorem, given: Mapping[str, Any]) -> tuple[Model, dict[str, Any]]:
    model, places = model_of(theorem, given)
    group = model.sorts["G"]
    homs = {"pi": ("G", "H", lambda place: place[-1:])}
    return Model({"G": group, "H": Group(group.moduli[-1:])}, homs, model.symbols), places


def projected_once(f, g):
    """Only one of the operands summed; the other keeps its first row."""
    return projected(convolved(f, g)), convolved(projected(f), Signal(g.values[0], None))


@claim(
    label="summing-out-an-axis-goes-through-a-convolution",
    title="Summing out an axis of a convolution is convolving what is left of both operands.",
    evidence=Proved(
        wrapping.push_forward,
        cyclic(2, ((2, 3), (3, 2), (2, 4))),
        _with_projection,
    ),
    counterfeits=(projected_once,),
    source="W. Rudin, Fourier Analysis on Groups, 1962, section 2.7; for densities it is the law of a sum of variables",
)
def summing_out_an_axis_goes_through_a_convolution(f, g):
    """A homomorphism takes sums of places to sums of places; that is all that convolution asks for."""
    return projected(convolved(f, g)), convolved(projected(f), projected(g))


def wrapped(P: Any, u: Any) -> Any:
    """A signal wound around a circle of P places, each place adding up what falls on it."""
    if not isinstance(u, Signal):
        return _over_integers(lambda place: language.push(rho, u)(rho(place)))
    circle = np.zeros(P[0], dtype=complex)
    np.add.at(circle, np.arange(u.values.size) % P[0], u.values)
    return Signal(circle, None)


def aliased(P: Any, u: Any) -> Any:
    """The sum of all copies of a signal, moved by the multiples of P."""
    if not isinstance(u, Signal):
        return _over_integers(lambda place: language.total(j, u(place - P * j)))
    copies = range(-u.values.size, u.values.size + 1)
    return Signal(np.array([sum(u.at((place - P[0] * copy,)) for copy in copies) for place in range(P[0])]), None)


def _periods() -> Iterator[Case]:
    for length in (1, 3, 4):
        for period in (1, 2, 3, 5):
            yield Case(((period,), Signal(values((length,), 0), (0,))))


def _on_circle(theorem: Theorem, given: Mapping[str, Any]) -> tuple[Model, dict[str, Any]]:
    model, places = model_of(theorem, given)
    circle = Group(given["P"])
    return Model({"Z": model.sorts["Z"], "H": circle}, {"rho": ("Z", "H", circle.reduced)}, model.symbols), places


def cut_off(P, u):
    """What falls beyond the period thrown away."""
    return wrapped(P, u), Signal(np.array([u.at((place,)) for place in range(P[0])]), None)


@claim(
    label="wrapping-adds-up-the-copies",
    title="A signal wrapped around a circle is the sum of its copies, moved by all multiples of the period.",
    evidence=Proved(wrapping.wraps, Box("lengths 1, 3 and 4 on circles of 1, 2, 3 and 5 places", _periods), _on_circle),
    counterfeits=(cut_off,),
    source=OPPENHEIM,
)
def wrapping_adds_up_the_copies(P, u):
    """The places that fall on one place of the circle are those that differ by a multiple of the period."""
    return wrapped(P, u), aliased(P, u)


def circular(P: Any, u: Any, v: Any) -> Any:
    """The circular convolution of two signals wound around a circle of P places, in the first period."""
    if isinstance(u, Signal):
        left, right = wrapped(P, u), wrapped(P, v)
        found = convolve(left.values, right.values, mode="same", boundary="wrap", anchor=0)
        return Signal(found, (0,))
    inner = language.conv(language.push(rho, u), language.push(rho, v))
    return _over_integers(lambda place: _first_period(place) * inner(rho(place)))


def _first_period(place: Index) -> Term:
    return language.window(place) * language.window(PERIOD - 1 - place)


def linear_in_first_period(P: Any, u: Any, v: Any) -> Any:
    """The linear convolution in the first P places."""
    if isinstance(u, Signal):
        return cut(convolved(u, v), (P[0] - 1,))
    inner = language.conv(u, v)
    return _over_integers(lambda place: _first_period(place) * inner(place))


def _long_periods() -> Iterator[Case]:
    for case in _lengths():
        (first,), (second,), u, v = case.args
        for spare in (0, 2):
            yield Case(((first,), (second,), (first + second - 1 + spare,), u, v))


def period_one_short(L, M, P, u, v):
    """A period one place too short, where there is one."""
    short = (L[0] + M[0] - 2 or 1,)
    return circular(short, u, v), linear_in_first_period(short, u, v)


@claim(
    label="circular-equals-linear-in-a-long-period",
    title="In a period of L + M - 1 places or more nothing wraps: circular convolution is linear convolution.",
    evidence=Proved(
        wrapping.circular_is_linear,
        Box(f"{PAIRS_WITH_LENGTHS.told}, in the shortest period and in one two places longer", _long_periods),
        _on_circle,
    ),
    counterfeits=(period_one_short,),
    source=OPPENHEIM,
)
def circular_equals_linear_in_a_long_period(L, M, P, u, v):
    """The copies of the result lie a period apart, and each is no longer than the period."""
    return circular(P, u, v), linear_in_first_period(P, u, v)
