"""
Two layers, one kernel
======================

A network correlates with a kernel g, and then with a kernel f. **One correlation does the work of both,
and its kernel is the convolution of f and g:** the error is 0 in every cell. In a formula,
``f ⋆ (g ⋆ x) = (f * g) ⋆ x``.

It is tempting to correlate the two kernels as well. **With the kernel f ⋆ g every output is wrong.**
"""

import numpy as np

from flipconv import convolve, correlate
from flipconv.figures import LIGHT, Film, fills, joined, numbers, present, spelled, windows
from flipconv.figures.drawings.two_layers_one_kernel import (
    Merged,
    cover_two_layers_one_kernel,
    draw_two_layers_one_kernel,
    frame_two_layers_one_kernel,
)

# %%
# The kernels are those of the page :doc:`/stacks`. There ``compose_kernels`` merges stacks of layers with
# channels, strides and padding. Here it finds the same four taps as ``convolve``.
#
# >>> from flipconv import convolve
# >>> from flipconv.layers import Stage, compose_kernels, correlation_layer
# >>> first, second = Stage(correlation_layer, [[[1, 2, 4]]]), Stage(correlation_layer, [[[1, 10]]])
# >>> compose_kernels([first, second]).weights.tolist(), convolve([1, 2, 4], [1, 10]).tolist()
# ([[[1, 12, 24, 40]]], [1, 12, 24, 40])

x, g, f = np.array([1, 5, 2, 3, 1, 2, 1]), np.array([1, 2, 4]), np.array([1, 10])
middle = correlate(x, g, mode="valid")
stack = {"x": x, "g": g, "f": f, "middle": middle, "out": correlate(middle, f, mode="valid")}


def merge(name, operation, rows):
    # with one tap of f alone the operation lays down a single copy of g
    alone = np.eye(2, dtype=int)[list(rows)]
    there, copies = [operation(g, tap) for tap in alone], [operation(g, f * tap) for tap in alone]
    out = correlate(x, operation(g, f), mode="valid")
    return Merged(name, rows, np.where(there, copies, np.array(None)), operation(g, f), out, out - stack["out"])


merged = [merge("f * g", convolve, (0, 1)), merge("f ⋆ g", correlate, (1, 0))]

# %%
# Follow the arrows from a sample to the framed output. Each colour is one sample's. The two samples in the middle
# have two paths each, so two products add up in their taps. The correlation of the kernels adds up others.


def draw(ink):
    return draw_two_layers_one_kernel(stack, merged, ink)


def cover(ink):
    return cover_two_layers_one_kernel(stack, merged[0], ink)


def frame(ink, i):
    return frame_two_layers_one_kernel(stack, merged[0], ink, i)


# %%
# The picture and every frame of the film are asserted against numbers worked out by hand.

_ = None
by_hand = {"x": [[1, 5, 2, 3, 1, 2, 1]], "g": [[1, 2, 4]], "f": [[1, 10]], "middle": [[19, 21, 12, 13, 9]]}
by_hand |= {"out": [[229, 141, 142, 103]], "f * g: copies": [[1, 2, 4, _], [_, 10, 20, 40]]}
others = {"f * g: sum": [[1, 12, 24, 40]], "f * g: out": by_hand["out"], "f * g: error": [[0, 0, 0, 0]]}
others |= {"f ⋆ g: copies": [[10, 20, 40, _], [_, 1, 2, 4]], "f ⋆ g: sum": [[10, 21, 42, 4]]}
others |= {"f ⋆ g: out": [[211, 222, 133, 139]], "f ⋆ g: error": [[-18, 81, -9, 36]]}
picture, paths = draw(LIGHT), [[(0, 0)], [(0, 1), (1, 0)], [(0, 2), (1, 1)], [(1, 2)]]
for i in (None, 0, 1, 2, 3):
    figure, taps = (picture, range(4)) if i is None else (frame(LIGHT, i), [i])
    # a frame shows the kernel as far as it has come
    expected = by_hand | (others if i is None else {"f * g: sum": [[1, 12, 24, 40][: i + 1]]})
    for label, values in expected.items():
        drawn = numbers(figure, label).tolist()
        assert drawn == values, f"{label} shows {drawn}"
        framed = [((0, 1), (1, 1))] if label.endswith(("out", "error")) else []
        assert windows(figure, label) == framed, f"{label}: the frame is elsewhere"
    ways = [(("x", (0, 1 + tap)), ("middle", (0, 1 + j))) for tap in taps for j, _ in paths[tap]]
    ways += [(("middle", (0, 1 + j)), ("out", (0, 1))) for j in sorted({j for tap in taps for j, _ in paths[tap]})]
    assert joined(figure) == ways, f"overlay: the arrows lead {joined(figure)}"
colours = fills(picture, "x")[0, 1:5].tolist()
assert fills(picture, "f * g: sum").tolist() == [colours], "f * g: sum: a tap has not the colour of its sample"

h, wrong = numbers(picture, "f * g: sum")[0], numbers(picture, "f ⋆ g: sum")[0]
CAPTION = (
    f"The framed output by two layers: {spelled(zip(f, middle[1:], strict=False), 141)}. By one layer: "
    f"{spelled(zip(h, x[1:5], strict=True), 141)}. With f ⋆ g: {spelled(zip(wrong, x[1:5], strict=True), 222)}."
)

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION, film=Film(frame, 4))
