"""Matplotlib: the lags of a plot of correlations."""

from __future__ import annotations

from typing import Any

from flipconv.conventions.atlas.adapting import adapter


@adapter("matplotlib", "matplotlib.axes.Axes.xcorr", form="matplotlib.axes.Axes.xcorr(x, y)", ndim=1, probe="lag")
def xcorr(x: Any, y: Any) -> Any:
    """Call `matplotlib.axes.Axes.xcorr`."""
    import matplotlib.figure

    return matplotlib.figure.Figure().subplots().xcorr(x, y, usevlines=False, maxlags=len(x) - 1)[:2]
