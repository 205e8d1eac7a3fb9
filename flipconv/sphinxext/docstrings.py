"""
The examples of the library's docstrings, each with its module's names and its own line.

Taken from the source with `ast` and not from the objects: a decorator, a property or a claim's
registration hides a docstring from introspection, and a hidden one would count as passed.
"""

from __future__ import annotations

import ast
import doctest
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_PARSER = doctest.DocTestParser()


@dataclass(frozen=True)
class Skipped:
    """A module that cannot be imported here, with the absent package it asks for."""

    path: Path
    needs: str


def docstring_tests(package: Path) -> Iterator[doctest.DocTest | Skipped]:
    """
    Collect the docstring examples of a package.

    Parameters
    ----------
    package : pathlib.Path
        Its folder; it must be importable under the folder's name.

    Yields
    ------
    doctest.DocTest or Skipped
        One test for each docstring with examples; or the module, if it needs an absent package.
    """
    for path in sorted(package.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if ">>>" not in source:  # importing a module costs more than reading it
            continue
        docstrings = list(_docstrings(ast.parse(source)))
        if not docstrings:
            continue
        try:
            module = importlib.import_module(_module_name(package, path))
        except ModuleNotFoundError as absent:
            if absent.name is None or absent.name.partition(".")[0] == package.name:
                raise
            yield Skipped(path, absent.name)
            continue
        for text, line in docstrings:
            yield _PARSER.get_doctest(text, vars(module), module.__name__, str(path), line)


def _docstrings(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Find every docstring with a prompt, and the 0-based line on which it opens."""
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED) and (text := ast.get_docstring(node, clean=False)) and ">>>" in text:
            yield text, node.body[0].lineno - 1


def _module_name(package: Path, path: Path) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
