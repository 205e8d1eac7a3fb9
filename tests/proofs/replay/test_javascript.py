"""
The replayer that runs in the reader's browser says of every certificate what the other one says.

The tests of false derivations ask it as well: see `tests.proofs.verdicts` and `tests.proofs.replay.writing`.
"""

import hashlib
import json
import shutil
import subprocess
import time
from random import Random

import pytest

from flipconv.proofs.replay import replay
from flipconv.sphinxext.typesetter import node_binary
from tests.proofs import test_limits
from tests.proofs.false_inductions import INDUCTIONS
from tests.proofs.false_sums import SUMS, WINDOWS
from tests.proofs.false_uses import ORDER, USES
from tests.proofs.falsehoods import REINDEXINGS
from tests.proofs.javascript import MODULES, ROOT, ask, assert_agrees
from tests.proofs.mutating import mutants
from tests.proofs.replay.test_hostile import COSTLY, HONEST, JUNK, SPARES, TEXTS, mutated, nodes
from tests.proofs.replay.theorems import COMMUTATIVE, INTEGERS, convolution_commutes, used_under_a_binder
from tests.proofs.replay.writing import at, mul, one, over, refusal, resealed, window
from tests.proofs.test_mutants import honest, replayer, texts

SECONDS = 6
FALSEHOODS = {**REINDEXINGS, **SUMS, **WINDOWS, **ORDER, **USES, **INDUCTIONS}
FILES = sorted((ROOT / MODULES).glob("*.js"))


@pytest.fixture(scope="module")
def library():
    """Have it know all theorems of the library."""
    assert ask("know", texts=list(texts().values())) == {"refused": {}}


def test_all_theorems_of_the_library_are_established():
    backwards = list(texts().values())[::-1]
    started = time.perf_counter()
    assert_agrees(backwards, replay(backwards))
    assert time.perf_counter() - started < SECONDS


@pytest.mark.usefixtures("library")
def test_every_line_of_a_proof_is_judged():
    for name, text in texts().items():
        lines = ask("lines", text=text, name=name)["lines"]
        steps = json.loads(text)["proof"].get("steps", [])
        assert [line["line"] for line in lines] == [0, *range(1, len(steps) + 1), "end"]
        assert [line["rule"] for line in lines[1:-1]] == [step["rule"] for step in steps]
        assert all(line["ok"] for line in lines)


WRITTEN = {name: text for name, (text, _) in [*test_limits.TEXTS.items(), *TEXTS.items()] if isinstance(text, str)}


@pytest.mark.parametrize("case", WRITTEN)
def test_a_text_that_is_no_certificate_is_refused(case):
    assert_agrees([WRITTEN[case]], replay([WRITTEN[case]]))


@pytest.mark.parametrize("case", COSTLY)
def test_a_costly_certificate_comes_to_an_end(case):
    started = time.perf_counter()
    _ = ask("replay", texts=[json.dumps(COSTLY[case])])
    assert time.perf_counter() - started < SECONDS


@pytest.mark.parametrize("seed", range(6))
def test_a_certificate_with_anything_in_it_is_judged_alike(seed):
    draw = Random(seed)
    for make in HONEST:
        whole = make()
        changed = resealed(mutated(whole, draw.choice(list(nodes(whole))[1:]), draw.choice(JUNK)))
        written = [json.dumps(one) for one in (changed, *(one for one in SPARES if one["name"] != changed["name"]))]
        assert_agrees(written, replay(written))


def test_the_names_of_every_object_are_no_keys_unless_written():
    for word in ("constructor", "toString", "__proto__", "hasOwnProperty"):
        whole = json.loads(json.dumps(convolution_commutes()).replace('"f"', f'"{word}"'))
        written = [json.dumps(resealed(whole))]
        assert_agrees(written, replay(written))
        whole = resealed({**used_under_a_binder(), word: 1})
        assert_agrees([json.dumps(whole)], replay([json.dumps(whole)]))


@pytest.mark.parametrize(
    "words", ["", "é", "\U0001f600 and \ud800", '\x00\x1f\x7f\x80"\\/\b\f\n\r\t', "\u2028\uffff", "x" * 200]
)
def test_the_digest_is_that_of_python(words):
    whole = {**convolution_commutes(), "hypotheses": [{"kind": "commutative", "says": words}, -0, True, None, [], {}]}
    rest = {key: value for key, value in whole.items() if key != "digest"}
    sealed = hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    assert ask("digest", text=json.dumps(whole)) == {"digest": f"sha256:{sealed}"}


def compared(name, count):
    """Have both judge mutants of a theorem; return how many are refused."""
    every = list(mutants(json.loads(texts()[name])))
    refused = 0
    for mutant in Random(f"{count} {name}").sample(every, min(count, len(every))):
        data = mutant.data
        expected = replayer(data, honest())
        bears = data.get("name")
        found = ask("lines", text=json.dumps(data), name=bears if isinstance(bears, str) else "")["lines"][-1]
        assert found["ok"] == (not expected), (name, mutant.what, mutant.path, expected, found)
        refused += not found["ok"]
    return refused


@pytest.mark.usefixtures("library")
def test_some_mutants_of_each_theorem_are_judged_alike():
    assert sum(compared(name, 1) for name in texts()) > len(texts()) / 2


@pytest.mark.slow
@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("name", texts())
def test_many_mutants_are_judged_alike(name):
    assert compared(name, 400) > 200


@pytest.mark.usefixtures("library")
def test_every_way_to_break_a_proof_is_refused_with_a_reason():
    counts = {}
    for name in texts():
        lines = ask("broken", name=name)["lines"]
        assert lines, name
        for words, last in lines.items():
            assert not last["ok"], (name, words)
            assert last["line"] != 0, (name, words)
            assert len(last["reason"]) > 12, (name, words)
            # terms are for readers, not as the file has them
            assert '["' not in last["reason"], (name, words, last["reason"])
            counts[words] = counts.get(words, 0) + 1
    assert len(counts) == 6
    assert min(counts.values()) > 10


@pytest.mark.parametrize("hypotheses", [[], [COMMUTATIVE]], ids=["none", "commutative"])
def test_windows_settle_no_variable(hypotheses):
    """They are half-lines; a family on a quarter of the plane need not be summable."""
    family = mul(window("m"), window("n"), at("h", "m", "n"))
    declared = {**INTEGERS, "symbols": {"h": ["Z", "Z"]}, "hypotheses": hypotheses}
    false = one("swap", over("m:Z n:Z", family), over("n:Z m:Z", family), **declared)
    assert "not summable" in refusal(false)


BUGS = {
    "k-is-2k": ("rules", "found * found === 1n", "true"),
    "new-variable-under-a-homomorphism": ("rules", "must(alone,", "must(true,"),
    "steps-moved": ("rules", 'kind !== "steps" || index.size === 1', "true"),
    "reindexed-and-not-summable": (
        "rules",
        "if (put.length > 1) requireSummable",
        "if (put.length > 2) requireSummable",
    ),
    "swapped-for-no-reason": ("hypotheses", "must(reasons,", "if (!reasons) return;\n  must(reasons,"),
    "swapped-with-one-sort-finite": (
        "hypotheses",
        "found.includes(-1) ? undefined : found",
        "found.filter((i) => i >= 0)",
    ),
    "swapped-though-one-factor-holds-both": ("polynomials", "more.length === 0 && ", ""),
    "swapped-on-integers-called-finite": (
        "hypotheses",
        '["set", "group"].includes(place.sort(sort))',
        "place.sort(sort)",
    ),
    "captured-by-a-sum-that-takes-a-factor-in": ("rules", "must(!captured,", "must(true,"),
    "a-negative-multiple-of-an-inequality": ("rules", "one[0] > 0", "one[0] !== 0"),
    "a-combination-that-is-not-minus-one": ("rules", 'sum === "-1:"', "sum"),
    "two-windows-that-are-not-opposite": ("rules", "textOf(there) === textOf(back, -1n)", "true"),
    "values-commute": ("rules", "place.rely(({ kind })", "if (!place) place.rely(({ kind })"),
    "the-conjugate-of-a-product-in-the-same-order": ("normal", "barred ? [...b.ordered, ...a.ordered] :", ""),
    "the-conjugate-dropped": ("normal", "depth, !barred)", "depth, barred)"),
    "a-sign-lost": ("proofs", "must(judge.alike(made,", "must(true || judge.alike(made,"),
    "the-last-line-is-another": ("replay", "alike(place, proof.steps.at(-1).gives, right)", "true"),
    "a-line-that-does-not-follow": ("proofs", "alike(top, put(into), gives)", "true"),
    "an-equation-used-on-another-term": ("rules", "must(alike,", "must(true,"),
    "a-theorem-whose-hypothesis-does-not-hold": (
        "rules",
        "for (const hypothesis of theorem.hypotheses)",
        "for (const hypothesis of [])",
    ),
    "the-image-of-an-image-written-as-one": ("polynomials", "must(!inner,", "must(true,"),
    "an-induction-from-one-place-to-others": ("proofs", "must(found === undefined,", "must(true,"),
    "a-base-that-says-something-else": (
        "proofs",
        "const fits = alike(top, other[side],",
        "const fits = true || alike(top, other[side],",
    ),
}
"""Places where a condition stands, and what stands there without it."""


def altered(folder, module, line, without):
    """Copy the modules with one place in them altered; return their address."""
    for part in (MODULES, "flipconv/proofs/replay"):
        _ = shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = folder / MODULES / f"{module}.js"
    source = path.read_text(encoding="utf-8")
    assert source.count(line) == 1, line
    _ = path.write_text(source.replace(line, without), encoding="utf-8")
    return path.parent.as_uri()


@pytest.mark.parametrize("name", BUGS)
def test_without_its_condition_a_falsehood_is_derived(name, tmp_path):
    """So the condition works, and the false statements would find it missing."""
    falsehood = FALSEHOODS[name]
    written = [json.dumps(one) for one in (falsehood.certificate, *falsehood.library)]
    assert falsehood.certificate["name"] in ask("replay", texts=written)["refused"]
    found = ask("replay", texts=written, folder=altered(tmp_path, *BUGS[name]))
    assert falsehood.certificate["name"] in found["established"], found["refused"]


def test_without_its_condition_a_wrong_digest_passes(tmp_path):
    written = [json.dumps({**convolution_commutes(), "digest": "sha256:" + "0" * 64})]
    assert ask("replay", texts=written)["refused"]
    folder = altered(tmp_path, "replay", "certificate.digest === digestOf(certificate)", "true")
    assert ask("replay", texts=written, folder=folder)["established"]


def test_a_module_is_small_plain_and_its_syntax_is_right():
    for path in FILES:
        source = path.read_text(encoding="utf-8")
        assert source.startswith("// "), path.name
        assert source.count("\n") < 300, path.name
        for forbidden in ("eval(", "Function(", "innerHTML", "fetch(", ".style", "setTimeout", "import("):
            assert forbidden not in source, (path.name, forbidden)
        done = subprocess.run([node_binary(), "--check", path], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
