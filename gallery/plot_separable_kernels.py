"""
Separable kernels
=================

A kernel that is a column times a row can be applied in two passes. **Convolve with the column and then with
the row: that is one convolution with their product, number for number,** since convolution is associative.

The Gaussian of the question behind this site looks like such a product, whose rank is 1. **Its rank is 3. But a
product comes near it:** what the best one misses is as large as the second singular value, 1.26 percent of the first.
"""

from fractions import Fraction

import numpy as np

from flipconv import convolve
from flipconv.figures import LIGHT, command_line, grey, heights, numbers, portrait, present, shrunk, spelled, windows
from flipconv.figures.drawings.separable_kernels import Blurs, Rank, cover_separable_kernels, draw_separable_kernels
from flipconv.kernels import GAUSSIAN

# %%
# A column convolved with a row is the table of their products. With :math:`m` taps each, two passes
# take :math:`m + m` products for a pixel, and one pass takes :math:`m \cdot m`.
#
# >>> from flipconv import convolve
# >>> convolve([[2], [-1], [3]], [[5, 1, -2]]).tolist()
# [[10, 2, -4], [-5, -1, 2], [15, 3, -6]]

options = command_line(image=True)
face = portrait(172) if options.image is None else shrunk(grey(options.image), 172)
column, row, G = np.array([[2], [-1], [3]]), np.array([[5, 1, -2]]), GAUSSIAN.taps
product = convolve(column, row)
apart = convolve(convolve(face, column), row) - convolve(face, product)


def echelon(h):
    # elimination in fractions, so that a 0 is a 0
    rows = h + Fraction(0)
    for i in range(len(rows)):
        rows[i:] = sorted(rows[i:], key=lambda line: tuple(line == 0))
        for j in rows[i].nonzero()[0][:1]:
            rows[i + 1 :] -= np.outer(rows[i + 1 :, j] / rows[i, j], rows[i])
    return rows


# %%
# The first singular value and its two vectors make the best column and row: none miss less (Eckart and Young, 1936).
# Their products add up to 273.8 and not to 273, so the picture comes out a little brighter.

left, singular, right = np.linalg.svd(G)
down, along, padded = singular[0] * left[:, :1], right[:1], np.pad(face, 2, mode="symmetric")
near = Rank(G, (0, 1), echelon(G), singular, np.rint(100 * (G - convolve(down, along))).astype(int))
whole, passes = convolve(padded, G, mode="valid"), convolve(convolve(padded, down, mode="valid"), along, mode="valid")
levels = np.rint(1000 / 273 * (whole - passes)).astype(int)
blurs = Blurs(whole, np.rint(passes).astype(int), 255 * 273, levels)


def draw(ink):
    return draw_separable_kernels((column, row, product), apart, near, blurs, ink)


def cover(ink):
    return cover_separable_kernels((column, row, product), ink)


# %%
# Asserted on the picture. Other roads lead to its numbers: windows of the image, weighed tap by tap, and a power
# of the matrix, of which in the end the best column and row are left.


def weighed(image, h):
    return (np.lib.stride_tricks.sliding_window_view(image, h.shape) * h[::-1, ::-1]).sum(axis=(2, 3))


picture = draw(LIGHT)
by_hand = {"column": [[2], [-1], [3]], "row": [[5, 1, -2]], "column * row": [[10, 2, -4], [-5, -1, 2], [15, 3, -6]]}
by_hand["Gaussian"] = [[1, 4, 7, 4, 1], [4, 16, 26, 16, 4], [7, 26, 41, 26, 7], [4, 16, 26, 16, 4], [1, 4, 7, 4, 1]]
by_hand["elimination"] = [[1, 4, 7, 4, 1], [0, -2, -8, -2, 0], [0, 0, -2, 0, 0], [0] * 5, [0] * 5]
for label, expected in by_hand.items():
    assert numbers(picture, label).tolist() == expected, f"{label} shows {numbers(picture, label).tolist()}"
in_two = convolve(convolve(face, column, mode="valid"), row, mode="valid")
assert (in_two == weighed(face, product)).all() and not apart.any(), "column * row: two passes are not one"

assert windows(picture, "Gaussian") == [((0, 1), (2, 2))], "Gaussian: the frame is elsewhere"
(a, b), (c, d) = numbers(picture, "Gaussian")[:2, 1:3].tolist()
assert np.linalg.matrix_rank(G) == numbers(picture, "elimination").any(axis=1).sum() == 3, "elimination: another rank"
power, shown = np.linalg.matrix_power(G / 75, 9), heights(picture, "singular values")
missed = G - power * np.vdot(power, G) / np.vdot(power, power)
assert np.allclose(shown, np.sort(abs(np.linalg.eigvalsh(G)))[::-1]), f"singular values shows {shown}"
assert abs(np.linalg.norm(missed, 2) - shown[1]) < 1e-9 and round(100 * shown[1] / shown[0], 2) == 1.26, "residue"
exactly = {"residue": 100 * missed, "whole": weighed(padded, G), "two passes": weighed(padded, G - missed)}
for label, exact in (exactly | {"difference": weighed(padded, missed * 1000 / 273)}).items():
    # whole numbers were drawn, half a unit away at most; 1/1000 is far more than floats are off
    assert (abs(numbers(picture, label) - exact) < 0.501).all(), f"{label} shows something else"

CAPTION = f"The framed block: {spelled([(a, d), (-b, c)], -8)}. If all rows were multiples of one, it would be 0."

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION, options=options)
