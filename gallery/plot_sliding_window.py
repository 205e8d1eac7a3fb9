"""
The sliding window
==================

Both operations slide a window over the image. At each place they multiply every tap that the window
holds by the sample under it, and add up the products. **The window of a correlation holds the kernel
as it is. The window of a convolution holds it rotated by 180 degrees.**

Each tap has a colour, and a sample under it takes that colour. The small mark in one corner is that
of the first tap.
"""

from itertools import chain

import numpy as np

from flipconv import convolve, correlate
from flipconv.figures import LIGHT, Film, fills, numbers, present, spelled, windows
from flipconv.figures.drawings.sliding_window import (
    Slide,
    cover_sliding_window,
    draw_sliding_window,
    frame_sliding_window,
)

# %%
# The mode is ``valid``: the window stays inside the image. An image of 4 by 5 and a kernel of 2 by 3 leave
# 3 by 3 places for it.
#
# >>> from flipconv import convolve, correlate
# >>> x, h = [[1, 2, 0, 3], [0, 1, 4, 2]], [[1, 2], [0, 3]]
# >>> correlate(x, h, mode="valid").tolist()
# [[8, 14, 12]]
# >>> convolve(x, h, mode="valid").tolist()
# [[4, 12, 10]]

x = np.array([[2, 0, 1, 3, 1], [1, 4, 0, 2, 0], [0, 1, 5, 1, 2], [3, 0, 2, 0, 4]])
h = np.array([[1, 2, 3], [4, 5, -1]])


def slide(name, operation, laid, *, rotated):
    products = np.lib.stride_tricks.sliding_window_view(x, h.shape) * laid
    return Slide(name, x, h, rotated, products, operation(x, h, mode="valid"))


pair = [
    slide("correlate", correlate, h, rotated=False),
    slide("convolve", convolve, h[::-1, ::-1], rotated=True),
]


def draw(ink):
    return draw_sliding_window(pair, (0, 4, 8), ink)


def cover(ink):
    return cover_sliding_window(pair, ink)


def frame(ink, i):
    return frame_sliding_window(pair, ink, i)


# %%
# Asserted for the three windows of the picture and the nine of the film: where the window lies, which taps it
# holds, and that the products in it add up to the number below.

LAID = {"correlate": [[1, 2, 3], [4, 5, -1]], "convolve": [[-1, 5, 4], [3, 2, 1]]}
strip = draw(LIGHT)
pictures = chain(((strip, f" {i}", i) for i in (0, 4, 8)), ((frame(LIGHT, i), "", i) for i in range(9)))
for (picture, suffix, i), name in ((shown, name) for shown in pictures for name in LAID):
    label = f"{name}{suffix}"
    drawn = {part: numbers(picture, f"{label}: {part}") for part in ("input", "taps", "products", "outputs")}
    place = divmod(i, 3)
    block = tuple(slice(start, start + length) for start, length in zip(place, h.shape, strict=True))
    assert (drawn["input"] == x).all(), f"{label}: another image was drawn"
    assert windows(picture, f"{label}: input") == [(place, h.shape)], f"{label}: the window lies elsewhere"
    assert windows(picture, f"{label}: outputs") == [(place, (1, 1))], f"{label}: another output is framed"
    assert drawn["taps"].tolist() == LAID[name], f"{label}: the window holds {drawn['taps'].tolist()}"
    assert (fills(picture, f"{label}: input")[block] == fills(picture, f"{label}: taps")).all(), f"{label}: colours"
    assert (drawn["products"] == x[block] * LAID[name]).all(), f"{label}: other products were drawn"
    sums = {(r, c): (x[r : r + 2, c : c + 3] * LAID[name]).sum() for r, c in [*np.ndindex(3, 3)][: i + 1]}
    seen = {spot: value for spot, value in np.ndenumerate(drawn["outputs"]) if value is not None}
    assert seen == sums, f"{label}: other sums were drawn"

upright, turned = (fills(strip, f"{name} 0: taps") for name in LAID)
assert (upright == turned[::-1, ::-1]).all(), "convolve 0: taps: a tap changed its colour"

pairs = {name: list(zip(numbers(strip, f"{name} 0: taps").flat, x[:2, :3].flat, strict=True)) for name in LAID}
CAPTION = "The first window: " + ", ".join(
    f"{name} gives {spelled(pairs[name], numbers(strip, f'{name} 0: outputs').flat[0])}" for name in LAID
) + "."  # fmt: skip

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION, film=Film(frame, 9))
