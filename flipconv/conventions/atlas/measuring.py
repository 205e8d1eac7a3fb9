"""Measuring the atlas: each library in a process of its own, in bounded time, a few at once."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from flipconv.conventions.atlas.libraries import Library
from flipconv.conventions.atlas.rows import Row, begun

# seconds for the import, for one row, and for a library as a whole
IMPORTING, ROW, WHOLE = 60.0, 75.0, 300.0
PROCESSES = 2


def measure(
    several: Iterable[Library], *, processes: int = PROCESSES, told: Callable[[Library, list[Row]], None] | None = None
) -> list[Row]:
    """
    Measure the calls of several libraries.

    Parameters
    ----------
    several : iterable of Library
        Which.
    processes : int, optional
        How many at once.
    told : callable, optional
        Is told of each library that is done.

    Returns
    -------
    list of dict
        A row for each call, in the order of the libraries: ``"measured"``, ``"skipped"`` with the reason in `note`, or
        ``"failed"`` with the reason in `note`.

    See Also
    --------
    flipconv.conventions.atlas.drifting.drift : What has changed since the record.
    """

    def one(library: Library) -> list[Row]:
        rows = measured_library(library)
        if told is not None:
            told(library, rows)
        return rows

    with ThreadPoolExecutor(processes) as pool:
        return [row for rows in pool.map(one, several) for row in rows]


def measured_library(
    one: Library, *, importing: float = IMPORTING, row: float = ROW, whole: float = WHOLE
) -> list[Row]:
    """
    Measure the calls of one library, in processes that are ended when they hang.

    Parameters
    ----------
    one : Library
        Which.
    importing, row, whole : float, optional
        Seconds that the import, a row, and all of it may take.

    Returns
    -------
    list of dict
        A row for each call.
    """
    found: list[Row] = []
    calls = one.rows
    ends = time.monotonic() + whole
    while len(found) < len(calls):
        if time.monotonic() >= ends:
            late = f"the calls before it took the {whole:.0f} s that a library has"
            return [*found, *(_failed(one, k, late) for k in range(len(found), len(calls)))]
        with Worker(one, len(found)) as worker:
            answer = worker.answer(min(importing, ends - time.monotonic()))
            if "skipped" in answer:
                return [_skipped(one, k, answer["skipped"]) for k in range(len(calls))]
            while "failed" not in answer and len(found) < len(calls):
                answer = worker.answer(min(row, ends - time.monotonic()))
                if "failed" not in answer:
                    found.append(answer)
            if "failed" in answer:
                found.append(_failed(one, len(found), answer["failed"]))
    return found


def worker_command(one: Library, first: int) -> list[str]:
    """Return what starts the process of a library."""
    return [sys.executable, "-m", f"{__package__}.worker", one.module, str(first)]


class Worker:
    """
    A process that measures a library and writes a line for each row.

    Parameters
    ----------
    one : Library
        Which.
    first : int
        The row to begin with.
    """

    def __init__(self, one: Library, first: int) -> None:
        # the worker writes to it for as long as it runs
        self.errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the worker is ended
        # a thread for each of two processes: more would have them wait for each other
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "agg"}
        self.process = subprocess.Popen(
            worker_command(one, first),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            env=environment,
            text=True,
            start_new_session=True,
        )
        self.lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def __enter__(self) -> Worker:
        """Return itself."""
        return self

    def __exit__(self, *problem: object) -> None:
        """End the process, and what it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        _ = self.process.wait()
        self.reader.join()
        self.errors.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.lines.put(line)
        self.lines.put("")

    def answer(self, seconds: float) -> dict[str, Any]:
        """Return the next line, or ``{"failed": reason}`` when none comes in time, or none will come."""
        try:
            line = self.lines.get(timeout=max(seconds, 0.001))
        except queue.Empty:
            return {"failed": f"its process gave no answer for {max(seconds, 0):.0f} s and was ended"}
        if line:
            return json.loads(line)
        status = self.process.wait()
        _ = self.errors.seek(0)
        said = self.errors.read().decode(errors="replace").strip().splitlines()
        return {"failed": f"its process ended with status {status}: {said[-1] if said else 'it said nothing'}"}


def _skipped(one: Library, k: int, reason: str) -> Row:
    return {**begun(one.rows[k], one.tier, {}), "status": "skipped", "note": reason, "measured_on": None}


def _failed(one: Library, k: int, reason: str) -> Row:
    return {**begun(one.rows[k], one.tier, {}), "status": "failed", "note": reason, "measured_on": None}
