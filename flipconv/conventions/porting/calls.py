"""The two sides of a port of kernels: a convention, a call by its name, or a function."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from flipconv.conventions.atlas.adapting import Named
from flipconv.conventions.identifying import identify
from flipconv.conventions.model import Convention
from flipconv.conventions.porting.results import CannotPort
from flipconv.conventions.prediction import predict


@dataclass(frozen=True)
class Call:
    """
    One call under fixed settings.

    Parameters
    ----------
    name : str
        The dotted path, or what the caller's convention or function is called in texts.
    convention : Convention
        What it does.
    settings : mapping of str to object
        Its keyword arguments.
    run : callable, optional
        The call itself, of signal and kernel. None if its library is not installed, or there is only a convention.
    version : str
        Of the library, where it was run.
    text : str
        The call as it is written in code, if not as name and settings say.
    """

    name: str
    convention: Convention
    settings: Mapping[str, Any] = field(default_factory=dict)
    run: Callable[[np.ndarray, np.ndarray], Any] | None = None
    version: str = ""
    text: str = ""

    def __str__(self) -> str:
        """Return it as it is written in code."""
        if self.text:
            return self.text
        order = self.convention.argument_order
        return f"{self.name}({', '.join([order, *(f'{name}={value!r}' for name, value in self.settings.items())])})"

    @property
    def side(self) -> str:
        """What stands for it in a certificate."""
        if self.run is None:
            return f"model of {self}: flipconv.predict, the call itself was not run"
        return f"{self}{', ' if self.version else ''}{self.version}, run"

    def __call__(self, x: np.ndarray, h: np.ndarray) -> np.ndarray:
        """Return what the call, or its model, makes of a signal and a kernel."""
        if self.run is None:
            given = (x, h) if self.convention.argument_order == "x, h" else (h, x)
            return predict(self.convention, *given, extrapolate=True)
        x, h = (self._cast(array) for array in (x, h))
        return np.asarray(self.run(*((x, h) if self.convention.argument_order == "x, h" else (h, x))))

    def _cast(self, array: np.ndarray) -> np.ndarray:
        """Return real numbers in a dtype that the call was measured with."""
        known = [name for name in self.convention.dtypes if np.dtype(name).kind in "fiu"]
        if np.iscomplexobj(array) or not known or array.dtype.name in known:
            return array
        return array.astype(next((name for name in ("float64", "float32") if name in known), known[0]))


Side = str | Convention | Callable[..., Any]


def calls(side: Side, role: str, ndim: int) -> list[Call]:
    """
    Return the calls that a side of a port may mean, one for each of its settings.

    Parameters
    ----------
    side : Convention, str or callable
        A convention; a call of the atlas by its dotted path, with settings or without; or a function of signal and
        kernel, which is then identified.
    role : str
        ``"source"`` or ``"target"``, for messages.
    ndim : int
        Axes of the kernel.

    Returns
    -------
    list of Call
        At least one.

    Raises
    ------
    CannotPort
        If the atlas has no such call, or none of so many axes.
    """
    if isinstance(side, Convention):
        return [Call(f"{role} ({side.kind} by its convention)", side)]
    if callable(side):
        name = f"{getattr(side, '__module__', role)}.{getattr(side, '__qualname__', role)}"
        return [Call(name, identify(side, ndim=ndim), run=side)]
    if not isinstance(side, str):
        raise TypeError(f"{role} is {side!r}; it must be a Convention, the name of a call, or a function")
    name, settings = named(side, role)
    return _measured(name, settings, role, ndim)


def _measured(name: str, settings: Mapping[str, Any], role: str, ndim: int) -> list[Call]:
    """Return the rows of the atlas that bear a name and have the settings."""
    from flipconv.conventions.porting.measured import known_names, measured

    rows = measured(name)
    if not rows:
        close = [known for known in known_names() if known.rsplit(".", 1)[-1] == name.rsplit(".", 1)[-1]]
        hint = f"did you mean {' or '.join(close)}?" if close else "`flipconv atlas` lists its calls."
        raise CannotPort(
            f"{role} is {name!r}, which is no same-size call of the atlas; {hint} A Convention or a function does as "
            "well"
        )
    fitting = [row for row in rows if row.convention.ndim == ndim]
    if not fitting:
        seen = " and ".join(sorted({f"{row.convention.ndim}" for row in rows}))
        raise CannotPort(f"the kernel has {ndim} axes, and {name} was measured with {seen}")
    exact = [row for row in fitting if dict(row.settings) == dict(settings)]
    if exact and (settings or role == "source"):
        return exact
    chosen = [row for row in fitting if set(map(repr, settings.items())) <= set(map(repr, row.settings.items()))]
    if not chosen:
        had = "; ".join(str(row) for row in fitting)
        raise CannotPort(f"{role} is {name} with {dict(settings)!r}; it was measured as {had}")
    return chosen


def one_source(found: list[Call], boundary: str | None) -> Call:
    """
    Return the one call that a source means.

    Parameters
    ----------
    found : list of Call
        Those that bear its name.
    boundary : str, optional
        The border, by the name of `numpy.pad`, of the one that is meant.

    Raises
    ------
    CannotPort
        If there is more than one, or none.
    """
    kept = [call for call in found if boundary is None or _has(call.convention, boundary)]
    fewest = min((len(call.settings) for call in kept), default=0)
    plainest = [call for call in kept if len(call.settings) == fewest]
    if len(kept) == 1 or (boundary is not None and len(plainest) == 1):
        return plainest[0]
    had = "; ".join(f"{call} (border {call.convention.boundary[0][0]})" for call in found)
    if not kept:
        raise CannotPort(f"boundary is {boundary!r}, and the source was measured as {had}")
    raise CannotPort(f"source names {len(kept)} settings: {had}; say which, as in {str(kept[0])!r}, or pass boundary")


def _has(convention: Convention, boundary: str) -> bool:
    return {edge for edges in convention.boundary for edge in edges} == {boundary}


def named(text: str, role: str) -> tuple[str, dict[str, Any]]:
    """
    Return the dotted path and the settings of a call that is written as in code. Nothing is run.

    Examples
    --------
    >>> named("scipy.ndimage.convolve(x, h, mode='wrap')", "source")
    ('scipy.ndimage.convolve', {'mode': 'wrap'})
    >>> named("cv2.filter2D(borderType=cv2.BORDER_REFLECT)", "source")
    ('cv2.filter2D', {'borderType': cv2.BORDER_REFLECT})
    """
    try:
        tree = ast.parse(text.strip(), mode="eval").body
        if not isinstance(tree, ast.Call):
            return ast.unparse(tree), {}
        settings = {str(one.arg): plain_value(one.value) for one in tree.keywords}
    except (SyntaxError, ValueError) as error:
        raise CannotPort(
            f"{role} is {text!r}; it must be a dotted path, with plain values as settings if any, as in "
            "\"scipy.ndimage.convolve(mode='wrap')\""
        ) from error
    return ast.unparse(tree.func), settings


def plain_value(node: ast.expr) -> Any:
    """
    Return the value of a literal, or a constant of a library by its path, which is not looked up.

    Raises
    ------
    ValueError
        If it is neither.
    """
    parts = node
    while isinstance(parts, ast.Attribute):
        parts = parts.value
    if isinstance(node, ast.Attribute) and isinstance(parts, ast.Name):
        return Named(ast.unparse(node))
    return ast.literal_eval(node)
