"""Search: questions and refutations are found by a few of their words, without a server as well."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REFUTATIONS = ("algebra", "flip", "frequency", "networks", "practice", "training")
# each with the places by which its section can be reached
TITLES = """headings => headings.map((heading) => {
  const section = heading.closest("section");
  return [heading.textContent, [section, ...section.querySelectorAll(":scope > span")].map((place) => place.id)];
})"""


def search(page, home, words):
    """Return links to what is found, the best first."""
    _ = page.goto(f"{home}search.html?q={'+'.join(words)}")
    page.locator(".search-summary:not(:empty)").wait_for()
    return page.locator("#search-results ul.search > li > a").evaluate_all("links => links.map((link) => link.href)")


def few(title):
    """Return the longest words of a title, in the order in which they stand there."""
    words = re.findall(r"[a-z]{4,}", title.lower())
    longest = sorted(words, key=len, reverse=True)[:3]
    return [word for word in words if word in longest][:3]


def test_each_question_and_refutation_is_found_by_three_of_its_words(page, site):
    home = f"{site.as_uri()}/"
    titles = []
    for name, level in [("questions", "h3"), *((f"refutations/{name}", "h2") for name in REFUTATIONS)]:
        _ = page.goto(f"{home}{name}.html")
        titles += page.locator(f"article {level}").evaluate_all(TITLES)
    assert len(titles) > 70
    missed = []
    for title, places in titles:
        best = [link.partition("#")[2] for link in search(page, home, few(title))[:5]]
        missed += [] if set(places) & set(best) else [(title, few(title), best)]
    assert missed == []


def test_what_is_found_leads_there_and_is_marked(page, address):
    found = search(page, address, ["physical", "impulse"])
    assert found[0].endswith("questions.html#ask-physics-flips")
    assert page.locator("#search-results p.context").count() > 0, "from a server, results have excerpts"
    page.locator("#search-results ul.search > li > a").first.click()
    assert page.url.endswith("questions.html#ask-physics-flips")
    page.locator("span.highlighted").first.wait_for()
    page.get_by_role("link", name="Hide Search Matches").click()
    assert page.locator("span.highlighted").count() == 0


def test_searching_says_nothing_on_the_console(browser, site, address):
    for home in (f"{site.as_uri()}/", address):
        page, heard = browser.new_page(), []
        page.on("console", lambda message, heard=heard: heard.append(message.text))
        assert search(page, home, ["kernel", "flip"])
        _ = page.goto(f"{home}index.html")
        page.get_by_role("searchbox", name="Search").or_(page.get_by_label("Search")).first.fill("impulse")
        page.keyboard.press("Enter")
        page.locator(".search-summary:not(:empty)").wait_for()
        page.close()
        assert heard == []
