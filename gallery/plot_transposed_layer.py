"""
A transposed layer and its rotated kernel
=========================================

A transposed convolution stamps its kernel: every sample adds the kernel, times itself, as far apart as the stride says.
It is often drawn in another way, as a window that slides over the samples with zeros between and around them. **The
two agree in every cell, if the kernel that slides is rotated by 180 degrees. As it is, it is the wrong kernel.**

A weight keeps its colour. In the last picture the stamps have the colours in reverse.
"""

import numpy as np

from flipconv import convolve, correlate, flip
from flipconv.figures import LIGHT, fills, numbers, present, spelled, windows
from flipconv.figures.drawings.transposed_layer import Transposed, cover_transposed_layer, draw_transposed_layer
from flipconv.layers import transposed_correlation_layer

# %%
# In one dimension it can be read off. Zeros go between the samples and, one less than the kernel has taps, around them.
#
# >>> from flipconv import correlate, flip
# >>> from flipconv.layers import transposed_correlation_layer
# >>> w = [1, 2, 3]
# >>> transposed_correlation_layer([[[1, 5]]], [[w]], stride=2).tolist()
# [[[1, 2, 8, 10, 15]]]
# >>> x = [0, 0, 1, 0, 5, 0, 0]
# >>> correlate(x, flip(w), mode="valid").tolist()
# [1, 2, 8, 10, 15]
# >>> correlate(x, w, mode="valid").tolist()
# [3, 2, 16, 10, 5]

x, w, stride = np.array([[1, 2], [3, -1]]), np.array([[1, 2, 3], [4, 5, 6]]), 2


def stamped(x, w):
    return transposed_correlation_layer(x[None, None], w[None, None], stride=stride)[0, 0]


stuffed = np.zeros((5, 7), dtype=int)
stuffed[1:4:stride, 2:5:stride] = x
stamps = np.multiply.outer(x, w)
# for the colours: which of the six taps alone reaches a cell
taps = np.where(stamped(x**0, w**0) == 1, stamped(x**0, np.arange(6).reshape(2, 3)), -1)
slid, unrotated = (correlate(stuffed, kernel, mode="valid") for kernel in (flip(w), w))
layer = Transposed(x, w, stride, stamps, stuffed, stamped(x, w), slid, unrotated, taps, output=(1, 2))


def draw(ink):
    return draw_transposed_layer(layer, ink)


def cover(ink):
    return cover_transposed_layer(layer, ink)


# %%
# To slide a rotated kernel is to convolve: the samples with zeros between them, in full. So the transpose of a layer
# that correlates convolves. The picture is held against numbers written by hand.

picture = draw(LIGHT)
y = [[1, 2, 5, 4, 6], [4, 5, 14, 10, 12], [3, 6, 8, -2, -3], [12, 15, 14, -5, -6]]
turned = [[6, 5, 16, 10, 8], [3, 2, 7, 4, 2], [18, 15, 6, -5, -4], [9, 6, 0, -2, -1]]
above = [[1, 2, 3, None, 2, 4, 6], [4, 5, 6, None, 8, 10, 12]]
below = [[3, 6, 9, None, -1, -2, -3], [12, 15, 18, None, -4, -5, -6]]
spread = [[0] * 7, [0, 0, 1, 0, 2, 0, 0], [0] * 7, [0, 0, 3, 0, -1, 0, 0], [0] * 7]
upright, rotated = [[1, 2, 3], [4, 5, 6]], [[6, 5, 4], [3, 2, 1]]
first, output = ((0, 0), (2, 3)), ((1, 2), (1, 1))
shown = {
    "stamp: x": ([[1, 2], [3, -1]], [((0, 0), (1, 1))]),
    "stamp: w": (upright, []),
    "stamp: stamps": ([*above, [None] * 7, *below], [first, output, ((1, 4), (1, 1))]),
    "stamp: y": (y, [first, output]),
    "slide: x": (spread, [((1, 2), (3, 3)), ((1, 2), (2, 3))]),
    "slide: w": (rotated, []),
    "slide: y": (y, [first, output]),
    "wrong: w": (upright, []),
    "wrong: y": (turned, [first, output]),
    "wrong: difference": ((np.array(turned) - y).tolist(), [output]),
}
for label, (expected, framed) in shown.items():
    drawn = numbers(picture, label).tolist()
    assert drawn == expected, f"{label} shows {drawn}"
    assert windows(picture, label) == framed, f"{label}: other cells are framed"
full = convolve(numbers(picture, "slide: x")[1:4, 2:5], w, mode="full")
assert (numbers(picture, "stamp: y") == full).all(), "stamp: y is no convolution in full"

# the colours of a stamp, but for its last column, which another joins
for label, kernel in (("stamp: y", "stamp: w"), ("slide: y", "stamp: w"), ("wrong: y", "slide: w")):
    same = fills(picture, label)[:2, :2] == fills(picture, kernel)[:, :2]
    assert same.all(), f"{label}: a weight has lost its colour"

CAPTION = (
    f"The output in row 1, column 2 meets two samples: {spelled([(6, 1), (4, 2)], y[1][2])}. The kernel as it is would "
    f"meet them with other weights: {spelled([(1, 1), (3, 2)], turned[1][2])}."
)

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION)
