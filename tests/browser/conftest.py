"""
The whole site, built once for all tests in a browser, whichever processes they run in.

To look at a site that is built already, name its folder: ``FLIPCONV_SITE=_build/html pytest tests/browser``.
"""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.browser.sending import FITS
from tests.exhibits.pages import write_page

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FILES = ("conf.py", "README.md", "package.json", "package-lock.json", ".npmrc")
LONGEST = 1800  # seconds for a build


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Return the folder of the real site, built from a copy of the tree."""
    if given := os.environ.get("FLIPCONV_SITE"):
        return Path(given).resolve()
    folder = tmp_path_factory.getbasetemp()
    # processes have a folder each, in one of all
    tree = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "whole-site"
    said, status = tree / "said.txt", tree / "status.txt"
    try:
        tree.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + LONGEST
        while not status.exists() and time.monotonic() < deadline:
            time.sleep(1)
    else:
        build(tree, said, status)
    assert status.read_text() == "0", said.read_text()
    return tree / "_build" / "html"


def build(tree, said, status):
    """Copy what the site is made of, and build it."""
    for name in ("docs", "gallery", "flipconv"):
        _ = shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("auto_gallery", "__pycache__"))
    for name in FILES:
        _ = shutil.copy(ROOT / name, tree / name)
    if (ROOT / "node_modules").exists():
        (tree / "node_modules").symlink_to(ROOT / "node_modules")
    strict = ["-c", ".", "-n", "-W", "--keep-going", "-q", "-j", "auto"]
    command = [sys.executable, "-m", "sphinx", "-M", "html", "docs", "_build", *strict]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    _ = said.write_text(done.stdout + done.stderr)
    # whole at once: others wait for it
    _ = status.with_suffix(".new").write_text(str(done.returncode))
    _ = status.with_suffix(".new").rename(status)


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serve files without a line for each."""

    def log_message(self, format, *args):
        """Say nothing."""


@pytest.fixture(scope="session")
def address(site):
    """Serve the site on this machine and return its address."""
    handler = functools.partial(QuietHandler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser():
    """Start the system's Chromium."""
    assert CHROMIUM, "install Chromium (Debian: apt-get install chromium), or run `make test`, which leaves this out"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser):
    """Open an empty page in a context of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def names(site):
    """Return the address of every page under the site's own."""
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert {"index.html", "404.html", "search.html", "ledger.html", "auto_gallery/plot_f_test.html"} <= set(found)
    return found


@pytest.fixture
def exhibit_page(browser, tmp_path):
    """Open an exhibit alone, from a file and under a strict policy; whatever the browser complains of is an error."""
    contexts, said = [], []

    def opened(name, width, fragment=""):
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        _ = page.goto(write_page(tmp_path, name).as_uri() + fragment)
        _ = page.wait_for_selector(".exhibit[data-ready]")
        assert page.evaluate(FITS)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []
