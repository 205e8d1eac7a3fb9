"""Each condition of each rule: with it a falsehood is refused by both programs, without it the falsehood is derived."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType

import pytest

from flipconv.proofs import instances, judging, paths, rechecking, rules, sorts, substitution, summability, sums
from tests.proofs.false_inductions import INDUCTIONS
from tests.proofs.false_sums import SUMS, WINDOWS
from tests.proofs.false_uses import ORDER, USES
from tests.proofs.falsehoods import REINDEXINGS
from tests.proofs.sabotage import without
from tests.proofs.verdicts import builder, is_false, replayer

FALSEHOODS = {**REINDEXINGS, **SUMS, **WINDOWS, **ORDER, **USES, **INDUCTIONS}


@pytest.mark.parametrize("name", FALSEHOODS)
def test_a_falsehood_is_refused_by_both_programs(name):
    falsehood = FALSEHOODS[name]
    assert builder(falsehood.certificate, *falsehood.library)
    assert replayer(falsehood.certificate, *falsehood.library)


@pytest.mark.parametrize("name", FALSEHOODS)
def test_without_the_condition_the_falsehood_is_derived(name):
    falsehood = FALSEHOODS[name]
    with without(falsehood.module, falsehood.line, falsehood.without):
        assert not builder(falsehood.certificate, *falsehood.library)
    assert builder(falsehood.certificate, *falsehood.library)


@pytest.mark.parametrize("name", FALSEHOODS)
def test_the_falsehood_is_false(name):
    falsehood = FALSEHOODS[name]
    assert is_false(falsehood.certificate, falsehood.small)


MODULES = (sums, rules, instances, summability, judging, rechecking, substitution, sorts, paths)
NO_SUCH_STEP = """
the term is no sum over|as many new variables|only a sum of a sum can be swapped|the two sums bear one variable
operand|only a sum of a sum of terms|only a sum can be sifted|the variable|the term is no product|the term has no factor
the factor is no delta|only a definition can be unfolded|the term is neither a product|hypothesis|there is no theorem
there is no rule|a path leads into|a path leads to|it is nested too deep|step
"""
"""Refusals of steps that have not the form of their rule: there is nothing that the rule could make of them."""
NO_MEANING = """
something is put in for|every sort and homomorphism|for|the function put in for
there is no sort|a homomorphism leads from|a family is summed over|the kinds of sorts are|one sort at most
a window is of the integers|the theorem's|the arguments of|the sort|the variable|an index of the steps
a delta is of a group|an argument of|there is no homomorphism|takes|has an argument that is no index
does not lead from and to|is no symbol of the signature|is a variable, and no index|is no function of one index
is a variable of the step|has other names|is neither a symbol|is no homomorphism|is of a group, and steps are none
"""
"""Refusals of what has no meaning, because a name is not declared or stands for something of another kind."""
NOT_HONEST = """
the theorems used are|the digest of|a hypothesis is about a symbol
the induction hypothesis is to be|is declared and never used|two hypotheses say the same
"""
"""Refusals of what is declared in vain, or told wrongly; nothing false gets in by it."""


def messages(text: str) -> set[str]:
    return {message for line in text.strip().splitlines() for message in line.split("|")}


def unshown(module: ModuleType) -> Iterator[str]:
    """Yield the first words of each refusal of a module that no falsehood above stands against."""
    source = inspect.getsource(module)
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = [source.index(entry.line) for entry in FALSEHOODS.values() if entry.module is module]
    tree = ast.parse(source)
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            above = parents[node]
            first = above.lineno if isinstance(above, ast.If) else node.lineno
            if not any(starts[first - 1] <= place < starts[node.end_lineno or 0] for place in found):
                message = node.exc.args[0]
                parts = message.values if isinstance(message, ast.JoinedStr) else [message]
                words = [str(part.value).strip() for part in parts if isinstance(part, ast.Constant)]
                yield next(filter(None, words), "")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_refusal_is_shown_to_matter_or_says_why_it_need_not(module):
    known = tuple(messages(NO_SUCH_STEP) | messages(NO_MEANING) | messages(NOT_HONEST))
    assert [text for text in unshown(module) if not text.startswith(known)] == []
