"""
A small site with the real extension, the real configuration and a library of its own to break.

Sphinx's caches hold absolute paths, so a built site cannot be moved. What is shared is therefore
one folder, which goes back to its clean build before each use.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from flipconv.sphinxext.typesetter import install

REPOSITORY = Path(__file__).resolve().parent.parent
STRICT = ("-c", ".", "-n", "-W", "--keep-going", "-j", "auto")
# the real pages show every claim; these few do not
OVERRIDES = "\nflipconv_show_every_claim = flipconv_show_every_theorem = False\n"
# all claims have been run already, and there were none: saves seconds where the subject is another gate
NO_CLAIMS = "\n\ndef setup(app):\n    app.flipconv_verdicts = {}\n"


@dataclass(frozen=True)
class Outcome:
    """How a build ended, and all it said."""

    status: int
    output: str


@dataclass(frozen=True)
class Site:
    """A site of pages, gallery and configuration, beside the library it is about."""

    folder: Path

    @classmethod
    def new(cls, folder: Path, *, claims: bool = True) -> Site:
        """
        Make a site in a folder that does not exist: pages from `tests/site`, the rest from the repository.

        Without `claims`, what fails a build is a session, a cell, a script or a formula.
        """
        site = cls(folder)
        _ = shutil.copytree(REPOSITORY / "tests" / "site", site.root)
        for name in ("_static", "_templates"):  # of scripts, those that esbuild would bundle are for other pages
            bundled = shutil.ignore_patterns("exhibits", "replayer")
            _ = shutil.copytree(REPOSITORY / "docs" / name, site.root / "docs" / name, ignore=bundled)
        _ = shutil.copy2(REPOSITORY / "docs" / "references.bib", site.root / "docs")
        for name in ("katex", "@viz-js/viz"):
            _ = shutil.copytree(install(REPOSITORY, name), site.root / "node_modules" / name, ignore=_not_needed)
        _ = shutil.copytree(REPOSITORY / "flipconv", site.library, ignore=shutil.ignore_patterns("__pycache__"))
        _ = shutil.copy2(REPOSITORY / "package-lock.json", site.root)
        conf = (REPOSITORY / "conf.py").read_text(encoding="utf-8")
        _ = (site.root / "conf.py").write_text(conf + OVERRIDES + ("" if claims else NO_CLAIMS), encoding="utf-8")
        return site

    @property
    def root(self) -> Path:
        """The folder of `conf.py`."""
        return self.folder / "site"

    @property
    def library(self) -> Path:
        """The package that this site builds from and is about."""
        return self.folder / "library" / "flipconv"

    @property
    def html(self) -> Path:
        """The folder of the built pages."""
        return self.root / "_build" / "html"

    def build(self, builder: str = "html") -> Outcome:
        """Build as `make html` does, incrementally if there is something to build on."""
        return self.sphinx("-M", builder, "docs", "_build", *STRICT)

    def sphinx(self, *arguments: str) -> Outcome:
        """Run Sphinx in a process of its own, with this site's library first on the path."""
        env = os.environ | {"PYTHONPATH": str(self.library.parent), "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "sphinx", *arguments],
            cwd=self.root, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
        )  # fmt: skip
        return Outcome(done.returncode, done.stdout)

    def edit(self, path: str, old: str, new: str) -> int:
        """Replace the one occurrence of a text, in `docs/...`, `gallery/...` or `flipconv/...`; return its line."""
        file = (self.library.parent if path.startswith("flipconv/") else self.root) / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {path}"
        _ = file.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def keep(self) -> None:
        """Remember this state, caches and all."""
        _ = shutil.copytree(self.folder, self._kept)

    def restore(self) -> None:
        """Go back to the state that was kept; file times too, on which incremental builds depend."""
        shutil.rmtree(self.folder)
        _ = shutil.copytree(self._kept, self.folder)

    @property
    def _kept(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}-kept")


def _not_needed(folder: str, names: list[str]) -> set[str]:
    # of packages of 4.5 MB each, the build reads one script, one sheet and the newer fonts
    unread = {"src", "contrib", "lib", "types"}
    return {name for name in names if name in unread or name.endswith((".ttf", ".woff", ".mjs"))}
