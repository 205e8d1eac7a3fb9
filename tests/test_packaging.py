"""The distribution: what wheel and sdist hold, and that the wheel works with numpy alone, far from the source."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# what git would not bring into a fresh clone
NOT_SOURCE = {
    ".git", ".venv", "node_modules", "_build", "dist", "mutants", "auto_gallery", "generated", "jupyter_execute",
    "__pycache__", ".pytest_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis", ".jupyter_cache",
}  # fmt: skip

# runs in place of `python -m flipconv`: with -I -S only the two folders named here join the standard library
BOOTSTRAP = """
import runpy, sys
sys.path[:0] = sys.argv[1:3]
import flipconv
assert flipconv.__file__.startswith(sys.argv[1]), flipconv.__file__
sys.argv[:] = ["flipconv", *sys.argv[3:]]
runpy.run_module("flipconv", run_name="__main__", alter_sys=True)
"""


def source_files() -> Iterator[Path]:
    """Yield every file that a clone would hold."""
    for folder, names, files in os.walk(ROOT):
        names[:] = [name for name in names if name not in NOT_SOURCE and not name.endswith(".egg-info")]
        # in a worktree .git is a file
        yield from (Path(folder, file) for file in files if file not in NOT_SOURCE)


def run(*command: str | Path, cwd: Path) -> str:
    result = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{command} ended with {result.returncode}:\n{result.stdout}\n{result.stderr}"
    return result.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist from a copy of the tree, and the wheel from that sdist, without a network."""
    folder = tmp_path_factory.mktemp("packaging")
    _ = shutil.copytree(ROOT, folder / "tree", ignore=lambda _, names: NOT_SOURCE.intersection(names))
    _ = run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "dist", folder / "tree", cwd=folder)
    return folder / "dist"


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    (path,) = dist.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder that holds the installed wheel, and one that holds numpy and nothing else."""
    target = tmp_path_factory.mktemp("installed")
    _ = run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile",
            "--target", target, wheel, cwd=target.parent)  # fmt: skip
    dependencies = tmp_path_factory.mktemp("dependencies")
    site_packages = Path(np.__file__).parents[1]
    for name in ("numpy", "numpy.libs"):  # numpy.libs: the shared libraries of the wheels for Linux and Windows
        if (site_packages / name).is_dir():
            try:
                (dependencies / name).symlink_to(site_packages / name, target_is_directory=True)
            except OSError:  # Windows grants symbolic links to few
                _ = shutil.copytree(site_packages / name, dependencies / name)
    return target, dependencies


def test_the_wheel_holds_the_package_alone(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {name.partition("/")[0] for name in names} == {"flipconv", f"flipconv-{PROJECT['version']}.dist-info"}
    assert "flipconv/py.typed" in names
    of_the_package = {
        path.relative_to(ROOT).as_posix()
        for path in source_files()
        if path.is_relative_to(ROOT / "flipconv") and path.suffix != ".pyc"
    }
    assert of_the_package
    assert of_the_package <= names, "modules, scripts and style sheets of the package are missing"


def test_the_sdist_holds_what_builds_and_tests_the_project(dist: Path) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for folder in ("flipconv", "docs", "gallery", "tests", "benchmarks", "locks"):
        wanted = {
            path.relative_to(ROOT).as_posix()
            for path in source_files()
            if path.is_relative_to(ROOT / folder) and path.name != "sg_execution_times.rst" and path.suffix != ".pyc"
        }
        assert wanted <= names, f"of {folder}/ the sdist lacks some"
    assert names >= {
        "conf.py", "Makefile", "package.json", "package-lock.json", "pyproject.toml", "LICENSE", "README.md",
    }  # fmt: skip


@pytest.mark.slow
def test_the_installed_wheel_verifies_its_claims_with_numpy_alone(installed: tuple[Path, Path], tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.json"
    _ = run(sys.executable, "-I", "-S", "-c", BOOTSTRAP, *installed, "verify", "--json", ledger, cwd=tmp_path)
    claims = json.loads(ledger.read_text(encoding="utf-8"))["claims"]
    assert claims
    assert all(claim["status"] for claim in claims)
    checked = [claim for claim in claims if not claim["status"].startswith("skipped (needs")]
    assert len(checked) > len(claims) / 2, "with numpy alone most claims must still be checked"
    assert not [claim["label"] for claim in checked if not claim["cases"]], "a claim without a case is no claim"


def test_every_file_names_the_same_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert str(citation["version"]) == PROJECT["version"]
    package = (ROOT / "flipconv" / "__init__.py").read_text(encoding="utf-8")
    assert re.findall(r'^__version__ = "(.*)"$', package, flags=re.MULTILINE) == [PROJECT["version"]]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    named = re.search(r"^## \[(\d[^\]]*)\]|^To be released as (\d\S*)\.$", changelog, flags=re.MULTILINE)
    assert named, "the changelog names no version"
    assert PROJECT["version"] in named.groups()


def test_the_locks_pin_everything_and_name_no_address() -> None:
    for lock in ((ROOT / "locks" / name).read_text(encoding="utf-8") for name in ("site.txt", "dev.txt")):
        assert "://" not in lock
        assert "--index" not in lock
        assert "--find-links" not in lock
        requirements = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
        assert requirements
        assert all(re.match(r"[\w.-]+==\S+ (; .* )?\\$", line) for line in requirements)
        assert lock.count("--hash=sha256:") >= len(requirements)


def test_the_site_lock_is_a_part_of_the_developers_lock() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / "locks" / name).read_text(encoding="utf-8").splitlines()
        return {line.partition(" ")[0] for line in lines if re.match(r"\w", line)}

    assert pins("site.txt") <= pins("dev.txt")


def test_the_npm_lock_is_exact_and_names_no_registry() -> None:
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    manifest = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    wanted = manifest["dependencies"] | manifest["devDependencies"]
    packages = json.loads(lock)["packages"]
    for name, version in wanted.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
        assert packages[f"node_modules/{name}"]["version"] == version
    assert all(package["integrity"] for path, package in packages.items() if path)


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    homes = "|".join(("work", "opt", "root", "tmp", r"home/\w+", r"Users/\w+"))
    path = re.compile(rf"(?<![\w.:/}}\])*-])/(?:{homes})/\w|[A-Z]:\\Users\\")
    found = []
    for file in source_files():
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:  # a picture
            continue
        found += [f"{file.relative_to(ROOT)}:{number}" for number, line in enumerate(lines, 1) if path.search(line)]
    assert not found


def test_every_file_names_the_same_repository() -> None:
    urls = PROJECT["urls"].values()
    address = re.compile(r"https?://(?:github\.com/[\w-]+/flipconv|[\w-]+\.github\.io/flipconv)\b")
    for file in source_files():
        try:
            named = set(address.findall(file.read_text(encoding="utf-8")))
        except UnicodeDecodeError:  # a picture
            continue
        assert all(any(url.startswith(name) for url in urls) for name in named), file
