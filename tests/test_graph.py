"""The dependency graph: what is in it, how it is marked and linked, and that it is drawn once."""

import re

import pytest
from sphinx.errors import ExtensionError

from flipconv.claims.tiers import Tier
from flipconv.sphinxext import drawing
from flipconv.sphinxext.drawing import PACKAGE, drawn
from flipconv.sphinxext.graph import Statement, connected, dot_of, dressed
from flipconv.sphinxext.typesetter import install
from tests.smallsite import REPOSITORY

STATEMENTS = {
    entry.key: entry
    for entry in (
        Statement("claim:a-pitfall", "Two <things> differ.", "pitfall", Tier.REFUTED, ()),
        Statement("claim:one-law", "A law.", "code", Tier.DECIDED, ("claim:a-pitfall", "proof:base-law")),
        Statement("proof:base-law", "Base law", "theorem", Tier.PROVED, ()),
        Statement("claim:alone", "Rests on nothing.", "code", Tier.SAMPLED, ()),
    )
}


@pytest.fixture(scope="module")
def package():
    return install(REPOSITORY, PACKAGE)


def test_what_rests_on_nothing_and_bears_nothing_is_left_out():
    assert list(connected(STATEMENTS)) == ["claim:a-pitfall", "claim:one-law", "proof:base-law"]


def test_statement_and_evidence_are_separate_marks_and_words(package, tmp_path):
    found = connected(STATEMENTS)
    svg = drawn(dot_of(found), package, tmp_path)
    page = dressed(svg, found, {"claim:one-law": "../page.html#claim-one-law"})
    assert re.search(r'id="node.claim:one-law" class="node kind-code worth-decided"', page)
    assert re.search(r'id="node.proof:base-law" class="node kind-theorem worth-proved"', page)
    assert re.search(r'id="node.claim:a-pitfall" class="node kind-pitfall worth-refuted"', page)
    assert [page.count(f">{tier.name}<") for tier in (Tier.DECIDED, Tier.PROVED, Tier.REFUTED)] == [1, 1, 1]
    assert '<a href="../page.html#claim-one-law">' in page
    assert "Two &lt;things&gt; differ. (a pitfall: two things that differ; REFUTED)" in page
    assert set(re.findall(r'id="edge\.([^"]*)"', page)) == {
        "claim:one-law.claim:a-pitfall",
        "claim:one-law.proof:base-law",
    }
    assert "fill=" not in page, "colours are the page's"
    assert "xlink" not in page
    assert [name for name in re.findall(r'id="([^"]*)"', page) if page.count(f'id="{name}"') > 1] == []


def test_a_graph_that_has_not_changed_starts_no_node(package, tmp_path, monkeypatch):
    dot = dot_of(connected(STATEMENTS))
    first = drawn(dot, package, tmp_path)
    monkeypatch.setattr(drawing, "_run", None)
    assert drawn(dot, package, tmp_path) == first
    with pytest.raises(TypeError):
        _ = drawn(dot + "// changed", package, tmp_path)


def test_a_bad_graph_is_refused(package, tmp_path):
    with pytest.raises(ExtensionError, match="cannot be drawn"):
        _ = drawn("digraph {", package, tmp_path)
