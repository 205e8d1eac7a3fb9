"""Every result with every call: the translations of all pairs of rows, each run once, and what cannot be translated."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from flipconv.conventions.atlas.drifting import facts
from flipconv.conventions.atlas.rows import Row
from flipconv.conventions.atlas.trying import tried
from flipconv.conventions.atlas.writing import Untranslatable

PROBES = ("kernel", "layer")


def usable(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that a translation can begin or end with: measured ones of a signal and a kernel."""
    return [row for row in rows if row["status"] == "measured" and row["probe"] in PROBES and row["convention"]]


def translations(rows: Sequence[Row], *, processes: int = 2) -> dict[str, Any]:
    """
    Return the code of every ordered pair of rows with as many axes, all of it run, in little room.

    Parameters
    ----------
    rows : sequence of dict
        Rows of the atlas; the libraries of those that are measured must be installed.
    processes : int, optional
        How many run at once. Each library is a target in a process of its own.

    Returns
    -------
    dict
        ``calls`` and ``axes`` of the rows; ``lines``, each line of code or reason once; ``texts``, each code as the
        numbers of its lines; ``pairs``, for each source and target the number of a text, or -1 - the number of a line
        that says why there is none.

    Raises
    ------
    WrongTranslation
        If code that was written gives something else than the source.
    """
    found = usable(rows)
    libraries = list(dict.fromkeys(row["library"] for row in found))
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, max_tasks_per_child=1) as pool:
        columns = pool.map(_answers, [found] * len(libraries), libraries)
        answers = {pair: answer for column in columns for pair, answer in column.items()}
    return _packed(found, answers)


def _answers(rows: Sequence[Row], library: str) -> dict[tuple[int, int], tuple[bool, str]]:
    """Return, for each source and each target of a library, its code or why there is none."""
    found: dict[tuple[int, int], tuple[bool, str]] = {}
    alike = [json.dumps([facts(row), row["dtype"]]) for row in rows]
    for j, target in enumerate(rows):
        if target["library"] != library:
            continue
        # sources that do the same need the same code
        known: dict[str, tuple[bool, str]] = {}
        for i, source in enumerate(rows):
            if i != j and source["ndim"] == target["ndim"]:
                if alike[i] not in known:
                    known[alike[i]] = _answer(source, target)
                found[i, j] = known[alike[i]]
    return found


def _answer(source: Row, target: Row) -> tuple[bool, str]:
    """Return the code, run, and True; or the reason why there is none."""
    try:
        return True, tried(source, target).translation.code
    except Untranslatable as reason:
        return False, str(reason)


def _packed(rows: Sequence[Row], answers: dict[tuple[int, int], tuple[bool, str]]) -> dict[str, Any]:
    lines: dict[str, int] = {}
    texts: dict[tuple[int, ...], int] = {}
    pairs: list[list[int | None]] = [[None] * len(rows) for _ in rows]
    for (i, j), (is_code, text) in answers.items():
        numbers = tuple(lines.setdefault(line, len(lines)) for line in (text.splitlines() if is_code else [text]))
        pairs[i][j] = texts.setdefault(numbers, len(texts)) if is_code else -1 - numbers[0]
    return {
        "calls": [row["call"] for row in rows],
        "libraries": [row["library"] for row in rows],
        "axes": [row["ndim"] for row in rows],
        "lines": list(lines),
        "texts": [list(numbers) for numbers in texts],
        "pairs": pairs,
    }
