"""
The blurred face
================

The kernel in the question behind this site is a Gaussian of 5 by 5 taps. Run it over a photograph
in both ways. **The two blurred faces agree in every pixel: their difference is zero, not small.**
Turned by 180 degrees this kernel is itself, so it cannot tell a convolution from a correlation.

An emboss filter can: its two results differ. Run this script with ``--image PATH`` to see it on a picture of your own.
"""

import numpy as np

from flipconv import convolve, correlate, odd_part
from flipconv.figures import LIGHT, added, command_line, grey, numbers, portrait, present, shrunk
from flipconv.figures.drawings.blurred_face import Filtered, cover_blurred_face, draw_blurred_face
from flipconv.kernels import EMBOSS, GAUSSIAN

# %%
# The face is Grace Hopper's, from the portrait that comes with Matplotlib. It is turned into whole
# grey levels, and the taps are whole numbers too. So nothing is rounded, and "the same" can mean
# the same.
#
# >>> from flipconv import flip
# >>> from flipconv.kernels import EMBOSS, GAUSSIAN
# >>> bool((flip(GAUSSIAN.taps) == GAUSSIAN.taps).all())
# True
# >>> flip(EMBOSS.taps).tolist()
# [[2, 1, 0], [1, 1, -1], [0, -1, -2]]

options = command_line(image=True)
face = portrait(172) if options.image is None else shrunk(grey(options.image), 172)


def both_ways(name, h):
    convolved = convolve(face, h, mode="same", boundary="symmetric")
    correlated = correlate(face, h, mode="same", boundary="symmetric")
    return Filtered(name, h, convolved, correlated, convolved - correlated)


pair = [both_ways("Gaussian", GAUSSIAN.taps), both_ways("emboss", EMBOSS.taps)]

# %%
# Both differences have the same scale, in grey levels: the sums with the Gaussian are divided by
# 273, the sum of its taps.


def draw(ink):
    return draw_blurred_face(face, pair, ink)


def cover(ink):
    return cover_blurred_face(pair[1], ink)


# %%
# The sentences from the top, asserted on the arrays in the picture. For the emboss filter we can
# say what the difference is: minus twice the correlation with the odd part of the kernel.

picture = draw(LIGHT)
assert (numbers(picture, "image") == face).all(), "another image was drawn"
for column in pair:
    kernel, convolved, correlated, difference = (
        numbers(picture, f"{column.name}: {title}") for title in ("kernel", "convolve", "correlate", "difference")
    )
    assert (kernel == column.h).all(), f"{column.name}: another kernel was drawn"
    # another road to the same numbers: every window of the image, weighed by hand
    padded = np.pad(face, kernel.shape[0] // 2, mode="symmetric")
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
    assert (correlated == (windows * kernel).sum(axis=(2, 3))).all(), f"{column.name}: this is no correlation"
    turned = kernel[::-1, ::-1]
    assert (convolved == (windows * turned).sum(axis=(2, 3))).all(), f"{column.name}: this is no convolution"
    assert (difference == convolved - correlated).all(), f"{column.name}: another difference was drawn"

assert not numbers(picture, "Gaussian: difference").any(), "the Gaussian feels the flip"
odd = odd_part(EMBOSS.taps).astype(int)
expected = -2 * correlate(face, odd, mode="same", boundary="symmetric")
assert expected.any(), "the emboss filter does not feel the flip on this image"
assert (numbers(picture, "emboss: difference") == expected).all(), "the odd part is not the whole difference"

row, column = np.unravel_index(np.abs(expected).argmax(), expected.shape)
both = [int(numbers(picture, f"emboss: {title}")[row, column]) for title in ("convolve", "correlate")]
CAPTION = (
    f"Where the emboss filter differs most, in row {row} and column {column}, convolution less correlation is "
    f"{added([both[0], -both[1]], expected[row, column])}."
)

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION, options=options)
