"""Claims: sums of bytes, which wrap around or are cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np

from flipconv.claims.evidence import Case, Sampled, Search
from flipconv.claims.register import claim
from flipconv.operators import convolve, correlate

DIFFERENCE = np.array([-1, 0, 1])


def _bytes(rng: np.random.Generator) -> Case:
    n, m = rng.integers(1, 9, 2)
    return Case((rng.integers(0, 256, n), rng.integers(0, 256, m)))


def _in_bytes(x: np.ndarray, h: np.ndarray) -> np.ndarray:
    """Return what NumPy returns for bytes, as wider integers."""
    return np.convolve(x.astype(np.uint8), h.astype(np.uint8)).astype(np.int64)


def as_if_nothing_wrapped(x, h):
    """The true sums themselves."""
    return _in_bytes(x, h), convolve(x, h)


def cut_off_in_place_of_wrapped(x, h):
    """The true sums, cut off at the largest byte."""
    return _in_bytes(x, h), np.clip(convolve(x, h), 0, 255)


def wrapped_at_one_less(x, h):
    """The remainder on division by 255."""
    return _in_bytes(x, h), convolve(x, h) % 255


@claim(
    label="bytes-wrap-to-the-remainder-of-the-true-sum",
    title="Convolving bytes, NumPy returns the true sums' remainders on division by 256.",
    statement=r"y_{\text{bytes}}[n] \equiv (x * h)[n] \pmod{256}, \qquad 0 \le y_{\text{bytes}}[n] \le 255",
    evidence=Sampled(100, 256, _bytes, "signals and kernels of 1 to 8 bytes"),
    counterfeits=(as_if_nothing_wrapped, cut_off_in_place_of_wrapped, wrapped_at_one_less),
    source="arithmetic of remainders: those of a sum and of a product are settled by those of its parts",
)
def bytes_wrap_to_the_remainder_of_the_true_sum(x, h):
    """Dropping multiples of 256 on the way or at the end comes to the same remainder."""
    return _in_bytes(x, h), convolve(x, h) % 256


Operation = Callable[..., np.ndarray]


def _strength(operation: Operation, x: np.ndarray) -> np.ndarray:
    return np.abs(np.clip(operation(x, DIFFERENCE, mode="same"), 0, 255))


def _pictures() -> Iterator[Case]:
    for n in range(1, 5):
        for bits in product((0, 1), repeat=n):
            yield Case((np.array(bits),))


@claim(
    label="a-slope-cut-off-at-zero-shows-the-operation",
    title="In pictures without negative numbers, the strength of an edge depends on the operation.",
    refutes="The strength of an edge has no sign, so it is the same whether one convolves or correlates.",
    statement=(
        r"\bigl|\max(0,\; x * h)\bigr| \ne \bigl|\max(0,\; h \star x)\bigr| \quad"
        r"\text{for some } x,\; h = (-1, 0, 1)"
    ),
    given="mode same, zeros",
    evidence=Search("signals of zeros and ones, the shortest first", _pictures),
    source="this site",
)
def a_slope_cut_off_at_zero_shows_the_operation(x):
    """What one operation cuts off, falling edges, is what the other one keeps."""
    return _strength(convolve, x), _strength(correlate, x)
