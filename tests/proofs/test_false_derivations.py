"""False statements with derivations that look like proofs: both programs refuse each, and each is false."""

import pytest

from flipconv.proofs.models import Group
from tests.proofs.false_uses import FIXED
from tests.proofs.falsehoods import SET, at_x, from_zero, on_set
from tests.proofs.replay import theorems
from tests.proofs.replay.theorems import COMMUTATIVE, INTEGERS, equation, finite, of
from tests.proofs.replay.writing import (
    add,
    at,
    certificate,
    conj,
    delta,
    fun,
    index,
    mul,
    named,
    one,
    over,
    put,
    step,
    window,
)
from tests.proofs.verdicts import Small, builder, is_false, replayer

F, G, H = (fun("u:G", at(name, "u")) for name in "fgh")
X = "x"
LEMMA = theorems.convolution_commutes()
SAME = {"f": {"symbol": "f"}, "g": {"symbol": "g"}, "x": index("x")}


def equal(left, right, rule="ring", with_=None, **declared):
    """Return the bold claim that two terms of a group are equal by one rule."""
    return one(rule, left, right, with_, **{**at_x("f", "g"), **declared})


FALSE = {
    "correlation-commutes-where-values-do": equal(
        at("corr", F, G, X), at("corr", G, F, X), "commute", hypotheses=[COMMUTATIVE]
    ),
    "correlation-is-convolution": equal(at("corr", F, G, X), at("conv", F, G, X)),
    "correlation-is-convolution-with-the-flip-and-no-conjugate": equal(
        at("corr", F, G, X), at("conv", fun("u:G", at("flip", F, "u")), G, X)
    ),
    "flip-is-conjugate-flip": equal(at("flip", F, X), at("conjflip", F, X)),
    "unfolded-with-a-sign-lost": equal(at("conv", F, G, X), over("y:G", mul(at("f", "y"), at("g", "x + y"))), "unfold"),
    "unfolded-without-the-conjugate": equal(
        at("corr", F, G, X), over("y:G", mul(at("f", "y"), at("g", "x + y"))), "unfold"
    ),
    "folded-with-operands-exchanged": equal(
        over("y:G", mul(at("f", "y"), at("g", "x - y"))), at("conv", G, F, X), "unfold"
    ),
    "correlation-associates": equal(
        at("corr", F, fun("u:G", at("corr", G, H, "u")), X),
        at("corr", fun("u:G", at("corr", F, G, "u")), H, X),
        symbols={"f": ["G"], "g": ["G"], "h": ["G"]},
    ),
    "two-correlations-correlate-their-kernels": equal(
        at("corr", F, fun("u:G", at("corr", G, H, "u")), X),
        at("corr", fun("u:G", at("corr", G, F, "u")), H, X),
        symbols={"f": ["G"], "g": ["G"], "h": ["G"]},
    ),
    "moved-by-one-that-is-not-there": equal(
        over("y:G", mul(at("f", "y"), at("g", "x - y"))),
        over("y:G", mul(at("f", "x - y"), at("g", "x - y"))),
        "reindex",
        {"put": put(y="x - y"), "new": named("y:G")},
    ),
    "moved-in-one-factor": equal(
        over("y:G", mul(at("f", "y"), at("g", "y"))),
        over("y:G", mul(at("f", "y + x"), at("g", "y"))),
        "reindex",
        {"put": put(y="y + x"), "new": named("y:G")},
    ),
    "k-is-3k-on-three": equal(
        over("k:G", at("f", "k")),
        over("k:G", at("f", "3k")),
        "reindex",
        {"put": put(k="3k"), "new": named("k:G")},
        variables={},
        **of("f"),
    ),
    "an-operator-pulled-out-of-a-sum": equal(
        at("T", over("y:G", at("f", "y"))),
        over("y:G", at("T", at("f", "y"))),
        "pull",
        {"factor": 0},
        variables={},
        symbols={"T": ["value"], "f": ["G"]},
    ),
    "an-operator-that-keeps-sums": equal(
        at("T", add(at("f", X), at("g", X))),
        add(at("T", at("f", X)), at("T", at("g", X))),
        symbols={"T": ["value"], "f": ["G"], "g": ["G"]},
    ),
    "an-operator-that-keeps-conjugates": equal(
        conj(at("T", at("f", X))), at("T", conj(at("f", X))), symbols={"T": ["value"], "f": ["G"]}
    ),
    "a-conjugate-taken-inside-a-symbol": equal(conj(at("f", X)), at("f", "-x"), symbols={"f": ["G"]}),
    "pushed-along-what-is-no-homomorphism": certificate(
        at("push", {"hom": "f"}, F, X),
        at("f", X),
        [step("unfold", [], at("f", X))],
        **at_x("f"),
    ),
    "a-factor-cancelled-that-may-be-zero": one(
        "assume",
        at("f", X),
        at("g", X),
        {"hypothesis": 0, "with": {}},
        hypotheses=[equation(mul(at("h", X), at("f", X)), mul(at("h", X), at("g", X)))],
        **on_set("f", "g", "h"),
    ),
    "an-equation-about-one-place-used-at-another": one(
        "assume",
        at("f", "y"),
        at("g", "y"),
        {"hypothesis": 0, "with": {}},
        hypotheses=[FIXED],
        **{**on_set("f", "g"), "variables": {"x": "S", "y": "S"}},
    ),
    "an-equation-read-from-right-to-left": one(
        "assume",
        at("f", X),
        at("g", "2x"),
        {"hypothesis": 0, "with": {"y": index("x")}},
        hypotheses=[equation(at("f", "2y"), at("g", "y"), [["y", "G"]])],
        **at_x("f", "g"),
    ),
    "an-equation-of-places-of-another-sort": one(
        "assume",
        at("f", X),
        at("g", X),
        {"hypothesis": 0, "with": {"y": index("x")}},
        hypotheses=[equation(at("h", "y"), at("k", "y"), [["y", "H"]])],
        sorts={"G": "set", "H": "set"},
        variables={"x": "G"},
        symbols={"f": ["G"], "g": ["G"], "h": ["H"], "k": ["H"]},
    ),
    "replaced-by-a-place-of-another-sort": one(
        "replace",
        mul(delta("H", "r - p(x)"), at("f", X)),
        mul(delta("H", "r - p(x)"), at("f", "")),
        {"factor": 0, "variable": "x"},
        sorts={"G": "group", "H": "group"},
        homs={"p": ["G", "H"]},
        variables={"x": "G", "r": "H"},
        **of("f"),
    ),
    "replaced-outside-the-delta": equal(
        add(delta("G", "x - y"), at("f", X)),
        add(delta("G", "x - y"), at("f", "y")),
        "replace",
        {"factor": 0, "variable": "x"},
        variables={"x": "G", "y": "G"},
        **of("f"),
    ),
    "sifted-at-the-other-sign": equal(
        over("y:G", mul(delta("G", "x + y"), at("f", "y"))), at("f", X), "sift", {"factor": 0}, **of("f")
    ),
    "sifted-without-a-delta": equal(
        over("y:G", mul(at("g", "x - y"), at("f", "y"))), at("f", X), "sift", {"factor": 0}
    ),
    "a-delta-of-a-group-is-zero-off-zero": equal(delta("G", "2x"), delta("G", X), symbols={}),
    "a-window-of-both-signs": one(
        "point",
        mul(window("n"), window("1 - n")),
        delta("Z", "n"),
        {"factors": [0, 1]},
        **INTEGERS,
        variables={"n": "Z"},
    ),
    "a-window-that-is-not-implied": one(
        "window",
        mul(window("n"), window("m")),
        mul(window("n"), window("m"), window("n - m")),
        {"adds": index("n - m"), "by": [[1, [0]], [1, [1]], [1, ["not"]]]},
        **INTEGERS,
        variables={"n": "Z", "m": "Z"},
    ),
    "the-product-of-two-sums-is-one-sum": one(
        "pull",
        mul(over("y:S", at("f", "y")), over("y:S", at("g", "y"))),
        over("y:S", mul(at("f", "y"), at("g", "y"))),
        {"factor": 0},
        **SET,
        **of("f", "g", sort="S"),
    ),
    "the-sum-of-products-split-like-a-sum": one(
        "split",
        over("y:S", mul(at("f", "y"), at("g", "y"))),
        add(over("y:S", at("f", "y")), over("y:S", at("g", "y"))),
        hypotheses=[finite("S")],
        **SET,
        **of("f", "g", sort="S"),
    ),
    "a-sum-of-ones-is-one": one("ring", over("y:S", 1), 1, **SET),
    "convolution-commutes-by-a-theorem-with-another-place": equal(
        over("y:G", mul(at("f", "y"), at("g", "x - y"))),
        over("y:G", mul(at("g", "y"), at("f", "-x - y"))),
        "use",
        {"theorem": LEMMA["name"], "sorts": {"G": "G"}, "homs": {}, "with": SAME},
        hypotheses=[COMMUTATIVE],
        uses=[LEMMA],
    ),
}
WORLDS = {
    "an-equation-about-one-place-used-at-another": Small(
        symbols={"f": from_zero, "g": lambda place: 2 * (place == (1,)) + (place == (0,))}
    ),
    "a-factor-cancelled-that-may-be-zero": Small(symbols={"h": lambda place: 0}),
    "an-equation-read-from-right-to-left": Small(
        sorts={"G": Group((2,))}, symbols={"f": lambda place: 5 + 2 * place[0], "g": lambda place: 5}
    ),
    "folded-with-operands-exchanged": Small(matrices=True),
    "an-equation-of-places-of-another-sort": Small(symbols={"h": from_zero, "k": from_zero}),
    "replaced-by-a-place-of-another-sort": Small(homs={"p": lambda place: (0,)}),
    "a-delta-of-a-group-is-zero-off-zero": Small(sorts={"G": Group((2,))}),
}
SAY_NOTHING = {"pushed-along-what-is-no-homomorphism"}
"""What is written there has no meaning, so that it cannot be false either."""


@pytest.mark.parametrize("name", FALSE)
def test_both_programs_refuse_it(name):
    library = [LEMMA] if "uses" in FALSE[name] and FALSE[name]["uses"] else []
    assert builder(FALSE[name], *library)
    assert replayer(FALSE[name], *library)


@pytest.mark.parametrize("name", sorted(set(FALSE) - SAY_NOTHING))
def test_it_is_false(name):
    assert is_false(FALSE[name], WORLDS.get(name, Small()))
