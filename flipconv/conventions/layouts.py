"""The axes of a network layer: which are batch, channels and space, in signals and in weights; read off its outputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from flipconv.conventions.calling import Caller, Refused, Rejected

SPACE = {1: "W", 2: "HW", 3: "DHW"}
LENGTHS = {1: (13,), 2: (13, 15), 3: (9, 11, 13)}
# as large a stride as is looked for
STEPS = 4
# of layers with a group for each channel
DEPTHWISE = 5
TAPS = {1: (5,), 2: (3, 5), 3: (3, 5, 3)}


@dataclass(frozen=True)
class Layout:
    """
    The axes of signals and weights, a letter each.

    Parameters
    ----------
    signal, weights : str
        N batch, C channels; O output channels, I input channels; D, H, W space.
    groups : int
        Blocks of channels.
    grouped : {"I", "O"}
        Which axis of the weights has the channels of one block alone.
    order : {"x, h", "h, x"}
        Which of the two is passed first.
    dtype : str
        Of the arrays.
    """

    signal: str
    weights: str
    groups: int
    grouped: str
    order: str
    dtype: str

    @property
    def text(self) -> str:
        """The layout in a word, the axis with the channels of one group marked."""
        weights = (
            self.weights.replace(self.grouped, f"{self.grouped}/{self.groups}") if self.groups > 1 else self.weights
        )
        return f"{self.signal},{weights}"

    def placed(self, letters: str, sizes: dict[str, int]) -> tuple[int, ...]:
        """Return the shape of an array whose axes have these letters."""
        return tuple(sizes[letter] for letter in letters)


class Plain:
    """A layer as a call of one signal and one kernel, in its first channels."""

    def __init__(self, caller: Caller, layout: Layout) -> None:
        self.caller, self.layout, self.fn = caller, layout, caller.fn

    @property
    def last(self) -> float:
        """Seconds that the last call took."""
        return self.caller.last

    @property
    def remarks(self) -> dict[str, None]:
        """What else was seen."""
        return self.caller.remarks

    def __call__(self, *given: np.ndarray) -> np.ndarray:
        """Return the first output channel of the first signal."""
        signal, kernel = given if self.layout.order == "x, h" else given[::-1]
        d, groups, layout = signal.ndim, self.layout.groups, self.layout
        space = SPACE[d]
        many = dict(zip(space, signal.shape, strict=True)) | {"N": 1, "C": groups}
        taps = dict(zip(space, kernel.shape, strict=True)) | {"O": groups, "I": groups}
        taps[layout.grouped] = 1
        x, w = (
            np.zeros(layout.placed(layout.signal, many), signal.dtype),
            np.zeros(layout.placed(layout.weights, taps), kernel.dtype),
        )
        first = tuple(0 if letter in "NC" else slice(None) for letter in layout.signal)
        x[first] = signal
        w[tuple(0 if letter in "OI" else slice(None) for letter in layout.weights)] = kernel
        y = self.caller(*((x, w) if layout.order == "x, h" else (w, x)))
        if y.ndim != x.ndim:
            raise Rejected("shape", f"for a signal of shape {x.shape} the layer returned an array of shape {y.shape}")
        return y[first]


def plain_call(caller: Caller, ndim: int | None, dtype: str | None, groups: int | str) -> tuple[Plain, str, int, str]:
    """
    Return a layer as a call of one signal and one kernel.

    Returns
    -------
    Plain
        The call.
    layout : str
        As in `flipconv.conventions.Convention`.
    ndim : int
        Axes of space.
    dtype : str
        Of the arrays it takes.

    Raises
    ------
    Rejected
        If no layout explains what the layer makes of channels.
    """
    groups = DEPTHWISE if isinstance(groups, str) else groups
    refused: str | None = None
    wrong: str | None = None
    for d in (2, 1, 3) if ndim is None else (ndim,):
        for layout in _layouts(SPACE[d], groups, dtype):
            try:
                problem = _problem(caller, layout, d)
            except Refused as refusal:
                refused = refused or str(refusal)
                continue
            if problem is None:
                return Plain(caller, layout), layout.text, d, layout.dtype
            wrong = wrong or f"with {layout.text}: {problem}"
    if wrong is None:
        raise Rejected("raises", f"the layer raised on signals and weights of every layout tried, first: {refused}")
    raise Rejected("layout", f"no layout of signals and weights explains the channels of its outputs; {wrong}")


def _layouts(space: str, groups: int, dtype: str | None) -> Iterator[Layout]:
    """Yield layouts, the commonest first."""
    signals = (f"NC{space}", f"N{space}C")
    weights = (f"OI{space}", f"{space}IO", f"O{space}I", f"IO{space}", f"{space}OI", f"I{space}O")
    dtypes = ("float64", "float32") if dtype is None else (dtype,)
    for kind, order, grouped in product(dtypes, ("x, h", "h, x"), "IO" if groups > 1 else "I"):
        for signal, weight in product(signals, weights):
            yield Layout(signal, weight, groups, grouped, order, kind)


def channels_of(groups: int) -> tuple[int, int]:
    """Return how many channels of signals and of outputs a layer is asked with."""
    # no two numbers alike, so that a layout that is accepted for its shape alone is not taken for the right one
    return {1: (4, 7), DEPTHWISE: (DEPTHWISE, 3 * DEPTHWISE)}.get(groups, (2 * groups, 3 * groups))


def _problem(caller: Caller, layout: Layout, d: int) -> str | None:
    """Return what does not fit a layout, or None: each output channel must show taps of its own weights alone."""
    space, groups = SPACE[d], layout.groups
    channels, outputs = channels_of(groups)
    many = dict(zip(space, LENGTHS[d], strict=True)) | {"N": 2, "C": channels}
    taps = dict(zip(space, TAPS[d], strict=True)) | {"O": outputs, "I": channels}
    taps[layout.grouped] //= groups
    shape = layout.placed(layout.weights, taps)
    w = np.arange(1, np.prod(shape) + 1).reshape(shape).astype(layout.dtype)
    by_channel = np.moveaxis(w, [layout.weights.index(letter) for letter in "OI"], [0, 1])
    for i in range(channels):
        y = _response(caller, layout, layout.placed(layout.signal, many), w, i)
        if y.ndim != d + 2:
            return f"the output has {y.ndim} axes"
        y = np.moveaxis(y, [layout.signal.index(letter) for letter in "NC"], [0, 1])
        if y.shape[:2] != (2, outputs):
            return f"the output has {y.shape[:2]} signals and channels, and should have {(2, outputs)}"
        if problem := _misplaced(y, by_channel, i, layout, channels, outputs):
            return problem
    return None


def _response(caller: Caller, layout: Layout, shape: tuple[int, ...], w: np.ndarray, i: int) -> np.ndarray:
    """Return what a layer makes of a single 1 in channel i; at another place if holes and stride step over it."""
    channels = layout.signal.index("C")
    one = [1 if letter == "N" else n // 2 for letter, n in zip(layout.signal, shape, strict=True)]
    one[channels] = i
    y = np.zeros(0)
    for shift in product(*(range(1 if letter in "NC" else STEPS) for letter in layout.signal)):
        x = np.zeros(shape, layout.dtype)
        x[tuple(map(sum, zip(one, shift, strict=True)))] = 1
        y = caller(*((x, w) if layout.order == "x, h" else (w, x)))
        # a bias is the same for both signals of the batch
        if y.ndim != x.ndim or not y.size or np.ptp(y, axis=layout.signal.index("N")).any():
            break
    return y


def _misplaced(y: np.ndarray, w: np.ndarray, i: int, layout: Layout, channels: int, outputs: int) -> str | None:
    """Return what is wrong with the response to a 1 in input channel i."""
    group_in, group_out = channels // layout.groups, outputs // layout.groups
    # a bias would be the same for the other signal of the batch
    with np.errstate(invalid="ignore"):
        response = y[1] - y[0]
    for o in range(outputs):
        seen = np.unique(np.round(response[o][np.abs(response[o]) > 0.5].real, 3))
        if i // group_in != o // group_out:
            own = np.array([])
        elif layout.grouped == "I":
            own = w[o, i % group_in].ravel()
        else:
            own = w[o % group_out, i].ravel()
        if not np.isin(seen, own).all() or seen.size == 0 < own.size:
            return f"input channel {i} shows in output channel {o} as {seen[:4].tolist()}, and not as its taps"
    return None
