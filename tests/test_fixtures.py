"""A lint of the tests themselves: a kernel that equals its own flip lets a missing flip pass."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, find, given, settings

from tests import reference, strategies

ROOT = Path(__file__).parent.parent
FILES = sorted([*ROOT.glob("tests/**/*.py"), *ROOT.glob("gallery/**/*.py")])
EXCUSE = "# symmetric: "
NAMES = {"h", "g", "k", "kernel", "kernels", "taps", "template", "weights"}


def literal(node: ast.expr) -> Any:
    """Return the nested lists that an expression spells out, as in ``np.array([[1, 2], [3, 4]])``; else None."""
    if isinstance(node, ast.Call) and node.args:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return literal(node.args[0]) if name in ("array", "asarray") else None
    if not isinstance(node, ast.List):
        return None
    try:
        # literal_eval knows `1 + 2j` and refuses anything computed
        return ast.literal_eval(node)
    except ValueError:
        return None


def turned(kernel: Any) -> Any:
    """Return nested lists, reversed along every axis and conjugated."""
    if isinstance(kernel, list | tuple):
        return [turned(row) for row in reversed(kernel)]
    return kernel.conjugate() if isinstance(kernel, int | float | complex) else kernel


def taps(kernel: Any) -> list:
    """Return the entries of nested lists."""
    return [tap for row in kernel for tap in taps(row)] if isinstance(kernel, list | tuple) else [kernel]


def is_kernel(name: str) -> bool:
    """Whether a variable's name says that it holds a kernel."""
    return name.lower() in NAMES or name.lower().endswith("_kernel")


def literal_kernels(source: str) -> list[tuple[int, Any]]:
    """Return the line and the entries of each kernel spelled out in a file: assigned, or passed to an operator."""
    found: list[tuple[ast.expr, Any]] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=False))
                found += [
                    (value, literal(value)) for to, value in pairs if isinstance(to, ast.Name) and is_kernel(to.id)
                ]
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("convolve", "correlate", "operation") and len(node.args) > 1:
                found.append((node.args[1], literal(node.args[1])))
            found += [(word.value, literal(word.value)) for word in node.keywords if word.arg in NAMES]
    return [(node.lineno, kernel) for node, kernel in found if kernel]


def symmetric(source: str) -> list[int]:
    """Return the lines on which a kernel of several taps equals its own conjugate flip, without an excuse."""
    lines = source.splitlines()
    return [
        line
        for line, kernel in literal_kernels(source)
        # a single tap has nowhere to go, and zeros are there to be zeros
        if len(taps(kernel)) > 1 and any(taps(kernel)) and kernel == turned(kernel) and EXCUSE not in lines[line - 1]
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_literal_kernel_equals_its_own_flip(path):
    assert symmetric(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "h = [1, 2, 1]",
        "h = np.array([[0, 1], [1, 0]], float)",
        "EDGE_KERNEL = np.array([1j, 5, -1j])",
        "x, h = [1, 2, 3], [4, 4]",
        "y = convolve(x, [1, 1])",
        "y = correlate(x, h=np.asarray([[2, 3, 2]]))",
    ],
)
def test_the_lint_sees_them(line):
    assert symmetric(f"import numpy as np\n{line}\n") == [2]
    assert symmetric(f"{line}  # symmetric: the subject of this test\n") == []


@pytest.mark.parametrize(
    "line", ["h = [1, 2, 3]", "h = [1j, 5, 1j]", "x = [1, 2, 1]", "h = [5]", "h = other", "f(x, [1, 1])"]
)
def test_the_lint_lets_the_others_be(line):
    assert symmetric(line) == []


def test_the_lint_reads_these_tests():
    """Were no kernel found in them, nothing would have been checked."""
    read = {path.name: len(literal_kernels(path.read_text(encoding="utf-8"))) for path in FILES}
    assert read["test_operators.py"] > 5
    assert read["test_numbers.py"] > 5


@given(h=strategies.shapes(2).flatmap(strategies.kernels))
def test_drawn_kernels_differ_from_their_reversals(h):
    if max(h.shape) > 1:
        assert h.tolist() != [list(reversed(row)) for row in reversed(h.tolist())]
    if np.iscomplexobj(h):
        assert h.imag.any()


KINDS: dict[str, Callable[[np.ndarray, np.ndarray], Any]] = {
    "a longer kernel": lambda x, h: x.size < h.size,
    "a shorter kernel": lambda x, h: x.size > h.size > 1,
    "longer on one axis, shorter on another": lambda x, h: x.shape[0] < h.shape[0] and x.shape[-1] > h.shape[-1],
    "even": lambda x, h: h.size % 2 == 0,
    "odd": lambda x, h: h.size % 2 == 1 and h.size > 1,
    "a single sample": lambda x, h: x.size == 1 and h.size > 2,
    "four axes": lambda x, h: x.ndim == 4 and h.size > 1,
    "a complex kernel": lambda x, h: np.iscomplexobj(h) and not np.iscomplexobj(x),
    "both complex": lambda x, h: np.iscomplexobj(h) and np.iscomplexobj(x),
    "not square": lambda x, h: x.ndim == 2 and len({*x.shape, *h.shape}) == 4,
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_pair_is_drawn(kind):
    """`find` fails when there is no such pair."""
    once = settings(phases=[Phase.generate], derandomize=True, database=None, max_examples=2000)
    x, h = find(strategies.pairs(), lambda arrays: bool(KINDS[kind](*arrays)), settings=once)
    assert x.ndim == h.ndim


def test_the_borders_of_the_reference_are_those_of_the_library():
    assert set(reference.BORDERS) == {"constant", "edge", "reflect", "symmetric", "wrap"}
