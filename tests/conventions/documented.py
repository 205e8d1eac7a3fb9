"""What the pages of the libraries of tier 2 say of their calls, as sums that are written out tap by tap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np

from flipconv.conventions.atlas.adapting import Adapter

# one output along one axis: which taps meet which samples
Lengths = Callable[[int, int], int]
Meetings = Callable[[int, int], list[list[tuple[int, int]]]]


@dataclass(frozen=True)
class Told:
    """What the documentation of a call says: the meetings along each axis, and the names for them."""

    meetings: Meetings
    kind: str
    output: str
    anchor: str = "none"
    border: str = "constant"
    conjugates: str = "none"
    layout: str | None = None
    divides: bool = False


def direct(
    start: Callable[[int, int], int], count: Callable[[int, int], int], s: int, t: int = 1, d: int = 1
) -> Meetings:
    """Return y[k] = sum_j h[j] x[t k + start + s d j]."""
    return lambda n, m: [[(j, t * k + start(n, m) + s * d * j) for j in range(m)] for k in range(count(n, m))]


def stamped(t: int, *, crop: tuple[int, int] = (0, 0), d: int = 1, backwards: bool = False) -> Meetings:
    """Return y[t i + d j - crop] += x[i] h[j]: what `conv_transpose` does; or with h[m - 1 - j]."""

    def meetings(n: int, m: int) -> list[list[tuple[int, int]]]:
        outputs = (n - 1) * t + d * (m - 1) + 1 - sum(crop)
        places = [(m - 1 - j if backwards else j, i, t * i + d * j - crop[0]) for i in range(n) for j in range(m)]
        return [[(j, i) for j, i, k in places if k == one] for one in range(outputs)]

    return meetings


def keras_same(t: int, *, d: int = 1, lower: bool = False) -> Meetings:
    """Return the padding SAME of TensorFlow and JAX: ceil(n / t) outputs, the odd sample after, or before."""

    def missing(n: int, m: int) -> int:
        return max((-(-n // t) - 1) * t + d * (m - 1) + 1 - n, 0)

    return direct(lambda n, m: -((missing(n, m) + lower) // 2), lambda n, m: -(-n // t), 1, t, d)


def jax_transposed(t: int, padding: str, *, swapped: bool) -> Meetings:
    """Return `jax.lax.conv_transpose`: a correlation of the dilated signal, padded by what its source says."""

    def meetings(n: int, m: int) -> list[list[tuple[int, int]]]:
        total = m + t - 2 + (max(m - t, 0) if padding == "VALID" else 0)
        before = m - 1 if padding == "VALID" or t > m - 1 else -(-total // 2)
        outputs = (n - 1) * t + 1 + total - m + 1
        tap = (lambda j: m - 1 - j) if swapped else (lambda j: j)
        found = [
            [(tap(j), (k + j - before) // t) for j in range(m) if (k + j - before) % t == 0] for k in range(outputs)
        ]
        return [[(j, i) for j, i in row if 0 <= i < n] for row in found]

    return meetings


VALID = direct(lambda n, m: 0, lambda n, m: n - m + 1, 1)
PADDED = direct(lambda n, m: -1, lambda n, m: (n + 2 - m) // 2 + 1, 1, 2)
TORCH_SAME = direct(lambda n, m: -((m - 1) // 2), lambda n, m: n, 1)
DILATED = direct(lambda n, m: 0, lambda n, m: n - 2 * (m - 1), 1, 1, 2)
UPPER = direct(lambda n, m: -(m // 2), lambda n, m: n, 1)
FLIPPED = direct(lambda n, m: m // 2, lambda n, m: n, -1)
FULL = stamped(1)
OI = {1: "NCW,OIW", 2: "NCHW,OIHW", 3: "NCDHW,OIDHW"}
IO = {1: "NCW,IOW", 2: "NCHW,IOHW", 3: "NCDHW,IODHW"}
TORCH = Told(VALID, "correlation", "valid", border="none")
STAMPED = Told(FULL, "transposed correlation", "full", border="none")
SCIPY = {
    ("convolve", "full"): Told(FULL, "convolution", "full"),
    ("convolve", "same"): Told(
        direct(lambda n, m: (m - 1) // 2, lambda n, m: n, -1), "convolution", "same", "(m-1)//2"
    ),
    ("convolve", "valid"): Told(
        direct(lambda n, m: m - 1, lambda n, m: n - m + 1, -1), "convolution", "valid", border="none"
    ),
    ("correlate", "full"): Told(direct(lambda n, m: 1 - m, lambda n, m: n + m - 1, 1), "correlation", "full"),
    ("correlate", "same"): Told(UPPER, "correlation", "same", "m//2"),
    ("correlate", "valid"): Told(VALID, "correlation", "valid", border="none"),
}


def told_torch(row: Adapter) -> Told:
    """Return what the pages of torch.nn.functional and of torch.nn.Conv2d say."""
    given = dict(row.settings)
    t, d, p = given.get("stride", 1), given.get("dilation", 1), given.get("padding", 0)
    if "conv_transpose" in row.path:
        q = given.get("output_padding", 0)
        meetings = stamped(t, crop=(p, p - q), d=d)
        if t == 1:
            return Told(meetings, "convolution", "full", layout=IO[row.ndim])
        return replace(STAMPED, meetings=meetings, output="padded" if p or q else "full", layout=IO[row.ndim])
    if p == "same":
        mode = given.get("padding_mode", "zeros")
        border = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}[mode]
        if d == 2:
            meetings = direct(lambda n, m: 1 - m, lambda n, m: n, 1, 1, 2)
            return Told(meetings, "correlation", "same", border=border, layout=OI[2])
        return Told(TORCH_SAME, "correlation", "same", "(m-1)//2", border, layout=OI[row.ndim])
    if p:
        return Told(PADDED, "correlation", "padded", layout=OI[row.ndim])
    return replace(TORCH, meetings=DILATED if d == 2 else VALID, layout=OI[row.ndim])


def told_kornia(row: Adapter) -> Told:
    """Return what kornia.filters.filter2d says: padded so that the output keeps its shape, then correlated."""
    given = dict(row.settings)
    if given.get("padding") == "valid":
        return TORCH
    default = "replicate" if row.ndim == 3 else "reflect"
    named = str(given.get("border_type", default))
    border = {"replicate": "edge", "circular": "wrap"}.get(named, named)
    conjugates = "real only" if row.path.endswith("fft_conv") else "none"
    if given.get("behaviour") == "conv":
        return Told(FLIPPED, "convolution", "same", "m//2", border, conjugates)
    divides = given.get("normalized", False)
    return Told(TORCH_SAME, "correlation", "same", "(m-1)//2", border, conjugates, divides=divides)


def told_jax(row: Adapter) -> Told:
    """Return what NumPy and SciPy say, to whose pages those of jax refer; and the pages of jax.lax."""
    given, name = dict(row.settings), row.path.rsplit(".", 1)[1]
    if row.probe == "kernel":
        kind = "correlate" if "correlate" in name else "convolve"
        told = SCIPY[kind, given["mode"]]
        if name == "correlate2d" and given["mode"] == "same":
            told = replace(told, meetings=TORCH_SAME, anchor="(m-1)//2")  # scipy/scipy#1968
        return replace(told, conjugates="kernel" if kind == "correlate" else "none")
    if name == "conv_transpose":
        t, swapped = given["strides"][0], given["transpose_kernel"]
        return told_transposed(t, given["padding"], swapped=swapped)
    t, d = given.get("window_strides", (1,))[0], given.get("rhs_dilation", (1,))[0]
    return told_padding(
        given.get("padding", "VALID"), t, d, "NHWC,HWIO" if "dimension_numbers" in given else "NCHW,OIHW"
    )


def told_padding(padding: Any, t: int, d: int, layout: str) -> Told:
    """Return what a layer does that pads as TensorFlow does."""
    if padding == "VALID":
        return replace(TORCH, meetings=DILATED if d == 2 else VALID, layout=layout)
    if not isinstance(padding, str):
        return Told(PADDED, "correlation", "padded", layout=layout)
    lower = padding == "SAME_LOWER"
    anchor = "none" if t > 1 or d > 1 else "m//2" if lower else "(m-1)//2"
    return Told(keras_same(t, d=d, lower=lower), "correlation", "same", anchor, layout=layout)


def told_transposed(t: int, padding: str, *, swapped: bool) -> Told:
    """Return what jax.lax.conv_transpose and the layers on it do."""
    meetings, layout = jax_transposed(t, padding, swapped=swapped), "NHWC,HWOI" if swapped else "NHWC,HWIO"
    output = "same" if padding == "SAME" else "full"
    if t > 1:
        kind = "transposed correlation" if swapped else "transposed convolution"
        return Told(meetings, kind, output, border="none", layout=layout)
    anchor = "none" if output == "full" else "(m-1)//2" if swapped else "m//2"
    return Told(meetings, "convolution" if swapped else "correlation", output, anchor, layout=layout)


def circular(t: int, *, swapped: bool) -> Meetings:
    """Return the padding CIRCULAR of flax's transposed layers: stamps go round, half of what sticks out at each end."""

    def meetings(n: int, m: int) -> list[list[tuple[int, int]]]:
        # the comment in its source puts the odd sample on the left, and with transpose_kernel on the right
        before = (m - t + swapped) // 2
        tap = (lambda j: j) if swapped else (lambda j: m - 1 - j)
        places = [(tap(j), i, (t * i + j - before) % (n * t)) for i in range(n) for j in range(m)]
        return [[(j, i) for j, i, k in places if k == one] for one in range(n * t)]

    return meetings


def told_flax(row: Adapter) -> Told:
    """Return what the pages of flax.linen and flax.nnx say, which refer to jax.lax."""
    given, layout = dict(row.settings), "NWC,WIO" if row.ndim == 1 else "NHWC,HWIO"
    if "ConvTranspose" in row.path:
        swapped = given.get("transpose_kernel", False)
        if given["padding"] != "CIRCULAR":
            return told_transposed(2, given["padding"], swapped=swapped)
        return replace(
            told_transposed(2, "SAME", swapped=swapped), meetings=circular(2, swapped=swapped), border="wrap"
        )
    if given["padding"] == "CAUSAL":
        causal = direct(lambda n, m: 1 - m, lambda n, m: n, 1)
        return Told(causal, "correlation", "same", "m-1", "left constant", layout=layout)
    borders = {"CIRCULAR": "wrap", "REFLECT": "reflect"}
    if given["padding"] in borders:
        return Told(TORCH_SAME, "correlation", "same", "(m-1)//2", borders[given["padding"]], layout=layout)
    return told_padding(given["padding"], given.get("strides", 1), given.get("kernel_dilation", 1), layout)


def told_equinox(row: Adapter) -> Told:
    """Return what the pages of equinox.nn say; its transposed layers are fractionally strided correlations."""
    given = dict(row.settings)
    t, padding = given.get("stride", 1), given.get("padding", 0)
    if "ConvTranspose" in row.path:
        if padding == "SAME":
            meetings = jax_transposed(t, "SAME", swapped=False)
            return Told(meetings, "transposed convolution", "same", border="none", layout="NCHW,OIHW")
        meetings = stamped(t, crop=(padding, padding), backwards=True)
        if t == 1:
            return Told(meetings, "correlation", "full", layout="NCHW,OIHW")
        output = "padded" if padding else "full"
        return Told(meetings, "transposed convolution", output, border="none", layout="NCHW,OIHW")
    if padding == 0:
        return replace(TORCH, layout="NCHW,OIHW")
    told = told_padding(padding, t, 1, "NCHW,OIHW")
    borders = {"ZEROS": "constant", "REFLECT": "reflect", "REPLICATE": "edge", "CIRCULAR": "wrap"}
    return replace(told, border=borders[given.get("padding_mode", "ZEROS")])


def told_simpleitk(row: Adapter) -> Told:
    """Return what ITK says: a convolution whose kernel lies at half its size, the edge repeated by default."""
    text = row.call
    if "VALID" in text:
        return replace(SCIPY["convolve", "valid"], conjugates="real only")
    border = "constant" if "ZERO_PAD" in text else "wrap" if "PERIODIC" in text else "edge"
    return Told(FLIPPED, "convolution", "same", "m//2", border, "real only", divides="normalize" in text)


def told_xarray_spatial(row: Adapter) -> Told:
    """Return what the comment in its source says: kernel[k] data[i + k - m // 2], for odd m; NaN at the edges."""
    return Told(UPPER, "correlation", "same", "(m-1)/2, odd sizes alone", "nan", "real only")


def told_openvino(row: Adapter) -> Told:
    """Return what the specification of the operations says."""
    given = dict(row.settings)
    t, d = given["strides"][0], given.get("dilations", [1])[0]
    before = given.get("pads_begin", [0])[0]
    if "backprop" in row.path:
        crop = (before, before - given.get("output_padding", [0])[0])
        output = "padded" if before else "full"
        return replace(STAMPED, meetings=stamped(t, crop=crop), output=output, layout=IO[2], conjugates="real only")
    if before:
        one = direct(lambda n, m: -1, lambda n, m: (n + 1 - m) // 2 + 1, 1, 2)
        return Told(one, "correlation", "padded", border="left constant", conjugates="real only", layout=OI[2])
    padding = {"same_upper": "SAME", "same_lower": "SAME_LOWER"}.get(given.get("auto_pad", ""), "VALID")
    return replace(told_padding(padding, t, d, OI[2]), conjugates="real only")


def told_tinygrad(row: Adapter) -> Told:
    """Return what tinygrad.Tensor.conv2d says, which refers to PyTorch."""
    return replace(told_torch(row), conjugates="real only")


TOLD: dict[str, Callable[[Adapter], Told]] = {
    "torch": told_torch,
    "kornia": told_kornia,
    "jax": told_jax,
    "flax": told_flax,
    "equinox": told_equinox,
    "simpleitk": told_simpleitk,
    "xarray_spatial": told_xarray_spatial,
    "openvino": told_openvino,
    "tinygrad": told_tinygrad,
}


def folded(i: int, n: int, border: str) -> int | None:
    """Return the sample that stands at a place beyond the signal, or None for a zero."""
    if 0 <= i < n or border not in ("edge", "wrap", "reflect"):
        return i if 0 <= i < n else None
    if border == "edge":
        return min(max(i, 0), n - 1)
    return i % n if border == "wrap" else (n - 1) - abs((n - 1) - i % (2 * n - 2))


def summed(told: Told, x: np.ndarray, h: np.ndarray) -> np.ndarray:
    """Return the sum over all meetings, sample by sample."""
    along = [told.meetings(n, m) for n, m in zip(x.shape, h.shape, strict=True)]
    y = np.zeros([len(axis) for axis in along], np.result_type(x, h))
    for place in np.ndindex(*y.shape):
        for pairs in product(*(axis[k] for axis, k in zip(along, place, strict=True))):
            samples = [folded(i, n, told.border) for (_, i), n in zip(pairs, x.shape, strict=True)]
            if None not in samples:
                y[place] += h[tuple(j for j, _ in pairs)] * x[tuple(samples)]
            elif told.border == "nan":
                y[place] = np.nan
    return y / np.abs(h).sum() if told.divides else y
