"""
Files beside the pages, for whoever checks them elsewhere: the ledger, the certificates, the replayer.

The same build writes the same bytes: no time and no machine is in them.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

import flipconv
from flipconv.claims.ledger import as_json
from flipconv.claims.register import all_claims
from flipconv.sphinxext.claims import proof_of, theme, verdicts
from flipconv.sphinxext.places import Places
from flipconv.sphinxext.proofboxes import CERTIFICATES
from flipconv.sphinxext.proven import Proven, proven

PACKAGE = Path(flipconv.__file__).parent
REPLAYER = "proofs/replay"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # no archive knows an earlier time
STARTER = """import sys

from flipconv.proofs.replay.__main__ import main

sys.exit(main())
"""


def claims_data(app: Sphinx) -> dict[str, Any]:
    """
    Return the ledger of this build as data.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application, all pages read.

    Returns
    -------
    dict
        The version; under ``claims`` what `python -m flipconv verify --json` writes of each, without the time it
        took, with its theme, the theorem that proves it (or null) and the address of its box; under ``theorems`` each
        theorem with its chapter, what it says, its digest, what it uses, and addresses.
    """
    found = {label: verdict for label, verdict in verdicts(app).items() if label in all_claims()}
    entries = [_claim(app, entry) for entry in as_json(all_claims(), found)["claims"]]
    return {"version": flipconv.__version__, "claims": entries, "theorems": list(_theorems(app, proven(app)))}


def _claim(app: Sphinx, entry: dict[str, Any]) -> dict[str, Any]:
    known = all_claims()[entry["label"]]
    kept = {key: value for key, value in entry.items() if key != "seconds"}
    address = _address(app, "claim", known.label)
    return {**kept, "theme": theme(known), "proof": proof_of(known), "shown": address}


def _theorems(app: Sphinx, found: Proven) -> Iterator[dict[str, Any]]:
    for name, entry in found.established.items():
        yield {
            "name": name,
            "chapter": entry.chapter,
            "says": entry.says,
            "digest": json.loads(entry.text)["digest"],
            "uses": sorted(entry.theorem.uses),
            "shown": _address(app, "proof", name),
            "certificate": f"{CERTIFICATES}/{name}.json",
        }


def _address(app: Sphinx, kind: str, label: str) -> str | None:
    """Return where a box stands, seen from the front page."""
    domain = app.env.get_domain(kind)
    assert isinstance(domain, Places)
    return domain.address(app.builder, label)


def replayer() -> bytes:
    """Return the replayer as one file that Python runs, with nothing else installed."""
    members = {"__main__.py": STARTER.encode(), "flipconv/__init__.py": b"", "flipconv/proofs/__init__.py": b""}
    for path in sorted((PACKAGE / REPLAYER).iterdir()):
        if path.suffix in {".py", ".json"}:
            members[f"flipconv/{REPLAYER}/{path.name}"] = path.read_bytes()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        for name, content in members.items():
            packed.writestr(zipfile.ZipInfo(name, EARLIEST), content)
    return archive.getvalue()


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Write the files beside the pages, and remove certificates of theorems that are gone."""
    if exception is not None or app.builder.format != "html":
        return
    out = Path(app.outdir)
    folder = out / CERTIFICATES
    folder.mkdir(exist_ok=True)
    files = {folder / f"{name}.json": entry.text.encode() for name, entry in proven(app).established.items()}
    files[folder / "replay.pyz"] = replayer()
    files[out / "claims.json"] = (json.dumps(claims_data(app), indent=1, ensure_ascii=False) + "\n").encode()
    for stale in set(folder.iterdir()) - set(files):
        stale.unlink()
    for path, content in files.items():
        if not path.exists() or path.read_bytes() != content:
            _ = path.write_bytes(content)


def setup(app: Sphinx) -> None:
    """Write when all pages are written."""
    _ = app.connect("build-finished", publish, priority=600)
