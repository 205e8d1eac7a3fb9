"""The replayer of the pages, in JavaScript: asked over pipes, in one process of Node for each of the tests'."""

from __future__ import annotations

import atexit
import json
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from flipconv.proofs.replay import Report
from flipconv.sphinxext.typesetter import node_binary

ROOT = Path(__file__).resolve().parents[2]
MODULES = Path("docs") / "_static" / "replayer"
HARNESS = Path(__file__).parent / "replay" / "javascript.mjs"


@cache
def _node() -> subprocess.Popen[str]:
    command = [node_binary(), "--no-warnings", HARNESS]
    node = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    # it ends when its input is closed
    _ = atexit.register(node.communicate)
    return node


def ask(what: str, **given: Any) -> dict[str, Any]:
    """Return what it answers; whatever escapes from it, or is caught there and was no refusal, is an error."""
    node = _node()
    assert node.stdin is not None  # both are pipes
    assert node.stdout is not None
    _ = node.stdin.write(json.dumps({"ask": what, **given}) + "\n")
    node.stdin.flush()
    line = node.stdout.readline()
    assert line, "Node has died"
    assert "this program failed" not in line, line
    return json.loads(line)


def assert_agrees(texts: Iterable[str], report: Report) -> None:
    """Demand that the replayer of the pages says what the other one has reported."""
    answer = ask("replay", texts=list(texts))
    assert answer["established"].keys() == report.established.keys(), answer["refused"]
    assert answer["refused"].keys() == report.refused.keys(), answer["refused"]
