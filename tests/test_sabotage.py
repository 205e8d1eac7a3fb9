"""
The library broken on purpose: every defect must fail the tests, the doctest build and the html build.

The html build is the hard one: it is incremental, every page and picture is in its caches, and
only the library has changed under them. `test_site.py` shows that pages, cells and pictures would
notice too, where there are no claims to stop the build first.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

import pytest

from tests.smallsite import REPOSITORY, Site

pytestmark = pytest.mark.sabotage


@dataclass(frozen=True)
class Defect:
    """One text of the library replaced by another, and a file of tests that must notice."""

    what: str
    path: str
    old: str
    new: str
    tests: str


DEFECTS = [
    Defect(
        "flip does not flip",
        "flipconv/flips.py",
        'np.flip(entries("h", h), along)',
        'entries("h", h)',
        "test_flips.py",
    ),
    Defect(
        "conjugate_flip forgets the conjugate",
        "flipconv/flips.py",
        "np.conj(reversed_h)",
        "reversed_h",
        "test_flips.py",
    ),
    Defect(
        "correlation does not conjugate",
        "flipconv/definitions.py",
        "np.conj(_tap(h, j)) * x",
        "_tap(h, j) * x",
        "test_definitions.py",
    ),
    Defect(
        "convolution correlates",
        "flipconv/definitions.py",
        "[-jj for jj in j]",
        "[+jj - m + 1 for jj, m in zip(j, h.shape)]",
        "test_definitions.py",
    ),
    Defect(
        "one tap is lost",
        "flipconv/definitions.py",
        "np.ndindex(h.shape[-d:])",
        "list(np.ndindex(h.shape[-d:]))[: max(1, h.size - 1)]",
        "test_definitions.py",
    ),
    Defect(
        "a tap of zero skips its sample",
        "flipconv/definitions.py",
        "y[into] += _tap(h, j) * x[source]",
        "y[into] += _tap(h, j) * x[source] if np.any(_tap(h, j)) else 0",
        "test_definitions.py",
    ),
    Defect(
        "correlation swaps its operands",
        "flipconv/operators.py",
        "_taken(road.correlate, signal, call.h, wanted)",
        "_taken(road.correlate, *((call.h, signal) if signal.shape == call.h.shape else (signal, call.h)), wanted)",
        "test_operators.py",
    ),
    Defect(
        "a border of zeros wraps",
        "flipconv/arguments.py",
        "return Call(lead, taps, mode, boundary, cval, anchors, places)",
        'return Call(lead, taps, mode, "wrap" if boundary == "constant" else boundary, cval, anchors, places)',
        "test_operators.py",
    ),
    Defect(
        "integers may wrap",
        "flipconv/arguments.py",
        "if peak * weight > INT64_MAX:",
        "if peak * weight < 0:",
        "test_exactness.py",
    ),
    Defect(
        "the value of the border is ignored",
        "flipconv/boundaries.py",
        "np.full(shape, cval, x.dtype)",
        "np.full(shape, 0, x.dtype)",
        "test_boundaries.py",
    ),
    Defect(
        "the even anchor of convolution is off by one",
        "flipconv/shapes.py",
        "return (m - 1) // 2",
        "return m // 2",
        "test_shapes.py",
    ),
    Defect(
        "reflect and symmetric are confused",
        "flipconv/shapes.py",
        'if boundary == "symmetric":',
        'if boundary == "reflect":',
        "test_shapes.py",
    ),
    Defect(
        "the question's Gaussian has a wrong entry",
        "flipconv/kernels.py",
        "[4, 16, 26, 16, 4], [1, 4, 7, 4, 1]],",
        "[4, 16, 26, 16, 4], [1, 4, 7, 4, 2]],",
        "claims/test_register.py",
    ),
    Defect(
        "the parts are not halved",
        "flipconv/flips.py",
        "Fraction(int(tap), 2)",
        "Fraction(int(tap))",
        "test_flips.py",
    ),
    Defect(
        "convolution conjugates",
        "flipconv/definitions.py",
        "y[into] += _tap(h, j) * x",
        "y[into] += np.conj(_tap(h, j)) * x",
        "test_definitions.py",
    ),
    Defect(
        "correlation conjugates the signal instead of the kernel",
        "flipconv/definitions.py",
        "np.conj(_tap(h, j)) * x[source]",
        "_tap(h, j) * np.conj(x[source])",
        "test_definitions.py",
    ),
    Defect(
        "the even anchor of correlation is off by one",
        "flipconv/shapes.py",
        "    return m // 2",
        "    return (m - 1) // 2",
        "test_shapes.py",
    ),
    Defect(
        "lags begin one too late",
        "flipconv/shapes.py",
        "return range(1 - m, n)",
        "return range(2 - m, n + 1)",
        "test_shapes.py",
    ),
    Defect(
        "a convolution layer correlates",
        "flipconv/layers/settings.py",
        "dilation * (m - 1 - j)",
        "dilation * j",
        "layers/test_forward.py",
    ),
    Defect(
        "the input gradient of a convolution layer forgets the conjugate",
        "flipconv/layers/gradients.py",
        "road.input_gradient(dy, conjugated(w), dtype_of(dy, w), meetings)",
        "road.input_gradient(dy, w, dtype_of(dy, w), meetings)",
        "layers/test_gradients.py",
    ),
]


THEMES = (
    "sums",
    "composition",
    "flip",
    "parity",
    "short_signals",
    "impulses",
    "inner_products",
    "adjoints",
    "layers",
    "question",
)


def add_tests(beside):
    """Copy the tests beside a library."""
    _ = shutil.copytree(REPOSITORY / "tests", beside / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    _ = shutil.copy(REPOSITORY / "pyproject.toml", beside)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build the small site from the sound library, with the tests beside the library, and keep it."""
    site = Site.new(tmp_path_factory.mktemp("sabotage") / "small", claims=True)
    # every theme is about the library, but these are enough to notice what is broken here, in a third of the time
    conf = site.root / "conf.py"
    few = f"\nfrom flipconv.claims import register\nregister.THEMES = {THEMES}\n"
    _ = conf.write_text(conf.read_text(encoding="utf-8") + few, encoding="utf-8")
    add_tests(site.library.parent)
    outcome = site.build()
    assert outcome.status == 0, outcome.output
    site.keep()
    return site


@pytest.fixture
def site(built):
    """Return the small site as it was built."""
    built.restore()
    return built


def run_tests(beside, file):
    """Run a file of tests on the library beside them until the first failure; return status and output."""
    # Hypothesis would look for the simplest failure, and any will do
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    environment = {**os.environ, "PYTHONPATH": str(beside), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [*command, "--hypothesis-profile=mutation", "-m", "not slow", f"tests/{file}"],
        cwd=beside,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def named(defect):
    return defect.what.replace(" ", "-")


@pytest.mark.parametrize("defect", DEFECTS[:3], ids=named)
def test_the_tests_notice(defect, tmp_path):
    """The first road alone for the first defects: seconds, so that every `make test` has some sabotage."""
    _ = shutil.copytree(REPOSITORY / "flipconv", tmp_path / "flipconv", ignore=shutil.ignore_patterns("__pycache__"))
    add_tests(tmp_path)
    source = tmp_path / defect.path
    sound = source.read_text(encoding="utf-8")
    assert sound.count(defect.old) == 1
    _ = source.write_text(sound.replace(defect.old, defect.new), encoding="utf-8")
    assert_tests_fail(tmp_path, defect.tests)


def assert_tests_fail(beside, file):
    status, output = run_tests(beside, file)
    assert status == 1, output
    assert "1 failed" in output, f"the tests broke off instead of failing: {output}"


@pytest.mark.slow
@pytest.mark.parametrize("defect", DEFECTS, ids=named)
def test_every_road_notices(site, defect):
    _ = site.edit(defect.path, defect.old, defect.new)
    assert_tests_fail(site.library.parent, defect.tests)
    for builder in ("html", "doctest"):
        outcome = site.build(builder)
        assert outcome.status != 0, outcome.output
        assert "ERROR: claim" in outcome.output, f"{builder} failed for another reason: {outcome.output}"


@pytest.mark.slow
def test_the_sound_library_builds_where_the_broken_ones_fail(site):
    """Otherwise the roads above could fail for a reason of their own; the tests of the sound library are this suite."""
    for builder in ("html", "doctest"):
        outcome = site.build(builder)
        assert outcome.status == 0, outcome.output
