"""The build lets nothing false through: what is planted in a small site fails it, by file and line."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

from flipconv.sphinxext.docstrings import Skipped, docstring_tests
from flipconv.sphinxext.prompts import Blocks, written_in
from flipconv.sphinxext.typesetter import BadTeXError, Typesetter, install
from tests.smallsite import REPOSITORY, Site

FALSE_SESSION = ">>> 1 + 1\n3\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    site = Site.new(tmp_path_factory.mktemp("built") / "small", claims=False)
    outcome = site.build()
    assert outcome.status == 0, outcome.output
    site.keep()
    return site


@pytest.fixture
def site(built):
    built.restore()
    return built


def named(output, path, line):
    return re.search(rf"^{re.escape(path)}:{line}: ERROR: ", output, re.MULTILINE) is not None


# what passes, and what it costs


def test_a_true_site_runs_as_many_prompts_as_are_written(site):
    """Incremental and parallel, with every page from its cache."""
    before = {page: page.stat().st_mtime_ns for page in site.html.rglob("*.html")}
    outcome = site.build()
    assert outcome.status == 0, outcome.output
    counts = re.search(r"doctests: (\d+) written, (\d+) run, 0 failed", outcome.output)
    assert counts is not None
    assert counts[1] == counts[2] != "0"
    # nothing was executed again, and no page written but the generated index and search pages
    assert "Executing notebook" not in outcome.output
    assert "executed 0 out of 0 files" in outcome.output
    written = {page.name for page, time in before.items() if page.stat().st_mtime_ns != time}
    assert written <= {"404.html", "genindex.html", "search.html", "py-modindex.html"}


@pytest.mark.slow
def test_a_change_of_the_library_runs_everything_again_once(site):
    _ = site.edit(
        "flipconv/flips.py", "from fractions import Fraction\n", "from fractions import Fraction  # changed\n"
    )
    first, second = site.build(), site.build()
    assert (first.status, second.status) == (0, 0), first.output + second.output
    assert "Executing notebook" in first.output
    assert "executed 1 out of 1 file" in first.output
    assert "Executing notebook" not in second.output
    assert "executed 0 out of 0 files" in second.output
    assert len(list((site.html.parent / ".jupyter_cache").iterdir())) == 1


@pytest.mark.slow
def test_a_notebook_to_download_has_its_outputs_even_if_they_are_cached(site):
    _ = site.edit("docs/cells.md", "A cell may also be", "Take {nb-download}`cells.ipynb`.\n\nA cell may also be")
    outcome = site.build()
    assert outcome.status == 0, outcome.output
    assert "Executing notebook" not in outcome.output
    (copy,) = (site.html / "_downloads").rglob("cells.ipynb")
    first = next(cell for cell in json.loads(copy.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code")
    assert first["outputs"][0]["text"] == ["checked\n"]


# what fails


def test_false_sessions_on_pages_fail_and_are_named(site):
    places = {
        "docs/index.md": [
            site.edit("docs/index.md", "[1, 12, 23, 30]\n```", "[1, 12, 23, 31]\n```") - 1,
            site.edit("docs/index.md", "[1, 12, 23]\n```", "[1, 12, 24]\n```") - 1,
        ],
        "docs/cells.md": [site.edit("docs/cells.md", "[3, 2, 1]\n```", "[1, 2, 3]\n```") - 1],
        "gallery/plot_impulse.py": [
            site.edit("gallery/plot_impulse.py", '[1, 2, 3]\n"""', '[3, 2, 1]\n"""') - 1,
            site.edit("gallery/plot_impulse.py", "# [0, 1, 2, 3, 0]", "# [0, 3, 2, 1, 0]") - 1,
        ],
        "gallery/GALLERY_HEADER.rst": [site.edit("gallery/GALLERY_HEADER.rst", "\n4\n", "\n5\n")],
    }
    included = site.root / "README.md"
    _ = included.write_text(f"Text\n\n```pycon\n{FALSE_SESSION}```\n", encoding="utf-8")
    _ = site.edit("docs/index.md", "```{toctree}", "```{include} ../README.md\n```\n\n```{toctree}")
    places["README.md"] = [4]
    # the second time from the pages as the first has cached them: a falsehood that was told once is not forgiven
    for builder in ("doctest", "html"):
        outcome = site.build(builder)
        assert outcome.status == 1, outcome.output
        for path, lines in places.items():
            for line in lines:
                assert named(outcome.output, path, line), f"{path}:{line}\n{outcome.output}"
        assert "Got:\n    [1, 12, 23, 30]" in outcome.output
        assert re.search(r"doctests: (\d+) written, \1 run, 7 failed", outcome.output)


@pytest.mark.slow
def test_a_false_docstring_fails_and_is_named(site):
    line = site.edit("flipconv/flips.py", "[[6, 5, 4], [3, 2, 1]]\n", "[[6, 5, 4], [3, 2, 0]]\n") - 1
    outcome = site.build()
    assert outcome.status == 1, outcome.output
    assert named(outcome.output, "../library/flipconv/flips.py", line), outcome.output


@pytest.mark.slow
def test_prompts_that_nobody_runs_fail_and_are_named(site):
    forms = {
        "a comment": f"<!--\n{FALSE_SESSION}-->\n",
        "another language": f"```text\n{FALSE_SESSION}```\n",
        "bare": FALSE_SESSION,
        "quoted": f"> {FALSE_SESSION}",
        "skipped": "```python\n>>> 1 + 1  # doctest: +SKIP\n3\n```\n",
        "skipped by its directive": f"```{{doctest}}\n:skipif: True\n\n{FALSE_SESSION}```\n",
        "no space": "```python\n>>>1 + 1\n3\n```\n",
        "inside a function": '```python\ndef f():\n    """\n    >>> f()\n    2\n    """\n```\n',
    }
    page = site.root / "docs" / "index.md"
    text = page.read_text(encoding="utf-8") + "".join(f"\n{name}:\n\n{form}" for name, form in forms.items())
    _ = page.write_text(text, encoding="utf-8")
    _ = site.edit("gallery/plot_impulse.py", "assert y", "# >>> 1 + 1\nassert y")
    lines = [number for number, line in enumerate(text.split("\n"), 1) if re.match(r"[\s>]*>>>", line)][-len(forms) :]
    outcome = site.build()
    assert outcome.status == 1, outcome.output
    for line in lines:
        assert re.search(rf"^docs/index\.md:{line}: ERROR: .* never run", outcome.output, re.MULTILINE), (
            f"{text.splitlines()[line - 1]}\n{outcome.output}"
        )
    assert re.search(r"^gallery/plot_impulse\.py:\d+: ERROR: .* never run", outcome.output, re.MULTILINE)


def test_a_broken_library_fails_the_cached_build_through_a_cell(site):
    _ = site.edit("flipconv/flips.py", 'np.flip(entries("h", h), along)', 'entries("h", h)')
    outcome = site.build()
    assert outcome.status != 0
    assert "cells.md" in outcome.output
    assert re.search(r"AssertionError|CellExecutionError|ExecutionError", outcome.output), outcome.output


@pytest.mark.slow
def test_a_broken_library_fails_the_cached_build_through_the_gallery(site):
    # only `same` has an anchor, and only the script asserts a `same`
    _ = site.edit("flipconv/shapes.py", "return (m - 1) // 2", "return m // 2 + 1")
    outcome = site.build()
    assert outcome.status != 0
    assert re.search(r"gallery/plot_impulse\.py failed leaving traceback", outcome.output), outcome.output


@pytest.mark.slow
def test_bad_tex_fails_every_build(site):
    line = site.edit("docs/index.md", r"Inline $\conj{h}[j]$", r"Inline $\conj{h}[j$ and $\frac{1$")
    for _ in range(2):
        outcome = site.build()
        assert outcome.status == 1, outcome.output
        assert re.search(rf"docs/index\.md:{line}: WARNING: bad TeX", outcome.output), outcome.output


@pytest.mark.slow
def test_another_layout_is_refused_in_a_sentence(built):
    for builder in ("doctest", "html"):
        outcome = built.sphinx("-b", builder, ".", "_build/elsewhere")
        assert outcome.status != 0
        assert "name both, as in `python -m sphinx -b doctest -c . docs OUT`" in outcome.output
        assert "Traceback" not in outcome.output
        assert "WARNING" not in outcome.output


# what the pages are made of


def test_pages_ask_no_other_host_for_anything(site):
    for page in site.html.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r'<(?:link|script|img|source|iframe)\b[^>]*?(?:src|href)="([^"]*)"', text)
        assert loaded
        assert [address for address in loaded if re.match(r"(?:https?:)?//", address)] == []
    for sheet in site.html.rglob("*.css"):
        assert re.search(r"url\(['\"]?(?:https?:)?//", sheet.read_text(encoding="utf-8")) is None


def test_formulas_are_set_numbered_and_within_reach_of_the_keyboard(site):
    text = (site.html / "index.html").read_text(encoding="utf-8")
    assert text.count('class="katex-mathml"') == 2
    assert "katex-error" not in text
    assert '<span class="eqno">(1)' in text
    assert re.search(r'<div[^>]*aria-label="Equation 1"[^>]*tabindex="0"', text)
    assert [name for name, uses in Counter(re.findall(r'\sid="([^"]*)"', text)).items() if uses > 1] == []
    sheet = site.html / "_static" / "katex" / "katex.min.css"
    fonts = re.findall(r"url\(([^)]*)\)", sheet.read_text(encoding="utf-8"))
    assert fonts
    assert all((sheet.parent / font).is_file() for font in fonts)
    assert "katex.min.css" not in (site.html / "cells.html").read_text(encoding="utf-8")


# the parts


def test_prompts_are_found_whatever_stands_before_them(tmp_path):
    page, script = tmp_path / "page.md", tmp_path / "plot_x.py"
    _ = page.write_text(
        ">>> 1\n  >>> 2\n> >>> 3\n>>>4\n`>>>` is a prompt\n>>> # nothing to run\n>>>\n", encoding="utf-8"
    )
    _ = script.write_text('"""\n>>> 1\n"""\n# >>> 2\nx = ">>> 3"\n', encoding="utf-8")
    assert [line for _, line in sorted(written_in(page))] == [1, 2, 3, 4]
    assert [line for _, line in sorted(written_in(script))] == [2, 4]


def test_equal_blocks_are_found_one_after_the_other(tmp_path):
    page = tmp_path / "page.md"
    _ = page.write_text(">>> 1\n1\n\n>>> 1\n1\n", encoding="utf-8")
    blocks = Blocks()
    assert [blocks.find(page, ">>> 1\n1", near) for near in (2, 0, 0)] == [3, 0, None]


def test_docstrings_that_need_an_absent_package_are_skipped_by_name(tmp_path, monkeypatch):
    package = tmp_path / "sample_package"
    package.mkdir()
    _ = (package / "__init__.py").write_text("", encoding="utf-8")
    _ = (package / "bound.py").write_text('def f():\n    """\n    >>> f()\n    """\n', encoding="utf-8")
    _ = (package / "free.py").write_text('"""\n>>> 1\n1\n"""\nimport no_such_package\n', encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    bound, free = docstring_tests(package)
    assert not isinstance(bound, Skipped)
    assert (bound.lineno, "f" in bound.globs) == (1, True)
    assert free == Skipped(package / "free.py", "no_such_package")


def test_the_typesetter_refuses_bad_tex_and_keeps_what_it_set(tmp_path):
    typesetter = Typesetter(install(REPOSITORY), tmp_path, {r"\flip": r"\operatorname{flip}"})
    html = typesetter.html(r"\flip h", display=False)
    assert "<math" in html
    for tex in (r"\frac{1", r"\unknown", "a ⋆ b"):
        with pytest.raises(BadTeXError):
            _ = typesetter.html(tex, display=True)
    typesetter.close()
    assert len(list(tmp_path.iterdir())) == 1
    again = Typesetter(install(REPOSITORY), tmp_path, {r"\flip": r"\operatorname{flip}"})
    assert again.html(r"\flip h", display=False) == html
    assert again._node is None  # from the cache


def test_katex_without_a_lock_file_is_refused(tmp_path):
    with pytest.raises(ExtensionError, match="says which katex"):
        _ = install(Path(tmp_path))
