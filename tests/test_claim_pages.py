"""Claims on pages: what is shown nowhere, cited in vain or shown twice fails the build and is named."""

import re

import pytest

from flipconv.claims.register import all_claims
from tests.smallsite import Site

SHOWN = "flip-is-an-involution"

PAGE = f"""

```{{claim}} {SHOWN}
```

```{{claim}} {SHOWN}
```

```{{claim}} never-entered
```

It follows from {{claim}}`{SHOWN}` and from {{claim}}`gone-since`.
"""


# every test here builds a site
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    site = Site.new(tmp_path_factory.mktemp("claims") / "small")
    index, conf = site.root / "docs" / "index.md", site.root / "conf.py"
    _ = index.write_text(index.read_text(encoding="utf-8") + PAGE, encoding="utf-8")
    _ = conf.write_text(conf.read_text(encoding="utf-8") + "\nflipconv_show_every_claim = True\n", encoding="utf-8")
    return site, site.build()


def test_the_build_fails(outcome):
    assert outcome[1].status != 0


def test_every_claim_without_a_page_is_named(outcome):
    named = set(re.findall(r"ERROR: claim '([\w-]+)' is shown on no page", outcome[1].output))
    assert named == set(all_claims()) - {SHOWN}


@pytest.mark.parametrize(
    "complaint",
    [
        r"docs/index\.md:\d+: ERROR: .*there is no claim 'never-entered'",
        r"docs/index\.md:\d+: ERROR: claim 'gone-since' is cited, but no theme enters it",
        rf"docs/index\.md:\d+: WARNING: claim '{SHOWN}' is shown already on index",
    ],
)
def test_what_a_page_gets_wrong_is_named_with_its_line(outcome, complaint):
    assert re.search(complaint, outcome[1].output), outcome[1].output


def test_the_box_shows_statement_tier_evidence_and_near_misses(outcome):
    site, _ = outcome
    html = (site.html / "index.html").read_text(encoding="utf-8")
    known = all_claims()[SHOWN]
    assert known.title in html
    assert '<span class="tier tier-decided"' in html
    assert "complete for the shapes" in html
    for near_miss in known.counterfeits:
        assert near_miss.__doc__ in html
    assert f'href="#claim-{SHOWN}"' in html
    assert "def</span>" in html, "the code of the two sides"
    assert "flipconv/claims/flip.py#L" in html


def planted(folder, *edits):
    site = Site.new(folder)
    for edit in edits:
        _ = site.edit(*edit)
    outcome = site.build()
    assert outcome.status != 0
    assert not (site.html / "index.html").exists()
    return outcome.output


def test_an_unproved_and_a_vacuous_claim_stop_the_build_and_are_named(tmp_path):
    output = planted(
        tmp_path / "small",
        # a claim decorated with a proof of something else
        ("flipconv/claims/algebra.py", "evidence=Proved(algebra.commutes, ", "evidence=Proved(algebra.unit_left, "),
        # a hypothesis that nothing satisfies any more where the theorem is tried
        ("flipconv/proofs/worlds.py", '    "the-operations-agree-for-a-symmetric-kernel",\n', ""),
    )
    assert re.search(r"ERROR: claim 'convolution-commutes' failed: .* do not spell those of the theorem", output)
    assert re.search(r"ERROR: claim 'symmetric-kernels-do-not-feel-the-flip' failed: .* vacuous", output)
    # and the claims that rest on the two, each with the one that it rests on
    assert len(re.findall(r"ERROR: claim '[\w-]+' failed: (?!it rests on )", output)) == 2


def test_an_uncited_claim_stops_the_build_and_is_named(tmp_path):
    output = planted(
        tmp_path / "small",
        ("flipconv/claims/algebra.py", 'source="the negative of the negative of a place is the place"', 'source=""'),
    )
    assert "claim 'two-flips-are-none' has no source" in output
