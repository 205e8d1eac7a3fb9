"""The road through the frequencies, against sums of Python numbers, and within its stated error."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import log2, prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import fft, ndimage, signal

from flipconv import spectra
from tests import reference, strategies

LINEAR = pytest.mark.parametrize(
    ("operation", "summed"),
    [
        pytest.param(spectra.spectral_convolve, reference.convolve, id="convolve"),
        pytest.param(spectra.spectral_correlate, reference.correlate, id="correlate"),
    ],
)
CIRCULAR = pytest.mark.parametrize(
    ("operation", "summed"),
    [
        pytest.param(spectra.circular_convolve, reference.convolve, id="convolve"),
        pytest.param(spectra.circular_correlate, reference.correlate, id="correlate"),
    ],
)
EVERY = [
    spectra.circular_convolve,
    spectra.circular_correlate,
    spectra.spectral_convolve,
    spectra.spectral_correlate,
    spectra.error_bound,
]


def allowed(x: np.ndarray, h: np.ndarray, places: int, dtype: type = np.float64) -> float:
    """Return 32 (log2 N + 1) u |x|_2 |h|_1, the bound of Higham's Theorem 24.2 carried through three transforms."""
    unit = np.finfo(dtype).eps / 2
    energy = sum(abs(entry) ** 2 for entry in x.ravel().tolist())
    return float(32 * (log2(places) + 1) * unit * energy**0.5 * sum(abs(entry) for entry in h.ravel().tolist()))


def on_line(x: np.ndarray, h: np.ndarray) -> int:
    """Return the number of places of the circle on which a full result is computed, by SciPy's count."""
    return prod(smooth(n + m - 1) for n, m in zip(x.shape, h.shape, strict=True))


def smooth(n: int) -> int:
    """Return the next length with factors 2, 3 and 5: what SciPy pads real transforms to."""
    return int(fft.next_fast_len(n, real=True) or 0)


def assert_near(y: np.ndarray, expected: np.ndarray, bound: float) -> None:
    assert y.shape == expected.shape
    assert np.abs(y - expected.astype(complex)).max() <= bound


@LINEAR
@pytest.mark.parametrize("mode", ["full", "same"])
@given(arrays=strategies.pairs())
def test_modes(operation, summed, mode, arrays):
    x, h = arrays
    assert_near(operation(x, h, mode), summed(x, h, mode=mode), allowed(x, h, on_line(x, h)))


@LINEAR
@given(arrays=strategies.pairs(fits=True))
def test_valid(operation, summed, arrays):
    x, h = arrays
    assert_near(operation(x, h, mode="valid"), summed(x, h, mode="valid"), allowed(x, h, on_line(x, h)))


@LINEAR
@given(arrays=strategies.pairs(), data=st.data())
def test_anchors(operation, summed, arrays, data):
    x, h = arrays
    anchor = data.draw(strategies.anchors(h.shape))
    expected = summed(x, h, mode="same", anchor=anchor)
    assert_near(operation(x, h, "same", anchor=anchor), expected, allowed(x, h, on_line(x, h)))


@LINEAR
@given(batch=strategies.batches())
def test_batches(operation, summed, batch):
    x, h, axes = batch
    expected = reference.over_batch(summed, x, h, axes, mode="full")
    # the batch is no part of a sum, so this is generous
    assert_near(operation(x, h, axes=axes), expected, allowed(x, h, 64 * 64))


@CIRCULAR
@given(arrays=strategies.pairs())
def test_circular(operation, summed, arrays):
    """Kernels longer than the circle are wound around it; periods up to 8 have no prime factor above 7."""
    x, h = arrays
    expected = summed(x, h, mode="same", boundary="wrap", anchor=(0,) * x.ndim)
    assert_near(operation(x, h), expected, allowed(x, h, x.size))


@CIRCULAR
@given(batch=strategies.batches())
def test_circular_batches(operation, summed, batch):
    x, h, axes = batch
    how = {"mode": "same", "boundary": "wrap", "anchor": (0,) * len(axes)}
    assert_near(operation(x, h, axes), reference.over_batch(summed, x, h, axes, **how), allowed(x, h, 27))


@given(arrays=strategies.pairs(ndim=2))
def test_circular_against_ndimage(arrays):
    """With the kernel's first tap on each sample; SciPy sums, it does not transform."""
    x, h = (np.real(a).astype(float) for a in arrays)
    origin: Any = [-(m // 2) for m in h.shape]
    theirs = ndimage.correlate(x, h, mode="wrap", origin=origin)
    assert_near(spectra.circular_correlate(x, h), theirs, allowed(x, h, x.size))


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex64, np.complex128])
@pytest.mark.parametrize(("n", "m"), [((1000,), (300,)), ((97, 61), (20, 33)), ((17, 9, 12), (4, 9, 3))])
def test_the_error_stays_within_its_bound(dtype, n, m):
    """Integers small enough to be exact in each dtype, so that the exact sums are those of SciPy's own."""
    rng = np.random.default_rng(len(n))
    x, h = (rng.integers(-99, 100, shape).astype(dtype) for shape in (n, m))
    if np.iscomplexobj(x):
        x, h = x + 1j * x[::-1], h - 1j * h[::-1]
    exact = signal.convolve(x.astype(complex), h.astype(complex), method="direct")
    found = spectra.spectral_convolve(x, h)
    assert found.dtype == dtype
    error = np.abs(found.astype(complex) - exact).max()
    assert 0 < error <= allowed(x, h, on_line(x, h), dtype)
    # the bound that the library states is the one derived here
    assert spectra.error_bound(x, h) == pytest.approx(allowed(x, h, on_line(x, h), dtype), rel=1e-4)


@pytest.mark.parametrize("operation", EVERY[:4])
def test_dtypes(operation):
    x, h = np.array([1, 2, 4, 9]), np.array([1, 3])
    kinds = [(bool, float), (np.uint8, float), (int, float), (np.float16, np.float16), (np.float32, np.float32)]
    kinds += [(float, float), (np.complex64, np.complex64), (complex, complex)]
    for given_dtype, expected in kinds:
        assert operation(x.astype(given_dtype), h.astype(given_dtype)).dtype == expected
    assert operation(x.astype(np.float32), h.astype(np.complex64)).dtype == np.complex64
    assert operation(x.astype(np.uint8), h.astype(np.float32)).dtype == np.result_type(float, np.float32)


@pytest.mark.parametrize("operation", [*EVERY, spectra.phase_correlation])
def test_what_a_transform_would_spoil_is_refused(operation):
    for bad in (np.nan, np.inf, -np.inf, complex(0, np.nan)):
        for name, arrays in (("x", ([1, bad, 2], [1, 2, 5])), ("h|y", ([1, 2, 5], [1, bad, 3]))):
            with pytest.raises(ValueError, match=rf"^({name}) holds a NaN or an infinity.*flipconv\.convolve"):
                _ = operation(*arrays)
    for exact in ([Fraction(1, 3), 1, 2], [2**70, 1, 3]):
        with pytest.raises(TypeError, match=r"^x holds exact objects.*flipconv\.convolve"):
            _ = operation(exact, [1, 2, 5])
    with pytest.raises(ValueError, match="empty"):
        _ = operation([], [])
    with pytest.raises(TypeError, match="x has dtype <U1"):
        _ = operation(["a", "b"], [1, 2])


def test_the_spectrum_and_autocorrelation_refuse_the_same():
    word: Any = "a"
    for function in (spectra.spectrum, spectra.autocorrelation):
        with pytest.raises(ValueError, match="x holds a NaN"):
            _ = function([1.0, np.nan])
        with pytest.raises(TypeError, match="x holds exact objects"):
            _ = function(np.array([Fraction(1, 2)]))
        with pytest.raises(ValueError, match="axes names axis 2, but the array has 1 axis: -1 to 0"):
            _ = function([1, 2], 2)
        with pytest.raises(ValueError, match="none twice"):
            _ = function([[1, 2]], (0, -2))
        with pytest.raises(TypeError, match="axes is 'a'"):
            _ = function([1, 2], word)


@pytest.mark.parametrize("operation", EVERY[:4])
def test_results_beyond_the_range_are_refused(operation):
    with pytest.raises(OverflowError, match="leave the range of float64"):
        _ = operation([1e200, 2e200], [1e200, 3e200])
    with pytest.raises(OverflowError, match="leave the range of float32"):
        _ = operation(np.array([1e30, 2e30], np.float32), np.array([1e30, 3e30], np.float32))


@LINEAR
def test_modes_and_axes_that_do_not_fit_are_refused(operation, summed):
    with pytest.raises(ValueError, match="mode is 'ful'"):
        _ = operation([1, 2], [1], "ful")
    with pytest.raises(ValueError, match="h has 3 taps"):
        _ = operation([1, 2], [1, 2, 3], "valid")
    with pytest.raises(ValueError, match="equal in number"):
        _ = operation([[1, 2]], [1, 2])
    with pytest.raises(ValueError, match="an anchor needs mode 'same'"):
        _ = operation([1, 2], [1, 2], anchor=0)


@given(arrays=strategies.pairs())
def test_spectra_by_their_sum(arrays):
    x, _ = arrays
    expected = np.zeros(x.shape, complex)
    for k, n in product(np.ndindex(x.shape), repeat=2):
        turns = sum(Fraction(a * b, length) for a, b, length in zip(k, n, x.shape, strict=True))
        expected[k] += x[n] * np.exp(-2j * np.pi * float(turns % 1))
    # one transform, and as many roundings in the sum beside it as it has terms
    assert_near(spectra.spectrum(x), expected, allowed(x, np.ones(1), x.size) * x.size**0.5 + x.size**2 * 9 * 2**-50)
    assert spectra.spectrum(x, 0).shape == x.shape


def test_spectra_along_some_axes():
    x = np.array([[1, 2, 4, 8], [0, 5, 1, 1]])
    assert spectra.spectrum(x, 1)[0].tolist() == spectra.spectrum([1, 2, 4, 8]).tolist()
    assert spectra.spectrum(x, (0,)).tolist() == [[1, 7, 5, 9], [1, -3, 3, 7]]
    assert spectra.spectrum(np.array([1, 2], np.float32)).dtype == np.complex64


def test_fast_lengths_against_scipy():
    assert [spectra.fast_length(n) for n in range(1, 5000)] == [smooth(n) for n in range(1, 5000)]
    assert spectra.fast_length(10**12 + 1) == smooth(10**12 + 1)
    for n in (0, -3):
        with pytest.raises(ValueError, match=f"n is {n}"):
            _ = spectra.fast_length(n)
    half: Any = 2.5
    with pytest.raises(TypeError, match=r"n is 2\.5"):
        _ = spectra.fast_length(half)


@given(arrays=strategies.pairs())
def test_autocorrelation(arrays):
    x, _ = arrays
    expected = reference.correlate(x, x)
    found = spectra.autocorrelation(x)
    assert_near(found, expected, allowed(x, x, on_line(x, x)))
    assert np.iscomplexobj(found) == np.iscomplexobj(x)


@given(batch=strategies.batches())
def test_autocorrelation_along_axes(batch):
    x, _, axes = batch
    expected = reference.over_batch(lambda a, b: reference.correlate(a, a), x, x, axes)
    assert_near(spectra.autocorrelation(x, axes), expected, allowed(x, x, 64))


def test_phase_correlation_is_a_spike_at_the_shift():
    x = np.array([[3, 1, 4, 1, 5], [9, 2, 6, 5, 3], [5, 8, 9, 7, 9]])
    for shift in np.ndindex(3, 5):
        spike = np.zeros(x.shape)
        spike[shift] = 1
        for factor, level in ((1, 0), (7, 0), (-1, 0), (1, 50)):
            y = np.roll(factor * x + level, shift, (0, 1))
            surface = spectra.phase_correlation(x, y)
            # a phase is off by the error of an entry over its size, here for both spectra and the way back
            of_both = [np.abs(np.fft.fftn(picture)) for picture in (x, y)]
            relative = sum(np.linalg.norm(sizes) / sizes.min() for sizes in of_both) + 1
            assert np.abs(surface - factor / abs(factor) * spike).max() <= 10 * 2**-53 * log2(x.size) * relative
    assert spectra.phase_correlation(np.float32(x), np.float32(x)).dtype == np.float32
    assert spectra.phase_correlation(1j * x, x).dtype == complex


def test_phases_of_nothing_are_left_out():
    """Without the threshold, roundings of a missing frequency would get the weight of a present one."""
    tone = np.array([2, -1, -1, 2, -1, -1])
    surface = spectra.phase_correlation(tone, np.roll(tone, 1))
    expected = [np.cos(2 * np.pi * (n - 1) / 3) / 3 for n in range(6)]
    assert np.abs(surface - expected).max() < 6 * 2**-52
    # samples of a wave that no float holds, so that the other 19 frequencies are rounding and not 0
    wave = np.cos(4 * np.pi * np.arange(21) / 21)
    surface = spectra.phase_correlation(wave, np.roll(wave, 1))
    expected = [2 * np.cos(4 * np.pi * (n - 1) / 21) / 21 for n in range(21)]
    assert np.abs(surface - expected).max() < 21 * 2**-52
    assert spectra.phase_correlation([0, 0], [0, 0]).tolist() == [0, 0]
    with pytest.raises(ValueError, match=r"x has shape \(2,\) and y has shape \(3,\)"):
        _ = spectra.phase_correlation([1, 2], [1, 2, 3])
