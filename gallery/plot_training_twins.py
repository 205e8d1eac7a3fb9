"""
Training twins
==============

One network correlates. Its twin convolves, from kernels that are flipped at the start. Both see the same images.
**After every step the kernels of the twins are flips of one another, up to rounding.**

A third network convolves from the kernels of the first, as they are. **It never comes near the twins.**
"""

import numpy as np

from flipconv import convolve, correlate, flip
from flipconv.figures import LIGHT, curves, numbers, present, spelled
from flipconv.figures.drawings.training_twins import Learner, cover_training_twins, draw_training_twins
from flipconv.layers import convolution_layer, correlation_layer
from flipconv.training import Momentum, Network, cross_entropy, trained

# %%
# The task is to tell three letters apart, somewhere in a noisy image. For each letter there is a kernel.

STROKES = {"L": "#... #... #... #... ####", "F": "#### #... ###. #... #...", "7": "#### ...# ..#. .#.. .#.."}
LETTERS = [np.array([[dot == "#" for dot in row] for row in rows.split()]) for rows in STROKES.values()]
rng = np.random.default_rng(2)
W0, dense, batches = 0.3 * rng.standard_normal((3, 5, 5)), np.kron(np.eye(3), np.full((1, 9), 0.3)), []
for _ in range(60):
    images, labels = 0.3 * rng.standard_normal((64, 7, 7)), rng.integers(0, 3, 64)
    for image, label in zip(images, labels, strict=True):
        row, column = rng.integers(0, (3, 4))
        image[row : row + 5, column : column + 4] += LETTERS[label]
    batches.append((images, labels))

# %%
# Momentum and weight decay treat every tap by itself. And mirrored kernels have mirrored gradients, in whole numbers:
#
# >>> from flipconv.adjoints import convolve_kernel_adjoint, correlate_kernel_adjoint
# >>> x, dy = [1, 2, 3, 4], [1, 0, 100]
# >>> [adjoint(dy, x, 2, mode="valid").tolist() for adjoint in (correlate_kernel_adjoint, convolve_kernel_adjoint)]
# [[301, 402], [402, 301]]


def learn(layer, start):
    shown = [(images[:, None], cross_entropy(labels)) for images, labels in batches]
    steps = trained(Network(layer, (start[:, None],), dense, padding=(0,)), Momentum(0.1, 0.9, 0.02), shown)
    return np.array([step.kernels[0][:, 0] for step in steps])


learners = [
    Learner("correlates", "W0", W0, learn(correlation_layer, W0)),
    Learner("convolves", "flip(W0)", flip(W0, axes=(1, 2)), learn(convolution_layer, flip(W0, axes=(1, 2)))),
    Learner("convolves", "W0", W0, learn(convolution_layer, W0)),
]


def draw(ink):
    return draw_training_twins(learners, list(STROKES), ink)


def cover(ink):
    return cover_training_twins(learners, 0, ink)


# %%
# What is drawn is asserted against the correlating network in plain sums. For the third it starts flipped.


def learn_by_hand(w, v, speeds=(0, 0)):
    for images, labels in batches:
        seen = np.lib.stride_tricks.sliding_window_view(images, (5, 5), axis=(1, 2))
        y = np.einsum("nijab,kab->nkij", seen, w)
        slopes = cross_entropy(labels)((flat := np.maximum(y, 0).reshape(64, 27)) @ v.T)
        gradient = np.einsum("nijab,nkij->kab", seen, (slopes @ v).reshape(y.shape) * (y > 0))
        speeds = 0.9 * speeds[0] + gradient + 0.02 * w, 0.9 * speeds[1] + slopes.T @ flat + 0.02 * v
        w, v = w - 0.1 * speeds[0], v - 0.1 * speeds[1]
    return w


# in 60 steps a tap adds up 64 * 9 products below 5 / 64, in two orders; training magnifies what comes of it
ends, nudged, others = (learn_by_hand(start, dense) for start in (W0, W0 + 2.0**-20, W0[:, ::-1, ::-1]))
bound = 60 * max(1, np.abs(nudged - ends).max() * 2**20) * 2 * (64 * 9) ** 2 * 5 / 64 * np.finfo(float).eps
picture, turn, image = draw(LIGHT), np.s_[:, ::-1, ::-1], batches[0][0][0]
expected = {"before": (W0, W0[turn], W0), "after": (ends, ends[turn], others[turn])}
for n, k in np.ndindex(3, 3):
    for head, kernels in expected.items():
        drawn = numbers(picture, f"network {n + 1}, kernel {k + 1}: {head}")
        assert np.abs(drawn - kernels[n][k]).max() <= bound, f"network {n + 1}, kernel {k + 1}: another one {head}"
for n in (2, 3):
    distances = [np.abs(w - twin[turn]).max() for w, twin in zip(learners[0].steps, learners[n - 1].steps, strict=True)]
    drawn = [axis.tolist() for axis in curves(picture, "apart")[f"network {n}"]]
    assert drawn == [[*range(1, 61)], distances], f"apart: network {n} has {drawn}"
    assert min(distances) > 0.5 if n == 3 else max(distances) <= bound < 1e-6, f"apart: network {n} has {distances}"
by_hand = [[(image[i : i + 5, j : j + 5] * ends[0]).sum() for j in range(3)] for i in range(3)]
for made in (correlate(image, learners[0].after[0], mode="valid"), convolve(image, learners[1].after[0], mode="valid")):
    assert np.abs(made - by_hand).max() <= 25 * 3 * bound, "the twins make something else of an image"

CAPTION = f"After each step {spelled([(3, 25)], W0.size)} taps are compared, of three kernels of five by five."

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION)
