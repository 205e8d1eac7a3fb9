"""Proofs on pages: set from what was replayed, quoted by line, and a build that fails for whatever is not there."""

import json
import re
import subprocess
import sys

import pytest

from flipconv.proofs.theorems import all_theorems
from flipconv.sphinxext.proven import certificates, replayed
from flipconv.sphinxext.trusted import replayer_sizes
from tests.smallsite import Site

SHOWN = "flip-law"
RULES = "---\norphan: true\n---\n\n# Rules\n\n```{rules}\n```\n\n```{definitions}\n```\n\n```{certificates}\n```\n"


def boxes(*names):
    return "\n" + "\n".join(f"```{{proof}} {name}\n```\n" for name in names)


def append(page, text):
    _ = page.write_text(page.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build a small site that shows two theorems, cites one from another page and quotes a line of it."""
    site = Site.new(tmp_path_factory.mktemp("proofs") / "small", claims=False)
    docs = site.root / "docs"
    # the theorems alone; a list of all certificates cites all of them
    _ = (docs / "rules.md").write_text(RULES.rpartition("```{cert")[0], encoding="utf-8")
    _ = (docs / "shown.md").write_text("---\norphan: true\n---\n\n# Shown\n" + boxes("convolution-commutes", SHOWN))
    append(docs / "index.md", f"\nBy the {{thm}}`law <{SHOWN}>`, {{thm}}`{SHOWN}`, line {{line}}`{SHOWN}:3`.\n")
    outcome = site.build()
    assert outcome.status == 0, outcome.output
    site.keep()
    return site


@pytest.fixture
def site(built):
    built.restore()
    return built


def page(site, name):
    return (site.html / f"{name}.html").read_text(encoding="utf-8")


# what is shown


def test_the_box_has_the_lines_with_anchors_the_reasons_and_what_they_rest_on(site):
    html = page(site, "shown")
    theorem = all_theorems()[SHOWN]
    for number in range(len(theorem.lines)):
        assert f'id="proof-{SHOWN}-{number}"' in html
        assert f'href="#proof-{SHOWN}-{number}"' in html
    assert f'id="proof-{SHOWN}-h1"' in html, "the hypothesis has a place"
    assert "definition of the conjugate flip" in html
    assert 'href="#proof-convolution-commutes"' in html, "the theorem that is used"
    assert 'href="rules.html#rule-reindex"' in html
    assert f'href="certificates/{SHOWN}.json"' in html
    assert "values that commute" in html
    assert "$" not in re.sub(r"<script.*?</script>|<style.*?</style>", "", html, flags=re.DOTALL)


def test_citations_and_quotations_link_to_the_box_and_its_lines(site):
    html = page(site, "index")
    assert html.count(f'href="shown.html#proof-{SHOWN}"') == 2
    quoted = re.search(rf'href="shown.html#proof-{SHOWN}-3"[^>]*>(.*?)</a>', html, re.DOTALL)
    assert quoted is not None
    assert "katex" in quoted[1]


@pytest.mark.slow
def test_links_follow_a_box_to_another_page_though_the_citing_page_is_cached(site):
    docs = site.root / "docs"
    _ = site.edit("docs/shown.md", boxes(SHOWN).strip(), "")
    append(docs / "rules.md", boxes(SHOWN))
    outcome = site.build()
    assert outcome.status == 0, outcome.output
    assert f'href="rules.html#proof-{SHOWN}-3"' in page(site, "index")


@pytest.mark.slow
def test_a_page_that_cites_a_box_that_is_gone_fails(site):
    _ = site.edit("docs/shown.md", boxes("convolution-commutes").strip(), "")
    outcome = site.build()
    assert outcome.status != 0
    assert "convolution-commutes" in outcome.output


# the files beside the pages


def test_the_certificates_are_those_that_were_replayed(site):
    folder = site.html / "certificates"
    texts = certificates()
    assert {file.stem for file in folder.glob("*.json")} == set(texts)
    assert all((folder / f"{name}.json").read_text(encoding="utf-8") == text for name, (_, text) in texts.items())


def test_the_replayer_runs_from_the_folder_with_nothing_installed(site, tmp_path):
    command = [sys.executable, "-I", "-S", "replay.pyz", "."]
    done = subprocess.run(command, cwd=site.html / "certificates", capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("established") == len(all_theorems())
    falsified = tmp_path / "unit-from-the-left.json"
    text = (site.html / "certificates" / falsified.name).read_text(encoding="utf-8")
    _ = falsified.write_text(text.replace('"f"', '"g"', 1), encoding="utf-8")
    command = [sys.executable, "-I", "-S", site.html / "certificates" / "replay.pyz", falsified]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "refused  unit-from-the-left" in done.stdout


@pytest.mark.slow
def test_the_ledger_as_data_is_the_same_in_every_build(site):
    file = site.html / "claims.json"
    first = file.read_bytes()
    data = json.loads(first)
    assert data["claims"] == []
    theorems = {entry["name"]: entry for entry in data["theorems"]}
    assert list(theorems) == list(all_theorems())
    assert theorems[SHOWN]["shown"] == f"shown.html#proof-{SHOWN}"
    assert theorems[SHOWN]["uses"] == ["convolution-commutes"]
    file.unlink()
    assert site.build().status == 0
    assert file.read_bytes() == first


# what fails


@pytest.mark.slow
def test_whatever_is_not_there_fails_and_is_named_with_its_line(site):
    append(
        site.root / "docs" / "cells.md",
        boxes(SHOWN, "never-derived")
        + f"\nAs in {{line}}`{SHOWN}:99`, {{line}}`gone:1`, {{line}}`nonsense` and {{thm}}`gone-too`.\n",
    )
    conf = site.root / "conf.py"
    append(conf, "\nflipconv_show_every_theorem = True\n")
    outcome = site.build()
    assert outcome.status != 0
    for complaint in (
        rf"docs/cells\.md:\d+: WARNING: proof '{SHOWN}' is shown already on",
        r"docs/cells\.md:\d+: ERROR: .*there is no theorem 'never-derived'",
        rf"docs/cells\.md:\d+: ERROR: the proof of '{SHOWN}' has no line 99; its last is 5",
        r"docs/cells\.md:\d+: ERROR: there is no theorem 'gone'",
        r"docs/cells\.md:\d+: ERROR: a line is quoted as NAME:NUMBER, not 'nonsense'",
        r"docs/cells\.md:\d+: ERROR: there is no theorem 'gone-too'",
    ):
        assert re.search(complaint, outcome.output), f"{complaint}\n{outcome.output}"
    unshown = set(re.findall(r"ERROR: theorem '([\w-]+)' is shown on no page", outcome.output))
    assert unshown == set(all_theorems()) - {SHOWN, "convolution-commutes"}


def test_a_false_step_stops_the_build_with_the_replayer_s_reason(site):
    # the certificates are written falsely, with digests that fit
    _ = site.edit(
        "flipconv/proofs/certificates.py",
        '"gives": term_to(step.gives)}',
        '"gives": term_to(step.gives + step.gives if step.rule == "commute" else step.gives)}',
    )
    outcome = site.build()
    assert outcome.status != 0
    assert re.search(
        r"refuses the theorem 'convolution-commutes': step 3 \(commute\): the line it gives", outcome.output
    )
    assert re.search(r"\d+ of 59 certificates are refused, so no page is built", outcome.output)


# the parts


def test_only_what_was_replayed_is_read_from_a_certificate():
    texts = certificates()
    chapter, text = texts[SHOWN]
    texts[SHOWN] = (chapter, text.replace("sha256:", "sha256:0", 1))
    found = replayed(texts)
    assert SHOWN not in found.established
    assert SHOWN in found.why_not(SHOWN)
    assert "digest" in found.why_not(SHOWN)
    assert "convolution-commutes" in found.established


def test_a_theorem_rests_on_all_that_those_it_uses_rest_on():
    found = replayed(certificates())
    below = found.below("linear-and-equivariant-is-a-correlation")
    assert below == ["convolution-commutes", "flip-law", "linear-and-equivariant-is-a-convolution"]
    assert found.below("convolution-commutes") == []


def test_the_size_of_the_trusted_base_is_counted():
    sizes = replayer_sizes()
    assert sizes["rules"] == 13
    assert sizes["definitions"] == 13
    assert 1000 < sizes["lines"] < 4000
