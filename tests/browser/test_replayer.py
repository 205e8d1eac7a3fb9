"""The bar that replays a proof, in a page that is opened as a file under a strict policy."""

import json
import shutil
from functools import cache

import pytest

from flipconv.proofs.certificates import as_text
from flipconv.proofs.theorems import all_theorems
from flipconv.sphinxext.bundles import bundle
from flipconv.sphinxext.replaying import as_script
from tests.exhibits.pages import ROOT, STATIC, THEME

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A proof</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'">
<link rel="stylesheet" href="furo.css"><link rel="stylesheet" href="flipconv.css">
<link rel="stylesheet" href="replayer.css"><script defer src="replayer.js"></script></head>
<body data-theme="auto"><main><div class="proof container" id="proof-{name}">
{lines}<div class="proof-foot"></div></div>
{script}</main></body></html>
"""
LINE = '<li id="proof-{name}-{number}"><p class="proof-formula">?</p><p class="proof-reason">a reason</p></li>'
CHECK = "Check this proof here"


@cache
def replayer():
    return bundle(ROOT, STATIC / "replayer" / "main.js")


def below(name):
    """Return the names of a theorem and of all that it rests on."""
    return {name}.union(*(below(other) for other in all_theorems()[name].uses))


@pytest.fixture
def box(browser, tmp_path):
    """Open the box of a theorem; whatever the browser complains of is an error."""
    contexts, said = [], []

    def opened(name, left_out=(), scheme="light"):
        context = browser.new_context(color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        for path in (STATIC / "replayer.css", STATIC / "flipconv.css", THEME):
            _ = shutil.copy(path, tmp_path)
        _ = (tmp_path / "replayer.js").write_bytes(replayer())
        steps = json.loads(as_text(all_theorems()[name]))["proof"].get("steps", [])
        items = [LINE.format(name=name, number=number) for number in range(len(steps) + 1)]
        lines = f'<ol class="proof-lines">{"".join(items)}</ol>' if steps else ""
        script = as_script([as_text(all_theorems()[other]) for other in sorted(below(name) - set(left_out))])
        _ = (tmp_path / "page.html").write_text(PAGE.format(name=name, lines=lines, script=script), encoding="utf-8")
        _ = page.goto((tmp_path / "page.html").as_uri())
        return page.locator(".proof")

    yield opened
    for context in contexts:
        context.close()
    assert said == []


def test_a_proof_is_checked_at_the_press_of_a_button(box):
    shown = box("flip-law")
    shown.get_by_role("button", name=CHECK).click()
    said = "Replayed here, in your browser: 5 lines, 1 theorem below it; nothing refused."
    assert shown.get_by_role("status").inner_text() == said
    assert shown.locator("li.is-checked").count() == 6
    assert shown.locator("li").first.inner_text().endswith("✓ checked")


def test_it_is_gone_through_line_by_line_with_the_keyboard_alone(box):
    shown = box("flip-law")
    page = shown.page
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    said = []
    for count in range(1, 7):
        page.keyboard.press("Enter")
        said.append(shown.get_by_role("status").inner_text())
        assert shown.locator("li.is-checked").count() == count
        assert shown.locator("[aria-current=step]").get_attribute("id") == f"proof-flip-law-{count - 1}"
    assert said[1:3] == ["Line 1 follows by the rule use.", "Line 2 follows by the rule unfold."]
    page.keyboard.press("Enter")
    assert shown.get_by_role("status").inner_text().endswith("nothing refused.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_line_is_broken_refused_and_restored(box, scheme):
    shown = box("flip-law", scheme=scheme)
    choice, status = shown.get_by_label("Break a line"), shown.get_by_role("status")
    choice.focus()
    words = choice.locator("option").all_inner_texts()
    assert words[0] == "nothing"
    assert {"put 2k for k in a sum", "drop a minus", "exchange two factors", "drop a hypothesis"} <= set(words)
    for word in words[1:]:
        _ = choice.select_option(label=word)
        assert "refused: " in status.inner_text()
        assert shown.locator("li.is-refused").count() == 1
        assert shown.locator("li.is-refused").inner_text().endswith("✗ refused")
        assert contrast(shown.locator("li.is-refused .replay-mark")) >= 4.5
    _ = choice.select_option(label="put 2k for k in a sum")
    assert status.inner_text().startswith("Line 3 refused: the change of variables has determinant -2, not 1 or -1")
    shown.get_by_role("button", name="Restore").click()
    assert status.inner_text() == "The proof is as it was."
    assert shown.locator(".is-refused, .is-checked").count() == 0
    assert choice.input_value() == ""
    for name in (CHECK, "Next line"):
        assert contrast(shown.get_by_role("button", name=name)) >= 4.5


def contrast(element):
    """Return the contrast of an element's text with what lies behind it."""
    colours = element.evaluate("""(element) => {
      const shades = [getComputedStyle(element).color];
      for (let at = element; at; at = at.parentElement) shades.push(getComputedStyle(at).backgroundColor);
      const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
      const context = canvas.getContext("2d", { willReadFrequently: true });
      return shades.map((shade) => {
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = shade;
        context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data];
      });
    }""")
    text, behind = colours[0], next(shade for shade in colours[1:] if shade[3])
    lighter, darker = sorted((luminance(text), luminance(behind)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    parts = [part / 255 for part in colour[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_an_induction_has_no_lines_but_is_checked(box):
    name = next(name for name, theorem in all_theorems().items() if not isinstance(theorem.proof, tuple))
    shown = box(name)
    assert shown.get_by_role("button", name="Next line").count() == 0
    shown.get_by_role("button", name=CHECK).click()
    assert "an induction" in shown.get_by_role("status").inner_text()


def test_a_page_that_lacks_a_certificate_says_so(box):
    shown = box("flip-law", left_out=["convolution-commutes"])
    shown.get_by_role("button", name=CHECK).click()
    said = shown.get_by_role("status").inner_text()
    assert said == 'Before the first line refused: it uses "convolution-commutes", which is missing or refused.'
