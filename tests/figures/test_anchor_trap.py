"""The anchor trap: what the real functions of SciPy give is what is drawn, and every anchor lies below the impulse."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import ndimage, signal

from flipconv.figures import LIGHT, fills, numbers
from flipconv.figures.drawings.anchor_trap import Landing, Road, draw_anchor_trap
from flipconv.figures.style import WEIGHT_COLOURS
from tests.figures.artists import anchors, marks
from tests.scripts import drawn

CALLS = {
    "scipy.ndimage.convolve(x, h)": (1, lambda x, h: ndimage.convolve(x, h, mode="constant")),
    "scipy.ndimage.correlate(x, flip h)": (-1, lambda x, h: ndimage.correlate(x, h, mode="constant")),
    "scipy.signal.convolve2d(x, h)": (1, lambda x, h: signal.convolve2d(x, h, mode="same")),
    "scipy.signal.correlate2d(x, flip h)": (-1, lambda x, h: signal.correlate2d(x, h, mode="same")),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("m", [3, 2])
def test_scipy_gives_what_is_drawn(call, m):
    figure, (way, function) = drawn("anchor_trap", LIGHT), CALLS[call]
    h = np.arange(1, m + 1)[np.newaxis, ::way]
    assert numbers(figure, f"{call}, {m} taps: h").tolist() == h.tolist()
    given = function(numbers(figure, f"{m} taps: x"), h)
    assert numbers(figure, f"{call}, {m} taps: y").tolist() == given.tolist()


def test_every_anchor_lies_below_the_impulse():
    figure = drawn("anchor_trap", LIGHT)
    boxes = {str(axes.get_label()): axes for axes in figure.axes}

    def across(label: str, column: int) -> float:
        return float(boxes[label].transData.transform((column, 0))[0])

    found = anchors(figure)
    assert sorted(found) == sorted(f"{call}, {m} taps: h" for call in CALLS for m in (2, 3))
    for label, (row, column) in found.items():
        impulse = f"{label.split(', ')[-1][:6]}: x"
        assert row == 0
        assert across(label, column) == pytest.approx(across(impulse, 2)), label
    by_hand = {"ndimage.convolve(x": 1, "ndimage.correlate(x": 1, "signal.convolve2d(x": 0, "signal.correlate2d(x": 0}
    assert {name: found[label][1] for name in by_hand for label in found if name in label and "2 taps" in label} == (
        by_hand
    )


def test_marks_and_colours_follow_the_taps():
    figure = drawn("anchor_trap", LIGHT)
    for call, (way, _) in CALLS.items():
        for m in (2, 3):
            label = f"{call}, {m} taps: h"
            assert fills(figure, label)[0].tolist() == list(WEIGHT_COLOURS[:m])[::way]
            assert marks(figure)[label] == [(-0.5, -0.5) if way == 1 else (m - 0.5, 0.5)]


def landing(h: list[int], y: list[int], *, flipped: bool) -> Landing:
    return Landing(np.array([[0, 0, 1, 0, 0, 0]]), np.array([h]), 1, np.array([y]), flipped)


def test_a_move_of_another_length_is_told():
    """Two samples to the left, and nothing is said of a move where there is none."""
    odd = landing([1, 2, 3], [0, 1, 2, 3, 0, 0], flipped=False)
    even = landing([1, 2, 3, 4], [0, 0, 1, 2, 3, 4], flipped=False)
    first = Road("f(x, h)", "m//2", [odd, even])
    moved = replace(even, y=np.array([[1, 2, 3, 4, 0, 0]]), flipped=True)
    second = Road("g(x, flip h)", "m-1", [replace(odd, flipped=True), moved])
    figure = draw_anchor_trap([(first, second)], LIGHT)
    told = str(figure.get_label())
    assert "With 3 taps f(x, h) gives 0 1 2 3 0 0 and g(x, flip h) gives 0 1 2 3 0 0: the same place." in told
    assert "With 4 taps f(x, h) gives 0 0 1 2 3 4 and g(x, flip h) gives 1 2 3 4 0 0: 2 samples to the left." in told
    words = [text.get_text() for text in figure.texts]
    assert "2 samples to the left" in words
    assert "anchor m − 1" in words
    assert [str(axes.get_label()) for axes in figure.axes if "move" in str(axes.get_label())] == [
        "g(x, flip h), 4 taps: move"
    ]
