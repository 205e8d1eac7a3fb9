"""
How other libraries say what the playground shows: which calls flip, and what they call each border.

All of it is read from the record of the atlas, which was measured. The arithmetic of anchors is that
of `Convention`: a flip takes the tap at ``a`` to ``m - 1 - a``.
"""

from __future__ import annotations

from typing import Any

from flipconv.boundaries import BOUNDARIES
from flipconv.conventions.atlas.drifting import recorded_rows
from flipconv.conventions.atlas.rows import Row

SIGN = {"convolve": -1, "correlate": 1}
NDIMAGE = "scipy.ndimage.{operation}(x, h, mode="
FILTER = "cv2.filter2D(x, -1, h, borderType="
CONV2D = "torch.nn.functional.conv2d(x, w)"


def _measured() -> dict[str, Row]:
    return {row["call"]: row for row in recorded_rows() if row["status"] == "measured" and row["convention"]}


def _words(rows: dict[str, Row], start: str) -> dict[str, str]:
    """Return the argument that gives each border, in calls that begin alike; the first in the record is taken."""
    found: dict[str, str] = {}
    for call, row in rows.items():
        borders = {edge for axis in row["convention"]["boundary"] for edge in axis}
        argument = call.removeprefix(start).removesuffix(")")
        if call.startswith(start) and len(borders) == 1 and "," not in argument:
            _ = found.setdefault(borders.pop(), argument)
    return {border: found[border] for border in BOUNDARIES if border in found}


def _flips(row: Row) -> dict[str, bool]:
    """Return whether the kernel must be flipped for each operation, from the sign that was measured."""
    signs = set(row["convention"]["sign"])
    return {operation: signs != {sign} for operation, sign in SIGN.items()}


def dialects() -> dict[str, Any]:
    """
    Return what the playground needs to write code for SciPy, OpenCV and PyTorch.

    Returns
    -------
    dict
        For each library, which operation needs the kernel flipped, and its words for the borders it knows.

    Examples
    --------
    >>> dialects()["opencv"]["flips"], dialects()["opencv"]["borders"]["symmetric"]
    ({'convolve': True, 'correlate': False}, 'cv2.BORDER_REFLECT')
    """
    rows = _measured()
    words = {operation: _words(rows, NDIMAGE.format(operation=operation)) for operation in SIGN}
    calls = {operation: rows[f"{NDIMAGE.format(operation=operation)}'constant')"] for operation in SIGN}
    flips = {operation: _flips(row)[operation] for operation, row in calls.items()}
    return {
        "scipy": {"flips": flips, "borders": words["correlate"] | words["convolve"]},
        "opencv": {"flips": _flips(rows[FILTER + "cv2.BORDER_CONSTANT)"]), "borders": _words(rows, FILTER)},
        "torch": {"flips": _flips(rows[CONV2D])},
    }
