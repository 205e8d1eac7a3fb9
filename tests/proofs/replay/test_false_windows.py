"""Windows: for every condition a false statement that it alone refuses."""

import re

import pytest

from tests.proofs.replay.theorems import INTEGERS
from tests.proofs.replay.writing import (
    add,
    delta,
    index,
    mul,
    one,
    refusal,
    window,
)

MN = {"variables": {"m": "Z", "n": "Z"}}


def adding(left, text, by):
    return one("window", left, mul(left, window(text)), {"adds": index(text), "by": by}, **INTEGERS, **MN)


M, N = window("m"), window("n")
CASES = {
    "nothing": (adding(mul(M, N), "m - n", []), "must be -1"),
    "zero": (adding(mul(M, N), "m - n", [[0, [0]], [1, [1]]]), "positive integer"),
    "negative": (adding(mul(M, N), "m - n", [[-1, [0]], [1, [1]], [1, ["not"]]]), "positive integer"),
    "minus-one": (adding(mul(M, N), "m - n", [[-1, []]]), "positive integer"),
    "true": (adding(mul(M, N), "m - n", [[True, [0]]]), "must be an integer"),
    "operand-true": (adding(mul(M, N), "m - n", [[1, [True]]]), "no window among"),
    "operand-minus-one": (adding(mul(M, N), "m - n", [[1, [-1]]]), "no window among"),
    "no-window": (adding(mul(2, M, N), "m - n", [[1, [0]]]), "no window among"),
    "sum-is-minus-two": (adding(mul(M, N), "m + n + 1", [[1, [0]], [1, [1]], [1, ["not"]]]), "must be -1"),
    "sum-is-zero": (adding(mul(M, N), "m + n - 1", [[1, [0]], [1, [1]], [1, ["not"]]]), "must be -1"),
    "huge": (adding(mul(M, N), "m", [[9999999, ["not"] * 60]]), "must be -1|too long|too large"),
    "one-below": (adding(mul(M, N), "m - 1", [[1, [0]], [1, ["not"]]]), "must be -1"),
    "of-a-sum": (
        one(
            "window",
            add(M, N),
            mul(add(M, N), window("m")),
            {"adds": index("m"), "by": [[1, [0]], [1, ["not"]]]},
            **INTEGERS,
            **MN,
        ),
        "neither a product nor a window",
    ),
    "point-same-sign": (
        one("point", mul(M, M), delta("Z", "m"), {"factors": [0, 1]}, **INTEGERS, variables={"m": "Z"}),
        "of -q",
    ),
    "point-twice-one": (
        one("point", mul(M, 1), delta("Z", "m"), {"factors": [0, 0]}, **INTEGERS, variables={"m": "Z"}),
        "two different",
    ),
    "point-no-windows": (
        one("point", mul(M, 1), delta("Z", "m"), {"factors": [0, 1]}, **INTEGERS, variables={"m": "Z"}),
        "must be windows",
    ),
    "point-one-off": (
        one("point", mul(M, window("1 - m")), delta("Z", "m"), {"factors": [0, 1]}, **INTEGERS, variables={"m": "Z"}),
        "of -q",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_step_that_breaks_its_rule_is_refused(case):
    false, reason = CASES[case]
    assert re.search(reason, refusal(false))
