"""The one layer that a stack of linear layers is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any

import numpy as np

from flipconv.flips import flip
from flipconv.layers.forward import convolution_layer, correlation_layer
from flipconv.layers.settings import Pads, check_no_overflow, conjugated, dtype_of
from flipconv.layers.stages import Stage, check_stack


def compose_kernels(stages: Sequence[Stage], *, interior: bool = False) -> Stage:
    r"""
    Return the one layer that a stack of linear layers is.

    Parameters
    ----------
    stages : sequence of Stage
        The layers, the first first, with nothing between them.
    interior : bool, optional
        Whether to merge layers that differ at the border: the merged layer then agrees with the stack where no window
        of a later stage touches that stage's padding.

    Returns
    -------
    Stage
        A convolution layer if all stages are, else a correlation layer. Its `anchor` is where the anchors of the stages
        have led.

    Raises
    ------
    ValueError
        If the stages do not fit each other; or if a later stage pads with zeros where the stage before has outputs
        other than zero, or a bias, and `interior` is not set: then no one layer does the same at the border.
    OverflowError
        If integer weights could leave 64 bits.

    See Also
    --------
    receptive_field : How far it sees.

    Notes
    -----
    Two correlations compose by *convolving* their kernels, channels multiplied as matrices:

    .. math:: W[o, c, i] = \sum_{q,\; s_1 d_2 j_2 + d_1 j_1 = d\, i} W_2[o, q, j_2]\, W_1[q, c, j_1]

    on a grid of step :math:`d = \gcd(s_1 d_2, d_1)`, with stride :math:`s_1 s_2` and :math:`p_1 + s_1 p_2` zeros
    before. The sum runs over pairs of places that add up, whichever of the two operations the layers are. Where the
    stack refuses a signal that is too short for one of its layers, the merged layer may still take it.

    References
    ----------
    .. [1] X. Ding et al., "Diverse Branch Block: Building a Convolution as an Inception-like Unit", CVPR 2021,
       section 3.2, transform III: a 1 x 1 layer and a K x K layer in a row.

    Examples
    --------
    >>> from flipconv.layers import Stage, compose_kernels, correlation_layer
    >>> first = Stage(correlation_layer, [[[1, 2]]], padding=[(1, 0)])
    >>> merged = compose_kernels([first, Stage(correlation_layer, [[[1, 10]]])])
    >>> merged.weights.tolist(), merged.anchor
    ([[[1, 12, 20]]], (1,))
    """
    check_stack(stages)
    kind = convolution_layer if all(stage.layer is convolution_layer for stage in stages) else correlation_layer
    merged = _Gathered.of(stages[0])
    for number, stage in enumerate(stages[1:], start=1):
        later = _Gathered.of(stage)
        if not interior:
            _check_border(merged, later, number)
        merged = _merged(merged, later)
    weights = merged.weights
    weights = conjugated(weights) if kind is correlation_layer else flip(weights, axes=range(2, weights.ndim))
    return Stage(kind, weights, merged.bias, merged.stride, merged.pads, merged.dilation, merged.groups)


@dataclass(frozen=True)
class _Gathered:
    """A layer as it reads: weights by places within a window, whichever operation it is."""

    weights: np.ndarray
    bias: np.ndarray | None
    stride: tuple[int, ...]
    pads: Pads
    dilation: tuple[int, ...]
    groups: int

    @classmethod
    def of(cls, stage: Stage) -> _Gathered:
        weights: Any = _widened(stage.as_gathered)
        return cls(weights, stage.bias, stage.strides, stage.pads, stage.dilations, stage.groups)  # pyright: ignore

    @property
    def reach(self) -> tuple[int, ...]:
        """From the first sample of a window to its last."""
        return tuple(size * (m - 1) for m, size in zip(self.weights.shape[2:], self.dilation, strict=True))

    def regrouped(self, groups: int) -> np.ndarray:
        """Return the weights for fewer groups: a block sees its neighbours' channels too, with zeros."""
        outputs, channels, *taps = self.weights.shape
        together = self.groups // groups
        wide = np.zeros((groups, together, outputs // self.groups, together, channels, *taps), self.weights.dtype)
        blocks = self.weights.reshape(groups, together, outputs // self.groups, channels, *taps)
        for place in range(together):
            wide[:, place, :, place] = blocks[:, place]
        return wide.reshape(outputs, together * channels, *taps)


def _merged(first: _Gathered, second: _Gathered) -> _Gathered:
    """Return the layer that does what two do, one after the other, border aside."""
    steps = [
        s * d if m > 1 else 0 for s, d, m in zip(first.stride, second.dilation, second.weights.shape[2:], strict=True)
    ]
    holes = [d if m > 1 else 0 for d, m in zip(first.dilation, first.weights.shape[2:], strict=True)]
    grid = tuple(gcd(step, hole) or 1 for step, hole in zip(steps, holes, strict=True))
    groups = gcd(first.groups, second.groups)
    weights = _composed(
        first.regrouped(groups),
        second.regrouped(groups),
        groups,
        [step // size for step, size in zip(steps, grid, strict=True)],
        [hole // size for hole, size in zip(holes, grid, strict=True)],
    )
    stride = tuple(one * other for one, other in zip(first.stride, second.stride, strict=True))
    pads = tuple(
        (before + step * more_before, after + step * more_after)
        for (before, after), (more_before, more_after), step in zip(first.pads, second.pads, first.stride, strict=True)
    )
    return _Gathered(weights, _bias(first, second), stride, pads, grid, groups)


def _composed(one: np.ndarray, other: np.ndarray, groups: int, steps: list[int], holes: list[int]) -> np.ndarray:
    """Return the sum over the channels between, and over pairs of taps at the place their own places add up to."""
    check_no_overflow(("weights", one), ("weights", other))
    taps, more = one.shape[2:], other.shape[2:]
    lengths = [step * (m - 1) + hole * (n - 1) + 1 for step, m, hole, n in zip(steps, more, holes, taps, strict=True)]
    dtype = np.result_type(one, other)
    outputs, channels = other.shape[0], one.shape[1]
    total = np.zeros((outputs, channels, *lengths), dtype)
    before = one.reshape(groups, one.shape[0] // groups, -1)
    for j in np.ndindex(more):
        tap = other[(..., *j)].reshape(groups, outputs // groups, -1)
        place = tuple(
            slice(step * jj, step * jj + hole * (n - 1) + 1, hole or 1)
            for step, jj, hole, n in zip(steps, j, holes, taps, strict=True)
        )
        total[(..., *place)] += np.matmul(tap, before).reshape(outputs, channels, *taps)
    return total


def _bias(first: _Gathered, second: _Gathered) -> np.ndarray | None:
    """Return the bias of the second, and what the second makes of the bias of the first."""
    if first.bias is None:
        return second.bias
    weights = second.regrouped(1)
    own = _widened(first.bias)
    check_no_overflow(("bias", own), ("weights", weights), more=0 if second.bias is None else second.bias)
    carried = weights.reshape(*weights.shape[:2], -1).sum(axis=-1) @ own
    return carried if second.bias is None else carried + _widened(second.bias)


def _check_border(first: _Gathered, second: _Gathered, number: int) -> None:
    """Raise if a stage pads with zeros where the one before, gone on beyond its ends, would have something else."""
    for axis, ((before, after), (more_before, more_after), reach, step) in enumerate(
        zip(first.pads, second.pads, first.reach, first.stride, strict=True)
    ):
        # what lies just beyond the ends sees no sample if so much padding was there
        seen_before, seen_after = before <= reach - step, after < reach
        if (more_before and (seen_before or first.bias is not None)) or (
            more_after and (seen_after or first.bias is not None)
        ):
            raise ValueError(
                f"stage {number} pads axis {axis} with zeros where the stages before have outputs that are not zero, "
                "so no one layer does what the stack does at the border; pad the first stage alone, or pass "
                "interior=True for the layer that agrees with the stack away from it"
            )


def _widened(array: np.ndarray) -> np.ndarray:
    """Return an array of 64-bit integers for one of narrower integers or booleans, another as it is."""
    return array.astype(dtype_of(array), copy=False)
