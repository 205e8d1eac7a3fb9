"""What a page says of itself where somebody shares it."""

import io
import re

import pytest
from docutils import nodes
from PIL import Image

from flipconv.sphinxext.cards import as_png, drawn, lines
from flipconv.sphinxext.sharing import description, has_card, shortened


def document(*paragraphs):
    """Return a page of a few paragraphs."""
    page = nodes.document(None, None)  # pyright: ignore[reportArgumentType]
    page += [nodes.paragraph("", "", *parts) for parts in paragraphs]
    return page


def test_a_description_is_the_first_paragraph_in_plain_text():
    page = document([nodes.Text("After this page\nyou can "), nodes.strong("", "flip"), nodes.Text(" a kernel.")])
    assert description(page) == "After this page you can flip a kernel."


def test_a_formula_that_plain_text_can_hold_stays_and_another_ends_the_description():
    x, fraction = nodes.math("", "x = 1"), nodes.math("", r"\frac{1}{2}")
    page = document([nodes.Text("First, "), x, nodes.Text(". Then "), fraction, nodes.Text(" of it. And more.")])
    assert description(page) == "First, x = 1."


def test_boxes_and_what_is_no_sentence_are_passed_over():
    page = document([nodes.Text("No sentence")], [nodes.Text("A sentence.")])
    box = nodes.container(classes=["claim"])
    box += nodes.paragraph("", "A claim.")
    page.insert(0, box)
    assert description(page) == "A sentence."


@pytest.mark.parametrize("text", ["one " * 90, "Short one. " + "long " * 60 + ".", "A first sentence. And it goes on:"])
def test_a_description_ends_with_a_sentence_or_a_word(text):
    short = shortened(text)
    assert len(short) <= 200
    assert re.search(r"(one …|\.)$", short)


def test_a_card_has_its_size_and_is_the_same_each_time():
    first, second = as_png(drawn("Two operations, one flip")), as_png(drawn("Two operations, one flip"))
    assert first == second != as_png(drawn("Another title"))
    assert Image.open(io.BytesIO(first)).size == (1200, 630)


def test_a_title_fits_its_card():
    for words in range(1, 60):
        broken, size = lines("words " * words)
        assert len(broken) * size * 1.3 < 450
        assert max(map(len, broken)) * size * 0.68 < 920, "DejaVu Sans Bold is about two thirds as wide as it is high"


@pytest.mark.browser
@pytest.mark.slow
def test_every_page_is_told_and_every_card_is_there(site, names):
    wrong = []
    for name in names:
        page = (site / name).read_text(encoding="utf-8")
        found = dict(re.findall(r'<meta (?:name|property)="([\w:]+)" content="([^"]*)"', page))
        found |= {
            tag: said for said, tag in re.findall(r'<meta content="([^"]*)" name="(\w+)"', page)
        }  # in front matter
        if name != "404.html" and not 20 <= len(found.get("description", "")) <= 220:
            wrong.append(f"{name} is told {found.get('description')!r}")
        if "og:title" in found:
            card = (site / name).parent / found["og:image"]
            wrong += [] if card.stat().st_size <= 40_000 else [f"the card of {name} is too large"]
            missing = {"og:description", "og:type", "og:image:alt", "twitter:card"} - set(found)
            wrong += [f"{name} has no {tag}" for tag in missing]
        elif has_card(name.removesuffix(".html")) and name not in {"404.html", "genindex.html", "search.html"}:
            wrong.append(f"{name} has no card")
    assert wrong == []
