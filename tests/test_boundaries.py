"""The border as an extension of the signal, against numpy.pad and against walking."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flipconv.boundaries import BOUNDARIES, extend
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
