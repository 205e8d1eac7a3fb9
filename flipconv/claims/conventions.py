"""Claims: what a same-size call does, as two numbers per axis, and what a flip alone leaves undone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from flipconv.boundaries import BOUNDARIES
from flipconv.claims.evidence import Case, Exhausted, Search, Shape
from flipconv.claims.register import claim
from flipconv.conventions.model import Convention
from flipconv.conventions.prediction import predict
from flipconv.flips import flip
from flipconv.operators import convolve, correlate

SITE = "this site, the model of a convention"

# sign, and the rule that gives the anchor of m taps; the letters are those of the page
FAMILIES = {"A": (-1, "(m-1)//2"), "B": (-1, "m//2"), "C": (1, "m//2"), "D": (1, "(m-1)//2")}
FLIPPED = {"A": "C", "C": "A", "B": "D", "D": "B"}
ASTRAY = {"A": "D", "D": "A", "B": "C", "C": "B"}
SHAPES: tuple[tuple[Shape, Shape], ...] = (
    *(((n,), (m,)) for n in (1, 2, 5) for m in range(1, 6)),
    *((n, m) for n in ((3, 4), (1, 5)) for m in ((2, 3), (4, 2), (3, 5))),
)
BOX = (
    "one signal of 1, 2 and 5 samples with one kernel of each of 1 to 5 taps, "
    "and of 3×4 and 1×5 with one of 2×3, 4×2 and 3×5; every border"
)


def drawn(n: Shape, m: Shape) -> tuple[np.ndarray, np.ndarray]:
    """Return a signal and a kernel of integers without any symmetry, the same ones each time."""
    rng = np.random.default_rng([*n, *m])
    return rng.integers(-99, 100, n), rng.permutation(np.arange(1, np.prod(m) + 1) ** 2).reshape(m)


def _in_every_border(letters: str = "ABCD") -> Iterator[Case]:
    for (n, m), border, letter in product(SHAPES, BOUNDARIES, letters):
        yield Case(drawn(n, m), {"boundary": border, "family": letter})


def _run(letter: str, x: np.ndarray, h: np.ndarray, boundary: str) -> np.ndarray:
    """Return what a call of a family returns, by the operators, which take the anchor as a number."""
    how: dict[str, Any] = {"mode": "same", "boundary": boundary, "anchor": _anchors(letter, h.shape)}
    return (convolve if FAMILIES[letter][0] < 0 else correlate)(x, h, **how)


def _anchors(letter: str, shape: Shape) -> list[int]:
    return [m // 2 if FAMILIES[letter][1] == "m//2" else (m - 1) // 2 for m in shape]


def _modelled(letter: str, x: np.ndarray, h: np.ndarray, boundary: str) -> np.ndarray:
    """Return the same by the model, which goes by the rule and continues the signal itself."""
    sign, rule = FAMILIES[letter]
    fields: dict[str, Any] = {"sign": (sign,) * h.ndim, "anchor_rule": rule, "boundary": boundary}
    return predict(Convention(**fields), x, h)


def flipped_into_the_other_family(x, h, *, boundary, family):
    """The family with the same rule for the anchor taken, which a flip alone does not reach."""
    return _run(family, x, h, boundary), _modelled(ASTRAY[family], x, flip(h), boundary)


def moved_without_a_flip(x, h, *, boundary, family):
    """The kernel left as it was."""
    return _run(family, x, h, boundary), _modelled(FLIPPED[family], x, h, boundary)


def moved_with_one_axis_flipped(x, h, *, boundary, family):
    """The last axis alone flipped."""
    return _run(family, x, h, boundary), _modelled(FLIPPED[family], x, flip(h, axes=-1), boundary)


@claim(
    label="a-flip-goes-between-a-and-c-and-between-b-and-d",
    title="A flip carries family A to C and back, and B to D and back, in every border.",
    statement=(
        r"\begin{gathered} y_{s,a}(x, h) = y_{-s,\,a'}(x, \flip h), \\"
        r" a' = m - 1 - a:\quad \lfloor \tfrac{m-1}{2} \rfloor \leftrightarrow \lfloor \tfrac{m}{2} \rfloor"
        r" \end{gathered}"
    ),
    given="real kernels",
    evidence=Exhausted(f"the four families; {BOX}", _in_every_border),
    counterfeits=(flipped_into_the_other_family, moved_without_a_flip, moved_with_one_axis_flipped),
    rests_on=("default-anchors-mirror-each-other",),
    source=SITE,
)
def a_flip_goes_between_a_and_c_and_between_b_and_d(x, h, *, boundary, family):
    """The flip takes the tap at $a$ to the place $m - 1 - a$, and the other family's rule names that place."""
    return _run(family, x, h, boundary), _modelled(FLIPPED[family], x, flip(h), boundary)


def _short_kernels() -> Iterator[Case]:
    for m in range(1, 4):
        for bits in range(1, 2**m):
            yield Case((np.array([1, 2, 3]), np.array([bits >> place & 1 for place in range(m)])))


@claim(
    label="a-flip-alone-does-not-go-from-a-to-d",
    title="Between families A and D, a flip of the kernel is not enough if the kernel is even.",
    refutes="If two calls differ by the flip, flipping the kernel makes one of them return what the other does.",
    statement=r"y_A(x, h) \ne y_D(x, \flip h) \quad\text{for some } x, h",
    evidence=Search("kernels of zeros and ones on the signal 1, 2, 3, the shortest first", _short_kernels),
    source=SITE,
)
def a_flip_alone_does_not_go_from_a_to_d(x, h):
    """The tap that stood at the anchor of A has moved, and D's anchor names another one."""
    return _run("A", x, h, "constant"), _run("D", x, flip(h), "constant")


def _round_a_circle() -> Iterator[Case]:
    return (case for case in _in_every_border("AB") if case.how["boundary"] == "wrap")


def _astray(x: np.ndarray, h: np.ndarray, boundary: str, family: str, by: int) -> tuple[np.ndarray, np.ndarray]:
    """Return what a family returns, moved along the axes with an even number of taps, and what a flip alone gives."""
    steps = [0 if m % 2 else by if family == "A" else -by for m in h.shape]
    moved = np.roll(_run(family, x, h, boundary), steps, axis=range(h.ndim))
    return moved, _modelled(ASTRAY[family], x, flip(h), boundary)


def not_moved_at_all(x, h, *, boundary, family):
    """The picture left in its place."""
    return _astray(x, h, boundary, family, 0)


def moved_the_other_way(x, h, *, boundary, family):
    """The picture moved by one sample, forwards for backwards."""
    return _astray(x, h, boundary, family, 1)


@claim(
    label="a-flip-alone-moves-the-picture-by-one",
    title="From A to D, a flip alone moves the picture one sample back along every even axis; from B to C, one on.",
    statement=(
        r"\begin{gathered} y_D(x, \flip h)[n] = y_A(x, h)[n + 1] \\"
        r" y_C(x, \flip h)[n] = y_B(x, h)[n - 1] \end{gathered} \quad (m \text{ even})"
    ),
    given="a border that wraps; along axes with an odd number of taps nothing moves",
    evidence=Exhausted("the families A and B; " + BOX.replace("every border", "wrapped"), _round_a_circle),
    counterfeits=(not_moved_at_all, moved_the_other_way),
    rests_on=("a-flip-goes-between-a-and-c-and-between-b-and-d",),
    source=SITE,
)
def a_flip_alone_moves_the_picture_by_one(x, h, *, boundary, family):
    """A flip goes to the family whose anchor is $m - 1 - a$; of an even kernel that is the tap beside the one taken."""
    return _astray(x, h, boundary, family, -1)


def _pairs_of_families() -> Iterator[Case]:
    for case, target in product(_in_every_border(), "ABCD"):
        yield Case(case.args, {**case.how, "target": target})


def _flipped_for(target: str, family: str, h: np.ndarray) -> np.ndarray:
    return flip(h) if FAMILIES[family][0] != FAMILIES[target][0] else h


def _zeros_beside(h: np.ndarray, family: str) -> list[tuple[int, int]]:
    """Return how many zeros before and after a kernel make it odd, with the tap at its anchor in the middle."""
    anchors = _anchors(family, h.shape)
    return [(max(m - 1 - 2 * a, 0), max(2 * a - (m - 1), 0)) for m, a in zip(h.shape, anchors, strict=True)]


def ported_by_the_flip_alone(x, h, *, boundary, family, target):
    """The kernel passed at its own size, flipped where the signs differ."""
    return _run(family, x, h, boundary), _modelled(target, x, _flipped_for(target, family, h), boundary)


def embedded_on_the_wrong_side(x, h, *, boundary, family, target):
    """The zeros put before the kernel for after it."""
    wide = np.pad(h, [pads[::-1] for pads in _zeros_beside(h, family)])
    return _run(family, x, h, boundary), _modelled(target, x, _flipped_for(target, family, wide), boundary)


@claim(
    label="between-zeros-all-four-families-agree",
    title="Between zeros that put its anchor in the middle of an odd kernel, a kernel means the same to all families.",
    statement=(
        r"\begin{gathered} h' = (0, \dots, h, \dots, 0), \quad h'[r] = h[a], \quad m' = 2r + 1 \\"
        r" y_{s,a}(x, h) = y_{s,r}(x, h') = y_{-s,r}(x, \flip h') \end{gathered}"
    ),
    given="real kernels, flipped where the signs differ",
    evidence=Exhausted(f"every pair of the four families; {BOX}", _pairs_of_families),
    counterfeits=(ported_by_the_flip_alone, embedded_on_the_wrong_side),
    rests_on=("a-flip-goes-between-a-and-c-and-between-b-and-d",),
    source=SITE,
)
def between_zeros_all_four_families_agree(x, h, *, boundary, family, target):
    """An odd kernel has one middle, both rules name it, and a flip leaves it where it is."""
    wide = np.pad(h, _zeros_beside(h, family))
    return _run(family, x, h, boundary), _modelled(target, x, _flipped_for(target, family, wide), boundary)


def _anchored() -> Iterator[Case]:
    for (n, m), border, sign in product(SHAPES, BOUNDARIES, (-1, 1)):
        for anchor in product(*map(range, m)):
            yield Case(drawn(n, m), {"anchor": anchor, "sign": sign, "boundary": border})


def _anchor_and_pads(
    x: np.ndarray, h: np.ndarray, anchor: Shape, sign: int, boundary: str, exchanged: bool = False, off: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    how: dict[str, Any] = {"mode": "same", "boundary": boundary, "anchor": anchor}
    pads = [(a + off, m - 1 - a - off) for a, m in zip(anchor, h.shape, strict=True)]
    pads = [pair[::-1] for pair in pads] if (sign < 0) != exchanged else pads
    padded: dict[str, Any] = {"sign": (sign,) * h.ndim, "output": "padded", "pads": pads, "boundary": boundary}
    return (convolve if sign < 0 else correlate)(x, h, **how), predict(Convention(**padded), x, h)


def pads_exchanged(x, h, *, anchor, sign, boundary):
    """The padding before the signal put after it."""
    return _anchor_and_pads(x, h, anchor, sign, boundary, exchanged=True)


def pads_one_off(x, h, *, anchor, sign, boundary):
    """One sample more before the signal, and one less after it."""
    return _anchor_and_pads(x, h, anchor, sign, boundary, off=1)


@claim(
    label="an-anchor-is-a-padding",
    title="An anchor and a padding of two unequal ends are the same thing.",
    statement=(
        r"\begin{gathered} \text{same at the anchor } a \;=\; \text{valid, padded by } (p, q) \\"
        r" (p, q) = (a,\; m - 1 - a) \text{ for } s = +1, \quad (m - 1 - a,\; a) \text{ for } s = -1 \end{gathered}"
    ),
    evidence=Exhausted(f"both signs and every anchor; {BOX}", _anchored),
    counterfeits=(pads_exchanged, pads_one_off),
    source=SITE,
)
def an_anchor_is_a_padding(x, h, *, anchor, sign, boundary):
    """The first output reads as many samples before the signal as there are taps on that side of the anchor."""
    return _anchor_and_pads(x, h, anchor, sign, boundary)
