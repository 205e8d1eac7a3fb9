"""Windows, element by element, and as the third form of a correlation."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given

from flipconv.windows import windows
from tests import reference, strategies


@given(arrays=strategies.pairs(fits=True))
def test_element_k_j_is_sample_k_plus_j(arrays):
    x, h = arrays
    w = windows(x, h.shape)
    assert w.shape == (*(n - m + 1 for n, m in zip(x.shape, h.shape, strict=True)), *h.shape)
    for place in np.ndindex(w.shape):
        k, j = place[: x.ndim], place[x.ndim :]
        assert w[place] == x[tuple(kk + jj for kk, jj in zip(k, j, strict=True))]


@given(arrays=strategies.pairs(fits=True))
def test_their_inner_products_with_a_kernel_are_the_valid_correlation(arrays):
    x, h = arrays
    products = windows(x, h.shape) * np.conj(h)
    assert products.sum(axis=tuple(range(-h.ndim, 0))).tolist() == reference.correlate(x, h, "valid").tolist()


@pytest.mark.parametrize("axes", [1, -2, [1], (-2,), np.int64(1)])
def test_named_axes_slide_and_the_others_stay(axes):
    x = np.arange(24).reshape(2, 3, 4)
    w = windows(x, 2, axes)
    assert w.shape == (2, 2, 4, 2)
    assert w.tolist() == [[[[a, b] for a, b in zip(*rows, strict=True)] for rows in pairwise(m)] for m in x.tolist()]


def test_several_axes_come_last_in_the_order_they_are_named():
    x = np.arange(24).reshape(2, 3, 4)
    w = windows(x, (3, 1), [2, 0])
    assert w.shape == (2, 3, 2, 3, 1)
    assert w[1, 2, 1].tolist() == [[21], [22], [23]]


def test_nothing_is_copied_and_nothing_can_be_written():
    x = np.array([1, 2, 3])
    w = windows(x, 2)
    assert np.shares_memory(x, w)
    assert not w.flags.writeable


@pytest.mark.parametrize(("shape", "axes"), [(4, None), ((2, 2), None), ((2, 2), 0), (-1, None)])
def test_a_window_that_does_not_fit_is_refused(shape, axes):
    with pytest.raises(ValueError, match=r"window|axis|axes"):
        _ = windows([1, 2, 3], shape, axes)
