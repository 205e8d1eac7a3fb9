"""Claims: two same-size filters in a row, what the border does to their brackets, and the remedy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from flipconv.boundaries import BOUNDARIES
from flipconv.claims.bases import Basis
from flipconv.claims.evidence import Case, Exhausted, How, Shape
from flipconv.claims.register import claim
from flipconv.operators import convolve, correlate

OPERATIONS = {"convolve": convolve, "correlate": correlate}


def _in_a_row(operation: str, x: np.ndarray, g: np.ndarray, h: np.ndarray, a: Any, b: Any, **how: Any) -> Any:
    """Return two same-size filters in a row, and the merged one at the sum of their anchors."""
    filtered = OPERATIONS[operation]
    how = {"mode": "same", "method": "direct", **how}
    twice = filtered(filtered(x, g, anchor=a, **how), h, anchor=b, **how)
    together = tuple(np.add(a, b).tolist()) if isinstance(a, tuple) else a + b
    merged = convolve(g, h, method="direct")
    return twice, filtered(x, merged, anchor=together, **how)


def _lengths_and_anchors() -> Iterator[Case]:
    for operation, n, m, k in product(OPERATIONS, (1, 2, 7), (1, 2, 3, 4), (1, 2, 3)):
        for a, b in product(range(m), range(k)):
            yield Case((n, m, a, k, b), {"operation": operation})


def _changed(n: int, m: int, a: int, k: int, b: int, operation: str) -> list[int]:
    """Return the outputs on which two filters in a row and the merged one differ, for some impulse."""
    how: How = {"axes": -1}
    twice, once = _in_a_row(operation, np.eye(n, dtype=int), np.arange(1, m + 1), np.arange(1, k + 1), a, b, **how)
    return np.flatnonzero((twice != once).any(axis=0)).tolist()


def _strip(n: int, left: int, right: int) -> list[int]:
    return [i for i in range(n) if i < left or i >= n - right]


def _reaches(m: int, a: int, operation: str) -> tuple[int, int]:
    """Return how far before and after its own place an output of a filter looks."""
    return (a, m - 1 - a) if operation == "correlate" else (m - 1 - a, a)


def strip_of_the_first_kernel(n, m, a, k, b, *, operation):
    """The reach of the first kernel taken for that of the second."""
    return _changed(n, m, a, k, b, operation), _strip(n, *_reaches(m, a, operation))


def strip_of_both_kernels(n, m, a, k, b, *, operation):
    """The reach of the merged kernel."""
    return _changed(n, m, a, k, b, operation), _strip(n, *_reaches(m + k - 1, a + b, operation))


def strip_with_its_ends_exchanged(n, m, a, k, b, *, operation):
    """Left taken for right."""
    (left, right), (before, after) = _reaches(k, b, operation), _reaches(m, a, operation)
    return _changed(n, m, a, k, b, operation), _strip(n, right if before else 0, left if after else 0)


def strip_whatever_the_first_kernel(n, m, a, k, b, *, operation):
    """The reach of the second kernel, even where the first has no outputs beyond the end."""
    return _changed(n, m, a, k, b, operation), _strip(n, *_reaches(k, b, operation))


@claim(
    label="the-strip-has-the-reach-of-the-second-kernel",
    title="Between zeros, two same-size filters differ from the merged one as far in as the second reaches.",
    statement=r"\begin{gathered} n < \ell_h \text{ if } r_g > 0, \qquad n \ge N - r_h \text{ if } \ell_g > 0, \\"
    r" \ell, r = \text{how far a filter looks to the left and to the right} \end{gathered}",
    given="mode same, zeros, taps larger than 0; elsewhere the two agree",
    evidence=Exhausted(
        "kernels of 1 to 4 and of 1 to 3 taps at every anchor, 1, 2 and 7 samples, both operations",
        _lengths_and_anchors,
    ),
    counterfeits=(
        strip_of_the_first_kernel,
        strip_of_both_kernels,
        strip_with_its_ends_exchanged,
        strip_whatever_the_first_kernel,
    ),
    source="this site",
)
def the_strip_has_the_reach_of_the_second_kernel(n, m, a, k, b, *, operation):
    """There the second filter is given zeros where the first, gone on beyond the end, still sees samples."""
    (left, right), (before, after) = _reaches(k, b, operation), _reaches(m, a, operation)
    return _changed(n, m, a, k, b, operation), _strip(n, left if after else 0, right if before else 0)


INSIDE: tuple[tuple[Shape, ...], ...] = (((4,), (3,), (2,)), ((4,), (2,), (2,)), ((2, 2), (1, 2), (2, 1)))


def _borders(*shapes: Shape) -> Iterator[How]:
    m, k = shapes[1:]
    for operation, boundary in product(OPERATIONS, BOUNDARIES):
        # so the strip of a convolution lies at the end, and that of a correlation at the beginning
        yield {
            "operation": operation,
            "boundary": boundary,
            "a": (0,) * len(m),
            "b": tuple(taps - 1 for taps in k),
        }


def _interior(shape: Shape, k: Shape, b: Shape, operation: str) -> tuple[slice, ...]:
    reaches = [_reaches(taps, anchor, operation) for taps, anchor in zip(k, b, strict=True)]
    return tuple(slice(left, n - right) for n, (left, right) in zip(shape, reaches, strict=True))


def one_output_more(x, g, h, *, operation, boundary, a, b):
    """The interior with a row of the strip at each end."""
    twice, once = _in_a_row(operation, x, g, h, a, b, boundary=boundary)
    wide = tuple(
        slice(max(part.start - 1, 0), min(part.stop + 1, n))
        for part, n in zip(_interior(x.shape, h.shape, b, operation), x.shape, strict=True)
    )
    return twice[wide], once[wide]


def merged_at_the_first_anchor(x, g, h, *, operation, boundary, a, b):
    """The anchor of the first kernel alone."""
    inside = _interior(x.shape, h.shape, b, operation)
    how: How = {"mode": "same", "boundary": boundary, "method": "direct"}
    once = OPERATIONS[operation](x, convolve(g, h, method="direct"), anchor=a, **how)
    return _in_a_row(operation, x, g, h, a, b, boundary=boundary)[0][inside], once[inside]


@claim(
    label="inside-the-strip-two-same-filters-are-one",
    title="Where the second filter looks at no border, two same-size filters are one, whatever the border.",
    statement=r"(x * g) * h = x * (g * h) \text{ at the anchor } a_g + a_h, \quad \ell_h \le n < N - r_h",
    given="mode same, every border",
    evidence=Basis(INSIDE, _borders, real=True),
    counterfeits=(one_output_more, merged_at_the_first_anchor),
    rests_on=("convolution-associates", "two-correlations-compose-by-convolving-their-kernels"),
    source="this site",
)
def inside_the_strip_two_same_filters_are_one(x, g, h, *, operation, boundary, a, b):
    """The border has been looked at once on either side, by the first filter, and there it is the same border."""
    inside = _interior(x.shape, h.shape, b, operation)
    twice, once = _in_a_row(operation, x, g, h, a, b, boundary=boundary)
    return twice[inside], once[inside]


def _anchors(*shapes: Shape) -> Iterator[How]:
    m, k = shapes[1:]
    yield {"a": (0,) * len(m), "b": tuple(taps - 1 for taps in k)}
    yield {"a": tuple(taps - 1 for taps in m), "b": tuple(taps - 1 for taps in k)}


def _cropped(x: np.ndarray, g: np.ndarray, h: np.ndarray, first: Shape) -> np.ndarray:
    full = convolve(convolve(x, g, method="direct"), h, method="direct")
    return full[tuple(slice(start, start + n) for start, n in zip(first, x.shape, strict=True))]


def cropped_after_each(x, g, h, *, a, b):
    """Cropped after the first filter too."""
    twice, once = _in_a_row("convolve", x, g, h, a, b)
    return twice, once


def cropped_from_the_middle(x, g, h, *, a, b):
    """Cropped where a kernel of that size has its default anchor."""
    middle = tuple((m + k - 2) // 2 for m, k in zip(g.shape, h.shape, strict=True))
    return _cropped(x, g, h, middle), _in_a_row("convolve", x, g, h, a, b)[1]


@claim(
    label="full-then-crop-is-the-merged-filter",
    title="Filtering twice in mode full and cropping once is the merged filter in mode same.",
    statement=r"\bigl((x * g) * h\bigr)[n + a_g + a_h] = \bigl(x *_{\text{same}} (g * h)\bigr)[n]"
    r" \text{ at the anchor } a_g + a_h",
    given="zeros beyond the ends",
    evidence=Basis(INSIDE, _anchors, real=True),
    counterfeits=(cropped_after_each, cropped_from_the_middle),
    rests_on=("convolution-associates",),
    source="this site",
)
def full_then_crop_is_the_merged_filter(x, g, h, *, a, b):
    """In mode full nothing is lost between the two, so the brackets move; one crop for both comes last."""
    first = tuple(np.add(a, b).tolist())
    return _cropped(x, g, h, first), _in_a_row("convolve", x, g, h, a, b)[1]
