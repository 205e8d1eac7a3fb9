"""Claims: stacks of layers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from flipconv.claims.evidence import Case, Exhausted, How, Search
from flipconv.claims.register import claim
from flipconv.flips import flip
from flipconv.layers import Stage, compose_kernels, correlation_layer, receptive_field


def _stacks() -> Iterator[Case]:
    rng = np.random.default_rng(6)
    hows: list[tuple[How, How]] = [
        ({}, {}),
        ({"stride": 2, "padding": ((1, 2),)}, {"dilation": 3}),
        ({"dilation": 2, "groups": 2}, {"stride": 2}),
    ]
    for first, second in hows:
        shapes = ((1, 2, 12), (4, 2 // first.get("groups", 1), 3), (1, 4, 2))
        arrays = [rng.integers(-4, 5, shape) + 1j * rng.integers(-4, 5, shape) for shape in shapes]
        yield Case(tuple(arrays), {"first": first, "second": second})


STACKS = Exhausted(
    "three stacks of two layers of Gaussian integers, with strides, dilation, padding and groups", _stacks
)


def _in_a_row(x, v, w, first, second):
    return correlation_layer(correlation_layer(x, v, **first), w, **second)


def _merged(x, v, w, first, second):
    return compose_kernels([Stage(correlation_layer, v, **first), Stage(correlation_layer, w, **second)])(x)


def merged_with_one_kernel_flipped(x, v, w, *, first, second):
    """The second kernel flipped before they are merged: the two correlated."""
    return _in_a_row(x, v, w, first, second), _merged(x, v, flip(w, axes=2), first, second)


def merged_with_channels_in_reverse(x, v, w, *, first, second):
    """The channels between paired the wrong way round."""
    return _in_a_row(x, v, w, first, second), _merged(x, v, w[:, ::-1], first, second)


@claim(
    label="a-stack-of-linear-layers-is-one-layer",
    title="Two correlation layers in a row are one, whose kernel is the convolution of theirs.",
    statement=r"w \star (v \star x) = (w * v) \star x",
    given="the second layer pads only where the first has zeros",
    evidence=STACKS,
    counterfeits=(merged_with_one_kernel_flipped, merged_with_channels_in_reverse),
    rests_on=("two-correlations-compose-by-convolving-their-kernels",),
    source="this site",
)
def a_stack_of_linear_layers_is_one_layer(x, v, w, *, first, second):
    """Places of taps add up, strides multiply them, and channels multiply as matrices."""
    return _in_a_row(x, v, w, first, second), _merged(x, v, w, first, second)


@claim(
    label="padding-between-layers-keeps-them-two",
    title="With padding between them, two layers in a row are no one layer at the border.",
    refutes="Two linear layers in a row are always one.",
    statement=r"w \star (v \star x) \neq (w * v) \star x",
    given="mode same, zeros",
    evidence=Search(
        "kernels of 1, 2, 3 taps, all ones, on a signal of ones",
        lambda: (Case((np.ones((1, 1, 3), int), np.ones((1, 1, m), int))) for m in (1, 2, 3)),
    ),
    source="this site",
)
def padding_between_layers_keeps_them_two(x, w):
    """The second layer is given zeros where the first, gone on beyond its ends, has sums of samples."""
    stage = Stage(correlation_layer, w, padding="same")
    return stage(stage(x)), compose_kernels([stage, stage], interior=True)(x)


def _fields() -> Iterator[Case]:
    stacks: list[list[How]] = [
        [{}],
        [{"stride": 2, "padding": 1}, {}],
        [{"dilation": 1, "padding": ((2, 0),)}, {"stride": 2}, {"stride": 2}],
    ]
    for hows in stacks:
        yield Case(([Stage(correlation_layer, np.ones((1, 1, 3), int), **how) for how in hows],))


def _samples_seen(stages: list[Stage]) -> list[int]:
    """Return the samples that the last output of a stack depends on."""
    n = 24
    seen: list[int] = []
    for place in range(n):
        y = np.zeros((1, 1, n), int)
        y[..., place] = 1
        for stage in stages:
            y = stage(y)
        if y[0, 0, 3]:
            seen.append(place)
    return seen


def field_with_strides_forgotten(stages):
    """Strides left out of the count."""
    plain = receptive_field([Stage(stage.layer, stage.weights, padding=stage.padding) for stage in stages])
    return _samples_seen(stages), _fourth(plain)


def _fourth(field: Any) -> list[int]:
    first = field.start[0] + 3 * field.stride[0]
    return list(range(first, first + field.size[0]))


@claim(
    label="a-receptive-field-is-counted",
    title="An output of a stack sees a run of samples that strides widen.",
    statement=r"\text{size} = 1 + \sum_i d_i (m_i - 1) \prod_{k < i} s_k",
    evidence=Exhausted("three stacks of one to three layers of three taps, strided and padded, at output 3", _fields),
    counterfeits=(field_with_strides_forgotten,),
    source="A. Araujo, W. Norris, J. Sim, Computing receptive fields of convolutional neural networks, Distill, 2019",
)
def a_receptive_field_is_counted(stages):
    """A tap further is a step further in the layer's own input, and each stride before it makes that step longer."""
    return _samples_seen(stages), _fourth(receptive_field(stages))
