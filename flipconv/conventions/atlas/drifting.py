"""The last measured record, and what has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from flipconv.conventions.atlas.rows import Row

RECORD = "record.json"
# columns of a row, and fields of its convention, that are facts of the call
COLUMNS = ("kind", "rejected", "sign", "anchor_rule", "boundary", "conjugates", "views")
FIELDS = [
    "output",
    "pads",
    "alignment",
    "cval",
    "kernel_axes",
    "output_axes",
    "argument_order",
    "normalises",
    "gain",
    "bias",
    "stride",
    "dilation",
    "transposed",
    "dtypes",
    "clips",
    "rounds",
    "longer_kernel",
    "layout",
    "linear",
]
# of a number that was measured, not counted
CLOSE = 1e-5


def recorded_rows() -> list[Row]:
    """Return the rows of the last record, with their versions and dates; none before there was one."""
    file = resources.files("flipconv.conventions.atlas").joinpath(RECORD)
    return json.loads(file.read_text(encoding="utf-8"))["rows"] if file.is_file() else []


def record(rows: Iterable[Row]) -> Path:
    """
    Write measured rows down as the record; those of libraries that were not measured stay as they were.

    Parameters
    ----------
    rows : iterable of dict
        What was measured now. Rows of other kinds are left out.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    OSError
        If it cannot be written, as in an installation that belongs to somebody else.
    """
    new = [row for row in rows if row["status"] == "measured"]
    again = {row["library"] for row in new}
    kept = [row for row in recorded_rows() if row["library"] not in again]
    every = sorted([*kept, *new], key=lambda row: (row["tier"], row["library"].lower()))
    path = Path(str(resources.files("flipconv.conventions.atlas").joinpath(RECORD)))
    # a row a line, so that a change of one shows as a change of one
    lines = ",\n".join(json.dumps(_kept(row), ensure_ascii=False) for row in every)
    _ = path.write_text(f'{{"rows": [\n{lines}\n]}}\n', encoding="utf-8")
    return path


def _kept(row: Row) -> Row:
    """Return a row without what differs from run to run: by how little each step was off."""
    convention = row["convention"]
    if convention is None:
        return row
    return {**row, "convention": {**convention, "evidence": {**convention["evidence"], "residuals": {}}}}


def drift(old: Sequence[Row], new: Sequence[Row]) -> list[str]:
    """
    Return what has changed between two measurements, a sentence for each call.

    Parameters
    ----------
    old, new : sequence of dict
        Rows. A library none of whose rows was measured in `new` is not compared.

    Returns
    -------
    list of str
        Empty where every fact is the same. Another version alone is none; where a fact has changed it is named.

    Examples
    --------
    >>> row = {"library": "a", "version": "1.0", "call": "a.f(x, h)", "status": "measured", "sign": [1]}
    >>> drift([row], [row | {"version": "2.0"}])
    []
    >>> drift([row], [row | {"version": "2.0", "sign": [-1]}])
    ['a.f(x, h): sign was [1] and is [-1] (a 1.0 -> 2.0)']
    """
    now = {_key(row): row for row in new if row["status"] == "measured"}
    before = {_key(row): row for row in old if row["status"] == "measured"}
    seen = {library for library, _ in now}
    said = [
        f"{call}: was measured with {library} {row['version']}, and is not any more"
        for (library, call), row in before.items()
        if library in seen and (library, call) not in now
    ]
    for key, row in now.items():
        if key not in before:
            said.append(f"{key[1]}: is new, and not in the record")
        elif changes := _changes(before[key], row):
            said.append(f"{key[1]}: {'; '.join(changes)} ({_versions(before[key], row)})")
    return said


def _key(row: Row) -> tuple[str, str]:
    return row["library"], row["call"]


def facts(row: Row) -> dict[str, Any]:
    """Return the facts of a row, those of its convention among them."""
    known = {name: row.get(name) for name in COLUMNS}
    convention = row.get("convention") or {}
    if row.get("convention") is None:
        known["note"] = row.get("note") if row.get("kind") in ("lag", "shift", "derivative") else None
    return known | {name: convention.get(name) for name in FIELDS}


def _changes(old: Row, new: Row) -> list[str]:
    before, now = facts(old), facts(new)
    return [
        f"{name} was {_shown(before[name])} and is {_shown(now[name])}"
        for name in before
        if not _same(before[name], now[name])
    ]


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, int | float):
        return abs(one - other) <= CLOSE * max(abs(one), 1)
    return one == other


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _versions(old: Row, new: Row) -> str:
    pairs = {old["library"]: (old["version"], new["version"])}
    partners = (old.get("partners") or {}).keys() & (new.get("partners") or {}).keys()
    pairs |= {name: (old["partners"][name], new["partners"][name]) for name in sorted(partners)}
    changed = [f"{name} {before} -> {now}" for name, (before, now) in pairs.items() if before != now]
    return ", ".join(changed) or f"{old['library']} is {old['version']} as before"
