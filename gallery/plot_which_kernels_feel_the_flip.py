"""
Which kernels feel the flip?
============================

A blur gives the same picture whether you convolve or correlate. A Sobel filter gives the same
picture with the opposite sign. An emboss filter gives another picture. **What decides is the odd
part of the kernel: convolution minus correlation is minus twice the correlation with it, exactly.**

Turn a kernel by 180 degrees. What stays the same is its even part, what changes sign is its odd
part, and every kernel is the sum of the two.
"""

import numpy as np

from flipconv import convolve, correlate, even_part, odd_part
from flipconv.figures import LIGHT, added, numbers, portrait, present
from flipconv.figures.drawings.which_kernels_feel_the_flip import Split, cover_parity, draw_parity
from flipconv.kernels import BOX, EMBOSS, GAUSSIAN, LAPLACIAN, LETTER_F, SHARPEN, SOBEL_X

# %%
# The halves are exact: of whole numbers they come as fractions, not as floats.
#
# >>> from flipconv import even_part, odd_part
# >>> [str(tap) for tap in even_part([1, 2, 4])]
# ['5/2', '2', '5/2']
# >>> [str(tap) for tap in odd_part([1, 2, 4])]
# ['-3/2', '0', '3/2']
#
# Here every part is a whole number. Only the F has halves, so it enters doubled.

classics = {
    "box blur": BOX.taps,
    "Gaussian": GAUSSIAN.taps,
    "Laplacian": LAPLACIAN.taps,
    "sharpen": SHARPEN.taps,
    "Sobel": SOBEL_X.taps,
    "emboss": EMBOSS.taps,
    "F, doubled": 2 * LETTER_F.taps,
}
face = portrait(86)


def taken_apart(name, h):
    even, odd = even_part(h).astype(int), odd_part(h).astype(int)
    return Split(name, h, even, odd, convolve(face, h, mode="valid") - correlate(face, h, mode="valid"))


splits = [taken_apart(name, h) for name, h in classics.items()]

# %%
# In the last column each kernel is run over a photograph in both ways, and one result is taken
# from the other. The map is blank, zero in every pixel, exactly where the odd part is zero.


def draw(ink):
    return draw_parity(splits, ink)


def cover(ink):
    return cover_parity([splits[0], splits[4], splits[5]], ink)


# %%
# The sentences from the top of this page, asserted on the numbers in the picture. Two results have
# the same shape if all products taken crosswise agree.

picture = draw(LIGHT)
for name, h in classics.items():
    columns = ("kernel", "even part", "odd part", "difference")
    kernel, even, odd, difference = (numbers(picture, f"{name}: {column}") for column in columns)
    assert (kernel == h).all(), f"{name}: another kernel was drawn"
    assert (even + odd == h).all(), f"{name}: the parts do not add up"
    assert (even == even[::-1, ::-1]).all(), f"{name}: the even part is not even"
    assert (odd == -odd[::-1, ::-1]).all(), f"{name}: the odd part is not odd"
    assert difference.any() == odd.any(), f"{name}: the map is blank for another reason"

    convolved, correlated = convolve(face, h, mode="valid"), correlate(face, h, mode="valid")
    by_hand = (np.lib.stride_tricks.sliding_window_view(face, h.shape) * h).sum(axis=(2, 3))
    assert (correlated == by_hand).all(), f"{name}: this is no correlation"
    assert (difference == convolved - correlated).all(), f"{name}: another difference was drawn"
    through_odd = correlate(face, odd, mode="valid")
    assert (difference == -2 * through_odd).all(), f"{name}: the odd part is not the whole difference"

    # it is enough to take them with the pixel where the correlation is largest
    largest = np.unravel_index(np.abs(correlated).argmax(), correlated.shape)
    same_shape = (convolved * correlated[largest] == correlated * convolved[largest]).all()
    if name in ("box blur", "Gaussian", "Laplacian", "sharpen"):
        assert not difference.any(), f"{name} feels the flip"
    elif name == "Sobel":
        assert (convolved == -correlated).all() and difference.any(), "Sobel changes more than its sign"
    else:
        assert not same_shape, f"{name} keeps its shape"

first = [numbers(picture, f"emboss: {part}")[0, 0] for part in ("even part", "odd part", "kernel")]
CAPTION = f"The first tap of the emboss filter, even part plus odd part: {added(first[:2], first[2])}."

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION)
