"""A network that tells digits apart, trained by the build and rounded to whole numbers; its kernels can be flipped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise, product
from typing import Any

import numpy as np

from flipconv.exhibits.model import Exhibit, Grid, weight_classes
from flipconv.layers import convolution_layer, correlation_layer
from flipconv.training import Adam, Network, cross_entropy, flipped, trained

LAYERS = {"correlate": correlation_layer, "convolve": convolution_layer}
CHANNELS = (1, 5, 8, 8)
SHOWN_IN_TRAINING, STEPS = 1500, 300
# weights are kept in sixteenths, pixels as they are, from 0 to 16
SIXTEENTHS = 16
DIGITS = "0123456789abcdefg"


@cache
def digits() -> tuple[np.ndarray, np.ndarray]:
    """Return the digits that scikit-learn carries, whole numbers from 0 to 16, and what each of them is."""
    from sklearn.datasets import load_digits

    pixels, labels = map(np.asarray, load_digits(return_X_y=True))
    return pixels.reshape(-1, 1, 8, 8).astype(int), labels


@cache
def network() -> Network:
    """Return the trained network, its weights in whole sixteenths; floats hold all of its sums exactly."""
    images, labels = digits()
    rng = np.random.default_rng(1)
    kernels = tuple(
        rng.standard_normal((after, before, 3, 3)) * np.sqrt(2 / (9 * before)) for before, after in pairwise(CHANNELS)
    )
    dense = rng.standard_normal((10, 4 * CHANNELS[-1])) / np.sqrt(4 * CHANNELS[-1])
    start = Network(correlation_layer, kernels, dense, padding=(0,) * len(kernels))
    order = [rng.permutation(SHOWN_IN_TRAINING)[:64] for _ in range(STEPS)]
    batches = ((images[chosen] / 16, cross_entropy(labels[chosen])) for chosen in order)
    *_, learned = trained(start, Adam(0.01, decay=0.01), batches)
    rounded = replace(learned, kernels=tuple(map(_whole, learned.kernels)), dense=_whole(learned.dense))
    assert largest(rounded) < 2**53
    return rounded


def _whole(weights: np.ndarray) -> np.ndarray:
    return np.rint(weights * SIXTEENTHS).astype(int)


def largest(rounded: Network) -> int:
    """
    Return what no sum in a network can exceed, whatever the digit.

    Examples
    --------
    >>> largest(Network(correlation_layer, (np.array([[[[1, -2]]]]),), np.array([[3, 0, -5]])))
    384
    """
    bound = 16
    for kernel in rounded.kernels:
        bound *= int(np.abs(kernel).sum(axis=(1, 2, 3)).max())
    return bound * int(np.abs(rounded.dense).sum(axis=1).max())


@cache
def shown() -> tuple[np.ndarray, np.ndarray]:
    """Return a hundred digits that the training did not see: of each the first ten."""
    images, labels = (part[SHOWN_IN_TRAINING:] for part in digits())
    first = np.concatenate([np.flatnonzero(labels == digit)[:10] for digit in range(10)])
    return images[first], labels[first]


def broken(turned: tuple[bool, ...], operation: str) -> Network:
    """
    Return the network with the kernels of some layers flipped, and one operation for all.

    Parameters
    ----------
    turned : tuple of bool
        For each layer, whether its kernels are stored flipped.
    operation : {"correlate", "convolve"}
        What the layers do; it was trained with the first.

    Returns
    -------
    Network
        With the trained one's scores where both are changed, or neither.
    """
    kernels = tuple(flipped(kernel) if turn else kernel for kernel, turn in zip(network().kernels, turned, strict=True))
    return replace(network(), layer=LAYERS[operation], kernels=kernels)


@cache
def _trained_scores() -> np.ndarray:
    return network().scores(shown()[0])


def answered(turned: tuple[bool, ...], operation: str, image: int) -> dict[str, Any]:
    """Return a state and what the library answers: predictions for all digits, scores for one of them."""
    images, labels = shown()
    here, before = broken(turned, operation), _trained_scores()
    scores = here.scores(images)
    guesses = scores.argmax(axis=1)
    answer = {
        "predictions": "".join(map(str, guesses.tolist())),
        "correct": int((guesses == labels).sum()),
        "other": int((scores != before).any(axis=1).sum()),
        "scores": scores[image].tolist(),
        "trained": before[image].tolist(),
        "kernels": [kernel[0, 0].tolist() for kernel in here.kernels],
    }
    return {"state": {"flipped": list(turned), "operation": operation, "image": image}, "answer": answer}


def cases() -> Iterator[dict[str, Any]]:
    """Yield every way to flip layers, with both operations; another digit for each."""
    ways = product(LAYERS, product((False, True), repeat=len(CHANNELS) - 1))
    for number, (operation, turned) in enumerate(ways):
        yield answered(turned, operation, 6 * number)


def _strip(known: list[dict[str, Any]]) -> list[Grid | str]:
    """Return a kernel of each layer, and how many digits are right in a few of the cases."""
    right = {(case["state"]["operation"], *case["state"]["flipped"]): case["answer"]["correct"] for case in known}
    count = len(CHANNELS) - 1
    kernels = known[0]["answer"]["kernels"]
    captions = [f"layer {n + 1}: one of its {np.prod(CHANNELS[n : n + 2])} kernels" for n in range(count)]
    grids = [
        Grid(caption, kernel, weight_classes(np.array(kernel)), None, (0, 0))
        for caption, kernel in zip(captions, kernels, strict=True)
    ]
    ones = [right["correlate", *(n == k for n in range(count))] for k in range(count)]
    all_of_them, none = (True,) * count, (False,) * count
    return [
        *grids,
        f"Of {len(shown()[1])} digits that it never saw, the network has {right['correlate', *none]} right as trained.",
        *(f"With the kernels of layer {n + 1} flipped: {found}." for n, found in enumerate(ones)),
        f"With convolutions in all layers, and the kernels as they were: {right['convolve', *none]}.",
        f"With convolutions, and all kernels flipped: {right['convolve', *all_of_them]}, by the same scores.",
    ]


def break_and_repair() -> Exhibit:
    """Return the network, the digits and the cases."""
    images, labels = shown()
    known = list(cases())
    data = {
        "kernels": [kernel.tolist() for kernel in network().kernels],
        "dense": network().dense.tolist(),
        "unit": SIXTEENTHS ** (len(CHANNELS) + 1),
        "images": ["".join(DIGITS[pixel] for pixel in image.flat) for image in images],
        "labels": "".join(map(str, labels.tolist())),
        "cases": known,
    }
    return Exhibit("Break a network and repair it", data, _strip(known))
