"""
Where the prompts are written.

A doctest that nobody runs looks exactly like one that passed, and there are many ways not to be
run: the wrong fence, a comment, a skip. So the sources themselves are read for prompts, knowing
nothing of Markdown or Sphinx, and each must turn up among the examples that did run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sphinx.application import Sphinx

Place = tuple[Path, int]  # file and line, the first being 1

# a prompt with code after it: doctest itself passes over an empty one and over a bare comment
_WRITTEN = re.compile(r"[\s>]*>>>\s*[^\s#]")
_WRITTEN_IN_COMMENT = re.compile(r"\s*#?\s*>>>\s*[^\s#]")
# what a block's line may have before it in its file: indentation, a script's comment sign, a block quote's mark
_BEFORE = re.compile(r"[\s#]*(?:>\s+)*")
_TEXTS = {".md", ".rst", ".txt"}


def written_in(path: Path) -> set[Place]:
    """
    Find the prompts of one file.

    Parameters
    ----------
    path : pathlib.Path
        A page, a gallery script or header, a module.

    Returns
    -------
    set of (pathlib.Path, int)
        File and line of each prompt.
    """
    # a script's comments become its page; a module's comments are nobody's page
    pattern = _WRITTEN_IN_COMMENT if path.name.startswith("plot_") else _WRITTEN
    return {(path, number) for number, line in enumerate(_lines(path), 1) if pattern.match(line)}


@dataclass
class Gallery:
    """The scripts behind the generated pages, which nobody wrote and no message should name."""

    folders: list[tuple[Path, Path]]  # generated, written

    @classmethod
    def of(cls, app: Sphinx) -> Gallery:
        """Read the folders of the sphinx-gallery configuration."""
        conf = getattr(app.config, "sphinx_gallery_conf", {"gallery_dirs": [], "examples_dirs": []})
        generated, written = ([v] if isinstance(v, str) else v for v in (conf["gallery_dirs"], conf["examples_dirs"]))
        pairs = zip(generated, written, strict=True)
        return cls([((app.srcdir / g).resolve(), (app.srcdir / w).resolve()) for g, w in pairs])

    def origin(self, path: Path) -> Path:
        """Return the script or header from which a page was generated, or the path as it came."""
        for generated, written in self.folders:
            if path.is_relative_to(generated):
                page = written / path.relative_to(generated)
                headers = sorted(page.parent.glob("GALLERY_HEADER.*")) + sorted(page.parent.glob("README.*"))
                return headers[0] if path.stem == "index" and headers else page.with_suffix(".py")
        return path


@dataclass
class Blocks:
    """Finds blocks of a doctree in their files, since a node's own line may be a fence's, an option's or none."""

    _taken: set[Place] = field(default_factory=set)

    def find(self, path: Path, block: str, near: int) -> int | None:
        """
        Find the line at which a block begins.

        Parameters
        ----------
        path : pathlib.Path
            The file in which it was written.
        block : str
            Its text.
        near : int
            The line to prefer when the same text occurs more than once.

        Returns
        -------
        int or None
            The 0-based line of the block's first line; None if the file has no such text left.
        """
        lines, wanted = [_bare(line) for line in _lines(path)], [_bare(line) for line in block.rstrip().split("\n")]
        starts = (i for i in range(len(lines)) if lines[i : i + len(wanted)] == wanted and (path, i) not in self._taken)
        start = min(starts, key=lambda i: abs(i - near), default=None)
        if start is not None:
            self._taken.add((path, start))
        return start


def page_sources(app: Sphinx, docnames: Iterable[str]) -> Iterator[Path]:
    """
    List the files that pages were written in.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application, its pages read.
    docnames : iterable of str
        The pages.

    Yields
    ------
    pathlib.Path
        Pages, texts they include, and the scripts and headers behind generated ones.
    """
    gallery = Gallery.of(app)
    for docname in docnames:
        yield gallery.origin(Path(app.env.doc2path(docname)).resolve())
        included = (Path(app.srcdir, name).resolve() for name in app.env.dependencies.get(docname, ()))
        yield from (gallery.origin(path) for path in included if path.suffix in _TEXTS)


def _bare(line: str) -> str:
    return _BEFORE.sub("", line, count=1).rstrip()


@cache
def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
