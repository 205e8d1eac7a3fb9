"""Parts of the finished site in a real browser: pictures, films, the ledger, the graph, proofs."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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
