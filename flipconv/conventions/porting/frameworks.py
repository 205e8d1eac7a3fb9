"""Layers of named frameworks as data: where each axis of the weights stands, what is flipped, how padding is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flipconv.conventions.porting.calls import named
from flipconv.conventions.porting.results import CannotPort

SPATIAL = {1: "W", 2: "HW", 3: "DHW"}

# each framework's own names of the arguments
Names = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Framework:
    """
    A layer of a framework.

    Parameters
    ----------
    name : str
        The dotted path.
    layout : tuple of str
        The axes of the weights: ``"i"`` inputs and ``"o"`` outputs of a group, ``"g"`` groups, ``"go"`` or ``"gi"``
        both in one axis, the groups outside, and ``"*"`` the spatial axes.
    ndim : int, optional
        How many spatial axes; None if it goes by the weights.
    channels : {"first", "last"}
        Where the channels of signals stand.
    flips : bool or tuple of bool
        Whether it convolves, for all spatial axes or one each; of transposed layers, whether it stamps kernels
        reversed.
    conjugates : bool
        Whether it conjugates its weights.
    transposed : bool
        Whether samples are stamped apart by the stride.
    pads : {"alike", "pairs", "pairs alone", "ends", "rules"}
        How padding is given: a number for both sides, numbers or pairs, pairs alone, all beginnings and then all ends,
        or by a rule alone.
    rules : mapping of str to str
        What the framework's own words for a padding mean; see `flipconv.conventions.porting.paddings`.
    padding : str or int
        Its default.
    crops : {"conv", "jax"}
        Of transposed layers: whether padding is that of the layer transposed, or of the spread signal.
    names : mapping of str to str
        Its names of stride, padding, dilation, groups, output_padding, and of what its constructor takes.
    more : mapping of str to object
        Arguments that are always passed.
    layout_argument : str
        Its name of an argument that says the layout; empty if it has none.
    bias_axes : int
        How many axes of size 1 follow in its bias.
    fixed : bool
        Whether stride, dilation and padding are those of the layer, which takes no arguments for them.
    documented : str
        Where its conventions stand in writing.
    """

    name: str
    layout: tuple[str, ...]
    ndim: int | None = None
    channels: str = "first"
    flips: bool | tuple[bool, ...] = False
    conjugates: bool = False
    transposed: bool = False
    pads: str = "pairs"
    rules: Mapping[str, str] = field(default_factory=dict)
    padding: Any = 0
    crops: str = "conv"
    names: Names = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    layout_argument: str = ""
    bias_axes: int = 0
    fixed: bool = False
    documented: str = ""

    @property
    def library(self) -> str:
        """The package to import."""
        return self.name.split(".", maxsplit=1)[0]

    @property
    def depthwise(self) -> bool:
        """Whether each input channel is a group."""
        return "g" in self.layout

    def flipped(self, d: int) -> tuple[int, ...]:
        """Return which spatial axes it flips."""
        flips = self.flips if isinstance(self.flips, tuple) else (self.flips,) * d
        return tuple(axis for axis, yes in enumerate(flips) if yes)

    def axes(self, d: int | None = None) -> str:
        """Return the layout as it is read, for weights of so many spatial axes."""
        letters = {"go": "O", "gi": "I", "g": "C", "o": "M" if self.depthwise else "O", "i": "I", "*": "*"}
        return "".join(letters[axis] for axis in self.layout).replace("*", SPATIAL.get(d or self.ndim or 0, "*"))


OI, IO, SIO, SOI, OSI = ("go", "i", "*"), ("gi", "o", "*"), ("*", "i", "go"), ("*", "o", "i"), ("go", "*", "i")
TORCH = {name: name for name in ("stride", "padding", "dilation", "groups")}
TORCH_LAYER = TORCH | {"inputs": "in_channels", "outputs": "out_channels", "taps": "kernel_size", "with_bias": "bias"}
MORE = {"output_padding": "output_padding"}
EQUINOX = {name: TORCH_LAYER[name] for name in TORCH_LAYER if name != "with_bias"} | {"with_bias": "use_bias"}
JAX = {"stride": "window_strides", "padding": "padding", "dilation": "rhs_dilation", "groups": "feature_group_count"}
FLAX = {
    "outputs": "features",
    "taps": "kernel_size",
    "stride": "strides",
    "padding": "padding",
    "with_bias": "use_bias",
}
FLAX_LAYER = FLAX | {"dilation": "kernel_dilation"}
KERAS = {"stride": "strides", "padding": "padding", "dilation": "dilation_rate", "taps": "kernel_size"}
KERAS |= {"with_bias": "use_bias"}
ONNX = {"taps": "kernel_shape", "stride": "strides", "padding": "pads", "dilation": "dilations", "groups": "group"}
THEANO = {"stride": "subsample", "padding": "border_mode", "dilation": "filter_dilation", "groups": "num_groups"}

UPPER = {"SAME": "upper", "VALID": "valid"}
SAME_1 = {"same": "upper at stride 1", "valid": "valid"}
LOWER_CASE = {"same": "upper", "valid": "valid"}
OWN = {"same": "right at stride 1", "valid": "valid"}
# of transposed layers that keep a stride's worth of outputs for each sample
UPPER_STAMPED, LOWER_CASE_STAMPED = {"SAME": "upper", "VALID": "whole"}, {"same": "upper", "valid": "whole"}
AUTO = {"SAME_UPPER": "upper", "SAME_LOWER": "lower", "VALID": "valid"}
FULL_HALF = {"valid": "valid", "full": "full", "half": "half"}

_KERAS_DOC = "https://keras.io/api/layers/convolution_layers/"


def _torch() -> list[Framework]:
    found: list[Framework] = []
    for d in (1, 2, 3):
        for path, names in ((f"torch.nn.Conv{d}d", TORCH_LAYER), (f"torch.nn.functional.conv{d}d", TORCH)):
            found.append(Framework(name=path, layout=OI, ndim=d, pads="alike", rules=SAME_1, names=names))
        for path, names in (
            (f"torch.nn.ConvTranspose{d}d", TORCH_LAYER),
            (f"torch.nn.functional.conv_transpose{d}d", TORCH),
        ):
            found.append(Framework(name=path, layout=IO, ndim=d, transposed=True, pads="alike", names=names | MORE))
        found.append(Framework(name=f"equinox.nn.Conv{d}d", layout=OI, ndim=d, names=EQUINOX, bias_axes=d))
        found.append(
            Framework(
                name=f"equinox.nn.ConvTranspose{d}d", layout=OI, ndim=d, transposed=True, flips=True,
                names=EQUINOX | MORE, bias_axes=d,
            )
        )  # fmt: skip
    return found


def _jax() -> list[Framework]:
    stamped = {name: own for name, own in JAX.items() if name != "groups"} | {"stride": "strides"}
    shared: dict[str, Any] = {"channels": "last", "transposed": True, "rules": UPPER_STAMPED, "crops": "jax"}
    found = [
        Framework(
            name="jax.lax.conv_general_dilated", layout=OI, pads="pairs alone", rules=UPPER, names=JAX,
            padding="VALID", layout_argument="dimension_numbers",
        ),
        Framework(
            name="flax.linen.Conv", layout=SIO, channels="last", rules=UPPER, padding="SAME",
            names=FLAX_LAYER | {"groups": "feature_group_count"},
        ),
    ]  # fmt: skip
    for own in (
        {"name": "jax.lax.conv_transpose", "pads": "pairs alone", "names": stamped, "padding": "VALID"},
        {"name": "flax.linen.ConvTranspose", "names": FLAX_LAYER, "padding": "SAME"},
    ):
        found.append(Framework(layout=("*", "i", "o"), flips=True, **shared | own))
        found.append(Framework(layout=SOI, more={"transpose_kernel": True}, **shared | own))
    return found


def _keras() -> list[Framework]:
    found: list[Framework] = []
    shared: dict[str, Any] = {"channels": "last", "pads": "rules", "rules": LOWER_CASE, "padding": "valid"}
    for d in (1, 2, 3):
        shared |= {"ndim": d, "documented": _KERAS_DOC}
        names = KERAS | {"outputs": "filters"}
        found.append(Framework(name=f"keras.layers.Conv{d}D", layout=SIO, names=names | {"groups": "groups"}, **shared))
        stamped = shared | {"layout": SOI, "transposed": True, "rules": LOWER_CASE_STAMPED, "names": names}
        found.append(Framework(name=f"keras.layers.Conv{d}DTranspose", **stamped))
        if d < 3:
            multiplied = KERAS | {"multiplier": "depth_multiplier"}
            found.append(
                Framework(name=f"keras.layers.DepthwiseConv{d}D", layout=("*", "g", "o"), names=multiplied, **shared)
            )
    return found


def _others() -> list[Framework]:
    own = TORCH
    found = [
        Framework(name="onnx.Conv", layout=OI, pads="ends", rules=AUTO, names=ONNX),
        Framework(name="onnx.ConvTranspose", layout=IO, pads="ends", transposed=True, rules=AUTO, names=ONNX | MORE),
        Framework(name="flipconv.layers.correlation_layer", layout=OI, conjugates=True, rules=OWN, names=own),
        Framework(name="flipconv.layers.convolution_layer", layout=OI, flips=True, rules=OWN, names=own),
        Framework(
            name="flipconv.layers.transposed_correlation_layer", layout=IO, transposed=True, rules=OWN,
            names=own | MORE,
        ),
        Framework(
            name="flipconv.layers.transposed_convolution_layer", layout=IO, transposed=True, flips=True,
            conjugates=True, rules=OWN, names=own | MORE,
        ),
        Framework(
            name="theano.tensor.nnet.conv2d", layout=OI, ndim=2, flips=True, rules=FULL_HALF, names=THEANO,
            padding="valid", documented="Theano 1.0, theano.tensor.nnet.conv2d: filter_flip is True unless told",
        ),
    ]  # fmt: skip
    for d in (1, 2, 3):
        shared: dict[str, Any] = {"layout": OSI, "ndim": d, "channels": "last", "pads": "alike", "names": own}
        found.append(Framework(name=f"mlx.core.conv{d}d", **shared))
    return found


def _table() -> dict[str, list[Framework]]:
    table: dict[str, list[Framework]] = {}
    for one in (*_torch(), *_jax(), *_keras(), *_others()):
        table.setdefault(one.name, []).append(one)
    return table


FRAMEWORKS = _table()


def framework(text: str, role: str, d: int, layout: str | None) -> Framework:
    """
    Return a layer by its name, for weights of so many spatial axes.

    Parameters
    ----------
    text : str
        Its dotted path, with settings such as ``transpose_kernel=True`` if any.
    role : str
        ``"source"`` or ``"target"``, for messages.
    d : int
        How many spatial axes the weights have.
    layout : str, optional
        How the weights are laid out, if not as the layer's own default: letters O, I, and D, H, W for the spatial axes.

    Returns
    -------
    Framework
        The layer.

    Raises
    ------
    CannotPort
        If there is none of that name, with these settings, of so many axes.

    Examples
    --------
    >>> framework("flax.linen.ConvTranspose(transpose_kernel=True)", "target", 2, None).layout
    ('*', 'o', 'i')
    """
    name, settings = named(text, role)
    found = FRAMEWORKS.get(name)
    if found is None:
        raise CannotPort(f"{role} is {text!r}; known layers are {', '.join(FRAMEWORKS)}")
    asked = {key: value for key, value in settings.items() if value is not False}
    fitting = [one for one in found if dict(one.more) == asked]
    if not fitting:
        had = " or ".join(str(dict(one.more)) for one in found)
        raise CannotPort(f"{role} is {text!r}; of its settings this changes the weights: {had}")
    one = fitting[0]
    if one.ndim not in (None, d):
        spare = f"{d + 2} axes" if d > 0 else "too few axes"
        raise CannotPort(f"the weights have {spare}; {name} takes {one.ndim + 2}: {one.axes()}")
    return one if layout is None else replace(one, layout=_parsed(layout, one, d))


def _parsed(layout: str, one: Framework, d: int) -> tuple[str, ...]:
    """Return a layout in letters as axes of a framework, which says where groups stand."""
    spatial = SPATIAL.get(d, "*")
    text = layout.upper().replace(spatial, "*")
    own = {letter: axis for axis, letter in zip(one.layout, one.axes(4), strict=True)}
    if sorted(text) != sorted(own):
        raise CannotPort(
            f"layout is {layout!r}; for {one.name} it must hold the letters of {one.axes(d)}, its own, the spatial "
            "ones together and in this order"
        )
    return tuple(own[letter] for letter in text)


def as_run(one: Framework) -> Framework:
    """Return a layer with the layout that it takes when it is called: its own, unless an argument says another."""
    if one.layout_argument:
        return one
    return next((own for own in FRAMEWORKS.get(one.name, []) if dict(own.more) == dict(one.more)), one)


def kind_of(text: str) -> bool:
    """Return whether a text names a layer of the table."""
    try:
        return named(text, "source")[0] in FRAMEWORKS
    except CannotPort:
        return False
