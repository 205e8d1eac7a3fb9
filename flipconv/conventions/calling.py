"""Calling what cannot be trusted: in bounded time, on copies, with all else that it does written down."""

from __future__ import annotations

import contextlib
import io
import queue
import threading
import time
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np


class Rejected(ValueError):
    """
    No convention describes the call.

    Parameters
    ----------
    kind : str
        One word or two: ``"raises"``, ``"hangs"``, ``"random"``, ``"nan"``, ``"shape"``, ``"nonlinear"``, ``"taps"``,
        ``"outputs"``, ``"borders"``, ``"complex"``, ``"layout"`` or ``"no fit"``.
    reason : str
        A sentence: what was seen, and what was expected.
    **findings
        What had been established until then, and the numbers that do not fit; in `findings`, a mapping.
    """

    def __init__(self, kind: str, reason: str, **findings: Any) -> None:
        super().__init__(f"{kind}: {reason}")
        self.kind, self.reason = kind, reason
        self.findings: Mapping[str, Any] = findings


class Refused(Exception):
    """The call raised; what it raised is the cause."""


class Caller:
    """
    A call of two arrays, run on copies in a thread of its own.

    Parameters
    ----------
    fn : callable
        Takes two arrays, returns one.
    arrays : callable, optional
        Makes what `fn` takes out of NumPy arrays.
    timeout : float
        Seconds that one call may take; all together may take six times as long.

    Notes
    -----
    Python cannot end a thread. One that hangs is left behind, and ends with the process.
    """

    def __init__(self, fn: Callable[..., Any], *, arrays: Callable[[np.ndarray], Any] | None, timeout: float) -> None:
        self.fn, self.arrays, self.timeout = fn, arrays, timeout
        self.calls, self.last = 0, 0.0
        self.remarks: dict[str, None] = {}
        self._ends = time.monotonic() + 6 * timeout
        self._asked: queue.SimpleQueue[tuple[np.ndarray, ...] | None] = queue.SimpleQueue()
        self._answered: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Let the thread end."""
        self._asked.put(None)

    def __call__(self, *given: np.ndarray) -> np.ndarray:
        """Return what the call returns, as a new array of numbers; raise `Refused` if it raises."""
        copies = tuple(array.copy() for array in given)
        start = time.monotonic()
        limit = min(self.timeout, self._ends - start)
        if limit <= 0:
            raise self._late(given, limit)
        said = io.StringIO()
        try:
            # set and reset on this side: a thread that hangs would never give standard output back
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._asked.put(copies)
                result, error = self._answered.get(timeout=max(limit, 1e-3))
        except queue.Empty:
            raise self._late(given, limit) from None
        self.calls += 1
        self.last = time.monotonic() - start
        if said.getvalue():
            self.remarks["prints while it runs"] = None
        for number, (array, copy) in enumerate(zip(given, copies, strict=True), 1):
            if not np.array_equal(array, copy, equal_nan=array.dtype.kind in "fc"):
                self.remarks[f"changes its argument {number} in place"] = None
        if error is not None:
            raise Refused(_words(error)) from error
        return result

    def _late(self, given: tuple[np.ndarray, ...], limit: float) -> Rejected:
        shapes = " and ".join(str(array.shape) for array in given)
        spent = f"{self.timeout:g} s" if limit == self.timeout else f"{6 * self.timeout:g} s in all"
        return Rejected("hangs", f"on arrays of shapes {shapes} the call took more than {spent}")

    def _serve(self) -> None:
        while (given := self._asked.get()) is not None:
            try:
                self._answered.put((self._run(given), None))
            except BaseException as error:
                self._answered.put((None, error))

    def _run(self, given: tuple[np.ndarray, ...]) -> np.ndarray:
        arguments = given if self.arrays is None else [self.arrays(array) for array in given]
        answer = self.fn(*arguments)
        # what is masked is no number
        result = np.array(_unmasked(answer) if isinstance(answer, np.ma.MaskedArray) else answer)
        if result.dtype == object:
            result = _numbers(result)
        if result.dtype.kind not in "biufc":
            raise TypeError(f"it returned {result.dtype}, which are no numbers")
        return result


def _words(error: BaseException) -> str:
    """Return the name and the words of an exception, as far as it has words."""
    try:
        return f"{type(error).__name__}: {error}"
    except Exception:
        return type(error).__name__


def _unmasked(members: np.ma.MaskedArray) -> np.ndarray:
    """Return a masked array with NaN where it is masked."""
    if not np.ma.is_masked(members):
        return members.data
    return np.where(np.ma.getmaskarray(members), np.nan, members.data)


def _numbers(members: np.ndarray) -> np.ndarray:
    """Return an array of objects as floats or complex numbers."""
    try:
        return members.astype(float)
    except TypeError:
        return members.astype(complex)
