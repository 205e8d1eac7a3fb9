"""``flipconv identify``: a stranger's call in a process of its own, which is ended when it hangs."""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import signal
import subprocess
import sys
from typing import Any

from flipconv.conventions.callforms import arrays_of, call_form, imported
from flipconv.conventions.calling import Rejected
from flipconv.conventions.identifying import LONGEST, identify
from flipconv.conventions.model import Convention
from flipconv.conventions.reports import rejection, report

# seconds that importing a library may take before its process is ended
IMPORTING = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    _ = parser.add_argument("path", help="what to call, as package.module:attribute")
    _ = parser.add_argument(
        "--call", default="f(x, h)", metavar="FORM", help="how to call it, as \"f(x, h, mode='same')\""
    )
    _ = parser.add_argument("--json", action="store_true", help="print JSON and no report")
    _ = parser.add_argument(
        "--ndim", type=int, choices=(1, 2, 3), help="axes of signal and kernel; by default found out"
    )
    _ = parser.add_argument("--dtype", choices=("float64", "float32", "uint8"), help="by default the first it takes")
    _ = parser.add_argument("--layer", action="store_true", help="the call is a network layer, with channels")
    _ = parser.add_argument("--groups", type=int, default=1, help="groups of channels of the layer")
    _ = parser.add_argument("--timeout", type=float, default=10.0, metavar="S", help="seconds that one call may take")
    _ = parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Return the exit status: 0, 1 if no convention describes the call, 2 if it could not be asked."""
    try:
        _ = call_form(arguments.call)
        if not 0 < arguments.timeout <= LONGEST:
            raise ValueError(f"--timeout is {arguments.timeout:g}; it must be above 0, and at most {LONGEST:g}")
    except ValueError as error:
        print(f"flipconv identify: {error}", file=sys.stderr)
        return 2
    if arguments.here:
        return _here(arguments)
    answer = _in_a_process(arguments)
    if answer["status"] == "unasked":
        print(f"flipconv identify: {answer['reason']}", file=sys.stderr)
        return 2
    text = answer.pop("report")
    print(json.dumps(answer, indent=2) if arguments.json else text)
    return 0 if answer["status"] == "identified" else 1


def _in_a_process(arguments: argparse.Namespace) -> dict[str, Any]:
    """Ask in another process, and return what it says; one that hangs or crashes has said something too."""
    options = [("--call", arguments.call), ("--groups", arguments.groups), ("--timeout", arguments.timeout)]
    options += [("--ndim", arguments.ndim), ("--dtype", arguments.dtype)]
    words = [str(word) for option, value in options if value is not None for word in (option, value)]
    command = [sys.executable, "-m", "flipconv", "identify", arguments.path, *words, "--here"]
    command += ["--layer"] if arguments.layer else []
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as child:
        try:
            said, _ = child.communicate(timeout=IMPORTING + 6 * arguments.timeout)
        except subprocess.TimeoutExpired:
            child.kill()
            return _rejected(
                arguments, Rejected("hangs", "the process that imports and calls it did not come to an end")
            )
    if child.returncode < 0:
        name = signal.Signals(-child.returncode).name
        return _rejected(arguments, Rejected("crashes", f"the process that imports and calls it ended by {name}"))
    try:
        return json.loads(said)
    except ValueError:
        return _rejected(
            arguments, Rejected("crashes", f"its process ended with status {child.returncode}, saying nothing")
        )


def _here(arguments: argparse.Namespace) -> int:
    """Ask in this process; standard output is the answer's alone."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    _ = os.dup2(2, 1)
    sys.path.insert(0, "")
    with answers:
        _ = answers.write(json.dumps(_asked(arguments)))
    answers.close()
    # a thread that hangs must not keep the process
    os._exit(0)


def _asked(arguments: argparse.Namespace) -> dict[str, Any]:
    try:
        fn = imported(arguments.path)
        arrays = arrays_of(arguments.path)
    except (ImportError, ValueError) as error:
        return {"status": "unasked", "reason": f"{arguments.path} cannot be imported: {error}"}
    except BaseException as error:
        return {"status": "unasked", "reason": f"importing {arguments.path} raised {type(error).__name__}: {error}"}
    try:
        found = identify(
            call_form(arguments.call)(fn),
            ndim=arguments.ndim,
            dtype=arguments.dtype,
            layer=True if arguments.layer else None,
            groups=arguments.groups,
            arrays=arrays,
            timeout=arguments.timeout,
            progress=_bar if sys.stderr.isatty() else None,
        )
    except Rejected as problem:
        return _rejected(arguments, problem)
    except ValueError as error:
        return {"status": "unasked", "reason": str(error)}
    return _identified(arguments, found)


def _identified(arguments: argparse.Namespace, found: Convention) -> dict[str, Any]:
    name = _name(arguments)
    known = found.as_dict()
    known["evidence"]["versions"] |= versions(arguments.path)
    found.evidence.versions.update(versions(arguments.path))  # pyright: ignore[reportAttributeAccessIssue]
    return {"status": "identified", "call": name, **known, "report": report(found, name)}


def _rejected(arguments: argparse.Namespace, problem: Rejected) -> dict[str, Any]:
    name = _name(arguments)
    text = rejection(problem, name)
    return {"status": "rejected", "call": name, "rejected": problem.kind, "reason": problem.reason, "report": text}


def _name(arguments: argparse.Namespace) -> str:
    dotted = arguments.path.replace(":", ".")
    return dotted if arguments.call == "f(x, h)" else arguments.call.replace("f(", f"{dotted}(", 1)


def versions(path: str) -> dict[str, str]:
    """Return the versions of the packages that an import path begins in."""
    top = path.split(":", maxsplit=1)[0].split(".", maxsplit=1)[0]
    names = importlib.metadata.packages_distributions().get(top, [])
    return {name: importlib.metadata.version(name) for name in sorted(set(names))}


def _bar(step: str, part: float) -> None:
    """Draw a bar on standard error."""
    filled = round(30 * part)
    end = "\r\033[K" if part >= 1 else ""
    print(f"\r[{'#' * filled}{' ' * (30 - filled)}] {step:<10}", end=end, file=sys.stderr, flush=True)
