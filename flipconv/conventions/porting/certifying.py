"""A port of a layer, and the runs that show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from flipconv.conventions.porting.executing import dtype, run, side
from flipconv.conventions.porting.frameworks import Framework
from flipconv.conventions.porting.layers import Layer, Settings, Spelled, layer_of, moved, spelled, work_size
from flipconv.conventions.porting.naming import read, spatial, written
from flipconv.conventions.porting.results import CannotPort, Case, Certificate, Ported, Work, apart
from flipconv.conventions.porting.spelling import Said
from flipconv.conventions.probing import marked

# roundings of a sum whose terms a framework may transform before it adds them, as fast algorithms do
ROUNDINGS = 64
DERIVATION = (
    "64 eps sqrt(K) (max|x| max_o sum|w_o| + max|b|) for sums of K products, with eps that of the coarser dtype: "
    "roundings of random signs, and room for algorithms that transform before they add"
)


@dataclass(frozen=True)
class Port:
    """From which framework to which, under what settings."""

    source: Framework
    target: Framework
    given: Settings
    embed: bool = False

    def of(self, weights: np.ndarray, bias: np.ndarray | None, work: Work) -> tuple[Spelled, Spelled, Layer]:
        """Return a layer in the words of both."""
        layer = layer_of(weights, bias, self.source, self.given)
        padding = self.source.padding if self.given.padding is None else self.given.padding
        if self.source.pads == "ends" and padding == 0:
            padding = [0] * (2 * len(layer.edges))
        words = Said(padding, layer.steps.output_padding)
        mine = replace(spelled(layer, self.source, words), weights=weights)
        return mine, moved(layer, self.source, self.target, self.embed, work), layer


def port_layer(weights: np.ndarray, bias: np.ndarray | None, port: Port) -> Ported:
    """
    Return the weights of a layer for another framework; see `flipconv.port`.

    Parameters
    ----------
    weights : numpy.ndarray
        As the source stores them.
    bias : numpy.ndarray, optional
        As the source stores it.
    port : Port
        From where to where.

    Returns
    -------
    Ported
        Weights, arguments and certificate.

    Raises
    ------
    CannotPort
        If the target cannot do it, or the two runs differ.
    """
    work = Work()
    mine, theirs, _ = port.of(weights, bias, work)
    cases = tuple(_cases(weights, bias, port))
    for case in cases:
        if not case.holds:
            raise CannotPort(f"the ported layer was run and its outputs differ: {case}")
    certificate = Certificate(side(mine), side(theirs), cases, DERIVATION)
    arguments = ", ".join(f"{name}={value!r}" for name, value in theirs.arguments.items())
    transposed = port.target.transposed
    return Ported(
        theirs.weights,
        theirs.arguments,
        f"{port.target.name}({arguments})",
        certificate,
        bias=theirs.bias,
        steps=tuple(work.steps),
        pads=None if transposed else theirs.rest,
        crops=theirs.rest if transposed else None,
    )


def _cases(weights: np.ndarray, bias: np.ndarray | None, port: Port) -> Iterator[Case]:
    """Run both sides with the given weights, with marked ones, and with marked ones of another shape."""
    rng = np.random.default_rng(20240229)
    own = _marked(weights.shape, rng)
    for what, w in (("given weights", weights), ("marked weights", own)):
        for longer in (0, 1) if port.given.input_shape is None else (0,):
            yield _case(what, w, bias, port, longer, rng)
    # uneven in all that a wrong port may confuse: even and odd taps, as many outputs as inputs nowhere, stride 2
    for w, uneven in _uneven(weights, port, rng):
        b = rng.integers(-9, 10, uneven.of(w, None, Work())[2].outputs).astype(float)
        what = f"marked weights of an uneven layer, stride {uneven.given.stride}"
        yield _case(what, w, None if port.source.fixed or port.target.fixed else b, uneven, 0, rng)


def _case(what: str, w: np.ndarray, b: np.ndarray | None, port: Port, longer: int, rng: np.random.Generator) -> Case:
    """Run both sides on one signal."""
    mine, theirs, layer = port.of(w, b, Work())
    x = rng.integers(-4, 5, (2, layer.inputs, *_samples(layer, longer))).astype(float)
    if np.iscomplexobj(w):
        x = x + 1j * rng.integers(-4, 5, x.shape)
    got, want = _run(theirs, x), _run(mine, x)
    eps = max(np.finfo(dtype(one)).eps for one in (mine, theirs))
    weight = float(np.abs(layer.weights).sum(axis=tuple(range(2, layer.weights.ndim))).max())
    if layer.transposed:
        weight = float(np.abs(layer.weights).sum())
    size = float(np.abs(x).max()) * weight + (0.0 if b is None else float(np.abs(b).max()))
    tolerance = ROUNDINGS * float(eps) * float(np.sqrt(work_size(layer))) * size
    return Case(what, x.shape, w.shape, theirs.weights.shape, apart(got, want), tolerance)


def _run(one: Spelled, x: np.ndarray) -> np.ndarray:
    try:
        return run(one, x)
    except Exception as error:
        raise CannotPort(
            f"{one.one.name} raised {type(error).__name__} for weights of shape {one.weights.shape}, a signal of shape "
            f"{x.shape} and {one.arguments}: {error}"
        ) from error


def _samples(layer: Layer, longer: int) -> tuple[int, ...]:
    """Return the spatial shape of a signal: the one that the port is for, or one with room for all windows."""
    if layer.steps.samples is not None:
        return layer.steps.samples
    room = [max(before + after, 0) for before, after in layer.edges] if layer.transposed else [0] * len(layer.edges)
    spans = [1 if layer.transposed else span for span in layer.steps.spans]
    return tuple(
        span + 4 + axis + longer + -(-more // stride)
        for axis, (span, more, stride) in enumerate(zip(spans, room, layer.steps.stride, strict=True))
    )


def _marked(shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """Return weights of whole numbers, all different where there are few; else small, so that sums stay exact."""
    return marked(shape) if np.prod(shape) <= 100 else rng.integers(-9, 10, shape).astype(float)


def _uneven(weights: np.ndarray, port: Port, rng: np.random.Generator) -> Iterator[tuple[np.ndarray, Port]]:
    """Yield the weights of a small layer as different along each axis as the two frameworks allow, and its port."""
    d = spatial(weights, port.source)
    g = read(weights, port.source, port.given.groups).shape[0]
    depthwise = port.source.depthwise or port.target.depthwise
    shape = (
        (3, 2, 1) if depthwise else (g if port.source.fixed or port.target.fixed else 2, 3, 2) if g > 1 else (1, 3, 2)
    )
    w = written(_marked((*shape, *(2 + axis for axis in range(d))), rng), port.source)
    for given in _others(port, shape[0], d):
        uneven = replace(port, given=given)
        try:
            _ = uneven.of(w, None, Work())
        except CannotPort:
            # this padding does not suit the other shape
            continue
        yield w, uneven
        return


def _others(port: Port, groups: int, d: int) -> Iterator[Settings]:
    """Yield settings for a layer of another shape: stride 2 where it is free, and the same padding or none."""
    shape = None if port.given.input_shape is None else tuple(9 + axis for axis in range(d))
    free = replace(port.given, groups=groups, input_shape=shape)
    if port.source.fixed:
        yield port.source.padding(tuple(2 + axis for axis in range(d)))
    elif port.target.fixed:
        yield free
    else:
        two = replace(free, stride=2, dilation=1, output_padding=0)
        yield two
        yield replace(two, padding=next((w for w, rule in port.source.rules.items() if rule in ("valid", "whole")), 0))
