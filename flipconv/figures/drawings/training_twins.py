"""Training twins: the kernels of three networks before and after training, and how far apart they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from flipconv.figures.charts import chart, curve
from flipconv.figures.grids import Mark, corner_mark, written
from flipconv.figures.maps import bar, signed_map
from flipconv.figures.style import Ink, panel, sheet, write

TILE, STEP, LEFT, BLOCK, TOP = 51, 57, 20, 116, 66
# the chart: its ticks, which are its ends too
UP = {1e-18: "", 1e-16: "10⁻¹⁶", 1e-8: "10⁻⁸", 1: "1", 1e2: ""}


@dataclass(frozen=True, eq=False)
class Learner:
    """
    A network that learns.

    Parameters
    ----------
    operation, start : str
        What it does with its kernels, and from which ones it starts.
    before : numpy.ndarray, shape (kernels, rows, columns)
        Its kernels at the start, one for each class.
    steps : numpy.ndarray, shape (steps, kernels, rows, columns)
        Its kernels after each step.
    """

    operation: str
    start: str
    before: np.ndarray
    steps: np.ndarray

    @property
    def after(self) -> np.ndarray:
        """Its kernels at the end."""
        return self.steps[-1]

    def apart(self, first: Learner) -> np.ndarray:
        """Return how far its kernels, rotated, are from those of another network after each step, in any tap."""
        return np.abs(first.steps - self.steps[..., ::-1, ::-1]).max(axis=(1, 2, 3))


def draw_training_twins(learners: Sequence[Learner], classes: Sequence[str], ink: Ink) -> Figure:
    """
    Draw the kernels of three networks at the start and at the end, and two curves of distances.

    Parameters
    ----------
    learners : sequence of three Learner
        The first correlates, the others convolve.
    classes : sequence of str
        What the networks learn to tell apart.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Labels of the maps are ``"network <n>, kernel <k>: before"`` and ``": after"``, both from 1; the chart is
        ``"apart"`` with the curves ``"network 2"`` and ``"network 3"``.
    """
    below, apart = TOP + STEP * len(classes), [one.apart(learners[0]) for one in learners[1:]]
    figure = sheet(below + 252)
    for i, name in enumerate(classes):
        write(figure, (9, TOP + STEP * i + TILE / 2), name, ink.text, 14, fontweight="bold", ha="center", va="center")
    limit = _limit([np.stack([one.before, one.after]) for one in learners])
    for i, one in enumerate(learners):
        _draw_learner(figure, LEFT + BLOCK * i, i + 1, one, limit, _turned(one, learners[0]), ink)
    bar(figure, (LEFT, below + 4, 337, 9), (written(-limit), "0", written(limit)), ink)
    write(figure, (2, below + 56), "How far from network 1, after un-flipping?", ink.text, 13.5, fontweight="bold")
    told = f"the largest distance of any tap, after each of {len(apart[0])} steps"
    write(figure, (2, below + 73), told, ink.muted, 12)
    _draw_apart(figure, (46, below + 84, 300, 140), apart, ink)
    figure.set_label(_told(learners, classes, apart))
    return figure


def cover_training_twins(learners: Sequence[Learner], kernel: int, ink: Ink) -> Figure:
    """
    Draw what the twins made of one kernel, at the size of a thumbnail.

    Parameters
    ----------
    learners : sequence of Learner
        The twins come first.
    kernel : int
        Which kernel.
    ink : Ink
        Light or dark.

    Returns
    -------
    matplotlib.figure.Figure
        Two maps.
    """
    figure = sheet(112, width=160)
    for left, one in zip((2, 82), learners[:2], strict=True):
        write(figure, (left + 38, 16), one.operation, ink.text, 12, fontweight="bold", ha="center")
        values = one.after[kernel]
        _draw_kernel(figure, (left, 28), 76, one.operation, values, _limit(values), _turned(one, learners[0]), ink)
    return figure


def _draw_learner(figure: Figure, left: float, number: int, one: Learner, limit: float, turned: bool, ink: Ink) -> None:
    """Draw all kernels of one network, at the start and at the end."""
    write(figure, (left, 15), f"{number} {one.operation}", ink.text, 13.5, fontweight="bold")
    write(figure, (left, 33), f"from {one.start}", ink.text, 12.5)
    for side, head, kernels in ((0, "before", one.before), (1, "after", one.after)):
        write(figure, (left + 54 * side + TILE / 2, TOP - 8), head, ink.muted, 11.5, ha="center")
        for i, values in enumerate(kernels):
            label = f"network {number}, kernel {i + 1}: {head}"
            _draw_kernel(figure, (left + 54 * side, TOP + STEP * i), TILE, label, values, limit, turned, ink)


def _draw_kernel(
    figure: Figure, corner: tuple[float, float], size: float, label: str, values: np.ndarray, limit: float,
    turned: bool, ink: Ink,
) -> None:  # fmt: skip
    """Draw a kernel as a map, with the mark on its first tap; in one that started rotated this is the last."""
    axes = panel(figure, (*corner, size, size), label)
    signed_map(axes, values, limit, ink)
    rows, columns = values.shape
    corner_mark(axes, Mark(rows - 1, columns - 1, rotated=True) if turned else Mark(0, 0, rotated=False), ink)


def _draw_apart(figure: Figure, box: tuple[float, float, float, float], apart: Sequence[np.ndarray], ink: Ink) -> None:
    """Draw both distances over the steps, each with its name below or above it."""
    count = len(apart[0])
    across = {float(step): str(step) for step in (0, count // 2, count)}
    axes = chart(figure, box, "apart", ink, across=across, up=UP, log="y")
    left, top, width, height = box
    for i, (distances, words) in enumerate(zip(apart, _verdicts(apart), strict=True)):
        curve(axes, range(1, count + 1), distances, f"network {i + 2}", ink.strokes[i], dashed=i == 1, width=2.2)
        level = np.log10(min(UP) / distances[-1]) / np.log10(min(UP) / max(UP)) if distances[-1] > 0 else 0
        down = top + height * (1 - level) + (20 if i == 1 else -10)
        write(figure, (left + width, down), words, ink.strokes[i], 12.5, fontweight="bold", ha="right")


def _verdicts(apart: Sequence[np.ndarray]) -> list[str]:
    """Return what the curves say."""
    below, above = _short(apart[0].max(), np.ceil), _short(apart[1].min(), np.floor)
    return [f"network 2: never more than {below}", f"network 3: never less than {above}"]


def _short(value: float, rounded: Callable[[float], float]) -> str:
    """Return a number with one digit, rounded to the safe side."""
    unit = 10.0 ** np.floor(np.log10(value)) if value > 0 else 1
    return written(f"{rounded(value / unit) * unit:.0e}" if 0 < value < 1e-3 else f"{rounded(value / unit) * unit:g}")


def _turned(one: Learner, first: Learner) -> bool:
    """Return whether a network starts from the kernels of the first, rotated."""
    return bool((one.before == first.before[:, ::-1, ::-1]).all())


def _limit(values: ArrayLike) -> float:
    """Return the magnitude at the ends of a map: the largest, in full tenths."""
    return float(np.ceil(10 * np.abs(values).max()) / 10)


def _told(learners: Sequence[Learner], classes: Sequence[str], apart: Sequence[np.ndarray]) -> str:
    """Return the picture in words, for those who do not see it."""
    told = [f"Three networks learn to tell {', '.join(classes)} apart. Their kernels are maps, before and after."]
    for i, one in enumerate(learners):
        told.append(f"Network {i + 1} {one.operation} from {one.start}.")
    told.append("How far the kernels, flipped back, are from those of network 1, over all steps:")
    return " ".join([*told, "; ".join(_verdicts(apart)) + "."])
