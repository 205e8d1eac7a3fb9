"""What the tests that run scripts of the gallery are protected from."""

from __future__ import annotations

import pytest


@pytest.fixture
def no_window(monkeypatch, tmp_path):
    """At a desk with a display, no test may wait for a window to be closed; without one, none leaves a file here."""
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.chdir(tmp_path)
