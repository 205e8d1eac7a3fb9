"""Direct or FFT: what one convolution takes on either road, as measured once, for kernels of growing length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from flipconv.figures.charts import chart, curve
from flipconv.figures.style import Ink, sheet, write

BOX = (52, 66, 294, 236)
DECADES = {100: "0.1 ms", 1000: "1 ms", 10000: "10 ms"}
# by road: what is written beside its curve, at which of its points, and how far above it
NAMES = {"direct": ("the sums", -3, 12), "spectral": ("the FFT", 0, 10)}


def draw_direct_or_fft(
    taps: Sequence[int], times: Mapping[str, Sequence[int]], samples: int, measured: Sequence[str], ink: Ink
) -> Figure:
    """
    Draw two curves of measured times, both axes logarithmic.

    Parameters
    ----------
    taps : sequence of int
        Lengths of the kernels, rising.
    times : mapping of str to sequence of int
        Microseconds for each of them, by road: ``"direct"`` and ``"spectral"``.
    samples : int
        Length of the signal.
    measured : sequence of two str
        When and where, in two lines.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        One chart, labelled ``"times"``; its curves are called as the roads are.
    """
    figure = sheet(384)
    write(figure, (2, 14), f"one convolution of {samples} samples", ink.text, 12.5, fontweight="bold")
    write(figure, (2, 31), _verdict(taps, times), ink.text, 12)
    write(figure, (2, 54), "time", ink.muted, 12)
    _draw_chart(figure, BOX, taps, times, ink, steps=2)
    write(figure, (BOX[0] + BOX[2], BOX[1] + BOX[3] + 34), "taps of the kernel", ink.muted, 12, ha="right")
    for i, words in enumerate(measured):
        write(figure, (2, 362 + 15 * i), words, ink.muted, 11)
    figure.set_label(_told(taps, times, samples, measured))
    return figure


def cover_direct_or_fft(taps: Sequence[int], times: Mapping[str, Sequence[int]], ink: Ink) -> Figure:
    """Draw the two curves, at the size of a thumbnail."""
    figure = sheet(112, width=160)
    write(figure, (4, 14), "sums", ink.strokes[0], 12, fontweight="bold")
    write(figure, (156, 14), "FFT", ink.strokes[1], 12, fontweight="bold", ha="right")
    _draw_chart(figure, (12, 22, 132, 68), taps, times, ink, steps=5)
    return figure


def _draw_chart(
    figure: Figure,
    box: tuple[float, float, float, float],
    taps: Sequence[int],
    times: Mapping[str, Sequence[int]],
    ink: Ink,
    *,
    steps: int,
) -> None:
    """Draw both curves; a word at every few lengths of the kernel."""
    across = {taps[i]: str(taps[i]) for i in range(0, len(taps), steps)}
    least, most = min(map(min, times.values())), max(map(max, times.values()))
    # the first and the last tick are the ends and bear no words; where the chart is small, none does
    up = {least / 1.6: "", **{float(t): word * (steps < 5) for t, word in DECADES.items() if least < t < most}}
    ends = (taps[0] / 1.15, taps[-1] * 1.15)
    across = {ends[0]: "", **across, ends[1]: ""}
    axes = chart(figure, box, "times", ink, across=across, up={**up, most * 1.6: ""}, log="xy")
    left, top, width, height = box
    for (road, microseconds), colour in zip(times.items(), ink.strokes[:2], strict=True):
        curve(axes, taps, microseconds, road, colour, dashed=road == "spectral", dots=True)
        word, i, above = NAMES[road]
        if steps < 5:
            right, down = axes.transAxes.inverted().transform(axes.transData.transform((taps[i], microseconds[i])))
            place = (left + width * right + 4, top + height * (1 - down) - above)
            write(figure, place, word, colour, 12.5, fontweight="bold", ha="right" if i else "left")


def _verdict(taps: Sequence[int], times: Mapping[str, Sequence[int]]) -> str:
    """Say between which lengths the faster road changes."""
    sooner = np.less(times["direct"], times["spectral"])
    changes = np.flatnonzero(sooner[1:] != sooner[:-1])
    if len(changes) != 1 or not sooner[0]:
        return f"the faster road changes {len(changes)} times"
    i = int(changes[0])
    return f"up to {taps[i]} taps the sums are faster, from {taps[i + 1]} on the FFT"


def _told(taps: Sequence[int], times: Mapping[str, Sequence[int]], samples: int, measured: Sequence[str]) -> str:
    """Return the picture in words."""
    told = [f"Two curves over the number of taps, both axes logarithmic: {_verdict(taps, times)}."]
    for road, microseconds in times.items():
        told.append(f"{road.capitalize()}: {', '.join(map(str, microseconds))} microseconds.")
    return " ".join(
        [*told, f"A signal of {samples} samples and {', '.join(map(str, taps))} taps. {' '.join(measured)}."]
    )
