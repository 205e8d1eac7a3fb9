"""
What the symbols stand for in small worlds that no random table can stand for: hypotheses ask something of them.

Characters, functions with an end, maps that move with every shift, and two trainings.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

from flipconv.proofs.models import Matrix, Model

LENGTHS = {"L": 2, "M": 3, "P": 5}
"""The lengths and the period in the worlds of the integers."""


def gaussian(rng: Random) -> complex:
    """Return a Gaussian integer with parts from -3 to 3."""
    return complex(rng.randint(-3, 3), rng.randint(-3, 3))


def matrix(rng: Random) -> Matrix:
    """Return a two by two matrix with entries from -2 to 2."""
    return Matrix([[rng.randint(-2, 2) for _ in range(2)] for _ in range(2)])


def table(rng: Random, draw: Callable[[Random], Any]) -> Callable[..., Any]:
    """Return a function whose values are drawn when they are first asked for."""
    seed = rng.random()
    return cache(lambda *places: draw(Random(f"{seed}{places}")))


def _character(model: Model, _: Random) -> Callable[..., complex]:
    roots = {1: [1], 2: [1, -1], 4: [1, 1j, -1, -1j]}
    moduli = model.sorts["G"].moduli

    def value(place: tuple[int, ...], frequency: tuple[int, ...]) -> complex:
        total: complex = 1
        for order, a, b in zip(moduli, place, frequency, strict=True):
            total *= roots[order][a * b % order]
        return total

    return value


def _reciprocal(model: Model, _: Random) -> Callable[[], complex]:
    one = (1,) * len(model.sorts["G"].moduli)
    return lambda: 1 / (model.symbols["w"][1](one, one) - 1)


def _supported(length: str) -> Callable[[Model, Random], Callable[..., Any]]:
    def made(_: Model, rng: Random) -> Callable[..., Any]:
        values = [gaussian(rng) for _ in range(LENGTHS[length])]
        return lambda place: values[place[0]] if 0 <= place[0] < len(values) else 0

    return made


def _responding(model: Model, rng: Random) -> Callable[..., Any]:
    group, kernel = model.sorts["G"], table(rng, gaussian)

    def value(function: Callable[..., Any], place: Any) -> Any:
        return sum(kernel(member) * function(group.plus(place, member, -1)) for member in group.elements)

    return value


def _gradient(model: Model, rng: Random) -> Callable[..., Any]:
    group, weight = model.sorts["G"], table(rng, gaussian)

    def value(function: Callable[..., Any], place: Any) -> Any:
        members = group.elements
        return function(place) * function(place) + sum(weight(member, place) * function(member) for member in members)

    return value


def _mirrored_gradient(model: Model, _: Random) -> Callable[..., Any]:
    group = model.sorts["G"]

    def value(function: Callable[..., Any], place: Any) -> Any:
        def negative(member: Any) -> Any:
            return group.plus(group.zero, member, -1)

        return model.symbols["grad"][1](lambda member: function(negative(member)), negative(place))

    return value


def _rule(_: Model, __: Random) -> Callable[..., Any]:
    def value(step: Any, part: Any, state: Callable[..., Any], gradient: Any) -> Any:
        return (step[0] + 2) * state((0,)) - state((1,)) * part[0] + gradient * (1 + part[0])

    return value


def _training(name: str, gradient: str) -> Callable[[Model, Random], Callable[..., Any]]:
    def made(model: Model, rng: Random) -> Callable[..., Any]:
        group, start = model.sorts["G"], table(Random("start"), gaussian)

        @cache
        def value(step: Any, part: Any, place: Any) -> Any:
            if step[0] <= 0:
                return start(part, place if name == "plain" else group.plus(group.zero, place, -1))
            before = (step[0] - 1,)
            slope = model.symbols[gradient][1](lambda member: value(before, (0,), member), place)
            return model.symbols["rule"][1](before, part, lambda other: value(before, other, place), slope)

        return value

    return made


MEANT: dict[str, Callable[[Model, Random], Callable[..., Any]]] = {
    "w": _character,
    "beta": _reciprocal,
    "size": lambda model, _: lambda: len(model.sorts["D"].elements),
    "u": _supported("L"),
    "v": _supported("M"),
    "response": _responding,
    "grad": _gradient,
    "grad1": _mirrored_gradient,
    "rule": _rule,
    "plain": _training("plain", "grad"),
    "mirror": _training("mirror", "grad1"),
}
"""The symbols that no random table can stand for, since hypotheses ask something of them."""
