"""The README tells the truth: its sessions run, its picture is today's, its commands and files are there."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
from matplotlib.image import imread

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_sessions_run():
    fences = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    session = doctest.DocTestParser().get_doctest("\n".join(fences), {}, "README", "README.md", 0)
    assert len(session.examples) == README.count(">>> ") > 4
    assert doctest.DocTestRunner().run(session).failed == 0


def test_the_picture_is_the_one_the_script_draws(tmp_path):
    drawn = tmp_path / "drawn.png"
    command = [sys.executable, str(ROOT / "gallery" / "plot_f_test.py"), "--save", str(drawn)]
    environment = {**os.environ, "MPLBACKEND": "Agg", "PYTHONPATH": str(ROOT)}
    _ = subprocess.run(command, check=True, capture_output=True, env=environment)
    there, here = imread(ROOT / "docs" / "_static" / "f-test.png"), imread(drawn)
    assert there.shape == here.shape
    # another release of Matplotlib may place a letter a fraction of a pixel elsewhere; a number or a colour that
    # changed alters a whole cell, about 1 in 200 of the picture
    assert np.mean(np.abs(there - here) > 0.1) < 1 / 500


def test_what_it_names_is_there():
    links = re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", README)
    files = {name for pair in links for name in pair if name and "://" not in name}
    assert {"CITATION.cff", "CONTRIBUTING.md", "LICENSE", "docs/_static/f-test.png"} <= files
    assert all((ROOT / name).is_file() for name in files)
    targets = set(re.findall(r"^make (\w[\w-]*)", README, re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {"html", "test"} <= targets
    assert all(re.search(rf"^(\w+ )*{target}( \w+)*:", makefile, re.MULTILINE) for target in targets)
