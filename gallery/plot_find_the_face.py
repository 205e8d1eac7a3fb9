"""
Find the face, blur the face
============================

To search is to correlate: lay a template on every place of a picture and score how well it fits.
Here the picture holds a face twice, upright and rotated by 180 degrees, and the template is an
eye. **A fair score finds the eye if it correlates, and the eye upside down if it convolves. Plain
scores find neither: they fall for what is bright.**

Blur the same face with a Gaussian, and both operations agree in every pixel. Run this script
with ``--image PATH`` to search a picture of your own for its middle.
"""

import numpy as np

from flipconv import convolve, correlate, flip
from flipconv.figures import LIGHT, added, command_line, grey, numbers, portrait, present, shrunk, windows
from flipconv.figures.drawings.find_the_face import Search, cover_find_the_face, draw_find_the_face
from flipconv.kernels import GAUSSIAN
from flipconv.matching import match_normalised, peak

options = command_line(image=True)
face = portrait(172) if options.image is None else shrunk(grey(options.image), 172)
x = np.hstack([face, flip(face)])
r, c = len(face) // 5, 2 * len(face) // 9
row, column = (78, 44) if options.image is None else ((len(face) - r) // 2, (len(face) - c) // 2)
t = face[row : row + r, column : column + c]

# %%
# A plain score is a sum of products, so a bright place scores high whatever it shows. The
# normalised score takes the mean out of both and divides by their sizes. Then 1 means alike, up to
# brightness and contrast. A convolution flips the template first, so what it asks for is the flip.
#
# >>> from flipconv import convolve, correlate
# >>> from flipconv.matching import match_normalised, peak
# >>> signal, template = [4, 2, 1, 0, 1, 2, 4, 0, 9, 9, 9], [1, 2, 4]
# >>> peak(correlate(signal, template, mode="valid")), peak(convolve(signal, template, mode="valid"))
# ((8,), (8,))
# >>> peak(match_normalised(signal, template)), peak(match_normalised(signal, template[::-1]))
# ((4,), (0,))

plain = {"correlate": correlate(x, t, mode="valid"), "convolve": convolve(x, t, mode="valid")}
fair = {"correlate": match_normalised(x, t), "convolve": match_normalised(x, flip(t))}
searches = [Search(name, scores, peak(scores)) for scored in (plain, fair) for name, scores in scored.items()]
small = shrunk(face, 86)
blurred = [f(small, GAUSSIAN.taps, mode="same", boundary="symmetric") for f in (convolve, correlate)]
blurs = {"convolve": blurred[0], "correlate": blurred[1], "difference": blurred[0] - blurred[1]}


def draw(ink):
    return draw_find_the_face(x, t, searches, blurs, ink)


def cover(ink):
    return cover_find_the_face(x, t, searches, ink)


# %%
# The other road takes every window of the picture by hand. All of its sums are whole numbers below
# 2 to the 53rd, so floats hold them exactly. Only the end of a fair score rounds, on either road: two
# roots, a product and a quotient, each within half an epsilon.

picture, by_hand = draw(LIGHT), {name: np.empty(plain[name].shape) for name in plain}
total, square = (np.empty(plain["correlate"].shape) for _ in range(2))
pair = np.stack([t.ravel(), t[::-1, ::-1].ravel()], axis=1).astype(float)
for i, part in enumerate(np.lib.stride_tricks.sliding_window_view(x.astype(float), t.shape)):
    flat = part.reshape(len(part), -1)
    by_hand["correlate"][i], by_hand["convolve"][i] = (flat @ pair).T
    total[i], square[i] = flat.sum(axis=1), (flat**2).sum(axis=1)
sizes = np.sqrt(t.size * square - total**2) * np.sqrt(t.size * (t**2).sum() - t.sum() ** 2)

assert (numbers(picture, "picture") == x).all() and (numbers(picture, "template") == t).all(), "another picture"
found = []
for i, name in enumerate(["correlate", "convolve", "correlate, normalised", "convolve, normalised"]):
    drawn, expected = numbers(picture, name), by_hand[name.split(",")[0]]
    if "normalised" in name:
        expected = np.where(sizes > 0, (t.size * expected - total * t.sum()) / np.where(sizes, sizes, 1), 0)
    assert np.abs(drawn - expected).max() <= (4 * np.finfo(float).eps if i > 1 else 0), f"{name}: other scores"
    top, left = (int(index) for index in np.unravel_index(drawn.argmax(), drawn.shape))
    assert windows(picture, name) == [((top - 8, left - 8), (17, 17))], f"{name}: the frame is not at the peak"
    assert windows(picture, "picture")[i] == ((top, left), (r, c)), f"{name}: the picture frames another place"
    found.append(numbers(picture, f"{name}: found"))
    assert (found[-1] == x[top : top + r, left : left + c]).all(), f"{name}: something else was cut out"
    assert windows(picture, f"{name}: found") == [((0, 0), (r, c))], f"{name}: what it found has no frame"

if options.image is None:
    assert (found[2] == t).all() and (found[3] == t[::-1, ::-1]).all(), "a fair search finds something else"
    assert min(found[0].mean(), found[1].mean()) > t.mean(), "a plain score does not fall for what is bright"
padded = np.pad(small, 2, mode="symmetric")
blur = (np.lib.stride_tricks.sliding_window_view(padded, (5, 5)) * GAUSSIAN.taps).sum(axis=(2, 3))
for name, expected in {"convolve": blur, "correlate": blur, "difference": 0}.items():
    assert (numbers(picture, f"blur: {name}") == expected).all(), f"blur: {name} shows other numbers"

scores = numbers(picture, "correlate")
most, own = int(scores.max()), int(scores[row, column])
CAPTION = f"Plain correlation, the score of t itself and what its peak has more: {added([own, most - own], most)}."

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION, options=options)
