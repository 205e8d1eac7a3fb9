"""
The F test
==========

Take an image that is black except for one bright pixel, and filter it with a kernel that looks
like an F. **Convolution prints the F. Correlation prints it turned by 180 degrees.**

That is the whole difference between the two. Flip the kernel first, and correlation prints the F
as well: the two prints differ by zero in every cell.
"""

import numpy as np

from flipconv import convolve, correlate, flip
from flipconv.figures import LIGHT, numbers, present, spelled, windows
from flipconv.figures.drawings.f_test import cover_f_test, draw_f_test
from flipconv.kernels import LETTER_F

# %%
# The taps of the F are numbered 1 to 8, so that each can be followed. Neither a rotation by 180
# degrees nor a transposition leaves an F as it is. With a symmetric kernel there would be nothing
# to see.

h = LETTER_F.taps * np.cumsum(LETTER_F.taps).reshape(LETTER_F.taps.shape)
x = np.zeros((5, 5), dtype=int)
x[2, 3] = 1

# %%
# Along one axis, with a kernel of three taps, it looks like this:
#
# >>> from flipconv import convolve, correlate
# >>> convolve([0, 1, 0], [1, 2, 3], mode="same").tolist()
# [1, 2, 3]
# >>> correlate([0, 1, 0], [1, 2, 3], mode="same").tolist()
# [3, 2, 1]
#
# Why? A pixel at :math:`n` adds the weight :math:`h[j]` to a convolution at :math:`n + j`: it
# stamps the kernel as it is. To a correlation it adds the same weight at :math:`n - j`.

printed = convolve(x, h, mode="same")
again = correlate(x, flip(h), mode="same")
panels = {
    "x": x,
    "h": h,
    "convolve(x, h)": printed,
    "correlate(x, h)": correlate(x, h, mode="same"),
    "correlate(x, flip(h))": again,
    "less convolve(x, h)": again - printed,
}

# %%
# In the picture a weight keeps its colour. A small mark sits in the first corner of the kernel and
# travels with it, and a heavy frame shows the place of the bright pixel.


def draw(ink):
    return draw_f_test(panels, (2, 3), ink)


def cover(ink):
    return cover_f_test(panels, ink)


# %%
# Now the sentences from the top of this page, asserted on the numbers in the picture. They are
# written down once more here, so that nothing is compared with itself.

F = [[1, 2, 3], [4, 0, 0], [5, 6, 0], [7, 0, 0], [8, 0, 0]]
upside_down = [[0, 0, 8], [0, 0, 7], [0, 6, 5], [0, 0, 4], [3, 2, 1]]
nothing = np.zeros((5, 5), dtype=int)
picture = draw(LIGHT)
for title, expected in {
    "x": np.outer([0, 0, 1, 0, 0], [0, 0, 0, 1, 0]),
    "h": F,
    "convolve(x, h)": np.hstack([nothing[:, :2], F]),
    "correlate(x, h)": np.hstack([nothing[:, :2], upside_down]),
    "correlate(x, flip(h))": np.hstack([nothing[:, :2], F]),
    "less convolve(x, h)": nothing,
}.items():
    drawn = numbers(picture, title)
    assert np.array_equal(drawn, expected), f"{title} shows {drawn.tolist()}"

    assert windows(picture, title) == ([] if title == "h" else [((2, 3), (1, 1))]), f"{title}: the frame is elsewhere"

stamped, turned = (numbers(picture, title)[4, 2] for title in ("convolve(x, h)", "correlate(x, h)"))
CAPTION = (
    "Two rows below the pixel and one to its left one product is not zero: "
    f"{spelled([(h[4, 0], x[2, 3])], stamped)} in the convolution, "
    f"{spelled([(h[0, 2], x[2, 3])], turned)} in the correlation."
)

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION)
