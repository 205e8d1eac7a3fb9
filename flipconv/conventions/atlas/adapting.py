"""Adapters: a few lines that call a library in its own form, from which the call and the code shown are derived."""

from __future__ import annotations

import ast
import importlib
import inspect
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

PROBES = ("kernel", "layer", "lag", "shift", "derivative")
# what the code shown calls the result of each kind of adapter
RESULTS = {"kernel": "y", "layer": "y", "lag": "lags, values", "shift": "shift", "derivative": "slope"}
ARRAYS = ("x", "h", "w", "y")

Function = TypeVar("Function", bound=Callable[..., Any])
_ADAPTERS: dict[str, dict[str, Adapter]] = {}


@dataclass(frozen=True)
class Named:
    """
    A constant of a library, by its dotted path: shown as that, and looked up when the adapter runs.

    Examples
    --------
    >>> Named("math.tau")
    math.tau
    >>> Named("math.tau").value == 2 * Named("math.pi").value
    True
    """

    path: str

    def __repr__(self) -> str:
        """Return the path, which is how it is written in code."""
        return self.path

    @property
    def value(self) -> Any:
        """What it stands for."""
        module, _, name = self.path.rpartition(".")
        return getattr(importlib.import_module(module), name)


@dataclass(frozen=True)
class Adapter:
    """
    One call of one library with its settings: a row of the atlas.

    Parameters
    ----------
    library : str
        Its name on PyPI.
    path : str
        The dotted path of what is called.
    function : callable
        Makes the call: ``function(x, h, **settings)``.
    settings : mapping
        Keywords of the function.
    ndim : int
        Axes of space.
    probe : str
        How it is asked: one of ``PROBES``.
    dtype : str, optional
        Of the arrays it takes, where it does not take float64.
    sizes : tuple of int
        Kernel sizes to ask with.
    groups : int
        Of a layer.
    form : str, optional
        The call as shown, where it is not one call of `path`; ``{}`` in it stands for the settings, each after a comma.
    rejected : tuple of str
        The kinds of rejection to expect, if no convention describes the call.
    note : str
        What a reader should know.
    """

    library: str
    path: str
    function: Callable[..., Any]
    settings: Mapping[str, Any]
    ndim: int
    probe: str = "kernel"
    dtype: str | None = None
    sizes: tuple[int, ...] = (2, 3, 4, 5)
    groups: int = 1
    form: str | None = None
    rejected: tuple[str, ...] = ()
    note: str = ""

    def __call__(self, *arrays: Any) -> Any:
        """Run the call with its settings."""
        return self.function(*arrays, **{name: _valued(value) for name, value in self.settings.items()})

    @cached_property
    def body(self) -> list[ast.stmt]:
        """The statements of the function, its settings filled in."""
        return _filled(self.function, self.settings)

    @cached_property
    def call(self) -> str:
        """The call as a reader writes it, from its dotted path on."""
        if self.form is not None:
            return self.form.replace("{}", _listed(self.settings))
        return _call_of(self.path, self.body)

    @cached_property
    def code(self) -> str:
        """The lines that were run: imports, then the call; the result has the name that its probe gives it."""
        imports = [line for line in self.body if isinstance(line, ast.Import | ast.ImportFrom)]
        lines = [line for line in self.body if line not in imports]
        text = [ast.unparse(line) for line in lines[:-1]] + [f"{RESULTS[self.probe]} = {_returned(lines[-1])}"]
        return "\n".join([*map(ast.unparse, imports), "", *text] if imports else text)


def adapter(
    library: str, path: str, *, settings: Sequence[Mapping[str, Any]] = ({},), ndim: int = 2, **others: Any
) -> Callable[[Function], Function]:
    """
    Make rows of the atlas out of a function: one for each of its settings.

    Parameters
    ----------
    library, path, ndim, **others
        Fields of `Adapter`.
    settings : sequence of mapping
        Keywords of the function, for each row its own.

    Returns
    -------
    callable
        A decorator that leaves the function as it is.

    Raises
    ------
    ValueError
        If the probe is none known, or two rows show the same call.
    """
    if others.get("probe", "kernel") not in PROBES:
        raise ValueError(f"probe is {others['probe']!r}; it must be one of {', '.join(map(repr, PROBES))}")

    def register(function: Function) -> Function:
        rows = _ADAPTERS.setdefault(function.__module__, {})
        for one in settings:
            row = Adapter(library, path, function, one, ndim, **others)
            known = rows.get(row.call)
            if known is not None and inspect.getsourcefile(known.function) != inspect.getsourcefile(function):
                raise ValueError(f"two rows show the call {row.call}")
            rows[row.call] = row
        return function

    return register


def adapters_of(module: str) -> list[Adapter]:
    """
    Return the rows of a file of adapters, without importing its library.

    Parameters
    ----------
    module : str
        The name of the file, in `flipconv.conventions.atlas.adapters`.

    Examples
    --------
    >>> [row.call for row in adapters_of("numpy")][:2]
    ["numpy.convolve(x, h, mode='full')", "numpy.convolve(x, h, mode='same')"]
    """
    full = f"flipconv.conventions.atlas.adapters.{module}"
    _ = importlib.import_module(full)
    return list(_ADAPTERS[full].values())


def _valued(setting: Any) -> Any:
    return setting.value if isinstance(setting, Named) else setting


def _listed(settings: Mapping[str, Any]) -> str:
    return "".join(f", {name}={value!r}" for name, value in settings.items())


def _filled(function: Callable[..., Any], settings: Mapping[str, Any]) -> list[ast.stmt]:
    """Return the statements of a function, with constants for its settings."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    if not isinstance(tree, ast.FunctionDef) or not isinstance(tree.body[-1], ast.Return):
        raise TypeError(f"{function.__qualname__} must be a function whose last statement is its only return")
    defaults = {
        name: one.default
        for name, one in inspect.signature(function).parameters.items()
        if one.default is not inspect.Parameter.empty
    }
    named = {name: ast.parse(repr(value), mode="eval").body for name, value in {**defaults, **settings}.items()}
    catch_all = tree.args.kwarg.arg if tree.args.kwarg else ""
    own = {one.arg for one in (*tree.args.args, *tree.args.kwonlyargs)}
    filling = _Filling(named, catch_all, own)
    body = tree.body[1:] if ast.get_docstring(tree) is not None else tree.body
    return [filling.visit(line) for line in body]


class _Filling(ast.NodeTransformer):
    """Puts constants where a function names its settings; ``**settings`` becomes those that it does not name."""

    def __init__(self, settings: Mapping[str, ast.expr], catch_all: str, own: set[str]) -> None:
        self.settings, self.catch_all, self.own = settings, catch_all, own

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Replace the name of a setting."""
        is_setting = isinstance(node.ctx, ast.Load) and node.id in self.settings and node.id in self.own
        return self.settings[node.id] if is_setting else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Write out the settings that are passed on together."""
        written: list[ast.keyword] = []
        for keyword in node.keywords:
            if keyword.arg is None and isinstance(keyword.value, ast.Name) and keyword.value.id == self.catch_all:
                rest = [name for name in self.settings if name not in self.own]
                written += [ast.keyword(arg=name, value=self.settings[name]) for name in rest]
            else:
                written.append(keyword)
        node.keywords = written
        return self.generic_visit(node)


def _call_of(path: str, body: list[ast.stmt]) -> str:
    """Return the call of a path among statements, its arrays under their own names."""
    imported = (one for line in body if isinstance(line, ast.Import) for one in line.names)
    names = {one.asname: one.name for one in imported if one.asname}
    for node in (node for line in body for node in ast.walk(line)):
        if isinstance(node, ast.Call) and _unaliased(ast.unparse(node.func), names) == path:
            arguments = [_plain(argument) for argument in node.args]
            keywords = [f"{one.arg}={_plain(one.value)}" for one in node.keywords]
            return f"{path}({', '.join([*arguments, *keywords])})"
    raise ValueError(f"the adapter does not call {path} under this name; give it a form")


def _unaliased(text: str, names: Mapping[str, str]) -> str:
    first, dot, rest = text.partition(".")
    return names.get(first, first) + dot + rest


def _plain(argument: ast.expr) -> str:
    """Return an argument as text; what only changes the type of an array is shown as the array."""
    names = {node.id for node in ast.walk(argument) if isinstance(node, ast.Name)} & set(ARRAYS)
    return names.pop() if len(names) == 1 and not isinstance(argument, ast.Tuple | ast.List) else ast.unparse(argument)


def _returned(line: ast.stmt) -> str:
    return ast.unparse(line.value) if isinstance(line, ast.Return) and line.value else ""
