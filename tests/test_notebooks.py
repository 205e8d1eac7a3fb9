"""A kernel that does not answer is started once more, and a cell that raises is not run again."""

from __future__ import annotations

from types import SimpleNamespace

import nbformat
import pytest
from jupyter_client.asynchronous.client import AsyncKernelClient
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from flipconv.sphinxext import notebooks


def run(source: str) -> nbformat.NotebookNode:
    return NotebookClient(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])).execute()


@pytest.fixture
def starts(monkeypatch):
    """Have the first kernel be silent, and count how often one was waited for."""
    counted, real = [], AsyncKernelClient.wait_for_ready

    async def wait_for_ready(client, timeout=None):
        counted.append(client)
        if len(counted) == 1:
            raise RuntimeError("Kernel didn't respond in 60 seconds")
        await real(client, timeout=timeout)

    monkeypatch.setattr(AsyncKernelClient, "wait_for_ready", wait_for_ready)
    # so that both are put back
    for name in ("async_execute", "execute"):
        monkeypatch.setattr(NotebookClient, name, getattr(NotebookClient, name))
    notebooks.setup(SimpleNamespace(connect=lambda *_: None))  # pyright: ignore[reportArgumentType]
    return counted


def test_a_silent_kernel_gets_a_second_chance(starts):
    assert run("6 * 7").cells[0].outputs[0].data["text/plain"] == "42"
    assert len(starts) == 2


def test_a_cell_that_raises_gets_none(starts):
    with pytest.raises(CellExecutionError, match="Kernel didn't respond"):
        _ = run('raise RuntimeError("Kernel didn\'t respond")')
    assert len(starts) == 2
