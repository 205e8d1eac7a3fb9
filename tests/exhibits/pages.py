"""Pages that hold one exhibit alone, with the theme's style sheet and the bundled script, for a browser to open."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import furo

from flipconv.exhibits import EXHIBITS
from flipconv.sphinxext.bundles import bundle
from flipconv.sphinxext.exhibits import as_script, as_strip

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "docs" / "_static"
THEME = Path(furo.__file__).parent / "theme" / "furo" / "static" / "styles" / "furo.css"
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; img-src 'self' data: blob:">
<link rel="icon" href="favicon.svg"><link rel="stylesheet" href="furo.css"><link rel="stylesheet" href="flipconv.css">
<link rel="stylesheet" href="exhibits.css">
<script defer src="exhibits.js"></script></head>
<body data-theme="auto"><main><h1>{title}</h1>
<section class="exhibit" data-exhibit="{name}" aria-label="{title}">{strip}{script}</section></main></body></html>
"""


@cache
def script() -> bytes:
    """Bundle the exhibits' script, once."""
    return bundle(ROOT, STATIC / "exhibits" / "main.js")


def write_page(folder: Path, name: str) -> Path:
    """Write a page with one exhibit, and what it loads, into a folder; return the page."""
    made = EXHIBITS[name]()
    _ = (folder / "exhibits.js").write_bytes(script())
    for path in (STATIC / "flipconv.css", STATIC / "exhibits.css", STATIC / "favicon.svg", THEME):
        _ = shutil.copy(path, folder)
    page = folder / f"{name}.html"
    text = PAGE.format(title=made.title, name=name, strip=as_strip(made.strip), script=as_script(made.data))
    _ = page.write_text(text, encoding="utf-8")
    return page
