"""``flipconv atlas``: measure what the calls of installed libraries do, and say what has changed since the record."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

from flipconv.conventions.atlas.documented import documented_rows
from flipconv.conventions.atlas.drifting import drift, record, recorded_rows
from flipconv.conventions.atlas.libraries import Library, libraries
from flipconv.conventions.atlas.measuring import measure
from flipconv.conventions.atlas.rows import Row


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    _ = parser.add_argument(
        "--tier",
        type=int,
        choices=(1, 2, 3),
        action="append",
        help="libraries to measure: 1 cheap (default), 2 large, 3 slow; repeatable",
    )
    _ = parser.add_argument("--json", metavar="FILE", help="also write all rows as JSON; - is standard output")
    _ = parser.add_argument("--record", action="store_true", help="write what was measured down as the new record")


def run(arguments: argparse.Namespace) -> int:
    """
    Measure, compare with the record, print.

    Parameters
    ----------
    arguments : argparse.Namespace
        What `add_arguments` added.

    Returns
    -------
    int
        0; 1 if a call failed or differs from the record; 2 if a file cannot be written.
    """
    start = time.monotonic()
    rows = measure(libraries(*(arguments.tier or [1])), told=_told)
    changed = drift(recorded_rows(), rows)
    failed = [row for row in rows if row["status"] == "failed"]
    destination = arguments.json
    if destination != "-":
        print(as_text(rows, time.monotonic() - start))
    try:
        if destination is not None:
            _write(destination, [*rows, *documented_rows()])
        if arguments.record and not failed:
            print(f"recorded in {record(rows)}", file=sys.stderr)
    except OSError as error:
        print(f"flipconv atlas: {error.filename} cannot be written: {error.strerror}", file=sys.stderr)
        return 2
    for row in failed:
        print(f"failed: {row['call']}: {row['note']}", file=sys.stderr)
    for sentence in changed:
        print(f"changed since the record: {sentence}", file=sys.stderr)
    return int(bool(failed or (changed and not arguments.record)))


def _told(one: Library, rows: list[Row]) -> None:
    print(f"{one.name}: {_counted(rows)}", file=sys.stderr, flush=True)


def _counted(rows: list[Row]) -> str:
    return ", ".join(f"{count} {status}" for status, count in Counter(row["status"] for row in rows).items())


def _write(destination: str, rows: list[Row]) -> None:
    text = json.dumps({"rows": rows}, indent=1, ensure_ascii=False) + "\n"
    _ = sys.stdout.write(text) if destination == "-" else Path(destination).write_text(text, encoding="utf-8")


def as_text(rows: list[Row], seconds: float) -> str:
    """
    Return rows as a table, a library after the other, with the versions that were measured.

    Parameters
    ----------
    rows : list of dict
        Rows of the atlas.
    seconds : float
        How long they took.
    """
    lines: list[str] = []
    for library in dict.fromkeys(row["library"] for row in rows):
        own = [row for row in rows if row["library"] == library]
        partners = "".join(f", {name} {version}" for name, version in own[0]["partners"].items())
        lines += ["", f"{library} {own[0]['version']}{partners}".rstrip()]
        if own[0]["status"] == "skipped":
            lines.append(f"  skipped: {own[0]['note']} ({len(own)} calls)")
            continue
        lines += [line for row in own for line in _lines(row)]
    count = len({row["library"] for row in rows})
    return "\n".join([*lines[1:], "", f"{len(rows)} calls of {count} libraries: {_counted(rows)}; {seconds:.0f} s"])


def _lines(row: Row) -> list[str]:
    if row["status"] == "failed":
        return [f"  {row['call']}", f"    FAILED: {row['note']}"]
    signs = " ".join(f"{sign:+d}" if sign else "0" for sign in row["sign"])
    anchors = ", ".join(dict.fromkeys(row["anchor_rule"]))
    borders = ", ".join(
        dict.fromkeys("/".join(dict.fromkeys(edges)) for edges in row["boundary"] if set(edges) != {"none"})
    )
    told = [row["kind"], f"s {signs}" if signs else "", f"a {anchors}" if anchors else "", borders]
    told.append(f"conjugates {row['conjugates']}" if row["conjugates"] else "")
    return [
        f"  {row['call']}",
        f"    {'; '.join(filter(None, told))}",
        *([f"    {row['note']}"] if row["note"] else []),
    ]
