"""The dot-product tester in a browser: by mouse, by keyboard, and 200 states from outside."""

import numpy as np
import pytest

from tests.browser.sending import FITS, read_after_each
from tests.exhibits.test_dot_product import drawn

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = pytest.mark.parametrize("width", [1280, 390])
READ = """() => {
  const found = {};
  for (const place of document.querySelectorAll("[data-name]")) {
    const cells = [...place.querySelectorAll("td")].map((cell) => cell.innerText);
    found[place.dataset.name] = place.tagName === "DIV" ? cells : place.innerText;
  }
  return { ...found, said: document.querySelector("[role=status]").innerText };
}"""
READ_EACH = read_after_each(READ)


def number(text):
    """Return the pair that a page writes as 3−2i."""
    value = complex(text.replace("−", "-").replace("i", "j"))
    return [int(value.real), int(value.imag)]


def shown(page):
    return page.evaluate(READ)


@WIDTHS
def test_states_from_outside_show_the_librarys_numbers(exhibit_page, width):
    rng = np.random.default_rng(43)
    cases = [drawn(rng) for _ in range(200)]
    page = exhibit_page("dot-product", width)
    for case, seen in zip(cases, page.evaluate(READ_EACH, [case["state"] for case in cases]), strict=True):
        known = case["state"] | case["answer"]
        for name in ("h", "x", "y", "Ax", "By", "taps"):
            assert [number(text) for text in seen[name]] == known[name]
        assert number(seen["left"]) == known["left"]
        assert (seen["right"] == "not defined") if known["right"] is None else (number(seen["right"]) == known["right"])
        assert ("do not agree" in seen["said"]) is not known["agree"]
        if known["right"] is not None and not known["agree"]:
            assert number(seen["said"].rpartition(" ")[2].rstrip(".")) == known["difference"]
    assert page.evaluate(FITS)


@WIDTHS
def test_by_mouse(exhibit_page, width):
    page = exhibit_page("dot-product", width)
    proposal, told = page.get_by_role("group", name="B, your proposal"), page.get_by_role("status")
    assert "do not agree" in told.inner_text()
    proposal.get_by_label("kernel flipped").click()
    assert "agree in this draw" in told.inner_text()
    assert shown(page)["taps"] == ["3", "2", "1"]
    page.get_by_role("button", name="Draw 20 times").click()
    assert "Agreed in 20 draws of 20. B passes as the adjoint of A. The taps are real" in told.inner_text()
    page.get_by_label("Kernel", exact=True).select_option("complex taps")
    page.get_by_role("button", name="Draw 20 times").click()
    assert "Agreed in 20" not in told.inner_text()
    proposal.get_by_label("kernel conjugated").click()
    page.get_by_role("button", name="Draw 20 times").click()
    assert told.inner_text() == "Agreed in 20 draws of 20. B passes as the adjoint of A."
    assert shown(page)["back"] == 'B y = convolve(y, conj(flip(h)), mode="valid")'
    proposal.get_by_label("mode").select_option("full")
    assert "B y has 9 numbers, and x has 5" in told.inner_text()


@WIDTHS
def test_by_keyboard_alone(exhibit_page, width):
    page = exhibit_page("dot-product", width)
    press = page.keyboard.press
    before = shown(page)["x"]
    press("Tab")
    press("ArrowDown")  # four taps
    assert len(shown(page)["h"]) == 4
    press("Tab")
    drawings = []
    for _ in range(3):
        press("Enter")
        drawings.append(shown(page)["x"])
    assert any(drawing != before for drawing in drawings)
    for _ in range(3):
        press("Tab")
    press("ArrowDown")  # A: full becomes same, and the anchor turns up
    press("Tab")
    press("ArrowUp")
    assert shown(page)["forward"] == 'A x = convolve(x, h, mode="same", anchor=2)'
    press("Tab")
    press("ArrowDown")  # B: correlate
    for _ in range(3):
        press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    press("ArrowUp")  # valid becomes same
    press("Tab")
    press("ArrowUp")
    assert shown(page)["back"] == 'B y = correlate(y, h, mode="same", anchor=2)'
    assert "agree in this draw" in page.get_by_role("status").inner_text()


@WIDTHS
def test_a_symmetric_kernel_is_named_as_one_that_tells_little(exhibit_page, width):
    page = exhibit_page("dot-product", width)
    page.get_by_label("Kernel", exact=True).select_option("symmetric: tells little")
    page.get_by_role("button", name="Draw 20 times").click()
    assert "its own conjugate flip" in page.get_by_role("status").inner_text()
