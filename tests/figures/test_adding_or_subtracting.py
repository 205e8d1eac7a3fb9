"""Adding or subtracting: where the arrows and the dots are, and what the equations say."""

from __future__ import annotations

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Annotation

from flipconv import convolve, correlate
from flipconv.figures import LIGHT, arrows, curves
from flipconv.figures.drawings.adding_or_subtracting import Walk, draw_adding_or_subtracting
from tests.scripts import drawn, run

NAME = "adding_or_subtracting"
ENDS = {
    "* left": [7], "* right": [7], "* one way": [5], "* other way": [5], "* smallest": [1, 1],
    "⋆ left": [3], "⋆ right": [1], "⋆ one way": [3], "⋆ other way": [-3], "⋆ smallest": [1, -1],
}  # fmt: skip


def words(figure) -> list[str]:
    return [text.get_text() for text in figure.texts]


def panel_of(figure, label):
    return next(axes for axes in figure.axes if axes.get_label() == label)


@pytest.mark.parametrize("label", ENDS)
def test_walks_end_where_they_must(label):
    figure = drawn(NAME, LIGHT)
    assert [across.tolist() for across, _ in curves(figure, label).values()] == [[end] for end in ENDS[label]]
    # each arrow is level, and the next begins where one ends
    ways = arrows(figure, label)
    assert all(tail[1] == head[1] for tail, head in ways)
    if len(ENDS[label]) == 1:
        assert [tail[0] for tail, _ in ways] == [0, *(head[0] for _, head in ways[:-1])]
        assert ways[-1][1][0] == ENDS[label][0]


def test_the_places_are_those_of_the_definition():
    """Sums over a grid of integers that knows of no arrays."""

    def delta(place):
        return lambda n: int(n == place)

    def star(f, g):
        return lambda k: sum(f(j) * g(k + j) for j in range(-9, 10))

    def times(f, g):
        return lambda n: sum(f(j) * g(n - j) for j in range(-9, 10))

    def where(f):
        return [n for n in range(-9, 10) if f(n)]

    p, q, r = map(delta, (1, 2, 4))
    assert where(star(star(p, q), r)) == ENDS["⋆ left"]
    assert where(star(p, star(q, r))) == ENDS["⋆ right"]
    assert where(star(r, p)) == ENDS["⋆ other way"]
    assert where(times(times(p, q), r)) == where(times(p, times(q, r))) == ENDS["* left"]


def test_the_library_puts_them_there():
    # lags of a full correlation with a kernel of three entries begin at -2; of one with two, at -1
    assert correlate(correlate([0, 0, 1], [0, 1]), [0, 0, 0, 0, 1]).tolist().index(1) - 1 - 4 == 1 - 4
    assert correlate([0, 0, 0, 0, 1], [0, 0, 1]).tolist().index(1) - 2 == 4 - 2
    assert convolve(convolve([0, 1], [0, 0, 1]), [0, 0, 0, 0, 1]).tolist().index(1) == 7


def test_every_equation_is_true():
    for walks in run(NAME, "--save", "/dev/null")["lines"].values():
        for walk in walks:
            left, right = walk.sum.replace("−", "-").split(" = ")
            assert eval(left) == int(right) == walk.stops[-1], walk.sum


def test_the_pixels_keep_their_colours():
    """Whose an arrow is can be seen in every line: 1 is blue, 2 orange and 4 green."""
    blue, orange, green, _ = LIGHT.strokes
    order = {"*": [blue, orange, green], "⋆": [green, orange, blue]}
    for sign, side in (("*", "left"), ("*", "right"), ("⋆", "left"), ("⋆", "right")):
        axes = panel_of(drawn(NAME, LIGHT), f"{sign} {side}")
        drawn_ways = [t.arrow_patch for t in axes.texts if isinstance(t, Annotation) and t.arrow_patch is not None]
        assert [to_hex(patch.get_edgecolor()) for patch in drawn_ways] == order[sign], (sign, side)


@pytest.mark.parametrize(
    ("label", "ends"), [("* left", (0, 3)), ("* right", (1, 7)), ("⋆ left", (2, 4)), ("⋆ right", (0, 4))]
)
def test_the_box_holds_the_bracket(label, ends):
    (box,) = [p for p in panel_of(drawn(NAME, LIGHT), label).patches if isinstance(p, FancyBboxPatch)]
    assert (box.get_x(), box.get_x() + box.get_width()) == pytest.approx((ends[0] - 0.3, ends[1] + 0.3))
    inside = [
        tail[1]
        for tail, _ in arrows(drawn(NAME, LIGHT), label)
        if box.get_y() < tail[1] < box.get_y() + box.get_height()
    ]
    assert len(inside) == 2


def test_words_follow_the_data():
    figure = drawn(NAME, LIGHT)
    assert {"brackets moved: 7 = 7", "brackets moved: 3 ≠ 1", "order swapped: 3 ≠ −3"} <= set(words(figure))
    assert "δ₁ ⋆ (δ₀ ⋆ δ₀) = δ₋₁, since (0 − 0) − 1 = −1." in str(figure.get_label())
    lines = dict(run(NAME, "--save", "/dev/null")["lines"])
    lines["* right"] = [Walk("*", (1, 2, 4), False, (1, 3, 6))]
    wrong = draw_adding_or_subtracting(lines, LIGHT)
    assert "brackets moved: 7 ≠ 6" in words(wrong)
    assert "1 + (2 + 4) = 6" in str(wrong.get_label())
