"""Same-size calls by their names: the atlas's adapters, and what they were measured to do."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import importlib.util
from functools import lru_cache
from typing import Any

from flipconv.conventions.atlas.adapting import Adapter
from flipconv.conventions.atlas.drifting import recorded_rows
from flipconv.conventions.atlas.libraries import LIBRARIES
from flipconv.conventions.calling import Rejected
from flipconv.conventions.identifying import identify
from flipconv.conventions.model import Convention
from flipconv.conventions.porting.calls import Call, plain_value


def rows(*tops: str) -> list[Adapter]:
    """
    Return the rows of the atlas that are calls of a signal and a kernel.

    Parameters
    ----------
    *tops : str
        Packages whose calls are wanted; all by default.
    """
    every = [row for one in LIBRARIES if not tops or _top(one.imported) in tops for row in one.rows]
    return [row for row in every if row.probe == "kernel" and not row.rejected]


def known_names() -> list[str]:
    """Return the dotted paths of these calls."""
    return sorted({row.path for row in rows()})


def measured(name: str) -> list[Call]:
    """
    Return a call of the atlas, once for each of its settings.

    Parameters
    ----------
    name : str
        Its dotted path.

    Returns
    -------
    list of Call
        Those that are on record, or installed and measured now.
    """
    found = [(row, convention(row)) for row in rows(_top(name)) if row.path == name]
    return [_call(row, known) for row, known in found if known is not None]


@lru_cache(maxsize=1)
def _record() -> dict[tuple[str, str], Convention]:
    """Return the conventions on record, by library and call."""
    return {
        (row["library"], row["call"]): Convention.from_dict(row["convention"])
        for row in recorded_rows()
        if row.get("convention") is not None
    }


@lru_cache(maxsize=256)
def _measured_now(path: str, call: str) -> Convention | None:
    row = next(row for row in rows(_top(path)) if row.call == call)
    try:
        return identify(row, ndim=row.ndim, sizes=row.sizes, dtype=row.dtype)
    except Rejected:
        return None


def convention(row: Adapter) -> Convention | None:
    """Return what a row does; None if that is neither on record nor to be measured here."""
    known = _record().get((row.library, row.call))
    return _measured_now(row.path, row.call) if known is None and installed(row) else known


def installed(row: Adapter) -> bool:
    """Return whether the library of a row can be imported."""
    return importlib.util.find_spec(_top(row.path)) is not None


def _top(path: str) -> str:
    return path.split(".", maxsplit=1)[0]


def _call(row: Adapter, known: Convention) -> Call:
    here = installed(row)
    version = f"{row.library} {importlib.metadata.version(row.library)}" if here else ""
    return Call(row.path, known, settings_of(row), run=row if here else None, version=version, text=row.call)


def settings_of(row: Adapter) -> dict[str, Any]:
    """
    Return the keywords of a row's call, as it is shown.

    Examples
    --------
    >>> from flipconv.conventions.atlas.adapting import adapters_of
    >>> [settings_of(row) for row in adapters_of("numpy")][:2]
    [{'mode': 'full'}, {'mode': 'same'}]
    """
    shown = ast.parse(row.call, mode="eval").body
    if not isinstance(shown, ast.Call) or ast.unparse(shown.func) != row.path:
        return dict(row.settings)
    try:
        return {str(one.arg): plain_value(one.value) for one in shown.keywords if one.arg is not None}
    except ValueError:
        # what is computed has no name by which a caller could ask for it
        return dict(row.settings)
