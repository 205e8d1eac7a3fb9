"""Every kernel to every call: how often a port is right, how often a flip alone, and what is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from flipconv.conventions.porting.calls import Call
from flipconv.conventions.porting.kernels import Plan, compared, planned
from flipconv.conventions.porting.measured import measured
from flipconv.conventions.porting.results import CannotPort
from flipconv.conventions.probing import marked

Shape = tuple[int, ...]

# same-size calls of a plane, of many libraries; each run of the last two takes a moment
NAMES = (
    "scipy.ndimage.convolve",
    "scipy.ndimage.correlate",
    "scipy.signal.convolve",
    "scipy.signal.fftconvolve",
    "scipy.signal.oaconvolve",
    "scipy.signal.correlate",
    "scipy.signal.convolve2d",
    "scipy.signal.correlate2d",
    "cv2.filter2D",
    "mahotas.convolve",
    "astropy.convolution.convolve",
    "diplib.GeneralConvolution",
    "skimage.filters.correlate_sparse",
    "pyvips.Image.conv",
    "PIL.ImageFilter.Kernel",
    "kornia.filters.filter2d",
    "dask_image.ndfilters.convolve",
)
SHAPES = tuple(product((2, 3, 4, 5), repeat=2))


@dataclass(frozen=True)
class Outcome:
    """
    What came of one kernel between two calls.

    Parameters
    ----------
    source, target : str
        The two calls; of the target the setting that was taken.
    shape : tuple of int
        Of the kernel.
    equal : bool
        Whether the port was right on signals that no step of it has seen.
    naive : bool
        Whether the kernel, flipped if the names of the two operations differ, was right under the same setting.
    reason : str
        Why it was refused; empty if it was not.
    """

    source: str
    target: str
    shape: Shape
    equal: bool
    naive: bool
    reason: str = ""


def same_size_calls(names: Iterable[str] = NAMES) -> dict[str, list[Call]]:
    """Return the calls of these names that are installed and give as many outputs as samples, under all settings."""
    known = {name: [one for one in measured(name) if one.run and one.convention.output == "same"] for name in names}
    return {name: found for name, found in known.items() if found}


def outcomes(calls: Mapping[str, Sequence[Call]], shapes: Iterable[Shape] = SHAPES, seed: int = 0) -> list[Outcome]:
    """
    Port marked kernels of all shapes from all calls to all calls of another name, and run what comes out.

    Parameters
    ----------
    calls : mapping of str to sequence of Call
        For each name its settings, as `same_size_calls` returns them.
    shapes : iterable of tuple of int, optional
        Of the kernels.
    seed : int, optional
        Of the signals.

    Returns
    -------
    list of Outcome
        One for each setting of a source, for each name of a target and for each shape.
    """
    rng = np.random.default_rng(seed)
    kernels = [marked(shape) for shape in shapes]
    pairs = [(one, name) for found in calls.values() for one in found for name in calls if name != one.name]
    return [_outcome(h, one, name, calls[name], rng) for one, name in pairs for h in kernels]


def _outcome(h: np.ndarray, source: Call, name: str, targets: Sequence[Call], rng: np.random.Generator) -> Outcome:
    try:
        plan, ported = planned(h, source, list(targets))
    except CannotPort as refusal:
        return Outcome(str(source), name, h.shape, equal=False, naive=False, reason=refusal.reason)
    x = rng.integers(0, 4 if source.convention.rounds else 100, tuple(m + 9 - axis for axis, m in enumerate(h.shape)))
    x = x.astype(float)
    want = source(x, h)
    right = _same(plan, x, h, ported.weights, want, ported.scale)
    flipped = np.flip(h) if source.convention.kind != plan.target.convention.kind else h
    return Outcome(str(source), str(plan.target), h.shape, right, _same(plan, x, h, flipped, want, 1.0))


def _same(plan: Plan, x: np.ndarray, h: np.ndarray, k: np.ndarray, want: np.ndarray, scale: float) -> bool:
    try:
        got = plan.target(x, k) * scale
    except Exception:  # what a call refuses is not right
        return False
    difference, tolerance = compared(got, want, x, h, plan)
    return difference <= tolerance


def summary(found: Iterable[Outcome]) -> dict[str, int]:
    """
    Return how many were ported, how many of these are equal, with a flip alone, and how many were refused.

    Examples
    --------
    >>> one = Outcome("a", "b", (2, 3), equal=True, naive=False)
    >>> summary([one, Outcome("a", "c", (2, 3), equal=False, naive=False, reason="no such border")])
    {'ported': 1, 'equal': 1, 'naive equal': 0, 'refused': 1}
    """
    every = list(found)
    ported = [one for one in every if not one.reason]
    return {
        "ported": len(ported),
        "equal": sum(one.equal for one in ported),
        "naive equal": sum(one.naive for one in ported),
        "refused": len(every) - len(ported),
    }


def by_pair(found: Iterable[Outcome]) -> dict[tuple[str, str], dict[str, int]]:
    """
    Return the summary of each ordered pair of calls, by their dotted paths.

    Examples
    --------
    >>> one = Outcome("a.f(x, h, mode='same')", "b.g(x, h)", (2, 3), equal=True, naive=False)
    >>> by_pair([one])
    {('a.f', 'b.g'): {'ported': 1, 'equal': 1, 'naive equal': 0, 'refused': 0}}
    """
    pairs: dict[tuple[str, str], list[Outcome]] = {}
    for one in found:
        pairs.setdefault((one.source.split("(")[0], one.target.split("(")[0]), []).append(one)
    return {pair: summary(some) for pair, some in pairs.items()}


def refusals(found: Iterable[Outcome]) -> dict[str, int]:
    """
    Return how often each reason was given, the commonest first.

    Examples
    --------
    >>> refusals([Outcome("a", "b", (2, 3), equal=False, naive=False, reason="no such border")])
    {'no such border': 1}
    """
    return dict(Counter(one.reason for one in found if one.reason).most_common())
