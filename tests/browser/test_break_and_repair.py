"""The network that is broken and repaired, in a browser: by mouse, by keyboard, and 200 states from outside."""

import numpy as np
import pytest

from flipconv.exhibits import EXHIBITS
from flipconv.exhibits.break_and_repair import answered
from tests.browser.sending import read_after_each

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = pytest.mark.parametrize("width", [1280, 390])
READ = """() => {
  const all = (selector) => [...document.querySelectorAll(`.exhibit-stage ${selector}`)];
  const number = (text) => Number(text.replace("−", "-"));
  const rows = (table) => [...table.rows].map((row) => [...row.cells].map((cell) => number(cell.innerText)));
  const digits = all(".digits button");
  return {
    predictions: digits.map((each) => each.innerText.replace("✗", "").trim()).join(""),
    right: digits.filter((each) => !each.innerText.includes("✗") && !each.classList.contains("wrong")).length,
    correct: parseInt(document.querySelector(".exhibit-stage output.correct").value),
    meter: document.querySelector(".exhibit-stage meter").value,
    said: document.querySelector("[role=status]").innerText,
    scores: all(".score-bar").map((bar) => Number(bar.parentElement.nextElementSibling.dataset.score)),
    kernels: all("table.numbers").map(rows),
    flipped: all("[aria-pressed]:not([data-image])").map((each) => each.getAttribute("aria-pressed") === "true"),
    operation: document.querySelector("input[type=radio]:checked").value,
    image: digits.findIndex((each) => each.getAttribute("aria-pressed") === "true"),
  };
}"""
READ_EACH = read_after_each(READ)


def shown(page):
    return page.evaluate(READ)


def assert_shows(found, case):
    state, answer = case["state"], case["answer"]
    assert {name: found[name] for name in state} == state
    assert {name: found[name] for name in ("predictions", "correct", "scores", "kernels")} == {
        name: answer[name] for name in ("predictions", "correct", "scores", "kernels")
    }
    assert found["right"] == found["meter"] == answer["correct"]
    assert f"{answer['other']} of 100 digits have other scores" in found["said"]


def expected(*, flipped=(False, False, False), operation="correlate", image=0):
    return answered(tuple(flipped), operation, image)


@WIDTHS
def test_states_from_outside_show_the_librarys_numbers(exhibit_page, width):
    rng, cases = np.random.default_rng(43), []
    for number in range(200):
        flipped = tuple(bool(turn) for turn in rng.integers(0, 2, 3))
        cases.append(answered(flipped, ("correlate", "convolve")[number % 2], int(rng.integers(100))))
    page = exhibit_page("break-and-repair", width)
    for found, case in zip(page.evaluate(READ_EACH, [case["state"] for case in cases]), cases, strict=True):
        assert_shows(found, case)


@WIDTHS
def test_by_mouse(exhibit_page, width):
    page = exhibit_page("break-and-repair", width)
    assert_shows(shown(page), EXHIBITS["break-and-repair"]().data["cases"][0])
    page.get_by_role("button", name="Flip layer 2").click()
    assert_shows(shown(page), expected(flipped=(False, True, False)))
    page.get_by_role("button", name="Repair").click()
    assert_shows(shown(page), expected())
    page.get_by_label("convolve").check()
    assert_shows(shown(page), expected(operation="convolve"))
    assert "layer 1, 2, 3" in shown(page)["said"]
    page.get_by_role("button", name="Repair").click()
    assert_shows(shown(page), expected(flipped=(True, True, True), operation="convolve"))
    assert "Repaired" in shown(page)["said"]
    page.get_by_role("group", name="digits").get_by_role("button").nth(37).click()
    assert_shows(shown(page), expected(flipped=(True, True, True), operation="convolve", image=37))
    # the table shows the scores to two places, and those as trained are the same
    cells = page.get_by_role("table", name="scores").locator("tr").nth(4).locator("td").all_inner_texts()
    assert cells[2] == cells[3]
    assert float(cells[2].replace("−", "-")) == pytest.approx(
        expected(image=37)["answer"]["scores"][3] / 2**20, abs=0.005
    )


@WIDTHS
def test_by_keyboard_alone(exhibit_page, width):
    page = exhibit_page("break-and-repair", width)
    press = page.keyboard.press
    press("Tab")
    press("Enter")
    press("Tab")
    press("Space")
    assert_shows(shown(page), expected(flipped=(True, True, False)))
    press("Tab")
    press("Tab")
    assert page.evaluate("document.activeElement.value") == "correlate"
    press("ArrowRight")
    assert_shows(shown(page), expected(flipped=(True, True, False), operation="convolve"))
    press("Tab")
    press("Enter")
    assert_shows(shown(page), expected(flipped=(True, True, True), operation="convolve"))
    press("Tab")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowRight", "ArrowLeft"):
        press(key)
    assert page.evaluate("document.activeElement.dataset.image") == "11"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert_shows(shown(page), expected(flipped=(True, True, True), operation="convolve", image=11))
    # the digits are one stop of the Tab key
    press("Shift+Tab")
    assert page.evaluate("document.activeElement.innerText").startswith("Repair")


@WIDTHS
def test_targets_are_large_enough(exhibit_page, width):
    page = exhibit_page("break-and-repair", width)
    size = "({ offsetWidth, offsetHeight }) => Math.min(offsetWidth, offsetHeight)"
    sizes = page.evaluate(f"[...document.querySelectorAll('.exhibit button')].map({size})")
    assert len(sizes) == 104
    assert min(sizes) >= 24
