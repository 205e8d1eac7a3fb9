"""Reading text that may be hostile: bounded JSON, and the shapes of its values."""

from __future__ import annotations

import json
import re
from typing import Any

BYTES, DEPTH, DIGITS, NAMES = 1_000_000, 60, 7, 20
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,23}")
# a string is matched whole, so that brackets and digits within it do not count; one left open runs to the end
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[\]{}]|[0-9]+', re.DOTALL)


class Refused(Exception):
    """The certificate is not accepted; the message says why."""


def read_json(text: str | bytes) -> Any:
    """
    Read one JSON text within the limits of the format.

    Parameters
    ----------
    text : str or bytes
        The text; bytes are UTF-8.

    Returns
    -------
    Any
        Lists, dictionaries, strings, integers, booleans and None.

    Raises
    ------
    Refused
        If it is no JSON or leaves the limits.
    """
    text = _decoded(text)
    _scan(text)
    try:
        return json.loads(
            text, object_pairs_hook=_without_twins, parse_float=_no_integer, parse_constant=_no_integer, parse_int=int
        )
    except ValueError as error:
        raise Refused(f"it is not JSON: {error}") from None


def _decoded(text: Any) -> str:
    if not isinstance(text, str | bytes):
        raise Refused("it is not a text")
    if len(text) > BYTES:
        raise Refused(f"it is larger than {BYTES} bytes")
    try:
        decoded = text if isinstance(text, str) else text.decode("utf-8")
        # a lone surrogate has no UTF-8, and so no file could hold it
        size = len(decoded.encode("utf-8"))
    except UnicodeError:
        raise Refused("it is not UTF-8") from None
    if size > BYTES:
        raise Refused(f"it is larger than {BYTES} bytes")
    return decoded


def _scan(text: str) -> None:
    """Refuse deep nesting and long integers before the parser meets them."""
    depth = 0
    for match in TOKEN.finditer(text):
        token = match.group()
        if token in "[{":
            depth += 1
        elif token in "]}":
            depth -= 1
        elif token[0] != '"' and len(token) > DIGITS:
            raise Refused(f"an integer has more than {DIGITS} digits")
        if depth > DEPTH:
            raise Refused(f"it is nested deeper than {DEPTH}")


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused(f"a key occurs twice among {show(list(found))}")
    return found


def _no_integer(text: str) -> Any:
    raise Refused(f"the number {text[:20]} is no integer")


def show(value: Any) -> str:
    """Return a value as a short text in ASCII, for a message."""
    text = json.dumps(value)
    return text if len(text) <= 80 else text[:77] + "..."


def fields(value: Any, what: str, needed: str, optional: str = "") -> dict[str, Any]:
    """Return a dictionary that has all the needed fields and none but the optional ones besides."""
    if not isinstance(value, dict):
        raise Refused(f"{what} is {show(value)}; it must be an object")
    if missing := sorted(set(needed.split()) - set(value)):
        raise Refused(f"{what} has no field {missing[0]}")
    if unknown := sorted(set(value) - set(needed.split()) - set(optional.split())):
        raise Refused(f"{what} has an unknown field {show(unknown[0])}")
    return value


def listed(value: Any, what: str) -> list[Any]:
    """Return a list, or refuse."""
    if not isinstance(value, list):
        raise Refused(f"{what} is {show(value)}; it must be a list")
    return value


def mapped(value: Any, what: str) -> dict[str, Any]:
    """Return a dictionary, or refuse."""
    if not isinstance(value, dict):
        raise Refused(f"{what} is {show(value)}; it must be an object")
    return value


def number(value: Any, what: str) -> int:
    """Return an integer; true and false are none."""
    if type(value) is not int:
        raise Refused(f"{what} is {show(value)}; it must be an integer")
    return value


def words(value: Any, what: str) -> str:
    """Return a string, or refuse."""
    if not isinstance(value, str):
        raise Refused(f"{what} is {show(value)}; it must be a text")
    return value


def named(value: Any, what: str) -> str:
    """Return a name of a sort, a homomorphism, a symbol or a variable."""
    if not isinstance(value, str) or not NAME.fullmatch(value):
        raise Refused(f"{what} is {show(value)}; it must be a name of at most 24 letters, digits and _")
    return value


def pairs(value: Any, what: str) -> list[tuple[str, Any]]:
    """Return a list of pairs of a name and something; no name comes twice."""
    found: list[tuple[str, Any]] = []
    for pair in listed(value, what):
        if not isinstance(pair, list) or len(pair) != 2:
            raise Refused(f"{what} holds {show(pair)}; it must hold pairs")
        found.append((named(pair[0], what), pair[1]))
    if len(found) > NAMES:
        raise Refused(f"{what} has more than {NAMES} names")
    if len({name for name, _ in found}) != len(found):
        raise Refused(f"{what} names {show([name for name, _ in found])}; no name may come twice")
    return found


def same_keys(value: Any, what: str, keys: Any) -> dict[str, Any]:
    """Return a dictionary whose keys are exactly those expected."""
    found = mapped(value, what)
    if set(found) != set(keys):
        raise Refused(f"{what} names {show(sorted(found))}; it must name {show(sorted(keys))}")
    return found
