"""Limits: a certificate may be hostile, so what is read and what is worked out from it is bounded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


class RefusedError(ValueError):
    """A rule's side condition does not hold, so the step is not made; or a limit is passed."""


BYTES, DEPTH, DIGITS = 1_000_000, 60, 7
STEPS, DECLARED, HYPOTHESES, NODES = 200, 200, 50, 5000
NAMES, DEGREE, MONOMIALS, BITS = 20, 20, 200, 4096
WORK = 3_000_000
"""How much may be spent on one certificate: about a second's work."""


def data_from(text: str | bytes) -> Any:
    """
    Return what is written in a JSON text, within the limits of the format.

    Parameters
    ----------
    text : str or bytes
        The text; bytes are UTF-8.

    Returns
    -------
    object
        Lists, dictionaries, texts, integers, booleans and None.

    Raises
    ------
    RefusedError
        If it is no JSON or past a limit.
    """
    try:
        # Python would guess another encoding
        size = len(text.encode("utf-8")) if isinstance(text, str) else len(text)
        if size > BYTES:
            raise RefusedError(f"a certificate has at most {BYTES} bytes")
        data = json.loads(
            text if isinstance(text, str) else text.decode("utf-8"),
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_no_integer,
            parse_constant=_no_integer,
        )
    except (ValueError, RecursionError) as error:
        if isinstance(error, RefusedError):
            raise
        raise RefusedError(f"it is not JSON: {error!s:.60}") from None
    check_limits(data)
    return data


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise RefusedError("a key occurs twice")
    return found


def _integer(text: str) -> int:
    if len(text.lstrip("-")) > DIGITS:
        raise RefusedError(f"an integer has more than {DIGITS} digits")
    return int(text)


def _no_integer(text: str) -> int:
    raise RefusedError(f"the number {text:.20} is no integer")


def check_limits(data: Any) -> None:
    """Raise unless data could have been read from a certificate within the limits, whoever hands it in."""
    left = BYTES
    waiting = [(data, 1)]
    while waiting:
        value, depth = waiting.pop()
        left -= 1 + (len(value) if isinstance(value, str) else 0)
        if isinstance(value, (list, dict)) and depth > DEPTH:
            raise RefusedError(f"it is nested deeper than {DEPTH}")
        if type(value) is list:
            waiting += ((inner, depth + 1) for inner in value)
        elif type(value) is dict:
            waiting += ((inner, depth + 1) for inner in value.values())
            if not all(type(key) is str for key in value):
                raise RefusedError("a key is a text")
            waiting += ((key, depth + 1) for key in value)
        elif type(value) is int:
            if abs(value) >= 10**DIGITS:
                raise RefusedError(f"an integer has more than {DIGITS} digits")
        elif value is not None and type(value) not in (str, bool):
            raise RefusedError(f"a {type(value).__name__} stands in no certificate")
        # what holds itself never ends, but this does
        if left - len(waiting) < 0:
            raise RefusedError(f"a certificate has at most {BYTES} bytes")


@dataclass
class _Purse:
    left: int


_PURSE: ContextVar[_Purse | None] = ContextVar("_PURSE", default=None)


@contextmanager
def limited(work: int = WORK) -> Iterator[None]:
    """Refuse whatever takes more than a fixed amount of work inside."""
    token = _PURSE.set(_Purse(work))
    try:
        yield
    finally:
        _PURSE.reset(token)


def spend(amount: int) -> None:
    """Spend some of the work that is allowed, if it is limited here."""
    purse = _PURSE.get()
    if purse is not None:
        purse.left -= amount
        if purse.left < 0:
            raise RefusedError("it takes too long to check")
