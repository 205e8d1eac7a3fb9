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
from flipconv.conventions.atlas.translating import translation
from flipconv.conventions.atlas.trying import tried
from flipconv.conventions.atlas.writing import Untranslatable


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
    _ = parser.add_argument(
        "--from", dest="source", metavar="CALL", help="print how to get the result of this call ..."
    )
    _ = parser.add_argument("--to", dest="target", metavar="CALL", help="... with that one; each as its row begins")
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
    if arguments.source or arguments.target:
        return translated(arguments.source, arguments.target)
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


def translated(source: str | None, target: str | None) -> int:
    """
    Print code that gives the result of one recorded call with another, and run it where the other is installed.

    Parameters
    ----------
    source, target : str
        How the two calls begin, as in ``"cv2.filter2D(x, -1, h)"``.

    Returns
    -------
    int
        0; 1 if there is no such code; 2 if a call is not in the record.
    """
    rows: list[Row] = []
    for option, text in (("--from", source), ("--to", target)):
        known = [row for row in recorded_rows() if row["probe"] in ("kernel", "layer")]
        found = [row for row in known if text and row["call"].startswith(text)]
        if not found:
            print(f"flipconv atlas: {option} is {text!r}, and no recorded call begins so", file=sys.stderr)
            return 2
        rows.append(found[0])
    try:
        trial = tried(*rows)
        print(f"# run here, on kernels of shapes {', '.join(map(str, trial.shapes))}", trial.translation.code, sep="\n")
    except ImportError:
        print(f"# not run: {rows[1]['library']} is not installed", translation(*rows).code, sep="\n")
    except Untranslatable as reason:
        print(f"flipconv atlas: {reason}", file=sys.stderr)
        return 1
    return 0


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
