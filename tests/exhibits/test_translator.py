"""The translator: against the calls themselves, run; and in JavaScript against the library's predictions."""

from __future__ import annotations

import json

import numpy as np
import pytest

from flipconv.conventions import Convention
from flipconv.conventions.atlas.translating import translation
from flipconv.exhibits import EXHIBITS
from flipconv.exhibits.model import Grid
from flipconv.exhibits.translator import FIRST, SIGNALS, SIZES, answered, drawn, is_plain
from tests.exhibits.node import answers


@pytest.fixture(scope="module")
def data():
    return EXHIBITS["translator"]().data


def run(code, x, h):
    given = {"x": x.astype(float), "h": np.asarray(h, dtype=float)}
    exec(compile(code, "shown", "exec"), given)
    return np.rint(np.asarray(given["y"], dtype=float)).astype(int).tolist()


def drawn_states(count, seed=8):
    rng, calls = np.random.default_rng(seed), list(drawn())
    for _ in range(count):
        source, target = (calls[k] for k in rng.integers(len(calls), size=2))
        yield source, target, rng.integers(-9, 10, rng.choice(SIZES, 2))


@pytest.mark.slow
def test_cases_hold_when_the_calls_are_run(data):
    """Wanted is what the source returns, naive what the target returns, and the code of the pair is run as well."""
    pictured = [case for case in data["cases"] if case["answer"]["pictures"]]
    assert len(pictured) > 15
    for case in pictured:
        state, answer = case["state"], case["answer"]
        (source, _), (target, _) = drawn()[state["source"]], drawn()[state["target"]]
        h = np.array(state["kernel"])
        flipped = np.flip(h, axis=tuple(axis for axis in range(2) if answer["flipped"][axis]))
        for x, picture in zip(SIGNALS, answer["pictures"], strict=True):
            assert picture["wanted"] == run(source["code"], x, h)
            assert picture["naive"] == run(target["code"], x, flipped)
            assert picture["repaired"] == run(translation(source, target).code, x, h)
            pairs = zip(np.ravel(picture["naive"]), np.ravel(picture["wanted"]), strict=True)
            assert picture["wrong"] == sum(int(one != other) for one, other in pairs)
            assert picture["left"] == 0


def test_every_kind_of_call_is_on_both_sides(data):
    kinds = {(one.sign, str(one.anchor_rule), one.boundary) for _, one in drawn().values()}
    for side in ("source", "target"):
        calls = [drawn()[case["state"][side]][1] for case in data["cases"]]
        assert {(one.sign, str(one.anchor_rule), one.boundary) for one in calls} == kinds
    known = [case["answer"] for case in data["cases"]]
    assert {tuple(answer["flipped"]) for answer in known} == {(False, False), (True, True)}
    assert any(not answer["pictures"] for answer in known)


def test_in_javascript_three_hundred_states_come_out_as_in_the_library(data):
    cases = [answered(*drawn) for drawn in drawn_states(300)]
    assert len({str(case["answer"]["moved"]) for case in cases}) > 5
    got = answers("translator.js", "translator", [case["state"] for case in cases], data)
    assert got == [case["answer"] for case in cases]


def test_signals_tell_borders_apart():
    """The pixel is out of reach of every border; no neighbours of the other signal are equal."""
    pixel, signal = SIGNALS
    row, column = np.argwhere(pixel)[0].tolist()
    assert min(row, column, pixel.shape[0] - 1 - row, pixel.shape[1] - 1 - column) >= max(SIZES) - 1
    assert all(np.diff(signal, axis=axis).all() for axis in (0, 1))


def test_calls_that_are_no_plain_sums_have_no_picture():
    assert is_plain(Convention(sign=(-1, 1), boundary=(("none", "wrap"), "edge")))
    for other in (
        {"sign": (1,)},
        {"stride": (1, 2)},
        {"output": "full"},
        {"boundary": "copied"},
        {"normalises": "sum"},
        {"argument_order": "h, x"},
        {"kernel_axes": (1, 0)},
        {"cval": 3.0},
        {"clips": (0, 255)},
    ):
        assert not is_plain(Convention(**{"sign": (-1, 1), **other}))


def test_the_script_knows_the_calls_as_the_record_does(data):
    for known in data["calls"]:
        _, one = drawn()[known["call"]]
        assert (tuple(known["sign"]), tuple(map(tuple, known["border"]))) == (one.sign, one.boundary)
        for axis, seen in enumerate(known["anchors"]):
            assert seen == {str(m): anchor for m, anchor in one.anchor_rule[axis].seen if m in SIZES}
    assert len(json.dumps(data, separators=(",", ":"))) < 60_000


def test_the_strip_shows_the_first_state(data):
    state, answer = data["cases"][0]["state"], data["cases"][0]["answer"]
    assert (state["source"], state["target"]) == FIRST
    strip = EXHIBITS["translator"]().strip
    pixel, signal = answer["pictures"]
    grids = [part.numbers for part in strip if isinstance(part, Grid)]
    assert grids == [state["kernel"], pixel["wanted"], pixel["naive"]]
    told = " ".join(part for part in strip if isinstance(part, str))
    assert f"Wanted is the result of {FIRST[0]}, with {FIRST[1]}." in told
    assert f"other numbers at {pixel['wrong']} places, and at {signal['wrong']} of" in told
    # the flip moves the anchor, and the borders differ
    (_, source), (_, target) = (drawn()[call] for call in FIRST)
    assert answer["moved"] != [0, 0]
    assert source.boundary != target.boundary
