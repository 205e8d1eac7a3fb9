"""Stacks of layers, merged into one: against running the stack, exactly, and beside PyTorch."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flipconv.layers import Stage, compose_kernels, convolution_layer, correlation_layer, receptive_field
from tests.layers.drawing import entries

SEEDS = st.integers(0, 2**32 - 1)


def stacked(stages, x):
    for stage in stages:
        x = stage(x)
    return x


def stack(seed, *, kinds=(correlation_layer, convolution_layer), padded=True):
    """Return stages that fit each other, with strides, holes and groups, the first with padding; and a signal."""
    rng = np.random.default_rng(seed)
    d = int(rng.integers(1, 4))
    channels = [int(rng.choice([1, 2, 4, 6])) for _ in range(int(rng.integers(2, 5)))]
    complex_too = bool(rng.integers(2))
    stages = []
    for number, (taken, returned) in enumerate(pairwise(channels)):
        groups = int(rng.choice([g for g in (1, 2, 3) if taken % g == returned % g == 0]))
        taps = tuple(int(m) for m in rng.integers(1, 4, d))
        stages.append(
            Stage(
                kinds[int(rng.integers(len(kinds)))],
                entries(rng, (returned, taken // groups, *taps), complex_too=complex_too),
                entries(rng, (returned,)) if rng.integers(2) else None,
                stride=tuple(int(step) for step in rng.choice([1, 1, 2, 3], d)),
                padding=tuple((int(a), int(b)) for a, b in rng.integers(0, 3, (d, 2))) if padded and not number else 0,
                dilation=tuple(int(size) for size in rng.choice([1, 1, 2, 3], d)),
                groups=groups,
            )
        )
    sizes = receptive_field(stages).size
    x = entries(rng, (2, channels[0], *(size + int(rng.integers(0, 6)) for size in sizes)), complex_too=complex_too)
    return stages, x


@given(seed=SEEDS)
def test_a_merged_stack_does_what_the_stack_does(seed):
    stages, x = stack(seed)
    merged = compose_kernels(stages)
    assert merged(x).tolist() == stacked(stages, x).tolist()


@given(seed=SEEDS)
def test_a_merged_stack_of_convolutions_is_a_convolution(seed):
    stages, x = stack(seed, kinds=(convolution_layer,))
    merged = compose_kernels(stages)
    assert merged.layer is convolution_layer
    assert merged(x).tolist() == stacked(stages, x).tolist()


@given(seed=SEEDS)
def test_a_merged_kernel_is_as_wide_as_its_field(seed):
    stages, _ = stack(seed)
    merged = compose_kernels(stages)
    assert receptive_field([merged]) == receptive_field(stages)


@given(seed=SEEDS)
def test_an_output_sees_its_field_and_nothing_else(seed):
    stages, x = stack(seed, padded=False)
    stages = [Stage(s.layer, np.ones(np.shape(s.weights)), None, s.stride, 0, s.dilation, s.groups) for s in stages]
    field = receptive_field(stages)
    first = (0, 0, *(0,) * len(field.size))
    base = stacked(stages, np.abs(x))
    for axis, size in enumerate(field.size):
        for place, seen in ((0, True), (size - 1, True), (size, False)):
            if place < x.shape[2 + axis]:
                moved = np.abs(x).copy()
                moved[(0, slice(None), *(place if k == axis else slice(0, w) for k, w in enumerate(field.size)))] += 1
                assert (stacked(stages, moved)[first] != base[first]) == seen


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("n", [4, 5, 6])
def test_a_full_first_layer_leaves_zeros_for_the_padding_of_the_next(n, stride):
    stages = [
        Stage(correlation_layer, [[[1, 2, 3]]], padding=2, stride=stride),
        Stage(convolution_layer, [[[1, 10]]], padding=[(4, 3)]),
    ]
    x = np.arange(1, n + 1)[None, None]
    merged = compose_kernels(stages)
    assert merged(x).tolist() == stacked(stages, x).tolist()
    assert merged.pads == ((2 + 4 * stride, 2 + 3 * stride),)


def test_padding_after_a_stride_is_that_many_steps():
    strided = Stage(correlation_layer, [[[1, 2, 3]]], stride=2, padding=1)
    assert receptive_field([strided, Stage(correlation_layer, [[[1, 2]]], padding=[(3, 0)])]).start == (-7,)


REFUSED = {
    "before": ([{"padding": [(1, 2)]}, {"padding": [(1, 0)]}], "stage 1 pads axis 0"),
    "after": ([{"padding": [(2, 1)]}, {"padding": [(0, 1)]}], "stage 1 pads axis 0"),
    "same": ([{"padding": "same"}, {"padding": "same"}], "interior=True"),
    "bias": ([{"padding": 2, "bias": [7]}, {"padding": 1}], "stage 1 pads axis 0"),
    "third": ([{}, {}, {"padding": 1}], "stage 2 pads axis 0"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_padding_between_layers_is_refused_where_it_matters(case):
    settings, reason = REFUSED[case]
    stages = [Stage(correlation_layer, [[[1, 2, 3]]], **how) for how in settings]
    with pytest.raises(ValueError, match=reason):
        _ = compose_kernels(stages)
    # it does matter: the layer for the interior is another one at the border, and only there
    x = np.array([[[5, 1, 4, 2, 7, 3, 6]]])
    merged, ran = compose_kernels(stages, interior=True)(x), stacked(stages, x)
    assert merged.shape == ran.shape
    assert merged.tolist() != ran.tolist()
    assert merged[..., 3:-3].tolist() == ran[..., 3:-3].tolist()


def test_anchors_add_up():
    first = Stage(correlation_layer, [[[1, 2]]], padding="same")
    second = Stage(correlation_layer, [[[1, 10, 100, 1000]]], padding="same")
    assert (first.anchor, second.anchor) == ((1,), (2,))
    assert compose_kernels([first, second], interior=True).anchor == (3,)
    mirrored = [Stage(convolution_layer, stage.weights, padding="same") for stage in (first, second)]
    assert [stage.anchor for stage in mirrored] == [(0,), (1,)]
    assert compose_kernels(mirrored, interior=True).anchor == (1,)


def test_an_anchor_between_two_taps_is_none():
    assert Stage(correlation_layer, [[[1, 2]]], dilation=2, padding=1).anchor is None
    assert Stage(correlation_layer, [[[1, 2]]], padding=2).anchor is None


@pytest.mark.parametrize(
    ("shapes", "reason"),
    [
        ([], r"stages is \[\]; it must be a list of one Stage or more"),
        ([(3, 1, 2), (1, 2, 2)], "takes 2 channels"),
        ([(3, 1, 2), (1, 3, 2, 2)], "2 spatial axes"),
    ],
)
def test_stages_that_do_not_fit_are_refused(shapes, reason):
    stages = [Stage(correlation_layer, np.ones(shape)) for shape in shapes]
    with pytest.raises(ValueError, match=reason):
        _ = compose_kernels(stages)
    with pytest.raises(ValueError, match=reason):
        _ = receptive_field(stages)


def test_a_stage_checks_its_arguments():
    with pytest.raises(ValueError, match="correlation_layer or convolution_layer"):
        _ = Stage(np.convolve, [[[1]]])
    with pytest.raises(ValueError, match="stride is 0"):
        _ = Stage(correlation_layer, [[[1]]], stride=0)
    with pytest.raises(ValueError, match="groups is 2"):
        _ = Stage(correlation_layer, [[[1]]], groups=2)
    with pytest.raises(ValueError, match="O, C/groups"):
        _ = Stage(correlation_layer, [1, 2])


def test_merged_integers_do_not_wrap():
    stages = [Stage(correlation_layer, [[[2**40, 1]]]), Stage(correlation_layer, [[[2**40, 1]]])]
    with pytest.raises(OverflowError):
        _ = compose_kernels(stages)
    exact = [Stage(correlation_layer, np.array([[[2**40, 1]]], dtype=object))] * 2
    assert compose_kernels(exact).weights.tolist() == [[[2**80, 2**41, 1]]]
    biased = [Stage(correlation_layer, [[[1]]], [2**40]), Stage(correlation_layer, [[[2**40]]])]
    with pytest.raises(OverflowError):
        _ = compose_kernels(biased)
