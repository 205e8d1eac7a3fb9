"""The exhibits' own arithmetic, run outside of a browser."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from flipconv.sphinxext.typesetter import node_binary

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "docs" / "_static" / "exhibits"


def answers(file: str, name: str, states: list[Any], data: dict[str, Any]) -> list[Any]:
    """Return what the exhibit exported under a name by a module answers to states, all in one process."""
    asked = {"module": (MODULES / file).as_uri(), "name": name, "data": data, "states": states}
    command = [node_binary(), "--no-warnings", Path(__file__).with_name("answering.mjs")]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
