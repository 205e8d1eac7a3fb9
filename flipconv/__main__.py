"""The command line: verify every claim, identify a call, list the atlas, port weights."""

from __future__ import annotations

import argparse
import importlib
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import flipconv
from flipconv.claims.ledger import as_json, as_text, terminal, verified, worthwhile_processes
from flipconv.claims.register import all_claims

OTHERS = (
    ("identify", "flipconv.conventions.command", "find out what a convolution-like call does, from the call alone"),
    ("atlas", "flipconv.conventions.atlas.command", "measure what the calls of installed libraries do"),
    ("port", "flipconv.conventions.porting.command", "move weights from one convention to another"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run the command line.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments, by default those of the process.

    Returns
    -------
    int
        The exit status: 0; 1 if a claim failed, a call was rejected, the atlas has drifted or weights cannot be
        ported; 2 if a file or a call cannot be read.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # a terminal without the signs of mathematics shows their codes; it does not stop the ledger
        sys.stdout.reconfigure(errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    return arguments.run(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="flipconv", description=flipconv.__doc__)
    _ = parser.add_argument("--version", action="version", version=f"flipconv {flipconv.__version__}")
    commands = parser.add_subparsers(required=True, metavar="command")
    verify = commands.add_parser(
        "verify",
        help="check every claim of the site on this machine",
        description="Check every claim on this machine and print the ledger. Exits with 1 if a claim fails.",
    )
    _ = verify.add_argument("--json", metavar="FILE", help="also write the ledger as JSON; - is standard output")
    verify.set_defaults(run=_verify)
    for name, module, text in OTHERS:
        one = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        command = importlib.import_module(module)
        command.add_arguments(one)
        one.set_defaults(run=command.run)
    return parser


def _verify(arguments: argparse.Namespace) -> int:
    destination = arguments.json
    verdicts = verified(terminal(), processes=worthwhile_processes())
    claims = all_claims()
    text = json.dumps(as_json(claims, verdicts), indent=2) + "\n"
    if destination == "-":
        _ = sys.stdout.write(text)
    else:
        print(as_text(claims, verdicts))
    if destination not in (None, "-"):
        try:
            _ = Path(destination).write_text(text, encoding="utf-8")
        except OSError as error:
            print(f"flipconv verify: --json {destination} cannot be written: {error.strerror}", file=sys.stderr)
            return 2
    return int(any(not verdict.passed and not verdict.skipped for verdict in verdicts.values()))


if __name__ == "__main__":
    sys.exit(main())
