"""The command line: certificates in, one line out for each theorem."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from flipconv.proofs.replay.printing import statement
from flipconv.proofs.replay.report import replay


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Check the certificates in files, or in all files `*.json` of directories, and print what became of them.

    Parameters
    ----------
    arguments : sequence of str, optional
        Files and directories, by default those of the process.

    Returns
    -------
    int
        The exit status: 0, 1 if a certificate was refused, or 2 if a file cannot be read or there is none.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    if {"-h", "--help"} & set(arguments):
        _write("usage: replay FILE_OR_DIRECTORY ...   checks certificates; exits with 1 if one is refused")
        return 0
    try:
        texts = [path.read_bytes() for argument in arguments for path in _certificates(Path(argument))]
    except OSError as error:
        return _complain(f"{error.filename} cannot be read: {error.strerror}")
    if not texts:
        return _complain("name files or directories of certificates")
    report = replay(texts)
    for name, theorem in report.established.items():
        _write(f"established  {name}: {statement(theorem)}")
    for name, reason in report.refused.items():
        _write(f"refused  {name}: {reason}")
    return 1 if report.refused else 0


def _certificates(path: Path) -> list[Path]:
    return sorted(path.glob("*.json")) if path.is_dir() else [path]


def _write(line: str) -> None:
    _ = sys.stdout.write(line + "\n")


def _complain(line: str) -> int:
    _ = sys.stderr.write(line + "\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
