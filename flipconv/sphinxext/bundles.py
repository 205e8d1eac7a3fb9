"""
Scripts for the pages, bundled from modules by esbuild.

Chromium runs no module from a file, so each entry point becomes one classic script beside the
style sheets. The modules themselves are not copied to the site.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from flipconv.sphinxext.typesetter import install, node_binary

ENTRIES = {"exhibits.js": "exhibits/main.js", "replayer.js": "replayer/main.js"}
# esbuild names the file that each part comes from
HEADER = re.compile(rb"^// \S+\.(?:js|json)\n", re.MULTILINE)


def bundle(root: Path, entry: Path) -> bytes:
    """
    Bundle a module and all that it imports into one script.

    Parameters
    ----------
    root : pathlib.Path
        The folder of ``package-lock.json``.
    entry : pathlib.Path
        The module.

    Returns
    -------
    bytes
        A script that needs no other.

    Raises
    ------
    sphinx.errors.ExtensionError
        If esbuild refuses it, or has a warning.
    """
    tool = install(root, "esbuild") / "bin" / "esbuild"
    # esbuild would wrap it, too, but for that it indents every line once more
    options = ["--bundle", "--format=esm", "--target=es2022", "--charset=utf8", "--log-level=warning"]
    done = subprocess.run([node_binary(), tool, entry, *options], capture_output=True, check=False)
    if done.returncode or done.stderr:
        raise ExtensionError(f"{entry.name} cannot be bundled:\n{done.stderr.decode()}")
    return b'(() => {\n"use strict";\n' + HEADER.sub(b"", done.stdout) + b"})();\n"


def write(app: Sphinx) -> None:
    """Write the scripts before any page is, so that pages link them with their checksums."""
    if app.builder.format != "html":
        return
    for name, module in ENTRIES.items():
        entry = Path(app.srcdir) / "_static" / module
        if not entry.is_file():
            continue
        target, content = Path(app.outdir) / "_static" / name, bundle(Path(app.confdir), entry)
        target.parent.mkdir(exist_ok=True)
        if not target.exists() or target.read_bytes() != content:
            _ = target.write_bytes(content)


def setup(app: Sphinx) -> None:
    """Write the scripts first of all."""
    _ = app.connect("builder-inited", write)
