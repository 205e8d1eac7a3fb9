"""PyTensor, the heir of Theano: convolutions of its graphs, run by their Python code."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter

MODES = [{"mode": mode} for mode in ("full", "same", "valid")]


@adapter("pytensor", "pytensor.tensor.signal.convolve1d", settings=MODES, ndim=1)
def convolve1d(x: Any, h: Any, **settings: Any) -> Any:
    """Call `pytensor.tensor.signal.convolve1d`."""
    import pytensor
    import pytensor.tensor.signal

    graph = pytensor.tensor.signal.convolve1d(pytensor.tensor.as_tensor(x), pytensor.tensor.as_tensor(h), **settings)
    return graph.eval(mode=pytensor.compile.mode.Mode(linker="py", optimizer=None))


@adapter(
    "pytensor",
    "pytensor.tensor.signal.convolve2d",
    settings=[{"mode": "full"}, {"mode": "valid"}],
)
def convolve2d(x: Any, h: Any, **settings: Any) -> Any:
    """Call `pytensor.tensor.signal.convolve2d`."""
    import pytensor
    import pytensor.tensor.signal

    graph = pytensor.tensor.signal.convolve2d(pytensor.tensor.as_tensor(x), pytensor.tensor.as_tensor(h), **settings)
    return graph.eval(mode=pytensor.compile.mode.Mode(linker="py", optimizer=None))
