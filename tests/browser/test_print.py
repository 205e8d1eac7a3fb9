"""On paper: the page's text and pictures in one ink, whatever the screen shows, and nothing folded."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ("one-flip.html", "proofs/correlation.html", "auto_gallery/plot_two_diagonals.html", "ledger.html")
PAPER = 673  # CSS pixels between the margins of a sheet of A4
GONE = (".sidebar-drawer", ".toc-drawer", ".mobile-header", ".copybtn", ".related-pages", ".keys-opener", ".headerlink")
GROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_prints_whole_and_light(browser, address, name):
    context = browser.new_context(viewport={"width": PAPER, "height": 950}, color_scheme="dark")
    page = context.new_page()
    _ = page.goto(address + name)
    assert page.evaluate(GROUND) != "rgb(255, 255, 255)"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
    assert [part for part in GONE if page.locator(f"{part}:visible").count()] == []
    assert page.locator(".only-dark:visible").count() == 0
    for picture in page.locator("article img.only-light").all():
        assert picture.is_visible()
        assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
    folded = "parts => parts.filter(part => !part.checkVisibility({ contentVisibilityAuto: true })).length"
    assert page.locator("article details.claim-how > :not(summary)").evaluate_all(folded) == 0
    context.close()


def test_a_link_to_elsewhere_is_spelled_on_paper(page, address):
    _ = page.goto(address + "one-flip.html")
    page.emulate_media(media="print")
    link = page.locator("article a.external[href^='http']").first
    assert "http" in link.evaluate("link => getComputedStyle(link, '::after').content")
