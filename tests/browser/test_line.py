"""The number line in a browser: by mouse, by keyboard, and 200 states from outside."""

import numpy as np
import pytest

from flipconv.exhibits.line import answered
from tests.browser.sending import read_after_each

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = pytest.mark.parametrize("width", [1280, 390])
ENDS = ("sum", "left", "right", "difference", "corrLeft", "corrRight")
READ = """() => {
  const found = Object.fromEntries([...document.querySelectorAll(".line data")].map((one) => [one.className, Number(one.innerText.replace("−", "-"))]));
  // where the diamond of each picture lies
  const ends = [...document.querySelectorAll(".line path.end")].map((path) => Math.round((parseFloat(path.getAttribute("d").slice(1)) - 170) / 10.2));
  return { found, ends };
}"""  # noqa: E501 - lines of JavaScript
TOLD = 'document.querySelector("[role=status]").innerText.replaceAll("−", "-")'
READ_EACH = read_after_each(f"() => ({{ ...({READ})(), said: {TOLD} }})")


def found(page):
    return page.evaluate(READ)["found"]


@WIDTHS
def test_states_from_outside_show_the_librarys_places(exhibit_page, width):
    rng = np.random.default_rng(42)
    cases = [answered(*places) for places in rng.integers(-5, 6, (200, 3)).tolist()]
    page = exhibit_page("line", width)
    for case, seen in zip(cases, page.evaluate(READ_EACH, [case["state"] for case in cases]), strict=True):
        answer = case["answer"]
        assert seen["found"] == {name: answer[name] for name in ENDS}
        assert seen["ends"] == [answer[name] for name in ENDS]
        apart = f"2a = {answer['apart']} apart" if answer["apart"] else "both end at"
        assert apart in seen["said"]


@WIDTHS
def test_no_arrow_and_no_word_leaves_its_picture(exhibit_page, width):
    page = exhibit_page("line", width)
    corners = [{"a": a, "b": b, "c": c} for a in (-5, 0, 5) for b in (-5, 0, 5) for c in (-5, 0, 5)]
    outside = """(states) => states.flatMap((detail) => {
      document.querySelector(".exhibit").dispatchEvent(new CustomEvent("flipconv:state", { detail }));
      return [...document.querySelectorAll(".line svg")].flatMap((svg) => {
        const box = svg.viewBox.baseVal;
        return [...svg.children].filter((part) => {
          const { x, y, width, height } = part.getBBox();
          return x < 0 || y < 0 || x + width > box.width || y + height > box.height;
        }).map((part) => `${JSON.stringify(detail)} ${part.outerHTML}`);
      });
    })"""
    assert page.evaluate(outside, corners) == []


@WIDTHS
def test_by_mouse(exhibit_page, width):
    page = exhibit_page("line", width)
    slider = page.get_by_label("a", exact=True)
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 1, middle)
    page.mouse.up()
    assert slider.input_value() == "-5"
    assert found(page) == {name: answered(-5, 3, 4)["answer"][name] for name in ENDS}


@WIDTHS
def test_by_keyboard_alone(exhibit_page, width):
    page = exhibit_page("line", width)
    for keys in (["Home", "ArrowRight"], ["End"], ["ArrowLeft", "ArrowLeft"]):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        for key in keys:
            page.keyboard.press(key)
    assert found(page) == {name: answered(-4, 5, 2)["answer"][name] for name in ENDS}
    assert "2a = −8 apart" in page.get_by_role("status").inner_text()
