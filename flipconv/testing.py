"""For other people's test suites: kernels that can feel a flip, and an assertion about what a call does with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from flipconv.conventions import Convention, Rejected, identify
from flipconv.conventions.anchors import anchor_rule
from flipconv.conventions.probing import marked

KINDS = ("convolution", "correlation", "mixed", "transposed convolution", "transposed correlation")


def telling_kernel(shape: int | Sequence[int], *, is_complex: bool = False) -> np.ndarray:
    """
    Return a kernel that no flip, rotation, transposition or exchange of taps leaves as it is.

    Parameters
    ----------
    shape : int or sequence of int
        Taps along each axis.
    is_complex : bool, optional
        Whether a conjugate shall show too.

    Returns
    -------
    numpy.ndarray
        Distinct primes as floats; with ``is_complex`` their reversal as imaginary parts.

    Raises
    ------
    ValueError
        If a size is below 1.

    See Also
    --------
    assert_convention : Uses such kernels of many shapes.

    Examples
    --------
    >>> telling_kernel((2, 3)).tolist()
    [[13.0, 11.0, 7.0], [5.0, 3.0, 2.0]]
    """
    sizes = tuple(shape) if isinstance(shape, Sequence) else (shape,)
    if not sizes or min(sizes) < 1:
        raise ValueError(f"shape is {shape!r}; it must hold integers from 1 up")
    h = marked(sizes)
    return h + 1j * np.flip(h) if is_complex else h


def assert_convention(fn: Callable[..., Any], expected: str | Convention | Mapping[str, Any], **how: Any) -> Convention:
    """
    Raise unless a call does what it is expected to do.

    Parameters
    ----------
    fn : callable
        Takes a signal and a kernel, returns an array.
    expected : str, mapping or Convention
        A kind (``"convolution"``, ``"correlation"``, ``"mixed"``, ``"transposed convolution"``,
        ``"transposed correlation"``), or fields of `flipconv.conventions.Convention` with the values they must have
        (``kind`` may be among them), or a whole convention, of which all but sizes, dtypes and evidence
        must agree.
    **how
        Passed to `flipconv.identify`: ``ndim``, ``layer``, ``arrays`` and so on.

    Returns
    -------
    Convention
        What was identified, for further assertions.

    Raises
    ------
    AssertionError
        If it does something else, or no convention describes it. The message says what was expected and what was seen.
    ValueError
        If `expected` names no kind or no field.

    See Also
    --------
    flipconv.identify : What is asked.

    Examples
    --------
    >>> import numpy as np
    >>> _ = assert_convention(np.convolve, "convolution")
    >>> found = assert_convention(lambda x, h: np.convolve(x, h, "same"), {"sign": -1, "anchor_rule": "(m-1)//2"})
    >>> found.boundary
    (('constant', 'constant'),)
    """
    wanted = _wanted(expected, how)
    try:
        found = identify(fn, **how)
    except Rejected as problem:
        raise AssertionError(f"expected {_shown(wanted)}, and no convention describes the call: {problem}") from problem
    differing = {
        name: (value, getattr(found, name)) for name, value in wanted.items() if not _agree(name, value, found)
    }
    if differing:
        parts = [f"{name} is {_text(seen)}, expected {_text(value)}" for name, (value, seen) in differing.items()]
        raise AssertionError("; ".join(parts))
    return found


def _wanted(expected: str | Convention | Mapping[str, Any], how: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that must agree."""
    if isinstance(expected, str):
        if expected not in KINDS:
            raise ValueError(f"expected is {expected!r}; it must be one of {', '.join(map(repr, KINDS))}, or a mapping")
        return {"kind": expected}
    known = [one.name for one in fields(Convention) if one.name != "evidence"]
    if isinstance(expected, Convention):
        how.setdefault("ndim", expected.ndim)
        told = ("sizes", "dtypes", "longer_kernel", "ambiguous")
        return {name: getattr(expected, name) for name in known if name not in told}
    if unknown := [name for name in expected if name not in (*known, "kind")]:
        raise ValueError(f"expected has {unknown[0]!r}; its keys must be 'kind' or fields of a Convention: {known}")
    return dict(expected)


def _agree(name: str, value: Any, found: Convention) -> bool:
    """Whether a field agrees with what is expected of it; one entry stands for all axes."""
    seen = getattr(found, name)
    if name == "anchor_rule":
        many = [value] * found.ndim if isinstance(value, str | Mapping) or not isinstance(value, Sequence) else value
        rules = [anchor_rule(one) for one in many]
        sizes = found.sizes or ((),) * found.ndim
        if all(rule.text == "none" for rule in (*rules, *seen)):
            return len(rules) == found.ndim
        return len(rules) == found.ndim and all(
            _same_anchors(rule, other, sizes[k]) for rule, other, k in zip(rules, seen, found.kernel_axes, strict=True)
        )
    if name == "boundary" and isinstance(value, str):
        value = ((value, value),) * found.ndim
    elif name in ("sign", "stride", "dilation") and not isinstance(value, Sequence):
        value = (value,) * found.ndim
    if name in ("gain", "bias", "cval"):
        return bool(np.isclose(value, seen))
    return bool(_tuples(value) == _tuples(seen))


def _same_anchors(rule: Any, seen: Any, sizes: Sequence[int]) -> bool:
    try:
        return all(rule(m) == seen(m) for m in sizes)
    except ValueError:  # one of the two has no anchor at such a size
        return False


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list | tuple) else value


def _text(value: Any) -> str:
    return str(value) if not isinstance(value, tuple) else "(" + ", ".join(map(str, value)) + ")"


def _shown(wanted: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {_text(value)}" for name, value in list(wanted.items())[:4])
