"""Claims with a proof: a linear map that moves with every shift is a convolution; separable kernels; pure tones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from flipconv.claims.boxes import EXACT_GROUPS, GROUPS, Box, cyclic, listed, values
from flipconv.claims.evidence import Case
from flipconv.claims.proved import Proved
from flipconv.claims.register import claim
from flipconv.claims.words import (
    Signal,
    conjugate_flipped,
    convolved,
    correlated,
    scaled,
    shifted,
    spectrum,
    subtracted,
    unit_beside,
)
from flipconv.operators import convolve
from flipconv.proofs import language
from flipconv.proofs.language import Symbol
from flipconv.proofs.models import Group, Model
from flipconv.proofs.statements import Theorem
from flipconv.proofs.theorems import algebra, equivariance, frequency
from flipconv.proofs.theorems.vocabulary import X as IMAGE
from flipconv.proofs.theorems.vocabulary import k as frequency_index
from flipconv.proofs.theorems.vocabulary import r, s, x, y
from flipconv.proofs.theorems.vocabulary import w as character

Map = Callable[[Signal], Signal]

OPPENHEIM = "A. V. Oppenheim, A. S. Willsky, Signals and Systems, 2nd ed., 1997, section 2.1"
RUDIN = "W. Rudin, Fourier Analysis on Groups, 1962, section 1.2"


def responded(response: Any, f: Any) -> Any:
    """What a map makes of a signal."""
    return response(f) if isinstance(f, Signal) else language.of(x, response(f, x))


def impulse_response(response: Any, f: Any) -> Any:
    """What a map makes of a single 1 on the grid of f."""
    return responded(response, unit_beside(f))


def _difference(f: Signal) -> Signal:
    return subtracted(f, shifted((1,) * f.values.ndim, f))


def _running_mean(f: Signal) -> Signal:
    """Return three times the mean of a sample and its neighbours on the last axis."""
    return Signal(sum((np.roll(f.values, step, axis=-1) for step in (-1, 0, 1)), np.zeros_like(f.values)), None)


def _total(f: Signal) -> Signal:
    return Signal(np.full(f.values.shape, f.values.sum()), None)


def _two_in_a_row(f: Signal) -> Signal:
    return scaled(2 - 1j, _difference(_running_mean(_difference(f))))


MAPS: tuple[Map, ...] = (_difference, _running_mean, _total, _two_in_a_row)
"""Linear maps that move with every shift, none of them written as a convolution."""


def _responses() -> Iterator[Case]:
    for shape in GROUPS:
        for response in MAPS:
            yield Case((response, Signal(values(shape, 0), None)))


def _with_response(theorem: Theorem, given: Mapping[str, Any]) -> tuple[Model, dict[str, Any]]:
    shape = given["f"].values.shape

    def respond(function: Callable[..., Any], place: Any) -> Any:
        table = np.array([function(member) for member in np.ndindex(shape)]).reshape(shape)
        return given["response"](Signal(table, None)).at(place)

    symbols = {"f": (theorem.symbols["f"], given["f"].at), "response": (theorem.symbols["response"], respond)}
    return Model({"G": Group(shape)}, {}, symbols), {}


def response_at_the_wrong_place(response, f):
    """The response to a 1 that stands one place off."""
    off = shifted((1,) * f.values.ndim, unit_beside(f))
    return responded(response, f), convolved(f, responded(response, off))


RESPONSES = Box(f"{len(MAPS)} maps that are not written as convolutions, on {listed(GROUPS)}", _responses)


@claim(
    label="a-linear-equivariant-map-is-a-convolution",
    title="A map that goes impulse by impulse and moves with every shift is convolution with its impulse response.",
    evidence=Proved(equivariance.is_convolution, RESPONSES, _with_response),
    counterfeits=(response_at_the_wrong_place,),
    source=OPPENHEIM,
)
def a_linear_equivariant_map_is_a_convolution(response, f):
    """A signal is a sum of shifted and weighted 1s; the map goes through the sum and through each shift."""
    return responded(response, f), convolved(f, impulse_response(response, f))


def correlation_with_the_response(response, f):
    """The flip left out."""
    return responded(response, f), correlated(impulse_response(response, f), f)


@claim(
    label="a-linear-equivariant-map-is-a-correlation-too",
    title="It is also a correlation, with the conjugate flip of that response.",
    evidence=Proved(equivariance.is_correlation, RESPONSES, _with_response),
    counterfeits=(correlation_with_the_response,),
    source=OPPENHEIM,
)
def a_linear_equivariant_map_is_a_correlation_too(response, f):
    """The flip law: which of the two a network uses does not limit what it can learn."""
    return responded(response, f), correlated(conjugate_flipped(impulse_response(response, f)), f)


def with_outer_product(f: Any, p: Any, X: Any) -> Any:
    """An image convolved with the outer product of two kernels."""
    if isinstance(X, Signal):
        return Signal(_periodic(X.values, np.outer(f.values, p.values)), None)
    body = language.total(y, language.total(s, f(y) * p(s) * IMAGE(x - y, r - s)))
    return language.of(x, r, body)


def in_two_passes(f: Any, p: Any, X: Any) -> Any:
    """The same image convolved along one axis, then along the other."""
    if isinstance(X, Signal):
        return Signal(_periodic(_periodic(X.values, p.values, axes=1), f.values, axes=0), None)
    inner = language.conv(p, language.of(s, IMAGE(y, s)))(r)
    return language.of(x, r, language.conv(f, language.of(y, inner))(x))


def _periodic(values: np.ndarray, h: np.ndarray, axes: int | None = None) -> np.ndarray:
    anchor = 0 if axes is not None else (0,) * h.ndim
    return convolve(values, h, mode="same", boundary="wrap", anchor=anchor, axes=axes)


def _images() -> Iterator[Case]:
    for rows, columns in ((1, 3), (3, 2), (2, 4)):
        parts = (values((rows,), 0), values((columns,), 1), values((rows, columns), 2))
        yield Case(tuple(Signal(part, None) for part in parts))


def _of_images(theorem: Theorem, given: Mapping[str, Any]) -> tuple[Model, dict[str, Any]]:
    rows, columns = given["X"].values.shape
    tables = {"f": given["f"].at, "p": given["p"].at, "X": lambda row, column: given["X"].at((*row, *column))}
    symbols = {name: (theorem.symbols[name], function) for name, function in tables.items()}
    return Model({"G": Group((rows,)), "H": Group((columns,))}, {}, symbols), {}


def second_pass_correlates(f, p, X):
    """The second pass correlated."""
    once = Signal(_periodic(X.values, p.values, axes=1), None)
    rows = [correlated(f, Signal(column, None)).values for column in once.values.T]
    return with_outer_product(f, p, X), Signal(np.array(rows).T, None)


@claim(
    label="a-separable-kernel-works-in-two-passes",
    title="Summing with the outer product of two kernels is convolving with one along each axis in turn.",
    evidence=Proved(algebra.separates, Box("periodic images of 1 x 3, 3 x 2 and 2 x 4 pixels", _images), _of_images),
    counterfeits=(second_pass_correlates,),
    source="R. Szeliski, Computer Vision, 2nd ed., 2022, section 3.2.1",
)
def a_separable_kernel_works_in_two_passes(f, p, X):
    """The factor that depends on one axis alone comes out of the sum over the other."""
    return with_outer_product(f, p, X), in_two_passes(f, p, X)


def tone(k: Any, f: Any) -> Any:
    """The character of frequency k on the grid of f."""
    if not isinstance(f, Signal):
        return language.of(x, character(x, frequency_index))
    # exact: the roots of unity of order 1, 2 and 4 are 1, i, -1 and -i
    turns = np.zeros(f.values.shape, dtype=int)
    for axis, (order, step) in enumerate(zip(f.values.shape, k, strict=True)):
        turns = (
            turns + np.moveaxis(np.arange(order).reshape(-1, *[1] * (f.values.ndim - 1)), 0, axis) * step * 4 // order
        )
    return Signal(np.array([1, 1j, -1, -1j])[turns % 4], None)


def spectrum_at(f: Any, k: Any) -> Any:
    """The spectrum at one frequency."""
    return spectrum(f).at(k) if isinstance(f, Signal) else spectrum(f)(k)


def times_tone(number: Any, k: Any, f: Any) -> Any:
    """A number times the character."""
    if isinstance(f, Signal):
        return Signal(number * tone(k, f).values, None)
    return language.of(x, number * character(x, frequency_index))


def _tones() -> Iterator[Case]:
    for shape in EXACT_GROUPS:
        for turns in np.ndindex(shape):
            yield Case((turns, Signal(values(shape, 0), None)))


def tone_correlated(k, f):
    """Correlation with the same eigenvalue: it has the conjugate one."""
    return correlated(f, tone(k, f)), times_tone(spectrum_at(f, k), k, f)


@claim(
    label="tones-pass-through-a-convolution",
    title="Convolving a pure tone gives the same tone, times the kernel's spectrum at its frequency.",
    evidence=Proved(frequency.eigenfunction, Box(f"every tone on {listed(EXACT_GROUPS)}", _tones)),
    counterfeits=(tone_correlated,),
    source=RUDIN,
)
def tones_pass_through_a_convolution(k, f):
    """Shifting a tone multiplies it by a number, and a convolution is a sum of shifts."""
    return convolved(f, tone(k, f)), times_tone(spectrum_at(f, k), k, f)


def synthesised(f: Any, spectral: Any) -> Any:
    """The sum of all tones, each times a spectrum's value, on the grid of f."""
    if isinstance(f, Signal):
        return Signal(np.fft.ifftn(spectral.values) * f.values.size, None)
    body = language.total(frequency_index, spectral(frequency_index) * character(x, frequency_index))
    return language.of(x, body)


def times_number_of_frequencies(f: Any) -> Any:
    """A signal times its number of samples."""
    if isinstance(f, Signal):
        return Signal(f.values * f.values.size, None)
    return language.of(x, f(x) * Symbol("size")())


def synthesised_by_a_second_transform(f):
    """The forward transform in the place of the inverse."""
    return spectrum(spectrum(f)), times_number_of_frequencies(f)


@claim(
    label="a-signal-is-the-sum-of-its-tones",
    title="Adding up all tones, each with its spectrum's value, gives the signal times N: for the DFT, its samples.",
    evidence=Proved(
        frequency.inversion,
        cyclic(1, EXACT_GROUPS),
    ),
    counterfeits=(synthesised_by_a_second_transform,),
    source=RUDIN,
)
def a_signal_is_the_sum_of_its_tones(f):
    """Over all frequencies the tones add up to nothing except at place 0, so each sample meets only itself."""
    return synthesised(f, spectrum(f)), times_number_of_frequencies(f)
