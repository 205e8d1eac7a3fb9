"""
The library broken on purpose: every defect must fail the tests, the doctest build and the html build.

The html build is the hard one: it is incremental, every page and picture is in its caches, and
only the library has changed under them.
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

# these build sites and packages, or break the library themselves
NOT_FOR_A_BROKEN_LIBRARY = (
    "test_site.py",
    "test_packaging.py",
    "test_browser.py",
    "test_sabotage.py",
    "test_gallery.py",
)


@dataclass(frozen=True)
class Defect:
    """One text of the library replaced by another."""

    what: str
    path: str
    old: str
    new: str


DEFECTS = [
    Defect(
        "flip does not flip",
        "flipconv/flips.py",
        "return np.flip(np.asarray(h), axes if axes is None or isinstance(axes, int) else tuple(axes))",
        "return np.asarray(h)",
    ),
    Defect("correlation does not conjugate", "flipconv/definitions.py", "np.conj(_tap(h, j)) * x", "_tap(h, j) * x"),
    Defect(
        "convolution conjugates",
        "flipconv/definitions.py",
        "y[into] += _tap(h, j) * x",
        "y[into] += np.conj(_tap(h, j)) * x",
    ),
    Defect(
        "conjugate_flip forgets the conjugate",
        "flipconv/flips.py",
        "np.array(np.conj(flip(h, axes)))",
        "np.array(flip(h, axes))",
    ),
    Defect(
        "convolution correlates",
        "flipconv/definitions.py",
        "[-jj for jj in j]",
        "[+jj - m + 1 for jj, m in zip(j, h.shape)]",
    ),
    Defect(
        "the even anchor of convolution is off by one", "flipconv/shapes.py", "return (m - 1) // 2", "return m // 2"
    ),
    Defect(
        "the even anchor of correlation is off by one", "flipconv/shapes.py", "return m // 2", "return (m - 1) // 2"
    ),
    Defect(
        "correlation conjugates the signal instead of the kernel",
        "flipconv/definitions.py",
        "np.conj(_tap(h, j)) * x[source]",
        "_tap(h, j) * np.conj(x[source])",
    ),
    Defect(
        "correlation swaps its operands",
        "flipconv/operators.py",
        "_taken(road.correlate, signal, call.h, wanted)",
        "_taken(road.correlate, call.h, signal, wanted) if signal.shape == call.h.shape"
        " else _taken(road.correlate, signal, call.h, wanted)",
    ),
    Defect(
        "a border of zeros wraps",
        "flipconv/arguments.py",
        "return Call(lead, taps, mode, boundary, cval, anchors, places)",
        'return Call(lead, taps, mode, "wrap" if boundary == "constant" else boundary, cval, anchors, places)',
    ),
    Defect(
        "one tap is lost",
        "flipconv/definitions.py",
        "np.ndindex(h.shape[-d:])",
        "list(np.ndindex(h.shape[-d:]))[: max(1, h.size - 1)]",
    ),
    Defect(
        "reflect and symmetric are confused",
        "flipconv/shapes.py",
        'if boundary == "symmetric":',
        'if boundary == "reflect":',
    ),
    Defect("lags begin one too late", "flipconv/shapes.py", "return range(1 - m, n)", "return range(2 - m, n + 1)"),
    Defect("integers may wrap", "flipconv/arguments.py", "if peak * weight > INT64_MAX:", "if peak * weight < 0:"),
    Defect(
        "the value of the border is ignored",
        "flipconv/boundaries.py",
        "np.full(shape, cval, x.dtype)",
        "np.full(shape, 0, x.dtype)",
    ),
    Defect(
        "a tap of zero skips its sample",
        "flipconv/definitions.py",
        "y[into] += _tap(h, j) * x[source]",
        "y[into] += _tap(h, j) * x[source] if np.any(_tap(h, j)) else 0",
    ),
    Defect("the parts are not halved", "flipconv/flips.py", "Fraction(1, 2) if h.dtype == object else 0.5", "1"),
    Defect(
        "the question's Gaussian has a wrong entry",
        "flipconv/kernels.py",
        "[4, 16, 26, 16, 4], [1, 4, 7, 4, 1]],",
        "[4, 16, 26, 16, 4], [1, 4, 7, 4, 2]],",
    ),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build the small site from the sound library, with the tests beside the library, and keep it."""
    site = Site.new(tmp_path_factory.mktemp("sabotage") / "small")
    left_out = shutil.ignore_patterns("__pycache__", "site", *NOT_FOR_A_BROKEN_LIBRARY)
    _ = shutil.copytree(REPOSITORY / "tests", site.library.parent / "tests", ignore=left_out)
    _ = shutil.copy(REPOSITORY / "pyproject.toml", site.library.parent)
    outcome = site.build()
    assert outcome.status == 0, outcome.output
    site.keep()
    return site


@pytest.fixture
def site(built):
    """Return the small site as it was built."""
    built.restore()
    return built


def run_tests(site):
    """Run the quick tests on the library of a site until the first failure; return pytest's exit status and output."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command += ["-m", "not slow and not browser", "tests"]
    environment = {**os.environ, "PYTHONPATH": str(site.library.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=site.library.parent, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.what.replace(" ", "-"))
def test_every_road_notices(site, defect):
    _ = site.edit(defect.path, defect.old, defect.new)
    status, output = run_tests(site)
    assert status == 1, f"pytest ended with {status}: {output}"
    html = site.build()
    assert html.status != 0, html.output
    assert "ERROR" in html.output or "AssertionError" in html.output, f"it failed for another reason: {html.output}"
    doctest = site.build("doctest")
    assert doctest.status != 0, doctest.output


@pytest.mark.slow
def test_the_sound_library_passes_where_the_broken_ones_fail(site):
    """Otherwise the roads above could fail for a reason of their own."""
    status, output = run_tests(site)
    assert status == 0, output
    assert site.build().status == 0
    assert site.build("doctest").status == 0
