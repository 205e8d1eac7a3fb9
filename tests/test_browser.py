"""The finished site in a real browser: no foreign request, no console error, nothing wider than the screen."""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build the real site from a copy of the tree and return its folder."""
    tree = tmp_path_factory.mktemp("tree")
    for name in ("docs", "gallery", "flipconv"):
        _ = shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("auto_gallery", "__pycache__"))
    for name in ("conf.py", "README.md", "package.json", "package-lock.json", ".npmrc"):
        _ = shutil.copy(ROOT / name, tree / name)
    if (ROOT / "node_modules").exists():
        (tree / "node_modules").symlink_to(ROOT / "node_modules")
    build = [
        sys.executable,
        "-m",
        "sphinx",
        "-M",
        "html",
        "docs",
        "_build",
        "-c",
        ".",
        "-n",
        "-W",
        "--keep-going",
        "-q",
    ]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    done = subprocess.run(build, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return tree / "_build" / "html"


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serve files without a line for each."""

    def log_message(self, format, *args):
        """Say nothing."""


@pytest.fixture(scope="module")
def address(site):
    """Serve the site on this machine and return its address."""
    handler = functools.partial(QuietHandler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser():
    """Start the system's Chromium."""
    assert CHROMIUM, "install Chromium (Debian: apt-get install chromium), or run `make test`, which leaves this out"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def pages(site):
    """Return the address of every page under the site's own."""
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert {"index.html", "ledger.html", "auto_gallery/plot_f_test.html"} <= set(found)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_quiet_and_fits(site, address, browser, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    complaints: list[str] = []
    page.on("request", lambda request: request.url.startswith((address, "data:")) or complaints.append(request.url))
    page.on(
        "response", lambda response: response.status < 400 or complaints.append(f"{response.status} {response.url}")
    )
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for name in pages(site):
        _ = page.goto(address + name, wait_until="networkidle")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            complaints.append(f"{name} is wider than {width} px")
    context.close()
    assert complaints == []


def test_every_picture_is_shown_in_the_ink_of_the_page(address, browser):
    for scheme, shown, hidden in (("light", "only-light", "only-dark"), ("dark", "only-dark", "only-light")):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        _ = page.goto(address + "auto_gallery/plot_f_test.html")
        assert page.locator(f"img.{shown}").first.is_visible()
        assert not page.locator(f"img.{hidden}").first.is_visible()
        context.close()


def test_a_film_moves_and_stops(address, browser):
    """Style sheets alone move it, so it does so without scripts; a box stops it, with the keyboard too."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    _ = page.goto(address + "auto_gallery/plot_two_diagonals.html")
    film = page.locator(".film.only-light")
    state = "getComputedStyle(document.querySelector('.film.only-light img'))"
    assert page.evaluate(f"{state}.animationPlayState") == "running"
    assert page.evaluate(f"{state}.animationName") == "film"
    box = film.get_by_role("checkbox", name="Pause")
    box.focus()
    page.keyboard.press("Space")
    assert page.evaluate(f"{state}.animationPlayState") == "paused"
    window, column = film.locator(".film-window").bounding_box(), film.locator("img").bounding_box()
    assert column["height"] == pytest.approx(6 * window["height"], abs=3), "six pictures behind a window of one"
    assert column["width"] == pytest.approx(window["width"], abs=1)
    context.close()


def test_nothing_moves_for_who_wants_no_motion(address, browser):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    _ = page.goto(address + "auto_gallery/plot_two_diagonals.html")
    assert page.locator(".film:visible").count() == 0
    assert page.locator("img.only-light:visible").count() == 1
    moving = "document.getAnimations().filter(animation => animation.playState === 'running').length"
    assert page.evaluate(moving) == 0
    context.close()


def test_the_pages_read_without_scripts_and_from_files(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    _ = page.goto((site / "one-flip.html").as_uri())
    assert page.locator("#claim-convolution-is-flipped-correlation .katex").first.is_visible()
    context.close()


def test_the_front_page_and_the_box_of_a_claim_are_linked(address, browser):
    page = browser.new_page()
    _ = page.goto(address + "index.html")
    page.get_by_role("link", name="Convolving with a kernel is correlating").first.click()
    assert page.url.endswith("one-flip.html#claim-convolution-is-flipped-correlation")
    page.close()


def test_the_ledger_is_filtered_by_chapter_and_by_worth(address, browser):
    page = browser.new_page()
    _ = page.goto(address + "ledger.html")
    rows = page.locator("table.ledger tbody tr")
    whole = rows.count()
    assert page.locator("table.ledger tbody tr:visible").count() == whole
    _ = page.get_by_label("Worth").select_option("REFUTED")
    refuted = page.locator("table.ledger tbody tr:visible")
    assert 0 < refuted.count() < whole
    assert all("REFUTED" in text for text in refuted.all_inner_texts())
    assert page.locator(".ledger-filters output").inner_text() == f"{refuted.count()} of {whole} claims"
    _ = page.get_by_label("Chapter").select_option("Sums")
    assert refuted.count() == 0
    page.close()


def test_the_graph_shows_what_a_theorem_rests_on_and_leads_to_its_box(address, browser):
    page = browser.new_page()
    _ = page.goto(address + "dependencies.html")
    link = page.locator('[id="node.proof:flip-law"] a')
    link.focus()
    picked = page.locator(".graph .node.is-picked").evaluate_all("nodes => nodes.map(node => node.id)")
    assert {"node.proof:flip-law", "node.proof:convolution-commutes"} < set(picked)
    assert "node.proof:parseval" not in picked
    link.press("Enter")
    assert page.url.endswith("proofs/correlation.html#proof-flip-law")
    page.close()


def test_without_scripts_the_ledger_is_a_whole_table_and_the_graph_is_there(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    _ = page.goto((site / "ledger.html").as_uri())
    assert page.locator("table.ledger tbody tr:visible").count() > 80
    _ = page.goto((site / "dependencies.html").as_uri())
    assert page.locator(".graph svg a").first.is_visible()
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_lines_of_proofs_break_and_are_not_cut(address, browser, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    cut: list[str] = []
    for written in sorted((ROOT / "docs" / "proofs").glob("*.md")):
        _ = page.goto(f"{address}proofs/{written.stem}.html")
        wide = "boxes => boxes.filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.textContent)"
        cut += page.locator(".claim-statement, .proof-formula, .proof-statement").evaluate_all(wide)
    context.close()
    assert cut == []
