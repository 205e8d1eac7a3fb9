"""The stepper in a browser: by mouse and by keys, at two widths, and on random states."""

import numpy as np
import pytest

from flipconv.exhibits.stepper import H, X, answered
from tests.browser.sending import FITS, SEND
from tests.exhibits.test_stepper import drawn

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = (1280, 390)
READ = """() => {
  const number = (text) => Number(text.replace("−", "-"));
  const cells = (table) => [...table.rows].map((row) => [...row.cells]);
  const [block, outputs] = [".block table", ".results table"].map((path) => document.querySelector(path));
  return {
    products: cells(block).map((row) => row.map((cell) => number(cell.lastChild.textContent))),
    factors: cells(block).flat().map((cell) => cell.querySelector("small").textContent),
    outputs: cells(outputs).map((row) => row.map((cell) => cell.textContent)),
    ring: cells(outputs).flatMap((row, i) => row.flatMap((cell, j) => (cell.matches(".ring") ? [i, j] : []))),
    formula: document.querySelector(".formula").textContent,
    code: document.querySelector("code").textContent,
    said: document.querySelector("[role=status]").textContent,
  };
}"""


def check(page, case):
    """Compare all that is shown with what the library answers."""
    shown, answer, place = page.evaluate(READ), case["answer"], case["state"]["place"]
    assert shown["products"] == answer["products"]
    assert shown["formula"] == answer["formula"]
    assert " + ".join(text[:-2] for text in shown["factors"]) == answer["formula"].split(" = ")[0]
    assert shown["code"] == answer["code"]
    assert shown["ring"] == answer["at"]
    flat = [str(y).replace("-", "−") for row in answer["outputs"] for y in row]
    assert [text for row in shown["outputs"] for text in row] == [y if k <= place else "?" for k, y in enumerate(flat)]
    assert f"Output {place + 1} of {len(flat)}." in shown["said"]


def wanted(operation, mode, place):
    """Return what the library answers for the image that the exhibit begins with."""
    return answered(X, H, operation, mode, place)


@pytest.mark.parametrize("width", WIDTHS)
def test_by_keys_alone(exhibit_page, width):
    page = exhibit_page("stepper", width)
    check(page, wanted("correlate", "valid", 1))
    page.keyboard.press("Tab")  # the operation that is chosen
    page.keyboard.press("ArrowRight")
    check(page, wanted("convolve", "valid", 1))
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    check(page, wanted("convolve", "full", 0))
    page.keyboard.press("Tab")
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    check(page, wanted("convolve", "full", 9))
    page.keyboard.press("End")
    check(page, wanted("convolve", "full", 34))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Previous
    check(page, wanted("convolve", "full", 33))
    for _ in range(3):  # Next, Play, Pin
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.get_by_text("pinned: convolve").is_visible()
    page.keyboard.press("Tab")  # the signal
    page.keyboard.press("Tab")  # the first output
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    check(page, wanted("convolve", "full", 8))
    page.keyboard.press("ArrowRight")  # focus has stayed on the output that was picked
    page.keyboard.press("Space")
    check(page, wanted("convolve", "full", 9))


@pytest.mark.parametrize("width", WIDTHS)
def test_by_mouse_alone(exhibit_page, width):
    page = exhibit_page("stepper", width)
    page.get_by_role("button", name="Next").click()
    check(page, wanted("correlate", "valid", 2))
    page.get_by_role("button", name="Previous").click()
    page.get_by_role("button", name="Pin this window").click()
    page.get_by_role("radio", name="convolve").check()
    check(page, wanted("convolve", "valid", 1))
    pinned = page.locator("figure.block").nth(1)
    assert [cell.inner_text().split("\n")[-1] for cell in pinned.locator("td").all()] == [
        "0",
        "2",
        "0",
        "12",
        "0",
        "−2",
    ]
    assert "sum 12" in pinned.inner_text()
    page.get_by_role("button", name="Unpin").click()
    assert not pinned.is_visible()
    start, end = (page.locator(".signal tr").nth(r).locator("td").nth(c).bounding_box() for r, c in ((1, 2), (3, 3)))
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 8, end["y"] + 8, steps=7)
    check(page, wanted("convolve", "valid", 8))
    page.mouse.move(end["x"] + 500, 5, steps=3)  # beyond the ends the window stays at the nearest place
    check(page, wanted("convolve", "valid", 2))
    page.mouse.up()
    page.mouse.move(start["x"], start["y"])
    check(page, wanted("convolve", "valid", 2))
    page.locator(".results td").nth(3).click()
    check(page, wanted("convolve", "valid", 3))


def test_it_plays_only_when_asked_and_not_for_who_wants_less_motion(exhibit_page):
    page = exhibit_page("stepper", 1280)
    page.clock.install()
    page.clock.run_for(5000)
    check(page, wanted("correlate", "valid", 1))
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(2100)
    check(page, wanted("correlate", "valid", 3))
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(3000)
    check(page, wanted("correlate", "valid", 3))
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(60000)
    check(page, wanted("correlate", "valid", 8))
    page.get_by_role("button", name="Play").click()
    check(page, wanted("correlate", "valid", 0))
    page.emulate_media(reduced_motion="reduce")
    page.get_by_text("asks for less motion").wait_for()
    page.clock.run_for(3000)
    check(page, wanted("correlate", "valid", 0))
    assert page.get_by_role("button", name="Play").count() == page.get_by_role("button", name="Pause").count() == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_random_states_show_what_the_library_answers(exhibit_page, width):
    page = exhibit_page("stepper", width)
    for operation in ("correlate", "convolve"):
        for mode in ("valid", "full"):
            for case in drawn(operation, mode, 50, 47):
                page.evaluate(
                    SEND,
                    case["state"],
                )
                check(page, case)
                assert page.evaluate(FITS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_targets_are_large_enough(exhibit_page, width, scheme):
    page = exhibit_page("stepper", width)
    page.emulate_media(color_scheme=scheme)
    page.get_by_role("radio", name="over its ends too").check()
    sizes = page.evaluate(
        "[...document.querySelectorAll('.exhibit :is(button:not([hidden]), label:has(input), input[type=range])')]"
        ".map((part) => part.getBoundingClientRect()).map(({ width, height }) => [width, height])"
    )
    assert np.array(sizes).min() >= 24
