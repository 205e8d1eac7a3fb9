"""
One table, two diagonals
========================

Write the products of all samples with all taps into a table. **Summed along its rising diagonals
they are the convolution, summed along its falling diagonals they are the correlation.** Nothing
else differs, for real numbers: the products are the same.

On a rising diagonal the two positions have the same sum, on a falling one the same difference. So
convolution adds positions and correlation subtracts them.
"""

from itertools import chain

import numpy as np

from flipconv import convolve, correlate
from flipconv.figures import LIGHT, Film, diagonals, fills, numbers, present, spelled, windows
from flipconv.figures.drawings.two_diagonals import Table, cover_two_diagonals, draw_two_diagonals, frame_two_diagonals

# %%
# In row i and column j stands ``x[i] * h[j]``. Turn the picture so that the rows become the columns:
# the rising diagonals stay what they are, the falling ones change their order. That is why a
# convolution does not mind which of the two is called the kernel, and a correlation does.
#
# >>> from flipconv import convolve, correlate
# >>> convolve([2, 5], [1, 3]).tolist(), convolve([1, 3], [2, 5]).tolist()
# ([2, 11, 15], [2, 11, 15])
# >>> correlate([2, 5], [1, 3]).tolist(), correlate([1, 3], [2, 5]).tolist()
# ([6, 17, 5], [5, 17, 6])

x, h = np.array([3, 4, 1, 2]), np.array([1, 2, 3])
table = Table(x, h, np.outer(x, h), convolve(x, h), correlate(x, h))


def draw(ink):
    return draw_two_diagonals(table, ink)


def cover(ink):
    return cover_two_diagonals(table, ink)


def frame(ink, i):
    return frame_two_diagonals(table, ink, i)


# %%
# Every band points at its sum. The sentence from the top is asserted on the picture and on every picture of the
# film: each sum is taken once more, over the cells inside its band, and looked up where the band points.

SUMS = {"convolve": [3, 10, 18, 16, 7, 6], "correlate": [9, 18, 14, 12, 5, 2]}


def inside(first, last):
    way = np.sign(last[1] - first[1])
    return [(row, first[1] + way * (row - first[0])) for row in range(first[0], last[0] + 1)]


strip = draw(LIGHT)
for step, picture in chain([(None, strip)], ((i, frame(LIGHT, i)) for i in range(6))):
    assert numbers(picture, "x").T.tolist() == [[3, 4, 1, 2]], "another signal was drawn"
    for operation, way in (("convolve", -1), ("correlate", 1)):
        drawn = {part: numbers(picture, f"{operation}: {part}") for part in ("h", "products", "sums")}
        assert drawn["h"].tolist() == [[1, 2, 3]], f"{operation}: another kernel was drawn"
        by_hand = [[3, 6, 9], [4, 8, 12], [1, 2, 3], [2, 4, 6]]
        assert drawn["products"].tolist() == by_hand, f"{operation}: other products were drawn"
        assert (fills(picture, f"{operation}: products") == fills(picture, f"{operation}: h")).all(), "other colours"
        bands = dict(enumerate(diagonals(picture, f"{operation}: products"), start=step or 0))
        assert list(bands) == (list(range(6)) if step is None else [step]), f"{operation}: {len(bands)} bands"
        seen = {}
        for number in range(6 if step is None else step + 1):
            # along the bands of convolve i + j = 0, 1 ... 5, along those of correlate i - j = -2, -1 ... 3
            cells = [(i, j) for i, j in np.ndindex(4, 3) if i - way * j == number - (2 if way == 1 else 0)]
            assert number not in bands or inside(*bands[number]) == cells, f"{operation}: band {number} lies elsewhere"
            # the grid of sums begins one cell further down and aside than the table, as a band goes on
            seen[cells[-1]] = sum(by_hand[i][j] for i, j in cells)
        shown = {place: value for place, value in np.ndenumerate(drawn["sums"]) if value is not None}
        assert shown == seen, f"{operation}: {shown} is drawn for {seen}"
        framed = [] if step is None else [(bands[step][1], (1, 1))]
        assert windows(picture, f"{operation}: sums") == framed, f"{operation}: another sum is framed"
        assert list(seen.values()) == SUMS[operation][: len(seen)], f"{operation}: other sums were drawn"

added, lagged = numbers(strip, "convolve: sums")[3, 0], numbers(strip, "correlate: sums")[3, 2]
CAPTION = (
    f"Where i + j = 3 the convolution adds {spelled([(4, 3), (1, 2), (2, 1)], added)}; "
    f"where i − j = 1 the correlation adds {spelled([(4, 1), (1, 2), (2, 3)], lagged)}."
)

# sphinx_gallery_thumbnail_number = -1
present(draw, cover=cover, caption=CAPTION, film=Film(frame, 6))
