"""Hypothesis profiles: the same examples every time on a build machine, new ones at a desk."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import HealthCheck, Phase, settings

# no deadline: a busy machine is no bug; slow drawing is none either
settings.register_profile("desk", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("desk"), derandomize=True, print_blob=True)
settings.register_profile("thorough", settings.get_profile("ci"), max_examples=1000)
# for the mutation run: the first failure is all it asks for
settings.register_profile("mutation", settings.get_profile("ci"), phases=[Phase.explicit, Phase.generate])
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say in one line that the tests in a browser were left out, and what they would need."""
    if "not browser" in config.option.markexpr:
        found = shutil.which("chromium") or shutil.which("chromium-browser")
        where = found or "not installed here (Debian: apt-get install chromium)"
        terminalreporter.line(
            f"left out: slow tests, and those that open the site in Chromium ({where}); make test-all runs them"
        )
