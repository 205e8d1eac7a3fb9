"""The network that is broken and repaired: by SciPy layer by layer, and in JavaScript to the last digit."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from scipy import signal
from sklearn.datasets import load_digits

from flipconv.exhibits import EXHIBITS
from flipconv.exhibits.break_and_repair import answered, largest, network, shown
from flipconv.exhibits.model import Grid
from tests.exhibits.node import answers

IMAGES, LABELS = shown()


@pytest.fixture(scope="module")
def data():
    return EXHIBITS["break-and-repair"]().data


def scored(data, state, image):
    """Return the scores of an image by SciPy, layer by layer, each kernel by itself."""
    operation = {"correlate": signal.correlate2d, "convolve": signal.convolve2d}[state["operation"]]
    channels = [np.array(image)]
    for kernels, turn in zip(data["kernels"], state["flipped"], strict=True):
        laid = [[np.rot90(taps, 2) if turn else np.array(taps) for taps in kernel] for kernel in kernels]
        sums = [
            sum(operation(x, taps, mode="valid") for x, taps in zip(channels, kernel, strict=True)) for kernel in laid
        ]
        channels = [np.maximum(y, 0) for y in sums]
    features = [int(value) for y in channels for value in y.flat]
    return [sum(weight * value for weight, value in zip(row, features, strict=True)) for row in data["dense"]]


def drawn(count, seed=7):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        operation = ("correlate", "convolve")[int(rng.integers(2))]
        flipped = [bool(turn) for turn in rng.integers(0, 2, 3)]
        yield {"flipped": flipped, "operation": operation, "image": int(rng.integers(len(LABELS)))}


def test_cases_hold_by_scipy_too(data):
    """The picked image of every case, and all images of one."""
    for case in data["cases"]:
        number = case["state"]["image"]
        scores = scored(data, case["state"], IMAGES[number, 0])
        assert case["answer"]["scores"] == scores
        assert case["answer"]["predictions"][number] == str(max(range(10), key=scores.__getitem__))
    case = data["cases"][5]
    guesses = [int(np.argmax(scored(data, case["state"], image[0]))) for image in IMAGES]
    assert case["answer"]["predictions"] == "".join(map(str, guesses))
    assert case["answer"]["correct"] == sum(guess == label for guess, label in zip(guesses, LABELS, strict=True))


def test_all_ways_are_cases(data):
    ways = {(case["state"]["operation"], *case["state"]["flipped"]) for case in data["cases"]}
    assert len(ways) == len(data["cases"]) == 16


def test_what_is_flipped_twice_is_whole_and_nothing_else_is(data):
    """Flipped kernels that are convolved with give the scores as trained; one flip alone breaks every digit's."""
    for case in data["cases"]:
        state, answer = case["state"], case["answer"]
        whole = {turn == (state["operation"] == "convolve") for turn in state["flipped"]} == {True}
        assert answer["other"] == (0 if whole else 100)
        assert (answer["correct"] > 80) is whole
        assert (answer["correct"] < 40) is not whole
        if whole:
            assert answer["scores"] == answer["trained"]


def test_the_digits_are_others_than_those_of_the_training(data):
    trained_on = {row.tobytes() for row in np.asarray(load_digits(return_X_y=True)[0])[:1500].astype(int)}
    assert not trained_on & {image[0].tobytes() for image in IMAGES}
    assert data["labels"] == "".join(str(digit) * 10 for digit in range(10))
    assert [[int(pixel, 17) for pixel in text] for text in data["images"]] == IMAGES.reshape(100, 64).tolist()


def test_sums_are_whole_in_floats():
    """No sum on the way exceeds the bound, which is found by the worst image for each weight's sign."""
    assert largest(network()) < 2**53
    assert np.abs(network().scores(np.full((1, 1, 8, 8), 16))).max() <= largest(network())
    assert all(kernel.dtype.kind == "i" for kernel in (*network().kernels, network().dense))


def test_kernels_can_feel_the_flip():
    assert all((kernel != kernel[:, :, ::-1, ::-1]).any() for kernel in network().kernels)


@pytest.mark.slow
def test_in_javascript_two_hundred_states_come_out_as_in_the_library(data):
    states = list(drawn(200))
    expected = [answered(tuple(state["flipped"]), state["operation"], state["image"])["answer"] for state in states]
    assert answers("break-and-repair.js", "breakAndRepair", states, data) == expected


def test_the_strip_says_what_the_cases_say(data):
    strip = EXHIBITS["break-and-repair"]().strip
    right = {
        (case["state"]["operation"], *case["state"]["flipped"]): case["answer"]["correct"] for case in data["cases"]
    }
    grids = [part.numbers for part in strip if isinstance(part, Grid)]
    assert grids == [kernels[0][0] for kernels in data["kernels"]] == data["cases"][0]["answer"]["kernels"]
    told = [int(re.findall(r"\d+", part)[-1]) for part in strip if isinstance(part, str)]
    no, yes = False, True
    one_by_one = [(yes, no, no), (no, yes, no), (no, no, yes)]
    assert told[0] == right["correlate", no, no, no]
    assert told[1:4] == [right["correlate", *turned] for turned in one_by_one]
    assert told[4:] == [right["convolve", no, no, no], right["convolve", yes, yes, yes]]


def test_the_page_stays_small(data):
    assert len(json.dumps(data, separators=(",", ":"))) < 60_000
