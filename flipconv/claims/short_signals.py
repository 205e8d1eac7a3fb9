"""Claims: how long a signal must be for the two operations to tell a kernel from its flip."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from flipconv.claims.bases import basis
from flipconv.claims.evidence import Case, Exhausted, Search
from flipconv.claims.exact import rank
from flipconv.claims.register import claim
from flipconv.flips import conjugate_flip
from flipconv.operators import convolve, correlate


def _same_differences(n: int, m: int) -> np.ndarray:
    """Return, one row per basis kernel, how the operations differ under same on all signals of length n."""
    rows = []
    for h in basis((m,)):
        gaps = [convolve(x, h, mode="same") - correlate(x, h, mode="same") for x in basis((n,), real=True)]
        gap = np.concatenate(gaps)
        rows.append(np.concatenate([np.real(gap), np.imag(gap)]).astype(int))
    return np.array(rows)


def _agreeing_kernels(n: int, m: int) -> int:
    """Return the real dimension of the kernels on which the operations agree on all signals of length n."""
    return 2 * m - rank(_same_differences(n, m))


def _own_flips_agree(n: int, m: int) -> bool:
    """Return whether the operations agree with every kernel that is its own conjugate flip; these span them."""
    kernels = [h + conjugate_flip(h) for h in basis((m,))]
    return all(_agree_under_same(n, h) for h in kernels)


def _agree_under_same(n: int, h: np.ndarray) -> bool:
    signals = basis((n,), real=True)
    return all(np.array_equal(convolve(x, h, mode="same"), correlate(x, h, mode="same")) for x in signals)


def _long_enough(m: int) -> list[int]:
    """Return the n up to m + 1 on which only kernels that are their own conjugate flip agree."""
    # those kernels have m real dimensions: a tap for each mirror pair, the middle one real
    return [n for n in range(1, m + 2) if _own_flips_agree(n, m) and _agreeing_kernels(n, m) == m]


def bound_rounded_down(m):
    """The bound rounded down."""
    return _long_enough(m), list(range(max(m // 2, 1), m + 2))


def bound_one_too_long(m):
    """The bound that even kernels do not need."""
    return _long_enough(m), list(range(m // 2 + 1, m + 2))


@claim(
    label="same-needs-a-long-enough-signal",
    title="Under same the condition decides if there are at least half as many samples as taps, and otherwise not.",
    statement=r"n \ge \left\lceil \tfrac{m}{2} \right\rceil",
    given="one axis, border of zeros, default anchors",
    evidence=Exhausted("m from 1 to 6, every n up to m + 1", lambda: [Case((m,)) for m in range(1, 7)]),
    counterfeits=(bound_rounded_down, bound_one_too_long),
    rests_on=("default-anchors-mirror-each-other",),
    source="the outermost taps of a mirror pair meet no sample of a shorter signal",
)
def same_needs_a_long_enough_signal(m):
    """Agreement is linear in the kernel, so a rank counts the kernels that agree, for each $n$ in turn."""
    return _long_enough(m), list(range(-(-m // 2), m + 2))


def _short_signals() -> Iterator[Case]:
    for m in range(1, 6):
        for n, bits in product(range(1, m), range(1, 2**m)):
            h = np.array([bits >> place & 1 for place in range(m)])
            if _agree_under_same(n, h):
                yield Case((n, h))


@claim(
    label="short-signals-cannot-tell",
    title="On a short signal the two operations can agree under same though the kernel is not its own flip.",
    refutes="Under same, operations that agree on every signal of some length show a kernel that is its own flip.",
    statement=r"\forall x \in \C^n:\; x * h = h \star x \quad\text{though } h \ne \overline{\flip h}",
    evidence=Search(
        "lengths and kernels of zeros and ones on which the operations agree, shortest first", _short_signals
    ),
    source="the bound of same-needs-a-long-enough-signal",
)
def short_signals_cannot_tell(n, h):
    """On all signals of $n$ samples the operations agree; the taps that could tell lie beyond either end."""
    return h, conjugate_flip(h)
