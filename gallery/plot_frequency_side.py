"""
The frequency side
==================

Multiply two spectra and go back: that is a convolution around a circle. **The conjugate of the kernel's
spectrum makes it a correlation. The spectrum of** ``np.flip(h)`` **does not: its result is one sample
off.** Conjugating turns the kernel around the circle and leaves its first tap at index 0, while
``np.flip`` takes index 0 to the end.

**A circle as short as the signal has no room for the last samples, and they fall on the first ones.**
With zeros at the end of the signal there is room, and every output is right.
"""

import numpy as np

from flipconv import convolve, correlate
from flipconv.figures import LIGHT, added, joined, numbers, present, windows
from flipconv.figures.drawings.frequency_side import Product, cover_frequency_side, draw_frequency_side
from flipconv.spectra import circular_convolve, circular_correlate, error_bound

# %%
# No spectrum is drawn, since all that matters of it is where it leads back to. An impulse shows that best: on
# a circle of eight it prints the kernel as the product uses it; here on one of four:
#
# >>> import numpy as np
# >>> from flipconv.spectra import circular_convolve, circular_correlate
# >>> np.rint(circular_correlate([0, 0, 0, 1], [1, 2, 3, 0])).astype(int).tolist()
# [0, 3, 2, 1]
# >>> np.rint(circular_convolve([0, 0, 0, 1], np.flip([1, 2, 3, 0]))).astype(int).tolist()
# [3, 2, 1, 0]

h = np.array([1, 2, 3])
x, padded = np.array([0, 0, 0, 1, 0, 0, 0, 0]), np.pad(h, (0, 5))
signal = np.array([2, 1, 3, 1, 1, 2])


def whole(y):
    # a transform rounds; while its error is below 1/2, the nearest whole number is the right one
    assert np.abs(y - np.rint(y)).max() <= error_bound(signal, h) < 1 / 2, f"{y} is farther from whole numbers"
    return np.rint(y).astype(int)


# by title: what the product does, what the signal is convolved with, and the result
table = {
    "fft(x) * fft(h)": ("convolves: h as it is", padded, circular_convolve(x, padded)),
    "fft(x) * conj(fft(h))": ("correlates: h turned about index 0", padded[-np.arange(8)], circular_correlate(x, h)),
    "fft(x) * fft(np.flip(h))": ("one off: index 0 went to 7", np.flip(padded), circular_convolve(x, np.flip(padded))),
}
products = [Product(title, told, kernel, whole(y)) for title, (told, kernel, y) in table.items()]
rows = {"a line": convolve(signal, h), "a circle of 6": whole(circular_convolve(signal, h))}
rows["a circle of 8"] = whole(circular_convolve(np.append(signal, [0, 0]), h))


def draw(ink):
    return draw_frequency_side(x, h, products, signal, rows, ink)


def cover(ink):
    return cover_frequency_side(h, products, ink)


# %%
# The sentences from the top, on the cells that are drawn. The impulse is at 3, so what it prints can be written
# down. The rest is the sum itself, with indices on a line and around the circle.

picture = draw(LIGHT)
line = [sum(h[j] * signal[i - j] for j in range(3) if 0 <= i - j < 6) for i in range(8)]
plain, conjugate, flipped = (product.title for product in products)
frames = {plain: [3], conjugate: [3], flipped: [3], "a circle of 6": [0, 1]}
for title, expected in {
    "x": [[0, 0, 0, 1, 0, 0, 0, 0]],
    plain: [[0, 0, 0, 1, 2, 3, 0, 0]],
    f"{plain}: kernel": [[0, 1, 2], [0, None, 3], [0, 0, 0]],
    conjugate: [[0, 3, 2, 1, 0, 0, 0, 0]],
    f"{conjugate}: kernel": [[2, 1, 0], [3, None, 0], [0, 0, 0]],
    flipped: [[3, 2, 1, 0, 0, 0, 0, 0]],
    f"{flipped}: kernel": [[1, 0, 0], [2, None, 0], [3, 0, 0]],
    "signal": [[2, 1, 3, 1, 1, 2]],
    "h": [[1, 2, 3]],
    "a line": [line],
    "a circle of 6": [[sum(h[j] * signal[(i - j) % 6] for j in range(3)) for i in range(6)]],
    "a circle of 8": [line],
}.items():
    drawn, framed = numbers(picture, title).tolist(), [((0, i), (1, 1)) for i in frames.get(title, [])]
    assert drawn == expected, f"{title} shows {drawn}"
    assert windows(picture, title) == framed, f"{title}: the frames are elsewhere"
for title, operation in ((plain, convolve), (conjugate, correlate)):
    sums = operation(x, padded, mode="same", boundary="wrap", anchor=0)
    assert (numbers(picture, title) == sums).all(), f"{title}: the sums around the circle are {sums.tolist()}"

off = [((conjugate, (0, i)), (flipped, (0, i - 1))) for i in (1, 2, 3)]
fallen = [(("a line", (0, i)), ("a circle of 6", (0, i - 6))) for i in (6, 7)]
assert joined(picture) == off + fallen, f"the arrows lead {joined(picture)}"
both = added([line[0], line[6]], numbers(picture, "a circle of 6")[0, 0])
CAPTION = f"On the circle of 6 the first output is the sum of the first on the line and the seventh: {both}."

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION)
