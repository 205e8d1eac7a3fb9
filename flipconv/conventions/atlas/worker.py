"""The process of one library: ``python -m flipconv.conventions.atlas.worker LIBRARY [FIRST]`` writes a line a row."""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import os
import sys
from typing import Any

import numpy as np

from flipconv.conventions import Rejected, identify
from flipconv.conventions.atlas.adapting import RESULTS, Adapter
from flipconv.conventions.atlas.libraries import Library, library
from flipconv.conventions.atlas.rows import Row, begun, described, measured
from flipconv.conventions.atlas.siblings import Unexplained, measured_derivative, measured_lag, measured_shift

# what becomes of a kernel that was turned by np.flip, which gives a view with negative steps
VIEWS = {
    "taken": "",
    "refused": "It refuses a view with negative steps, as np.flip gives: pass a copy.",
    "misread": "It reads a view with negative steps, as np.flip gives, wrongly, and says nothing: pass a copy.",
}
SIBLINGS = {"lag": measured_lag, "shift": measured_shift, "derivative": measured_derivative}


def main(name: str, first: int = 0) -> None:
    """
    Measure the rows of a library from the first on, and write each down as soon as it is done.

    Parameters
    ----------
    name : str
        The library.
    first : int, optional
        The row to begin with: a process that hung is followed by one that begins after it.
    """
    # what the library prints, from Python or from C, must not be read as an answer
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    _ = os.dup2(2, 1)
    one = library(name)
    try:
        module = importlib.import_module(one.imported)
    except Exception as error:
        _ = answers.write(json.dumps({"skipped": _why_not(one, error)}) + "\n")
        return
    versions = _versions(one, module)
    _ = answers.write(json.dumps({"versions": versions}) + "\n")
    for adapter in one.rows[first:]:
        _ = answers.write(json.dumps(_row(adapter, one.tier, versions)) + "\n")
    answers.close()
    # a thread that hangs must not keep the process
    os._exit(0)


def _why_not(one: Library, error: Exception) -> str:
    if isinstance(error, ModuleNotFoundError) and error.name == one.imported.split(".")[0]:
        return f"{one.name} is not installed; pip install {one.name}"
    return f"importing {one.imported} raised {type(error).__name__}: {error}"


def _versions(one: Library, module: Any) -> dict[str, str]:
    """Return the versions of a library and of its partners."""
    found: dict[str, str] = {}
    for name in (one.name, *one.partners):
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = str(getattr(module, "__version__", "unknown")) if name == one.name else "not installed"
    return found


def _row(adapter: Adapter, tier: int, versions: dict[str, str]) -> Row:
    """Return what one call does; a row that fails says why."""
    row = begun(adapter, tier, versions)
    try:
        return measured(row, _facts(adapter), adapter.note)
    except Rejected as problem:
        if problem.kind not in adapter.rejected:
            expected = f", and it should be as {' or '.join(adapter.rejected)}" if adapter.rejected else ""
            return failed(row, f"it was rejected as {problem.kind!r}{expected}: {problem.reason}")
        reason = f"No convention describes it ({problem.kind}): {problem.reason}."
        return measured(row, {"kind": "rejected", "rejected": problem.kind, "note": reason}, adapter.note)
    except Exception as error:
        return failed(row, f"{type(error).__name__}: {error}")


def failed(row: Row, reason: str) -> Row:
    """Return a row that could not be measured although its library is there."""
    return {**row, "status": "failed", "note": reason, "measured_on": None}


def _facts(adapter: Adapter) -> Row:
    if adapter.probe in SIBLINGS:
        return SIBLINGS[adapter.probe](adapter)
    found = identify(
        adapter,
        ndim=adapter.ndim,
        sizes=adapter.sizes,
        dtype=adapter.dtype,
        layer=adapter.probe == "layer",
        groups=adapter.groups,
    )
    if adapter.rejected:
        raise Unexplained(f"it was to be rejected as {' or '.join(adapter.rejected)}, and is a {found.kind}")
    facts = described(adapter, found)
    if adapter.probe == "kernel":
        _check_shown(adapter)
        views = reads_views(adapter)
        facts |= {"views": views, "note": " ".join(filter(None, (facts["note"], VIEWS[views])))}
    return facts


def _check_shown(adapter: Adapter) -> None:
    """Raise unless the code shown returns what the call returned that was measured."""
    rng = np.random.default_rng(1)
    m = adapter.sizes[-1]
    x, h = (rng.integers(0, 9, (n,) * adapter.ndim).astype(adapter.dtype or "float64") for n in (3 * m, m))
    given: dict[str, Any] = {"x": x.copy(), "h": h.copy()}
    exec(compile(adapter.code, adapter.call, "exec"), given)  # our own lines, from the file of the adapter
    if not np.array_equal(np.asarray(given[RESULTS["kernel"]]), np.asarray(adapter(x, h)), equal_nan=True):
        raise Unexplained("the code shown returns something else than the call that was measured")


def reads_views(fn: Any) -> str:
    """
    Return what a call makes of a flipped view: it is ``"taken"``, ``"refused"`` or ``"misread"``.

    Parameters
    ----------
    fn : Adapter
        A call of one signal and one kernel.

    Examples
    --------
    >>> from flipconv.conventions.atlas.adapting import adapters_of
    >>> reads_views(adapters_of("numpy")[0])
    'taken'
    """
    rng = np.random.default_rng(2)
    m = fn.sizes[-1]
    x, h = (rng.integers(1, 9, (n,) * fn.ndim).astype(fn.dtype or "float64") for n in (3 * m, m))
    want = np.asarray(fn(x, h))
    # in the middle of numbers of its own: what is read beside the kernel is no stranger's memory
    around = np.zeros(3 * h.size, h.dtype)
    around[h.size : 2 * h.size] = np.flip(h).ravel()
    try:
        got = np.asarray(fn(x, np.flip(around[h.size : 2 * h.size].reshape(h.shape))))
    except Exception:
        return "refused"
    return "taken" if np.allclose(got, want, rtol=1e-5, equal_nan=True) else "misread"


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
