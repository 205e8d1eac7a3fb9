"""A layer with its weights as one stage of a stack, and how far the outputs of a stack see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from flipconv.arguments import as_array
from flipconv.flips import flip
from flipconv.layers.forward import convolution_layer, correlation_layer
from flipconv.layers.settings import (
    Padding,
    Pads,
    Steps,
    bias,
    check_groups,
    conjugated,
    pads,
    per_axis,
)
from flipconv.wording import counted, shown


@dataclass(frozen=True, eq=False)
class Stage:
    r"""
    A layer with its weights: one stage of a stack. Called with signals, it runs.

    Parameters
    ----------
    layer : callable
        `correlation_layer` or `convolution_layer`.
    weights : array_like, shape (O, C/groups, \*kernel)
        Its weights.
    bias : array_like, shape (O,), optional
        Its bias.
    stride, padding, dilation, groups : optional
        As the layer takes them.

    Raises
    ------
    ValueError
        If the layer is neither of the two, or an argument is one that it would refuse.

    See Also
    --------
    compose_kernels : The one stage that a stack of them is.

    Examples
    --------
    >>> from flipconv.layers import Stage, correlation_layer
    >>> Stage(correlation_layer, [[[1, 10]]], stride=2)([[[1, 2, 3, 4]]]).tolist()
    [[[21, 43]]]
    """

    layer: Callable[..., np.ndarray]
    # arrays once it is made; whatever becomes one before
    weights: Any
    bias: Any = None
    stride: Steps = 1
    padding: Padding = 0
    dilation: Steps = 1
    groups: int = 1

    def __post_init__(self) -> None:
        if self.layer not in (correlation_layer, convolution_layer):
            raise ValueError(f"layer is {self.layer!r}; it must be correlation_layer or convolution_layer")
        weights = as_array("weights", self.weights)
        if weights.ndim < 3:
            raise ValueError(f"weights have shape {weights.shape}; they must be (O, C/groups, *kernel)")
        check_groups(self.groups, weights.shape[0], "weights have {} output channels")
        object.__setattr__(self, "weights", weights)
        object.__setattr__(self, "bias", bias(self.bias, weights.shape[0]))
        _ = self.pads

    def __call__(self, x: ArrayLike) -> np.ndarray:
        """Return what the layer makes of signals."""
        how: Any = {key: getattr(self, key) for key in ("stride", "padding", "dilation", "groups")}
        return self.layer(x, self.weights, self.bias, **how)

    @property
    def taps(self) -> tuple[int, ...]:
        """The taps of each spatial axis."""
        return np.shape(self.weights)[2:]

    @property
    def strides(self) -> tuple[int, ...]:
        """The stride of each spatial axis."""
        return per_axis("stride", self.stride, len(self.taps))

    @property
    def dilations(self) -> tuple[int, ...]:
        """The dilation of each spatial axis."""
        return per_axis("dilation", self.dilation, len(self.taps))

    @property
    def pads(self) -> Pads:
        """The zeros before and after each spatial axis."""
        return pads(self.padding, self.taps, self.strides, self.dilations)

    @property
    def anchor(self) -> tuple[int, ...] | None:
        """
        The tap of each axis that meets sample ``stride * k`` for output `k`; None where no tap does.

        A correlation has it as many taps from the left as there is padding before, a convolution from the right.
        """
        found: list[int] = []
        for m, size, (before, _) in zip(self.taps, self.dilations, self.pads, strict=True):
            place, rest = divmod(before, size)
            if rest or place >= m:
                return None
            found.append(place if self.layer is correlation_layer else m - 1 - place)
        return tuple(found)

    @property
    def as_gathered(self) -> np.ndarray:
        """The weights as they multiply the samples of a window, from its first to its last."""
        weights = np.asarray(self.weights)
        if self.layer is correlation_layer:
            return conjugated(weights)
        return flip(weights, axes=range(2, weights.ndim))


class ReceptiveField(NamedTuple):
    """
    What an output of a stack sees.

    Parameters
    ----------
    size : tuple of int
        How many samples wide, for each spatial axis.
    stride : tuple of int
        By how many samples it moves from output to output.
    start : tuple of int
        The first sample that output 0 sees; less than 0 in the padding.
    """

    size: tuple[int, ...]
    stride: tuple[int, ...]
    start: tuple[int, ...]


def receptive_field(stages: Sequence[Stage]) -> ReceptiveField:
    """
    Return which samples an output of a stack can depend on.

    Parameters
    ----------
    stages : sequence of Stage
        The layers, the first first. What is done point by point between them changes nothing here.

    Returns
    -------
    ReceptiveField
        Size, stride and start in samples, for each spatial axis.

    Raises
    ------
    ValueError
        If there is no stage, or the stages do not fit each other.

    See Also
    --------
    compose_kernels : With nothing between the layers, the kernel that sees it.

    Notes
    -----
    A kernel of m taps, d apart, widens the field by ``d * (m - 1)`` steps, and a step is the product of the strides
    before it.

    References
    ----------
    .. [1] A. Araujo, W. Norris and J. Sim, "Computing receptive fields of convolutional neural networks", Distill,
       2019, equation 2.

    Examples
    --------
    >>> from flipconv.layers import Stage, correlation_layer, receptive_field
    >>> first = Stage(correlation_layer, [[[1, 2, 3]]], stride=2, padding=1)
    >>> receptive_field([first, Stage(correlation_layer, [[[1, 2]]], dilation=3)])
    ReceptiveField(size=(9,), stride=(2,), start=(-1,))
    """
    check_stack(stages)
    d = len(stages[0].taps)
    size, step, start = [1] * d, [1] * d, [0] * d
    for stage in stages:
        for axis, (m, hole, stride, (before, _)) in enumerate(
            zip(stage.taps, stage.dilations, stage.strides, stage.pads, strict=True)
        ):
            start[axis] -= before * step[axis]
            size[axis] += hole * (m - 1) * step[axis]
            step[axis] *= stride
    return ReceptiveField(tuple(size), tuple(step), tuple(start))


def check_stack(stages: Sequence[Stage]) -> None:
    """Raise unless there is a stage, and each takes what the one before returns."""
    if not isinstance(stages, Sequence) or not stages or not all(isinstance(stage, Stage) for stage in stages):
        raise ValueError(f"stages is {shown(stages)}; it must be a list of one Stage or more")
    for number, (one, other) in enumerate(pairwise(stages), start=1):
        returned, taken = np.shape(one.weights)[0], np.shape(other.weights)[1] * other.groups
        if len(one.taps) != len(other.taps):
            raise ValueError(
                f"stage {number} has {counted(len(other.taps), 'spatial axis', 'spatial axes')}, not "
                f"{len(one.taps)} as the stage before"
            )
        if returned != taken:
            raise ValueError(
                f"stage {number} takes {counted(taken, 'channel', 'channels')}, and the stage before returns {returned}"
            )
