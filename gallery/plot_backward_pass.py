"""
The backward pass
=================

A layer correlates its input with its weights. Training sends back G, which says how fast the loss grows with each
output, and asks for two gradients. **The gradient of the weights has no flip in it. The gradient of the input
has: it is a full convolution.**

It is tempting to flip in the first as well, or in neither. **Finite differences tell right from wrong, exactly.**
"""

import numpy as np

from flipconv import convolve, correlate, flip
from flipconv.figures import LIGHT, fills, numbers, present, spelled, windows
from flipconv.figures.drawings.backward_pass import Tempting, cover_backward_pass, draw_backward_pass

# %%
# Two outputs count in the loss, and one of them counts ten times. So G is zero but for a 1 and a 10, and what comes of
# each can be followed.

x = np.array([[4, 7, 1, 8, 2], [9, 5, 3, 6, 1], [2, 8, 6, 4, 7], [1, 3, 5, 2, 9]])
w, G = np.array([[1, 2], [3, 4], [5, 0]]), np.array([[1, 0, 0, 0], [0, 0, 0, 10]])
arrays = {"x": x, "w": w, "G": G, "y": correlate(x, w, mode="valid")}
arrays |= {"dW": correlate(x, G, mode="valid"), "dX": convolve(G, w, mode="full")}
tempting = {
    "dW": Tempting("correlate(flip(x), G)", correlate(flip(x), G, mode="valid")),
    "dX": Tempting("correlate(G, w)", correlate(G, w, mode="full")),
}
# for its colour: which of the six taps stands in a cell of dX
taps = convolve(np.sign(G), np.arange(1, 7).reshape(3, 2)) - 1

# %%
# No formula is needed to say what a gradient is. Add 1 to one number, then take 1 off it, and halve how far apart the
# two losses are. The layer is linear, so this is exact, in whole numbers. It is done for every weight and every sample.


def loss(x, w):
    # the layer by plain windows, so that no operation of the library is asked about itself
    return (G * (np.lib.stride_tricks.sliding_window_view(x, w.shape) * w).sum(axis=(2, 3))).sum()


def slopes(of, values):
    units = np.eye(values.size, dtype=int).reshape(-1, *values.shape)
    return np.array([(of(values + one) - of(values - one)) // 2 for one in units]).reshape(values.shape)


exact = {"dW": slopes(lambda v: loss(x, v), w), "dX": slopes(lambda v: loss(v, w), x)}

# %%
# Layers with channels have their gradients in ``flipconv.layers``. They do the same; :doc:`/layers` has the proofs.
#
# >>> from flipconv.layers import correlation_layer_gradients
# >>> gradients = correlation_layer_gradients([[[1, 2, 3, 4]]], [[[1, 2]]], [[[1, 0, 10]]])
# >>> gradients.weight.tolist(), gradients.input.tolist()
# ([[[31, 42]]], [[[1, 2, 10, 20]]])


def draw(ink):
    return draw_backward_pass(arrays, taps, exact, tempting, ink)


def cover(ink):
    return cover_backward_pass(arrays, taps, ink)


# %%
# Follow a frame down the picture. Forward it takes six samples to one output. Backward the same six samples get that
# output's share of G, each by the weight that took it there. All this is asserted on what is drawn.

y = [[75, 76, 80, 54], [62, 74, 74, 58]]
upright = [[1, 2, 0, 0, 0], [3, 4, 0, 10, 20], [5, 0, 0, 30, 40], [0, 0, 0, 50, 0]]
turned = [[0, 5, 0, 0, 0], [4, 3, 0, 0, 50], [2, 1, 0, 40, 30], [0, 0, 0, 20, 10]]
both, tilted = [[64, 17], [49, 75], [22, 98]], [[89, 22], [57, 94], [71, 46]]
rows = {"y: x": x, "y: w": w, "y: y": y, "dW: x": x, "dW: G": G, "dW: dW": both, "not dW": tilted}
rows |= {"dX: G": G, "dX: w": w, "dX: dX": upright, "not dX": turned}
picture = draw(LIGHT)
for label, values in rows.items():
    drawn, size = numbers(picture, label), {"x": (3, 2), "X": (3, 2), "y": (1, 1), "G": (1, 1)}.get(label[-1])
    assert np.array_equal(drawn, values), f"{label} shows {drawn.tolist()}"
    framed = [((0, 0), size), ((1, 3), size)] if size else []
    assert windows(picture, label) == framed, f"{label}: a frame is elsewhere"
for name, furthest in (("dW", 52), ("dX", 30)):
    assert (numbers(picture, f"{name}: {name}") == exact[name]).all(), f"{name} is not the gradient"
    assert np.abs(numbers(picture, f"not {name}") - exact[name]).max() == furthest, f"not {name}: another distance"
for place in (np.s_[:3, :2], np.s_[1:, 3:]):
    assert (fills(picture, "dX: dX")[place] == fills(picture, "dX: w")).all(), "dX: a weight has lost its colour"
    assert (fills(picture, "not dX")[place] == fills(picture, "dX: w")[::-1, ::-1]).all(), "not dX: other colours"

CAPTION = (
    f"The first weight met the first sample of either frame: {spelled([(1, x[0, 0]), (10, x[1, 3])], both[0][0])}. "
    f"Its own share of G comes back to the second of these: {spelled([(10, w[0, 0])], upright[1][3])}."
)

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION)
