"""One filtering, window by window: the lines of NumPy run, the formulas summed, its script against the library."""

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

from flipconv.exhibits.model import Grid
from flipconv.exhibits.stepper import answered, stepper
from tests.exhibits.node import answers

SCIPY = {"convolve": convolve2d, "correlate": correlate2d}
CASES = stepper().data["cases"]


def drawn(operation, mode, count, seed):
    """Return states with the library's answers: any sizes, any place; under "valid" the window fits."""
    rng = np.random.default_rng(seed)
    cases = []
    for _ in range(count):
        h = rng.integers(-9, 10, rng.integers(1, 5, 2))
        least = h.shape if mode == "valid" else (1, 1)
        x = rng.integers(-9, 10, tuple(int(rng.integers(n, n + 5)) for n in least))
        places = SCIPY[operation](x, h, mode=mode).size
        cases.append(answered(x, h, operation, mode, int(rng.integers(places))))
    return cases


def check(case):
    """Work out one case by SciPy, by the line of NumPy, by the formula, and by plain indices."""
    state, answer = case["state"], case["answer"]
    x, h = np.array(state["x"]), np.array(state["h"])
    outputs = SCIPY[state["operation"]](x, h, mode=state["mode"])
    r, c = divmod(state["place"], outputs.shape[1])
    assert answer["at"] == [r, c]
    assert answer["outputs"] == outputs.tolist()
    assert answer["sum"] == outputs[r, c] == sum(map(sum, answer["products"]))
    assert eval(answer["code"], {"x": x, "h": h}) == answer["sum"]
    terms, total = answer["formula"].replace("×", "*").replace("−", "-").split(" = ")
    assert eval(terms) == int(total) == answer["sum"]
    m, n = h.shape
    top, left = (r - m + 1, c - n + 1) if state["mode"] == "full" else (r, c)
    for i, j in np.ndindex(m, n):
        inside = 0 <= top + i < x.shape[0] and 0 <= left + j < x.shape[1]
        sample = x[top + i, left + j] if inside else 0
        tap = h[m - 1 - i, n - 1 - j] if state["operation"] == "convolve" else h[i, j]
        assert answer["block"][i][j] == [sample, tap]
        assert answer["products"][i][j] == sample * tap


def test_the_cases_hold_what_scipy_and_plain_sums_find():
    for case in CASES:
        check(case)
    ways = {(case["state"]["operation"], case["state"]["mode"]) for case in CASES}
    assert len(ways) == 4


def test_the_exhibit_begins_at_the_window_that_the_page_spells_out():
    first, second = CASES[:2]
    assert first["state"]["operation"] == "correlate"
    assert second["state"]["operation"] == "convolve"
    assert first["answer"]["code"] == "(x[0:2, 1:4] * h).sum()"
    assert first["answer"]["products"] == [[0, 2, 0], [12, 0, -2]]
    assert (first["answer"]["sum"], second["answer"]["sum"]) == (12, 11)
    kernel = np.array(first["state"]["h"])
    assert (kernel != kernel[::-1, ::-1]).any()


def test_the_strip_shows_what_the_exhibit_begins_with():
    made = stepper()
    kernel, *rest = made.strip
    assert isinstance(kernel, Grid)
    for case, (signal, block, outputs, words) in zip(CASES, (rest[:4], rest[4:]), strict=False):
        state, answer = case["state"], case["answer"]
        assert isinstance(signal, Grid)
        assert isinstance(block, Grid)
        assert isinstance(outputs, Grid)
        shown = [kernel.numbers, signal.numbers, block.numbers, outputs.numbers]
        assert shown == [state["h"], state["x"], answer["products"], answer["outputs"]]
        assert words == f"The sum of the products: {answer['formula']}. In NumPy: {answer['code']}"
        window = [row[1:4] for row in signal.classes[:2]]
        assert [[name.split()[0] for name in row] for row in window] == block.classes
        ringed = [[i, j] for i, row in enumerate(outputs.classes) for j, name in enumerate(row) if name == "ring"]
        assert ringed == [answer["at"]]
    turned = rest[5]
    assert isinstance(turned, Grid)
    assert turned.classes == [row[::-1] for row in kernel.classes[::-1]]


@pytest.mark.parametrize(
    ("operation", "mode"), [(operation, mode) for operation in SCIPY for mode in ("valid", "full")]
)
def test_the_script_and_the_library_agree_on_random_states(operation, mode):
    cases = drawn(operation, mode, 80, 41)
    found = answers("stepper.js", "stepper", [case["state"] for case in cases], {})
    assert found == [case["answer"] for case in cases]
    for case, answer in zip(cases, found, strict=True):
        check({"state": case["state"], "answer": answer})
