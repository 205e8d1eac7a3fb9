"""The border as an extension of the signal, against numpy.pad and against walking."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flipconv.boundaries import BOUNDARIES, extend, fold_back
from tests import reference, strategies


def test_the_borders_are_those_of_the_design():
    assert BOUNDARIES == ("constant", "edge", "reflect", "symmetric", "wrap")


@pytest.mark.parametrize("boundary", reference.BORDERS)
@given(data=st.data())
def test_every_added_sample_is_where_a_walk_arrives(boundary, data):
    """Lead axes stay; pads reach several times round the signal."""
    ndim = data.draw(st.integers(1, 3), label="axes")
    x = data.draw(strategies.shapes(ndim, 4).flatmap(strategies.signals))
    d = data.draw(st.integers(1, ndim), label="extended axes")
    pads = data.draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=d, max_size=d), label="pads")
    cval = data.draw(st.integers(-9, 9), label="cval")
    y = extend(x, pads, boundary, cval)
    every = [*[(0, 0)] * (ndim - d), *pads]
    axes = [range(-before, n + after) for n, (before, after) in zip(x.shape, every, strict=True)]
    expected = []
    for i in product(*axes):
        seen = [reference.walked(k, n, boundary) for k, n in zip(i, x.shape, strict=True)]
        expected.append(cval if None in seen else x[tuple(seen)].item())
    assert y.shape == tuple(map(len, axes))
    assert y.ravel().tolist() == expected
    assert y.dtype == x.dtype


@pytest.mark.parametrize("boundary", reference.BORDERS)
@given(
    x=strategies.shapes(2, 5).flatmap(strategies.integers),
    pads=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=2, max_size=2),
)
@example(x=np.array([[7]]), pads=[(3, 2), (0, 4)])
def test_numpy_pad_agrees(boundary, x, pads):
    assert extend(x, pads, boundary).tolist() == np.pad(x, pads, mode=boundary).tolist()


@pytest.mark.parametrize("boundary", reference.BORDERS)
def test_the_result_is_new_even_without_pads(boundary):
    x = np.array([[1, 2], [3, 5]])
    y = extend(x, [(0, 0)], boundary)
    assert y.tolist() == x.tolist()
    assert not np.shares_memory(x, y)


@pytest.mark.parametrize("boundary", reference.BORDERS)
@pytest.mark.parametrize("dtype", ["?", "i1", "u8", "f2", "f4", "c8", "O"])
def test_the_dtype_is_that_of_the_signal(boundary, dtype):
    """Also that of a narrow signal beside a constant of Python's."""
    y = extend(np.array([1, 0, 1], dtype), [(2, 1)], boundary, 1)
    assert y.dtype == np.dtype(dtype)


def test_zeros_are_the_default():
    assert extend(np.array([3, 4]), [(1, 2)]).tolist() == [0, 3, 4, 0, 0]


def test_corners_of_a_constant_border_show_the_constant():
    assert extend(np.array([[1]]), [(1, 0), (0, 1)], "constant", 7).tolist() == [[7, 7], [1, 7]]


@pytest.mark.parametrize("cval", [2**70, 0.5, 1 + 2j])
def test_an_object_signal_takes_any_constant(cval):
    assert extend(np.array([1, 2], object), [(1, 1)], "constant", cval).tolist() == [cval, 1, 2, cval]


@pytest.mark.parametrize(
    ("dtype", "cval"),
    [
        ("i8", 0.5),
        ("i8", np.nan),
        ("i8", np.inf),
        ("i8", 3 + 1j),
        ("u2", 5 + 0j),
        ("i8", 2**63),
        ("i1", 128),
        ("i1", np.int64(-129)),
        ("u1", -1),
        ("u1", np.int64(256)),
        ("?", 2),
        ("?", -1),
        ("i2", Fraction(1, 2)),
    ],
)
def test_a_constant_that_integers_do_not_hold_is_refused(dtype, cval):
    sentence = f"cval is {cval!r}, which {np.dtype(dtype)} does not hold; pass x in a wider dtype"
    with pytest.raises(ValueError, match="^" + re.escape(sentence) + "$"):
        _ = extend(np.array([1, 0], dtype), [(1, 0)], "constant", cval)


@pytest.mark.parametrize(
    ("dtype", "cval"),
    [("i1", 127), ("i1", -128), ("u1", 255), ("u8", 2**64 - 1), ("i8", -(2**63)), ("?", 1), ("i2", 3.0)],
)
def test_a_constant_at_the_end_of_the_range_is_held(dtype, cval):
    assert extend(np.array([1, 0], dtype), [(1, 0)], "constant", cval).tolist() == [cval, 1, 0]


def test_a_constant_is_not_read_by_the_other_borders():
    assert extend(np.array([1, 2]), [(1, 0)], "edge", 0.5).tolist() == [1, 1, 2]


@pytest.mark.parametrize("pads", [[(-1, 0)], [(0, -1)], [(3, 2), (1, -2)]])
def test_a_negative_pad_is_refused(pads):
    with pytest.raises(ValueError, match="^" + re.escape(f"pads is {pads!r}; no pad may be negative") + "$"):
        _ = extend(np.array([[1, 2]]), tuple(pads), "wrap")


def test_no_pads_at_all_make_a_copy():
    x = np.array([1, 2])
    y = extend(x, [])
    assert y.tolist() == [1, 2]
    assert not np.shares_memory(x, y)


@pytest.mark.parametrize("boundary", reference.BORDERS)
@given(data=st.data())
def test_folding_back_adds_where_the_border_showed(boundary, data):
    ndim = data.draw(st.integers(1, 3), label="axes")
    shape = data.draw(strategies.shapes(ndim, 4), label="n")
    d = data.draw(st.integers(1, ndim), label="extended axes")
    pads = data.draw(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=d, max_size=d), label="pads")
    every = [*[(0, 0)] * (ndim - d), *pads]
    grown = tuple(n + before + after for n, (before, after) in zip(shape, every, strict=True))
    y = data.draw(strategies.integers(grown), label="y")
    expected = np.zeros(shape, int)
    for place, value in np.ndenumerate(y):
        index = [i - before for i, (before, _) in zip(place, every, strict=True)]
        seen = [reference.walked(k, n, boundary) for k, n in zip(index, shape, strict=True)]
        if None not in seen:
            expected[tuple(seen)] += value
    assert fold_back(y, pads, boundary).tolist() == expected.tolist()
    x = data.draw(strategies.integers(shape), label="x")
    assert (extend(x, pads, boundary) * y).sum() == (x * fold_back(y, pads, boundary)).sum()


def test_folding_back_widens_refuses_and_copies():
    assert fold_back(np.full(4, 100, np.int8), [(3, 0)], "edge").tolist() == [400]
    with pytest.raises(OverflowError, match="pass y with dtype=object"):
        _ = fold_back(np.array([2**62, 2**62]), [(1, 0)], "wrap")
    assert fold_back(np.array([2**62, 2**62], object), [(1, 0)], "wrap").tolist() == [2**63]
    y = np.array([1.5, 2])
    assert not np.shares_memory(fold_back(y, [(0, 0)]), y)
    assert fold_back(np.array([1, 2, 4], np.float32), [(1, 0)], "edge").dtype == np.float32


@pytest.mark.parametrize(
    ("pads", "refusal"),
    [
        ([(-1, 0)], "pads is [(-1, 0)]; no pad may be negative"),
        ([(2, 1)], "pads is [(2, 1)], which leave no sample of y along axis -1 of (3,)"),
    ],
)
def test_pads_that_cannot_be_folded_back(pads, refusal):
    with pytest.raises(ValueError, match="^" + re.escape(refusal) + "$"):
        _ = fold_back(np.array([1, 2, 4]), pads, "edge")
    with pytest.raises(ValueError, match="boundary is 'mirror'"):
        _ = fold_back(np.array([1, 2, 4]), [(1, 0)], "mirror")  # pyright: ignore[reportArgumentType]
