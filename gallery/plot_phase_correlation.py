"""
Phase correlation
=================

Two photographs show parts of one scene. How far has the camera moved? **Phase correlation answers with
a needle: one lag stands out, and it is the shift. The plain cross-correlation of the same two
pictures is a broad hill.** The second picture has half the contrast, and that moves no phase.

Lay one picture on the other by that shift, and what both show agrees in every pixel. Run this script
with ``--image PATH`` to cut the two out of a picture of your own.
"""

import numpy as np

from flipconv import correlate
from flipconv.figures import LIGHT, added, command_line, curves, grey, numbers, present, scene, shrunk, windows
from flipconv.figures.drawings.phase_correlation import Pair, cover_phase_correlation, draw_phase_correlation
from flipconv.matching import shift_between
from flipconv.spectra import phase_correlation

# %%
# A shift leaves the sizes of a spectrum alone and turns its phases. Divide the sizes out, and the inverse
# transform is a single spike. The sign is that of ``np.roll``: roll the first picture by the result,
# and it lies like the second.
#
# >>> import numpy as np
# >>> from flipconv.matching import shift_between
# >>> shift_between([3, 1, 4, 1, 5, 9], np.roll([3, 1, 4, 1, 5, 9], 2)).tolist()
# [2.0]

options = command_line(image=True)
whole = scene("camera", 160) if options.image is None else shrunk(grey(options.image), 160)
n = len(whole) - 32
first, second = whole[:n, 28 : 28 + n], whole[20 : 20 + n, :n] // 2 + 40
down, right = (int(steps) for steps in shift_between(first, second))
pair = Pair(first, second, first // 2 + 40, (down, right))
after, before = (picture - int(picture.mean()) for picture in (second, first))
surfaces = {
    "phase correlation": phase_correlation(first, second),
    "cross-correlation": correlate(after, before, mode="same", boundary="wrap", anchor=0),
}

# %%
# Beyond its edges neither picture knows what the other shows, so the shift is not one around a
# circle. The needle is shorter for that, but there is still only one. Below, the two are laid on one
# another like a chess board: where both show something, they take turns.


def draw(ink):
    return draw_phase_correlation(pair, surfaces, ink)


def cover(ink):
    return cover_phase_correlation(surfaces, ink)


# %%
# The sentences from the top, on what is drawn. The other road to a plain surface is its sum, lag by lag;
# to phases it is NumPy's complex transform. There each entry of a spectrum errs by :math:`10 u \log_2 N`
# of the whole at most, and the phase by twice that over the entry's size. A sum of phases over
# :math:`N` takes the mean of these.

picture, lags = draw(LIGHT), np.arange(-40, 41)
spectra = [np.fft.fft2(pictured) for pictured in (first, second)]
sizes = [np.maximum(np.abs(of), 1e-9) for of in spectra]
phases = np.fft.ifft2(spectra[1] * np.conj(spectra[0]) / sizes[0] / sizes[1]).real
# two roads, two spectra, and the way back
bound = 5 * np.finfo(float).eps * np.log2(n * n) * (4 * sum((np.linalg.norm(s) / s).mean() for s in sizes) + 4)
needle, hill = (curves(picture, title) for title in surfaces)
for row in range(-40, 41, 4):
    turned = np.roll(after, -row, axis=0)
    sums = [(np.roll(turned, -lag, axis=1) * before).sum() for lag in lags]
    for drawn, expected, slack in ((needle, phases[row % n, lags % n], bound), (hill, sums, 0)):
        across, up = drawn[f"row {row}"]
        assert (across == lags).all() and (np.abs(up - expected) <= slack).all(), f"row {row} shows another surface"
assert (numbers(picture, "first") == first).all() and (numbers(picture, "second") == second).all(), "other pictures"

if options.image is None:
    assert (down, right) == (-20, 28), f"{pair.moved}: the pictures were cut out otherwise"
    heights = np.stack([needle[f"row {row}"][1] for row in range(-40, 41, 4)])
    assert np.argwhere(heights > heights.max() / 2).tolist() == [[5, 68]], "there is more than one needle"
    assert sum((up > hill["row -20"][1].max() / 2).sum() for _, up in hill.values()) > 50, "there is no broad hill"
# where there is no detail, no shift can be seen
if (down, right) == (-20, 28):
    i, j = np.indices((n + 20, n + 28))
    of_first, of_second = (i < n) & (j >= 28), (i >= 20) & (j < n)
    of_first &= ~of_second | (((i - 20) * 6 // (n - 20) + (j - 28) * 6 // (n - 28)) % 2 == 0)
    scenery = whole[: n + 20, : n + 28]
    expected = np.where(of_first, scenery, of_second * (scenery // 2 + 40))
    assert (numbers(picture, "joined") == expected).all(), "joined: the scene is torn"
    assert not numbers(picture, "difference").any(), "difference: what both show does not agree"
    for label, corner in (("first", (20, 0)), ("second", (0, 28))):
        assert windows(picture, label) == [(corner, (n - 20, n - 28))], f"{label}: the frame is elsewhere"
there = f"row {added([70, down], 70 + down)} and column {added([40, right], 40 + right)}"
CAPTION = f"What the first shows in row 70 and column 40, the second shows in {there}."

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION, options=options)
