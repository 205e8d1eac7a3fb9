"""False statements by induction, and one by a theorem of steps used on the integers."""

from __future__ import annotations

from flipconv.proofs import instances, rechecking
from flipconv.proofs.models import Group
from tests.proofs.falsehoods import Falsehood
from tests.proofs.replay.theorems import START, equation
from tests.proofs.replay.writing import at, certificate, index, mul, one, sealed, step
from tests.proofs.verdicts import Small


def _recurring(symbol, sort="N"):
    return equation(at(symbol, "t + 1"), mul(at("c", "t"), at(symbol, "t")), [["t", sort]])


def _base(sort="N", kind="steps", right="b"):
    """Return that a and another function begin alike."""
    hypotheses = [START] if right == "b" else []
    how = (
        step("assume", [], at("b", ""), {"hypothesis": 0, "with": {}}) if hypotheses else step("ring", [], at("a", ""))
    )
    symbols = {name: [sort] for name in ["a", right]}
    return certificate(
        at("a", ""), at(right, ""), [how], name="base", hypotheses=hypotheses, sorts={sort: kind}, symbols=symbols
    )


def _step(sort="N", kind="steps"):
    """Return that a and b go on alike, each being c times what it was."""
    here = {"with": {"t": index("t")}}
    return certificate(
        at("a", "t + 1"),
        at("b", "t + 1"),
        [
            step("assume", [], mul(at("c", "t"), at("a", "t")), {"hypothesis": 1, **here}),
            step("assume", [1], at("b", "t"), {"hypothesis": 0, "with": {}}),
            step("assume", [], at("b", "t + 1"), {"hypothesis": 2, **here}, backwards=True),
        ],
        name="step",
        hypotheses=[equation(at("a", "t"), at("b", "t")), _recurring("a", sort), _recurring("b", sort)],
        sorts={sort: kind},
        symbols={name: [sort] for name in "abc"},
        variables={"t": sort},
    )


def _always(first, second, sort="N", kind="steps", **changes):
    """Return that a and b are alike, by induction."""
    arguments = {
        "name": "always",
        "left": at("a", "t"),
        "right": at("b", "t"),
        "proof": {"induction": {"over": "t", "base": "base", "step": "step"}},
        "hypotheses": [START, _recurring("a", sort), _recurring("b", sort)],
        "uses": [first, second],
        "sorts": {sort: kind},
        "symbols": {name: [sort] for name in "abc"},
        "variables": {"t": sort},
    }
    return sealed(**{**arguments, **changes})


def _generous_step():
    """Return a step whose hypothesis says of every t what is to be shown."""
    return certificate(
        at("a", "t + 1"),
        at("b", "t + 1"),
        [step("assume", [], at("b", "t + 1"), {"hypothesis": 0, "with": {"t": index("t + 1")}})],
        name="step",
        hypotheses=[equation(at("a", "t"), at("b", "t"), [["t", "N"]])],
        sorts={"N": "steps"},
        symbols={name: ["N"] for name in "ab"},
        variables={"t": "N"},
    )


def _turned(symbol):
    return equation(at(symbol, "t + 1", "x"), at(symbol, "t", "-x"), [["t", "N"], ["x", "G"]])


SHARED = {"symbols": {"u": ["N", "G"], "v": ["N", "G"]}}
AT_ONE_PLACE = equation(at("u", "", "x"), at("v", "", "x"))
ONE_PLACE_BASE = certificate(
    at("u", "", "x"),
    at("v", "", "x"),
    [step("assume", [], at("v", "", "x"), {"hypothesis": 0, "with": {}})],
    name="base",
    hypotheses=[AT_ONE_PLACE],
    sorts={"N": "steps", "G": "set"},
    variables={"x": "G"},
    **SHARED,
)
_HERE = {"with": {"t": index("t"), "x": index("x")}}
TURNING_STEP = certificate(
    at("u", "t + 1", "x"),
    at("v", "t + 1", "x"),
    [
        step("assume", [], at("u", "t", "-x"), {"hypothesis": 1, **_HERE}),
        step("assume", [], at("v", "t", "-x"), {"hypothesis": 0, "with": {"x": index("-x")}}),
        step("assume", [], at("v", "t + 1", "x"), {"hypothesis": 2, **_HERE}, backwards=True),
    ],
    name="step",
    hypotheses=[equation(at("u", "t", "x"), at("v", "t", "x"), [["x", "G"]]), _turned("u"), _turned("v")],
    sorts={"N": "steps", "G": "group"},
    variables={"t": "N", "x": "G"},
    **SHARED,
)


def _turning(values):
    return lambda step, place: values[place[0] * (-1) ** step[0] % 3]


BASE, STEP, ALWAYS = _base(), _step(), _always(_base(), _step())
DOWNWARD = Small(
    sorts={"Z": Group((0,), 3)},
    symbols={"a": lambda place: int(place[0] < 0), "b": lambda place: 0, "c": lambda place: int(place != (-1,))},
)
APART = Small(symbols={"a": lambda step: 1, "b": lambda step: 1 + step[0], "c": lambda step: 1})
INDUCTIONS = {
    "an-induction-over-the-integers": Falsehood(
        _always(_base("Z", "group"), _step("Z", "integers"), "Z", "integers"),
        rechecking,
        'theorem.sorts.get(sort) != "steps"',
        small=DOWNWARD,
        library=(_base("Z", "group"), _step("Z", "integers")),
    ),
    "a-theorem-of-steps-used-on-the-integers": Falsehood(
        one(
            "use",
            at("a", "t"),
            at("b", "t"),
            {
                "theorem": "always",
                "sorts": {"N": "Z"},
                "homs": {},
                "with": {**{name: {"symbol": name} for name in "abc"}, "t": index("t")},
            },
            hypotheses=[START, _recurring("a", "Z"), _recurring("b", "Z")],
            uses=[ALWAYS],
            sorts={"Z": "integers"},
            symbols={name: ["Z"] for name in "abc"},
            variables={"t": "Z"},
        ),
        instances,
        'kind in ("integers", "steps") and here != kind',
        small=DOWNWARD,
        library=(BASE, STEP, ALWAYS),
    ),
    "a-base-that-says-something-else": Falsehood(
        _always(_base(right="a"), STEP, hypotheses=[_recurring("a"), _recurring("b")]),
        rechecking,
        "not (alike(part.left, sides[0]) and alike(part.right, sides[1]))",
        small=Small(symbols={"a": lambda step: 1, "b": lambda step: 2, "c": lambda step: 1}),
        library=(_base(right="a"), STEP),
    ),
    "an-induction-hypothesis-for-every-t": Falsehood(
        _always(BASE, _generous_step(), hypotheses=[START], symbols={name: ["N"] for name in "ab"}),
        rechecking,
        "dict(entry.every) == others",
        "dict(entry.every).items() >= others.items()",
        small=APART,
        library=(BASE, _generous_step()),
    ),
    "an-induction-that-leaves-a-hypothesis-out": Falsehood(
        _always(BASE, STEP, hypotheses=[START, _recurring("a")]),
        rechecking,
        "if len(expected) != len(theorem.hypotheses) or not all(",
        "if False and not all(",
        small=APART,
        library=(BASE, STEP),
    ),
    "an-induction-from-one-place-to-others": Falsehood(
        sealed(
            name="always",
            left=at("u", "t", "x"),
            right=at("v", "t", "x"),
            proof={"induction": {"over": "t", "base": "base", "step": "step"}},
            hypotheses=[AT_ONE_PLACE, _turned("u"), _turned("v")],
            uses=[ONE_PLACE_BASE, TURNING_STEP],
            sorts={"N": "steps", "G": "group"},
            variables={"t": "N", "x": "G"},
            **SHARED,
        ),
        rechecking,
        "singled_out := sorted(_free(entry) & walked)",
        "singled_out := []",
        small=Small(symbols={"u": _turning([0, 1, 2]), "v": _turning([0, 1, 1])}),
        library=(ONE_PLACE_BASE, TURNING_STEP),
    ),
}
