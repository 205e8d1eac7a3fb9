"""The playground in a browser: by mouse, by keyboard, 200 states from outside, its address, and its speed of answer."""

import re

import numpy as np
import pytest

from flipconv.exhibits import EXHIBITS
from flipconv.exhibits.playground import F
from flipconv.figures.photographs import portrait
from flipconv.operators import convolve, correlate
from tests.browser.sending import read_after_each
from tests.exhibits.pages import write_page
from tests.exhibits.test_playground import drawn

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = pytest.mark.parametrize("width", [1280, 390])
# what stands in the cells of an output
READ = """(kind) => {
  const rows = [...document.querySelectorAll(`[data-output=${kind}] tr`)];
  return rows.map((row) => [...row.cells].map((cell) => Number(cell.innerText.replace("−", "-"))));
}"""
TOLD = 'document.querySelector("[role=status]").innerText'
READ_EACH = read_after_each(f"() => [...['convolve', 'correlate', 'less'].map({READ}), {TOLD}]")


def said_numbers(said):
    """Return what the status line says of the picked output: convolution and correlation."""
    (numbers,) = re.findall(r" = (−?\d+)\. The correlation gives (−?\d+) there", said)
    return [int(text.replace("−", "-")) for text in numbers]


def outputs(state):
    given = {"mode": "same", "boundary": state["border"], "anchor": tuple(state["anchor"])}
    first, second = (operation(state["x"], state["h"], **given) for operation in (convolve, correlate))
    return [first.tolist(), second.tolist(), (first - second).tolist()]


@WIDTHS
def test_states_from_outside_show_the_librarys_numbers(exhibit_page, width):
    states = [{**state, "operation": "both", "input": "pixels", "pick": [0, 0]} for state in drawn(200, seed=21)]
    page = exhibit_page("playground", width)
    for state, (*seen, said) in zip(states, page.evaluate(READ_EACH, states), strict=True):
        assert seen == outputs(state)
        assert said_numbers(said) == [output[0][0] for output in seen[:2]]


def test_the_sum_in_words_is_worked_out(exhibit_page):
    page = exhibit_page("playground", 1280)
    states = [
        {**state, "input": "pixels", "pick": [int(len(state["x"]) / 2), 0]}
        for state in drawn(60, seed=22)
        if np.size(state["h"]) < 10
    ]
    for state, (*_, said) in zip(states, page.evaluate(READ_EACH, states), strict=True):
        (sides,) = re.findall(r": ((?:[(]?−?\d[^:=]*?)) = (−?\d+)\.", said)
        left, right = (eval(side.replace("−", "-").replace("×", "*")) for side in sides)
        assert left == right, (state, said)


@WIDTHS
def test_by_mouse(exhibit_page, width):
    page = exhibit_page("playground", width)
    page.get_by_role("button", name="row 1, column 1: 0").first.click()  # a second pixel
    x = np.zeros((9, 9), dtype=int)
    x[4, 3] = x[0, 0] = 1
    assert page.evaluate(READ, "convolve") == convolve(x, F, mode="same", anchor=(2, 1)).tolist()
    page.get_by_label("correlate", exact=True).check()
    assert not page.locator("[data-output=convolve]").is_visible()
    handle, target = page.locator(".anchor-handle"), page.get_by_label("h, the kernel").get_by_label("row 5, column 3")
    target.scroll_into_view_if_needed()
    start, end = handle.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2)
    page.mouse.up()
    assert page.evaluate(READ, "correlate") == correlate(x, F, mode="same", anchor=(4, 2)).tolist()


def focus(page, name):
    """Press Tab until the control with this name has the focus."""
    named = """() => {
      const { ariaLabel, labels, innerText } = document.activeElement;
      return ariaLabel ?? labels?.[0]?.innerText ?? innerText;
    }"""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(named).strip().startswith(name):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
            return
    pytest.fail(f"Tab does not reach {name!r}")


@WIDTHS
def test_by_keyboard_alone(exhibit_page, width):
    page = exhibit_page("playground", width)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")  # from "both" to the correlation
    focus(page, "row 1, column 1")
    page.keyboard.type("-5")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("9")
    h = F.copy()
    h[0, 0], h[1, 0] = -5, 9
    focus(page, "row")  # of the anchor, after those of the size
    focus(page, "row 1, column 1: ")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    x = np.zeros((9, 9), dtype=int)
    x[4, 3] = x[1, 0] = 1
    assert page.evaluate(READ, "correlate") == correlate(x, h, mode="same", anchor=(2, 1)).tolist()


def test_the_address_holds_the_state(exhibit_page):
    page = exhibit_page("playground", 1280, "#playground?h=1,2;3,4&anchor=0,1&show=both&border=wrap&x=0.0.2_8.8.-1")
    x = np.zeros((9, 9), dtype=int)
    x[0, 0], x[8, 8] = 2, -1
    assert (
        page.evaluate(READ, "convolve")
        == convolve(x, [[1, 2], [3, 4]], mode="same", boundary="wrap", anchor=(0, 1)).tolist()
    )
    _ = page.get_by_label("Kernel", exact=True).select_option("emboss")
    assert "h=-2,-1,0;-1,1,1;0,1,2" in page.url
    assert "anchor=0,1" not in page.url


def test_the_portrait_is_filtered(exhibit_page):
    """The middle of a picture, read in words, and the sign of every colour, read off the canvas."""
    page = exhibit_page("playground", 1280)
    h = [[-2, -1, 0], [-1, 1, 1], [0, 1, 3]]
    state = {"h": h, "anchor": [1, 1], "operation": "both", "border": "edge", "input": "portrait", "pick": [60, 70]}
    ((*_, said),) = page.evaluate(READ_EACH, [state])
    x = portrait(128)
    first, second = (f(x, h, mode="same", boundary="edge", anchor=(1, 1)) for f in (convolve, correlate))
    assert said_numbers(said) == [first[60, 70], second[60, 70]]
    read = """(kind) => { const c = document.querySelector(`[data-output=${kind}] canvas`);
      return [...c.getContext("2d").getImageData(0, 0, 128, 128).data]; }"""
    for kind, y in {"convolve": first, "correlate": second, "less": first - second}.items():
        pixels = np.array(page.evaluate(read, kind)).reshape(128, 128, 4)
        warmer = pixels[..., 0] - pixels[..., 2]  # red less blue: orange is positive
        strong = np.abs(y) > np.abs(y).max() / 10
        assert (np.sign(warmer[strong]) == np.sign(y[strong])).all()


@pytest.mark.parametrize("plant", ["number", "json", "script"])
def test_a_wrong_number_shows_a_warning_and_the_strip(browser, tmp_path, plant):
    page_file = write_page(tmp_path, "playground")
    path, old, new = {
        "number": (page_file, '"y":[[0,', '"y":[[1,'),
        "json": (page_file, '"answer":{"y":[[', '"answer":{"y":['),
        "script": (
            tmp_path / "exhibits.js",
            "(j - anchor[axis])",
            "(j + 1 - anchor[axis])",
        ),
    }[plant]
    text = path.read_text(encoding="utf-8")
    assert old in text
    _ = path.write_text(text.replace(old, new, 1), encoding="utf-8")
    tab = browser.new_page()
    _ = tab.goto(page_file.as_uri())
    assert "Do not trust this exhibit" in tab.get_by_role("alert").inner_text()
    assert tab.locator(".strip").is_visible()
    assert tab.locator(".exhibit-stage").count() == 0
    tab.close()


def test_without_scripts_the_strip_has_the_same_numbers(browser, tmp_path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    _ = page.goto(write_page(tmp_path, "hero").as_uri())
    captions = page.locator(".strip caption").all_inner_texts()
    assert captions == [grid.caption for grid in EXHIBITS["hero"]().strip[:-1]]
    assert page.locator(".strip table:visible").count() == 4
    context.close()
