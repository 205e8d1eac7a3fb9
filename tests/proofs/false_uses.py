"""False statements that one condition on declarations, hypotheses or theorems stands in the way of."""

from __future__ import annotations

from flipconv.proofs import instances, judging, normal, rechecking, rules, substitution
from flipconv.proofs.models import Group
from tests.proofs.falsehoods import (
    G_,
    MATRICES,
    F,
    Falsehood,
    at_x,
    from_zero,
    ladder,
    on_set,
)
from tests.proofs.replay import theorems
from tests.proofs.replay.theorems import (
    GROUP,
    equation,
)
from tests.proofs.replay.writing import (
    at,
    certificate,
    conj,
    delta,
    fun,
    index,
    mul,
    one,
    over,
    step,
)
from tests.proofs.verdicts import Small

ORDER = {
    "values-commute": Falsehood(
        one("commute", mul(F, G_), mul(G_, F), **on_set("f", "g")),
        rules,
        'raise RefusedError("nothing says that values commute")\n    judge.used |= {numbers[0]}',
        "pass",
        small=MATRICES,
    ),
    "the-conjugate-of-a-product-in-the-same-order": Falsehood(
        one("ring", conj(mul(F, G_)), mul(conj(F), conj(G_)), **on_set("f", "g")),
        normal,
        "(b, a) if reverse else (a, b)",
        "(a, b)",
        small=MATRICES,
    ),
    "the-conjugate-dropped": Falsehood(
        one("ring", conj(F), F, **on_set("f")), normal, "conjugated=not conjugated", "conjugated=conjugated"
    ),
    "a-sign-lost": Falsehood(
        one("ring", mul(-1, F), F, **on_set("f")),
        rules,
        'not alike(result, into, commuting=rule == "commute")',
    ),
    "correlation-commutes": Falsehood(
        one(
            "ring",
            at("corr", fun("u:G", at("f", "u")), fun("u:G", at("g", "u")), "x"),
            at("corr", fun("u:G", at("g", "u")), fun("u:G", at("f", "u")), "x"),
            **at_x("f", "g"),
        ),
        rules,
        'not alike(result, into, commuting=rule == "commute")',
    ),
    "a-symbol-that-bears-the-name-of-a-definition": Falsehood(
        one(
            "unfold",
            at("flip", fun("u:G", at("f", "u")), "x"),
            at("f", "-x"),
            **{**at_x("f"), "symbols": {"f": ["G"], "flip": [["G"], "G"]}},
        ),
        rechecking,
        'len(set(names)) < len(names) or "value" in names',
    ),
    "the-last-line-is-another": Falsehood(
        certificate(F, G_, [step("ring", [], F)], **on_set("f", "g")), rechecking, "not alike(line, theorem.right)"
    ),
    "a-line-that-does-not-follow": Falsehood(
        certificate(F, G_, [{**step("ring", [], F), "gives": G_}], **on_set("f", "g")),
        rechecking,
        "not alike(replaced(line, step.at, step.into), step.gives)",
    ),
}

FIXED = equation(F, G_)
LEMMA = theorems.convolution_commutes()
CONVOLVED = over("y:G", mul(at("f", "y"), at("g", "x - y"))), over("y:G", mul(at("g", "y"), at("f", "x - y")))
AS_ITSELF = {"f": {"symbol": "f"}, "g": {"symbol": "g"}, "x": index("x")}
SWAPPING = certificate(
    over("y:S z:S", at("h", "x", "y", "z")),
    over("z:S y:S", at("h", "x", "y", "z")),
    [step("swap", [], over("z:S y:S", at("h", "x", "y", "z")))],
    name="swapping",
    hypotheses=[theorems.summable("x:S", "y:S z:S", at("h", "x", "y", "z"))],
    sorts={"S": "set"},
    symbols={"h": ["S", "S", "S"]},
    variables={"x": "S"},
)
TRIPLE = {"sorts": {"S": "set"}, "symbols": {"h": ["S", "S", "S"]}}
ON_LAST_TWO = Small(
    line=True,
    sorts={"S": Group((0,), 1)},
    # only at 0 does the family have two totals; the hypothesis is about another place
    symbols={"h": lambda x, m, n: ladder(m, n) if x == (0,) else 0},
)
SWAPS = {
    "theorem": "swapping",
    "sorts": {"S": "S"},
    "homs": {},
    "with": {"h": {"symbol": "h"}, "x": index("a")},
}
USES = {
    "an-equation-used-on-another-term": Falsehood(
        one("assume", at("h", "x"), G_, {"hypothesis": 0, "with": {}}, hypotheses=[FIXED], **on_set("f", "g", "h")),
        rules,
        "not alike(term, put.term(left))",
        small=Small(symbols={"f": from_zero, "g": from_zero}),
    ),
    "an-equation-about-one-place-used-at-every": Falsehood(
        certificate(
            over("x:S", F),
            over("x:S", G_),
            [step("assume", [0], G_, {"hypothesis": 0, "with": {}})],
            hypotheses=[FIXED],
            **on_set("f", "g"),
        ),
        rules,
        "judge.under(scope)",
        "judge",
        small=Small(symbols={"f": from_zero, "g": lambda place: place[0] + (place == (0,))}),
    ),
    "a-theorem-whose-hypothesis-does-not-hold": Falsehood(
        one(
            "use",
            *CONVOLVED,
            {"theorem": LEMMA["name"], "sorts": {"G": "G"}, "homs": {}, "with": AS_ITSELF},
            uses=[LEMMA],
            **at_x("f", "g"),
        ),
        rules,
        "judge.used |= holds_here(hypothesis, put, judge.hypotheses)",
        "pass",
        small=MATRICES,
        library=(LEMMA,),
    ),
    "a-theorem-whose-family-is-not-summable": Falsehood(
        one(
            "use",
            over("y:S z:S", at("h", "a", "y", "z")),
            over("z:S y:S", at("h", "a", "y", "z")),
            SWAPS,
            uses=[SWAPPING],
            variables={"a": "S"},
            **TRIPLE,
        ),
        rules,
        "judge.summable(families, scope)",
        "judge.summable([], scope)",
        small=ON_LAST_TWO,
        library=(SWAPPING,),
    ),
    "a-family-summable-at-one-place-used-at-all": Falsehood(
        one(
            "use",
            over("y:S z:S", at("h", "a", "y", "z")),
            over("z:S y:S", at("h", "a", "y", "z")),
            SWAPS,
            hypotheses=[theorems.summable("", "y:S z:S", at("h", "x", "y", "z"))],
            uses=[SWAPPING],
            variables={"a": "S", "x": "S"},
            **TRIPLE,
        ),
        instances,
        'f"$$all{place}"',
        "every[place][0]",
        small=ON_LAST_TWO,
        library=(SWAPPING,),
    ),
    "a-family-summable-at-one-place-summed-at-every": Falsehood(
        certificate(
            over("x:S y:S z:S", at("h", "x", "y", "z")),
            over("x:S z:S y:S", at("h", "x", "y", "z")),
            [step("swap", [0], over("z:S y:S", at("h", "x", "y", "z")))],
            hypotheses=[theorems.summable("", "y:S z:S", at("h", "x", "y", "z"))],
            variables={"x": "S"},
            **TRIPLE,
        ),
        judging,
        'f"${name}"',
        "name",
        small=ON_LAST_TWO,
    ),
    "captured-when-put-in": Falsehood(
        one(
            "sift",
            over("y:G", mul(delta("G", "y - x"), over("x:G", at("h", "y", "x")))),
            over("x:G", at("h", "x", "x")),
            {"factor": 0},
            **GROUP,
            symbols={"h": ["G", "G"]},
            variables={"x": "G"},
        ),
        substitution,
        "fresh(name, taken) if name in free else name",
        "name",
    ),
    "the-image-of-an-image-written-as-one": Falsehood(
        one(
            "assume",
            at("f", "p(x)"),
            at("g", "p(x)"),
            {"hypothesis": 0, "with": {"y": index("p(x)")}},
            hypotheses=[equation(at("f", "y"), at("g", "p(y)"), [["y", "G"]])],
            homs={"p": ["G", "G"]},
            **at_x("f", "g"),
        ),
        substitution,
        "hom and any(inner for (inner, _), _ in image.monomials)",
        small=Small(symbols={"f": lambda place: 2 * place[0] % 3, "g": lambda place: place[0]}),
    ),
}
