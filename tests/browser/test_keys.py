"""Keys: listed in one place, silent in fields, and off for who wants them off. Copying, and links to boxes."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_list_of_keys_opens_and_closes(page, address):
    _ = page.goto(address + "one-flip.html")
    dialog = page.get_by_role("dialog", name="Keys")
    page.keyboard.press("?")
    assert dialog.is_visible()
    assert dialog.get_by_role("row").count() == 7
    page.keyboard.press("n")
    assert page.url.endswith("one-flip.html"), "behind the list nothing moves"
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    page.get_by_role("button", name="Keys").click()
    dialog.get_by_role("button", name="Close").click()
    assert not dialog.is_visible()


def test_keys_lead_on_and_back_and_to_the_search(page, address):
    _ = page.goto(address + "stamp-or-gather.html")
    after = page.locator("link[rel=next]").evaluate("link => link.href")
    with page.expect_navigation():
        page.keyboard.press("n")
    assert page.url == after
    with page.expect_navigation():
        page.keyboard.press("p")
    assert page.url.endswith("stamp-or-gather.html")
    page.keyboard.press("/")
    field = page.locator("input[name=q]")
    page.keyboard.type("n?/p")
    assert field.input_value() == "n?/p", "in a field a letter is a letter"
    assert not page.get_by_role("dialog").is_visible()
    assert page.url.endswith("stamp-or-gather.html")


def test_keys_lead_to_contents_from_any_depth(page, address):
    _ = page.goto(address + "proofs/correlation.html")
    with page.expect_navigation():
        page.keyboard.press("c")
    assert page.url == address + "contents.html"


def test_keys_that_are_turned_off_stay_off(page, address):
    _ = page.goto(address + "one-flip.html")
    page.get_by_role("button", name="Keys").click()
    box = page.get_by_role("checkbox", name="These keys work")
    box.uncheck()
    page.keyboard.press("Escape")
    _ = page.goto(address + "question.html")
    for key in "?/ncpq":
        page.keyboard.press(key)
    assert page.url.endswith("question.html")
    assert not page.get_by_role("dialog").is_visible()
    assert page.evaluate("document.activeElement.name") != "q"
    page.get_by_role("button", name="Keys").click()
    assert not box.is_checked()


@pytest.mark.parametrize("home", ["server", "files"])
def test_code_is_copied_by_keyboard_without_its_prompts(browser, site, address, home):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    _ = page.goto((address if home == "server" else f"{site.as_uri()}/") + "index.html")
    button = page.get_by_role("button", name="Copy to clipboard").first
    button.press("Enter")
    page.locator(".copybtn.success").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").splitlines()[:2] == [
        "from flipconv import convolve, correlate, flip",
        "convolve([0, 0, 1, 0, 0], [1, 2, 3]).tolist()",
    ]
    context.close()


@pytest.mark.parametrize(
    ("name", "of", "target"),
    [
        ("one-flip.html", "claim", "#claim-convolution-prints-the-kernel"),
        ("proofs/correlation.html", "proof", "#proof-flip-law"),
    ],
)
def test_a_box_has_a_link_to_itself_that_a_keyboard_reaches(page, address, name, of, target):
    _ = page.goto(address + name)
    link = page.locator(target).get_by_role("link", name=f"Link to this {of}")
    assert link.evaluate("link => getComputedStyle(link).opacity") == "0"
    page.keyboard.press("Tab")  # from here on the browser shows what has the focus
    link.focus()
    assert link.evaluate("link => getComputedStyle(link).opacity") == "1"
    link.press("Enter")
    assert page.url.endswith(target)
