"""What the replayer established in this build: each theorem read from the text that was replayed, not from memory."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from flipconv.proofs.certificates import as_text
from flipconv.proofs.notation import term_from
from flipconv.proofs.parsing import hypothesis_from, theorem_from
from flipconv.proofs.replay import Replayed, replay
from flipconv.proofs.replay.printing import statement
from flipconv.proofs.statements import Commutative, Induction, Theorem
from flipconv.proofs.theorems import CHAPTERS, theorems_of


@dataclass(frozen=True)
class Established:
    """
    A theorem that may be shown.

    Parameters
    ----------
    theorem : Theorem
        As it stands in the certificate.
    text : str
        The certificate that was replayed.
    says : str
        The theorem as the replayer prints it.
    chapter : str
        The file that holds it.
    """

    theorem: Theorem
    text: str
    says: str
    chapter: str

    @property
    def name(self) -> str:
        """The theorem's name."""
        return self.theorem.name

    @property
    def title(self) -> str:
        """The name in words."""
        return self.name.replace("-", " ").capitalize()

    @property
    def commutes(self) -> bool:
        """Whether it assumes that values commute."""
        return any(isinstance(entry, Commutative) for entry in self.theorem.hypotheses)

    @property
    def rules(self) -> set[str]:
        """The rules of its own steps."""
        proof = self.theorem.proof
        return {"induction"} if isinstance(proof, Induction) else {step.rule for step in proof}


@dataclass
class Proven:
    """
    All theorems of a build.

    Parameters
    ----------
    established : dict
        By name, in the order of the chapters.
    refused : dict
        By name, why the replayer refused the others.
    """

    established: dict[str, Established] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    def below(self, name: str) -> list[str]:
        """Return the theorems that one uses, directly or by a detour, in the order of the chapters."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            new = set(self.established[waiting.pop()].theorem.uses) - found
            found |= new
            waiting += new
        return [other for other in self.established if other in found]

    def why_not(self, name: str) -> str:
        """Return why a theorem that is not established may not be shown."""
        reason = self.refused.get(name)
        return f"the replayer refuses the theorem {name!r}: {reason}" if reason else f"there is no theorem {name!r}"


def replayed(texts: Mapping[str, tuple[str, str]]) -> Proven:
    """
    Replay some certificates.

    Parameters
    ----------
    texts : mapping of str to (str, str)
        By name, the chapter and the certificate.

    Returns
    -------
    Proven
        What became of them.
    """
    report = replay(text for _, text in texts.values())
    established = {
        name: _established(report.established[name], text, chapter)
        for name, (chapter, text) in texts.items()
        if name in report.established
    }
    return Proven(established, dict(report.refused))


def _established(found: Replayed, text: str, chapter: str) -> Established:
    """Return a theorem as the replayer read it, with the lines of the same text."""
    written = theorem_from(json.loads(text))
    hypotheses = tuple(map(hypothesis_from, found.hypotheses))
    theorem = replace(written, hypotheses=hypotheses, left=term_from(found.left), right=term_from(found.right))
    return Established(theorem, text, statement(found), chapter)


def certificates() -> dict[str, tuple[str, str]]:
    """Return the chapter and the certificate of every theorem, by name."""
    return {entry.name: (chapter, as_text(entry)) for chapter in CHAPTERS for entry in theorems_of(chapter)}


def proven(app: Sphinx) -> Proven:
    """Return what this build has replayed; the first call derives and replays everything."""
    if not hasattr(app, "flipconv_proven"):
        try:
            texts = certificates()
        except Exception as error:  # a theorem that cannot be derived is no theorem; the sentence says so
            raise ExtensionError(f"the theorems cannot be derived: {type(error).__name__}: {error}") from error
        app.flipconv_proven = replayed(texts)  # pyright: ignore[reportAttributeAccessIssue]
    return app.flipconv_proven  # pyright: ignore[reportAttributeAccessIssue]
