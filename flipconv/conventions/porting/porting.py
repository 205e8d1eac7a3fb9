"""Kernels and weights for another call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from flipconv.arguments import as_array
from flipconv.conventions.identifying import identify
from flipconv.conventions.model import Convention
from flipconv.conventions.porting.calls import Side
from flipconv.conventions.porting.certifying import Port, port_layer
from flipconv.conventions.porting.declared import declared, settled
from flipconv.conventions.porting.frameworks import FRAMEWORKS, Framework, framework, kind_of
from flipconv.conventions.porting.kernels import port_kernel
from flipconv.conventions.porting.layers import Settings
from flipconv.conventions.porting.results import CannotPort, Ported


def port(
    weights: ArrayLike,
    *,
    source: Side,
    target: Side,
    layer: bool | None = None,
    boundary: str | None = None,
    layout: str | None = None,
    target_layout: str | None = None,
    bias: ArrayLike | None = None,
    stride: int | Sequence[int] = 1,
    padding: Any = None,
    dilation: int | Sequence[int] = 1,
    groups: int = 1,
    output_padding: int | Sequence[int] = 0,
    input_shape: Sequence[int] | None = None,
    embed: bool = False,
) -> Ported:
    r"""
    Move a kernel or the weights of a layer to another call, and show by runs that it does the same there.

    Parameters
    ----------
    weights : array_like
        A kernel, one axis for each axis that is filtered; or the weights of a layer, as the source stores them.
    source, target : str, Convention or callable
        For kernels: a same-size call of the atlas by its dotted path, with settings if there are several, as in
        ``"scipy.ndimage.convolve(mode='wrap')"``; or a `flipconv.conventions.Convention`; or a function of signal and
        kernel, which is identified first. Of a target all measured settings are tried. For layers: a framework's layer
        by its dotted path, as in ``"torch.nn.Conv2d"`` or ``"flax.linen.ConvTranspose(transpose_kernel=True)"``; or a
        convention with a layout; or, with ``layer=True``, a function of signals and weights.
    layer : bool, optional
        Whether these are the weights of a layer. By default they are if both sides name layers and the weights have
        channels.
    boundary : str, optional
        For kernels: which of the source's measured settings is meant, by its border's name in `numpy.pad`.
    layout, target_layout : str, optional
        For layers: how the weights are laid out, if not as the framework does by default: letters O, I and D, H, W,
        or C and M for depthwise ones. Nothing is inferred from sizes.
    bias : array_like, optional
        The bias of the layer.
    stride, padding, dilation, groups, output_padding : optional
        What the source layer is called with, in its own words; by default its own defaults.
    input_shape : sequence of int, optional
        The spatial shape of the signals. Needed where a padding in words depends on it: ``"SAME"`` with a stride.
    embed : bool, optional
        What to do where the target pads alike on both sides and the source does not: put zeros around the taps, so
        that one call does it all; by default the weights keep their shape, and `Ported.pads` says what to pad first.

    Returns
    -------
    Ported
        The weights, the arguments of the target's call, what was done, and the certificate.

    Raises
    ------
    CannotPort
        If the target cannot do what the source does, something is missing to decide, or the two were run and differ.
    TypeError
        If the weights do not hold numbers, or a side is none of what it may be.

    See Also
    --------
    flipconv.identify : The convention of a call.
    port_dense : The layer after a flatten.
    port_file : The weights in a file.

    Notes
    -----
    Of kernels just those axes are flipped along which the signs differ. If the target then has another anchor, as
    calls have for even sizes, the kernel is set into zeros, in the smallest size at which each tap meets its sample.
    Both calls are run, where they are installed, on fresh signals, with these weights and with weights whose entries
    are all different, so that no symmetry hides a mistake; the certificate says what was run and what was modelled.

    Examples
    --------
    >>> from flipconv import port
    >>> from flipconv.conventions import Convention
    >>> source, target = Convention(sign=(-1,), anchor_rule="m//2"), Convention(sign=(1,), anchor_rule="m//2")
    >>> ported = port([1, 10], source=source, target=target)
    >>> ported.weights.tolist(), ported.steps[0]
    ([0, 10, 1], 'flipped axis w')
    >>> moved = port([[[[1, 2, 3]]], [[[4, 5, 6]]]], source="theano.tensor.nnet.conv2d", target="keras.layers.Conv2D")
    >>> moved.weights.tolist(), moved.arguments["padding"]
    ([[[[3, 6]], [[2, 5]], [[1, 4]]]], 'valid')
    """
    array = as_array("weights", weights)
    if array.dtype.kind == "O":
        raise TypeError("weights hold objects; they must be booleans, integers, floats or complex numbers")
    settings = Settings(stride, padding, dilation, groups, output_padding, input_shape)
    if _is_layer(array, source, target, layer):
        if boundary not in (None, "constant"):
            raise CannotPort(f"boundary is {boundary!r}; layers are ported with zeros around the signal alone")
        mine = _framework(array, source, "source", layout, settings)
        theirs = _framework(array, target, "target", target_layout, settings)
        settings = settled(mine, array, settings)
        return port_layer(array, None if bias is None else as_array("bias", bias), Port(mine, theirs, settings, embed))
    _refuse_layer_arguments(settings, bias, layout, target_layout)
    return port_kernel(array, source=source, target=target, boundary=boundary)


def _is_layer(array: np.ndarray, source: Side, target: Side, layer: bool | None) -> bool:
    """Return whether weights are those of a layer; raise if one side alone can be one."""
    sides = (source, target)
    named = [_names_layer(side, bool(layer)) for side in sides]
    if layer is None:
        # torch.nn.functional.conv2d is a layer of 4-D weights, and a call of the atlas of 2-D kernels
        layer = any(yes and _taken(side) in (0, array.ndim) for yes, side in zip(named, sides, strict=True))
        layer = layer or all(yes and "functional" not in str(side) for yes, side in zip(named, sides, strict=True))
    if layer and not all(named):
        other = sides[named.index(False)]
        text = "a convention without a layout" if isinstance(other, Convention) else repr(other)
        raise CannotPort(f"{text} is no known layer; known are {', '.join(FRAMEWORKS)}")
    return layer


def _names_layer(side: Side, said: bool) -> bool:
    """Return whether a side may be a layer: by its name, its layout, or because the caller says so of a function."""
    if isinstance(side, Convention):
        return side.layout is not None
    return kind_of(side) if isinstance(side, str) else said and callable(side)


def _taken(side: Side) -> int:
    """Return how many axes the weights of a layer have; 0 if it takes any number."""
    if isinstance(side, Convention):
        return side.ndim + 2
    known = FRAMEWORKS[str(side).split("(", maxsplit=1)[0]][0].ndim
    return 0 if known is None else known + 2


def _framework(array: np.ndarray, side: Side, role: str, layout: str | None, settings: Settings) -> Framework:
    """Return a side as a layer."""
    d = array.ndim - 2
    if isinstance(side, str):
        plain = framework(side, role, d, None)
        return framework(side, role, array.ndim - len(plain.layout) + 1, layout)
    if layout is not None:
        raise CannotPort(f"the layout of the {role} is said by its convention")
    if not isinstance(side, Convention):
        side = identify(side, ndim=d, layer=True, groups=settings.groups)
    return declared(side, role, settings)


def _refuse_layer_arguments(
    settings: Settings, bias: ArrayLike | None, layout: str | None, target_layout: str | None
) -> None:
    """Raise if something is said that kernels do not have."""
    given = vars(settings) | {"bias": bias, "layout": layout, "target_layout": target_layout}
    plain = vars(Settings()) | {"bias": None, "layout": None, "target_layout": None}
    for name, value in given.items():
        if value is not plain[name] and value != plain[name]:
            raise CannotPort(
                f"{name} is given, which belongs to layers; source and target name calls of signal and kernel. "
                f"Known layers are {', '.join(FRAMEWORKS)}"
            )
