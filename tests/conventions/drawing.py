"""Random conventions, as wide as the model goes."""

from __future__ import annotations

from typing import Any

import numpy as np

from flipconv.boundaries import BOUNDARIES
from flipconv.conventions import Convention
from flipconv.conventions.model import CONJUGATES

RULES: list[Any] = ["m//2", "(m-1)//2", "0", "m-1", "m//2 + 1", "m//2 - 1", "m-1 - 1", "0 + 1"]
RULES.append({2: 1, 3: 0, 4: 2, 5: 1})


def convention(seed: int) -> Convention:
    """Return a random convention: signs per axis, any anchor, every border, conjugations, swaps, strides, scales."""
    rng = np.random.default_rng(seed)
    d = int(rng.choice([1, 2, 2, 2, 3]))
    transposed = rng.random() < 0.12
    given: dict[str, Any] = {"sign": tuple(int(s) for s in rng.choice([-1, 1], d)), "transposed": transposed}
    output = str(rng.choice(["same", "same", "same", "full", "valid", "padded"]))
    given["output"] = "full" if transposed and output == "valid" else output
    given["stride"] = _few(rng, d, 0.4, 4) if d < 3 else (1,) * d
    given["dilation"] = _few(rng, d, 0.3, 4 if d < 3 else 3)
    if output == "padded":
        given["pads"] = [tuple(int(v) for v in rng.integers(0, 2 if transposed else 4, 2)) for _ in range(d)]
    given["anchor_rule"] = "none"
    if transposed:
        given["boundary"] = "none"
        given["stride"] = tuple(int(v) for v in rng.integers(2, 4, d))
    else:
        given |= _borders(rng, d, output)
    if output == "same" and not transposed:
        given["anchor_rule"] = [RULES[i] for i in rng.integers(0, len(RULES), d)]
    given["conjugates"] = str(rng.choice(CONJUGATES))
    given["kernel_axes"] = _axes(rng, d, 0.4)
    given["output_axes"] = _axes(rng, d, 0.2)
    given["argument_order"] = str(rng.choice(["x, h", "h, x"], p=[0.8, 0.2]))
    scales = ["none", "sum", "absolute sum", "norm", "largest", "count"]
    given["normalises"] = str(rng.choice(scales, p=[0.6, 0.1, 0.1, 0.05, 0.05, 0.1]))
    given["gain"] = float(rng.choice([1, 1, 1, 1, 2, 0.5, -1, 3.25]))
    given["bias"] = float(rng.choice([0, 0, 0, 0, -3, 2]))
    return Convention(**given)


def _few(rng: np.random.Generator, d: int, often: float, below: int) -> tuple[int, ...]:
    """Return ones, or now and then larger steps."""
    return tuple(int(v) for v in rng.integers(1, below, d)) if rng.random() < often else (1,) * d


def _axes(rng: np.random.Generator, d: int, often: float) -> tuple[int, ...]:
    return tuple(int(v) for v in rng.permutation(d)) if rng.random() < often else ()


def _borders(rng: np.random.Generator, d: int, output: str) -> dict[str, Any]:
    if output == "valid":
        return {"boundary": "none"}
    kind = rng.random()
    if kind < 0.5:
        boundary: Any = str(rng.choice(BOUNDARIES))
    elif kind < 0.75:
        boundary = [tuple(str(name) for name in rng.choice(BOUNDARIES, 2)) for _ in range(d)]
    else:
        boundary = str(rng.choice(["nan", "zeroed", "renormalised", "copied" if output == "same" else "nan"]))
    return {"boundary": boundary, "cval": float(rng.choice([0, 0, 3, -4])) if "constant" in str(boundary) else 0.0}
