"""What is said: definitions, hypotheses, and theorems with their proofs, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flipconv.proofs.terms import Fun, Index, Term

HomKind = Mapping[str, tuple[str, str]]
Kind = str | tuple[str, ...] | HomKind
"""What an argument is: a sort or "value", the sorts of a function's indices, or a homomorphism between two sorts."""
Signature = tuple[Kind, ...]
Quantified = tuple[str, str | Signature]
"""A variable with its sort, or a symbol with its signature."""


@dataclass(frozen=True)
class Definition:
    """
    A name with a meaning.

    Parameters
    ----------
    name : str
        The name.
    parameters : tuple of (str, Kind)
        Its parameters; the sorts in their kinds are variables.
    body : Term
        What it is.
    """

    name: str
    parameters: tuple[tuple[str, Kind], ...]
    body: Term


@dataclass(frozen=True)
class Commutative:
    """Values commute."""

    says: str = ""


@dataclass(frozen=True)
class Finite:
    """A sort has finitely many members."""

    sort: str
    says: str = ""


@dataclass(frozen=True)
class Support:
    """A function is zero outside a finite set."""

    symbol: str
    says: str = ""


@dataclass(frozen=True)
class Summable:
    """A family is absolutely summable over some variables, for all values of others."""

    every: tuple[tuple[str, str], ...]
    over: tuple[tuple[str, str], ...]
    term: Term
    says: str = ""


@dataclass(frozen=True)
class Equation:
    """Two terms are equal for all values of some variables and symbols."""

    every: tuple[Quantified, ...]
    left: Term
    right: Term
    says: str = ""


Hypothesis = Commutative | Finite | Support | Summable | Equation
Put = Index | Fun | str
"""What is put in for a variable or a symbol; a str is another symbol's name."""


@dataclass(frozen=True)
class Step:
    """
    One line of a proof and how it follows from the line before.

    Parameters
    ----------
    rule : str
        The rule.
    at : tuple of int
        The path to the subterm that changes.
    into, gives : Term
        What it becomes, and the new line.
    given : mapping
        What the rule needs to know.
    backwards : bool
        Whether the rule leads from `into` to the subterm.
    because : str
        The reason, for the reader.
    """

    rule: str
    at: tuple[int, ...]
    into: Term
    gives: Term
    given: Mapping[str, Any] = field(default_factory=dict)
    backwards: bool = False
    because: str = ""


@dataclass(frozen=True)
class Induction:
    """A proof by a base and a step over a variable, each a theorem of its own."""

    over: str
    base: str
    step: str


@dataclass(frozen=True)
class Theorem:
    """
    An equation, what it assumes, and its proof.

    It proves nothing by being there: only a certificate that is replayed does.

    Parameters
    ----------
    name : str
        Lower case, words joined by hyphens.
    sorts : mapping of str to str
        Each sort with its kind.
    homs : mapping of str to (str, str)
        Each homomorphism with the sorts between which it leads.
    symbols : mapping of str to Signature
        Each symbol with the kinds of its arguments.
    variables : mapping of str to str
        Each free variable with its sort.
    hypotheses : tuple of Hypothesis
        What is assumed.
    left, right : Term
        The two sides.
    proof : tuple of Step, or Induction
        The proof.
    uses : mapping of str to str
        The theorems it uses, each with the digest of its certificate.
    read_from : str
        The digest of the certificate that it was read from, if it was: that may be written in more words than needed.
    """

    name: str
    sorts: Mapping[str, str]
    homs: Mapping[str, tuple[str, str]]
    symbols: Mapping[str, Signature]
    variables: Mapping[str, str]
    hypotheses: tuple[Hypothesis, ...]
    left: Term
    right: Term
    proof: tuple[Step, ...] | Induction
    uses: Mapping[str, str]
    read_from: str = field(default="", compare=False)

    @property
    def lines(self) -> list[Term]:
        """The lines of the proof, the left side first; of an induction the two sides."""
        if isinstance(self.proof, Induction):
            return [self.left, self.right]
        return [self.left, *(step.gives for step in self.proof)]
