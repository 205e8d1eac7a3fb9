"""How a refusal writes counts and values, in words that read well and never fill the screen."""

from __future__ import annotations

import sys
from typing import Any

LONGEST = 60


def counted(number: int, one: str, many: str) -> str:
    """
    Return a count with its noun.

    Examples
    --------
    >>> counted(1, "axis", "axes"), counted(2, "axis", "axes")
    ('1 axis', '2 axes')
    """
    return f"{number} {one if number == 1 else many}"


def shown(value: Any) -> str:
    """
    Return the repr of a value, with its middle left out where it is long.

    Examples
    --------
    >>> shown(10**5000)
    'a number of more than 4300 digits'
    """
    try:
        text = repr(value)
    except ValueError:  # Python refuses to write out integers that long
        return f"a number of more than {sys.get_int_max_str_digits()} digits"
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]}...{text[-(LONGEST // 4) :]}"
