"""Claims: what of a call cannot be told from outside, and what then can."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from flipconv.boundaries import BOUNDARIES, Boundary, extend
from flipconv.claims.conventions import BOX, SHAPES, SITE, drawn
from flipconv.claims.evidence import Case, Exhausted, Search, Shape
from flipconv.claims.register import claim
from flipconv.conventions.model import Convention
from flipconv.conventions.prediction import predict
from flipconv.flips import conjugate_flip, flip
from flipconv.operators import correlate


def _signals() -> Iterator[Case]:
    for shape in ((1,), (2,), (3,), (6,), (1, 4), (3, 2)):
        yield Case((drawn(shape, (1,))[0],))


def _continued(x: np.ndarray, one: Boundary, other: Boundary, reach: int = 1) -> tuple[np.ndarray, np.ndarray]:
    pads = [(reach, reach)] * x.ndim
    return extend(x, pads, one), extend(x, pads, other)


def edge_and_reflect(x):
    """The mirror that stands on the last sample, not behind it."""
    return _continued(x, "edge", "reflect")


def reached_by_two(x):
    """A kernel that reaches one sample further."""
    return _continued(x, "edge", "symmetric", 2)


@claim(
    label="at-a-reach-of-one-edge-is-symmetric",
    title="As far as one sample beyond the signal, the borders edge and symmetric are the same.",
    statement=r"\epsilon_{\text{edge}}(x)[-1] = x[0] = \epsilon_{\text{symmetric}}(x)[-1]",
    evidence=Exhausted("signals of 1, 2, 3 and 6, of 1×4 and of 3×2 samples", _signals),
    counterfeits=(edge_and_reflect, reached_by_two),
    source="numpy.pad, the modes edge and symmetric",
)
def at_a_reach_of_one_edge_is_symmetric(x):
    """The one repeats the last sample, and the other's mirror shows it first."""
    return _continued(x, "edge", "symmetric")


def _reaches() -> Iterator[Case]:
    for reach in (1, 2):
        for n in (1, 2):
            yield Case((np.arange(1, n + 1), reach))


@claim(
    label="at-a-reach-of-two-edge-is-not-symmetric",
    title="Two samples beyond the signal, the borders edge and symmetric differ.",
    refutes="Edge and symmetric are two names of one border.",
    statement=r"\epsilon_{\text{edge}}(x)[-2] = x[0] \ne x[1] = \epsilon_{\text{symmetric}}(x)[-2]",
    evidence=Search("one sample beyond the signal and then two; the shortest signals first", _reaches),
    source="numpy.pad, the modes edge and symmetric",
)
def at_a_reach_of_two_edge_is_not_symmetric(x, reach):
    """Further out the one goes on repeating, and the mirror shows the next sample."""
    return _continued(x, "edge", "symmetric", reach)


def _operands() -> Iterator[Case]:
    for n, m in SHAPES:
        rng = np.random.default_rng([*m, *n])
        yield Case(tuple(rng.integers(-9, 10, shape) + 1j * rng.integers(-9, 10, shape) for shape in (n, m)))


OPERANDS = Exhausted(BOX.replace("; every border", "; Gaussian integers"), _operands)


def _orders(x: np.ndarray, h: np.ndarray, sign: int, conjugates: str) -> tuple[np.ndarray, np.ndarray]:
    """Return what two calls return on the same two arguments; the one takes the signal first, the other the kernel."""
    one, other = (
        Convention(sign=(sign,) * x.ndim, argument_order=order, output="full", conjugates=conjugates)
        for order in ("x, h", "h, x")
    )
    return predict(one, x, h), predict(other, x, h)


def order_of_a_correlation(x, h):
    """A correlation, which conjugates nothing."""
    return _orders(x, h, 1, conjugates="none")


def order_of_a_convolution_that_conjugates(x, h):
    """A convolution that conjugates its kernel."""
    return _orders(x, h, -1, conjugates="kernel")


@claim(
    label="a-full-convolution-hides-its-argument-order",
    title="Whether a full convolution takes the signal first or the kernel cannot be told.",
    statement=r"f(x, h) = x * h = h * x = f(h, x)",
    evidence=OPERANDS,
    counterfeits=(order_of_a_correlation, order_of_a_convolution_that_conjugates),
    rests_on=("convolution-commutes",),
    source=SITE,
)
def a_full_convolution_hides_its_argument_order(x, h):
    """A convolution commutes, so that the call with its operands exchanged returns the same."""
    return _orders(x, h, -1, conjugates="none")


def exchanged_without_reversal(x, h):
    """The result conjugated, and not reversed."""
    one, other = _orders(x, h, 1, conjugates="kernel")
    return one, np.conj(other)


def exchanged_without_conjugate(x, h):
    """The result reversed, and not conjugated."""
    one, other = _orders(x, h, 1, conjugates="kernel")
    return one, flip(other)


def exchanged_unchanged(x, h):
    """The result left as it is."""
    return _orders(x, h, 1, conjugates="kernel")


@claim(
    label="a-full-correlation-shows-its-argument-order",
    title="A full correlation that takes the kernel first returns the other's result reversed and conjugated.",
    statement=r"h \star x = \overline{\flip(x \star h)}",
    evidence=OPERANDS,
    counterfeits=(exchanged_without_reversal, exchanged_without_conjugate, exchanged_unchanged),
    rests_on=("swapping-the-operands-flips-a-correlation",),
    source=SITE,
)
def a_full_correlation_shows_its_argument_order(x, h):
    """Lag $k$ of the one is lag $-k$ of the other, and it is the other operand that is conjugated."""
    one, other = _orders(x, h, 1, conjugates="kernel")
    return one, conjugate_flip(other)


def _symmetric_kernels() -> Iterator[Case]:
    for (n, m), border in product(SHAPES, BOUNDARIES):
        x, h = drawn(n, m)
        for axis in range(len(m)):
            for anchor in product(*map(range, m)):
                yield Case((x, h + flip(h, axes=axis)), {"axis": axis, "anchor": anchor, "boundary": border})


def _signs_changed(
    x: np.ndarray, h: np.ndarray, axes: list[int], anchor: Shape, boundary: str
) -> tuple[np.ndarray, np.ndarray]:
    rules = [{m: a} for m, a in zip(h.shape, _turned(h, anchor, axes), strict=True)]
    signs = [-1 if axis in axes else 1 for axis in range(h.ndim)]
    changed: dict[str, Any] = {"sign": signs, "anchor_rule": rules, "boundary": boundary}
    how: dict[str, Any] = {"mode": "same", "boundary": boundary, "anchor": anchor}
    return correlate(x, h, **how), predict(Convention(**changed), x, h)


def _turned(h: np.ndarray, anchor: Shape, axes: list[int]) -> Shape:
    """Return an anchor, mirrored along some axes."""
    return tuple(m - 1 - a if axis in axes else a for axis, (m, a) in enumerate(zip(h.shape, anchor, strict=True)))


def every_sign_changed(x, h, *, axis, anchor, boundary):
    """The sign of every axis changed."""
    return _signs_changed(x, h, list(range(h.ndim)), anchor, boundary)


def sign_changed_without_symmetry(x, h, *, axis, anchor, boundary):
    """A kernel that lacks the symmetry by one tap."""
    h = h.copy()
    h.flat[0] += 1
    return _signs_changed(x, h, [axis], anchor, boundary)


def sign_changed_with_the_anchor_unmoved(x, h, *, axis, anchor, boundary):
    """The anchor kept where it was."""
    left, _ = _signs_changed(x, h, [axis], anchor, boundary)
    _, right = _signs_changed(x, h, [axis], _turned(h, anchor, [axis]), boundary)
    return left, right


@claim(
    label="a-symmetric-kernel-hides-the-sign",
    title="A kernel that is symmetric along an axis hides the sign of that axis.",
    statement=r"\flip_i h = h \;\Rightarrow\; y_{s_i = +1,\, a_i = a} = y_{s_i = -1,\, a_i = m_i - 1 - a}",
    given="the flip along axis $i$ alone",
    evidence=Exhausted(f"kernels made symmetric along each axis, every anchor; {BOX}", _symmetric_kernels),
    counterfeits=(every_sign_changed, sign_changed_without_symmetry, sign_changed_with_the_anchor_unmoved),
    source=SITE,
)
def a_symmetric_kernel_hides_the_sign(x, h, *, axis, anchor, boundary):
    """Tap $j$ and tap $m - 1 - j$ are the same number, so reading them backwards changes nothing."""
    return _signs_changed(x, h, [axis], anchor, boundary)
