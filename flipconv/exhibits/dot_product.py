"""The dot-product test of a proposed adjoint, on Gaussian integers: what the library makes of both maps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from flipconv.adjoints import dot_product_test, inner_product
from flipconv.exhibits.model import OPERATIONS, Exhibit, Grid, weight_classes
from flipconv.figures.grids import written
from flipconv.flips import conjugate_flip, flip
from flipconv.shapes import MODES, mirrored_anchor

PRESETS = {
    "three taps": np.array([1, 2, 3]),
    "four taps": np.array([1, -2, 3, 4]),
    "complex taps": np.array([1, 2j, 3 - 1j]),
    "two complex taps": np.array([2 + 1j, 3j]),
    "symmetric: tells little": np.array([1, 3, 1]),
}
# the proposal that the exhibit begins with is a correlation without its flip: the wrong one
WRONG = {"operation": "convolve", "flipped": False, "conjugated": False, "mode": "valid", "anchor": 1}
X, Y = np.array([2, -1, 3, 0, 1]), np.array([1, 0, -2, 1, 3, 2, -1])


def pairs(values: ArrayLike) -> list[list[int]]:
    """
    Return Gaussian integers as pairs of integers.

    Examples
    --------
    >>> pairs(np.array([3 - 2j, 1]))
    [[3, -2], [1, 0]]
    """
    return [[int(value.real), int(value.imag)] for value in np.asarray(values)]


def applied(signal: np.ndarray, h: np.ndarray, how: dict[str, Any]) -> np.ndarray:
    """
    Return what a map makes of a signal; nothing if its kernel does not fit into the signal.

    Examples
    --------
    >>> how = {"operation": "correlate", "flipped": True, "conjugated": True, "mode": "same", "anchor": 0}
    >>> applied(np.array([1, 2]), np.array([1j, 10]), how).tolist()
    [(10+2j), (20+0j)]
    """
    taps = kernel_of(h, how)
    if how["mode"] == "valid" and len(taps) > len(signal):
        return np.array([], dtype=int)
    anchor = {"anchor": how["anchor"]} if how["mode"] == "same" else {}
    return OPERATIONS[how["operation"]](signal, taps, mode=how["mode"], **anchor)


def kernel_of(h: np.ndarray, how: dict[str, Any]) -> np.ndarray:
    """Return the kernel as a map uses it: as it is, flipped, conjugated, or both."""
    turned = flip(h) if how.get("flipped") else h
    return np.conj(turned) if how.get("conjugated") else turned


def answered(
    x: np.ndarray, y: np.ndarray, h: np.ndarray, maps: tuple[dict[str, Any], dict[str, Any]]
) -> dict[str, Any]:
    """Return a state and the library's answer; the second number is None where the test is refused."""
    forward, back = maps
    made, returned = applied(x, h, forward), applied(y, h, back)
    if returned.shape == x.shape:
        two = dot_product_test(lambda x: applied(x, h, forward), lambda y: applied(y, h, back), x, y)
        (left,), (right,), (difference,) = pairs(two[:1]), pairs(two[1:]), pairs([two[0] - two[1]])
    else:
        (left,), right, difference = pairs([inner_product(made, y)]), None, None
    answer = {"Ax": pairs(made), "By": pairs(returned), "taps": pairs(kernel_of(h, back)), "left": left, "right": right}
    answer |= {"difference": difference, "agree": right == left, "symmetric": bool((conjugate_flip(h) == h).all())}
    state = {"x": pairs(x), "y": pairs(y), "h": pairs(h), "forward": forward, "back": back}
    return {"state": state, "answer": answer}


def adjoints(forward: dict[str, Any], m: int) -> list[dict[str, Any]]:
    """
    Return the two proposals that are right for every kernel: the other operation, or the same one conjugate-flipped.

    Examples
    --------
    >>> [back["mode"] for back in adjoints({"operation": "convolve", "mode": "full", "anchor": 0}, 3)]
    ['valid', 'valid']
    >>> [back["anchor"] for back in adjoints({"operation": "convolve", "mode": "same", "anchor": 0}, 3)]
    [0, 2]
    """
    mode = {"full": "valid", "valid": "full", "same": "same"}[forward["mode"]]
    other = {"convolve": "correlate", "correlate": "convolve"}[forward["operation"]]
    plain = {"operation": other, "flipped": False, "conjugated": False, "mode": mode, "anchor": forward["anchor"]}
    mirrored = mirrored_anchor(forward["anchor"], m)
    turned = {"operation": forward["operation"], "flipped": True, "conjugated": True, "mode": mode, "anchor": mirrored}
    return [plain, turned]


def _gaussians(rng: np.random.Generator, length: int) -> np.ndarray:
    return rng.integers(-4, 5, length) + 1j * rng.integers(-4, 5, length)


def _drawn(seed: int, h: np.ndarray, maps: tuple[dict[str, Any], dict[str, Any]]) -> dict[str, Any]:
    """Return a state with x and y drawn: y has as many numbers as the forward map makes."""
    rng = np.random.default_rng(seed)
    x = _gaussians(rng, int(rng.integers(4, 7)))
    return answered(x, _gaussians(rng, len(applied(x, h, maps[0]))), h, maps)


def cases() -> Iterator[dict[str, Any]]:
    """Yield states of all forward maps, with proposals right and wrong; the exhibit begins with the first."""
    yield answered(X, Y, PRESETS["three taps"], ({"operation": "convolve", "mode": "full", "anchor": 1}, WRONG))
    kernels: Sequence[np.ndarray] = [*PRESETS.values(), PRESETS["four taps"]]
    for seed, ((operation, mode), h) in enumerate(zip(product(OPERATIONS, MODES), kernels, strict=True)):
        forward = {"operation": operation, "mode": mode, "anchor": min(seed, len(h) - 1)}
        right, turned = adjoints(forward, len(h))
        yield _drawn(seed, h, (forward, right))
        yield _drawn(seed, h, (forward, turned))
        yield _drawn(seed, h, (forward, turned | {"conjugated": False}))
        yield _drawn(seed, h, (forward, right | {"mode": "valid", "flipped": True}))


def _strip() -> list[Grid | str]:
    """Return what the exhibit begins with: one map, and a proposal that the test refuses."""
    first = next(cases())
    answer, (weights,) = first["answer"], weight_classes(PRESETS["three taps"][None])
    made = {"h": PRESETS["three taps"], "x": X, "y": Y}
    grids = [Grid(name, [v.tolist()], [weights if name == "h" else ["blank"] * len(v)]) for name, v in made.items()]
    for caption, key in (("A x = convolve(x, h)", "Ax"), ('B y = convolve(y, h, mode="valid")', "By")):
        numbers = [real for real, _ in answer[key]]
        grids.append(Grid(caption, [numbers], [["blank"] * len(numbers)]))
    left, right = (written(answer[side][0]) for side in ("left", "right"))
    refused = f"⟨A x, y⟩ is {left} and ⟨x, B y⟩ is {right}. They differ, so B is not the adjoint of A."
    back = adjoints(first["state"]["forward"], 3)[0]
    passed = answered(X, Y, PRESETS["three taps"], (first["state"]["forward"], back))["answer"]["right"][0]
    return [*grids, refused, f'With B y = correlate(y, h, mode="valid") the second is {written(passed)}.']


def dot_product() -> Exhibit:
    """
    Return the exhibit of the dot-product test.

    Examples
    --------
    >>> dot_product().data["cases"][0]["answer"]["agree"]
    False
    """
    presets = [{"name": name, "h": pairs(h)} for name, h in PRESETS.items()]
    return Exhibit("Dot-product tester for adjoints", {"presets": presets, "cases": list(cases())}, _strip())
