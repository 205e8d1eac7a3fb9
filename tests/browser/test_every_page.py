"""
Every page, at both widths and in both schemes: accessible, silent, closed, and no wider than the screen.

Each is loaded once per width, in light, and then turned dark. In light all rules of axe-core run that belong
to WCAG 2.2 A and AA. In dark only those run that look at colours: the scheme changes nothing else, and the
tests of pictures see that each scheme shows its own.

Two things are left out, for time. The boxes of single glyphs in formulas are half of all elements; they are hidden
from screen readers, and another look sees that each has the colour of its text. On a telephone the two drawers
are closed; they hold what they hold at the other width, and are opened on one page.
"""

import json
from pathlib import Path

import pytest

from flipconv.sphinxext.typesetter import install

ROOT = Path(__file__).resolve().parents[2]
WIDTHS = (1280, 390)
PARTS = 6  # processes share them
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# one rule would fetch all style sheets once more on every page; a test reads them for it
ALL = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], "preload": False}
BY_COLOUR = ["color-contrast", "link-in-text-block"]
COLOURS = {"runOnly": {"type": "rule", "values": BY_COLOUR}, "resultTypes": ["violations"]}
GLYPHS, DRAWERS = ".katex-html", ".sidebar-drawer, .toc-drawer"
ODD_COLOURS = """[...document.querySelectorAll(".katex-html")].filter((formula) => {
  const colour = getComputedStyle(formula.parentElement.parentElement).color;
  return [...formula.querySelectorAll("*")].some((part) => getComputedStyle(part).color !== colour);
}).length"""
WIDE = "document.documentElement.scrollWidth"
REPORT = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
});
"""

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="session")
def axe():
    """Return the locked axe-core."""
    return (install(ROOT, "axe-core") / "axe.min.js").read_text(encoding="utf-8")


def violations(page, axe, rules, *apart):
    """Return what a page violates, a line for each element; some parts of it are not looked at."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    run = "([apart, rules]) => axe.run({ exclude: apart }, rules)"
    found = page.evaluate(run, [[GLYPHS, *apart], rules])["violations"]
    elements = [(rule["id"], node) for rule in found for node in rule["nodes"]]
    return [f"{rule}: {json.dumps(node['target'])} {node['html'][:120]}" for rule, node in elements]


def watched(context, home):
    """Open a page, and return it with a list of all that it says and asks for from elsewhere."""
    page, heard = context.new_page(), []
    page.add_init_script(REPORT)
    page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: request.url.startswith((home, "data:", "blob:")) or heard.append(request.url))
    page.on("response", lambda response: response.status < 400 or heard.append(f"{response.status} {response.url}"))
    return page, heard


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_accessible_silent_and_fits(browser, address, names, axe, width, part):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page, heard = watched(context, address)
    wrong, apart = [], [DRAWERS] if width < 1000 else []
    for name in names[part::PARTS]:
        page.emulate_media(color_scheme="light")
        _ = page.goto(address + name, wait_until="load")
        found = [f"light {line}" for line in violations(page, axe, ALL, *apart)]
        found += [f"is {wide} px wide"] if (wide := page.evaluate(WIDE)) > width else []
        page.emulate_media(color_scheme="dark")
        found += [f"dark {line}" for line in violations(page, axe, COLOURS, *apart)]
        found += [f"formulas of another colour than their text: {odd}"] if (odd := page.evaluate(ODD_COLOURS)) else []
        wrong += [f"{name} at {width} px: {line}" for line in [*found, *heard]]
        heard.clear()
    context.close()
    assert wrong == []


def test_every_page_is_silent_from_files(browser, site, names):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, heard = watched(context, site.as_uri())
    wrong = []
    for name in names:
        _ = page.goto((site / name).as_uri(), wait_until="load")
        wrong += [f"{name}: {line}" for line in heard]
        heard.clear()
    context.close()
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("opened", ["#__navigation", "#__toc", "dialog"])
def test_what_opens_is_accessible_too(browser, address, axe, opened, scheme):
    context = browser.new_context(viewport={"width": 390, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    _ = page.goto(address + "one-flip.html")
    if opened == "dialog":
        page.keyboard.press("?")
    else:
        page.locator(opened).dispatch_event("click")
    assert page.locator({"#__navigation": ".sidebar-tree", "#__toc": ".toc-tree"}.get(opened, opened)).is_visible()
    page.evaluate("Promise.all(document.getAnimations().map((animation) => animation.finished))")
    assert violations(page, axe, ALL) == []
    context.close()


def test_no_style_depends_on_how_a_telephone_is_held(site):
    assert [path for path in site.rglob("*.css") if "orientation:" in path.read_text(encoding="utf-8")] == []


def test_a_planted_violation_is_found(page, address, axe):
    """What stays silent when there is something to say proves nothing."""
    _ = page.goto(address + "index.html")
    assert violations(page, axe, ALL) == []
    plant = "html => document.querySelector('article').insertAdjacentHTML('beforeend', html)"
    page.evaluate(plant, '<img src="_static/favicon.svg"><p style="color: #999; background: #fff">Too pale</p>')
    assert {line.partition(":")[0] for line in violations(page, axe, ALL)} == {"image-alt", "color-contrast"}
    assert {line.partition(":")[0] for line in violations(page, axe, COLOURS)} == {"color-contrast"}


@pytest.mark.parametrize(
    ("planted", "heard_of"),
    [
        ("<script>window.planted = true</script>", "script-src"),
        ('<button onclick="window.planted = true">x</button>', "script-src"),
        ('<img alt="" src="https://example.org/x.png">', "img-src"),
    ],
)
def test_the_policy_stops_what_is_planted_and_it_is_heard(browser, site, address, planted, heard_of):
    context = browser.new_context()
    page, heard = watched(context, address)
    changed = (site / "index.html").read_text(encoding="utf-8").replace("<footer>", f"<footer>{planted}")
    page.route("**/index.html", lambda route: route.fulfill(body=changed, content_type="text/html"))
    _ = page.goto(address + "index.html")
    page.evaluate("document.querySelector('footer button')?.click()")
    assert page.evaluate("window.planted") is None
    assert any(heard_of in line for line in heard)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_stored_scheme_is_there_before_the_first_paint(page, address, scheme):
    """The one script that stands in a page runs: it is allowed by its hash."""
    page.add_init_script(f"localStorage.setItem('theme', '{scheme}')")
    page.route("**/*.js*", lambda route: route.abort())
    _ = page.goto(address + "index.html")
    assert page.evaluate("document.body.dataset.theme") == scheme


def test_the_button_goes_through_the_schemes_in_silence(browser, address):
    context = browser.new_context(color_scheme="dark")
    page, heard = watched(context, address)
    _ = page.goto(address + "index.html")
    seen = []
    for _ in range(3):
        page.locator(".theme-toggle:visible").click()
        seen.append(page.evaluate("[document.body.dataset.theme, localStorage.getItem('theme')]"))
    assert seen == [["light", "light"], ["dark", "dark"], ["auto", "auto"]]
    assert heard == []
    context.close()
