"""The page for addresses that lead nowhere, under a project's path and at any depth."""

import functools
import http.server
import threading

import pytest

from flipconv.sphinxext.notfound import rooted

PATH = "/flipconv"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="question.html">', '<a href="/flipconv/question.html">'),
        ('<form action="search.html">', '<form action="/flipconv/search.html">'),
        ('<html data-content_root="./">', '<html data-content_root="/flipconv/">'),
        ('<link rel="x" href="_static/a.css?v=1">', '<link rel="x" href="/flipconv/_static/a.css?v=1">'),
        ('<a href="https://furo.example/">', '<a href="https://furo.example/">'),
        ('<a href="#">', '<a href="#">'),
        ('<a href="/flipconv/question.html">', '<a href="/flipconv/question.html">'),
    ],
)
def test_links_are_rooted_once(before, after):
    assert rooted(before, "https://example.org/flipconv/") == after
    assert rooted(after, "https://example.org/flipconv") == after


def test_a_site_at_the_root_of_its_host_has_no_path():
    assert rooted('<a href="question.html">', "https://example.org/") == '<a href="/question.html">'


@pytest.fixture
def host(site):
    """Serve as GitHub Pages does: the site below a path, and its own page for what is not there."""
    missing = rooted((site / "404.html").read_text(encoding="utf-8"), f"https://example.org{PATH}/").encode()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format, *args):
            """Say nothing."""

        def translate_path(self, path):
            return super().translate_path(path.removeprefix(PATH) if path.startswith(PATH) else "/nowhere")

        def send_error(self, code, message=None, explain=None):
            self.send_response(404)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            _ = self.wfile.write(missing)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}{PATH}/"
        server.shutdown()
        thread.join()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("depth", ["", "a/", "a/b/c/"])
def test_it_looks_like_the_others_and_leads_to_them(page, host, depth):
    failed: list[str] = []
    page.on("response", lambda answer: answer.status < 400 or failed.append(answer.url))
    asked = f"{host}{depth}renamed.html"
    _ = page.goto(asked)
    assert failed == [asked], "styles and scripts are all found"
    assert page.get_by_role("heading", name="This page is not there").is_visible()
    page.get_by_role("main").get_by_role("link", name="Questions").click()
    assert page.url == f"{host}questions.html"
    _ = page.goto(asked)
    page.get_by_label("What are you looking for?").fill("impulse")
    page.keyboard.press("Enter")
    page.locator("#search-results li").first.wait_for()
    assert page.url.startswith(f"{host}search.html?q=impulse")
