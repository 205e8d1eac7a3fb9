"""What a proof looks like: the LaTeX of terms, and the words of settings, hypotheses and reasons."""

import re

import pytest

from flipconv.proofs.latex import term
from flipconv.proofs.reasons import RULES, hypothesis, reason, setting, typeset
from flipconv.proofs.replay.theorems import RULES as REPLAYED_RULES
from flipconv.proofs.statements import Induction
from flipconv.proofs.theorems import all_theorems


def shown(name, number=0):
    """Return a line without the braces and breaks that serve the typesetter."""
    text = term(all_theorems()[name].lines[number]).replace(r"\allowbreak", "")
    return re.sub(r"(?<![_a-zA-Z\]}])\{((?:[^{}]|\{[^{}]*\})*)\}", r"\1", text)


@pytest.mark.parametrize(
    ("name", "number", "latex"),
    [
        ("convolution-commutes", 1, r"\sum_{y} f(y)\, g(x - y)"),
        ("convolution-associates", 0, "((f * g) * h)(x)"),
        ("flip-of-a-convolution", -1, r"((\flip f) * (\flip g))(x)"),
        ("flip-is-an-involution", 0, r"(\flip (\flip f))(x)"),
        ("convolution-distributes", 0, "(f * (g + h))(x)"),
        ("convolution-shifts-with-its-first", 0, "((S_{a} f) * g)(x)"),
        ("linear-and-equivariant-is-a-convolution", -1, r"(f * T[\delta])(x)"),
        ("characters-are-eigenfunctions", 0, r"(f * w(\cdot, k))(x)"),
        ("push-forward-of-a-convolution", 0, r"(\pi_{*} (f * g))(r)"),
    ],
)
def test_functions_bear_brackets_where_they_could_be_misread(name, number, latex):
    assert shown(name, number) == latex


def test_an_inequality_has_what_is_subtracted_on_its_left():
    assert r"[q \le L - 1]" in shown("support-of-a-convolution", 2)
    assert r"[0 \le q]" in shown("support-of-a-convolution", 2)


def test_a_sum_in_front_of_a_factor_stands_in_brackets():
    assert shown("convolution-associates", 2) == r"\sum_{y} \Bigl(\sum_{z} f(z)\, g(y - z)\Bigr)\, h(x - y)"


def test_every_rule_has_its_sentence():
    assert set(RULES) == set(REPLAYED_RULES)


def test_every_line_has_a_reason_and_every_formula_is_closed():
    for theorem in all_theorems().values():
        steps = () if isinstance(theorem.proof, Induction) else theorem.proof
        texts = [*map(reason, steps), *map(hypothesis, theorem.hypotheses), *setting(theorem)]
        assert all(text.count("$") % 2 == 0 and text for text in texts), theorem.name
        assert all(term(line).count("{") == term(line).count("}") for line in theorem.lines), theorem.name


def test_letters_in_words_become_mathematics_and_words_do_not():
    assert typeset("each w(., k) turns sums into products") == r"each $w(\cdot, k)$ turns sums into products"
    assert typeset("P is at least L + M - 1") == "$P$ is at least $L + M - 1$"
    assert typeset("a rule that works tap by tap") == "a rule that works tap by tap"


def test_hypotheses_and_theorems_in_reasons_can_be_linked():
    steps = all_theorems()["linear-and-equivariant-is-a-correlation"].proof
    assert not isinstance(steps, Induction)
    assert [reason(step) for step in steps] == ["theorem:linear-and-equivariant-is-a-convolution", "theorem:flip-law"]
    proof = all_theorems()["mirrored-at-the-start"].proof
    assert not isinstance(proof, Induction)
    step = proof[0]
    assert reason(step) == "hypothesis:1"
