"""A row of the atlas as it is recorded, and code in a process of its own: what the atlas's tests share."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from typing import Any

ROW: dict[str, Any] = {
    "library": "numpy",
    "version": "2.0",
    "partners": {"blas": "1"},
    "call": "numpy.f(x, h)",
    "status": "measured",
    "kind": "correlation",
    "sign": [1, -1],
    "anchor_rule": ["m//2", "0"],
    "boundary": [["edge", "edge"], ["wrap", "none"]],
    "conjugates": "kernel",
    "views": "taken",
    "convention": {"output": "same", "gain": 1.0, "pads": [[0, 0], [0, 0]]},
}


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own, which must end well."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
