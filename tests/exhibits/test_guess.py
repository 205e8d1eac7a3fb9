"""Guess before you look: the right answers by roads of their own, and the script against the library."""

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

from flipconv import convolve, correlate, flip
from flipconv.exhibits.guess import GUESSES, answered
from flipconv.exhibits.model import Grid
from flipconv.exhibits.questions import QUESTIONS
from tests.exhibits.node import answers

SCIPY = {"convolve": convolve2d, "correlate": correlate2d}
LETTERS = "ABCD"


def filtered(recipe):
    """Return the outputs of a recipe: under "full" SciPy's, under "same" a sum over the taps at each place."""
    x, h = np.array(recipe["x"]), np.array(recipe["h"])
    if recipe["mode"] == "full":
        return SCIPY[recipe["operation"]](x, h).tolist()
    sign = 1 if recipe["operation"] == "correlate" else -1
    a, b = recipe["anchor"]
    y = np.zeros_like(x)
    for (r, c), (i, j) in ((at, tap) for at in np.ndindex(x.shape) for tap in np.ndindex(h.shape)):
        row, column = r + sign * (i - a), c + sign * (j - b)
        if 0 <= row < x.shape[0] and 0 <= column < x.shape[1]:
            y[r, c] += h[i, j] * x[row, column]
    return y.tolist()


def check(case):
    """Work out a case without the library."""
    state, answer = case["state"], case["answer"]
    base = {key: state[key] for key in ("x", "h", "mode", "operation", "anchor") if key in state}
    for k, choice in enumerate(state["choices"]):
        mine, asked = filtered({**base, **choice}), filtered({**base, **choice, **state["wanted"]})
        assert (answer["made"][k], answer["asked"][k]) == (mine, asked)
        assert answer["differ"][k] == (np.array(mine) != asked).sum()
    assert answer["right"] == [k for k, count in enumerate(answer["differ"]) if count == 0]


@pytest.mark.parametrize("name", GUESSES)
def test_the_cases_hold_what_scipy_and_plain_sums_find_and_one_choice_is_right(name):
    cases = GUESSES[name]().data["cases"]
    assert len(cases) >= 10
    for case in cases:
        check(case)
    assert len(cases[0]["answer"]["right"]) == 1


@pytest.mark.parametrize("name", GUESSES)
def test_what_is_said_of_each_choice_is_true(name):
    question = QUESTIONS[name]
    state = answered(question.state(question.x, question.h))["state"]
    made = answered(state)["answer"]["made"]
    x, h = question.x, question.h
    for choice, output in zip(state["choices"], made, strict=True):
        words = {"convolve": convolve, "correlate": correlate, "flip": flip, "x": x, "G": x, "w": h}
        said = np.asarray(eval(choice["call"], {**words, "h": np.array(choice.get("h", h))}))
        if name == "guess-feel":
            assert said.all()
        else:
            assert said.tolist() == (choice["h"] if name == "guess-port" else output)


def test_one_property_holds_for_each_kernel_that_might_feel_the_flip():
    question = QUESTIONS["guess-feel"]
    choices = question.state(question.x, question.h)["choices"]
    for choice in choices:
        h = np.array(choice["h"])
        true = [
            other["call"]
            for other in choices
            if eval(other["call"], {"h": h, "flip": lambda taps: taps[::-1, ::-1]}).all()
        ]
        assert choice["call"] in true
        assert ("flip(h) == h" in true) == (choice["call"] == "flip(h) == h")


def test_the_gradient_of_the_signal_is_what_subtraction_finds():
    question = QUESTIONS["guess-backward"]
    answer = answered(question.state(question.x, question.h))["answer"]
    (m, n), (rows, columns) = question.h.shape, question.x.shape

    def loss(x):
        return sum(
            question.x[r, c] * (x[r : r + m, c : c + n] * question.h).sum() for r, c in np.ndindex(rows, columns)
        )

    x = np.arange(12).reshape(3, 4) ** 2
    slopes = np.array([loss(x + np.eye(1, 12, k, dtype=int).reshape(3, 4)) - loss(x) for k in range(12)]).reshape(3, 4)
    assert answer["made"][answer["right"][0]] == slopes.tolist()


def test_the_ported_weights_do_what_the_old_layer_did_on_any_picture():
    question = QUESTIONS["guess-port"]
    state = question.state(question.x, question.h)
    right = np.array(state["choices"][answered(state)["answer"]["right"][0]]["h"])
    x = np.arange(20).reshape(4, 5) ** 2
    assert correlate2d(x, right, "valid").tolist() == convolve2d(x, question.h, "valid").tolist()


@pytest.mark.parametrize("name", GUESSES)
def test_the_strip_shows_the_question_the_choices_and_the_answer(name):
    made = GUESSES[name]()
    question, first = QUESTIONS[name], made.data["cases"][0]
    assert made.strip[0] == made.data["question"] == question.asks
    assert made.strip[-1] == f"The answer is {LETTERS[first['answer']['right'][0]]}. {question.why}"
    grids = {grid.caption: grid for grid in made.strip if isinstance(grid, Grid)}
    assert len(grids) == len(made.strip) - 2
    for key, words in question.given.items():
        assert grids[words].numbers == first["state"][key]
    for k, choice in enumerate(first["state"]["choices"]):
        expected = choice["h"] if question.offered == "h" else first["answer"]["made"][k]
        assert grids[LETTERS[k]].numbers == expected
    colours = {name for grid in grids.values() for row in grid.classes for name in row}
    assert not any("weight" in name for name in colours)


@pytest.mark.parametrize("name", GUESSES)
def test_the_script_and_the_library_agree_on_random_states(name):
    question, rng = QUESTIONS[name], np.random.default_rng(43)
    cases = []
    for _ in range(60):
        x, h = rng.integers(-9, 10, question.x.shape), rng.integers(-9, 10, question.h.shape)
        cases.append(answered(question.state(x, h)))
    found = answers("guess.js", "guess", [case["state"] for case in cases], {})
    assert found == [case["answer"] for case in cases]
    for case in cases:
        check(case)
