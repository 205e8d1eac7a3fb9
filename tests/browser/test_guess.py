"""The questions in a browser: by mouse and by keys, at two widths, and on random states."""

import numpy as np
import pytest

from flipconv.exhibits.guess import GUESSES, answered
from flipconv.exhibits.questions import QUESTIONS
from tests.browser.sending import FITS, SEND

pytestmark = [pytest.mark.browser, pytest.mark.slow]
READ = """() => [...document.querySelectorAll(".choice")].map((choice) => ({
  grids: [...choice.querySelectorAll("table")].map((table) =>
    [...table.rows].map((row) => [...row.cells].map((cell) => Number(cell.textContent.replace("−", "-"))))),
  coloured: choice.querySelector("[class*=weight]") !== null,
  verdict: choice.querySelector("strong")?.textContent ?? null,
}))"""


def check(page, question, case, guess=None):
    """Compare the choices with the library's; before the guess there is no colour and no verdict, after it there is."""
    answer = case["answer"]
    for k, shown in enumerate(page.evaluate(READ)):
        offered = case["state"]["choices"][k]["h"] if question.offered == "h" else answer["made"][k]
        compared = [answer["made"][k], answer["asked"][k]][: len(question.compared)] if guess is not None else []
        assert shown["grids"] == [offered, *compared]
        if guess is None:
            assert (shown["coloured"], shown["verdict"]) == (False, None)
        else:
            right = k in answer["right"]
            assert shown["verdict"] == ("✓ this one" if right else "✗ your guess" if k == guess else "")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", GUESSES)
def test_by_mouse_alone(exhibit_page, name, width):
    page, question = exhibit_page(name, width), QUESTIONS[name]
    case = answered(question.state(question.x, question.h))
    press = page.get_by_role("button")
    press.click()
    assert page.get_by_role("status").inner_text() == "First choose one of them."
    check(page, question, case)
    for k, differ in enumerate(case["answer"]["differ"]):
        page.locator(".choice table").nth(k).click()
        press.click()
        check(page, question, case, k)
        assert page.evaluate("document.querySelector('.choice [class*=weight]') !== null")
        said = page.get_by_role("status").inner_text()
        assert said.startswith(f"No. With {'ABCD'[k]}, {differ} numbers" if differ else f"Yes, {'ABCD'[k]}.")
        assert said.endswith(question.why)
        assert page.evaluate(FITS)
        press.click()
        check(page, question, case)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", GUESSES)
def test_by_keys_alone(exhibit_page, name, width):
    page, question = exhibit_page(name, width), QUESTIONS[name]
    case = answered(question.state(question.x, question.h))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")  # the second choice
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    check(page, question, case, 1)
    page.keyboard.press("Enter")  # focus is on the same button, which now says "Try again"
    check(page, question, case)


@pytest.mark.parametrize("name", GUESSES)
def test_random_states_show_what_the_library_answers(exhibit_page, name):
    page, question, rng = exhibit_page(name, 390), QUESTIONS[name], np.random.default_rng(53)
    for _ in range(40):
        case = answered(question.state(rng.integers(-9, 10, question.x.shape), rng.integers(-9, 10, question.h.shape)))
        page.evaluate(
            SEND,
            case["state"],
        )
        check(page, question, case)
        page.get_by_role("radio").first.check()
        page.get_by_role("button").click()
        check(page, question, case, 0)
