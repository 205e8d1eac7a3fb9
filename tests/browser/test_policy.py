"""What stands in pages: scripts are the site's own files, data, or the one that the policy names."""

import re
from html.parser import HTMLParser

import pytest

from flipconv.sphinxext.policy import digest, policy

THEMES = '\n      document.body.dataset.theme = localStorage.getItem("theme") || "auto";\n    '
POLICY = f'<meta http-equiv="Content-Security-Policy" content="{policy([THEMES])}">'


class Reader(HTMLParser):
    """Collects what could run in a page, and what its policy says."""

    def __init__(self):
        super().__init__()
        self.wrong: list[str] = []
        self.allowed = ""
        self._script: str | None = None

    def handle_starttag(self, tag, attrs):
        known = {name: value or "" for name, value in attrs}
        if known.get("http-equiv", "").lower() == "content-security-policy":
            self.allowed = known["content"]
        self.wrong += [f"{tag} {name}" for name, value in known.items() if name.startswith("on")]
        self.wrong += [f"{tag} {value}" for value in known.values() if value.strip().lower().startswith("javascript:")]
        if tag == "script" and not self.allowed:
            self.wrong.append("a script before the policy")
        if tag == "script" and re.match(r"[a-z]+:|//", known.get("src", "")):
            self.wrong.append(f"script {known['src']}")
        if tag == "script" and "src" not in known and known.get("type") != "application/json":
            self._script = ""

    def handle_data(self, data):
        if self._script is not None:
            self._script += data

    def handle_endtag(self, tag):
        if self._script is not None:
            if digest(self._script) not in self.allowed:
                self.wrong.append(f"script {self._script.strip()[:60]}")
            self._script = None


def wrong(page):
    """Return what a page must not hold."""
    reader = Reader()
    reader.feed(page)
    rules = dict(part.split(" ", 1) for part in reader.allowed.split("; ")) if reader.allowed else {}
    if rules.get("default-src") != "'none'" or "unsafe" in rules.get("script-src", "unsafe"):
        reader.wrong.append(f"policy {reader.allowed!r}")
    return reader.wrong


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<script>{THEMES}</script>", []),
        ('<script src="_static/flipconv.js"></script>', []),
        ('<script type="application/json">{"a": 1}</script>', []),
        ("<script>alert(1)</script>", ["script alert(1)"]),
        (f"<script>{THEMES} </script>", [f"script {THEMES.strip()[:60]}"]),
        ('<script src="https://example.org/x.js"></script>', ["script https://example.org/x.js"]),
        ('<p onclick="alert(1)">', ["p onclick"]),
        ('<a href="javascript:alert(1)">', ["a javascript:alert(1)"]),
    ],
)
def test_what_could_run_is_seen(body, expected):
    assert wrong(POLICY + body) == expected


def test_a_page_without_a_policy_and_one_that_allows_all_are_seen():
    assert wrong("<p>") != []
    assert wrong(POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")) != []
    assert wrong("<script></script>" + POLICY)[0] == "a script before the policy"


@pytest.mark.browser
@pytest.mark.slow
def test_no_page_holds_what_it_must_not(site, names):
    found = {name: wrong((site / name).read_text(encoding="utf-8")) for name in names}
    assert {name: what for name, what in found.items() if what} == {}
    policies = {re.search(r'content="(default-src[^"]*)"', (site / name).read_text(encoding="utf-8")) for name in names}
    assert {match[1] for match in policies if match} == {policy([THEMES])}, "one script in all pages, and no other"
