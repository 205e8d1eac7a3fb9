"""One filtering, window by window: the block of products, their sum, and the line of NumPy for one output."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from flipconv.exhibits.model import OPERATIONS, Exhibit, Grid, weight_classes
from flipconv.figures.captions import factor
from flipconv.figures.grids import written
from flipconv.flips import flip
from flipconv.windows import windows

# the image and the kernel of the page, with one more column and row; all first outputs are those of the page
X = np.array([[2, 0, 1, 3, 1], [1, 4, 0, 2, -2], [0, 1, 5, 1, 3], [2, 1, 0, -1, 4]])
H = np.array([[1, 2, 0], [3, 0, -1]])
# the page begins with the operation that lays the kernel on as it is
ORDER = ("correlate", "convolve")


def line(x: np.ndarray, h: np.ndarray, operation: str, corner: tuple[int, ...]) -> str:
    """
    Return the line of NumPy for one output; where the window hangs over an end, both sides are cut.

    Examples
    --------
    >>> line(np.zeros((3, 5)), np.zeros((2, 3)), "convolve", (1, 2))
    '(x[1:3, 2:5] * h[::-1, ::-1]).sum()'
    >>> line(np.zeros((3, 5)), np.zeros((2, 3)), "correlate", (-1, 3))
    '(x[0:1, 3:5] * h[1:2, 0:2]).sum()'
    """
    cut = [(max(0, k), min(n, k + m)) for k, n, m in zip(corner, x.shape, h.shape, strict=True)]
    kept = [(start - k, stop - k) for (start, stop), k in zip(cut, corner, strict=True)]
    samples, taps = (", ".join(f"{start}:{stop}" for start, stop in ends) for ends in (cut, kept))
    whole = all(stop - start == m for (start, stop), m in zip(kept, h.shape, strict=True))
    turned = "[::-1, ::-1]" if operation == "convolve" else ""
    return f"(x[{samples}] * h{turned}{'' if whole else f'[{taps}]'}).sum()"


def answered(x: np.ndarray, h: np.ndarray, operation: str, mode: str, place: int) -> dict[str, Any]:
    """
    Return a state and what the library answers; places count the outputs row by row.

    Examples
    --------
    >>> answered(X, H, "correlate", "valid", 1)["answer"]["formula"]
    '0×1 + 1×2 + 3×0 + 4×3 + 0×0 + 2×(−1) = 12'
    """
    outputs = OPERATIONS[operation](x, h, mode=mode)
    over = [m - 1 if mode == "full" else 0 for m in h.shape]
    at = tuple(int(k) for k in np.unravel_index(place, outputs.shape))
    window = windows(np.pad(x, [(k, k) for k in over]), h.shape)[at]
    lying = flip(h) if operation == "convolve" else h
    products = window * lying
    terms = [f"{factor(sample)}×{factor(tap)}" for sample, tap in zip(window.flat, lying.flat, strict=True)]
    state = {"x": x.tolist(), "h": h.tolist(), "operation": operation, "mode": mode, "place": place}
    answer = {
        "at": list(at),
        "block": np.stack([window, lying], axis=-1).tolist(),
        "products": products.tolist(),
        "sum": int(products.sum()),
        "formula": f"{' + '.join(terms)} = {written(int(products.sum()))}",
        "code": line(x, h, operation, tuple(k - hang for k, hang in zip(at, over, strict=True))),
        "outputs": outputs.tolist(),
    }
    return {"state": state, "answer": answer}


def cases() -> Iterator[dict[str, Any]]:
    """Yield what the exhibit begins with in both operations, then kernels of other shapes at other places."""
    for operation in ORDER:
        yield answered(X, H, operation, "valid", 1)
    rng = np.random.default_rng(7)
    for operation, mode, shape in product(ORDER, ("valid", "full"), ((2, 3), (3, 2), (1, 4), (2, 2))):
        x, h = rng.integers(-9, 10, (4, 5)), rng.integers(-9, 10, shape)
        outputs = OPERATIONS[operation](x, h, mode=mode)
        yield answered(x, h, operation, mode, int(rng.integers(outputs.size)))


def _signal(operation: str, at: tuple[int, int]) -> Grid:
    """Return the signal with the colours of the taps in its window, and the mark of the first tap."""
    classes = np.full(X.shape, "", dtype=object)
    colours = np.array(weight_classes(H), dtype=object)
    window = tuple(slice(k, k + m) for k, m in zip(at, H.shape, strict=True))
    classes[window] = (flip(colours) if operation == "convolve" else colours) + " met"
    last = (at[0] + H.shape[0] - 1, at[1] + H.shape[1] - 1)
    if operation == "convolve":
        classes[last] += " corner-turned"
    corner = at if operation == "correlate" else None
    return Grid(f"x, with the window of {operation}", X.tolist(), classes.tolist(), None, corner)


def _strip() -> list[Grid | str]:
    strip: list[Grid | str] = [Grid("h, the kernel", H.tolist(), weight_classes(H), None, (0, 0))]
    for operation in ORDER:
        answer = answered(X, H, operation, "valid", 1)["answer"]
        at = (answer["at"][0], answer["at"][1])
        lying = weight_classes(H) if operation == "correlate" else flip(np.array(weight_classes(H))).tolist()
        marks = [["ring" if (i, j) == at else "" for j in range(3)] for i in range(3)]
        strip += [
            _signal(operation, at),
            Grid("sample × tap", answer["products"], lying),
            Grid(f"{operation}(x, h)", answer["outputs"], marks),
            f"The sum of the products: {answer['formula']}. In NumPy: {answer['code']}",
        ]
    return strip


def stepper() -> Exhibit:
    """Return the stepper, at the window that the page spells out."""
    return Exhibit("Stepper with scrubber", {"cases": list(cases())}, _strip())
