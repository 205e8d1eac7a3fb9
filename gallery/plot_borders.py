"""
Five borders
============

A kernel hangs over the ends of a signal, and something must be made up for it to see there. Five rules are in use.
**Only outputs whose window leaves the signal depend on the rule: here all but the middle one.**

A sample that is made up has the colour of the sample that it shows. Beside each rule a photograph goes on by it; run
this script with ``--image PATH`` to see a picture of your own.
"""

import numpy as np

from flipconv import convolve
from flipconv.boundaries import BOUNDARIES, extend
from flipconv.figures import LIGHT, command_line, fills, grey, numbers, present, scene, shrunk, spelled, windows
from flipconv.figures.drawings.borders import Border, cover_borders, draw_borders

# %%
# The names are those of ``numpy.pad``. Other libraries have other words, and one word means two things:
# what ``scipy.ndimage`` calls ``reflect`` is ``symmetric`` here.
#
# >>> from flipconv import convolve
# >>> convolve([3, 1, 4, 2, 5], [2, 0, 1, 0, -1], mode="same", boundary="reflect").tolist()
# [7, 4, 11, 5, 9]
# >>> convolve([3, 1, 4, 2, 5], [2, 0, 1, 0, -1], mode="same", boundary="symmetric").tolist()
# [10, 2, 11, 11, 5]

options = command_line(image=True)
photo = scene("camera", 112) if options.image is None else shrunk(grey(options.image), 112)
margin = 3 * len(photo) // 4
x, h = np.array([3, 1, 4, 2, 5]), np.array([2, 0, 1, 0, -1])


def border(name):
    line = extend(x, [(2, 2)], name)
    # the places of the samples, extended as the samples are, say which is shown where; 0 is none
    copied = extend(np.arange(1, 6), [(2, 2)], name) - 1
    y = convolve(x, h, mode="same", boundary=name)
    return Border(name, line, copied, y, extend(photo, [(margin, margin)] * 2, name), margin)


borders = [border(name) for name in BOUNDARIES]


def draw(ink):
    return draw_borders(x, h, borders, ink)


def cover(ink):
    return cover_borders([borders[3], borders[4]], ink)


# %%
# The samples that are made up are asserted against lists written by hand, the outputs against ``np.convolve``, and the
# margins of the photograph against a formula for the place of the pixel that each of their pixels shows.

picture = draw(LIGHT)
MADE_UP = {
    "constant": ([0, 0], [0, 0], lambda i, n: np.where((i < 0) | (i >= n), -1, i)),
    "edge": ([3, 3], [5, 5], lambda i, n: np.minimum(np.maximum(i, 0), n - 1)),
    "reflect": ([4, 1], [2, 4], lambda i, n: abs((i + n - 1) % (2 * n - 2) - (n - 1))),
    "symmetric": ([1, 3], [5, 2], lambda i, n: np.minimum(i % (2 * n), -(i + 1) % (2 * n))),
    "wrap": ([2, 5], [3, 1], lambda i, n: i % n),
}
assert numbers(picture, "x").tolist() == [[3, 1, 4, 2, 5]], "another signal is drawn"
assert numbers(picture, "h").tolist() == [[2, 0, 1, 0, -1]], "another kernel is drawn"
colours = dict(zip(numbers(picture, "x")[0].tolist(), fills(picture, "x")[0].tolist(), strict=True))
outputs = []
for name, (before, after, source) in MADE_UP.items():
    line, y, image = (numbers(picture, f"{name}: {part}") for part in ("line", "y", "image"))
    assert line.tolist() == [[*before, 3, 1, 4, 2, 5, *after]], f"{name} shows {line.tolist()}"
    shown = [colours.get(sample, LIGHT.blank) for sample in line[0].tolist()]
    assert fills(picture, f"{name}: line")[0].tolist() == shown, f"{name}: a sample has lost its colour"
    assert y.tolist() == [np.convolve(line[0], h, "valid").tolist()], f"{name} gives {y.tolist()}"
    places, bordered = source(np.arange(-margin, len(photo) + margin), len(photo)), np.pad(photo, (0, 1))
    assert (image == bordered[np.ix_(places, places)]).all(), f"{name}: the photograph goes on in another way"
    framed = [((margin, margin), photo.shape)]
    assert windows(picture, f"{name}: image") == framed, f"{name}: the frame is not around the photograph"
    assert windows(picture, f"{name}: line") == [((0, 2), (1, 5))], f"{name}: other samples are framed"
    assert windows(picture, f"{name}: y") == [((0, 0), (1, 1))], f"{name}: another output is framed"
    outputs.append(y[0])
assert np.ptp(outputs, axis=0).astype(bool).tolist() == [True, True, False, True, True], "the wrong outputs differ"

first = {name: numbers(picture, f"{name}: line")[0, :5].tolist() for name in ("reflect", "symmetric")}
CAPTION = "The first output: {}".format(
    " and ".join(
        f"with {name} {spelled(zip([-1, 1, 2], line[::2], strict=True), numbers(picture, f'{name}: y')[0, 0])}"
        for name, line in first.items()
    )
)

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=f"{CAPTION}.", options=options)
