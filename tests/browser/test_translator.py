"""The translator, in a browser: by mouse, by keyboard, 200 states from outside, and with the code of the pairs."""

import json

import numpy as np
import pytest

from flipconv.exhibits.translator import FIRST, KERNEL, SIZES, answered, drawn
from tests.browser.sending import FITS, read_after_each
from tests.exhibits.pages import write_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = pytest.mark.parametrize("width", [1280, 390])
READ = """() => {
  const stage = document.querySelector(".exhibit-stage");
  const cells = (table, read) => [...table.rows].map((row) => [...row.cells].map(read));
  const rows = (table) => cells(table, (cell) => Number(cell.innerText.replace("−", "-")));
  const tables = [...stage.querySelectorAll(".translator-grids table")];
  const pictures = [];
  for (let k = 0; k < tables.length; k += 3) {
    const [wanted, naive, repaired] = tables.slice(k, k + 3);
    const differing = (table) => table.querySelectorAll(".differs").length;
    const told = (table) => Number(table.caption.innerText.match(/(\\d+) differ/)[1]);
    const marked = [wanted, naive, repaired].map(differing);
    const [wrong, left] = [naive, repaired].map(told);
    pictures.push({ wanted: rows(wanted), naive: rows(naive), repaired: rows(repaired), wrong, left, marked });
  }
  const [source, target] = [...stage.querySelectorAll("select")].map((select) => select.value);
  const kernel = cells(stage.querySelector("table"), (cell) => Number(cell.firstChild.value));
  return { source, target, kernel, pictures, said: stage.querySelector("[role=status]").innerText };
}"""
READ_EACH = read_after_each(READ)


def shown(page):
    return page.evaluate(READ)


def assert_shows(found, case):
    assert {name: found[name] for name in case["state"]} == case["state"]
    pictures = case["answer"]["pictures"]
    assert found["pictures"] == [{**each, "marked": [0, each["wrong"], each["left"]]} for each in pictures]


@WIDTHS
def test_states_from_outside_show_the_librarys_numbers(exhibit_page, width):
    rng, calls = np.random.default_rng(44), list(drawn())
    cases = []
    for _ in range(200):
        source, target = (calls[k] for k in rng.integers(len(calls), size=2))
        cases.append(answered(source, target, rng.integers(-9, 10, rng.choice(SIZES, 2))))
    page = exhibit_page("translator", width)
    for found, case in zip(page.evaluate(READ_EACH, [case["state"] for case in cases]), cases, strict=True):
        assert_shows(found, case)
        assert bool(case["answer"]["pictures"]) == ("No picture" not in found["said"])
    assert page.evaluate(FITS)


@WIDTHS
def test_by_mouse(exhibit_page, width):
    page = exhibit_page("translator", width)
    assert_shows(shown(page), answered(*FIRST, KERNEL))
    assert "all stands 1 row lower" in shown(page)["said"]
    assert "The borders differ: symmetric, and reflect." in shown(page)["said"]
    page.get_by_role("button", name="Swap").click()
    assert_shows(shown(page), answered(FIRST[1], FIRST[0], KERNEL))
    other = "scipy.signal.correlate2d(x, h, mode='same')"
    _ = page.get_by_label("with", exact=True).select_option(other)
    assert_shows(shown(page), answered(FIRST[1], other, KERNEL))
    page.get_by_label("row 2, column 1").fill("-8")
    assert_shows(shown(page), answered(FIRST[1], other, np.array([[1, 2, 3], [-8, 5, 6]])))
    page.get_by_label("columns").fill("2")
    assert_shows(shown(page), answered(FIRST[1], other, np.array([[1, 2], [-8, 5]])))
    page.get_by_label("rows").fill("3")
    assert_shows(shown(page), answered(FIRST[1], other, np.array([[1, 2], [-8, 5], [7, 8]])))


@WIDTHS
def test_by_keyboard_alone(exhibit_page, width):
    page = exhibit_page("translator", width)
    press = page.keyboard.press
    press("Tab")
    page.keyboard.type("scipy.signal.convolve(x, h, mode='s")
    press("Tab")
    press("Tab")
    press("Enter")
    assert (shown(page)["source"], shown(page)["target"]) == (FIRST[1], "scipy.signal.convolve(x, h, mode='same')")
    press("Tab")
    page.keyboard.type("7")
    press("ArrowDown")
    page.keyboard.type("9")
    assert_shows(shown(page), answered(FIRST[1], shown(page)["target"], np.array([[7, 2, 3], [9, 5, 6]])))
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    for _ in range(3):
        press("Tab")
    press("ArrowUp")
    assert len(shown(page)["kernel"]) == 3


def test_the_code_of_the_pairs_is_shown(browser, tmp_path):
    """As the build packs it: lines once, texts as their numbers, and for pairs that have none the reason."""
    reason, longer = "There is none.", "scipy.signal.correlate(x, h, mode='full')"
    known = {
        "calls": [*FIRST, longer, "numpy.convolve(x, h)"],
        "libraries": ["scipy", "opencv", "scipy", "numpy"],
        "axes": [2, 2, 2, 1],
        "lines": ["import numpy as np", "h = np.flip(h)", reason],
        "texts": [[0, 1], [1]],
        "pairs": [[None, 0, -3, None], [1, None, 0, None], [0, 0, None, None], [None] * 4],
    }
    path = write_page(tmp_path, "translator")
    _ = (tmp_path / "translations.js").write_text(f"window.flipconvTranslations = {json.dumps(known)};")
    text = path.read_text().replace("<script defer", '<script src="translations.js"></script><script defer', 1)
    _ = path.write_text(text)
    context = browser.new_context()
    page = context.new_page()
    _ = page.goto(path.as_uri())
    _ = page.wait_for_selector(".exhibit[data-ready]")
    code = page.get_by_role("region", name="Code")
    assert code.inner_text() == "import numpy as np\nh = np.flip(h)"
    page.get_by_role("button", name="Swap").click()
    assert code.inner_text() == "h = np.flip(h)"
    _ = page.get_by_label("The result of").select_option(FIRST[0])
    assert page.get_by_text("That is the same call.").is_visible()
    assert not code.is_visible()
    _ = page.get_by_label("with", exact=True).select_option(longer)
    assert page.get_by_text(reason).is_visible()
    assert "No picture" in page.get_by_role("status").inner_text()
    _ = page.get_by_label("with", exact=True).select_option("numpy.convolve(x, h)")
    assert page.get_by_text("One filters 2 axes, the other 1.").is_visible()
    context.close()
