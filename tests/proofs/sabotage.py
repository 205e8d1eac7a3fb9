"""Taking one condition out of a module of the library, for the length of a test."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FunctionType, ModuleType
from typing import Any


@contextmanager
def without(module: ModuleType, line: str, instead: str = "False") -> Iterator[None]:
    """
    Let a module run as if part of its source read otherwise.

    Every function of it gets the code that it has in the changed source, so that whoever imported it
    runs the changed one, and gets its own code back at the end.
    """
    source = inspect.getsource(module)
    assert source.count(line) == 1, f"{line!r} stands {source.count(line)} times in {module.__name__}"
    changed = compile(source.replace(line, instead), str(module.__file__), "exec")
    codes = dict(_codes(changed))
    kept: list[tuple[FunctionType, CodeType]] = []
    for name, function in _functions(module):
        kept.append((function, function.__code__))
        function.__code__ = codes[name]
    try:
        yield
    finally:
        for function, code in kept:
            function.__code__ = code


def _codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner.co_qualname, inner
            yield from _codes(inner)


def _functions(module: ModuleType) -> Iterator[tuple[str, FunctionType]]:
    """Yield the functions that a module defines, and those of its classes, by qualified name."""
    for value in [*vars(module).values()]:
        if isinstance(value, type) and value.__module__ == module.__name__:
            members: list[Any] = [*vars(value).values()]
        else:
            members = [getattr(value, "__wrapped__", value)]
        for member in members:
            function = member.fget if isinstance(member, property) else member
            if isinstance(function, FunctionType) and function.__code__.co_filename == module.__file__:
                yield function.__qualname__, function
