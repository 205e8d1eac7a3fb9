"""
Padding, stride, dilation
=========================

Three settings of a network layer say where its windows lie and how far apart its taps reach. **Whatever they are, a
layer is the plain correlation of the padded signal with the stretched kernel, of which every s-th output is kept.**

Every cell shows its number. The samples under the first and the last window bear the colours of the taps that they
meet: the first tap meets the first sample of its window. None of the settings turns the kernel around.
"""

import itertools

import numpy as np

from flipconv import correlate
from flipconv.figures import LIGHT, fills, numbers, present, spelled, windows
from flipconv.figures.drawings import strides_and_dilation as drawing
from flipconv.layers import correlation_layer

# %%
# Here is the layer with one setting at a time. Signals have axes for batch and channels, of which there is one each.
#
# >>> from flipconv.layers import correlation_layer
# >>> correlation_layer([[[1, 2, 3, 4, 5]]], [[[1, 10]]], stride=2).tolist()
# [[[21, 43]]]
# >>> correlation_layer([[[1, 2, 3, 4, 5]]], [[[1, 10]]], dilation=2).tolist()
# [[[31, 42, 53]]]

x = np.array([[4, 7, 1, 8, 2], [9, 5, 3, 6, 1], [2, 8, 6, 4, 7], [1, 3, 5, 2, 9]])
w = np.array([[1, 2], [3, -1]])


def set_to(name, told, p=0, s=1, d=1):
    y = correlation_layer(x[None, None], w[None, None], padding=p, stride=s, dilation=d)
    return drawing.Setting(name, told, p, s, d, np.pad(x, p), y[0, 0])


settings = [
    set_to("padding 0, stride 1, dilation 1", "every window that lies inside the signal"),
    set_to("padding p = 1", "zeros around the signal, which windows may read", p=1),
    set_to("stride s = 2", "every second window; none reaches the last column", s=2),
    set_to("dilation d = 2", "every second sample in a window; the others are not read", d=2),
]


def draw(ink):
    return drawing.draw_strides_and_dilation(settings, w, ink)


def cover(ink):
    return drawing.cover_strides_and_dilation(settings[3], w, ink)


# %%
# Two other roads to every output: four nested loops over the numbers drawn, and the plain correlation of the sentence
# at the top. The number of outputs is asserted, and which samples have the colour of which tap.

picture = draw(LIGHT)
shapes = [(3, 4), (5, 6), (2, 2), (2, 3)]
for one, (rows, columns) in zip(settings, shapes, strict=True):
    name, p, s, d = one.name, one.padding, one.stride, one.dilation
    padded, kernel, y = (numbers(picture, f"{name}: {part}") for part in "xwy")
    assert padded.tolist() == np.pad(x, p).tolist(), f"{name}: x is drawn as {padded.tolist()}"
    assert kernel[::d, ::d].tolist() == [[1, 2], [3, -1]], f"{name}: w is drawn as {kernel.tolist()}"
    expected = np.zeros((rows, columns), dtype=int)
    for r, c, i, j in itertools.product(range(rows), range(columns), range(2), range(2)):
        expected[r, c] += [[1, 2], [3, -1]][i][j] * padded[s * r + d * i, s * c + d * j]
    assert np.array_equal(y, expected), f"{name}: y is drawn as {y.tolist()}"
    stretched = np.where(kernel == None, 0, kernel).astype(int)  # noqa: E711 - cell by cell
    assert np.array_equal(y, correlate(padded, stretched, mode="valid")[::s, ::s]), f"{name}: no plain correlation"

    last = (s * (rows - 1), s * (columns - 1))
    framed = [((0, 0), (d + 1, d + 1)), (last, (d + 1, d + 1))]
    assert windows(picture, f"{name}: x") == [((1, 1), (4, 5))] * p + framed, f"{name}: another window is framed in x"
    ends = [((0, 0), (1, 1)), ((rows - 1, columns - 1), (1, 1))]
    assert windows(picture, f"{name}: y") == ends, f"{name}: another output is framed"
    for r, c in ((0, 0), last):
        met = fills(picture, f"{name}: x")[r : r + d + 1 : d, c : c + d + 1 : d]
        assert (met == fills(picture, f"{name}: w")[::d, ::d]).all(), f"{name}: samples have other colours"

read, total = numbers(picture, "dilation d = 2: x")[::2, ::2][:2, :2], numbers(picture, "dilation d = 2: y")[0, 0]
CAPTION = f"The first output with dilation 2: {spelled(zip(w.flat, read.flat, strict=True), total)}."

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION)
