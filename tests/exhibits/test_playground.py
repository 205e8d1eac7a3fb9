"""The playground: its cases, its arithmetic, its addresses, and the code that it writes for other libraries."""

from __future__ import annotations

import re
from itertools import product

import numpy as np
import pytest
from scipy import ndimage

from flipconv.boundaries import BOUNDARIES
from flipconv.exhibits import EXHIBITS
from flipconv.exhibits.playground import F, feels
from flipconv.figures.style import WEIGHT_COLOURS
from flipconv.operators import convolve, correlate
from tests.exhibits.node import MODULES, answers

OPERATIONS = {"convolve": convolve, "correlate": correlate}
# SciPy's own names, from its documentation
SCIPY = {"constant": "constant", "edge": "nearest", "reflect": "mirror", "symmetric": "reflect", "wrap": "wrap"}


def drawn(count, seed=3):
    """Draw states: signals and kernels of any shape up to 7, any anchor, in turn every border and operation."""
    rng = np.random.default_rng(seed)
    turns = list(product(BOUNDARIES, OPERATIONS))
    for k in range(count):
        (rows, columns), m = rng.integers(1, 8, 2), rng.integers(1, 8, 2)
        border, operation = turns[k % len(turns)]
        yield {
            "x": rng.integers(-9, 10, (rows, columns)).tolist(),
            "h": rng.integers(-9, 10, m).tolist(),
            "operation": operation,
            "border": border,
            "anchor": [int(rng.integers(m[0])), int(rng.integers(m[1]))],
        }


def filtered(state):
    operation, boundary = OPERATIONS[state["operation"]], state["border"]
    y = operation(state["x"], state["h"], mode="same", boundary=boundary, anchor=tuple(state["anchor"]))
    return y.tolist()


@pytest.mark.parametrize("name", ["playground", "hero"])
def test_cases_hold_by_scipy_too(name):
    for case in EXHIBITS[name]().data["cases"]:
        x, h, anchor = (np.array(case["state"][key]) for key in ("x", "h", "anchor"))
        turned = case["state"]["operation"] == "convolve"
        m = np.array(h.shape)
        origin = (m - 1 - anchor if turned else anchor) - m // 2
        laid = h[::-1, ::-1] if turned else h
        y = ndimage.correlate(x, laid, mode=SCIPY[case["state"]["border"]], origin=origin.tolist())
        assert case["answer"]["y"] == y.tolist()


def test_every_border_and_operation_has_a_case():
    states = [case["state"] for case in EXHIBITS["playground"]().data["cases"]]
    assert {(state["border"], state["operation"]) for state in states} == set(product(BOUNDARIES, OPERATIONS))


def test_in_javascript_two_hundred_states_come_out_as_in_the_library():
    states = list(drawn(250))
    got = answers("playground.js", "playground", states, {})
    assert [answer["y"] for answer in got] == [filtered(state) for state in states]
    assert [answer["feels"] for answer in got] == [feels(np.array(state["h"])) for state in states]
    assert len({answer["feels"] for answer in got}) > 1


@pytest.mark.parametrize(("name", "side"), [("playground", 9), ("hero", 7)])
def test_the_strip_shows_the_first_state(name, side):
    """Scripts begin with the bright pixel and the first kernel; so does the strip, as NumPy lays them out."""
    made = EXHIBITS[name]()
    top = side // 2 - 2
    inside = (slice(top, top + 5), slice(top, top + 3))
    x, h, convolved, correlated = made.strip[:4]
    assert (x.numbers, h.numbers) == (made.data["impulse"], made.data["presets"][0]["rows"])
    stamp = np.zeros((side, side), dtype=int)
    stamp[inside] = F
    assert convolved.numbers == stamp.tolist()
    turned = np.zeros((side, side), dtype=int)
    turned[inside] = F[::-1, ::-1]
    assert correlated.numbers == turned.tolist()
    assert (convolved.corner, correlated.corner) == ((top, top), (top + 4, top + 2))


def test_weights_have_the_colours_of_the_figures():
    style = (MODULES.parent / "exhibits.css").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\.weight-\d \{ background: (#\w+);", style, re.MULTILINE)) == WEIGHT_COLOURS


def test_an_address_leads_back_to_its_state():
    rng = np.random.default_rng(4)
    states = []
    for state in drawn(60, seed=8):
        shown = str(rng.choice(["convolve", "correlate", "both"]))
        picture = str(rng.choice(["pixels", "portrait"]))
        states.append({**state, "x": rng.integers(0, 3, (9, 9)).tolist(), "operation": shown, "input": picture})
    addresses = answers("address.js", "address", [[state] for state in states], {})
    back = answers("address.js", "stateIn", [[address, [9, 9]] for address in addresses], {})
    for state, found in zip(states, back, strict=True):
        expected = {
            key: value for key, value in state.items() if key != ("x" if state["input"] == "portrait" else "input")
        }
        assert found == expected


@pytest.mark.parametrize(
    "address",
    [
        "",
        "#other",
        "#playground?h=1,2;3",
        "#playground?h=1,x",
        "#playground?h=1,,2",
        "#playground?h=1,2,3,4,5,6,7,8",
        "#playground?show=flip&border=none&input=own",
        "#playground?anchor=0,0",
    ],
)
def test_nonsense_in_an_address_is_left_out(address):
    assert answers("address.js", "stateIn", [[address, [9, 9]]], {}) == [{}]


def test_an_anchor_outside_the_kernel_becomes_the_middle():
    (found,) = answers("address.js", "stateIn", [["#playground?h=1,2,3;4,5,6&anchor=2,0", [9, 9]]], {})
    assert found == {"h": [[1, 2, 3], [4, 5, 6]], "anchor": [1, 1]}


def _needed(library):
    return {"numpy": "numpy", "scipy": "scipy", "opencv": "cv2", "torch": "torch"}[library]


@pytest.mark.parametrize("library", ["numpy", "scipy", "opencv", pytest.param("torch", marks=pytest.mark.slow)])
def test_the_code_for_other_libraries_gives_the_same(library):
    """It is run as it is shown, on kernels of all parities, at every border and anchors off the middle."""
    _ = pytest.importorskip(_needed(library))
    dialects = EXHIBITS["playground"]().data["dialects"]
    states = [state for state in drawn(60, seed=6) if _allowed(library, state)]
    assert len(states) > 30
    codes = answers("code.js", "code", [[library, state, dialects] for state in states], {})
    for state, code in zip(states, codes, strict=True):
        given = {"x": np.array(state["x"], dtype=float)}
        exec(compile(code, "shown", "exec"), given)
        assert np.asarray(given["y"]).tolist() == filtered(state), f"{state}\n{code}"


def _allowed(library, state):
    """Leave out what OpenCV refuses: a border that folds more than once."""
    x, h = np.shape(state["x"]), np.shape(state["h"])
    return library != "opencv" or state["border"] in ("constant", "edge", "wrap") or max(h) <= min(x)
