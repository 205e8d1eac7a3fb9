"""Claims: how far one picture lies from another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from flipconv.claims.boxes import values
from flipconv.claims.evidence import Case, Exhausted
from flipconv.claims.register import claim
from flipconv.matching import shift_between

GUIZAR = "M. Guizar-Sicairos, S. T. Thurman, J. R. Fienup, Optics Letters 33, 2008, pp. 156-158"

GROUPS = ((2,), (3,), (4,), (5,), (2, 3), (3, 4))


def _shifts() -> Iterator[Case]:
    for shape in GROUPS:
        half = [range(-((n - 1) // 2), n // 2 + 1) for n in shape]
        for shift in product(*half):
            yield Case((np.real(values(shape, 1)).astype(int), shift))


def _moved(x: np.ndarray, shift: tuple[int, ...]) -> np.ndarray:
    return np.roll(x, shift, axis=tuple(range(x.ndim)))


def shift_the_other_way(x, shift):
    """The two pictures exchanged."""
    return tuple(shift_between(_moved(x, shift), x).tolist()), shift


def shift_without_a_sign(x, shift):
    """Places on the circle taken for shifts."""
    return tuple(step % n for step, n in zip(shift_between(x, _moved(x, shift)).tolist(), x.shape, strict=True)), shift


@claim(
    label="phases-tell-the-shift",
    title="The peak of the phase correlation is the shift, with its sign.",
    statement=r"y[n] = x[n - s] \;\Longrightarrow\; \operatorname{arg\,max} r = s",
    given="around the circle; half a turn counted as positive",
    evidence=Exhausted("every shift of one picture on Z/2, Z/3, Z/4, Z/5, Z/2 × Z/3 and Z/3 × Z/4", _shifts),
    counterfeits=(shift_the_other_way, shift_without_a_sign),
    rests_on=("correlation-theorem",),
    source=GUIZAR,
)
def phases_tell_the_shift(x, shift):
    """A shift turns each frequency by a phase in proportion; the phases alone are the spectrum of one spike at $s$."""
    return tuple(shift_between(x, _moved(x, shift)).tolist()), shift
