"""One table, two diagonals, in a browser: by mouse, by keyboard, and 200 states from outside."""

import numpy as np
import pytest

from flipconv.exhibits.diagonals import answered, first_place
from tests.browser.sending import FITS, read_after_each

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = pytest.mark.parametrize("width", [1280, 390])
READ = """() => {
  const rows = (table) => [...table.rows].map((row) => [...row.cells].map((cell) => Number(cell.innerText.replace("−", "-"))));
  const tables = Object.fromEntries([...document.querySelectorAll(".exhibit-stage table")].map((table) => [table.getAttribute("aria-label"), table]));
  const lit = (cell) => cell.classList.contains("rises") || cell.classList.contains("falls");
  const cells = [...tables.Products.rows].flatMap((row, i) => [...row.cells].flatMap((cell, j) => (lit(cell) ? [[i, j]] : [])));
  const ringed = ["convolution", "correlation"].flatMap((name) => [...tables[name].querySelectorAll(".ring")].map((cell) => Number(cell.innerText.replace("−", "-"))));
  const outputs = { convolve: rows(tables.convolution)[0], correlate: rows(tables.correlation)[0] };
  return { table: rows(tables.Products), outputs, cells, sum: Number(document.querySelector(".sum").value), ringed };
}"""  # noqa: E501 - lines of JavaScript
READ_EACH = read_after_each(READ)


def shown(page):
    return page.evaluate(READ)


@WIDTHS
def test_states_from_outside_show_the_librarys_numbers(exhibit_page, width):
    rng, cases = np.random.default_rng(41), []
    for number in range(200):
        n, m, operation = int(rng.integers(3, 7)), int(rng.integers(2, 5)), ("convolve", "correlate")[number % 2]
        place = first_place(n, m, operation) + int(rng.integers(n + m - 1))
        cases.append(answered(rng.integers(-20, 21, n), rng.integers(-20, 21, m), operation, place))
    page = exhibit_page("diagonals", width)
    found = page.evaluate(READ_EACH, [case["state"] for case in cases])
    assert found == [case["answer"] | {"ringed": [case["answer"]["sum"]]} for case in cases]
    assert page.evaluate(FITS)


@WIDTHS
def test_by_mouse(exhibit_page, width):
    page = exhibit_page("diagonals", width)
    page.get_by_role("button", name="x[0] times h[1]: 6").click()
    assert shown(page)["cells"] == [[0, 1], [1, 0]]
    assert shown(page)["sum"] == 10
    page.get_by_label("correlation, i − j").check()
    assert {i - j for i, j in shown(page)["cells"]} == {1}
    page.get_by_role("button", name="convolution, place 4: 7").click()
    assert shown(page)["sum"] == 7
    assert "4: 2 cells with i + j = 4" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="correlation, place −2: 9").click()
    assert shown(page)["cells"] == [[0, 2]]
    slider = page.get_by_label("Place of the output").bounding_box()
    page.mouse.click(slider["x"] + slider["width"] - 3, slider["y"] + slider["height"] / 2)
    assert shown(page)["cells"] == [[3, 0]]
    page.get_by_label("h[2]", exact=True).fill("-5")
    assert shown(page)["outputs"]["convolve"] == [3, 10, -6, -16, -1, -10]


@WIDTHS
def test_by_keyboard_alone(exhibit_page, width):
    page = exhibit_page("diagonals", width)
    press = page.keyboard.press
    press("Tab")
    assert page.evaluate("document.activeElement.value") == "convolve"
    press("ArrowRight")
    assert shown(page)["sum"] == 2  # place 3 of the correlation: the last
    press("Tab")
    press("ArrowUp")  # five samples: the new one is 1
    assert [row[0] for row in shown(page)["table"]] == [3, 4, 1, 2, 1]
    press("Tab")
    press("ArrowUp")
    assert len(shown(page)["table"][0]) == 4
    press("Tab")
    assert page.evaluate("document.activeElement.type") == "range"
    press("Home")
    assert shown(page)["cells"] == [[0, 3]]
    press("ArrowRight")
    assert shown(page)["cells"] == [[0, 2], [1, 3]]
    press("Tab")
    page.keyboard.type("7")  # h[0] was selected
    assert shown(page)["table"][0] == [21, 6, 9, 3]
    press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "h[1]"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    for _ in range(3 + 5):
        press("Tab")
    press("ArrowDown")
    press("ArrowRight")
    press("Enter")
    assert [1, 1] in shown(page)["cells"]


def test_a_number_that_is_too_large_is_cut_when_its_cell_is_left(exhibit_page):
    page = exhibit_page("diagonals", 1280)
    page.get_by_label("x[0]", exact=True).fill("2.6")
    assert shown(page)["table"][0] == [3, 6, 9]
    page.get_by_label("x[0]", exact=True).fill("500")
    page.get_by_label("x[1]", exact=True).focus()
    assert page.get_by_label("x[0]", exact=True).input_value() == "9"
    page.get_by_label("x[1]", exact=True).fill("no")
    assert shown(page)["table"][1] == [4, 8, 12]
    page.get_by_label("x[0]", exact=True).focus()
    assert page.get_by_label("x[1]", exact=True).input_value() == "4"
