"""Translations, run: the code as shown, on data that it was not made from, beside what the source returns there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from flipconv.conventions.atlas.rows import Row
from flipconv.conventions.atlas.translating import Translation, translation
from flipconv.conventions.model import Convention
from flipconv.conventions.prediction import predict


@dataclass(frozen=True)
class Trial:
    """
    What came of a translation.

    Parameters
    ----------
    translation : Translation
        The code.
    shapes : tuple of tuple of int
        The kernel shapes it was run with.
    largest : float
        The largest difference from the source, in units of what rounding may explain; at most 1.
    """

    translation: Translation
    shapes: tuple[tuple[int, ...], ...]
    largest: float


class WrongTranslation(AssertionError):
    """Code that does not give what the source gives: an error of this library, or a call that has changed."""


def tried(source: Row, target: Row, *, seed: int = 0) -> Trial:
    """
    Write a translation, and run it on random data.

    Parameters
    ----------
    source, target : dict
        Measured rows; see `flipconv.conventions.atlas.translating.translation`.
    seed : int, optional
        Of the data.

    Returns
    -------
    Trial
        The code, and on what it was run.

    Raises
    ------
    Untranslatable
        If there is no code.
    WrongTranslation
        If the code raises, or returns something else than the source.
    ImportError
        If the target is not installed.
    """
    written = translation(source, target)
    convention = Convention.from_dict(source["convention"])
    single = "float32" in (source.get("dtype"), target.get("dtype"))
    rng = np.random.default_rng(seed)
    compiled = compile(written.code, target["call"], "exec")
    largest, shapes = 0.0, []
    for x, h in _data(convention, rng, written.for_real):
        first, second = (x, h) if convention.argument_order == "x, h" else (h, x)
        want = predict(convention, first, second, extrapolate=True)
        given: dict[str, Any] = {"x": first.copy(), "h": second.copy()}
        try:
            exec(compiled, given)  # our own lines
        except ImportError:
            raise
        except Exception as error:
            raise WrongTranslation(f"with a kernel of shape {h.shape} it raised {error!r}:\n{written.code}") from error
        largest = max(largest, _apart(np.asarray(given["y"]), want, x, h, single, written, convention))
        shapes.append(h.shape)
    return Trial(written, tuple(shapes), largest)


def _data(one: Convention, rng: np.random.Generator, for_real: bool) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield signals and kernels, non-square and asymmetric, of the sizes that the source takes."""
    sizes = one.sizes or ((2, 3, 4, 5),) * one.ndim
    small = [[m for m in axis if m < 7] for axis in sizes]
    count = max(map(len, small))
    shapes = [tuple(axis[(k + number) % len(axis)] for number, axis in enumerate(small)) for k in range(count)]
    if one.clips:
        shapes = [(m,) * one.ndim for m in small[0]]
    for shape in shapes:
        span = max(d * (m - 1) + 1 for d, m in zip(one.dilation, shape, strict=True))
        for more in range(max(one.stride)):
            lengths = tuple(span + 6 + 2 * axis + more for axis in range(one.ndim))
            if one.clips:
                yield rng.integers(0, 256, lengths).astype("uint8"), rng.integers(1, 5, shape).astype(float)
                continue
            x, h = rng.integers(-50, 51, lengths).astype(float), rng.integers(1, 60, shape).astype(float)
            yield (x, h) if for_real else (x + 1j * rng.permuted(x), h - 2j * rng.permuted(h))


def _apart(
    got: np.ndarray,
    want: np.ndarray,
    x: np.ndarray,
    h: np.ndarray,
    single: bool,
    written: Translation,
    convention: Convention,
) -> float:
    """Return the largest difference in units of what rounding may explain, or raise if it is more."""
    shown = f"{written.target['call']} in place of {written.source['call']}, kernel of shape {h.shape}"
    if got.shape != want.shape:
        raise WrongTranslation(f"{shown}: the shape is {got.shape} and should be {want.shape}:\n{written.code}")
    eps = float(np.finfo(np.float32 if single else np.float64).eps)
    # a sum of products through a transform of the whole signal, as in `identify`, and half a step where it is rounded
    limit = 64 * eps * np.sqrt(x.size) * float(np.abs(x.astype(complex)).max() * np.abs(h).sum()) * abs(convention.gain)
    limit += 1 if convention.rounds else 0
    finite = np.isfinite(want)
    off = float(np.abs(got[finite] - want[finite]).max(initial=0.0))
    if not np.array_equal(finite, np.isfinite(got)) or off > limit:
        raise WrongTranslation(f"{shown}: the largest difference is {off:g}:\n{written.code}")
    return off / limit
