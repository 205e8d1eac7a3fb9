"""One call under examination: the shapes and numbers it is asked with, and how close two answers must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np

from flipconv.conventions.calling import Caller, Refused, Rejected
from flipconv.conventions.model import Convention
from flipconv.conventions.prediction import predict, scaled

Shape = tuple[int, ...]

# of a sum of products that may have gone through a Fourier transform: so many roundings, times the root of its length
ROUNDINGS = 64


@dataclass
class Probe:
    """
    A call that takes signals and kernels of a number of axes, and what has been seen of it.

    Parameters
    ----------
    caller : Caller
        What runs it.
    ndim : int
        Axes of signal and kernel.
    order : str
        ``"x, h"`` or ``"h, x"``: which of the two is passed first.
    dtype : str
        Of the real arrays it is asked with.
    rng : numpy.random.Generator
        Where random numbers come from.
    eps : float
        The precision it computes in.
    rounding : float
        How far off a result may be that is rounded to an integer.
    peak : int
        Of unsigned integers the largest that it is asked with.
    """

    caller: Caller
    ndim: int
    order: str
    dtype: np.dtype
    rng: np.random.Generator
    eps: float = float(np.finfo(float).eps)
    rounding: float = 0.0
    peak: int = 3
    residuals: dict[str, float] = field(default_factory=dict)
    shapes: dict[tuple[Shape, Shape], Shape] = field(default_factory=dict)

    def __call__(self, x: np.ndarray, h: np.ndarray) -> np.ndarray:
        """Return what the call makes of a signal and a kernel."""
        x, h = (a if np.iscomplexobj(a) else a.astype(self.dtype) for a in (x, h))
        y = self.caller(*((x, h) if self.order == "x, h" else (h, x)))
        if y.ndim != self.ndim:
            raise Rejected(
                "shape",
                f"for a signal of shape {x.shape} and a kernel of shape {h.shape} the call returned an array of shape "
                f"{y.shape}; it should have {self.ndim} axes",
            )
        if self.shapes.setdefault((x.shape, h.shape), y.shape) != y.shape:
            raise Rejected(
                "shape",
                f"for a signal of shape {x.shape} and a kernel of shape {h.shape} the output has shape {y.shape}, "
                f"and for other numbers {self.shapes[x.shape, h.shape]}",
            )
        return y if y.dtype.kind in "fc" else y.astype(np.float64)

    @property
    def is_scaled(self) -> bool:
        """Whether it divides kernels and rounds to integers, so that small numbers are lost."""
        return self.is_whole and self.rounding > 0

    @property
    def is_whole(self) -> bool:
        """Whether it is asked with unsigned integers."""
        return self.dtype.kind == "u"

    def signal(self, shape: Shape) -> np.ndarray:
        """Return a signal of distinct-looking numbers, of both signs where the dtype has them."""
        return (
            self.rng.integers(0, self.peak + 1, shape)
            if self.is_whole
            else self.rng.integers(-50, 51, shape).astype(float)
        )

    def kernel(self, shape: Shape, *, positive: bool = True) -> np.ndarray:
        """Return a random kernel without zeros, and without symmetry."""
        while True:
            h = self.rng.integers(1, 4 if self.is_whole else 60, shape).astype(float)
            if h.size < 4 or not np.array_equal(h, np.flip(h)):
                break
        return h if positive or self.is_whole else h * self.rng.choice([-1, 1], shape)

    def tolerance(self, convention: Convention, x: np.ndarray, h: np.ndarray) -> float:
        """
        Return how far a right answer may lie from the predicted one.

        A sum of N products is off by at most N eps max|x| sum|h|; random signs make that the root of N, and transforms
        of the whole signal make N its length.
        """
        weight = float(np.abs(scaled(convention, h)).sum())
        largest = max(float(np.abs(x).max()), abs(convention.cval))
        size = ROUNDINGS * self.eps * float(np.sqrt(x.size)) * (largest * weight + abs(convention.bias))
        return size + self.rounding + float(np.finfo(float).tiny)

    def residual(self, convention: Convention, x: np.ndarray, h: np.ndarray, where: Any = ...) -> float:
        """Return the largest difference between call and model, in tolerances; infinity between shapes."""
        try:
            got = self(x, h)
        except Refused as refusal:
            raise Rejected(
                "raises", f"with a kernel of shape {h.shape} and a signal of shape {x.shape} it raised {refusal}"
            ) from refusal
        return self.distance(convention, x, h, got, where)

    def distance(
        self, convention: Convention, x: np.ndarray, h: np.ndarray, got: np.ndarray, where: Any = ...
    ) -> float:
        """Return how far an answer lies from the model, in tolerances."""
        first, second = (x, h) if convention.argument_order == "x, h" else (h, x)
        try:
            want = predict(convention, first, second, extrapolate=True)
        except ValueError:
            # where the model has no output an empty one is right
            return 0.0 if got.size == 0 else np.inf
        if want.shape != got.shape:
            return np.inf
        return apart(got[where], want[where]) / self.tolerance(convention, x, h)

    def holds(self, step: str, distance: float) -> bool:
        """Write a distance down, and return whether it is within the tolerance."""
        self.residuals[step] = max(self.residuals.get(step, 0.0), distance)
        return distance <= 1


def apart(got: np.ndarray, want: np.ndarray) -> float:
    """Return the largest difference between two arrays; infinity where only one of them is finite."""
    if not got.size:
        return 0.0
    finite = np.isfinite(got)
    if not np.array_equal(finite, np.isfinite(want)):
        return np.inf
    return float(np.abs(got[finite] - want[finite]).max(initial=0.0))


def primes() -> Iterator[int]:
    """
    Return the prime numbers, the smallest first.

    Examples
    --------
    >>> from itertools import islice
    >>> list(islice(primes(), 5))
    [2, 3, 5, 7, 11]
    """
    found: list[int] = []
    number = 2
    while True:
        if all(number % known for known in found):
            found.append(number)
            yield number
        number += 1


def marked(shape: Shape) -> np.ndarray:
    """
    Return a kernel whose taps are the primes, the largest first: each image of it under a symmetry is another one.

    Examples
    --------
    >>> marked((2, 3)).tolist()
    [[13.0, 11.0, 7.0], [5.0, 3.0, 2.0]]
    """
    size = int(np.prod(shape))
    return np.array([number for number, _ in zip(primes(), range(size), strict=False)][::-1], float).reshape(shape)


def impulse(shape: Shape, place: Shape, value: float = 1) -> np.ndarray:
    """Return a signal of zeros with a single sample, or a kernel of zeros with a single tap."""
    x = np.zeros(shape)
    x[place] = value
    return x


def kernel_shapes(sizes: Sequence[int], d: int) -> list[list[Shape]]:
    """
    Return kernel shapes in which each axis has each size: non-square ones, and what to try where they are refused.

    Examples
    --------
    >>> kernel_shapes((2, 3, 4, 5), 2)[0]
    [(2, 3), (3, 4), (4, 5), (5, 2)]
    """
    count = len(sizes)
    staggered = [tuple(sizes[(k + axis) % count] for axis in range(d)) for k in range(count)]
    odd = [size for size in sizes if size % 2]
    among_odd = [shape for shape in product(odd, repeat=d) if len(set(shape)) == min(d, len(odd))]
    squares = [(size,) * d for size in sizes]
    return [staggered, among_odd, squares]


def wider(shapes: Sequence[Shape], d: int) -> list[Shape]:
    """Return larger kernel shapes than those asked with: odd or even squares where nothing else was taken."""
    if all(m % 2 for shape in shapes for m in shape):
        return [(7,) * d, (13 if d < 3 else 9,) * d]
    if all(m % 2 == 0 for shape in shapes for m in shape):
        return [(6,) * d, (12 if d < 3 else 8,) * d]
    return [tuple(7 - axis % 2 for axis in range(d)), {1: (13,), 2: (12, 13), 3: (8, 9, 8)}[d]]


def accepted(
    run: Callable[[Shape], Any], shapes: list[list[Shape]], sizes: Sequence[int]
) -> tuple[list[Shape], dict[Shape, str]]:
    """Return the kernel shapes that a call takes, and why it refused others; squares for sizes not yet seen alone."""
    taken: list[Shape] = []
    refused: dict[Shape, str] = {}
    for group in shapes:
        for shape in group:
            seen = [set(axis) for axis in zip(*taken, strict=True)]
            if shape in taken or (seen and all(m in axis for m, axis in zip(shape, seen, strict=True))):
                continue
            try:
                run(shape)
                taken.append(shape)
            except Refused as refusal:
                refused[shape] = str(refusal)
        if taken and all(set(sizes) <= set(axis) for axis in zip(*taken, strict=True)):
            break
    return taken, refused
