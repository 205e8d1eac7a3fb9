"""The first way of asking to which a call gives an answer that a kernel explains: axes, dtype, order of arguments."""

from __future__ import annotations

from typing import Any

import numpy as np

from flipconv.conventions.calling import Rejected
from flipconv.conventions.impulses import LENGTHS, Backwards, Laid, laid
from flipconv.conventions.laws import check_laws
from flipconv.conventions.probing import Probe, Shape, accepted, kernel_shapes


def opened(
    caller: Any, ndim: int | None, sizes: tuple[int, ...], dtype: str | None, rng: np.random.Generator
) -> tuple[Probe, list[Shape], Laid, bool]:
    """Return the first way of asking to which the call gives an answer that a kernel explains."""
    problems: list[Rejected] = []
    first_refusal: str | None = None
    for d in (2, 1, 3) if ndim is None else (ndim,):
        for kind in ("float64", "float32", "uint8") if dtype is None else (dtype,):
            for order in ("x, h", "h, x"):
                probe = Probe(caller, d, order, np.dtype(kind), rng)
                try:
                    shapes, refused = accepted(lambda s, p=probe: _tried(p, s), kernel_shapes(sizes, d), sizes)
                    if not shapes:
                        first_refusal = first_refusal or next(iter(refused.values()))
                        continue
                    return (probe, *_laid(probe, shapes))
                except Backwards as problem:
                    problems.append(problem)
                except Rejected as problem:
                    if problem.kind in ("hangs", "random"):
                        raise
                    problems.append(problem)
            if problems and first_refusal is None and dtype is None and problems[0].kind != "shape":
                break
    if not problems:
        raise Rejected("raises", f"the call raised on every signal and kernel tried, first: {first_refusal}")
    problem = max(problems, key=lambda problem: problem.kind != "shape")
    if problem.kind == "shape" and first_refusal is not None:
        raise Rejected("shape", f"{problem.reason}; asked otherwise it raised {first_refusal}")
    raise problem


def _tried(probe: Probe, shape: Shape) -> None:
    x = probe.signal(LENGTHS[probe.ndim])
    y = probe(x, probe.kernel(shape))
    if y.shape == shape != x.shape:
        raise Rejected("shape", f"the output has the shape of the second argument, {shape}")


def _laid(probe: Probe, shapes: list[Shape]) -> tuple[list[Shape], Laid, bool]:
    """Return how the first kernel shape lies, after the laws have been checked."""
    normalises = check_laws(probe, LENGTHS[probe.ndim], shapes[0])
    return shapes, laid(probe, shapes[0]), normalises
