"""The number line: places found by the library against plain sums, and the script against the library."""

from itertools import product

import numpy as np
import pytest

from flipconv.exhibits.line import Placed, answered, line
from tests.exhibits.node import answers


def by_arithmetic(a, b, c):
    return {
        "sum": a + b,
        "left": (a + b) + c,
        "right": a + (b + c),
        "difference": b - a,
        "before": c - b,
        "corrLeft": c - (b - a),
        "corrRight": (c - b) - a,
        "apart": 2 * a,
    }


def test_the_library_puts_the_ones_where_plain_sums_say():
    cases = line().data["cases"]
    assert len(cases) >= 20
    assert [case["answer"] for case in cases] == [by_arithmetic(**case["state"]) for case in cases]


def test_the_cases_lie_on_both_sides_of_zero_and_reach_the_ends():
    places = np.array([list(case["state"].values()) for case in line().data["cases"]])
    assert places.min() == -5
    assert places.max() == 5
    assert 0 in places[:, 0]


def test_what_is_no_single_one_has_no_place():
    with pytest.raises(ValueError, match="must be 1"):
        _ = Placed(np.array([0, 2]), 0).place()
    with pytest.raises(ValueError, match="unpack"):
        _ = Placed(np.array([1, 1]), 0).place()


def test_the_rows_end_where_their_formulas_say():
    for column in line().data["columns"]:
        for row, (a, b, c) in product(column["rows"], [(2, -1, 4), (-3, 5, 1)]):
            value = eval(row["place"].replace("−", "-"), {"a": a, "b": b, "c": c})
            assert by_arithmetic(a, b, c)[row["stops"][-1]] == value
            steps = eval("+".join(row["steps"]).replace("−", "-"), {"a": a, "b": b, "c": c})
            assert steps == value


def test_the_brackets_join_the_stops_that_their_words_name():
    for column in line().data["columns"]:
        for row in column["rows"][1:]:
            places = {"a": 2, "b": -1, "c": 4}
            known = places | by_arithmetic(**places)
            stops = [0, *(known[stop] for stop in row["stops"])]
            first, last, words = row["pair"]
            assert stops[last] - stops[first] == eval(words.replace("−", "-"), places)


def test_the_strip_shows_what_the_exhibit_begins_with():
    made = line()
    state, answer = made.data["cases"][0]["state"], made.data["cases"][0]["answer"]
    places, added, subtracted, apart = (str(part).replace("−", "-") for part in made.strip)
    assert places == f"Three impulses, at a = {state['a']}, b = {state['b']} and c = {state['c']}."
    assert all(f" {answer[name]}" in added for name in ("sum", "left", "right"))
    assert all(f" = {answer[name]}" in subtracted for name in ("difference", "corrLeft", "corrRight"))
    assert apart == f"The two places are 2a = {answer['apart']} apart."


def test_the_script_and_the_library_agree_on_random_places():
    rng = np.random.default_rng(32)
    cases = [answered(*places) for places in rng.integers(-5, 6, (250, 3)).tolist()]
    assert answers("line.js", "line", [case["state"] for case in cases], {}) == [case["answer"] for case in cases]
