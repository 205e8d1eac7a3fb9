"""The command line."""

import ast
import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

import flipconv.proofs.replay as replay_room
from flipconv.proofs.replay import replay
from flipconv.proofs.replay.__main__ import main
from tests.proofs.replay import theorems


def written(directory, *certificates):
    for number, certificate in enumerate(certificates):
        _ = (directory / f"{number}.json").write_text(json.dumps(certificate), encoding="utf-8")
    return str(directory)


def test_what_is_established_is_printed_with_its_hypotheses(tmp_path, capsys):
    path = written(tmp_path, theorems.used_under_a_binder(), theorems.convolution_commutes())
    assert main([path]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == (
        "established  convolution-commutes: sum y in G: f(y) g(x - y) = sum y in G: g(y) f(x - y); if values commute"
    )
    assert second.startswith("established  used-under-a-binder: ")


def test_every_theorem_has_a_statement_in_words(tmp_path, capsys):
    honest = [
        theorems.associativity(),
        theorems.flip_law(),
        theorems.windows(),
        theorems.points(),
        theorems.splitting(),
        theorems.base(),
        theorems.inductive_step(),
        theorems.induction(),
    ]
    assert main([written(tmp_path, *honest)]) == 0
    printed = capsys.readouterr().out
    assert "f(z) g(y - z) h(x - y) is summable over y z for all x" in printed
    assert "corr(y -> f(y), y -> g(y), x) = conv(y -> conj(f(-y)), y -> g(y), x)" in printed
    assert "[-1 + n - y >= 0]" in printed or "[n - 1 - y >= 0]" in printed
    assert "a(1 + t)" in printed or "a(t + 1)" in printed
    assert "f is zero outside a finite set" in printed


def test_one_refusal_is_enough_for_status_1(tmp_path, capsys):
    path = written(tmp_path, theorems.used_under_a_binder(), {"name": "\ud800"})
    assert main([path]) == 1
    assert capsys.readouterr().out.splitlines() == [
        'refused  certificate 2: its name is "\\ud800"; it must be lower case, words joined by hyphens',
        'refused  used-under-a-binder: it uses "convolution-commutes", which is missing',
    ]


def test_files_that_cannot_be_read_are_status_2(tmp_path, capsys):
    assert main([str(tmp_path / "missing.json")]) == 2
    assert main([str(tmp_path)]) == 2
    assert main([]) == 2
    assert capsys.readouterr().err.count("\n") == 3


def test_it_runs_by_itself_from_an_archive(tmp_path):
    """The archive holds the replayer alone: it needs nothing else of the project, and no third party."""
    room = Path(replay_room.__file__).parent
    with ZipFile(tmp_path / "replay.pyz", "w") as archive:
        for folder in ("flipconv", "flipconv/proofs"):
            archive.writestr(f"{folder}/__init__.py", "")
        for path in [*room.glob("*.py"), *room.glob("*.json")]:
            archive.write(path, f"flipconv/proofs/replay/{path.name}")
        archive.writestr(
            "__main__.py", "import sys; from flipconv.proofs.replay.__main__ import main; sys.exit(main())"
        )
    (tmp_path / "certificates").mkdir()
    path = written(tmp_path / "certificates", theorems.flip_law())
    command = [sys.executable, "-I", "-S", str(tmp_path / "replay.pyz"), path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("established  flip-law")


def test_it_imports_the_standard_library_and_itself_alone():
    for path in Path(replay_room.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for module in modules:
                own = f"{module}.".startswith("flipconv.proofs.replay.")
                assert own or module.split(".")[0] in sys.stdlib_module_names, (path.name, module)


def test_help_is_given(capsys):
    assert main(["--help"]) == 0
    assert "usage: replay" in capsys.readouterr().out


def test_one_text_for_several_is_a_mistake_of_the_caller():
    with pytest.raises(TypeError, match="put it in a list"):
        _ = replay("{}")
