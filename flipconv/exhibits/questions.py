"""The questions that a reader answers before the answer is shown, and how their choices are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from flipconv.flips import flip
from flipconv.kernels import SOBEL_X


@dataclass(frozen=True)
class Question:
    """
    A question, and how its choices are made.

    Parameters
    ----------
    asks : str
        The question.
    why : str
        A sentence that tells why the right choice is right.
    given : dict of str to str
        Which of the signal ``x`` and the kernel ``h`` are shown, and as what.
    offered : str
        What the reader chooses between: the outputs (``"made"``), or kernels (``"h"``).
    state : callable
        From a signal and a kernel to the state: choices, each with its call, and what was wanted.
    x, h : numpy.ndarray
        Signal and kernel of the question; all other cases have random ones of these shapes.
    compared : tuple of str
        What the outputs of each kernel, and then the wanted ones, are called, where kernels are offered.
    once : str
        What the wanted output is called, where it is the same for all kernels.
    """

    asks: str
    why: str
    given: dict[str, str]
    offered: str
    state: Callable[[np.ndarray, np.ndarray], dict[str, Any]]
    x: np.ndarray
    h: np.ndarray
    compared: tuple[str, ...] = ()
    once: str = ""


def pixels(shape: tuple[int, int], *places: tuple[int, int]) -> np.ndarray:
    """
    Return a picture that is one at some places, and zero elsewhere.

    Examples
    --------
    >>> pixels((2, 3), (0, 1)).tolist()
    [[0, 1, 0], [0, 0, 0]]
    """
    x = np.zeros(shape, dtype=int)
    x[tuple(np.transpose(places))] = 1
    return x


def window(x: np.ndarray, h: np.ndarray) -> dict[str, Any]:
    """Ask which of two outputs is the convolution."""
    choices = [{"call": f"{operation}(x, h)", "operation": operation} for operation in ("convolve", "correlate")]
    return {"x": x.tolist(), "h": h.tolist(), "mode": "full", "choices": choices, "wanted": {"operation": "convolve"}}


def feel(x: np.ndarray, h: np.ndarray) -> dict[str, Any]:
    """Ask which of four kernels cannot feel the flip: a symmetric matrix, an odd one, its own flip, its own mirror."""
    kernels = {
        "h.T == h": np.triu(h) + np.triu(h, 1).T,
        "flip(h) == -h": SOBEL_X.taps,
        "flip(h) == h": h + flip(h),
        "h[:, ::-1] == h": h + h[:, ::-1],
    }
    choices = [{"call": call, "operation": "convolve", "h": taps.tolist()} for call, taps in kernels.items()]
    base = {"x": x.tolist(), "mode": "same", "anchor": [1, 1]}
    return {**base, "choices": choices, "wanted": {"operation": "correlate"}}


def anchor(x: np.ndarray, h: np.ndarray) -> dict[str, Any]:
    """Ask where an even kernel lands that is held at its upper right tap."""
    families = (("correlate", [0, 1]), ("convolve", [1, 0]), ("convolve", [0, 1]), ("correlate", [1, 0]))
    choices = [
        {"call": f"{operation}(x, h, mode='same', anchor={tuple(tap)})", "operation": operation, "anchor": tap}
        for operation, tap in families
    ]
    wanted = {"operation": "convolve", "anchor": [0, 1]}
    return {"x": x.tolist(), "h": h.tolist(), "mode": "same", "choices": choices, "wanted": wanted}


def backward(x: np.ndarray, h: np.ndarray) -> dict[str, Any]:
    """Ask which array goes back to the input of a layer that correlates."""
    choices = [
        {"call": "correlate(G, w)", "operation": "correlate"},
        {"call": "convolve(G, w)", "operation": "convolve"},
        {"call": "convolve(flip(G), w)", "operation": "convolve", "x": flip(x).tolist()},
    ]
    wanted = {"operation": "convolve", "x": x.tolist()}
    return {"x": x.tolist(), "h": h.tolist(), "mode": "full", "choices": choices, "wanted": wanted}


def port(x: np.ndarray, h: np.ndarray) -> dict[str, Any]:
    """Ask which weights a layer that correlates must hold to do what a convolving one did."""
    stored = {"w": h, "w.T": h.T, "w[::-1]": h[::-1], "flip(w)": flip(h)}
    choices = [{"call": name, "h": taps.tolist()} for name, taps in stored.items()]
    base = {"x": x.tolist(), "h": h.tolist(), "operation": "correlate", "mode": "same", "anchor": [1, 1]}
    return {**base, "choices": choices, "wanted": {"operation": "convolve", "h": h.tolist()}}


QUESTIONS = {
    "guess-window": Question(
        "One of these two outputs is the convolution of the picture x with the kernel h. Which?",
        "A convolution stamps the kernel upright on each bright pixel. A correlation stamps it turned by half a turn.",
        {"x": "x, a picture with two bright pixels", "h": "h, the kernel"},
        "made",
        window,
        pixels((4, 5), (0, 0), (1, 3)),
        np.array([[1, 2], [3, 4], [5, 0]]),
    ),
    "guess-feel": Question(
        "One of these four kernels gives the same whether you convolve or correlate. Which?",
        "A half turn leaves it as it is. A symmetric matrix is not enough, nor is a mirror image of left and right; "
        "and where the half turn changes the sign, so does the output.",
        {"x": "x, one bright pixel"},
        "h",
        feel,
        pixels((3, 3), (1, 1)),
        np.array([[0, 3, 1], [2, 4, 5], [0, 0, 1]]),
        ("convolve(x, h)", "correlate(x, h)"),
    ),
    "guess-anchor": Question(
        "A kernel of two by two has no middle. Let the tap 2 sit on the output's own place. Which is the convolution?",
        "Here the kernel is upright, and its 2 is on the ringed place, that of the bright pixel. "
        "Elsewhere another tap sits there, or the kernel is turned.",
        {"x": "x, one bright pixel", "h": "h, the kernel"},
        "made",
        anchor,
        pixels((4, 4), (1, 2)),
        np.array([[1, 2], [3, 4]]),
    ),
    "guess-backward": Question(
        "A layer correlates with the weights w and gives four outputs. The loss grows with one of them, as G says. "
        "Which array is the gradient of the layer's signal?",
        "That output read the signal through w, upright, in its own window. Its blame goes back the same way: "
        "w is stamped there, upright.",
        {"x": "G, what comes back", "h": "w, the weights"},
        "made",
        backward,
        pixels((2, 2), (0, 1)),
        np.array([[1, 2, 3], [4, 0, 5]]),
    ),
    "guess-port": Question(
        "A layer convolved with the weights w. They move to a layer that correlates. Which of these must it hold "
        "to go on as before?",
        "The new layer stamps its weights turned by half a turn, so they are stored turned. "
        "The order of the rows alone, reversed, makes a mirror image.",
        {"x": "x, one bright pixel", "h": "w, the weights of the old layer"},
        "h",
        port,
        pixels((4, 4), (1, 2)),
        np.array([[1, 2, 3], [4, 5, 0], [6, 0, 0]]),
        ("the new layer makes",),
        "what the old layer made",
    ),
}
