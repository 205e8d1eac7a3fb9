"""Weights of layers between named frameworks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod
from operator import index
from typing import Any

import numpy as np

from flipconv.conventions.porting.frameworks import FRAMEWORKS, SPATIAL, Framework
from flipconv.conventions.porting.naming import read, spatial, written
from flipconv.conventions.porting.paddings import Ints, Steps, edges
from flipconv.conventions.porting.results import CannotPort, Pairs, Work, axis_names, sized
from flipconv.conventions.porting.spelling import Said, embedding, said


@dataclass(frozen=True)
class Settings:
    """What a caller says of the source layer, in the words of its framework."""

    stride: int | Sequence[int] = 1
    padding: Any = None
    dilation: int | Sequence[int] = 1
    groups: int = 1
    output_padding: int | Sequence[int] = 0
    input_shape: Sequence[int] | None = None


@dataclass(frozen=True)
class Layer:
    """
    What a layer does, whatever framework it is for.

    Parameters
    ----------
    weights : numpy.ndarray, shape (groups, outputs of a group, inputs of a group, *taps)
        As they lie on the signal; of transposed layers, as they are stamped.
    bias : numpy.ndarray, shape (outputs,), optional
        What is added to each output channel.
    steps : Steps
        Stride and dilation.
    edges : tuple of pairs of int
        Zeros before and after; of transposed layers, what is cropped.
    transposed : bool
        Whether it stamps.
    """

    weights: np.ndarray
    bias: np.ndarray | None
    steps: Steps
    edges: Pairs
    transposed: bool

    @property
    def inputs(self) -> int:
        """Channels of the signal."""
        return self.weights.shape[0] * self.weights.shape[2]

    @property
    def outputs(self) -> int:
        """Channels of the result."""
        return self.weights.shape[0] * self.weights.shape[1]


@dataclass(frozen=True)
class Spelled:
    """
    A layer in the words of a framework.

    Parameters
    ----------
    one : Framework
        Which.
    weights : numpy.ndarray
        In its layout.
    bias : numpy.ndarray, optional
        In its shape.
    arguments : dict
        By its names.
    padding : object
        What it is given as padding.
    output_padding : tuple of int
        What it is given as output_padding.
    groups : int
        How many.
    rest : tuple of pairs of int, optional
        Zeros to add before, or outputs to cut off after the call.
    """

    one: Framework
    weights: np.ndarray
    bias: np.ndarray | None
    arguments: dict[str, Any]
    padding: Any
    output_padding: Ints
    groups: int
    rest: Pairs | None = None


def per_axis(name: str, value: int | Sequence[int], d: int, least: int) -> Ints:
    """Return one integer for each axis."""
    given = list(value) if isinstance(value, Sequence | np.ndarray) else [value] * d
    try:
        found = tuple(index(entry) for entry in given)
    except TypeError:
        found = ()
    if len(found) != d or min(found) < least:
        raise CannotPort(f"{name} is {value!r}; it must be an integer from {least} up, or {d}, one for each axis")
    return found


def layer_of(weights: np.ndarray, bias: np.ndarray | None, one: Framework, given: Settings) -> Layer:
    """Return what a framework's layer does with these weights and settings."""
    d = spatial(weights, one)
    w = read(weights, one, given.groups)
    samples = None if given.input_shape is None else per_axis("input_shape", given.input_shape, d, 1)
    more = per_axis("output_padding", given.output_padding, d, 0)
    if any(more) and "output_padding" not in one.names:
        raise CannotPort(f"output_padding is {given.output_padding!r}; {one.name} takes none")
    stride, dilation = per_axis("stride", given.stride, d, 1), per_axis("dilation", given.dilation, d, 1)
    steps = Steps(w.shape[3:], stride, dilation, more, samples)
    outputs = w.shape[0] * w.shape[1]
    if bias is not None:
        if bias.size != outputs or bias.shape[0] != outputs:
            raise CannotPort(f"bias has shape {bias.shape}; it must have one number for each of {outputs} outputs")
        bias = bias.reshape(outputs)
    padding = one.padding if given.padding is None else given.padding
    return Layer(w, bias, steps, edges(padding, one, steps), one.transposed)


def told(source: Framework, target: Framework, layer: Layer, before: Ints, work: Work) -> None:
    """Write down what was done to the weights."""
    names = axis_names(len(before))
    differ = set(source.flipped(len(before))) ^ set(target.flipped(len(before)))
    wide = [names[axis] for axis in sorted(differ) if before[axis] > 1]
    if wide:
        work.steps.append(f"flipped {'axis' if len(wide) == 1 else 'axes'} {', '.join(wide)}")
    if source.layout != target.layout:
        work.steps.append(f"transposed {source.axes(len(before))} -> {target.axes(len(before))}")
    if np.iscomplexobj(layer.weights) and source.conjugates != target.conjugates:
        work.steps.append("conjugated the weights, which one of the two layers conjugates and the other does not")
    if layer.steps.taps != before:
        sizes = f"{sized(before)} in {sized(layer.steps.taps)}"
        work.steps.append(f"embedded {sizes} with zeros, for a padding alike on both sides")


def spelled(layer: Layer, one: Framework, words: Said) -> Spelled:
    """Return a layer in the words of a framework."""
    groups = layer.weights.shape[0]
    steps, bias = layer.steps, layer.bias
    if one.bias_axes and bias is not None:
        bias = bias.reshape(-1, *(1,) * one.bias_axes)
    values: dict[str, Any] = {
        "inputs": layer.inputs,
        "outputs": layer.outputs,
        "multiplier": layer.weights.shape[1],
        "taps": steps.taps,
        "stride": steps.stride,
        "padding": words.padding,
        "output_padding": words.output_padding,
        "dilation": steps.dilation,
        "groups": groups,
        "with_bias": bias is not None,
    }
    if max(steps.dilation) > 1 and "dilation" not in one.names:
        raise CannotPort(f"{one.name} has no dilation; these weights have {steps.dilation}")
    arguments = {own: values[name] for name, own in one.names.items()} | dict(one.more)
    if one.layout_argument and one.layout != FRAMEWORKS[one.name][0].layout:
        signal = "NC" + SPATIAL[len(steps.taps)]
        arguments[one.layout_argument] = (signal, one.axes(len(steps.taps)), signal)
    if one.pads == "ends" and isinstance(words.padding, str):
        arguments["auto_pad"] = arguments.pop(one.names["padding"])
    return Spelled(
        one, written(layer.weights, one), bias, arguments, words.padding, words.output_padding, groups, words.rest
    )


def moved(layer: Layer, source: Framework, target: Framework, embed: bool, work: Work) -> Spelled:
    """
    Return a layer for another framework.

    Parameters
    ----------
    layer : Layer
        What it does.
    source, target : Framework
        From where to where.
    embed : bool
        Whether to put zeros around the taps where the target cannot say the padding otherwise.
    work : Work
        Where steps are written down.

    Returns
    -------
    Spelled
        The layer in the target's words.

    Raises
    ------
    CannotPort
        If the target has no such layer.
    """
    if source.transposed != target.transposed:
        kinds = ["transposed" if one.transposed else "not" for one in (source, target)]
        raise CannotPort(f"{source.name} is {kinds[0]}, and {target.name} is {kinds[1]}")
    before = layer.steps.taps
    if target.fixed:
        check_fixed(layer, target)
    if embed:
        zeros, padding = embedding(layer.edges, target, layer.steps)
        w = np.pad(layer.weights, [(0, 0)] * 3 + list(zeros))
        layer = replace(layer, weights=w, edges=padding, steps=replace(layer.steps, taps=w.shape[3:]))
    words = said(layer.edges, target, layer.steps)
    told(source, target, layer, before, work)
    work.steps.append(f"padding for {target.name}: {words.padding!r}")
    if words.rest and target.transposed:
        work.steps.append(f"cut off after the call, along each spatial axis: {words.rest}")
    elif words.rest:
        work.steps.append(f"zeros to add to the signal before the call, along each spatial axis: {words.rest}")
    return spelled(layer, target, words)


def check_fixed(layer: Layer, target: Framework) -> None:
    """Raise unless a layer that takes no arguments has the stride, dilation and padding that are wanted."""
    own = target.padding(layer.steps.taps)
    for name, wanted, has in (
        ("stride", layer.steps.stride, own.stride),
        ("dilation", layer.steps.dilation, own.dilation),
        ("groups", (layer.weights.shape[0],), (own.groups,)),
        ("crop" if target.transposed else "padding", layer.edges, own.padding),
    ):
        if tuple(wanted) != tuple(has):
            raise CannotPort(f"the {name} of the source is {wanted}, and that of {target.name} {has}, always")


def work_size(layer: Layer) -> int:
    """Return how many products make one output."""
    return layer.weights.shape[2] * prod(layer.steps.taps)
