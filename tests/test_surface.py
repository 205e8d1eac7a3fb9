"""The public surface: its names, its docstrings, and what importing it brings along."""

from __future__ import annotations

import ast
import doctest
import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

import flipconv
from tests.test_fixtures import literal, turned

PUBLIC = [getattr(flipconv, name) for name in flipconv.__all__]
FUNCTIONS = [thing for thing in PUBLIC if inspect.isfunction(thing)]
ROOT = Path(__file__).parent.parent


def loaded(statement: str) -> set[str]:
    """Return the top-level modules of a fresh interpreter after a statement."""
    show = f"import json, sys; {statement}; print(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", show], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_all_is_what_the_package_shows():
    shown = [name for name, thing in vars(flipconv).items() if not name.startswith("_") and not inspect.ismodule(thing)]
    # what is loaded when it is asked for
    assert flipconv.__all__ == sorted({*shown, "identify", "port", "predict"})
    assert {"conjugate_flip", "convolve", "correlate", "even_part", "flip", "odd_part"} <= set(flipconv.__all__)


def test_importing_it_loads_numpy_and_nothing_else_of_others():
    new = loaded("import flipconv") - loaded("import numpy") - {"flipconv"}
    assert new - set(sys.stdlib_module_names) == set()
    assert "numpy" in loaded("import flipconv")


def sections(function) -> dict[str, str]:
    """Return the sections of a numpydoc docstring, by heading."""
    lines = inspect.cleandoc(function.__doc__).splitlines()
    starts = [
        at for at, under in enumerate(lines[1:]) if under and set(under) == {"-"} and len(under) == len(lines[at])
    ]
    stops = [*starts[1:], len(lines)]
    return {lines[start]: "\n".join(lines[start + 2 : stop]) for start, stop in zip(starts, stops, strict=True)}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_docstrings_say_what_goes_in_and_out(function):
    doc = sections(function)
    order = ["Parameters", "Returns", "Raises", "See Also", "Notes", "References", "Examples"]
    assert [heading for heading in order if heading in doc] == list(doc)
    assert {"Parameters", "Returns", "Raises", "Examples"} <= set(doc)
    summary = inspect.cleandoc(function.__doc__).splitlines()[0]
    assert summary.endswith(".")
    described = [
        name
        for line in doc["Parameters"].splitlines()
        if " : " in line and line[0] != " "
        for name in line.split(" : ")[0].split(", ")
    ]
    assert described == list(inspect.signature(function).parameters)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_examples_print_lists_of_kernels_that_feel_a_flip(function):
    examples = doctest.DocTestParser().get_examples(sections(function)["Examples"])
    assert any(".tolist()" in example.source for example in examples)
    assert all(example.want for example in examples if ".tolist()" in example.source)
    calls = [
        node
        for example in examples
        for node in ast.walk(ast.parse(example.source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function.__name__
    ]
    kernels = [literal(call.args[1 if "x" in inspect.signature(function).parameters else 0]) for call in calls]
    assert kernels
    assert all(kernel is None or kernel != turned(kernel) for kernel in kernels)
