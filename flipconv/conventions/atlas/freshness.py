"""When tier 1 must be measured again: when a version of a library or the sources of the conventions have changed."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import sys
from pathlib import Path

from flipconv.conventions.atlas.documented import documented_rows
from flipconv.conventions.atlas.drifting import recorded_rows
from flipconv.conventions.atlas.libraries import libraries
from flipconv.conventions.atlas.measuring import measure
from flipconv.conventions.atlas.rows import Row

CACHE = "atlas.json"


class NotMeasured(RuntimeError):
    """A call of an installed library that could not be measured."""


def fingerprint() -> str:
    """Return a text that changes with the versions of tier 1 and with the sources of `flipconv.conventions`."""
    versions = [f"{name} {_version(name)}" for one in libraries(1) for name in (one.name, *one.partners)]
    digest = hashlib.sha256("\n".join([sys.version, *versions]).encode())
    room = Path(__file__).parents[1]
    for source in sorted(room.rglob("*.py")):
        digest.update(source.relative_to(room).as_posix().encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def measured_rows(cache: Path) -> list[Row]:
    """
    Return the rows of tier 1, measured again if anything that they hang on has changed.

    Parameters
    ----------
    cache : pathlib.Path
        A directory that is kept from build to build.

    Returns
    -------
    list of dict
        Measured and skipped rows.

    Raises
    ------
    NotMeasured
        If a call of an installed library could not be measured. Nothing is then kept.
    """
    kept, now = cache / CACHE, fingerprint()
    if kept.is_file():
        known = json.loads(kept.read_text(encoding="utf-8"))
        if known["fingerprint"] == now:
            return known["rows"]
    rows = measure(libraries(1))
    failed = [f"{row['call']}: {row['note']}" for row in rows if row["status"] == "failed"]
    if failed:
        raise NotMeasured("these calls of the atlas could not be measured:\n" + "\n".join(failed))
    cache.mkdir(parents=True, exist_ok=True)
    _ = kept.write_text(json.dumps({"fingerprint": now, "rows": rows}), encoding="utf-8")
    return rows


def all_rows(cache: Path) -> list[Row]:
    """
    Return every row of the atlas: tier 1 as measured here, the others from the record, and those from documents.

    Parameters
    ----------
    cache : pathlib.Path
        As for `measured_rows`.
    """
    return [*measured_rows(cache), *(row for row in recorded_rows() if row["tier"] != 1), *documented_rows()]
