"""Claims: the stamps of a transposed layer, how long they are together and how evenly they lie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from flipconv.claims.evidence import Case, Exhausted, Search
from flipconv.claims.register import claim
from flipconv.layers import correlation_layer, transposed_correlation_layer

GUIDE = "V. Dumoulin, F. Visin, A guide to convolution arithmetic for deep learning, 2016, section 4.5"
ODENA = "A. Odena, V. Dumoulin, C. Olah, Deconvolution and checkerboard artifacts, Distill, 2016"


@claim(
    label="a-transposed-layer-is-no-inverse",
    title="A layer and then its transpose do not give the signal back.",
    refutes="A transposed convolution undoes the convolution.",
    statement=r"W^{\mathsf H} W x \neq x",
    evidence=Search(
        "impulses of m samples under kernels 1, 2, ..., m, the shortest first",
        lambda: (Case((np.eye(1, m, dtype=int)[None], np.arange(1, m + 1)[None, None])) for m in (1, 2, 3)),
    ),
    source=GUIDE,
)
def a_transposed_layer_is_no_inverse(x, w):
    """It has the shape of the signal, and other numbers: each sample comes back mixed with its neighbours."""
    return transposed_correlation_layer(correlation_layer(x, w), w), x


def _lengths() -> Iterator[Case]:
    rng = np.random.default_rng(9)
    for stride in (1, 2, 3):
        for more in range(stride):
            # two samples are cut off before and one after
            w, y = rng.integers(-4, 5, (2, 1, 4)), rng.integers(-4, 5, (1, 2, 3))
            x = rng.integers(-4, 5, (1, 1, 2 * stride + 4 - 3 + more))
            yield Case((x, w, y), {"stride": stride, "more": more})


LENGTHS = Exhausted("one layer of integers, padded unevenly, for strides 1, 2, 3 and every remainder", _lengths)


def _there_and_back(x: np.ndarray, w: np.ndarray, y: np.ndarray, back: np.ndarray, stride: int) -> tuple[Any, Any]:
    # the lengths beside the products: a result of another length would be no answer at all
    forward = correlation_layer(x, w, stride=stride, padding=[(2, 1)])
    short = min(x.shape[-1], back.shape[-1])
    inner = (x[..., :short] * back[..., :short]).sum()
    return [forward.shape[-1], x.shape[-1], (forward * y).sum()], [y.shape[-1], back.shape[-1], inner]


def back_with_the_remainder_in_front(x, w, y, *, stride, more):
    """What is added put before the stamps."""
    back = transposed_correlation_layer(y, w, stride=stride, padding=[(2, 1)], output_padding=more)
    return _there_and_back(x, w, y, np.roll(back, more, axis=-1), stride)


def back_without_the_remainder(x, w, y, *, stride, more):
    """Nothing added."""
    back = transposed_correlation_layer(y, w, stride=stride, padding=[(2, 1)])
    return _there_and_back(x, w, y, back, stride)


@claim(
    label="output-padding-names-the-length",
    title="A strided layer maps as many lengths to one as its stride has steps; output padding says which was meant.",
    statement=r"\Bigl\lfloor \frac{n + r - m}{s} \Bigr\rfloor + 1 = \frac{n - m}{s} + 1,"
    r"\quad \langle W_{n + r}\, x, y\rangle = \langle x, W_{n + r}^{\mathsf H}\, y\rangle",
    given=r"$n - m$ is a multiple of the stride $s$, and $0 \le r < s$",
    evidence=LENGTHS,
    counterfeits=(back_with_the_remainder_in_front, back_without_the_remainder),
    rests_on=("the-input-gradient-of-a-correlation-layer-convolves",),
    source=GUIDE,
)
def output_padding_names_the_length(x, w, y, *, stride, more):
    """Fewer samples than a step make no further window; the last ones are read less, or by none, and get less back."""
    back = transposed_correlation_layer(y, w, stride=stride, padding=[(2, 1)], output_padding=more)
    return _there_and_back(x, w, y, back, stride)


def _taps() -> Iterator[Case]:
    for m in range(1, 8):
        for stride in range(1, 6):
            yield Case((np.arange(1, m + 1) ** 2, stride))


TAPS = Exhausted("kernels 1, 4, 9, ... of 1 to 7 taps, strides 1 to 5", _taps)


def _period(w: np.ndarray, stride: int) -> list[int]:
    """Return the outputs over one stride for a signal of ones, where no end is near."""
    first = -(-(len(w) - 1) // stride)
    found = transposed_correlation_layer(np.ones((1, 1, first + 2), int), w[None, None], stride=stride)
    return found[0, 0, first * stride : (first + 1) * stride].tolist()


def _stamped(w: np.ndarray, stride: int) -> tuple[list[int], bool]:
    return _period(w, stride), len(set(_period(np.ones_like(w), stride))) == 1


def even_if_the_kernel_is_long_enough(w, stride):
    """A kernel no shorter than the stride taken to be enough."""
    return _stamped(w, stride), ([int(w[r::stride].sum()) for r in range(stride)], len(w) >= stride)


def taps_in_one_run(w, stride):
    """The taps added up in runs, not each s-th."""
    runs = np.array_split(w, stride)
    return _stamped(w, stride), ([int(run.sum()) for run in runs], len(w) % stride == 0)


@claim(
    label="stamps-lie-evenly-if-the-stride-divides-the-kernel",
    title="Away from the ends all outputs get equally many stamps if and only if the stride divides the kernel's taps.",
    statement=r"\sum_k w[i - s k] = \sum_{j \equiv i \bmod s} w[j],"
    r"\quad \#\{\,j \equiv i \bmod s\,\} \text{ is one number for all } i \iff s \mid m",
    given="a signal of ones, a kernel of $m$ taps and stride $s$, away from the ends",
    evidence=TAPS,
    counterfeits=(even_if_the_kernel_is_long_enough, taps_in_one_run),
    source=ODENA,
)
def stamps_lie_evenly_if_the_stride_divides_the_kernel(w, stride):
    """Stamps begin at multiples of the stride, so output i gets the taps that are as far beyond a multiple as i is."""
    return _stamped(w, stride), ([int(w[r::stride].sum()) for r in range(stride)], len(w) % stride == 0)
