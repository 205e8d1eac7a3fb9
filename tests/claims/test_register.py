"""What enters the register, and what stands in it."""

import re

import pytest

from flipconv.claims.bases import Basis
from flipconv.claims.checker import check
from flipconv.claims.evidence import Case, Exhausted, Search
from flipconv.claims.register import REGISTER, all_claims, claim
from flipconv.claims.tiers import Tier

CLAIMS = all_claims()


def sides(x):
    """A reason."""
    return x, x


def counterfeit(x):
    """A near-miss."""
    return x, x + 1


def entry(**changes):
    """Return the arguments of an entry that is in order, with some changed."""
    return {
        "label": "planted",
        "title": "Planted.",
        "statement": "x = x",
        "evidence": Exhausted("one", lambda: [Case((1,))]),
        "source": "a test",
        "counterfeits": (counterfeit,),
        **changes,
    }


@pytest.fixture(autouse=True)
def _register_restored(monkeypatch):
    kept = dict(REGISTER)
    yield
    REGISTER.clear()
    REGISTER.update(kept)


def test_an_entry_in_order_enters_and_leaves_its_function_alone():
    assert claim(**entry())(sides) is sides
    assert REGISTER["planted"].reason == "A reason."


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"label": next(iter(CLAIMS))}, "is entered twice"),
        ({"source": ""}, "has no source"),
        ({"title": ""}, "has no title"),
        ({"counterfeits": ()}, "needs counterfeits"),
        ({"evidence": Search("one", lambda: [Case((1,))])}, "it takes no counterfeits"),
        ({"evidence": Search("one", lambda: [Case((1,))]), "counterfeits": ()}, "names the belief that it refutes"),
        ({"refutes": "They differ."}, "names the belief that it refutes"),
    ],
)
def test_an_entry_out_of_order_is_refused(changes, refusal):
    with pytest.raises(ValueError, match=refusal):
        _ = claim(**entry(**changes))(sides)


def test_a_claim_without_a_reason_is_refused():
    with pytest.raises(ValueError, match="has no docstring with the reason"):
        _ = claim(**entry())(lambda x: (x, x))


@pytest.mark.parametrize("label", CLAIMS)
def test_every_claim_of_the_register_is_established(label):
    verdict = check(CLAIMS[label])
    assert verdict.passed, verdict.problem
    assert verdict.cases > 0
    assert CLAIMS[label].is_pitfall or verdict.counterfeits_rejected == len(CLAIMS[label].counterfeits) > 0
    assert bool(verdict.witness) == CLAIMS[label].is_pitfall == (verdict.tier is Tier.REFUTED)


@pytest.mark.parametrize("label", CLAIMS)
def test_labels_titles_and_near_misses_are_written_out(label):
    known = CLAIMS[label]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", label)
    assert known.title[0].isupper()
    assert known.title.endswith(".")
    assert all(near_miss.__doc__ for near_miss in known.counterfeits)


def test_claims_of_the_operators_run_on_shapes_that_can_feel_a_mistake():
    bases = [known.evidence for known in CLAIMS.values() if isinstance(known.evidence, Basis)]
    pairs = {shapes for evidence in bases for shapes in evidence.shapes if len(shapes) == 2}
    one_axis = [(n[0], m[0]) for n, m in pairs if len(n) == len(m) == 1]
    assert {m % 2 for _, m in one_axis} == {0, 1}, "even and odd kernels"
    assert any(m > n for n, m in one_axis), "a kernel longer than the signal"
    assert any(len(set(n)) > 1 and n != m for n, m in pairs if len(n) > 1), "an image that is not square"
    assert any(len(n) == 3 for n, _ in pairs), "three dimensions"
