"""Claims: the two operations on groups that do not commute, where the flip takes the inverse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import permutations, product

import numpy as np

from flipconv.claims.evidence import Case, Exhausted, Search
from flipconv.claims.register import claim

COHEN = "T. S. Cohen, M. Welling, Group Equivariant Convolutional Networks, ICML 2016, sections 4 to 6"
HEWITT = "E. Hewitt, K. A. Ross, Abstract Harmonic Analysis, volume 1, 1963, chapter 5"

Permutation = tuple[int, ...]


def _after(p: Permutation, q: Permutation) -> Permutation:
    """Return the permutation that does q first and then p."""
    return tuple(p[i] for i in q)


def _generated(*generators: Permutation) -> list[Permutation]:
    """Return all products of some permutations, in order, so that the one that moves nothing is first."""
    found = {tuple(range(len(generators[0])))}
    while True:
        wider = found | {_after(p, q) for p in found for q in generators}
        if wider == found:
            return sorted(found)
        found = wider


PERMUTATIONS = "the permutations of three things"
GROUPS: dict[str, list[Permutation]] = {
    PERMUTATIONS: sorted(permutations(range(3))),
    "the turns and mirror images of a square": _generated((1, 2, 3, 0), (3, 2, 1, 0)),
    "the shifts of a circle of five places": _generated((1, 2, 3, 4, 0)),
}
PAIR = "every pair of signals with a single 1 or i"


@cache
def _table(group: str) -> tuple[tuple[int, ...], ...]:
    members = GROUPS[group]
    return tuple(tuple(members.index(_after(p, q)) for q in members) for p in members)


def _inverses(group: str) -> list[int]:
    return [row.index(0) for row in _table(group)]


def _convolved(group: str, f: np.ndarray, k: np.ndarray) -> np.ndarray:
    """Stamp: what stands at a and at b meets at their product."""
    out = np.zeros_like(f)
    for a, row in enumerate(_table(group)):
        for b, place in enumerate(row):
            out[place] += f[a] * k[b]
    return out


def _correlated(group: str, h: np.ndarray, f: np.ndarray) -> np.ndarray:
    """Gather: from g, tap y looks at the product of g and y."""
    return np.array([sum(np.conj(h[y]) * f[place] for y, place in enumerate(row)) for row in _table(group)])


def _basis(members: int) -> Iterator[np.ndarray]:
    for unit, place in product((1, 1j), range(members)):
        one = np.zeros(members, complex)
        one[place] = unit
        yield one


def _pairs(*groups: str) -> Iterator[Case]:
    for group in groups:
        for f, k in product(_basis(len(GROUPS[group])), repeat=2):
            yield Case((group, f, k))


PAIRS = Exhausted(f"{PAIR}; {', '.join(GROUPS)}", lambda: _pairs(*GROUPS))


def flipped_by_reversing_the_list(group, f, h):
    """The list of values reversed, for each value moved to the inverse."""
    return _convolved(group, f, h), _correlated(group, np.conj(h[::-1]), f)


def flipped_without_conjugate(group, f, h):
    """The values moved to the inverse and not conjugated."""
    return _convolved(group, f, h), _correlated(group, h[_inverses(group)], f)


def with_the_operands_exchanged(group, f, h):
    """Kernel and signal exchanged in the convolution, as on a line."""
    return _convolved(group, h, f), _correlated(group, np.conj(h[_inverses(group)]), f)


@claim(
    label="on-a-group-the-flip-takes-the-inverse",
    title="On finite groups, too, convolving is correlating with the conjugate flip: each value moved to the inverse.",
    statement=(
        r"\begin{gathered} f * h = \tilde h \star f, \qquad \tilde h(y) = \overline{h(y^{-1})} \\"
        r" (f * h)(g) = \sum_{ab = g} f(a)\, h(b), \quad (h \star f)(g) = \sum_y \overline{h(y)}\, f(gy) \end{gathered}"
    ),
    given="both sides are bilinear over the reals, so these pairs stand for all values",
    evidence=PAIRS,
    counterfeits=(flipped_by_reversing_the_list, flipped_without_conjugate, with_the_operands_exchanged),
    source=HEWITT,
)
def on_a_group_the_flip_takes_the_inverse(group, f, h):
    """If $ab = g$ then $a = g b^{-1}$: the tap at $b$ looks where a correlation's tap at $b^{-1}$ does."""
    return _convolved(group, f, h), _correlated(group, np.conj(h[_inverses(group)]), f)


Operation = Callable[[str, np.ndarray, np.ndarray], np.ndarray]


def _moves() -> Iterator[Case]:
    for case in _pairs(PERMUTATIONS):
        for by in range(len(case.args[1])):
            yield Case((*case.args, by))


def _moved(group: str, f: np.ndarray, by: int) -> np.ndarray:
    """Move what stands at a to the product of `by` and a."""
    out = np.zeros_like(f)
    for a, value in enumerate(f):
        out[_table(group)[by][a]] = value
    return out


def _moved_on_the_right(group: str, f: np.ndarray, by: int) -> np.ndarray:
    out = np.zeros_like(f)
    for a, value in enumerate(f):
        out[_table(group)[a][by]] = value
    return out


def moved_on_the_other_side(group, f, h, by):
    """The factor put on the right."""
    left = _correlated(group, h, _moved_on_the_right(group, f, by))
    return left, _moved_on_the_right(group, _correlated(group, h, f), by)


def moved_back(group, f, h, by):
    """The result moved by the inverse."""
    return _correlated(group, h, _moved(group, f, by)), _moved(group, _correlated(group, h, f), _inverses(group)[by])


@claim(
    label="on-a-group-correlation-moves-with-its-signal",
    title="On a finite group, a factor on the left of the signal's places is a factor on the left of the result's.",
    statement=r"h \star (L_u f) = L_u (h \star f), \qquad (L_u f)(g) = f(u^{-1} g)",
    evidence=Exhausted(f"{PAIR} on {PERMUTATIONS}, moved by every one of them", _moves),
    counterfeits=(moved_on_the_other_side, moved_back),
    source=COHEN,
)
def on_a_group_correlation_moves_with_its_signal(group, f, h, by):
    """The taps stand on the right of $g$, so what is done on its left is done to the places of the result."""
    return _correlated(group, h, _moved(group, f, by)), _moved(group, _correlated(group, h, f), by)


def _single_elements() -> Iterator[Case]:
    ones = np.eye(len(GROUPS[PERMUTATIONS]), dtype=int)
    for a, b in sorted(product(range(len(ones)), repeat=2), key=lambda pair: (sum(pair), pair)):
        yield Case((PERMUTATIONS, ones[a], ones[b]))


@claim(
    label="on-the-permutations-convolution-does-not-commute",
    title="Convolution of functions on the permutations of three things does not commute.",
    refutes="Convolution commutes, on whatever it is defined.",
    statement=r"f * k \ne k * f \quad\text{for some } f, k \text{ on } S_3",
    evidence=Search("pairs of a single 1 at one permutation, those early in the list first", _single_elements),
    source=COHEN,
)
def on_the_permutations_convolution_does_not_commute(group, f, k):
    """Two exchanges, done in the other order, are another permutation."""
    return _convolved(group, f, k), _convolved(group, k, f)
