"""The trainer against differences and against PyTorch's; the twins on real digits."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_digits

from flipconv.layers import convolution_layer, correlation_layer
from flipconv.training import (
    Adam,
    Momentum,
    Network,
    accuracy,
    cross_entropy,
    flipped,
    mirrored,
    squared,
    trained,
)

LAYERS = pytest.mark.parametrize("layer", [correlation_layer, convolution_layer])


def fractions(seed, *shape):
    # so many numbers that no sum of them is 0 by chance, where a rectifier has no slope
    numbers = np.random.default_rng(seed).integers(-9999, 10000, shape)
    return np.array([Fraction(int(n), 8192) for n in numbers.flat], dtype=object).reshape(shape)


@LAYERS
def test_gradients_are_the_differences(layer):
    """The loss is a quadratic in each single weight where no rectifier turns, so a centred difference is exact."""
    network = Network(layer, (fractions(0, 2, 1, 2, 3), fractions(1, 3, 2, 1, 2)), fractions(2, 2, 3 * 12))
    x, targets = fractions(3, 2, 1, 3, 4), fractions(4, 2, 2)
    step = Fraction(1, 2**80)

    def loss(which, place, by):
        arrays = [np.array(array) for array in (*network.kernels, network.dense)]
        arrays[which][place] += by
        moved = replace(network, kernels=tuple(arrays[:-1]), dense=arrays[-1])
        return ((moved.scores(x) - targets) ** 2).sum() / 2

    for which, gradient in enumerate(network.gradients(x, squared(targets))):
        for place in np.ndindex(gradient.shape):
            assert gradient[place] == (loss(which, place, step) - loss(which, place, -step)) / (2 * step)


def test_cross_entropy_is_that_of_pytorch():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    scores, labels = np.random.default_rng(0).standard_normal((5, 4)) * 30, np.array([0, 3, 1, 1, 2])
    leaf = torch.tensor(scores, requires_grad=True)
    torch.nn.functional.cross_entropy(leaf, torch.tensor(labels)).backward()
    # a share is a quotient of exponentials: a few units in the last place of a number up to 1
    assert np.abs(cross_entropy(labels)(scores) - leaf.grad.numpy()).max() <= 8 * np.finfo(float).eps


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (lambda: Momentum(0.1), lambda torch, w: torch.optim.SGD(w, lr=0.1)),
        (
            lambda: Momentum(0.1, 0.9, 0.01),
            lambda torch, w: torch.optim.SGD(w, lr=0.1, momentum=0.9, weight_decay=0.01),
        ),
        (lambda: Adam(0.1), lambda torch, w: torch.optim.AdamW(w, lr=0.1, weight_decay=0)),
        (lambda: Adam(0.1, decay=0.2), lambda torch, w: torch.optim.AdamW(w, lr=0.1, weight_decay=0.2)),
    ],
    ids=["descent", "momentum", "adam", "adam-decay"],
)
def test_optimisers_are_those_of_pytorch(ours, theirs):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    rng = np.random.default_rng(1)
    weights = rng.standard_normal((3, 2))
    leaf = torch.tensor(weights, requires_grad=True)
    optimiser, other = ours(), theirs(torch, [leaf])
    for _ in range(5):
        gradient = rng.standard_normal((3, 2))
        leaf.grad = torch.tensor(gradient)
        other.step()
        weights = optimiser.step(0, weights, gradient)
    # five steps of a dozen operations on numbers below 4
    assert np.abs(weights - leaf.detach().numpy()).max() <= 5 * 12 * 4 * np.finfo(float).eps


def digits():
    bunch: Any = load_digits()
    return bunch.images[:, None] / 16, bunch.target


def start(layer=correlation_layer):
    rng = np.random.default_rng(0)
    kernels = rng.standard_normal((4, 1, 3, 3)) / 2, rng.standard_normal((6, 4, 3, 2)) / 4
    return Network(layer, kernels, rng.standard_normal((10, 6 * 64)) / 20)


def batches(x, labels, count):
    rng = np.random.default_rng(5)
    for _ in range(count):
        chosen = rng.permutation(1500)[:48]
        yield x[chosen], cross_entropy(labels[chosen])


def gaps(one, other):
    """Return after each step how far the kernels of one network are from the flipped kernels of another."""
    for first, second in zip(one, other, strict=True):
        yield max(
            np.abs(kernel - flipped(twin)).max() for kernel, twin in zip(first.kernels, second.kernels, strict=True)
        )


@pytest.mark.parametrize(
    "optimiser",
    [lambda: Momentum(0.2, 0.9, 1e-4), lambda: Adam(0.005, decay=1e-3)],
    ids=["momentum", "adam"],
)
def test_twins_stay_mirrored_up_to_rounding(optimiser):
    x, labels = digits()
    network, count = start(), 40
    twins = [list(trained(each, optimiser(), batches(x, labels, count))) for each in (network, mirrored(network))]
    gap = max(gaps(*twins))
    # how much 40 steps magnify a difference, seen on a start that is off by 2**-20 in every tap
    off = replace(network, kernels=tuple(kernel + 2.0**-20 for kernel in network.kernels))
    drift = max(
        np.abs(one - other).max()
        for first, second in zip(twins[0], trained(off, optimiser(), batches(x, labels, count)), strict=True)
        for one, other in zip(first.kernels, second.kernels, strict=True)
    )
    magnified = max(drift * 2**20, 1)
    # a step adds up to 48 * 64 products for a tap, of numbers below 2, twice over in another order
    assert 0 < gap <= count * magnified * 2 * (48 * 64) * np.finfo(float).eps
    assert accuracy(twins[0][-1], x[1500:], labels[1500:]) == accuracy(twins[1][-1], x[1500:], labels[1500:]) > 0.7


def test_an_unflipped_start_departs_at_once():
    x, labels = digits()
    unflipped = replace(mirrored(start()), kernels=start().kernels)
    steps = gaps(
        trained(start(), Momentum(0.2), batches(x, labels, 2)), trained(unflipped, Momentum(0.2), batches(x, labels, 2))
    )
    assert min(steps) > 0.1


@pytest.mark.parametrize(
    ("broken", "parts"),
    [
        ("uneven padding", False),
        ("a frozen kernel that is flipped", False),
        ("a frozen kernel that is not flipped", True),
        ("a prior that is not flipped", True),
        ("one anchor number", True),
    ],
)
def test_what_breaks_the_mirror_and_what_does_not(broken, parts):
    x, labels = digits()
    network = start()
    twin = mirrored(network)
    one = other = lambda kernels: kernels
    if broken == "uneven padding":
        network, twin = (replace(each, padding=(((2, 0), (0, 2)), "same")) for each in (network, twin))
    elif broken == "one anchor number":
        network = replace(network, padding=("same", ((1, 1), (1, 0))))
        twin = replace(twin, padding=("same", ((1, 1), (0, 1))))
    elif "frozen" in broken:
        frozen = network.kernels[1]
        one = lambda kernels: (kernels[0], frozen)  # noqa: E731
        other = lambda kernels: (kernels[0], frozen if "not" in broken else flipped(frozen))  # noqa: E731
    else:
        prior = np.arange(9.0).reshape(3, 3)
        one = other = lambda kernels: (0.9 * kernels[0] + 0.1 * prior, kernels[1])
    gap = max(
        gaps(
            trained(network, Momentum(0.2), batches(x, labels, 3), kept=one),
            trained(twin, Momentum(0.2), batches(x, labels, 3), kept=other),
        )
    )
    # three steps, each of sums of up to 48 * 64 products for a tap, of numbers below 2, in two orders
    rounding = 3 * 2 * 2 * (48 * 64) * np.finfo(float).eps
    assert gap > 1e6 * rounding if parts else gap <= rounding


def test_a_flipped_network_fails_and_one_flip_repairs_it():
    x, labels = digits()
    *_, network = trained(start(), Momentum(0.2, 0.9), batches(x, labels, 60))
    held_out = x[1500:], labels[1500:]
    broken = [
        replace(network, kernels=tuple(flipped(k) if n < count else k for n, k in enumerate(network.kernels)))
        for count in range(3)
    ]
    shares = [accuracy(each, *held_out) for each in broken]
    assert shares[0] > 0.8
    assert max(shares[1:]) < shares[0] - 0.3
    repaired = replace(broken[2], layer=convolution_layer)
    assert accuracy(repaired, *held_out) == shares[0]
    # the same sums in another order: a few hundred products, of numbers below 10
    assert np.abs(repaired.scores(x) - network.scores(x)).max() < 1000 * 10 * np.finfo(float).eps
