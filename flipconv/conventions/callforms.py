"""Calls named in words: an import path, and the form of the call, which is parsed and never evaluated."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Callable
from typing import Any

import numpy as np

# what makes a library's own array of a NumPy array; the attribute is looked up when the library is asked for
ARRAYS = {"torch": "from_numpy", "jax": "numpy.asarray", "flax": "jax:numpy.asarray", "mlx": "core.array"}


def imported(path: str) -> Callable[..., Any]:
    """
    Return what an import path names.

    Parameters
    ----------
    path : str
        ``"package.module:attribute"``, as in entry points; the attribute may have dots.

    Returns
    -------
    callable
        The attribute.

    Raises
    ------
    ValueError
        If the path has another form, or names nothing that can be called.
    ImportError
        If the module cannot be imported.

    Examples
    --------
    >>> imported("numpy:convolve")([1, 2], [1, 10]).tolist()
    [1, 12, 20]
    """
    module, colon, attribute = path.partition(":")
    names = [*module.split("."), *attribute.split(".")]
    if not colon or not all(name.isidentifier() for name in names):
        raise ValueError(
            f"the call is {path!r}; it must be 'package.module:attribute', as in 'scipy.ndimage:correlate'"
        )
    found: Any = importlib.import_module(module)
    for name in attribute.split("."):
        try:
            found = getattr(found, name)
        except AttributeError:
            raise ValueError(f"{module} has no {attribute!r}") from None
    if not callable(found):
        raise ValueError(f"{path} is a {type(found).__name__}, which cannot be called")
    return found


def arrays_of(path: str) -> Callable[[np.ndarray], Any] | None:
    """Return what makes arrays of the library that a path begins with, if it has its own."""
    top = path.split(":", maxsplit=1)[0].split(".", maxsplit=1)[0]
    if top not in ARRAYS:
        return None
    package, _, attribute = ARRAYS[top].rpartition(":")
    found: Any = importlib.import_module(package or top)
    for name in attribute.split("."):
        if not hasattr(found, name):
            _ = importlib.import_module(f"{found.__name__}.{name}")
        found = getattr(found, name)
    return found


def call_form(text: str) -> Callable[[Callable[..., Any]], Callable[[Any, Any], Any]]:
    """
    Return a wrapper that calls a function in the form that a text shows.

    Parameters
    ----------
    text : str
        A call of ``f`` with ``x`` and ``h``, each once, and literals: numbers, strings, None, True, False, and
        tuples, lists or dictionaries of these, as in ``"f(h, x, mode='same')"``. A constant index of the result
        may follow, as in ``"f(x, h)[0]"``.

    Returns
    -------
    callable
        Takes a function, returns one of a signal and a kernel.

    Raises
    ------
    ValueError
        If the text is no such call. It is parsed; nothing in it is evaluated.

    Examples
    --------
    >>> call_form("f(h, x, mode='same')")(np.convolve)([1, 2, 3], [1, 10]).tolist()
    [1, 12, 23]
    """
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise ValueError(f"the call form is {text!r}, which is no Python expression: {error}") from None
    indices: list[Any] = []
    while isinstance(tree, ast.Subscript):
        indices.insert(0, _literal(tree.slice, text))
        tree = tree.value
    if not (isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id == "f"):
        raise ValueError(f"the call form is {text!r}; it must be a call of f, as in 'f(x, h, mode=\"same\")'")
    if any(keyword.arg is None for keyword in tree.keywords):
        raise ValueError(f"the call form is {text!r}; write its keywords out, without **")
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    if sorted(names) != ["f", "h", "x"]:
        raise ValueError(f"the call form is {text!r}; it must name x and h once each, and nothing else")
    positional = [_value(one, text) for one in tree.args]
    named = {str(keyword.arg): _value(keyword.value, text) for keyword in tree.keywords}

    def wrapped(fn: Callable[..., Any]) -> Callable[[Any, Any], Any]:
        def call(x: Any, h: Any) -> Any:
            given = {"x": x, "h": h}
            result = fn(*(one(given) for one in positional), **{name: one(given) for name, one in named.items()})
            for index in indices:
                result = result[index]
            return result

        call.__module__ = getattr(fn, "__module__", None) or call.__module__
        return call

    return wrapped


def _value(node: ast.expr, text: str) -> Callable[[dict[str, Any]], Any]:
    """Return what a part of the form stands for, once x and h are known."""
    if isinstance(node, ast.Name):
        return lambda given: given[node.id]
    if isinstance(node, ast.Tuple | ast.List):
        parts = [_value(one, text) for one in node.elts]
        kind = tuple if isinstance(node, ast.Tuple) else list
        return lambda given: kind(part(given) for part in parts)
    value = _literal(node, text)
    return lambda given: value


def _literal(node: ast.expr, text: str) -> Any:
    """Return the value of a literal; dictionaries whose keys have no hash are none."""
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, MemoryError, RecursionError):
        shown = ast.unparse(node)
        raise ValueError(f"the call form is {text!r}; {shown!r} in it is neither x, h nor a literal") from None
