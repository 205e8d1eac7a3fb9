"""
Runs every prompt of the site in every build, and compares those run with those written.

Sphinx runs doctests in a builder of its own, which sees neither ```python fences nor code cells
and passes a page without tests. Here one builder, a subclass of that one, serves `-b doctest` and
the html builders alike. It runs from the doctrees, cached or not, so an incremental build holds
the whole site against today's library.
"""

from __future__ import annotations

import doctest
import os
import re
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import indent
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.ext.doctest import DocTestBuilder, SphinxDocTestRunner, TestGroup
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from flipconv.sphinxext.docstrings import Skipped, docstring_tests
from flipconv.sphinxext.prompts import Blocks, Gallery, Place, page_sources, written_in
from flipconv.sphinxext.staleness import PACKAGE

log = logging.getLogger(__name__)

HTML = {"html", "dirhtml", "singlehtml"}
# "default" is a fence without a language; "none" and "text" say that the text is no Python
PYTHON = {"default", "python", "python3", "py", "pycon", "pycon3", "ipython", "ipython3"}
NOT_RUN = "this prompt is shown but never run; run are those in python, pycon or doctest fences, cells and docstrings"


def setup(app: Sphinx) -> None:
    """Register the transform, the builder and its run at the end of an html build."""
    app.add_transform(SessionTransform)
    app.add_builder(VerifyingBuilder, override=True)
    # after the caches have been judged (800): a failure here is found again by the next build, from the same caches
    _ = app.connect("build-finished", _verify_html, priority=900)


class SessionTransform(SphinxTransform):
    """Makes a doctest of every Python block that has a prompt, whatever its fence says."""

    default_priority = 5

    def apply(self, **kwargs: Any) -> None:
        """Mark the blocks."""
        for node in self.document.findall(nodes.literal_block):
            if "testnodetype" not in node and _is_session(node):
                # the names of the stock directive's attributes
                node.attributes.update(testnodetype="doctest", groups=["default"], options={}, language="pycon")


def _is_session(node: nodes.literal_block) -> bool:
    language = str(node.get("language", "default")).lower()
    return language in PYTHON and re.search("^>>>", node.astext(), re.MULTILINE) is not None and not _is_output(node)


def _is_output(node: nodes.Element) -> bool:
    """Tell whether a cell printed this: its author claims nothing."""
    parent = node.parent
    while parent is not None and "cell_output" not in parent.get("classes", ()):
        parent = parent.parent
    return parent is not None


@dataclass
class Verdicts:
    """What ran and what failed, over all pages and docstrings."""

    root: Path
    ran: set[Place] = field(default_factory=set)
    failed: int = 0

    def fail(self, place: Place, why: str) -> None:
        """Count a failure and name its file and line."""
        self.failed += 1
        path, line = place
        log.error("%s", why, location=f"{os.path.relpath(path, self.root)}:{line}")


class Runner(SphinxDocTestRunner):
    """A doctest runner that keeps account of places instead of printing."""

    def __init__(self, verdicts: Verdicts, flags: int) -> None:
        super().__init__(verbose=False, optionflags=flags)
        self.verdicts = verdicts

    def report_start(self, out: Callable[[str], object], test: doctest.DocTest, example: doctest.Example) -> None:
        """Note that an example is about to run; skipped ones never come here."""
        self.verdicts.ran.add(_place(test, example))

    def report_failure(
        self, out: Callable[[str], object], test: doctest.DocTest, example: doctest.Example, got: str
    ) -> None:
        """Show what was expected and what came."""
        difference = doctest.OutputChecker().output_difference(example, got, self.optionflags)
        self.verdicts.fail(_place(test, example), f">>> {example.source}{difference.rstrip()}")

    def report_unexpected_exception(
        self, out: Callable[[str], object], test: doctest.DocTest, example: doctest.Example, exc_info: Any
    ) -> None:
        """Show what was expected and what was raised."""
        expected = f"Expected:\n{indent(example.want, '    ')}" if example.want else ""
        raised = f"Got:\n    {exc_info[0].__name__}: {exc_info[1]}"
        self.verdicts.fail(_place(test, example), f">>> {example.source}{expected}{raised}")


def _place(test: doctest.DocTest, example: doctest.Example) -> Place:
    # a {testcode} has no docstring, and its example bears the line of the block; others count from the block
    line = example.lineno if test.docstring is None else (test.lineno or 0) + example.lineno
    return Path(test.filename or ""), line + 1


class VerifyingBuilder(DocTestBuilder):
    """The doctest builder, with docstrings run as their modules see them and the count of prompts held to account."""

    epilog = ""

    def init(self) -> None:
        """Start with nothing run."""
        super().init()
        self.verdicts = Verdicts(Path(self.confdir))
        self.gallery = Gallery.of(self._app)
        self.blocks = Blocks()
        self.written: set[Place] = set()

    def write_documents(self, docnames: Set[str]) -> None:
        """Run the docstrings and the pages, then look for prompts that did not run."""
        self.written = {place for path in page_sources(self._app, docnames) for place in written_in(path)}
        self.run_docstrings()
        super().write_documents(docnames)
        for place in sorted(self.written - self.verdicts.ran):
            self.verdicts.fail(place, NOT_RUN)

    def run_docstrings(self) -> None:
        """Run the package's own examples; a module that cannot be imported here is named, and not counted."""
        runner = Runner(self.verdicts, self.opt)
        self.written |= {place for path in PACKAGE.rglob("*.py") for place in written_in(path)}
        for test in docstring_tests(PACKAGE):
            if isinstance(test, Skipped):
                self.written -= written_in(test.path)
                log.info("doctests: skipped %s (needs %s)", os.path.relpath(test.path, self.confdir), test.needs)
            else:
                _ = runner.run(test, out=self._out)

    def finish(self) -> None:
        """Say how many were written and how many run; any failure makes the exit status non-zero."""
        run = len(self.written & self.verdicts.ran)
        log.info("doctests: %d written, %d run, %d failed", len(self.written), run, self.verdicts.failed)
        self.total_failures = self.verdicts.failed
        super().finish()
        # init() put a function of this builder into the standard library's module
        del doctest.compile  # pyright: ignore[reportAttributeAccessIssue]

    def test_group(self, group: TestGroup) -> bool:
        """Run one namespace of a page, each example with our runner."""
        for name in ("setup_runner", "test_runner", "cleanup_runner"):
            if not isinstance(getattr(self, name), Runner):
                setattr(self, name, Runner(self.verdicts, self.opt))
        # as the base class does with its own three: one file takes what the code prints
        runners: list[Any] = [self.setup_runner, self.test_runner, self.cleanup_runner]
        for runner in runners:
            runner._fakeout = runners[0]._fakeout
        return super().test_group(group)

    def skipped(self, node: Any) -> bool:
        """Leave out docstrings, which run as their modules see them, and what the author skips."""
        return ":docstring of " in (node.source or "") or super().skipped(node)

    def get_filename_for_node(self, node: Any, docname: str) -> str:
        """Return the file that was written, and note on the node where the block lies in it."""
        path = self.gallery.origin(Path(node.source or self.env.doc2path(docname)).resolve())
        block = node["test"] if "test" in node else node.astext()
        near = (node.line or 1) - 1 if path.suffix == ".md" else 0  # generated pages have lines of their own
        start = self.blocks.find(path, block, near)
        if start is None and node.get("testnodetype", "doctest") == "doctest":
            self.verdicts.fail((path, near + 1), "this tested block is nowhere in its source, so nobody could check it")
        node["written-at"] = near if start is None else start
        return str(path)

    @staticmethod
    def get_line_number(node: Any) -> int | None:
        """Return the 0-based line at which the block's text begins."""
        return node["written-at"]

    def _out(self, text: str) -> None:
        _ = self.outfile.write(text)

    _warn_out = _out


def _verify_html(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.name not in HTML:
        return
    builder = VerifyingBuilder(app, app.env)
    builder.outdir = app.doctreedir  # its report is not for publication
    builder.init()
    builder.write_documents(app.env.found_docs)
    builder.finish()
