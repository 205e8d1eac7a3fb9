"""False statements that one condition on sums, deltas or windows stands in the way of."""

from __future__ import annotations

from flipconv.proofs import rechecking, rules, summability, sums
from flipconv.proofs.models import Group
from tests.proofs.falsehoods import (
    COLUMNS_S,
    G_,
    LADDER,
    ON_SHEET,
    PAIRS,
    ROWS_S,
    SET,
    SHEET,
    TWO,
    F,
    Falsehood,
    at_x,
    on_set,
)
from tests.proofs.replay.theorems import (
    GROUP,
    INTEGERS,
    finite,
    of,
    support,
)
from tests.proofs.replay.writing import (
    add,
    at,
    delta,
    index,
    mul,
    one,
    over,
    window,
)
from tests.proofs.verdicts import Small

SUMS = {
    "swapped-and-not-summable": Falsehood(
        one("swap", ROWS_S, COLUMNS_S, **SHEET), sums, "[Family(over, inner.body)]", "[]", small=ON_SHEET
    ),
    "swapped-for-no-reason": Falsehood(
        one("swap", ROWS_S, COLUMNS_S, **SHEET),
        summability,
        'raise RefusedError(f"nothing says that the family over',
        'return set()\n    print(f"nothing says that the family over',
        small=ON_SHEET,
    ),
    "swapped-with-one-sort-finite": Falsehood(
        one(
            "swap",
            over("i:I n:S", at("h", "i", "n")),
            over("n:S i:I", at("h", "i", "n")),
            hypotheses=[finite("I")],
            sorts={"I": "set", "S": "set"},
            symbols={"h": ["I", "S"]},
        ),
        summability,
        "for sort in sorts} if sorts <= set(known) else None",
        "for sort in sorts & set(known)} or None",
        small=Small(
            line=True,
            sorts={"I": Group((2,)), "S": Group((0,))},
            symbols={"h": lambda i, n: 1 if i == (0,) else (n == (0,)) - 1},
        ),
    ),
    "swapped-though-one-factor-holds-both": Falsehood(
        one(
            "swap",
            over("m:G n:G", mul(at("g", "m"), at("g", "n"), at("f", "m - n"))),
            over("n:G m:G", mul(at("g", "m"), at("g", "n"), at("f", "m - n"))),
            hypotheses=[support("f")],
            **GROUP,
            **of("f", "g"),
        ),
        summability,
        "if len(holding) != 1:",
        "if not holding:",
        small=Small(
            line=True,
            sorts={"G": Group((0,))},
            symbols={"f": lambda m: (m == (0,)) - (m == (1,)), "g": lambda m: int(m[0] >= 0)},
        ),
    ),
    "swapped-on-integers-called-finite": Falsehood(
        one(
            "swap",
            over("m:Z n:Z", mul(at("h", "m", "n"), window("m*n + 1"))),
            over("n:Z m:Z", mul(at("h", "m", "n"), window("m*n + 1"))),
            hypotheses=[finite("Z")],
            **PAIRS,
        ),
        rechecking,
        '(sorting.kinds or {})[sort] in ("integers", "steps")',
        small=LADDER,
    ),
    "split-and-not-summable": Falsehood(
        one(
            "split",
            over("y:S", add(at("f", "y"), at("g", "y"))),
            add(over("y:S", at("f", "y")), over("y:S", at("g", "y"))),
            **SET,
            **of("f", "g", sort="S"),
        ),
        sums,
        "[Family(((term.variable, term.sort),), part) for part in term.body.terms]",
        "[]",
        small=Small(
            line=True,
            sorts={"S": Group((0,))},
            symbols={"f": lambda y: 1, "g": lambda y: (y == (0,)) - 1},
        ),
    ),
    "captured-by-a-sum-that-takes-a-factor-in": Falsehood(
        one("pull", mul(F, over("x:S", at("g", "x"))), over("x:S", mul(F, G_)), {"factor": 1}, **on_set("f", "g")),
        sums,
        "any(total.variable in free_variables(factor) for factor in others)",
    ),
    "sifted-with-coefficient-2": Falsehood(
        one(
            "sift",
            over("y:G", mul(delta("G", "2y - x"), at("f", "y"))),
            at("f", "2x"),
            {"factor": 0},
            **at_x("f"),
        ),
        sums,
        "abs(coefficient) != 1",
        small=TWO,
    ),
    "sifted-with-the-variable-under-a-homomorphism": Falsehood(
        one(
            "sift",
            over("y:G", mul(delta("G", "y + p(y) - x"), at("f", "y"))),
            at("f", "x - p(y)"),
            {"factor": 0},
            homs={"p": ["G", "G"]},
            **{**at_x("f"), "variables": {"x": "G", "y": "G"}},
        ),
        sums,
        "name in rest.variables",
    ),
    "sifted-with-the-variable-twice": Falsehood(
        one(
            "sift",
            over("y:Z", mul(delta("Z", "y + n*y"), at("f", "y"))),
            at("f", "-n*y"),
            {"factor": 0},
            **INTEGERS,
            **of("f", sort="Z"),
            variables={"n": "Z", "y": "Z"},
        ),
        sums,
        "name in rest.variables",
        small=Small(symbols={"f": lambda place: place[0] + 7}),
    ),
    "replaced-with-coefficient-2": Falsehood(
        one(
            "replace",
            mul(delta("G", "2x - y"), F),
            mul(delta("G", "2x - y"), at("f", "2y")),
            {"factor": 0, "variable": "x"},
            **{**at_x("f"), "variables": {"x": "G", "y": "G"}},
        ),
        sums,
        "abs(coefficient) != 1",
        small=TWO,
    ),
}

MN = {**INTEGERS, "variables": {"m": "Z", "n": "Z"}}
N = {**INTEGERS, "variables": {"n": "Z"}}
WINDOWS = {
    "a-negative-multiple-of-an-inequality": Falsehood(
        one(
            "window",
            window("n"),
            mul(window("n"), window("-n")),
            {"adds": index("-n"), "by": [[-1, [0]], [1, ["not"]]]},
            **N,
        ),
        rules,
        "coefficient < 1",
    ),
    "a-combination-that-is-not-minus-one": Falsehood(
        one("window", window("n"), mul(window("n"), window("m")), {"adds": index("m"), "by": [[1, [0]]]}, **MN),
        rules,
        "combined(total) != as_index(-1)",
    ),
    "two-windows-that-are-not-opposite": Falsehood(
        one("point", mul(window("n"), window("m")), delta("Z", "n"), {"factors": [0, 1]}, **MN),
        rules,
        "one != -other",
    ),
}
