"""
The anchor trap
===============

"A convolution is a correlation with the kernel flipped." So flip the kernel, call the other function of
the same library, and compare. **With three taps nothing moves. With two, the output of one library moves
one sample to the right, that of the other one sample to the left.**

The flip is right in both. What differs is the anchor: the tap that meets the sample at the output's own place.
An even kernel has no middle tap, and a flip takes the anchor to the other side of where the middle would be.
"""

import numpy as np

from flipconv import convolve, correlate, flip, predict
from flipconv.conventions import Convention
from flipconv.conventions.anchors import anchor_rule
from flipconv.conventions.atlas.drifting import recorded_rows
from flipconv.figures import LIGHT, arrows, fills, numbers, panels, present, spelled, windows
from flipconv.figures.drawings.anchor_trap import Landing, Road, cover_anchor_trap, draw_anchor_trap

# %%
# In ``flipconv`` the two anchors mirror each other, so nothing moves. Where they do not, name the anchor.
#
# >>> from flipconv import convolve, correlate, flip
# >>> x, h = [0, 0, 1, 0, 0], [1, 2]
# >>> convolve(x, h, mode="same").tolist()
# [0, 0, 1, 2, 0]
# >>> correlate(x, flip(h), mode="same").tolist()
# [0, 0, 1, 2, 0]
# >>> correlate(x, flip(h), mode="same", anchor=0).tolist()
# [0, 1, 2, 0, 0]
#
# What SciPy's four functions do is not taken from their documentation. The `atlas <../atlas.html>`_ has measured it:
# here its record is read, and ``convolve`` and ``correlate`` are given the anchor found there.

ROADS = {
    "scipy.ndimage.convolve(x, h)": (convolve, "scipy.ndimage.convolve(x, h, mode='constant')"),
    "scipy.ndimage.correlate(x, flip h)": (correlate, "scipy.ndimage.correlate(x, h, mode='constant')"),
    "scipy.signal.convolve2d(x, h)": (convolve, "scipy.signal.convolve2d(x, h, mode='same')"),
    "scipy.signal.correlate2d(x, flip h)": (correlate, "scipy.signal.correlate2d(x, h, mode='same')"),
}
record = {row["call"]: row for row in recorded_rows()}
x, kernels = np.array([[0, 0, 1, 0, 0]]), (np.array([[1, 2, 3]]), np.array([[1, 2]]))


def road(name, operation, call):
    rule, flipped, landings = record[call]["anchor_rule"][1], operation is correlate, []
    for h in kernels:
        anchor = anchor_rule(rule)(h.shape[1])
        y = operation(x, flip(h) if flipped else h, mode="same", anchor=(0, anchor))
        landings.append(Landing(x, h, anchor, y, flipped))
    return Road(name, rule, landings)


first, second, third, fourth = (road(name, *how) for name, how in ROADS.items())


def draw(ink):
    return draw_anchor_trap([(first, second), (third, fourth)], ink)


def cover(ink):
    return cover_anchor_trap((first, second), ink)


# %%
# Asserted on the picture: kernels and outputs, against lists written by hand and what ``predict`` says of the measured
# convention; the colour of every tap, the frames on the impulse, and the arrows from the first tap to its new place.

picture = draw(LIGHT)
LANDED = {3: [[0, 1, 2, 3, 0]] * 4, 2: [[0, 1, 2, 0, 0], [0, 0, 1, 2, 0], [0, 0, 1, 2, 0], [0, 1, 2, 0, 0]]}
MOVED = {"scipy.ndimage.correlate(x, flip h)": (1, 2), "scipy.signal.correlate2d(x, flip h)": (2, 1)}
for m, h in ((3, [1, 2, 3]), (2, [1, 2])):
    colours = dict(zip(h, fills(picture, f"{first.call}, {m} taps: h")[0], strict=True)) | {0: LIGHT.blank}
    assert numbers(picture, f"{m} taps: x").tolist() == [[0, 0, 1, 0, 0]], f"{m} taps: another signal is drawn"
    assert windows(picture, f"{m} taps: x") == [((0, 2), (1, 1))], f"{m} taps: the impulse is not framed"
    for (name, (operation, call)), landed in zip(ROADS.items(), LANDED[m], strict=True):
        handed = h[::-1] if operation is correlate else h
        for label, expected in ((f"{name}, {m} taps: h", handed), (f"{name}, {m} taps: y", landed)):
            assert numbers(picture, label).tolist() == [expected], f"{label} shows {numbers(picture, label).tolist()}"
            shown = [colours[tap] for tap in expected]
            assert fills(picture, label)[0].tolist() == shown, f"{label}: a tap has lost its colour"
        measured = Convention.from_dict(record[call]["convention"])
        said = predict(measured, x, np.array([handed]), extrapolate=True)
        assert said.tolist() == [landed], f"{name}: the atlas has measured {said.tolist()}"
        assert windows(picture, label) == [((0, 2), (1, 1))], f"{name}: another output is framed"
for name, (tail, head) in MOVED.items():
    assert arrows(picture, f"{name}, 2 taps: move") == [((tail, 0), (head, 0))], f"{name}: another move"
assert sum("move" in label for label in panels(picture)) == len(MOVED), "with three taps something moved"

given = spelled([(1, 0), (2, 1)], LANDED[2][0][2]), spelled([(2, 0), (1, 1)], LANDED[2][1][2])
CAPTION = (
    f"Two taps, at the place of the impulse: scipy.ndimage.convolve gives {given[0]}, and correlate with the flipped "
    f"kernel {given[1]}. The atlas measured these anchors in SciPy {record[ROADS[first.call][1]]['version']}."
)

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION)
