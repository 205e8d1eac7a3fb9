"""Training twins: maps that are the kernels, marks that turn with them, and distances in a curve and in words."""

from __future__ import annotations

import numpy as np
import pytest

from flipconv.figures import LIGHT, curves, numbers
from flipconv.figures.drawings.training_twins import Learner, cover_training_twins, draw_training_twins
from tests.figures.artists import marks
from tests.scripts import drawn

# two kernels of three taps by two, and three steps
W0 = np.array([[[1, -2], [3, 4], [0, 5]], [[-6.3, 1], [2, 2], [1, 0]]]) / 10
STEPS = np.array([W0 + 0.1, W0 - 0.2, 2 * W0])
NUDGE = np.array([0.0, 2.0**-40, 2.0**-35])[:, None, None, None]


def learners(twin: np.ndarray) -> list[Learner]:
    return [
        Learner("correlates", "W0", W0, STEPS),
        Learner("convolves", "flip(W0)", W0[:, ::-1, ::-1], twin),
        Learner("convolves", "W0", W0, STEPS),
    ]


TWINS = learners((STEPS + NUDGE)[..., ::-1, ::-1])


@pytest.fixture(scope="module")
def figure():
    return draw_training_twins(TWINS, ["p", "q"], LIGHT)


def test_the_maps_show_the_kernels(figure):
    for n, one in enumerate(TWINS, 1):
        for k in range(2):
            assert numbers(figure, f"network {n}, kernel {k + 1}: before").tolist() == one.before[k].tolist()
            assert numbers(figure, f"network {n}, kernel {k + 1}: after").tolist() == one.steps[-1, k].tolist()
    # all on one scale, that of the largest, in full tenths
    limits = {image.get_clim() for axes in figure.axes if axes.get_label() != "bar" for image in axes.images}
    assert limits == {(-1.3, 1.3)}
    assert {"−1.3", "1.3"} <= {text.get_text() for text in figure.texts}


def test_the_curves_show_the_distances(figure):
    drawn = {name: (steps.tolist(), up.tolist()) for name, (steps, up) in curves(figure, "apart").items()}
    # the first tap of the second kernel is -0.63 and its last one 0; the last step has made all of them twice as large
    assert drawn["network 3"] == ([1, 2, 3], pytest.approx([0.63, 0.63, 1.26], abs=1e-12))
    assert drawn["network 2"] == ([1, 2, 3], pytest.approx([0, 2.0**-40, 2.0**-35], abs=1e-15))


def test_marks_turn_with_the_kernels(figure):
    found: dict[str, set] = {}
    for label, corners in marks(figure).items():
        found.setdefault(label[:9], set()).update(corners)
    # the first corner, and the last one of a kernel that is turned
    assert found["network 1"] == found["network 3"] == {(-0.5, -0.5)}
    assert found["network 2"] == {(1.5, 2.5)}


def test_distances_are_rounded_to_the_safe_side(figure):
    words = [text.get_text() for text in figure.texts]
    # 2**-35 is 2.91e-11
    assert "network 2: never more than 3e−11" in words
    assert "network 3: never less than 0.6" in words
    told = str(figure.get_label())
    assert "Network 2 convolves from flip(W0)." in told
    assert "network 2: never more than 3e−11; network 3: never less than 0.6." in told


def test_a_twin_that_is_none_is_told():
    """Kernels that are not mirrored after training."""
    figure = draw_training_twins(learners(STEPS), ["p", "q"], LIGHT)
    assert "network 2: never more than 2" in str(figure.get_label())
    assert curves(figure, "apart")["network 2"][1].min() > 0.5


def test_twins_that_agree_in_every_digit_can_be_drawn():
    figure = draw_training_twins(learners(STEPS[..., ::-1, ::-1]), ["p", "q"], LIGHT)
    assert curves(figure, "apart")["network 2"][1].tolist() == [0, 0, 0]
    assert "network 2: never more than 0;" in str(figure.get_label())
    figure.draw_without_rendering()


def test_in_the_gallery_the_mirror_image_is_seen():
    """The kernels of the twins are the same map rotated, those of the third are not, and all have moved."""
    shown = drawn("training_twins", LIGHT)
    for k in (1, 2, 3):
        one, twin, third = (numbers(shown, f"network {n}, kernel {k}: after") for n in (1, 2, 3))
        assert np.abs(one - np.rot90(twin, 2)).max() < 1e-12
        assert np.abs(one - np.rot90(third, 2)).max() > 0.1
        assert np.abs(one - numbers(shown, f"network 1, kernel {k}: before")).max() > 0.3


def test_the_cover_shows_the_twins():
    figure = cover_training_twins(TWINS, 1, LIGHT)
    assert numbers(figure, "correlates").tolist() == STEPS[-1, 1].tolist()
    assert numbers(figure, "convolves").tolist() == TWINS[1].after[1].tolist()
