"""
Adding or subtracting
=====================

Take signals that are 1 at one place and 0 elsewhere. **Convolution adds their places, correlation
subtracts them.** A sum does not mind how it is bracketed or in which order it is taken. A difference minds both.

So convolution is associative and commutative, and correlation is neither.
"""

from flipconv import convolve, correlate
from flipconv.figures import LIGHT, added, arrows, curves, present
from flipconv.figures.drawings.adding_or_subtracting import (
    Walk,
    cover_adding_or_subtracting,
    draw_adding_or_subtracting,
)

# %%
# We write :math:`\delta_i` for the signal that is 1 at place :math:`i`, and
# :math:`f \star g` for the correlation of :math:`g` with the kernel :math:`f`. The first entry of a
# full correlation belongs to lag :math:`-(m-1)`, where :math:`m` is the length of the kernel: here to -1.
#
# >>> from flipconv import convolve, correlate
# >>> convolve([0, 0, 0, 1], [0, 1]).tolist()
# [0, 0, 0, 0, 1]
# >>> correlate([0, 0, 0, 1], [0, 1]).tolist()
# [0, 0, 0, 1, 0]
#
# The 1 lies at 3 + 1 = 4 in the first, and at -1 + 3 = 2, which is 3 - 1, in the second.


def product(sign, f, g):
    """Return an array and the place of its first entry, from two of them."""
    (h, first), (x, start) = f, g
    if sign == "*":
        return convolve(x, h), start + first
    return correlate(x, h), start - (first + len(h) - 1)


def walk(sign, *places, left=True):
    pixels = [([0] * p + [1], 0) for p in places]
    # the arrows follow the sum: a correlation begins with its last pixel and takes the others from it
    f, g = pixels[:2] if sign == "*" else pixels[-2:]
    stops = [f if sign == "*" else g, product(sign, f, g)]
    if len(pixels) == 3:
        p, q, r = pixels
        stops.append(product(sign, product(sign, p, q), r) if left else product(sign, p, product(sign, q, r)))
    return Walk(sign, places, left, tuple(start + list(array).index(1) for array, start in stops))


lines = {}
for sign in "*⋆":
    lines[f"{sign} left"], lines[f"{sign} right"] = [walk(sign, 1, 2, 4)], [walk(sign, 1, 2, 4, left=False)]
    lines[f"{sign} one way"], lines[f"{sign} other way"] = [walk(sign, 1, 4)], [walk(sign, 4, 1)]
    lines[f"{sign} smallest"] = [walk(sign, 1, 0, 0), walk(sign, 1, 0, 0, left=False)]

# %%
# The brackets turn an arrow round. In :math:`4 - (2 - 1)` the 1 is taken away from what is taken
# away, so it comes back. The smallest case that shows it has two pixels at 0; their arrows have no length.


def draw(ink):
    return draw_adding_or_subtracting(lines, ink)


def cover(ink):
    return cover_adding_or_subtracting(lines["⋆ smallest"], ink)


# %%
# Every arrow in the picture, from where to where, against integers that were added by hand.

picture = draw(LIGHT)
steps = {"left": [[+1, +2, +4]], "right": [[+1, +2, +4]], "one way": [[+1, +4]], "other way": [[+4, +1]]}
by_hand = {f"* {name}": ways for name, ways in steps.items()} | {"* smallest": [[+1], [+1]]}
steps = {"left": [[+4, -2, +1]], "right": [[+4, -2, -1]], "one way": [[+4, -1]], "other way": [[+1, -4]]}
by_hand |= {f"⋆ {name}": ways for name, ways in steps.items()} | {"⋆ smallest": [[+1], [-1]]}
for label, ways in by_hand.items():
    expected = [(sum(way[:i]), sum(way[: i + 1])) for way in ways for i in range(len(way))]
    drawn = [(tail[0], head[0]) for tail, head in arrows(picture, label)]
    assert drawn == expected, f"{label}: the arrows go {drawn}"
    dots = [(*across, *up) for across, up in curves(picture, label).values()]
    assert dots == [(sum(way), 0) for way in ways], f"{label}: the dots are at {dots}"

told = {name: added(by_hand[name][0], lines[name][0].stops[-1]) for name in ("⋆ left", "⋆ right")}
CAPTION = (
    f"The arrows of the correlation with its first two in brackets: {told['⋆ left']}. "
    f"With its last two in brackets the arrow of length 1 points the other way: {told['⋆ right']}."
)

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION)
