"""Reading off an impulse response how a kernel lies on a signal: signs, axes, strides, holes, beginning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from flipconv.conventions.calling import Rejected
from flipconv.conventions.probing import Probe, Shape, impulse, marked

# lengths differ from axis to axis, and are long enough that the middle is far from every border
LENGTHS = {1: (47,), 2: (43, 45), 3: (21, 23, 25)}
# a multiple of every stride up to 6, and of 10 and 12
LONGER = {1: 60, 2: 60, 3: 12}


class Backwards(Rejected):
    """The outputs run against the samples, as when signal and kernel are exchanged."""


@dataclass(frozen=True)
class Laid:
    """
    How a call lays kernels on signals, by axes of the signal.

    Parameters
    ----------
    kernel_axes, output_axes : tuple of int
        As in `flipconv.conventions.Convention`.
    slope : tuple of int
        From tap to tap so many samples (for transposed calls: so many outputs).
    step : tuple of int
        From output to output so many samples; for transposed calls from sample to sample so many outputs.
    transposed : bool
        Which of the two it is.
    gain : float
        What the taps of `marked` were multiplied by.
    """

    kernel_axes: Shape
    output_axes: Shape
    slope: Shape
    step: Shape
    transposed: bool
    gain: float

    def origins(self, places: np.ndarray, outputs: np.ndarray, taps: np.ndarray) -> np.ndarray:
        """Return what is left of the places when outputs and taps have been accounted for: one constant per axis."""
        slopes = np.array(self.slope) * taps[:, self.kernel_axes]
        if self.transposed:
            return outputs - np.array(self.step) * places - slopes
        return places - np.array(self.step) * outputs - slopes

    def lead(self, origin: Shape, h_shape: Shape) -> Shape:
        """Return, for each axis, how many samples the first window lies before the signal; or how much is cropped."""
        sizes = [h_shape[axis] for axis in self.kernel_axes]
        first = [b + min(0, e * (m - 1)) for b, e, m in zip(origin, self.slope, sizes, strict=True)]
        return tuple(-int(one) for one in first)


def steps(probe: Probe, h_shape: Shape) -> tuple[Shape, Shape, bool]:
    """
    Return the steps and the axes of the outputs, from how the outputs grow with the signal.

    Returns
    -------
    step, output_axes : tuple of int
        As in `Laid`.
    transposed : bool
        Whether there are more outputs than samples.
    """
    d = probe.ndim
    lengths, more = LENGTHS[d], LONGER[d]
    h = marked(h_shape)
    short = np.array(probe(np.zeros(lengths), h).shape)
    step, owners, grows = [], [0] * d, set()
    for axis in range(d):
        longer = tuple(n + more * (k == axis) for k, n in enumerate(lengths))
        growth = np.array(probe(np.zeros(longer), h).shape) - short
        grown = np.flatnonzero(growth)
        if len(grown) != 1 or growth[grown[0]] < 0 or (growth[grown[0]] % more and more % growth[grown[0]]):
            raise Rejected(
                "shape",
                f"with {more} more samples along axis {axis} the shape of the output grows by "
                f"{tuple(map(int, growth))}; it should grow along one axis, by that number, a part or a multiple of it",
            )
        owners[int(grown[0])] = axis
        by = int(growth[grown[0]])
        step.append(by // more if by > more else more // by)
        grows.add(None if by == more else by > more)
    if {True, False} <= grows:
        raise Rejected("shape", "along one axis there are more outputs than samples, along another fewer")
    return tuple(step), tuple(owners), True in grows


@dataclass(frozen=True)
class Met:
    """Which taps of a kernel were seen at which outputs, for impulses at which places; rows belong together."""

    places: np.ndarray
    outputs: np.ndarray
    taps: np.ndarray
    gain: float


def met(probe: Probe, x_shape: Shape, h_shape: Shape, places: list[Shape], output_axes: Shape) -> Met:
    """
    Return what meets what when impulses stand at places.

    Raises
    ------
    Rejected
        If a value in a response is none of the taps, or a tap is seen twice.
    """
    if probe.is_scaled:
        return _met_one_by_one(probe, x_shape, h_shape, places, output_axes)
    h = marked(h_shape)
    base = probe(np.zeros(x_shape), h)
    if not np.isfinite(base).any():
        raise Rejected("nan", f"a signal of zeros of shape {x_shape} gives no finite number at all")
    with np.errstate(invalid="ignore"):
        responses = [np.nan_to_num(probe(impulse(x_shape, place), h) - base, posinf=0, neginf=0) for place in places]
    peaks = [response.flat[int(np.abs(response).argmax())] for response in responses]
    largest = complex(max(peaks, key=abs)).real
    if abs(largest) <= 100 * probe.eps * float(np.abs(base[np.isfinite(base)]).max()):
        raise Rejected("taps", "a single sample of 1 in the middle of a signal of zeros changes no output")
    rows = [
        (place, output, tap)
        for place, response in zip(places, responses, strict=True)
        for output, tap in _decoded(response / largest * h.max(), h)
    ]
    where, outputs, taps = (np.array(column).reshape(len(rows), probe.ndim) for column in zip(*rows, strict=True))
    return Met(where, outputs[:, np.argsort(output_axes)], taps, largest / float(h.max()))


def _met_one_by_one(probe: Probe, x_shape: Shape, h_shape: Shape, places: list[Shape], output_axes: Shape) -> Met:
    """Return what meets what from kernels of a single tap, whose size no division changes."""
    rows: list[tuple[Shape, Shape, Shape]] = []
    for tap in np.ndindex(h_shape):
        h = impulse(h_shape, tap)
        base = probe(np.zeros(x_shape), h)
        for place in places:
            changed = np.abs(probe(impulse(x_shape, place, probe.peak), h) - base) > probe.peak / 2
            rows += [(place, tuple(map(int, output)), tap) for output in zip(*np.nonzero(changed), strict=True)]
    if len({(row[0], row[2]) for row in rows}) < len(rows) or not rows:
        raise Rejected("taps", "a single tap changes no output, or several, for a single sample")
    where, outputs, taps = (np.array(column).reshape(len(rows), probe.ndim) for column in zip(*rows, strict=True))
    return Met(where, outputs[:, np.argsort(output_axes)], taps, 1.0)


def _decoded(response: np.ndarray, h: np.ndarray) -> Iterator[tuple[Shape, Shape]]:
    """Yield each output that is not 0 with the tap that it shows."""
    flat = h.ravel()
    seen: set[int] = set()
    for output in zip(*np.nonzero(np.abs(response) > 0.5), strict=True):
        value = complex(response[output])
        tap = int(np.abs(flat - value).argmin())
        if abs(flat[tap] - value) > 0.25 or tap in seen:
            what = "which it shows elsewhere too" if tap in seen else "which is none of its taps"
            raise Rejected(
                "taps",
                f"the response to a single 1 should show every tap of the kernel once, and shows {value:.6g}, {what}",
                response=response,
                kernel=h,
            )
        seen.add(tap)
        yield tuple(map(int, output)), tuple(map(int, np.unravel_index(tap, h.shape)))


def laid(probe: Probe, h_shape: Shape) -> Laid:
    """
    Return how a call lays kernels on signals, from one kernel shape.

    Raises
    ------
    Rejected
        If no such rule explains the responses, or a tap is never seen.
    Backwards
        If outputs run against samples.
    """
    d = probe.ndim
    step, output_axes, transposed = steps(probe, h_shape)
    lengths = LENGTHS[d]
    # twice as many as the stride has steps, so that each tap is seen from two places
    counts = [2 if transposed else 2 * t for t in step]
    middle = [n // 2 - count // 2 for n, count in zip(lengths, counts, strict=True)]
    places = [tuple(m + k for m, k in zip(middle, ks, strict=True)) for ks in product(*map(range, counts))]
    found = met(probe, lengths, h_shape, places, output_axes)
    seen = {tuple(tap) for tap in found.taps.tolist()}
    if len(seen) < np.prod(h_shape):
        lost = sorted(set(np.ndindex(h_shape)) - seen)[0]
        raise Rejected("taps", f"tap {lost} of a kernel of shape {h_shape} is never seen", seen=sorted(seen))
    slope, kernel_axes = [], []
    for axis in range(d):
        coefficients = _line(found, axis, transposed)
        moved = np.flatnonzero(coefficients[1:])
        if len(moved) != 1:
            raise Rejected("taps", f"along axis {axis} taps lie apart by {coefficients[1:].tolist()}; one should count")
        if coefficients[0] != step[axis]:
            raise Backwards(
                "outputs", f"along axis {axis} outputs run against the samples", slope=coefficients.tolist()
            )
        kernel_axes.append(int(moved[0]))
        slope.append(int(coefficients[1 + moved[0]]))
    if sorted(kernel_axes) != list(range(d)):
        raise Rejected("taps", f"the axes of the signal are filtered by the axes {kernel_axes} of the kernel")
    rule = Laid(tuple(kernel_axes), output_axes, tuple(slope), step, transposed, found.gain)
    origins = rule.origins(found.places, found.outputs, found.taps)
    if (origins != origins[0]).any():
        raise Rejected("taps", "two impulses have responses that are not shifted copies of one another")
    return rule


def _line(found: Met, axis: int, transposed: bool) -> np.ndarray:
    """Return the steps by which places follow from outputs and taps along an axis, or outputs from places and taps."""
    places, outputs = found.places[:, axis], found.outputs[:, axis]
    known, wanted = (places, outputs) if transposed else (outputs, places)
    design = np.column_stack([known, found.taps, np.ones(len(known))])
    solution = np.linalg.lstsq(design, wanted, rcond=None)[0]
    rounded = np.rint(solution).astype(int)
    if (design @ rounded != wanted).any():
        raise Rejected("taps", f"along axis {axis} the taps are not laid out evenly", slope=solution.tolist())
    return rounded[:-1]


def lead(probe: Probe, rule: Laid, x_shape: Shape, h_shape: Shape) -> tuple[Shape, Shape, float]:
    """
    Return where the first window lies, how many outputs there are, and the gain of the taps, for other shapes.

    Raises
    ------
    Rejected
        If the kernel lies otherwise than in `rule`, or the gain of its taps differs.
    """
    counts = [1 if rule.transposed else t for t in rule.step]
    middle = [n // 2 - count // 2 for n, count in zip(x_shape, counts, strict=True)]
    places = [tuple(m + k for m, k in zip(middle, ks, strict=True)) for ks in product(*map(range, counts))]
    # where a stride hides taps, as many neighbouring impulses as it has steps show them all
    found = met(probe, x_shape, h_shape, places, rule.output_axes)
    origins = rule.origins(found.places, found.outputs, found.taps)
    if (origins != origins[0]).any() or len(origins) != np.prod(h_shape):
        raise Rejected(
            "taps",
            f"a kernel of shape {h_shape} on a signal of shape {x_shape} lies otherwise than smaller ones do",
            origins=origins.tolist(),
        )
    outputs = np.array(probe(np.zeros(x_shape), marked(h_shape)).shape)[np.argsort(rule.output_axes)]
    return rule.lead(tuple(map(int, origins[0])), h_shape), tuple(map(int, outputs)), found.gain
