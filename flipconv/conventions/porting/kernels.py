"""Kernels between same-size calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from flipconv.conventions.atlas.adapting import Named
from flipconv.conventions.porting.calls import Call, Side, calls, one_source
from flipconv.conventions.porting.fitting import check_same_kind, rescaled, shapes
from flipconv.conventions.porting.results import CannotPort, Case, Certificate, Ported, Work, apart
from flipconv.conventions.porting.taps import conjugated, stored, taps, told
from flipconv.conventions.probing import marked

Shape = tuple[int, ...]
# why a target does not serve, and under which settings
Reasons = dict[str, list[str]]

# roundings that a call may make of each product, for a transform of the whole signal as well
ROUNDINGS = 64
DERIVATION = (
    "64 eps sqrt(N) max|x| sum|h| for the N samples of the signal, with eps that of the coarser output's dtype: a sum "
    "of products whose roundings have random signs, also after a transform of the whole signal"
)


@dataclass(frozen=True)
class Plan:
    """A target, and the shape along the signal's axes of the kernel with which it may serve."""

    source: Call
    target: Call
    shape: Shape

    @property
    def is_extrapolated(self) -> bool:
        """Whether all that is known of the target at this size is its rule."""
        sizes = self.target.convention.sizes
        if self.target.run is not None or sizes is None:
            return False
        axes = self.target.convention.kernel_axes
        return any(m not in sizes[axis] for m, axis in zip(self.shape, axes, strict=True))

    def made(self, h: np.ndarray, work: Work) -> tuple[np.ndarray, float]:
        """Return the kernel for the target, and what to multiply its outputs with."""
        source, target = self.source.convention, self.target.convention
        seen = taps(h, source, work)
        k = stored(seen, target, self.shape)
        told(h, source, target, k, work)
        k, scale = rescaled(k, target, work)
        return conjugated(k, source, target, work), scale


def port_kernel(h: np.ndarray, *, source: Side, target: Side, boundary: str | None = None) -> Ported:
    """Return a kernel with which the target does what the source does with `h`; see `flipconv.port`."""
    mine = one_source(calls(source, "source", h.ndim), boundary)
    return planned(h, mine, calls(target, "target", h.ndim))[1]


def planned(h: np.ndarray, source: Call, targets: list[Call]) -> tuple[Plan, Ported]:
    """
    Return the first way to port a kernel that is right when it is run.

    Parameters
    ----------
    h : numpy.ndarray
        The kernel.
    source : Call
        What it is for.
    targets : list of Call
        The settings of the target.

    Returns
    -------
    Plan
        The setting and the size that serve.
    Ported
        The kernel and its certificate.

    Raises
    ------
    CannotPort
        If none serves.
    """
    reasons: Reasons = {}
    for plan in _plans(h, source, targets, reasons):
        try:
            return plan, _certified(h, plan)
        except CannotPort as refusal:
            # that one was run says more than that another has the wrong border
            reasons = reasons if "was run" in next(iter(reasons), "") else {}
            _ = reasons.setdefault(f"{refusal.reason} (this was run)", []).append(str(plan.target))
    raise CannotPort(_joined(reasons, len(targets)))


def _plans(h: np.ndarray, source: Call, targets: list[Call], reasons: Reasons) -> list[Plan]:
    """Return what may serve, the smallest kernels first, and write down why the others do not."""
    found: list[Plan] = []
    for target in targets:
        try:
            check_same_kind(source.convention, target.convention)
            seen = taps(h, source.convention, Work())
            found += [
                Plan(source, target, shape)
                for shape in shapes(seen, source.convention, target.convention, is_run=target.run is not None)
            ]
        except CannotPort as refusal:
            reasons.setdefault(refusal.reason, []).append(str(target))
    return sorted(found, key=lambda plan: (prod(plan.shape), targets.index(plan.target)))


def _joined(reasons: Reasons, count: int) -> str:
    """Return all reasons in one; each once, with the settings that it is about where there are several."""
    if len(reasons) == 1 or count == 1:
        return next(iter(reasons))
    each = [f"{reason} ({', '.join(dict.fromkeys(about))})" for reason, about in reasons.items()]
    return "no setting of the target serves: " + "; ".join(each)


def _certified(h: np.ndarray, plan: Plan) -> Ported:
    """Return the port by a plan, run on both sides; raise if they differ."""
    work = Work()
    k, scale = plan.made(h, work)
    cases = tuple(_cases(h, plan))
    for case in cases:
        if not case.holds:
            raise CannotPort(f"the ported kernel was run and its outputs differ: {case}")
    certificate = Certificate(plan.source.side, plan.target.side, cases, DERIVATION)
    order = plan.target.convention.argument_order
    if order != plan.source.convention.argument_order:
        work.steps.append(f"the target takes {order}")
    if plan.is_extrapolated:
        work.remarks.append(
            f"the target's record has no kernel of shape {k.shape}, and it was not run: this goes by its rule"
        )
    remarks = tuple(dict.fromkeys(work.remarks))
    return Ported(
        k,
        {name: _looked_up(value) for name, value in plan.target.settings.items()},
        str(plan.target),
        certificate,
        steps=tuple(work.steps),
        remarks=remarks,
        scale=scale,
    )


def _looked_up(setting: Any) -> Any:
    """Return a constant of a library that is installed as its value; else, as anything else, as it is."""
    if not isinstance(setting, Named):
        return setting
    try:
        return setting.value
    except (ImportError, AttributeError):
        return setting


def _cases(h: np.ndarray, plan: Plan) -> Iterator[Case]:
    """Run source and target on signals of two shapes, with the given kernel and with a marked one."""
    rng = np.random.default_rng(20240229)
    for what, weights in (("marked weights", _marked(h)), ("given weights", h)):
        k, scale = plan.made(weights, Work())
        for more in (3, 6):
            x = _signal(tuple(m + more + 2 * axis for axis, m in enumerate(plan.shape)), plan, h, rng)
            got = _run(plan.target, x, k) * scale
            want = _run(plan.source, x, weights)
            difference, tolerance = compared(got, want, x, weights, plan)
            yield Case(what, x.shape, weights.shape, k.shape, difference, tolerance)


def _run(call: Call, x: np.ndarray, h: np.ndarray) -> np.ndarray:
    try:
        return call(x, h)
    except Exception as error:
        raise CannotPort(
            f"{call.name} raised {type(error).__name__} for a signal of shape {x.shape} and a kernel of shape "
            f"{h.shape}: {error}"
        ) from error


def _marked(h: np.ndarray) -> np.ndarray:
    """Return a kernel of this shape whose entries are all different, complex where this one is."""
    own = marked(h.shape)
    return own + 1j * own.ravel()[::-1].reshape(h.shape) if np.iscomplexobj(h) else own


def _signal(shape: Shape, plan: Plan, h: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return whole numbers of both signs, where neither call clips; complex ones with a complex kernel."""
    both = (plan.source.convention, plan.target.convention)
    if any(one.clips or one.rounds for one in both):
        return rng.integers(0, 4, shape).astype(float)
    x = rng.integers(-50, 51, shape).astype(float)
    # where the two calls treat complex signals differently, a remark says so
    drops = "drops imaginary" in (both[0].conjugates, both[1].conjugates)
    return x + 1j * rng.integers(-50, 51, shape) if np.iscomplexobj(h) and not drops else x


def compared(got: np.ndarray, want: np.ndarray, x: np.ndarray, h: np.ndarray, plan: Plan) -> tuple[float, float]:
    """Return the largest difference of two outputs and how large it may be."""
    cval = abs(plan.source.convention.cval)
    weight = float(np.abs(h).sum()) * max(abs(plan.source.convention.gain), 1)
    eps = max(_eps(got, plan.target), _eps(want, plan.source))
    tolerance = ROUNDINGS * eps * float(np.sqrt(x.size)) * max(float(np.abs(x).max()), cval) * weight
    return apart(got, want), tolerance


def _eps(y: np.ndarray, call: Call) -> float:
    """Return the spacing of the numbers that a call computes in."""
    known = call.convention.dtypes
    single = call.run is not None and "float64" not in known and "float32" in known
    if single or y.dtype.name in ("float32", "complex64"):
        return float(np.finfo(np.float32).eps)
    return float(np.finfo(float).eps)
