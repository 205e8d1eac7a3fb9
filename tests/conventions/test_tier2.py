"""The calls of tier 2 against sums written out from their documentation, and what `identify` makes of them."""

from __future__ import annotations

import re
import warnings
from typing import Any

import numpy as np
import pytest

from flipconv.conventions import identify, predict
from flipconv.conventions.atlas.adapting import Adapter, adapters_of
from tests.conventions.documented import TOLD, summed

IMPORTED = {module: module for module in TOLD} | {"simpleitk": "SimpleITK", "xarray_spatial": "xrspatial"}
SLOW = {"jax", "flax", "equinox", "openvino", "tinygrad"}
ROWS = [(module, row) for module in IMPORTED for row in adapters_of(module)]
FILTERS = [(module, row) for module, row in ROWS if row.probe in ("kernel", "layer") and not row.rejected]
X_SHAPE = {1: (7,), 2: (7, 8), 3: (6, 5, 7)}
H_SHAPES = {1: [(2,), (3,), (4,)], 2: [(2, 3), (4, 2)], 3: [(2, 3, 2)]}
# sums of fewer than 400 products below 100, in float32 at the worst, and through a Fourier transform
ATOL = 2e-3


def named(rows: list[tuple[str, Adapter]], slow: frozenset[str] = frozenset()) -> list[Any]:
    """Return parameters for a test, those of slow libraries marked."""
    return [pytest.param(module, row, id=row.call, marks=[pytest.mark.slow] * (module in slow)) for module, row in rows]


def groups_of(row: Adapter) -> int:
    """Return with how many groups a test asks a layer: three channels where each is a group."""
    return 3 if row.groups == "channels" else int(row.groups)


def need(module: str) -> None:
    """Skip, in one line, unless a library is there."""
    name = IMPORTED[module]
    _ = pytest.importorskip(name, reason=f"skipped: needs {name}, of tier 2")


def asked(module: str, row: Adapter, *arrays: np.ndarray) -> np.ndarray:
    """Return what a call returns; skip if its library is absent."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        need(module)
        return np.asarray(row(*arrays))


def arranged(array: np.ndarray, letters: str, wanted: str) -> np.ndarray:
    """Return an array with its axes, a letter each, in another order."""
    return np.ascontiguousarray(array.transpose([letters.index(letter) for letter in wanted]))


@pytest.mark.parametrize(("module", "row"), named([(m, row) for m, row in FILTERS if row.probe == "kernel"]))
def test_a_filter_is_the_sum_that_its_documentation_gives(module, row):
    rng, told = np.random.default_rng(3), TOLD[module](row)
    for shape in H_SHAPES[row.ndim] if 2 in row.sizes else [(3, 5), (5, 3)]:
        x = rng.integers(-9, 10, X_SHAPE[row.ndim]).astype(float)
        h = rng.integers(1, 10, shape).astype(float)
        np.testing.assert_allclose(asked(module, row, x, h), summed(told, x, h), atol=ATOL)


@pytest.mark.parametrize(("module", "row"), named([(m, row) for m, row in FILTERS if row.probe == "layer"]))
def test_a_layer_is_the_sum_that_its_documentation_gives(module, row):
    rng, told = np.random.default_rng(5), TOLD[module](row)
    signal, weights = str(told.layout).split(",")
    space, groups = "DHW"[3 - row.ndim :], groups_of(row)
    inputs, outputs = {1: (2, 3), 2: (4, 6), 3: (3, 6)}[groups]
    i, o = inputs // groups, outputs // groups
    for shape in H_SHAPES[row.ndim]:
        x = rng.integers(-9, 10, (2, inputs, *X_SHAPE[row.ndim])).astype(float)
        w = rng.integers(1, 10, (groups, o, i, *shape)).astype(float)
        each = [
            np.sum([summed(told, one[g * i + k], w[g, number, k]) for k in range(i)], axis=0)
            for one in x
            for g in range(groups)
            for number in range(o)
        ]
        want = np.reshape(each, (2, outputs, *np.shape(each[0])))
        # transposed layers split the axis of the inputs, the others that of the outputs
        split = np.swapaxes(w, 1, 2).reshape(inputs, o, *shape) if "transpose" in row.path else None
        given = w.reshape(outputs, i, *shape) if split is None or groups == 1 else split
        letters = "OI" if given.shape[:2] == (outputs, i) else "IO"
        got = asked(module, row, arranged(x, "NC" + space, signal), arranged(given, letters + space, weights))
        np.testing.assert_allclose(arranged(got, signal, "NC" + space), want, atol=ATOL)


@pytest.mark.parametrize(("module", "row"), named([(m, row) for m, row in FILTERS if not TOLD[m](row).divides]))
def test_conjugates(module, row):
    told = TOLD[module](row)
    space = "DHW"[3 - row.ndim :]
    signal, weights = told.layout.split(",") if told.layout else (space, space)
    many = {"N": 1, "C": groups_of(row), "O": 1, "I": 1}
    many["I" if "transpose" in row.path else "O"] = groups_of(row)
    x = np.zeros([many.get(letter, 5) for letter in signal], complex)
    h = np.zeros([many.get(letter, 3) for letter in weights], complex)
    x[tuple(2 if letter in space else 0 for letter in signal)] = 1 + 2j
    h[tuple(1 if letter in space else 0 for letter in weights)] = 3 + 5j
    if told.conjugates == "real only":
        with pytest.raises(Exception, match=r"\w"):
            _ = asked(module, row, x, h)
        return
    got = asked(module, row, x, h).ravel()
    want = {"none": -7 + 11j, "kernel": 13 + 1j}[told.conjugates]
    np.testing.assert_allclose(got[np.abs(got).argmax()], want, atol=1e-9)


@pytest.mark.parametrize(("module", "row"), named(FILTERS, frozenset(SLOW)))
def test_identify_says_what_the_documentation_says(module, row):
    told, is_layer = TOLD[module](row), row.probe == "layer"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        need(module)
        found = identify(row, ndim=row.ndim, layer=is_layer, sizes=row.sizes, groups=row.groups)
    layout = told.layout
    if layout and groups_of(row) > 1:
        split = "O" if "transpose" in row.path else "I"
        signal, weights = layout.split(",")
        # of depthwise layers the number of groups is that of whatever channels they were asked with
        many = r"\w+" if row.groups == "channels" else row.groups
        assert re.fullmatch(f"{signal},{weights.replace(split, f'{split}/{many}')}", str(found.layout))
        layout = found.layout
    edges = ("constant", "none") if told.border == "left constant" else (told.border, told.border)
    assert (found.kind, found.output, found.conjugates) == (told.kind, told.output, told.conjugates)
    assert ({str(rule) for rule in found.anchor_rule}, set(found.boundary)) == ({told.anchor}, {edges})
    assert (found.layout, found.normalises != "none") == (layout, told.divides)
    assert (found.gain, found.bias) == (1, 0)
    rng = np.random.default_rng(7)
    for shape in H_SHAPES[row.ndim] if 2 in row.sizes else [(3, 5), (5, 3)]:
        if set(shape) <= set(row.sizes):
            x = rng.integers(-9, 10, X_SHAPE[row.ndim]).astype(float)
            h = rng.integers(1, 10, shape).astype(float)
            np.testing.assert_allclose(predict(found, x, h), summed(told, x, h), atol=1e-9)


IMPULSE = np.zeros((4, 5))
IMPULSE[1, 2] = 1
TAPS = np.array([[1.0, 2, 3], [4, 5, 6]])
FORWARD = [[0, 1, 2, 3, 0], [0, 4, 5, 6, 0]]
BACKWARD = [[0, 6, 5, 4, 0], [0, 3, 2, 1, 0]]
NOTHING = [0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("module", "start", "want"),
    [
        ("kornia", "kornia.filters.filter2d(x, h, border_type='constant')", [*BACKWARD, NOTHING, NOTHING]),
        ("kornia", "kornia.filters.filter2d(x, h, behaviour='conv')", [*FORWARD, NOTHING, NOTHING]),
        ("jax", "jax.scipy.signal.convolve(x, h, mode='same')", [NOTHING, *FORWARD, NOTHING]),
        ("jax", "jax.scipy.signal.correlate(x, h, mode='same')", [NOTHING, *BACKWARD, NOTHING]),
        ("jax", "jax.scipy.signal.correlate2d(x, h, mode='same')", [*BACKWARD, NOTHING, NOTHING]),
        ("simpleitk", "SimpleITK.Convolution(x, h, boundaryCondition", [*FORWARD, NOTHING, NOTHING]),
    ],
)
def test_one_impulse_by_hand(module, start, want):
    row = next(row for m, row in ROWS if m == module and row.call.startswith(start))
    np.testing.assert_allclose(asked(module, row, IMPULSE, TAPS), want, atol=1e-6)


@pytest.mark.parametrize(("module", "row"), named([(m, row) for m, row in ROWS if row.probe == "derivative"]))
def test_derivatives_of_a_ramp(module, row):
    rises = [np.add.outer(3.0 * np.arange(9), np.zeros(11)), np.add.outer(np.zeros(9), 3.0 * np.arange(11))]
    slopes = [float(asked(module, row, x)[4, 5]) for x in rises]
    settings = dict(row.settings)
    # images count their axes from the last of the array
    axis = settings.get("dim", settings.get("axis"))
    if axis is None:
        by_image = "[0, 0, 1]" in row.call or settings.get("direction") == 1 or settings.get("order") == (0, 1)
        axis = 0 if by_image else 1
    assert slopes[1 - axis] == pytest.approx(0, abs=1e-9)
    # SimpleITK/SimpleITK#2144: its Gaussian derivative is negated
    assert slopes[axis] == pytest.approx(-3 if "GaussianDerivative" in row.path else 3, rel=1e-6)


def test_transforms_of_integer_images_are_cut_off():
    row = next(row for m, row in ROWS if row.call == "SimpleITK.FFTConvolution(x, h)")
    x = np.random.default_rng(0).integers(0, 9, (6, 7))
    exact = summed(TOLD["simpleitk"](row), x, TAPS.astype(int))
    got = asked("simpleitk", row, x.astype(np.uint8), TAPS.astype(np.uint8)).astype(int)
    assert set(np.unique(got - exact)) <= {-1, 0}
    # the transforms themselves are right: rounded, they give the sums
    whole = asked("simpleitk", row, x.astype(float), TAPS)
    np.testing.assert_array_equal(np.rint(whole), exact)


def test_a_later_signal_has_positive_lags_when_it_comes_first():
    row = next(row for m, row in ROWS if row.probe == "lag")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        need("jax")
        lags, values = row(np.array([0.0, 0, 0, 1, 2, 0]), np.array([1.0, 2, 0]))
    assert int(lags[int(np.argmax(values))]) == 3


def test_every_library_has_rows():
    assert {module for module, _ in ROWS} == set(IMPORTED)
    # what is left out of the filters is told nowhere
    assert len(FILTERS) >= 100
