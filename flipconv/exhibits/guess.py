"""Guess before you look: what each choice of a question makes, and which is right, the library works out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from flipconv.exhibits.model import OPERATIONS, Exhibit, Grid
from flipconv.exhibits.questions import QUESTIONS, Question

LETTERS = "ABCDEFGH"


def made(recipe: dict[str, Any]) -> list[list[int]]:
    """
    Return the outputs of a recipe.

    Examples
    --------
    >>> made({"x": [[0, 1, 0]], "h": [[1, 2]], "operation": "correlate", "mode": "same", "anchor": [0, 1]})
    [[0, 2, 1]]
    """
    anchor = tuple(recipe["anchor"]) if recipe["mode"] == "same" else None
    x, h = np.array(recipe["x"]), np.array(recipe["h"])
    return OPERATIONS[recipe["operation"]](x, h, mode=recipe["mode"], anchor=anchor).tolist()


def answered(state: dict[str, Any]) -> dict[str, Any]:
    """
    Return a state and what the library answers: in how many numbers each choice differs, and which are right.

    Examples
    --------
    >>> question = QUESTIONS["guess-anchor"]
    >>> answer = answered(question.state(question.x, question.h))["answer"]
    >>> answer["differ"], answer["right"]
    ([6, 7, 0, 4], [2])
    """
    base = {key: value for key, value in state.items() if key not in ("choices", "wanted")}
    outputs = [made(base | choice) for choice in state["choices"]]
    asked = [made(base | choice | state["wanted"]) for choice in state["choices"]]
    differ = [int((np.array(one) != np.array(other)).sum()) for one, other in zip(outputs, asked, strict=True)]
    right = [k for k, count in enumerate(differ) if count == 0]
    return {"state": state, "answer": {"made": outputs, "asked": asked, "differ": differ, "right": right}}


def cases(question: Question) -> Iterator[dict[str, Any]]:
    """Yield the question itself, and the same with random numbers."""
    yield answered(question.state(question.x, question.h))
    rng = np.random.default_rng(11)
    for _ in range(11):
        x, h = rng.integers(-9, 10, question.x.shape), rng.integers(-9, 10, question.h.shape)
        yield answered(question.state(x, h))


def _shape(numbers: list[list[int]], ring: list[int] | None = None) -> list[list[str]]:
    """Return classes that tell only zeros from the rest: colours would give the answer away."""
    marks = [["" if value else "blank" for value in row] for row in numbers]
    if ring:
        marks[ring[0]][ring[1]] += " ring"
    return marks


def _strip(question: Question, case: dict[str, Any], ring: list[int] | None) -> list[Grid | str]:
    state, answer = case["state"], case["answer"]
    strip: list[Grid | str] = [question.asks]
    strip += [
        Grid(words, state[key], _shape(state[key], ring if key == "x" else None))
        for key, words in question.given.items()
    ]
    for letter, choice, output in zip(LETTERS, state["choices"], answer["made"], strict=False):
        numbers = output if question.offered == "made" else choice["h"]
        strip.append(Grid(letter, numbers, _shape(numbers, ring if question.offered == "made" else None)))
    letters = ", ".join(LETTERS[k] for k in answer["right"])
    return [*strip, f"The answer is {letters}. {question.why}"]


def guess(name: str) -> Exhibit:
    """Return a question as an exhibit; its bright pixel is ringed where outputs have the places of the picture."""
    question = QUESTIONS[name]
    made = list(cases(question))
    same = made[0]["state"]["mode"] == "same"
    ring = [int(k) for k in np.argwhere(question.x)[0]] if same else None
    words = {"question": question.asks, "why": question.why, "given": question.given, "offered": question.offered}
    data = {**words, "compared": list(question.compared), "once": question.once, "ring": ring, "cases": made}
    return Exhibit("Guess before you look", data, _strip(question, made[0], ring))


GUESSES = {name: partial(guess, name) for name in QUESTIONS}
