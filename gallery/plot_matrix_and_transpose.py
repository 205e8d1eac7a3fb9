"""
The matrix and its transpose
============================

A correlation is a matrix: each row holds the kernel, and each row is one sample further on. Transpose the matrix, and
**the order of the taps in a row reverses: the transpose of a correlation is a convolution.**

Two numbers test it. **The dot-product test gives the same number twice**, once with the matrix and once with its
transpose.
"""

import numpy as np

from flipconv import convolve, correlate
from flipconv.figures import LIGHT, fills, numbers, present, spelled, windows
from flipconv.figures.drawings.matrix_and_transpose import (
    Side,
    cover_matrix_and_transpose,
    draw_matrix_and_transpose,
)
from flipconv.matrices import correlation_toeplitz

# %%
# Three taps on six samples fit in four places. So the matrix has four rows, and its transpose has six.

h = np.array([1, 2, 3])
x, y = np.array([2, 1, 4, 1, 3, 1]), np.array([4, 1, 3, 2])
A = correlation_toeplitz(h, 6, "valid")
sides = (
    Side("A", "correlates", "valid: 6 samples to 4", A, ("x", x), correlate(x, h, mode="valid"), 1, 2),
    Side("Aᵀ", "convolves", "full: 4 back to 6", A.T, ("y", y), convolve(y, h, mode="full"), 2, 1),
)

# %%
# In the picture ``x`` lies above the columns of ``A``: multiply each sample with the tap below it, and add along a row.
# A frame in ``A`` and the frame of its colour in the transpose hold the same taps. The row has become a column, and
# the column that reads 3 2 1 downwards has become a row.
#
# A convolution is thus what carries a gradient back through a correlation; :doc:`/adjoints` does it mode by mode, and
# for complex taps. Go back by a correlation, and the two numbers differ:
#
# >>> from flipconv import convolve, correlate
# >>> from flipconv.adjoints import dot_product_test
# >>> x, y, h = [2, 1, 4, 1, 3, 1], [4, 1, 3, 2], [1, 2, 3]
# >>> [int(n) for n in dot_product_test(lambda x: correlate(x, h, mode="valid"), lambda y: convolve(y, h), x, y)]
# [141, 141]
# >>> [int(n) for n in dot_product_test(lambda x: correlate(x, h, mode="valid"), lambda y: correlate(y, h), x, y)]
# [141, 131]


def draw(ink):
    return draw_matrix_and_transpose(h, sides, ink)


def cover(ink):
    return cover_matrix_and_transpose(h, sides, ink)


# %%
# The matrices are written down once more here, and the products are taken with them. So the picture is
# compared with numbers that no operation of the library has made.

by_hand = np.array([[1, 2, 3, 0, 0, 0], [0, 1, 2, 3, 0, 0], [0, 0, 1, 2, 3, 0], [0, 0, 0, 1, 2, 3]])
expected = {"A": by_hand, "Aᵀ": by_hand.T, "x": [[2, 1, 4, 1, 3, 1]], "y": [[4, 1, 3, 2]]}
expected |= {"A x": [[16], [12], [15], [10]], "Aᵀ y": [[4], [9], [17], [11], [13], [6]]}
expected |= {"A: row": [[1, 2, 3]], "Aᵀ: row": [[3, 2, 1]]}
framed = {"A": [((0, 2), (3, 1)), ((1, 1), (1, 3))], "Aᵀ": [((1, 1), (3, 1)), ((2, 0), (1, 3))]}
framed |= {label: [((0, 0), (1, 3))] for label in ("A: row", "Aᵀ: row")}

picture = draw(LIGHT)
for label, values in expected.items():
    drawn = numbers(picture, label)
    assert np.array_equal(drawn, values), f"{label} shows {drawn.tolist()}"
    assert windows(picture, label) == framed.get(label, []), f"{label}: a frame is elsewhere"
assert (fills(picture, "Aᵀ") == fills(picture, "A").T).all(), "Aᵀ: a tap has not kept its colour"
assert (fills(picture, "A: row") == fills(picture, "Aᵀ: row")[:, ::-1]).all(), "Aᵀ: row has other colours"

shown = {label: numbers(picture, label).ravel() for label in ("x", "y", "A x", "Aᵀ y")}
for name, given in (("A", "x"), ("Aᵀ", "y")):
    product = expected[name] @ shown[given]
    assert (product == shown[f"{name} {given}"]).all(), f"{name} {given} is not the product: {product.tolist()}"
tested = shown["A x"] @ shown["y"], shown["x"] @ shown["Aᵀ y"]
assert tested == (141, 141), f"the dot-product test gives {tested}"

CAPTION = (
    f"The outputs with y: {spelled(zip(shown['A x'], y, strict=True), 141)}. "
    f"The samples with what comes back: {spelled(zip(x, shown['Aᵀ y'], strict=True), 141)}."
)

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION)
