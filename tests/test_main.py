"""The command line, as a reader meets it."""

import io
import json

import pytest

import flipconv
from flipconv.__main__ import main
from flipconv.claims import ledger
from flipconv.claims.checker import Verdict
from flipconv.claims.register import all_claims
from flipconv.claims.tiers import TIERS

KEYS = {
    "label",
    "title",
    "statement",
    "status",
    "tier",
    "effective_tier",
    "cases",
    "counterfeits_rejected",
    "rests_on",
    "seconds",
}


@pytest.fixture
def quick(monkeypatch):
    """Replace the run by verdicts that are given, so that a test asks about the telling alone."""

    def give(**changes):
        claims = all_claims()
        found = {
            label: Verdict(label, "passed", *2 * (TIERS[type(claims[label].evidence)],), cases=1) for label in claims
        }
        found.update({label.replace("_", "-"): verdict for label, verdict in changes.items()})
        monkeypatch.setattr("flipconv.__main__.verified", lambda progress, processes: found)

    return give


@pytest.mark.slow
def test_verify_runs_every_claim_and_writes_the_ledger(tmp_path, capsys):
    destination = tmp_path / "ledger.json"
    assert main(["verify", "--json", str(destination)]) == 0
    claims = json.loads(destination.read_text(encoding="utf-8"))["claims"]
    assert [row["label"] for row in claims] == list(all_claims())
    assert all(row.keys() >= KEYS for row in claims)
    assert {row["status"] for row in claims} == {"passed"}
    printed = capsys.readouterr().out
    assert all(row["title"] in printed for row in claims)
    assert all(isinstance(row["seconds"], float) and isinstance(row["cases"], int) for row in claims)


def test_a_failed_claim_fails_the_command_and_is_named(quick, capsys):
    quick(flip_is_an_involution=Verdict("flip-is-an-involution", "failed", problem="the sides differ at h = [1]"))
    assert main(["verify"]) == 1
    printed = capsys.readouterr().out
    assert "FAILED" in printed
    assert "flip-is-an-involution: the sides differ at h = [1]" in printed
    assert "1 failed" in printed.splitlines()[-1]


def test_a_skipped_claim_is_told_and_does_not_fail(quick, capsys):
    quick(flip_law_on_symbols=Verdict("flip-law-on-symbols", "skipped (needs sympy)"))
    assert main(["verify"]) == 0
    printed = capsys.readouterr().out
    assert "flip-law-on-symbols: skipped (needs sympy)" in printed
    assert "1 skipped, 0 failed" in printed


def test_json_to_standard_output_is_json_alone(quick, capsys):
    quick()
    assert main(["verify", "--json", "-"]) == 0
    assert len(json.loads(capsys.readouterr().out)["claims"]) == len(all_claims())


def test_a_file_that_cannot_be_written_is_told(quick, tmp_path, capsys):
    quick()
    assert main(["verify", "--json", str(tmp_path / "gone" / "ledger.json")]) == 2
    assert "cannot be written: No such file or directory" in capsys.readouterr().err


def test_the_progress_bar_counts_every_claim(monkeypatch):
    one = {"flip-is-an-involution": all_claims()["flip-is-an-involution"]}
    monkeypatch.setattr(ledger, "all_claims", lambda: one)
    screen = io.StringIO()
    verdicts = ledger.verified(screen)
    assert list(verdicts) == list(one)
    assert "█" * 30 + " 1/1 flip-is-an-involution" in screen.getvalue()


def test_several_processes_find_what_one_does(monkeypatch):
    some = {label: all_claims()[label] for label in list(all_claims())[:12]}
    monkeypatch.setattr(ledger, "all_claims", lambda: some)

    def established(verdicts):
        return [(v.label, v.status, v.effective_tier, v.cases, v.witness) for v in verdicts.values()]

    assert established(ledger.verified(processes=2)) == established(ledger.verified())


def test_the_version_is_that_of_the_package(capsys):
    with pytest.raises(SystemExit) as left:
        _ = main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out == f"flipconv {flipconv.__version__}\n"
