"""`identify`: what a convolution-like call does, from the call alone."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from flipconv.conventions.calling import Caller, Refused, Rejected
from flipconv.conventions.channels import check_channels
from flipconv.conventions.edges import fitted_borders
from flipconv.conventions.holding import check_fresh, hold_out
from flipconv.conventions.impulses import LENGTHS, Laid, lead
from flipconv.conventions.laws import bias_of, fitted_scale, settled_scale
from flipconv.conventions.layouts import Plain, plain_call
from flipconv.conventions.model import Convention, Evidence
from flipconv.conventions.numbers import (
    dtypes_of,
    fitted_clips,
    fitted_conjugates,
    integers_of,
    longer_kernel,
)
from flipconv.conventions.opening import opened
from flipconv.conventions.outputs import Seen, fitted_outputs, order_untold, untold
from flipconv.conventions.probing import Probe, Shape

Progress = Callable[[str, float], None]
# seconds that waiting takes at most; a day
LONGEST = 86400.0
STEPS = ("opening", "laws", "taps", "outputs", "scale", "borders", "numbers", "hold-out")


def identify(
    fn: Callable[..., Any],
    *,
    ndim: int | None = None,
    sizes: Sequence[int] = (2, 3, 4, 5),
    dtype: str | None = None,
    layer: bool | None = None,
    groups: int | str = 1,
    arrays: Callable[[np.ndarray], Any] | None = None,
    timeout: float = 10.0,
    seed: int = 0,
    progress: Progress | None = None,
) -> Convention:
    r"""
    Find out what a convolution-like call does, from the call alone.

    Parameters
    ----------
    fn : callable
        Takes a signal and a kernel, in either order, and returns an array.
    ndim : int, optional
        Axes of signal and kernel, 1 to 3. By default 2 is tried, then 1, then 3.
    sizes : sequence of int, optional
        Kernel sizes that each axis is asked with, as far as the call takes them. A rule is reported for these, and
        for what larger ones were taken in the hold-out.
    dtype : str, optional
        Of the arrays the call is asked with: ``"float64"``, ``"float32"`` or ``"uint8"``. By default the first
        that it takes.
    layer : bool, optional
        Whether the call is a network layer: signals with batch and channel axes, weights with an axis for each of
        input and output channels, in an order that is found out. By default it is taken for one if it raises on
        every plain signal and kernel.
    groups : int, optional
        Groups of channels of the layer; ``"channels"`` for a layer that has a group for each of its channels.
    arrays : callable, optional
        Makes what the call takes out of NumPy arrays, as ``torch.from_numpy`` does.
    timeout : float, optional
        Seconds after which a single call counts as hanging; all of them together may take six times as long.
    seed : int, optional
        Of the random numbers.
    progress : callable, optional
        Is told the name of each step, and which part of the work lies behind it, from 0 to 1.

    Returns
    -------
    Convention
        What it does. What cannot be told from outside is named in `ambiguous`.

    Raises
    ------
    Rejected
        If no convention describes it: it raises, hangs, is random, nonlinear, returns NaN or other shapes, or differs
        from the fitted convention on fresh data. The kind, the reason and what was found until then are attributes.
    TypeError
        If `fn` cannot be called.
    ValueError
        If an argument is out of range.

    See Also
    --------
    flipconv.predict : What a call of the convention found returns.
    flipconv.testing.assert_convention : The same as a test.

    Notes
    -----
    Signs, axes, strides and anchors are read off impulse responses to kernels of distinct primes; borders from a dense
    signal, edge by edge; then random data that nothing was fitted to must come out as predicted. The call is made
    some 80 times; see `Evidence.calls`.

    References
    ----------
    .. [1] A. V. Oppenheim and R. W. Schafer, *Discrete-Time Signal Processing*, 3rd ed., Prentice Hall, 2010,
       section 2.3: a linear time-invariant system is known from its impulse response.

    Examples
    --------
    >>> import numpy as np
    >>> from flipconv import identify
    >>> found = identify(lambda x, h: np.convolve(x, h, "same"))
    >>> found.kind, found.sign, str(found.anchor_rule[0]), found.boundary
    ('convolution', (-1,), '(m-1)//2', (('constant', 'constant'),))
    >>> np.convolve([1, 2, 3], [1, 10], "same").tolist()
    [1, 12, 23]
    """
    _check(fn, ndim, sizes, dtype, groups, timeout)
    told = progress or (lambda step, part: None)
    caller = Caller(fn, arrays=arrays, timeout=timeout)
    try:
        return _asked(caller, ndim, tuple(sizes), dtype, layer, groups, np.random.default_rng(seed), told)
    except Refused as refusal:
        # what it refuses once it has been seen to work, it refuses without a rule
        raise Rejected(
            "raises", f"the call takes some arrays and raised on others of the same kinds: {refusal}"
        ) from None
    finally:
        caller.close()


def _asked(
    caller: Caller,
    ndim: int | None,
    sizes: tuple[int, ...],
    dtype: str | None,
    layer: bool | None,
    groups: int | str,
    rng: np.random.Generator,
    told: Progress,
) -> Convention:
    """Ask for a plain call, for a layer, or for the one and then the other."""
    if layer:
        return _identified(caller, ndim, sizes, dtype, True, groups, rng, told)
    try:
        return _identified(caller, ndim, sizes, dtype, False, groups, rng, told)
    except Rejected as problem:
        odd = tuple(m for m in sizes if m % 2)
        if problem.kind not in ("raises", "shape", "hangs") and odd and odd != sizes:
            return _of_odd_sizes(caller, problem, ndim, odd, dtype, rng, told)
        if layer is not None or problem.kind not in ("raises", "shape"):
            raise
        try:
            return _identified(caller, ndim, sizes, dtype, True, groups, rng, told)
        except Rejected as other:
            # whichever came further says more
            raise (problem if other.kind in ("raises", "shape", "layout") else other) from None


def _of_odd_sizes(
    caller: Caller,
    problem: Rejected,
    ndim: int | None,
    odd: tuple[int, ...],
    dtype: str | None,
    rng: np.random.Generator,
    told: Progress,
) -> Convention:
    """Ask with odd sizes alone: there are calls that neither refuse even ones nor have a rule for them."""
    try:
        found = _identified(caller, ndim, odd, dtype, False, 1, rng, told)
    except Rejected:
        raise problem from None
    untold = f"even sizes: they are taken, and follow no convention ({problem.reason})"
    return replace(found, ambiguous=(*found.ambiguous, untold))


def _check(
    fn: Any, ndim: int | None, sizes: Sequence[int], dtype: str | None, groups: int | str, timeout: float
) -> None:
    if not callable(fn):
        raise TypeError(f"fn is {fn!r}; it must be callable with a signal and a kernel")
    if ndim not in (None, 1, 2, 3):
        raise ValueError(f"ndim is {ndim!r}; it must be 1, 2 or 3, or None to find it out")
    if len(sizes) < 1 or min(sizes) < 2 or max(sizes) > 9:
        raise ValueError(f"sizes is {tuple(sizes)!r}; it must hold kernel sizes from 2 to 9")
    if dtype not in (None, "float64", "float32", "uint8"):
        raise ValueError(f"dtype is {dtype!r}; it must be 'float64', 'float32' or 'uint8', or None to find it out")
    if groups != "channels" and (isinstance(groups, str | bool) or groups < 1):
        raise ValueError(f"groups is {groups!r}; it must be an integer from 1 up, or 'channels'")
    if not 0 < timeout <= LONGEST:
        raise ValueError(f"timeout is {timeout!r}; it must be a number of seconds above 0, at most {LONGEST:g}")


def _identified(
    caller: Caller,
    ndim: int | None,
    sizes: tuple[int, ...],
    dtype: str | None,
    layer: bool,
    groups: int | str,
    rng: np.random.Generator,
    told: Progress,
) -> Convention:
    """Go through the steps in their order; each adds what it finds to the convention."""
    told("opening", 0.0)
    call, layout = caller, None
    if layer:
        call, layout, ndim, dtype = plain_call(caller, ndim, dtype, groups)
    probe, shapes, rule, normalises = opened(call, ndim, sizes, dtype, rng)
    told("taps", 0.2)
    seen, gains = _seen(probe, rule, shapes)
    told("outputs", 0.4)
    convention = fitted_outputs(_begun(probe, rule, shapes, layout), seen)
    told("scale", 0.5)
    bias, ambiguous = bias_of(probe, LENGTHS[probe.ndim], shapes), tuple(untold(convention))
    convention = fitted_scale(probe, replace(convention, bias=bias, ambiguous=ambiguous), gains, normalises)
    told("borders", 0.6)
    convention = fitted_borders(probe, convention, shapes)
    convention = settled_scale(probe, convention, shapes[0])
    told("numbers", 0.75)
    x_shape, h_shape = LENGTHS[probe.ndim], shapes[0]
    check_fresh(probe, convention, x_shape, h_shape)
    convention = fitted_conjugates(probe, convention, x_shape, h_shape)
    convention = fitted_clips(probe, convention, x_shape, h_shape)
    if not layer:
        dtypes = dtypes_of(probe, convention, x_shape, h_shape)
        integers_of(probe, convention, x_shape, h_shape, dtypes)
        convention = replace(convention, dtypes=dtypes, longer_kernel=longer_kernel(probe, convention, shapes))
    told("hold-out", 0.85)
    convention, held = hold_out(probe, convention, shapes)
    held += check_channels(call, probe, convention, shapes[0]) if isinstance(call, Plain) else 0
    convention = replace(convention, ambiguous=(*convention.ambiguous, *order_untold(convention)))
    told("done", 1.0)
    evidence = Evidence(caller.calls, dict(probe.residuals), held, _versions(caller), tuple(caller.remarks))
    return replace(convention, evidence=evidence)


def _seen(probe: Probe, rule: Laid, shapes: list[Shape]) -> tuple[list[list[Seen]], dict[Shape, float]]:
    """Return what was seen along each axis for every kernel shape, and for as many lengths as the stride has steps."""
    seen: list[list[Seen]] = [[] for _ in range(probe.ndim)]
    gains: dict[Shape, float] = {}
    largest = max([1 if rule.transposed else t for t in rule.step])
    for number, shape in enumerate(shapes):
        more = max(largest, 2 if number == 0 else 1)
        for k in range(more):
            lengths = tuple(n + k for n in LENGTHS[probe.ndim])
            leads, outputs, gains[shape] = lead(probe, rule, lengths, shape)
            for axis, (n, first, count) in enumerate(zip(lengths, leads, outputs, strict=True)):
                seen[axis].append(Seen(n, shape[rule.kernel_axes[axis]], first, count))
    return seen, gains


def _begun(probe: Probe, rule: Laid, shapes: list[Shape], layout: str | None) -> Convention:
    """Return a convention with what the impulse responses alone tell."""
    sign = [(-1 if rule.transposed else 1) * (1 if e > 0 else -1) for e in rule.slope]
    return Convention(
        sign=tuple(sign),
        sizes=tuple(tuple(sorted(set(axis))) for axis in zip(*shapes, strict=True)),
        anchor_rule="m//2",  # pyright: ignore[reportArgumentType] - until the outputs are fitted
        kernel_axes=rule.kernel_axes,
        output_axes=rule.output_axes,
        argument_order=probe.order,
        stride=rule.step,
        dilation=tuple(abs(e) for e in rule.slope),
        transposed=rule.transposed,
        layout=layout,
    )


def _versions(caller: Caller) -> dict[str, str]:
    """Return the version of NumPy, and of the package that the call comes from."""
    found = {"numpy": np.__version__}
    top = (getattr(caller.fn, "__module__", None) or "").split(".")[0]
    for name in _packages().get(top, []) if top else []:
        found[name] = importlib.metadata.version(name)
    return found


@cache
def _packages() -> Mapping[str, list[str]]:
    """Return which packages installed each module; reading that takes longer than a whole identification."""
    return importlib.metadata.packages_distributions()
