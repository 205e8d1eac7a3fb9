"""
Stamp or gather
===============

A convolution can be watched from two places. Stand at a sample of the signal: it stamps the kernel
onto the output, as it is. Stand at an output: what arrives there came through the kernel backwards.
**Both tables hold the same products. Read by samples the taps run 1 2 3, read by outputs 3 2 1.**

So the flip is not something that a convolution does. It is what its formula looks like from the
output.
"""

import numpy as np

from flipconv import convolve
from flipconv.figures import LIGHT, fills, numbers, present, spelled, windows
from flipconv.figures.drawings.stamp_or_gather import Views, cover_stamp_or_gather, draw_stamp_or_gather

# %%
# A stamp is the convolution of a single sample. Where stamps overlap, they are added.
#
# >>> from flipconv import convolve
# >>> [convolve(x, [1, 2, 3]).tolist() for x in ([4, 0], [0, 5], [4, 5])]
# [[4, 8, 12, 0], [0, 5, 10, 15], [4, 13, 22, 15]]

x, h = np.array([3, 4, -1, 2]), np.array([1, 2, 3])
stamps = np.array([convolve(row, h) for row in np.diag(x)], dtype=object)
# neither x nor h has a zero: where a stamp does not reach there is no product
stamps[stamps == 0] = None
views = Views(x, h, stamps, stamps.T, convolve(x, h), sample=1, output=3)

# %%
# The two tables are one: the rows of the first are the columns of the second. A plain frame holds the stamp of
# ``x[1]``, a purple one what ``y[3]`` gathers. Each lies in one table and stands in the other, and they share the
# product that leads from ``x[1]`` to ``y[3]``.


def draw(ink):
    return draw_stamp_or_gather(views, ink)


def cover(ink):
    return cover_stamp_or_gather(views, ink)


# %%
# Asserted on the picture: all numbers of both tables, the frames, and the order of the taps in every row, told by the
# colours.

picture = draw(LIGHT)
_ = None
by_hand = [[3, 6, 9, _, _, _], [_, 4, 8, 12, _, _], [_, _, -1, -2, -3, _], [_, _, _, 2, 4, 6]]
y = np.sum([np.pad(np.outer([3, 4, -1, 2], [1, 2, 3])[i], (i, 3 - i)) for i in range(4)], axis=0).tolist()
# of either table: the kernel, the frames of stamp and window, the framed sample and the framed output
for view, kernel, framed, sample, output in (
    ("stamp", [1, 2, 3], [((1, 1), (1, 3)), ((1, 3), (3, 1))], (1, 0), (0, 3)),
    ("gather", [3, 2, 1], [((1, 1), (3, 1)), ((3, 1), (1, 3))], (0, 1), (3, 0)),
):
    drawn = {part: numbers(picture, f"{view}: {part}") for part in ("x", "h", "products", "sums")}
    products = drawn["products"] if view == "stamp" else drawn["products"].T
    assert products.tolist() == by_hand, f"{view}: other products are drawn"
    assert drawn["x"].ravel().tolist() == [3, 4, -1, 2], f"{view}: another signal is drawn"
    assert drawn["h"].tolist() == [kernel], f"{view}: the kernel is drawn as {drawn['h'].tolist()}"
    assert drawn["sums"].ravel().tolist() == y, f"{view}: the sums are drawn as {drawn['sums'].tolist()}"
    assert windows(picture, f"{view}: products") == framed, f"{view}: other products are framed"
    assert windows(picture, f"{view}: x") == [(sample, (1, 1))], f"{view}: another sample is framed"
    assert windows(picture, f"{view}: sums") == [(output, (1, 1))], f"{view}: another output is framed"

    tap = dict(zip(fills(picture, "stamp: h")[0], (1, 2, 3), strict=True))
    orders = [[tap[colour] for colour in line if colour] for line in fills(picture, f"{view}: products")]
    runs = {"stamp": [[1, 2, 3]] * 4, "gather": [[1], [2, 1], [3, 2, 1], [3, 2, 1], [3, 2], [3]]}
    assert orders == runs[view], f"{view}: the taps run {orders}"
    assert [tap[colour] for colour in fills(picture, f"{view}: h")[0]] == kernel, f"{view}: a tap changed its colour"

gathered, total = numbers(picture, "gather: h")[0], numbers(picture, "gather: sums")[3, 0]
stamp = ", ".join(str(value) for value in numbers(picture, "stamp: products")[1] if value is not None)
CAPTION = (
    f"What y[3] gathers: {spelled(zip(gathered, x[1:], strict=True), total)}, the taps in reverse. "
    f"In the other frame is the stamp of x[1]: {stamp}, the taps in their order."
)

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION)
