"""
The prose lint: a sentence that asserts something cites what established it.

A sentence asserts if it says "always", "never", "exactly" and their like, or if it bears a number.
It must then cite a claim, a line of a proof or a work; or end in a colon before a box or a run that
shows it; or stand on the list of what is allowed, each entry with its reason. A number that the
role ``number`` has worked out needs nothing more.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import logging

from flipconv.sphinxext.book import CITATION, is_box, is_cell, is_of_the_book, paragraphs, words

logger = logging.getLogger(__name__)

ALLOWED = "allowed-prose.toml"

ASSERTS = re.compile(r"\b(always|never|equals?|if and only if|exactly|faster|slower)\b", re.IGNORECASE)
NUMBER = re.compile(r"\d")
# names that bear a digit, and assert nothing
NAMES = re.compile(r"\b(?:[1-6]-D|180 degrees|(?:8|32|64)-bit|im2col)\b")
# what stands in quotation marks is mentioned, not asserted
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][”\")]))\s+")


@dataclass
class Allowed:
    """The sentences that may stand without a citation: on which page, with which words, and why."""

    entries: list[dict[str, str]]
    used: set[int] = field(default_factory=set)

    @classmethod
    def read(cls, path: Path) -> Allowed:
        """Read the list; every entry has a page, words and a reason."""
        if not path.is_file():
            return cls([])
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("allowed", [])
        for entry in entries:
            if set(entry) != {"page", "words", "reason"} or not all(entry.values()):
                raise ExtensionError(f"{path.name}: an entry has a page, words and a reason, not {entry}")
        return cls(entries)

    def __contains__(self, place: tuple[str, str]) -> bool:
        """Tell whether a page's sentence is on the list, and note that the entry was needed."""
        docname, sentence = place
        found = [
            i
            for i, entry in enumerate(self.entries)
            if entry["page"] == docname and " ".join(entry["words"].split()) in " ".join(sentence.split())
        ]
        self.used.update(found)
        return bool(found)


def sentences(text: str) -> list[str]:
    """
    Split a paragraph into its sentences.

    Parameters
    ----------
    text : str
        Words.

    Returns
    -------
    list of str
        Each with its own full stop.

    Examples
    --------
    >>> sentences("One flip. Is it two? (No.) The end: one")
    ['One flip.', 'Is it two?', '(No.)', 'The end: one']
    """
    return [sentence for sentence in SENTENCE.split(text) if sentence.strip()]


def complaint(sentence: str) -> str | None:
    """
    Return what a sentence asserts without saying who established it.

    Parameters
    ----------
    sentence : str
        Words, in which private characters stand for citations, for numbers that were computed, and for code.

    Returns
    -------
    str or None
        The words in question; None if there are none.

    Examples
    --------
    >>> complaint("They are never equal.")
    "'never'"
    >>> complaint("The kernel has 7 taps in 2-D.")
    "a number, '7'"
    >>> complaint("It is said to be “always 7”.")
    """
    if CITATION in sentence:
        return None
    bare = QUOTED.sub("", NAMES.sub("", sentence))
    if found := ASSERTS.search(bare):
        return f"'{found[0]}'"
    if NUMBER.search(bare):
        return f"a number, '{re.search(r'[0-9][0-9.,]*', bare)[0].rstrip('.,')}'"  # pyright: ignore[reportOptionalSubscript]
    return None


def check(app: Sphinx, document: nodes.document) -> None:
    """Warn of every sentence on a page that asserts and cites nothing."""
    docname = app.env.docname
    if not is_of_the_book(docname):
        return
    list_of_allowed = _allowed(app)
    if list_of_allowed.entries:
        app.env.note_dependency(Path(app.srcdir) / ALLOWED)
    for paragraph, sentence, why in _bare(document):
        if (docname, sentence) not in list_of_allowed:
            logger.warning(
                "this sentence asserts (%s) and cites nothing: %s",
                why,
                _shown(sentence),
                location=paragraph,
                type="prose",
            )
    needed = {i for i in list_of_allowed.used if list_of_allowed.entries[i]["page"] == docname}
    _needed(app.env)[docname] = sorted(needed)


def _bare(document: nodes.document) -> Iterator[tuple[nodes.Element, str, str]]:
    for paragraph in paragraphs(document):
        found = sentences(words(paragraph).replace("\n", " "))
        for i, sentence in enumerate(found):
            leads_on = i == len(found) - 1 and sentence.rstrip().endswith(":") and _is_shown_next(paragraph)
            if not leads_on and (why := complaint(sentence)):
                yield paragraph, sentence, why


def _is_shown_next(paragraph: nodes.Element) -> bool:
    """Tell whether the box of a claim, a session, or a cell that asserts stands right below."""
    following = paragraph.next_node(descend=False, siblings=True)
    if following is None:
        return False
    if is_cell(following):
        return re.search(r"^\s*assert\b", following.astext(), re.MULTILINE) is not None
    return is_box(following) or (isinstance(following, nodes.Element) and "testnodetype" in following)


def _shown(sentence: str) -> str:
    return re.sub("[\ue000\ue001\N{OBJECT REPLACEMENT CHARACTER}]", "…", sentence)


def _needed(env: BuildEnvironment) -> dict[str, list[int]]:
    """Return which entries of the list each page needs; kept from build to build."""
    if not hasattr(env, "flipconv_allowed"):
        env.flipconv_allowed = {}  # pyright: ignore[reportAttributeAccessIssue]
    return env.flipconv_allowed  # pyright: ignore[reportAttributeAccessIssue]


def _allowed(app: Sphinx) -> Allowed:
    if not hasattr(app, "flipconv_list_of_allowed"):
        app.flipconv_list_of_allowed = Allowed.read(Path(app.srcdir) / ALLOWED)  # pyright: ignore[reportAttributeAccessIssue]
    return app.flipconv_list_of_allowed  # pyright: ignore[reportAttributeAccessIssue]


def _merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    _needed(env).update({name: found for name, found in _needed(other).items() if name in docnames})


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _ = _needed(env).pop(docname, None)


def _refuse_what_nobody_needs(app: Sphinx, env: BuildEnvironment) -> None:
    """Keep the list short: an entry that no page needs any more goes."""
    used = {i for found in _needed(env).values() for i in found}
    for i, entry in enumerate(_allowed(app).entries):
        if i not in used:
            logger.warning("%s: no sentence on page %r needs %r", ALLOWED, entry["page"], entry["words"])


def setup(app: Sphinx) -> None:
    """Register the lint."""
    # before references are resolved, so that citations can be told from other links
    _ = app.connect("doctree-read", check)
    _ = app.connect("env-merge-info", _merge)
    _ = app.connect("env-purge-doc", _purge)
    _ = app.connect("env-check-consistency", _refuse_what_nobody_needs)
