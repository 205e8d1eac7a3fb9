"""The dot-product tester: its numbers against matrices and NumPy, and its script against the library."""

from itertools import product

import numpy as np
import pytest

from flipconv.adjoints import convolve_signal_adjoint, correlate_signal_adjoint
from flipconv.exhibits.dot_product import PRESETS, adjoints, answered, applied, cases, dot_product
from flipconv.exhibits.model import Grid
from flipconv.shapes import MODES
from tests.exhibits.node import answers

OPERATIONS = ("convolve", "correlate")
ADJOINTS = {"convolve": convolve_signal_adjoint, "correlate": correlate_signal_adjoint}


def numbers(pairs):
    return np.array([re + 1j * im for re, im in pairs])


def by_sums(signal, h, how):
    """Return a map's outputs, product by product."""
    taps = h[::-1] if how.get("flipped") else h
    taps = taps.conj() if how.get("conjugated") else taps
    n, m = len(signal), len(taps)
    sign = 1 if how["operation"] == "convolve" else -1
    weights = taps if sign == 1 else taps.conj()
    full = dict.fromkeys(range(n + m - 1) if sign == 1 else range(1 - m, n), 0)
    for i, j in product(range(n), range(m)):
        full[i + sign * j] += signal[i] * weights[j]
    anchored = range(sign * how["anchor"], sign * how["anchor"] + n)
    inside = range(m - 1, n) if sign == 1 else range(n - m + 1)
    return np.array([full[place] for place in {"full": full, "same": anchored, "valid": inside}[how["mode"]]])


def drawn(rng):
    """Return a state: any map, any proposal, Gaussian integers."""
    n, m = int(rng.integers(4, 7)), int(rng.integers(2, 5))
    part = int(rng.integers(2))

    def gaussians(length):
        return rng.integers(-9, 10, length) + 1j * part * rng.integers(-9, 10, length)

    def how():
        mode = MODES[rng.integers(3)]
        return {"operation": OPERATIONS[rng.integers(2)], "mode": mode, "anchor": int(rng.integers(m))}

    h, forward = gaussians(m), how()
    back = how() | {"flipped": bool(rng.integers(2)), "conjugated": bool(rng.integers(2))}
    if rng.integers(2):  # by chance alone few proposals would pass
        back = adjoints(forward, m)[rng.integers(2)]
    x = gaussians(n)
    return answered(x, gaussians(len(applied(x, h, forward))), h, (forward, back))


def test_the_cases_hold_what_plain_sums_give():
    for case in cases():
        state, answer = case["state"], case["answer"]
        x, y, h = (numbers(state[name]) for name in "xyh")
        made, returned = by_sums(x, h, state["forward"]), by_sums(y, h, state["back"])
        assert numbers(answer["Ax"]).tolist() == made.tolist()
        assert [re + 1j * im for re, im in answer["By"]] == returned.tolist()
        left = complex(np.vdot(y, made))
        assert complex(*answer["left"]) == left
        if len(returned) == len(x):
            right = complex(np.vdot(returned, x))
            assert complex(*answer["right"]) == right
            assert complex(*answer["difference"]) == left - right
        else:
            assert answer["right"] is answer["difference"] is None
        assert answer["agree"] == (answer["right"] == answer["left"])


def test_some_cases_agree_and_some_do_not_and_some_are_not_defined():
    found = [case["answer"] for case in cases()]
    assert not found[0]["agree"]
    assert sum(answer["agree"] for answer in found) >= 12
    assert sum(not answer["agree"] and answer["right"] is not None for answer in found) >= 3
    assert any(answer["right"] is None for answer in found)


def test_a_missing_conjugate_is_felt_by_complex_taps():
    h = PRESETS["complex taps"]
    x, y = np.array([1, 2j, -1, 3]), np.array([2, 1j, 1, -1, 4, 1 - 1j])
    forward = {"operation": "convolve", "mode": "full", "anchor": 0}
    for back, agrees in [(back, True) for back in adjoints(forward, 3)]:
        assert answered(x, y, h, (forward, back))["answer"]["agree"] is agrees
        other = back | {"conjugated": not back["conjugated"]}
        assert answered(x, y, h, (forward, other))["answer"]["agree"] is not agrees


@pytest.mark.parametrize(("operation", "mode", "name"), list(product(OPERATIONS, MODES, PRESETS)))
def test_the_right_proposals_do_what_the_librarys_adjoints_do(operation, mode, name):
    h, n = PRESETS[name], 5
    for anchor in range(len(h)):
        forward = {"operation": operation, "mode": mode, "anchor": anchor}
        y = np.arange(1, len(applied(np.ones(n), h, forward)) + 1) * (2 - 1j)
        held = anchor if mode == "same" else None
        expected = ADJOINTS[operation](y, h, n, mode=mode, anchor=held).tolist()
        assert [applied(y, h, back).tolist() for back in adjoints(forward, len(h))] == [expected, expected]


def test_the_strip_shows_what_the_exhibit_begins_with():
    made = dot_product()
    first = made.data["cases"][0]
    grids = [part for part in made.strip if isinstance(part, Grid)]
    known = first["state"] | first["answer"]
    assert [[[re, 0] for re in grid.numbers[0]] for grid in grids] == [
        known[name] for name in ("h", "x", "y", "Ax", "By")
    ]
    refused, passed = (str(part).replace("−", "-") for part in made.strip[len(grids) :])
    left, right = first["answer"]["left"][0], first["answer"]["right"][0]
    assert refused == f"⟨A x, y⟩ is {left} and ⟨x, B y⟩ is {right}. They differ, so B is not the adjoint of A."
    assert passed == f'With B y = correlate(y, h, mode="valid") the second is {left}.'


def test_the_script_and_the_library_agree_on_random_proposals():
    rng = np.random.default_rng(33)
    drawings = [drawn(rng) for _ in range(400)]
    agreeing = sum(case["answer"]["agree"] for case in drawings)
    assert 100 < agreeing < 300
    found = answers("dot-product.js", "dotProduct", [case["state"] for case in drawings], {})
    assert found == [case["answer"] for case in drawings]
