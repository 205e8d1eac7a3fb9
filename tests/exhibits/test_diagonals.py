"""One table, two diagonals: its numbers against NumPy's, and its script against the library."""

import numpy as np
import pytest

from flipconv import convolve, correlate
from flipconv.exhibits.diagonals import answered, diagonals, first_place
from flipconv.exhibits.model import Grid
from tests.exhibits.node import answers


def test_the_cases_hold_the_numbers_that_numpy_finds():
    for case in diagonals().data["cases"]:
        state, answer = case["state"], case["answer"]
        x, h = state["x"], state["h"]
        convolved = np.convolve(x, h)
        correlated = np.convolve(x, h[::-1])
        assert answer["outputs"] == {"convolve": convolved.tolist(), "correlate": correlated.tolist()}
        assert answer["table"] == [[sample * tap for tap in h] for sample in x]


def test_the_cells_add_up_to_the_output_at_their_place():
    for case in diagonals().data["cases"]:
        state, answer = case["state"], case["answer"]
        sign = {"convolve": 1, "correlate": -1}[state["operation"]]
        assert answer["cells"]
        assert {i + sign * j for i, j in answer["cells"]} == {state["place"]}
        assert sum(state["x"][i] * state["h"][j] for i, j in answer["cells"]) == answer["sum"]
        smallest = 0 if state["operation"] == "convolve" else 1 - len(state["h"])
        assert answer["outputs"][state["operation"]][state["place"] - smallest] == answer["sum"]


def test_the_cases_have_all_sizes_and_an_asymmetric_kernel_first():
    states = [case["state"] for case in diagonals().data["cases"]]
    assert {(len(state["x"]), len(state["h"])) for state in states} == {(n, m) for n in (3, 4, 5, 6) for m in (2, 3, 4)}
    assert states[0]["h"] != states[0]["h"][::-1]


def test_the_strip_shows_what_the_exhibit_begins_with():
    made = diagonals()
    first = made.data["cases"][0]
    table, convolved, words, _, correlated, _ = made.strip
    assert isinstance(table, Grid)
    assert isinstance(convolved, Grid)
    assert isinstance(correlated, Grid)
    assert table.numbers == first["answer"]["table"]
    assert [convolved.numbers[0], correlated.numbers[0]] == list(first["answer"]["outputs"].values())
    lit = [[i, j] for i, row in enumerate(table.classes) for j, name in enumerate(row) if name != "blank"]
    assert lit == first["answer"]["cells"]
    assert words == f"The cells with i + j = 3 add up to {first['answer']['sum']}, the output at place 3."


@pytest.mark.parametrize("operation", ["convolve", "correlate"])
def test_the_script_and_the_library_agree_on_random_tables(operation):
    rng = np.random.default_rng(31)
    cases = []
    for _ in range(120):
        n, m = int(rng.integers(3, 7)), int(rng.integers(2, 5))
        place = first_place(n, m, operation) + int(rng.integers(n + m - 1))
        cases.append(answered(rng.integers(-20, 21, n), rng.integers(-20, 21, m), operation, place))
    found = answers("diagonals.js", "diagonals", [case["state"] for case in cases], {})
    assert found == [case["answer"] for case in cases]
    call = {"convolve": convolve, "correlate": correlate}[operation]
    outputs = [call(case["state"]["x"], case["state"]["h"]).tolist() for case in cases]
    assert [answer["outputs"][operation] for answer in found] == outputs
