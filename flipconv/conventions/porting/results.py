"""What a port returns: the weights, how to call, what was done, and the runs that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Pairs = tuple[tuple[int, int], ...]


class CannotPort(ValueError):
    """
    The target cannot do what the source does with these weights, or nobody can tell.

    Parameters
    ----------
    reason : str
        A sentence: what the target lacks, or what is missing to decide.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Case:
    """
    One comparison of source and target on data that no step of the port has seen.

    Parameters
    ----------
    what : str
        Which weights: those given, or marked ones, whose numbers are all different.
    signal, weights, ported : tuple of int
        Shapes of the signal and of the weights before and after.
    difference : float
        The largest difference between the two outputs.
    tolerance : float
        How large it may be.
    """

    what: str
    signal: tuple[int, ...]
    weights: tuple[int, ...]
    ported: tuple[int, ...]
    difference: float
    tolerance: float

    @property
    def holds(self) -> bool:
        """Whether the outputs agree. What is no number agrees with nothing."""
        return self.difference <= self.tolerance

    def __str__(self) -> str:
        """Return the case in one line."""
        shapes = f"signal {self.signal}, weights {self.weights} -> {self.ported}"
        return f"{self.what}: {shapes}: largest difference {self.difference:.3g}, allowed {self.tolerance:.3g}"


@dataclass(frozen=True)
class Certificate:
    """
    What was run to show that a port is right.

    Parameters
    ----------
    source, target : str
        What stood for each of the two: the call itself with its version, or a model of it, which the text says.
    cases : tuple of Case
        The comparisons. All of them hold; otherwise there is no certificate but `CannotPort`.
    derivation : str
        Where the tolerances come from.
    """

    source: str
    target: str
    cases: tuple[Case, ...]
    derivation: str

    @property
    def difference(self) -> float:
        """The largest difference of all cases."""
        return max(case.difference for case in self.cases)

    @property
    def is_run(self) -> bool:
        """Whether both calls themselves were run, and not a model of one."""
        return not any(side.startswith("model of") for side in (self.source, self.target))

    def __str__(self) -> str:
        """Return the certificate in a few lines."""
        sides = [f"source: {self.source}", f"target: {self.target}"]
        return "\n".join([*sides, *map(str, self.cases), f"tolerance: {self.derivation}"])

    def as_dict(self) -> dict[str, Any]:
        """Return it as what JSON can hold."""
        cases = [{name: _plain(value) for name, value in vars(case).items()} for case in self.cases]
        return {"source": self.source, "target": self.target, "cases": cases, "derivation": self.derivation}


@dataclass(frozen=True)
class Ported:
    r"""
    Weights for another call, and how to call it.

    Parameters
    ----------
    weights : numpy.ndarray
        The weights, laid out as the target takes them.
    arguments : mapping of str to object
        The keyword arguments of the target, by its own names, padding included.
    call : str
        The target's call in words.
    certificate : Certificate
        The runs.
    bias : numpy.ndarray, optional
        The bias, in the target's shape.
    steps : tuple of str
        What was done, in order.
    remarks : tuple of str
        Where the two calls still differ: on signals shorter than the kernel, on NaN, on complex numbers.
    pads : tuple of pairs of int, optional
        Zeros to add to the signal, along each spatial axis, before the call. None if there are none to add.
    crops : tuple of pairs of int, optional
        Outputs to cut off, along each spatial axis, after the call. None if there are none to cut off.
    scale : float
        What to multiply the outputs of the call with; 1 unless the target normalises its kernels.
    """

    weights: np.ndarray
    arguments: Mapping[str, Any]
    call: str
    certificate: Certificate
    bias: np.ndarray | None = None
    steps: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    pads: Pairs | None = None
    crops: Pairs | None = None
    scale: float = 1.0

    def __str__(self) -> str:
        """Return the whole in lines for a terminal."""
        lines = [self.call, *(f"- {step}" for step in self.steps), *(f"note: {remark}" for remark in self.remarks)]
        return "\n".join([*lines, str(self.certificate)])

    def as_dict(self) -> dict[str, Any]:
        """Return all but the weights and the bias as what JSON can hold."""
        known = {name: _plain(value) for name, value in vars(self).items() if name not in _ARRAYS}
        return known | {"shape": list(self.weights.shape), "certificate": self.certificate.as_dict()}


_ARRAYS = ("weights", "bias", "certificate")


def _plain(value: Any) -> Any:
    """Return a value as what JSON can hold."""
    if isinstance(value, Mapping):
        return {str(name): _plain(entry) for name, entry in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(entry) for entry in value]
    if isinstance(value, np.generic):
        return value.item()
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


@dataclass
class Work:
    """Steps and remarks as they come."""

    steps: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def axis_names(d: int) -> tuple[str, ...]:
    """
    Return what spatial axes are called in steps and reasons.

    Examples
    --------
    >>> axis_names(2), axis_names(4)
    (('h', 'w'), ('axis 0', 'axis 1', 'axis 2', 'axis 3'))
    """
    return {1: ("w",), 2: ("h", "w"), 3: ("d", "h", "w")}.get(d) or tuple(f"axis {k}" for k in range(d))


def apart(got: np.ndarray, want: np.ndarray) -> float:
    """
    Return the largest difference of two arrays; infinity if their shapes differ, or one alone is finite somewhere.

    Examples
    --------
    >>> apart(np.array([1.0, np.nan]), np.array([1.5, np.nan])), apart(np.zeros(2), np.zeros(3))
    (0.5, inf)
    """
    finite = np.isfinite(want)
    if got.shape != want.shape or not np.array_equal(finite, np.isfinite(got)):
        return float("inf")
    return float(np.abs(got[finite] - want[finite]).max(initial=0.0))


def sized(shape: tuple[int, ...]) -> str:
    """
    Return a shape as it is read.

    Examples
    --------
    >>> sized((2, 3))
    '2x3'
    """
    return "x".join(map(str, shape))
