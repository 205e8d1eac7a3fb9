"""mahotas: a filter named convolve, and its borders."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter

BORDERS = [{"mode": mode} for mode in ("reflect", "nearest", "wrap", "mirror", "constant", "ignore")]


@adapter("mahotas", "mahotas.convolve", settings=BORDERS)
def convolve(x: Any, h: Any, **settings: Any) -> Any:
    """Call `mahotas.convolve`."""
    import mahotas

    return mahotas.convolve(x, h, **settings)


@adapter("mahotas", "mahotas.convolve1d", settings=[{"mode": "reflect"}, {"mode": "constant"}], ndim=1)
def convolve1d(x: Any, h: Any, **settings: Any) -> Any:
    """Call `mahotas.convolve1d`."""
    import mahotas
    import numpy as np

    return mahotas.convolve1d(x[np.newaxis], h, 1, **settings)[0]
