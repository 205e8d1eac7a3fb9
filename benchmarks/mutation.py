"""
Change the library one expression at a time and ask the tests whether they noticed.

Run ``python benchmarks/mutation.py`` for the keystone and its integers, or name rooms:
``python benchmarks/mutation.py boundaries flips``. Each mutant is written into a scratch copy and
the tests of its room run there with ``-x``, in a forked process (so: not on Windows). Survivors
must be listed in `equivalent_mutants.toml` with the reason why nobody could notice; any other
makes the exit status 1.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import tomllib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import ndiff
from pathlib import Path

# what the tests need, loaded once: every mutant's process starts from here
import hypothesis.extra.numpy
import pytest
import scipy.ndimage
import scipy.signal
import sympy

LOADED = (hypothesis, scipy, sympy)
ROOT = Path(__file__).parent.parent
BROKEN = 3  # from here on pytest's exit status is no answer of the tests
SECONDS = 120  # a mutant that loops for ever is noticed too,
BYTES = 6 * 2**30  # and one that fills the memory
TESTS = {
    "definitions": ["test_definitions"],
    "shapes": ["test_shapes"],
    "entries": ["test_entries"],
    "boundaries": ["test_boundaries"],
    "windows": ["test_windows", "test_entries"],
    "flips": ["test_flips", "test_entries"],
    "operators": ["test_operators", "test_arguments", "test_numbers", "test_exactness"],
    "arguments": ["test_arguments", "test_wording", "test_numbers", "test_exactness", "test_operators"],
    "wording": ["test_wording"],
    "overflow": ["test_overflow"],
    "geometry": ["test_geometry"],
    "matrices/bands": ["test_matrices"],
    "matrices/circles": ["test_matrices"],
    "matrices/forms": ["test_matrices"],
    "adjoints/signal": ["test_adjoints"],
    "adjoints/kernel": ["test_adjoints"],
    "adjoints/products": ["test_adjoints"],
    "adjoints/reads": ["test_adjoints"],
}
OTHER_OPERATORS: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add, ast.FloorDiv),
    ast.FloorDiv: (ast.Mult, ast.Add),
    ast.Mod: (ast.FloorDiv, ast.Add),
    ast.Eq: (ast.NotEq, ast.LtE, ast.GtE),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE, ast.NotEq),
    ast.LtE: (ast.Lt, ast.Gt, ast.Eq),
    ast.Gt: (ast.GtE, ast.LtE, ast.NotEq),
    ast.GtE: (ast.Gt, ast.Lt, ast.Eq),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}


@dataclass(frozen=True)
class Mutant:
    """A module with one expression changed."""

    change: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module that compiles and differs from it."""
    tree = ast.parse(source)
    before = ast.unparse(tree)
    seen = {before}
    for holder, key, node, function, names in list(_places(tree, "module", ())):
        for variant in _variants(node, names):
            _put(holder, key, variant)
            after = ast.unparse(tree)
            _put(holder, key, node)
            if after not in seen and _compiles(after):
                seen.add(after)
                yield Mutant(f"{function}: {_told(before, after)}", after)


def _places(
    node: ast.AST, function: str, names: tuple[str, ...]
) -> Iterator[tuple[object, object, ast.AST, str, tuple[str, ...]]]:
    """Yield every node with its holder, its place there, its function and the variables of that."""
    if isinstance(node, ast.FunctionDef):
        bound = [n.arg for n in ast.walk(node) if isinstance(n, ast.arg)]
        bound += [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
        function, names = node.name, tuple(dict.fromkeys(bound))
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "ctx"):
            continue
        pairs = enumerate(value) if isinstance(value, list) else [(field, value)]
        for key, child in pairs:
            if not isinstance(child, ast.AST) or _is_docstring(child) or isinstance(child, ast.Import | ast.ImportFrom):
                continue
            yield (value if isinstance(value, list) else node), key, child, function, names
            yield from _places(child, function, names)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _put(holder: object, key: object, node: ast.AST) -> None:
    if isinstance(holder, list):
        holder[key] = node  # pyright: ignore
    else:
        setattr(holder, str(key), node)


def _variants(node: ast.AST, names: tuple[str, ...]) -> Iterator[ast.AST]:
    """Yield what may stand in the place of a node."""
    if type(node) in OTHER_OPERATORS:
        yield from (other() for other in OTHER_OPERATORS[type(node)])
    elif isinstance(node, ast.stmt) and not isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield ast.Pass()
    if isinstance(node, ast.Constant):
        yield from map(ast.Constant, _other_constants(node.value))
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield from (ast.Name(name, ast.Load()) for name in names if name != node.id and node.id in names)
    elif isinstance(node, ast.BinOp):
        yield from (node.left, node.right)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.BoolOp):
        yield from node.values
    elif isinstance(node, ast.IfExp):
        yield from (node.body, node.orelse)
    elif isinstance(node, ast.Starred):
        yield node.value
    elif isinstance(node, ast.Return):
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.AugAssign):
        yield ast.Assign([node.target], node.value, lineno=node.lineno)
        yield from (_with(node, op=other()) for other in OTHER_OPERATORS[type(node.op)])
    elif isinstance(node, ast.If):
        yield from (_with(node, test=ast.Constant(truth)) for truth in (True, False))
    elif isinstance(node, ast.Slice):
        yield from (_with(node, **{part: None}) for part in ("lower", "upper", "step") if getattr(node, part))
    elif isinstance(node, ast.Subscript):
        yield node.value
    elif isinstance(node, ast.comprehension):
        yield from (_with(node, ifs=_without(node.ifs, at)) for at in range(len(node.ifs)))
    elif isinstance(node, ast.Tuple | ast.List):
        yield from (_with(node, elts=elts) for elts in (*_shorter(node.elts), *_swapped(node.elts)))
    elif isinstance(node, ast.Call):
        yield from node.args
        yield from (_with(node, args=args) for args in (*_shorter(node.args), *_swapped(node.args)))
        yield from (_with(node, keywords=keywords) for keywords in _shorter(node.keywords))


def _other_constants(value: object) -> list[object]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | float):
        return [value + 1, value - 1]
    if isinstance(value, str):
        return [value + "X"]
    return [0] if value is None else []


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for field, value in fields.items():
        setattr(changed, field, value)
    return changed


def _without(items: list, at: int) -> list:
    return [item for place, item in enumerate(items) if place != at]


def _shorter(items: list) -> list[list]:
    return [_without(items, at) for at in range(len(items))]


def _swapped(items: list) -> list[list]:
    return [[*items[:at], items[at + 1], items[at], *items[at + 2 :]] for at in range(len(items) - 1)]


def _compiles(source: str) -> bool:
    try:
        with warnings.catch_warnings(action="ignore"):
            _ = compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _told(before: str, after: str) -> str:
    """Return the changed lines, before and after."""
    lines = list(ndiff(before.splitlines(), after.splitlines()))
    removed = " / ".join(line[2:].strip() for line in lines if line.startswith("- "))
    added = " / ".join(line[2:].strip() for line in lines if line.startswith("+ "))
    return f"{removed} -> {added}"


def tests_pass(house: Path, room: str) -> bool:
    """Run the tests of a room in a forked process, which stops at the first failure."""
    shutil.rmtree(house / "flipconv/__pycache__", ignore_errors=True)  # two mutants may share size and second
    child = os.fork()
    if not child:
        outcome = BROKEN
        _ = signal.alarm(SECONDS)
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            _ = os.dup2(nowhere, stream)
        os.chdir(house)
        files = [f"tests/{name}.py" for name in TESTS[room]]
        options = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-m", "not slow"]
        try:
            outcome = int(pytest.main([*options, "--hypothesis-profile=mutation", *files]))
        finally:
            os._exit(outcome)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) >= BROKEN:
        raise RuntimeError(f"pytest could not run: status {os.WEXITSTATUS(status)}")
    return status == 0


def survivors(room: str, house: Path) -> tuple[int, list[str]]:
    """Return how many mutants a room has, and the changes that nobody noticed."""
    path = house / "flipconv" / f"{room}.py"
    source = path.read_text(encoding="utf-8")
    if not tests_pass(house, room):
        raise RuntimeError(f"the tests of {room} fail without any change")
    changed, unnoticed = list(mutants(source)), []
    for mutant in changed:
        _ = path.write_text(mutant.source, encoding="utf-8")
        if tests_pass(house, room):
            unnoticed.append(mutant.change)
            print(f"  survived: {mutant.change}", file=sys.stderr, flush=True)
    _ = path.write_text(source, encoding="utf-8")
    return len(changed), unnoticed


def main() -> int:
    """Print a table of the rooms and every survivor; return 1 if one of them has no excuse."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    _ = parser.add_argument("rooms", nargs="*", choices=[*TESTS, []], help="modules of flipconv")
    rooms = parser.parse_args().rooms or ["definitions", "shapes"]
    equivalent = tomllib.loads((ROOT / "benchmarks/equivalent_mutants.toml").read_text(encoding="utf-8"))
    unexcused = 0
    print("| room | mutants | killed | equivalent | survived | seconds |\n| --- | --- | --- | --- | --- | --- |")
    notes = []
    with tempfile.TemporaryDirectory() as scratch:
        house = Path(scratch)
        for part in ("flipconv", "tests"):
            _ = shutil.copytree(ROOT / part, house / part, ignore=shutil.ignore_patterns("__pycache__"))
        _ = shutil.copy(ROOT / "pyproject.toml", house)
        for room in rooms:
            start = time.perf_counter()
            count, unnoticed = survivors(room, house)
            excuses = {change: entry["reason"] for entry in equivalent.get(room, []) for change in entry["changes"]}
            alive = [change for change in unnoticed if change not in excuses]
            unexcused += len(alive)
            excused = len(unnoticed) - len(alive)
            seconds = time.perf_counter() - start
            print(
                f"| {room} | {count} | {count - len(unnoticed)} | {excused} | {len(alive)} | {seconds:.0f} |",
                flush=True,
            )
            notes += [f"- {room}: `{change}`: {excuses.get(change, 'SURVIVED')}" for change in unnoticed]
    print("\n".join(["", *notes]))
    return int(unexcused > 0)


if __name__ == "__main__":
    sys.exit(main())
