"""Rows for what nobody ran here: from manuals and threads, each with its source, never measured."""

from __future__ import annotations

import json
from importlib import resources

from flipconv.conventions.atlas.rows import Row

STRENGTHS = ("documented", "secondary")


def documented_rows() -> list[Row]:
    """
    Return the rows of calls that are known from their documentation alone.

    Returns
    -------
    list of dict
        With `source`, and `strength`: ``"documented"`` by those who made the call, or ``"secondary"``, by others.

    Examples
    --------
    >>> {row["status"] for row in documented_rows()}
    {'documented'}
    """
    text = resources.files("flipconv.conventions.atlas").joinpath("documented.json").read_text(encoding="utf-8")
    fixed = {"status": "documented", "tier": None, "code": None, "convention": None, "measured_on": None, "probe": None}
    return [{**row, **fixed} for row in json.loads(text)]
