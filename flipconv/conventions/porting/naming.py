"""Weights of layers with named axes: read from any layout, written into any other."""

from __future__ import annotations

import numpy as np

from flipconv.conventions.porting.frameworks import Framework
from flipconv.conventions.porting.results import CannotPort
from flipconv.flips import flip

# of layers as they are held here: groups, outputs and inputs of a group; the spatial axes stand behind them
NAMED = ("g", "o", "i")


def spatial(weights: np.ndarray, one: Framework) -> int:
    """Return how many spatial axes weights have."""
    d = weights.ndim - (len(one.layout) - 1)
    if d < 1 or one.ndim not in (None, d):
        wanted = "three or more" if one.ndim is None else one.ndim + 2
        raise CannotPort(f"the weights have shape {weights.shape}; {one.name} takes {one.axes()}: {wanted} axes")
    return d


def axis_at(one: Framework, axis: str, d: int) -> int:
    """Return at which axis of the weights a named axis stands."""
    place, star = one.layout.index(axis), one.layout.index("*")
    return place + (d - 1 if place > star else 0)


def read(weights: np.ndarray, one: Framework, groups: int) -> np.ndarray:
    """
    Return weights with named axes, as they act.

    Parameters
    ----------
    weights : numpy.ndarray
        As the framework stores them.
    one : Framework
        Where they come from.
    groups : int
        How many groups there are; of depthwise layers 1 stands for as many as there are channels.

    Returns
    -------
    numpy.ndarray, shape (groups, outputs of a group, inputs of a group, *taps)
        Not conjugated any more; flipped if the layer flips.

    Raises
    ------
    CannotPort
        If the shape does not fit the layout and the groups.

    Examples
    --------
    >>> from flipconv.conventions.porting.frameworks import framework
    >>> read(np.zeros((2, 3, 5, 4)), framework("keras.layers.DepthwiseConv2D", "source", 2, None), 1).shape
    (5, 4, 1, 2, 3)
    """
    d = spatial(weights, one)
    groups = _groups(weights.shape, one, groups, d)
    star = one.layout.index("*")
    sizes: list[int] = []
    labels: list[str] = []
    for axis in one.layout:
        if axis == "*":
            sizes += weights.shape[star : star + d]
            labels += _star(d)
            continue
        size = weights.shape[axis_at(one, axis, d)]
        sizes += [groups, size // groups] if len(axis) == 2 else [size]
        labels += list(axis)
    missing = [axis for axis in NAMED if axis not in labels]
    w = weights.reshape([1] * len(missing) + sizes)
    labels = missing + labels
    w = w.transpose([labels.index(axis) for axis in (*NAMED, *_star(d))])
    return _acting(w, one)


def written(w: np.ndarray, one: Framework) -> np.ndarray:
    """
    Return weights as a framework stores them.

    Parameters
    ----------
    w : numpy.ndarray, shape (groups, outputs of a group, inputs of a group, *taps)
        What `read` returns.
    one : Framework
        The target.

    Returns
    -------
    numpy.ndarray
        A new array in its layout.

    Raises
    ------
    CannotPort
        If the layer has no groups, or is depthwise and these weights are not.

    Examples
    --------
    >>> from flipconv.conventions.porting.frameworks import framework
    >>> written(np.zeros((2, 3, 5, 7)), framework("torch.nn.ConvTranspose1d", "target", 1, None)).shape
    (10, 3, 7)
    """
    d = w.ndim - 3
    if one.depthwise and w.shape[2] != 1:
        raise CannotPort(f"{one.name} gives each output one channel to see; here each sees {w.shape[2]}")
    joined = {letter for axis in one.layout for letter in axis}
    if "g" not in joined and w.shape[0] != 1:
        raise CannotPort(f"{one.name} has no groups; these weights have {w.shape[0]}")
    labels = [*NAMED, *_star(d)]
    order = [label for axis in one.layout for label in (_star(d) if axis == "*" else axis)]
    missing = [axis for axis in NAMED if axis not in order]
    laid = _acting(w, one).transpose([labels.index(label) for label in missing + order])
    shape: list[int] = []
    for axis in one.layout:
        shape += w.shape[3:] if axis == "*" else [int(np.prod([w.shape[NAMED.index(one)] for one in axis]))]
    return np.array(laid.reshape(shape), order="C")


def _acting(w: np.ndarray, one: Framework) -> np.ndarray:
    """Flip and conjugate what the layer flips and conjugates; it is its own inverse."""
    w = flip(w, axes=[3 + axis for axis in one.flipped(w.ndim - 3)])
    return np.conj(w) if one.conjugates and np.iscomplexobj(w) else w


def _star(d: int) -> list[str]:
    return [f"*{axis}" for axis in range(d)]


def _groups(shape: tuple[int, ...], one: Framework, groups: int, d: int) -> int:
    """Return how many groups weights have; raise if their shape says another number."""
    if one.depthwise:
        channels = shape[axis_at(one, "g", d)]
        if groups not in (1, channels):
            raise CannotPort(
                f"groups is {groups}; the weights of shape {shape} are {one.axes(d)} in {one.name}, with {channels} "
                "channels, each a group of its own"
            )
        return channels
    merged = next((axis for axis in one.layout if len(axis) == 2), None)
    if groups < 1 or (groups > 1 and merged is None):
        raise CannotPort(f"groups is {groups}; {one.name} takes {'an integer from 1 up' if merged else 'no groups'}")
    if merged is not None and shape[axis_at(one, merged, d)] % groups:
        side = "outputs" if merged == "go" else "inputs"
        raise CannotPort(
            f"groups is {groups}, and the weights of shape {shape}, which are {one.axes(d)} in {one.name}, have "
            f"{shape[axis_at(one, merged, d)]} {side}: groups must divide them"
        )
    return groups
