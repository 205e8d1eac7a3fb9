"""The prose lint, numbers, links of terms, and what cells and pages must not show: in pieces, and on a small site."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from flipconv.sphinxext.cells import unasserted
from flipconv.sphinxext.numbers import worked_out
from flipconv.sphinxext.prose import Allowed, complaint, sentences
from flipconv.sphinxext.terms import pattern_of
from tests.smallsite import Site

CITED, CODE, COMPUTED = "\ue000", "\N{OBJECT REPLACEMENT CHARACTER}", "\ue001"


@pytest.mark.parametrize(
    "word", ["always", "Never", "equal", "equals", "if and only if", "exactly", "faster", "slower"]
)
def test_words_that_assert_need_a_citation(word):
    sentence = f"Here it is {word} so."
    assert complaint(sentence) == f"'{word}'"
    assert complaint(f"{sentence[:-1]} ({CITED}).") is None


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("It takes 30 ms.", "30"),
        ("There are 1,024 taps.", "1,024"),
        ("Row 0 is first.", "0"),
        ("About 3.5 times.", "3.5"),
        ("In 1989.", "1989"),
    ],
)
def test_numbers_need_one_too(sentence, number):
    assert complaint(sentence) == f"a number, '{number}'"


@pytest.mark.parametrize(
    "sentence",
    [
        f"It takes {COMPUTED} products.",
        f"The tap {CODE} meets {CODE}.",
        "In 2-D the flip is a rotation by 180 degrees.",
        "Sums have 64-bit integers.",
        "People say “it is always 7”.",
        'People say "it is always 7".',
        "Equality is no word of the list, nor is the equaliser.",
    ],
)
def test_other_sentences_need_none(sentence):
    assert complaint(sentence) is None


def test_a_citation_serves_its_own_sentence_alone():
    first, second = sentences(f"They agree {CITED}. They always do.")
    assert complaint(first) is None
    assert complaint(second) == "'always'"


def test_numbers_are_worked_out():
    assert worked_out("len(correlate([1, 2], [3, 4, 5]))") == "4"
    assert worked_out("Fraction(1, 3) - 1") == str(Fraction(-2, 3)).replace("-", "−")
    assert worked_out("flipconv.kernels.GAUSSIAN.taps.sum()") == "273"
    for bad in ("1 / 3", "True", "convolve([1], [1])"):
        with pytest.raises(TypeError, match="an integer, a Fraction or a string"):
            _ = worked_out(bad)


def test_an_entry_of_the_list_is_for_one_page(tmp_path):
    listed = tmp_path / "allowed.toml"
    _ = listed.write_text('[[allowed]]\npage = "a"\nwords = "nine\\nlives"\nreason = "a proverb"\n')
    allowed = Allowed.read(listed)
    assert ("a", "A cat has nine  lives, always.") in allowed
    assert ("b", "A cat has nine lives, always.") not in allowed
    assert allowed.used == {0}
    _ = listed.write_text('[[allowed]]\npage = "a"\nwords = "nine"\n')
    with pytest.raises(Exception, match="a page, words and a reason"):
        _ = Allowed.read(listed)


def test_terms_are_found_in_both_numbers_and_the_longer_one_first():
    pattern = pattern_of(("kernel", "impulse", "impulse response", "Toeplitz matrix", "loss"))
    text = "Kernels, an impulse response, impulses, losses; kernel-size, subkernel, a Toeplitz matrix"
    assert pattern.findall(text) == ["Kernel", "impulse response", "impulse", "loss", "Toeplitz matrix"]


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (["y = 2\ny"], ["y"]),
        (["y = 2\nassert y == 2\ny"], []),
        (["y = 2\nassert y == 2", "y"], []),
        (["y"], ["y"]),
        (["y = 2", "y", "assert y == 2"], ["y"]),  # too late
        (["y = z = 2\nassert y == 2\ny, z"], ["z"]),
        (["print(y)"], ["y"]),
        (["f(3)"], ["f(3)"]),
        (["assert f(3) == 1\nf(3)"], []),
        (["assert f(3) == 1\nf(4)"], ["f(4)"]),
        (["y = 2\nassert y == 2\n[str(tap) for tap in y]"], []),
        (["y = 2"], []),
        (['print("so")'], []),
        ([">>> 1 + 1\n2"], []),
    ],
)
def test_what_cells_show_was_asserted(cells, shown):
    assert [expression for _, expression in unasserted(cells)] == shown


# on a site

PAGE = """---
file_format: mystnb
kernelspec:
  name: python3
---

# Planted

Convolution is always quick. It takes {number}`len(convolve([1, 2], [3]))` steps, and a further 30 ms.

This one equals that one:

```python
>>> from flipconv import flip
>>> flip([1, 2]).tolist()
[2, 1]
```

- A list has exactly one.

| a table | with a number |
| --- | --- |
| of | 17 |

It is said to be “never 5”. The kernel meets the signal; a kernel is a kernel.

```{code-cell} ipython3
y = 7
y
```

![](picture.png)

{number}`undefined`
"""

GLOSSARY = "# Glossary\n\n```{glossary}\nkernel\n  What slides.\n\nsignal\n  What it slides over.\n```\n"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "08d763f8ffff3f0005fe02fea7359b860000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    site = Site.new(tmp_path_factory.mktemp("prose") / "small", claims=False)
    docs = site.root / "docs"
    _ = (docs / "planted.md").write_text(PAGE, encoding="utf-8")
    _ = (docs / "glossary.md").write_text(GLOSSARY, encoding="utf-8")
    _ = (docs / "picture.png").write_bytes(PIXEL)
    unneeded = '[[allowed]]\npage = "planted"\nwords = "nobody says this"\nreason = "none"\n'
    _ = (docs / "allowed-prose.toml").write_text(unneeded, encoding="utf-8")
    _ = site.edit("docs/index.md", "```{toctree}\n", "```{toctree}\nplanted\nglossary\n")
    return site, site.build()


@pytest.mark.slow
def test_the_strict_build_names_every_sentence(planted):
    site, outcome = planted
    assert outcome.status != 0
    found = re.findall(r"planted\.md:(\d+): WARNING: this sentence asserts \((.*?)\) and cites nothing", outcome.output)
    assert [why for _, why in found] == ["'always'", "a number, '30'", "'exactly'", "a number, '17'"]
    first = PAGE.splitlines().index(next(line for line in PAGE.splitlines() if "always quick" in line)) + 1
    assert int(found[0][0]) == first
    # not forgiven the second time
    assert "'always'" in site.build().output


@pytest.mark.slow
@pytest.mark.parametrize(
    "message",
    [
        "this cell shows y, which no assert on the page has compared",
        "the picture picture.png is told in no full sentence",
        "the number 'undefined' cannot be worked out: NameError",
        "no sentence on page 'planted' needs 'nobody says this'",
    ],
)
def test_the_strict_build_names_what_else_is_wrong(planted, message):
    assert message in planted[1].output


@pytest.mark.slow
def test_the_first_use_of_a_term_is_a_link_and_no_other(planted):
    html = (planted[0].html / "planted.html").read_text(encoding="utf-8")
    assert len(re.findall(r'href="glossary\.html#term-kernel"', html)) == 1
    assert len(re.findall(r'href="glossary\.html#term-signal"', html)) == 1
    assert html.index("term-kernel") < html.index("term-signal")
