"""Layers that are known by their convention alone, as data like those of the frameworks."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from flipconv.conventions.model import Convention
from flipconv.conventions.porting.frameworks import MORE, TORCH, Framework
from flipconv.conventions.porting.layers import Settings
from flipconv.conventions.porting.naming import spatial
from flipconv.conventions.porting.paddings import Ints
from flipconv.conventions.porting.results import CannotPort, Pairs
from flipconv.conventions.porting.taps import place
from flipconv.conventions.stamping import crop

_AXIS = re.compile(r"([A-Z])(?:/(\d+))?")


def declared(convention: Convention, role: str, given: Settings) -> Framework:
    """
    Return the layer of a convention.

    Parameters
    ----------
    convention : Convention
        What it does, with its layout, as `flipconv.identify` finds it for layers.
    role : str
        ``"source"`` or ``"target"``, for messages.
    given : Settings
        What the caller says; of all this only `input_shape` is free, for a layer that is what it is.

    Returns
    -------
    Framework
        The layer; its padding is a function of the taps, which gives its settings.

    Raises
    ------
    CannotPort
        If it has no layout, or does what no layer of a framework does.

    Examples
    --------
    >>> layer = declared(Convention(sign=(-1,), output="valid", layout="NWC,OWI"), "source", Settings())
    >>> layer.layout, layer.flips, layer.channels
    (('o', '*', 'i'), (True,), 'last')
    """
    if convention.layout is None:
        raise CannotPort(
            f"the {role} is a convention without a layout, which says how the weights of a layer are laid out"
        )
    _check_plain(convention, role)
    signal, weights = convention.layout.split(",")
    layout, groups = _layout(weights)
    stamps = convention.transposed
    return Framework(
        name=f"the {role}, {convention.kind} layer {convention.layout}",
        layout=layout,
        ndim=convention.ndim,
        channels="first" if signal[1] == "C" else "last",
        flips=tuple((s > 0) == stamps for s in convention.sign),
        conjugates=convention.conjugates in ("kernel", "both"),
        transposed=stamps,
        names=TORCH | (MORE if stamps else {}),
        fixed=True,
        padding=lambda taps: _settings(convention, taps, groups, given),
    )


def _check_plain(one: Convention, role: str) -> None:
    """Raise if the layer does what nobody else's does."""
    straight = tuple(range(one.ndim))
    edges = {edge for edges in one.boundary for edge in edges} - {"none"}
    for name, has, wanted in (
        ("boundary", edges or {"constant"}, {"constant"}),
        ("cval", one.cval, 0.0),
        ("normalises", one.normalises, "none"),
        ("gain", one.gain, 1.0),
        ("bias", one.bias, 0.0),
        ("clips", one.clips, None),
        ("rounds", one.rounds, False),
        ("kernel_axes", one.kernel_axes, straight),
        ("output_axes", one.output_axes, straight),
        ("linear", one.linear, True),
    ):
        if has != wanted:
            raise CannotPort(f"{name} of the {role} is {has}; layers are ported where it is {wanted}")
    if one.conjugates in ("signal", "both") or 0 in one.sign:
        raise CannotPort(f"the {role} conjugates its signal, or its sign could not be told")


def _layout(weights: str) -> tuple[tuple[str, ...], int]:
    """Return the named axes of weights, and how many groups they are said to have."""
    found: list[str] = []
    groups = 1
    parts = _AXIS.findall(weights)
    grouped = next((letter for letter, count in parts if count), None)
    for letter, count in parts:
        groups = int(count) if count else groups
        own = {"O": "o", "I": "i"}.get(letter, "*")
        if own != "*" and grouped is not None and letter != grouped:
            own = f"g{own}"
        if own != "*" or "*" not in found:
            found.append(own)
    return tuple(found), groups


def _settings(one: Convention, taps: Ints, groups: int, given: Settings) -> Settings:
    """Return what a layer with so many taps does, in the words of a caller."""
    return Settings(one.stride, _edges(one, taps, given), one.dilation, groups, 0, given.input_shape)


def _edges(one: Convention, taps: Ints, given: Settings) -> Pairs:
    if one.transposed:
        return tuple(crop(one, 0, m, axis) for axis, m in enumerate(taps))
    if one.output != "same" or one.alignment == "anchor":
        places = [place(one, axis, m) for axis, m in enumerate(taps)]
        return tuple((here.before, here.after) for here in places)
    if given.input_shape is None and max(one.stride) > 1:
        raise CannotPort("what the layer pads depends on the length of the signal; pass input_shape")
    found: list[tuple[int, int]] = []
    for n, m, t, d in zip(given.input_shape or (1,) * one.ndim, taps, one.stride, one.dilation, strict=True):
        missing = max((-(-n // t) - 1) * t + d * (m - 1) + 1 - n, 0)
        before = missing // 2 if one.alignment == "upper" else missing - missing // 2
        found.append((before, missing - before))
    return tuple(found)


def settled(one: Framework, weights: np.ndarray, given: Settings) -> Settings:
    """
    Return the settings of a source layer: what the caller says, or what the layer is.

    Raises
    ------
    CannotPort
        If the caller says something of a layer that is what it is.
    """
    if not one.fixed:
        return given
    if replace(given, input_shape=None, groups=1) != Settings():
        raise CannotPort("stride, padding, dilation and output_padding are said by the convention of the source")
    d, star = spatial(weights, one), one.layout.index("*")
    own: Settings = one.padding(weights.shape[star : star + d])
    return own
